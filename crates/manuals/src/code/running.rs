//! Codes in running text, where no head of a column vouches for them.
//!
//! Taken: capitals followed by digits (`E047`, `MTU-0412`, `F.1.2`, `Z3-07`), the same in two words
//! (`AL 22`, `SF 8.3`) and `SPN 110 FMI 3`. Left out: whatever a word before it or a unit after it makes
//! something else (figures, pages, parts, threads, voltages), and numbers of more digits than codes have.

use super::key;

/// Codes that are taken from one text.
const CODES_MAX: usize = 500;
/// Digits of one group: more are part numbers.
const GROUP_DIGITS_MAX: usize = 5;
/// Digits of the groups after the first.
const LATER_DIGITS_MAX: usize = 3;
/// Capitals before the first digit.
const CAPITALS_MAX: usize = 5;

/// Capitals that make a size, a standard or a substance of the number behind them.
const NEVER: [&str; 34] = [
    "AC", "API", "ASTM", "BS", "CAT", "CH", "CO", "DC", "DIN", "DN", "EN", "FIG", "G", "H", "IEC", "IMO", "IP", "ISO",
    "JIS", "NMEA", "NO", "NR", "PN", "POS", "QTY", "RAL", "REV", "RJ", "RS", "SAE", "SS", "TAB", "USB", "V",
];
/// Words that make a number of what follows them something else than a code.
const NUMBERED: [&str; 22] = [
    "fig", "figure", "table", "tab", "page", "pages", "part", "parts", "item", "pos", "position", "order", "serial",
    "drawing", "rev", "revision", "chapter", "section", "step", "p/n", "type", "model",
];
/// Units: a number before one of them is a measure.
const UNITS: [&str; 24] = [
    "v", "a", "kw", "kva", "bar", "mbar", "mm", "cm", "m", "hz", "rpm", "min", "s", "h", "l", "kg", "nm", "ppm", "%",
    "°c", "°", "k", "ma", "kpa",
];

/// A code as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// As it is printed.
    pub printed: String,
    /// What it is compared by.
    pub key: String,
}

/// The codes in a running text, each once, in the order of the text; at most 500.
#[must_use]
pub fn codes_in(text: &str) -> Vec<Code> {
    let tokens = tokens(text);
    let mut codes: Vec<Code> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut at = 0;
    while at < tokens.len() && codes.len() < CODES_MAX {
        let Some((taken, printed)) = code_at(&tokens, at) else {
            at += 1;
            continue;
        };
        let key = key(&printed);
        if seen.insert(key.clone()) {
            codes.push(Code { printed, key });
        }
        at += taken;
    }
    codes
}

/// Words without the signs around them.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    text.split(|character: char| character.is_whitespace() || "()[]{},;:/\"'„“”‘’«»→|=".contains(character))
        .map(|token| token.trim_end_matches(['.', '!', '?', '-', '–', '…']))
        .map(|token| token.trim_start_matches(['.', '-', '–', '•', '…']))
        .filter(|token| !token.is_empty())
        .collect()
}

/// How many tokens a code takes from here, and how it is printed.
fn code_at(tokens: &[&str], at: usize) -> Option<(usize, String)> {
    if let Some(found) = suspect_parameter(tokens, at) {
        return Some(found);
    }
    if is_numbered(tokens, at) {
        return None;
    }
    let one = tokens[at];
    if is_joined(one) {
        return Some((1, one.to_owned()));
    }
    let two = tokens.get(at + 1)?;
    let is_measure = tokens.get(at + 2).is_some_and(|next| is_unit(next));
    let is_word = (is_capitals(one) && one.len() <= 4) || matches!(one, "Err" | "Error");
    let is_pair = is_word && is_number(two) && !is_measure;
    let is_article = matches!(one, "A" | "I") || one == "P";
    (is_pair && !is_article && !NEVER.contains(&one)).then(|| (2, format!("{one} {two}")))
}

/// `SPN 110 FMI 3`, in two to four words.
fn suspect_parameter(tokens: &[&str], at: usize) -> Option<(usize, String)> {
    let (first, parameter) = labelled(tokens, at, "SPN")?;
    match labelled(tokens, at + first, "FMI") {
        Some((second, mode)) => Some((first + second, format!("SPN {parameter} FMI {mode}"))),
        None => Some((first, format!("SPN {parameter}"))),
    }
}

