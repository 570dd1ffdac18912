//! The characters of a page, in the order of the file.

use std::ffi::c_int;

use pdfium_render::prelude::{FPDF_FONT, FPDF_PAGEOBJECT, FPDF_TEXTPAGE, FS_MATRIX, FS_RECTF, PdfiumLibraryBindings};

use super::Page;
use crate::limits::CHARACTERS_MAX;
use crate::page::Area;

/// What pdfium puts for a hyphen at a line's end.
const HYPHEN: u32 = 0x02;
/// A font says that it is to be drawn bold (PDF 32000-1, table 123, bit 19).
const FORCE_BOLD: c_int = 1 << 18;
/// From which weight on a font is bold, where its name does not say (700 is bold in every font format).
const BOLD_WEIGHT: c_int = 700;
/// Bytes of a font's name.
const NAME_BYTES_MAX: usize = 256;
/// How far letters reach above and below the line they stand on, in parts of their size, where the font's own
/// measures do not apply.
const ABOVE: f32 = 0.8;
const BELOW: f32 = 0.2;

/// Where a line of text runs on a page as it is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    #[default]
    Right,
    Down,
    Left,
    Up,
}

/// One character as it is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Character {
    /// A blank or a line's end has no place of its own.
    pub(crate) what: char,
    /// Put in by pdfium between two characters that stand apart.
    pub(crate) is_generated: bool,
    pub(crate) area: Area,
    /// Where the line stands that carries it: the distance from the upper edge, of a line that runs upwards or
    /// downwards that from the left edge.
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) is_bold: bool,
    pub(crate) direction: Direction,
}

/// What the characters of one piece of text share.
#[derive(Clone, Copy)]
struct Piece {
    object: FPDF_PAGEOBJECT,
    size: f32,
    is_bold: bool,
    direction: Direction,
    is_upright_in_the_file: bool,
}

/// The text of an open page, closed when it is let go.
struct TextPage<'p> {
    raw: &'p dyn PdfiumLibraryBindings,
    handle: FPDF_TEXTPAGE,
}

impl Drop for TextPage<'_> {
    fn drop(&mut self) {
        // SAFETY: opened once, closed once, while its page is open.
        unsafe { self.raw.FPDFText_ClosePage(self.handle) };
    }
}

impl Page {
    /// Reads the characters; none where the page has no text.
    pub(crate) fn characters(&self) -> Vec<Character> {
        let raw = self.raw();
        // SAFETY: the page is open.
        let handle = unsafe { raw.FPDFText_LoadPage(self.handle) };
        if handle.is_null() {
            return Vec::new();
        }
        let text = TextPage { raw, handle };
        // SAFETY: the text is open.
        let count = unsafe { raw.FPDFText_CountChars(handle) };
        let count = count.clamp(0, c_int::try_from(CHARACTERS_MAX).unwrap_or(c_int::MAX));
        let mut found = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
        let mut piece = None;
        let mut high = None;
        for index in 0..count {
            // SAFETY: the text is open and `index` below its count.
            let unit = unsafe { raw.FPDFText_GetUnicode(handle, index) };
            let Some(what) = decode(unit, &mut high) else {
                continue;
            };
            if what.is_whitespace() || what.is_control() {
                found.push(self.blank(&text, index, what));
            } else if let Some(character) = self.character(&text, index, what, &mut piece) {
                found.push(character);
            }
        }
        found
    }

    fn blank(&self, text: &TextPage<'_>, index: c_int, what: char) -> Character {
        let what = if matches!(what, '\n' | '\r') { '\n' } else { ' ' };
        Character {
            what,
            // SAFETY: the text is open and `index` below its count.
            is_generated: unsafe { text.raw.FPDFText_IsGenerated(text.handle, index) == 1 },
            area: Area::default(),
            baseline: 0.0,
            size: 0.0,
            is_bold: false,
            direction: Direction::Right,
        }
    }

    fn character(&self, text: &TextPage<'_>, index: c_int, what: char, last: &mut Option<Piece>) -> Option<Character> {
        // SAFETY: the text is open and `index` below its count.
        let object = unsafe { text.raw.FPDFText_GetTextObject(text.handle, index) };
        let piece = match *last {
            Some(piece) if piece.object == object => piece,
            _ => *last.insert(self.piece(text, index, object)),
        };
        let (mut x, mut y) = (0.0_f64, 0.0_f64);
        // SAFETY: as above; pdfium writes into `x` and `y`.
        let is_placed = unsafe {
            text.raw
                .FPDFText_GetCharOrigin(text.handle, index, &raw mut x, &raw mut y)
        };
        let origin = self.view.point(x as f32, y as f32);
        let baseline = match piece.direction {
            Direction::Right | Direction::Left => origin.1,
            Direction::Down | Direction::Up => origin.0,
        };
        let area = self.area_of(text, index, &piece, baseline)?;
        let is_sound = [area.left, area.top, area.width, area.height, baseline, piece.size]
            .iter()
            .all(|measure| measure.is_finite());
        (is_placed != 0 && is_sound).then_some(Character {
            what,
            is_generated: false,
            area,
            baseline,
            size: piece.size,
            is_bold: piece.is_bold,
            direction: piece.direction,
        })
    }

