//! One entry, one encoding, within its bounds.

use journal::{
    Actor, Change, ChangeKind, Draft, Entry, EntryError, GroupWrite, Hash, Hlc, Private, Signature, Stamp, Value,
};
use proptest::prelude::*;
use serde_json::json;

use crate::cases;
use crate::samples::{full, plain, row, stamp};
use crate::values::values;

/// A change made behind the journal's back.
type Edit = fn(&mut Entry);

pub(crate) fn blank() -> Draft {
    plain(1, 9, Hash::from_bytes([1; 32]))
}

fn stamps() -> impl Strategy<Value = Vec<Stamp>> {
    prop::collection::vec(
        (10_u64..20, 1_u64..1_000_000).prop_map(|(number, seq)| stamp(number, seq)),
        0..5,
    )
}

fn columns(at_least: usize) -> impl Strategy<Value = Vec<(u16, Value)>> {
    // Private places exist only where there are private values: 2 of them here.
    let value = values().prop_map(|value| {
        if let Value::Private(place) = value {
            Value::Private(place % 2)
        } else {
            value
        }
    });
    prop::collection::btree_map(any::<u16>(), value, at_least..6).prop_map(|columns| columns.into_iter().collect())
}

fn change() -> impl Strategy<Value = Change> {
    let kind = prop_oneof![
        columns(0).prop_map(|values| ChangeKind::Insert { values }),
        (stamps(), columns(1)).prop_map(|(base, values)| ChangeKind::Update {
            groups: vec![GroupWrite { base, values }]
        }),
    ];
    (any::<u16>(), kind).prop_map(|(table, kind)| Change {
        table,
        row: row(1, 1, 0),
        kind,
    })
}

fn parameters() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        ".{0,9}".prop_map(Into::into),
    ];
    let json = leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(".{0,4}", inner, 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    });
    prop::collection::btree_map(".{0,4}", json, 0..4).prop_map(|members| members.into_iter().collect())
}

/// Drafts of every shape that can be sealed.
pub(crate) fn drafts() -> impl Strategy<Value = Draft> {
    let numbers = (
        any::<u16>(),
        1_u64..1 << 48,
        -(1_i64 << 47)..1 << 47,
        any::<u16>(),
        any::<i64>(),
        any::<bool>(),
    );
    let lists = (
        prop::collection::vec(change(), 0..4),
        stamps(),
        prop::option::of((1_u64..5, 1_u64..9)),
    );
    let texts = (".{0,9}", "[a-z_]{1,20}", prop::option::of(".{0,30}"));
    let salt = any::<[u8; 16]>();
    (numbers, lists, texts, parameters(), salt, any::<bool>()).prop_map(
        |(
            (version, seq, millis, counter, wall_at, clock_suspect),
            (changes, seen, reissue),
            (role, action, words),
            parameters,
            salt,
            is_crew,
        )| {
            let changes = changes.into_iter().enumerate();
            let changes = changes
                .map(|(k, change)| Change {
                    row: row(2, seq, k as u32),
                    ..change
                })
                .collect();
            let person = row(3, 1, 0);
            Draft {
                seq,
                hlc: Hlc { millis, counter },
                wall_at,
                clock_suspect,
                actor: if is_crew {
                    Actor::Crew(person)
                } else {
                    Actor::Operator(role.clone())
                },
                role,
                action,
                action_version: version,
                parameters,
                changes,
                seen,
                reissue_of: reissue.map(|(number, seq)| stamp(number, seq)),
                private: Some(Private::new(salt, vec!["Ana".into(), Value::Null])),
                signature: words.map(|statement| Signature {
                    signer: person,
                    role: "eto".to_owned(),
                    method: "pin".to_owned(),
                    signed_at: wall_at,
                    statement,
                }),
                ..blank()
            }
        },
    )
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn canonical_bytes_read_back(draft in drafts()) {
        let entry = draft.seal().unwrap();
        prop_assert_eq!(entry.verify(), Ok(()));
        let bytes = entry.canonical_bytes();
        let read = Entry::decode(&bytes).unwrap();
        prop_assert_eq!(&read, &entry);
        prop_assert_eq!(read.canonical_bytes(), bytes);
    }

    #[test]
    fn a_changed_byte_is_refused_or_gives_another_hash(draft in drafts(), at: prop::sample::Index, flip in 1_u8..) {
        let entry = draft.seal().unwrap();
        let mut bytes = entry.canonical_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(read) = Entry::decode(&bytes) {
            // The salt and the values of the private part are covered by their digest instead.
            prop_assert!(read.hash != entry.hash || read.verify() == Err(EntryError::PrivateMismatch));
        }
    }

    #[test]
    fn foreign_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at: prop::sample::Index) {
        prop_assert!(Entry::decode(&bytes).is_err());
        let entry = full().seal().unwrap().canonical_bytes();
        let cut = at.index(entry.len());
        prop_assert!(Entry::decode(&entry[..cut]).is_err());
        let _ = Entry::decode(&[&entry[..cut], &bytes].concat());
    }
}

