//! What was ordered comes in part, and the rest two weeks later.

use super::{Desk, MOVEMENTS, POSTINGS, ROWS, SESSIONS, hundredths};
use crate::Scene;
use api::demo_vessel::{DEMO_PIN, DemoArgs};
use api::outside::Outside;
use api::{Place, Program};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use testkit::{FakeOutside, TemporaryPlace};

/// 22 November 2026, 12:57 UTC.
const NOW_MS: i64 = 1_795_352_220_000;
const TWO_WEEKS_MS: u64 = 14 * 24 * 3_600_000;

fn sum(postings: &[Json]) -> i64 {
    postings.iter().map(|posting| hundredths(&posting["amount"])).sum()
}

fn whole_units(text: &str) -> i64 {
    text.parse().unwrap()
}

/// Ten ordered at 12.50: six come, of which one is damaged and one is installed; the rest two weeks later.
fn ten_come_in_two_deliveries(desk: &mut Desk, part: &str, work: &str, pass: &dyn Fn(u64)) {
    let before = whole_units(&desk.stock(part));
    let (rows_before, signer) = (desk.rows(POSTINGS).len(), desk.signer);
    let order = desk.ordered(part, "10", Some("12.50"));
    assert_eq!(desk.order(&order).0, "ordered");
    let (session, row) = desk.opened(&order);
    let number = desk.row(SESSIONS, &session)["number"].as_str().unwrap().to_owned();
    assert!(number.starts_with("RCV-2026-"), "{number}");
    let shown = desk.row(ROWS, &row);
    assert_eq!(
        (&shown["expected"], &shown["delivered"], &shown["is_ticked"]),
        (&json!("10"), &json!("10"), &json!(false))
    );
    assert_eq!(desk.status(&session), "candidate");
    desk.act("begin_counting", json!({ "session": session }));
    desk.act("set_delivered", json!({ "line": row, "quantity": "6" }));
    let wrong = json!({ "line": row, "kind": "damaged", "quantity": "1", "note": "Bent vane" });
    desk.act("set_discrepancy", wrong);
    desk.act(
        "set_install_now",
        json!({ "line": row, "quantity": "1", "work_order": work }),
    );
    desk.act("set_return_to_list", json!({ "line": row, "returns": true }));
    desk.act("tick_line", json!({ "line": row }));
    desk.act("move_to_review", json!({ "session": session }));
    assert_eq!(
        (whole_units(&desk.stock(part)), desk.rows(POSTINGS).len()),
        (before, rows_before)
    );

    let shown = desk.preview("commit_receiving", json!({ "session": session }));
    let done = desk.act("commit_receiving", json!({ "session": session }));
    assert_eq!(shown["writes"], done["writes"], "what was shown is what was written");
    assert_eq!(shown["signing"]["method"], "pin");
    let statement = shown["signing"]["statement"].as_str().unwrap();
    assert!(statement.contains(&number) && statement.contains("62.5"), "{statement}");
    assert_eq!(desk.status(&session), "committed");
    assert_eq!(whole_units(&desk.stock(part)), before + 4);
    let postings = desk.of_line(POSTINGS, &row);
    assert_eq!((postings.len(), sum(&postings)), (2, 6_250), "5 accepted at 12.50");
    let installed = postings.iter().find(|row| row["destination"] == "installed").unwrap();
    assert_eq!(
        (&installed["work_order_id"], &installed["order_id"]),
        (&json!(work), &json!(order))
    );
    assert_eq!(
        desk.of_line(MOVEMENTS, &row).len(),
        1,
        "no in and out of what was installed"
    );
    let (state, tally) = desk.order(&order);
    assert_eq!(state, "partially_received");
    assert_eq!(
        (&tally["ordered"], &tally["accepted"], &tally["installed"]),
        (&json!("10"), &json!("4"), &json!("1"))
    );
    let anew = desk.of_line("pms_shopping_list_items", &row);
    assert_eq!(
        (&anew[0]["source"], &anew[0]["quantity"], &anew[0]["status"]),
        (&json!("discrepancy"), &json!("1"), &json!("candidate"))
    );
    let signed = desk.program.call("audit_list", json!({ "limit": 1 })).unwrap();
    assert_eq!(signed["rows"][0]["action"], "commit_receiving", "{}", signed["rows"][0]);

    pass(TWO_WEEKS_MS);
    desk.sign_in(signer);
    let (rest, second) = desk.opened(&order);
    assert_eq!(
        desk.row(ROWS, &second)["expected"],
        "5",
        "what was damaged is still awaited"
    );
    desk.commit(&rest, &second);
    assert_eq!(whole_units(&desk.stock(part)), before + 9);
    assert_eq!(desk.order(&order).0, "received");
    let both = [postings, desk.of_line(POSTINGS, &second)].concat();
    assert_eq!(sum(&both), 12_500, "ten units, each once");
    let refused = desk
        .try_act("start_receiving", json!({ "orders": [order] }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    assert!(refused.message.contains("Nothing more of"), "{}", refused.message);
    desk.intact();
}

#[test]
fn what_was_ordered_comes_in_two_deliveries_on_an_empty_vessel() {
    let mut scene = Scene::begin();
    let work = scene.order();
    let (part, mut desk) = (scene.impeller.clone(), Desk::of(&scene.story));
    let pass = |ms: u64| scene.story.clock().pass_ms(ms);
    ten_come_in_two_deliveries(&mut desk, &part, &work, &pass);
}

#[test]
fn what_was_ordered_comes_in_two_deliveries_on_the_demo_vessel() {
    let place = TemporaryPlace::new();
    let place: Place = place.place();
    let outside = Arc::new(FakeOutside::at(NOW_MS, 7));
    let args = DemoArgs {
        seed: 1,
        rows: None,
        with_manuals: false,
    };
    Program::init_demo(place.clone(), args, outside.clone(), &mut |_| {}).unwrap();
    let program = Arc::new(Program::open_with(place, outside.clone() as Arc<dyn Outside>).unwrap());
    let chief = program.person_named("Nikólaos Papadákis").unwrap();
    let mut desk = Desk::at(program, chief, DEMO_PIN);
    desk.sign_in(chief);
    let orders = desk.rows("pms_work_orders");
    let work = orders.iter().find(|order| order["status"] == "active").unwrap();
    let work = work["id"].as_str().unwrap().to_owned();
    let place = desk.rows("pms_locations")[0]["id"].clone();
    let part = json!({ "number": "TEST-1", "name": "Impeller", "location": place, "first_count": "4" });
    let part = desk.first("add_part", part);
    let pass = |ms: u64| outside.pass_ms(ms);
    ten_come_in_two_deliveries(&mut desk, &part, &work, &pass);
}

/// Unticked line changes anything? no.
#[test]
fn unticked_line_changes_anything_no() {
    let mut scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "5", Some("12.50"));
    let (session, row) = desk.opened(&order);
    let other = json!({ "session": session, "part": scene.gasket, "quantity": "1" });
    let other = desk.first("add_receiving_line", other);
    desk.act(
        "set_discrepancy",
        json!({ "line": row, "kind": "missing", "quantity": "2" }),
    );
    desk.act("set_install_now", json!({ "line": row, "quantity": "1" }));
    desk.act("set_return_to_list", json!({ "line": row, "returns": true }));
    let (stock, gaskets) = (desk.stock(&scene.impeller), desk.stock(&scene.gasket));
    desk.commit(&session, &other);
    assert_eq!(desk.stock(&scene.impeller), stock);
    assert_ne!(desk.stock(&scene.gasket), gaskets, "the ticked one came");
    for table in [MOVEMENTS, POSTINGS, "pms_shopping_list_items"] {
        assert!(desk.of_line(table, &row).is_empty(), "{table}");
    }
    let (state, tally) = desk.order(&order);
    assert_eq!((state.as_str(), &tally["accepted"]), ("ordered", &json!("0")));
    let rest = desk.first("start_receiving", json!({ "orders": [order] }));
    assert_eq!(desk.lines(&rest)[0]["expected"], "5", "it stays pending on the order");
    desk.intact();
    drop(scene.order());
}

/// A delivery posts spend only for what came; an order posts none.
#[test]
fn more_than_was_ordered_and_what_has_no_price_is_counted_as_it_is() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "2", None);
    let (session, row) = desk.opened(&order);
    desk.act("set_delivered", json!({ "line": row, "quantity": "7" }));
    desk.act("tick_line", json!({ "line": row }));
    desk.act("move_to_review", json!({ "session": session }));
    let shown = desk.preview("commit_receiving", json!({ "session": session }));
    let codes: Vec<&str> = shown["findings"]["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|warning| warning["code"].as_str())
        .collect();
    assert_eq!(codes, ["over_delivery", "unpriced"]);
    desk.act("commit_receiving", json!({ "session": session }));
    assert_eq!(desk.stock(&scene.impeller), "11");
    let posting = desk.of_line(POSTINGS, &row).remove(0);
    assert_eq!((&posting["quantity"], &posting["amount"]), (&json!("7"), &Json::Null));
    let price = json!({ "posting": posting["id"], "unit_price": "3.10", "currency": "EUR" });
    desk.act("price_posting", price);
    let priced = desk.rows(POSTINGS);
    let priced = priced.iter().find(|row| row["of_id"] == posting["id"]).unwrap();
    assert_eq!(hundredths(&priced["amount"]), 2_170, "the later price is a new event");
    assert_eq!(desk.order(&order).0, "received");
    desk.intact();
}

