//! Papers: how many pages they have, and how one looks.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::{DynamicImage, RgbaImage};

use super::photo;
use crate::limits::{PAGES_MAX, THUMBNAIL_PIXELS};
use crate::protocol::{MediaType, Shown, Taken};
use crate::refused::Refused;

/// Sides of a page in points beyond which it is drawn no more (14,400 is the format's own limit).
const POINTS: std::ops::RangeInclusive<f32> = 1.0..=14_400.0;

pub(super) fn take_in(file: Vec<u8>) -> Result<Taken, Refused> {
    let pdf = open(&file)?;
    let pages = count(&pdf)?;
    let picture = drawn(&pdf, 1, THUMBNAIL_PIXELS)?;
    Ok(Taken {
        media_type: MediaType::Pdf,
        width: picture.width(),
        height: picture.height(),
        pages,
        thumbnail: photo::within(picture, THUMBNAIL_PIXELS)?,
        kept: file,
    })
}

pub(super) fn draw(file: Vec<u8>, page: u32, pixels: u32) -> Result<Shown, Refused> {
    let pdf = open(&file)?;
    Ok(Shown {
        pages: count(&pdf)?,
        picture: photo::within(drawn(&pdf, page, pixels)?, pixels)?,
    })
}

fn open(file: &[u8]) -> Result<Pdf, Refused> {
    Pdf::new(file.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refused::Locked,
        LoadPdfError::Invalid => Refused::DamagedPaper,
    })
}

fn count(pdf: &Pdf) -> Result<u32, Refused> {
    match pdf.pages().len() {
        0 => Err(Refused::Pages),
        pages if pages > PAGES_MAX => Err(Refused::Pages),
        pages => Ok(pages as u32),
    }
}

fn drawn(pdf: &Pdf, page: u32, pixels: u32) -> Result<DynamicImage, Refused> {
    let wanted = (page as usize).checked_sub(1).and_then(|index| pdf.pages().get(index));
    let page = wanted.ok_or(Refused::NoSuchPage)?;
    let (width, height) = page.render_dimensions();
    if !POINTS.contains(&width) || !POINTS.contains(&height) {
        return Err(Refused::DamagedPaper);
    }
    let scale = pixels as f32 / width.max(height);
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        // A strip of paper still has one pixel across.
        width: Some((width * scale).ceil() as u16),
        height: Some((height * scale).ceil() as u16),
        bg_color: WHITE,
    };
    let drawn = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // The ground is white, so what is drawn is never seen through.
    let bytes: Vec<u8> = drawn.data_as_u8_slice().to_vec();
    let picture = RgbaImage::from_raw(width, height, bytes).ok_or(Refused::DamagedPaper)?;
    Ok(picture.into())
}
