//! The words that stand in the index, and those that may be meant by one that was typed.

use rusqlite::{Connection, OptionalExtension};

use super::near;
use crate::error::StoreError;

/// Words that one beginning stands for; the shortest are taken.
const BEGUN_MAX: usize = 96;
/// Words that one wrong letter stands for.
const NEAR_MAX: usize = 16;
/// Fewest digits of a number that is taken for the beginning of longer ones: "2" is not "24".
const BEGUN_DIGITS_MIN: usize = 3;
/// Fewest characters of anything else that is.
const BEGUN_CHARACTERS_MIN: usize = 2;

/// How near a word of the index is to the one that was typed; the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    Exact,
    Plural,
    Begun,
    Mistaken,
}

/// A word of the index.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) word: String,
    /// The tables in whose rows it stands, as bits by their numbers.
    pub(super) kinds: i64,
    /// The same, of rows in whose name or code it stands.
    pub(super) name_kinds: i64,
}

/// The words that may be meant: the same, its singular or plural, and longer ones that begin so.
pub(super) fn meant(connection: &Connection, typed: &str, forms: &[String]) -> Result<Vec<Word>, StoreError> {
    let mut words = Vec::new();
    words.extend(exactly(connection, typed)?);
    for form in forms {
        words.extend(exactly(connection, form)?);
    }
    if is_beginning(typed) {
        for word in begun(connection, typed)? {
            if words.iter().all(|known: &Word| known.word != word.word) {
                words.push(word);
            }
        }
    }
    Ok(words)
}

/// Whether the word stands in the index.
pub(super) fn is_known(connection: &Connection, word: &str) -> Result<bool, StoreError> {
    Ok(exactly(connection, word)?.is_some() || !begun(connection, word)?.is_empty())
}

/// Whether longer words are meant too.
pub(super) fn is_beginning(typed: &str) -> bool {
    let count = typed.chars().count();
    match typed.chars().all(char::is_numeric) {
        true => count >= BEGUN_DIGITS_MIN,
        false => count >= BEGUN_CHARACTERS_MIN || super::words::is_unspaced_word(typed),
    }
}

/// The other number of an English word, as far as it does not merely begin with it.
pub(super) fn forms(typed: &str) -> Vec<String> {
    const STEM_MIN: usize = 2;
    let mut forms = Vec::new();
    let mut instead = |end: &str, by: &[&str]| {
        if let Some(stem) = typed.strip_suffix(end)
            && stem.chars().count() >= STEM_MIN
        {
            forms.extend(by.iter().map(|by| format!("{stem}{by}")));
        }
    };
    instead("ies", &["y"]);
    instead("ves", &["f", "fe"]);
    instead("es", &[""]);
    instead("s", &[""]);
    instead("y", &["ies"]);
    instead("f", &["ves"]);
    instead("fe", &["ves"]);
    forms
}

pub(super) fn exactly(connection: &Connection, word: &str) -> Result<Option<Word>, StoreError> {
    let sql = "SELECT kinds, name_kinds FROM search_words WHERE word = ?1";
    let mut prepared = connection.prepare_cached(sql)?;
    let found = prepared.query_row([word], |row| {
        Ok(Word {
            word: word.to_owned(),
            kinds: row.get(0)?,
            name_kinds: row.get(1)?,
        })
    });
    Ok(found.optional()?)
}

fn begun(connection: &Connection, typed: &str) -> Result<Vec<Word>, StoreError> {
    let sql = "SELECT word, kinds, name_kinds FROM search_words WHERE word > ?1 AND word < ?2 \
               ORDER BY length(word), word LIMIT ?3";
    let mut prepared = connection.prepare_cached(sql)?;
    let words = prepared.query_map((typed, format!("{typed}\u{10ffff}"), BEGUN_MAX as i64), |row| {
        Ok(Word {
            word: row.get(0)?,
            kinds: row.get(1)?,
            name_kinds: row.get(2)?,
        })
    })?;
    Ok(words.collect::<Result<_, _>>()?)
}

/// Names and codes that one wrong letter makes of the word. Short words and numbers are what they are.
pub(super) fn mistaken(connection: &Connection, characters: &[char]) -> Result<Vec<Word>, StoreError> {
    if characters.len() < near::CHARACTERS_MIN {
        return Ok(Vec::new());
    }
    let sql =
        "SELECT word, kinds, name_kinds FROM search_words WHERE name_kinds <> 0 AND length(word) BETWEEN ?1 AND ?2";
    let mut prepared = connection.prepare_cached(sql)?;
    let length = characters.len() as i64;
    let mut stored = prepared.query([length - 1, length + 1])?;
    let mut words = Vec::new();
    let mut other = Vec::new();
    while let Some(row) = stored.next()?
        && words.len() < NEAR_MAX
    {
        let word = row.get_ref(0)?.as_str().map_err(StoreError::broken)?;
        other.clear();
        other.extend(word.chars());
        if near::is_near(characters, &other) {
            words.push(Word {
                word: word.to_owned(),
                // Only where it is a name: in a sentence it is another word.
                kinds: row.get(2)?,
                name_kinds: row.get(2)?,
            });
        }
    }
    Ok(words)
}

/// The bit of a table among the kinds of a word.
pub(super) fn bit(table: u16) -> i64 {
    1 << table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_has_its_singular_and_the_other_way_round() {
        assert_eq!(forms("pumps"), ["pump"]);
        assert_eq!(forms("batteries"), ["battery", "batteri", "batterie"]);
        assert_eq!(forms("battery"), ["batteries"]);
        assert_eq!(forms("switches"), ["switch", "switche"]);
        assert_eq!(forms("knives"), ["knif", "knife", "kniv", "knive"]);
        assert_eq!(forms("shelf"), ["shelves"]);
        assert_eq!(forms("as"), Vec::<String>::new());
    }

    #[test]
    fn a_short_number_is_no_beginning_of_a_longer_one() {
        let beginnings = ["pu", "004", "泵", "4v"].map(is_beginning);
        assert_eq!(beginnings, [true; 4]);
        assert_eq!(["p", "2", "24"].map(is_beginning), [false; 3]);
    }
}
