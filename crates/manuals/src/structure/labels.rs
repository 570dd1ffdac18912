//! The label that is printed on a page ("iv", "12", "3-12"), for files that carry none.
//!
//! A number near the edge of a page counts as its label only where the page before or after carries the
//! neighbouring number in the same form: a year, an edition or a figure does not count up.

use super::edges::edge_lines;
use super::sheet::Sheet;

/// Numbers that are weighed on one page.
const CANDIDATES_MAX: usize = 12;
/// No manual has more pages than this in one count.
const NUMBER_MAX: u32 = 20_000;

/// A number that may be a page's label.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    /// What stands before the counted number, and how it is written: "3-", "A-", "" or "roman".
    form: String,
    number: u32,
    printed: String,
}

/// The printed label of each sheet, where one can be told.
pub(super) fn labels(sheets: &[Sheet]) -> Vec<Option<String>> {
    let candidates: Vec<Vec<Candidate>> = sheets.iter().map(candidates).collect();
    let mut labels: Vec<Option<String>> = Vec::with_capacity(sheets.len());
    for (at, sheet) in sheets.iter().enumerate() {
        let before = at.checked_sub(1).map_or(&[][..], |at| &candidates[at]);
        let after = candidates.get(at + 1).map_or(&[][..], Vec::as_slice);
        let mut counted = candidates[at].iter().filter(|one| is_counted(one, before, after));
        labels.push(
            sheet
                .label
                .clone()
                .or_else(|| counted.next().map(|one| one.printed.clone())),
        );
    }
    labels
}

fn is_counted(one: &Candidate, before: &[Candidate], after: &[Candidate]) -> bool {
    let follows = |next: &Candidate, last: &Candidate| next.form == last.form && next.number == last.number + 1;
    let is_between = before.iter().any(|last| follows(one, last)) || after.iter().any(|next| follows(next, one));
    // A chapter of one page: "4-1" between "3-12" and "5-1".
    let is_chapter = |other: &Candidate| other.form.ends_with('-') && other.form != one.form;
    let begins = one.form.ends_with('-') && one.number == 1;
    is_between
        || (begins && before.iter().any(is_chapter) && after.iter().any(|next| is_chapter(next) && next.number == 1))
}

/// Numbers at the edges of a sheet, the feet first.
fn candidates(sheet: &Sheet) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut lines: Vec<_> = edge_lines(sheet).map(|(_, line)| line).collect();
    lines.sort_by(|one, other| other.top.total_cmp(&one.top));
    for line in lines {
        for cell in sheet.cells(line).filter(|cell| cell.text.len() <= 160) {
            let words: Vec<&str> = cell.text.split_whitespace().filter(|word| !is_dash(word)).collect();
            let ends = [words.last(), words.first()];
            let total = words
                .iter()
                .position(|word| matches!(*word, "of" | "/" | "von" | "de" | "di"));
            let before_total = total.and_then(|at| at.checked_sub(1)).map(|at| &words[at]);
            let parsed = [before_total, ends[0], ends[1]]
                .into_iter()
                .flatten()
                .filter_map(|word| candidate(word));
            found.extend(parsed);
        }
        if found.len() >= CANDIDATES_MAX {
            break;
        }
    }
    found
}

fn is_dash(word: &str) -> bool {
    word.chars()
        .all(|character| matches!(character, '-' | '–' | '—' | '|' | '•' | '.'))
}

fn candidate(word: &str) -> Option<Candidate> {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    if let Some(number) = roman(word) {
        return Some(Candidate {
            form: "roman".to_owned(),
            number,
            printed: word.to_owned(),
        });
    }
    let (prefix, digits) = match word.rsplit_once(['-', '–']) {
        Some((prefix, digits)) => (prefix, digits),
        None => ("", word),
    };
    let is_prefix = prefix.len() <= 4 && prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    let number: u32 = digits.parse().ok().filter(|number| (1..=NUMBER_MAX).contains(number))?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    let form = if prefix.is_empty() {
        String::new()
    } else {
        format!("{prefix}-")
    };
    (is_prefix && is_number).then(|| Candidate {
        form,
        number,
        printed: word.to_owned(),
    })
}

/// The number that a word of Roman letters stands for, up to 399; nothing for other words.
pub(super) fn roman(word: &str) -> Option<u32> {
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let mut rest = word.to_ascii_lowercase();
    let mut number = 0;
    for (letters, value, most) in [
        ("c", 100, 3),
        ("xc", 90, 1),
        ("l", 50, 1),
        ("xl", 40, 1),
        ("x", 10, 3),
        ("ix", 9, 1),
        ("v", 5, 1),
        ("iv", 4, 1),
        ("i", 1, 3),
    ] {
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(letters) else {
                break;
            };
            number += value;
            rest = after.to_owned();
        }
    }
    (rest.is_empty() && number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_are_read_as_they_are_written() {
        for (word, wanted) in [
            ("i", Some(1)),
            ("iv", Some(4)),
            ("xii", Some(12)),
            ("XCIX", Some(99)),
            ("mix", None),
            ("iiii", None),
            ("vx", None),
            ("", None),
        ] {
            assert_eq!(roman(word), wanted, "{word}");
        }
    }

    #[test]
    fn labels_are_told_from_other_numbers_by_their_form() {
        for (word, form, number) in [("12", "", 12), ("3-12", "3-", 12), ("A-3", "A-", 3), ("iv", "roman", 4)] {
            let found = candidate(word).map(|found| (found.form, found.number, found.printed));
            assert_eq!(found, Some((form.to_owned(), number, word.to_owned())));
        }
        for word in ["Page", "012", "99999", "E047", "3.1"] {
            assert_eq!(candidate(word), None, "{word}");
        }
    }
}
