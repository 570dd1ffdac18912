//! What arrives, arrives once, whatever comes in which order.

use domain::field::Field;
use domain::schema::Row;
use domain::tables::{Fault, FaultStatus};
use journal::{Change, ChangeKind, GroupWrite, Value};
use testkit::{Gateway, Postgres};
use wire::{Batch, Frame, Outcome, SYNC_PATH};

use crate::ashore;
use crate::client::{Call, answered, encoded, metric, post, say, wait_for};
use crate::workstation::{Workstation, insert, text};

/// Titles of all faults, as every role but the gateway's sees them.
fn titles(postgres: &Postgres) -> Vec<String> {
    let sql = "SELECT title FROM pms_faults WHERE NOT is_void ORDER BY title";
    let rows = postgres.psql(&postgres.superuser_url(), sql).unwrap();
    rows.lines().map(str::to_owned).collect()
}

fn count(postgres: &Postgres, table: &str) -> usize {
    let rows = postgres.psql(&postgres.superuser_url(), &format!("SELECT count(*) FROM {table}"));
    rows.unwrap().parse().unwrap()
}

/// The rows of a fault in the words of a change that settles it, standing on its insert.
fn settle(fault: journal::RowId, base: journal::Stamp) -> Change {
    Change {
        table: Fault::TABLE.number,
        row: fault,
        kind: ChangeKind::Update {
            groups: vec![GroupWrite {
                base: vec![base],
                values: vec![
                    (Fault::status.number, FaultStatus::Resolved.to_value()),
                    (Fault::resolved_how.number, text("repaired")),
                    (Fault::resolution_note.number, Value::Null),
                    (Fault::resolved_at.number, Value::Null),
                    (Fault::resolved_by.number, Value::Null),
                    (Fault::reopened_reason.number, Value::Null),
                ],
            }],
        },
    }
}

#[test]
fn a_reply_that_was_lost_after_the_commit_costs_nothing_but_a_question() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    first.report_fault("Lamp dark");
    let body = encoded(&first.request());
    let mut call = Call::connect(gateway.port(), None).unwrap();
    call.begin(SYNC_PATH, body.len()).unwrap();
    call.send(&body).unwrap();
    wait_for(&gateway, "celeste_shore_batches_stored_total", 2);
    drop(call);
    let asked = say(&gateway, &[Frame::Hello(first.hello(true))]).unwrap();
    assert!(
        asked.batches.is_empty() && asked.end.is_none(),
        "an ask is answered by a hello only"
    );
    assert_eq!(asked.hello.frontier, first.frontier());
    first.heard = asked.hello.frontier;
    let answered = first.exchange(&gateway).unwrap();
    assert!(answered.end.unwrap().verdicts.is_empty(), "nothing was sent again");
    assert_eq!(titles(&postgres), ["Lamp dark"]);
}

#[test]
fn the_same_request_an_hour_later_changes_nothing() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    for n in 0..30 {
        first.report_fault(&format!("Fault {n:02}"));
    }
    let frames = first.request();
    let one = say(&gateway, &frames).unwrap().end.unwrap();
    let before = titles(&postgres);
    let again = say(&gateway, &frames).unwrap().end.unwrap();
    assert_eq!((again.frontier, again.digest), (one.frontier, one.digest));
    let entries = first.own.len() as u64;
    assert_eq!(
        again.verdicts[0].outcome,
        Outcome::Stored {
            applied: 0,
            held: 0,
            parked: 0,
            repeated: entries
        }
    );
    assert_eq!(titles(&postgres), before);
    assert_eq!(count(&postgres, "pms_audit_log") as u64, entries);
}

/// The history of two workstations: one reports, the other settles what it was shown aboard.
fn two_histories(gateway: &Gateway) -> (Workstation, Workstation) {
    let mut first = Workstation::connected(gateway, 0xa1, "A");
    first.exchange(gateway).unwrap();
    let mut second = Workstation::joined(gateway, 0xb2, &first);
    second.exchange(gateway).unwrap();
    let fault = first.report_fault("Lamp dark");
    let base = first.own.last().unwrap().stamp();
    for batch in first.batches(0, 1_000) {
        second.take(&batch);
    }
    second.write("resolve_fault", vec![settle(fault, base)], None);
    (first, second)
}

