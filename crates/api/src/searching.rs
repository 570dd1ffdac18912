//! One search for everything. A hit is one line, with the state in which the record stands.
//!
//! Nothing is kept of what anybody looked for, and nobody is told.

pub mod hits;
pub mod recent;
pub mod subjects;
pub mod synonyms;

use crate::error::Error;
use crate::manuals::viewing::{self, ManualHitLine};
use crate::program::Program;
use domain::acts::open_search;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::searched::SearchKind;
use hits::{HitLine, NumberedHits, lines};
use serde::{Deserialize, Serialize};
use store::{Records, SearchQuery};
use synonyms::{Ambiguous, OwnWords};
use ts_rs::TS;

/// Hits of each kind where all kinds are shown.
const HITS_OF_EACH: usize = 5;
/// Places in manuals where all kinds are shown.
const PASSAGES_OF_ALL: usize = 3;
/// Hits of one kind where only that is shown.
const HITS_OF_ONE: usize = store::SEARCH_HITS_MAX;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SearchArgs {
    /// What was typed.
    pub text: String,
    /// Only this kind.
    pub kind: Option<SearchKind>,
}

/// The hits of one kind.
#[derive(Debug, Serialize, TS)]
pub struct HitGroup {
    /// The kind.
    pub kind: SearchKind,
    /// The best first.
    pub hits: Vec<HitLine>,
    /// There are more.
    pub has_more: bool,
}

/// What was found.
#[derive(Debug, Serialize, TS)]
pub struct SearchResult {
    /// Records whose spoken number was typed.
    pub numbered: Vec<HitLine>,
    /// The others, by kind.
    pub groups: Vec<HitGroup>,
    /// Where the words stand in manuals to work by, the best first.
    pub passages: Vec<ManualHitLine>,
    /// They stand in more places.
    pub has_more_passages: bool,
    /// Words that stand for several things: the person says which.
    pub ambiguous: Vec<Ambiguous>,
    /// Rows that the index still has to take in for the first time, of so many.
    pub building: Option<IndexProgress>,
    /// Much was written just now, so that something may be missing for a moment.
    pub is_behind: bool,
}

/// How far the index is built.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct IndexProgress {
    /// Rows taken in.
    pub done: u64,
    /// Of so many.
    pub total: u64,
}

impl From<store::SearchProgress> for IndexProgress {
    fn from(progress: store::SearchProgress) -> Self {
        Self {
            done: progress.done,
            total: progress.total,
        }
    }
}

impl Program {
    /// Finds records by words. A locked workstation answers where the vessel leaves search open.
    ///
    /// # Errors
    /// `locked`, or when the replica cannot be read.
    pub fn search(&self, args: &SearchArgs) -> Result<SearchResult, Error> {
        self.may_search()?;
        self.searched(args)
    }

    /// As [`Program::search`], for whoever reads the files anyway.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn searched(&self, args: &SearchArgs) -> Result<SearchResult, Error> {
        self.reading(|records| {
            let facts = Facts::new(records);
            let own = OwnWords::of(&facts)?;
            let found = records.search(&SearchQuery {
                text: args.text.clone(),
                own_words: own.pairs(),
                kind: args.kind,
                limit: args.kind.map_or(HITS_OF_EACH, |_| HITS_OF_ONE),
                only_named: false,
            })?;
            let mut groups = Vec::new();
            for of_kind in found.kinds {
                groups.push(HitGroup {
                    hits: lines(records, &facts, of_kind.kind, of_kind.hits)?,
                    kind: of_kind.kind,
                    has_more: of_kind.has_more,
                });
            }
            let (passages, has_more_passages) = passages_of(records, &facts, args)?;
            Ok(SearchResult {
                passages,
                has_more_passages,
                numbered: NumberedHits(found.numbered).lines(records, &facts)?,
                groups,
                ambiguous: own.ambiguous(&args.text),
                building: records.search_progress()?.map(IndexProgress::from),
                is_behind: found.is_behind,
            })
        })
    }

    /// Takes everything into the index that is not in it yet, and tells how far it is.
    ///
    /// # Errors
    /// `read_only` when another program writes, or when the database cannot be written.
    pub fn build_search(&self, tell: &mut dyn FnMut(IndexProgress)) -> Result<(), Error> {
        Ok(self.writer()?.build_search(&mut |progress| tell(progress.into()))?)
    }

    /// Forgets the index and builds it anew, as by [`Program::build_search`].
    ///
    /// # Errors
    /// As [`Program::build_search`].
    pub fn rebuild_search(&self, tell: &mut dyn FnMut(IndexProgress)) -> Result<(), Error> {
        Ok(self.writer()?.rebuild_search(&mut |progress| tell(progress.into()))?)
    }

    /// The bytes that the index takes, for those who measure it.
    ///
    /// # Errors
    /// As [`Program::build_search`].
    pub fn search_bytes(&self) -> Result<u64, Error> {
        Ok(self.writer()?.search_bytes()?)
    }

    /// Refuses where nobody is signed in and the vessel keeps search closed then.
    fn may_search(&self) -> Result<(), Error> {
        let Err(refused) = self.signed_in() else { return Ok(()) };
        if refused.code != Code::Locked || !self.reading(is_open)? {
            return Err(refused);
        }
        Ok(())
    }
}

/// Where the words stand in manuals, and whether in more places than are shown.
fn passages_of(
    records: &Records<'_>,
    facts: &Facts<'_>,
    args: &SearchArgs,
) -> Result<(Vec<ManualHitLine>, bool), Refusal> {
    let limit = match args.kind {
        None => PASSAGES_OF_ALL,
        Some(SearchKind::Manual) => HITS_OF_ONE,
        Some(_) => return Ok((Vec::new(), false)),
    };
    let mut passages = viewing::passages(records, &viewing::to_work_by(facts)?, &args.text, limit + 1)?;
    let has_more = passages.len() > limit;
    passages.truncate(limit);
    Ok((passages, has_more))
}

/// Whether lock screens of this vessel answer searches.
fn is_open(records: &Records<'_>) -> Result<bool, Refusal> {
    let vessel = Facts::new(records).vessel()?;
    Ok(vessel.is_some_and(|vessel| open_search::is_open(&vessel)))
}
