//! A paper about one record: its facts, what belongs to it, room to write, photos and signatures.
//!
//! Deliberately not here: any word of its own. All that it says is handed in.

use crate::document::Document;
use crate::flow::{Flow, Item, Margins, SIDE_MM};
use crate::font::{Fonts, Style};
use crate::measure::Area;
use crate::picture::Picture;
use crate::qr::{QUIET_MODULES, Qr};
use crate::table::{Cell, Column, Table};
use std::rc::Rc;

const TITLE: Style = Style::bold(17.0);
const LEAD: Style = Style::regular(10.5);
const HEADING: Style = Style::bold(12.5);
const TEXT: Style = Style::regular(9.5);
const LINE: Style = Style::bold(10.5);
const SMALL: Style = Style::regular(8.5);
/// A number that is read at arm's length.
const CODE_NAME: Style = Style::bold(28.0);
/// Side of a QR code with the white around it, and from it to what stands beside it.
const CODE_MM: f32 = 34.0;
const CODE_GAP_MM: f32 = 4.0;
/// White over a heading.
const HEADING_GAP_MM: f32 = 6.0;
/// White under the rule of a heading.
const UNDER_HEADING_MM: f32 = 1.5;
/// Lines that a heading keeps with it on its page: those of a signature with its facts.
const LINES_UNDER_HEADING: f32 = 4.0;
/// White over a text that follows something else.
const TEXT_GAP_MM: f32 = 1.5;
/// What stands under a line stands in by so much.
const INDENT_MM: f32 = 5.0;
/// A box for a tick, and from its left edge to the text.
const BOX_MM: f32 = 4.0;
const BOX_TEXT_MM: f32 = 7.5;
/// Stands in a box that was ticked.
const TICK: &str = "✓";
/// Lines of one box that are kept on one page with its facts.
const LINES_TOGETHER_MAX: usize = 6;
/// From one line to write on to the next: room for a hand in gloves.
const WRITE_MM: f32 = 9.0;
/// Height of a place to fill in, and of the line in it.
const BLANK_MM: f32 = 13.0;
const BLANK_LINE_MM: f32 = 0.2;
/// Photos that stand side by side, and the white between them.
const PHOTOS_ACROSS: usize = 2;
const PHOTO_GAP_MM: f32 = 6.0;
const PHOTO_HEIGHT_MAX_MM: f32 = 78.0;
/// Lines of a caption.
const CAPTION_LINES_MAX: usize = 4;

/// What one paper says; all of it is handed in.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The ship's name.
    pub vessel: String,
    /// At the upper right of each page.
    pub head: String,
    /// Over the first page.
    pub title: String,
    /// Lines under the title.
    pub lead: Vec<String>,
    /// What follows, from top to bottom.
    pub parts: Vec<Part>,
    /// At the foot of each page, on the left.
    pub foot: String,
    /// At the foot of each page, on the right.
    pub page_of: fn(usize, usize) -> String,
    /// Said at the end where a character could not be printed.
    pub boxes: String,
}

/// One part of a paper.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading with a rule.
    Heading(String),
    /// Names and values, in two columns.
    Facts(Vec<(String, String)>),
    /// A text as a person wrote it.
    Prose(String),
    /// A short remark of the program.
    Remark(String),
    /// Lines with a box each.
    Boxes(Vec<Tick>),
    /// A table.
    Table(Vec<Column>, Vec<Vec<Cell>>),
    /// A table whose rows have room to write in.
    Form(Vec<Column>, Vec<Vec<Cell>>),
    /// What a scanner reads, beside what a person reads from afar.
    Code(Code),
    /// So many empty lines to write on.
    Lines(usize),
    /// Places to fill in, two in a row, with what belongs there.
    Blanks(Vec<String>),
    /// Photos with what is said of each.
    Photos(Vec<Photo>),
    /// Signatures, in the order in which they were given.
    Signatures(Vec<Signature>),
}

/// A line with a box.
#[derive(Clone, Debug)]
pub struct Tick {
    /// What is to be done.
    pub text: String,
    /// Whether the box is ticked.
    pub is_ticked: bool,
    /// Small lines below.
    pub facts: Vec<String>,
}

