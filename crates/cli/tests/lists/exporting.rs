use super::state::state;
use super::{KINDS, Ship, list};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Everything that makes a list hard: what is retired, with what hangs on it; places in places, of another
/// department; a number that two parts had; readings out of order; somebody who left; stock below zero.
fn wear(demo: &Ship) {
    let act = |action: &str, params: Json| demo.commit(action, &params);
    act(
        "add_supplier",
        json!({ "name": "Volvo Penta, Göteborg", "code": "VP", "address": "Gropegårdsgatan 11\nGöteborg" }),
    );
    act(
        "add_supplier",
        json!({ "name": "Chandler Rijeka", "code": "CH", "phone": "+385 51 000" }),
    );
    let reason = "Closed down";
    act("retire_supplier", json!({ "supplier": "CH", "reason": reason }));
    act(
        "add_supplier",
        json!({ "name": "Chandler Rijeka", "code": "CH", "phone": "+385 51 111" }),
    );

    act(
        "add_location",
        json!({ "code": "Q", "name": "Hold", "department": "deck" }),
    );
    act(
        "add_location",
        json!({ "code": "Q1", "name": "Hold, \"old\" rack", "parent": "Q", "department": "interior" }),
    );
    act(
        "add_location",
        json!({ "code": "Q2", "name": "Never filled", "parent": "Q1" }),
    );
    let machine = json!({ "code": "999.1", "name": "Old compressor", "has_counter": true, "department": "deck" });
    act("add_equipment", machine);
    act(
        "add_equipment",
        json!({ "code": "999.11", "name": "Its motor", "parent": "999.1" }),
    );
    for (read_at, hours) in [("2026-03-02T08:00:00Z", "120"), ("2026-03-09T08:00:00Z", "4.5")] {
        let reading = json!({ "equipment": "999.1", "hours": hours, "confirmed": true });
        act(
            "record_running_hours",
            json!({ "readings": [reading], "read_at": read_at }),
        );
    }
    let part = json!({ "number": "OLD-1", "name": "Belt", "maker": "Gates", "location": "Q1", "first_count": "2.25" });
    act("add_part", part);
    act(
        "link_part",
        json!({ "equipment": "999.1", "part": "OLD-1", "quantity_fitted": "3", "position": "drive" }),
    );
    act(
        "transfer_stock",
        json!({ "part": "OLD-1", "from": "Q1", "to": "Q2", "quantity": "5" }),
    );
    act(
        "retire_part",
        json!({ "part": "OLD-1", "reason": "Superseded,\nsee NEW-1" }),
    );
    act(
        "add_part",
        json!({ "number": "NEW-1", "name": "Belt", "maker": "Gates", "location": "Q", "first_count": "1" }),
    );
    act("link_part", json!({ "equipment": "999.11", "part": "NEW-1" }));
    act("retire_equipment", json!({ "equipment": "999.11", "reason": "Landed" }));
    act("retire_equipment", json!({ "equipment": "999.1", "reason": "Landed" }));
    act("retire_location", json!({ "location": "Q2", "reason": "Burnt out" }));
    act(
        "add_crew",
        json!({ "name": "Petra Horvat", "rank": "Bosun", "role": "engineer", "department": "deck" }),
    );
    act("set_role", json!({ "person": "Petra Horvat", "is_active": false }));
}

