//! Second clicks, forms that were overtaken, deliveries that are given up, and the bounds.

use super::{Desk, MOVEMENTS, POSTINGS, ROWS, SESSIONS};
use crate::Scene;
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

/// A delivery looked through, with one ticked row.
fn looked_through(desk: &mut Desk, part: &str) -> (String, String, String) {
    let order = desk.ordered(part, "5", Some("12.50"));
    let (session, row) = desk.opened(&order);
    desk.act("tick_line", json!({ "line": row }));
    desk.act("move_to_review", json!({ "session": session }));
    (order, session, row)
}

#[test]
fn two_clicks_on_commit_receive_once() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let (_, session, row) = looked_through(&mut desk, &scene.impeller);
    let form = desk
        .filled("commit_receiving", json!({ "session": session }), "the same form")
        .unwrap();
    let before = desk.entries();
    let one = desk.program.call("action_commit", form.clone()).unwrap();
    let two = desk.program.call("action_commit", form).unwrap();
    assert_eq!(desk.entries(), before + 1);
    assert_eq!(one["entry"], two["entry"]);
    assert_eq!((&one["repeated"], &two["repeated"]), (&json!(false), &json!(true)));
    let refused = desk
        .try_act("commit_receiving", json!({ "session": session }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState, "another form about it");
    assert_eq!(desk.stock(&scene.impeller), "9");
    assert_eq!(desk.of_line(POSTINGS, &row).len(), 1);
    desk.intact();
}

#[test]
fn clicks_at_the_same_moment_receive_once() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let (_, session, _) = looked_through(&mut desk, &scene.impeller);
    let forms: Vec<Json> = (0..4)
        .map(|at| {
            let given = json!({ "session": session });
            desk.filled("commit_receiving", given, &format!("form {at}")).unwrap()
        })
        .collect();
    let before = desk.entries();
    let program = &desk.program;
    let done: usize = std::thread::scope(|scope| {
        let runs: Vec<_> = forms
            .into_iter()
            .map(|form| scope.spawn(move || usize::from(program.call("action_commit", form).is_ok())))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).sum()
    });
    assert_eq!((done, desk.entries()), (1, before + 1));
    assert_eq!(desk.stock(&scene.impeller), "9");
}

#[test]
fn a_row_that_was_counted_again_under_the_form_is_not_committed_unseen() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let (_, session, row) = looked_through(&mut desk, &scene.impeller);
    let given = json!({ "session": session });
    let shown = desk.program.call(
        "action_preview",
        json!({ "action": "commit_receiving", "params": { "session": session } }),
    );
    let basis = shown.unwrap()["basis"].clone();
    let mut form = desk.filled("commit_receiving", given.clone(), "overtaken").unwrap();
    form["basis"] = basis;
    desk.act("back_to_counting", given.clone());
    desk.act("set_delivered", json!({ "line": row, "quantity": "1" }));
    desk.act("move_to_review", given.clone());
    let refused = desk.program.call("action_commit", form).unwrap_err();
    assert_eq!(refused.code, Code::Changed, "{}", refused.message);
    assert_eq!(desk.stock(&scene.impeller), "4");
    desk.act("commit_receiving", given);
    assert_eq!(desk.stock(&scene.impeller), "5", "what was looked at last");
    desk.intact();
}

