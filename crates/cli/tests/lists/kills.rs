//! A program killed −9 while it takes a list over, and while it commits a count: what was written stays whole,
//! what was not is written the next time, nothing is there twice.

use super::Ship;
use super::state::state;
use serde_json::{Value as Json, json};
use std::process::{Child, Stdio};

/// Rows of the list; an act takes 200 of them.
const ROWS: u64 = 4_000;
/// Times that a count is killed, each a little later.
const COUNT_KILLS: u32 = 8;

fn begun(ship: &Ship, words: &[&str]) -> Child {
    let quiet = || Stdio::null();
    ship.command(words).stdout(quiet()).stderr(quiet()).spawn().unwrap()
}

/// Movements that say what was counted.
fn counted(ship: &Ship) -> usize {
    let mut count = 0;
    let mut offset = 0;
    loop {
        let page = ship.ok(&["show", "pms_inventory_transactions", "--offset", &offset.to_string()]);
        let rows = page["rows"].as_array().unwrap();
        count += rows.iter().filter(|row| row["kind"] == "adjusted").count();
        offset += rows.len();
        if page["next"].is_null() {
            return count;
        }
    }
}

/// Parts in the record.
fn parts(ship: &Ship) -> u64 {
    let mut count = 0;
    loop {
        let page = ship.ok(&["show", "pms_parts", "--offset", &count.to_string()]);
        count += page["rows"].as_array().unwrap().len() as u64;
        if page["next"].is_null() {
            return count;
        }
    }
}

#[test]
fn an_import_that_is_killed_goes_on_where_it_was_and_doubles_nothing() {
    let ship = Ship::empty();
    let rows: String = (0..ROWS)
        .map(|n| format!("P{n:05};Part {n};A{};{}\n", n % 40, 1 + n % 9))
        .collect();
    let file = ship.file("stores.csv", format!("number;name;place;on hand\n{rows}"));
    let words = ["import", "parts", &file, "--as", ship.chief, "--pin", ship.pin];
    let mut before = 0;
    for _ in 0..2 {
        let mut import = begun(&ship, &words);
        // Some acts later it is in the middle of one.
        let mut written = before;
        while written <= before {
            assert!(import.try_wait().unwrap().is_none(), "it was killed before its end");
            written = parts(&ship);
        }
        import.kill().unwrap();
        import.wait().unwrap();
        let kept = parts(&ship);
        assert!(kept > before && kept < ROWS, "{before} {kept}");
        assert_eq!(kept % 200, 0, "an act is there as a whole or not at all");
        assert_eq!(ship.ok(&["audit", "verify"])["is_intact"], true);
        before = kept;
    }
    let rest = ship.import("parts", &file);
    assert_eq!((&rest["new"], &rest["same"]), (&json!(ROWS - before), &json!(before)));
    assert_eq!(parts(&ship), ROWS);
    let exported = ship.export("export");
    let stock = &state(&exported)["stock"];
    assert_eq!(stock.len() as u64, ROWS, "each part was counted once");
    for n in [0, 199, 200, ROWS - 1] {
        let lies = format!("P{n:05}  0 Part {n} at A{}: {}", n % 40, (1 + n % 9) * 10_000);
        assert!(stock.contains(&lies), "{lies}");
    }
    assert_eq!(ship.ok(&["audit", "verify"])["is_intact"], true);
}

#[test]
fn a_count_that_is_killed_is_there_as_a_whole_or_not_at_all() {
    let ship = Ship::empty();
    let rows: String = (0..400).map(|n| format!("P{n:03};Part {n};A1;5\n")).collect();
    let file = ship.file("stores.csv", format!("number;name;place;on hand\n{rows}"));
    ship.import("parts", &file);
    let lines: Vec<Json> = ship.ok(&["show", "pms_parts"])["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| json!({ "part": part["id"], "counted": "7" }))
        .collect();
    let sheet = json!({ "location": "A1", "lines": lines, "reason": "Yearly count" }).to_string();
    let who = ["--as", ship.chief, "--pin", ship.pin, "--params", &sheet];
    let words = [&["action", "commit", "count_location"], &who[..]].concat();
    let begun_at = testkit::Stopwatch::start();
    ship.ok(&words);
    let took = begun_at.elapsed();
    let mut counts = counted(&ship);
    assert_eq!(counts, 400);
    let mut cut_off = 0;
    for round in 1..=COUNT_KILLS {
        let mut count = begun(&ship, &words);
        std::thread::sleep(took * round / (COUNT_KILLS + 1));
        count.kill().unwrap();
        count.wait().unwrap();
        let now = counted(&ship);
        assert!(now == counts || now == counts + 400, "{counts} {now}");
        cut_off += u32::from(now == counts);
        counts = now;
        assert_eq!(ship.ok(&["audit", "verify"])["is_intact"], true);
    }
    assert!(cut_off > 0, "a kill came before the commit");
    // Counted again it is what was counted, however often a kill came too late.
    ship.ok(&words);
    assert_eq!(counted(&ship), counts + 400);
    assert_eq!(ship.ok(&["stock", "P399"])["total"], "7");
}
