//! Photos on one workstation and their records on both.

use std::sync::{Arc, Mutex};

use api::Code;
use api::attaching::{PictureArgs, PictureSize};
use domain::RowId;
use serde_json::{Value as Json, json};
use testkit::Story;

use super::{Ship, held, strip, until};
use crate::files::sent::{photo, send};

/// Reports a fault with a photo; the fault and the attachment.
fn seen(story: &mut Story, title: &str, bytes: &[u8]) -> (RowId, RowId) {
    let upload = send(story, "IMG_0815.JPG", bytes).unwrap()["upload"].clone();
    let done = story.act(
        "report_fault",
        json!({ "title": title, "files": [{ "upload": upload }] }),
    );
    (done.ids[0], done.ids[1])
}

fn line(story: &Story, fault: RowId) -> Json {
    story.call("attachment_list", json!({ "fault": fault })).unwrap()[0].clone()
}

fn picture(story: &Story, attachment: RowId) -> Result<Vec<u8>, api::Error> {
    let args = PictureArgs {
        attachment: Some(attachment),
        size: PictureSize::Whole,
        ..PictureArgs::default()
    };
    Ok(story.program().picture(&args)?.bytes)
}

#[test]
fn a_record_works_while_its_photo_is_on_another_workstation_and_shows_it_once_it_has_come() {
    let mut ship = Ship::of_two();
    ship.parts(true);
    let (fault, attachment) = seen(&mut ship.bridge, "Water on deck 3", &photo(1));
    // The act comes on a stick, the photo does not.
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("bridge.acts");
    ship.bridge.call("sync_export", json!({ "path": path })).unwrap();
    ship.engine.call("sync_import", json!({ "path": path })).unwrap();
    let shown = line(&ship.engine, fault);
    let place = shown["attached_on"].as_str().unwrap();
    assert_eq!(shown["is_here"], false);
    assert!(place.ends_with(" Bridge"), "{place}");
    let refused = picture(&ship.engine, attachment).unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
    assert_eq!(
        refused.message,
        format!("This photo is on {place} and has not come over yet.")
    );
    // The record works meanwhile.
    ship.engine.act(
        "add_to_handover",
        json!({ "title": "Look at deck 3", "category": "watch", "fault": fault }),
    );
    let entries = held(&ship.engine);
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    ship.engine
        .program()
        .subscribe(move |event| heard.lock().unwrap().push(event.tables.clone()));
    ship.parts(false);
    until(&[&ship.engine, &ship.bridge], || {
        (line(&ship.engine, fault)["is_here"] == true).then_some(())
    });
    assert_eq!(
        picture(&ship.engine, attachment).unwrap(),
        picture(&ship.bridge, attachment).unwrap()
    );
    assert_eq!(held(&ship.engine), entries, "a photo that comes is no entry");
    // The windows were told that what they show of attachments is another thing now.
    assert!(told.lock().unwrap().iter().any(|tables| tables == &["pms_attachments"]));
    let files = &strip(&ship.bridge)["files"];
    assert_eq!((&files["to_send"], &files["trouble"]), (&json!(0), &Json::Null));
}

#[test]
fn photos_go_with_the_acts_on_a_stick_where_that_is_wanted() {
    let mut ship = Ship::of_two();
    ship.parts(true);
    let (fault, attachment) = seen(&mut ship.bridge, "Water on deck 3", &photo(1));
    seen(&mut ship.bridge, "Water on deck 4", &photo(2));
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("bridge.acts");
    let asked = json!({ "path": path, "with_files": true });
    let written = ship.bridge.call("sync_export", asked).unwrap();
    assert_eq!((&written["files"], &written["damaged_files"]), (&json!(2), &json!(0)));
    let taken = |story: &Story| story.call("sync_import", json!({ "path": path })).unwrap();
    let first = taken(&ship.engine);
    assert_eq!(
        (&first["entries"], &first["files"], &first["is_cut"]),
        (&json!(3), &json!(2), &json!(false))
    );
    assert_eq!(line(&ship.engine, fault)["is_here"], true);
    assert_eq!(
        picture(&ship.engine, attachment).unwrap(),
        picture(&ship.bridge, attachment).unwrap()
    );
    let again = taken(&ship.engine);
    assert_eq!((&again["entries"], &again["files"]), (&json!(0), &json!(0)));
    // A stick that was pulled out in the middle of a photo brings what is whole before it.
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 100]).unwrap();
    assert_eq!(taken(&ship.engine)["is_cut"], true);
}

#[test]
fn a_photo_that_went_wrong_on_the_stick_is_thrown_away_and_told() {
    let mut ship = Ship::of_two();
    ship.parts(true);
    let bytes = photo(3);
    let (fault, _) = seen(&mut ship.bridge, "Water on deck 3", &bytes);
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().join("bridge.acts");
    let asked = json!({ "path": path, "with_files": true });
    ship.bridge.call("sync_export", asked).unwrap();
    let kept = line(&ship.bridge, fault)["size_bytes"].as_u64().unwrap() as usize;
    let mut altered = std::fs::read(&path).unwrap();
    // The end frame stands behind the photo's last byte; the middle of the photo lies well before it.
    let middle = altered.len() - 120 - kept / 2;
    altered[middle] ^= 0xff;
    std::fs::write(&path, altered).unwrap();
    let taken = ship.engine.call("sync_import", json!({ "path": path })).unwrap();
    assert_eq!(
        (&taken["entries"], &taken["files"], &taken["damaged_files"]),
        (&json!(2), &json!(0), &json!(1))
    );
    assert_eq!(line(&ship.engine, fault)["is_here"], false);
}