#[test]
fn what_came_is_taken_back_and_awaited_again() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "3", Some("10"));
    let (session, row) = desk.opened(&order);
    desk.act("set_install_now", json!({ "line": row, "quantity": "1" }));
    desk.commit(&session, &row);
    let signed = (desk.row(SESSIONS, &session), desk.row(ROWS, &row));
    let movement = desk.of_line(MOVEMENTS, &row)[0]["id"].clone();
    let back = json!({ "movement": movement, "reason": "The box of another vessel" });
    desk.act("reverse_movement", back.clone());
    assert_eq!(desk.stock(&scene.impeller), "4");
    assert_eq!(desk.order(&order).0, "partially_received");
    assert_eq!(
        desk.try_act("reverse_movement", back).unwrap_err().code,
        Code::WrongState
    );
    let back = json!({ "line": row, "reason": "Not fitted after all" });
    desk.act("take_back_installed", back.clone());
    assert_eq!(desk.order(&order).0, "ordered");
    assert_eq!(
        desk.try_act("take_back_installed", back).unwrap_err().code,
        Code::WrongState
    );
    assert_eq!(
        (desk.row(SESSIONS, &session), desk.row(ROWS, &row)),
        signed,
        "a committed delivery never changes"
    );
    let mut amounts: Vec<i64> = desk
        .rows(POSTINGS)
        .iter()
        .map(|row| hundredths(&row["amount"]))
        .collect();
    amounts.sort_unstable();
    assert_eq!(amounts, [-2_000, -1_000, 1_000, 2_000]);
    desk.intact();
}

