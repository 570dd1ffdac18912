//! Sets headings, paragraphs, tables and figures one below the other, page after page, and writes down
//! where each of them came to stand.

use super::book::{HEIGHT, Label, Leaf, Mark, WIDTH};
use super::codes::Entry;
use super::letters::{Letters, Style};
use super::truth::{Stands, TrueCode, TrueSection, Truth};
use std::collections::BTreeMap;

const LEFT: f32 = 56.0;
const RIGHT: f32 = WIDTH - 56.0;
const TOP: f32 = 84.0;
const BOTTOM: f32 = HEIGHT - 74.0;
/// White between two columns.
const GUTTER: f32 = 22.0;
const BODY: Style = Style::regular(9.5);
const LEADING: f32 = 12.6;
const CELL: Style = Style::regular(8.5);
const CELL_LEADING: f32 = 10.8;
/// Words that are broken at the end of a line, at the places that dictionaries give.
const BROKEN: &[(&str, &str)] = &[
    ("tempera", "ture"),
    ("mainte", "nance"),
    ("pres", "sure"),
    ("lubri", "cating"),
    ("inspec", "tion"),
    ("equip", "ment"),
    ("oper", "ation"),
    ("tight", "ening"),
];

/// How a table goes on on the next page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GoesOn {
    /// The head stands on each page.
    WithHead,
    /// Rows go on without it, and a row may be parted.
    WithoutHead,
}

/// A table's columns: what stands at their heads, and where each begins and ends.
pub(super) struct Columns<'a> {
    pub(super) heads: &'a [&'a str],
    /// From the left edge of the column of text, in points.
    pub(super) lefts: &'a [f32],
    pub(super) goes_on: GoesOn,
}

/// What is printed at the edges of each page.
pub(super) struct Running {
    /// At the left of the head.
    pub(super) title: &'static str,
    /// Whether the foot reads "3-12" instead of "12".
    pub(super) by_chapter: bool,
    /// Whether the file labels its pages.
    pub(super) has_labels: bool,
}

/// The manual as it grows.
pub(super) struct Composer<'l> {
    pub(super) letters: &'l Letters,
    running: Running,
    pub(super) leaves: Vec<Leaf>,
    pub(super) truth: Truth,
    chapter: String,
    /// Number of the page within its count.
    counted: u32,
    is_front: bool,
    columns: usize,
    column: usize,
    /// Where the columns of this page begin.
    from: f32,
    y: f32,
    numbers: [u32; 3],
}

impl<'l> Composer<'l> {
    pub(super) fn new(letters: &'l Letters, running: Running) -> Self {
        Self {
            letters,
            running,
            leaves: Vec::new(),
            truth: Truth::default(),
            chapter: String::new(),
            counted: 0,
            is_front: true,
            columns: 1,
            column: 0,
            from: TOP,
            y: BOTTOM,
            numbers: [0; 3],
        }
    }

    /// The page on which it stands now, from 1.
    pub(super) fn page(&self) -> u32 {
        self.leaves.len() as u32
    }

    /// Text from now on runs in so many columns.
    pub(super) fn set_columns(&mut self, columns: usize) {
        self.columns = columns;
        self.column = 0;
        self.from = self.y;
    }

    /// Pages from now on are counted from 1.
    pub(super) fn end_front(&mut self) {
        (self.is_front, self.counted) = (false, 0);
    }

    pub(super) fn put(&mut self, mark: Mark) {
        if let Some(leaf) = self.leaves.last_mut() {
            leaf.marks.push(mark);
        }
    }

    fn text(&mut self, left: f32, top: f32, style: Style, text: &str) {
        self.put(Mark::Text {
            left,
            top,
            style,
            text: text.to_owned(),
        });
    }

    /// Begins a page with its running head and foot.
    pub(super) fn new_page(&mut self) {
        self.counted += 1;
        let label = self.label();
        let mut leaf = Leaf::default();
        if self.running.has_labels {
            leaf.label = if self.is_front {
                Label::Roman(self.counted)
            } else {
                Label::Arabic(self.counted)
            };
        }
        self.leaves.push(leaf);
        let small = Style::regular(7.5);
        self.text(LEFT, 36.0, small, self.running.title);
        let chapter = self.chapter.clone();
        let wide = self.letters.width(&chapter, small);
        if !chapter.is_empty() {
            self.text(RIGHT - wide, 36.0, small, &chapter);
        }
        self.put(Mark::Fill {
            area: [LEFT, 48.0, RIGHT - LEFT, 0.6],
            shade: 120,
        });
        let wide = self.letters.width(&label, small);
        self.text((WIDTH - wide) / 2.0, HEIGHT - 42.0, small, &label);
        self.truth.labels.push(label);
        (self.column, self.from, self.y) = (0, TOP, TOP);
    }