#[test]
fn a_delivery_that_is_given_up_leaves_the_books_as_they_were() {
    let mut scene = Scene::begin();
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    let mut desk = Desk::of(&scene.story);
    let (order, session, row) = looked_through(&mut desk, &scene.impeller);
    let books = |desk: &Desk| {
        let tables = [
            MOVEMENTS,
            POSTINGS,
            "pms_shopping_list_items",
            "pms_purchase_order_lines",
        ];
        (tables.map(|table| desk.rows(table)), desk.order(&order))
    };
    let before = books(&desk);
    let give_up = json!({ "session": session, "reason": "For the vessel on the next berth" });
    let chief = desk.signer;
    desk.sign_in(wiper);
    let refused = desk.try_act("cancel_receiving", give_up.clone()).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    desk.sign_in(chief);
    let refused = desk.try_act("cancel_receiving", json!({ "session": session, "reason": "" }));
    assert!(refused.is_err(), "without a reason");
    desk.act("cancel_receiving", give_up);
    assert_eq!(books(&desk), before);
    assert_eq!(desk.status(&session), "cancelled");
    for (act, params) in [
        ("tick_line", json!({ "line": row })),
        ("back_to_counting", json!({ "session": session })),
        ("commit_receiving", json!({ "session": session })),
    ] {
        assert_eq!(desk.try_act(act, params).unwrap_err().code, Code::WrongState, "{act}");
    }
    let (again, row) = desk.opened(&order);
    desk.commit(&again, &row);
    assert_eq!(
        desk.stock(&scene.impeller),
        "9",
        "what it awaited can still be received"
    );
    desk.intact();
}

#[test]
fn a_second_delivery_of_one_order_is_told_of_and_counts_what_is_left() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "5", Some("2"));
    let (first, row) = desk.opened(&order);
    let found = desk.program.call(
        "action_check",
        json!({ "action": "start_receiving", "given": { "orders": [order] } }),
    );
    let found = found.unwrap();
    assert_eq!(found["duplicates"].as_array().map(Vec::len), Some(1), "{found}");
    let (second, other) = desk.opened(&order);
    desk.act("set_delivered", json!({ "line": row, "quantity": "3" }));
    desk.commit(&first, &row);
    assert_eq!(
        desk.row(ROWS, &other)["expected"],
        "5",
        "as it was when the row was added"
    );
    desk.act("tick_line", json!({ "line": other }));
    desk.act("move_to_review", json!({ "session": second }));
    let shown = desk.preview("commit_receiving", json!({ "session": second }));
    let warnings = shown["findings"]["warnings"].to_string();
    assert!(
        warnings.contains("2 pcs of") && warnings.contains("5 are accepted"),
        "{warnings}"
    );
    desk.act("back_to_counting", json!({ "session": second }));
    desk.act("set_delivered", json!({ "line": other, "quantity": "2" }));
    desk.act("move_to_review", json!({ "session": second }));
    let shown = desk.preview("commit_receiving", json!({ "session": second }));
    assert_eq!(shown["findings"]["warnings"], json!([]));
    desk.act("commit_receiving", json!({ "session": second }));
    assert_eq!(
        (desk.order(&order).0.as_str(), desk.stock(&scene.impeller).as_str()),
        ("received", "9")
    );
    desk.intact();
}

#[test]
fn a_held_delivery_is_taken_over_and_survives_a_restart() {
    let mut scene = Scene::begin();
    let engineer = scene.story.add_person("Tom Reyes", Role::Engineer, Department::Deck);
    let (session, row) = {
        let mut desk = Desk::of(&scene.story);
        let order = desk.ordered(&scene.impeller, "5", None);
        let (session, row) = desk.opened(&order);
        desk.act("tick_line", json!({ "line": row }));
        (session, row)
    };
    scene.story.close();
    scene.story.reopen();
    scene.story.sign_in(scene.story.chief());
    let mut desk = Desk::of(&scene.story);
    assert_eq!(desk.row(ROWS, &row)["is_ticked"], true, "what was counted is there");
    assert_eq!(desk.status(&session), "active");
    let holder = desk.row(SESSIONS, &session)["holder_id"].clone();
    desk.sign_in(engineer);
    desk.act("take_over_session", json!({ "session": session }));
    assert_ne!(desk.row(SESSIONS, &session)["holder_id"], holder);
    let again = desk
        .try_act("take_over_session", json!({ "session": session }))
        .unwrap_err();
    assert_eq!(again.code, Code::WrongState);
    desk.intact();
}
