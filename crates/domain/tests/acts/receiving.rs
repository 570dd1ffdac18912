//! Deliveries, act by act: what is accepted, what is refused and with which word, and what a commit writes.

use crate::quay::{MOVEMENTS, POSTINGS, Quay, ROWS, figures};
use crate::shop::ITEMS;
use domain::quantity::Quantity;
use domain::refusal::Code;
use domain::tables::{Movement, MovementKind, Part, Posting, PostingKind, ReceivingLine, ShoppingItem};
use serde_json::{Value as Json, json};

fn amount(quay: &Quay) -> Option<String> {
    quay.shop.spent().amounts.get("EUR").map(ToString::to_string)
}

#[test]
fn a_delivery_opens_with_a_row_for_what_is_awaited_and_ticks_nothing() {
    let mut quay = Quay::new(Some("12.50"));
    let session = quay.shop.ship.act("start_receiving", json!({ "orders": [quay.order] }));
    let rows = quay.shop.ship.rows::<ReceivingLine>();
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].is_ticked);
    assert_eq!(rows[0].expected, Some(Quantity::whole(5)));
    assert_eq!(rows[0].delivered, Quantity::whole(5));
    assert_eq!(quay.status(&session), "candidate");
    let number = quay.shop.ship.value(crate::quay::SESSIONS, &session, "number");
    assert!(number.as_str().unwrap().starts_with("RCV-2026-E"), "{number}");
    quay.act("begin_counting", json!({ "session": session }));
    assert_eq!(quay.status(&session), "active");
}

/// Unticked line changes anything? no.
#[test]
fn a_row_without_a_tick_changes_nothing_anywhere() {
    let mut quay = Quay::new(Some("12.50"));
    let (session, row) = quay.opened();
    let other = quay.shop.ship.act(
        "add_receiving_line",
        json!({ "session": session, "part": quay.shop.part, "quantity": "1", "location": quay.shelf }),
    );
    quay.act(
        "set_discrepancy",
        json!({ "line": row, "kind": "damaged", "quantity": "1" }),
    );
    quay.act("set_return_to_list", json!({ "line": row, "returns": true }));
    quay.act("tick_line", json!({ "line": other }));
    quay.commit(&session);
    assert_eq!(quay.in_stores(), Quantity::ONE, "only the ticked row");
    assert_eq!(quay.line(), figures("5", "0", "0"), "the order waits for all of it");
    assert_eq!(quay.shop.ship.count(ITEMS), 1, "nothing is asked for anew");
    assert_eq!(quay.shop.spent().unpriced, 1);
}

#[test]
fn a_commit_moves_posts_and_fulfils_what_is_ticked() {
    let mut quay = Quay::new(Some("12.50"));
    let (session, row) = quay.opened();
    quay.act("set_delivered", json!({ "line": row, "quantity": "4" }));
    quay.act(
        "set_discrepancy",
        json!({ "line": row, "kind": "damaged", "quantity": "1", "note": "Bent" }),
    );
    quay.act(
        "set_discrepancy",
        json!({ "line": row, "kind": "missing", "quantity": "1" }),
    );
    quay.act("set_install_now", json!({ "line": row, "quantity": "1" }));
    quay.act("set_return_to_list", json!({ "line": row, "returns": true }));
    quay.act("tick_line", json!({ "line": row }));
    assert_eq!(quay.in_stores(), Quantity::ZERO, "nothing moves before the commit");
    quay.commit(&session);
    assert_eq!(quay.status(&session), "committed");
    assert_eq!(
        quay.in_stores(),
        Quantity::whole(2),
        "4 delivered, 1 damaged, 1 installed"
    );
    assert_eq!(quay.line(), figures("2", "2", "1"));
    assert_eq!(amount(&quay).as_deref(), Some("37.5"), "3 accepted at 12.50");
    let anew = quay.shop.ship.rows::<ShoppingItem>().pop().unwrap();
    assert_eq!((anew.source.word(), anew.quantity), ("discrepancy", Quantity::whole(2)));
    assert_eq!(anew.receiving_line_id.map(|id| id.to_string()), Some(row));
    let movements = quay.shop.ship.rows::<Movement>();
    assert_eq!(movements.len(), 1, "what was installed never lay in stores");
    assert_eq!(movements[0].kind, MovementKind::Received);
    let (code, message, _) = quay.shop.refused("commit_receiving", json!({ "session": session }));
    assert_eq!(code, Code::WrongState, "{message}");
}

