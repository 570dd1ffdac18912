//! Photos and papers: what is taken, who may, what becomes of it, and what a hostile file comes to.
//!
//! Every file here is decoded by a real worker process.

mod hostile;
pub(crate) mod sent;

use crate::{Scene, intact};
use api::Code;
use api::attaching::{PictureArgs, PictureSize};
use domain::tables::{Department, Role};
use sent::{paper, photo, send};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use testkit::Story;

/// Attaches a file to what `of` names; the attachment's id.
pub(crate) fn attach(story: &mut Story, of: &Json, name: &str, bytes: &[u8]) -> Result<String, api::Error> {
    let upload = send(story, name, bytes)?["upload"].clone();
    let mut given = of.clone();
    given["files"] = json!([{ "upload": upload }]);
    let done = story.try_act("attach_file", given)?;
    Ok(done.ids[0].to_string())
}

pub(crate) fn list(story: &Story, of: &Json) -> Vec<Json> {
    let lines = story.call("attachment_list", of.clone()).unwrap();
    lines.as_array().unwrap().clone()
}

/// Every file beside the replica, small pictures left out.
pub(crate) fn files_on_disk(story: &Story) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![story.place().replica.join("blobs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("small") {
                folders.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_photo_on_a_fault_is_kept_listed_and_shown() {
    let mut scene = Scene::begin();
    let of = json!({ "fault": scene.fault });
    let id = attach(&mut scene.story, &of, "IMG_0815.JPG", &photo(1)).unwrap();
    let lines = list(&scene.story, &of);
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(line["name"], "IMG_0815.JPG");
    assert_eq!(line["kind"], "photo");
    assert_eq!(line["is_here"], true);
    assert_eq!(line["by"]["name"], "Marta Nowak");
    assert_eq!(line["withdrawn"], Json::Null);
    for size in [PictureSize::Small, PictureSize::Whole] {
        let args = PictureArgs {
            attachment: Some(id.parse().unwrap()),
            size,
            ..PictureArgs::default()
        };
        let picture = scene.story.program().picture(&args).unwrap();
        assert_eq!(picture.media_type, "image/jpeg");
        assert!(picture.bytes.starts_with(&[0xFF, 0xD8, 0xFF]));
    }
    intact(&scene.story);
}

#[test]
fn a_fault_is_reported_with_its_photos_in_one_act() {
    let mut scene = Scene::begin();
    let before = scene.story.entries();
    let uploads = [1, 2].map(|number| send(&scene.story, "seen.jpg", &photo(number)).unwrap()["upload"].clone());
    let files: Vec<Json> = uploads.iter().map(|upload| json!({ "upload": upload })).collect();
    let done = scene
        .story
        .act("report_fault", json!({ "title": "Water on deck 3", "files": files }));
    assert_eq!(done.ids.len(), 3);
    assert_eq!(list(&scene.story, &json!({ "fault": done.ids[0] })).len(), 2);
    assert_eq!(scene.story.entries(), before + 1);
    intact(&scene.story);
}

#[test]
fn a_photo_changes_nothing_of_its_record() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let of = json!({ "work_order": order });
    attach(&mut scene.story, &of, "before.jpg", &photo(1)).unwrap();
    assert_eq!(scene.status(&order), "candidate", "a photo starts no work");
    assert_eq!(scene.fault_status(), "open");
}

#[test]
fn a_file_stands_on_every_kind_of_record_and_a_notes_file_also_on_its_work_order() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let noted = scene.story.act(
        "add_note_to_work_order",
        json!({ "work_order": order, "text": "Belt is worn" }),
    );
    let note = noted.ids[0].to_string();
    let entry = scene.story.act(
        "add_to_handover",
        json!({ "title": "Belt on order", "category": "fyi" }),
    );
    let records = [
        json!({ "fault": scene.fault }),
        json!({ "work_order": order }),
        json!({ "note": note }),
        json!({ "equipment": scene.generator }),
        json!({ "part": scene.impeller }),
        json!({ "entry": entry.ids[0] }),
    ];
    for (number, of) in records.iter().enumerate() {
        attach(&mut scene.story, of, "photo.jpg", &photo(number as u8)).unwrap();
        assert_eq!(list(&scene.story, of).len(), 1, "{of}");
    }
    let of_order = list(&scene.story, &records[1]);
    assert_eq!(of_order.len(), 2);
    let of_note = of_order.iter().find(|line| line["note"] == json!(note));
    assert!(of_note.is_some(), "{of_order:?}");
    let both = json!({ "fault": scene.fault, "part": scene.impeller });
    let refused = attach(&mut scene.story, &both, "photo.jpg", &photo(9)).unwrap_err();
    assert_eq!(
        refused.message,
        "A file belongs to one record. Attach it to the other one as well."
    );
    intact(&scene.story);
}

