//! The contents: printed on pages of their own, and as the file's outline.

use super::book::{Box4, HEIGHT, Leaf, Mark, WIDTH};
use super::letters::{Letters, Style};
use super::truth::TrueSection;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

/// Lines on one page of contents.
pub(super) const LINES: usize = 48;

/// The file's outline of the sections.
pub(super) fn outline(sections: &[TrueSection]) -> Outline {
    let mut outline = Outline::new();
    for node in nodes(sections, 1) {
        outline.push_child(node);
    }
    outline
}

/// The sections of one level, each with those below it.
fn nodes(sections: &[TrueSection], level: u32) -> Vec<OutlineNode> {
    let mut nodes = Vec::new();
    let mut rest = sections;
    while let Some((first, after)) = rest.split_first() {
        let below = after.iter().take_while(|section| section.level > level).count();
        let place = XyzDestination::new(first.page as usize - 1, Point::from_xy(0.0, 0.0));
        let mut node = OutlineNode::new(first.title.clone(), place);
        for child in nodes_below(&after[..below], level) {
            node.push_child(child);
        }
        nodes.push(node);
        rest = &after[below..];
    }
    nodes
}

fn nodes_below(sections: &[TrueSection], level: u32) -> Vec<OutlineNode> {
    if sections.is_empty() {
        return Vec::new();
    }
    nodes(sections, level + 1)
}

/// Puts the lines of contents on pages that were kept free for them, each linked to its page.
pub(super) fn print(leaves: &mut [Leaf], lines: &[(&TrueSection, String)], letters: &Letters) {
    for (leaf, lines) in leaves.iter_mut().zip(lines.chunks(LINES)) {
        for (at, (section, label)) in lines.iter().enumerate() {
            let style = if section.level == 1 {
                Style::bold(9.5)
            } else {
                Style::regular(9.5)
            };
            let top = 90.0 + at as f32 * ((HEIGHT - 180.0) / LINES as f32);
            let left = 56.0 + 14.0 * (section.level - 1) as f32;
            let free = WIDTH - 56.0 - left - letters.width(&section.title, style) - letters.width(label, style);
            let dots = ".".repeat((free / letters.width(".", style)).max(3.0) as usize - 2);
            let area: Box4 = [left, top, WIDTH - 56.0 - left, 12.0];
            leaf.marks.push(Mark::Text {
                left,
                top,
                style,
                text: format!("{} {dots} {label}", section.title),
            });
            leaf.marks.push(Mark::Link {
                area,
                page: section.page,
            });
        }
    }
}
