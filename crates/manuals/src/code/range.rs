//! Ranges of codes: `E040–E047`, `E101-E105`, `E101 to E105`.
//!
//! Both ends are written out, with the same letters before the number that counts up. What stands between
//! digits by a plain hyphen (`3-12`) is part of one code.

use super::running::{Code, codes_in};
use super::{CELL_CHARACTERS_MAX, is_code_cell, is_date, key};

/// Codes of one range; of a longer one, which tells how codes are numbered, the ends are taken.
const RANGE_CODES_MAX: u32 = 200;
/// The same in running text, where a long range tells nothing about one code.
const IN_TEXT_MAX: u32 = 20;
/// Bytes of a text that may be a range: two cells and a word between them.
const RANGE_BYTES_MAX: usize = 3 * CELL_CHARACTERS_MAX;
/// Digits of the number that counts up.
const DIGITS_MAX: usize = 6;
/// Digits of a range without letters, `101–105`: fewer are numbers of something else.
const BARE_DIGITS_MIN: usize = 3;
/// Codes that are taken from one cell.
const CELL_CODES_MAX: usize = 500;
/// Stand between the ends.
const WORDS: [&str; 4] = ["to", "bis", "through", "thru"];
/// Stand between the ends, with blanks or without.
const DASHES: [char; 3] = ['–', '—', '…'];
/// Stand between codes that share a cell.
const COMMAS: [char; 4] = [',', ';', '/', '&'];
/// Words of one end, from `E101` over `AL 22` to `SPN 110 FMI 3`.
const END_WORDS: [usize; 3] = [1, 2, 4];

/// The codes of a range, where the text is nothing else; at most 200, of a longer one its ends.
pub(crate) fn range(text: &str) -> Option<Vec<Code>> {
    if text.len() > RANGE_BYTES_MAX {
        return None;
    }
    let spread = spread(text);
    let words: Vec<&str> = spread.split_whitespace().collect();
    let at = words.iter().position(|word| is_between(word))?;
    let (first, last) = (words[..at].join(" "), words[at + 1..].join(" "));
    let is_end = |end: &str| is_code_cell_alone(end) && !is_date(end);
    if !is_end(&first) || !is_end(&last) {
        return None;
    }
    let codes = between(&first, &last, RANGE_CODES_MAX);
    codes.or_else(|| are_ends(&first, &last).then(|| vec![code(first.clone()), code(last.clone())]))
}

/// Whether the text is nothing but a range whose ends look like codes without any head that says so.
pub(crate) fn is_plain_range(text: &str) -> bool {
    range(text).is_some_and(|codes| {
        [codes.first(), codes.last()]
            .into_iter()
            .flatten()
            .all(|end| is_plain(&end.printed))
    })
}

/// The codes in a table's cell: each of several that share it, and each of a range. Empty where it holds one code.
pub(crate) fn codes_of_cell(text: &str) -> Vec<Code> {
    if let Some(codes) = range(text) {
        return codes;
    }
    let parts = || text.split(COMMAS).flat_map(|part| part.split(" and ")).map(str::trim);
    if !parts().any(|part| range(part).is_some()) {
        let codes = codes_in(text);
        return if codes.len() < 2 { Vec::new() } else { codes };
    }
    let mut codes: Vec<Code> = Vec::new();
    for part in parts().filter(|part| is_code_cell(part)) {
        for found in range(part).unwrap_or_else(|| vec![code(part.to_owned())]) {
            if codes.len() < CELL_CODES_MAX && codes.iter().all(|known| known.key != found.key) {
                codes.push(found);
            }
        }
    }
    codes
}

/// The codes in a running text or a heading, those of short ranges among them; each once.
#[must_use]
pub fn codes_named_in(text: &str) -> Vec<Code> {
    let mut codes = codes_in(text);
    let spread = spread(text);
    let words: Vec<&str> = spread.split_whitespace().map(bare).collect();
    for at in (0..words.len()).filter(|at| is_between(words[*at])) {
        let ends = END_WORDS.iter().find_map(|count| {
            let first = words.get(at.checked_sub(*count)?..at)?.join(" ");
            let last = words.get(at + 1..=at + count)?.join(" ");
            (is_plain(&first) && is_plain(&last)).then_some((first, last))
        });
        let Some((first, last)) = ends else { continue };
        for found in between(&first, &last, IN_TEXT_MAX).unwrap_or_default() {
            if codes.len() < CELL_CODES_MAX && codes.iter().all(|known| known.key != found.key) {
                codes.push(found);
            }
        }
    }
    codes
}

/// All codes from one end to the other, written as the first one is; nothing for more than that.
fn between(first: &str, last: &str, most: u32) -> Option<Vec<Code>> {
    if !are_ends(first, last) {
        return None;
    }
    let ((head, from), (_, to)) = (numbered(first)?, numbered(last)?);
    let width = if from.len() == to.len() { from.len() } else { 1 };
    let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
    (to - from < most).then(|| {
        (from..=to)
            .map(|number| code(format!("{head}{number:0width$}")))
            .collect()
    })
}

