//! Where things lie in the checkout, and the programs that cargo builds from it.

use std::env;
use std::path::{Path, PathBuf};

/// The checkout that this program was built from.
pub(crate) struct Ground {
    root: PathBuf,
    target: PathBuf,
}

impl Ground {
    /// Finds the checkout from the place of this package's manifest, as cargo names it when it starts
    /// this program: two checkouts that share a target folder may share the program too.
    pub(crate) fn find() -> Self {
        let started = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let manifest = started.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = manifest
            .ancestors()
            .nth(2)
            .map_or_else(|| manifest.clone(), Path::to_path_buf);
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        Self { root, target }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the checkout.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// A path below cargo's target folder, where everything that is not kept lies.
    pub(crate) fn target(&self, below: &str) -> PathBuf {
        self.target.join(below)
    }

    /// The debug build of one of our programs.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.target(&format!("debug/{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The release build of one of our programs.
    pub(crate) fn released(&self, name: &str) -> PathBuf {
        self.target(&format!("release/{name}{}", env::consts::EXE_SUFFIX))
    }
}
