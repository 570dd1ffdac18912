//! Orders, act by act: what is accepted, what is refused and with which word.

use crate::shop::{LINES, ORDERS, Shop};
use domain::buying::lines_of_item;
use domain::refusal::Code;
use serde_json::{Value as Json, json};

#[test]
fn an_order_takes_approved_items_of_one_supplier_and_no_more_than_approved() {
    let mut shop = Shop::new();
    let item = shop.approved("3");
    let candidate = shop.asked("1");
    let elsewhere = shop.asked("1");
    let line = json!({ "item": elsewhere, "supplier": shop.other });
    shop.ship.act("approve_shopping_items", json!({ "lines": [line] }));
    let with = |lines: Json, currency: Json| json!({ "supplier": shop.supplier, "lines": lines, "currency": currency });
    for (params, code, field) in [
        (with(json!([]), Json::Null), Code::Missing, "lines"),
        (json!({ "lines": [{ "item": item }] }), Code::Missing, "supplier"),
        (
            with(json!([{ "item": candidate }]), Json::Null),
            Code::WrongState,
            "lines.0.item",
        ),
        (
            with(json!([{ "item": elsewhere }]), Json::Null),
            Code::Invalid,
            "lines.0.item",
        ),
        (
            with(json!([{ "item": item, "quantity": "4" }]), Json::Null),
            Code::Invalid,
            "lines.0.quantity",
        ),
        (
            with(json!([{ "item": item }, { "item": item }]), Json::Null),
            Code::Invalid,
            "lines.1.item",
        ),
        (
            with(json!([{ "item": item, "unit_price": "5" }]), Json::Null),
            Code::Missing,
            "currency",
        ),
        (
            with(json!([{ "item": item, "unit_price": "5" }]), json!("EURO")),
            Code::Invalid,
            "currency",
        ),
        (
            with(json!([{ "item": item, "unit_price": "1.234,56" }]), json!("EUR")),
            Code::Invalid,
            "lines.0.unit_price",
        ),
        (
            with(json!([{ "item": item, "unit_price": "-5" }]), json!("EUR")),
            Code::Invalid,
            "lines.0.unit_price",
        ),
    ] {
        let (said, message, at) = shop.refused("create_purchase_order", params.clone());
        assert_eq!((said, at), (code, json!(field)), "{params}: {message}");
    }
    shop.ship.act(
        "retire_supplier",
        json!({ "supplier": shop.supplier, "reason": "Closed down" }),
    );
    let (code, message, _) = shop.refused("create_purchase_order", with(json!([{ "item": item }]), Json::Null));
    assert_eq!(
        (code, message.as_str()),
        (Code::Invalid, "Jabsco Marine is retired. Choose another supplier.")
    );
}

#[test]
fn an_order_of_another_department_warns_and_does_not_block() {
    let mut shop = Shop::new();
    let item = shop.approved("1");
    let params = json!({ "supplier": shop.supplier, "lines": [{ "item": item }], "department": "deck" });
    let found = shop.ship.check("create_purchase_order", params.clone());
    assert_eq!(
        found.warnings[0].message,
        "“Impeller kit” is asked for by engineering; this order is for deck."
    );
    assert!(shop.ship.plan("create_purchase_order", params).is_ok());
}

#[test]
fn an_order_is_placed_once_and_not_without_lines() {
    let mut shop = Shop::new();
    let item = shop.approved("2");
    let order = shop.draft(&item, None);
    let line = shop.ship.ids(LINES)[0].clone();
    shop.ship
        .act("edit_purchase_order", json!({ "order": order, "take_off": [line] }));
    let (code, message, _) = shop.refused("place_purchase_order", json!({ "order": order }));
    assert_eq!(code, Code::Missing);
    assert!(
        message.ends_with("has no lines. Put approved items on it first."),
        "{message}"
    );
    shop.ship.act(
        "edit_purchase_order",
        json!({ "order": order, "add": [{ "item": item, "unit_price": "3" }], "currency": "usd" }),
    );
    shop.ship.act("place_purchase_order", json!({ "order": order }));
    let (code, message, _) = shop.refused("place_purchase_order", json!({ "order": order }));
    assert_eq!(code, Code::WrongState);
    assert!(message.contains("was placed already"), "{message}");
    let (code, ..) = shop.refused("edit_purchase_order", json!({ "order": order, "remark": "Hurry" }));
    assert_eq!(code, Code::WrongState);
    let (code, ..) = shop.refused("withdraw_shopping_item", json!({ "item": item, "reason": "Too late" }));
    assert_eq!(code, Code::WrongState);
}

