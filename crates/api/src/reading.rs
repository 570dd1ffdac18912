//! Manuals as plain text and as pictures, straight from a file: no replica is needed and none is touched.

use crate::error::Error;
use crate::saving::{Sort, save};
use domain::refusal::{Code, Refusal};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use manuals::{ManualError, Pixels, Reader, Refused, Size};
use serde::Serialize;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Pixels across of a page that is drawn without a width: A4 at 150 for each inch.
pub const WIDTH_PIXELS: u32 = 1_240;

/// A picture without loss.
const PNG: Sort = Sort {
    extension: "png",
    opening: b"\x89PNG\r\n\x1a\n",
    name: "PNG",
};

impl From<ManualError> for Error {
    fn from(error: ManualError) -> Self {
        let code = match &error {
            ManualError::NotStarted(_) | ManualError::Refused(Refused::NoLibrary) => Code::Fault,
            ManualError::Refused(Refused::Gone | Refused::NoSuchPage) => Code::NotFound,
            _ => Code::Invalid,
        };
        Refusal::field(code, "file", error.to_string()).into()
    }
}

/// A manual that lies in a file.
pub struct ManualFile {
    reader: Reader,
    path: PathBuf,
    pages: u32,
}

/// What is written on a page.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    /// Which page, from 1.
    pub page: u32,
    /// The label printed for it, where the file has labels.
    pub label: Option<String>,
    /// Its lines in the order of reading, each with its end.
    pub text: String,
}

/// A page that was drawn into a file.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// The file.
    pub path: PathBuf,
    /// Which page, from 1.
    pub page: u32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl ManualFile {
    /// Opens a file, with its password where it is locked.
    ///
    /// # Errors
    /// One sentence: not there, no PDF, damaged, locked.
    pub fn open(path: &Path, password: Option<&str>) -> Result<Self, Error> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let reader = Reader::default();
        let pages = reader.open(&path, password)?.pages;
        Ok(Self { reader, path, pages })
    }

    /// All pages, from 1.
    #[must_use]
    pub fn pages(&self) -> RangeInclusive<u32> {
        1..=self.pages
    }

    /// What is written on a page.
    ///
    /// # Errors
    /// One sentence: there is no such page, or it cannot be read.
    pub fn written(&self, page: u32) -> Result<Written, Error> {
        let read = self.reader.page_text(&self.path, page)?;
        Ok(Written {
            page,
            text: manuals::plain(&read),
            label: read.label,
        })
    }

    /// Draws a page into a PNG file; answers where it lies and how large it is.
    ///
    /// # Errors
    /// One sentence: there is no such page, it cannot be drawn, or the file cannot be written.
    pub fn render(&self, page: u32, width: Option<u32>, out: &str) -> Result<Drawn, Error> {
        let size = Size::Width(width.unwrap_or(WIDTH_PIXELS));
        let pixels = self.reader.draw(&self.path, page, size)?;
        let path = save(out, &PNG, |file| write_png(&pixels, file))?;
        Ok(Drawn {
            path,
            page,
            width: pixels.width,
            height: pixels.height,
        })
    }
}

fn write_png(pixels: &Pixels, to: impl io::Write) -> io::Result<()> {
    let opaque: Vec<u8> = pixels
        .rgba
        .chunks_exact(4)
        .flat_map(|rgba| [rgba[0], rgba[1], rgba[2]])
        .collect();
    PngEncoder::new_with_quality(to, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&opaque, pixels.width, pixels.height, ExtendedColorType::Rgb8)
        .map_err(io::Error::other)
}
