//! What the forms of buying start from, and that what they start from can be sent back as it is.

use crate::story;
use serde_json::json;

#[test]
fn an_item_asked_for_from_a_planned_part_keeps_where_it_came_from() {
    let mut story = story();
    let line = story.ship.act(
        "add_part_to_work_order",
        json!({ "work_order": story.order, "parts": [{ "part": story.part, "quantity": "3" }] }),
    );
    let form = story.ship.prefill("add_shopping_item", json!({ "part_line": line }));
    assert_eq!(form["quantity"], "3");
    assert_eq!(form["source"], "work_order");
    assert_eq!(form["urgency"], "high", "as the work order's priority");
    assert_eq!(form["equipment"], json!(story.generator));
    let item = story.ship.act("add_shopping_item", form);
    let value = |column: &str| story.ship.value("pms_shopping_list_items", &item, column);
    assert_eq!(value("work_order_id"), json!(story.order));
    assert_eq!(value("part_line_id"), json!(line));
    assert_eq!(value("part_id"), json!(story.part));
}

#[test]
fn the_forms_of_review_and_order_start_from_the_items_they_are_opened_on() {
    let mut story = story();
    let supplier = story.ship.act("add_supplier", json!({ "name": "Jabsco Marine" }));
    let ask = json!({ "part": story.part, "quantity": "2", "supplier": supplier });
    let item = story.ship.act("add_shopping_item", ask);
    let on = json!({ "lines": [{ "item": item }] });
    let form = story.ship.prefill("approve_shopping_items", on.clone());
    let line = json!({ "item": item, "quantity": "2", "supplier": supplier });
    assert_eq!(form["lines"], json!([line]));
    story.ship.act("approve_shopping_items", form);
    let form = story.ship.prefill("create_purchase_order", on);
    assert_eq!(form["supplier"], json!(supplier));
    assert_eq!(form["department"], "engineering");
    let order = story.ship.act("create_purchase_order", form);
    let form = story.ship.prefill("edit_purchase_order", json!({ "order": order }));
    assert_eq!(form["change"][0]["quantity"], "2");
    let refused = story.ship.plan("edit_purchase_order", form).unwrap_err();
    assert_eq!(
        refused.message,
        "Nothing was changed. Change a field, or close the form."
    );
    let form = story.ship.prefill("place_purchase_order", json!({ "order": order }));
    story.ship.act("place_purchase_order", form);
    let form = story.ship.prefill("mark_item_installed", json!({ "item": item }));
    assert_eq!(form["quantity"], "2");
    story.ship.act("mark_item_installed", form);
}

#[test]
fn a_budget_is_opened_with_what_stands() {
    let mut story = story();
    let named = json!({ "department": "deck", "period": "2026-Q4", "currency": "EUR" });
    let mut set = named.clone();
    set["amount"] = json!("1200");
    story.ship.act("set_budget", set);
    assert_eq!(story.ship.prefill("set_budget", named)["amount"], "1200");
    let form = story.ship.prefill("set_budget", json!({}));
    assert_eq!(
        (&form["department"], &form["period"]),
        (&json!("engineering"), &json!("2026"))
    );
}
