//! Workstations and the shore: what their forms start from, and what the plans hold.

use crate::refusal;
use crate::ship::Ship;
use domain::refusal::Code;
use serde_json::json;

const DEVICE: &str = "00000000b0b0";

fn key() -> String {
    "5a".repeat(32)
}

#[test]
fn a_shore_without_a_name_is_called_shore() {
    let ship = Ship::new();
    let form = ship.prefill("connect_shore", json!({ "device": DEVICE, "public_key": key() }));
    assert_eq!(form["name"], "Shore");
    let plan = ship.plan("connect_shore", form).unwrap();
    assert_eq!(plan.writes[0], "connect the vessel with Shore");
    let named = json!({ "device": DEVICE, "public_key": key(), "name": "Office Palma" });
    assert_eq!(ship.prefill("connect_shore", named)["name"], "Office Palma");
}

#[test]
fn a_workstation_is_confirmed_once_and_under_a_letter_of_its_own() {
    let mut ship = Ship::new();
    let given = json!({ "device": DEVICE, "letter": "B", "name": "Bridge", "public_key": key() });
    let mut taken = given.clone();
    taken["letter"] = json!("E");
    assert_eq!(
        refusal(ship.plan("confirm_device", taken)).message,
        "Another workstation has the letter E. Choose another."
    );
    let form = ship.prefill("confirm_device", given);
    ship.act("confirm_device", form.clone());
    let again = refusal(ship.plan("confirm_device", form));
    assert_eq!(
        (again.code, again.message.as_str()),
        (Code::WrongState, "Bridge is confirmed already.")
    );
}
