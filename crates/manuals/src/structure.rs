//! What a manual consists of: sections, stretches of text, tables of fault codes, printed page labels.
//!
//! Pure: pages go in one after the other, the structure comes out. Nothing here is certain; a code's row
//! is a proposal that a person confirms. Work is at most n·log n in what stands on the pages, and every
//! list is bounded.
//!
//! ```
//! use manuals::page::PageText;
//! use manuals::structure::Survey;
//! let mut survey = Survey::new(&[]);
//! survey.take(&PageText { number: 1, width: 595.0, height: 842.0, ..PageText::default() });
//! assert_eq!(survey.finish().pages_without_text, [1]);
//! ```

mod chunks;
mod columns;
mod edges;
mod headings;
mod heads;
mod joined;
mod labels;
mod sections;
mod sheet;
mod tables;

use crate::code::{self, Declared};
use crate::page::{OutlineEntry, PageText};
use headings::{Finder, Sizes};
use serde::{Deserialize, Serialize};
use sheet::Sheet;
use std::collections::HashSet;

/// Pages of one manual; later ones are not read. The largest yard manuals seen have 8,000.
pub const PAGES_MAX: usize = 10_000;
/// Sections of one manual.
pub const SECTIONS_MAX: usize = 20_000;
/// Memory that pages may take until their structure is known, in bytes; later pages count as cut.
pub const SHEETS_BYTES_MAX: usize = 192 * 1024 * 1024;

/// A heading and what stands below it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// How deep, from 1.
    pub level: u32,
    /// The headings above it and its own, from the outside in.
    pub path: Vec<String>,
    /// Its heading.
    pub title: String,
    /// The page on which it begins, from 1.
    pub page: u32,
    /// How far down that page, in points.
    pub top: f32,
    /// The last page on which something of it stands.
    pub last_page: u32,
}

/// A stretch of running text on one page, below one heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chunk {
    /// Which page, from 1.
    pub page: u32,
    /// How far down that page it begins, in points.
    pub top: f32,
    /// The printed label of that page.
    pub label: Option<String>,
    /// The section it belongs to, by its place in [`Structure::sections`].
    pub section: Option<u32>,
    /// The headings above it.
    pub heading_path: Vec<String>,
    /// What it says; paragraphs and rows in lines of their own, broken words joined.
    pub text: String,
    /// Keys of the codes in it, each once.
    pub codes: Vec<String>,
}

/// A row of a table of fault codes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CodeRow {
    /// The code as it is printed.
    pub code: String,
    /// What it is compared by.
    pub key: String,
    /// What it means; may be empty.
    pub meaning: String,
    /// What to do; may be empty.
    pub remedy: String,
    /// Which page, from 1.
    pub page: u32,
    /// How far down that page, in points.
    pub top: f32,
    /// The section it belongs to, by its place in [`Structure::sections`].
    pub section: Option<u32>,
}

/// What a manual consists of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// In the order in which they are read.
    pub sections: Vec<Section>,
    /// In the order in which they are read.
    pub chunks: Vec<Chunk>,
    /// Rows of tables, in the order in which they are read.
    pub proposals: Vec<CodeRow>,
    /// The printed label of each page, where there is one.
    pub labels: Vec<Option<String>>,
    /// Pages on which no letter or digit can be read: blank ones and pictures.
    pub pages_without_text: Vec<u32>,
    /// Pages of which only a part was looked at, because too much stood on them.
    pub pages_cut: Vec<u32>,
}

/// Takes a manual's pages, in their order.
pub struct Survey {
    outline: Vec<OutlineEntry>,
    sheets: Vec<Sheet>,
    bytes: usize,
    sizes: Sizes,
    gutters: columns::Gutters,
}

impl Survey {
    /// Begins with the contents that the file carries, if any.
    #[must_use]
    pub fn new(outline: &[OutlineEntry]) -> Self {
        Self {
            outline: outline.iter().take(SECTIONS_MAX).cloned().collect(),
            sheets: Vec::new(),
            bytes: 0,
            sizes: Sizes::default(),
            gutters: columns::Gutters::default(),
        }
    }

