//! What a worker does with a file, by what is in it.

mod exif;
mod heic;
mod jpeg;
mod pdf;
mod photo;
mod png;

use crate::limits::{SHOWN_PIXELS_MAX, THUMBNAIL_PIXELS};
use crate::protocol::{Job, MediaType, Shown, Taken};
use crate::refused::Refused;

pub(crate) enum Done {
    Taken(Taken),
    Shown(Shown),
}

/// What a file is by its first bytes; its name says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Jpeg,
    Png,
    Heic,
    Pdf,
}

/// How far into a file the head of a PDF may stand (the habit of its readers).
const PDF_HEAD_BYTES: usize = 1024;

fn content(file: &[u8]) -> Result<Content, Refused> {
    if file.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Ok(Content::Jpeg)
    } else if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(Content::Png)
    } else if heic::is_heic(file) {
        Ok(Content::Heic)
    } else if file[..file.len().min(PDF_HEAD_BYTES)]
        .windows(5)
        .any(|bytes| bytes == b"%PDF-")
    {
        Ok(Content::Pdf)
    } else {
        Err(Refused::Unknown)
    }
}

pub(crate) fn carry_out(job: Job, file: Vec<u8>) -> Result<Done, Refused> {
    let content = content(&file)?;
    match job {
        Job::TakeIn => take_in(content, file).map(Done::Taken),
        Job::Draw { pixels, page } => draw(content, file, pixels.min(SHOWN_PIXELS_MAX), page).map(Done::Shown),
    }
}

fn take_in(content: Content, file: Vec<u8>) -> Result<Taken, Refused> {
    let (media_type, kept) = match content {
        Content::Pdf => return pdf::take_in(file),
        Content::Jpeg => (MediaType::Jpeg, jpeg::without_place(&file)?),
        Content::Png => (MediaType::Png, png::without_place(&file)?),
        // No window shows a HEIC, so it is kept as what every window shows.
        Content::Heic => (MediaType::Jpeg, heic::as_jpeg(&file)?),
    };
    let picture = photo::decode(&kept, media_type)?;
    Ok(Taken {
        media_type,
        width: picture.width(),
        height: picture.height(),
        pages: 1,
        thumbnail: photo::within(picture, THUMBNAIL_PIXELS)?,
        kept,
    })
}

fn draw(content: Content, file: Vec<u8>, pixels: u32, page: u32) -> Result<Shown, Refused> {
    let media_type = match content {
        Content::Pdf => return pdf::draw(file, page, pixels),
        Content::Png => MediaType::Png,
        Content::Jpeg => MediaType::Jpeg,
        Content::Heic => return Err(Refused::Unknown),
    };
    Ok(Shown {
        pages: 1,
        picture: photo::within(photo::decode(&file, media_type)?, pixels)?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
