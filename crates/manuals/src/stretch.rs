//! From characters to runs, lines and glyphs: pure.

mod order;

use std::ops::Range;

use crate::page::{Area, PageText, Run};
use crate::pdfium::{Character, Direction};
use crate::protocol::Glyph;
pub(crate) use order::{Placed, lines};

/// A gap as wide as so many parts of the letters' size ends a run: words of one phrase stand closer, and the
/// cells of a table further apart. A blank that the file itself holds may be stretched to fill a line.
const GAP: f32 = 0.8;
const GAP_WITH_BLANK: f32 = 1.5;
/// A step back of so many parts of the size begins a new run.
const STEP_BACK: f32 = 0.5;
/// A step off the line of so many parts of the size begins a new run; raised and lowered figures (m³, H₂O)
/// stay with what they belong to.
const STEP_OFF: f32 = 0.45;

/// How much of a line's height lies above the line that letters stand on.
const ABOVE: f32 = 0.8;

/// Neighbouring characters of one run, blanks between them included.
struct Stretch {
    characters: Range<usize>,
    area: Area,
    baseline: f32,
    size: f32,
    direction: Direction,
}

/// The runs in the order of the file.
pub(crate) fn runs(characters: &[Character]) -> Vec<Run> {
    stretches(characters)
        .into_iter()
        .map(|stretch| run(&characters[stretch.characters.clone()], stretch.area))
        .collect()
}

/// The characters in the order of reading, with a blank between runs of a line and a line's end behind it.
pub(crate) fn glyphs(characters: &[Character]) -> Vec<Glyph> {
    let stretches = stretches(characters);
    let placed: Vec<Placed> = stretches.iter().map(Stretch::placed).collect();
    let mut found = Vec::with_capacity(characters.len() + stretches.len());
    for line in lines(&placed) {
        let mut is_first = true;
        for stretch in line.into_iter().map(|index| &stretches[index]) {
            if !is_first {
                found.push(between(" ", found.last()));
            }
            is_first = false;
            for character in &characters[stretch.characters.clone()] {
                found.push(if character.size > 0.0 {
                    Glyph {
                        text: character.what.to_string(),
                        area: character.area,
                    }
                } else {
                    between(" ", found.last())
                });
            }
        }
        found.push(between("\n", found.last()));
    }
    found
}

/// What is written on a page: its lines in the order of reading, each with its end. Of two columns of text the
/// left one comes first; what stands on its side comes last.
#[must_use]
pub fn plain(page: &PageText) -> String {
    let placed: Vec<Placed> = page.runs.iter().map(seen).collect();
    let mut text = String::new();
    for line in lines(&placed) {
        let words: Vec<&str> = line.into_iter().map(|index| page.runs[index].text.as_str()).collect();
        text.push_str(&words.join(" "));
        text.push('\n');
    }
    text
}

/// A run as far as its box tells: one that is much higher than its letters stands on its side.
fn seen(run: &Run) -> Placed {
    let is_short = run.text.chars().nth(1).is_none();
    Placed {
        area: run.area,
        baseline: run.area.top + ABOVE * run.area.height,
        is_level: is_short || run.area.height < 2.0 * run.size.max(0.1),
    }
}

/// What is not printed: it stands without width behind the character before it.
fn between(text: &str, last: Option<&Glyph>) -> Glyph {
    let before = last.map_or_else(Area::default, |glyph| glyph.area);
    Glyph {
        text: text.to_owned(),
        area: Area {
            left: before.left + before.width,
            width: 0.0,
            ..before
        },
    }
}

impl Stretch {
    fn begin(at: usize, character: &Character) -> Self {
        Self {
            characters: at..at + 1,
            area: character.area,
            baseline: character.baseline,
            size: character.size,
            direction: character.direction,
        }
    }

