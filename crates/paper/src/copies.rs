//! Copies: whole pages of a manual as they were drawn, one on each page of paper, each with a line that says
//! where it comes from. A copy leaves the ship's record, so it says what it was copied from and when.

use crate::document::Document;
use crate::font::{Fonts, Style};
use crate::measure::{Area, PageSize};
use crate::picture::Picture;
use crate::sheet::Printed;

/// White around a copy: printers do not reach the edge.
const EDGE_MM: f32 = 7.0;
/// Room of the lines at the foot.
const FOOT_MM: f32 = 11.0;
const SMALL: Style = Style::regular(7.5);
/// Part of the width that the left line may take.
const LEFT_SHARE: f32 = 0.72;

/// One page.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The page as it looks.
    pub picture: Picture,
    /// "Service manual, revision C, page 212 (3-12)".
    pub line: String,
}

/// Pages of one manual.
#[derive(Clone, Debug)]
pub struct Copies {
    /// The ship's name.
    pub vessel: String,
    /// What the manual is called; the title of the file.
    pub title: String,
    /// The pages.
    pub pages: Vec<Copy>,
    /// At the foot: when it was printed.
    pub foot: String,
}

/// Prints the pages: upright A4, or lying where the page lies; each as large as the paper holds.
#[must_use]
pub fn print(copies: &Copies) -> Printed {
    let fonts = Fonts::new();
    let mut document = Document::new(&format!("{}, {}", copies.title, copies.vessel));
    for copy in &copies.pages {
        let size = paper_of(&copy.picture);
        let room = Area {
            left_mm: EDGE_MM,
            top_mm: EDGE_MM,
            width_mm: size.width_mm - 2.0 * EDGE_MM,
            height_mm: size.height_mm - 2.0 * EDGE_MM - FOOT_MM,
        };
        let (width_mm, height_mm) = copy.picture.fitted_mm(room.width_mm, room.height_mm);
        let area = Area {
            left_mm: room.left_mm + (room.width_mm - width_mm) / 2.0,
            top_mm: room.top_mm,
            width_mm,
            height_mm,
        };
        let foot_mm = size.height_mm - EDGE_MM - 2.0 * SMALL.line_mm();
        let left = fonts.set(&copy.line, SMALL, room.width_mm * LEFT_SHARE, 2);
        let right = format!("{} · {}", copies.vessel, copies.foot);
        let right = fonts.set(&right, SMALL, room.width_mm * (1.0 - LEFT_SHARE) - EDGE_MM, 2);
        document.page(size, |page| {
            page.picture(&copy.picture, area);
            page.text(&fonts, &left, room.left_mm, foot_mm);
            page.text(&fonts, &right, room.right_mm() - right.width_mm(), foot_mm);
        });
    }
    Printed::of(document)
}

/// A4, lying where the picture is wider than high.
fn paper_of(picture: &Picture) -> PageSize {
    match picture.is_wide() {
        true => PageSize {
            width_mm: PageSize::A4.height_mm,
            height_mm: PageSize::A4.width_mm,
        },
        false => PageSize::A4,
    }
}
