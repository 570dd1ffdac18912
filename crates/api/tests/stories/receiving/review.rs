//! The review screen and what the commit writes, field by field.

use super::{Desk, MOVEMENTS, POSTINGS};
use crate::Scene;
use domain::refusal::Code;
use serde_json::{Value as Json, json};

fn review(desk: &Desk, session: &str) -> Json {
    desk.program.call("delivery_review", json!({ "id": session })).unwrap()
}

fn column<'a>(rows: &'a Json, names: &[&str]) -> Vec<Vec<&'a Json>> {
    let rows = rows.as_array().unwrap();
    rows.iter()
        .map(|row| names.iter().map(|name| row.pointer(name).unwrap()).collect())
        .collect()
}

#[test]
fn the_review_equals_what_the_commit_writes_field_by_field() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "10", Some("12.50"));
    let (session, row) = desk.opened(&order);
    desk.act("set_delivered", json!({ "line": row, "quantity": "6" }));
    let wrong = json!({ "line": row, "kind": "damaged", "quantity": "1", "note": "Bent vane" });
    desk.act("set_discrepancy", wrong);
    desk.act("set_install_now", json!({ "line": row, "quantity": "2" }));
    desk.act("set_return_to_list", json!({ "line": row, "returns": true }));
    desk.act("tick_line", json!({ "line": row }));
    desk.act("move_to_review", json!({ "session": session }));
    let before = (desk.entries(), desk.stock(&scene.impeller));
    let shown = review(&desk, &session);
    assert_eq!(
        (desk.entries(), desk.stock(&scene.impeller)),
        before,
        "looking writes nothing"
    );
    assert_eq!(shown["refused"], Json::Null);
    desk.act("commit_receiving", json!({ "session": session }));

    let moved = desk.of_line(MOVEMENTS, &row);
    let stored = column(
        &shown["to_stores"],
        &["/movement", "/part/id", "/quantity", "/place/id", "/after"],
    );
    let level = json!(desk.stock(&scene.impeller));
    let written: Vec<Vec<&Json>> = moved
        .iter()
        .map(|row| {
            vec![
                &row["id"],
                &row["part_id"],
                &row["quantity"],
                &row["location_id"],
                &level,
            ]
        })
        .collect();
    assert_eq!(stored, written);

    let mut posted = desk.of_line(POSTINGS, &row);
    posted.sort_by_key(|row| row["id"].to_string());
    let names = ["/posting", "/quantity", "/to", "/department", "/unit_price/currency"];
    let mut spend = column(&shown["spend"], &names);
    spend.sort_by_key(|row| row[0].to_string());
    let written: Vec<Vec<&Json>> = posted
        .iter()
        .map(|row| {
            vec![
                &row["id"],
                &row["quantity"],
                &row["destination"],
                &row["department"],
                &row["currency"],
            ]
        })
        .collect();
    assert_eq!(spend, written);
    assert_eq!(shown["spent"], json!([{ "currency": "EUR", "amount": "62.50" }]));
    assert_eq!(
        column(&shown["installed"], &["/quantity"]),
        [[&json!("2")]],
        "what is installed is told by itself too"
    );
    assert_eq!(
        column(&shown["wrong"], &["/kind", "/quantity", "/note"]),
        [[&json!("damaged"), &json!("1"), &json!("Bent vane")]]
    );

    let (state, tally) = desk.order(&order);
    assert_eq!(column(&shown["orders"], &["/after"]), [[&json!(state)]]);
    assert_eq!((&tally["accepted"], &tally["installed"]), (&json!("3"), &json!("2")));
    assert_eq!(column(&shown["awaited"], &["/quantity"]), [[&json!("5")]]);
    let asked = desk.of_line("pms_shopping_list_items", &row);
    assert_eq!(column(&shown["anew"], &["/quantity"]), [[&asked[0]["quantity"]]]);
    desk.intact();
}

#[test]
fn the_review_says_why_nothing_can_be_committed_and_leads_to_the_row() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let session = desk.first("start_receiving", json!({}));
    let row = json!({ "session": session, "description": "IMPELLER KT" });
    let row = desk.first("add_receiving_line", row);
    let refused = desk
        .try_act("move_to_review", json!({ "session": session }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    desk.act("tick_line", json!({ "line": row }));
    let refused = desk
        .try_act("move_to_review", json!({ "session": session }))
        .unwrap_err();
    assert_eq!(refused.detail["line"], json!(row), "{refused}");
    let shown = review(&desk, &session);
    assert!(shown["refused"].is_string(), "{shown}");
    assert_eq!(shown["to_stores"], json!([]));
    let missing = desk.program.call("delivery_review", json!({ "id": row }));
    assert_eq!(missing.unwrap_err().code, Code::NotFound);
}