#[test]
fn more_than_was_ordered_is_counted_as_it_is() {
    let mut quay = Quay::new(Some("2"));
    let (session, row) = quay.opened();
    quay.act("set_delivered", json!({ "line": row, "quantity": "7" }));
    quay.act("tick_line", json!({ "line": row }));
    quay.act("move_to_review", json!({ "session": session }));
    let found = quay.shop.ship.check("commit_receiving", json!({ "session": session }));
    assert_eq!(found.warnings[0].code, "over_delivery");
    quay.act("commit_receiving", json!({ "session": session }));
    assert_eq!(quay.in_stores(), Quantity::whole(7));
    assert_eq!(quay.line(), figures("0", "7", "0"));
    assert_eq!(amount(&quay).as_deref(), Some("14"));
}

#[test]
fn what_is_not_ordered_is_received_and_posted_without_a_price() {
    let mut quay = Quay::new(None);
    let session = quay
        .shop
        .ship
        .act("start_receiving", json!({ "supplier": quay.shop.other }));
    let row = quay.shop.ship.act(
        "add_receiving_line",
        json!({ "session": session, "part": quay.shop.part, "quantity": "3", "location": quay.shelf }),
    );
    quay.act("tick_line", json!({ "line": row }));
    quay.commit(&session);
    let posting = quay.shop.ship.rows::<Posting>().pop().unwrap();
    assert_eq!((posting.order_id, posting.item_id, posting.amount), (None, None, None));
    assert_eq!(
        posting.supplier_id.map(|id| id.to_string()),
        Some(quay.shop.other.clone())
    );
    assert_eq!(quay.shop.spent().unpriced, 1);
    quay.act(
        "price_posting",
        json!({ "posting": posting.id, "unit_price": "4", "currency": "EUR" }),
    );
    assert_eq!(amount(&quay).as_deref(), Some("12"));
}

#[test]
fn an_unknown_row_is_resolved_by_a_person_or_ignored() {
    let mut quay = Quay::new(Some("1"));
    let (session, row) = quay.opened();
    let unknown = |quay: &mut Quay, words: &str| {
        let params = json!({ "session": session, "description": words });
        quay.shop.ship.act("add_receiving_line", params)
    };
    let first = unknown(&mut quay, "IMPELLER KT");
    let second = unknown(&mut quay, "O-ring 12x3");
    let third = unknown(&mut quay, "Catalogue");
    for line in [&first, &second, &third] {
        quay.act("tick_line", json!({ "line": line }));
    }
    let (code, message, _) = quay.shop.refused("move_to_review", json!({ "session": session }));
    assert_eq!(code, Code::WrongState);
    assert!(
        message.contains("“IMPELLER KT”") && message.contains("not resolved"),
        "{message}"
    );
    let line = quay.shop.ship.ids(crate::shop::LINES)[0].clone();
    let bound = json!({ "line": first, "order_line": line });
    let (_, message, _) = quay.shop.refused("resolve_unknown_line", bound.clone());
    assert!(message.contains("Row 1 is that line"), "{message}");
    // A row of the delivery that is not ticked and another that is the same line cannot both count.
    let again = json!({ "line": row, "part": quay.shop.part });
    let (_, message, _) = quay.shop.refused("resolve_unknown_line", again);
    assert!(message.contains("needs no other answer"), "{message}");
    quay.act("resolve_unknown_line", json!({ "line": first, "part": quay.shop.part }));
    quay.act("set_storage_location", json!({ "line": first, "location": quay.shelf }));
    quay.act(
        "resolve_unknown_line",
        json!({ "line": second, "name": "O-ring 12x3", "unit": "pcs" }),
    );
    quay.act("set_install_now", json!({ "line": second, "quantity": "1" }));
    let both = json!({ "line": third, "ignore": true, "name": "Catalogue" });
    assert_eq!(quay.shop.refused("resolve_unknown_line", both).0, Code::Missing);
    quay.act("resolve_unknown_line", json!({ "line": third, "ignore": true }));
    quay.commit(&session);
    assert_eq!(quay.in_stores(), Quantity::ONE);
    let parts = quay.shop.ship.rows::<Part>();
    assert!(parts.last().unwrap().awaits_promotion());
    assert_eq!(quay.shop.ship.count(POSTINGS), 2, "what is ignored posts nothing");
}

