//! Fault codes: how two are compared, and where they stand in a text.
//!
//! A code is compared by its key: no case, no blanks, no dashes or dots between a letter and a digit;
//! between two digits whatever stood there counts as a point, so that `F.1.2` is not `F.12`. Zeros
//! count: `E47` is not `E047`. Where the asked key is nowhere, [`loose`] keys are compared, and only if
//! they point to one single key: then the zeros were somebody's way of writing.

mod declared;
mod range;
mod running;

pub(crate) use declared::Declared;
pub use domain::fault_code::key;
pub use range::codes_named_in;
pub(crate) use range::{codes_of_cell, is_plain_range, range};
pub use running::{Code, codes_in};

/// Characters of a table's cell that may be a code.
const CELL_CHARACTERS_MAX: usize = 24;
/// Words of a table's cell that may be a code: "SPN 110 FMI 3".
const CELL_WORDS_MAX: usize = 4;
/// More digits than this are a part number, a serial number or a telephone.
const CELL_DIGITS_MAX: usize = 9;

/// A key without the zeros before its numbers: what `E47` and `E047` have in common.
#[must_use]
pub fn loose(key: &str) -> String {
    let mut loose = String::with_capacity(key.len());
    let characters: Vec<char> = key.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let is_lead = *character == '0'
            && !loose.ends_with(|last: char| last.is_numeric())
            && characters.get(at + 1).is_some_and(|next| next.is_numeric());
        if !is_lead {
            loose.push(*character);
        }
    }
    loose
}

/// Whether `key` is the asked code with a detail that nobody asked for: `SPN110FMI3` for `SPN110`.
#[must_use]
pub fn is_of_family(asked: &str, key: &str) -> bool {
    asked.starts_with("SPN") && key.strip_prefix(asked).is_some_and(|rest| rest.starts_with("FMI"))
}

/// Whether a cell in a table's column of codes holds a code. The head of the column vouches for it, so
/// `P LOW` and `1234` count too.
pub(crate) fn is_code_cell(text: &str) -> bool {
    let text = text.trim();
    if range(text).is_some() {
        return true;
    }
    let is_short = text.chars().count() <= CELL_CHARACTERS_MAX && text.split_whitespace().count() <= CELL_WORDS_MAX;
    if !is_short || is_date(text) {
        return false;
    }
    let digits = text.chars().filter(|character| character.is_numeric()).count();
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_capitals = has_letter && !text.chars().any(char::is_lowercase);
    let begins_well = text.starts_with(|character: char| character.is_alphanumeric());
    begins_well && digits <= CELL_DIGITS_MAX && (digits > 0 || (is_capitals || is_sign(text)))
}

/// `Iso <`: a short word with a sign, as small displays write.
fn is_sign(text: &str) -> bool {
    text.ends_with(['<', '>', '!', '↑', '↓'])
}

/// `12.04.2019`, `2019-04-12`, `04/2019`: groups of digits, one of them a year.
fn is_date(text: &str) -> bool {
    let groups: Vec<&str> = text.split(['.', '-', '/']).collect();
    let is_number = |group: &&str| !group.is_empty() && group.chars().all(|character| character.is_ascii_digit());
    let is_year = |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    groups.len() >= 2 && groups.iter().all(is_number) && groups.iter().any(is_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_has_one_key_however_it_is_written() {
        let cases: &[(&[&str], &str)] = &[
            (
                &["E047", "E-047", "e 047", "E–047", "Fault code: E047", "alarm e047"],
                "E047",
            ),
            (&["E47", "E 47"], "E47"),
            (&["MTU-0412", "mtu 0412", "MTU0412"], "MTU0412"),
            (&["SPN 110 FMI 3", "SPN110, FMI3", "spn:110 / fmi:3"], "SPN110FMI3"),
            (&["F.1.2", "F 1.2", "f1-2", "F1.2"], "F1.2"),
            (&["F.12", "F12"], "F12"),
            (&["P LOW", "p-low"], "PLOW"),
            (&["SYNC T/O"], "SYNCTO"),
            (&["Error 12"], "ERROR12"),
            (&["É047"], "E047"),
            (&["", " – ", "<>"], ""),
        ];
        for (written, wanted) in cases {
            for written in *written {
                assert_eq!(key(written), *wanted, "{written}");
            }
        }
    }

    #[test]
    fn zeros_before_a_number_count_for_the_key_and_not_for_the_loose_one() {
        for (key, wanted) in [
            ("E047", "E47"),
            ("E47", "E47"),
            ("E0", "E0"),
            ("E000", "E0"),
            ("F1.02", "F1.2"),
            ("E407", "E407"),
        ] {
            assert_eq!(loose(key), wanted, "{key}");
        }
    }

    #[test]
    fn a_number_without_its_failure_mode_asks_for_all_of_them() {
        assert!(is_of_family("SPN110", "SPN110FMI3"));
        assert!(!is_of_family("SPN11", "SPN110FMI3"));
        assert!(!is_of_family("E04", "E047"));
    }

    #[test]
    fn what_stands_in_a_column_of_codes_is_a_code_or_not() {
        for code in [
            "E047",
            "P LOW",
            "SYNC T/O",
            "OIL>15",
            "Sal 780",
            "Err 12",
            "HP",
            "1234",
            "Iso <",
            "SPN 110 FMI 3",
            "SPN 110 FMI 3 to SPN 110 FMI 5",
        ] {
            assert!(is_code_cell(code), "{code}");
        }
        for other in [
            "",
            "–",
            "see below",
            "12.04.2019",
            "2019-04-12",
            "535 018 00 35 12",
            "Cooling",
            "Stop the engine and wait 5 min",
        ] {
            assert!(!is_code_cell(other), "{other}");
        }
    }

    #[test]
    fn a_key_is_bounded() {
        assert!(key(&"A1".repeat(10_000)).len() <= domain::fault_code::KEY_CHARACTERS_MAX + 3);
    }
}