#[test]
fn a_part_that_nobody_knows_is_received_and_turns_out_to_be_known() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let session = desk.first("start_receiving", json!({}));
    let row = json!({ "session": session, "description": "IMPELLER KT", "quantity": "2" });
    let row = desk.first("add_receiving_line", row);
    desk.act(
        "resolve_unknown_line",
        json!({ "line": row, "name": "Impeller kt", "unit": "pcs" }),
    );
    let part = desk.row(ROWS, &row)["part_id"].clone();
    let place = desk.rows("pms_locations")[0]["id"].clone();
    desk.act("set_storage_location", json!({ "line": row, "location": place }));
    desk.act(
        "promote_candidate_part",
        json!({ "part": part, "same_as": scene.impeller }),
    );
    assert_eq!(desk.row(ROWS, &row)["part_id"], json!(scene.impeller));
    desk.commit(&session, &row);
    assert_eq!(desk.stock(&scene.impeller), "6");
    let candidate = desk.row("pms_parts", part.as_str().unwrap());
    assert_eq!(candidate["is_retired"], true);
    desk.intact();
}

#[test]
fn a_clock_that_was_set_back_changes_nothing_of_what_came() {
    let scene = Scene::begin();
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "4", Some("1.25"));
    let (session, row) = desk.opened(&order);
    desk.act("set_delivered", json!({ "line": row, "quantity": "1" }));
    scene.story.clock().set_wall_ms(NOW_MS - 400 * 24 * 3_600_000);
    desk.commit(&session, &row);
    let (rest, second) = desk.opened(&order);
    assert_eq!(desk.row(ROWS, &second)["expected"], "3");
    desk.commit(&rest, &second);
    assert_eq!(
        (desk.stock(&scene.impeller).as_str(), desk.order(&order).0.as_str()),
        ("8", "received")
    );
    assert_eq!(sum(&desk.rows(POSTINGS)), 500);
    desk.intact();
}

#[test]
fn crew_counts_an_officer_signs_and_the_session_stays_with_the_crew() {
    let mut scene = Scene::begin();
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    let engineer = scene.story.add_person("Tom Reyes", Role::Engineer, Department::Deck);
    let mut desk = Desk::of(&scene.story);
    let order = desk.ordered(&scene.impeller, "2", Some("5"));
    desk.sign_in(wiper);
    let (session, row) = desk.opened(&order);
    desk.act("tick_line", json!({ "line": row }));
    desk.act("move_to_review", json!({ "session": session }));
    let refused = desk
        .try_act("commit_receiving", json!({ "session": session }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongRole, "{}", refused.message);
    desk.signer = engineer;
    desk.pin = "000000";
    let refused = desk
        .try_act("commit_receiving", json!({ "session": session }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongPin);
    assert_eq!(desk.status(&session), "review");
    desk.pin = testkit::PIN;
    desk.act("commit_receiving", json!({ "session": session }));
    assert_eq!(desk.status(&session), "committed");
    assert_eq!(scene.story.signed_in(), Some(wiper), "someone else signed");
    let line = desk.row(ROWS, &row);
    assert_eq!(line["ticked_by"], json!(wiper));
    desk.intact();
}
