//! Where words stand in manuals.
//!
//! As in every search the index only proposes: over several manuals it names candidates, capped, and what they
//! say puts them in order. A common word in ten thousand manuals costs no more than a rare one.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use domain::fold::fold;
use rusqlite::{OptionalExtension, Row};

use super::list;
use crate::blobs::BlobName;
use crate::error::StoreError;
use crate::records::Records;

/// Hits of one search.
pub const MANUAL_HITS_MAX: usize = 200;
/// Pieces that are read for each hit that is wanted, before they are put in order.
const CANDIDATES_PER_HIT: usize = 6;
/// Fewest pieces that are read.
const CANDIDATES_MIN: usize = 300;
/// Words of the text that are shown around a hit.
const SNIPPET_WORDS: usize = 24;
/// Times that a word stands on a page; further ones make the page no better.
const TIMES_MAX: usize = 5;

/// A place in a manual where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualHit {
    /// The file.
    pub file: BlobName,
    /// The page, from 1.
    pub page: u32,
    /// What is printed on it as its number.
    pub label: Option<String>,
    /// The headings that it stands under.
    pub path: Vec<String>,
    /// The words around the first hit.
    pub around: String,
}

/// A piece that holds the words.
struct Piece {
    id: i64,
    file: String,
    page: u32,
    label: Option<String>,
    path: Vec<String>,
    text: String,
}

/// The columns of a [`Piece`], in the order in which [`piece`] reads them.
const PIECE: &str = "c.id, c.sha256, c.page, c.label, c.path, c.text";

fn piece(row: &Row<'_>) -> rusqlite::Result<Piece> {
    Ok(Piece {
        id: row.get(0)?,
        file: row.get(1)?,
        page: row.get(2)?,
        label: row.get(3)?,
        path: list(row, 4)?,
        text: row.get(5)?,
    })
}

