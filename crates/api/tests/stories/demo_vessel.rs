//! The demo vessel, made through the acts.

use api::demo_vessel::{DEMO_PIN, DemoArgs};
use api::outside::Outside;
use api::{Place, Program};
use domain::field::Kind;
use domain::tables::TABLES;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use testkit::{FakeOutside, TemporaryPlace};

/// 22 November 2026, 12:57 UTC.
const NOW_MS: i64 = 1_795_352_220_000;

fn demo(place: &Place) -> Program {
    let outside = || Arc::new(FakeOutside::at(NOW_MS, 7)) as Arc<dyn Outside>;
    let args = DemoArgs {
        seed: 1,
        rows: None,
        with_manuals: true,
    };
    Program::init_demo(place.clone(), args, outside(), &mut |_| {}).unwrap();
    Program::open_with(place.clone(), outside()).unwrap()
}

fn rows(program: &Program, table: &str) -> Vec<Json> {
    let mut rows = Vec::new();
    let mut offset = Some(0);
    while let Some(from) = offset {
        let shown = program.show(table, None, from).unwrap();
        rows.extend(shown.rows);
        offset = shown.next;
    }
    rows
}

#[test]
fn the_demo_vessel_is_whole_and_of_the_size_promised() {
    let place = TemporaryPlace::new();
    let program = demo(&place.place());
    let count = |table: &str| rows(&program, table).len();
    assert_eq!((count("pms_faults"), count("pms_work_orders")), (60, 80));
    assert_eq!((count("pms_parts"), count("pms_locations")), (406, 12));
    let crew = rows(&program, "pms_crew");
    assert!(crew.iter().filter(|person| person["is_active"] == json!(true)).count() >= 14);
    assert!(program.audit_verify().unwrap().is_intact);
    let state = program.session_state().unwrap();
    assert!(state.is_demo);
    let marta = program.person_named("Marta Nowak").unwrap();
    program
        .call("sign_in", json!({ "person": marta, "pin": DEMO_PIN }))
        .unwrap();
    let now = program.now_page().unwrap();
    assert!(now.open_faults.total > 10 && now.active_work.total > 5);
}

/// What the exchange of a code does, which the demo vessel has nobody to exchange with.
fn let_devices_in(program: &Program) {
    let chief = program.person_named("Nikólaos Papadákis").unwrap();
    program
        .call("sign_in", json!({ "person": chief, "pin": DEMO_PIN }))
        .unwrap();
    let key = "0".repeat(64);
    let shore = json!({ "device": "0000000000aa", "name": "Shore", "public_key": key });
    let bridge = json!({ "device": "0000000000bb", "letter": "B", "name": "Bridge", "public_key": key });
    for (action, params) in [("connect_shore", shore), ("confirm_device", bridge)] {
        let sign = json!({ "person": chief, "pin": DEMO_PIN });
        let commit = json!({ "action": action, "params": params, "form_id": action, "sign": sign });
        program.call("action_commit", commit).unwrap();
    }
}

#[test]
fn every_word_of_every_vocabulary_is_written_by_an_act() {
    let place = TemporaryPlace::new();
    let program = demo(&place.place());
    let_devices_in(&program);
    let mut declared: BTreeMap<&[&str], BTreeSet<String>> = BTreeMap::new();
    for table in TABLES {
        let rows = rows(&program, table.name);
        for column in table.columns {
            let Kind::Word(words) = column.kind else { continue };
            let written = rows.iter().filter_map(|row| row[column.name].as_str());
            declared.entry(words).or_default().extend(written.map(str::to_owned));
        }
    }
    assert!(declared.len() >= 15);
    for (words, written) in declared {
        for word in words {
            assert!(written.contains(*word), "no act wrote “{word}” of {words:?}");
        }
    }
}
