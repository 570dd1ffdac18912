//! Running heads and feet: what repeats at the same place on page after page.

use super::heads;
use super::sheet::{Line, Sheet};
use crate::fold::plain_line;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Part of the page's height, above and below, in which heads and feet stand.
const EDGE: f32 = 0.12;
/// Lines that are looked at on each edge.
const EDGE_LINES_MAX: usize = 6;
/// Cells of such a line that are compared.
const EDGE_CELLS_MAX: usize = 24;
/// Two places are the same within this, in points.
const SAME: f32 = 6.0;
/// Times that a head is seen on the page before, or the one before that, until it counts as running.
const CHAINED_MIN: u32 = 2;
/// Letters so much larger than those of running text are those of a heading.
const LARGE: f32 = 1.15;

/// Lines near the upper and lower edge of a sheet, by their place among its lines.
pub(super) fn edge_lines(sheet: &Sheet) -> impl Iterator<Item = (usize, &Line)> {
    let (above, below) = (sheet.height * EDGE, sheet.height * (1.0 - EDGE));
    let upper = sheet
        .lines
        .iter()
        .enumerate()
        .filter(move |(_, line)| line.bottom <= above);
    let lower = sheet
        .lines
        .iter()
        .enumerate()
        .rev()
        .filter(move |(_, line)| line.top >= below);
    upper.take(EDGE_LINES_MAX).chain(lower.take(EDGE_LINES_MAX))
}

/// How often one text was seen at one place.
#[derive(Default)]
struct Repeated {
    last_page: u32,
    times: u32,
    chained: u32,
}

/// What repeats.
pub(super) struct Running {
    marks: HashSet<u64>,
    /// Those that stand on a good part of all pages.
    throughout: HashSet<u64>,
    body: f32,
}

impl Running {
    /// Looks for what repeats. `body` is the size of running text, in points.
    pub(super) fn of(sheets: &[Sheet], body: f32) -> Self {
        let mut seen: HashMap<u64, Repeated> = HashMap::new();
        for sheet in sheets {
            for mark in edge_lines(sheet).flat_map(|(_, line)| marks(sheet, line)) {
                let repeated = seen.entry(mark).or_default();
                if repeated.last_page == sheet.number {
                    continue;
                }
                repeated.chained += u32::from(repeated.times > 0 && sheet.number - repeated.last_page <= 2);
                repeated.times += 1;
                repeated.last_page = sheet.number;
            }
        }
        let is_running =
            |repeated: &Repeated| repeated.chained >= CHAINED_MIN && repeated.chained * 3 >= repeated.times;
        let running = || seen.iter().filter(|(_, repeated)| is_running(repeated));
        let is_throughout = |repeated: &Repeated| repeated.times as usize * 3 >= sheets.len();
        Self {
            marks: running().map(|(mark, _)| *mark).collect(),
            throughout: running()
                .filter(|(_, repeated)| is_throughout(repeated))
                .map(|(mark, _)| *mark)
                .collect(),
            body,
        }
    }

    /// The lines of a sheet that are running heads or feet. `before` is the sheet before it: a large
    /// title that goes on from page to page is a heading where it stands for the first time.
    pub(super) fn lines(&self, sheet: &Sheet, before: Option<&Sheet>) -> HashSet<usize> {
        let is_here =
            |sheet: &Sheet, mark: u64| edge_lines(sheet).any(|(_, line)| marks(sheet, line).any(|m| m == mark));
        let is_running = |line: &Line| {
            let is_large = line.size > self.body * LARGE;
            let mut marks = marks(sheet, line);
            marks
                .all(|mark| self.marks.contains(&mark) && (!is_large || before.is_some_and(|page| is_here(page, mark))))
        };
        // The name of a short chapter beside the manual's title: the outermost line runs as a whole.
        let is_outermost = |at: usize| at == 0 || at + 1 == sheet.lines.len();
        let is_beside = |at: usize, line: &Line| {
            is_outermost(at)
                && line.size <= self.body * LARGE
                && marks(sheet, line).any(|mark| self.throughout.contains(&mark))
        };
        let is_head_of_codes = |line: &Line| heads::is_of_codes(sheet.cells(line).map(|cell| cell.text));
        edge_lines(sheet)
            .filter(|(at, line)| (is_running(line) || is_beside(*at, line)) && !is_head_of_codes(line))
            .map(|(at, _)| at)
            .collect()
    }
}

/// A number for each cell of a line: its words, without their digits, and how far down it stands.
fn marks<'s>(sheet: &'s Sheet, line: &'s Line) -> impl Iterator<Item = u64> + 's {
    let place = (line.top / SAME).round() as i32;
    sheet.cells(line).take(EDGE_CELLS_MAX).map(move |cell| {
        let mut hasher = DefaultHasher::new();
        place.hash(&mut hasher);
        without_numbers(cell.text).hash(&mut hasher);
        hasher.finish()
    })
}

/// "Page 12 of 500" as "page # of #"; a number in Roman letters alone counts as one.
fn without_numbers(text: &str) -> String {
    let plain = plain_line(text);
    let mut words = String::with_capacity(plain.len());
    for word in plain.split(' ') {
        let is_number = word.chars().all(char::is_numeric) || super::labels::roman(word).is_some();
        words.push_str(if is_number { "#" } else { word });
        words.push(' ');
    }
    words
}
