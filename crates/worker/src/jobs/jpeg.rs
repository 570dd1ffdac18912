//! The segments of a JPEG (ITU-T T.81, annex B), gone through without decoding a pixel.
//!
//! Own code, because what is looked for lies where libraries for segments stop reading: phones append a
//! second picture, with its own place, behind the end of the first.

use super::exif::{self, Turning};
use crate::refused::Refused;

const START_OF_IMAGE: u8 = 0xD8;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
const COLOUR: u8 = 0xE2;
const ADOBE: u8 = 0xEE;
const EXIF_HEAD: &[u8] = b"Exif\0\0";
/// Bytes of a segment's length field.
const LENGTH_BYTES: usize = 2;

/// The photo up to its end, with nothing beside its pixels but what decoding needs and [`exif`] keeps.
pub(super) fn without_place(file: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut kept = vec![0xFF, START_OF_IMAGE];
    let mut block = None;
    let mut at = 2;
    let mut scanned = Vec::with_capacity(file.len());
    loop {
        let (marker, after) = marker(file, at)?;
        at = after;
        match marker {
            END_OF_IMAGE => break,
            // Restart marks and the like stand alone.
            0x01 | 0xD0..=0xD7 => scanned.extend([0xFF, marker]),
            START_OF_IMAGE => return Err(Refused::Damaged),
            _ => {
                let segment = segment(file, at)?;
                at += LENGTH_BYTES + segment.len();
                if marker == EXIF && block.is_none() {
                    block = segment.strip_prefix(EXIF_HEAD);
                }
                if stays(marker, segment) {
                    write(&mut scanned, marker, segment);
                }
                if marker == START_OF_SCAN {
                    let end = end_of_scan(file, at)?;
                    scanned.extend(&file[at..end]);
                    at = end;
                }
            }
        }
    }
    if let Some(fields) = block.and_then(|block| exif::kept(block, Turning::Kept)) {
        write(&mut kept, EXIF, &[EXIF_HEAD, &fields].concat());
    }
    kept.extend(scanned);
    kept.extend([0xFF, END_OF_IMAGE]);
    Ok(kept)
}

/// Puts fields into a photo that has none.
pub(super) fn with_fields(photo: &[u8], fields: &[u8]) -> Vec<u8> {
    let mut whole = vec![0xFF, START_OF_IMAGE];
    write(&mut whole, EXIF, &[EXIF_HEAD, fields].concat());
    whole.extend(photo.get(2..).unwrap_or_default());
    whole
}

fn write(to: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    // A segment came with a length of two bytes, or holds the few fields that are kept.
    let length = (segment.len() + LENGTH_BYTES) as u16;
    to.extend([0xFF, marker]);
    to.extend(length.to_be_bytes());
    to.extend(segment);
}

/// Tables and frames stay, and what says how colours are meant.
fn stays(marker: u8, segment: &[u8]) -> bool {
    match marker {
        JFIF => segment.starts_with(b"JFIF\0"),
        COLOUR => segment.starts_with(b"ICC_PROFILE\0"),
        ADOBE => segment.starts_with(b"Adobe"),
        0xE0..=0xEF | COMMENT => false,
        _ => true,
    }
}

/// The marker at that place, and where what follows it begins. Any number of 0xFF may stand before it.
fn marker(file: &[u8], at: usize) -> Result<(u8, usize), Refused> {
    let rest = file.get(at..).ok_or(Refused::Cut)?;
    match rest.first() {
        None => return Err(Refused::Cut),
        Some(0xFF) => {}
        Some(_) => return Err(Refused::Damaged),
    }
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    let marker = *rest.get(fill).ok_or(Refused::Cut)?;
    Ok((marker, at + fill + 1))
}

fn segment(file: &[u8], at: usize) -> Result<&[u8], Refused> {
    let length = file.get(at..at + LENGTH_BYTES).ok_or(Refused::Cut)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    if length < LENGTH_BYTES {
        return Err(Refused::Damaged);
    }
    file.get(at + LENGTH_BYTES..at + length).ok_or(Refused::Cut)
}

/// Where the coded pixels end: at the next marker that is no restart. A zero behind 0xFF is a pixel's.
fn end_of_scan(file: &[u8], from: usize) -> Result<usize, Refused> {
    let mut at = from;
    loop {
        let rest = file.get(at..).ok_or(Refused::Cut)?;
        at += rest.iter().position(|byte| *byte == 0xFF).ok_or(Refused::Cut)?;
        match file.get(at + 1) {
            None => return Err(Refused::Cut),
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return Ok(at),
        }
    }
}