    /// Whether a character goes on where the stretch ends.
    fn goes_on(&self, last: &Character, next: &Character, has_blank: bool) -> bool {
        let size = last.size.max(next.size);
        let gap = begin(next) - end(last);
        let gap_max = if has_blank { GAP_WITH_BLANK } else { GAP };
        next.direction == self.direction
            && (next.baseline - self.baseline).abs() <= STEP_OFF * size
            && (is_ligature(last, next) || (gap > -STEP_BACK * size && gap <= gap_max * size))
    }

    fn take(&mut self, at: usize, character: &Character) {
        self.characters.end = at + 1;
        self.area = union(self.area, character.area);
        if character.size > self.size {
            (self.size, self.baseline) = (character.size, character.baseline);
        }
    }

    fn placed(&self) -> Placed {
        Placed {
            area: self.area,
            baseline: self.baseline,
            is_level: self.direction == Direction::Right,
        }
    }
}

fn stretches(characters: &[Character]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open: Option<(Stretch, usize)> = None;
    let mut has_blank = false;
    for (at, character) in characters.iter().enumerate() {
        if character.what == '\n' {
            found.extend(open.take().map(|(stretch, _)| stretch));
        } else if character.size <= 0.0 {
            has_blank |= !character.is_generated;
        } else {
            match &mut open {
                Some((stretch, last)) if stretch.goes_on(&characters[*last], character, has_blank) => {
                    stretch.take(at, character);
                    *last = at;
                }
                _ => {
                    let next = (Stretch::begin(at, character), at);
                    found.extend(open.replace(next).map(|(stretch, _)| stretch));
                }
            }
            has_blank = false;
        }
    }
    found.extend(open.map(|(stretch, _)| stretch));
    found
}

fn run(characters: &[Character], area: Area) -> Run {
    let mut text = String::new();
    for character in characters {
        if character.size > 0.0 {
            text.push(character.what);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
    }
    let printed = || characters.iter().filter(|character| character.size > 0.0);
    let bold = printed().filter(|character| character.is_bold).count();
    Run {
        text,
        area,
        size: usual_size(printed().map(|character| character.size)),
        is_bold: bold * 2 > printed().count(),
    }
}

/// The size of most characters; of two that are as common the first.
fn usual_size(sizes: impl Iterator<Item = f32>) -> f32 {
    /// Sizes closer than this, in points, are the same.
    const SAME: f32 = 0.05;
    let mut counts: Vec<(f32, u32)> = Vec::new();
    for size in sizes {
        match counts.iter().position(|(known, _)| (known - size).abs() < SAME) {
            Some(at) => counts[at].1 += 1,
            // A run of a thousand sizes is none that a person wrote.
            None if counts.len() < 32 => counts.push((size, 1)),
            None => {}
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(0.0, |(size, _)| size)
}

/// Whether two characters are printed as one ("fi" in "file"): then both stand in the same box.
fn is_ligature(last: &Character, next: &Character) -> bool {
    /// Boxes nearer than this, in points, are the same.
    const SAME: f32 = 0.1;
    let is_same = |one: f32, other: f32| (one - other).abs() < SAME;
    is_same(begin(last), begin(next)) && is_same(end(last), end(next))
}

/// Where a character begins along its line.
fn begin(character: &Character) -> f32 {
    let area = character.area;
    match character.direction {
        Direction::Right => area.left,
        Direction::Left => -(area.left + area.width),
        Direction::Down => area.top,
        Direction::Up => -(area.top + area.height),
    }
}

/// Where it ends.
fn end(character: &Character) -> f32 {
    let area = character.area;
    let length = match character.direction {
        Direction::Right | Direction::Left => area.width,
        Direction::Down | Direction::Up => area.height,
    };
    begin(character) + length
}

fn union(one: Area, other: Area) -> Area {
    let left = one.left.min(other.left);
    let top = one.top.min(other.top);
    let right = (one.left + one.width).max(other.left + other.width);
    let bottom = (one.top + one.height).max(other.top + other.height);
    Area {
        left,
        top,
        width: right - left,
        height: bottom - top,
    }
}

#[cfg(test)]
mod tests;