/// A QR code with what it stands for.
#[derive(Clone, Debug)]
pub struct Code {
    /// What the code says.
    pub text: String,
    /// Beside it, large.
    pub name: String,
    /// Small lines below the name.
    pub facts: Vec<String>,
}

/// A photo.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The picture.
    pub picture: Picture,
    /// Small lines under it.
    pub caption: Vec<String>,
}

/// One signature.
#[derive(Clone, Debug)]
pub struct Signature {
    /// "Handed over by Marta Nowak, Chief engineer".
    pub line: String,
    /// When; at the right edge.
    pub at: String,
    /// Small lines below.
    pub facts: Vec<String>,
}

/// A printed paper.
#[derive(Debug)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub pages: usize,
    /// Characters that are a box on it, because no font holds them.
    pub unprintable: Vec<String>,
}

impl Printed {
    pub(crate) fn of(document: Document) -> Self {
        Self {
            pages: document.pages(),
            unprintable: document.unprintable().iter().cloned().collect(),
            pdf: document.finish(),
        }
    }
}

/// Prints a paper.
#[must_use]
pub fn print(sheet: &Sheet) -> Printed {
    let fonts = Fonts::new();
    let mut flow = Flow::new(&fonts);
    begin(&mut flow, &sheet.title, &sheet.lead);
    for (at, part) in sheet.parts.iter().enumerate() {
        match (part, sheet.parts.get(at + 1)) {
            // A heading is not left alone above photos that go over to the next page.
            (Part::Heading(text), Some(Part::Photos(photos))) => {
                let row_mm = photos
                    .chunks(PHOTOS_ACROSS)
                    .next()
                    .map_or(0.0, |row| photo_row(&mut flow, row).height_mm);
                flow.gap(HEADING_GAP_MM);
                flow.need(HEADING.line_mm() + row_mm + HEADING_GAP_MM);
                heading(&mut flow, text);
            }
            _ => draw_part(&mut flow, part),
        }
    }
    end(&mut flow, &sheet.boxes);
    let mut document = Document::new(&format!("{}, {}", sheet.head, sheet.vessel));
    let margins = Margins {
        head_left: sheet.vessel.clone(),
        head_right: sheet.head.clone(),
        foot_left: sheet.foot.clone(),
        foot_right: sheet.page_of,
    };
    flow.draw(&mut document, &margins);
    Printed::of(document)
}

/// The title, and the lines under it.
pub(crate) fn begin(flow: &mut Flow<'_>, title: &str, lead: &[String]) {
    flow.text(title, TITLE, 0.0);
    flow.gap(1.5);
    for line in lead {
        flow.text(line, LEAD, 0.0);
    }
}

/// What a box stands for, where there is one.
pub(crate) fn end(flow: &mut Flow<'_>, boxes: &str) {
    if !flow.unprintable().is_empty() {
        flow.gap(6.0);
        flow.text(boxes, SMALL, 0.0);
    }
}

/// A heading stays with the first lines under it.
pub(crate) fn heading(flow: &mut Flow<'_>, text: &str) {
    flow.gap(HEADING_GAP_MM);
    flow.need(HEADING.line_mm() + UNDER_HEADING_MM + LINE.line_mm() * LINES_UNDER_HEADING);
    flow.text(text, HEADING, 0.0);
    flow.rule();
    flow.gap(UNDER_HEADING_MM);
}

