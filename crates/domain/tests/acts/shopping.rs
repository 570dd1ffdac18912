//! The shopping list, act by act: what is accepted, what is refused and with which word.

use crate::shop::{ITEMS, ORDERS, Shop};
use domain::refusal::Code;
use serde_json::{Value as Json, json};

#[test]
fn an_item_goes_from_asked_for_to_installed() {
    let mut shop = Shop::new();
    let item = shop.asked("5");
    assert_eq!(shop.status(&item), "candidate");
    shop.ship.act("start_review", json!({ "items": [item] }));
    assert_eq!(shop.status(&item), "under_review");
    let line = json!({ "item": item, "quantity": "4", "supplier": shop.supplier });
    shop.ship.act("approve_shopping_items", json!({ "lines": [line] }));
    assert_eq!(shop.status(&item), "approved");
    let order = shop.draft(&item, Some("12,50"));
    assert_eq!(
        shop.ship
            .value(ORDERS, &order, "number")
            .as_str()
            .map(|n| n.starts_with("PO-2026-E")),
        Some(true)
    );
    assert_eq!(shop.status(&item), "approved", "a draft orders nothing");
    let plan = shop
        .ship
        .plan("place_purchase_order", json!({ "order": order }))
        .unwrap();
    assert!(
        plan.statement.ends_with("with Jabsco Marine: 1 line, 50.00 EUR."),
        "{}",
        plan.statement
    );
    shop.ship.act("place_purchase_order", json!({ "order": order }));
    assert_eq!(shop.status(&item), "ordered");
    assert_eq!(
        shop.ship.count("pms_finance_transactions"),
        0,
        "ordering posts no spend"
    );
    shop.ship
        .act("mark_item_installed", json!({ "item": item, "quantity": "3" }));
    assert_eq!(shop.spent().amounts["EUR"].to_string(), "37.5");
    shop.ship.act(
        "mark_item_missing",
        json!({ "item": item, "reason": "Never left the quay" }),
    );
    let said = shop.refused("mark_item_installed", json!({ "item": item, "quantity": "1" }));
    assert_eq!(said.1, "Nothing more of “Impeller kit” is awaited.");
    assert_eq!(shop.ship.count("pms_inventory_transactions"), 0, "stock never moved");
}

#[test]
fn what_cannot_be_asked_for_is_refused_at_its_field() {
    let mut shop = Shop::new();
    let long = "x".repeat(201);
    let retired = shop.ship.act("add_supplier", json!({ "name": "Gone" }));
    shop.ship.act(
        "retire_supplier",
        json!({ "supplier": retired, "reason": "Closed down" }),
    );
    let part = shop.part.clone();
    for (params, code, field) in [
        (json!({ "part": part, "quantity": "0" }), Code::Invalid, "quantity"),
        (json!({ "part": part, "quantity": "-1" }), Code::Invalid, "quantity"),
        (
            json!({ "part": part, "quantity": "99999999999" }),
            Code::Invalid,
            "quantity",
        ),
        (json!({ "part": part, "quantity": "1.5" }), Code::Invalid, "quantity"),
        (
            json!({ "part": part, "quantity": "0,00001" }),
            Code::Invalid,
            "quantity",
        ),
        (json!({ "part": part, "quantity": "" }), Code::Missing, "quantity"),
        (json!({ "quantity": "1" }), Code::Missing, "part"),
        (json!({ "name": long, "quantity": "1" }), Code::Invalid, "name"),
        (
            json!({ "part": part, "urgency": "critical" }),
            Code::Missing,
            "urgency_reason",
        ),
        (
            json!({ "part": part, "urgency": "critical", "urgency_reason": "Now" }),
            Code::Invalid,
            "urgency_reason",
        ),
        (json!({ "part": part, "urgency": "soon" }), Code::Invalid, "urgency"),
        (json!({ "part": part, "supplier": retired }), Code::Invalid, "supplier"),
        (
            json!({ "part": part, "source": "work_order" }),
            Code::Missing,
            "work_order",
        ),
        (
            json!({ "part": part, "source": "discrepancy" }),
            Code::Invalid,
            "source",
        ),
    ] {
        let (said, message, at) = shop.refused("add_shopping_item", params.clone());
        assert_eq!((said, at), (code, json!(field)), "{params}: {message}");
    }
    assert_eq!(shop.ship.count(ITEMS), 0);
}

