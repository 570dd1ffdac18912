//! The fonts that every printed page uses, and which of them holds a character.
//!
//! Noto Sans, as on the screen, for Latin, Greek and Cyrillic; DejaVu Sans behind it for signs that
//! people type into names of parts (⌀ ≤ → ✓ −).

use crate::measure::mm;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use std::cell::RefCell;
use std::collections::HashMap;

/// The font file of text, for who draws pages of another kind.
pub const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
/// The font file of what is looked for.
pub const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");
const SIGNS: &[u8] = include_bytes!("../fonts/DejaVuSans.ttf");

/// Stands for a character that no font holds: a box, held by the font of signs.
const BOX: char = '\u{25AF}';
/// From one line to the next, in heights of the letters.
const LEADING: f32 = 1.22;
/// From the upper edge of a line to its base, in heights of the letters: capitals with accents fit.
const BASE: f32 = 0.98;

/// Words whose width is kept; beyond, all are measured anew.
const WORDS_KEPT_MAX: usize = 20_000;

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For text.
    Regular,
    /// For what is looked for.
    Bold,
}

/// Weight and size of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// How heavy they are.
    pub weight: Weight,
    /// How large they are, in points.
    pub size_pt: f32,
}

impl Style {
    /// Regular letters of that size.
    #[must_use]
    pub const fn regular(size_pt: f32) -> Self {
        Self {
            weight: Weight::Regular,
            size_pt,
        }
    }

    /// Bold letters of that size.
    #[must_use]
    pub const fn bold(size_pt: f32) -> Self {
        Self {
            weight: Weight::Bold,
            size_pt,
        }
    }

    /// From one line to the next.
    #[must_use]
    pub fn line_mm(self) -> f32 {
        mm(self.size_pt * LEADING)
    }

    /// From the upper edge of a line to the base of its letters.
    pub(crate) fn base_mm(self) -> f32 {
        mm(self.size_pt * BASE)
    }
}

/// One font file, read for shaping and for embedding.
pub(crate) struct Face {
    shaper: rustybuzz::Face<'static>,
    pub(crate) embedded: Font,
}

/// A stretch of one line in one font: its characters and their glyphs, in ems.
pub(crate) struct Stretch {
    /// Which face of [`Fonts`].
    pub(crate) face: usize,
    /// What it says; what is copied out of the document.
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width_em: f32,
}

/// The shipped fonts.
pub struct Fonts {
    faces: Vec<Face>,
    /// Widths of words in ems, regular and bold.
    measured: [RefCell<HashMap<String, f32>>; 2],
}

const REGULAR_FACE: usize = 0;
const BOLD_FACE: usize = 1;
const SIGNS_FACE: usize = 2;

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

impl Fonts {
    /// Reads the shipped fonts.
    #[must_use]
    pub fn new() -> Self {
        let faces = [REGULAR, BOLD, SIGNS].map(|file| Face {
            shaper: rustybuzz::Face::from_slice(file, 0)
                .expect("the font lies in this crate and its tests draw with it"),
            embedded: Font::new(file.into(), 0).expect("the font lies in this crate and its tests draw with it"),
        });
        Self {
            faces: faces.into(),
            measured: Default::default(),
        }
    }

    fn words(&self, weight: Weight) -> &RefCell<HashMap<String, f32>> {
        match weight {
            Weight::Regular => &self.measured[0],
            Weight::Bold => &self.measured[1],
        }
    }

    /// The width of a word that was measured before, in ems.
    pub(crate) fn measured(&self, word: &str, weight: Weight) -> Option<f32> {
        self.words(weight).borrow().get(word).copied()
    }

    pub(crate) fn keep_measured(&self, word: &str, weight: Weight, width_em: f32) {
        let mut words = self.words(weight).borrow_mut();
        if words.len() >= WORDS_KEPT_MAX {
            words.clear();
        }
        words.insert(word.to_owned(), width_em);
    }

    pub(crate) fn embedded(&self, face: usize) -> Font {
        self.faces[face].embedded.clone()
    }

    /// The face for one written character (a letter with its accents); none where no font holds it.
    pub(crate) fn face_for(&self, written: &str, weight: Weight) -> Option<usize> {
        let first = match weight {
            Weight::Regular => REGULAR_FACE,
            Weight::Bold => BOLD_FACE,
        };
        [first, SIGNS_FACE]
            .into_iter()
            .find(|face| written.chars().all(|c| self.holds(*face, c)))
    }

    fn holds(&self, face: usize, c: char) -> bool {
        !runs_leftwards(c) && self.faces[face].shaper.glyph_index(c).is_some()
    }

    /// The glyphs of a text that one face holds.
    pub(crate) fn shape(&self, face: usize, text: &str) -> Stretch {
        let shaper = &self.faces[face].shaper;
        let em = self.faces[face].embedded.units_per_em();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(shaper, &[], buffer);
        let infos = shaped.glyph_infos();
        let mut glyphs = Vec::with_capacity(infos.len());
        for (at, (info, place)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let end = infos[at..]
                .iter()
                .find(|later| later.cluster != info.cluster)
                .map_or(text.len(), |later| later.cluster as usize);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                place.x_advance as f32 / em,
                place.x_offset as f32 / em,
                place.y_offset as f32 / em,
                place.y_advance as f32 / em,
                info.cluster as usize..end,
                None,
            ));
        }
        Stretch {
            face,
            text: text.to_owned(),
            width_em: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            glyphs,
        }
    }

    /// A box that stands for one written character and is copied as that character.
    pub(crate) fn boxed(&self, written: &str) -> Stretch {
        let mut stretch = self.shape(SIGNS_FACE, BOX.encode_utf8(&mut [0; 4]));
        written.clone_into(&mut stretch.text);
        for glyph in &mut stretch.glyphs {
            glyph.text_range = 0..written.len();
        }
        stretch
    }
}

/// Scripts that run from right to left. One of the fonts holds some of their letters, but set from
/// left to right they would be wrong, and wrong is worse than a box.
fn runs_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}
