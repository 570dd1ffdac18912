//! Pages as marks, and how they become a file.

use super::letters::{FIRM_BLANK, Letters, Style};
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{LinkAnnotation, Target};
use krilla::color::luma;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::Outline;
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use std::num::NonZeroU32;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
/// From the upper edge of a line to the base of its letters, in sizes.
const BASE: f32 = 0.93;

/// Left, top, width, height in points from the upper left corner.
pub(super) type Box4 = [f32; 4];

/// Something on a page.
pub(super) enum Mark {
    /// A line of text with its upper left corner there.
    Text {
        left: f32,
        top: f32,
        style: Style,
        text: String,
    },
    /// A filled box; 0 is black, 255 white.
    Fill { area: Box4, shade: u8 },
    /// The outline of a box.
    Frame { area: Box4 },
    /// A circle by its middle and radius.
    Circle { x: f32, y: f32, radius: f32 },
    /// A line from there to there.
    Stroke { from: (f32, f32), to: (f32, f32) },
    /// Goes to a page (from 1) when it is clicked.
    Link { area: Box4, page: u32 },
    /// Leads out of the file.
    Address { area: Box4, address: &'static str },
    /// A JPEG over the whole page.
    Picture(Vec<u8>),
}

/// How the file labels a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Label {
    /// It does not.
    #[default]
    None,
    Roman(u32),
    Arabic(u32),
}

/// One page.
#[derive(Default)]
pub(super) struct Leaf {
    pub(super) marks: Vec<Mark>,
    pub(super) label: Label,
}

/// The file of some pages.
pub(super) fn bound(title: &str, leaves: Vec<Leaf>, outline: Option<Outline>, letters: &Letters) -> Vec<u8> {
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
    for leaf in leaves {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).expect("a page has a width and a height");
        let mut page = pdf.start_page_with(labelled(settings, leaf.label));
        for mark in &leaf.marks {
            if let Some(link) = link(mark) {
                page.add_annotation(link.into());
            }
        }
        let mut surface = page.surface();
        for mark in leaf.marks {
            draw(&mut surface, mark, letters);
        }
        surface.finish();
        page.finish();
    }
    if let Some(outline) = outline {
        pdf.set_outline(outline);
    }
    pdf.finish()
        .expect("only shipped fonts are embedded, and tests write with each")
}

fn labelled(settings: PageSettings, label: Label) -> PageSettings {
    let (style, number) = match label {
        Label::None => return settings,
        Label::Roman(number) => (NumberingStyle::LowerRoman, number),
        Label::Arabic(number) => (NumberingStyle::Arabic, number),
    };
    settings.with_page_label(PageLabel::new(Some(style), None, NonZeroU32::new(number)))
}

fn link(mark: &Mark) -> Option<LinkAnnotation> {
    let (area, target) = match mark {
        Mark::Link { area, page } => {
            let place = XyzDestination::new(*page as usize - 1, Point::from_xy(0.0, 0.0));
            (area, Target::Destination(place.into()))
        }
        Mark::Address { area, address } => {
            let action = LinkAction::new((*address).to_owned());
            (area, Target::Action(Action::Link(action)))
        }
        _ => return None,
    };
    Some(LinkAnnotation::new(rectangle(*area)?, target))
}

fn rectangle([left, top, width, height]: Box4) -> Option<Rect> {
    Rect::from_xywh(left, top, width, height)
}

fn draw(surface: &mut Surface<'_>, mark: Mark, letters: &Letters) {
    match mark {
        Mark::Text { left, top, style, text } => {
            ink(surface, 0);
            let text = text.replace(FIRM_BLANK, " ");
            let at = Point::from_xy(left, top + style.size * BASE);
            let glyphs = letters.glyphs(&text, style);
            surface.draw_glyphs(at, &glyphs, letters.font(style), &text, style.size, false);
        }
        Mark::Fill { area, shade } => {
            ink(surface, shade);
            path(surface, |path| path.extend_rectangle(area));
        }
        Mark::Frame { area } => {
            pen(surface);
            path(surface, |path| path.extend_rectangle(area));
        }
        Mark::Circle { x, y, radius } => {
            pen(surface);
            path(surface, |path| circle(path, x, y, radius));
        }
        Mark::Stroke { from, to } => {
            pen(surface);
            path(surface, |path| {
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
            });
        }
        Mark::Picture(jpeg) => {
            let size = Size::from_wh(WIDTH, HEIGHT).expect("a page has a width and a height");
            let image = Image::from_jpeg(jpeg.into(), true).expect("the picture was encoded a moment ago");
            surface.push_transform(&Transform::identity());
            surface.draw_image(image, size);
            surface.pop();
        }
        Mark::Link { .. } | Mark::Address { .. } => {}
    }
}

fn ink(surface: &mut Surface<'_>, shade: u8) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: luma::Color::new(shade).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }));
}

fn pen(surface: &mut Surface<'_>) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(40).into(),
        width: 0.8,
        ..Stroke::default()
    }));
}

fn path(surface: &mut Surface<'_>, draw: impl FnOnce(&mut PathBuilder)) {
    let mut path = PathBuilder::new();
    draw(&mut path);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// Adds a box to a path.
trait Rectangles {
    fn extend_rectangle(&mut self, area: Box4);
}

impl Rectangles for PathBuilder {
    fn extend_rectangle(&mut self, area: Box4) {
        if let Some(rectangle) = rectangle(area) {
            self.push_rect(rectangle);
        }
    }
}

/// Four curves; 0.5523 brings a cubic curve nearest to a quarter of a circle.
fn circle(path: &mut PathBuilder, x: f32, y: f32, r: f32) {
    let k = r * 0.5523;
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    path.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    path.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    path.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    path.close();
}