#[test]
fn what_was_exported_imports_back_to_the_same_state() {
    let demo = Ship::demo();
    wear(&demo);
    let exported = demo.export("export");
    for kind in KINDS {
        let file = list(&exported, kind);
        let same = demo.import(kind, file.to_str().unwrap());
        assert_eq!(
            (&same["new"], &same["changed"], &same["wrong"]),
            (&json!(0), &json!(0), &json!(0)),
            "{kind}: {same}"
        );
        assert_ne!(same["same"], json!(0), "{kind} holds something");
    }
    let other = Ship::empty();
    for kind in KINDS {
        let report = other.import(kind, list(&exported, kind).to_str().unwrap());
        assert_eq!(report["wrong"], json!(0), "{kind}: {report}");
    }
    let again = other.export("export");
    for kind in KINDS {
        let text = |folder| std::fs::read_to_string(list(folder, kind)).unwrap();
        assert_eq!(text(&again), text(&exported), "{kind}");
    }
    let (before, after) = (state(&exported), state(&again));
    for (table, rows) in &before {
        assert_eq!(&after[table], rows, "{table}");
    }
    let holds = |table: &str, text: &str| before[table].iter().any(|row| row.contains(text));
    assert!(holds(
        "pms_equipment",
        "name=Its motor | kind=machine | parent_id=999.1 |"
    ));
    assert!(holds("pms_equipment", "is_retired=1 | retired_reason=Landed"));
    assert!(holds(
        "pms_locations",
        "code=Q1 | name=Hold, \"old\" rack | parent_id=Q | department=interior"
    ));
    assert!(holds(
        "pms_running_hours",
        "equipment_id=999.1 | hours=4.5 | read_at=2026-03-09T08:00:00.000Z"
    ));
    assert!(holds("pms_crew", "is_active=0"));
    assert_eq!(
        before["pms_suppliers"]
            .iter()
            .filter(|row| row.contains("name=Chandler Rijeka"))
            .count(),
        2
    );
    assert!(holds("stock", "OLD-1 Gates 1 Belt at Q1: -27500") && holds("stock", "OLD-1 Gates 1 Belt at Q2: 50000"));
    assert_eq!(other.ok(&["audit", "verify"])["is_intact"], true);
}

#[test]
fn every_table_is_written_with_its_schema_and_no_pin() {
    let demo = Ship::demo();
    let folder = demo.export("export");
    let schema = std::fs::read_to_string(folder.join("schema.md")).unwrap();
    let mut tables = 0;
    for file in std::fs::read_dir(folder.join("tables")).unwrap() {
        let file = file.unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        let heads = text.trim_start_matches('\u{FEFF}').lines().next().unwrap();
        let name = file.file_stem().unwrap().to_str().unwrap();
        let section = schema
            .split(&format!("\n## {name}\n"))
            .nth(1)
            .expect(name)
            .split("\n## ")
            .next()
            .unwrap();
        // A table begins with what every row has; the audit log has columns of its own.
        let skipped = if name == "pms_audit_log" { 0 } else { 3 };
        for head in heads.split(',').skip(skipped) {
            assert!(
                section.contains(&format!("| `{head}` |")),
                "{name}.{head} stands in the schema"
            );
        }
        assert!(!text.contains("$argon2id$"), "{name} holds no hash of a PIN");
        tables += 1;
    }
    assert_eq!(tables, schema.matches("\n## pms_").count());
    assert!(tables >= 23, "{tables}");
    let rows = |name: &str| {
        let text = std::fs::read(folder.join("tables").join(format!("{name}.csv"))).unwrap();
        let table = sheets::read_bytes(text, None).unwrap();
        table.rows.len()
    };
    let shown = demo.ok(&["show", "pms_equipment"]);
    assert_eq!(rows("pms_equipment"), shown["rows"].as_array().unwrap().len());
    // Every photo and paper is there, under its digest and as long as the record says.
    let attached = demo.ok(&["show", "pms_attachments"]);
    let named: BTreeMap<String, u64> = attached["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["sha256"].as_str().unwrap().to_owned(),
                row["size_bytes"].as_u64().unwrap(),
            )
        })
        .collect();
    let written: BTreeMap<String, u64> = std::fs::read_dir(folder.join("files"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|path| {
            (
                path.file_stem().unwrap().to_string_lossy().into_owned(),
                path.metadata().unwrap().len(),
            )
        })
        .collect();
    assert!(written.len() >= 3, "{written:?}");
    assert_eq!(written, named);
    // Its JSON breaks no lines.
    let log = std::fs::read_to_string(folder.join("tables").join("pms_audit_log.csv")).unwrap();
    assert_eq!(log.lines().count() - 1, demo.ok(&["audit", "verify"])["entries"]);
    let again = demo.refused(&["export", folder.to_str().unwrap()]);
    assert_eq!(
        again["message"],
        "The folder holds other files. Choose a new folder or an empty one."
    );
}
