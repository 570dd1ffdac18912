//! The label sheets and the roll that are printed on, with their measures.

use crate::measure::{Area, PageSize};

/// What the labels are printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A4 with 24 labels of 70 × 37 mm that touch: Avery Zweckform 3474.
    Sheet70x37,
    /// A4 with 24 labels of 63.5 × 33.9 mm and a margin around them: Avery L7159.
    Sheet63x34,
    /// A continuous roll of 62 mm (Brother DK-22205), cut after every label.
    Roll62,
}

/// Columns and rows of both sheets.
const COLUMNS: usize = 3;
const ROWS: usize = 8;

/// A label sheet, as its maker gives it; all in mm.
struct Sheet {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    /// From one column to the next.
    across: f32,
    /// From one row to the next.
    down: f32,
}

/// Eight rows of 37 mm leave 1 mm of the sheet, half of it above.
const SHEET_70X37: Sheet = Sheet {
    left: 0.0,
    top: 0.5,
    width: 70.0,
    height: 37.0,
    across: 70.0,
    down: 37.0,
};

const SHEET_63X34: Sheet = Sheet {
    left: 7.2,
    top: 12.9,
    width: 63.5,
    height: 33.9,
    across: 66.0,
    down: 33.9,
};

/// The printers of the QL series print 58.9 mm of the 62 and feed 3 mm before and after.
const ROLL_PAGE: PageSize = PageSize {
    width_mm: 62.0,
    height_mm: 34.0,
};

impl Form {
    /// The page.
    #[must_use]
    pub fn page(self) -> PageSize {
        match self {
            Self::Sheet70x37 | Self::Sheet63x34 => PageSize::A4,
            Self::Roll62 => ROLL_PAGE,
        }
    }

    /// How many labels a page holds.
    #[must_use]
    pub fn labels_per_page(self) -> usize {
        match self {
            Self::Sheet70x37 | Self::Sheet63x34 => COLUMNS * ROWS,
            Self::Roll62 => 1,
        }
    }

    /// The label at that place, counted from 0: along each row, then down, as a sheet is used up.
    #[must_use]
    pub fn area(self, place: usize) -> Area {
        let sheet = match self {
            Self::Sheet70x37 => SHEET_70X37,
            Self::Sheet63x34 => SHEET_63X34,
            Self::Roll62 => {
                return Area {
                    left_mm: 0.0,
                    top_mm: 0.0,
                    width_mm: ROLL_PAGE.width_mm,
                    height_mm: ROLL_PAGE.height_mm,
                };
            }
        };
        Area {
            left_mm: sheet.left + (place % COLUMNS) as f32 * sheet.across,
            top_mm: sheet.top + (place / COLUMNS) as f32 * sheet.down,
            width_mm: sheet.width,
            height_mm: sheet.height,
        }
    }

    /// What stays white at the sides and at the ends of a label: what printers cannot reach at the edge of
    /// a page, and what a cut beside the line may take.
    pub(crate) fn margins_mm(self) -> (f32, f32) {
        match self {
            Self::Sheet70x37 => (5.0, 4.5),
            Self::Sheet63x34 => (3.0, 3.0),
            Self::Roll62 => (2.0, 3.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(form: Form, place: usize) -> (f32, f32) {
        let area = form.area(place);
        (
            (area.left_mm * 10.0).round() / 10.0,
            (area.top_mm * 10.0).round() / 10.0,
        )
    }

    #[test]
    fn labels_of_70_by_37_lie_where_the_sheet_has_them() {
        let form = Form::Sheet70x37;
        assert_eq!(corner(form, 0), (0.0, 0.5));
        assert_eq!(corner(form, 1), (70.0, 0.5));
        assert_eq!(corner(form, 3), (0.0, 37.5));
        assert_eq!(corner(form, 23), (140.0, 259.5));
        let last = form.area(23);
        assert_eq!((last.right_mm(), last.bottom_mm()), (210.0, 296.5));
    }

    #[test]
    fn labels_of_63_5_by_33_9_lie_where_the_sheet_has_them() {
        let form = Form::Sheet63x34;
        assert_eq!(corner(form, 0), (7.2, 12.9));
        assert_eq!(corner(form, 2), (139.2, 12.9));
        assert_eq!(corner(form, 4), (73.2, 46.8));
        assert_eq!(corner(form, 23), (139.2, 250.2));
        // What is left to the right and below is what is left to the left and above, to a third of a mm.
        let last = form.area(23);
        assert!((210.0 - last.right_mm() - 7.3).abs() < 0.05, "{}", last.right_mm());
        assert!((297.0 - last.bottom_mm() - 12.9).abs() < 0.05, "{}", last.bottom_mm());
    }

    #[test]
    fn a_roll_has_one_label_on_each_page_as_wide_as_the_roll() {
        assert_eq!(Form::Roll62.labels_per_page(), 1);
        let area = Form::Roll62.area(0);
        assert_eq!((area.left_mm, area.width_mm), (0.0, 62.0));
        assert_eq!(Form::Roll62.page().width_mm, 62.0);
    }
}
