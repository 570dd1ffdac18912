//! Letters of the two fonts: how wide each is, and its glyph.

use krilla::text::{Font, GlyphId, KrillaGlyph};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) is_bold: bool,
}

impl Style {
    pub(super) const fn regular(size: f32) -> Self {
        Self { size, is_bold: false }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { size, is_bold: true }
    }
}

/// A blank that no line is broken at; set as a blank.
pub(super) const FIRM_BLANK: char = '\u{A0}';
/// Characters whose glyph is kept at hand: Latin and general punctuation.
const AT_HAND: usize = 0x2200;

struct Face {
    font: Font,
    /// Glyph and width in ems of each character.
    glyphs: Vec<(u32, f32)>,
}

impl Face {
    fn of(file: &'static [u8]) -> Self {
        let read = rustybuzz::Face::from_slice(file, 0).expect("the font of printed pages is read by their tests");
        let em = f32::from(u16::try_from(read.units_per_em()).unwrap_or(1000));
        let glyph = |code: usize| {
            let character = u32::try_from(code).ok().and_then(char::from_u32)?;
            let glyph = read.glyph_index(character)?;
            let width = f32::from(read.glyph_hor_advance(glyph).unwrap_or(0)) / em;
            Some((u32::from(glyph.0), width))
        };
        Self {
            glyphs: (0..AT_HAND).map(|code| glyph(code).unwrap_or((0, 0.5))).collect(),
            font: Font::new(file.into(), 0).expect("the font of printed pages is read by their tests"),
        }
    }
}

/// The fonts of all manuals.
pub(super) struct Letters {
    regular: Face,
    bold: Face,
}

impl Letters {
    pub(super) fn new() -> Self {
        Self {
            regular: Face::of(paper::REGULAR),
            bold: Face::of(paper::BOLD),
        }
    }

    fn face(&self, style: Style) -> &Face {
        if style.is_bold { &self.bold } else { &self.regular }
    }

    pub(super) fn font(&self, style: Style) -> Font {
        self.face(style).font.clone()
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        let glyphs = &self.face(style).glyphs;
        let ems: f32 = text
            .chars()
            .map(|character| glyphs.get(character as usize).map_or(0.5, |glyph| glyph.1))
            .sum();
        ems * style.size
    }

    /// The glyphs of a text, one for each character.
    pub(super) fn glyphs(&self, text: &str, style: Style) -> Vec<KrillaGlyph> {
        let known = &self.face(style).glyphs;
        let glyph = |(at, character): (usize, char)| {
            let (glyph, width) = known.get(character as usize).copied().unwrap_or((0, 0.5));
            let range = at..at + character.len_utf8();
            KrillaGlyph::new(GlyphId::new(glyph), width, 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// The lines of a text in a column, broken at blanks and at the hyphens of `broken`.
    pub(super) fn lines(&self, text: &str, style: Style, width: f32, broken: &[(&str, &str)]) -> Vec<String> {
        let blank = self.width(" ", style);
        let mut lines = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        for word in text.split(' ') {
            let wide = self.width(word, style);
            if !line.is_empty() && used + blank + wide > width {
                let room = width - used - blank;
                let cut = broken.iter().find(|(head, tail)| {
                    word.strip_prefix(head).is_some_and(|rest| rest.starts_with(tail))
                        && self.width(head, style) + self.width("-", style) <= room
                });
                let rest = match cut {
                    Some((head, _)) => {
                        line.push(' ');
                        line.push_str(head);
                        line.push('-');
                        &word[head.len()..]
                    }
                    None => word,
                };
                lines.push(std::mem::take(&mut line));
                rest.clone_into(&mut line);
                used = self.width(rest, style);
            } else {
                if !line.is_empty() {
                    line.push(' ');
                    used += blank;
                }
                line.push_str(word);
                used += wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}
