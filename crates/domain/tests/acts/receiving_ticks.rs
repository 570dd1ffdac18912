//! "The checkbox is the truth": every act of the program is tried on a delivery, with every field of its form
//! filled, and none but `tick_line` sets a tick.

use crate::quay::{Quay, ROWS, SESSIONS};
use domain::acts::{ACTS, act};
use domain::field::Field;
use domain::plan::{Plan, Planned, RowChange};
use domain::schema::Row;
use domain::tables::{ReceivingLine, table_named};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// Rows of deliveries that the plan writes with a tick.
fn ticks(plan: &Plan) -> usize {
    let is_tick = |(column, value): &(&'static domain::schema::Column, Planned)| {
        column.number == ReceivingLine::is_ticked.number && *value == Planned::Is(true.to_value())
    };
    let of = |table: &domain::schema::Table, values: &Vec<_>| {
        table.number == ReceivingLine::TABLE.number && values.iter().any(is_tick)
    };
    plan.changes
        .iter()
        .filter(|change| match change {
            RowChange::Insert { table, values, .. } | RowChange::Update { table, values, .. } => of(table, values),
        })
        .count()
}

/// What may stand in that field: ids of records there are, quantities, words, and yes.
fn values_of(quay: &Quay, field: &str, of: &Json) -> Vec<Json> {
    let ids = |table: &str| quay.shop.ship.ids(table);
    let table = match field {
        "session" => SESSIONS,
        "line" => ROWS,
        "order" | "orders" => crate::shop::ORDERS,
        "order_line" => crate::shop::LINES,
        "item" | "items" => crate::shop::ITEMS,
        "part" => "pms_parts",
        "location" | "from" | "to" | "place" => "pms_locations",
        "supplier" => "pms_suppliers",
        "movement" => crate::quay::MOVEMENTS,
        "posting" => crate::quay::POSTINGS,
        "person" => "pms_crew",
        "equipment" => "pms_equipment",
        _ => "",
    };
    let is_list = of.to_string().contains("\"array\"");
    if table_named(table).is_some() {
        // The newest is the one that the test is about.
        let newest = ids(table).pop().map(|id| if is_list { json!([id]) } else { json!(id) });
        return newest.into_iter().collect();
    }
    let word = of.to_string();
    match field {
        "quantity" | "counted" => vec![json!("2")],
        "kind" => vec![json!("damaged")],
        _ if is_list => vec![],
        _ if word.contains("boolean") => vec![json!(true)],
        _ if word.contains("\"string\"") => vec![json!("A reason of some length")],
        _ => vec![],
    }
}

/// Forms of an act: what it must have, and that with one more field after the other.
fn forms(quay: &Quay, name: &str) -> Vec<Json> {
    let definition = act(name).unwrap();
    let schema = (definition.schema)();
    let Some(properties) = schema["properties"].as_object() else {
        return vec![json!({})];
    };
    let mut base = Map::new();
    for field in definition.required {
        if let Some(value) = values_of(quay, field, &properties[*field]).pop() {
            base.insert((*field).to_owned(), value);
        }
    }
    let mut all = vec![Json::Object(base.clone())];
    for (field, of) in properties {
        for value in values_of(quay, field, of) {
            let mut form = base.clone();
            form.insert(field.clone(), value);
            all.push(Json::Object(form));
        }
    }
    all
}

#[test]
fn no_act_but_tick_line_sets_a_tick_and_it_sets_one() {
    let mut quay = Quay::new(Some("12.50"));
    let session = quay.shop.ship.act("start_receiving", json!({ "orders": [quay.order] }));
    let row = quay.rows_of(&session)[0].clone();
    let mut planned: BTreeSet<&str> = BTreeSet::new();
    // Just opened, with an unknown row, with a tick, looked through, and signed.
    for stage in 0..5 {
        match stage {
            1 => quay.act(
                "add_receiving_line",
                json!({ "session": session, "description": "Nobody knows" }),
            ),
            2 => {
                quay.act("set_storage_location", json!({ "line": row, "location": quay.shelf }));
                quay.act("tick_line", json!({ "line": row }));
            }
            3 => quay.act("move_to_review", json!({ "session": session })),
            4 => quay.act("commit_receiving", json!({ "session": session })),
            _ => (),
        }
        for definition in ACTS {
            for form in forms(&quay, definition.name) {
                let Ok(plan) = quay.shop.ship.plan(definition.name, form.clone()) else {
                    continue;
                };
                planned.insert(definition.name);
                let expected = usize::from(definition.name == "tick_line");
                assert_eq!(ticks(&plan), expected, "{} {form}", definition.name);
            }
        }
    }
    for wanted in [
        "start_receiving",
        "begin_counting",
        "add_receiving_line",
        "set_delivered",
        "tick_line",
        "set_line_note",
        "set_discrepancy",
        "resolve_unknown_line",
        "set_install_now",
        "set_storage_location",
        "move_to_review",
        "back_to_counting",
        "commit_receiving",
        "cancel_receiving",
        "reverse_movement",
    ] {
        assert!(planned.contains(wanted), "{wanted} was never planned: {planned:?}");
    }
    assert!(planned.len() > 25, "{planned:?}");
}
