//! Entries of a handover are written by people: no other act has the way to do it.

use crate::{refusal, story};
use domain::refusal::Code;
use domain::schema::Row;
use domain::tables::HandoverEntry;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Acts that write an entry.
const WRITERS: [&str; 5] = [
    "add_to_handover",
    "edit_handover_entry",
    "close_handover_entry",
    "withdraw_handover_entry",
    "sign_over_handover",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push(path);
        }
    }
}

#[test]
fn no_act_but_those_of_the_handover_has_a_way_to_write_an_entry() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    let mut naming = BTreeSet::new();
    let mut writing_any = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/");
        let writes = ["insert", "insert_natural", "insert_keyed", "update"]
            .iter()
            .any(|verb| text.contains(&format!("{verb}::<HandoverEntry>")));
        if writes {
            naming.insert(name.clone());
        }
        // A plan that is put together from tables that it does not name.
        if text.contains("RowChange::Insert {") || text.contains("RowChange::Update {") {
            writing_any.insert(name);
        }
    }
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(
        naming,
        of(&[
            "acts/handover.rs",
            "acts/handover/closing.rs",
            "acts/handover/signing.rs"
        ])
    );
    // Keeping one of two values writes one that a person wrote there before.
    assert_eq!(writing_any, of(&["acts/conflicts.rs", "plan.rs"]));
    for act in WRITERS {
        assert!(domain::acts::act(act).is_some(), "{act}");
    }
}

#[test]
fn taking_over_writes_no_entry_and_signing_over_changes_no_word_of_one() {
    let mut story = story();
    let fault = story.fault.clone();
    let given = json!({ "title": "Coolant", "category": "watch", "fault": fault });
    story.ship.act("add_to_handover", given);
    let watch = json!({ "department": "engineering", "kind": "watch" });
    let plan = story.ship.plan("sign_over_handover", watch.clone()).unwrap();
    let columns = written(&plan);
    assert_eq!(columns, ["is_signed_over"]);
    let signature = story.ship.act("sign_over_handover", watch.clone());
    let again = story.ship.plan("sign_over_handover", watch).unwrap();
    assert_eq!(written(&again), Vec::<&str>::new(), "an entry is marked once");
    let answer = json!({ "signature": signature, "answer": "accepted" });
    let plan = story.ship.plan("acknowledge_handover", answer).unwrap();
    assert_eq!(written(&plan), Vec::<&str>::new());
}

/// Columns of entries that a plan writes.
fn written(plan: &domain::plan::Plan) -> Vec<&'static str> {
    use domain::plan::RowChange;
    let changes = plan.changes.iter().filter_map(|change| match change {
        RowChange::Insert { table, values, .. } | RowChange::Update { table, values, .. } => {
            (table.number == HandoverEntry::TABLE.number).then_some(values)
        }
    });
    changes.flatten().map(|(column, _)| column.name).collect()
}

#[test]
fn a_form_that_was_left_open_for_days_is_opened_again() {
    let story = story();
    let old = json!({ "department": "deck", "kind": "rotation", "until": "2026-11-20T12:00:00Z" });
    let refused = refusal(story.ship.plan("sign_over_handover", old));
    assert_eq!(
        (refused.code, &refused.detail["field"]),
        (Code::Invalid, &json!("until"))
    );
    let future = json!({ "department": "deck", "kind": "rotation", "until": "2026-11-22T13:00:00Z" });
    assert_eq!(
        refusal(story.ship.plan("sign_over_handover", future)).code,
        Code::Invalid
    );
}
