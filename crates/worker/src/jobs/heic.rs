//! Photos as newer phones keep them (HEIF with HEVC inside).

use heic_rs::{DecodeOptions, Error, PixelLayout};
use image::RgbImage;

use super::exif::{self, Turning};
use super::{jpeg, photo};
use crate::limits::PIXELS_MAX;
use crate::refused::Refused;

/// Quality of the JPEG that takes the place of a HEIC: no loss that an eye finds.
const KEPT_QUALITY: u8 = 92;
/// Brands of still pictures that are coded with HEVC (ISO/IEC 23008-12, annex B).
const BRANDS: &[&[u8; 4]] = &[b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];

pub(super) fn is_heic(file: &[u8]) -> bool {
    file.get(4..8) == Some(b"ftyp") && BRANDS.iter().any(|brand| file.get(8..12) == Some(brand.as_slice()))
}

/// The photo as a JPEG that stands upright, with what is kept of what the camera wrote.
pub(super) fn as_jpeg(file: &[u8]) -> Result<Vec<u8>, Refused> {
    let wanted = DecodeOptions::default()
        .with_layout(PixelLayout::Rgb8)
        .with_max_pixels(Some(PIXELS_MAX));
    let decoded = heic_rs::decode(file, &wanted).map_err(|error| match error {
        Error::Truncated(_) => Refused::Cut,
        Error::PixelLimit { .. } => Refused::TooManyPixels,
        _ => Refused::Damaged,
    })?;
    let pixels = RgbImage::from_raw(decoded.width, decoded.height, decoded.data).ok_or(Refused::Damaged)?;
    let photo = photo::as_jpeg(&pixels, KEPT_QUALITY)?;
    let fields = exif::kept_of_file(file, Turning::Done);
    Ok(fields.map_or(photo.clone(), |fields| jpeg::with_fields(&photo, &fields)))
}
