//! Two people who never meet: one hands over at one workstation, the other takes over at the other, days later.

use super::{Ship, conflicts};
use crate::intact;
use domain::RowId;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use testkit::Story;

const DAY_MS: u64 = 24 * 3_600_000;

fn watch() -> Json {
    json!({ "department": "engineering", "kind": "watch" })
}

fn signed(story: &Story, id: RowId) -> Json {
    story.call("handover_signed_page", json!({ "id": id })).unwrap()
}

fn signed_list(story: &Story) -> Vec<Json> {
    let list = story.call("handover_signed_list", json!({})).unwrap();
    list["rows"].as_array().cloned().unwrap()
}

fn add(story: &mut Story, title: &str) -> RowId {
    story
        .act("add_to_handover", json!({ "title": title, "category": "watch" }))
        .ids[0]
}

fn titles(page: &Json) -> Vec<&str> {
    let entries = page["entries"].as_array().unwrap();
    entries
        .iter()
        .map(|entry| entry["signed"]["title"].as_str().unwrap())
        .collect()
}

#[test]
fn two_who_never_meet_hand_over_at_one_workstation_and_take_over_at_the_other_days_later() {
    let mut ship = Ship::of_two();
    let kofi = ship
        .engine
        .add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    let fault = ship
        .engine
        .act("report_fault", json!({ "title": "Cooling water lost" }))
        .ids[0];
    ship.meets();
    ship.parts(true);
    // Marta writes and signs in the engine control room, and goes ashore.
    ship.engine.act("add_to_handover", json!({ "fault": fault }));
    let id = ship.engine.act("sign_over_handover", watch()).ids[0];
    ship.engine.call("lock", json!({})).unwrap();
    assert_eq!(signed_list(&ship.bridge), Vec::<Json>::new(), "nothing has arrived yet");
    // Three days later the bridge hears of it, and Kofi comes aboard.
    for story in [&ship.engine, &ship.bridge] {
        story.clock().pass_ms(3 * DAY_MS);
    }
    ship.bridge.sign_in(ship.engine.chief());
    ship.parts(false);
    ship.meets();
    ship.bridge.sign_in(kofi);
    let lines = signed_list(&ship.bridge);
    assert_eq!((lines.len(), &lines[0]["answers"]), (1, &json!([])));
    ship.bridge
        .act("resolve_fault", json!({ "fault": fault, "how": "repaired" }));
    let page = signed(&ship.bridge, id);
    assert_eq!(page["entries"][0]["signed"]["record"]["state"], "open, medium");
    assert_eq!(page["entries"][0]["record_now"]["state"], "resolved, repaired");
    let answer = json!({ "signature": id, "answer": "not_accepted", "remark": "The tank was empty." });
    ship.bridge.act("acknowledge_handover", answer);
    ship.bridge
        .act("acknowledge_handover", json!({ "signature": id, "answer": "accepted" }));
    ship.meets();
    // Back aboard, Marta reads at her own workstation who took over and when.
    ship.engine.sign_in(ship.engine.chief());
    for story in [&ship.engine, &ship.bridge] {
        let line = &signed(story, id)["line"];
        let answers = line["answers"].as_array().unwrap();
        let accepted: Vec<&Json> = answers.iter().map(|answer| &answer["is_accepted"]).collect();
        assert_eq!(accepted, [&json!(false), &json!(true)]);
        assert!(answers.iter().all(|answer| answer["by"]["name"] == "Kofi Mensah"));
        assert_eq!(line["by"]["name"], "Marta Nowak");
        let (signed_at, answered_at) = (line["at"].as_str().unwrap(), answers[1]["at"].as_str().unwrap());
        assert!(
            signed_at < "2026-03-02" && answered_at > "2026-03-04",
            "{signed_at} {answered_at}"
        );
        intact(story);
    }
    // What Kofi signed names what Marta signed by its digest.
    let stored = ship.engine.program().show("pms_handover_signatures", None, 0).unwrap();
    let digest = signed(&ship.engine, id)["digest"].as_str().unwrap().to_owned();
    let answers = stored.rows.iter().filter(|row| row["side"] == "incoming");
    let named = answers.filter(|row| row["statement"].as_str().unwrap().contains(&digest));
    assert_eq!(named.count(), 2);
}

