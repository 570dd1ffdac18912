//! A workstation joins by a one-time code, or is refused with a sentence that says what to do.

use super::{Ship, invited, meeting_point, strip, until};
use crate::intact;
use domain::refusal::Code;
use serde_json::json;
use testkit::{PIN, Story};

#[test]
fn a_workstation_joins_by_code_fills_itself_and_both_converge() {
    let (mut engine, address) = meeting_point();
    engine.act("report_fault", json!({ "title": "Cooling water lost" }));
    let invitation = engine
        .act("invite_workstation", json!({ "name": "Bridge" }))
        .code
        .unwrap();
    assert_eq!(invitation.addresses, std::slice::from_ref(&address));
    let expires_at = json!(invitation.expires_at).as_str().unwrap().to_owned();
    assert_eq!(&expires_at[..16], "2026-03-01T08:30");
    let bridge = Story::on_another_machine(1);
    bridge.program().start_sync();
    assert_eq!(strip(&bridge)["state"], "alone");
    let enrolled = bridge
        .call(
            "enrol",
            json!({ "address": address, "code": invitation.code.to_lowercase(), "name": "Bridge", "words": engine.recovery_words() }),
        )
        .unwrap();
    assert_eq!(enrolled["vessel_name"], "Aurelia");
    assert_eq!(enrolled["kind"], "workstation");
    assert_eq!(enrolled["connect"], json!(null));
    let mut ship = Ship {
        engine,
        bridge,
        address,
    };
    ship.meets();
    let state = ship.bridge.call("session_state", json!({})).unwrap();
    assert_eq!(
        (&state["vessel"], &state["workstation"]),
        (&json!("Aurelia"), &json!("Bridge"))
    );
    assert_eq!(state["letter"], enrolled["letter"]);
    // The PIN chosen at the other workstation is good here: the vessel's secret came with the words.
    ship.bridge.sign_in(ship.engine.chief());
    let here = ship
        .bridge
        .act("report_fault", json!({ "title": "Radar without picture" }));
    let letter = state["letter"].as_str().unwrap();
    assert_eq!(here.numbers, [format!("F-2026-{letter}0001")]);
    let place = |story: &Story| story.call("whereabouts", json!({ "id": here.ids[0] })).unwrap()["state"].clone();
    ship.meets();
    assert_eq!(place(&ship.bridge), "on_board");
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(story.call("fault_list", json!({})).unwrap()["total"], 2);
        intact(story);
    }
}

#[test]
fn an_act_is_on_this_workstation_only_until_another_holds_it() {
    let mut ship = Ship::of_two();
    // The first act of a workstation also introduces it.
    ship.bridge.act("report_fault", json!({ "title": "Wiper stuck" }));
    ship.meets();
    ship.parts(true);
    let fault = ship.bridge.act("report_fault", json!({ "title": "Horn silent" })).ids[0];
    let place = |story: &Story| story.call("whereabouts", json!({ "id": fault })).unwrap()["state"].clone();
    assert_eq!(place(&ship.bridge), "workstation_only");
    let shown = strip(&ship.bridge);
    assert_eq!((&shown["state"], &shown["waiting"]), (&json!("paused"), &json!(1)));
    assert_eq!(shown["trouble"]["code"], "paused");
    ship.parts(false);
    ship.meets();
    assert_eq!(place(&ship.bridge), "on_board");
    assert_eq!(strip(&ship.bridge)["waiting"], 0);
}

#[test]
fn a_code_lets_in_one_workstation_once_and_not_for_ever() {
    let (mut engine, address) = meeting_point();
    let code = invited(&mut engine, "Bridge");
    let words = engine.recovery_words();
    let enrol = |story: &Story, code: &str, words: &str| {
        story.call(
            "enrol",
            json!({ "address": address, "code": code, "name": "Bridge", "words": words }),
        )
    };
    let first = Story::on_another_machine(1);
    let second = Story::on_another_machine(2);
    let none = enrol(&first, &code, "").unwrap_err();
    assert_eq!((none.code, &none.detail["field"]), (Code::Missing, &json!("words")));
    let misspelt = enrol(&first, &code, &words.replacen(' ', " zzzz ", 1)).unwrap_err();
    assert_eq!(
        (misspelt.code, &misspelt.detail["field"]),
        (Code::Invalid, &json!("words"))
    );
    let few = enrol(&first, &code, words.rsplit_once(' ').unwrap().0).unwrap_err();
    assert_eq!(few.message, "These are 23 words; the recovery sheet has 24.");
    let mistyped = enrol(&first, &code[..20], &words).unwrap_err();
    assert_eq!(
        (mistyped.code, &mistyped.detail["field"]),
        (Code::Invalid, &json!("code"))
    );
    enrol(&first, &code, &words).unwrap();
    enrol(&first, &code, &words).expect("whose answer was lost asks again");
    let used = enrol(&second, &code, &words).unwrap_err();
    assert_eq!(used.code, Code::WrongState);
    assert!(
        used.message.contains("This code was used already. Ask for a new one."),
        "{used}"
    );
    let late = invited(&mut engine, "Mess");
    engine.clock().pass_ms(31 * 60_000);
    let expired = enrol(&second, &late, &words).unwrap_err();
    assert!(expired.message.contains("This code has expired."), "{expired}");
    let away = json!({ "address": "127.0.0.1:1", "code": late, "name": "Mess", "words": words });
    let unreachable = second.call("enrol", away).unwrap_err();
    assert_eq!(unreachable.detail["trouble"]["code"], "unreachable");
    assert_eq!(second.call("session_state", json!({})).unwrap()["vessel"], json!(null));
}