#[test]
fn a_candidate_that_turns_out_to_be_known_is_received_as_the_known_part() {
    let mut quay = Quay::new(Some("1"));
    let (session, row) = quay.opened();
    let params = json!({ "session": session, "description": "IMPELLER KT" });
    let new = quay.shop.ship.act("add_receiving_line", params);
    quay.act("resolve_unknown_line", json!({ "line": new, "name": "Impeller kt" }));
    quay.act("set_storage_location", json!({ "line": new, "location": quay.shelf }));
    quay.act("tick_line", json!({ "line": new }));
    let candidate = quay.shop.ship.rows::<Part>().pop().unwrap().id;
    let same = json!({ "part": candidate, "same_as": quay.shop.part });
    let found = quay.shop.ship.check("promote_candidate_part", same.clone());
    assert!(found.warnings.is_empty(), "nothing of it lies in stores yet");
    quay.act("promote_candidate_part", same);
    assert_eq!(
        quay.shop.ship.value(ROWS, &new, "part_id"),
        json!(quay.shop.part),
        "or the commit would bring it under a part that is retired"
    );
    quay.commit(&session);
    assert_eq!(quay.in_stores(), Quantity::ONE);
    assert_eq!(quay.line(), figures("5", "0", "0"), "it fulfils no order: {row}");

    // What came under its own name before stays there, and whoever verifies it is told.
    let session = quay.shop.ship.act("start_receiving", json!({}));
    let params = json!({ "session": session, "description": "Seal" });
    let late = quay.shop.ship.act("add_receiving_line", params);
    quay.act("resolve_unknown_line", json!({ "line": late, "name": "Seal" }));
    quay.act("set_storage_location", json!({ "line": late, "location": quay.shelf }));
    quay.act("tick_line", json!({ "line": late }));
    quay.commit(&session);
    let candidate = quay.shop.ship.rows::<Part>().pop().unwrap().id;
    let same = json!({ "part": candidate, "same_as": quay.shop.part });
    let found = quay.shop.ship.check("promote_candidate_part", same.clone());
    assert_eq!(found.warnings[0].code, "in_stores");
    let signed = quay.shop.ship.value(ROWS, &late, "part_id");
    quay.act("promote_candidate_part", same);
    assert_eq!(
        quay.shop.ship.value(ROWS, &late, "part_id"),
        signed,
        "a committed row never changes"
    );
}