#[test]
fn a_handover_signed_apart_stands_twice_and_what_came_late_belongs_to_the_next() {
    let mut ship = Ship::of_two();
    let kofi = ship
        .engine
        .add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    add(&mut ship.engine, "Known to both");
    ship.meets();
    ship.parts(true);
    add(&mut ship.engine, "Written in the control room");
    let one = ship.engine.act("sign_over_handover", watch()).ids[0];
    ship.bridge.sign_in(kofi);
    let late = add(&mut ship.bridge, "Written on the bridge");
    let settled = add(&mut ship.bridge, "Written and settled on the bridge");
    ship.bridge.act("close_handover_entry", json!({ "entry": settled }));
    ship.bridge.sign_in(ship.engine.chief());
    ship.parts(false);
    ship.meets();
    // Neither signature is lost, none is a conflict that somebody would have to settle.
    ship.parts(true);
    let two = ship.engine.act("sign_over_handover", watch()).ids[0];
    let three = ship.bridge.act("sign_over_handover", watch()).ids[0];
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(
            titles(&signed(story, one)),
            ["Known to both", "Written in the control room"]
        );
        let next = [
            "Known to both",
            "Written in the control room",
            "Written on the bridge",
            "Written and settled on the bridge",
        ];
        let mut found = titles(&signed(story, two))
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        let mut expected = next.map(str::to_owned).to_vec();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "what came late belongs to the next signature");
        let twice = |id| signed(story, id)["line"]["is_twice"].clone();
        assert_eq!(
            (twice(one), twice(two), twice(three)),
            (json!(false), json!(true), json!(true))
        );
        assert_eq!(story.call("counts", json!({})).unwrap()["conflicts"], 0);
        assert_eq!(conflicts(story, late), Vec::<Json>::new());
        intact(story);
    }
}

#[test]
fn an_entry_changed_apart_shows_both_words_and_one_signed_meanwhile_says_that_it_reads_otherwise() {
    let mut ship = Ship::of_two();
    let both = add(&mut ship.engine, "Bilge high");
    let signed_over = add(&mut ship.engine, "Fuel low");
    ship.meets();
    ship.parts(true);
    let edit = |entry: RowId, title: &str| json!({ "entry": entry, "title": title });
    ship.engine.act("edit_handover_entry", edit(both, "Bilge high, port"));
    let id = ship.engine.act("sign_over_handover", watch()).ids[0];
    ship.bridge
        .act("edit_handover_entry", edit(both, "Bilge high, starboard"));
    // The bridge has not heard that it was signed over, and so may change it.
    ship.bridge
        .act("edit_handover_entry", edit(signed_over, "Fuel low, day tank 2"));
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        let lines = conflicts(story, both);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["column"], "Title");
        let page = signed(story, id);
        let of = |title: &str| {
            let entries = page["entries"].as_array().unwrap();
            entries.iter().find(|entry| entry["signed"]["title"] == title).cloned()
        };
        let fuel = of("Fuel low").expect("the words stay as they were signed");
        assert_eq!(fuel["is_changed"], true);
        assert!(of("Bilge high, port").is_some());
        assert_eq!(conflicts(story, signed_over), Vec::<Json>::new());
    }
    let line = conflicts(&ship.bridge, both).remove(0);
    let keep = line["values"]
        .as_array()
        .unwrap()
        .iter()
        .find(|value| value["text"] == "Bilge high, starboard")
        .unwrap()["keep"]
        .clone();
    let mut given = line["given"].clone();
    given["keep"] = keep;
    // Whoever would sign over now is told of it first.
    let found = ship
        .bridge
        .program()
        .action_check("sign_over_handover", &watch())
        .unwrap();
    assert_eq!(found.warnings[0].code, "written_apart");
    ship.bridge.act("resolve_conflict", given);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(conflicts(story, both), Vec::<Json>::new());
        let page = story.call("handover_entry_page", json!({ "id": both })).unwrap();
        assert_eq!(page["line"]["entry"]["title"], "Bilge high, starboard");
        intact(story);
    }
}
