//! Pages set by hand.

use manuals::page::{Area, OutlineEntry, PageText, Run};
use manuals::structure::{Structure, Survey};

/// A4 in points.
pub(crate) const WIDTH: f32 = 595.0;
pub(crate) const HEIGHT: f32 = 842.0;

/// A page under the hand.
#[derive(Clone, Default)]
pub(crate) struct Leaf(PageText);

impl Leaf {
    pub(crate) fn new() -> Self {
        Self(PageText {
            number: 1,
            width: WIDTH,
            height: HEIGHT,
            ..PageText::default()
        })
    }

    /// Sets one run; letters are half as wide as they are high.
    pub(crate) fn set(mut self, left: f32, top: f32, size: f32, is_bold: bool, text: &str) -> Self {
        self.0.runs.push(Run {
            text: text.to_owned(),
            area: Area {
                left,
                top,
                width: text.chars().count() as f32 * size * 0.5,
                height: size,
            },
            size,
            is_bold,
        });
        self
    }

    /// Running text from there on, one line below the other.
    pub(crate) fn lines(mut self, left: f32, top: f32, lines: &[&str]) -> Self {
        for (number, line) in lines.iter().enumerate() {
            self = self.set(left, top + number as f32 * 13.0, 10.0, false, line);
        }
        self
    }

    /// Rows of cells that begin at `lefts`; an empty cell is left out.
    pub(crate) fn rows(mut self, lefts: &[f32], top: f32, rows: &[&[&str]]) -> Self {
        for (number, row) in rows.iter().enumerate() {
            for (left, cell) in lefts.iter().zip(*row).filter(|(_, cell)| !cell.is_empty()) {
                self = self.set(*left, top + number as f32 * 13.0, 9.0, false, cell);
            }
        }
        self
    }

    pub(crate) fn labelled(mut self, label: &str) -> Self {
        self.0.label = Some(label.to_owned());
        self
    }

    pub(crate) fn page(self) -> PageText {
        self.0
    }
}

/// What the pages consist of.
pub(crate) fn surveyed(outline: &[OutlineEntry], leaves: Vec<Leaf>) -> Structure {
    let mut survey = Survey::new(outline);
    for leaf in leaves {
        survey.take(&leaf.page());
    }
    survey.finish()
}

pub(crate) fn entry(level: u32, title: &str, page: u32, top: Option<f32>) -> OutlineEntry {
    OutlineEntry {
        level,
        title: title.to_owned(),
        page,
        top,
    }
}

/// Sections as "level title page-last".
pub(crate) fn told(structure: &Structure) -> Vec<String> {
    let sections = structure.sections.iter();
    sections
        .map(|section| {
            format!(
                "{} {} {}-{}",
                section.level, section.title, section.page, section.last_page
            )
        })
        .collect()
}