#[test]
fn a_draft_is_changed_line_by_line() {
    let mut shop = Shop::new();
    let item = shop.approved("5");
    let order = shop.draft(&item, Some("2"));
    let line = shop.ship.ids(LINES)[0].clone();
    let change = |change: Json| json!({ "order": order, "change": [change] });
    shop.ship.act(
        "edit_purchase_order",
        change(json!({ "line": line, "quantity": "4", "unit_price": "2,25", "supplier_number": "J-7" })),
    );
    assert_eq!(shop.ship.value(LINES, &line, "quantity"), "4");
    assert_eq!(shop.ship.value(LINES, &line, "unit_price"), "2.25");
    let same = change(json!({ "line": line, "quantity": "4" }));
    assert_eq!(shop.refused("edit_purchase_order", same).0, Code::Missing);
    let more = change(json!({ "line": line, "quantity": "6" }));
    assert_eq!(shop.refused("edit_purchase_order", more).2, json!("change.0.quantity"));
    let no_currency = json!({ "order": order, "currency": "" });
    assert_eq!(shop.refused("edit_purchase_order", no_currency).2, json!("currency"));
    let (code, message, _) = shop.refused("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
    assert_eq!(code, Code::WrongState);
    assert!(message.contains("stands on PO-2026-E"), "{message}");
    shop.ship.act(
        "cancel_purchase_order",
        json!({ "order": order, "reason": "Another supplier" }),
    );
    assert_eq!(
        shop.status(&item),
        "approved",
        "a cancelled draft leaves its items free"
    );
    assert!(
        shop.ship
            .plan("approve_shopping_items", json!({ "lines": [{ "item": item }] }))
            .is_ok()
    );
}

#[test]
fn after_ordering_quantities_change_only_by_cancelling() {
    let mut shop = Shop::new();
    let (item, _) = shop.ordered("5", None);
    let line = shop.ship.ids(LINES)[0].clone();
    let cancel = |quantity: &str, then: &str| json!({ "line": line, "quantity": quantity, "reason": "Out of production", "then": then });
    assert_eq!(
        shop.refused("cancel_order_line", cancel("6", "not_wanted")).2,
        json!("quantity")
    );
    let plan = shop
        .ship
        .plan("cancel_order_line", cancel("2", "back_to_list"))
        .unwrap();
    assert_eq!(
        plan.next[0].action, "add_shopping_item",
        "a person asks again for what is left over"
    );
    shop.ship.act("cancel_order_line", cancel("2", "back_to_list"));
    assert_eq!(shop.status(&item), "ordered", "three of it stand");
    shop.ship
        .act("mark_item_installed", json!({ "item": item, "quantity": "1" }));
    assert_eq!(
        shop.refused("cancel_order_line", cancel("3", "not_wanted")).2,
        json!("quantity")
    );
    shop.ship.act("cancel_order_line", cancel("2", "not_wanted"));
    assert_eq!(shop.status(&item), "ordered", "one was installed");
    let (code, message, _) = shop.refused("cancel_order_line", cancel("1", "not_wanted"));
    assert_eq!(
        (code, message.contains("Nothing more")),
        (Code::WrongState, true),
        "{message}"
    );
}

#[test]
fn a_whole_order_is_cancelled_and_its_items_go_where_the_person_says() {
    for (then, status) in [("back_to_list", "approved"), ("not_wanted", "cancelled")] {
        let mut shop = Shop::new();
        let (item, order) = shop.ordered("5", None);
        let missing = json!({ "order": order, "reason": "Too late" });
        assert_eq!(shop.refused("cancel_purchase_order", missing).2, json!("then"));
        let params = json!({ "order": order, "reason": "Too late", "then": then });
        shop.ship.act("cancel_purchase_order", params.clone());
        assert_eq!(
            (shop.status(&item), shop.ship.value(ORDERS, &order, "status")),
            (json!(status), json!("cancelled"))
        );
        assert_eq!(shop.refused("cancel_purchase_order", params).0, Code::WrongState);
    }
    let mut shop = Shop::new();
    let (item, order) = shop.ordered("5", None);
    shop.ship
        .act("mark_item_installed", json!({ "item": item, "quantity": "1" }));
    shop.ship.act(
        "cancel_purchase_order",
        json!({ "order": order, "reason": "Too late", "then": "not_wanted" }),
    );
    assert_eq!(shop.ship.value(ORDERS, &order, "status"), "ordered", "one of it came");
    assert_eq!(shop.status(&item), "ordered");
    shop.ship.ask_facts(|facts| {
        let lines = lines_of_item(facts, item.parse().unwrap()).unwrap();
        assert_eq!(lines[0].tally().outstanding(), domain::quantity::Quantity::ZERO);
    });
}
