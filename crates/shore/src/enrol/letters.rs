//! The letters of workstations: never given twice in a vessel, and free of I and O, which look like
//! digits.

use domain::acts::found;
use journal::DeviceNumber;
use wire::{Refusal, RefusalCode};

use super::EnrolError;
use crate::database::{ShoreError, Work};

/// The letters in the order in which they are given out.
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The letter of a device: the one it has or asks for, else the first free one.
pub(super) async fn choose(work: &Work<'_>, device: DeviceNumber, asked: Option<&str>) -> Result<String, EnrolError> {
    let given = given(work).await?;
    let is_free = |letter: &str| {
        !given
            .iter()
            .any(|(other, taken)| taken == letter && *other != device.to_string())
    };
    let Some(asked) = asked else {
        let own = given.iter().find(|(other, _)| *other == device.to_string());
        let own = own.map(|(_, letter)| letter.clone());
        let free = own.or_else(|| all().find(|letter| is_free(letter)));
        return free.ok_or_else(|| {
            let message = "This vessel has used up all letters.";
            Refusal::new(RefusalCode::LetterTaken, message).into()
        });
    };
    let letter = found::letter(asked).map_err(|refusal| Refusal::new(RefusalCode::Malformed, refusal.message))?;
    if !is_free(&letter) {
        let message = format!("Another workstation of this vessel has the letter {letter}.");
        return Err(Refusal::new(RefusalCode::LetterTaken, message).into());
    }
    Ok(letter)
}

/// Every letter that there is: A to Z, then AA to ZZ.
fn all() -> impl Iterator<Item = String> {
    let one = |letter: &u8| char::from(*letter).to_string();
    let two = ALPHABET
        .iter()
        .flat_map(move |first| ALPHABET.iter().map(move |second| one(first) + &one(second)));
    ALPHABET.iter().map(one).chain(two)
}

/// Device and letter of every workstation that ever had one.
async fn given(work: &Work<'_>) -> Result<Vec<(String, String)>, ShoreError> {
    let sql = "SELECT device, letter FROM pms_devices WHERE vessel_id = $1 \
               UNION SELECT device, letter FROM pms_device_confirmations WHERE vessel_id = $1 AND letter IS NOT NULL";
    let rows = work.rows(sql, &[&work.vessel()]).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_from_a_to_zz_without_those_that_look_like_digits() {
        let all: Vec<String> = all().collect();
        assert_eq!(all.len(), 24 + 24 * 24);
        assert_eq!((all[0].as_str(), all[8].as_str(), all[23].as_str()), ("A", "J", "Z"));
        assert_eq!((all[24].as_str(), all.last().map(String::as_str)), ("AA", Some("ZZ")));
        assert!(!all.iter().any(|letter| letter.contains(['I', 'O'])));
        assert!(all.iter().all(|letter| found::letter(letter).as_ref() == Ok(letter)));
    }
}
