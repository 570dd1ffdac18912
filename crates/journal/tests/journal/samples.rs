//! Entries to start from, by hand.

use journal::{
    Actor, Change, ChangeKind, DeviceNumber, Draft, Entry, GroupWrite, Hash, Hlc, Private, RowId, Signature, Stamp,
    Value, genesis_hash,
};
use serde_json::json;

use crate::tables::{CREW, FAULTS, TITLE};

/// 12 June 2026, 08:00 UTC.
pub(crate) const MORNING_MS: i64 = 1_781_251_200_000;

pub(crate) fn device(number: u64) -> DeviceNumber {
    DeviceNumber::new(number).unwrap()
}

pub(crate) fn stamp(device_number: u64, seq: u64) -> Stamp {
    Stamp {
        device: device(device_number),
        seq,
    }
}

pub(crate) fn row(device_number: u64, seq: u64, k: u32) -> RowId {
    RowId::new(device(device_number), seq, k).unwrap()
}

/// An entry of the gateway's operator without changes: it waits for nothing.
pub(crate) fn plain(device_number: u64, seq: u64, prev_hash: Hash) -> Draft {
    Draft {
        device: device(device_number),
        seq,
        hlc: Hlc {
            millis: MORNING_MS + seq.cast_signed(),
            counter: 0,
        },
        wall_at: MORNING_MS + seq.cast_signed(),
        clock_suspect: false,
        actor: Actor::Operator("Rotterdam".to_owned()),
        role: "operator".to_owned(),
        action: "edit_fault".to_owned(),
        action_version: 1,
        parameters: json!({}),
        changes: Vec::new(),
        seen: Vec::new(),
        reissue_of: None,
        private: None,
        signature: None,
        prev_hash,
    }
}

pub(crate) fn insert(table: u16, row: RowId, values: Vec<(u16, Value)>) -> Change {
    Change {
        table,
        row,
        kind: ChangeKind::Insert { values },
    }
}

pub(crate) fn update(table: u16, row: RowId, base: Vec<Stamp>, values: Vec<(u16, Value)>) -> Change {
    Change {
        table,
        row,
        kind: ChangeKind::Update {
            groups: vec![GroupWrite { base, values }],
        },
    }
}

/// An entry that uses every field and every kind of value.
pub(crate) fn full() -> Draft {
    let person = row(0xab, 1, 0);
    let values = vec![
        (9, Value::Private(1)),
        (1, Value::Null),
        (2, Value::Bool(true)),
        (3, Value::Int(-9_007_199_254_740_993)),
        (4, "Kühlwasser \"zu heiß\" 🌊\u{202e}\n\0".into()),
        (5, Value::Bytes(vec![0, 255, 16])),
        (6, Value::Id(row(7, 2, 5))),
        (8, Value::Private(0)),
    ];
    let groups = vec![
        GroupWrite {
            base: vec![stamp(9, 3), stamp(7, 12)],
            values: vec![(12, "b".into()), (11, "a".into())],
        },
        GroupWrite {
            base: vec![],
            values: vec![(3, "0.5".into())],
        },
    ];
    Draft {
        clock_suspect: true,
        actor: Actor::Crew(person),
        role: "chief_engineer".to_owned(),
        action: "mark_work_order_complete".to_owned(),
        action_version: 3,
        parameters: json!({ "zz": [1, null, { "deep": false }], "a": "why", "B": -7, "reason": "…" }),
        changes: vec![
            insert(FAULTS, row(7, 42, 0), values),
            Change {
                table: 300,
                row: row(9, 1, 0),
                kind: ChangeKind::Update { groups },
            },
            insert(CREW, RowId::natural(CREW, &[b"x"]), vec![]),
        ],
        seen: vec![stamp(9, 3), stamp(1, 70_000)],
        reissue_of: Some(stamp(5, 4)),
        private: Some(Private::new(
            [7; 16],
            vec!["Ana Petrović".into(), Value::Bytes(vec![1, 2, 3])],
        )),
        signature: Some(Signature {
            signer: person,
            role: "chief_engineer".to_owned(),
            method: "pin".to_owned(),
            signed_at: MORNING_MS,
            statement: "You are about to complete WO-2026-E0042.".to_owned(),
        }),
        ..plain(7, 42, Hash::from_bytes([0xab; 32]))
    }
}

/// A chain of `count` entries of one device, no two alike, each field used somewhere.
pub(crate) fn chain(device_number: u64, count: u64) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for seq in 1..=count {
        let prev_hash = entries
            .last()
            .map_or_else(|| genesis_hash(device(device_number)), |entry| entry.hash);
        let draft = match seq % 3 {
            0 => Draft {
                changes: vec![insert(FAULTS, row(device_number, seq, 0), vec![(TITLE, "Leak".into())])],
                ..plain(device_number, seq, prev_hash)
            },
            1 => plain(device_number, seq, prev_hash),
            _ => Draft {
                prev_hash,
                ..reseq(full(), device_number, seq)
            },
        };
        entries.push(draft.seal().unwrap());
    }
    entries
}

fn reseq(draft: Draft, device_number: u64, seq: u64) -> Draft {
    let mut draft = Draft {
        device: device(device_number),
        seq,
        ..draft
    };
    draft.changes[0].row = row(device_number, seq, 0);
    // The sample's bases name entries that a short chain has not reached.
    if let ChangeKind::Update { groups } = &mut draft.changes[1].kind {
        groups[0].base = vec![stamp(9, 3), stamp(6, 12)];
    }
    draft
}
