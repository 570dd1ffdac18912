//! Chains of entries of every kind there may be, most of which no version of ours would write.

use journal::{
    Actor, Change, ChangeKind, Draft, Entry, GroupWrite, Hlc, Private, RowId, Signature, Stamp, Value, genesis_hash,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::samples::{DEVICE, MORNING_MS, device, plain, row, stamp};

/// A row, of which own ones get their seq when the entry has its place in the chain.
#[derive(Debug, Clone)]
enum Named {
    Own(u32),
    Of(RowId),
}

/// One entry before its place in the chain is known.
#[derive(Debug, Clone)]
struct Sketch {
    draft: Draft,
    rows: Vec<Named>,
    is_struck: bool,
    seq_gap_of_bases: u64,
}

/// Chains of one device, of up to `most` entries.
pub(crate) fn chains(most: usize) -> impl Strategy<Value = Vec<Entry>> {
    (vec(sketch(), 1..=most), 1_u64..60).prop_map(|(sketches, first_seq)| {
        let mut prev_hash = genesis_hash(device(DEVICE));
        let entries = (first_seq..).zip(sketches).map(|(seq, sketch)| {
            let entry = sketch.place(seq, prev_hash);
            prev_hash = entry.hash;
            entry
        });
        entries.collect()
    })
}

impl Sketch {
    fn place(self, seq: u64, prev_hash: journal::Hash) -> Entry {
        let mut draft = Draft {
            seq,
            prev_hash,
            ..self.draft
        };
        for (change, named) in draft.changes.iter_mut().zip(&self.rows) {
            if let Named::Own(k) = named {
                change.row = row(DEVICE, seq, *k);
            }
            if let ChangeKind::Update { groups } = &mut change.kind {
                // A base names earlier entries.
                let is_later = |base: &Stamp| base.device == device(DEVICE) && base.seq >= seq;
                groups
                    .iter_mut()
                    .for_each(|group| group.base.retain(|base| !is_later(base)));
                if seq > self.seq_gap_of_bases {
                    groups[0].base.push(stamp(DEVICE, seq - self.seq_gap_of_bases));
                }
            }
        }
        let mut seen_rows = std::collections::HashSet::new();
        draft.changes.retain(|change| seen_rows.insert(change.row));
        let mut entry = draft.seal().expect("the sketch keeps to the bounds");
        if self.is_struck {
            entry.strike_private();
        }
        entry
    }
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let clock = (
        instants(),
        prop_oneof![3 => Just(None), 1 => option::of((instants(), any::<u16>()))],
        any::<bool>(),
    );
    let who = (actors(), words(), words(), 0_u16..3);
    let what = (parameters(), vec(change(), 0..5));
    let rest = (
        vec(stamps(), 0..3),
        option::weighted(0.1, stamps()),
        private(),
        option::of(signature()),
        any::<bool>(),
        1_u64..4,
    );
    (clock, who, what, rest).prop_map(|(clock, who, what, rest)| {
        let (wall_at, hlc, clock_suspect) = clock;
        let (actor, role, action, action_version) = who;
        let (parameters, changes) = what;
        let (seen, reissue_of, private, signature, is_struck, seq_gap_of_bases) = rest;
        let (mut changes, rows): (Vec<Change>, Vec<Named>) = changes.into_iter().unzip();
        let hlc = hlc.unwrap_or((wall_at, 0));
        let count = private
            .as_ref()
            .and_then(|private| private.values.as_ref())
            .map_or(0, Vec::len);
        changes.iter_mut().for_each(|change| keep_private_below(change, count));
        let draft = Draft {
            wall_at,
            hlc: Hlc {
                millis: hlc.0,
                counter: hlc.1,
            },
            clock_suspect,
            actor,
            role,
            action: format!("act{action}"),
            action_version,
            parameters,
            changes,
            seen,
            reissue_of,
            private,
            signature,
            ..plain(1, genesis_hash(device(DEVICE)))
        };
        Sketch {
            draft,
            rows,
            is_struck,
            seq_gap_of_bases,
        }
    })
}

/// A value names only a private value that is there.
fn keep_private_below(change: &mut Change, count: usize) {
    let keep = |values: &mut Vec<(u16, Value)>| {
        values.iter_mut().for_each(|(_, value)| {
            if value.as_private().is_some_and(|index| usize::from(index) >= count) {
                *value = Value::Null;
            }
        });
    };
    match &mut change.kind {
        ChangeKind::Insert { values } => keep(values),
        ChangeKind::Update { groups } => groups.iter_mut().for_each(|group| keep(&mut group.values)),
    }
}

fn instants() -> impl Strategy<Value = i64> {
    prop_oneof![
        5 => MORNING_MS..MORNING_MS + 100_000_000,
        1 => Just(MORNING_MS),
        1 => 0_i64..100,
        1 => -140_000_000_000_000_i64..140_000_000_000_000,
    ]
}

fn stamps() -> impl Strategy<Value = Stamp> {
    (
        prop_oneof![Just(DEVICE), 0_u64..3, any::<u64>()],
        prop_oneof![1_u64..50, any::<u64>()],
    )
        .prop_map(|(number, seq)| stamp(number & ((1 << 47) - 1), (seq & ((1 << 48) - 1)).max(1)))
}

fn rows() -> impl Strategy<Value = RowId> {
    prop_oneof![
        4 => (1_u64..12, 0_u32..3).prop_map(|(seq, k)| row(DEVICE, seq, k)),
        2 => (0_u64..3, 1_u64..12, 0_u32..3).prop_map(|(device, seq, k)| row(device, seq, k)),
        1 => (0_u16..4, words()).prop_map(|(table, key)| RowId::natural(table, &[key.as_bytes()])),
        1 => (1_u64..(1 << 47), 1_u64..(1 << 48), 0_u32..(1 << 26)).prop_map(|(device, seq, k)| row(device, seq, k)),
    ]
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![3 => rows().prop_map(Actor::Crew), 1 => words().prop_map(Actor::Operator)]
}

/// Few words, so that they come again.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["", "pin", "chief_engineer", "WO-2026-E0041", "WO-2026-E0042", "x999", "x1000"])
            .prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn texts() -> impl Strategy<Value = String> {
    let sentence = (words(), words(), rows()).prop_map(|(one, other, row)| format!("{one}: {other} ({row}) {one}"));
    prop_oneof![3 => words(), 1 => sentence, 1 => any::<String>(), 1 => "[a-z ]{4,60}"]
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => prop_oneof![instants(), any::<i64>(), Just(i64::MIN), Just(i64::MAX)].prop_map(Value::Int),
        4 => texts().prop_map(Value::Text),
        1 => vec(any::<u8>(), 0..20).prop_map(Value::Bytes),
        3 => rows().prop_map(Value::Id),
        1 => (0_u16..4).prop_map(Value::Private),
    ]
}

