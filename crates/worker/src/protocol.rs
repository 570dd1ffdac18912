//! What goes between the program and its worker: a header in JSON, then raw bytes.
//!
//! Each header stands behind its length (four bytes, the highest first), each body behind its own
//! (eight bytes). All lengths are bounded before anything is kept.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::limits::Limits;
use crate::refused::Refused;

/// Bytes of a header.
const HEADER_BYTES_MAX: u32 = 64 * 1024;

/// What a worker is asked to do with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Look what it is, and make it fit to be kept.
    TakeIn,
    /// Draw it within a square of so many pixels; of a paper the page of that number, from 1.
    Draw {
        /// The longer side at most.
        pixels: u32,
        /// The page; 1 for a photo.
        page: u32,
    },
}

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// A photo as most cameras write it.
    Jpeg,
    /// A picture without loss: a screenshot, a drawing.
    Png,
    /// A paper.
    Pdf,
}

impl MediaType {
    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it is.
    pub media_type: MediaType,
    /// Pixels across, as it is looked at; of a paper those of its thumbnail.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pages of a paper; 1 for a photo.
    pub pages: u32,
    /// What is to be kept: the bytes given, without the place where a photo was taken.
    pub kept: Vec<u8>,
    /// A small JPEG of it.
    pub thumbnail: Vec<u8>,
}

/// A picture for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Pages that the paper has; 1 for a photo.
    pub pages: u32,
    /// The picture, as JPEG.
    pub picture: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) job: Job,
    pub(crate) limits: Limits,
}

/// The header of an answer; the bodies follow in the order of the fields of [`Taken`] and [`Shown`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    Taken {
        media_type: MediaType,
        width: u32,
        height: u32,
        pages: u32,
    },
    Shown {
        pages: u32,
    },
    Refused(Refused),
}

pub(crate) fn write_header(to: &mut impl Write, header: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_vec(header)?;
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&text)
}

pub(crate) fn read_header<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > HEADER_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = vec![0; length as usize];
    from.read_exact(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

pub(crate) fn write_body(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    to.write_all(&(body.len() as u64).to_be_bytes())?;
    to.write_all(body)
}

pub(crate) fn read_body(from: &mut impl Read, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length);
    if length > bytes_max as u64 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // What was announced is kept only as it comes.
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    if body.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(body)
}
