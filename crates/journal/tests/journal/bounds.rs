//! What one entry may hold at most, and what it may never hold.

use journal::entry::{
    BASE_STAMPS_MAX, CHANGES_MAX, COLUMNS_PER_WRITE_MAX, ENTRY_SIZE_BYTES_MAX, NAME_BYTES_MAX, OPERATOR_BYTES_MAX,
    PARAMETERS_DEPTH_MAX, SEEN_STAMPS_MAX, STATEMENT_BYTES_MAX,
};
use journal::{Actor, Change, ChangeKind, Draft, Entry, EntryError, GroupWrite, Hlc, Private, Signature, Value};
use serde_json::json;

use crate::canonical::blank;
use crate::samples::{insert, row, stamp, update};

/// A draft whose part in question has the given size.
type DraftOfSize = Box<dyn Fn(usize) -> Draft>;

#[test]
fn an_entry_at_its_bounds_is_sealed_and_one_beyond_is_refused() {
    let operator = |length: usize| Actor::Operator("x".repeat(length));
    let signature = |length: usize| {
        Some(Signature {
            signer: row(1, 1, 0),
            role: String::new(),
            method: String::new(),
            signed_at: 0,
            statement: "x".repeat(length),
        })
    };
    let nested = |depth: usize| (1..depth).fold(json!({}), |inner, _| json!({ "in": inner }));
    let some_stamps = |count: usize| {
        (0..count as u64)
            .map(|number| stamp(100 + number, 1))
            .collect::<Vec<_>>()
    };
    let some_columns = |count: usize| {
        (0..count as u16)
            .map(|column| (column, Value::Null))
            .collect::<Vec<_>>()
    };
    let some_rows = |count: usize| {
        let wide = |k: usize| journal::RowId::new(crate::samples::device(0), 1, k as u32).unwrap();
        (0..count).map(|k| insert(1, wide(k), vec![])).collect::<Vec<_>>()
    };
    let cases: Vec<(&str, usize, DraftOfSize)> = vec![
        (
            "role",
            NAME_BYTES_MAX,
            Box::new(|n| Draft {
                role: "x".repeat(n),
                ..blank()
            }),
        ),
        (
            "action",
            NAME_BYTES_MAX,
            Box::new(|n| Draft {
                action: "x".repeat(n),
                ..blank()
            }),
        ),
        (
            "actor",
            OPERATOR_BYTES_MAX,
            Box::new(move |n| Draft {
                actor: operator(n),
                ..blank()
            }),
        ),
        (
            "signature statement",
            STATEMENT_BYTES_MAX,
            Box::new(move |n| Draft {
                signature: signature(n),
                ..blank()
            }),
        ),
        (
            "the nesting of parameters",
            PARAMETERS_DEPTH_MAX,
            Box::new(move |n| Draft {
                parameters: nested(n),
                ..blank()
            }),
        ),
        (
            "seen",
            SEEN_STAMPS_MAX,
            Box::new(move |n| Draft {
                seen: some_stamps(n),
                ..blank()
            }),
        ),
        (
            "base",
            BASE_STAMPS_MAX,
            Box::new(move |n| Draft {
                changes: vec![update(1, row(1, 1, 0), some_stamps(n), vec![(1, Value::Null)])],
                ..blank()
            }),
        ),
        (
            "the columns of a row",
            COLUMNS_PER_WRITE_MAX,
            Box::new(move |n| Draft {
                changes: vec![insert(1, row(1, 1, 0), some_columns(n))],
                ..blank()
            }),
        ),
    ];
    for (what, max, draft) in cases {
        let entry = draft(max)
            .seal()
            .unwrap_or_else(|error| panic!("{what} at its bound: {error}"));
        assert_eq!(Entry::decode(&entry.canonical_bytes()), Ok(entry), "{what}");
        assert_eq!(
            draft(max + 1).seal(),
            Err(EntryError::TooMany {
                what,
                count: max + 1,
                max
            })
        );
    }
    let too_many = Draft {
        changes: some_rows(CHANGES_MAX + 1),
        ..blank()
    };
    assert_eq!(
        too_many.seal(),
        Err(EntryError::TooMany {
            what: "changes",
            count: CHANGES_MAX + 1,
            max: CHANGES_MAX
        })
    );
}