fn columns(least: usize) -> impl Strategy<Value = Vec<(u16, Value)>> {
    let column = prop_oneof![5 => 0_u16..6, 1 => any::<u16>()];
    prop::collection::btree_map(column, values(), least..6).prop_map(|columns| columns.into_iter().collect())
}

fn change() -> impl Strategy<Value = (Change, Named)> {
    let named = prop_oneof![
        3 => (0_u32..4).prop_map(Named::Own),
        3 => rows().prop_map(Named::Of),
    ];
    let table = prop_oneof![5 => 0_u16..4, 1 => any::<u16>()];
    let insert = (columns(0), any::<bool>()).prop_map(|(values, is_keyed)| (ChangeKind::Insert { values }, is_keyed));
    let update = (columns(1), vec(stamps(), 0..3)).prop_map(|(values, base)| {
        let (one, other) = values.split_at(values.len().div_ceil(2));
        let group = |values: &[(u16, Value)]| GroupWrite {
            base: base.clone(),
            values: values.to_vec(),
        };
        let groups = [one, other].into_iter().filter(|values| !values.is_empty()).map(group);
        (
            ChangeKind::Update {
                groups: groups.collect(),
            },
            false,
        )
    });
    (table, named, prop_oneof![insert, update]).prop_map(|(table, named, (kind, is_keyed))| {
        let named = match (is_keyed, kind.values().find_map(|(_, value)| value.as_text())) {
            (true, Some(text)) => Named::Of(RowId::natural(table, &[text.as_bytes()])),
            _ => named,
        };
        let row = match named {
            Named::Own(_) => row(DEVICE, 1, 0),
            Named::Of(row) => row,
        };
        (Change { table, row, kind }, named)
    })
}

fn parameters() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        texts().prop_map(Into::into),
    ];
    let inner = leaf.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Into::into),
            prop::collection::btree_map(words(), inner, 0..3).prop_map(|members| members.into_iter().collect()),
        ]
    });
    prop::collection::btree_map(words(), inner, 0..3).prop_map(|members| members.into_iter().collect())
}

fn private() -> impl Strategy<Value = Option<Private>> {
    let value = values().prop_map(|value| match value {
        Value::Id(_) | Value::Private(_) => Value::Null,
        other => other,
    });
    option::weighted(
        0.3,
        (any::<[u8; 16]>(), vec(value, 0..4)).prop_map(|(salt, values)| Private::new(salt, values)),
    )
}

fn signature() -> impl Strategy<Value = Signature> {
    (words(), words(), instants(), rows(), texts()).prop_map(|(method, role, signed_at, signer, statement)| Signature {
        method,
        role,
        signed_at,
        signer,
        statement,
    })
}
