//! Setting up what a fresh machine lacks. Each step first looks, so the second time costs a second.

mod cargo_tools;
mod debian;
pub(crate) mod node;
mod pdfium;

use crate::ground::Ground;
use crate::step::Failure;
use crate::table::Watch;

/// One thing that a command or a part of the tests cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Debian's packages: WebKit, its driver, a virtual display, Chromium, fonts, a C compiler.
    Debian,
    /// `cargo nextest`.
    RustTools,
    /// `cargo deny`.
    Licences,
    /// `tauri-driver`, which drives the real window.
    Driver,
    /// The page's packages.
    Page,
    /// The packages of the journeys in `tests/`.
    Journeys,
    /// The library that reads manuals.
    Pdfium,
    /// Programs that benches measure beside.
    Peers,
}

impl Need {
    pub(crate) const ALL: [Self; 8] = [
        Self::Debian,
        Self::RustTools,
        Self::Licences,
        Self::Driver,
        Self::Page,
        Self::Journeys,
        Self::Pdfium,
        Self::Peers,
    ];

    fn meet(self, ground: &Ground) -> Result<(), Failure> {
        match self {
            Self::Debian => debian::install(ground),
            Self::RustTools => cargo_tools::NEXTEST.install(ground),
            Self::Licences => cargo_tools::DENY.install(ground),
            Self::Driver => cargo_tools::DRIVER.install(ground),
            Self::Page => node::install(ground, "ui"),
            Self::Journeys => node::install(ground, "tests"),
            Self::Pdfium => pdfium::install(ground),
            Self::Peers => debian::install_peers(ground),
        }
    }
}

/// Meets the needs one after the other, also those after one that cannot be met.
///
/// # Errors
/// Names everything that is still missing and how to get it.
pub(crate) fn carry_out(ground: &Ground, needs: &[Need]) -> Result<(), Failure> {
    let watch = Watch::start();
    let missing: Vec<String> = needs
        .iter()
        .filter_map(|need| need.meet(ground).err())
        .map(|failure| failure.to_string())
        .collect();
    println!("setup took {}", watch.elapsed());
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!("setup: {}", missing.join("; "))))
    }
}