#[test]
fn quantities_fit_each_other_and_the_unit() {
    let mut quay = Quay::new(Some("1"));
    let (session, row) = quay.opened();
    let with = |extra: Json| {
        let mut params = json!({ "line": row });
        let fields = extra.as_object().unwrap().clone();
        params.as_object_mut().unwrap().extend(fields);
        params
    };
    quay.act("set_discrepancy", with(json!({ "kind": "damaged", "quantity": "1" })));
    quay.act("set_install_now", with(json!({ "quantity": "3" })));
    for (act, extra, field) in [
        ("set_delivered", json!({ "quantity": "2.5" }), "quantity"),
        ("set_delivered", json!({ "quantity": "-1" }), "quantity"),
        ("set_delivered", json!({ "quantity": "" }), "quantity"),
        ("set_delivered", json!({ "quantity": "3" }), "quantity"),
        ("set_delivered", json!({ "quantity": "0" }), "quantity"),
        ("set_install_now", json!({ "quantity": "5" }), "quantity"),
        (
            "set_discrepancy",
            json!({ "kind": "incorrect", "quantity": "2" }),
            "quantity",
        ),
        (
            "set_discrepancy",
            json!({ "kind": "incorrect", "quantity": "9" }),
            "quantity",
        ),
        ("set_discrepancy", json!({ "quantity": "1" }), "kind"),
        ("set_storage_location", json!({}), "location"),
    ] {
        let (_, message, found) = quay.shop.refused(act, with(extra.clone()));
        assert_eq!(found, field, "{act} {extra}: {message}");
        assert!(message.ends_with('.'), "{message}");
    }
    quay.act("set_discrepancy", with(json!({ "kind": "damaged", "quantity": "0" })));
    let (code, message, _) = quay.shop.refused("move_to_review", json!({ "session": session }));
    assert_eq!(code, Code::WrongState, "{message}");
    assert!(message.contains("nothing would be received"), "{message}");
}

#[test]
fn what_goes_to_stores_needs_its_place() {
    let mut quay = Quay::new(Some("1"));
    let session = quay.shop.ship.act("start_receiving", json!({ "orders": [quay.order] }));
    let row = quay.rows_of(&session)[0].clone();
    quay.act("tick_line", json!({ "line": row }));
    let (_, message, _) = quay.shop.refused("move_to_review", json!({ "session": session }));
    assert!(
        message.contains("“Impeller kit”") && message.contains("no place"),
        "{message}"
    );
    quay.act("set_install_now", json!({ "line": row, "quantity": "5" }));
    quay.commit(&session);
    assert_eq!(quay.shop.ship.count(MOVEMENTS), 0);
    assert_eq!(quay.line(), figures("0", "0", "5"));
}

#[test]
fn a_cancelled_delivery_changes_nothing_and_takes_nothing_more() {
    let mut quay = Quay::new(Some("1"));
    let (session, row) = quay.opened();
    quay.act("tick_line", json!({ "line": row }));
    let reason = json!({ "session": session, "reason": "Wrong vessel" });
    quay.act("cancel_receiving", reason.clone());
    assert!(quay.is_over(&session));
    assert_eq!((quay.in_stores(), quay.shop.ship.count(POSTINGS)), (Quantity::ZERO, 0));
    assert_eq!(quay.line(), figures("5", "0", "0"));
    for (act, params) in [
        ("tick_line", json!({ "line": row })),
        ("set_delivered", json!({ "line": row, "quantity": "1" })),
        ("move_to_review", json!({ "session": session })),
        ("cancel_receiving", reason),
    ] {
        assert_eq!(quay.shop.refused(act, params).0, Code::WrongState, "{act}");
    }
}

#[test]
fn a_delivery_in_review_is_not_counted_until_it_goes_back() {
    let mut quay = Quay::new(Some("1"));
    let (session, row) = quay.opened();
    quay.act("tick_line", json!({ "line": row }));
    quay.act("move_to_review", json!({ "session": session }));
    let params = json!({ "line": row, "quantity": "4" });
    assert_eq!(quay.shop.refused("set_delivered", params.clone()).0, Code::WrongState);
    quay.act("back_to_counting", json!({ "session": session }));
    quay.act("set_delivered", params);
    assert!(
        quay.shop.ship.value(ROWS, &row, "is_ticked").as_bool().unwrap(),
        "the tick stays"
    );
    quay.act("untick_line", json!({ "line": row }));
    assert_eq!(quay.shop.ship.value(ROWS, &row, "ticked_by"), Json::Null);
}