#[test]
fn a_workstation_of_another_vessel_is_refused_by_name() {
    let (mut engine, address) = meeting_point();
    let code = invited(&mut engine, "Bridge");
    let stranger = Story::on_another_machine(7);
    stranger
        .call(
            "found_vessel",
            json!({ "vessel": "Borealis", "letter": "A", "person": "Ada Lind", "rank": "Captain", "pin": PIN }),
        )
        .unwrap();
    let refused = stranger
        .call("enrol", json!({ "address": address, "code": code }))
        .unwrap_err();
    assert!(refused.message.contains("belongs to another vessel"), "{refused}");
    assert_eq!(refused.detail["trouble"]["code"], "wrong_vessel");
}

#[test]
fn an_invitation_that_is_only_looked_at_leaves_no_trace() {
    let (mut engine, _) = meeting_point();
    let before = engine.entries();
    engine
        .preview("invite_workstation", json!({ "name": "Bridge" }))
        .unwrap();
    assert_eq!(engine.entries(), before);
    let off = json!({ "is_paused": false, "is_metered": false });
    engine.call("sync_settings_set", off).unwrap();
    until(&[&engine], || strip(&engine)["listening"].is_null().then_some(()));
    let refused = engine
        .try_act("invite_workstation", json!({ "name": "Bridge" }))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    assert!(
        refused.message.contains("make it the ship's meeting point first"),
        "{refused}"
    );
    assert_eq!(engine.entries(), before);
}

/// Words that are in order and say another secret.
fn other_words() -> String {
    api::secret_words::spoken(&[9; 32]).unwrap().join(" ")
}

#[test]
fn words_of_another_recovery_sheet_are_refused_at_joining_and_the_code_stays_good() {
    let (mut engine, address) = meeting_point();
    let code = invited(&mut engine, "Bridge");
    let bridge = Story::on_another_machine(1);
    let enrol = |words: &str| {
        let given = json!({ "address": address, "code": code, "name": "Bridge", "words": words });
        bridge.call("enrol", given)
    };
    let wrong = enrol(&other_words()).unwrap_err();
    assert_eq!((wrong.code, &wrong.detail["field"]), (Code::Invalid, &json!("words")));
    assert!(
        wrong
            .message
            .starts_with("These are not the words of this vessel's recovery sheet."),
        "{wrong}"
    );
    assert_eq!(bridge.call("session_state", json!({})).unwrap()["vessel"], json!(null));
    enrol(&engine.recovery_words()).expect("with the right words the same code lets it in");
}

#[test]
fn wrong_words_that_nobody_could_compare_are_told_at_the_sign_in_and_entered_again_with_a_pin() {
    let (mut engine, address) = meeting_point();
    let code = invited(&mut engine, "Bridge");
    let (chief, words) = (engine.chief(), engine.recovery_words());
    let bridge = Story::on_another_machine(1);
    bridge.program().start_sync();
    let joining = json!({ "address": address, "code": code, "name": "Bridge", "words": words });
    bridge.call("enrol", joining).unwrap();
    until(&[&engine, &bridge], || {
        let state = bridge.call("session_state", json!({})).unwrap();
        (state["people"][0]["id"] == json!(chief)).then_some(())
    });
    // As if it had joined through a side that could not compare.
    let vessels = bridge.program().show("pms_vessels", None, 0).unwrap().rows;
    let vessel = vessels[0]["id"].as_str().unwrap().parse().unwrap();
    let state = store::StateFolder::new(bridge.place().state, "machine");
    state.keep_vessel_secret(vessel, &[9; 32]).unwrap();

    let sign_in = |pin: &str| bridge.call("sign_in", json!({ "person": chief, "pin": pin }));
    let enter =
        |words: &str, pin: &str| bridge.call("enter_words", json!({ "person": chief, "pin": pin, "words": words }));
    let told = sign_in(PIN).unwrap_err();
    assert_eq!((told.code, &told.detail["words"]), (Code::WrongPin, &json!(true)));
    let sentence = "the words of the recovery sheet were entered wrong. Enter them again.";
    assert!(told.message.ends_with(sentence), "{told}");
    let others = enter(&other_words(), PIN).unwrap_err();
    assert_eq!(
        others.message,
        "This PIN is not right with these words. Check both and try again."
    );
    assert_eq!(enter(&words, "999999").unwrap_err().code, Code::WrongPin);
    assert_eq!(enter("able about", PIN).unwrap_err().detail["field"], "words");
    assert_eq!(enter(&words, PIN).unwrap()["person"]["id"], json!(chief));
    bridge.call("lock", json!({})).unwrap();
    sign_in(PIN).expect("from now on every PIN is right again");
    // A wrong one is wrong, and says nothing of words.
    let plain = sign_in("999999").unwrap_err();
    assert_eq!(plain.message, "This PIN is not right. Try again.");
    assert_eq!(plain.detail["words"], json!(null));
}
