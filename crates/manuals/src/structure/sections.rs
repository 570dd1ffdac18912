//! Sections: where each begins, what stands above it, and where it ends.

use super::headings::{Heading, LEVEL_MAX};
use super::sheet::Sheet;
use super::{SECTIONS_MAX, Section};
use crate::fold::plain_line;
use crate::page::OutlineEntry;
use std::collections::{HashMap, HashSet};

/// Characters of a title that are kept.
const TITLE_CHARACTERS_MAX: usize = 200;
/// Entries on one page whose titles are looked for among its lines word by word.
const LOOKED_FOR_MAX: usize = 200;
/// A file whose contents have fewer lines than this is read by its headings, where it is long.
const ENTRIES_MIN: usize = 3;
/// Pages from which on a manual counts as long.
const LONG: usize = 20;

/// A section and the line on its page at which it begins.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) section: Section,
    pub(super) line: usize,
}

/// Whether the contents that a file carries say something about it.
pub(super) fn is_usable(outline: &[OutlineEntry], pages: usize) -> bool {
    let entries = outline.iter().filter(|entry| is_entry(entry, pages)).count();
    entries >= ENTRIES_MIN || (entries > 0 && pages <= LONG)
}

fn is_entry(entry: &OutlineEntry, pages: usize) -> bool {
    (1..=pages).contains(&(entry.page as usize)) && entry.title.chars().any(char::is_alphanumeric)
}

/// Sections from the contents that the file carries.
pub(super) fn from_outline(outline: &[OutlineEntry], sheets: &[Sheet]) -> Vec<Placed> {
    let entries: Vec<&OutlineEntry> = outline.iter().filter(|entry| is_entry(entry, sheets.len())).collect();
    let mut on_page: HashMap<u32, usize> = HashMap::new();
    for entry in &entries {
        *on_page.entry(entry.page).or_default() += 1;
    }
    let mut lines = Lines::default();
    let headings = entries.into_iter().map(|entry| {
        let title = tidied(&entry.title);
        let sheet = &sheets[entry.page as usize - 1];
        let line = if on_page[&entry.page] <= LOOKED_FOR_MAX {
            lines.find(sheet, &title, entry.top)
        } else {
            None
        };
        let line = line.or_else(|| first_below(sheet, entry.top)).unwrap_or(0);
        let top = sheet.lines.get(line).map_or(0.0, |line| line.top);
        Heading {
            level: entry.level.clamp(1, LEVEL_MAX),
            title,
            page: entry.page,
            top: entry
                .top
                .filter(|top| top.is_finite())
                .unwrap_or(top)
                .clamp(0.0, sheet.height),
            line,
        }
    });
    from_headings(headings.collect())
}

/// The plain text of the lines of the page that was looked at last: contents go page by page.
#[derive(Default)]
struct Lines {
    page: u32,
    plain: Vec<String>,
}

impl Lines {
    /// The line that says the title, the nearest to `top` where it is known.
    fn find(&mut self, sheet: &Sheet, title: &str, top: Option<f32>) -> Option<usize> {
        if self.page != sheet.number {
            self.page = sheet.number;
            self.plain = sheet.lines.iter().map(|line| plain_line(&sheet.said(line))).collect();
        }
        let wanted = plain_line(title);
        let away = |at: usize| (sheet.lines[at].top - top.unwrap_or(0.0)).abs();
        let says = |line: &str| line == wanted || line.strip_suffix(&*wanted).is_some_and(is_number_before);
        let said = (0..self.plain.len()).filter(|at| says(&self.plain[*at]));
        let near = said.min_by(|one, other| away(*one).total_cmp(&away(*other)));
        // A long title goes on in the next line.
        let begins = |line: &str| line.len() >= 8 && wanted.starts_with(line);
        near.or_else(|| self.plain.iter().position(|line| begins(line)))
    }
}

/// "3 2 1 " before a title whose number the contents leave out.
fn is_number_before(before: &str) -> bool {
    before.ends_with(' ')
        && before
            .chars()
            .all(|character| character.is_numeric() || character == ' ')
}

fn first_below(sheet: &Sheet, top: Option<f32>) -> Option<usize> {
    let top = top?;
    sheet
        .lines
        .iter()
        .position(|line| line.bottom > top + 1.0 && line.top >= top - line.size)
}

fn tidied(title: &str) -> String {
    let clean = |character: char| if character.is_control() { ' ' } else { character };
    let words: String = title.chars().take(TITLE_CHARACTERS_MAX).map(clean).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sections from headings in their order; each gets the headings above it.
pub(super) fn from_headings(headings: Vec<Heading>) -> Vec<Placed> {
    let mut above: Vec<(u32, String)> = Vec::new();
    let mut placed: Vec<Placed> = Vec::with_capacity(headings.len().min(SECTIONS_MAX));
    for heading in headings.into_iter().take(SECTIONS_MAX) {
        let title = tidied(&heading.title);
        while above.last().is_some_and(|(level, _)| *level >= heading.level) {
            above.pop();
        }
        above.push((heading.level, title.clone()));
        placed.push(Placed {
            line: heading.line,
            section: Section {
                level: heading.level,
                path: above.iter().map(|(_, title)| title.clone()).collect(),
                title,
                page: heading.page,
                top: heading.top,
                last_page: heading.page,
            },
        });
    }
    placed.sort_by_key(|placed| (placed.section.page, placed.line));
    placed
}

/// The sections with the page on which each ends: where the next one as high begins.
pub(super) fn closed(mut placed: Vec<Placed>, sheets: &[Sheet], edges: &[HashSet<usize>]) -> Vec<Placed> {
    let pages = sheets.len() as u32;
    let mut open: Vec<usize> = Vec::new();
    for at in 0..placed.len() {
        let (page, line, level) = (placed[at].section.page, placed[at].line, placed[at].section.level);
        let edges = &edges[page as usize - 1];
        let is_first = (0..line).all(|before| edges.contains(&before));
        let last = if is_first { page - 1 } else { page };
        while let Some(before) = open.pop_if(|before| placed[*before].section.level >= level) {
            let section = &mut placed[before].section;
            section.last_page = last.max(section.page);
        }
        open.push(at);
    }
    for at in open {
        placed[at].section.last_page = pages.max(placed[at].section.page);
    }
    placed
}

/// The section to which a line belongs.
pub(super) fn at(placed: &[Placed], page: u32, line: usize) -> Option<u32> {
    let begun = placed.partition_point(|placed| (placed.section.page, placed.line) <= (page, line));
    begun.checked_sub(1).map(|at| at as u32)
}
