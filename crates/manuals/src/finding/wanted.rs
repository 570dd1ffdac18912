//! Sections asked for by number or heading, and the troubleshooting section.

use super::{Closeness, Hit, Manual, Reason};
use crate::fold::plain_line;
use crate::structure::Section;

/// Headings of the section that helps when nothing else is known, in the words of makers.
const TROUBLESHOOTING: [&str; 14] = [
    "diagnostics and troubleshooting",
    "fault finding",
    "fault tracing",
    "faultfinding",
    "fehlersuche",
    "guasti e rimedi",
    "localizacion de averias",
    "pannes et remedes",
    "problem solving",
    "recherche de pannes",
    "ricerca guasti",
    "trouble shooting",
    "troubleshooting",
    "troubles and remedies",
];

/// The sections that somebody asked for: by number, by heading, or by both.
pub(super) fn sections(asked: &str, shelf: &[(usize, Manual<'_>)]) -> Vec<Hit> {
    let asked = plain_line(asked);
    if asked.is_empty() {
        return Vec::new();
    }
    let is_asked = |section: &Section| {
        let title = plain_line(&section.title);
        let number_ends = title
            .find(|character: char| character.is_alphabetic())
            .unwrap_or(title.len());
        let (number, words) = title.split_at(number_ends);
        title == asked || words == asked || (!number.is_empty() && number.trim_end() == asked)
    };
    hits(shelf, Reason::Asked, is_asked)
}

/// The troubleshooting section of the nearest manual that has one; the highest one where there are several.
pub(super) fn troubleshooting(shelf: &[(usize, Manual<'_>)]) -> Vec<Hit> {
    let is_it = |section: &Section| {
        let title = plain_line(&section.title);
        TROUBLESHOOTING.iter().any(|words| title.contains(words))
    };
    // What helps with another machine does not help here, however wide the search is.
    let own: Vec<(usize, Manual<'_>)> = shelf
        .iter()
        .copied()
        .filter(|(_, manual)| manual.closeness != Closeness::Other)
        .collect();
    let mut found = hits(&own, Reason::Troubleshooting, is_it);
    let level = |hit: &Hit| {
        let manual = shelf.iter().find(|(at, _)| *at == hit.manual);
        let section = manual
            .zip(hit.section)
            .and_then(|((_, manual), at)| manual.sections.get(at as usize));
        let closeness = manual.map(|(_, manual)| manual.closeness);
        (closeness, section.map_or(u32::MAX, |section| section.level))
    };
    found.sort_by_key(level);
    found
}

fn hits(shelf: &[(usize, Manual<'_>)], reason: Reason, is_wanted: impl Fn(&Section) -> bool) -> Vec<Hit> {
    let mut shelf: Vec<&(usize, Manual<'_>)> = shelf.iter().collect();
    shelf.sort_by_key(|(at, manual)| (manual.closeness, *at));
    let mut hits = Vec::new();
    for (at, manual) in shelf {
        for (place, section) in (0..).zip(manual.sections).filter(|(_, section)| is_wanted(section)) {
            hits.push(Hit {
                manual: *at,
                page: section.page,
                top: Some(section.top),
                section: Some(place),
                reason: reason.clone(),
            });
        }
    }
    hits
}
