//! Words by which headings are compared.

/// Words that tell nothing about a fault.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "a", "about", "after", "again", "ago", "all", "already", "also", "always", "am", "an", "and", "any", "are", "as",
    "at", "back", "be", "been", "before", "both", "but", "by", "came", "can", "comes", "could", "day", "did", "do",
    "does", "down", "each", "even", "for", "from", "get", "goes", "had", "has", "have", "he", "her", "here", "his",
    "how", "i", "if", "in", "into", "is", "it", "its", "just", "keeps", "last", "like", "look", "looks", "made",
    "make", "makes", "many", "may", "me", "more", "morning", "most", "much", "my", "need", "needs", "never", "new",
    "night", "no", "not", "nothing", "now", "of", "off", "on", "once", "one", "only", "or", "other", "our", "out",
    "over", "own", "part", "please", "right", "same", "see", "seen", "she", "should", "side", "since", "so", "some",
    "somebody", "still", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to",
    "today", "too", "two", "unit", "until", "up", "us", "very", "was", "we", "were", "what", "when", "where", "which",
    "while", "who", "will", "with", "without", "yes", "yesterday", "you", "your",
    "der", "die", "das", "und", "mit", "le", "la", "les", "et", "il", "di", "el", "y",
];

/// Whether a folded word counts: longer than a letter, no mere number, not one of those without meaning.
pub(super) fn is_meaningful(word: &str) -> bool {
    word.chars().count() > 1 && !word.chars().all(char::is_numeric) && !EMPTY.contains(&word)
}

/// A word without its plural and the commonest endings of verbs: pumps, leaks, leaking.
pub(super) fn stem(word: &str) -> String {
    let plain = match word {
        _ if word.len() < 4 || !word.is_ascii() => word,
        _ if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => word,
        _ if word.ends_with("ies") => return format!("{}y", &word[..word.len() - 3]),
        _ if ["ches", "shes", "sses", "xes"]
            .iter()
            .any(|ending| word.ends_with(ending)) =>
        {
            &word[..word.len() - 2]
        }
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    let shorter = ["ing", "ed"].into_iter().find_map(|ending| plain.strip_suffix(ending));
    match shorter {
        Some(root) if root.len() >= 4 && root.is_ascii() => root.trim_end_matches('e').to_owned(),
        _ => plain.trim_end_matches('e').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_plural_and_endings() {
        for (one, other) in [
            ("pumps", "pump"),
            ("batteries", "battery"),
            ("switches", "switch"),
            ("leaking", "leaks"),
            ("pressures", "pressure"),
            ("vibrating", "vibrates"),
            ("glass", "glass"),
        ] {
            assert_eq!(stem(one), stem(other), "{one}, {other}");
        }
        assert_ne!(stem("gas"), stem("gauge"));
    }

    #[test]
    fn words_without_meaning_do_not_count() {
        for word in ["the", "again", "12", "x", "und"] {
            assert!(!is_meaningful(word), "{word}");
        }
        assert!(is_meaningful("coolant"));
    }
}
