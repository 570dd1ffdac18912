//! The whole story at a terminal, on the demo vessel and on an empty one, and the record tampered
//! with by hand.
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};
use std::path::Path;
use std::process::{Command, Output};

const PIN: &str = "482915";

/// A folder with a replica and this machine's state.
struct Ship {
    folder: tempfile::TempDir,
    chief: &'static str,
    pin: &'static str,
}

impl Ship {
    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn demo() -> Self {
        let ship = Self {
            folder: Self::folder(),
            chief: "Marta Nowak",
            pin: "123456",
        };
        ship.ok(&["init", "--demo"]);
        ship
    }

    fn empty() -> Self {
        let ship = Self {
            folder: Self::folder(),
            chief: "Eleni Vasilaki",
            pin: PIN,
        };
        let words = ship.ok(&[
            "init", "--vessel", "M/Y Test", "--letter", "B", "--person", ship.chief, "--pin", PIN,
        ]);
        assert_eq!(words["words"].as_array().unwrap().len(), 24);
        ship
    }

    fn replica(&self) -> std::path::PathBuf {
        self.folder.path().join("replica")
    }

    fn run(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_celeste"))
            .args(words)
            .arg("--json")
            .arg("--replica")
            .arg(self.replica())
            .env("CELESTE_STATE_DIR", self.folder.path().join("state"))
            .env_remove("RUST_LOG")
            .output()
            .unwrap()
    }

