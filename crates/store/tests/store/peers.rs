//! Whom a replica exchanges with, what is known of them, and what may honestly be said beside a record.

use domain::time::Date;
use journal::{DeviceNumber, Frontier, Stamp};
use rusqlite::Connection;
use store::{
    DailyBytes, EXCHANGES_KEPT, Exchange, LinkSettings, PeerFailure, PeerKind, PeerSetting, StoreError, Waiting,
    Whereabouts,
};

use crate::fleet::Machine;
use crate::ship::{self, NOON};

fn shore() -> PeerSetting {
    PeerSetting {
        kind: PeerKind::Shore,
        name: "Shore".to_owned(),
        address: Some("https://shore.example:8443".to_owned()),
        pin: Some([3; 16]),
        device: Some(DeviceNumber::new(99).unwrap()),
        public_key: Some([4; 32]),
        is_paused: false,
    }
}

fn workstation() -> PeerSetting {
    PeerSetting {
        kind: PeerKind::Workstation,
        name: "Bridge".to_owned(),
        address: None,
        pin: None,
        device: None,
        public_key: None,
        is_paused: true,
    }
}

fn heard(device: DeviceNumber, seq: u64) -> Frontier {
    [Stamp { device, seq }].into_iter().collect()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn a_peer_is_kept_with_what_was_last_heard_of_it() {
    let (machine, _) = Machine::founder();
    let id = machine.writer.add_peer(&shore()).unwrap();
    let other = machine.writer.add_peer(&workstation()).unwrap();
    machine
        .writer
        .note_frontier(id, &heard(machine.device(), 1), NOON)
        .unwrap();
    let failure = PeerFailure {
        code: "no_route".to_owned(),
        sentence: "The shore does not answer. Check the link.".to_owned(),
        at: NOON + 1,
    };
    machine.writer.note_failure(id, &failure).unwrap();
    let machine = machine.reopened(2);
    let reader = machine.writer.readers().reader().unwrap();
    let peer = reader.records().peer(id).unwrap().unwrap();
    assert_eq!((&peer.setting, peer.failure), (&shore(), Some(failure)));
    assert_eq!(
        (peer.frontier, peer.heard_at),
        (Some(heard(machine.device(), 1)), Some(NOON))
    );
    assert_eq!(peer.last_success_at, None);
    let found = reader.records().peer_of(DeviceNumber::new(99).unwrap()).unwrap();
    assert_eq!(found.map(|peer| peer.id), Some(id));
    drop(reader);
    machine.writer.note_success(id, NOON + 2).unwrap();
    machine
        .writer
        .set_peer(
            other,
            &PeerSetting {
                is_paused: false,
                ..workstation()
            },
        )
        .unwrap();
    let reader = machine.writer.readers().reader().unwrap();
    let peers = reader.records().peers().unwrap();
    assert_eq!((peers[0].last_success_at, &peers[0].failure), (Some(NOON + 2), &None));
    assert!(!peers[1].setting.is_paused);
    drop(reader);
    machine.writer.remove_peer(other).unwrap();
    let third = machine.writer.add_peer(&workstation()).unwrap();
    assert!(third > other, "an id is never given twice");
}

#[test]
fn peers_are_bounded() {
    let (machine, _) = Machine::founder();
    for _ in 0..store::PEERS_MAX {
        machine.writer.add_peer(&workstation()).unwrap();
    }
    let refused = machine.writer.add_peer(&workstation());
    assert!(matches!(refused, Err(StoreError::TooManyPeers)), "{refused:?}");
}

#[test]
fn each_act_tells_where_it_is_and_since_when_it_is_ashore() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    let fault = first.report(person, "Leak");
    let theirs = second.report(person, "Seal");
    second.hand_to(&first);
    let device = first.device();
    let of = |machine: &Machine, row| {
        let reader = machine.writer.readers().reader().unwrap();
        reader.records().whereabouts_of_rows(&[row]).unwrap()[0]
    };
    assert_eq!(of(&first, fault), Some(Whereabouts::ThisWorkstationOnly));
    assert_eq!(
        of(&first, theirs),
        Some(Whereabouts::OnBoard),
        "it came from another workstation"
    );
    assert_eq!(of(&first, journal::RowId::new(device, 77, 0).unwrap()), None);
    let bridge = first.writer.add_peer(&workstation()).unwrap();
    let ashore = first.writer.add_peer(&shore()).unwrap();
    first.writer.note_frontier(bridge, &heard(device, 3), NOON).unwrap();
    assert_eq!(of(&first, fault), Some(Whereabouts::OnBoard));
    first
        .writer
        .note_frontier(ashore, &heard(device, 2), NOON + 10)
        .unwrap();
    assert_eq!(of(&first, fault), Some(Whereabouts::OnBoard));
    first
        .writer
        .note_frontier(ashore, &heard(device, 3), NOON + 20)
        .unwrap();
    first
        .writer
        .note_frontier(ashore, &heard(device, 3), NOON + 30)
        .unwrap();
    assert_eq!(of(&first, fault), Some(Whereabouts::AcceptedAshore { at: NOON + 20 }));
    let reader = first.writer.readers().reader().unwrap();
    let entries = [1, 2, 3].map(|seq| Stamp { device, seq });
    let told = reader.records().whereabouts(&entries).unwrap();
    assert_eq!(told[0], Whereabouts::AcceptedAshore { at: NOON + 10 });
    assert_eq!(
        told[1..],
        [
            Whereabouts::AcceptedAshore { at: NOON + 10 },
            Whereabouts::AcceptedAshore { at: NOON + 20 }
        ]
    );
    drop(reader);
    // A further act on the same record is not ashore yet, so the record is not.
    let mut plan = domain::plan::Plan::new("edit_fault");
    let title = domain::plan::Values::new().set(domain::tables::Fault::title, &"Large leak".to_owned());
    plan.update::<domain::tables::Fault>(fault, title);
    ship::commit(&first.writer, person, plan);
    assert_eq!(of(&first, fault), Some(Whereabouts::ThisWorkstationOnly));
}