fn draw_part(flow: &mut Flow<'_>, part: &Part) {
    match part {
        Part::Heading(text) => heading(flow, text),
        Part::Facts(facts) => draw_facts(flow, facts),
        Part::Prose(text) => {
            flow.gap(TEXT_GAP_MM);
            flow.text(text, TEXT, 0.0);
        }
        Part::Remark(text) => {
            flow.gap(TEXT_GAP_MM);
            flow.text(text, SMALL, 0.0);
        }
        Part::Boxes(ticks) => ticks.iter().for_each(|tick| draw_tick(flow, tick)),
        Part::Table(columns, rows) => {
            let table = Table::begin(flow, columns);
            rows.iter().for_each(|row| table.row(flow, row));
            table.end(flow);
        }
        Part::Form(columns, rows) => {
            let table = Table::begin(flow, columns);
            rows.iter().for_each(|row| table.row_to_fill(flow, row));
            table.end(flow);
        }
        Part::Code(code) => draw_code(flow, code),
        Part::Lines(count) => (0..*count).for_each(|_| draw_line(flow)),
        Part::Blanks(names) => draw_blanks(flow, names),
        Part::Photos(photos) => draw_photos(flow, photos),
        Part::Signatures(signatures) => signatures.iter().for_each(|signature| draw_signature(flow, signature)),
    }
}

fn draw_facts(flow: &mut Flow<'_>, facts: &[(String, String)]) {
    flow.gap(2.0);
    let columns = [0.62, 1.0, 0.62, 1.0].map(|share| Column::text("", share));
    let table = Table::without_head(flow, &columns);
    for pair in facts.chunks(2) {
        let cells: Vec<Cell> = pair
            .iter()
            .flat_map(|(name, value)| {
                [
                    Cell::default().with_detail(Some(name.clone())),
                    Cell::from(value.as_str()),
                ]
            })
            .collect();
        table.lay(flow, &cells);
    }
}

fn draw_tick(flow: &mut Flow<'_>, tick: &Tick) {
    let lines = flow.wrap(&tick.text, TEXT, flow.width_mm() - BOX_TEXT_MM, LINES_TOGETHER_MAX);
    let (lines, facts) = (lines.len() as f32, tick.facts.len() as f32);
    flow.need(TEXT.line_mm() * lines + SMALL.line_mm() * facts + 3.0);
    flow.gap(1.6);
    let square = Area {
        left_mm: SIDE_MM,
        top_mm: flow.at_mm(),
        width_mm: BOX_MM,
        height_mm: BOX_MM,
    };
    flow.put(Item::Outline(square));
    if tick.is_ticked {
        flow.put(Item::Line {
            text: TICK.to_owned(),
            style: LINE,
            at_mm: SIDE_MM + 0.6,
            top_mm: flow.at_mm() - 0.4,
            ends_at: false,
        });
    }
    flow.text(&tick.text, TEXT, BOX_TEXT_MM);
    for fact in &tick.facts {
        flow.text(fact, SMALL, BOX_TEXT_MM);
    }
    flow.gap(1.6);
}

/// Where the text is too long for a code, its name and facts stand alone.
fn draw_code(flow: &mut Flow<'_>, code: &Code) {
    flow.gap(TEXT_GAP_MM);
    flow.need(CODE_MM);
    let top_mm = flow.at_mm();
    let mut indent_mm = 0.0;
    if let Some(qr) = Qr::of(&code.text) {
        let quiet_mm = CODE_MM * QUIET_MODULES as f32 / (qr.modules() + 2 * QUIET_MODULES) as f32;
        let side_mm = CODE_MM - 2.0 * quiet_mm;
        let area = Area {
            left_mm: SIDE_MM,
            top_mm: top_mm + quiet_mm,
            width_mm: side_mm,
            height_mm: side_mm,
        };
        flow.put(Item::Code(Rc::new(qr), area));
        indent_mm = CODE_MM + CODE_GAP_MM;
    }
    flow.go_down(CODE_GAP_MM);
    flow.text(&code.name, CODE_NAME, indent_mm);
    for fact in &code.facts {
        flow.text(fact, LEAD, indent_mm);
    }
    flow.go_down((top_mm + CODE_MM - flow.at_mm()).max(0.0));
}

fn draw_line(flow: &mut Flow<'_>) {
    flow.need(WRITE_MM);
    flow.go_down(WRITE_MM);
    flow.hairline(BLANK_LINE_MM);
}

