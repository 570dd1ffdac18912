//! Kills, stops, a database that goes away, a full disk: what was acknowledged stays, and nothing
//! arrives twice.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use testkit::{Gateway, Postgres};
use wire::{Frame, Outcome, RefusalCode, SYNC_PATH};

use crate::ashore;
use crate::client::{Call, answered, encoded, get, post, say, wait_for};
use crate::workstation::Workstation;

/// Rounds of kills; `CELESTE_KILLS` asks for more.
fn kills() -> u64 {
    let asked = std::env::var("CELESTE_KILLS").ok();
    asked.map_or(8, |count| count.parse().expect("CELESTE_KILLS is a number"))
}

/// Numbers that look random and are the same in every run.
fn scattered(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

fn faults(postgres: &Postgres) -> (usize, usize) {
    let sql = "SELECT count(*), count(DISTINCT title) FROM pms_faults";
    let rows = postgres.psql(&postgres.superuser_url(), sql).unwrap();
    let (all, distinct) = rows.split_once('|').unwrap();
    (all.parse().unwrap(), distinct.parse().unwrap())
}

/// Sends a request batch by batch, without hurry, until the other side is gone.
fn trickle(port: u16, frames: &[Frame], pause: Duration) -> io::Result<()> {
    let mut call = Call::connect(port, None)?;
    call.begin(SYNC_PATH, encoded(frames).len())?;
    for frame in frames {
        call.send(&frame.encode())?;
        thread::sleep(pause);
    }
    call.reply().map(|_| ())
}

fn small_batches(workstation: &Workstation) -> Vec<Frame> {
    let mut frames = vec![Frame::Hello(workstation.hello(false))];
    let after = workstation.heard.get(workstation.device);
    frames.extend(workstation.batches(after, 3).into_iter().map(Frame::Batch));
    frames.push(workstation.end());
    frames
}

#[test]
fn a_gateway_killed_in_the_middle_loses_and_doubles_nothing() {
    let (postgres, mut gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let mut reported = 0;
    let mut cut = 0;
    for round in 0..kills() {
        for _ in 0..45 {
            first.report_fault(&format!("Fault {reported}"));
            reported += 1;
        }
        let (port, frames) = (gateway.port(), small_batches(&first));
        let sending = thread::spawn(move || trickle(port, &frames, Duration::from_millis(4)));
        let wait_ms = scattered(round) % 120;
        thread::sleep(Duration::from_millis(wait_ms));
        gateway.kill();
        cut += usize::from(sending.join().unwrap().is_err());
        gateway.restart();
        let asked = say(&gateway, &[Frame::Hello(first.hello(true))]).unwrap();
        let stored = asked.hello.frontier.get(first.device);
        assert!(stored <= first.own.len() as u64, "round {round}, {wait_ms} ms");
        assert!(
            stored >= first.heard.get(first.device),
            "round {round}, {wait_ms} ms: acknowledged acts are gone"
        );
        first.heard = asked.hello.frontier;
        // Half of the rounds leave the rest to the next one.
        if round % 2 == 1 {
            let end = first.exchange(&gateway).unwrap().end.unwrap();
            assert_eq!(end.frontier.get(first.device), first.own.len() as u64);
        }
    }
    first.exchange(&gateway).unwrap();
    assert!(cut > 0, "no kill came in the middle of a request");
    assert_eq!(faults(&postgres), (reported, reported));
}

#[test]
fn a_request_cut_anywhere_keeps_the_batches_that_were_whole() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    for n in 0..9 {
        first.report_fault(&format!("Fault {n}"));
    }
    let frames = small_batches(&first);
    let body = encoded(&frames);
    // Where each batch is complete, and how many entries are stored then.
    let mut ends = vec![(0, 0)];
    let mut at = frames[0].encode().len();
    for frame in &frames[1..frames.len() - 1] {
        at += frame.encode().len();
        let Frame::Batch(batch) = frame else {
            panic!("only batches stand between hello and end");
        };
        ends.push((at, batch.header.last_seq));
    }
    let mut before = 0;
    for cut in (1..body.len()).step_by(body.len() / 90) {
        let mut call = Call::connect(gateway.port(), None).unwrap();
        call.begin(SYNC_PATH, body.len()).unwrap();
        call.send(&body[..cut]).unwrap();
        drop(call);
        let expected = ends
            .iter()
            .rev()
            .find(|(end, _)| *end <= cut)
            .map_or(0, |(_, seq)| *seq);
        let sql = "SELECT coalesce(max(seq), 0) FROM pms_audit_log WHERE device = '0000000000a1'";
        let mut stored = 0;
        for _ in 0..500 {
            stored = postgres.psql(&postgres.superuser_url(), sql).unwrap().parse().unwrap();
            if stored == expected {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(stored, expected, "cut at byte {cut} of {}", body.len());
        assert!(stored >= before);
        before = stored;
    }
    assert_eq!(
        before,
        first.own.len() as u64,
        "the last cuts lie behind the last batch"
    );
    first.exchange(&gateway).unwrap();
    assert_eq!(faults(&postgres), (9, 9));
}

#[test]
fn a_stop_finishes_the_batch_in_hand_and_what_was_stored_stays() {
    let (postgres, mut gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    for n in 0..300 {
        first.report_fault(&format!("Fault {n}"));
    }
    let (port, frames) = (gateway.port(), small_batches(&first));
    let sending = thread::spawn(move || {
        let mut call = Call::connect(port, None)?;
        call.begin(SYNC_PATH, encoded(&frames).len())?;
        for frame in &frames {
            if call.send(&frame.encode()).is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        call.reply()
    });
    wait_for(&gateway, "celeste_shore_batches_stored_total", 10);
    assert!(gateway.stop(), "it ends in good order: {}", gateway.log());
    if let Ok(reply) = sending.join().unwrap() {
        let refused = answered(&reply).err().expect("the request was not heard to its end");
        assert_eq!(refused.code, RefusalCode::Busy);
        assert!(reply.head.contains("retry-after: 5"), "{}", reply.head);
    }
    gateway.restart();
    let asked = say(&gateway, &[Frame::Hello(first.hello(true))]).unwrap();
    let stored = asked.hello.frontier.get(first.device);
    assert!(stored > 2 + 20 && stored < first.own.len() as u64, "{stored}");
    first.heard = asked.hello.frontier;
    first.exchange(&gateway).unwrap();
    assert_eq!(faults(&postgres), (300, 300));
}

#[test]
fn a_database_that_goes_away_is_told_and_comes_back_without_a_new_start() {
    let (mut postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    assert_eq!(get(&gateway, "/healthz").unwrap().status, 200);
    first.report_fault("Lamp dark");
    for is_killed in [false, true] {
        if is_killed {
            postgres.kill();
        } else {
            postgres.stop();
        }
        assert_eq!(get(&gateway, "/healthz").unwrap().status, 503);
        let reply = post(&gateway, SYNC_PATH, &encoded(&first.request())).unwrap();
        assert_eq!(reply.status, 503);
        assert!(reply.head.contains("retry-after: 5"), "{}", reply.head);
        assert_eq!(answered(&reply).err().unwrap().code, RefusalCode::Busy);
        postgres.restart();
        assert_eq!(get(&gateway, "/healthz").unwrap().status, 200);
    }
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert_eq!(end.frontier, first.frontier());
    assert_eq!(faults(&postgres), (1, 1));
}

#[test]
fn a_database_that_restarts_in_the_middle_of_a_request_loses_nothing() {
    let (mut postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    for n in 0..240 {
        first.report_fault(&format!("Fault {n}"));
    }
    let (port, frames) = (gateway.port(), small_batches(&first));
    let sent = frames.len() - 2;
    let is_restarted = std::sync::Arc::new(AtomicBool::new(false));
    let seen = std::sync::Arc::clone(&is_restarted);
    let sending = thread::spawn(move || {
        let mut call = Call::connect(port, None)?;
        call.begin(SYNC_PATH, encoded(&frames).len())?;
        for (at, frame) in frames.iter().enumerate() {
            call.send(&frame.encode())?;
            while at == 50 && !seen.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(10));
            }
        }
        call.reply()
    });
    wait_for(&gateway, "celeste_shore_batches_stored_total", 40);
    postgres.kill();
    postgres.restart();
    is_restarted.store(true, Ordering::Relaxed);
    let end = answered(&sending.join().unwrap().unwrap()).unwrap().end.unwrap();
    assert_eq!(end.verdicts.len(), sent);
    first.heard = end.frontier;
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert_eq!(end.frontier, first.frontier());
    assert_eq!(faults(&postgres), (240, 240));
}

#[test]
fn a_full_disk_ashore_is_told_and_after_it_was_freed_all_goes_through() {
    let postgres = Postgres::start_on_small_disk(200);
    let gateway = Gateway::start(&postgres);
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    for n in 0..2_000 {
        first.report_fault(&format!("Fault {n} {}", "with a long story ".repeat(100)));
    }
    postgres.fill_disk();
    let code = match first.exchange(&gateway) {
        Ok(answered) => answered.end.and_then(|end| {
            end.verdicts.iter().find_map(|verdict| match &verdict.outcome {
                Outcome::Refused(refusal) => Some(refusal.code),
                _ => None,
            })
        }),
        Err(refusal) => Some(refusal.code),
    };
    assert!(
        matches!(code, Some(RefusalCode::Full | RefusalCode::Busy)),
        "{code:?}: {}",
        postgres.log()
    );
    postgres.free_disk();
    let mut tries = 0;
    while get(&gateway, "/healthz").unwrap().status != 200 {
        // Where even the write-ahead log found no room, the server starts itself again.
        tries += 1;
        assert!(tries < 300, "{}", postgres.log());
        thread::sleep(Duration::from_millis(100));
    }
    first.heard = say(&gateway, &[Frame::Hello(first.hello(true))])
        .unwrap()
        .hello
        .frontier;
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert_eq!(end.frontier, first.frontier());
    assert_eq!(faults(&postgres), (2_000, 2_000));
}

#[test]
fn two_gateways_on_one_database_show_one_key_and_count_everything_once() {
    let (postgres, one) = ashore();
    let other = Gateway::start(&postgres);
    let mut first = Workstation::connected(&one, 0xa1, "A");
    first.exchange(&other).unwrap();
    // The code names the key: it was given out beside one gateway and is used at the other.
    let code = one.enrol_into(&first.vessel.to_string());
    let joining = Workstation::founder(0xb2, "X");
    let answer = crate::client::enrol(&other, &code, &joining.enrolment(&code, None, None)).unwrap();
    let mut second = Workstation::joining(0xb2, answer.letter.as_deref().unwrap(), &answer, first.person);
    second.exchange(&one).unwrap();
    thread::scope(|scope| {
        for (workstation, gateways) in [(&mut first, [&one, &other]), (&mut second, [&other, &one])] {
            scope.spawn(move || {
                for round in 0..20 {
                    workstation.report_fault(&format!("{} {round}", workstation.letter.clone()));
                    // The reply of every third exchange is lost, and its batches come again.
                    let frames = workstation.request();
                    if round % 3 == 0 {
                        say(gateways[1], &frames).unwrap();
                    }
                    workstation.exchange(gateways[round % 2]).unwrap();
                }
            });
        }
    });
    first.exchange(&one).unwrap();
    second.exchange(&other).unwrap();
    assert_eq!(first.frontier(), second.frontier());
    assert_eq!(faults(&postgres), (40, 40));
    let chains = "SELECT count(*) FROM pms_audit_log a JOIN pms_audit_log b \
                  ON b.device = a.device AND b.seq = a.seq + 1 AND b.prev_hash <> a.hash";
    assert_eq!(postgres.psql(&postgres.superuser_url(), chains).as_deref(), Ok("0"));
}
