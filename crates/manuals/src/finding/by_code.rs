//! Where a fault code leads: to what people confirmed, else to where it stands.

use super::{Closeness, Hit, Manual, Mapping, Question, Reason};
use crate::code::{self, codes_in, codes_named_in, is_of_family, key, loose};
use crate::fold::plain_line;
use crate::structure::{Chunk, CodeRow, Section};
use std::collections::BTreeSet;

/// Hits of one kind that are gathered in one manual.
const HITS_MAX: usize = 50;

/// What goes before what: manuals of other machines last; then table, heading, text; then nearness; then
/// rows without a remedy; then the order of the manuals.
type Place = (bool, u8, Closeness, bool, usize);

/// Every place to which the question's code leads, the best first. A code in the title counts where no
/// code was given: people write "Generator 2 – E047".
pub(super) fn hits(question: &Question<'_>, mappings: &[Mapping<'_>], shelf: &[(usize, Manual<'_>)]) -> Vec<Hit> {
    let given = key(question.code);
    if !given.is_empty() {
        return of_code(question.code.trim(), &given, mappings, shelf);
    }
    let written = codes_in(question.title).into_iter();
    written
        .flat_map(|code| of_code(&code.printed, &code.key, mappings, shelf))
        .collect()
}

fn of_code(asked: &str, key: &str, mappings: &[Mapping<'_>], shelf: &[(usize, Manual<'_>)]) -> Vec<Hit> {
    let mapped = mapped(asked, key, mappings, shelf);
    if !mapped.is_empty() {
        return mapped;
    }
    let Some(wanted) = Wanted::of(key, shelf) else {
        return Vec::new();
    };
    let mut found: Vec<(Place, Hit)> = Vec::new();
    for (at, manual) in shelf {
        let is_other = manual.closeness == Closeness::Other;
        let place = |step: u8, is_worse: bool| (is_other, step, manual.closeness, is_worse, *at);
        let rows = manual.rows.iter().filter(|row| wanted.is(&row.key)).take(HITS_MAX);
        found.extend(rows.map(|row| (place(0, row.remedy.is_empty()), in_table(*at, row))));
        let headings = (0..)
            .zip(manual.sections)
            .filter(|(_, section)| wanted.is_named_by(asked, section))
            .take(HITS_MAX);
        found.extend(headings.map(|(section, named)| (place(1, false), in_heading(*at, section, named, asked))));
        let chunks = manual
            .chunks
            .iter()
            .filter(|chunk| chunk.codes.iter().any(|code| wanted.is(code)))
            .take(HITS_MAX);
        found.extend(chunks.map(|chunk| (place(2, false), in_text(*at, chunk, asked))));
    }
    // Stable, so within a manual the order in which it is read stays.
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, hit)| hit).collect()
}

/// Keys that count as the asked one.
enum Wanted<'a> {
    /// The very key, or for a bare `SPN 110` every failure mode of it.
    Exact(&'a str),
    /// The one key that differs only in zeros.
    Loose(String),
}