    /// Takes the next page. Its number is its place: the first page taken is page 1.
    pub fn take(&mut self, page: &PageText) {
        if self.sheets.len() >= PAGES_MAX {
            return;
        }
        let mut sheet = Sheet::of(page, &self.gutters);
        sheet.number = self.sheets.len() as u32 + 1;
        if let Some(gutter) = sheet.gutter {
            self.gutters.remember(gutter);
        }
        if self.bytes + sheet.bytes() > SHEETS_BYTES_MAX {
            sheet.empty();
        }
        self.bytes += sheet.bytes();
        self.sizes.count(&sheet);
        self.sheets.push(sheet);
    }

    /// What the manual consists of.
    #[must_use]
    pub fn finish(self) -> Structure {
        let body = self.sizes.body();
        let sheets = self.sheets;
        let running = edges::Running::of(&sheets, body);
        let before = |at: usize| at.checked_sub(1).map(|before| &sheets[before]);
        let edges: Vec<HashSet<usize>> = sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| running.lines(sheet, before(at)))
            .collect();
        let (rows, in_tables) = rows(&sheets, &edges);
        let found = if sections::is_usable(&self.outline, sheets.len()) {
            sections::from_outline(&self.outline, &sheets)
        } else {
            let mut finder = Finder::new(body, SECTIONS_MAX);
            for (at, sheet) in sheets.iter().enumerate() {
                finder.take(sheet, |line| edges[at].contains(&line) || in_tables[at].contains(&line));
            }
            sections::from_headings(finder.finish())
        };
        let sections = sections::closed(found, &sheets, &edges);
        let labels = labels::labels(&sheets);
        let proposals: Vec<CodeRow> = rows
            .into_iter()
            .flat_map(|row| proposed(row, &sections))
            .take(tables::ROWS_MAX)
            .collect();
        let declared = Declared::of(proposals.iter().map(|row| (row.code.as_str(), row.key.as_str())));
        Structure {
            chunks: chunks::chunks(&sheets, &edges, &in_tables, &sections, &labels, &declared),
            proposals,
            pages_without_text: pages(&sheets, |sheet| !sheet.has_text() && !sheet.is_cut),
            pages_cut: pages(&sheets, |sheet| sheet.is_cut),
            sections: sections.into_iter().map(|placed| placed.section).collect(),
            labels,
        }
    }
}

fn pages(sheets: &[Sheet], is_wanted: impl Fn(&Sheet) -> bool) -> Vec<u32> {
    let wanted = sheets.iter().filter(|sheet| is_wanted(sheet));
    wanted.map(|sheet| sheet.number).collect()
}

/// The rows of all tables, and for each sheet the lines that belong to tables.
fn rows(sheets: &[Sheet], edges: &[HashSet<usize>]) -> (Vec<tables::Row>, Vec<HashSet<usize>>) {
    let mut reader = tables::Reader::new();
    let in_tables = sheets.iter().zip(edges).map(|(sheet, edges)| {
        if headings::is_contents(sheet) {
            HashSet::new()
        } else {
            reader.take(sheet, |line| edges.contains(&line))
        }
    });
    let in_tables = in_tables.collect();
    (reader.finish(), in_tables)
}

/// What a row proposes: one code, or each of several that share it ("E101, E102", "E101–E105").
fn proposed(row: tables::Row, sections: &[sections::Placed]) -> Vec<CodeRow> {
    let code = joined::finished(&row.code);
    let first = CodeRow {
        key: code::key(&code),
        code,
        meaning: joined::finished(&row.meaning),
        remedy: joined::finished(&row.remedy),
        page: row.page,
        top: row.top,
        section: sections::at(sections, row.page, row.line),
    };
    if first.key.is_empty() || (first.meaning.is_empty() && first.remedy.is_empty()) {
        return Vec::new();
    }
    let several = code::codes_of_cell(&first.code);
    if several.is_empty() {
        return vec![first];
    }
    let one = |code: code::Code| CodeRow {
        key: code.key,
        code: code.printed,
        ..first.clone()
    };
    several.into_iter().map(one).collect()
}
