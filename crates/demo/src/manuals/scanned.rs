//! A gearbox manual that was only ever scanned: its pages are pictures without a letter of text.

use super::Manual;
use super::book::{Leaf, Mark, bound};
use super::letters::Letters;
use super::truth::Truth;
use crate::random::Random;
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma};

const PAGES: u32 = 5;
/// A4 at 75 dots an inch: enough to look like a scan, small in the file.
const WIDTH: u32 = 620;
const HEIGHT: u32 = 877;
const QUALITY: u8 = 35;

pub(super) fn manual(seed: u64) -> Manual {
    let mut random = Random::new(seed, 0x5CA4);
    let leaf = |_| Leaf {
        marks: vec![Mark::Picture(scan(&mut random))],
        ..Leaf::default()
    };
    let leaves: Vec<Leaf> = (0..PAGES).map(leaf).collect();
    Manual {
        file_name: "ZF_23560C_operating_manual_scan.pdf",
        title: "Operating manual, marine gearbox",
        maker: "ZF",
        model: "ZF 23560 C",
        revision: "1998",
        equipment: &["631.01", "631.02"],
        bytes: bound("Operating manual, marine gearbox", leaves, None, &Letters::new()),
        truth: Truth {
            labels: vec![String::new(); PAGES as usize],
            pages_without_text: (1..=PAGES).collect(),
            absent_codes: vec!["E047".to_owned(), "F112".to_owned()],
            ..Truth::default()
        },
    }
}

/// Lines of short and long strokes on paper that is not quite white, lying not quite straight.
fn scan(random: &mut Random) -> Vec<u8> {
    let paper = 232 + random.between(0, 12) as u8;
    let mut picture = GrayImage::from_pixel(WIDTH, HEIGHT, Luma([paper]));
    let slope = random.between(-6, 6) as f32 / 1000.0;
    let mut top = 70;
    while top < HEIGHT - 90 {
        let is_gap = random.percent(12);
        let mut left = 60;
        while !is_gap && left < WIDTH - 90 {
            let word = random.between(10, 52) as u32;
            for letter in (left..left + word).step_by(6) {
                let high = 4 + random.between(0, 4) as u32;
                stroke(&mut picture, letter, top + 9 - high, high, slope);
            }
            left += word + 9;
        }
        top += 15;
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&picture)
        .expect("a picture in memory of a size that JPEG knows is written");
    bytes
}

fn stroke(picture: &mut GrayImage, left: u32, top: u32, high: u32, slope: f32) {
    let shift = (left as f32 * slope) as i64;
    for x in left..(left + 3).min(WIDTH) {
        for y in top..top + high {
            let y = (i64::from(y) + shift).clamp(0, i64::from(HEIGHT) - 1) as u32;
            picture.put_pixel(x, y, Luma([58]));
        }
    }
}
