//! Entries to start from, by hand, and their batches.

use ed25519_dalek::SigningKey;
use journal::{
    Actor, Change, ChangeKind, DeviceNumber, Draft, Entry, GroupWrite, Hash, Hlc, Private, RowId, Signature, Stamp,
    Value, genesis_hash,
};
use serde_json::json;
use wire::{Batch, SignedHead, pack};

/// 12 June 2026, 08:00 UTC.
pub(crate) const MORNING_MS: i64 = 1_781_251_200_000;
/// The device whose chain the samples are.
pub(crate) const DEVICE: u64 = 0x4f4a_321c_2ad4;

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

pub(crate) fn vessel() -> RowId {
    row(DEVICE, 1, 0)
}

pub(crate) fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// An entry without changes.
pub(crate) fn plain(seq: u64, prev_hash: Hash) -> Draft {
    Draft {
        device: device(DEVICE),
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

/// An entry that uses every field and every kind of value.
pub(crate) fn full(seq: u64, prev_hash: Hash) -> Draft {
    let person = row(0xab, 1, 0);
    let values = vec![
        (1, Value::Null),
        (2, Value::Bool(true)),
        (3, Value::Int(-9_007_199_254_740_993)),
        (4, "Kühlwasser \"zu heiß\" 🌊\u{202e}\n\0".into()),
        (5, Value::Bytes(vec![0, 255, 16])),
        (6, Value::Id(row(7, 2, 5))),
        (7, Value::Int(MORNING_MS)),
        (8, Value::Private(0)),
        (9, Value::Private(1)),
        (10, Value::Private(1)),
        (11, Value::Bool(false)),
        (12, format!("[\"{person}\"]").into()),
        (300, Value::Id(RowId::natural(3, &[b"x"]))),
    ];
    let groups = vec![
        GroupWrite {
            base: vec![stamp(7, 12), stamp(9, 3)],
            values: vec![(11, "a".into()), (12, "b".into())],
        },
        GroupWrite {
            base: vec![],
            values: vec![(3, "0.5".into())],
        },
    ];
    Draft {
        clock_suspect: true,
        hlc: Hlc {
            millis: MORNING_MS + 9,
            counter: 65_535,
        },
        actor: Actor::Crew(person),
        role: "chief_engineer".to_owned(),
        action: "mark_work_order_complete".to_owned(),
        action_version: 3,
        parameters: json!({ "zz": [1, null, { "deep": false }], "a": "why", "B": -7, "reason": "…", "": {} }),
        changes: vec![
            insert(10, row(DEVICE, seq, 0), values),
            Change {
                table: 300,
                row: row(9, 1, 0),
                kind: ChangeKind::Update { groups },
            },
            insert(2, RowId::natural(2, &[b"x"]), vec![]),
            insert(
                3,
                RowId::natural(3, &[b"act", b"role"]),
                vec![(1, "act".into()), (2, "role".into())],
            ),
            insert(4, row(DEVICE, seq, 9), vec![(1, "out of order".into())]),
        ],
        seen: vec![stamp(1, 70_000), stamp(9, 3)],
        reissue_of: Some(stamp(5, 4)),
        private: Some(Private::new(
            [7; 16],
            vec!["Ana Petrović".into(), Value::Bytes(vec![1, 2, 3])],
        )),
        signature: Some(Signature {
            signer: person,
            role: "captain".to_owned(),
            method: "pin".to_owned(),
            signed_at: MORNING_MS,
            statement: "You are about to complete WO-2026-E0042.".to_owned(),
        }),
        ..plain(seq, prev_hash)
    }
}

/// A chain of so many entries, each made from its number and the hash before it.
pub(crate) fn follow(count: usize, draft: impl Fn(u64, Hash) -> Draft) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for seq in (1..).take(count) {
        let prev_hash = entries
            .last()
            .map_or_else(|| genesis_hash(device(DEVICE)), |entry| entry.hash);
        entries.push(draft(seq, prev_hash).seal().unwrap());
    }
    entries
}

/// A chain of `count` entries, every third with every field.
pub(crate) fn chain(count: usize) -> Vec<Entry> {
    follow(count, |seq, prev_hash| {
        let title = format!("F-2026-E{:04}", 9_990 + seq);
        match seq % 3 {
            0 => Draft {
                changes: vec![insert(
                    10,
                    row(DEVICE, seq, 0),
                    vec![(1, title.into()), (2, "Leak".into())],
                )],
                ..plain(seq, prev_hash)
            },
            1 => plain(seq, prev_hash),
            _ => full(seq, prev_hash),
        }
    })
}

/// The head of a run of the samples' device.
pub(crate) fn head(entries: &[Entry]) -> SignedHead {
    let last = entries.last().unwrap();
    SignedHead::sign(vessel(), last.device, last.seq, last.hash, &key())
}

/// All entries in one batch.
pub(crate) fn packed(entries: &[Entry]) -> Batch {
    pack(vessel(), entries, &head(entries)).unwrap()
}

/// All entries in one batch whose body holds them whole, without a dictionary.
pub(crate) fn packed_whole(entries: &[Entry]) -> Batch {
    let mut encoder = minicbor::Encoder::new(vec![0]);
    encoder.array(entries.len() as u64).unwrap();
    for entry in entries {
        encoder.bytes(&entry.canonical_bytes()).unwrap();
    }
    let plain = encoder.into_writer();
    let mut batch = packed(entries);
    batch.body = zstd::bulk::compress(&plain, 19).unwrap();
    batch.header.plain_bytes = u32::try_from(plain.len()).unwrap();
    batch.header.dictionary = 0;
    batch
}
