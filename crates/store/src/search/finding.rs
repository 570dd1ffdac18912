//! Finds records by words: candidates from the index, capped for each kind, then read, held against the
//! words, and put in order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::searched::{SEARCHED, SearchKind, Searched, searched};
use journal::RowId;

use super::document::{self, Document, Field};
use super::index::OPEN;
use super::meaning::{self, Meaning, OwnWord, Reading, Wanted};
use super::vocabulary::{Nearness, bit};
use super::{SEARCH_CHARACTERS_MAX, SEARCH_HITS_MAX, numbers};
use crate::error::StoreError;
use crate::records::Records;
use domain::fold::fold;

/// Candidates of each kind for each hit that is wanted, before they are put in order.
const CANDIDATES_PER_HIT: usize = 6;
/// Fewest candidates of each kind.
const CANDIDATES_MIN: usize = 40;
/// Changed rows that are read beside the index; where there are more, the answer says that some are missing.
const DUE_MAX: usize = 1_000;
/// Words before and after the first found one that are shown of a long text.
const EXCERPT_WORDS: usize = 8;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct SearchQuery {
    /// What somebody typed.
    pub text: String,
    /// Words of this vessel, and what they stand for.
    pub own_words: Vec<(String, String)>,
    /// Only this kind.
    pub kind: Option<SearchKind>,
    /// Hits of each kind, at most [`SEARCH_HITS_MAX`].
    pub limit: usize,
    /// Every word must stand in the name or the code, as it was typed.
    pub only_named: bool,
}

/// One record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: RowId,
    /// A word was taken for another that differs by one letter.
    pub is_mistaken: bool,
    /// The words around the first one that was found, where the record has no name of its own.
    pub excerpt: Option<String>,
}

/// The hits of one kind, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundKind {
    /// The kind.
    pub kind: SearchKind,
    /// The hits.
    pub hits: Vec<Hit>,
    /// There are more.
    pub has_more: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchAnswer {
    /// Records whose spoken number was typed.
    pub numbered: Vec<(SearchKind, RowId)>,
    /// Kinds of which something was found, in the order in which kinds are shown.
    pub kinds: Vec<FoundKind>,
    /// More rows changed than are read beside the index, so something may be missing for a moment.
    pub is_behind: bool,
}

/// A document that holds the words, and how well.
struct Scored {
    document: Document,
    is_mistaken: bool,
    score: u32,
    excerpt: Option<String>,
}

