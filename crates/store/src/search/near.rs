//! One wrong letter: too many, too few, another one, or two that changed places.

/// Fewest characters of a word in which a wrong one is forgiven.
pub(super) const CHARACTERS_MIN: usize = 4;

/// Whether one single mistake makes one word of the other. Equal words are no mistake.
pub(super) fn is_near(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    match long.len() - short.len() {
        0 => match (short, long) {
            ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
            ([a, b, rest @ ..], [c, d, other @ ..]) => a == d && b == c && rest == other,
            _ => false,
        },
        1 => short == &long[1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_is_near_and_two_are_not() {
        let cases = [
            ("generator", "genrator", true),
            ("generator", "generatorr", true),
            ("generator", "generater", true),
            ("generator", "genreator", true),
            ("generator", "xenerator", true),
            ("generator", "generator", false),
            ("generator", "genretar", false),
            ("generator", "gneerator", true),
            ("pump", "pu", false),
            ("pump", "dumb", false),
            ("seperator", "separator", true),
            ("насос", "насо", true),
        ];
        for (one, other, expected) in cases {
            let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            assert_eq!(
                (is_near(&a, &b), is_near(&b, &a)),
                (expected, expected),
                "{one} {other}"
            );
        }
    }
}
