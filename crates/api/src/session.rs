//! Who sits at this workstation, and how a signature is given.
//!
//! A session is in memory only: closing the program or locking it ends it.

use crate::error::Error;
use crate::pin;
use domain::RowId;
use domain::refusal::{Code, Refusal};
use domain::tables::{Crew, SignMethod};

/// A session opened by PIN within this time signs acts whose method is `session`, in milliseconds.
pub(crate) const SESSION_SIGNS_MS: u64 = 10 * 60 * 1_000;
/// Wrong PINs in a row before a pause.
pub(crate) const WRONG_PINS_MAX: u32 = 5;
/// The pause after too many wrong PINs, in milliseconds; it doubles with every further one.
pub(crate) const WRONG_PIN_PAUSE_MS: i64 = 30_000;
/// The longest pause, in milliseconds.
pub(crate) const WRONG_PIN_PAUSE_MS_MAX: i64 = 15 * 60 * 1_000;

/// The person signed in at this workstation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    /// The person.
    pub person: RowId,
    /// When the PIN was last given, by the monotonic clock; none for a session that may only read.
    pub pin_at_ms: Option<u64>,
}

impl Session {
    /// Whether the session itself still signs acts of method `session`.
    #[must_use]
    pub(crate) const fn signs(&self, now_ms: u64) -> bool {
        match self.pin_at_ms {
            Some(given_at_ms) => now_ms.saturating_sub(given_at_ms) <= SESSION_SIGNS_MS,
            None => false,
        }
    }
}

/// The signature that the form sends.
#[derive(Clone, Debug, serde::Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Sign {
    /// Who signs.
    pub person: RowId,
    /// The PIN, where one is needed.
    #[serde(default)]
    pub pin: Option<String>,
}

/// What is kept of a signature besides the person: how it was given.
///
/// # Errors
/// `signature_needed` when a PIN is missing, `wrong_pin` or `pin_wait` when it is not accepted.
pub(crate) fn how_signed(
    method: SignMethod,
    sign: &Sign,
    signer: &Crew,
    session: Option<&Session>,
    monotonic_ms: u64,
    check_pin: impl FnOnce(&Crew, &str) -> Result<(), Error>,
) -> Result<&'static str, Error> {
    if let Some(given) = sign.pin.as_deref().filter(|pin| !pin.is_empty()) {
        check_pin(signer, given)?;
        return Ok("pin");
    }
    let own_session = session.is_some_and(|s| s.person == signer.id && s.signs(monotonic_ms));
    if method == SignMethod::Session && own_session {
        return Ok("session");
    }
    Err(pin_needed(signer).into())
}

/// The refusal of an act that waits for that person's PIN.
pub(crate) fn pin_needed(signer: &Crew) -> Refusal {
    Refusal::field(
        Code::SignatureNeeded,
        "pin",
        format!("{}, enter your PIN to sign.", signer.name),
    )
}

/// Milliseconds to wait after so many wrong PINs in a row.
#[must_use]
pub(crate) fn pause_ms(wrong: u32) -> i64 {
    if wrong < WRONG_PINS_MAX {
        return 0;
    }
    let doublings = (wrong - WRONG_PINS_MAX).min(10);
    (WRONG_PIN_PAUSE_MS << doublings).min(WRONG_PIN_PAUSE_MS_MAX)
}

/// Checks a PIN against the person's stored hash, with a pause after repeated failures.
///
/// # Errors
/// `wrong_pin`, `pin_wait`, or `signature_needed` when the person has no PIN yet.
pub(crate) fn check_pin(
    attempts: &dyn PinAttempts,
    secret: &[u8],
    person: &Crew,
    given: &str,
    wall_ms: i64,
) -> Result<(), Error> {
    let Some(phc) = &person.pin_hash else {
        return Err(Error::new(
            Code::SignatureNeeded,
            format!(
                "{} has no PIN yet. Somebody in charge of people can set one.",
                person.name
            ),
        ));
    };
    let (wrong, last_at) = attempts.read(person.id)?;
    let left = pause_ms(wrong) - (wall_ms - last_at).max(0);
    if wrong >= WRONG_PINS_MAX && left > 0 {
        return Err(Error::new(
            Code::PinWait,
            format!("Too many wrong PINs. Wait {} seconds and try again.", left / 1_000 + 1),
        ));
    }
    if pin::matches(given, phc, secret)? {
        if wrong > 0 {
            attempts.forget(person.id)?;
        }
        return Ok(());
    }
    attempts.note_wrong(person.id, wall_ms)?;
    Err(Error::new(Code::WrongPin, "This PIN is not right. Try again."))
}

/// Wrong PINs in a row, kept across restarts on this workstation only.
pub(crate) trait PinAttempts {
    /// Count and time of the last wrong PIN.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn read(&self, person: RowId) -> Result<(u32, i64), Error>;

    /// Counts one more.
    ///
    /// # Errors
    /// When the replica cannot be written.
    fn note_wrong(&self, person: RowId, at_ms: i64) -> Result<(), Error>;

    /// Begins to count anew after a right PIN.
    ///
    /// # Errors
    /// When the replica cannot be written.
    fn forget(&self, person: RowId) -> Result<(), Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_and_is_bounded() {
        assert_eq!(pause_ms(4), 0);
        assert_eq!(pause_ms(5), 30_000);
        assert_eq!(pause_ms(6), 60_000);
        assert_eq!(pause_ms(100), WRONG_PIN_PAUSE_MS_MAX);
    }
}
