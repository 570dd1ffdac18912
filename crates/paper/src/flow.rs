//! Text that flows from page to page, with a head and a foot on each.
//!
//! Invariant: nothing is drawn before the number of pages is known, since the foot says it. What is short is
//! kept until then; what is long is laid out twice, first to count pages, then to draw each when it is full.

use crate::document::{Document, Page};
use crate::font::{Fonts, Style};
use crate::measure::{Area, PageSize};
use crate::picture::Picture;
use crate::qr::Qr;
use std::collections::BTreeSet;
use std::rc::Rc;

/// White at the sides of a page.
pub(crate) const SIDE_MM: f32 = 18.0;
/// From the upper edge to the text under the head.
const TOP_MM: f32 = 24.0;
/// From the upper edge to the head.
const HEAD_MM: f32 = 11.0;
/// From the lower edge to the text.
const BOTTOM_MM: f32 = 22.0;
/// From the lower edge to the foot.
const FOOT_MM: f32 = 14.0;
/// Thickness of a rule.
const RULE_MM: f32 = 0.25;
/// Fewest lines of a paragraph left alone at the end of a page.
const LINES_TOGETHER_MIN: usize = 2;
const SMALL: Style = Style::regular(8.0);
const SMALL_BOLD: Style = Style::bold(8.0);
/// Between the two halves of head and foot.
const GAP_MM: f32 = 6.0;

/// What stands at the top and at the foot of each page.
pub struct Margins {
    /// At the upper left, bold: the ship's name.
    pub head_left: String,
    /// At the upper right: what the paper is.
    pub head_right: String,
    /// At the lower left.
    pub foot_left: String,
    /// At the lower right, for page so and so of so many.
    pub foot_right: fn(usize, usize) -> String,
}

/// What lies on a page, in places measured from its upper left corner.
pub(crate) enum Item {
    /// One line; where it ends at the right, `at_mm` is its right edge.
    Line {
        text: String,
        style: Style,
        at_mm: f32,
        top_mm: f32,
        ends_at: bool,
    },
    Bar(Area),
    Outline(Area),
    Picture(Picture, Area),
    /// A QR code over the whole of a square.
    Code(Rc<Qr>, Area),
}

/// Where pages go that are full.
enum Onto<'f> {
    Kept(Vec<Vec<Item>>),
    Counted,
    Drawn {
        document: &'f mut Document,
        margins: &'f Margins,
        count: usize,
    },
}

/// Pages under way.
pub struct Flow<'f> {
    fonts: &'f Fonts,
    size: PageSize,
    onto: Onto<'f>,
    page: Vec<Item>,
    /// Of the page under way, from 1.
    number: usize,
    /// Where the page under way begins, under what is repeated on each.
    top_mm: f32,
    /// Where the next line begins, from the upper edge.
    at_mm: f32,
    /// What stands again at the top of each page.
    repeated: Option<Repeated>,
    unprintable: BTreeSet<String>,
}

