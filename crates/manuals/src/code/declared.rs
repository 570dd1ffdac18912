//! Codes without a digit (`P LOW`, `SYNC T/O`): in a running text they are codes only where a table of the same
//! manual lists them as such.

use super::running::tokens;
use std::collections::{HashMap, HashSet};

/// Codes without a digit of one manual: its displays show a few dozen words.
const CODES_MAX: usize = 500;
/// Characters of a key; one letter stands in any text.
const KEY_CHARACTERS_MIN: usize = 2;

/// What the tables of one manual list as codes without a digit.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// The words of each code, and its key, by the first word.
    by_word: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Declared {
    /// Codes as tables print them, with their keys; those with a digit are left out.
    pub(crate) fn of<'c>(codes: impl Iterator<Item = (&'c str, &'c str)>) -> Self {
        let mut declared = Self::default();
        let mut seen = HashSet::new();
        for (printed, key) in codes {
            let is_worded = key.chars().count() >= KEY_CHARACTERS_MIN && !key.chars().any(char::is_numeric);
            if !is_worded || seen.len() >= CODES_MAX || !seen.insert(printed.to_owned()) {
                continue;
            }
            let words: Vec<String> = tokens(printed).into_iter().map(str::to_owned).collect();
            if let Some(first) = words.first() {
                let alike = declared.by_word.entry(first.clone()).or_default();
                alike.push((words, key.to_owned()));
            }
        }
        declared
    }

    /// Keys of those in a text, each once. They count as they are printed in the table, capitals for capitals: a
    /// text says "oil" more often than it means the code `OIL`.
    pub(crate) fn keys_in(&self, text: &str) -> Vec<String> {
        if self.by_word.is_empty() {
            return Vec::new();
        }
        let tokens = tokens(text);
        let mut keys: Vec<String> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            for (words, key) in self.by_word.get(*token).into_iter().flatten() {
                let is_there = tokens[at..]
                    .iter()
                    .zip(words)
                    .filter(|(one, other)| *one == other)
                    .count()
                    == words.len();
                if is_there && !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_table_lists_counts_and_only_as_it_is_printed() {
        let codes = [
            ("P LOW", "PLOW"),
            ("SYNC T/O", "SYNCTO"),
            ("HP", "HP"),
            ("E047", "E047"),
            ("P", "P"),
        ];
        let declared = Declared::of(codes.into_iter());
        for (text, wanted) in [
            ("The display shows P LOW; wait.", &["PLOW"][..]),
            ("After (SYNC T/O) or HP, stop.", &["SYNCTO", "HP"]),
            ("HP, HP and HP", &["HP"]),
            ("p low, Hp, P HIGH, OIL, P, E047", &[]),
            ("SYNC T", &[]),
        ] {
            assert_eq!(declared.keys_in(text), wanted, "{text}");
        }
        assert!(Declared::default().keys_in("P LOW").is_empty());
    }
}
