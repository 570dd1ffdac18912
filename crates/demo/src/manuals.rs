//! Manuals for the demo vessel, written by the project itself, and the truth about them.
//!
//! The same seed gives the same bytes. Each manual knows what stands where: sections with their pages,
//! fault codes with page and kind of place, printed labels. Tests hold what is read out of the files
//! against it. The codes that the vessel's faults carry stand in the manuals of their machines.
//!
//! Deliberately not here: anything taken from a maker's manual. Makers and models are those of the
//! vessel's list, all text is made up.

mod book;
mod codes;
mod composer;
mod corpus;
mod engine;
mod generator;
mod letters;
mod outline;
mod scanned;
mod truth;
mod watermaker;

pub use truth::{Stands, TrueCode, TrueSection, Truth};

/// A manual as a file, and what is true about it.
#[derive(Clone, Debug)]
pub struct Manual {
    /// The name of its file.
    pub file_name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Who made the machine.
    pub maker: &'static str,
    /// The maker's model.
    pub model: &'static str,
    /// Which revision it is.
    pub revision: &'static str,
    /// Codes of the machines it belongs to, the first one foremost.
    pub equipment: &'static [&'static str],
    /// The file.
    pub bytes: Vec<u8>,
    /// What stands where.
    pub truth: Truth,
}

/// The manuals of the demo vessel: main engines, generators, gearboxes (pictures only), watermakers.
#[must_use]
pub fn manuals(seed: u64) -> Vec<Manual> {
    vec![
        engine::manual(seed),
        generator::manual(seed),
        scanned::manual(seed),
        watermaker::manual(seed),
    ]
}
