//! How fault codes are compared: `E047`, `E-047` and `e 047` are one code.

use crate::fold::fold;

/// Characters of a fault code as it is printed.
pub const CODE_CHARACTERS_MAX: usize = 40;
/// Characters of a key that are kept.
pub const KEY_CHARACTERS_MAX: usize = 40;
/// Stand before a code without being part of it.
const LEADS: [&str; 7] = ["fault", "error", "alarm", "code", "codes", "no", "number"];

/// The key by which codes are compared: no case, no blanks, no dashes or dots between a letter and a digit;
/// between two digits whatever stood there counts as a point, so that `F.1.2` is not `F.12`. Zeros count:
/// `E47` is not `E047`. Empty where there is neither letter nor digit.
///
/// ```
/// use domain::fault_code::key;
/// assert_eq!(key("E-047"), key("e 047"));
/// assert_eq!(key("SPN 110, FMI 3"), "SPN110FMI3");
/// assert_ne!(key("F.1.2"), key("F.12"));
/// ```
#[must_use]
pub fn key(printed: &str) -> String {
    let folded = fold(printed);
    let without = without_leads(&folded);
    let mut key = String::new();
    let mut was_parted = false;
    let mut last = ' ';
    for character in without.chars() {
        if !character.is_alphanumeric() {
            was_parted = true;
            continue;
        }
        if was_parted && last.is_numeric() && character.is_numeric() {
            key.push('.');
        }
        was_parted = false;
        last = character;
        key.extend(character.to_uppercase());
        if key.len() >= KEY_CHARACTERS_MAX {
            break;
        }
    }
    key
}

/// The text after "fault code", "alarm" and the like, where what follows is a code by itself.
fn without_leads(folded: &str) -> &str {
    let mut rest = folded;
    loop {
        let trimmed = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
        let end = trimmed
            .find(|character: char| !character.is_alphanumeric())
            .unwrap_or(trimmed.len());
        let (first, after) = trimmed.split_at(end);
        let is_code_without = after.chars().any(char::is_alphabetic) && after.chars().any(char::is_numeric);
        if !LEADS.contains(&first) || !is_code_without {
            return rest;
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::key;

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
            (&[" - "], ""),
        ];
        for (spellings, expected) in cases {
            for spelling in *spellings {
                assert_eq!(key(spelling), *expected, "{spelling}");
            }
        }
    }
}