#[test]
fn an_entry_has_at_most_256_kib() {
    let sized = |length: usize| Draft {
        changes: vec![insert(1, row(1, 1, 0), vec![(1, "x".repeat(length).into())])],
        ..blank()
    };
    let around = sized(200_000).seal().unwrap().canonical_bytes().len() - 200_000;
    let largest = sized(ENTRY_SIZE_BYTES_MAX - around).seal().unwrap();
    assert_eq!(largest.canonical_bytes().len(), 262_144);
    let size_bytes = ENTRY_SIZE_BYTES_MAX + 1;
    assert_eq!(
        sized(ENTRY_SIZE_BYTES_MAX - around + 1).seal(),
        Err(EntryError::TooLarge { size_bytes })
    );
    assert_eq!(
        Entry::decode(&vec![0; size_bytes]),
        Err(EntryError::TooLarge { size_bytes })
    );
}

#[test]
fn what_no_entry_may_hold_is_refused() {
    let with = |change: Change| {
        Draft {
            changes: vec![change],
            ..blank()
        }
        .seal()
        .unwrap_err()
    };
    let refused = |draft: Draft| match draft.seal() {
        Err(EntryError::Refused { field, .. } | EntryError::Malformed { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    let twice = vec![
        insert(1, row(1, 9, 0), vec![]),
        update(1, row(1, 9, 0), vec![], vec![(1, Value::Null)]),
    ];
    assert_eq!(
        Draft {
            changes: twice,
            ..blank()
        }
        .seal(),
        Err(EntryError::RowTwice(row(1, 9, 0)))
    );
    assert!(matches!(
        with(insert(1, row(1, 9, 0), vec![(1, Value::Null), (1, Value::Null)])),
        EntryError::Refused { field: "changes", .. }
    ));
    assert!(matches!(
        with(update(1, row(1, 1, 0), vec![], vec![])),
        EntryError::Refused { field: "changes", .. }
    ));
    assert!(matches!(
        with(insert(1, row(1, 9, 0), vec![(1, Value::Private(0))])),
        EntryError::Refused { field: "changes", .. }
    ));
    assert!(matches!(
        with(update(1, row(1, 1, 0), vec![stamp(1, 9)], vec![(1, Value::Null)])),
        EntryError::Refused { field: "base", .. }
    ));
    let no_groups = Change {
        table: 1,
        row: row(1, 1, 0),
        kind: ChangeKind::Update { groups: vec![] },
    };
    assert!(matches!(with(no_groups), EntryError::Refused { field: "changes", .. }));
    let split = (0..2)
        .map(|_| GroupWrite {
            base: vec![],
            values: vec![(1, Value::Null)],
        })
        .collect();
    let column_twice = Change {
        table: 1,
        row: row(1, 1, 0),
        kind: ChangeKind::Update { groups: split },
    };
    assert!(matches!(
        with(column_twice),
        EntryError::Refused { field: "changes", .. }
    ));

    assert_eq!(refused(Draft { seq: 0, ..blank() }), "seq");
    assert_eq!(
        refused(Draft {
            seq: 1 << 48,
            ..blank()
        }),
        "seq"
    );
    assert_eq!(
        refused(Draft {
            hlc: Hlc {
                millis: 1 << 47,
                counter: 0
            },
            ..blank()
        }),
        "hlc"
    );
    assert_eq!(
        refused(Draft {
            action: String::new(),
            ..blank()
        }),
        "action"
    );
    assert_eq!(
        refused(Draft {
            seen: vec![stamp(2, 0)],
            ..blank()
        }),
        "seen"
    );
    assert_eq!(
        refused(Draft {
            seen: vec![stamp(2, 1 << 48)],
            ..blank()
        }),
        "seen"
    );
    for parameters in [json!([]), json!(null), json!({ "a": 0.5 }), json!({ "a": [u64::MAX] })] {
        assert_eq!(refused(Draft { parameters, ..blank() }), "parameters");
    }
    let refers = Private::new([0; 16], vec![Value::Id(row(1, 1, 0))]);
    assert_eq!(
        refused(Draft {
            private: Some(refers),
            ..blank()
        }),
        "private"
    );
}
