//! The vessel's own words: their page, and what they make of what was typed.

use crate::error::Error;
use crate::program::Program;
use domain::facts::Facts;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::tables::Synonym;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A word that stands for several things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Ambiguous {
    /// The word, as it stands in what was typed.
    pub word: String,
    /// What it may stand for.
    pub means: Vec<String>,
}

/// A word of the vessel in the list.
#[derive(Debug, Serialize, TS)]
pub struct SynonymLine {
    /// The row.
    pub synonym: Synonym,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// The words that are said at present.
pub(crate) struct OwnWords(Vec<Synonym>);

impl OwnWords {
    pub(crate) fn of(facts: &Facts<'_>) -> Result<Self, Refusal> {
        let mut words = facts.all::<Synonym>()?;
        words.retain(|synonym| !synonym.is_withdrawn);
        words.sort_by_key(|synonym| (synonym.word.to_lowercase(), synonym.means.to_lowercase()));
        Ok(Self(words))
    }

    /// Each word with what it stands for.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let pair = |synonym: &Synonym| (synonym.word.clone(), synonym.means.clone());
        self.0.iter().map(pair).collect()
    }

    /// The words of the text that stand for several things.
    pub(crate) fn ambiguous(&self, text: &str) -> Vec<Ambiguous> {
        let mut by_word: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for synonym in &self.0 {
            let means = by_word.entry(synonym.word.to_lowercase()).or_default();
            if means
                .iter()
                .all(|known| known.to_lowercase() != synonym.means.to_lowercase())
            {
                means.push(synonym.means.clone());
            }
        }
        let typed = spaced(text);
        let several = by_word.into_iter().filter(|(_, means)| means.len() > 1);
        let stands = several.filter(|(word, _)| typed.contains(&spaced(word)));
        stands.map(|(word, means)| Ambiguous { word, means }).collect()
    }
}

/// The words with one space before and after each, so that no part of a word is taken for one.
fn spaced(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}

impl Program {
    /// The words of the vessel by name, the withdrawn ones last.
    ///
    /// # Errors
    /// `locked`, or when the replica cannot be read.
    pub fn synonym_list(&self) -> Result<Vec<SynonymLine>, Error> {
        self.view(|view| {
            let mut words = view.ctx.facts.all::<Synonym>()?;
            words.sort_by_key(|synonym| {
                (
                    synonym.is_withdrawn,
                    synonym.word.to_lowercase(),
                    synonym.means.to_lowercase(),
                )
            });
            let line = |synonym: Synonym| {
                Ok(SynonymLine {
                    offers: offers::offered(view.ctx, offers::of_synonym(), &Subject::vessel())?,
                    synonym,
                })
            };
            words.into_iter().map(line).collect()
        })
    }
}
