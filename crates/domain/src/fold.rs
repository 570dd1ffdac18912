//! Comparing text as people read it: without case, accents and width.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text without case, accents and width, for comparing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// As [`fold`], at the end of a text that is used again and again.
pub fn fold_onto(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let begin = folded.len();
        folded.push_str(text);
        folded[begin..].make_ascii_lowercase();
        return;
    }
    let characters = text.nfkd().filter(|character| !is_combining_mark(*character));
    for character in characters.flat_map(char::to_lowercase) {
        match plain(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
}

/// What people type for a letter that is no other letter with a mark.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'þ' => "th",
        // The same letter at the end of a word.
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compared_as_people_read_it() {
        assert_eq!(fold("Kühlwasser"), fold("KUHLWASSER"));
        assert_eq!(fold("Ｐump"), "pump");
        assert_eq!(fold("ΛΑΔΙ"), "λαδι");
        assert_eq!(fold("Πλοίαρχος"), fold("ΠΛΟΙΑΡΧΟΣ"));
        assert_eq!(fold("Ёмкость"), fold("емкость"));
        assert_eq!(fold("Søren Straße Łódź"), "soren strasse lodz");
    }
}
