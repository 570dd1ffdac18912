//! Who may do what to stock, where the data is written.

use crate::{Scene, first};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

/// Every act on stock and suppliers, with a form that is accepted from somebody with the right.
fn forms(scene: &mut Scene, order: &str) -> Vec<(&'static str, Json)> {
    scene.take(order, "1");
    let from = scene.shelf();
    let movement = scene.movements(&scene.impeller)[0]["id"].clone();
    let to = first(
        &mut scene.story,
        "add_location",
        json!({ "code": "B1", "name": "Store B" }),
    );
    let supplier = first(&mut scene.story, "add_supplier", json!({ "name": "Yacht Parts Palma" }));
    let part = scene.impeller.clone();
    vec![
        (
            "log_part_usage",
            json!({ "work_order": order, "lines": [{ "part": part }] }),
        ),
        (
            "return_to_stores",
            json!({ "work_order": order, "lines": [{ "part": part }] }),
        ),
        (
            "transfer_stock",
            json!({ "part": part, "from": from, "to": to, "quantity": "1" }),
        ),
        (
            "adjust_stock",
            json!({ "part": part, "location": from, "counted": "9", "reason": "Counted" }),
        ),
        (
            "count_location",
            json!({ "location": from, "lines": [{ "part": part, "counted": "9" }], "reason": "Counted" }),
        ),
        (
            "write_off",
            json!({ "part": part, "location": from, "quantity": "1", "reason": "Broken" }),
        ),
        (
            "reverse_movement",
            json!({ "movement": movement, "reason": "Wrong box" }),
        ),
        ("add_supplier", json!({ "name": "Another" })),
        ("edit_supplier", json!({ "supplier": supplier, "phone": "1" })),
        ("retire_supplier", json!({ "supplier": supplier, "reason": "Closed" })),
    ]
}

/// The acts that the person's role refuses, of an engine-room place and work order.
fn refused(role: Role, department: Department) -> Vec<&'static str> {
    let mut scene = Scene::begin();
    let order = scene.order();
    let forms = forms(&mut scene, &order);
    let person = scene.story.add_person("Alex Kim", role, department);
    scene.story.sign_in(person);
    let mut refused = Vec::new();
    for (action, given) in forms {
        let before = scene.story.entries();
        match scene.story.try_act(action, given) {
            Ok(_) => assert_eq!(scene.story.entries(), before + 1, "{action}"),
            Err(error) => {
                assert_eq!(error.code, Code::WrongRole, "{action}: {error}");
                assert_eq!(scene.story.entries(), before, "{action}");
                refused.push(action);
            }
        }
    }
    refused
}

const COUNTS: [&str; 4] = ["adjust_stock", "count_location", "write_off", "reverse_movement"];

#[test]
fn crew_takes_nothing_from_stores_but_for_work_assigned_to_them() {
    let all = refused(Role::Crew, Department::Engineering);
    assert_eq!(all.len(), 10, "{all:?}");
    let mut scene = Scene::begin();
    let order = scene.order();
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    scene.story.act(
        "assign_work_order",
        json!({ "work_order": order, "assigned_to": wiper }),
    );
    scene.story.sign_in(wiper);
    scene.take(&order, "1");
    assert_eq!(scene.stock(&scene.impeller), "3");
}

#[test]
fn engineers_move_stock_and_do_not_count_it() {
    for role in [Role::Engineer, Role::Eto] {
        assert_eq!(refused(role, Department::Engineering), COUNTS);
    }
}

#[test]
fn heads_count_the_places_of_their_own_department_and_the_captain_all() {
    assert_eq!(
        refused(Role::ChiefEngineer, Department::Engineering),
        Vec::<&str>::new()
    );
    assert_eq!(refused(Role::ChiefOfficer, Department::Deck), COUNTS);
    assert_eq!(refused(Role::Captain, Department::Management), Vec::<&str>::new());
}

#[test]
fn a_manager_never_touches_stock() {
    let stock = [
        "log_part_usage",
        "return_to_stores",
        "transfer_stock",
        "adjust_stock",
        "count_location",
        "write_off",
        "reverse_movement",
    ];
    assert_eq!(refused(Role::Manager, Department::Management), stock);
}

#[test]
fn a_manager_is_offered_no_act_on_stock() {
    let mut scene = Scene::begin();
    let offered = |scene: &Scene| {
        let page = scene.story.call("part_page", json!({ "id": scene.impeller })).unwrap();
        let offers = page["places"][0]["offers"].as_array().unwrap().iter();
        offers
            .map(|offer| offer["action"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let stock = ["transfer_stock", "adjust_stock", "write_off", "count_location"];
    let aboard = offered(&scene);
    assert!(
        stock.iter().all(|act| aboard.iter().any(|offer| offer == act)),
        "{aboard:?}"
    );
    let manager = scene.story.add_person("Office", Role::Manager, Department::Management);
    scene.story.sign_in(manager);
    assert_eq!(offered(&scene), Vec::<String>::new());
}
