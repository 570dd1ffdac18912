//! A machine is copied as a whole, and both copies write on under one number.

use super::Ship;
use crate::intact;
use api::actions::CommitArgs;
use api::start::SignInArgs;
use api::{Place, Program, Sign};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;
use testkit::{FakeOutside, PIN, Story};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

#[test]
fn two_histories_under_one_number_are_shown_until_the_number_is_closed() {
    let mut ship = Ship::of_two();
    ship.bridge.act("report_fault", json!({ "title": "Wiper stuck" }));
    ship.meets();
    ship.bridge.close();
    let elsewhere = tempfile::tempdir().unwrap();
    let (from, to) = (ship.bridge.place(), elsewhere.path());
    copy(&from.replica, &to.join("replica"));
    copy(&from.state, &to.join("state"));
    ship.bridge.reopen();
    ship.bridge.program().start_sync();
    ship.bridge.sign_in(ship.engine.chief());
    ship.bridge.act("report_fault", json!({ "title": "Horn silent" }));
    ship.meets();
    let place = Place {
        replica: to.join("replica"),
        state: to.join("state"),
    };
    let twin = Program::open_with(place, Arc::new(FakeOutside::at(1_772_352_600_000, 77))).unwrap();
    let person = ship.engine.chief();
    let pin = PIN.to_owned();
    twin.sign_in(&SignInArgs { person, pin }).unwrap();
    let sign = Sign {
        person,
        pin: Some(PIN.to_owned()),
    };
    twin.action_commit(&CommitArgs {
        action: "report_fault".to_owned(),
        params: json!({ "title": "Radar without picture" }),
        sign: Some(sign),
        ..CommitArgs::default()
    })
    .unwrap();
    let came = twin.sync_once(None, true, |_, _| {}).unwrap();
    assert!(!came[0].is_up_to_date);
    let listed = |story: &Story| story.call("conflict_list", json!({})).unwrap();
    let shown = listed(&ship.engine);
    assert_eq!(
        (&shown["total"], &shown["rows"][0]["kind"]),
        (&json!(1), &json!("fork"))
    );
    let line = &shown["rows"][0];
    assert!(line["record"]["label"].as_str().unwrap().ends_with(" Bridge"), "{line}");
    let texts: Vec<&str> = line["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value["by"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["Marta Nowak", "Marta Nowak"]);
    assert_eq!(line["offers"], json!([{ "action": "close_device", "by_other": false }]));
    let of_bridge = json!({ "id": line["record"]["id"] });
    assert_eq!(ship.engine.call("record_conflicts", of_bridge).unwrap(), json!([line]));
    assert_eq!(ship.engine.call("counts", json!({})).unwrap()["conflicts"], 1);
    let mut given: Json = line["given"].clone();
    given["reason"] = json!("The disk was copied");
    ship.engine.act("close_device", given);
    assert_eq!(listed(&ship.engine)["total"], 0);
    intact(&ship.engine);
}
