//! PINs: keyed, slow hashes; never kept, never logged.
//!
//! Six digits are quickly tried out, so the hash is keyed with the vessel
//! secret, which never travels with the crew table.

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::refusal::{Code, Refusal};

/// Fewest digits of a PIN.
pub(crate) const PIN_DIGITS_MIN: usize = 6;
/// Most digits of a PIN.
pub(crate) const PIN_DIGITS_MAX: usize = 12;
/// Memory of one hash, in KiB (OWASP Password Storage: Argon2id, 19 MiB, 2 passes, 1 lane).
const MEMORY_KIB: u32 = 19_456;
/// Passes over the memory.
const PASSES: u32 = 2;
/// Bytes of the salt.
const SALT_BYTES: usize = 16;

/// Whether the text is a PIN that may be chosen.
///
/// # Errors
/// `invalid` when it is not 6 to 12 digits, or one digit repeated.
pub(crate) fn acceptable(pin: &str) -> Result<(), Refusal> {
    let digits = pin.chars().all(|c| c.is_ascii_digit());
    if !digits || pin.len() < PIN_DIGITS_MIN || pin.len() > PIN_DIGITS_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "pin",
            "A PIN has 6 to 12 digits and nothing else. Choose another.",
        ));
    }
    let first = pin.chars().next();
    if pin.chars().all(|c| Some(c) == first) {
        return Err(Refusal::field(
            Code::Invalid,
            "pin",
            "A PIN of one repeated digit is too easy. Choose another.",
        ));
    }
    Ok(())
}

fn hasher(secret: &[u8]) -> Result<Argon2<'_>, Refusal> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(fault)?;
    Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params).map_err(fault)
}

fn fault(error: impl std::fmt::Display) -> Refusal {
    tracing::error!(%error, "the PIN could not be hashed");
    Refusal::new(
        Code::Fault,
        "The PIN could not be processed. Restart the program and try again.",
    )
}

/// The PHC string of a PIN under the vessel secret; 19 MiB and some 20 ms.
///
/// # Errors
/// `fault` when the machine lacks the memory.
pub(crate) fn hash(pin: &str, secret: &[u8], random: impl FnOnce(&mut [u8])) -> Result<String, Refusal> {
    let mut salt = [0_u8; SALT_BYTES];
    random(&mut salt);
    let salt = SaltString::encode_b64(&salt).map_err(fault)?;
    Ok(hasher(secret)?
        .hash_password(pin.as_bytes(), &salt)
        .map_err(fault)?
        .to_string())
}

/// Whether the PIN is the one behind the PHC string.
///
/// # Errors
/// `fault` when the stored hash cannot be read.
pub(crate) fn matches(pin: &str, phc: &str, secret: &[u8]) -> Result<bool, Refusal> {
    let parsed = PasswordHash::new(phc).map_err(fault)?;
    Ok(hasher(secret)?.verify_password(pin.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_pin_matches_only_itself_and_only_with_the_vessel_secret() {
        let phc = hash("482915", b"secret of the vessel", |salt| salt.fill(7)).unwrap();
        assert!(phc.starts_with("$argon2id$"));
        assert!(matches("482915", &phc, b"secret of the vessel").unwrap());
        assert!(!matches("482916", &phc, b"secret of the vessel").unwrap());
        assert!(!matches("482915", &phc, b"another vessel's secret").unwrap());
    }

    #[test]
    fn short_long_and_trivial_pins_are_refused() {
        for pin in ["", "12345", "1234567890123", "12a456", "١٢٣٤٥٦", "000000"] {
            assert!(acceptable(pin).is_err(), "{pin}");
        }
        assert!(acceptable("123456").is_ok());
    }
}