#[test]
fn a_shore_restored_from_an_old_copy_does_not_hold_the_rest_any_more() {
    let (first, person) = Machine::founder();
    for title in ["One", "Two", "Three"] {
        first.report(person, title);
    }
    let device = first.device();
    let ashore = first.writer.add_peer(&shore()).unwrap();
    first.writer.note_frontier(ashore, &heard(device, 2), NOON).unwrap();
    first
        .writer
        .note_frontier(ashore, &heard(device, 4), NOON + 10)
        .unwrap();
    first
        .writer
        .note_frontier(ashore, &heard(device, 3), NOON + 20)
        .unwrap();
    let reader = first.writer.readers().reader().unwrap();
    let entries = [2, 3, 4].map(|seq| Stamp { device, seq });
    assert_eq!(
        reader.records().whereabouts(&entries).unwrap(),
        [
            Whereabouts::AcceptedAshore { at: NOON },
            Whereabouts::AcceptedAshore { at: NOON + 10 },
            Whereabouts::ThisWorkstationOnly,
        ]
    );
    drop(reader);
    first.writer.note_frontier(ashore, &Frontier::new(), NOON + 30).unwrap();
    let reader = first.writer.readers().reader().unwrap();
    let told = reader.records().whereabouts(&entries).unwrap();
    assert_eq!(told, [Whereabouts::ThisWorkstationOnly; 3]);
}

#[test]
fn waiting_counts_own_and_carried_acts() {
    let (first, person) = Machine::founder();
    let second = Machine::enrolled(&first, person, "machine 2", "B", 2);
    second.report(person, "Seal");
    second.hand_to(&first);
    first.report(person, "Leak");
    let ashore = first.writer.add_peer(&shore()).unwrap();
    let waiting = || {
        let reader = first.writer.readers().reader().unwrap();
        reader.records().waiting(ashore).unwrap()
    };
    assert_eq!(waiting(), Waiting { acts: 5, own: 3 });
    first
        .writer
        .note_frontier(ashore, &heard(first.device(), 2), NOON)
        .unwrap();
    assert_eq!(waiting(), Waiting { acts: 3, own: 1 });
    // What was closed away does not wait: it is issued again by whom it belongs to.
    let device = second.device();
    let head = first.writer.readers().reader().unwrap().records().head(device).unwrap();
    let before = first
        .writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .entry(Stamp { device, seq: 1 });
    let hash = before.unwrap().unwrap().hash;
    assert_eq!(head.seq, 2);
    ship::commit(
        &first.writer,
        person,
        crate::fleet::close(device, journal::Head { seq: 1, hash }),
    );
    assert_eq!(waiting(), Waiting { acts: 3, own: 2 });
    let closed = first.writer.readers().reader().unwrap().records().closed().unwrap();
    assert_eq!(closed.into_iter().collect::<Vec<_>>(), [(device, 1)]);
    // What the shore holds and this replica lacks does not wait here.
    first
        .writer
        .note_frontier(ashore, &heard(second.device(), 50), NOON)
        .unwrap();
    assert_eq!(waiting(), Waiting { acts: 4, own: 4 });
}