    fn label(&self) -> String {
        if self.is_front {
            return roman(self.counted);
        }
        if self.running.by_chapter {
            return format!("{}-{}", self.numbers[0].max(1), self.counted);
        }
        self.counted.to_string()
    }

    fn width(&self) -> f32 {
        let white = GUTTER * (self.columns - 1) as f32;
        (RIGHT - LEFT - white) / self.columns as f32
    }

    fn left(&self) -> f32 {
        LEFT + self.column as f32 * (self.width() + GUTTER)
    }

    /// Makes room for so much, in the next column or on the next page.
    fn room(&mut self, height: f32) {
        if self.leaves.is_empty() || (self.y + height > BOTTOM && self.column + 1 >= self.columns) {
            self.new_page();
        } else if self.y + height > BOTTOM {
            self.column += 1;
            self.y = self.from;
        }
    }

    pub(super) fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// A heading with its number; gives the heading as it is printed.
    pub(super) fn heading(&mut self, level: usize, title: &str) -> String {
        self.numbers[level - 1] += 1;
        self.numbers[level..].fill(0);
        let number: Vec<String> = self.numbers[..level].iter().map(u32::to_string).collect();
        let printed = format!("{} {title}", number.join("."));
        if level == 1 {
            self.chapter.clone_from(&printed);
            if self.running.by_chapter {
                self.counted = 0;
            }
            self.columns = 1;
            self.new_page();
        }
        let style = Style::bold([17.0, 13.0, 11.0][level - 1]);
        let lines = self.letters.lines(&printed, style, self.width(), &[]);
        let height = style.size * 1.25;
        self.space(if level == 1 { 0.0 } else { 9.0 });
        self.room(height * lines.len() as f32 + 4.0 * LEADING);
        self.truth.sections.push(TrueSection {
            level: level as u32,
            title: printed.clone(),
            page: self.page(),
        });
        for line in lines {
            self.text(self.left(), self.y, style, &line);
            self.y += height;
        }
        self.space(4.0);
        printed
    }

    /// A heading that names a code.
    pub(super) fn heading_with_code(&mut self, level: usize, title: &str, code: &str) {
        self.heading(level, title);
        self.stands(code, Stands::Heading);
    }

    fn stands(&mut self, code: &str, stands: Stands) {
        let section = self
            .truth
            .sections
            .last()
            .map(|section| section.title.clone())
            .unwrap_or_default();
        self.truth.codes.push(TrueCode {
            code: code.to_owned(),
            page: self.page(),
            stands,
            section,
        });
    }

    /// Running text; `named` are codes in it that count as standing here.
    pub(super) fn paragraph(&mut self, text: &str, named: &[&str]) {
        let mut firm = text.to_owned();
        for code in named {
            firm = firm.replace(code, &code.replace(' ', "\u{A0}"));
        }
        for line in self.letters.lines(&firm, BODY, self.width(), BROKEN) {
            self.room(LEADING);
            for code in named.iter().filter(|code| line.replace('\u{A0}', " ").contains(**code)) {
                self.stands(code, Stands::Text);
            }
            self.text(self.left(), self.y, BODY, &line);
            self.y += LEADING;
        }
        self.space(6.0);
    }

