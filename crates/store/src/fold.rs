//! Comparing text as people read it: without case, accents and width.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text without case, accents and width, for comparing.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// As [`fold`], at the end of a text that is used again and again.
pub(crate) fn fold_onto(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let begin = folded.len();
        folded.push_str(text);
        folded[begin..].make_ascii_lowercase();
        return;
    }
    let characters = text.nfkd().filter(|character| !is_combining_mark(*character));
    folded.extend(characters.flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compared_as_people_read_it() {
        assert_eq!(fold("Kühlwasser"), fold("KUHLWASSER"));
        assert_eq!(fold("Ｐump"), "pump");
        assert_eq!(fold("ΛΑΔΙ"), "λαδι");
    }
}
