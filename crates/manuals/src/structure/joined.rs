//! Lines joined to running text.

/// A hyphen that only breaks a word at the end of a line.
const SOFT_HYPHEN: char = '\u{AD}';

/// Adds a line to a text: with a blank, or without one where a word was broken at the end of the line.
///
/// A hyphen between two small letters goes with the break; one before a capital or a digit stays
/// (`MTU-` / `0412`).
pub(super) fn add_line(text: &mut String, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    let next = line.chars().next();
    if text.ends_with(SOFT_HYPHEN) {
        text.pop();
    } else if let Some(before) = text.strip_suffix(['-', '‐']) {
        let is_letter = before.chars().next_back().is_some_and(char::is_alphabetic);
        let is_word = is_letter && next.is_some_and(char::is_lowercase);
        let is_code = before.ends_with(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        if is_word {
            text.pop();
        } else if !is_code {
            text.push(' ');
        }
    } else if !text.is_empty() && !text.ends_with('\n') {
        text.push(' ');
    }
    for character in line.chars() {
        // Soft hyphens inside a line break nothing; the last one is kept for the next line.
        if character != SOFT_HYPHEN {
            text.push(character);
        }
    }
    if line.ends_with(SOFT_HYPHEN) {
        text.push(SOFT_HYPHEN);
    }
}

/// The text without marks that only served to join it.
pub(super) fn finished(text: &str) -> String {
    text.trim().replace(SOFT_HYPHEN, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_broken_at_the_end_of_a_line_are_joined() {
        for (lines, wanted) in [
            (&["The cooling", "water pump"][..], "The cooling water pump"),
            (&["the tempera-", "ture rises"], "the temperature rises"),
            (&["the tempera\u{AD}", "ture rises"], "the temperature rises"),
            (&["code MTU-", "0412 is shown"], "code MTU-0412 is shown"),
            (&["see -", "below"], "see - below"),
            (&["", "  ", "a"], "a"),
            (&["tem\u{AD}pera"], "tempera"),
        ] {
            let mut text = String::new();
            for line in lines {
                add_line(&mut text, line);
            }
            assert_eq!(finished(&text), wanted);
        }
    }
}