#[test]
fn entries_of_two_workstations_come_to_the_same_in_either_order() {
    let mut digests = Vec::new();
    for second_goes_first in [false, true] {
        let (postgres, gateway) = ashore();
        let (mut first, mut second) = two_histories(&gateway);
        // Only its own entries: what it was shown aboard is left to the other one.
        second.heard = second.frontier();
        let own = [
            vec![Frame::Hello(second.hello(false))],
            second.batches(1, 1_000).into_iter().map(Frame::Batch).collect(),
            vec![second.end()],
        ]
        .concat();
        if second_goes_first {
            let end = say(&gateway, &own).unwrap().end.unwrap();
            assert!(matches!(
                end.verdicts[0].outcome,
                Outcome::Stored {
                    held: 1,
                    applied: 0,
                    ..
                }
            ));
            first.exchange(&gateway).unwrap();
        } else {
            first.exchange(&gateway).unwrap();
            let end = say(&gateway, &own).unwrap().end.unwrap();
            assert!(matches!(
                end.verdicts[0].outcome,
                Outcome::Stored {
                    held: 0,
                    applied: 1,
                    ..
                }
            ));
        }
        let end = first.exchange(&gateway).unwrap().end.unwrap();
        assert_eq!(first.frontier(), end.frontier);
        let shown = postgres.psql(&postgres.superuser_url(), "SELECT title, status FROM pms_faults");
        assert_eq!(shown.as_deref(), Ok("Lamp dark|resolved"));
        // The gateway's own device is another one each time, so its confirmation rows differ.
        let sums = postgres.psql(
            &postgres.superuser_url(),
            "SELECT column_number, encode(sum, 'hex') FROM shore_digests WHERE table_number = 10 ORDER BY 1",
        );
        digests.push(sums.unwrap());
    }
    assert_eq!(digests[0], digests[1]);
    assert!(digests[0].lines().count() > 5, "{}", digests[0]);
}

#[test]
fn a_poisoned_entry_keeps_no_other_from_going_through() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let seq = first.own.len() as u64 + 1;
    let row = journal::RowId::new(first.device, seq, 0).unwrap();
    // A text where a word of a vocabulary belongs, a column and a table of a version to come.
    let mut odd = insert::<Fault>(
        row,
        vec![
            (Fault::title.number, text("Odd")),
            (Fault::severity.number, text("purple")),
            (900, text("?")),
        ],
    );
    first.write("report_fault", vec![odd.clone()], None);
    odd.table = 999;
    odd.row = journal::RowId::new(first.device, seq + 1, 0).unwrap();
    first.write("do_something_newer", vec![odd], None);
    first.report_fault("Lamp dark");
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert_eq!(end.frontier, first.frontier());
    assert!(titles(&postgres).contains(&"Lamp dark".to_owned()));
    assert!(count(&postgres, "shore_parked") >= 2);
    // Both go on to whoever lacks them, as they came.
    let mut second = Workstation::joined(&gateway, 0xb2, &first);
    second.exchange(&gateway).unwrap();
    assert_eq!(second.others[&first.device].0, first.own);
}

#[test]
fn an_altered_batch_is_refused_and_the_next_one_is_taken() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    let mut second = {
        first.exchange(&gateway).unwrap();
        Workstation::joined(&gateway, 0xb2, &first)
    };
    first.exchange(&gateway).unwrap();
    second.exchange(&gateway).unwrap();
    first.report_fault("Altered on the way");
    second.report_fault("Lamp dark");
    let altered = |change: &dyn Fn(&mut Batch)| {
        let after = first.own.len() as u64 - 1;
        let mut batch = first.batches(after, 10).remove(0);
        change(&mut batch);
        batch
    };
    let batches = [
        altered(&|batch| batch.header.head_hash = journal::genesis_hash(batch.header.device)),
        altered(&|batch| batch.header.signature[5] ^= 1),
        altered(&|batch| *batch.body.last_mut().unwrap() ^= 0x40),
        altered(&|batch| batch.header.plain_bytes += 1),
        altered(&|batch| batch.header.prev_hash = batch.header.head_hash),
    ];
    let mut frames = vec![Frame::Hello(second.hello(false))];
    frames.extend(batches.iter().cloned().map(Frame::Batch));
    let own = second.batches(second.own.len() as u64 - 1, 10);
    frames.extend(own.into_iter().map(Frame::Batch));
    frames.push(second.end());
    let end = say(&gateway, &frames).unwrap().end.unwrap();
    let outcomes: Vec<String> = end
        .verdicts
        .iter()
        .map(|verdict| match &verdict.outcome {
            Outcome::Stored { .. } => "stored".to_owned(),
            Outcome::Fork { .. } => "fork".to_owned(),
            Outcome::Refused(refusal) => refusal.code.word().to_owned(),
        })
        .collect();
    assert_eq!(outcomes[5], "stored", "{outcomes:?}");
    assert_eq!(outcomes[0], "altered");
    assert_eq!(outcomes[1], "bad_signature");
    assert!(outcomes[2] != "stored" && outcomes[2] != "fork", "{outcomes:?}");
    assert!(outcomes[3] != "stored" && outcomes[3] != "fork", "{outcomes:?}");
    assert_eq!(outcomes[4], "altered");
    assert_eq!(titles(&postgres), ["Lamp dark"]);
    assert_eq!(metric(&gateway, "celeste_shore_batches_refused_total"), 5);
}

