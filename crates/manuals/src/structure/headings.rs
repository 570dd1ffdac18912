//! Headings where a file carries no contents: told by size, weight and numbering.

use super::sheet::{Line, Sheet};
use std::collections::BTreeMap;

/// Characters of a heading; longer lines are sentences.
const HEADING_CHARACTERS_MAX: usize = 120;
/// Letters so much larger than running text make a heading by themselves.
const LARGE: f32 = 1.12;
/// Deeper numbering than this is counted as this deep.
pub(super) const LEVEL_MAX: u32 = 9;
/// Lines of a page that end in page numbers, from which on it is a page of contents.
const CONTENTS_LINES_MIN: usize = 4;

/// A heading as it stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    pub(super) level: u32,
    pub(super) title: String,
    pub(super) page: u32,
    /// How far down, in points.
    pub(super) top: f32,
    /// Its place among the page's lines.
    pub(super) line: usize,
}

/// Letters counted by size, in half points: what is running text and what is larger.
#[derive(Clone, Debug, Default)]
pub(super) struct Sizes(BTreeMap<u32, u64>);

impl Sizes {
    pub(super) fn count(&mut self, sheet: &Sheet) {
        for line in &sheet.lines {
            let letters: usize = sheet.cells(line).map(|cell| cell.text.len()).sum();
            // Sizes are bounded, so the map is: 20,000 points in halves.
            *self.0.entry(halves(line.size)).or_default() += letters as u64;
        }
    }

    /// The size in which most letters are set, in points.
    pub(super) fn body(&self) -> f32 {
        let most = self
            .0
            .iter()
            .max_by_key(|(size, letters)| (**letters, std::cmp::Reverse(**size)));
        most.map_or(10.0, |(size, _)| *size as f32 / 2.0)
    }
}

fn halves(size: f32) -> u32 {
    (size * 2.0).round().clamp(0.0, 40_000.0) as u32
}

/// What makes a line a heading: how deep its number says, and how it is set.
#[derive(Clone, Debug)]
struct Found {
    heading: Heading,
    numbered: Option<u32>,
    style: (u32, bool),
}

/// Looks for headings sheet by sheet.
#[derive(Debug)]
pub(super) struct Finder {
    body: f32,
    found: Vec<Found>,
    most: usize,
}

impl Finder {
    pub(super) fn new(body: f32, most: usize) -> Self {
        Self {
            body,
            found: Vec::new(),
            most,
        }
    }

    /// Takes a sheet's lines but those that `is_left_out` (running heads, rows of tables).
    pub(super) fn take(&mut self, sheet: &Sheet, is_left_out: impl Fn(usize) -> bool) {
        if is_contents(sheet) {
            return;
        }
        let mut last: Option<(usize, f32)> = None;
        for (at, line) in sheet.lines.iter().enumerate() {
            if is_left_out(at) || self.found.len() >= self.most {
                continue;
            }
            let said = sheet.said(line);
            let numbered = numbered(&said);
            if let Some((before, bottom)) = last
                && before + 1 == at
                && numbered.is_none()
                && self.goes_on(line, &said, bottom)
            {
                last = Some((at, line.bottom));
                continue;
            }
            last = None;
            if self.is_heading(sheet, line, &said, numbered) {
                last = Some((at, line.bottom));
                self.found.push(Found {
                    heading: Heading {
                        level: 1,
                        title: said,
                        page: sheet.number,
                        top: line.top,
                        line: at,
                    },
                    numbered,
                    style: (halves(line.size), line.is_bold),
                });
            }
        }
    }

    /// Joins the line to the last heading where it is its second line.
    fn goes_on(&mut self, line: &Line, said: &str, bottom: f32) -> bool {
        let Some(found) = self.found.last_mut() else {
            return false;
        };
        let is_near = line.top - bottom < line.size * 0.6;
        let is_alike = found.style == (halves(line.size), line.is_bold);
        let length = found.heading.title.chars().count() + said.chars().count();
        if !is_near || !is_alike || length > HEADING_CHARACTERS_MAX {
            return false;
        }
        found.heading.title.push(' ');
        found.heading.title.push_str(said);
        true
    }

    fn is_heading(&self, sheet: &Sheet, line: &Line, said: &str, numbered: Option<u32>) -> bool {
        let letters = said.chars().filter(|character| character.is_alphabetic()).count();
        let is_short = said.len() <= HEADING_CHARACTERS_MAX * 4 && said.chars().count() <= HEADING_CHARACTERS_MAX;
        let is_sentence = said.ends_with(['.', ',', ';', ':']) && numbered.is_none_or(|level| level < 2);
        // A number may stand in a cell of its own; more cells are a row.
        let cells = sheet.cells(line).len();
        if letters < 2 || !is_short || is_sentence || cells > 2 || (cells == 2 && numbered.is_none()) {
            return false;
        }
        let is_large = line.size >= self.body * LARGE;
        is_large
            || (line.is_bold && line.size >= self.body * 0.95 && numbered.is_some_and(|level| level >= 2))
            || (line.is_bold && numbered.is_none() && line.size >= self.body && cells == 1 && is_title(said))
    }