    fn ok(&self, words: &[&str]) -> Json {
        let output = self.run(words);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Exit code and the error printed as JSON.
    fn refused(&self, words: &[&str]) -> (i32, Json) {
        let output = self.run(words);
        let error = serde_json::from_slice(&output.stderr).unwrap_or(Json::Null);
        (output.status.code().unwrap(), error)
    }

    fn call(&self, step: &str, action: &str, params: &Json) -> Json {
        self.ok(&[
            "action",
            step,
            action,
            "--as",
            self.chief,
            "--params",
            &params.to_string(),
        ])
    }

    fn commit(&self, action: &str, params: &Json) -> Json {
        self.ok(&[
            "action",
            "commit",
            action,
            "--as",
            self.chief,
            "--pin",
            self.pin,
            "--params",
            &params.to_string(),
        ])
    }

    fn row(&self, table: &str, name: &str) -> Json {
        self.ok(&["show", table, name])["rows"][0].clone()
    }

    fn database(&self) -> std::path::PathBuf {
        self.replica().join("replica.db")
    }
}

/// From a fault to a signed completion, with numbers and codes in place of ids.
fn the_story(ship: &Ship, equipment: &str, part: &str) {
    let fault = ship.commit(
        "report_fault",
        &json!({ "title": "Coolant temperature high again", "equipment": equipment, "code": "E047", "severity": "high" }),
    );
    let fault = fault["numbers"][0].as_str().unwrap().to_owned();
    let form = ship.call("prefill", "create_work_order_from_fault", &json!({ "fault": fault }))["values"].clone();
    assert_eq!(form["priority"], "high");
    let preview = ship.call("preview", "create_work_order_from_fault", &form);
    assert_eq!(preview["signing"]["method"], "session");
    let order = ship.commit("create_work_order_from_fault", &form);
    assert_eq!(order["writes"], preview["writes"]);
    let order = order["numbers"][0].as_str().unwrap().to_owned();
    let again = ship.call("check", "create_work_order_from_fault", &json!({ "fault": fault }));
    assert_eq!(again["duplicates"][0]["label"], order.as_str());

    ship.commit(
        "add_part_to_work_order",
        &json!({ "work_order": order, "parts": [{ "part": part, "quantity": "1" }] }),
    );
    assert_eq!(ship.row("pms_work_orders", &order)["status"], "candidate");
    ship.commit(
        "add_note_to_work_order",
        &json!({ "work_order": order, "text": "Impeller missing two vanes.", "category": "diagnosis" }),
    );
    assert_eq!(ship.row("pms_work_orders", &order)["status"], "active");
    ship.commit(
        "mark_work_order_complete",
        &json!({ "work_order": order, "outcome": "resolved", "hours": "2,5", "completion_note": "Impeller and cover gasket renewed, 78 °C steady." }),
    );
    let done = ship.row("pms_work_orders", &order);
    assert_eq!((&done["status"], &done["hours"]), (&json!("completed"), &json!("2.5")));
    assert_eq!(
        ship.row("pms_faults", &fault)["status"],
        "open",
        "the box was not ticked"
    );
    assert_eq!(ship.ok(&["audit", "verify"])["is_intact"], true);
}

#[test]
fn the_story_on_the_demo_vessel() {
    the_story(&Ship::demo(), "651.02", "0634-1129");
}

#[test]
fn the_story_on_a_vessel_that_was_filled_through_the_acts() {
    let ship = Ship::empty();
    ship.commit("add_equipment", &json!({ "code": "650", "name": "Electric power" }));
    ship.commit(
        "add_equipment",
        &json!({ "code": "651.02", "name": "Generator 2", "parent": "650", "has_counter": true }),
    );
    ship.commit("add_location", &json!({ "code": "A3", "name": "Store A / shelf 3" }));
    ship.commit(
        "add_part",
        &json!({ "number": "0634-1129", "name": "Impeller kit", "location": "A3", "first_count": "4" }),
    );
    ship.commit(
        "link_part",
        &json!({ "equipment": "651.02", "part": "0634-1129", "quantity_fitted": "1" }),
    );
    ship.commit("add_crew", &json!({ "name": "Tom Reyes", "rank": "2nd engineer", "role": "engineer", "department": "engineering", "pin": "735190" }));
    the_story(&ship, "651.02", "0634-1129");
}

#[test]
fn every_act_is_listed_with_roles_signing_and_parameters() {
    let ship = Ship::empty();
    let acts = ship.ok(&["action", "list"]);
    let acts = acts["actions"].as_array().unwrap();
    assert_eq!(acts.len(), 114);
    let complete = acts
        .iter()
        .find(|act| act["name"] == "mark_work_order_complete")
        .unwrap();
    assert_eq!(complete["signing"], "pin");
    assert_eq!(complete["roles"]["crew"], "assigned");
    assert_eq!(complete["roles"]["manager"], Json::Null);
    assert_eq!(
        complete["params"]["required"],
        json!(["work_order", "outcome", "completion_note"])
    );
}

#[test]
fn refusals_say_why_and_exit_with_two() {
    let ship = Ship::empty();
    let commit = |pin: &str, params: &str| {
        ship.refused(&[
            "action",
            "commit",
            "report_fault",
            "--as",
            ship.chief,
            "--pin",
            pin,
            "--params",
            params,
        ])
    };
    let (code, error) = commit("000001", r#"{"title":"Pump leaks"}"#);
    assert_eq!((code, &error["code"]), (2, &json!("wrong_pin")));
    let (code, error) = commit(PIN, "{}");
    assert_eq!(
        (code, &error["code"], &error["detail"]["field"]),
        (2, &json!("missing"), &json!("title"))
    );
    let (code, error) = commit(PIN, "not json");
    assert_eq!((code, &error["code"]), (2, &json!("invalid")));
    let (code, error) = ship.refused(&["action", "preview", "report_fault", "--as", "Nobody", "--params", "{}"]);
    assert_eq!((code, &error["code"]), (2, &json!("not_found")));
    let (code, error) = ship.refused(&["show", "pms_nothing"]);
    assert_eq!((code, &error["code"]), (2, &json!("not_found")));
    let again = [
        "init", "--vessel", "Other", "--letter", "C", "--person", "Somebody", "--pin", PIN,
    ];
    assert_eq!(ship.refused(&again).0, 2, "a vessel is founded once");
    assert_eq!(ship.refused(&["fly"]).0, 64);
    assert_eq!(ship.refused(&["init"]).0, 64);
}

#[test]
fn a_replica_that_is_not_there_is_said_so() {
    let ship = Ship {
        folder: Ship::folder(),
        chief: "Nobody",
        pin: PIN,
    };
    let (code, error) = ship.refused(&["show", "pms_faults"]);
    assert_eq!((code, &error["code"]), (2, &json!("not_found")));
}

#[test]
fn a_backup_is_one_verified_file_that_overwrites_nothing() {
    let ship = Ship::empty();
    let file = ship.folder.path().join("copy.db");
    let file = file.to_str().unwrap();
    assert_eq!(ship.ok(&["backup", file])["verified"], true);
    assert!(Path::new(file).metadata().unwrap().len() > 0);
    assert_eq!(ship.refused(&["backup", file]).0, 2);
}

#[test]
fn labels_are_printed_into_a_pdf() {
    let ship = Ship::demo();
    let file = ship.folder.path().join("labels.pdf");
    let file = file.to_str().unwrap();
    let one = ship.ok(&["labels", file, "0634-1129", "--copies", "25", "--skip", "1"]);
    assert_eq!((&one["labels"], &one["pages"]), (&json!(25), &json!(2)));
    assert_eq!(one["path"], file);
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));

    let places = ship.ok(&["show", "pms_part_locations"]);
    let place = places["rows"][0]["location_id"].as_str().unwrap();
    let kept = ship.ok(&["labels", file, "--kept-at", place, "--form", "roll"]);
    let here = places["rows"].as_array().unwrap().iter();
    let here = here
        .filter(|row| row["location_id"] == place && row["is_usual"] == true)
        .count();
    assert_eq!((&kept["labels"], &kept["pages"]), (&json!(here), &json!(here)));

