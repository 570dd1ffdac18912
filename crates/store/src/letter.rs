//! The letter in the numbers people speak: one or two capitals without I and O, which read like 1
//! and 0. A letter is never given twice in a vessel.

use std::collections::HashSet;

use crate::Random;
use crate::error::StoreError;

/// What a letter is made of.
const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Most characters of a letter.
const LENGTH_MAX: usize = 2;

/// Whether the text can be a workstation's letter.
#[must_use]
pub fn is_letter(text: &str) -> bool {
    (1..=LENGTH_MAX).contains(&text.len()) && text.bytes().all(|byte| LETTERS.contains(&byte))
}

/// Draws a letter that is not taken: one of two characters as long as there is one, since two
/// workstations that cannot hear each other then hardly ever draw the same.
pub(crate) fn draw(taken: &HashSet<String>, random: &mut Random) -> Result<String, StoreError> {
    let text = |letters: &[u8]| letters.iter().copied().map(char::from).collect::<String>();
    let pairs = LETTERS
        .iter()
        .flat_map(|&first| LETTERS.iter().map(move |&second| text(&[first, second])));
    let is_free = |letter: &String| !taken.contains(letter);
    let mut free: Vec<String> = pairs.filter(is_free).collect();
    if free.is_empty() {
        free = LETTERS.iter().map(|&letter| text(&[letter])).filter(is_free).collect();
    }
    let mut drawn = [0; 8];
    random(&mut drawn);
    let count = free.len() as u64;
    let at = u64::from_be_bytes(drawn)
        .checked_rem(count)
        .ok_or(StoreError::LettersExhausted)?;
    // `at` is less than the number of letters.
    Ok(free.swap_remove(at as usize))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_letter_is_one_or_two_capitals_that_do_not_read_like_digits() {
        for good in ["E", "B", "ZZ", "AB"] {
            assert!(is_letter(good), "{good}");
        }
        for bad in ["", "I", "O", "e", "ABC", "A1", "Ä", "EO"] {
            assert!(!is_letter(bad), "{bad}");
        }
    }

    #[test]
    fn a_taken_letter_is_never_drawn() {
        let mut zeros: Random = Box::new(|bytes: &mut [u8]| bytes.fill(0));
        let mut taken = HashSet::new();
        for _ in 0..24 * 24 + 24 {
            let letter = draw(&taken, &mut zeros).unwrap();
            assert!(is_letter(&letter), "{letter}");
            assert!(taken.insert(letter));
        }
        assert!(matches!(draw(&taken, &mut zeros), Err(StoreError::LettersExhausted)));
    }
}