fn draw_blanks(flow: &mut Flow<'_>, names: &[String]) {
    let width_mm = (flow.width_mm() - PHOTO_GAP_MM) / 2.0;
    for pair in names.chunks(2) {
        flow.need(BLANK_MM);
        let line_mm = flow.at_mm() + BLANK_MM - SMALL.line_mm() - 1.0;
        for (column, name) in pair.iter().enumerate() {
            let left_mm = SIDE_MM + column as f32 * (width_mm + PHOTO_GAP_MM);
            flow.put(Item::Bar(Area {
                left_mm,
                top_mm: line_mm,
                width_mm,
                height_mm: BLANK_LINE_MM,
            }));
            let text = flow.wrap(name, SMALL, width_mm, 1).pop().unwrap_or_default();
            flow.put(Item::Line {
                text,
                style: SMALL,
                at_mm: left_mm,
                top_mm: line_mm + 0.8,
                ends_at: false,
            });
        }
        flow.go_down(BLANK_MM);
    }
}

/// Photos that stand side by side: their sizes, the lines under each, and how high all of it is.
struct PhotoRow {
    width_mm: f32,
    sizes: Vec<(f32, f32)>,
    captions: Vec<Vec<String>>,
    height_mm: f32,
}

fn photo_row(flow: &mut Flow<'_>, row: &[Photo]) -> PhotoRow {
    let gaps_mm = PHOTO_GAP_MM * (PHOTOS_ACROSS - 1) as f32;
    let width_mm = (flow.width_mm() - gaps_mm) / PHOTOS_ACROSS as f32;
    let fitted = |photo: &Photo| photo.picture.fitted_mm(width_mm, PHOTO_HEIGHT_MAX_MM);
    let sizes: Vec<(f32, f32)> = row.iter().map(fitted).collect();
    let captions: Vec<Vec<String>> = row.iter().map(|photo| caption(flow, photo, width_mm)).collect();
    let heights = sizes.iter().zip(&captions);
    let heights = heights.map(|((_, photo_mm), lines)| photo_mm + 1.0 + SMALL.line_mm() * lines.len() as f32);
    let height_mm = heights.fold(0.0, f32::max);
    PhotoRow {
        width_mm,
        sizes,
        captions,
        height_mm,
    }
}

/// Photos side by side, each with its caption under it; a row stays together.
pub(crate) fn draw_photos(flow: &mut Flow<'_>, photos: &[Photo]) {
    for row in photos.chunks(PHOTOS_ACROSS) {
        let laid = photo_row(flow, row);
        flow.need(laid.height_mm);
        let places = row.iter().zip(laid.sizes).zip(laid.captions);
        for (column, ((photo, size), lines)) in places.enumerate() {
            let left_mm = SIDE_MM + column as f32 * (laid.width_mm + PHOTO_GAP_MM);
            put_photo(flow, photo, size, (left_mm, lines));
        }
        flow.go_down(laid.height_mm);
        flow.gap(4.0);
    }
}

fn caption(flow: &mut Flow<'_>, photo: &Photo, width_mm: f32) -> Vec<String> {
    let texts = photo.caption.iter();
    texts
        .flat_map(|text| flow.wrap(text, SMALL, width_mm, CAPTION_LINES_MAX))
        .collect()
}

fn put_photo(flow: &mut Flow<'_>, photo: &Photo, size: (f32, f32), (left_mm, lines): (f32, Vec<String>)) {
    let area = Area {
        left_mm,
        top_mm: flow.at_mm(),
        width_mm: size.0,
        height_mm: size.1,
    };
    flow.put(Item::Picture(photo.picture.clone(), area));
    for (number, text) in lines.into_iter().enumerate() {
        flow.put(Item::Line {
            text,
            style: SMALL,
            at_mm: left_mm,
            top_mm: area.bottom_mm() + 1.0 + number as f32 * SMALL.line_mm(),
            ends_at: false,
        });
    }
}

pub(crate) fn draw_signature(flow: &mut Flow<'_>, signature: &Signature) {
    flow.need(LINE.line_mm() + TEXT.line_mm() * 2.0);
    flow.text_and_word(&signature.line, LINE, 0.0, &signature.at, TEXT);
    for fact in &signature.facts {
        flow.text(fact, SMALL, INDENT_MM);
    }
    flow.gap(2.8);
}
