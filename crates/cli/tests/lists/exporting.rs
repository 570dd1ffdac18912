use super::{KINDS, Ship, list};
use serde_json::json;

#[test]
fn what_was_exported_imports_back_to_the_same_state() {
    let demo = Ship::demo();
    demo.commit(
        "add_supplier",
        &json!({ "name": "Volvo Penta, Göteborg", "code": "VP", "address": "Gropegårdsgatan 11\nGöteborg" }),
    );
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
        for head in heads.split(',').skip(3) {
            assert!(
                section.contains(&format!("| `{head}` |")),
                "{name}.{head} stands in the schema"
            );
        }
        assert!(!text.contains("$argon2id$"), "{name} holds no hash of a PIN");
        tables += 1;
    }
    assert!(tables >= 22, "{tables}");
    let rows = |name: &str| {
        let text = std::fs::read(folder.join("tables").join(format!("{name}.csv"))).unwrap();
        let table = sheets::read_bytes(text, None).unwrap();
        table.rows.len()
    };
    let shown = demo.ok(&["show", "pms_equipment"]);
    assert_eq!(rows("pms_equipment"), shown["rows"].as_array().unwrap().len());
    let again = demo.refused(&["export", folder.to_str().unwrap()]);
    assert_eq!(
        again["message"],
        "The folder holds other files. Choose a new folder or an empty one."
    );
}
