//! Settings of this workstation: kept beside the replica, never in it.
//!
//! The window paints its background from here before it shows.

use crate::error::Error;
use crate::program::Program;
use domain::refusal::{Code, Refusal};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The palettes of the bridge and the engine room.
pub const PALETTES: &[&str] = &["bright", "day", "dusk", "night"];
/// Sizes of controls.
pub const SIZES: &[&str] = &["regular", "glove"];
/// Longest idle time before the workstation locks, in minutes.
pub const IDLE_MINUTES_MAX: u32 = 240;

/// `CELESTE_STATE_DIR`, else the platform's local data folder with `celesteos` in it.
#[must_use]
pub fn default_state_folder() -> std::path::PathBuf {
    std::env::var_os("CELESTE_STATE_DIR").map_or_else(
        || {
            dirs::data_local_dir()
                .unwrap_or_else(|| std::path::PathBuf::from("."))
                .join("celesteos")
        },
        std::path::PathBuf::from,
    )
}

/// Palette, size and idle time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Preferences {
    /// `bright`, `day`, `dusk` or `night`.
    pub palette: String,
    /// `regular` or `glove`.
    pub size: String,
    /// Locks after this many minutes without a touch; 0 never.
    pub idle_minutes: u32,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            palette: "day".to_owned(),
            size: "regular".to_owned(),
            idle_minutes: 10,
        }
    }
}

impl Preferences {
    fn checked(&self) -> Result<(), Refusal> {
        let known = PALETTES.contains(&self.palette.as_str()) && SIZES.contains(&self.size.as_str());
        if known && self.idle_minutes <= IDLE_MINUTES_MAX {
            Ok(())
        } else {
            Err(Refusal::new(
                Code::Invalid,
                "Choose one of the palettes and sizes shown, and an idle time of at most four hours.",
            ))
        }
    }
}

impl Program {
    fn preferences_file(&self) -> std::path::PathBuf {
        self.state_path().join("preferences.json")
    }

    /// Palette, size and idle time; the defaults when nothing readable is stored.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        std::fs::read(self.preferences_file())
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Preferences>(&bytes).ok())
            .filter(|kept| kept.checked().is_ok())
            .unwrap_or_default()
    }

    /// Keeps palette, size and idle time.
    ///
    /// # Errors
    /// When a value is unknown, or the state folder cannot be written.
    pub fn preferences_set(&self, preferences: &Preferences) -> Result<Preferences, Error> {
        preferences.checked()?;
        let text = serde_json::to_vec(preferences).unwrap_or_default();
        let write = || {
            std::fs::create_dir_all(self.state_path())?;
            let partial = self.preferences_file().with_extension("part");
            std::fs::write(&partial, &text)?;
            std::fs::rename(&partial, self.preferences_file())
        };
        write().map_err(|error: std::io::Error| {
            tracing::warn!(%error, "preferences could not be kept");
            Error::new(
                Code::ReadOnly,
                "The settings could not be kept: the state folder cannot be written. They hold until the program closes.",
            )
        })?;
        Ok(preferences.clone())
    }
}
