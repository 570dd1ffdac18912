//! Parts with places and first counts.

use super::List;
use crate::intact;
use serde_json::json;
use testkit::Story;

#[test]
fn a_part_at_several_places_stands_in_several_rows() {
    let story = Story::begin();
    let bytes = "number,name,place,on hand\nA1,Pump,A3,4\nA1,Pump,B1,2\nA1,,C1,0\n";
    let list = List::check(&story, "parts", "stores.csv", bytes);
    assert_eq!(list.counts(), [1, 1, 1, 0], "{:?}", list.rows(None));
    assert_eq!(
        list.report["statement"],
        "I import 1 part from stores.csv, rows 2 to 3."
    );
    list.commit();
    let parts = story.call("part_list", json!({})).unwrap();
    let page = story
        .call("part_page", json!({ "id": parts["rows"][0]["id"] }))
        .unwrap();
    assert_eq!(page["stock"]["total"], "6");
    assert_eq!(List::check(&story, "parts", "stores.csv", bytes).counts(), [0, 0, 3, 0]);
    intact(&story);
}

#[test]
fn a_place_that_was_counted_before_is_not_counted_again_by_a_list() {
    let mut story = Story::begin();
    List::check(
        &story,
        "parts",
        "stores.csv",
        "number,name,place,on hand\nA1,Pump,A3,4\n",
    )
    .commit();
    let list = List::check(
        &story,
        "parts",
        "stores.csv",
        "number,name,place,on hand\nA1,Pump,A3,7\n",
    );
    assert_eq!(list.counts(), [0, 0, 1, 0]);
    assert_eq!(
        list.rows(None)[0]["notes"],
        json!([
            "A3 was counted before and the record shows 4 pcs; the list's 7 is not taken over. Count it there instead."
        ])
    );
    let place = story.act("add_location", json!({ "code": "B1", "name": "Bosun's store" }));
    let list = List::check(
        &story,
        "parts",
        "more.csv",
        "number,place,usual place,on hand\nA1,B1,no,7\n",
    );
    assert_eq!(
        list.rows(None)[0]["writes"],
        json!(["record a first count of 7 pcs at B1"])
    );
    list.commit();
    assert_eq!(place.ids.len(), 1);
    intact(&story);
}

#[test]
fn only_what_differs_is_written_and_an_empty_cell_changes_nothing() {
    let story = Story::begin();
    List::check(
        &story,
        "parts",
        "a.csv",
        "number,name,maker,unit,minimum\nA1,Pump,Johnson,pcs,2\n",
    )
    .commit();
    let list = List::check(
        &story,
        "parts",
        "b.csv",
        "number,name,maker,unit,minimum\nA1,\"Pump, bilge\",JOHNSON,,\n",
    );
    assert_eq!(list.rows(None)[0]["writes"], json!(["change the name of A1 Pump"]));
    list.commit();
    let row = &story.call("part_list", json!({})).unwrap()["rows"][0];
    let page = story.call("part_page", json!({ "id": row["id"] })).unwrap();
    let row = &page;
    assert_eq!(
        (&row["part"]["minimum"], &row["part"]["maker"]),
        (&json!("2"), &json!("Johnson"))
    );
    intact(&story);
}

#[test]
fn a_cancelled_import_keeps_what_it_wrote_and_goes_on_without_doubling() {
    let story = Story::begin();
    let rows: String = (0..5_000)
        .map(|n| format!("P{n:05};Part {n};pcs;A{};{}\n", n % 50, n % 9))
        .collect();
    let bytes = format!("number;name;unit;place;on hand\n{rows}");
    let list = List::check(&story, "parts", "stores.csv", &bytes);
    assert_eq!((list.counts(), &list.report["acts"]), ([5_000, 0, 0, 0], &json!(25)));
    let token = &list.table["token"];
    let sign = json!({ "person": story.chief(), "pin": testkit::PIN });
    story
        .call("import_commit", json!({ "token": token, "sign": sign }))
        .unwrap();
    let progress = loop {
        let progress = story.call("import_cancel", json!({ "token": token })).unwrap();
        if progress["state"] != "running" {
            break progress;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    };
    assert_eq!(progress["state"], "cancelled");
    let done = progress["done"].as_u64().unwrap();
    assert!(done < 5_000, "{progress}");
    let parts = |story: &Story| story.call("part_list", json!({})).unwrap()["total"].as_u64().unwrap();
    assert_eq!(parts(&story), done, "what was taken over stays");
    let again = List::check(&story, "parts", "stores.csv", &bytes);
    assert_eq!(again.counts(), [5_000 - done, 0, done, 0]);
    again.commit();
    assert_eq!(parts(&story), 5_000);
    intact(&story);
}
