//! A replica and a state folder that vanish with the test.

use std::path::Path;

use api::Place;
use tempfile::TempDir;

/// A temporary folder with a replica and, beside it, this machine's state.
pub struct TemporaryPlace {
    folder: TempDir,
}

impl TemporaryPlace {
    /// Makes the folder; replica and state are made by whoever opens them.
    ///
    /// # Panics
    /// When the machine has no room for a temporary folder.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("tests need a folder to write in");
        Self { folder }
    }

    /// Where the program opens it.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            replica: self.folder.path().join("replica"),
            state: self.folder.path().join("state"),
        }
    }

    /// The folder around both, for copies and further machines.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Default for TemporaryPlace {
    fn default() -> Self {
        Self::new()
    }
}
