//! A PDF through other people's eyes: drawn by one library, its text and sizes read by another.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use paper::Area;
use pdf_extract::{Document, Object};
use rqrr::PreparedImage;
use std::sync::Arc;

/// Dots of a drawn page in a millimetre (254 to an inch).
const DOTS_PER_MM: f32 = 10.0;
/// Darker than this is ink.
const DARK: u8 = 128;

/// A drawn page in shades of grey.
pub(crate) struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

/// A QR code that was found on a page and read.
pub(crate) struct Code {
    pub(crate) text: String,
    pub(crate) left_mm: f32,
    pub(crate) top_mm: f32,
}

/// Draws a page.
pub(crate) fn picture(pdf: &[u8], page: usize) -> Picture {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).expect("a PDF");
    let scale = DOTS_PER_MM * 25.4 / 72.0;
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
        ..RenderSettings::default()
    };
    let drawn = render(
        &pdf.pages()[page],
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &settings,
    );
    Picture {
        width: drawn.width().into(),
        height: drawn.height().into(),
        grey: drawn.data().iter().map(|dot| dot.g).collect(),
    }
}

impl Picture {
    /// How many dots are ink.
    pub(crate) fn dark_dots(&self) -> usize {
        self.grey.iter().filter(|dot| **dot < DARK).count()
    }

    /// The smallest rectangle that holds all ink.
    pub(crate) fn ink_mm(&self) -> Option<Area> {
        let dark = |(at, _): (usize, &u8)| (at % self.width, at / self.width);
        let inked = || self.grey.iter().enumerate().filter(|(_, dot)| **dot < DARK).map(dark);
        let left = inked().map(|(x, _)| x).min()? as f32 / DOTS_PER_MM;
        let top = inked().map(|(_, y)| y).min()? as f32 / DOTS_PER_MM;
        Some(Area {
            left_mm: left,
            top_mm: top,
            width_mm: (inked().map(|(x, _)| x).max()? + 1) as f32 / DOTS_PER_MM - left,
            height_mm: (inked().map(|(_, y)| y).max()? + 1) as f32 / DOTS_PER_MM - top,
        })
    }
}

/// Finds and reads the QR code in that part of a page; none where there is none.
pub(crate) fn code(picture: &Picture, area: Area) -> Option<Code> {
    let dots = |mm: f32| (mm * DOTS_PER_MM).round() as usize;
    let (left, top) = (dots(area.left_mm), dots(area.top_mm));
    let (width, height) = (dots(area.width_mm), dots(area.height_mm));
    let dot = |x: usize, y: usize| {
        let at = (y + top).min(picture.height - 1) * picture.width + (x + left).min(picture.width - 1);
        picture.grey[at]
    };
    let mut image = PreparedImage::prepare_from_greyscale(width, height, dot);
    let grids = image.detect_grids();
    let grid = grids.first()?;
    Some(Code {
        text: grid.decode().expect("a code that can be read").1,
        left_mm: area.left_mm + grid.bounds[0].x as f32 / DOTS_PER_MM,
        top_mm: area.top_mm + grid.bounds[0].y as f32 / DOTS_PER_MM,
    })
}

/// What can be copied out of it, without white space: where lines end is for the reading library to guess.
pub(crate) fn copied(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("text can be copied");
    without_space(&text)
}

pub(crate) fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The size of every page, to a tenth of a millimetre.
pub(crate) fn page_sizes_mm(pdf: &[u8]) -> Vec<(f32, f32)> {
    let tenth = |points: f32| (points * 254.0 / 72.0).round() / 10.0;
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).expect("a PDF");
    let sizes = pdf
        .pages()
        .iter()
        .map(hayro::hayro_syntax::page::Page::render_dimensions);
    sizes.map(|(width, height)| (tenth(width), tenth(height))).collect()
}

/// The first half of its BLAKE3 hash.
pub(crate) fn sum(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// What a box stands for: the texts that a reader copies in place of a glyph (ISO 32000-1, 14.9.4).
pub(crate) fn actual_texts(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let mut texts = Vec::new();
    for page in document.page_iter() {
        let content = document.get_and_decode_page_content(page).expect("drawn content");
        let spans = content
            .operations
            .iter()
            .filter(|operation| operation.operator == "BDC");
        for span in spans.filter_map(|span| span.operands.get(1)?.as_dict().ok()) {
            let bytes = span.get(b"ActualText").and_then(Object::as_str).expect("a text");
            texts.push(utf16(bytes));
        }
    }
    texts
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let text: Vec<u16> = units.skip_while(|unit| *unit == 0xfeff).collect();
    String::from_utf16(&text).expect("UTF-16")
}
