//! Marks, postings and budgets, act by act.

use crate::shop::{LINES, Shop};
use domain::refusal::Code;
use domain::tables::{ItemMark, MarkKind, Posting, PostingKind};
use serde_json::json;

#[test]
fn a_mark_is_taken_back_once_and_with_it_what_it_posted() {
    let mut shop = Shop::new();
    let (item, _) = shop.ordered("3", Some("10"));
    let mark = shop
        .ship
        .act("mark_item_installed", json!({ "item": item, "quantity": "3" }));
    assert_eq!(shop.spent().amounts["EUR"].to_string(), "30");
    shop.ship
        .act("take_back_mark", json!({ "mark": mark, "reason": "Wrong machine" }));
    assert!(shop.spent().amounts.is_empty());
    assert_eq!(
        shop.refused("take_back_mark", json!({ "mark": mark, "reason": "Once more" }))
            .0,
        Code::WrongState
    );
    assert!(
        shop.ship
            .plan("mark_item_missing", json!({ "item": item, "reason": "Not in the box" }))
            .is_ok()
    );
    let rows = shop.ship.rows::<Posting>();
    let sum: domain::quantity::Quantity = rows.iter().map(|row| row.quantity).sum();
    assert_eq!(sum, domain::quantity::Quantity::ZERO);
    let kinds: Vec<MarkKind> = shop.ship.rows::<ItemMark>().iter().map(|mark| mark.kind).collect();
    assert_eq!(kinds, [MarkKind::Installed, MarkKind::TakenBack]);
}

#[test]
fn an_unknown_price_is_posted_without_an_amount_and_given_later() {
    let mut shop = Shop::new();
    let (item, _) = shop.ordered("3", None);
    shop.ship.act("mark_item_installed", json!({ "item": item }));
    assert_eq!((shop.spent().amounts.len(), shop.spent().unpriced), (0, 1));
    let posting = shop.ship.ids("pms_finance_transactions")[0].clone();
    let price = |price: &str, currency: &str| json!({ "posting": posting, "unit_price": price, "currency": currency });
    assert_eq!(shop.refused("price_posting", price("", "EUR")).2, json!("unit_price"));
    assert_eq!(shop.refused("price_posting", price("5", "")).2, json!("currency"));
    assert_eq!(shop.refused("price_posting", price("5", "ABC")).2, json!("currency"));
    shop.ship.act("price_posting", price("12,50", "EUR"));
    shop.ship.wait_minutes(1);
    assert_eq!(
        (shop.spent().amounts["EUR"].to_string(), shop.spent().unpriced),
        ("37.5".to_owned(), 0)
    );
    assert_eq!(shop.refused("price_posting", price("12.50", "EUR")).0, Code::WrongState);
    shop.ship.act("price_posting", price("14", "USD"));
    let spent = shop.spent();
    assert_eq!(
        spent.amounts.len(),
        1,
        "{spent:?}: the latest price counts, in its own currency"
    );
    assert_eq!(spent.amounts["USD"].to_string(), "42");
    let kinds: Vec<PostingKind> = shop.ship.rows::<Posting>().iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [PostingKind::Posted, PostingKind::Priced, PostingKind::Priced]);
}

#[test]
fn a_budget_is_set_changed_and_taken_back_and_never_blocks() {
    let mut shop = Shop::new();
    let budget =
        |amount: &str| json!({ "department": "engineering", "period": "2026-q4", "currency": "EUR", "amount": amount });
    assert_eq!(shop.refused("set_budget", budget("")).2, json!("amount"));
    shop.ship.act("set_budget", budget("100"));
    shop.ship.act("set_budget", budget("50"));
    assert_eq!(shop.ship.count("pms_budgets"), 1);
    assert_eq!(shop.refused("set_budget", budget("50,00")).0, Code::WrongState);
    for (field, value) in [
        ("period", "2026-Q5"),
        ("period", ""),
        ("currency", "X"),
        ("currency", ""),
        ("amount", "-1"),
        ("amount", "much"),
    ] {
        let mut params = budget("70");
        params[field] = json!(value);
        assert_eq!(shop.refused("set_budget", params).2, json!(field), "{value}");
    }
    let (item, _) = shop.ordered("10", Some("1000"));
    shop.ship.act("mark_item_installed", json!({ "item": item }));
    assert_eq!(shop.spent().amounts["EUR"].to_string(), "10000");
    shop.ship.act("set_budget", budget(""));
}

#[test]
fn no_other_act_plans_a_posting() {
    let mut shop = Shop::new();
    let (item, order) = shop.ordered("4", Some("2"));
    let line = shop.ship.ids(LINES)[0].clone();
    shop.ship.act(
        "mark_item_missing",
        json!({ "item": item, "quantity": "1", "reason": "Lost on the way" }),
    );
    shop.ship.act(
        "cancel_order_line",
        json!({ "line": line, "quantity": "1", "reason": "Not needed", "then": "not_wanted" }),
    );
    shop.ship.act(
        "cancel_purchase_order",
        json!({ "order": order, "reason": "Not needed", "then": "not_wanted" }),
    );
    assert_eq!(shop.ship.count("pms_finance_transactions"), 0);
}
