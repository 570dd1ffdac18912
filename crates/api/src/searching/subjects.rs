//! What a typed command is about: "gen 2 leaks oil" begins with the name of an equipment.

use super::synonyms::OwnWords;
use crate::error::Error;
use crate::program::Program;
use crate::views::Link;
use domain::facts::Facts;
use domain::refusal::Refusal;
use domain::searched::SearchKind;
use domain::tables::Equipment;
use serde::{Deserialize, Serialize};
use store::{Records, SearchQuery};
use ts_rs::TS;

/// Words of the beginning that may name an equipment.
const NAME_WORDS_MAX: usize = 6;
/// Equipment among which a person chooses; where more is meant, more words are needed.
const CHOSEN_AMONG_MAX: usize = 8;

/// What was typed after a command's own words.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SubjectArgs {
    /// The words.
    pub text: String,
}

/// What they are about.
#[derive(Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Subjects {
    /// Equipment that the words at the beginning name. Where it is more than one, a person chooses.
    pub equipment: Vec<Link>,
    /// There is more that is called so than is listed.
    pub has_more: bool,
    /// The words after those.
    pub rest: String,
}

impl Program {
    /// What the words are about: the equipment that the longest stretch from their beginning names.
    ///
    /// # Errors
    /// `locked`, or when the replica cannot be read.
    pub fn search_subjects(&self, args: &SubjectArgs) -> Result<Subjects, Error> {
        self.signed_in()?;
        self.reading(|records| subjects(records, &args.text))
    }
}

/// Where one of them alone is called exactly so, by its name or its code, that one is meant.
fn only_so_called(rows: &mut Vec<Equipment>, typed: &str) {
    let is_called = |text: &str| text.to_lowercase() == typed.to_lowercase();
    let is_so_called = |row: &Equipment| is_called(&row.name) || is_called(&row.code);
    if rows.iter().filter(|row| is_so_called(row)).count() == 1 {
        rows.retain(is_so_called);
    }
}

fn subjects(records: &Records<'_>, text: &str) -> Result<Subjects, Refusal> {
    let facts = Facts::new(records);
    let own = OwnWords::of(&facts)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    for count in (1..=words.len().min(NAME_WORDS_MAX)).rev() {
        let found = records.search(&SearchQuery {
            text: words[..count].join(" "),
            own_words: own.pairs(),
            kind: Some(SearchKind::Equipment),
            limit: store::SEARCH_HITS_MAX,
            only_named: true,
        })?;
        let hits = found.kinds.into_iter().flat_map(|kind| kind.hits);
        let rows = hits.map(|hit| facts.glance::<Equipment>(hit.id));
        let mut rows: Vec<Equipment> = rows.collect::<Result<_, _>>()?;
        rows.retain(|row| !row.is_retired);
        if rows.is_empty() {
            continue;
        }
        only_so_called(&mut rows, &words[..count].join(" "));
        let has_more = rows.len() > CHOSEN_AMONG_MAX;
        rows.truncate(CHOSEN_AMONG_MAX);
        let link = |row: Equipment| Link {
            id: row.id,
            label: row.name,
            code: row.code,
        };
        return Ok(Subjects {
            equipment: rows.into_iter().map(link).collect(),
            has_more,
            rest: words[count..].join(" "),
        });
    }
    Ok(Subjects {
        rest: words.join(" "),
        ..Subjects::default()
    })
}
