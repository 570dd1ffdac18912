//! The pack of a handover: what people wrote, the signatures under it, and, where it was ticked, a list of
//! the program's own that is no part of the handover.
//!
//! Deliberately not here: any word of its own. All that it says is handed in.

use crate::document::Document;
use crate::flow::{Flow, Margins};
use crate::font::{Fonts, Style};
use crate::sheet::{Photo, Printed, begin, draw_photos, draw_signature, end, heading};

pub use crate::sheet::Signature;

const LEAD: Style = Style::regular(10.5);
const HEADING: Style = Style::bold(12.5);
const ENTRY: Style = Style::bold(10.5);
const STATE: Style = Style::regular(9.5);
const TEXT: Style = Style::regular(9.5);
const FACTS: Style = Style::regular(8.5);
/// Everything under an entry's title stands in by so much.
const INDENT_MM: f32 = 5.0;

/// What one pack says; all of it is handed in.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The ship's name.
    pub vessel: String,
    /// "Handover, engineering watch".
    pub title: String,
    /// Lines under the title: the period, who hands over, what they said.
    pub lead: Vec<String>,
    /// The entries by category.
    pub groups: Vec<Group>,
    /// Said where there is no entry at all.
    pub nothing: String,
    /// The heading over the signatures.
    pub signatures_heading: String,
    /// The signatures, in the order in which they were given.
    pub signatures: Vec<Signature>,
    /// What the program listed.
    pub appendix: Option<Appendix>,
    /// At the foot of each page, on the left.
    pub foot: String,
    /// At the foot of each page, on the right.
    pub page_of: fn(usize, usize) -> String,
    /// Said at the end where a character could not be printed.
    pub boxes: String,
}

/// Entries of one category.
#[derive(Clone, Debug)]
pub struct Group {
    /// The category, and how many.
    pub heading: String,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What to know.
    pub title: String,
    /// Open, done or withdrawn; at the right edge.
    pub state: String,
    /// In full, in the person's words.
    pub details: Option<String>,
    /// Small lines below: the record it speaks of, who wrote it, what came of it.
    pub facts: Vec<String>,
    /// Photos of it, under them.
    pub photos: Vec<Photo>,
}

/// What the program listed, on pages of its own.
#[derive(Clone, Debug)]
pub struct Appendix {
    /// That it is no part of the handover.
    pub heading: String,
    /// Lists with a heading each.
    pub lists: Vec<AppendixList>,
}

/// One list of the appendix.
#[derive(Clone, Debug)]
pub struct AppendixList {
    /// What it lists.
    pub heading: String,
    /// Code and title, and how it stood at the right edge.
    pub lines: Vec<(String, String)>,
    /// Said where there is none, or where some are left out.
    pub after: Option<String>,
}

/// Prints a pack.
#[must_use]
pub fn print(pack: &Pack) -> Printed {
    let fonts = Fonts::new();
    let mut flow = Flow::new(&fonts);
    begin(&mut flow, &pack.title, &pack.lead);
    if pack.groups.is_empty() {
        flow.gap(6.0);
        flow.text(&pack.nothing, LEAD, 0.0);
    }
    for group in &pack.groups {
        draw_group(&mut flow, group);
    }
    draw_signatures(&mut flow, pack);
    if let Some(appendix) = &pack.appendix {
        draw_appendix(&mut flow, appendix);
    }
    end(&mut flow, &pack.boxes);
    let mut document = Document::new(&format!("{}, {}", pack.title, pack.vessel));
    let margins = Margins {
        head_left: pack.vessel.clone(),
        head_right: pack.title.clone(),
        foot_left: pack.foot.clone(),
        foot_right: pack.page_of,
    };
    flow.draw(&mut document, &margins);
    Printed::of(document)
}

fn draw_group(flow: &mut Flow<'_>, group: &Group) {
    heading(flow, &group.heading);
    for entry in &group.entries {
        // A title stands with the beginning of what it is about.
        flow.need(ENTRY.line_mm() * 2.0 + TEXT.line_mm() * 2.0);
        flow.text_and_word(&entry.title, ENTRY, 0.0, &entry.state, STATE);
        if let Some(details) = &entry.details {
            flow.text(details, TEXT, INDENT_MM);
        }
        for fact in &entry.facts {
            flow.text(fact, FACTS, INDENT_MM);
        }
        if !entry.photos.is_empty() {
            flow.gap(2.0);
            draw_photos(flow, &entry.photos);
        }
        flow.gap(2.8);
    }
}

fn draw_signatures(flow: &mut Flow<'_>, pack: &Pack) {
    heading(flow, &pack.signatures_heading);
    for signature in &pack.signatures {
        draw_signature(flow, signature);
    }
}

fn draw_appendix(flow: &mut Flow<'_>, appendix: &Appendix) {
    flow.next_page();
    flow.text(&appendix.heading, HEADING, 0.0);
    for list in &appendix.lists {
        heading(flow, &list.heading);
        for (line, state) in &list.lines {
            flow.text_and_word(line, TEXT, 0.0, state, TEXT);
            flow.gap(0.8);
        }
        if let Some(after) = &list.after {
            flow.text(after, FACTS, 0.0);
        }
    }
}
