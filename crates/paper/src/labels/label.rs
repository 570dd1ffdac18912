//! One label: QR on the left, name and number beside it, the place below.

use super::Form;
use crate::document::Page;
use crate::font::{Fonts, Style};
use crate::measure::Area;
use crate::qr::{QUIET_MODULES, Qr};
use crate::text::Paragraph;
use domain::{RowId, part_code};

/// Side of the QR code without the white around it. Its 25 modules are then 0.64 mm each, five dots of
/// a label printer with 203 dpi.
const QR_MM: f32 = 16.0;
/// Between the parts of the text.
const GAP_MM: f32 = 1.0;

/// Number: large on one line, else smaller. It is set first, for it is what is compared.
const NUMBER: [(Style, usize); 3] = [
    (Style::regular(10.0), 1),
    (Style::regular(8.0), 2),
    (Style::regular(6.5), 3),
];
/// Name: large on two lines, else smaller on as many as the number leaves room for.
const NAME: [(Style, usize); 3] = [(Style::bold(11.0), 2), (Style::bold(8.5), 3), (Style::bold(7.5), 4)];
/// Place: large on one line, else smaller on two.
const PLACE: [(Style, usize); 2] = [(Style::bold(10.0), 1), (Style::bold(7.5), 2)];
const SMALL: Style = Style::regular(6.5);

/// What one label says.
#[derive(Clone, Debug)]
pub struct Label {
    /// Whose code the QR carries.
    pub part: RowId,
    /// Its name.
    pub name: String,
    /// The maker's number.
    pub number: String,
    /// The unit that it is counted in.
    pub unit: String,
    /// Where it is kept; none where no place is usual.
    pub place: Option<Place>,
}

/// A storage place, as a label names it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Draws a label; says whether its number had to be cut.
pub(super) fn draw(
    page: &mut Page<'_, '_>,
    fonts: &Fonts,
    form: Form,
    area: Area,
    vessel: &str,
    label: &Label,
) -> bool {
    let (sides_mm, ends_mm) = form.margins_mm();
    let inner = area.inside(sides_mm, ends_mm);
    let qr = Qr::of(&part_code::encode(label.part)).expect("36 letters fit a QR code");
    page.qr(&qr, inner.left_mm, inner.top_mm, QR_MM);

    // The white that a reader needs; letters begin a little below the upper edge of their line.
    let quiet_mm = QR_MM / qr.modules() as f32 * QUIET_MODULES as f32;
    let beside = Area {
        left_mm: inner.left_mm + QR_MM + quiet_mm,
        width_mm: inner.width_mm - QR_MM - quiet_mm,
        height_mm: QR_MM + quiet_mm - GAP_MM,
        ..inner
    };
    let below = Area {
        top_mm: beside.bottom_mm() + GAP_MM / 2.0,
        height_mm: inner.bottom_mm() - beside.bottom_mm() - GAP_MM / 2.0,
        ..inner
    };
    let is_whole = draw_beside(page, fonts, beside, label);
    draw_below(page, fonts, below, vessel, label);
    !is_whole
}

/// Name and number, from the top of the QR.
fn draw_beside(page: &mut Page<'_, '_>, fonts: &Fonts, beside: Area, label: &Label) -> bool {
    let number = fitted(fonts, &label.number, &NUMBER, beside.width_mm, beside.height_mm);
    let left_mm = beside.height_mm - number.height_mm();
    let name = fitted(fonts, &label.name, &NAME, beside.width_mm, left_mm);
    page.text(fonts, &name, beside.left_mm, beside.top_mm);
    page.text(fonts, &number, beside.left_mm, beside.top_mm + name.height_mm());
    !number.is_shortened()
}

/// The place, as wide as the label; below it the vessel on the left and the unit on the right.
fn draw_below(page: &mut Page<'_, '_>, fonts: &Fonts, below: Area, vessel: &str, label: &Label) {
    let small_top_mm = below.bottom_mm() - SMALL.line_mm();
    if let Some(place) = &label.place {
        let height_mm = small_top_mm - below.top_mm;
        let place = fitted(fonts, &place.spoken(), &PLACE, below.width_mm, height_mm);
        page.text(fonts, &place, below.left_mm, below.top_mm);
    }
    let unit = fonts.set(&format!("Unit: {}", label.unit), SMALL, below.width_mm / 2.0, 1);
    let vessel = fonts.set(vessel, SMALL, below.width_mm - unit.width_mm() - GAP_MM * 2.0, 1);
    page.text(fonts, &vessel, below.left_mm, small_top_mm);
    page.text(fonts, &unit, below.right_mm() - unit.width_mm(), small_top_mm);
}

impl Place {
    /// Code – name; one of them where both are the same or the code is empty.
    fn spoken(&self) -> String {
        if self.code.is_empty() || self.code == self.name {
            self.name.clone()
        } else {
            format!("{} – {}", self.code, self.name)
        }
    }
}

/// The text in the first of these styles that holds it whole, else in the last, cut. None takes more lines
/// than the height has.
fn fitted(fonts: &Fonts, text: &str, ways: &[(Style, usize)], width_mm: f32, height_mm: f32) -> Paragraph {
    let (last, before) = ways.split_last().expect("a text has a style");
    let set = |(style, lines): &(Style, usize)| {
        let fit = (height_mm / style.line_mm()).floor() as usize;
        fonts.set(text, *style, width_mm, fit.clamp(1, *lines))
    };
    before
        .iter()
        .map(set)
        .find(|paragraph| !paragraph.is_shortened())
        .unwrap_or_else(|| set(last))
}
