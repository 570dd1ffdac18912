//! What is larger, more or faster than it may be is refused before it costs anything.

use std::fs;
use std::time::Duration;

use testkit::Gateway;
use wire::{Batch, Frame, Outcome, RefusalCode, SYNC_PATH};

use crate::ashore;
use crate::client::{Call, answered, encoded, enrol, post, say, wait_for};
use crate::workstation::Workstation;

/// More memory than this a bomb must not cost. The idle program takes about 20 MiB.
const PEAK_KIB_MAX: u64 = 96 * 1024;

fn peak_kib(gateway: &Gateway) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", gateway.pid().unwrap())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

fn verdict(gateway: &Gateway, workstation: &Workstation, batch: Batch) -> RefusalCode {
    let frames = [
        Frame::Hello(workstation.hello(false)),
        Frame::Batch(batch),
        workstation.end(),
    ];
    let end = say(gateway, &frames).unwrap().end.unwrap();
    match &end.verdicts[0].outcome {
        Outcome::Refused(refusal) => refusal.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    first.report_fault("Lamp dark");
    let batch = first.batches(2, 10).remove(0);
    let with = |body: Vec<u8>, plain_bytes: u32| {
        let mut bomb = batch.clone();
        bomb.body = body;
        bomb.header.plain_bytes = plain_bytes;
        bomb.header.dictionary = 0;
        bomb
    };
    // 512 MiB of zeros in some kilobytes, said to be small; then said to be as large as it is.
    let zeros = zstd::bulk::compress(&vec![0; 512 << 20], 3).unwrap();
    assert!(zeros.len() < 100_000);
    assert_eq!(
        verdict(&gateway, &first, with(zeros.clone(), 1 << 20)),
        RefusalCode::Malformed
    );
    assert_eq!(verdict(&gateway, &first, with(zeros, 512 << 20)), RefusalCode::TooLarge);
    assert_eq!(
        verdict(&gateway, &first, with(vec![0; 10], u32::MAX)),
        RefusalCode::TooLarge
    );
    // CBOR that announces 2^60 items, and CBOR in CBOR in CBOR.
    for plain in [
        [&[0, 0x9b, 0x10][..], &[0; 7]].concat(),
        [vec![1], vec![0x81; 900_000]].concat(),
        vec![0x9f; 50_000],
    ] {
        let body = zstd::bulk::compress(&plain, 3).unwrap();
        let code = verdict(&gateway, &first, with(body, plain.len() as u32));
        assert!(
            matches!(
                code,
                RefusalCode::Malformed | RefusalCode::TooMany | RefusalCode::NewerProtocol | RefusalCode::TooLarge
            ),
            "{code:?}"
        );
    }
    assert!(peak_kib(&gateway) < PEAK_KIB_MAX, "{} KiB", peak_kib(&gateway));
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert_eq!(end.frontier, first.frontier(), "it goes on as if nothing had been");
}

#[test]
fn a_frame_or_a_body_that_is_too_large_is_refused_by_its_announcement() {
    let (_postgres, gateway) = ashore();
    let first = Workstation::connected(&gateway, 0xa1, "A");
    // Nothing but the head is sent: the refusal comes all the same.
    let mut call = Call::connect(gateway.port(), None).unwrap();
    call.begin(SYNC_PATH, 65 << 20).unwrap();
    let reply = call.reply().unwrap();
    assert_eq!(
        (reply.status, answered(&reply).err().unwrap().code),
        (413, RefusalCode::TooLarge)
    );
    for head in [[0xff, 0xff, 0xff, 0xff, 1], [0, 0x20, 0, 0, 2]] {
        let mut call = Call::connect(gateway.port(), None).unwrap();
        call.begin(SYNC_PATH, 1 << 20).unwrap();
        call.send(&head).unwrap();
        let reply = call.reply().unwrap();
        assert_eq!(
            (reply.status, answered(&reply).err().unwrap().code),
            (413, RefusalCode::TooLarge)
        );
    }
    let reply = post(&gateway, wire::ENROL_PATH, &vec![0; 5_000]).unwrap();
    assert_eq!(
        (reply.status, answered(&reply).err().unwrap().code),
        (413, RefusalCode::TooLarge)
    );
    // Frames that are none, in the wrong order, or cut.
    let hello = Frame::Hello(first.hello(false)).encode();
    for body in [
        b"GET / HTTP/1.1\r\n".to_vec(),
        Vec::new(),
        hello.clone(),
        hello[..hello.len() - 1].to_vec(),
        first.end().encode(),
        [hello.clone(), hello.clone()].concat(),
        [hello.clone(), first.end().encode(), first.end().encode()].concat(),
        [hello, vec![0, 0, 0, 2, 77, 0]].concat(),
    ] {
        let reply = post(&gateway, SYNC_PATH, &body).unwrap();
        let refusal = answered(&reply).err().unwrap();
        let expected = [
            RefusalCode::Malformed,
            RefusalCode::NewerProtocol,
            RefusalCode::TooLarge,
        ];
        assert!(expected.contains(&refusal.code) && reply.status >= 400, "{refusal:?}");
    }
    assert!(peak_kib(&gateway) < PEAK_KIB_MAX);
}

#[test]
fn whoever_calls_too_fast_is_told_when_to_come_back() {
    let (_postgres, gateway) = ashore();
    let first = Workstation::connected(&gateway, 0xa1, "A");
    let stranger = Workstation::founder(0xee, "X");
    let code = gateway.enrol_into(&first.vessel.to_string());
    let mut request = stranger.enrolment(&code, None, None);
    request.secret[0] ^= 1;
    request.sign(&stranger.key);
    let codes: Vec<RefusalCode> = (0..12)
        .map(|_| enrol(&gateway, &code, &request).unwrap_err().code)
        .collect();
    assert_eq!(codes[..9], [RefusalCode::CodeUnknown; 9]);
    assert!(codes[9..].contains(&RefusalCode::TooMany), "{codes:?}");
    let reply = post(&gateway, wire::ENROL_PATH, &request.encode()).unwrap();
    assert_eq!(reply.status, 429);
    assert!(reply.head.contains("retry-after: "), "{}", reply.head);

    // A device that asks without pause is held up, and no other is.
    let ask = encoded(&[Frame::Hello(first.hello(true))]);
    let is_held_up = (0..400).any(|_| post(&gateway, SYNC_PATH, &ask).unwrap().status == 429);
    assert!(is_held_up);
    assert_eq!(
        post(&gateway, SYNC_PATH, &encoded(&[Frame::Hello(stranger.hello(true))]))
            .unwrap()
            .status,
        401
    );
}

#[test]
fn a_gateway_that_is_full_asks_to_come_back() {
    let postgres = testkit::Postgres::start();
    let gateway = Gateway::start_with(&postgres, &["--exchanges", "1"]);
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let body = encoded(&first.request());
    let mut slow = Call::connect(gateway.port(), None).unwrap();
    slow.begin(SYNC_PATH, body.len()).unwrap();
    slow.send(&body[..body.len() - 1]).unwrap();
    wait_for(&gateway, "celeste_shore_batches_stored_total", 1);
    let reply = post(&gateway, SYNC_PATH, &encoded(&[Frame::Hello(first.hello(true))])).unwrap();
    assert_eq!(
        (reply.status, answered(&reply).err().unwrap().code),
        (503, RefusalCode::Busy)
    );
    assert!(reply.head.contains("retry-after: 5"), "{}", reply.head);
    slow.send(&body[body.len() - 1..]).unwrap();
    assert_eq!(slow.reply().unwrap().status, 200);
    std::thread::sleep(Duration::from_millis(50));
    first.exchange(&gateway).unwrap();
}