#[test]
fn bytes_are_counted_by_day_and_peer() {
    let (machine, _) = Machine::founder();
    let (one, other) = (1, 2);
    let bytes = |bytes_up, bytes_down| DailyBytes { bytes_up, bytes_down };
    machine
        .writer
        .count_bytes(one, day("2026-11-22"), bytes(100, 10))
        .unwrap();
    machine.writer.count_bytes(one, day("2026-11-22"), bytes(1, 2)).unwrap();
    machine
        .writer
        .count_bytes(other, day("2026-11-22"), bytes(5, 5))
        .unwrap();
    machine.writer.count_bytes(one, day("2026-11-23"), bytes(7, 0)).unwrap();
    let reader = machine.writer.readers().reader().unwrap();
    let of = |text, peer| reader.records().daily_bytes(day(text), peer).unwrap();
    assert_eq!(of("2026-11-22", Some(one)), bytes(101, 12));
    assert_eq!(of("2026-11-22", None), bytes(106, 17));
    assert_eq!(of("2026-11-22", None).total(), 123);
    assert_eq!(of("2026-11-23", None), bytes(7, 0));
    assert_eq!(of("2026-11-24", None), bytes(0, 0));
}

#[test]
fn settings_of_the_links_are_kept() {
    let (machine, _) = Machine::founder();
    let settings = |machine: &Machine| {
        machine
            .writer
            .readers()
            .reader()
            .unwrap()
            .records()
            .link_settings()
            .unwrap()
    };
    assert_eq!(settings(&machine), LinkSettings::default());
    let set = LinkSettings {
        daily_budget_bytes: Some(5_000_000),
        is_metered: true,
        is_paused: true,
        listen_address: Some("0.0.0.0:7766".to_owned()),
    };
    machine.writer.set_link_settings(&set).unwrap();
    assert_eq!(settings(&machine.reopened(2)), set);
}

#[test]
fn the_log_of_exchanges_is_bounded_and_newest_first() {
    let (machine, _) = Machine::founder();
    let exchange = |number: u64| Exchange {
        peer: (number % 2) as i64,
        began_at: NOON + number as i64,
        ended_at: NOON + number as i64 + 1,
        bytes_up: number,
        bytes_down: 2 * number,
        round_trips: 1,
        batches: 3,
        entries: 4,
        outcome: "cut".to_owned(),
        code: Some("timeout".to_owned()),
        sentence: None,
    };
    let count = EXCHANGES_KEPT as u64 + 5;
    // All but the last ten at once: each by itself is a transaction of its own.
    let sql = "WITH RECURSIVE n (at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM n LIMIT ?1) \
               INSERT INTO exchanges SELECT at + 1, at % 2, ?2 + at, ?2 + at + 1, at, 2 * at, 1, 3, 4, 'cut', 'timeout', NULL FROM n";
    let connection = Connection::open(machine.place().database()).unwrap();
    let before = (count - 10) as i64;
    assert_eq!(connection.execute(sql, (before, NOON)).unwrap() as i64, before);
    for number in count - 10..count {
        machine.writer.log_exchange(&exchange(number)).unwrap();
    }
    let reader = machine.writer.readers().reader().unwrap();
    let (total, all) = reader.records().exchanges(None, 0, usize::MAX).unwrap();
    assert_eq!((total, all.len()), (EXCHANGES_KEPT as u64, EXCHANGES_KEPT));
    assert_eq!(all[0].exchange, exchange(count - 1));
    assert_eq!(all[EXCHANGES_KEPT - 1].exchange, exchange(5));
    let (total, one) = reader.records().exchanges(Some(1), 1, 2).unwrap();
    assert_eq!(total, EXCHANGES_KEPT as u64 / 2);
    let numbers: Vec<u64> = one.iter().map(|logged| logged.exchange.bytes_up).collect();
    assert_eq!(numbers, [count - 4, count - 6]);
}