#[test]
fn a_second_history_under_one_number_is_set_aside_and_told() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let mut copy = first.clone();
    first.report_fault("Lamp dark");
    first.exchange(&gateway).unwrap();
    copy.report_fault("Copy of a disk");
    let end = say(&gateway, &copy.request()).unwrap().end.unwrap();
    let seq = copy.own.len() as u64;
    assert_eq!(end.verdicts[0].outcome, Outcome::Fork { seq });
    assert_eq!(titles(&postgres), ["Lamp dark"]);
    assert_eq!(count(&postgres, "shore_forks"), 1);
    assert_eq!(metric(&gateway, "celeste_shore_forks_total"), 1);
}

#[test]
fn a_new_workstation_is_filled_with_everything_even_in_small_batches() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    for n in 0..400 {
        first.report_fault(&format!("Fault {n}"));
    }
    let mut frames = vec![Frame::Hello(first.hello(false))];
    frames.extend(first.batches(0, 3).into_iter().map(Frame::Batch));
    frames.push(first.end());
    let sent = frames.len() - 2;
    let reply = post(&gateway, SYNC_PATH, &encoded(&frames)).unwrap();
    assert!(
        reply.head.contains("application/vnd.celesteos.frames"),
        "{}",
        reply.head
    );
    assert_eq!(answered(&reply).unwrap().end.unwrap().verdicts.len(), sent);
    let mut second = Workstation::joined(&gateway, 0xb2, &first);
    let answered = second.exchange(&gateway).unwrap();
    assert_eq!(second.others[&first.device].0, first.own);
    assert!(
        answered.batches.len() < 6,
        "packed anew in full batches: {}",
        answered.batches.len()
    );
}

#[test]
fn a_row_changed_by_hand_is_named_and_made_again_from_the_entries() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.report_fault("Lamp dark");
    let fault = first.report_fault("Pump leaks");
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    let ask_for_sums = |sums: Option<Vec<journal::ColumnSum>>| {
        let mut hello = first.hello(false);
        hello.wants_sums = true;
        hello.sign(&first.key);
        let own_end = wire::End {
            frontier: first.frontier(),
            sums,
            ..wire::End::default()
        };
        say(&gateway, &[Frame::Hello(hello), Frame::End(own_end)])
            .unwrap()
            .end
            .unwrap()
    };
    let sound = ask_for_sums(None);
    assert_eq!(sound.digest, end.digest);
    let sums = sound.sums.expect("they were asked for");
    let change = "UPDATE pms_faults SET title = 'Changed by hand' WHERE title = 'Pump leaks'; \
                  UPDATE shore_digests SET sum = decode(repeat('07', 32), 'hex') WHERE table_number = 10 AND column_number = 2";
    postgres.psql(&postgres.superuser_url(), change).unwrap();
    assert_ne!(ask_for_sums(None).digest, end.digest, "the difference shows");
    assert_eq!(
        titles(&postgres),
        ["Changed by hand", "Lamp dark"],
        "nothing is mended without the other side's sums"
    );
    let mended = ask_for_sums(Some(sums.clone()));
    assert_eq!((mended.digest, mended.sums), (end.digest, Some(sums)));
    assert_eq!(titles(&postgres), ["Lamp dark", "Pump leaks"]);
    let log = gateway.log_with("was rebuilt", 1);
    assert!(log.contains("was rebuilt") && log.contains(&fault.to_string()), "{log}");
}

#[test]
fn while_entries_wait_the_tables_are_not_compared_and_it_is_said_why() {
    let (_postgres, gateway) = ashore();
    let (mut first, second) = two_histories(&gateway);
    let mut own = vec![Frame::Hello(second.hello(false))];
    own.extend(second.batches(1, 1_000).into_iter().map(Frame::Batch));
    own.push(second.end());
    let end = say(&gateway, &own).unwrap().end.unwrap();
    assert_eq!(end.digest, None);
    assert!(end.unsure.unwrap().ends_with("to be confirmed: 1."));
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert!(end.digest.is_some() && end.unsure.is_none());
}

#[test]
fn twenty_thousand_acts_after_sixty_days_go_through_in_one_exchange() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    for n in 0_u64..20_000 {
        // Texts that differ, as those of people do.
        let scattered = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        first.report_fault(&format!("Cabin {} light {scattered:x} dark", n % 97));
    }
    let end = first.exchange(&gateway).unwrap().end.unwrap();
    assert_eq!(end.frontier, first.frontier());
    assert!(
        end.verdicts
            .iter()
            .all(|verdict| matches!(verdict.outcome, Outcome::Stored { .. }))
    );
    assert_eq!(count(&postgres, "pms_faults"), 20_000);
    let mut second = Workstation::joined(&gateway, 0xb2, &first);
    second.exchange(&gateway).unwrap();
    assert_eq!(second.others[&first.device].0, first.own);
}
