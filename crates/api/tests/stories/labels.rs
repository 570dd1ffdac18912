//! Labels: what is printed, for which parts, and that printing changes nothing.

use crate::{Scene, first, intact};
use api::Code;
use domain::{RowId, part_code};
use serde_json::{Value as Json, json};
use std::path::Path;

struct Printing {
    scene: Scene,
    folder: tempfile::TempDir,
}

impl Printing {
    fn begin() -> Self {
        Self {
            scene: Scene::begin(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> String {
        self.folder.path().join("labels.pdf").display().to_string()
    }

    fn make(&self, form: &str, skip: u32, lines: &Json) -> Result<Json, api::Error> {
        let args = json!({ "form": form, "skip": skip, "lines": lines, "path": self.file() });
        self.scene.story.call("labels_make", args)
    }
}

fn is_pdf(path: &str) -> bool {
    std::fs::read(Path::new(path)).unwrap().starts_with(b"%PDF-")
}

#[test]
fn labels_of_several_parts_fill_as_many_pages_as_they_need() {
    let printing = Printing::begin();
    let lines = json!([
        { "part": printing.scene.impeller, "copies": 20 },
        { "part": printing.scene.gasket, "copies": 5 },
    ]);
    let made = printing.make("a4_3x8", 0, &lines).unwrap();
    let expected = json!({
        "labels": 25, "pages": 2, "path": printing.file(), "unprintable": [], "shortened": [],
    });
    assert_eq!(made, expected);
    assert!(is_pdf(&printing.file()));
    assert_eq!(printing.make("a4_3x8_margin", 23, &lines).unwrap()["pages"], 2);
    assert_eq!(printing.make("roll_62", 0, &lines).unwrap()["pages"], 25);
}

#[test]
fn printing_labels_is_no_change_and_leaves_no_trace() {
    let printing = Printing::begin();
    let before = printing.scene.story.entries();
    let lines = json!([{ "part": printing.scene.impeller, "copies": 1 }]);
    printing.make("roll_62", 0, &lines).unwrap();
    assert_eq!(printing.scene.story.entries(), before);
    intact(&printing.scene.story);
}

#[test]
fn the_code_on_a_label_finds_its_part_and_no_other() {
    let scene = Scene::begin();
    let id: RowId = scene.impeller.parse().unwrap();
    let code = part_code::encode(id);
    for typed in [code.clone(), format!(" {} ", code.to_lowercase())] {
        let found = scene.story.call("part_find", json!({ "code": typed })).unwrap();
        let ids: Vec<&Json> = found["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| &part["id"])
            .collect();
        assert_eq!(ids, [&json!(scene.impeller)]);
    }
}

#[test]
fn what_cannot_be_printed_or_does_not_fit_is_said() {
    let mut printing = Printing::begin();
    let story = &mut printing.scene.story;
    let chinese = first(
        story,
        "add_part",
        json!({ "number": "泵-1", "name": "泵轴 pump shaft" }),
    );
    let number = "0123456789".repeat(15);
    let long = first(story, "add_part", json!({ "number": number, "name": "Long seal" }));
    let lines = json!([{ "part": chinese, "copies": 1 }, { "part": long, "copies": 3 }]);
    let made = printing.make("a4_3x8", 0, &lines).unwrap();
    assert_eq!(made["unprintable"], json!(["泵", "轴"]));
    assert_eq!(made["shortened"], json!([number]));
}

#[test]
fn labels_that_cannot_be_made_are_refused_in_one_sentence() {
    let printing = Printing::begin();
    let part = &printing.scene.impeller;
    let refused = |form: &str, skip: u32, lines: Json| {
        let error = printing.make(form, skip, &lines).unwrap_err();
        (error.message, error.detail["field"].clone())
    };
    let one = json!([{ "part": part, "copies": 1 }]);
    assert_eq!(
        refused("a4_3x8", 24, one.clone()),
        ("A sheet has 24 labels: skip at most 23.".to_owned(), json!("skip"))
    );
    assert_eq!(
        refused("roll_62", 1, one),
        ("A roll has no started sheet: skip none.".to_owned(), json!("skip"))
    );
    let nothing = "Choose at least one part and one label of it.";
    assert_eq!(refused("a4_3x8", 0, json!([])), (nothing.to_owned(), json!("lines")));
    let zero = json!([{ "part": part, "copies": 0 }]);
    assert_eq!(refused("a4_3x8", 0, zero).0, nothing);
    let many = json!([{ "part": part, "copies": 2_000 }, { "part": part, "copies": 1 }]);
    assert_eq!(
        refused("a4_3x8", 0, many).0,
        "2001 labels are more than one file holds; the limit is 2000. Print them in several."
    );
    assert!(!Path::new(&printing.file()).exists());
}

#[test]
fn another_file_is_never_written_over() {
    let printing = Printing::begin();
    std::fs::write(printing.file(), "Dear captain").unwrap();
    let lines = json!([{ "part": printing.scene.impeller, "copies": 1 }]);
    let error = printing.make("a4_3x8", 0, &lines).unwrap_err();
    assert_eq!(
        error.message,
        "“labels.pdf” exists and is no PDF, so it is not replaced. Choose another name."
    );
    assert_eq!(std::fs::read_to_string(printing.file()).unwrap(), "Dear captain");
    std::fs::remove_file(printing.file()).unwrap();
    printing.make("a4_3x8", 0, &lines).unwrap();
    printing.make("roll_62", 0, &lines).unwrap();
    assert!(is_pdf(&printing.file()));
}

#[test]
fn nobody_prints_at_a_locked_workstation() {
    let printing = Printing::begin();
    printing.scene.story.call("lock", json!({})).unwrap();
    let lines = json!([{ "part": printing.scene.impeller, "copies": 1 }]);
    assert_eq!(printing.make("a4_3x8", 0, &lines).unwrap_err().code, Code::Locked);
}