impl Records<'_> {
    /// Where the words stand: all of them, each as the beginning of a word, without regard to accents. In those
    /// files only: first where they stand in a heading, then side by side, then most often; in one file in the
    /// order of its pages. At most `limit`, and never more than [`MANUAL_HITS_MAX`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search_manuals(&self, files: &[BlobName], words: &str, limit: usize) -> Result<Vec<ManualHit>, StoreError> {
        let beginnings = beginnings(words);
        let limit = limit.min(MANUAL_HITS_MAX);
        if beginnings.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let pieces = match files {
            [] => Vec::new(),
            [file] => self.pieces_of(file, &asked(&beginnings), limit)?,
            several => self.best_pieces(several, &beginnings, limit)?,
        };
        let hit = |piece: Piece| {
            Some(ManualHit {
                file: BlobName::parse(&piece.file)?,
                page: piece.page,
                label: piece.label,
                path: piece.path,
                around: around(&piece.text, &beginnings),
            })
        };
        Ok(pieces.into_iter().filter_map(hit).collect())
    }

    fn pieces_of(&self, file: &BlobName, asked: &str, limit: usize) -> Result<Vec<Piece>, StoreError> {
        let sql = format!(
            "SELECT {PIECE} FROM manual_words w JOIN manual_chunks c ON c.id = w.rowid \
             WHERE manual_words MATCH ?1 AND c.sha256 = ?2 ORDER BY c.number LIMIT ?3"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map((asked, file.to_string(), limit as i64), piece)?;
        let mut pieces = rows.collect::<Result<_, _>>()?;
        once_each(&mut pieces);
        Ok(pieces)
    }

    fn best_pieces(&self, files: &[BlobName], beginnings: &[String], limit: usize) -> Result<Vec<Piece>, StoreError> {
        let wanted: HashSet<String> = files.iter().map(ToString::to_string).collect();
        let cap = (limit * CANDIDATES_PER_HIT).max(CANDIDATES_MIN);
        let asked = asked(beginnings);
        let mut places = self.places(&format!("heading : ({asked})"), cap)?;
        places.extend(self.places(&asked, cap)?);
        let sql = format!("SELECT {PIECE} FROM manual_chunks c WHERE c.id = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut pieces = Vec::new();
        for place in places {
            let piece = statement.query_row([place], piece).optional()?;
            pieces.extend(piece.filter(|piece| wanted.contains(&piece.file)));
        }
        pieces.sort_by_cached_key(|piece| (Reverse(worth(piece, beginnings)), piece.id));
        once_each(&mut pieces);
        pieces.truncate(limit);
        Ok(pieces)
    }

    fn places(&self, expression: &str, cap: usize) -> Result<BTreeSet<i64>, StoreError> {
        let sql = "SELECT rowid FROM manual_words WHERE manual_words MATCH ?1 LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map((expression, cap as i64), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A page answers once, by its first piece.
fn once_each(pieces: &mut Vec<Piece>) {
    let mut seen = HashSet::new();
    pieces.retain(|piece| seen.insert((piece.file.clone(), piece.page)));
}

/// How well a piece answers: how many of the words its heading holds, whether they stand side by side, and how
/// often they stand in it.
fn worth(piece: &Piece, beginnings: &[String]) -> (usize, bool, usize) {
    let heading = piece
        .path
        .last()
        .map(|heading| plain_words(heading))
        .unwrap_or_default();
    let text = plain_words(&piece.text);
    let begins = |word: &String, beginning: &String| word.starts_with(beginning.as_str());
    let in_heading = beginnings
        .iter()
        .filter(|beginning| heading.iter().any(|word| begins(word, beginning)));
    let together = text.windows(beginnings.len()).any(|side_by_side| {
        side_by_side
            .iter()
            .zip(beginnings)
            .all(|(word, wanted)| begins(word, wanted))
    });
    let times = |beginning: &String| {
        text.iter()
            .filter(|word| begins(word, beginning))
            .count()
            .min(TIMES_MAX)
    };
    (in_heading.count(), together, beginnings.iter().map(times).sum())
}

/// The words of a text without case and accents.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(fold).collect()
}

/// The beginnings that are looked for.
fn beginnings(words: &str) -> Vec<String> {
    plain_words(words)
}

/// What FTS5 is asked: every word as a quoted beginning.
fn asked(beginnings: &[String]) -> String {
    let asked: Vec<String> = beginnings.iter().map(|word| format!("\"{word}\"*")).collect();
    asked.join(" ")
}

/// The words of the text around the first place where one of those looked for begins.
fn around(text: &str, beginnings: &[String]) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |word: &&str| {
        plain_words(word)
            .iter()
            .any(|plain| beginnings.iter().any(|beginning| plain.starts_with(beginning.as_str())))
    };
    let at = words.iter().position(begins).unwrap_or(0);
    let from = at.saturating_sub(SNIPPET_WORDS / 3);
    let until = (from + SNIPPET_WORDS).min(words.len());
    let before = if from > 0 { "… " } else { "" };
    let after = if until < words.len() { " …" } else { "" };
    format!("{before}{}{after}", words[from..until].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_holds_nothing_that_the_index_takes_for_a_command() {
        assert_eq!(asked(&beginnings("cooling wat")), "\"cooling\"* \"wat\"*");
        assert_eq!(asked(&beginnings("NOT \"a* OR-b")), "\"not\"* \"a\"* \"or\"* \"b\"*");
        assert_eq!(asked(&beginnings(" - ")), "");
    }

    #[test]
    fn the_words_around_a_hit_say_where_more_stands() {
        let text = (0..60).map(|word| format!("w{word}")).collect::<Vec<_>>().join(" ");
        let seen = around(&text, &beginnings("W30"));
        assert!(
            seen.starts_with("… w22 ") && seen.contains(" w30 ") && seen.ends_with(" …"),
            "{seen}"
        );
        assert_eq!(around("one two", &beginnings("zzz")), "one two");
    }

    #[test]
    fn a_heading_comes_before_words_side_by_side_and_those_before_many() {
        let piece = |heading: &str, text: &str| Piece {
            id: 1,
            file: String::new(),
            page: 1,
            label: None,
            path: vec![heading.to_owned()],
            text: text.to_owned(),
        };
        let wanted = beginnings("coolant temp");
        let worth = |heading: &str, text: &str| worth(&piece(heading, text), &wanted);
        let in_heading = worth("Coolant temperature", "Look at the gauge.");
        let together = worth("Alarms", "Coolant temperature high.");
        let often = worth("Alarms", "Temp, temp and temp of the coolant.");
        assert!(
            in_heading > together && together > often,
            "{in_heading:?} {together:?} {often:?}"
        );
    }
}
