//! From an empty vessel, by lists of other programs, to 500 machines and 3,000 parts, and from a fault to a
//! completion on what they brought.

use super::Ship;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

const MACHINES: usize = 500;
const PARTS: usize = 3_000;

/// A workbook as a shipyard hands it over: a title, an empty row, a head over two columns.
fn equipment() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Cover")
        .unwrap()
        .write(0, 0, "M/Y Test")
        .unwrap();
    let sheet = book.add_worksheet().set_name("Equipment").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 5, "Equipment list", &plain).unwrap();
    for (column, head) in ["Tag", "Description", "Parent code"].iter().enumerate() {
        sheet
            .merge_range(2, column as u16, 3, column as u16, head, &plain)
            .unwrap();
    }
    sheet.merge_range(2, 3, 2, 4, "Type plate", &plain).unwrap();
    sheet.write(3, 3, "Manufacturer").unwrap();
    sheet.write(3, 4, "Serial number").unwrap();
    sheet.merge_range(2, 5, 3, 5, "Running hours", &plain).unwrap();
    for n in 0..MACHINES {
        // Ten systems stand at the end of the list, below what stands under them.
        let row = 4 + n as u32;
        let is_system = n >= MACHINES - 10;
        let code = if is_system {
            format!("{}", 600 + n - (MACHINES - 10))
        } else {
            format!("{}.{n:03}", 600 + n % 10)
        };
        sheet.write(row, 0, &code).unwrap();
        sheet
            .write(
                row,
                1,
                if is_system {
                    format!("System {code}")
                } else {
                    format!("Pump {n}")
                },
            )
            .unwrap();
        if !is_system {
            sheet.write(row, 2, (600 + n % 10) as f64).unwrap();
            sheet.write(row, 3, "Grundfos").unwrap();
            sheet.write(row, 4, (880_000 + n) as f64).unwrap();
            sheet.write(row, 5, n % 3 == 0).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Windows-1252 with semicolons and decimal commas, as another program exports it.
fn parts() -> Vec<u8> {
    let mut text = String::from("Artikel-Nr.;Bezeichnung;Hersteller;ME;Lagerort;Bestand;Bestand min\r\n");
    for n in 0..PARTS {
        let name = if n % 7 == 0 {
            format!("Kühlwasserdichtung {n}")
        } else {
            format!("Dichtring Ø {n} mm")
        };
        let (unit, count) = if n % 5 == 0 {
            ("l", format!("{},5", n % 40))
        } else {
            ("Stück", format!("{}", n % 12))
        };
        text.push_str(&format!(
            "DR-{n:05};{name};Müller & Söhne;{unit};R{:02};{count};2\r\n",
            n % 60
        ));
    }
    // Every character of it stands in Windows-1252 at its own number.
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn an_empty_vessel_fills_itself_from_lists_and_carries_the_story() {
    let ship = Ship::empty();
    let yard = ship.file("yard.xlsx", equipment());
    // The cover holds something too, so the sheet is named.
    let sheet = [
        "--sheet",
        "Equipment",
        "--map",
        "maker=Type plate Manufacturer",
        "--map",
        "serial=Type plate Serial number",
    ];
    let who = ["import", "equipment", &yard, "--as", ship.chief, "--pin", ship.pin];
    let tree = ship.ok(&[&who[..], &sheet].concat());
    assert_eq!(tree["progress"]["state"], "done", "{tree}");
    assert_eq!((&tree["new"], &tree["wrong"]), (&json!(MACHINES), &json!(0)));
    assert_eq!(
        tree["statement"],
        "I import 500 pieces of equipment from yard.xlsx, rows 5 to 504."
    );
    let stores = ship.import("parts", &ship.file("lager.csv", parts()));
    assert_eq!(
        (&stores["new"], &stores["wrong"]),
        (&json!(PARTS), &json!(0)),
        "{stores}"
    );
    assert_eq!(
        stores["statement"],
        "I import 3,000 parts from lager.csv, rows 2 to 3,001."
    );
    assert_eq!(
        (&stores["acts"], &stores["progress"]["entries"]),
        (&json!(15), &json!(15))
    );
    let mut fits = String::from("equipment,part,fitted,position\n");
    for n in 0..100 {
        fits.push_str(&format!("{}.{n:03},DR-{n:05},2,seal\n", 600 + n % 10));
    }
    assert_eq!(ship.import("spare_parts", &ship.file("fits.csv", fits))["new"], 100);
    let crew = "Name;Rank;Role;Department\nTom Reyes;2nd engineer;engineer;engineering\n";
    assert_eq!(ship.import("people", &ship.file("crew.csv", crew))["new"], 1);
    let part = ship.row("pms_parts", "DR-00007");
    assert_eq!(
        (&part["name"], &part["maker"]),
        (&json!("Kühlwasserdichtung 7"), &json!("Müller & Söhne"))
    );

    let fault = ship.commit(
        "report_fault",
        &json!({ "title": "Seal of the pump weeping", "equipment": "607.007", "severity": "high" }),
    );
    let fault = fault["numbers"][0].as_str().unwrap().to_owned();
    let form = json!({ "fault": fault }).to_string();
    let form = ship.ok(&[
        "action",
        "prefill",
        "create_work_order_from_fault",
        "--as",
        ship.chief,
        "--params",
        &form,
    ]);
    let order = ship.commit("create_work_order_from_fault", &form["values"]);
    let order = order["numbers"][0].as_str().unwrap().to_owned();
    ship.commit(
        "add_part_to_work_order",
        &json!({ "work_order": order, "parts": [{ "part": "DR-00007", "quantity": "2" }] }),
    );
    ship.commit(
        "add_note_to_work_order",
        &json!({ "work_order": order, "text": "Lip worn.", "category": "diagnosis" }),
    );
    assert_eq!(ship.row("pms_work_orders", &order)["status"], "active");
    let place = ship.row("pms_locations", "R07")["id"].clone();
    let taken = json!([{ "part": part["id"], "location": place, "quantity": "2" }]);
    ship.commit("log_part_usage", &json!({ "work_order": order, "lines": taken }));
    ship.commit(
        "mark_work_order_complete",
        &json!({ "work_order": order, "outcome": "resolved", "hours": "1,5", "completion_note": "Seal renewed, dry." }),
    );
    assert_eq!(ship.row("pms_work_orders", &order)["status"], "completed");
    assert_eq!(ship.ok(&["audit", "verify"])["is_intact"], true);

    let again = ship.import("parts", &ship.file("lager.csv", parts()));
    assert_eq!(
        (&again["new"], &again["changed"], &again["same"]),
        (&json!(0), &json!(0), &json!(PARTS))
    );
}

#[test]
fn columns_are_named_at_the_terminal_and_wrong_rows_are_printed() {
    let ship = Ship::empty();
    let file = ship.file("odd.csv", "A;B;C\nP1;Pump;pcs\nP2;;pcs\n");
    let words = [
        "import", "parts", &file, "--as", ship.chief, "--map", "number=A", "--map", "name=2",
    ];
    let checked = ship.run(&[&words[..], &["--check"]].concat());
    assert_eq!(checked.status.code(), Some(2), "a row is wrong");
    let report: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(
        report["wrong_rows"],
        json!([{ "row": 3, "label": "P2", "wrong": "The name is missing. Fill it in." }])
    );
    let refused = ship.refused(&[&words[..], &["--pin", super::PIN]].concat());
    assert_eq!(
        refused["message"],
        "1 row is wrong. Correct the file and choose it again, or leave them out."
    );
    let done = ship.ok(&[&words[..], &["--pin", super::PIN, "--leave-out-wrong"]].concat());
    assert_eq!(done["progress"]["done"], 1);
    let nothing = ship.refused(&[
        "import", "parts", &file, "--as", ship.chief, "--check", "--map", "price=B",
    ]);
    assert!(
        nothing["message"]
            .as_str()
            .unwrap()
            .starts_with("There is no field “price”. Fields: "),
        "{nothing}"
    );
}
