//! Pixels: decoding within bounds, turning upright, making smaller.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use crate::limits::{DECODER_BYTES_MAX, PIXELS_MAX};
use crate::protocol::MediaType;
use crate::refused::Refused;

/// Quality of pictures made smaller for the screen (JPEG, 1 to 100).
const SCREEN_QUALITY: u8 = 82;

/// The picture as it is looked at.
pub(super) fn decode(file: &[u8], media_type: MediaType) -> Result<DynamicImage, Refused> {
    let format = match media_type {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        MediaType::Pdf => return Err(Refused::Unknown),
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Refused::TooManyPixels);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    picture.apply_orientation(upright);
    Ok(picture)
}

fn refused(error: &ImageError) -> Refused {
    match error {
        ImageError::Limits(_) => Refused::TooManyPixels,
        _ => Refused::Damaged,
    }
}

/// A JPEG of the picture whose longer side has at most so many pixels; never larger than it was.
pub(super) fn within(picture: DynamicImage, pixels: u32) -> Result<Vec<u8>, Refused> {
    let longer = picture.width().max(picture.height());
    let smaller = if longer > pixels {
        picture.thumbnail(pixels, pixels)
    } else {
        picture
    };
    as_jpeg(&on_white(smaller), SCREEN_QUALITY)
}

pub(super) fn as_jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Refused> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode_image(picture)
        .map_err(|_| Refused::Damaged)?;
    Ok(jpeg)
}

/// What is seen through shows white paper: drawings with a clear ground would turn black otherwise.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let seen = picture.into_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [r, g, b, a] = seen.get_pixel(x, y).0.map(u32::from);
        let over = |channel: u32| ((channel * a + 255 * (255 - a)) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}