    /// Numbered steps.
    pub(super) fn steps<'t>(&mut self, steps: impl Iterator<Item = &'t str>) {
        for (number, step) in (1..).zip(steps) {
            let lines = self.letters.lines(step, BODY, self.width() - 18.0, BROKEN);
            for (at, line) in lines.iter().enumerate() {
                self.room(LEADING);
                if at == 0 {
                    self.text(self.left(), self.y, BODY, &format!("{number}."));
                }
                self.text(self.left() + 18.0, self.y, BODY, line);
                self.y += LEADING;
            }
        }
        self.space(6.0);
    }

    /// A table without codes: parts, torques, data.
    pub(super) fn table(&mut self, columns: &Columns<'_>, rows: &[Vec<String>]) {
        self.head(columns);
        for row in rows {
            self.row(columns, row, None);
        }
        self.space(12.0);
    }

    /// A table of fault codes.
    pub(super) fn codes(&mut self, columns: &Columns<'_>, entries: &[Entry]) {
        self.head(columns);
        for entry in entries {
            self.row(columns, &entry.cells(columns.heads), Some(&entry.code));
        }
        self.space(14.0);
    }

    fn head(&mut self, columns: &Columns<'_>) {
        self.room(CELL_LEADING * 4.0);
        let style = Style::bold(CELL.size);
        self.put(Mark::Fill {
            area: [self.left() - 3.0, self.y - 2.0, self.width() + 6.0, CELL_LEADING + 3.0],
            shade: 225,
        });
        for (head, left) in columns.heads.iter().zip(columns.lefts) {
            self.text(self.left() + left, self.y, style, head);
        }
        self.y += CELL_LEADING + 4.0;
    }

    fn row(&mut self, columns: &Columns<'_>, cells: &[String], code: Option<&str>) {
        let width = self.width();
        let ends = columns.lefts.iter().skip(1).copied().chain([width + 14.0]);
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(columns.lefts.iter().zip(ends))
            .map(|(cell, (left, end))| self.letters.lines(cell, CELL, end - left - 14.0, BROKEN))
            .collect();
        let high = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        let kept = if columns.goes_on == GoesOn::WithHead { high } else { 1 };
        let page = (self.page(), self.column);
        self.room(kept as f32 * CELL_LEADING + 3.0);
        if page != (self.page(), self.column) && columns.goes_on == GoesOn::WithHead {
            self.head(columns);
        }
        if let Some(code) = code {
            self.stands(code, Stands::Table);
        }
        for at in 0..high {
            self.room(CELL_LEADING);
            for (lines, left) in wrapped.iter().zip(columns.lefts) {
                if let Some(line) = lines.get(at).filter(|line| !line.is_empty()) {
                    self.text(self.left() + left, self.y, CELL, line);
                }
            }
            self.y += CELL_LEADING;
        }
        self.put(Mark::Fill {
            area: [self.left(), self.y, width, 0.3],
            shade: 170,
        });
        self.y += 3.0;
    }

    /// A drawing of discs, boxes and lines, and what is printed below it.
    pub(super) fn figure(&mut self, shape: u32, caption: &str) {
        const HIGH: f32 = 150.0;
        self.room(HIGH + 24.0);
        let (left, top, width) = (self.left(), self.y, self.width());
        self.put(Mark::Frame {
            area: [left, top, width, HIGH],
        });
        for at in 0..4 + shape % 4 {
            let x = left + width * (at as f32 + 0.7) / 8.5;
            let y = top + HIGH * (0.3 + 0.13 * ((at * 7 + shape) % 4) as f32);
            self.put(Mark::Circle {
                x,
                y,
                radius: 14.0 + ((shape + at * 5) % 11) as f32,
            });
            self.put(Mark::Stroke {
                from: (x, y),
                to: (x + 40.0, top + 14.0),
            });
            self.text(x + 42.0, top + 8.0, Style::regular(7.0), &(at + 1).to_string());
        }
        self.y += HIGH + 5.0;
        self.text(left, self.y, Style::regular(8.0), caption);
        self.y += 18.0;
    }

    /// Keeps of every code the place where it stands best, and sorts them by page.
    pub(super) fn finish(&mut self) {
        let mut best: BTreeMap<String, TrueCode> = BTreeMap::new();
        for code in std::mem::take(&mut self.truth.codes) {
            let known = best.entry(code.code.clone()).or_insert_with(|| code.clone());
            if code.stands < known.stands {
                *known = code;
            }
        }
        self.truth.codes = best.into_values().collect();
        self.truth.codes.sort_by_key(|code| code.page);
    }
}

/// Small Roman numbers, as front matter is counted.
fn roman(number: u32) -> String {
    let mut rest = number;
    let mut written = String::new();
    for (value, letters) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while rest >= value {
            written.push_str(letters);
            rest -= value;
        }
    }
    written
}