/// The number behind a label, in the same word or in the next, and how many words both take.
fn labelled<'t>(tokens: &[&'t str], at: usize, label: &str) -> Option<(usize, &'t str)> {
    let digits = |text: &str| (1..=6).contains(&text.len()) && text.chars().all(|character| character.is_ascii_digit());
    let token = *tokens.get(at)?;
    let head = token.get(..label.len())?;
    if !head.eq_ignore_ascii_case(label) {
        return None;
    }
    let rest = token[label.len()..].trim_start_matches('-');
    if digits(rest) {
        return Some((1, rest));
    }
    let next = *tokens.get(at + 1)?;
    (rest.is_empty() && digits(next)).then_some((2, next))
}

/// Whether one of the two words before makes it a figure, a page, a part.
fn is_numbered(tokens: &[&str], at: usize) -> bool {
    let before = at.saturating_sub(2)..at;
    let mut words = tokens[before]
        .iter()
        .rev()
        .map(|word| word.trim_end_matches('.').to_lowercase());
    let near = words.next().unwrap_or_default();
    if NUMBERED.contains(&near.as_str()) {
        return true;
    }
    let is_number_word = matches!(near.as_str(), "no" | "nos" | "number" | "numbers" | "nr");
    is_number_word && words.next().is_some_and(|word| NUMBERED.contains(&word.as_str()))
}

/// One word of capitals, digits and what stands between them.
fn is_joined(token: &str) -> bool {
    if token.len() > 16 || !token.is_ascii() {
        return false;
    }
    let capitals = token.bytes().take_while(u8::is_ascii_uppercase).count();
    if !(1..=CAPITALS_MAX).contains(&capitals) {
        return false;
    }
    let (letters, rest) = token.split_at(capitals);
    let rest = rest.strip_prefix(['-', '.', '_']).unwrap_or(rest);
    let mut groups = rest.split(['.', '-', '_']);
    let first = groups.next().unwrap_or_default();
    let is_digits =
        |group: &str, most: usize| (1..=most).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(first, GROUP_DIGITS_MAX) || is_size(letters, first) {
        return false;
    }
    groups.all(|group| is_digits(group, LATER_DIGITS_MAX)) && rest.matches(['.', '-', '_']).count() <= 3
}

/// `M12`, `R134`, `A4`, `PT100`: threads, refrigerants, paper, probes.
fn is_size(letters: &str, digits: &str) -> bool {
    match letters {
        "M" => digits.len() <= 2,
        "A" => digits.len() == 1,
        "R" => digits.len() == 3,
        "PT" | "J" | "O" | "N" => true,
        _ => NEVER.contains(&letters),
    }
}

fn is_capitals(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `22`, `8.3`, `047`: at most four digits and at most one point.
fn is_number(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    let points = token.bytes().filter(|byte| *byte == b'.').count();
    (1..=4).contains(&digits) && points <= 1 && digits + points == token.len()
}

fn is_unit(token: &str) -> bool {
    UNITS.contains(&token.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::codes_in;
    use proptest::prelude::*;

    fn printed(text: &str) -> Vec<String> {
        codes_in(text).into_iter().map(|code| code.printed).collect()
    }

    #[test]
    fn codes_are_seen_in_sentences() {
        let cases: &[(&str, &[&str])] = &[
            ("If E047 or MTU-0412 is shown, stop.", &["E047", "MTU-0412"]),
            (
                "Alarm (SPN 110 FMI 3), then SPN 100, FMI 1.",
                &["SPN 110 FMI 3", "SPN 100 FMI 1"],
            ),
            ("Display: F.1.2; later Z3-07.", &["F.1.2", "Z3-07"]),
            ("The chiller writes AL 22, the ECU SF 8.3.", &["AL 22", "SF 8.3"]),
            ("E047 again, E047", &["E047"]),
            ("SPN110/FMI4", &["SPN 110 FMI 4"]),
            ("codes E101/E102", &["E101", "E102"]),
            ("The washer writes Err 12.", &["Err 12"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(printed(text), *wanted, "{text}");
        }
    }

    #[test]
    fn numbers_of_other_things_are_no_codes() {
        for text in [
            "See Fig. A12 and Table B7 on page C3.",
            "Part no. E52104 and order number X52104500012",
            "Torque M12 bolts to 80 Nm, M16x1.5",
            "on 2019-04-12 and 12.04.2019",
            "DN 40 pipe, PN 16, IP 54, ISO 8217, EN 10204",
            "A 24 V supply, AC 400 V, CO 2, R134a, R407C, PT100, J1939",
            "serial H30-6614, ECU7-30551",
            "3-12 of 500, Rev. B2",
            "MTU 5362030175, RAC RK 22610",
            "Run at 1800 rpm for 10 min",
        ] {
            assert_eq!(printed(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_ends_well(text in "\\PC{0,200}") {
            for code in codes_in(&text) {
                prop_assert!(!code.key.is_empty());
            }
        }
    }
}
