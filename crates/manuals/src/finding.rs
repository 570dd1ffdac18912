//! Which page answers a question, and why: the order in which manuals are looked at.
//!
//! (a) the section that was asked for; (b) what people confirmed for the fault code, else where the code
//! stands: in a table, in a heading, in running text; (c) words of title and description against
//! headings; (d) the troubleshooting section. Else nothing: page 1 is never a guess.
//!
//! Pure and deterministic: rows come in as slices, the reason goes out as data; words are put elsewhere.
//! Nothing found here binds: only a mapping that a person confirmed does.

mod by_code;
mod by_words;
mod related;
mod wanted;

use crate::structure::{Chunk, CodeRow, Section};
use serde::{Deserialize, Serialize};

/// Hits that are listed beside the best one.
pub const OTHERS_MAX: usize = 20;

/// How near a manual is to the equipment, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Closeness {
    /// Linked to the equipment.
    Linked,
    /// Of the same maker and model.
    SameModel,
    /// Any other of this vessel; looked at only where somebody searches all manuals.
    Other,
}

/// One manual of this vessel, as far as the question needs it.
#[derive(Clone, Copy, Debug)]
pub struct Manual<'a> {
    /// How near it is.
    pub closeness: Closeness,
    /// All of its sections.
    pub sections: &'a [Section],
    /// Its rows of fault codes; those of other codes may be left out.
    pub rows: &'a [CodeRow],
    /// Its text; stretches without the code may be left out.
    pub chunks: &'a [Chunk],
}

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// A section by its number or heading; may be empty.
    pub section: &'a str,
    /// The fault code as somebody wrote it; may be empty.
    pub code: &'a str,
    /// The fault's title; may be empty.
    pub title: &'a str,
    /// The fault's description; may be empty.
    pub description: &'a str,
    /// Whether manuals of other equipment are looked at too.
    pub is_everywhere: bool,
}

/// A mapping that a person confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping<'a> {
    /// The key of the code.
    pub key: &'a str,
    /// Which of the manuals, by its place in the slice.
    pub manual: usize,
    /// The page, from 1.
    pub page: u32,
    /// The heading that was confirmed; may be empty.
    pub heading: &'a str,
}

/// Why a place was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Somebody asked for this section.
    Asked,
    /// A person confirmed it for the code.
    Mapped {
        /// The code as it was asked.
        code: String,
    },
    /// A table explains the code: a proposal.
    CodeInTable {
        /// The code as it is printed there.
        code: String,
    },
    /// A heading names the code: a proposal.
    CodeInHeading {
        /// The code as it was asked.
        code: String,
    },
    /// Running text names the code: a proposal.
    CodeInText {
        /// The code as it was asked.
        code: String,
    },
    /// A heading has words of the fault.
    Heading {
        /// Those words, as they stand in the heading.
        words: Vec<String>,
    },
    /// Nothing fits, so the troubleshooting section.
    Troubleshooting,
}

/// A place in a manual, and why it was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Which of the manuals, by its place in the slice.
    pub manual: usize,
    /// The page, from 1.
    pub page: u32,
    /// How far down that page, in points, where it is known.
    pub top: Option<f32>,
    /// The section, by its place in the manual's sections.
    pub section: Option<u32>,
    /// Why.
    pub reason: Reason,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// What is opened.
    pub best: Hit,
    /// What else fits as well as the best or worse, in order; at most [`OTHERS_MAX`].
    pub others: Vec<Hit>,
    /// Sections of the same manual near that page, by their places; at most five.
    pub related: Vec<u32>,
}

/// Looks for the page that answers; nothing where no page does.
///
/// A mapping counts where its manual is looked at: what a code means on one machine says nothing about
/// another's.
///
/// Manuals come in any order; of two hits for the same reason the one in the nearer manual is first, and
/// whatever stands in a manual of other equipment is last.
#[must_use]
pub fn find(question: &Question<'_>, mappings: &[Mapping<'_>], manuals: &[Manual<'_>]) -> Option<Found> {
    let is_looked_at = |manual: &Manual<'_>| question.is_everywhere || manual.closeness != Closeness::Other;
    let shelf: Vec<(usize, Manual<'_>)> = manuals
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, manual)| is_looked_at(manual))
        .collect();
    let mut hits = wanted::sections(question.section, &shelf);
    if hits.is_empty() {
        hits = by_code::hits(question, mappings, &shelf);
    }
    if !hits.first().is_some_and(is_settled) {
        // Beside a proposal words are worth a look, never before it.
        hits.extend(by_words::hits(question, &shelf));
    }
    if hits.is_empty() {
        hits = wanted::troubleshooting(&shelf);
    }
    let mut places = std::collections::HashSet::new();
    hits.retain(|hit| places.insert((hit.manual, hit.page, hit.section)));
    let mut hits = hits.into_iter();
    let best = hits.next()?;
    Some(Found {
        related: related::sections(manuals[best.manual].sections, &best),
        others: hits.take(OTHERS_MAX).collect(),
        best,
    })
}

/// Whether a person chose the place, so that guesses beside it would only distract.
fn is_settled(hit: &Hit) -> bool {
    matches!(hit.reason, Reason::Asked | Reason::Mapped { .. })
}
