//! The secret behind the certificate with which this machine answers others.

use super::{StateFolder, damaged, read_optional, write_durably};
use crate::error::StoreError;

/// Bytes of the secret.
pub const TLS_SEED_BYTES: usize = 32;

impl StateFolder {
    /// The secret, drawn once and kept, durable when this returns. Others pin the key that follows from it.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn tls_seed(&self, random: impl FnOnce(&mut [u8])) -> Result<[u8; TLS_SEED_BYTES], StoreError> {
        let path = self.folder.join("tls").join("key");
        if let Some(kept) = read_optional(&path)? {
            return kept.try_into().map_err(|_| damaged(&path));
        }
        let mut seed = [0; TLS_SEED_BYTES];
        random(&mut seed);
        write_durably(&path, &seed)?;
        Ok(seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_drawn_once_and_readable_by_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateFolder::new(folder.path(), "this machine");
        assert_eq!(state.tls_seed(|seed| seed.fill(7)).unwrap(), [7; 32]);
        assert_eq!(state.tls_seed(|seed| seed.fill(8)).unwrap(), [7; 32]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let kept = std::fs::metadata(folder.path().join("tls").join("key")).unwrap();
            assert_eq!(kept.permissions().mode() & 0o777, 0o600);
        }
    }
}
