//! An entry as it was written on the first day. It must decode for ever: these files are never edited.

use std::collections::BTreeMap;

use journal::{ColumnValue, Entry};

use crate::samples::full;

const BYTES_HEX: &str = include_str!("golden/entry_1.cbor.hex");
const COLUMNS: &str = include_str!("golden/entry_1.columns.json");
const HASH: &str = "761e852d4f429705fd328eb39307ead2b9255cd3b0126e4495c4d26dfa6272a4";

fn golden_bytes() -> Vec<u8> {
    let digits: String = BYTES_HEX.split_whitespace().collect();
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

fn golden_columns() -> Vec<(String, ColumnValue)> {
    let columns: serde_json::Map<String, serde_json::Value> = serde_json::from_str(COLUMNS).unwrap();
    let column = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => ColumnValue::Text(text),
        number => ColumnValue::Integer(number.as_i64().unwrap()),
    };
    columns.into_iter().map(|(name, value)| (name, column(value))).collect()
}

#[test]
fn the_first_days_bytes_decode_for_ever() {
    let entry = Entry::decode(&golden_bytes()).unwrap();
    assert_eq!(entry, full().seal().unwrap());
    assert_eq!(entry.hash.to_string(), HASH);
    assert_eq!(Entry::from_columns(golden_columns()), Ok(entry));
}

#[test]
fn the_same_act_is_still_written_with_the_same_bytes() {
    let entry = full().seal().unwrap();
    assert_eq!(entry.canonical_bytes(), golden_bytes());
    let columns = entry
        .to_columns()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    let columns: BTreeMap<String, ColumnValue> = columns.collect();
    assert_eq!(columns, golden_columns().into_iter().collect());
}