#[test]
fn work_that_is_over_takes_no_more_files_and_a_wrong_one_can_still_be_withdrawn() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let of = json!({ "work_order": order });
    let id = attach(&mut scene.story, &of, "passport.jpg", &photo(1)).unwrap();
    scene
        .story
        .act("cancel_work_order", json!({ "work_order": order, "reason": "Twice" }));
    let refused = attach(&mut scene.story, &of, "late.jpg", &photo(2)).unwrap_err();
    assert_eq!(refused.code, Code::WrongState);
    assert!(
        refused.message.contains("it takes no more files"),
        "{}",
        refused.message
    );
    assert_eq!(
        files_on_disk(&scene.story).len(),
        2,
        "the first, and the one that still waits"
    );
    scene.story.act(
        "withdraw_attachment",
        json!({ "attachment": id, "reason": "Wrong picture" }),
    );
    assert_eq!(list(&scene.story, &of)[0]["withdrawn"]["reason"], "Wrong picture");
}

#[test]
fn a_withdrawn_file_is_kept_and_attached_again() {
    let mut scene = Scene::begin();
    let of = json!({ "fault": scene.fault });
    let id = attach(&mut scene.story, &of, "leak.jpg", &photo(1)).unwrap();
    let files = files_on_disk(&scene.story);
    let given = json!({ "attachment": id, "reason": "Other pump" });
    let done = scene.story.act("withdraw_attachment", given.clone());
    assert_eq!(done.corrected_by.as_deref(), Some("attach_file"));
    assert_eq!(files_on_disk(&scene.story), files, "a file is never deleted");
    let twice = scene.story.try_act("withdraw_attachment", given).unwrap_err();
    assert_eq!(twice.code, Code::WrongState);
    assert!(
        twice.message.starts_with("Marta Nowak withdrew this file already"),
        "{}",
        twice.message
    );
    let again = json!({ "fault": scene.fault, "files": [{ "again": id, "name": "leak.jpg" }] });
    scene.story.act("attach_file", again);
    let lines = list(&scene.story, &of);
    let standing: Vec<&Json> = lines.iter().filter(|line| line["withdrawn"].is_null()).collect();
    assert_eq!((lines.len(), standing.len()), (2, 1));
    assert_eq!(files_on_disk(&scene.story), files, "the same bytes lie there once");
    intact(&scene.story);
}

#[test]
fn what_was_attached_and_withdrawn_stands_in_the_history_of_its_record() {
    let mut scene = Scene::begin();
    let order = scene.order();
    let upload = send(&scene.story, "leak.jpg", &photo(1)).unwrap()["upload"].clone();
    let of = json!({ "work_order": order, "files": [{ "upload": upload, "caption": "Shaft seal" }] });
    let attached = scene.story.act("attach_file", of).ids[0];
    let given = json!({ "attachment": attached, "reason": "Other pump" });
    scene.story.act("withdraw_attachment", given);
    let page = scene.page(&order);
    let told: Vec<&str> = page["history"].as_array().unwrap()[..2]
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(told, ["Withdrew “Shaft seal”: Other pump", "Attached “Shaft seal”"]);
}

#[test]
fn the_same_file_on_the_same_record_is_told_and_can_be_attached_all_the_same() {
    let mut scene = Scene::begin();
    let of = json!({ "fault": scene.fault });
    attach(&mut scene.story, &of, "leak.jpg", &photo(1)).unwrap();
    let upload = send(&scene.story, "copy of leak.jpg", &photo(1)).unwrap()["upload"].clone();
    let given = json!({ "fault": scene.fault, "files": [{ "upload": upload }] });
    let check = json!({ "action": "attach_file", "given": given });
    let found = scene.story.call("action_check", check).unwrap();
    assert_eq!(found["duplicates"][0]["label"], "leak.jpg");
    let text = found["duplicates"][0]["text"].as_str().unwrap();
    assert!(
        text.starts_with("The same file is here already, attached by Marta Nowak on "),
        "{text}"
    );
    let mut anyway = given;
    anyway["attach_anyway"] = json!(true);
    scene.story.act("attach_file", anyway);
    assert_eq!(list(&scene.story, &of).len(), 2);
    assert_eq!(files_on_disk(&scene.story).len(), 1);
}

#[test]
fn a_cancelled_form_leaves_no_trace_of_its_file() {
    let mut scene = Scene::begin();
    let before = scene.story.entries();
    let upload = send(&scene.story, "leak.jpg", &photo(1)).unwrap()["upload"].clone();
    assert_eq!(files_on_disk(&scene.story).len(), 1, "it waits");
    scene.story.call("upload_drop", json!({ "upload": upload })).unwrap();
    assert_eq!(files_on_disk(&scene.story), Vec::<PathBuf>::new());
    // The window was shut in the middle of another form.
    send(&scene.story, "leak.jpg", &photo(1)).unwrap();
    scene.story.reopen();
    scene.story.sign_in(scene.story.chief());
    assert_eq!(files_on_disk(&scene.story), Vec::<PathBuf>::new());
    assert_eq!(scene.story.entries(), before);
}

