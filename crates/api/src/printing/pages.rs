//! Pages of a manual on paper. The worker of manuals draws them; what goes into the PDF is a picture of each
//! page, so that nothing else of a foreign file leaves with it.

use super::Stop;
use super::desk::{Desk, foot, vessel};
use super::run::Pace;
use ::manuals::{Pixels, Size};
use domain::RowId;
use domain::refusal::{Code, Refusal};
use domain::tables::Document;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use paper::Picture;
use paper::copies::{Copies, Copy};
use std::path::{Path, PathBuf};
use store::BlobName;

/// Pages of one printing: a section to take along, not a book.
pub const MANUAL_PAGES_MAX: u32 = 100;
/// Pixels across a page that stands upright: 200 dots an inch over 196 mm.
const PAGE_PIXELS: u32 = 1_540;
/// Of 100: letters keep their edges.
const JPEG_QUALITY: u8 = 88;

/// A manual whose pages are printed.
pub(super) struct Source {
    pub(super) document: Document,
    pub(super) file: BlobName,
    pub(super) path: PathBuf,
}

/// The pages asked for.
///
/// # Errors
/// `invalid` where the last stands before the first, or there are more than [`MANUAL_PAGES_MAX`].
pub(super) fn checked(document: RowId, from: u32, to: u32) -> Result<RowId, Refusal> {
    if from == 0 || to < from {
        let message = "The pages run from a first to a last one. Give two page numbers, the smaller one first.";
        return Err(Refusal::field(Code::Invalid, "to", message));
    }
    if to - from >= MANUAL_PAGES_MAX {
        let message = format!("At most {MANUAL_PAGES_MAX} pages are printed in one go. Print the section you need.");
        return Err(Refusal::field(Code::Invalid, "to", message));
    }
    Ok(document)
}

pub(super) fn copies(desk: &Desk, source: &Source, (from, to): (u32, u32), pace: &Pace) -> Result<Copies, Stop> {
    let sizes = desk.manuals.sizes(&source.path).map_err(refused)?;
    let last = u32::try_from(sizes.len()).unwrap_or(u32::MAX);
    if from > last {
        let message = format!("This manual has {last} pages. Give numbers up to {last}.");
        return Err(Refusal::field(Code::Invalid, "from", message).into());
    }
    let to = to.min(last);
    pace.expect(u64::from(to - from + 1));
    let (labels, vessel, foot) = desk.view(|view| -> Result<_, Stop> {
        Ok((view.reader.manual_labels(&source.file)?, vessel(view)?, foot(view)))
    })?;
    let mut pages = Vec::new();
    for page in from..=to {
        pace.step()?;
        let label = labels
            .iter()
            .find(|(at, _)| *at == page)
            .map(|(_, label)| label.as_str());
        let wide = sizes
            .get(page as usize - 1)
            .is_some_and(|(width, height)| width > height);
        pages.push(Copy {
            picture: drawn(desk, &source.path, page, wide)?,
            line: line(&source.document, page, label),
        });
    }
    Ok(Copies {
        vessel,
        title: source.document.title.clone(),
        pages,
        foot,
    })
}

/// What the copy is a copy of.
fn line(document: &Document, page: u32, label: Option<&str>) -> String {
    let revision = document
        .revision
        .as_ref()
        .map(|revision| format!(", revision {revision}"));
    let label = label
        .filter(|label| *label != page.to_string())
        .map(|label| format!(" ({label})"));
    format!(
        "{}{}, page {page}{}",
        document.title,
        revision.unwrap_or_default(),
        label.unwrap_or_default()
    )
}

fn drawn(desk: &Desk, path: &Path, page: u32, wide: bool) -> Result<Picture, Stop> {
    let width = if wide { PAGE_PIXELS * 297 / 210 } else { PAGE_PIXELS };
    let pixels = desk.manuals.draw(path, page, Size::Width(width)).map_err(refused)?;
    Ok(jpeg(&pixels).and_then(Picture::from_jpeg).ok_or_else(|| {
        let message = format!("Page {page} could not be drawn. Print the pages before and after it.");
        Refusal::new(Code::Fault, message)
    })?)
}

fn jpeg(pixels: &Pixels) -> Option<Vec<u8>> {
    let rgb: Vec<u8> = pixels
        .rgba
        .chunks_exact(4)
        .flat_map(|dot| [dot[0], dot[1], dot[2]])
        .collect();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(&rgb, pixels.width, pixels.height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(bytes)
}

fn refused(error: ::manuals::ManualError) -> Refusal {
    Refusal::new(Code::Invalid, error.to_string())
}
