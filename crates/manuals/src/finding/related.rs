//! Sections that begin near the page that is opened.

use super::Hit;
use crate::structure::Section;

/// Pages before and after.
const PAGES: u32 = 2;
/// Sections that are named.
const RELATED_MAX: usize = 5;

/// The sections that begin nearest to the page, in the order in which they are read.
pub(super) fn sections(sections: &[Section], best: &Hit) -> Vec<u32> {
    let from = best.page.saturating_sub(PAGES);
    let until = best.page.saturating_add(PAGES);
    let first = sections.partition_point(|section| section.page < from);
    let near = sections
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, section)| section.page <= until);
    let mut near: Vec<(u32, u32)> = near
        .map(|(at, section)| (section.page.abs_diff(best.page), at as u32))
        .filter(|(_, at)| Some(*at) != best.section)
        .collect();
    near.sort_unstable();
    near.truncate(RELATED_MAX);
    let mut related: Vec<u32> = near.into_iter().map(|(_, at)| at).collect();
    related.sort_unstable();
    related
}