#[test]
fn a_refused_act_leaves_no_file_under_a_digest() {
    let mut scene = Scene::begin();
    let upload = send(&scene.story, "leak.jpg", &photo(1)).unwrap()["upload"].clone();
    let given = json!({ "fault": scene.fault, "files": [{ "upload": upload, "caption": "x".repeat(201) }] });
    let refused = scene.story.try_act("attach_file", given).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    let left = files_on_disk(&scene.story);
    assert_eq!(left.len(), 1);
    assert!(
        left[0].parent().unwrap().ends_with("waiting"),
        "it waits for the form to be mended: {left:?}"
    );
}

#[test]
fn what_a_caller_says_of_a_file_is_not_believed() {
    let mut scene = Scene::begin();
    let invented = json!({
        "sha256": "00".repeat(32), "kind": "photo", "media_type": "text/html", "size_bytes": 1, "name": "x.jpg",
    });
    let given = json!({ "fault": scene.fault, "files": [invented] });
    let refused = scene.story.try_act("attach_file", given).unwrap_err();
    assert_eq!(refused.message, "The file is not open any more. Choose it again.");
    let upload = send(&scene.story, "x.jpg", &photo(1)).unwrap()["upload"].clone();
    let lied = json!({ "upload": upload, "kind": "pdf", "size_bytes": 1, "name": "x.pdf" });
    scene
        .story
        .act("attach_file", json!({ "fault": scene.fault, "files": [lied] }));
    let line = &list(&scene.story, &json!({ "fault": scene.fault }))[0];
    assert_eq!(line["kind"], "photo");
    assert!(line["size_bytes"].as_i64().unwrap() > 1);
}

#[test]
fn crew_attach_photos_everywhere_and_papers_where_they_may_write() {
    let mut scene = Scene::begin();
    let deckhand = scene.story.add_person("Jovan Petrović", Role::Crew, Department::Deck);
    let bosun = scene.story.add_person("Aino Virtanen", Role::Crew, Department::Deck);
    let order = scene.order();
    scene.story.sign_in(deckhand);
    let of = json!({ "work_order": order });
    let own = attach(&mut scene.story, &of, "seen.jpg", &photo(1)).unwrap();
    let refused = attach(&mut scene.story, &of, "manual.pdf", &paper()).unwrap_err();
    assert_eq!(refused.code, Code::WrongRole);
    assert!(refused.message.contains("and no PDF"), "{}", refused.message);
    attach(
        &mut scene.story,
        &json!({ "fault": scene.fault }),
        "report.pdf",
        &paper(),
    )
    .unwrap();

    scene.story.sign_in(bosun);
    let given = json!({ "attachment": own, "reason": "Not mine" });
    let others = scene.story.try_act("withdraw_attachment", given.clone()).unwrap_err();
    assert_eq!(others.code, Code::WrongRole);
    scene.story.sign_in(deckhand);
    scene.story.act("withdraw_attachment", given);
    intact(&scene.story);
}

#[test]
fn a_photo_of_a_part_is_smaller_than_others() {
    let mut scene = Scene::begin();
    let large = sent::noisy_png(5_200_000);
    let refused = attach(&mut scene.story, &json!({ "part": scene.impeller }), "part.png", &large).unwrap_err();
    assert!(
        refused
            .message
            .starts_with("A photo of a part has at most 5 MB; “part.png” has 5."),
        "{}",
        refused.message
    );
    attach(
        &mut scene.story,
        &json!({ "equipment": scene.generator }),
        "part.png",
        &large,
    )
    .unwrap();
}

#[test]
fn fifty_files_an_hour_come_from_one_person() {
    let scene = Scene::begin();
    let begin = json!({ "name": "photo.jpg", "size_bytes": 1_000 });
    for _ in 0..50 {
        scene.story.call("upload_begin", begin.clone()).unwrap();
    }
    let refused = scene.story.call("upload_begin", begin.clone()).unwrap_err();
    assert_eq!(
        refused.message,
        "50 files came from you within the last hour. Go on in a while."
    );
    scene.story.clock().pass_ms(3_600_000);
    scene.story.call("upload_begin", begin).unwrap();
}

#[test]
fn a_double_click_attaches_once() {
    let scene = Scene::begin();
    let upload = send(&scene.story, "leak.jpg", &photo(1)).unwrap()["upload"].clone();
    let commit = json!({
        "action": "attach_file", "form_id": "one form",
        "params": { "fault": scene.fault, "files": [{ "upload": upload }] },
    });
    let once = scene.story.call("action_commit", commit.clone()).unwrap();
    let twice = scene.story.call("action_commit", commit).unwrap();
    assert_eq!((&once["repeated"], &twice["repeated"]), (&json!(false), &json!(true)));
    assert_eq!(once["ids"], twice["ids"]);
    assert_eq!(list(&scene.story, &json!({ "fault": scene.fault })).len(), 1);
}

