//! The values of columns and their JSON.

use journal::Value;
use proptest::prelude::*;
use serde_json::json;

use crate::cases;
use crate::samples::row;

/// Any value; references and private places included.
pub(crate) fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        ".{0,12}".prop_map(Value::Text),
        prop::collection::vec(any::<u8>(), 0..9).prop_map(Value::Bytes),
        (0_u64..9, 1_u64..99, 0_u32..9).prop_map(|(device, seq, k)| Value::Id(row(device, seq, k))),
        any::<u16>().prop_map(Value::Private),
    ]
}

#[test]
fn each_value_has_its_json() {
    let cases = [
        (Value::Null, json!(null)),
        (Value::Bool(true), json!(true)),
        (Value::Int(-12), json!(-12)),
        (Value::Int(i64::MAX), json!(9_223_372_036_854_775_807_i64)),
        ("text".into(), json!("text")),
        (Value::Bytes(vec![0, 255]), json!({ "hex": "00ff" })),
        (
            Value::Id(row(0, 1, 1)),
            json!({ "id": "00000000-0000-8000-8000-000004000001" }),
        ),
        (Value::Private(0), json!({ "private": 0 })),
    ];
    for (value, expected) in cases {
        assert_eq!(value.to_json(), expected);
        assert_eq!(serde_json::to_value(&value).unwrap(), expected);
        assert_eq!(Value::from_json(&expected), Ok(value));
    }
}

#[test]
fn what_is_no_value_is_refused() {
    for json in [
        json!(1.5),
        json!(9_223_372_036_854_775_808_u64),
        json!([]),
        json!({}),
        json!({ "hex": "0" }),
        json!({ "hex": "FF" }),
        json!({ "hex": 1 }),
        json!({ "id": "x" }),
        json!({ "private": -1 }),
        json!({ "private": 65_536 }),
        json!({ "private": "0" }),
        json!({ "hex": "00", "id": "00000000-0000-8000-8000-000004000001" }),
        json!({ "other": 1 }),
    ] {
        assert!(Value::from_json(&json).is_err(), "{json}");
    }
}

#[test]
fn values_come_from_what_rust_holds() {
    assert_eq!(Value::from("a"), Value::Text("a".to_owned()));
    assert_eq!(Value::from(String::from("a")), Value::Text("a".to_owned()));
    assert_eq!(Value::from(3), Value::Int(3));
    assert_eq!(Value::from(false), Value::Bool(false));
    assert_eq!(Value::from(row(1, 1, 0)), Value::Id(row(1, 1, 0)));
    assert_eq!(Value::from(Some("a")), Value::Text("a".to_owned()));
    assert_eq!(Value::from(None::<&str>), Value::Null);
    assert_eq!(Value::from("a").as_text(), Some("a"));
    assert_eq!(Value::from("a").as_int(), None);
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn json_reads_back(value in values()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