/// Draws what stands again at the top of a page.
pub(crate) type Repeated = std::rc::Rc<dyn Fn(&mut Flow<'_>)>;

impl<'f> Flow<'f> {
    fn onto(fonts: &'f Fonts, onto: Onto<'f>) -> Self {
        Self {
            fonts,
            size: PageSize::A4,
            onto,
            page: Vec::new(),
            number: 1,
            top_mm: TOP_MM,
            at_mm: TOP_MM,
            repeated: None,
            unprintable: BTreeSet::new(),
        }
    }

    /// An empty first page of A4. Pages are kept until [`Flow::draw`].
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        Self::onto(fonts, Onto::Kept(Vec::new()))
    }

    /// As [`Flow::new`], but pages are only counted.
    #[must_use]
    pub fn counting(fonts: &'f Fonts) -> Self {
        Self::onto(fonts, Onto::Counted)
    }

    /// As [`Flow::new`], but each page is drawn when it is full: the `count` that [`Flow::counting`] came to.
    #[must_use]
    pub fn drawing(fonts: &'f Fonts, document: &'f mut Document, margins: &'f Margins, count: usize) -> Self {
        Self::onto(
            fonts,
            Onto::Drawn {
                document,
                margins,
                count,
            },
        )
    }

    /// Width between the margins.
    #[must_use]
    pub fn width_mm(&self) -> f32 {
        self.size.width_mm - 2.0 * SIDE_MM
    }

    /// Characters that no font holds, in what was laid out so far.
    #[must_use]
    pub fn unprintable(&self) -> &BTreeSet<String> {
        &self.unprintable
    }

    /// The page under way, from 1; at the end how many pages there are.
    #[must_use]
    pub fn page_number(&self) -> usize {
        self.number
    }

    pub(crate) fn at_mm(&self) -> f32 {
        self.at_mm
    }

    /// Goes on so much lower.
    pub(crate) fn go_down(&mut self, height_mm: f32) {
        self.at_mm += height_mm;
    }

    /// Whether nothing stands on the page but what stands on each.
    pub(crate) fn is_at_top(&self) -> bool {
        self.at_mm <= self.top_mm
    }

    /// Height left on the page.
    pub(crate) fn room_mm(&self) -> f32 {
        self.size.height_mm - BOTTOM_MM - self.at_mm
    }

    /// Height of a page without anything on it.
    pub(crate) fn page_mm(&self) -> f32 {
        self.size.height_mm - BOTTOM_MM - self.top_mm
    }

    pub(crate) fn put(&mut self, item: Item) {
        self.page.push(item);
    }

    /// Cuts a text into lines, and notes what no font holds.
    pub(crate) fn wrap(&mut self, text: &str, style: Style, width_mm: f32, lines_max: usize) -> Vec<String> {
        let wrapped = self.fonts.wrap(text, style, width_mm, lines_max);
        self.unprintable.extend(wrapped.unprintable);
        wrapped.lines
    }

    /// What stands again at the top of the pages that follow; none ends it.
    pub(crate) fn repeat(&mut self, repeated: Option<Repeated>) {
        self.repeated = repeated;
    }

    fn end_page(&mut self) {
        let page = std::mem::take(&mut self.page);
        match &mut self.onto {
            Onto::Kept(pages) => pages.push(page),
            Onto::Counted => {}
            Onto::Drawn {
                document,
                margins,
                count,
            } => draw_page(document, self.fonts, (self.size, margins), page, (self.number, *count)),
        }
    }

    /// Goes on at the top of a new page.
    pub fn next_page(&mut self) {
        self.end_page();
        self.number += 1;
        self.at_mm = TOP_MM;
        if let Some(repeated) = self.repeated.clone() {
            repeated(self);
        }
        self.top_mm = self.at_mm;
    }

    /// Goes on at the top of a new page unless so much room is left on this one.
    pub fn need(&mut self, height_mm: f32) {
        if height_mm > self.room_mm() && !self.is_at_top() {
            self.next_page();
        }
    }

    /// Leaves room, but not at the top of a page.
    pub fn gap(&mut self, height_mm: f32) {
        if !self.is_at_top() {
            self.at_mm += height_mm;
        }
    }

    /// A thin line from margin to margin.
    pub fn rule(&mut self) {
        self.hairline(RULE_MM);
        self.at_mm += RULE_MM;
    }

    /// A line from margin to margin that takes no room.
    pub(crate) fn hairline(&mut self, height_mm: f32) {
        let area = Area {
            left_mm: SIDE_MM,
            top_mm: self.at_mm,
            width_mm: self.width_mm(),
            height_mm,
        };
        self.put(Item::Bar(area));
    }

    /// A paragraph as high as it needs to be; it may go on on the next pages.
    pub fn text(&mut self, text: &str, style: Style, indent_mm: f32) {
        let width_mm = self.width_mm() - indent_mm;
        self.lines(text, style, indent_mm, width_mm, None);
    }

    /// A paragraph with a short word at the right edge of its first line, which it leaves free.
    pub fn text_and_word(&mut self, text: &str, style: Style, indent_mm: f32, word: &str, word_style: Style) {
        let word = self.wrap(word, word_style, self.width_mm() / 3.0, 1).pop();
        let word_mm = word
            .as_ref()
            .map_or(0.0, |word| self.fonts.line(word, word_style).width_mm);
        let width_mm = self.width_mm() - indent_mm - word_mm - GAP_MM;
        self.need(style.line_mm() * LINES_TOGETHER_MIN as f32);
        let item = word.map(|text| Item::Line {
            text,
            style: word_style,
            at_mm: SIDE_MM + self.width_mm(),
            // Both stand on one base line, whatever their sizes; whoever copies the text gets the word last.
            top_mm: self.at_mm + style.base_mm() - word_style.base_mm(),
            ends_at: true,
        });
        self.lines(text, style, indent_mm, width_mm, item);
    }

    /// The lines of a text; `beside` lies on the page where they begin.
    fn lines(&mut self, text: &str, style: Style, indent_mm: f32, width_mm: f32, mut beside: Option<Item>) {
        let mut rest = self.wrap(text, style, width_mm, usize::MAX);
        while !rest.is_empty() {
            let fit = (self.room_mm() / style.line_mm()).floor().max(0.0) as usize;
            if !self.is_at_top() && fit < rest.len().min(LINES_TOGETHER_MIN) {
                self.next_page();
                continue;
            }
            let after = rest.split_off(fit.max(1).min(rest.len()));
            for text in rest {
                self.put(Item::Line {
                    text,
                    style,
                    at_mm: SIDE_MM + indent_mm,
                    top_mm: self.at_mm,
                    ends_at: false,
                });
                self.at_mm += style.line_mm();
            }
            self.page.extend(beside.take());
            rest = after;
        }
        self.page.extend(beside);
    }

    /// Draws every page with its head and foot.
    pub fn draw(mut self, document: &mut Document, margins: &Margins) {
        self.end_page();
        let Onto::Kept(pages) = self.onto else { return };
        document.note_unprintable(&self.unprintable);
        let count = pages.len();
        for (number, items) in (1..).zip(pages) {
            draw_page(document, self.fonts, (self.size, margins), items, (number, count));
        }
    }

    /// Draws the last page of [`Flow::drawing`].
    pub fn finish(mut self) {
        self.end_page();
        if let Onto::Drawn { document, .. } = &mut self.onto {
            document.note_unprintable(&self.unprintable);
        }
    }
}

