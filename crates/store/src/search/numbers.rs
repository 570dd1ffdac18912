//! Numbers that people speak, however they type them: "WO-2026-E0042", "wo2026e42", "e42".

use domain::schema::{Column, Table};
use domain::searched::SEARCHED;
use journal::RowId;

use crate::column;
use crate::error::StoreError;
use crate::letter;
use crate::records::Records;

/// Characters of the longest number, dashes and spaces included.
const CHARACTERS_MAX: usize = 24;
/// Years in which a number without one is looked for.
const YEARS_MAX: usize = 200;

/// A number as it was typed: what was left out may be anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    prefix: Option<String>,
    year: Option<u32>,
    letter: String,
    counter: u64,
}

/// What was typed, if it can be such a number: at least a workstation's letter and a counter.
pub(super) fn spoken(text: &str) -> Option<Spoken> {
    if text.chars().count() > CHARACTERS_MAX {
        return None;
    }
    let is_plain = |character: char| character.is_ascii_alphanumeric();
    if !text
        .chars()
        .all(|character| is_plain(character) || matches!(character, '-' | ' ' | '–' | '.'))
    {
        return None;
    }
    let plain: String = text.chars().filter(|character| is_plain(*character)).collect();
    let plain = plain.to_ascii_uppercase();
    let letters = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (first, rest) = plain.split_at(letters(&plain));
    let (second, rest) = rest.split_at(digits(rest));
    let (third, rest) = rest.split_at(letters(rest));
    let (fourth, rest) = rest.split_at(digits(rest));
    if !rest.is_empty() {
        return None;
    }
    let counter = |text: &str| text.parse::<u64>().ok().filter(|counter| *counter > 0);
    let prefix = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    if third.is_empty() {
        // Without a year: the letters end with the workstation's letter, "E42" or "WOE42".
        let known = PREFIXES
            .iter()
            .find(|known| first.starts_with(**known) && first.len() > known.len());
        let (kind, letter) = first.split_at(known.map_or(0, |known| known.len()));
        let spoken = Spoken {
            prefix: prefix(kind),
            year: None,
            letter: letter.to_owned(),
            counter: counter(second)?,
        };
        return Some(spoken).filter(Spoken::is_whole);
    }
    let year: u32 = second.parse().ok()?;
    let spoken = Spoken {
        prefix: prefix(first),
        year: Some(if second.len() == 2 { 2_000 + year } else { year }),
        letter: third.to_owned(),
        counter: counter(fourth)?,
    };
    Some(spoken).filter(Spoken::is_whole)
}

/// What numbers begin with; the longest first.
const PREFIXES: [&str; 4] = ["RCV", "WO", "PO", "F"];

impl Spoken {
    fn is_whole(&self) -> bool {
        let is_known = |prefix: &str| PREFIXES.contains(&prefix);
        letter::is_letter(&self.letter) && self.prefix.as_deref().is_none_or(is_known)
    }

    /// Whether that number is the one.
    #[cfg(test)]
    fn is(&self, number: &str) -> bool {
        spoken(number).is_some_and(|other| {
            let same_prefix = self.prefix.is_none() || self.prefix == other.prefix;
            let same_year = self.year.is_none() || self.year == other.year;
            same_prefix && same_year && (&self.letter, self.counter) == (&other.letter, other.counter)
        })
    }
}

/// The rows that carry that number, of every table that has such numbers.
pub(super) fn rows(records: &Records<'_>, text: &str) -> Result<Vec<(&'static Table, RowId)>, StoreError> {
    let Some(spoken) = spoken(text) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for searched in SEARCHED {
        let Some(number) = searched.spoken() else { continue };
        for whole in whole(records, searched.table, number, &spoken)? {
            let sql = format!(
                "SELECT t.id FROM {1} t WHERE t.{0} = ?1 AND {2}",
                number.name,
                searched.table.name,
                records.shown(searched.table)?
            );
            let mut prepared = records.connection.prepare_cached(&sql)?;
            let mut stored = prepared.query([&whole])?;
            while let Some(row) = stored.next()? {
                let id = column::row_id(row.get_ref(0)?.as_blob().map_err(StoreError::broken)?)?;
                found.push((searched.table, id));
            }
        }
    }
    Ok(found)
}

/// The whole numbers that can be meant: one for each year in which the table has any.
fn whole(records: &Records<'_>, table: &Table, number: &Column, spoken: &Spoken) -> Result<Vec<String>, StoreError> {
    let mut whole = Vec::new();
    let mut next = String::new();
    // From one year of the table's numbers to the next, by the index alone.
    let sql = format!("SELECT min({0}) FROM {1} WHERE {0} > ?1", number.name, table.name);
    while whole.len() < YEARS_MAX {
        let found: Option<Option<String>> = records.optional(&sql, [&next])?;
        let Some(found) = found.flatten() else { break };
        let mut parts = found.splitn(3, '-');
        let (Some(prefix), Some(year)) = (parts.next(), parts.next()) else {
            break;
        };
        let is_prefix = spoken.prefix.as_deref().is_none_or(|wanted| wanted == prefix);
        let is_year = spoken.year.is_none_or(|wanted| year.parse() == Ok(wanted));
        if is_prefix && is_year {
            let digits = parts
                .next()
                .map_or(0, |end| end.chars().filter(char::is_ascii_digit).count());
            whole.push(format!("{prefix}-{year}-{}{:0digits$}", spoken.letter, spoken.counter));
        }
        next = format!("{prefix}-{year}-\u{7f}");
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_however_it_is_typed() {
        let cases = [
            ("WO-2026-E0042", "WO-2026-E0042", true),
            ("wo-2026-e0042", "WO-2026-E0042", true),
            ("wo2026e42", "WO-2026-E0042", true),
            ("wo 2026 e 42", "WO-2026-E0042", true),
            ("WO-26-E42", "WO-2026-E0042", true),
            ("e42", "WO-2026-E0042", true),
            ("E0042", "F-2025-E0042", true),
            ("woe42", "WO-2026-E0042", true),
            ("woe42", "F-2026-E0042", false),
            ("f-2026-e42", "WO-2026-E0042", false),
            ("e42", "WO-2026-B0042", false),
            ("e4", "WO-2026-E0042", false),
            ("2026-e42", "RCV-2026-E042", true),
            ("po2026be7", "PO-2026-BE007", true),
            ("f42", "F-2026-F0042", true),
        ];
        for (typed, number, expected) in cases {
            let is = spoken(typed).is_some_and(|spoken| spoken.is(number));
            assert_eq!(is, expected, "{typed} {number}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for text in [
            "pump",
            "42",
            "generator 2",
            "xyz-2026-e1",
            "e",
            "e0",
            "",
            "12 34",
            "wo-2026",
        ] {
            assert_eq!(spoken(text), None, "{text}");
        }
    }
}
