//! Sizes and places on paper, in millimetres from the upper left corner.

/// Points in a millimetre: PDF measures in 1/72 inch.
const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// Millimetres as points.
pub(crate) fn points(mm: f32) -> f32 {
    mm * POINTS_PER_MM
}

/// Points as millimetres.
pub(crate) fn mm(points: f32) -> f32 {
    points / POINTS_PER_MM
}

/// The size of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// From left to right.
    pub width_mm: f32,
    /// From top to bottom.
    pub height_mm: f32,
}

impl PageSize {
    /// ISO 216 A4, upright.
    pub const A4: Self = Self {
        width_mm: 210.0,
        height_mm: 297.0,
    };
}

/// A rectangle on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// From the left edge of the page.
    pub left_mm: f32,
    /// From the upper edge of the page.
    pub top_mm: f32,
    /// To the right of `left_mm`.
    pub width_mm: f32,
    /// Below `top_mm`.
    pub height_mm: f32,
}

impl Area {
    /// What is left of it inside these margins: left and right, upper and lower.
    #[must_use]
    pub fn inside(self, sides_mm: f32, ends_mm: f32) -> Self {
        Self {
            left_mm: self.left_mm + sides_mm,
            top_mm: self.top_mm + ends_mm,
            width_mm: self.width_mm - 2.0 * sides_mm,
            height_mm: self.height_mm - 2.0 * ends_mm,
        }
    }

    /// Its right edge.
    #[must_use]
    pub fn right_mm(self) -> f32 {
        self.left_mm + self.width_mm
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom_mm(self) -> f32 {
        self.top_mm + self.height_mm
    }
}