impl Records<'_> {
    /// Finds what the words stand in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchAnswer, StoreError> {
        let text: String = query.text.chars().take(SEARCH_CHARACTERS_MAX).collect();
        let own: Vec<OwnWord> = query
            .own_words
            .iter()
            .filter_map(|(word, means)| OwnWord::new(word, means))
            .collect();
        let mut answer = SearchAnswer::default();
        for (table, row) in numbers::rows(self, &text)? {
            let kind = searched(table.number).map(|searched| searched.kind);
            answer.numbered.extend(
                kind.filter(|kind| query.kind.is_none_or(|only| only == *kind))
                    .map(|kind| (kind, row)),
            );
        }
        let meaning = meaning::read(self, &text, &own)?;
        if meaning.readings.is_empty() {
            return Ok(answer);
        }
        let mut due = self.search_due(DUE_MAX + 1)?;
        answer.is_behind = due.len() > DUE_MAX;
        due.truncate(DUE_MAX);
        let limit = query.limit.clamp(1, SEARCH_HITS_MAX);
        for searched in SEARCHED
            .iter()
            .filter(|searched| query.kind.is_none_or(|only| only == searched.kind))
        {
            let due = due
                .iter()
                .filter(|(table, _)| *table == searched.table.number)
                .map(|(_, row)| *row);
            let found = self.found(searched, &meaning, query.only_named, (due.collect(), limit))?;
            if !found.hits.is_empty() {
                answer.kinds.push(found);
            }
        }
        Ok(answer)
    }

    fn found(
        &self,
        searched: &'static Searched,
        meaning: &Meaning,
        only_named: bool,
        (due, limit): (Vec<RowId>, usize),
    ) -> Result<FoundKind, StoreError> {
        let cap = (limit * CANDIDATES_PER_HIT).max(CANDIDATES_MIN);
        let mut documents = Vec::new();
        for place in self.candidates(searched, meaning, cap)? {
            let rowid = document::rowid_at(place);
            documents.extend(document::read(self.connection, searched, "t.rowid = ?1", [rowid])?);
        }
        for row in due {
            documents.extend(document::read(
                self.connection,
                searched,
                "t.id = ?1",
                [row.as_bytes().as_slice()],
            )?);
        }
        let mut seen = BTreeSet::new();
        let mut scored: Vec<Scored> = documents
            .into_iter()
            .filter(|document| !document.is_hidden && seen.insert(document.id))
            .filter_map(|document| scored(searched, meaning, only_named, document))
            .collect();
        scored.sort_by_cached_key(|one| {
            // Things and people stand by name, what happened stands newest first.
            let name = one
                .document
                .names
                .first()
                .filter(|_| searched.is_named)
                .map(|name| fold(name));
            let written = (Reverse(one.document.created_at), Reverse(one.document.rowid));
            (
                one.is_mistaken,
                one.document.is_settled,
                Reverse(one.score),
                name,
                written,
            )
        });
        let has_more = scored.len() > limit;
        scored.truncate(limit);
        let hits = scored.into_iter().map(|one| Hit {
            id: one.document.id,
            is_mistaken: one.is_mistaken,
            excerpt: one.excerpt,
        });
        Ok(FoundKind {
            kind: searched.kind,
            hits: hits.collect(),
            has_more,
        })
    }

    /// Places of rows that may be hits: the newest that hold the words, and where that leaves any out, the
    /// newest open ones and the newest with the words in their name.
    fn candidates(&self, searched: &Searched, meaning: &Meaning, cap: usize) -> Result<BTreeSet<i64>, StoreError> {
        let Some(wanted) = expression(searched, meaning) else {
            return Ok(BTreeSet::new());
        };
        let mut places = BTreeSet::new();
        let mut ask = |wanted: &str| -> Result<usize, StoreError> {
            let sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid BETWEEN ?2 AND ?3 \
                       ORDER BY rowid DESC LIMIT ?4";
            let mut prepared = self.connection.prepare_cached(sql)?;
            let ends = (document::first_place(searched), document::last_place(searched));
            let mut stored = prepared.query((wanted, ends.0, ends.1, cap as i64))?;
            let mut count = 0;
            while let Some(row) = stored.next()? {
                count += 1;
                places.insert(row.get(0)?);
            }
            Ok(count)
        };
        if ask(&wanted)? < cap {
            return Ok(places);
        }
        if searched.standing.is_some() {
            ask(&format!("({wanted}) AND {{states}} : \"{OPEN}\""))?;
        }
        if !searched.names.is_empty() {
            ask(&format!("{{names codes}} : ({wanted})"))?;
        }
        Ok(places)
    }
}

/// What the index is asked for a kind; none where a word stands in no row of it.
fn expression(searched: &Searched, meaning: &Meaning) -> Option<String> {
    let readings: Vec<String> = meaning
        .readings
        .iter()
        .filter_map(|reading| all_of(searched, reading))
        .collect();
    (!readings.is_empty()).then(|| readings.join(" OR "))
}

fn all_of(searched: &Searched, reading: &Reading) -> Option<String> {
    let kind = bit(searched.table.number);
    let mut all = Vec::new();
    for group in reading.wanted.iter().flat_map(|wanted| &wanted.groups) {
        let words: Vec<String> = group
            .iter()
            .filter(|word| word.kinds & kind != 0)
            .map(|word| format!("\"{}\"", word.word))
            .collect();
        if words.is_empty() {
            return None;
        }
        all.push(format!("({})", words.join(" OR ")));
    }
    Some(format!("({})", all.join(" AND ")))
}

/// How well one word is found: where it stands counts more than how near it is.
fn worth(field: Field, nearness: Nearness) -> u32 {
    let by_field = match field {
        Field::Name => 12,
        Field::Code => 10,
        Field::Equipment => 8,
        Field::Text => 4,
    };
    let by_nearness = match nearness {
        Nearness::Exact => 3,
        Nearness::Plural => 2,
        Nearness::Begun => 1,
        Nearness::Mistaken => 0,
    };
    by_field + by_nearness
}

/// Adds to the score where the name is what was typed, and where it begins so.
const WHOLE_NAME: u32 = 200;
const NAME_BEGINS: u32 = 100;
/// Adds to the score of a name of no words, one less for each word.
const SHORT_NAME: u32 = 12;
/// Words count by their mean, so that readings of several lengths compare.
const MEAN_UNIT: u32 = 4;

