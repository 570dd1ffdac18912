//! Rights while workstations are apart: a revocation that nobody could know of takes nothing back and is
//! shown; and whoever may not answer for workstations reads how sync stands, and changes nothing of it.

use super::{Ship, strip};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

#[test]
fn an_engineer_reads_everything_of_sync_and_sets_nothing() {
    let mut ship = Ship::of_two();
    let kofi = ship
        .engine
        .add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    ship.meets();
    ship.bridge.sign_in(kofi);
    let before = ship.bridge.entries();
    let settings = ship.bridge.call("sync_settings", json!({})).unwrap();
    assert_eq!(
        (&settings["may_change"], &settings["links"][0]["kind"]),
        (&json!(false), &json!("workstation"))
    );
    let link = settings["links"][0]["peer"].clone();
    let refused: [(&str, Json); 4] = [
        ("sync_settings_set", json!({ "is_paused": true, "is_metered": false })),
        (
            "peer_set",
            json!({ "peer": link, "address": ship.address, "is_paused": true }),
        ),
        ("peer_remove", json!({ "peer": link })),
        ("enrol", json!({ "address": ship.address, "code": "" })),
    ];
    for (command, args) in refused {
        assert_eq!(
            ship.bridge.call(command, args).unwrap_err().code,
            Code::WrongRole,
            "{command}"
        );
    }
    let listed = ship.bridge.call("workstation_list", json!({})).unwrap();
    let engine = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["letter"] == "E")
        .unwrap();
    let closing = json!({ "device": engine["device"], "reason": "Because" });
    assert_eq!(
        ship.bridge.try_act("close_device", closing).unwrap_err().code,
        Code::WrongRole
    );
    ship.engine.sign_in(kofi);
    let inviting = ship
        .engine
        .try_act("invite_workstation", json!({ "name": "Mess" }))
        .unwrap_err();
    assert_eq!(inviting.code, Code::WrongRole);
    assert_eq!(ship.bridge.entries(), before);
    assert_eq!(strip(&ship.bridge)["links"][0]["is_paused"], false);
    ship.bridge
        .call("sync_now", json!({}))
        .expect("everybody may ask for an exchange");
    let log = ship.bridge.call("exchange_log", json!({})).unwrap();
    assert!(log["total"].as_u64().unwrap() >= 2);
    assert_eq!(log["rows"][0]["peer_name"], "E Engine control room");
    ship.engine.sign_in(ship.engine.chief());
    let guest = strip(&ship.engine)["links"][0].clone();
    assert_eq!(
        (&guest["address"], &guest["state"]),
        (&json!(null), &json!("up_to_date"))
    );
    assert!(guest["name"].as_str().unwrap().ends_with(" Bridge"), "{guest}");
}

/// Everything under Record that was done without knowing of a revocation, as (what, who).
fn unseen(story: &testkit::Story) -> Vec<(String, String)> {
    let listed = story
        .call("audit_list", json!({ "unseen": true, "offset": 0 }))
        .unwrap();
    let rows = listed["rows"].as_array().unwrap();
    assert_eq!(listed["total"], rows.len());
    assert!(rows.iter().all(|line| line["is_unseen"] == true), "{listed}");
    let text = |line: &Json, name: &str| line[name].as_str().unwrap().to_owned();
    rows.iter()
        .map(|line| (text(line, "action"), text(line, "by")))
        .collect()
}

#[test]
fn what_was_done_without_knowing_of_a_revocation_counts_and_is_shown_to_whoever_answers_for_roles() {
    let mut ship = Ship::of_two();
    let kofi = ship
        .engine
        .add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    ship.meets();
    ship.bridge.sign_in(kofi);
    ship.bridge.act(
        "report_fault",
        json!({ "title": "Known to all before", "severity": "low" }),
    );
    ship.meets();
    ship.bridge.sign_in(ship.engine.chief());
    ship.parts(true);
    ship.bridge.sign_in(kofi);
    ship.engine.act("set_role", json!({ "person": kofi, "role": "crew" }));
    // The bridge acts an hour later.
    ship.bridge.clock().pass_ms(3_600_000);
    let machine = json!({ "code": "651.02", "name": "Generator 2" });
    let added = ship.bridge.act("add_equipment", machine);
    // Everybody reports faults, crew included: that right was not taken away.
    ship.bridge
        .act("report_fault", json!({ "title": "Cooling water lost" }));
    ship.bridge.sign_in(ship.engine.chief());
    ship.bridge.act("report_fault", json!({ "title": "By somebody else" }));
    ship.parts(false);
    ship.meets();

    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(unseen(story), [("add_equipment".to_owned(), "Kofi Mensah".to_owned())]);
        assert_eq!(story.call("counts", json!({})).unwrap()["unseen"], 1);
        // It counts: no state follows from the mark.
        let page = story.call("equipment_page", json!({ "id": added.ids[0] })).unwrap();
        assert_eq!(page["equipment"]["name"], "Generator 2");
        let entry = story
            .call("audit_entry", serde_json::to_value(&added.entry).unwrap())
            .unwrap();
        let revoked = &entry["unseen"][0];
        assert_eq!(
            (&revoked["by"], &revoked["letter"], &revoked["is_later"]),
            (&json!("Marta Nowak"), &json!("E"), &json!(false))
        );
        assert_eq!(
            (&revoked["whose"], &revoked["text"]),
            (&json!("Kofi Mensah"), &json!("Changed Role: engineer → crew"))
        );
        crate::intact(story);
    }
    // Whoever does not answer for roles is not told.
    ship.bridge.sign_in(kofi);
    assert_eq!(unseen(&ship.bridge), []);
    assert_eq!(ship.bridge.call("counts", json!({})).unwrap()["unseen"], 0);
    // What is done from here on knows of the revocation.
    ship.bridge.act("report_fault", json!({ "title": "Known by now" }));
    ship.meets();
    assert_eq!(unseen(&ship.engine).len(), 1);
}

#[test]
fn who_served_no_longer_and_did_not_know_it_is_told_for_every_act_until_they_heard_of_it() {
    let mut ship = Ship::of_two();
    let kofi = ship
        .engine
        .add_person("Kofi Mensah", Role::Engineer, Department::Engineering);
    ship.meets();
    ship.parts(true);
    ship.bridge.sign_in(kofi);
    ship.bridge.act("report_fault", json!({ "title": "First" }));
    ship.engine
        .act("set_role", json!({ "person": kofi, "is_active": false }));
    ship.bridge.act("report_fault", json!({ "title": "Second" }));
    ship.bridge.sign_in(ship.engine.chief());
    ship.parts(false);
    ship.meets();
    for story in [&ship.engine, &ship.bridge] {
        assert_eq!(unseen(story).len(), 2);
        assert_eq!(story.call("counts", json!({})).unwrap()["unseen"], 2);
    }
}
