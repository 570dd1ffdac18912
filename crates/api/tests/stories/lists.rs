//! Lists that a vessel brings: checked row by row, signed once, taken over in acts, repeatable.

use crate::intact;
use domain::refusal::Code;
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use testkit::{PIN, Story};

mod people;
mod stores;
mod tree;

/// A file beside the story's replica.
pub(crate) fn file(story: &Story, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = story.place().replica.parent().unwrap().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// An open file with its guessed columns, checked.
pub(crate) struct List<'s> {
    story: &'s Story,
    pub(crate) table: Json,
    pub(crate) report: Json,
}

impl<'s> List<'s> {
    pub(crate) fn check(story: &'s Story, kind: &str, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = file(story, name, bytes);
        let table = story
            .call("import_open", json!({ "kind": kind, "path": path }))
            .unwrap();
        let mapping = table["mapping"].clone();
        let args = json!({ "token": table["token"], "mapping": mapping });
        let report = story.call("import_check", args).unwrap();
        Self { story, table, report }
    }

    /// New, changed, same and wrong rows.
    pub(crate) fn counts(&self) -> [u64; 4] {
        ["new", "changed", "same", "wrong"].map(|state| self.report[state].as_u64().unwrap())
    }

    pub(crate) fn rows(&self, state: Option<&str>) -> Vec<Json> {
        let args = json!({ "token": self.table["token"], "state": state });
        self.story.call("import_rows", args).unwrap()["rows"]
            .as_array()
            .unwrap()
            .clone()
    }

    pub(crate) fn wrong(&self) -> Vec<(u64, String)> {
        let rows = self.rows(Some("wrong")).into_iter();
        rows.map(|row| (row["row"].as_u64().unwrap(), row["wrong"].as_str().unwrap().to_owned()))
            .collect()
    }

