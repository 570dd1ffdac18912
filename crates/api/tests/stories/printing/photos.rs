//! Photos on paper: drawn where their file is here, otherwise named with the workstation that has it.

use super::{print, says};
use crate::files::sent::{paper, photo, written};
use crate::files::{attach, files_on_disk, list};
use crate::{Scene, first, intact};
use api::Code;
use image::{ImageFormat, Rgb, RgbImage};
use pdf_extract::{Document, Object};
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// The photos in a PDF: their kind of packing, width and height.
fn photos_in(file: &Path) -> Vec<(String, i64, i64)> {
    let pdf = Document::load(file).unwrap();
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let images = streams.filter(|stream| {
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        kind.is_ok_and(|name| name == b"Image")
    });
    let told = images.map(|stream| {
        let number = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).unwrap();
        let filters = stream.filters().unwrap();
        let packing = String::from_utf8_lossy(filters.last().unwrap()).into_owned();
        (packing, number(b"Width"), number(b"Height"))
    });
    told.collect()
}

#[test]
fn the_record_of_a_work_order_shows_its_photos_or_says_where_they_are() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = scene.order();
    let of = json!({ "work_order": order });
    attach(&mut scene.story, &of, "IMG_0815.JPG", &photo(1)).unwrap();
    attach(&mut scene.story, &of, "Datasheet.pdf", &paper()).unwrap();
    let wrong = attach(&mut scene.story, &of, "wrong pump.jpg", &photo(2)).unwrap();
    let reason = json!({ "attachment": wrong, "reason": "The other pump" });
    scene.story.act("withdraw_attachment", reason);
    let file = folder.path().join("record.pdf");
    let what = json!({ "paper": "record", "work_order": order });
    print(&scene.story, what.clone(), &file);
    says(
        &file,
        &[
            "Photos and papers",
            "Photo “IMG_0815.JPG” (SHA-256",
            "attached 2026-03-01 08:00 by Marta Nowak",
            "Paper “Datasheet.pdf”",
            "Photo “wrong pump.jpg”",
            "Withdrawn: The other pump",
        ],
    );
    assert_eq!(
        photos_in(&file),
        [("DCTDecode".to_owned(), 64, 48)],
        "a JPEG as the worker drew it"
    );

    for blob in files_on_disk(&scene.story) {
        std::fs::remove_file(blob).unwrap();
    }
    let place = list(&scene.story, &of)[0]["attached_on"].as_str().unwrap().to_owned();
    print(&scene.story, what, &file);
    assert_eq!(photos_in(&file), []);
    says(&file, &[&format!("…): photo on {place}, attached 2026-03-01")]);
    intact(&scene.story);
}

#[test]
fn the_pack_of_a_handover_shows_the_photos_that_were_signed() {
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let entry = first(
        &mut scene.story,
        "add_to_handover",
        json!({ "title": "Drips at the seal", "category": "watch" }),
    );
    let of = json!({ "entry": entry });
    attach(&mut scene.story, &of, "drip.jpg", &photo(3)).unwrap();
    let relief = json!({ "department": "engineering", "kind": "watch" });
    let signature = first(&mut scene.story, "sign_over_handover", relief);
    let file = folder.path().join("pack.pdf");
    let what = json!({ "paper": "handover", "signature": signature });
    print(&scene.story, what.clone(), &file);
    says(&file, &["Drips at the seal", "Photo “drip.jpg” (SHA-256"]);
    assert_eq!(photos_in(&file), [("DCTDecode".to_owned(), 64, 48)]);

    for blob in files_on_disk(&scene.story) {
        std::fs::remove_file(blob).unwrap();
    }
    print(&scene.story, what, &file);
    assert_eq!(photos_in(&file), []);
    says(&file, &["…): photo on E"]);
}

#[test]
fn a_paper_that_takes_its_time_says_how_far_it_is_and_can_be_stopped() {
    // Large enough that a worker takes its time with each on any machine.
    const PHOTOS: u8 = 5;
    let large = |number: u8| {
        let dots = RgbImage::from_pixel(4_000, 3_000, Rgb([number.wrapping_mul(31), 90, 160]));
        written(dots.into(), ImageFormat::Jpeg)
    };
    let mut scene = Scene::begin();
    let folder = tempfile::tempdir().unwrap();
    let order = scene.order();
    let of = json!({ "work_order": order });
    for number in 0..PHOTOS {
        attach(&mut scene.story, &of, "photo.jpg", &large(number)).unwrap();
    }
    let file = folder.path().join("record.pdf");
    let args = json!({ "what": { "paper": "record", "work_order": order }, "path": file });
    let state = scene.story.call("print_start", args.clone()).unwrap();
    assert_eq!((&state["state"], &state["total"]), (&json!("running"), &json!(PHOTOS)));
    let second = scene.story.call("print_start", args.clone()).unwrap_err();
    assert_eq!(second.code, Code::WrongState);
    assert_eq!(
        second.message,
        "Another paper is being written. Wait until that is done, or stop it."
    );
    let run = json!({ "run": state["run"] });
    scene.story.call("print_cancel", run.clone()).unwrap();
    let ended = loop {
        let state = scene.story.call("print_state", run.clone()).unwrap();
        if state["state"] != "running" {
            break state;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(ended["state"], "cancelled");
    assert!(ended["done"].as_u64().unwrap() < u64::from(PHOTOS));
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "no file, no half file"
    );
    // Another one may begin, and the first is not asked for any more.
    print(&scene.story, json!({ "paper": "card", "work_order": order }), &file);
    let gone = scene.story.call("print_state", run).unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
}
