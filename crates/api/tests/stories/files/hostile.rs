//! Hostile files: each ends in one sentence, and the program goes on.

use super::sent::{paper, photo, send, written};
use super::{attach, list};
use crate::{Scene, intact};
use api::{Code, WorkerLimits};
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::json;
use std::io::Write as _;

fn crc(kind_and_contents: &[u8]) -> [u8; 4] {
    let mut sum = crc32fast::Hasher::new();
    sum.update(kind_and_contents);
    sum.finalize().to_be_bytes()
}

fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), contents].concat();
    [&(contents.len() as u32).to_be_bytes(), body.as_slice(), &crc(&body)].concat()
}

/// A PNG of so many pixels a side, all black: a thousandth of what it unpacks to.
fn bomb(side: u32) -> Vec<u8> {
    let mut head = [side.to_be_bytes(), side.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let row = vec![0; side as usize * 3 + 1];
    for _ in 0..side {
        packer.write_all(&row).unwrap();
    }
    let pixels = packer.finish().unwrap();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"IDAT", &pixels),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

#[test]
fn a_hostile_file_ends_in_one_sentence_and_the_program_goes_on() {
    let mut scene = Scene::begin();
    let whole = photo(1);
    let nested = format!(
        "%PDF-1.4\n1 0 obj{}{}endobj\ntrailer<</Root 1 0 R>>",
        "[".repeat(400_000),
        "]".repeat(9)
    );
    for (name, file, sentence) in [
        (
            "bomb.png",
            bomb(12_000),
            "The photo has more than 64 million pixels. Make it smaller and try again.",
        ),
        (
            "cut.jpg",
            whole[..whole.len() / 2].to_vec(),
            "The photo is cut short: its end is missing. Copy it again from where it was taken.",
        ),
        (
            "photo.jpg",
            b"MZ\x90\0 a program that calls itself a photo".to_vec(),
            "This is neither a photo (JPEG, PNG, HEIC) nor a PDF. Choose another file.",
        ),
        (
            "dance.gif",
            b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(),
            "This is neither a photo (JPEG, PNG, HEIC) nor a PDF. Choose another file.",
        ),
        ("empty.jpg", Vec::new(), "The file is empty. Choose another one."),
    ] {
        let refused = send(&scene.story, name, &file).unwrap_err();
        assert_eq!(
            (refused.code, refused.message.as_str()),
            (Code::Invalid, sentence),
            "{name}"
        );
    }
    // However deep a paper nests, the worker's end is not the program's.
    let refused = send(&scene.story, "deep.pdf", nested.as_bytes()).unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    assert!(refused.message.ends_with('.'), "{}", refused.message);

    let of = json!({ "fault": scene.fault });
    attach(&mut scene.story, &of, "good.jpg", &whole).unwrap();
    assert_eq!(list(&scene.story, &of).len(), 1);
    intact(&scene.story);
}

#[test]
fn a_worker_that_takes_more_memory_than_it_may_dies_and_the_person_reads_a_sentence() {
    let mut scene = Scene::begin();
    let large = written(
        RgbImage::from_pixel(6_000, 5_000, Rgb([9, 9, 9])).into(),
        ImageFormat::Jpeg,
    );
    assert_eq!(send(&scene.story, "large.jpg", &large).unwrap()["width"], 6_000);
    scene.story.limit_workers(WorkerLimits {
        memory_bytes: 64 << 20,
        ..WorkerLimits::default()
    });
    scene.story.sign_in(scene.story.chief());
    let refused = send(&scene.story, "large.jpg", &large).unwrap_err();
    assert_eq!(
        refused.message,
        "The file could not be opened safely, so it was left. Choose another one."
    );
    send(&scene.story, "small.jpg", &photo(1)).unwrap();
}

#[test]
fn a_worker_that_takes_too_long_is_ended_and_the_person_reads_a_sentence() {
    let mut scene = Scene::begin();
    scene.story.limit_workers(WorkerLimits {
        wait_ms: 1,
        ..WorkerLimits::default()
    });
    scene.story.sign_in(scene.story.chief());
    let refused = send(&scene.story, "slow.pdf", &paper()).unwrap_err();
    assert_eq!(
        refused.message,
        "The file took too long to open, so it was left. Choose another one."
    );
}
