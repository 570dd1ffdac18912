//! Photos on a page.
//!
//! Invariant: only a JPEG comes in, and it goes into the file as it is; this process reads no more of it
//! than its size. Whoever hands it in had it drawn by a worker first.

use krilla::image::Image;

/// A photo that can be drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    image: Image,
}

impl Picture {
    /// A photo; none where the bytes are no JPEG, or one without a size.
    #[must_use]
    pub fn from_jpeg(bytes: Vec<u8>) -> Option<Self> {
        let image = Image::from_jpeg(bytes.into(), true).ok()?;
        (image.size().0 > 0 && image.size().1 > 0).then_some(Self { image })
    }

    /// The largest size in that shape which fits into a width and a height.
    pub(crate) fn fitted_mm(&self, width_mm: f32, height_mm: f32) -> (f32, f32) {
        let (across, down) = (self.image.size().0 as f32, self.image.size().1 as f32);
        let scale = (width_mm / across).min(height_mm / down);
        (across * scale, down * scale)
    }

    /// Whether it is wider than high.
    pub(crate) fn is_wide(&self) -> bool {
        self.image.size().0 > self.image.size().1
    }

    pub(crate) fn image(&self) -> Image {
        self.image.clone()
    }
}
