//! What the record itself says of who wrote entries.

use api::demo_vessel::DemoArgs;
use api::outside::Outside;
use api::{Program, actions::ActInfo};
use domain::schema::Row;
use domain::tables::HandoverEntry;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;
use testkit::{FakeOutside, TemporaryPlace};

/// 22 November 2026, 12:57 UTC.
const NOW_MS: i64 = 1_795_352_220_000;

#[test]
fn of_all_acts_of_a_vessel_only_those_of_the_handover_wrote_entries() {
    let place = TemporaryPlace::new();
    let outside = || Arc::new(FakeOutside::at(NOW_MS, 7)) as Arc<dyn Outside>;
    let args = DemoArgs {
        seed: 1,
        rows: None,
        with_manuals: false,
    };
    Program::init_demo(place.place(), args, outside(), &mut |_| {}).unwrap();
    let program = Program::open_with(place.place(), outside()).unwrap();
    let (mut carried_out, mut writers) = (BTreeSet::new(), BTreeSet::new());
    let mut offset = Some(0);
    while let Some(from) = offset {
        let shown = program.show("pms_audit_log", None, from).unwrap();
        for entry in &shown.rows {
            let action = entry["action"].as_str().unwrap().to_owned();
            let changes = entry["changes"].as_array().unwrap();
            let is_entry = |change: &Json| change["table"] == HandoverEntry::TABLE.number;
            if changes.iter().any(is_entry) {
                writers.insert(action.clone());
            }
            carried_out.insert(action);
        }
        offset = shown.next;
    }
    let expected = [
        "add_to_handover",
        "close_handover_entry",
        "edit_handover_entry",
        "sign_over_handover",
        "withdraw_handover_entry",
    ];
    assert_eq!(writers.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(carried_out.contains("acknowledge_handover"));
    let acts = program.action_list().unwrap();
    let tried = acts
        .iter()
        .filter(|act: &&ActInfo| carried_out.contains(&act.name))
        .count();
    assert!(tried >= 40, "{tried} acts were carried out");
}
