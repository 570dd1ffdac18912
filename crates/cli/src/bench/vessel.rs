//! The replica that benches work on, made once and kept below `target/bench/`.

use super::cannot;
use crate::output::Output;
use api::demo_vessel::{DEMO_PIN, DemoArgs};
use api::outside::Machine;
use api::start::SignInArgs;
use api::{Error, Place, Program};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testkit::Stopwatch;

/// The seed of the vessel; with it, figures of two days are about the same record.
pub(crate) const SEED: u64 = 1;
/// Acts between two lines of progress.
const PROGRESS_ACTS: u64 = 100_000;
/// Movements between two lines of progress.
const PROGRESS_MOVEMENTS: usize = 200_000;
/// Items of the shopping list between two lines of progress.
const PROGRESS_ITEMS: usize = 20_000;
/// The rank of the person in whose name benches act.
const RANK: &str = "Chief engineer";

/// A demo vessel grown to so many rows.
pub(crate) struct BenchVessel {
    pub(crate) rows: usize,
    folder: PathBuf,
}

impl BenchVessel {
    /// Makes the replica unless it is there.
    pub(crate) fn ready(rows: usize, output: &Output) -> Result<Self, Error> {
        let vessel = Self {
            rows,
            folder: kept(&named(&format!("vessel-{rows}"))),
        };
        if vessel.folder.exists() {
            return Ok(vessel);
        }
        output.say(&format!(
            "Making a vessel of {rows} rows in {}, where it is kept …",
            vessel.folder.display()
        ));
        vessel.make(Some(rows), false, output, &mut |_| Ok(()))?;
        Ok(vessel)
    }

    /// The plain demo vessel with its manuals, which nobody has read yet.
    pub(crate) fn with_manuals(output: &Output) -> Result<Self, Error> {
        let vessel = Self {
            rows: 0,
            folder: kept(&named("manuals-unread")),
        };
        if vessel.folder.exists() {
            return Ok(vessel);
        }
        output.say(&format!(
            "Making a vessel with manuals in {}, where it is kept …",
            vessel.folder.display()
        ));
        vessel.make(None, true, output, &mut |_| Ok(()))?;
        Ok(vessel)
    }

    /// A small demo vessel with full stores and a long ledger.
    pub(crate) fn with_full_stores(parts: usize, movements: usize, output: &Output) -> Result<Self, Error> {
        let vessel = Self {
            rows: movements,
            folder: kept(&named(&format!("stores-{parts}-{movements}"))),
        };
        if vessel.folder.exists() {
            return Ok(vessel);
        }
        output.say(&format!(
            "Making a vessel of {parts} parts and {movements} movements in {}, where it is kept …",
            vessel.folder.display()
        ));
        let mut told = 0;
        vessel.make(None, false, output, &mut |place| {
            let filled = testkit::fill_stores(place, parts, movements, &mut |done| {
                if done / PROGRESS_MOVEMENTS > told / PROGRESS_MOVEMENTS {
                    output.say(&format!("  {done} movements"));
                }
                told = done;
            });
            filled.map_err(|error| cannot("fill the stores", &error))
        })?;
        Ok(vessel)
    }

    /// A small demo vessel with a long shopping list, its orders and postings.
    pub(crate) fn with_full_lists(items: usize, output: &Output) -> Result<Self, Error> {
        let vessel = Self {
            rows: items,
            folder: kept(&named(&format!("lists-{items}"))),
        };
        if vessel.folder.exists() {
            return Ok(vessel);
        }
        output.say(&format!(
            "Making a vessel of {items} shopping list items in {}, where it is kept …",
            vessel.folder.display()
        ));
        let mut told = 0;
        vessel.make(None, false, output, &mut |place| {
            let filled = testkit::fill_lists(place, items, &mut |done| {
                if done / PROGRESS_ITEMS > told / PROGRESS_ITEMS {
                    output.say(&format!("  {done} items"));
                }
                told = done;
            });
            filled.map_err(|error| cannot("fill the shopping list", &error))
        })?;
        Ok(vessel)
    }

    /// Makes it where it is not taken for a whole one, and keeps it then.
    fn make(
        &self,
        rows: Option<usize>,
        with_manuals: bool,
        output: &Output,
        more: &mut dyn FnMut(&Place) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let unfinished = self.folder.with_extension("unfinished");
        clear(&unfinished)?;
        let stopwatch = Stopwatch::start();
        let args = DemoArgs {
            seed: SEED,
            rows,
            with_manuals,
        };
        let mut told = 0;
        Program::init_demo(place(&unfinished), args, Arc::new(Machine::new()), &mut |done| {
            if done / PROGRESS_ACTS > told / PROGRESS_ACTS {
                output.say(&format!(
                    "  {done} acts after {:.0} s",
                    stopwatch.elapsed().as_secs_f64()
                ));
            }
            told = done;
        })?;
        more(&place(&unfinished))?;
        output.say(&format!("  made in {:.0} s", stopwatch.elapsed().as_secs_f64()));
        fs::rename(&unfinished, &self.folder).map_err(|error| cannot("keep its vessel", &error))
    }

    /// Where the replica and the workstation's state lie.
    pub(crate) fn place(&self) -> Place {
        place(&self.folder)
    }

    /// A copy to write to, so that the vessel itself stays as it was made.
    pub(crate) fn copy(&self, name: &str) -> Result<Place, Error> {
        copy(&self.folder, name)
    }
}

/// A copy of a vessel's folder, in place of an earlier one.
pub(crate) fn copy(from: &Path, name: &str) -> Result<Place, Error> {
    let folder = kept(name);
    clear(&folder)?;
    copy_all(from, &folder).map_err(|error| cannot("copy its vessel", &error))?;
    Ok(place(&folder))
}

/// A folder below cargo's target folder.
pub(crate) fn kept(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    target.join("bench").join(name)
}

/// The name under which a vessel is kept: a program with other tables makes its own, instead of measuring
/// what an older one left behind.
pub(crate) fn named(vessel: &str) -> String {
    format!("{vessel}-schema-{}", store::SCHEMA_VERSION)
}

/// The database file of a replica.
pub(crate) fn database(place: &Place) -> PathBuf {
    place.replica.join("replica.db")
}

/// Signs the chief engineer in by PIN, as a person does.
pub(crate) fn sign_in(program: &Program) -> Result<(), Error> {
    let state = program.session_state()?;
    let chief = state.people.iter().find(|person| person.rank == RANK && person.has_pin);
    let chief = chief.ok_or_else(|| cannot("sign in", &"the vessel has no chief engineer"))?;
    program.sign_in(&SignInArgs {
        person: chief.id,
        pin: DEMO_PIN.to_owned(),
    })?;
    Ok(())
}

pub(crate) fn place(folder: &Path) -> Place {
    Place {
        replica: folder.join("replica"),
        state: folder.join("state"),
    }
}

pub(crate) fn clear(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(cannot("make room", &error)),
        _ => Ok(()),
    }
}

fn copy_all(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