#[test]
fn the_order_in_which_a_plan_lists_things_does_not_matter() {
    let mut other = full();
    other.seen.reverse();
    other.seen.push(stamp(9, 3));
    for change in &mut other.changes {
        match &mut change.kind {
            ChangeKind::Insert { values } => values.reverse(),
            ChangeKind::Update { groups } => {
                groups.reverse();
                groups.iter_mut().for_each(|group| {
                    group.base.reverse();
                    group.values.reverse();
                });
            }
        }
    }
    other.parameters = serde_json::from_str(r#"{"B":-7,"reason":"…","a":"why","zz":[1,null,{"deep":false}]}"#).unwrap();
    assert_eq!(other.seal().unwrap(), full().seal().unwrap());
}

#[test]
fn every_field_is_covered_by_the_hash() {
    let sealed = full().seal().unwrap();
    let edits: [Edit; 17] = [
        |entry| entry.device = crate::samples::device(8),
        |entry| entry.seq += 1,
        |entry| entry.hlc.millis += 1,
        |entry| entry.hlc.counter += 1,
        |entry| entry.wall_at += 1,
        |entry| entry.clock_suspect = false,
        |entry| entry.actor = Actor::Operator("x".into()),
        |entry| entry.role.push('x'),
        |entry| entry.action.push('x'),
        |entry| entry.action_version += 1,
        |entry| entry.parameters = json!({}),
        |entry| entry.changes[0].table += 1,
        |entry| entry.seen[0].seq += 1,
        |entry| entry.reissue_of = None,
        |entry| entry.private = None,
        |entry| entry.signature = None,
        |entry| entry.prev_hash = Hash::from_bytes([0; 32]),
    ];
    for (number, edit) in edits.iter().enumerate() {
        let mut entry = sealed.clone();
        edit(&mut entry);
        assert_ne!(entry.compute_hash(), sealed.hash, "edit {number}");
        assert!(entry.verify().is_err(), "edit {number}");
    }
}

#[test]
fn what_another_encoder_would_write_is_refused() {
    let entry = blank().seal().unwrap();
    let bytes = entry.canonical_bytes();
    // A map of 14 fields: format 1, device 1, seq 9.
    assert_eq!(bytes[..7], [0xae, 0x00, 0x01, 0x01, 0x01, 0x02, 0x09]);
    let refused = |bytes: &[u8]| Entry::decode(bytes).unwrap_err();
    let long_seq = [&bytes[..6], &[0x18, 0x09], &bytes[7..]].concat();
    assert_eq!(refused(&long_seq), EntryError::NotCanonical("entry"));
    let indefinite = [&[0xbf], &bytes[1..], &[0xff]].concat();
    assert!(matches!(
        refused(&indefinite),
        EntryError::Malformed { field: "entry", .. }
    ));
    let followed = [&bytes[..], &[0x00]].concat();
    assert!(matches!(
        refused(&followed),
        EntryError::Malformed { field: "entry", .. }
    ));
    let newer = [&[0xae, 0x00, 0x02], &bytes[3..]].concat();
    assert!(matches!(refused(&newer), EntryError::Malformed { field: "format", .. }));
    let swapped = [&[0xae, 0x01, 0x01, 0x00, 0x01], &bytes[5..]].concat();
    assert!(matches!(
        refused(&swapped),
        EntryError::Malformed { field: "entry", .. }
    ));
    let extra = [&[0xaf], &bytes[1..], &[0x11, 0x00]].concat();
    let newer_field = EntryError::Malformed {
        field: "entry",
        reason: "a field of a newer version".to_owned(),
    };
    assert_eq!(refused(&extra), newer_field);
}

#[test]
fn what_a_hostile_writer_declares_is_bounded_before_it_is_read() {
    let bytes = blank().seal().unwrap().canonical_bytes();
    let after = |key: u8| {
        bytes
            .windows(2)
            .rposition(|pair| pair[0] == key && pair[1] >= 0x80)
            .unwrap()
            + 1
    };
    // Lists within lists, as many as fit an entry: a reader that follows them all runs out of stack.
    let parameters = after(0x0a);
    let deep = vec![0x81; 200_000];
    let nested = [
        &bytes[..parameters],
        &[0xa1, 0x61, 0x61],
        &deep[..],
        &[0xf6],
        &bytes[parameters + 1..],
    ]
    .concat();
    let what = "parameters";
    assert!(matches!(Entry::decode(&nested), Err(EntryError::TooMany { what: found, .. }) if found == what));
    // 2^62 changes.
    let changes = after(0x0b);
    let endless = [
        &bytes[..changes],
        &[0x9b, 0x40, 0, 0, 0, 0, 0, 0, 0],
        &bytes[changes + 1..],
    ]
    .concat();
    let refused = EntryError::TooMany {
        what: "changes",
        count: 1 << 62,
        max: 20_000,
    };
    assert_eq!(Entry::decode(&endless), Err(refused));
}

#[test]
fn unsorted_parts_of_another_writer_are_refused() {
    let sealed = full().seal().unwrap();
    let edits: [(&str, Edit); 5] = [
        ("seen", |entry| entry.seen.reverse()),
        ("seen", |entry| entry.seen.insert(0, entry.seen[0])),
        ("changes", |entry| {
            let ChangeKind::Insert { values } = &mut entry.changes[0].kind else {
                panic!()
            };
            values.reverse();
        }),
        ("changes", |entry| groups(entry).reverse()),
        ("base", |entry| {
            groups(entry).iter_mut().for_each(|group| group.base.reverse())
        }),
    ];
    for (part, edit) in edits {
        let mut entry = sealed.clone();
        edit(&mut entry);
        assert_eq!(
            Entry::decode(&entry.canonical_bytes()).unwrap_err(),
            EntryError::NotCanonical(part)
        );
        assert_eq!(
            Entry::from_columns(entry.to_columns()),
            Err(EntryError::NotCanonical(part))
        );
    }
}

fn groups(entry: &mut Entry) -> &mut Vec<GroupWrite> {
    let ChangeKind::Update { groups } = &mut entry.changes[1].kind else {
        panic!()
    };
    groups
}
