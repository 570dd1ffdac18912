//! A document under the hand: pages, and what is drawn on them.

use crate::font::{Fonts, Style};
use crate::measure::{Area, PageSize, points};
use crate::picture::Picture;
use crate::qr::Qr;
use crate::text::{Line, Paragraph};
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use std::collections::BTreeSet;

/// A PDF that grows page by page.
pub struct Document {
    pdf: krilla::Document,
    pages: usize,
    unprintable: BTreeSet<String>,
}

/// One page, while it is drawn.
pub struct Page<'p, 'd> {
    surface: &'p mut Surface<'d>,
    unprintable: &'p mut BTreeSet<String>,
}

impl Document {
    /// An empty document with that title. It carries no date: the caller's facts are all that it says.
    #[must_use]
    pub fn new(title: &str) -> Self {
        let mut pdf = krilla::Document::new_with(SerializeSettings {
            enable_tagging: false,
            ..SerializeSettings::default()
        });
        pdf.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .creator("CelesteOS".to_owned())
                .language("en".to_owned()),
        );
        Self {
            pdf,
            pages: 0,
            unprintable: BTreeSet::new(),
        }
    }

    /// Adds a page.
    ///
    /// # Panics
    /// For a size that is not above zero.
    pub fn page(&mut self, size: PageSize, draw: impl FnOnce(&mut Page<'_, '_>)) {
        let settings = PageSettings::from_wh(points(size.width_mm), points(size.height_mm))
            .expect("a page has a width and a height");
        let mut page = self.pdf.start_page_with(settings);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill {
            paint: luma::Color::black().into(),
            ..Fill::default()
        }));
        draw(&mut Page {
            surface: &mut surface,
            unprintable: &mut self.unprintable,
        });
        surface.finish();
        page.finish();
        self.pages += 1;
    }

    /// Pages so far.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Characters that were drawn as a box so far.
    #[must_use]
    pub fn unprintable(&self) -> &BTreeSet<String> {
        &self.unprintable
    }

    /// Counts characters as drawn as a box.
    pub(crate) fn note_unprintable(&mut self, unprintable: &BTreeSet<String>) {
        self.unprintable.extend(unprintable.iter().cloned());
    }

    /// The file.
    ///
    /// # Panics
    /// Where an embedded font cannot be written, which the shipped ones can.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.pdf
            .finish()
            .expect("only shipped fonts are embedded, and tests write with each")
    }
}

impl Page<'_, '_> {
    /// Draws a paragraph with its upper left corner there; what it holds that cannot be printed counts
    /// as the document's.
    pub fn text(&mut self, fonts: &Fonts, paragraph: &Paragraph, left_mm: f32, top_mm: f32) {
        self.unprintable.extend(paragraph.unprintable.iter().cloned());
        let style = paragraph.style;
        for (number, line) in paragraph.lines.iter().enumerate() {
            self.line(fonts, line, style, left_mm, top_mm + number as f32 * style.line_mm());
        }
    }

    /// Draws one shaped line with its upper left corner there.
    pub(crate) fn line(&mut self, fonts: &Fonts, line: &Line, style: Style, left_mm: f32, top_mm: f32) {
        let mut at = Point::from_xy(points(left_mm), points(top_mm + style.base_mm()));
        for stretch in &line.stretches {
            let font = fonts.embedded(stretch.face);
            self.surface
                .draw_glyphs(at, &stretch.glyphs, font, &stretch.text, style.size_pt, false);
            at.x += stretch.width_em * style.size_pt;
        }
    }

    /// Draws a picture over the whole of an area, whatever its own shape.
    pub(crate) fn picture(&mut self, picture: &Picture, area: Area) {
        let Some(size) = Size::from_wh(points(area.width_mm), points(area.height_mm)) else {
            return;
        };
        let place = Transform::from_translate(points(area.left_mm), points(area.top_mm));
        self.surface.push_transform(&place);
        self.surface.draw_image(picture.image(), size);
        self.surface.pop();
    }

    /// Draws the outline of an area, inside it.
    pub(crate) fn outline(&mut self, area: Area, line_mm: f32) {
        let side = |left_mm: f32, top_mm: f32, width_mm: f32, height_mm: f32| {
            Rect::from_xywh(points(left_mm), points(top_mm), points(width_mm), points(height_mm))
        };
        let (right_mm, bottom_mm) = (area.right_mm() - line_mm, area.bottom_mm() - line_mm);
        let (inner_mm, below_mm) = (area.height_mm - 2.0 * line_mm, area.top_mm + line_mm);
        self.fill([
            side(area.left_mm, area.top_mm, area.width_mm, line_mm),
            side(area.left_mm, bottom_mm, area.width_mm, line_mm),
            side(area.left_mm, below_mm, line_mm, inner_mm),
            side(right_mm, below_mm, line_mm, inner_mm),
        ]);
    }

    /// Draws a QR code over the whole of a square. The white around it is the caller's to keep.
    pub fn qr(&mut self, qr: &Qr, left_mm: f32, top_mm: f32, side_mm: f32) {
        // Measured in modules, so that whole numbers stand in the file: it is a third of the size.
        let module = points(side_mm) / qr.modules() as f32;
        let place = Transform::from_row(module, 0.0, 0.0, module, points(left_mm), points(top_mm));
        let bars = qr.bars().into_iter();
        let bars = bars.map(|(row, column, count)| Rect::from_xywh(column as f32, row as f32, count as f32, 1.0));
        self.surface.push_transform(&place);
        self.fill(bars);
        self.surface.pop();
    }

    /// Draws a bar, for example a thin one as a rule.
    pub fn bar(&mut self, area: Area) {
        self.fill([Rect::from_xywh(
            points(area.left_mm),
            points(area.top_mm),
            points(area.width_mm),
            points(area.height_mm),
        )]);
    }

    /// All rectangles as one shape: where they touch, nothing shines through. Empty ones are left out.
    fn fill(&mut self, rectangles: impl IntoIterator<Item = Option<Rect>>) {
        let mut path = PathBuilder::new();
        for rectangle in rectangles.into_iter().flatten() {
            path.push_rect(rectangle);
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }
}