/// The document with its score, where it holds all words of a reading.
fn scored(searched: &Searched, meaning: &Meaning, only_named: bool, document: Document) -> Option<Scored> {
    let best = meaning
        .readings
        .iter()
        .filter_map(|reading| held(searched, reading, only_named, &document))
        .min();
    let (is_mistaken, Reverse(mut score)) = best?;
    if let Some(name) = document.names.first() {
        let words = super::words::typed(name);
        let name = words.join(" ");
        if name == meaning.typed {
            score += WHOLE_NAME;
        } else if name.starts_with(&meaning.typed) {
            score += NAME_BEGINS;
        }
        // The shorter name is nearer to what was typed.
        score += SHORT_NAME.saturating_sub(u32::try_from(words.len()).unwrap_or(SHORT_NAME));
    }
    let excerpt = searched.names.is_empty().then(|| excerpt(meaning, &document));
    Some(Scored {
        document,
        is_mistaken,
        score,
        excerpt,
    })
}

/// Whether a word had to be forgiven, and the score; none where a word is missing.
fn held(searched: &Searched, reading: &Reading, only_named: bool, document: &Document) -> Option<(bool, Reverse<u32>)> {
    let mut best: Vec<Option<(bool, Reverse<u32>)>> = vec![None; reading.wanted.len()];
    let mut scratch = Vec::new();
    let mut better = |at: usize, field: Field, nearness: Nearness| {
        let found = (nearness == Nearness::Mistaken, Reverse(worth(field, nearness)));
        if best[at].is_none_or(|before| found < before) {
            best[at] = Some(found);
        }
    };
    document.each_word(|field, word| {
        let is_called = matches!(field, Field::Name | Field::Code);
        if only_named && !is_called {
            return;
        }
        let is_name = searched.is_named && is_called && !only_named;
        for (at, wanted) in reading.wanted.iter().enumerate() {
            if let Some(nearness) = wanted.nearness(word, is_name, &mut scratch) {
                better(at, field, nearness);
            }
        }
    });
    for (at, wanted) in reading
        .wanted
        .iter()
        .enumerate()
        .filter(|(_, wanted)| wanted.is_stretch())
    {
        if let Some(field) = stands_in(wanted, document) {
            better(at, field, Nearness::Exact);
        }
    }
    let mut sum = 0;
    let mut is_mistaken = false;
    for found in &best {
        let (mistaken, Reverse(worth)) = (*found)?;
        is_mistaken |= mistaken;
        sum += worth * MEAN_UNIT;
    }
    let count = u32::try_from(best.len().max(1)).unwrap_or(u32::MAX);
    Some((is_mistaken, Reverse(sum / count)))
}

/// Where a stretch without spaces stands.
fn stands_in(wanted: &Wanted, document: &Document) -> Option<Field> {
    let holds = |texts: &[String]| texts.iter().any(|text| wanted.stands_in(&fold(text)));
    let in_equipment = || {
        document
            .equipment
            .as_ref()
            .is_some_and(|(name, _)| wanted.stands_in(&fold(name)))
    };
    match document {
        _ if holds(&document.names) => Some(Field::Name),
        _ if holds(&document.codes) => Some(Field::Code),
        _ if in_equipment() => Some(Field::Equipment),
        _ if holds(&document.texts) => Some(Field::Text),
        _ => None,
    }
}

/// Some words of the text around the first one that was looked for.
fn excerpt(meaning: &Meaning, document: &Document) -> String {
    let text = document.texts.join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut scratch = Vec::new();
    let wanted = || meaning.readings.iter().flat_map(|reading| &reading.wanted);
    let mut is_found = |word: &&str| {
        let mut is_found = false;
        super::words::each_word(word, &mut |word| {
            is_found |= wanted().any(|wanted| wanted.nearness(word, false, &mut scratch).is_some());
        });
        is_found || wanted().any(|wanted| wanted.is_stretch() && wanted.stands_in(&fold(word)))
    };
    let found = words.iter().position(&mut is_found).unwrap_or(0);
    let begin = found.saturating_sub(EXCERPT_WORDS);
    let end = (found + EXCERPT_WORDS * 2).min(words.len());
    let mut excerpt = words[begin..end].join(" ");
    if begin > 0 {
        excerpt.insert_str(0, "… ");
    }
    if end < words.len() {
        excerpt.push_str(" …");
    }
    excerpt
}
