//! Programs that cargo builds from the registry, once per machine.

use crate::ground::Ground;
use crate::step::{Failure, Step};

/// A program that `cargo install` provides.
pub(super) struct CargoTool {
    package: &'static str,
    /// Which releases will do, as cargo writes it.
    version: &'static str,
    /// How a listed release that will do begins, after the package's name.
    listed: &'static str,
    /// Said before the wait.
    minutes: &'static str,
}

/// Runs the Rust tests, each in its own process.
pub(super) const NEXTEST: CargoTool = CargoTool {
    package: "cargo-nextest",
    version: "^0.9.100",
    listed: "v0.9.",
    minutes: "5",
};

/// Checks licences, sources and banned crates.
pub(super) const DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    version: "^0.20",
    listed: "v0.20.",
    minutes: "2",
};

/// Translates WebDriver for the window; 2.x goes with tauri 2.
pub(super) const DRIVER: CargoTool = CargoTool {
    package: "tauri-driver",
    version: "^2",
    listed: "v2.",
    minutes: "1",
};

impl CargoTool {
    /// Builds the program unless cargo lists a release that will do.
    ///
    /// It is built with little optimisation: the tools wait for our programs, not we for them,
    /// and half of the minutes on a bare machine go into optimising.
    pub(super) fn install(&self, ground: &Ground) -> Result<(), Failure> {
        let list = Step::new("cargo", ["install", "--list"])
            .answer(ground)
            .unwrap_or_default();
        let wanted = format!("{} {}", self.package, self.listed);
        if let Some(line) = list.lines().find(|line| line.starts_with(&wanted)) {
            println!("{}: is installed", line.trim_end_matches(':'));
            return Ok(());
        }
        println!(
            "{}: not installed; building it takes about {} minutes on two cores",
            self.package, self.minutes
        );
        Step::new("cargo", ["install", self.package])
            .with(["--version", self.version, "--locked"])
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .carry_out(ground)
    }
}
