//! Whoever may not answer for workstations reads how sync stands, and changes nothing of it.

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
