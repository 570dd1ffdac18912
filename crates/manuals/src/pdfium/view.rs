//! From the coordinates of a file to those of a person who looks at the page.

use crate::page::Area;

/// How a page lies: the part of it that is shown, in the file's coordinates, and how often it is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct View {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
    /// Quarter turns, clockwise.
    pub(super) turns: u8,
    /// As it is looked at.
    pub(super) width: f32,
    /// As it is looked at.
    pub(super) height: f32,
}

impl View {
    /// A point, from the upper left corner of the page as it is looked at.
    pub(crate) fn point(&self, x: f32, y: f32) -> (f32, f32) {
        match self.turns {
            1 => (y - self.bottom, x - self.left),
            2 => (self.right - x, y - self.bottom),
            3 => (self.top - y, self.right - x),
            _ => (x - self.left, self.top - y),
        }
    }

    /// A direction, likewise.
    pub(crate) fn direction(&self, x: f32, y: f32) -> (f32, f32) {
        match self.turns {
            1 => (y, x),
            2 => (-x, y),
            3 => (-y, -x),
            _ => (x, -y),
        }
    }

    /// A box given by two opposite corners.
    pub(crate) fn area(&self, left: f32, bottom: f32, right: f32, top: f32) -> Area {
        let (one, other) = (self.point(left, bottom), self.point(right, top));
        Area {
            left: one.0.min(other.0),
            top: one.1.min(other.1),
            width: (one.0 - other.0).abs(),
            height: (one.1 - other.1).abs(),
        }
    }

    /// How far down the page a place lies that a file names by its coordinates.
    pub(super) fn top_of(&self, x: Option<f32>, y: Option<f32>) -> Option<f32> {
        let (across, down) = self.point(x.unwrap_or(self.left), y.unwrap_or(self.top));
        // On a page that is turned by a quarter, x says how far down.
        let is_told = if self.turns.is_multiple_of(2) {
            y.is_some()
        } else {
            x.is_some()
        };
        (is_told && across.is_finite() && down.is_finite()).then(|| down.clamp(0.0, self.height.max(0.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 200 × 100 points whose lower left corner lies at (10, 20), turned so often.
    fn turned(turns: u8) -> View {
        let (width, height) = if turns.is_multiple_of(2) {
            (200.0, 100.0)
        } else {
            (100.0, 200.0)
        };
        View {
            left: 10.0,
            top: 120.0,
            right: 210.0,
            bottom: 20.0,
            turns,
            width,
            height,
        }
    }

    #[test]
    fn a_point_is_found_again_however_the_page_is_turned() {
        // Thirty right of and five below the upper left corner of the page as it lies in the file.
        let (x, y) = (40.0, 115.0);
        assert_eq!(turned(0).point(x, y), (30.0, 5.0));
        assert_eq!(turned(1).point(x, y), (95.0, 30.0));
        assert_eq!(turned(2).point(x, y), (170.0, 95.0));
        assert_eq!(turned(3).point(x, y), (5.0, 170.0));
    }

    #[test]
    fn a_box_keeps_its_size_and_changes_sides_with_the_page() {
        let area = turned(1).area(40.0, 110.0, 60.0, 115.0);
        assert_eq!((area.left, area.top, area.width, area.height), (90.0, 30.0, 5.0, 20.0));
    }

    #[test]
    fn a_place_outside_the_page_leads_to_its_edge() {
        assert_eq!(turned(0).top_of(None, Some(9_000.0)), Some(0.0));
        assert_eq!(turned(0).top_of(None, Some(70.0)), Some(50.0));
        assert_eq!(turned(0).top_of(Some(3.0), None), None);
        assert_eq!(turned(1).top_of(Some(40.0), None), Some(30.0));
        assert_eq!(turned(0).top_of(None, Some(f32::NAN)), None);
    }
}