/// Whether both are written alike and the second one's number is the larger.
fn are_ends(first: &str, last: &str) -> bool {
    let (Some((head, from)), Some((other, to))) = (numbered(first), numbered(last)) else {
        return false;
    };
    let is_alike = key(head) == key(other) && (from.len() == to.len() || !from.starts_with('0'));
    let is_bare = !head.contains(char::is_alphabetic);
    let is_long = from.len() >= BARE_DIGITS_MIN && from.len() == to.len();
    let is_upwards = from.parse::<u32>().ok() < to.parse::<u32>().ok();
    is_alike && is_upwards && (!is_bare || (head.is_empty() && is_long))
}

/// What stands before the number at the end, and that number.
fn numbered(end: &str) -> Option<(&str, &str)> {
    let head = end.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = &end[head.len()..];
    (1..=DIGITS_MAX).contains(&digits.len()).then_some((head, digits))
}

fn code(printed: String) -> Code {
    Code {
        key: key(&printed),
        printed,
    }
}

/// Whether the text is nothing but one code, by its own looks.
fn is_plain(text: &str) -> bool {
    let codes = codes_in(text);
    codes.len() == 1 && key(text) == codes[0].key
}

fn is_code_cell_alone(text: &str) -> bool {
    text.chars().count() <= CELL_CHARACTERS_MAX && text.starts_with(char::is_alphanumeric) && numbered(text).is_some()
}

fn is_between(word: &str) -> bool {
    WORDS.contains(&word) || word == "-" || (word.chars().all(|sign| DASHES.contains(&sign)) && !word.is_empty())
}

fn bare(word: &str) -> &str {
    let signs = [',', ';', ':', '.', '(', ')', '"', '„', '“', '”'];
    word.trim_matches(signs)
}

/// The text with blanks around every sign that may stand between the ends of a range.
fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_hyphen =
            character == '-' && last.is_ascii_digit() && characters.peek().is_some_and(|next| next.is_alphabetic());
        if is_hyphen || DASHES.contains(&character) {
            spread.push(' ');
            spread.push(character);
            spread.push(' ');
        } else {
            spread.push(character);
        }
        last = character;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(codes: Vec<Code>) -> Vec<String> {
        codes.into_iter().map(|code| code.printed).collect()
    }

    #[test]
    fn each_code_of_a_range_is_found() {
        for (text, wanted) in [
            ("E040–E043", &["E040", "E041", "E042", "E043"][..]),
            ("E101-E103", &["E101", "E102", "E103"]),
            ("E101 - E103", &["E101", "E102", "E103"]),
            ("E101 to E103", &["E101", "E102", "E103"]),
            ("E98 … E101", &["E98", "E99", "E100", "E101"]),
            ("AL 22 to AL 24", &["AL 22", "AL 23", "AL 24"]),
            ("F.1.2–F.1.4", &["F.1.2", "F.1.3", "F.1.4"]),
            ("MTU-0412 bis MTU-0413", &["MTU-0412", "MTU-0413"]),
            (
                "SPN 110 FMI 3 – SPN 110 FMI 5",
                &["SPN 110 FMI 3", "SPN 110 FMI 4", "SPN 110 FMI 5"],
            ),
            ("101–103", &["101", "102", "103"]),
            // Too many for one row to tell anything about each.
            ("E0001–E9999", &["E0001", "E9999"]),
        ] {
            assert_eq!(range(text).map(printed).unwrap_or_default(), wanted, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_range_is_none() {
        for text in [
            "E047",
            "MTU-0412",
            "E–047",
            "3-12",
            "3–12",
            "101-105",
            "E105–E101",
            "E101–E101",
            "E101–F105",
            "E098–E1000",
            "2019-04-12 – 2019-04-30",
            "12.04.2019 – 14.04.2019",
            "P LOW",
            "E101 to the display",
            "–",
            "to",
            "",
        ] {
            assert_eq!(range(text), None, "{text}");
        }
        assert!(is_plain_range("E101–E105") && !is_plain_range("M8 – M12") && !is_plain_range("101–103"));
    }

    #[test]
    fn a_cell_may_hold_ranges_beside_single_codes() {
        let codes = |text: &str| printed(codes_of_cell(text));
        assert_eq!(codes("E101–E103, E107"), ["E101", "E102", "E103", "E107"]);
        assert_eq!(codes("E107 and E101 to E102"), ["E107", "E101", "E102"]);
        assert_eq!(codes("E101/E102"), ["E101", "E102"]);
        assert_eq!(codes("E101"), Vec::<String>::new());
        assert_eq!(codes("SYNC T/O"), Vec::<String>::new());
        assert!(codes("A1–A200, B1–B200, C1–C200, D1–D200").len() <= CELL_CODES_MAX);
    }

    #[test]
    fn a_sentence_names_the_codes_of_a_short_range_and_the_ends_of_a_long_one() {
        let codes = |text: &str| printed(codes_named_in(text));
        assert_eq!(codes("After (E101–E103) stop."), ["E101", "E102", "E103"]);
        assert_eq!(codes("Codes AL 22 to AL 24, then wait."), ["AL 22", "AL 24", "AL 23"]);
        assert_eq!(codes("E001 to E999 are shown."), ["E001", "E999"]);
        assert_eq!(codes("from E101 to the end"), ["E101"]);
        assert_eq!(codes("M8 to M12 bolts, 24 to 28 V"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_text_ends_well(text in "[EF0-9 ,./–to-]{0,80}") {
            prop_assert!(codes_of_cell(&text).len() <= CELL_CODES_MAX);
            for code in codes_named_in(&text) {
                prop_assert!(!code.key.is_empty());
            }
        }
    }
}
