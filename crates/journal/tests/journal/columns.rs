//! An entry as a row of the audit log.

use journal::entry::AUDIT_COLUMNS;
use journal::{ColumnKind, ColumnValue, Entry, EntryError, Hash};
use proptest::prelude::*;

use crate::canonical::drafts;
use crate::cases;
use crate::samples::{full, plain};

type Columns = Vec<(&'static str, ColumnValue)>;

fn text<'c>(columns: &'c Columns, name: &str) -> &'c str {
    match &columns.iter().find(|column| column.0 == name).unwrap().1 {
        ColumnValue::Text(text) => text,
        ColumnValue::Integer(number) => panic!("{name} is {number}"),
    }
}

fn with(columns: &Columns, name: &str, value: impl Into<String>) -> Columns {
    let value = ColumnValue::Text(value.into());
    columns
        .iter()
        .map(|column| {
            if column.0 == name {
                (column.0, value.clone())
            } else {
                column.clone()
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn columns_read_back_in_any_order(draft in drafts(), turn in 0_usize..17) {
        let entry = draft.seal().unwrap();
        let mut columns = entry.to_columns();
        for (column, (name, value)) in AUDIT_COLUMNS.iter().zip(&columns) {
            prop_assert_eq!(&column.name, name);
            prop_assert_eq!(column.kind == ColumnKind::Integer, matches!(value, ColumnValue::Integer(_)));
        }
        columns.rotate_left(turn);
        prop_assert_eq!(Entry::from_columns(columns), Ok(entry));
    }
}

#[test]
fn absent_fields_are_empty_text() {
    let columns = plain(1, 1, Hash::from_bytes([0; 32])).seal().unwrap().to_columns();
    for name in ["reissue_of", "private", "signature"] {
        assert_eq!(text(&columns, name), "");
    }
    assert_eq!(
        (
            text(&columns, "changes"),
            text(&columns, "seen"),
            text(&columns, "parameters")
        ),
        ("[]", "[]", "{}")
    );
}

#[test]
fn a_missing_doubled_or_strange_column_is_refused() {
    let columns = full().seal().unwrap().to_columns();
    for index in 0..columns.len() {
        let mut fewer = columns.clone();
        let (name, value) = fewer.remove(index);
        assert_eq!(Entry::from_columns(fewer.clone()), Err(EntryError::ColumnMissing(name)));
        fewer.push((name, value.clone()));
        fewer.push((name, value));
        assert_eq!(
            Entry::from_columns(fewer),
            Err(EntryError::ColumnUnexpected(name.to_owned()))
        );
    }
    let mut more = columns;
    more.push(("vessel_id", ColumnValue::Integer(1)));
    assert_eq!(
        Entry::from_columns(more),
        Err(EntryError::ColumnUnexpected("vessel_id".to_owned()))
    );
}

#[test]
fn a_column_of_the_other_kind_is_refused() {
    let columns = full().seal().unwrap().to_columns();
    for index in 0..columns.len() {
        let mut other = columns.clone();
        other[index].1 = match &other[index].1 {
            ColumnValue::Text(_) => ColumnValue::Integer(0),
            ColumnValue::Integer(number) => ColumnValue::Text(number.to_string()),
        };
        assert!(Entry::from_columns(other).is_err(), "{}", columns[index].0);
    }
}

#[test]
fn json_that_means_the_same_and_is_written_otherwise_is_broken() {
    let columns = full().seal().unwrap().to_columns();
    let signature = text(&columns, "signature");
    let (method, rest) = signature[1..].split_once(',').unwrap();
    let private = text(&columns, "private");
    let cases = [
        ("parameters", text(&columns, "parameters").replacen(':', ": ", 1)),
        (
            "parameters",
            text(&columns, "parameters").replacen("{\"B\":-7,", "{\"B\":-8,\"B\":-7,", 1),
        ),
        ("parameters", text(&columns, "parameters").replacen("…", "\\u2026", 1)),
        ("changes", text(&columns, "changes").replacen("true", "true ", 1)),
        (
            "changes",
            text(&columns, "changes").replacen("\"row\"", "\"update\":null,\"row\"", 1),
        ),
        ("seen", text(&columns, "seen").replacen(',', ", ", 1)),
        ("private", private.replacen("{\"digest\"", "{ \"digest\"", 1)),
        ("signature", format!("{{{},{method}}}", &rest[..rest.len() - 1])),
        ("actor", text(&columns, "actor").to_uppercase()),
    ];
    for (name, changed) in cases {
        assert_ne!(changed, text(&columns, name), "the case changes nothing");
        assert_eq!(
            Entry::from_columns(with(&columns, name, changed)),
            Err(EntryError::NotCanonical(name))
        );
    }
}

#[test]
fn a_flag_is_0_or_1() {
    let mut columns = full().seal().unwrap().to_columns();
    columns[4].1 = ColumnValue::Integer(2);
    assert_eq!(
        Entry::from_columns(columns),
        Err(EntryError::NotCanonical("clock_suspect"))
    );
}

#[test]
fn an_endless_column_is_refused_before_it_is_read() {
    let columns = full().seal().unwrap().to_columns();
    let endless = "[".repeat(journal::entry::COLUMN_TEXT_BYTES_MAX + 1);
    let refused = Entry::from_columns(with(&columns, "changes", endless));
    assert!(matches!(refused, Err(EntryError::TooMany { what: "changes", .. })));
    let deep = format!("{{\"a\":{}", "[".repeat(100_000));
    assert!(matches!(
        Entry::from_columns(with(&columns, "parameters", deep)),
        Err(EntryError::Malformed { .. })
    ));
}