    let (code, error) = ship.refused(&["labels", file, "0634-1129", "--skip", "24"]);
    assert_eq!((code, &error["detail"]["field"]), (2, &json!("skip")));
    let nowhere = ship.folder.path().join("stick").join("labels.pdf");
    let (code, error) = ship.refused(&["labels", nowhere.to_str().unwrap(), "0634-1129"]);
    assert_eq!((code, &error["detail"]["field"]), (2, &json!("path")));
}

#[test]
fn cards_records_lists_and_periods_are_printed_into_pdfs() {
    let ship = Ship::demo();
    let file = ship.folder.path().join("paper.pdf");
    let file = file.to_str().unwrap();
    let by = ["--as", "Marta Nowak"];
    let orders = ship.ok(&["show", "pms_work_orders"]);
    let number = orders["rows"][0]["number"].as_str().unwrap();
    let print = |words: &[&str]| {
        let _ = std::fs::remove_file(file);
        let made = ship.ok(&[&["print"], words, &by].concat());
        assert_eq!(made["path"], file);
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"), "{words:?}");
        made["pages"].as_u64().unwrap()
    };
    assert!((1..=2).contains(&print(&["card", number, file])));
    assert!(print(&["record", number, file]) >= 1);
    let open = r#"{"filters":{"status":["open"]},"sort":"title"}"#;
    assert!(print(&["list", "faults", file, "--args", open]) >= 1);
    for list in [
        "work-orders",
        "equipment",
        "parts",
        "locations",
        "movements",
        "running-hours",
    ] {
        assert!(print(&["list", list, file]) >= 1, "{list}");
    }
    for list in [
        "suppliers",
        "shopping",
        "orders",
        "postings",
        "handover",
        "people",
        "record",
    ] {
        assert!(print(&["list", list, file]) >= 1, "{list}");
    }
    assert!(print(&["period", file, "--from", "2020-01-01", "--to", "2100-01-01"]) > 1);
    assert_eq!(
        print(&["period", file, "--to", "2020-01-01"]),
        1,
        "nothing was recorded then"
    );

    let nowhere = ship.folder.path().join("stick").join("paper.pdf");
    let card = ["print", "card", number, nowhere.to_str().unwrap()];
    let (code, error) = ship.refused(&[&card[..], &by].concat());
    assert_eq!((code, &error["detail"]["field"]), (2, &json!("path")));
    let (code, _) = ship.refused(&[&["print", "period", file, "--from", "yesterday"][..], &by].concat());
    assert_eq!(code, 2);
    let colour = r#"{"filters":{"colour":["red"]}}"#;
    let (code, error) = ship.refused(&[&["print", "list", "faults", file, "--args", colour][..], &by].concat());
    assert_eq!(
        (code, &error["message"]),
        (2, &json!("This list has no column “colour”."))
    );
}

/// Runs SQL on the database as a person with sqlite3 would.
fn sqlite3(database: &Path, sql: &str) -> String {
    let output = Command::new("sqlite3")
        .arg(database)
        .arg(sql)
        .output()
        .expect("this test needs sqlite3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn another_program_cannot_write_and_one_that_forces_it_is_found() {
    let ship = Ship::empty();
    ship.commit("report_fault", &json!({ "title": "Pump leaks at the seal" }));
    ship.commit("report_fault", &json!({ "title": "Lamp out in the workshop" }));
    let database = ship.database();
    let refused = Command::new("sqlite3")
        .arg(&database)
        .arg("UPDATE pms_faults SET title = 'x'")
        .output()
        .unwrap();
    assert!(!refused.status.success(), "the gate refuses a foreign write");
    assert_eq!(ship.ok(&["audit", "verify"])["is_intact"], true);

    let triggers = sqlite3(
        &database,
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'pms_audit_log'",
    );
    for trigger in triggers.lines() {
        sqlite3(&database, &format!("DROP TRIGGER \"{trigger}\""));
    }
    sqlite3(
        &database,
        "UPDATE pms_audit_log SET changes = replace(changes, 'Pump leaks', 'Pump leakt') WHERE seq = 2",
    );
    let output = ship.run(&["audit", "verify"]);
    assert_eq!(output.status.code(), Some(2));
    let report: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["is_intact"], false);
    assert_eq!(report["first_break"]["entry"]["seq"], 2, "{report}");
    assert_eq!(report["first_break"]["letter"], "B");
}

#[test]
fn a_folder_that_cannot_be_made_is_said_so() {
    let ship = Ship {
        folder: Ship::folder(),
        chief: "Nobody",
        pin: PIN,
    };
    std::fs::write(ship.replica(), "a file in the way").unwrap();
    let words = [
        "init",
        "--vessel",
        "M/Y Test",
        "--letter",
        "B",
        "--person",
        "Eleni Vasilaki",
        "--pin",
        PIN,
    ];
    let (code, error) = ship.refused(&words);
    assert_eq!((code, &error["code"]), (2, &json!("read_only")), "{error}");
}