#[test]
fn a_part_that_nobody_knows_is_asked_for_by_name_and_verified_before_it_is_ordered() {
    let mut shop = Shop::new();
    let item = shop.ship.act(
        "add_shopping_item",
        json!({ "name": "Hose clamp 12 mm", "quantity": "20" }),
    );
    let part = shop.ship.value(ITEMS, &item, "part_id");
    assert_eq!(shop.ship.value(ITEMS, &item, "source"), "by_hand");
    assert_eq!(
        shop.ship.value("pms_parts", part.as_str().unwrap(), "is_candidate"),
        true
    );
    shop.ship
        .act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
    let form = shop.ship.prefill("edit_part", json!({ "part": part }));
    let mut renamed = form.clone();
    renamed["name"] = json!("Hose clamp 12 mm, W5");
    assert!(
        shop.ship.plan("edit_part", renamed).is_ok(),
        "without a number, as it was"
    );
    let wish = json!({ "supplier": shop.supplier, "lines": [{ "item": item }] });
    let (code, message, field) = shop.refused("create_purchase_order", wish.clone());
    assert_eq!((code, field), (Code::WrongState, json!("lines.0.item")));
    assert_eq!(
        message,
        "“Hose clamp 12 mm” is a candidate part. A head of department has to verify it before it is ordered."
    );
    let (code, _, field) = shop.refused("promote_candidate_part", json!({ "part": part }));
    assert_eq!((code, field), (Code::Missing, json!("number")));
    shop.ship
        .act("promote_candidate_part", json!({ "part": part, "number": "HC-12" }));
    assert!(shop.ship.plan("create_purchase_order", wish).is_ok());
    let (code, ..) = shop.refused("promote_candidate_part", json!({ "part": part, "number": "HC-12" }));
    assert_eq!(code, Code::WrongState);
}

#[test]
fn a_candidate_that_is_a_known_part_hands_its_items_over() {
    let mut shop = Shop::new();
    let item = shop
        .ship
        .act("add_shopping_item", json!({ "name": "Impeler", "quantity": "2" }));
    let part = shop.ship.value(ITEMS, &item, "part_id");
    shop.ship
        .act("promote_candidate_part", json!({ "part": part, "same_as": shop.part }));
    assert_eq!(shop.ship.value(ITEMS, &item, "part_id"), json!(shop.part));
    let part = part.as_str().unwrap();
    assert_eq!(shop.ship.value("pms_parts", part, "is_retired"), true);
    assert_eq!(
        shop.ship.value("pms_parts", part, "retired_reason"),
        "It is the known part 0634-1129 Impeller kit."
    );
}

#[test]
fn an_open_item_of_the_same_part_is_looked_at_first() {
    let mut shop = Shop::new();
    let item = shop.asked("2");
    let found = shop
        .ship
        .check("add_shopping_item", json!({ "part": shop.part, "quantity": "1" }));
    assert_eq!(found.duplicates.len(), 1);
    assert_eq!(found.duplicates[0].id.to_string(), item);
    assert!(found.duplicates[0].view_first);
    let by_name = shop.ship.check("add_shopping_item", json!({ "name": "Impeller kit" }));
    assert_eq!(by_name.duplicates.len(), 2, "the open item, and the part that is known");
    shop.ship
        .act("withdraw_shopping_item", json!({ "item": item, "reason": "Found one" }));
    let found = shop
        .ship
        .check("add_shopping_item", json!({ "part": shop.part, "quantity": "1" }));
    assert!(found.duplicates.is_empty());
}

#[test]
fn what_was_withdrawn_meanwhile_is_named_and_the_rest_stays_chosen() {
    let mut shop = Shop::new();
    let (first, second) = (shop.asked("1"), shop.asked("2"));
    shop.ship.act(
        "withdraw_shopping_item",
        json!({ "item": second, "reason": "Found one" }),
    );
    let lines = json!({ "lines": [{ "item": first }, { "item": second }] });
    let (code, message, field) = shop.refused("approve_shopping_items", lines);
    assert_eq!((code, field), (Code::WrongState, json!("lines.1.item")));
    assert_eq!(
        message,
        "“Impeller kit” is cancelled, so you cannot approve these shopping list items. \
         If it is wanted after all, add it to the list again."
    );
    assert_eq!(shop.status(&first), "candidate");
}

#[test]
fn as_many_items_as_fit_one_entry_are_decided_in_one_act() {
    let mut shop = Shop::new();
    let items: Vec<String> = (0..domain::acts::shopping::ITEMS_MAX)
        .map(|_| shop.asked("1"))
        .collect();
    let reason = "Not this season";
    let of = |count: usize| json!({ "items": items[..count], "reason": reason });
    let plan = shop.ship.plan("reject_shopping_items", of(1_900)).unwrap();
    assert_eq!(plan.changes.len(), 1_900);
    assert_eq!(plan.writes.len(), 52, "fifty by name, how many more, and the reason");
    let (code, message, _) = shop.refused("reject_shopping_items", of(2_000));
    assert_eq!(code, Code::Invalid);
    assert_eq!(
        message,
        "At most 1,966 items in one go with a reason this long. Do the rest after."
    );
    let lines: Vec<Json> = items.iter().map(|item| json!({ "item": item })).collect();
    assert!(
        shop.ship
            .plan("approve_shopping_items", json!({ "lines": lines }))
            .is_ok()
    );
    let more: Vec<&String> = items.iter().chain(&items[..1]).collect();
    let (_, message, _) = shop.refused("start_review", json!({ "items": more }));
    assert_eq!(message, "At most 2,000 items in one go. Do the rest after.");
    let twice = shop.refused("start_review", json!({ "items": [items[0], items[0]] }));
    assert_eq!(twice.2, json!("items.1.item"));
}
