//! `cargo xtask run`: the window on a demo vessel, or its main job played in a virtual display.

use std::fs;
use std::path::{Path, PathBuf};

use crate::display::{self, VirtualDisplay};
use crate::ground::Ground;
use crate::parts;
use crate::setup::{self, Need};
use crate::step::{Failure, Step};
use crate::table::Watch;

/// The tour that shows less than this did not play the whole story.
const PICTURES_AT_LEAST: usize = 15;

/// Sets up, builds, and opens the window (or plays the tour).
///
/// # Errors
/// When a step fails, or the tour leaves too few pictures.
pub(crate) fn carry_out(ground: &Ground, demo_dir: Option<&str>) -> Result<(), Failure> {
    let watch = Watch::start();
    let is_seen = display::is_there();
    let mut needs = vec![Need::Debian, Need::Page, Need::Pdfium];
    if !is_seen {
        println!("There is no display: the main job is played in a virtual one.");
        needs.extend([Need::Driver, Need::Journeys]);
    }
    setup::carry_out(ground, &needs)?;
    parts::build_page(ground)?;
    parts::build_window(ground)?;
    let ended = if is_seen {
        let replica = demo_dir.map_or_else(|| ground.target("demo"), PathBuf::from);
        open(ground, &Demo::at(ground, replica)?)
    } else {
        // The story starts from the same vessel each time, unless a person names another.
        let replica = match demo_dir {
            Some(dir) => PathBuf::from(dir),
            None => Demo::cleared(ground.target("tour-demo"))?,
        };
        tour(ground, &Demo::at(ground, replica)?)
    };
    println!("\nrun took {}", watch.elapsed());
    ended
}

/// A demo vessel's replica and the state folder of the workstation that goes with it.
struct Demo {
    replica: PathBuf,
    state: PathBuf,
}

impl Demo {
    /// Makes the demo vessel unless it is there.
    fn at(ground: &Ground, replica: PathBuf) -> Result<Self, Failure> {
        let replica =
            std::path::absolute(&replica).map_err(|error| Failure::new(format!("{}: {error}", replica.display())))?;
        let demo = Self {
            state: state_of(&replica),
            replica,
        };
        if demo.replica.join("replica.db").exists() {
            println!("\nThe demo vessel is in {}", demo.replica.display());
            return Ok(demo);
        }
        println!("\nMaking the demo vessel in {}", demo.replica.display());
        let celeste = Step::new(ground.program("celeste"), ["init", "--demo", "--replica"]).with([&demo.replica]);
        demo.lend(celeste).carry_out(ground)?;
        Ok(demo)
    }

    /// Removes an earlier run's vessel with its workstation.
    fn cleared(replica: PathBuf) -> Result<PathBuf, Failure> {
        for folder in [&replica, &state_of(&replica)] {
            clear(folder)?;
        }
        Ok(replica)
    }

    fn lend(&self, step: Step) -> Step {
        step.env("CELESTE_REPLICA", &self.replica)
            .env("CELESTE_STATE_DIR", &self.state)
    }
}

/// The state folder lies beside the replica, never inside it: a copied replica must not bring it.
fn state_of(replica: &Path) -> PathBuf {
    let mut name = replica.as_os_str().to_owned();
    name.push("-state");
    PathBuf::from(name)
}

fn open(ground: &Ground, demo: &Demo) -> Result<(), Failure> {
    println!("\nOpening the window. The PIN of everybody aboard the demo vessel is 123456.");
    demo.lend(Step::new(ground.program("celesteos"), [])).carry_out(ground)
}

fn tour(ground: &Ground, demo: &Demo) -> Result<(), Failure> {
    let pictures = ground.target("tour");
    clear(&pictures)?;
    fs::create_dir_all(&pictures).map_err(|error| Failure::new(format!("{}: {error}", pictures.display())))?;
    let display = VirtualDisplay::start()?;
    let play = Step::new("node", ["tests/window/tour.mjs"])
        .env("CELESTEOS", ground.program("celesteos"))
        .env("CELESTE_TOUR_DIR", &pictures);
    display.lend(demo.lend(play)).carry_out(ground)?;
    let count = pictures_in(&pictures);
    println!("\n{count} pictures of the main job are in {}", pictures.display());
    if count < PICTURES_AT_LEAST {
        return Err(Failure::new(format!(
            "the tour left {count} pictures, at least {PICTURES_AT_LEAST} were expected"
        )));
    }
    Ok(())
}

fn pictures_in(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "png"))
        .count()
}

fn clear(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::new(format!("{}: {error}", folder.display())))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_folder_lies_beside_the_replica() {
        assert_eq!(state_of(Path::new("/t/demo")), Path::new("/t/demo-state"));
    }
}