#[test]
fn what_came_is_taken_back_with_its_spend_and_awaited_again() {
    let mut quay = Quay::new(Some("10"));
    let (session, row) = quay.opened();
    quay.act("set_install_now", json!({ "line": row, "quantity": "2" }));
    quay.act("tick_line", json!({ "line": row }));
    quay.commit(&session);
    assert_eq!(amount(&quay).as_deref(), Some("50"));
    let movement = quay.shop.ship.ids(MOVEMENTS)[0].clone();
    quay.act(
        "reverse_movement",
        json!({ "movement": movement, "reason": "Wrong box" }),
    );
    assert_eq!(quay.in_stores(), Quantity::ZERO);
    assert_eq!(quay.line(), figures("3", "0", "2"));
    assert_eq!(amount(&quay).as_deref(), Some("20"));
    let back = json!({ "line": row, "reason": "Not fitted after all" });
    quay.act("take_back_installed", back.clone());
    assert_eq!(quay.line(), figures("5", "0", "0"));
    assert_eq!(amount(&quay), None, "nothing counts as spent");
    assert_eq!(quay.shop.refused("take_back_installed", back).0, Code::WrongState);
    let kinds = quay.shop.ship.rows::<Posting>();
    let reversed = kinds.iter().filter(|row| row.kind == PostingKind::Reversed).count();
    assert_eq!((kinds.len(), reversed), (4, 2));
    assert_eq!(quay.status(&session), "committed", "the delivery stays as it was");
}

#[test]
fn orders_of_two_suppliers_do_not_come_in_one_delivery() {
    let mut quay = Quay::new(Some("1"));
    let line = json!({ "item": quay.shop.approved("2") });
    let params = json!({ "supplier": quay.shop.other, "lines": [line] });
    let other = quay.shop.ship.act("create_purchase_order", params);
    let draft = json!({ "orders": [other] });
    assert_eq!(quay.shop.refused("start_receiving", draft.clone()).0, Code::WrongState);
    quay.act("place_purchase_order", json!({ "order": other }));
    let both = json!({ "orders": [quay.order, other] });
    let (_, message, field) = quay.shop.refused("start_receiving", both);
    assert_eq!(field, "orders", "{message}");
    quay.act("start_receiving", draft);
    let found = quay.shop.ship.check("start_receiving", json!({ "orders": [other] }));
    assert_eq!(found.duplicates.len(), 1, "it is being received already");
}

#[test]
fn everybody_aboard_counts_and_officers_commit() {
    use domain::tables::{Role, SignMethod};
    let ship = crate::ship::Ship::new();
    for role in Role::ALL {
        let aboard = *role != Role::Manager;
        assert_eq!(ship.right("tick_line", *role).0, aboard, "{role:?}");
        assert_eq!(
            ship.right("commit_receiving", *role).0,
            aboard && *role != Role::Crew,
            "{role:?}"
        );
        assert_eq!(ship.right("cancel_receiving", *role).0, *role != Role::Crew, "{role:?}");
    }
    assert_eq!(ship.right("commit_receiving", Role::Captain).1, SignMethod::Pin);
    assert_eq!(ship.right("tick_line", Role::Captain).1, SignMethod::None);
}

#[test]
fn a_delivery_holds_so_many_rows_and_no_more() {
    let mut quay = Quay::new(None);
    let session = quay.shop.ship.act("start_receiving", json!({}));
    let params = json!({ "session": session, "part": quay.shop.part });
    for _ in 0..250 {
        quay.act("add_receiving_line", params.clone());
    }
    let (code, message, _) = quay.shop.refused("add_receiving_line", params);
    assert_eq!(code, Code::WrongState);
    assert!(message.contains("250 rows"), "{message}");
}
