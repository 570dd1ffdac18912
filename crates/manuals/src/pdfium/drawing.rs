//! A page as pixels.

use std::ffi::c_int;

use super::Page;
use crate::limits::{PIXELS_MAX, SIDE_PIXELS_MAX};
use crate::protocol::{Pixels, Size};

/// Four bytes for each pixel, the fourth unused (fpdfview.h, `FPDFBitmap_BGRx`).
const FORMAT: c_int = 3;
const BYTES_PER_PIXEL: usize = 4;
/// What people wrote and stamped on the page is drawn (`FPDF_ANNOT`), red comes first
/// (`FPDF_REVERSE_BYTE_ORDER`), and pictures that were unpacked are not kept for long
/// (`FPDF_RENDER_LIMITEDIMAGECACHE`).
const FLAGS: c_int = 0x01 | 0x10 | 0x200;
const WHITE: u32 = 0xFFFF_FFFF;

impl Page {
    /// Draws the page on white; `None` when pdfium has no memory left for it.
    pub(crate) fn draw(&self, size: Size) -> Option<Pixels> {
        let (width, height) = pixels(self.size(), size);
        let mut rgba = vec![0_u8; width as usize * height as usize * BYTES_PER_PIXEL];
        let (across, down) = (c_int::try_from(width).ok()?, c_int::try_from(height).ok()?);
        let stride = c_int::try_from(width as usize * BYTES_PER_PIXEL).ok()?;
        let form = self.show_fields();
        let raw = self.raw();
        // SAFETY: the bitmap stands on `rgba`, which holds `stride` × `down` bytes and outlives it.
        unsafe {
            let bitmap = raw.FPDFBitmap_CreateEx(across, down, FORMAT, rgba.as_mut_ptr().cast(), stride);
            if bitmap.is_null() {
                return None;
            }
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, WHITE.into());
            raw.FPDF_RenderPageBitmap(bitmap, self.handle, 0, 0, across, down, 0, FLAGS);
            if let Some(form) = form {
                raw.FPDF_FFLDraw(form.handle, bitmap, self.handle, 0, 0, across, down, 0, FLAGS);
            }
            raw.FPDFBitmap_Destroy(bitmap);
        }
        // The fourth byte is whatever pdfium left there.
        for alpha in rgba.iter_mut().skip(3).step_by(BYTES_PER_PIXEL) {
            *alpha = 255;
        }
        Some(Pixels { width, height, rgba })
    }
}

/// Pixels across and down, within the limits and in the shape of the page.
fn pixels((width, height): (f32, f32), size: Size) -> (u32, u32) {
    let (width, height) = (f64::from(width.max(1e-3)), f64::from(height.max(1e-3)));
    let wanted = match size {
        Size::Width(pixels) => f64::from(pixels) / width,
        Size::Scale(scale) if scale.is_finite() => f64::from(scale),
        Size::Scale(_) => 1.0,
    };
    let side = f64::from(SIDE_PIXELS_MAX);
    let most = (f64::from(PIXELS_MAX) / (width * height)).sqrt();
    let scale = wanted.max(0.0).min(most).min(side / width).min(side / height);
    // `as` keeps within the limits; rounding down keeps the area there too, but for the least of one pixel.
    let count = |length: f64| ((length * scale + 1e-6).floor() as u32).clamp(1, SIDE_PIXELS_MAX);
    (count(width), count(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_drawn_as_wide_as_asked_and_in_its_shape() {
        assert_eq!(pixels((595.0, 842.0), Size::Width(1240)), (1240, 1754));
        assert_eq!(pixels((200.0, 100.0), Size::Scale(2.0)), (400, 200));
    }

    #[test]
    fn a_page_too_large_is_drawn_smaller() {
        for (page, size) in [
            ((595.0, 842.0), Size::Width(u32::MAX)),
            ((14_400.0, 14_400.0), Size::Scale(72.0)),
            ((1e9, 1e-9), Size::Width(5_000)),
            ((10.0, 14_400.0), Size::Width(1_000_000)),
            ((595.0, 842.0), Size::Scale(f32::INFINITY)),
            ((595.0, 842.0), Size::Scale(-3.0)),
            ((595.0, 842.0), Size::Width(0)),
        ] {
            let (width, height) = pixels(page, size);
            assert!(width >= 1 && height >= 1, "{page:?} {size:?}");
            assert!(
                width <= SIDE_PIXELS_MAX && height <= SIDE_PIXELS_MAX,
                "{page:?} {size:?}"
            );
            assert!(
                u64::from(width) * u64::from(height) <= u64::from(PIXELS_MAX),
                "{page:?} {size:?}"
            );
        }
    }
}