#[test]
fn a_file_of_another_workstation_is_named_with_its_place_and_its_record_works() {
    let mut scene = Scene::begin();
    let of = json!({ "fault": scene.fault });
    let id = attach(&mut scene.story, &of, "leak.jpg", &photo(1)).unwrap();
    // As a replica stands that heard of the act and not yet of the file.
    for file in files_on_disk(&scene.story) {
        std::fs::remove_file(file).unwrap();
    }
    assert_eq!(list(&scene.story, &of)[0]["is_here"], false);
    let place = list(&scene.story, &of)[0]["attached_on"].as_str().unwrap().to_owned();
    let args = PictureArgs {
        attachment: Some(id.parse().unwrap()),
        ..PictureArgs::default()
    };
    let refused = scene.story.program().picture(&args).unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
    assert_eq!(
        refused.message,
        format!("This photo is on {place} and has not come over yet.")
    );
    scene.story.act(
        "edit_fault",
        json!({ "fault": scene.fault, "title": "Coolant still hot" }),
    );
    intact(&scene.story);
}

#[test]
fn a_backup_carries_the_files_and_the_next_one_only_what_is_new() {
    let mut scene = Scene::begin();
    let of = json!({ "fault": scene.fault });
    attach(&mut scene.story, &of, "one.jpg", &photo(1)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let first = scene.story.program().backup(&folder.path().join("monday.db")).unwrap();
    assert_eq!((first.files, first.files_copied, first.files_elsewhere), (1, 1, 0));
    attach(&mut scene.story, &of, "two.jpg", &photo(2)).unwrap();
    let second = scene.story.program().backup(&folder.path().join("tuesday.db")).unwrap();
    assert_eq!((second.files, second.files_copied, second.files_elsewhere), (2, 1, 0));
    for file in files_on_disk(&scene.story) {
        let replica = scene.story.place().replica;
        let copy = folder.path().join(file.strip_prefix(replica).unwrap());
        assert_eq!(std::fs::read(copy).unwrap(), std::fs::read(file).unwrap());
    }
}

#[test]
fn a_photo_of_a_handover_entry_is_signed_over_by_its_digest() {
    let mut scene = Scene::begin();
    let story = &mut scene.story;
    let written = json!({ "title": "Seal drips", "category": "watch" });
    let entry = json!({ "entry": story.act("add_to_handover", written).ids[0] });
    let bytes = photo(1);
    attach(story, &entry, "seal.jpg", &bytes).unwrap();
    let mistaken = attach(story, &entry, "wrong.jpg", &photo(2)).unwrap();
    let why = json!({ "attachment": mistaken, "reason": "Another pump." });
    story.act("withdraw_attachment", why);
    let watch = json!({ "department": "engineering", "kind": "watch" });
    let form = story.program().action_prefill("sign_over_handover", &watch).unwrap();
    let preview = story
        .program()
        .action_preview("sign_over_handover", &form.values)
        .unwrap();
    assert_eq!(preview.writes[1], "keep an eye on: “Seal drips” (open), with 1 file");
    // One more photo between looking and signing: it was not looked at, so it is not signed.
    attach(story, &entry, "late.jpg", &photo(3)).unwrap();
    let sign = json!({ "person": story.chief(), "pin": testkit::PIN });
    let stale = json!({
        "action": "sign_over_handover", "params": form.values, "basis": preview.basis, "form_id": "stale", "sign": sign,
    });
    assert_eq!(story.call("action_commit", stale).unwrap_err().code, Code::Changed);
    let id = story.act("sign_over_handover", watch).ids[0];
    let page = story.call("handover_signed_page", json!({ "id": id })).unwrap();
    let files = page["entries"][0]["signed"]["files"].as_array().unwrap();
    let names: Vec<&Json> = files.iter().map(|file| &file["name"]).collect();
    assert_eq!(names, [&json!("seal.jpg"), &json!("late.jpg")]);
    // The digest names the very bytes that lie beside the replica.
    let stored = story.program().show("pms_attachments", None, 0).unwrap();
    let seal = stored.rows.iter().find(|row| row["name"] == "seal.jpg").unwrap();
    assert_eq!(files[0]["sha256"], seal["sha256"]);
    let digits = files[0]["sha256"].as_str().unwrap();
    let kept = files_on_disk(story);
    assert!(
        kept.iter()
            .any(|path| path.ends_with(format!("{}/{}", &digits[..2], &digits[2..]))),
        "{kept:?}"
    );
    intact(story);
}