    pub(crate) fn try_commit(&self, leave_out_wrong: bool) -> Result<Json, api::Error> {
        let sign = json!({ "person": self.story.chief(), "pin": PIN });
        let token = &self.table["token"];
        let args = json!({ "token": token, "sign": sign, "leave_out_wrong": leave_out_wrong });
        self.story.call("import_commit", args)?;
        loop {
            let progress = self.story.call("import_progress", json!({ "token": token }))?;
            if progress["state"] != "running" {
                return Ok(progress);
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    pub(crate) fn commit(&self) -> Json {
        let progress = self.try_commit(false).unwrap();
        assert_eq!(progress["state"], "done", "{progress}");
        progress
    }
}

#[test]
fn what_the_check_shows_is_what_is_written_and_a_second_time_nothing_is() {
    let story = Story::begin();
    let bytes = "number,name,maker,unit,minimum,place,on hand\n\
                 0634-1129,Impeller kit,Johnson,pcs,2,A3,4\n\
                 OIL-15W40,\"Engine oil, 15W-40\",,l,\"100,5\",B1,\"250,5\"\n";
    let list = List::check(&story, "parts", "stores.csv", bytes);
    assert_eq!(list.counts(), [2, 0, 0, 0], "{:?}", list.wrong());
    assert_eq!(
        list.report["statement"],
        "I import 2 parts from stores.csv, rows 2 to 3."
    );
    let rows = list.rows(None);
    assert_eq!(
        rows[1]["writes"],
        json!([
            "add the part OIL-15W40 Engine oil, 15W-40, counted in l",
            "add the storage place B1",
            "keep OIL-15W40 Engine oil, 15W-40 at B1",
            "record a first count of 250.5 l at B1"
        ])
    );
    assert_eq!(
        rows[1]["notes"],
        json!(["The storage place B1 is not known and is added."])
    );
    let before = story.entries();
    let progress = list.commit();
    assert_eq!((&progress["done"], &progress["entries"]), (&json!(2), &json!(1)));
    assert_eq!(story.entries(), before + 1);
    let entry = &story.call("audit_list", json!({})).unwrap()["rows"][0];
    assert_eq!(entry["action"], "import_parts");
    let details = story.call("audit_entry", entry["entry"].clone()).unwrap();
    let statement = "I import 2 parts from stores.csv, rows 2 to 3.";
    assert!(details.to_string().contains(statement), "{details}");
    let parts = story.call("part_list", json!({})).unwrap();
    assert_eq!(parts["total"], 2);
    let oil = parts["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["number"] == "OIL-15W40");
    assert_eq!(oil.unwrap()["stock"]["total"], "250.5", "{parts}");

    let again = List::check(&story, "parts", "stores.csv", bytes);
    assert_eq!(again.counts(), [0, 0, 2, 0]);
    assert_eq!(again.table["is_remembered"], true);
    assert_eq!(
        again.try_commit(false).unwrap_err().code,
        Code::WrongState,
        "nothing is left to write"
    );
    assert_eq!(story.entries(), before + 1);
    intact(&story);
}

#[test]
fn wrong_rows_are_named_and_left_out_only_if_the_person_says_so() {
    let story = Story::begin();
    let long = "a".repeat(21);
    let bytes = format!(
        "number;name;unit;minimum;critical;department\n\
         A1;Pump;{long};;;\n\
         A2;;pcs;;;\n\
         A3;Seal;pcs;two;;\n\
         A4;Lamp;pcs;1;2;\n\
         A5;Rope;m;;;Casino\n\
         A6;Filter;pcs;1,5;0,5;Deck\n\
         A6;Filters;pcs;;;\n\
         A7;#N/A;pcs;;;\n"
    );
    let list = List::check(&story, "parts", "wrong.csv", &bytes);
    assert_eq!(list.counts(), [1, 0, 0, 7]);
    assert_eq!(
        list.wrong(),
        [
            (2, "The unit has 21 characters; the limit is 20. Shorten it.".to_owned()),
            (3, "The name is missing. Fill it in.".to_owned()),
            (
                4,
                "The minimum: “two” is not a number. Write digits, for example 2 or 1.5.".to_owned()
            ),
            (5, "The critical level cannot be above the minimum.".to_owned()),
            (
                6,
                "Department: “Casino” is none of engineering, deck, interior, management.".to_owned()
            ),
            (
                8,
                "Row 7 says something else about A6: name. Let both say the same.".to_owned()
            ),
            (9, "Name: the cell shows #N/A. Correct it in the file.".to_owned()),
        ]
    );
    let before = story.entries();
    let refused = list.try_commit(false).unwrap_err();
    assert_eq!(
        refused.message,
        "7 rows are wrong. Correct the file and choose it again, or leave them out."
    );
    assert_eq!(story.entries(), before, "nothing was written");
    assert_eq!(list.try_commit(true).unwrap()["state"], "done");
    assert_eq!(story.call("part_list", json!({})).unwrap()["total"], 1);
    intact(&story);
}

#[test]
fn without_a_signature_or_the_right_nothing_is_taken_over() {
    let mut story = Story::begin();
    let deckhand = story.add_person(
        "Jovan Petrović",
        domain::tables::Role::Crew,
        domain::tables::Department::Deck,
    );
    let people = "name,rank,role,department\nTom Reyes,2nd engineer,engineer,engineering\n";
    let list = List::check(&story, "people", "crew.csv", people);
    assert_eq!(
        (&list.report["method"], &list.report["needs_pin"]),
        (&json!("pin"), &json!(true))
    );
    let token = &list.table["token"];
    let unsigned = story.call("import_commit", json!({ "token": token })).unwrap_err();
    assert_eq!(unsigned.code, Code::SignatureNeeded);
    story.sign_in(deckhand);
    let bytes = "number,name\nA1,Pump\n";
    let list = List::check(&story, "parts", "stores.csv", bytes);
    assert_eq!(list.report["self_may"], false);
    let own = json!({ "token": list.table["token"], "sign": { "person": deckhand, "pin": PIN } });
    let before = story.entries();
    let refused = story.call("import_commit", own).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    let why = "may not import parts. Ask somebody with the right to do it, or to sign it.";
    assert!(refused.message.ends_with(why), "{}", refused.message);
    assert_eq!(story.entries(), before);
    // The chief engineer signs what the deckhand filled in.
    let list = List::check(&story, "parts", "stores.csv", bytes);
    assert_eq!(list.commit()["entries"], 1);
    intact(&story);
}

#[test]
fn a_record_that_changed_after_the_check_stops_the_import() {
    let mut story = Story::begin();
    let path = file(&story, "stores.csv", "number,name,maker\nA1,Pump,\nA2,Seal,\n");
    let table = story
        .call("import_open", json!({ "kind": "parts", "path": path }))
        .unwrap();
    let args = json!({ "token": table["token"], "mapping": table["mapping"] });
    story.call("import_check", args.clone()).unwrap();
    story.act("add_part", json!({ "number": "A2", "name": "Seal, lip" }));
    let before = story.entries();
    let commit = json!({ "token": table["token"], "sign": { "person": story.chief(), "pin": PIN } });
    story.call("import_commit", commit).unwrap();
    let progress = loop {
        let progress = story
            .call("import_progress", json!({ "token": table["token"] }))
            .unwrap();
        if progress["state"] != "running" {
            break progress;
        }
        std::thread::yield_now();
    };
    assert_eq!(
        progress["trouble"],
        "The record changed since the file was checked. Check it again to go on; what was taken over stays."
    );
    assert_eq!(story.entries(), before);
    let report = story.call("import_check", args).unwrap();
    assert_eq!((&report["new"], &report["changed"]), (&json!(1), &json!(1)));
}

#[test]
fn what_is_no_table_is_refused_in_one_sentence() {
    let story = Story::begin();
    let open = |name: &str, bytes: &[u8]| {
        let path = file(&story, name, bytes);
        story
            .call("import_open", json!({ "kind": "parts", "path": path }))
            .unwrap_err()
    };
    assert_eq!(open("empty.csv", b"").message, "The file is empty.");
    let picture = open("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert_eq!(picture.message, "This is no table: choose a CSV or XLSX file.");
    assert_eq!(
        (picture.code, &picture.detail["field"]),
        (Code::Invalid, &json!("path"))
    );
    let path = file(&story, "other.csv", "colour,size\nred,4\n");
    let table = story
        .call("import_open", json!({ "kind": "parts", "path": path }))
        .unwrap();
    let args = json!({ "token": table["token"], "mapping": table["mapping"] });
    let unmapped = story.call("import_check", args).unwrap_err();
    assert_eq!(unmapped.message, "No column is chosen for Part number. Choose one.");
}