    /// The headings, with levels: numbers say how deep they are, sizes say it for those without.
    pub(super) fn finish(self) -> Vec<Heading> {
        let levels = self.levels();
        let level = |found: &Found| found.numbered.or_else(|| levels.get(&found.style).copied());
        self.found
            .iter()
            .map(|found| Heading {
                level: level(found).unwrap_or(1).clamp(1, LEVEL_MAX),
                ..found.heading.clone()
            })
            .collect()
    }

    /// How deep a heading of each style is: as deep as numbered ones that look alike, else one deeper than
    /// the next larger style.
    fn levels(&self) -> BTreeMap<(u32, bool), u32> {
        let mut styles: BTreeMap<(u32, bool), Option<u32>> = BTreeMap::new();
        for found in &self.found {
            let level = styles.entry(found.style).or_default();
            *level = (*level).into_iter().chain(found.numbered).min();
        }
        let mut larger = 0;
        let by_size = styles.into_iter().rev();
        by_size
            .map(|(style, numbered)| {
                let level = numbered.unwrap_or(larger + 1);
                larger = larger.max(level).min(LEVEL_MAX);
                (style, level)
            })
            .collect()
    }
}

/// Bold words at the size of running text: a heading only where they look like one, not like a warning
/// or a label. Capital first, no digit, at most eight words.
fn is_title(said: &str) -> bool {
    let is_capital = said.chars().next().is_some_and(char::is_uppercase);
    let words = said.split_whitespace().count();
    is_capital && (2..=8).contains(&words) && !said.chars().any(char::is_numeric) && !said.ends_with('!')
}

/// How deep the number before a title says it is: 3 for "3.2.1 Cooling water pump". Nothing where no
/// number stands before it.
pub(super) fn numbered(said: &str) -> Option<u32> {
    let (first, rest) = said.split_once(' ')?;
    let lower = first.to_lowercase();
    let second = rest.split(' ').next().unwrap_or_default();
    if matches!(
        lower.as_str(),
        "chapter" | "section" | "part" | "appendix" | "annex" | "kapitel" | "chapitre"
    ) {
        let is_short = (1..=4).contains(&second.trim_end_matches([':', '.']).len());
        return is_short.then_some(1);
    }
    let is_worded = rest.chars().any(char::is_alphabetic);
    let number = first.trim_end_matches(['.', ')']);
    let groups: Vec<&str> = number.split('.').collect();
    let is_group = |group: &&str| (1..=3).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit());
    let head = groups.first()?;
    let is_letter = head.len() == 1 && head.bytes().all(|byte| byte.is_ascii_uppercase()) && groups.len() > 1;
    let is_number = (is_group(head) || is_letter) && groups[1..].iter().all(is_group);
    // "1) Open the valve" is a step, and so is a sentence after a single number.
    let is_step = first.ends_with(')');
    (is_worded && is_number && !is_step).then_some((groups.len() as u32).min(LEVEL_MAX))
}

/// Whether a sheet is a page of contents: line after line ends in a page number behind dots or a gap.
pub(super) fn is_contents(sheet: &Sheet) -> bool {
    let entries = sheet.lines.iter().filter(|line| is_entry(sheet, line)).count();
    entries >= CONTENTS_LINES_MIN && entries * 2 >= sheet.lines.len()
}

fn is_entry(sheet: &Sheet, line: &Line) -> bool {
    let Some(last) = sheet.cells(line).last() else {
        return false;
    };
    let word = last.text.rsplit([' ', '.', '…']).next().unwrap_or_default();
    let is_page = !word.is_empty() && word.len() <= 8 && word.chars().all(|c| c.is_ascii_digit() || c == '-')
        || super::labels::roman(word).is_some();
    let is_led = last.text.contains("...") || last.text.contains(". . .") || last.text.contains('…');
    let is_apart = sheet.cells(line).len() > 1 && last.text == word && line_begins_with_words(sheet, line);
    is_page && (is_led || is_apart)
}

fn line_begins_with_words(sheet: &Sheet, line: &Line) -> bool {
    let mut cells = sheet.cells(line);
    cells.any(|cell| cell.text.chars().filter(|character| character.is_alphabetic()).count() >= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_how_deep_a_heading_is() {
        for (said, wanted) in [
            ("3 Cooling water", Some(1)),
            ("3.2 Cooling water pump", Some(2)),
            ("3.2.1 Removal", Some(3)),
            ("3.2.1. Removal", Some(3)),
            ("A.2 Tables", Some(2)),
            ("Chapter 7 Fuel", Some(1)),
            ("Appendix B: Codes", Some(1)),
            ("1) Open the valve", None),
            ("1234 Foo", None),
            ("16V 4000", None),
            ("Removal", None),
            ("3.2", None),
        ] {
            assert_eq!(numbered(said), wanted, "{said}");
        }
    }
}
