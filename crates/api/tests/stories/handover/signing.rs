//! What a signature freezes, and what it leaves as it is.

use super::{shown, titles, write};
use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};
use testkit::{PIN, Story};

const WATCH: fn() -> Json = || json!({ "department": "engineering", "kind": "watch" });

fn sign_over(story: &mut Story) -> String {
    first(story, "sign_over_handover", WATCH())
}

fn signed(story: &Story, id: &str) -> Json {
    story.call("handover_signed_page", json!({ "id": id })).unwrap()
}

fn signed_titles(page: &Json) -> Vec<(&str, &str)> {
    page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let signed = &entry["signed"];
            (signed["title"].as_str().unwrap(), signed["status"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn signing_over_freezes_the_entries_and_how_their_records_stood() {
    let mut scene = Scene::begin();
    let fault = scene.fault.clone();
    let entry = first(&mut scene.story, "add_to_handover", json!({ "fault": fault }));
    let part = json!({ "part": scene.impeller, "details": "The last ones." });
    scene.story.act("add_to_handover", part);
    let id = sign_over(&mut scene.story);
    scene
        .story
        .act("resolve_fault", json!({ "fault": fault, "how": "repaired" }));
    scene.story.act(
        "close_handover_entry",
        json!({ "entry": entry, "reason": "Hose renewed." }),
    );
    let count = json!({ "part": scene.impeller, "location": place_of(&scene), "counted": "0", "reason": "All used." });
    scene.story.act("adjust_stock", count);
    let page = signed(&scene.story, &id);
    assert_eq!(
        signed_titles(&page),
        [
            ("Coolant temperature high", "open"),
            ("Impeller kit, sea water pump", "open")
        ]
    );
    let states = |at: usize| {
        let entry = &page["entries"][at];
        (
            entry["signed"]["record"]["state"].as_str().unwrap().to_owned(),
            entry["record_now"]["state"].as_str().unwrap().to_owned(),
            entry["status_now"].as_str().unwrap().to_owned(),
        )
    };
    let of = |states: [&str; 3]| (states[0].to_owned(), states[1].to_owned(), states[2].to_owned());
    assert_eq!(states(0), of(["open, high", "resolved, repaired", "done"]));
    assert_eq!(
        states(1),
        of(["4 pcs in stores", "0 pcs in stores, out of stock", "open"])
    );
    assert_eq!(page["entries"][1]["signed"]["details"], "The last ones.");
    // The signature in the record names the frozen text by its digest.
    let entry = scene.story.call("audit_entry", page["entry"].clone()).unwrap();
    let signature = &entry["signature"];
    assert_eq!(
        (&signature["by"], &signature["method"]),
        (&json!("Marta Nowak"), &json!("pin"))
    );
    let statement = signature["statement"].as_str().unwrap();
    assert!(
        statement
            .starts_with("I hand over the engineering watch of everything up to 2026-03-01 08:00: 2 entries, open."),
        "{statement}"
    );
    assert!(statement.contains(page["digest"].as_str().unwrap()), "{statement}");
    let stored = scene
        .story
        .program()
        .show("pms_handover_signatures", Some(&id), 0)
        .unwrap();
    let text = stored.rows[0]["statement"].as_str().unwrap();
    assert_eq!(blake3_of(text), page["digest"].as_str().unwrap());
    assert!(
        !text.contains("Marta"),
        "no name stands in it, so that a person can be struck"
    );
    intact(&scene.story);
}

fn place_of(scene: &Scene) -> String {
    let page = scene.story.call("part_page", json!({ "id": scene.impeller })).unwrap();
    page["places"][0]["location"]["id"].as_str().unwrap().to_owned()
}

fn blake3_of(text: &str) -> String {
    domain::handover::digest_of(text)
}

#[test]
fn signing_over_leaves_open_entries_open_and_freezes_their_words() {
    let mut story = Story::begin();
    let entry = write(&mut story, "Bilge high", "watch");
    let id = sign_over(&mut story);
    let line = &shown(&story, json!({}))[0];
    assert_eq!(
        (&line["entry"]["status"], &line["entry"]["is_signed_over"]),
        (&json!("open"), &json!(true))
    );
    let refused = story
        .try_act("edit_handover_entry", json!({ "entry": entry, "title": "Bilge low" }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    assert_eq!(
        refused.message,
        "“Bilge high” was signed over, and its words stay as they were signed. Write a new entry."
    );
    // It stands under the next signature too, and under the one after that as settled, once.
    let again = sign_over(&mut story);
    assert_eq!(signed_titles(&signed(&story, &again)), [("Bilge high", "open")]);
    story.act("close_handover_entry", json!({ "entry": entry, "reason": "Pumped." }));
    let third = sign_over(&mut story);
    assert_eq!(signed_titles(&signed(&story, &third)), [("Bilge high", "done")]);
    let fourth = sign_over(&mut story);
    assert_eq!(signed_titles(&signed(&story, &fourth)), Vec::<(&str, &str)>::new());
    assert_eq!(
        signed_titles(&signed(&story, &id)),
        [("Bilge high", "open")],
        "the first stays"
    );
    intact(&story);
}

#[test]
fn what_was_written_and_settled_in_between_is_handed_over_and_what_was_taken_back_is_not() {
    let mut story = Story::begin();
    sign_over(&mut story);
    let done = write(&mut story, "Pump changed over", "completed");
    story.act("close_handover_entry", json!({ "entry": done }));
    let mistaken = write(&mut story, "Wrong ship", "fyi");
    story.act(
        "withdraw_handover_entry",
        json!({ "entry": mistaken, "reason": "Mistaken." }),
    );
    let id = sign_over(&mut story);
    assert_eq!(signed_titles(&signed(&story, &id)), [("Pump changed over", "done")]);
    let line = &signed(&story, &id)["line"];
    assert_eq!((&line["entries"], &line["open"]), (&json!(1), &json!(0)));
}

#[test]
fn a_watch_is_signed_over_by_pin_and_by_nobody_elses() {
    let mut story = Story::begin();
    write(&mut story, "Bilge high", "watch");
    let crew = story.add_person("Rodel Villanueva", Role::Crew, Department::Engineering);
    story.sign_in(crew);
    let unsigned = json!({ "action": "sign_over_handover", "params": WATCH(), "form_id": "1" });
    let refused = story.call("action_commit", unsigned).unwrap_err();
    assert_eq!(refused.code, Code::SignatureNeeded);
    let wrong = story
        .try_act_signed("sign_over_handover", WATCH(), crew, "000000")
        .unwrap_err();
    assert_eq!(wrong.code, Code::WrongPin);
    // Everybody may hand over; a colleague may sign what was filled in here.
    let chief = story.chief();
    let done = story.try_act_signed("sign_over_handover", WATCH(), chief, PIN).unwrap();
    let line = signed(&story, &done.ids[0].to_string())["line"].clone();
    assert_eq!(line["by"]["name"], "Marta Nowak");
    intact(&story);
}

#[test]
fn what_is_signed_is_what_was_looked_at() {
    let mut scene = Scene::begin();
    let fault = scene.fault.clone();
    scene.story.act("add_to_handover", json!({ "fault": fault }));
    let looked_at = |scene: &Scene| {
        let form = scene
            .story
            .program()
            .action_prefill("sign_over_handover", &WATCH())
            .unwrap();
        let preview = scene
            .story
            .program()
            .action_preview("sign_over_handover", &form.values)
            .unwrap();
        (form.values, preview)
    };
    let sign = |scene: &Scene, params: &Json, basis: &Json, form: &str| {
        let signer = json!({ "person": scene.story.chief(), "pin": PIN });
        let args = json!({ "action": "sign_over_handover", "params": params, "basis": basis, "form_id": form, "sign": signer });
        scene.story.call("action_commit", args)
    };
    type Meanwhile = fn(&mut Scene);
    let meanwhile: [Meanwhile; 3] = [
        |scene| {
            write(&mut scene.story, "One more", "fyi");
        },
        |scene| {
            let fault = scene.fault.clone();
            scene
                .story
                .act("edit_fault", json!({ "fault": fault, "severity": "low" }));
        },
        |scene| {
            let entry = shown(&scene.story, json!({}))[0]["entry"]["id"].clone();
            scene.story.act("close_handover_entry", json!({ "entry": entry }));
        },
    ];
    for (number, change) in meanwhile.iter().enumerate() {
        let (params, preview) = looked_at(&scene);
        change(&mut scene);
        let basis = serde_json::to_value(&preview.basis).unwrap();
        let refused = sign(&scene, &params, &basis, &format!("stale {number}")).unwrap_err();
        assert_eq!(refused.code, Code::Changed, "{number}");
    }
    let (params, preview) = looked_at(&scene);
    // Minutes pass between looking and signing: the period still ends when the form was opened.
    scene.story.clock().pass_ms(5 * 60_000);
    // Another department's handover does not matter.
    let deck = json!({ "title": "Deck", "category": "fyi", "department": "deck" });
    scene.story.act("add_to_handover", deck);
    let basis = serde_json::to_value(&preview.basis).unwrap();
    let done = sign(&scene, &params, &basis, "fresh").unwrap();
    assert_eq!(done["writes"], serde_json::to_value(&preview.writes).unwrap());
    let page = signed(&scene.story, done["ids"][0].as_str().unwrap());
    let entry = scene.story.call("audit_entry", page["entry"].clone()).unwrap();
    assert_eq!(entry["signature"]["statement"], preview.signing.statement.as_str());
    intact(&scene.story);
}

#[test]
fn the_appendix_is_off_unless_ticked_and_is_no_part_of_the_entries() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.story.act("start_work_order", json!({ "work_order": order }));
    let plain = sign_over(&mut scene.story);
    assert_eq!(signed(&scene.story, &plain)["appendix"], Json::Null);
    let mut given = WATCH();
    given["with_appendix"] = json!(true);
    let preview = scene.story.preview("sign_over_handover", given.clone()).unwrap();
    assert_eq!(
        preview.writes[1],
        "add a list that the program makes and that is no part of the handover: 1 open fault, 1 work order in progress"
    );
    let id = first(&mut scene.story, "sign_over_handover", given);
    scene
        .story
        .act("resolve_fault", json!({ "fault": scene.fault, "how": "reset" }));
    let page = signed(&scene.story, &id);
    assert_eq!(page["entries"], json!([]));
    let codes = |list: &str| page["appendix"][list][0]["code"].clone();
    assert_eq!(
        (codes("faults"), codes("work")),
        (json!("F-2026-E0001"), json!("WO-2026-E0001"))
    );
    assert_eq!(page["appendix"]["faults"][0]["state"], "open, high", "as it was then");
}

#[test]
fn new_since_i_last_signed_follows_from_my_signatures_and_never_from_reading() {
    let mut story = Story::begin();
    let kofi = story.add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    let bilge = write(&mut story, "Bilge high", "watch");
    write(&mut story, "Fuel low", "watch");
    let new = |story: &Story| {
        let args = json!({ "department": "engineering", "only_new": true });
        let page = story.call("handover_page", args.clone()).unwrap();
        (page["my_last_at"].is_null(), shown(story, args))
    };
    // Looking is not signing, however often.
    for _ in 0..3 {
        shown(&story, json!({}));
    }
    assert_eq!(
        new(&story),
        (true, vec![]),
        "who never signed has nothing to compare with"
    );
    let id = sign_over(&mut story);
    assert_eq!(new(&story), (false, vec![]));
    write(&mut story, "Oil low", "watch");
    let lines = new(&story).1;
    assert_eq!(titles(&lines), ["Oil low"]);
    assert_eq!(
        (&lines[0]["is_new"], &lines[0]["is_changed"]),
        (&json!(true), &json!(false))
    );
    // Kofi takes over what was signed: to him it is known from then on, what came after is new.
    story.sign_in(kofi);
    assert_eq!(new(&story), (true, vec![]));
    let accepted = json!({ "signature": id, "answer": "accepted" });
    story.act("acknowledge_handover", accepted);
    assert_eq!(titles(&new(&story).1), ["Oil low"]);
    story.sign_in(story.chief());
    story.act("close_handover_entry", json!({ "entry": bilge, "reason": "Pumped." }));
    let back = json!({ "entry": bilge, "back": true, "reason": "Rises again." });
    story.act("close_handover_entry", back);
    let lines = new(&story).1;
    assert_eq!(titles(&lines), ["Bilge high", "Oil low"]);
    assert_eq!(
        (&lines[0]["is_new"], &lines[0]["is_changed"]),
        (&json!(false), &json!(true))
    );
}

#[test]
fn a_handover_is_taken_over_or_not_with_a_reason() {
    let mut story = Story::begin();
    let kofi = story.add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    write(&mut story, "Bilge high", "watch");
    let id = sign_over(&mut story);
    let own = json!({ "signature": id, "answer": "accepted" });
    let found = story.program().action_check("acknowledge_handover", &own).unwrap();
    assert_eq!(found.warnings[0].code, "own_signature", "warned, not blocked");
    story.clock().pass_ms(3 * 24 * 3_600_000);
    story.sign_in(kofi);
    let answer = |answer: &str, remark: &str| json!({ "signature": id, "answer": answer, "remark": remark });
    let no_answer = story
        .try_act("acknowledge_handover", json!({ "signature": id }))
        .unwrap_err();
    assert_eq!(
        (no_answer.code, &no_answer.detail["field"]),
        (Code::Missing, &json!("answer"))
    );
    let no_reason = story
        .try_act("acknowledge_handover", answer("not_accepted", " "))
        .unwrap_err();
    assert_eq!(no_reason.detail["field"], "remark");
    let refused = first(
        &mut story,
        "acknowledge_handover",
        answer("not_accepted", "The valve was open."),
    );
    let of_answer = story
        .try_act(
            "acknowledge_handover",
            json!({ "signature": refused, "answer": "accepted" }),
        )
        .unwrap_err();
    assert_eq!(of_answer.code, Code::WrongState, "an answer is not answered");
    let found = story
        .program()
        .action_check("acknowledge_handover", &answer("accepted", ""))
        .unwrap();
    assert_eq!(found.duplicates[0].label, "You did not accept it");
    // What was not accepted is accepted by another signature; both stay.
    let done = story.act("acknowledge_handover", answer("accepted", "Valve shut."));
    assert_eq!(done.corrected_by.as_deref(), Some("acknowledge_handover"));
    let page = signed(&story, &id);
    let answers: Vec<(bool, &str)> = page["line"]["answers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["is_accepted"].as_bool().unwrap(), one["remark"].as_str().unwrap()))
        .collect();
    assert_eq!(answers, [(false, "The valve was open."), (true, "Valve shut.")]);
    assert_eq!(page["line"]["answers"][0]["by"]["name"], "Kofi Mensah");
    assert_eq!(page["line"]["is_twice"], false);
    intact(&story);
}

#[test]
fn nothing_to_hand_over_can_be_signed_and_is_warned_about() {
    let mut story = Story::begin();
    let found = story.program().action_check("sign_over_handover", &WATCH()).unwrap();
    assert_eq!(found.warnings[0].code, "nothing_written");
    let id = sign_over(&mut story);
    assert_eq!(signed(&story, &id)["line"]["entries"], 0);
}

#[test]
fn a_handover_too_long_for_one_signature_is_refused_before_anything_is_written() {
    let mut story = Story::begin();
    for number in 0..60 {
        let given = json!({
            "title": format!("{number} {}", "Ω".repeat(190)),
            "details": "λ".repeat(2_000), "category": "fyi",
        });
        story.act("add_to_handover", given);
    }
    let before = story.entries();
    let refused = story.try_act("sign_over_handover", WATCH()).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    assert_eq!(
        refused.message,
        "This handover is too long to be signed in one piece. Mark entries done that are settled, or shorten their details."
    );
    assert_eq!(story.entries(), before);
}

#[test]
fn two_hundred_entries_are_signed_over_in_one_piece() {
    let mut story = Story::begin();
    for number in 0..200 {
        let title = format!("{number:03} Ανταλλακτικό ψυγείου – {}", "x".repeat(60));
        story.act(
            "add_to_handover",
            json!({ "title": title, "category": "watch", "details": "y".repeat(300) }),
        );
    }
    let id = sign_over(&mut story);
    let page = signed(&story, &id);
    assert_eq!(page["entries"].as_array().unwrap().len(), 200);
    assert_eq!(page["line"]["entries"], 200);
    intact(&story);
}
