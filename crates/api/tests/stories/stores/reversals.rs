//! Every movement can be taken back once, by a new one.

use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

impl Scene {
    fn newest(&self) -> String {
        self.movements(&self.impeller)[0]["id"].as_str().unwrap().to_owned()
    }
}

fn reversal(movement: &str) -> Json {
    json!({ "movement": movement, "reason": "Wrong box" })
}

/// Commits without any signature.
fn unsigned(scene: &Scene, movement: &str, form_id: &str) -> Result<Json, api::Error> {
    let args = json!({ "action": "reverse_movement", "params": reversal(movement), "form_id": form_id });
    scene.story.call("action_commit", args)
}

#[test]
fn a_reversed_usage_is_back_in_stores_and_no_longer_logged() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.plan(&order, "2");
    scene.story.act("log_part_usage", json!({ "work_order": order }));
    let movement = scene.newest();
    let preview = scene.story.preview("reverse_movement", reversal(&movement)).unwrap();
    assert_eq!(
        preview.writes,
        [
            "put 2 pcs Impeller kit, sea water pump back at A3 Store A / shelf 3: reverse “used”",
            "take back what was logged on WO-2026-E0001",
            "give the reason: Wrong box"
        ]
    );
    scene.story.act("reverse_movement", reversal(&movement));
    let page = scene.page(&order);
    assert_eq!(
        (&page["unlogged"], &page["parts"][0]["logged"]),
        (&json!(1), &json!("0"))
    );
    assert_eq!(
        (&page["usage"][0]["is_reversed"], &page["usage"][0]["offers"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(scene.stock(&scene.impeller), "4");
    let lines = scene.movements(&scene.impeller);
    assert_eq!(
        (&lines[0]["reverses"], &lines[1]["reversed_by"]),
        (&json!(movement), &lines[0]["id"])
    );
    intact(&scene.story);
}

#[test]
fn a_movement_is_reversed_once_and_a_reversal_never() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.take(&order, "1");
    let movement = scene.newest();
    let done = scene.story.act("reverse_movement", reversal(&movement));
    assert_eq!(done.corrected_by.as_deref(), Some("log_part_usage"));
    let twice = scene
        .story
        .try_act("reverse_movement", reversal(&movement))
        .unwrap_err();
    assert_eq!(twice.code, Code::WrongState);
    assert!(
        twice.message.starts_with("Marta Nowak reversed this movement already"),
        "{twice}"
    );
    let reversed = scene.newest();
    let refused = scene
        .story
        .try_act("reverse_movement", reversal(&reversed))
        .unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    assert_eq!(scene.stock(&scene.impeller), "4");
}

#[test]
fn both_halves_of_a_transfer_are_reversed_together() {
    let mut scene = Scene::begin();
    let from = scene.shelf();
    let to = first(
        &mut scene.story,
        "add_location",
        json!({ "code": "B1", "name": "Store B" }),
    );
    let given = json!({ "part": scene.impeller, "from": from, "to": to, "quantity": "3" });
    let ids = scene.story.act("transfer_stock", given).ids;
    scene.story.act("reverse_movement", reversal(&ids[1].to_string()));
    let left = scene.story.try_act("reverse_movement", reversal(&ids[0].to_string()));
    assert_eq!(left.unwrap_err().code, Code::WrongState);
    let places = scene.story.call("part_page", json!({ "id": scene.impeller })).unwrap()["places"].clone();
    let on_hand = |code: &str| {
        let rows = places.as_array().unwrap();
        rows.iter()
            .find(|place| place["location"]["code"] == code)
            .map(|place| place["quantity"].clone())
    };
    assert_eq!((on_hand("A3"), on_hand("B1")), (Some(json!("4")), Some(json!("0"))));
    intact(&scene.story);
}

#[test]
fn a_usage_of_which_something_came_back_is_reversed_after_its_return() {
    let mut scene = Scene::begin();
    let order = scene.order();
    scene.take(&order, "3");
    let usage = scene.newest();
    let back = json!({ "work_order": order, "lines": [{ "part": scene.impeller, "quantity": "1" }] });
    scene.story.act("return_to_stores", back);
    let returned = scene.newest();
    let refused = scene.story.try_act("reverse_movement", reversal(&usage)).unwrap_err();
    assert_eq!(
        (refused.code, refused.message.as_str()),
        (
            Code::WrongState,
            "Some of it was brought back from WO-2026-E0001 already. Reverse that return first."
        )
    );
    scene.story.act("reverse_movement", reversal(&returned));
    scene.story.act("reverse_movement", reversal(&usage));
    assert_eq!(scene.stock(&scene.impeller), "4");
    intact(&scene.story);
}

#[test]
fn ones_own_movement_is_taken_back_within_a_day_without_a_signature() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    scene.story.act(
        "assign_work_order",
        json!({ "work_order": order, "assigned_to": wiper }),
    );
    scene.take(&order, "1");
    let of_chief = scene.newest();
    scene.story.sign_in(wiper);
    scene.take(&order, "1");
    let own = scene.newest();
    let preview = scene.story.preview("reverse_movement", reversal(&own)).unwrap();
    assert!(preview.signing.self_may && !preview.signing.needs_pin);
    let offers = |scene: &Scene, at: usize| scene.movements(&scene.impeller)[at]["offers"].clone();
    let by_other = |by_other: bool| json!([{ "action": "reverse_movement", "by_other": by_other }]);
    assert_eq!(
        (offers(&scene, 0), offers(&scene, 1)),
        (by_other(false), by_other(true))
    );
    let refused = unsigned(&scene, &of_chief, "one").unwrap_err();
    assert_eq!(refused.code, Code::WrongRole, "somebody else's is not");
    let one = unsigned(&scene, &own, "two").unwrap();
    let two = unsigned(&scene, &own, "two").unwrap();
    assert_eq!((&one["repeated"], &two["repeated"]), (&json!(false), &json!(true)));
    assert_eq!(scene.movements(&scene.impeller)[0]["signed_by"], Json::Null);
    intact(&scene.story);
}

#[test]
fn after_a_day_a_head_of_the_places_department_signs() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    scene.story.act(
        "assign_work_order",
        json!({ "work_order": order, "assigned_to": wiper }),
    );
    scene.story.sign_in(wiper);
    scene.take(&order, "1");
    let movement = scene.newest();
    scene.story.clock().pass_ms(24 * 3_600_000 + 60_000);
    scene.story.sign_in(wiper);
    assert_eq!(unsigned(&scene, &movement, "late").unwrap_err().code, Code::WrongRole);
    let preview = scene.story.preview("reverse_movement", reversal(&movement)).unwrap();
    let signers: Vec<&str> = preview
        .signing
        .signers
        .iter()
        .map(|signer| signer.name.as_str())
        .collect();
    assert_eq!((preview.signing.self_may, signers), (false, vec!["Marta Nowak"]));
    let chief = scene.story.chief();
    scene
        .story
        .try_act_signed("reverse_movement", reversal(&movement), chief, testkit::PIN)
        .unwrap();
    assert_eq!(scene.stock(&scene.impeller), "4");
}
