//! The chunks of a PNG (W3C PNG, third edition), gone through without decoding a pixel.

use super::exif::{self, Turning};
use crate::refused::Refused;

const SIGNATURE_BYTES: usize = 8;
/// Length and kind before a chunk's contents, a sum behind them.
const HEAD_BYTES: usize = 8;
const SUM_BYTES: usize = 4;
/// What decoding needs, and what says how colours are meant.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"pHYs", b"IDAT", b"IEND",
];

/// The picture up to its end, with nothing beside its pixels but what decoding needs and [`exif`] keeps.
pub(super) fn without_place(file: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut kept = file[..SIGNATURE_BYTES].to_vec();
    let mut at = SIGNATURE_BYTES;
    loop {
        let chunk = chunk(file, at)?;
        at += chunk.len();
        let (kind, contents) = (&chunk[4..HEAD_BYTES], &chunk[HEAD_BYTES..chunk.len() - SUM_BYTES]);
        match kind {
            b"acTL" => return Err(Refused::Moving),
            b"eXIf" => {
                if let Some(fields) = exif::kept(contents, Turning::Kept) {
                    kept.extend(written(b"eXIf", &fields));
                }
            }
            _ if KEPT.iter().any(|known| known.as_slice() == kind) => kept.extend(chunk),
            _ => {}
        }
        if kind == b"IEND" {
            return Ok(kept);
        }
    }
}

/// The whole chunk at that place.
fn chunk(file: &[u8], at: usize) -> Result<&[u8], Refused> {
    let head = file.get(at..at + HEAD_BYTES).ok_or(Refused::Cut)?;
    let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let end = at
        .checked_add(HEAD_BYTES + SUM_BYTES)
        .and_then(|end| end.checked_add(length));
    file.get(at..end.ok_or(Refused::Cut)?).ok_or(Refused::Cut)
}

pub(super) fn written(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let mut chunk = (contents.len() as u32).to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(contents);
    let sum = crc32fast::hash(&chunk[4..]);
    chunk.extend(sum.to_be_bytes());
    chunk
}
