//! Running text in stretches of one page and one section.

use super::sections::{self, Placed};
use super::sheet::{Column, Line, Sheet};
use super::{Chunk, headings, joined};
use crate::code::{self, Declared};
use std::collections::HashSet;

/// Bytes from which on a stretch is closed at the end of a line.
const CHUNK_BYTES: usize = 1_800;
/// Space above a line, in sizes of its letters, that begins a paragraph.
const PARAGRAPH: f32 = 0.55;

/// The text of all sheets, without running heads and feet.
pub(super) fn chunks(
    sheets: &[Sheet],
    edges: &[HashSet<usize>],
    in_tables: &[HashSet<usize>],
    sections: &[Placed],
    labels: &[Option<String>],
    declared: &Declared,
) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let mut writer = Writer {
            sheet,
            label: labels[at].as_ref(),
            sections,
            declared,
            is_contents: headings::is_contents(sheet),
            open: None,
            last: None,
            chunks: &mut chunks,
        };
        for (number, line) in sheet
            .lines
            .iter()
            .enumerate()
            .filter(|(number, _)| !edges[at].contains(number))
        {
            writer.take(number, line, in_tables[at].contains(&number));
        }
        writer.close();
    }
    chunks
}

struct Writer<'a> {
    sheet: &'a Sheet,
    label: Option<&'a String>,
    sections: &'a [Placed],
    declared: &'a Declared,
    is_contents: bool,
    open: Option<Chunk>,
    last: Option<&'a Line>,
    chunks: &'a mut Vec<Chunk>,
}

impl<'a> Writer<'a> {
    fn take(&mut self, number: usize, line: &'a Line, is_in_table: bool) {
        let section = sections::at(self.sections, self.sheet.number, number);
        let is_elsewhere = self.open.as_ref().is_some_and(|open| open.section != section);
        let is_full = self.open.as_ref().is_some_and(|open| open.text.len() >= CHUNK_BYTES);
        if is_elsewhere || is_full {
            self.close();
        }
        let said = self.sheet.said(line);
        let is_apart = is_in_table || self.is_contents || self.last.is_some_and(|last| is_apart(last, line));
        let open = self.open.get_or_insert_with(|| Chunk {
            page: self.sheet.number,
            top: line.top,
            label: self.label.cloned(),
            section,
            ..Chunk::default()
        });
        if is_apart && !open.text.is_empty() && !is_broken(&open.text) {
            open.text.push('\n');
        }
        joined::add_line(&mut open.text, &said);
        self.last = Some(line);
    }

    fn close(&mut self) {
        self.last = None;
        let Some(mut chunk) = self.open.take() else {
            return;
        };
        chunk.text = joined::finished(&chunk.text);
        let section = chunk.section.and_then(|at| self.sections.get(at as usize));
        chunk.heading_path = section.map(|placed| placed.section.path.clone()).unwrap_or_default();
        if !self.is_contents {
            // Pages of contents name codes without telling anything about them.
            let codes = code::codes_named_in(&chunk.text).into_iter().map(|code| code.key);
            chunk.codes = codes.chain(self.declared.keys_in(&chunk.text)).collect();
        }
        self.chunks.push(chunk);
    }
}

/// Whether a word is broken at the end of a text.
fn is_broken(text: &str) -> bool {
    text.ends_with(['\u{AD}', '-'])
}

fn is_apart(last: &Line, line: &Line) -> bool {
    if (last.column, line.column) == (Column::Left, Column::Right) {
        return false;
    }
    let gap = line.top - last.bottom;
    gap > line.size * PARAGRAPH
        || gap < -line.size
        || (line.size - last.size).abs() > 1.0
        || line.is_bold != last.is_bold
}
