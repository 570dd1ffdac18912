//! What people type, brought into one form: trimmed, NFC, bounded, printable.

use crate::refusal::{Code, Refusal};
use unicode_normalization::UnicodeNormalization;

/// Characters in a title.
pub const TITLE_CHARACTERS_MAX: usize = 200;
/// Fewest characters in a title.
pub const TITLE_CHARACTERS_MIN: usize = 3;
/// Characters in a name, code, maker, model or other one-line field.
pub const LINE_CHARACTERS_MAX: usize = 200;
/// Characters in a long text.
pub const TEXT_CHARACTERS_MAX: usize = 5_000;

/// One line or several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Line breaks are refused.
    One,
    /// Line breaks and tabs are kept.
    Many,
}

/// Characters that cannot be shown, or that turn the reading order of what follows
/// (Unicode TR 36, bidirectional overrides).
fn is_unprintable(c: char, lines: Lines) -> bool {
    match c {
        '\n' | '\t' => lines == Lines::One,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' => true,
        _ => c.is_control(),
    }
}

/// Characters that leave no mark of their own: joiners, fillers, selectors (Unicode, Default_Ignorable).
#[must_use]
pub fn is_markless(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Brings a text into its stored form; `None` when nothing is left to be seen.
///
/// # Errors
/// `invalid` when it is too long or holds characters that cannot be shown.
pub fn clean(field: &str, label: &str, text: &str, lines: Lines, max: usize) -> Result<Option<String>, Refusal> {
    let unified: String = text.replace("\r\n", "\n").trim().nfc().collect();
    if unified.chars().all(is_markless) {
        return Ok(None);
    }
    if let Some(c) = unified.chars().find(|c| is_unprintable(*c, lines)) {
        let what = if matches!(c, '\n' | '\t') {
            "a line break or tab"
        } else {
            "a character that cannot be shown"
        };
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{label} contains {what}. Remove it and try again."),
        ));
    }
    let count = unified.chars().count();
    if count > max {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{label} has {count} characters; the limit is {max}. Shorten it."),
        ));
    }
    Ok(Some(unified))
}

/// A required text of at least `min` characters.
///
/// # Errors
/// `missing` when empty, `invalid` when too short, too long or unprintable.
pub fn required(field: &str, label: &str, text: &str, lines: Lines, min: usize, max: usize) -> Result<String, Refusal> {
    let Some(kept) = clean(field, label, text, lines, max)? else {
        return Err(Refusal::field(
            Code::Missing,
            field,
            format!("{label} is missing. Fill it in."),
        ));
    };
    if kept.chars().count() < min {
        return Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{label} is too short; write at least {min} characters."),
        ));
    }
    Ok(kept)
}

/// A title: 3 to 200 characters on one line.
///
/// # Errors
/// As [`required`].
pub fn title(field: &str, text: &str) -> Result<String, Refusal> {
    required(
        field,
        "The title",
        text,
        Lines::One,
        TITLE_CHARACTERS_MIN,
        TITLE_CHARACTERS_MAX,
    )
}

/// An optional single line of up to 200 characters.
///
/// # Errors
/// As [`clean`].
pub fn line(field: &str, label: &str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    clean(field, label, text.unwrap_or_default(), Lines::One, LINE_CHARACTERS_MAX)
}

/// An optional text of several lines.
///
/// # Errors
/// As [`clean`].
pub fn long(field: &str, label: &str, text: Option<&str>, max: usize) -> Result<Option<String>, Refusal> {
    clean(field, label, text.unwrap_or_default(), Lines::Many, max)
}

/// A text cut to so many characters, with "…" where something was left out.
#[must_use]
pub fn shortened(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let kept: String = text.chars().take(characters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn text_of_every_script_is_kept() {
        for text in [
            "Κύρια μηχανή",
            "主机冷却水",
            "محرك رئيسي",
            "🔧 seal weeping",
            "Škrinjarić",
        ] {
            assert_eq!(title("title", text).unwrap(), text.nfc().collect::<String>());
        }
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        for text in [
            "pump\u{0}",
            "pump\u{7}fail",
            "a\u{202E}kcab",
            "two\nlines",
            "two\u{2028}lines",
            "tab\there",
        ] {
            assert_eq!(title("title", text).unwrap_err().code, Code::Invalid, "{text:?}");
        }
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        assert!(title("title", &"机".repeat(200)).is_ok());
        assert_eq!(title("title", &"机".repeat(201)).unwrap_err().code, Code::Invalid);
        assert_eq!(title("title", "  ab ").unwrap_err().code, Code::Invalid);
        assert_eq!(title("title", "   ").unwrap_err().code, Code::Missing);
        for unseen in [
            "\u{200B}\u{200B}\u{200B}",
            "\u{3164}\u{3164}\u{3164}",
            "\u{AD}\u{AD}\u{AD}",
        ] {
            assert_eq!(title("title", unseen).unwrap_err().code, Code::Missing, "{unseen:?}");
        }
        assert!(title("title", "👨‍👩‍👧 cabin").is_ok(), "joiners between marks are kept");
    }
}
