//! Files as people send them, made by code.

use api::Error;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value as Json, json};
use std::io::Cursor;
use testkit::Story;

/// Sends a file piece by piece, as a window does, and has it looked at.
pub(crate) fn send(story: &Story, name: &str, bytes: &[u8]) -> Result<Json, Error> {
    let begun = story.call("upload_begin", json!({ "name": name, "size_bytes": bytes.len() }))?;
    let upload = begun["upload"].as_str().unwrap();
    let piece_bytes = begun["piece_bytes"].as_u64().unwrap() as usize;
    for (index, piece) in bytes.chunks(piece_bytes).enumerate() {
        let args = json!({ "upload": upload, "offset": index * piece_bytes, "piece": BASE64.encode(piece) });
        story.call("upload_chunk", args)?;
    }
    story.call("upload_end", json!({ "upload": upload }))
}

/// A photo of one colour; another number gives another photo.
pub(crate) fn photo(number: u8) -> Vec<u8> {
    let picture = RgbImage::from_pixel(64, 48, Rgb([number.wrapping_mul(37), 90, 160]));
    written(picture.into(), ImageFormat::Jpeg)
}

pub(crate) fn written(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture that cannot be packed, of so many bytes or a little more.
pub(super) fn noisy_png(bytes: u32) -> Vec<u8> {
    let side = f64::from(bytes / 3).sqrt().ceil() as u32;
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let picture = RgbImage::from_fn(side, side, |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Rgb([state as u8, (state >> 8) as u8, (state >> 16) as u8])
    });
    written(picture.into(), ImageFormat::Png)
}

/// A paper of one empty page.
pub(crate) fn paper() -> Vec<u8> {
    let mut text = "%PDF-1.4\n".to_owned();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ];
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj{object}endobj\n", index + 1));
    }
    let begin = text.len();
    text.push_str("xref\n0 4\n0000000000 65535 f \n");
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    text.push_str(&format!("trailer<</Size 4/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n"));
    text.into_bytes()
}
