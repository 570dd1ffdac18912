//! Search: which records hold the words that a person typed.
//!
//! The index only proposes: it names candidates, newest first and capped, so that a common word costs no
//! more than a rare one. Whether a candidate is a hit, and where it stands among the hits, is read from the
//! row itself. What changed since the index was last written is marked in the transaction that changed it
//! ([`index::mark`]), read beside the candidates, and taken into the index after the commit ([`indexing`]).
//! So what was just committed is found, and what was struck or hidden is not, whatever the index says.
//!
//! Nothing here writes down what anybody looked for.

pub(crate) mod document;
pub(crate) mod finding;
pub(crate) mod index;
pub(crate) mod indexing;
mod meaning;
mod near;
pub(crate) mod numbers;
mod vocabulary;
mod words;

pub use finding::{FoundKind, Hit, SearchAnswer, SearchQuery};
pub use index::SearchProgress;

/// Characters of what was typed that are looked at.
pub const SEARCH_CHARACTERS_MAX: usize = 200;
/// Words of what was typed that are looked for; further ones are left out.
const SEARCH_WORDS_MAX: usize = 8;
/// Hits of one kind in an answer about all kinds, and about one.
pub const SEARCH_HITS_MAX: usize = 50;