fn draw_page(
    document: &mut Document,
    fonts: &Fonts,
    (size, margins): (PageSize, &Margins),
    items: Vec<Item>,
    number: (usize, usize),
) {
    document.page(size, |page| {
        draw_margins(page, fonts, size, margins, number);
        for item in items {
            draw_item(page, fonts, &item);
        }
    });
}

fn draw_item(page: &mut Page<'_, '_>, fonts: &Fonts, item: &Item) {
    match item {
        Item::Line {
            text,
            style,
            at_mm,
            top_mm,
            ends_at,
        } => {
            let line = fonts.line(text, *style);
            let left_mm = if *ends_at { at_mm - line.width_mm } else { *at_mm };
            page.line(fonts, &line, *style, left_mm, *top_mm);
        }
        Item::Bar(area) => page.bar(*area),
        Item::Outline(area) => page.outline(*area, RULE_MM),
        Item::Picture(picture, area) => page.picture(picture, *area),
        Item::Code(code, area) => page.qr(code, area.left_mm, area.top_mm, area.width_mm),
    }
}

fn draw_margins(page: &mut Page<'_, '_>, fonts: &Fonts, size: PageSize, margins: &Margins, number: (usize, usize)) {
    let width_mm = size.width_mm - 2.0 * SIDE_MM;
    let half_mm = (width_mm - GAP_MM) / 2.0;
    let mut pair = |left: (&str, Style), right: &str, top_mm: f32| {
        let right = fonts.set(right, SMALL, half_mm, 1);
        let left = fonts.set(left.0, left.1, width_mm - GAP_MM - right.width_mm(), 1);
        page.text(fonts, &left, SIDE_MM, top_mm);
        page.text(fonts, &right, SIDE_MM + width_mm - right.width_mm(), top_mm);
    };
    pair((&margins.head_left, SMALL_BOLD), &margins.head_right, HEAD_MM);
    let foot = (margins.foot_right)(number.0, number.1);
    pair((&margins.foot_left, SMALL), &foot, size.height_mm - FOOT_MM);
    let under_head_mm = HEAD_MM + SMALL.line_mm() + 1.5;
    let over_foot_mm = size.height_mm - FOOT_MM - 1.5;
    for top_mm in [under_head_mm, over_foot_mm] {
        page.bar(Area {
            left_mm: SIDE_MM,
            top_mm,
            width_mm,
            height_mm: RULE_MM,
        });
    }
}
