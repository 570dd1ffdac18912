//! Labels for parts: on sheets of 24 and on a roll of 62 mm.
//!
//! Each carries a QR code with the part's own code (`domain::part_code`), its name, its number, where
//! it is kept, the unit it is counted in and, small, the vessel's name.

mod form;
mod label;

pub use form::Form;
pub use label::{Label, Place};

use crate::document::Document;
use crate::font::Fonts;

/// Labels of one document; more are printed in several.
pub const LABELS_MAX: usize = 2_000;

/// What was printed.
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// Labels on it.
    pub labels: usize,
    /// Its pages.
    pub pages: usize,
    /// Characters that are a box on it, because no font holds them.
    pub unprintable: Vec<String>,
    /// Which labels carry a part number that did not fit and ends with “…”: their places in the list.
    pub shortened: Vec<usize>,
}

/// Prints each label on the next free place, beginning after the first `skip` of a started sheet.
///
/// Labels beyond [`LABELS_MAX`] and more skipped than a sheet has are the caller's to refuse: here both
/// end at the bound.
#[must_use]
pub fn print(form: Form, skip: usize, vessel: &str, labels: &[Label]) -> Printed {
    let fonts = Fonts::new();
    let mut document = Document::new(&format!("Labels, {vessel}"));
    let mut shortened = Vec::new();
    let labels = &labels[..labels.len().min(LABELS_MAX)];
    let skip = skip.min(form.labels_per_page() - 1);
    let mut rest = labels.iter().enumerate();
    let mut free = form.labels_per_page() - skip;
    while rest.len() > 0 {
        document.page(form.page(), |page| {
            for (number, label) in rest.by_ref().take(free) {
                let area = form.area((skip + number) % form.labels_per_page());
                if label::draw(page, &fonts, form, area, vessel, label) {
                    shortened.push(number);
                }
            }
        });
        free = form.labels_per_page();
    }
    Printed {
        labels: labels.len(),
        pages: document.pages(),
        unprintable: document.unprintable().iter().cloned().collect(),
        shortened,
        pdf: document.finish(),
    }
}
