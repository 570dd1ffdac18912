//! Cuts text into the words that are looked for.
//!
//! Everything is folded first, so a word has no case and no accents. What is written without spaces
//! (Chinese, Japanese, Thai) is cut into overlapping pairs, by which any part of it is found.

use domain::fold::fold_onto;

/// Characters of a word that are kept; longer ones are cut.
const WORD_CHARACTERS_MAX: usize = 40;
/// Pieces of a code that are looked at: "16V-4000 M73L" has five.
const CODE_PIECES_MAX: usize = 10;

/// Gives each word of a text to `take`.
pub(super) fn each_word(text: &str, take: &mut impl FnMut(&str)) {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    for run in runs(&folded) {
        if run.chars().next().is_some_and(is_unspaced) {
            pairs(run, take);
        } else {
            take(cut(run));
        }
    }
}

/// The words of what somebody typed; what is written without spaces stays whole.
pub(super) fn typed(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    runs(&folded).map(|run| cut(run).to_owned()).collect()
}

/// Gives the words by which a code is found to `take`: its pieces, and everything from each piece on
/// without what stands between them, so that with a prefix any stretch of it is found however it is
/// written. Several codes are separated by commas.
pub(super) fn each_code_word(text: &str, take: &mut impl FnMut(&str)) {
    for code in text.split([',', ';', '\n']) {
        let mut folded = String::with_capacity(code.len());
        fold_onto(code, &mut folded);
        let pieces: Vec<&str> = runs(&folded).flat_map(pieces).take(CODE_PIECES_MAX).collect();
        let mut joined = String::new();
        for piece in pieces.iter().rev() {
            joined.insert_str(0, piece);
            take(cut(&joined));
            if joined != *piece {
                take(cut(piece));
            }
        }
    }
}

/// What a typed word may be written as in two: cut where letters meet digits.
pub(super) fn halves(word: &str) -> Vec<(&str, &str)> {
    let mut halves = Vec::new();
    let mut at = 0;
    for piece in pieces(word) {
        if at > 0 {
            halves.push(word.split_at(at));
        }
        at += piece.len();
    }
    halves
}

/// Whether the word holds what is written without spaces.
pub(super) fn is_unspaced_word(word: &str) -> bool {
    word.chars().next().is_some_and(is_unspaced)
}

/// The overlapping pairs of a stretch without spaces that was typed; a single character is itself.
pub(super) fn typed_pairs(run: &str) -> Vec<String> {
    let characters: Vec<char> = run.chars().collect();
    match characters.as_slice() {
        [one] => vec![one.to_string()],
        several => several.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

/// Each pair of neighbours, and the last character alone: so each character begins a word.
fn pairs(run: &str, take: &mut impl FnMut(&str)) {
    let mut ends = run.char_indices().map(|(at, _)| at).skip(2).chain([run.len()]);
    for (begin, _) in run.char_indices() {
        let end = ends.next().unwrap_or(run.len());
        take(&run[begin..end]);
    }
}

/// Stretches of letters and digits, each of one way of writing.
fn runs(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .flat_map(|run| parted(run, |one, other| is_unspaced(one) != is_unspaced(other)))
}

/// Stretches of letters alone and of digits alone.
fn pieces(run: &str) -> Vec<&str> {
    parted(run, |one, other| one.is_numeric() != other.is_numeric())
}

/// Cuts wherever two neighbours do not belong together.
fn parted(run: &str, is_cut: impl Fn(char, char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let neighbours = run.char_indices().zip(run.char_indices().skip(1));
    for ((_, one), (at, other)) in neighbours {
        if is_cut(one, other) {
            parts.push(&run[begin..at]);
            begin = at;
        }
    }
    parts.push(&run[begin..]);
    parts
}

/// At most so many characters of the word.
fn cut(word: &str) -> &str {
    match word.char_indices().nth(WORD_CHARACTERS_MAX) {
        Some((end, _)) => &word[..end],
        None => word,
    }
}

fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0e00..=0x0eff // Thai, Lao
        | 0x1000..=0x109f // Burmese
        | 0x1780..=0x17ff // Khmer
        | 0x3005..=0x3007 | 0x3040..=0x30ff // Japanese
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff // Chinese
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, &mut |word| words.push(word.to_owned()));
        words
    }

    fn code_words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_code_word(text, &mut |word| words.push(word.to_owned()));
        words.sort();
        words
    }

    #[test]
    fn a_text_is_cut_where_no_letter_or_digit_stands() {
        assert_eq!(
            words("Sea-water pump No. 2 – leaks!"),
            ["sea", "water", "pump", "no", "2", "leaks"]
        );
        assert_eq!(words("Κύρια μηχανή"), ["κυρια", "μηχανη"]);
        assert_eq!(words("Масляный фильтр"), ["масляныи", "фильтр"]);
        assert_eq!(words(&"x".repeat(100)), ["x".repeat(40)]);
        assert_eq!(words(" – "), Vec::<String>::new());
    }

    #[test]
    fn what_is_written_without_spaces_is_cut_into_pairs() {
        assert_eq!(words("海水泵 P1"), ["海水", "水泵", "泵", "p1"]);
        assert_eq!(words("泵"), ["泵"]);
        assert_eq!(words("2号泵"), ["2", "号泵", "泵"]);
        assert_eq!(typed("海水泵 p1"), ["海水泵", "p1"]);
        assert_eq!(typed_pairs("海水泵"), ["海水", "水泵"]);
        assert_eq!(typed_pairs("泵"), ["泵"]);
    }

    #[test]
    fn a_code_is_found_from_each_of_its_pieces_on() {
        assert_eq!(
            code_words("MTU 004-0851"),
            ["004", "0040851", "0851", "mtu", "mtu0040851"]
        );
        assert_eq!(code_words("16V4000"), ["16", "16v4000", "4000", "v", "v4000"]);
        assert_eq!(code_words("A-1, B-2"), ["1", "2", "a", "a1", "b", "b2"]);
        assert_eq!(code_words(""), Vec::<String>::new());
    }

    #[test]
    fn a_word_is_halved_where_letters_meet_digits() {
        assert_eq!(halves("gen2"), [("gen", "2")]);
        assert_eq!(halves("p101a"), [("p", "101a"), ("p101", "a")]);
        assert_eq!(halves("pump"), []);
    }
}