    /// The box of a character: as high as the font on text that lies level in the file; elsewhere what is
    /// printed of it, made as high as its size.
    fn area_of(&self, text: &TextPage<'_>, index: c_int, piece: &Piece, baseline: f32) -> Option<Area> {
        if piece.is_upright_in_the_file {
            let mut loose = FS_RECTF {
                left: 0.0,
                top: 0.0,
                right: 0.0,
                bottom: 0.0,
            };
            // SAFETY: the text is open and `index` below its count; pdfium writes into `loose`.
            let is_known = unsafe { text.raw.FPDFText_GetLooseCharBox(text.handle, index, &raw mut loose) };
            if is_known != 0 && loose.right > loose.left && loose.top > loose.bottom {
                return Some(self.view.area(loose.left, loose.bottom, loose.right, loose.top));
            }
        }
        let (mut left, mut right, mut bottom, mut top) = (0.0, 0.0, 0.0, 0.0);
        // SAFETY: as above.
        let is_known = unsafe {
            text.raw.FPDFText_GetCharBox(
                text.handle,
                index,
                &raw mut left,
                &raw mut right,
                &raw mut bottom,
                &raw mut top,
            )
        };
        if is_known == 0 {
            return None;
        }
        let tight = self.view.area(left as f32, bottom as f32, right as f32, top as f32);
        let high = (ABOVE + BELOW) * piece.size;
        Some(match piece.direction {
            Direction::Right => Area {
                top: baseline - ABOVE * piece.size,
                height: high,
                ..tight
            },
            Direction::Left => Area {
                top: baseline - BELOW * piece.size,
                height: high,
                ..tight
            },
            Direction::Down => Area {
                left: baseline - BELOW * piece.size,
                width: high,
                ..tight
            },
            Direction::Up => Area {
                left: baseline - ABOVE * piece.size,
                width: high,
                ..tight
            },
        })
    }

    fn piece(&self, text: &TextPage<'_>, index: c_int, object: FPDF_PAGEOBJECT) -> Piece {
        let mut matrix = FS_MATRIX {
            a: 1.0,
            b: 0.0,
            c: 0.0,
            d: 1.0,
            e: 0.0,
            f: 0.0,
        };
        let raw = text.raw;
        // SAFETY: the text is open and `index` below its count; pdfium writes into `matrix`, or leaves it.
        let size = unsafe {
            raw.FPDFText_GetMatrix(text.handle, index, &raw mut matrix);
            raw.FPDFText_GetFontSize(text.handle, index)
        };
        let (right, down) = self.view.direction(matrix.a, matrix.b);
        let direction = if right.abs() >= down.abs() {
            if right >= 0.0 {
                Direction::Right
            } else {
                Direction::Left
            }
        } else if down >= 0.0 {
            Direction::Down
        } else {
            Direction::Up
        };
        Piece {
            object,
            size: (size as f32 * matrix.c.hypot(matrix.d)).abs(),
            is_bold: !object.is_null() && is_bold(raw, object),
            direction,
            is_upright_in_the_file: matrix.a > 0.0 && matrix.b.abs() < matrix.a * 0.01,
        }
    }
}

fn is_bold(raw: &dyn PdfiumLibraryBindings, object: FPDF_PAGEOBJECT) -> bool {
    // SAFETY: the object belongs to an open page.
    let font: FPDF_FONT = unsafe { raw.FPDFTextObj_GetFont(object) };
    if font.is_null() {
        return false;
    }
    let mut name = [0_u8; NAME_BYTES_MAX];
    // SAFETY: the font belongs to an open page; `name` holds as many bytes as said.
    let (length, weight, flags) = unsafe {
        (
            raw.FPDFFont_GetBaseFontName(font, name.as_mut_ptr().cast(), NAME_BYTES_MAX),
            raw.FPDFFont_GetWeight(font),
            raw.FPDFFont_GetFlags(font),
        )
    };
    let name = name.get(..length).unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["bold", "black", "heavy"]) {
        return true;
    }
    if says(&["regular", "roman", "light", "medium", "book"]) {
        return false;
    }
    weight >= BOLD_WEIGHT || (flags > 0 && flags & FORCE_BOLD != 0)
}

/// The character of a unit; where units are 16 bits wide the first half of a pair is kept for the second.
fn decode(unit: u32, high: &mut Option<u16>) -> Option<char> {
    if unit == HYPHEN {
        return Some('-');
    }
    if let Some(first) = high.take()
        && let Ok(second) = u16::try_from(unit)
        && let Some(Ok(pair)) = char::decode_utf16([first, second]).next()
        && pair as u32 > 0xFFFF
    {
        return Some(pair);
    }
    if (0xD800..0xDC00).contains(&unit) {
        *high = u16::try_from(unit).ok();
        return None;
    }
    let what = char::from_u32(unit)?;
    let is_text = what.is_whitespace() || !(what.is_control() || matches!(what, '\u{FFFE}' | '\u{FFFF}' | '\u{AD}'));
    is_text.then_some(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_become_characters_and_what_is_no_text_is_left_out() {
        let mut high = None;
        let mut all = |units: &[u32]| -> String { units.iter().filter_map(|unit| decode(*unit, &mut high)).collect() };
        assert_eq!(all(&[0x45, 0x30, 0x02, 0x0, 0xFFFE, 0x07]), "E0-");
        assert_eq!(all(&[0xD83D, 0xDD27]), "🔧");
        assert_eq!(all(&[0xD83D, 0x45, 0xDD27, 0x1F527]), "E🔧");
        assert_eq!(all(&[0x110000]), "");
    }
}
