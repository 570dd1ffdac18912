//! What may be meant by what somebody typed: each reading is a list of words that must all be found.
//!
//! The plain reading takes every word by itself. Others join neighbours ("004 0851" is "0040851"), part a
//! word where letters meet digits ("gen2" is "gen 2"), or put in what a word of this vessel stands for.

use std::collections::HashMap;

use super::SEARCH_WORDS_MAX;
use super::near;
use super::vocabulary::{self, Nearness, Word};
use super::words;
use crate::error::StoreError;
use crate::records::Records;

/// Readings that are looked for at once.
const READINGS_MAX: usize = 8;
/// Neighbours that are joined into one code.
const JOINED_MAX: usize = 4;

/// One word that must be found.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    typed: String,
    characters: Vec<char>,
    forms: Vec<String>,
    /// Longer words are meant too.
    is_beginning: bool,
    /// A name that differs by one letter is meant too: no name is called so.
    may_be_mistaken: bool,
    /// The words of the index that are meant, of each group one. Only what is written without spaces has
    /// several groups: one for each pair.
    pub(super) groups: Vec<Vec<Word>>,
}

/// One way to take what was typed.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) wanted: Vec<Wanted>,
}

/// What somebody typed, in every way that it may be meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Meaning {
    pub(super) readings: Vec<Reading>,
    /// What was typed, folded, with one space between words.
    pub(super) typed: String,
}

/// A word of this vessel, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnWord {
    pub(crate) words: Vec<String>,
    pub(crate) means: Vec<String>,
}

impl OwnWord {
    /// One of the vessel's own words; none where either side holds no word.
    pub(crate) fn new(word: &str, means: &str) -> Option<Self> {
        let (words, means) = (words::typed(word), words::typed(means));
        (!words.is_empty() && !means.is_empty()).then_some(Self { words, means })
    }
}

/// Reads what was typed, with the words of the index and those of this vessel.
pub(super) fn read(records: &Records<'_>, text: &str, own: &[OwnWord]) -> Result<Meaning, StoreError> {
    let mut typed = words::typed(text);
    typed.truncate(SEARCH_WORDS_MAX);
    let mut meaning = Meaning {
        readings: Vec::new(),
        typed: typed.join(" "),
    };
    let mut known: HashMap<String, Wanted> = HashMap::new();
    for reading in readings(records, &typed, own)? {
        let mut wanted = Vec::with_capacity(reading.len());
        for word in reading {
            if !known.contains_key(&word) {
                let found = wanted_of(records, &word)?;
                known.insert(word.clone(), found);
            }
            wanted.extend(known.get(&word).cloned());
        }
        meaning.readings.push(Reading { wanted });
    }
    Ok(meaning)
}

/// The readings as words, the plain one first.
fn readings(records: &Records<'_>, typed: &[String], own: &[OwnWord]) -> Result<Vec<Vec<String>>, StoreError> {
    let mut readings = vec![typed.to_vec()];
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let add = |readings: &mut Vec<Vec<String>>, reading: Vec<String>| {
        if readings.len() < READINGS_MAX && !readings.contains(&reading) {
            readings.push(reading);
        }
    };
    for own in own {
        for reading in readings.clone() {
            for at in places_of(&reading, &own.words) {
                add(&mut readings, spliced(&reading, at, own.words.len(), &own.means));
            }
        }
    }
    for length in 2..=JOINED_MAX.min(typed.len()) {
        for at in 0..=typed.len() - length {
            let joined = typed[at..at + length].concat();
            let is_code = joined.chars().any(char::is_numeric) && joined.is_ascii();
            if is_code && vocabulary::is_known(records.connection, &joined)? {
                add(&mut readings, spliced(typed, at, length, &[joined]));
            }
        }
    }
    for (at, word) in typed.iter().enumerate() {
        for (one, other) in words::halves(word) {
            add(
                &mut readings,
                spliced(typed, at, 1, &[one.to_owned(), other.to_owned()]),
            );
        }
    }
    Ok(readings)
}

/// Where the words stand in the reading, one after the other.
fn places_of(reading: &[String], words: &[String]) -> Vec<usize> {
    let windows = reading.windows(words.len()).enumerate();
    windows
        .filter(|(_, window)| *window == words)
        .map(|(at, _)| at)
        .collect()
}

fn spliced(reading: &[String], at: usize, length: usize, by: &[String]) -> Vec<String> {
    let mut spliced = reading.to_vec();
    spliced.splice(at..at + length, by.iter().cloned());
    spliced
}

fn wanted_of(records: &Records<'_>, word: &str) -> Result<Wanted, StoreError> {
    let mut wanted = Wanted {
        typed: word.to_owned(),
        characters: word.chars().collect(),
        forms: vocabulary::forms(word),
        is_beginning: vocabulary::is_beginning(word),
        may_be_mistaken: false,
        groups: Vec::new(),
    };
    if wanted.is_stretch() {
        for pair in words::typed_pairs(word) {
            let known = vocabulary::exactly(records.connection, &pair)?;
            wanted.groups.push(known.into_iter().collect());
        }
        return Ok(wanted);
    }
    let mut known = vocabulary::meant(records.connection, word, &wanted.forms)?;
    wanted.may_be_mistaken = known.iter().all(|word| word.name_kinds == 0);
    if wanted.may_be_mistaken {
        known.extend(vocabulary::mistaken(records.connection, &wanted.characters)?);
    }
    wanted.groups.push(known);
    Ok(wanted)
}

impl Wanted {
    /// Whether it is a stretch without spaces that is cut into pairs.
    pub(super) fn is_stretch(&self) -> bool {
        self.characters.len() > 1 && words::is_unspaced_word(&self.typed)
    }

    /// Whether the folded text holds the stretch.
    pub(super) fn stands_in(&self, folded: &str) -> bool {
        folded.contains(&self.typed)
    }

    /// How near a word is to what is wanted. `is_name` where it stands in the name of a thing or a person, or
    /// in its code.
    pub(super) fn nearness(&self, word: &str, is_name: bool, scratch: &mut Vec<char>) -> Option<Nearness> {
        if word == self.typed {
            return Some(Nearness::Exact);
        }
        if self.forms.iter().any(|form| form == word) {
            return Some(Nearness::Plural);
        }
        if self.is_beginning && word.starts_with(&self.typed) {
            return Some(Nearness::Begun);
        }
        if !is_name || !self.may_be_mistaken || self.characters.len() < near::CHARACTERS_MIN {
            return None;
        }
        scratch.clear();
        scratch.extend(word.chars());
        near::is_near(&self.characters, scratch).then_some(Nearness::Mistaken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        words::typed(text)
    }

    #[test]
    fn a_word_of_the_vessel_is_found_among_others() {
        let own = OwnWord::new("DG", "Diesel generator").unwrap();
        assert_eq!(places_of(&words("dg 2 leaks"), &own.words), [0]);
        assert_eq!(places_of(&words("leak at dg"), &own.words), [2]);
        assert_eq!(places_of(&words("dgx"), &own.words), Vec::<usize>::new());
        assert_eq!(
            spliced(&words("dg 2 leaks"), 0, 1, &own.means),
            words("diesel generator 2 leaks")
        );
        assert_eq!(OwnWord::new(" – ", "generator"), None);
    }
}