impl<'a> Wanted<'a> {
    /// The asked key where it stands anywhere; else the one key that differs from it only in zeros before
    /// a number. Where several do, none is taken: `E47` may be either.
    fn of(asked: &'a str, shelf: &[(usize, Manual<'_>)]) -> Option<Self> {
        let exact = Self::Exact(asked);
        let bare = loose(asked);
        let mut alike = BTreeSet::new();
        for key in shelf.iter().flat_map(|(_, manual)| keys(manual)) {
            if exact.is(key) {
                return Some(exact);
            }
            if alike.len() <= 1 && loose(key) == bare {
                alike.insert(key.to_owned());
            }
        }
        let headings = || shelf.iter().flat_map(|(_, manual)| manual.sections);
        for section in headings() {
            for code in codes_named_in(&section.title) {
                if exact.is(&code.key) {
                    return Some(exact);
                }
                if loose(&code.key) == bare {
                    alike.insert(code.key);
                }
            }
        }
        match alike.len() {
            // Codes that are words ("P LOW") may stand in a heading without looking like one.
            0 => Some(exact),
            1 => alike.pop_first().map(Self::Loose),
            _ => None,
        }
    }

    fn is(&self, key: &str) -> bool {
        match self {
            Self::Exact(asked) => key == *asked || is_of_family(asked, key),
            Self::Loose(only) => key == only,
        }
    }

    /// Whether a heading names the code: among the codes in it, or word by word.
    fn is_named_by(&self, asked: &str, section: &Section) -> bool {
        let is_code = codes_named_in(&section.title).iter().any(|code| self.is(&code.key));
        let words = plain_line(asked);
        let is_worded = words.len() >= 4 && !words.chars().all(char::is_numeric);
        is_code || (is_worded && holds_words(&plain_line(&section.title), &words))
    }
}

/// Whether words stand in a line one after the other.
fn holds_words(line: &str, words: &str) -> bool {
    format!(" {line} ").contains(&format!(" {words} "))
}

fn keys<'a>(manual: &Manual<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let rows = manual.rows.iter().map(|row| row.key.as_str());
    rows.chain(
        manual
            .chunks
            .iter()
            .flat_map(|chunk| chunk.codes.iter().map(String::as_str)),
    )
}

/// What people confirmed for the code, nearest manual first. Zeros are not forgiven here: a person
/// confirmed one code.
fn mapped(asked: &str, key: &str, mappings: &[Mapping<'_>], shelf: &[(usize, Manual<'_>)]) -> Vec<Hit> {
    let mut hits: Vec<(Closeness, Hit)> = Vec::new();
    for mapping in mappings.iter().filter(|mapping| code::key(mapping.key) == key) {
        let Some((_, manual)) = shelf.iter().find(|(at, _)| *at == mapping.manual) else {
            continue;
        };
        let section = section_of(mapping, manual.sections);
        hits.push((
            manual.closeness,
            Hit {
                manual: mapping.manual,
                page: mapping.page,
                top: section
                    .and_then(|at| manual.sections.get(at as usize))
                    .filter(|section| section.page == mapping.page)
                    .map(|section| section.top),
                section,
                reason: Reason::Mapped { code: asked.to_owned() },
            },
        ));
    }
    hits.sort_by_key(|(closeness, hit)| (*closeness, hit.manual, hit.page));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// The section with the confirmed heading that holds the page, else the innermost that holds it.
fn section_of(mapping: &Mapping<'_>, sections: &[Section]) -> Option<u32> {
    let holds = |section: &Section| (section.page..=section.last_page).contains(&mapping.page);
    let heading = plain_line(mapping.heading);
    let named = (0..)
        .zip(sections)
        .find(|(_, section)| holds(section) && plain_line(&section.title) == heading);
    let inner = || {
        (0..)
            .zip(sections)
            .filter(|(_, section)| holds(section))
            .max_by_key(|(at, section)| (section.level, *at))
    };
    named.or_else(inner).map(|(at, _)| at)
}

fn in_table(manual: usize, row: &CodeRow) -> Hit {
    Hit {
        manual,
        page: row.page,
        top: Some(row.top),
        section: row.section,
        reason: Reason::CodeInTable { code: row.code.clone() },
    }
}

fn in_heading(manual: usize, at: u32, section: &Section, asked: &str) -> Hit {
    Hit {
        manual,
        page: section.page,
        top: Some(section.top),
        section: Some(at),
        reason: Reason::CodeInHeading { code: asked.to_owned() },
    }
}

fn in_text(manual: usize, chunk: &Chunk, asked: &str) -> Hit {
    Hit {
        manual,
        page: chunk.page,
        top: Some(chunk.top),
        section: chunk.section,
        reason: Reason::CodeInText { code: asked.to_owned() },
    }
}
