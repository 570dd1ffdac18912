//! Text set in lines of a given width.

use crate::font::{Fonts, Stretch, Style};
use crate::measure::{mm, points};
use std::collections::BTreeSet;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Stands where a text was cut.
const CUT: &str = "…";
/// Characters of one paragraph that are looked at; what lies beyond counts as cut.
const CHARACTERS_MAX: usize = 20_000;

/// One line, ready to be drawn.
pub(crate) struct Line {
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) width_mm: f32,
}

/// A text in lines no wider than was asked for.
pub struct Paragraph {
    pub(crate) lines: Vec<Line>,
    pub(crate) style: Style,
    pub(crate) unprintable: BTreeSet<String>,
    is_shortened: bool,
}

impl Paragraph {
    /// How many lines it has.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Whether it did not fit and ends with “…”.
    #[must_use]
    pub fn is_shortened(&self) -> bool {
        self.is_shortened
    }

    /// From its upper to its lower edge.
    #[must_use]
    pub fn height_mm(&self) -> f32 {
        self.lines.len() as f32 * self.style.line_mm()
    }

    /// Its widest line.
    #[must_use]
    pub fn width_mm(&self) -> f32 {
        self.lines.iter().map(|line| line.width_mm).fold(0.0, f32::max)
    }

    /// Characters in it that are drawn as a box, because no font holds them.
    #[must_use]
    pub fn unprintable(&self) -> &BTreeSet<String> {
        &self.unprintable
    }
}

/// A text cut into lines that are not shaped yet: small to keep until its page is drawn.
pub(crate) struct Wrapped {
    pub(crate) lines: Vec<String>,
    pub(crate) unprintable: BTreeSet<String>,
    pub(crate) is_shortened: bool,
}

impl Fonts {
    /// Sets a text: breaks between words, within a word only where it is wider than a line, and ends
    /// with “…” where `lines_max` lines do not hold it. A line break in the text is kept.
    #[must_use]
    pub fn set(&self, text: &str, style: Style, width_mm: f32, lines_max: usize) -> Paragraph {
        let wrapped = self.wrap(text, style, width_mm, lines_max);
        Paragraph {
            lines: wrapped.lines.iter().map(|line| self.line(line, style)).collect(),
            style,
            unprintable: wrapped.unprintable,
            is_shortened: wrapped.is_shortened,
        }
    }

    /// Where the lines of [`Fonts::set`] break.
    pub(crate) fn wrap(&self, text: &str, style: Style, width_mm: f32, lines_max: usize) -> Wrapped {
        let text = drawable(text);
        let mut rest = text.as_str();
        let mut wrapped = Wrapped {
            lines: Vec::new(),
            unprintable: BTreeSet::new(),
            is_shortened: false,
        };
        let width_em = points(width_mm) / style.size_pt;
        while !rest.is_empty() && wrapped.lines.len() < lines_max {
            let is_last = wrapped.lines.len() + 1 == lines_max;
            let (shown, after) = rest.split_at(self.line_end(rest, style, width_em));
            let after = after.trim_start_matches(' ');
            let line = if is_last && !after.is_empty() {
                wrapped.is_shortened = true;
                self.cut(shown, style, width_em)
            } else {
                shown.trim_end().to_owned()
            };
            self.note_unprintable(&line, style, &mut wrapped.unprintable);
            wrapped.lines.push(line);
            rest = after;
        }
        wrapped
    }

    /// Where the first line of this text ends.
    fn line_end(&self, text: &str, style: Style, width_em: f32) -> usize {
        let (mut end, mut held_em) = (0, 0.0);
        for (at, kind) in linebreaks(text) {
            let word = &text[end..at];
            if held_em + self.word_em(word.trim_end(), style) > width_em {
                break;
            }
            held_em += self.word_em(word, style);
            end = at;
            if kind == BreakOpportunity::Mandatory {
                return end;
            }
        }
        if end > 0 {
            return end;
        }
        // One word that is wider than a line: as much of it as fits, at least one character.
        let mut ends = text.grapheme_indices(true).map(|(at, written)| at + written.len());
        end = ends.next().unwrap_or(text.len());
        for at in ends {
            if self.width_em(&text[..at], style) > width_em {
                break;
            }
            end = at;
        }
        end
    }

    /// The text without as many characters at its end as “…” needs.
    fn cut(&self, text: &str, style: Style, width_em: f32) -> String {
        let mut kept = text.trim_end();
        loop {
            let line = format!("{}{CUT}", kept.trim_end());
            let shorter = kept.grapheme_indices(true).next_back().map(|(at, _)| &kept[..at]);
            match shorter {
                Some(shorter) if self.width_em(&line, style) > width_em => kept = shorter,
                _ => return line,
            }
        }
    }

    fn width_em(&self, text: &str, style: Style) -> f32 {
        let stretches = self.stretches(text, style);
        stretches.iter().map(|stretch| stretch.width_em).sum()
    }

    /// As [`Fonts::width_em`]; words come again and again, so what was measured is kept.
    fn word_em(&self, word: &str, style: Style) -> f32 {
        if let Some(width_em) = self.measured(word, style.weight) {
            return width_em;
        }
        let width_em = self.width_em(word, style);
        self.keep_measured(word, style.weight, width_em);
        width_em
    }

    /// Shapes one line.
    pub(crate) fn line(&self, text: &str, style: Style) -> Line {
        let stretches = self.stretches(text, style);
        let width_em: f32 = stretches.iter().map(|stretch| stretch.width_em).sum();
        Line {
            stretches,
            width_mm: mm(width_em * style.size_pt),
        }
    }

    fn note_unprintable(&self, line: &str, style: Style, unprintable: &mut BTreeSet<String>) {
        if line.is_ascii() {
            return;
        }
        let missing = |written: &&str| self.face_for(written, style.weight).is_none();
        unprintable.extend(line.graphemes(true).filter(missing).map(str::to_owned));
    }

    /// The text in stretches of one font each; a box for what no font holds.
    fn stretches(&self, text: &str, style: Style) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut open: Option<(usize, String)> = None;
        for written in text.graphemes(true) {
            let face = self.face_for(written, style.weight);
            match (&mut open, face) {
                (Some((last, held)), Some(face)) if *last == face => held.push_str(written),
                (_, face) => {
                    stretches.extend(open.take().map(|(face, held)| self.shape(face, &held)));
                    open = face.map(|face| (face, written.to_owned()));
                }
            }
            if face.is_none() {
                stretches.push(self.boxed(written));
            }
        }
        stretches.extend(open.map(|(face, held)| self.shape(face, &held)));
        stretches
    }
}

/// The text in the form that fonts know (NFC), tabs as spaces, without what leaves no mark.
fn drawable(text: &str) -> String {
    let kept = text.nfc().take(CHARACTERS_MAX).filter_map(|c| match c {
        '\t' | '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(' '),
        '\n' => Some(c),
        _ if domain::text::is_markless(c) && !c.is_whitespace() => None,
        _ if c.is_control() => None,
        _ => Some(c),
    });
    kept.collect::<String>().trim().to_owned()
}
