//! The commands of the build house: `cargo xtask setup | run | shore | join | test | codegen | soak | bench`.
//!
//! Every command says what it is doing and for how long, and prints the exact command line of
//! each program that it starts, so a person can repeat any step by hand. It has no dependencies,
//! so that it compiles in seconds on a bare machine.
#![allow(
    clippy::print_stdout,
    reason = "telling a person what happens is what this program is for"
)]

mod display;
mod ground;
mod parts;
mod run;
mod setup;
mod step;
mod table;

use std::process::ExitCode;

use ground::Ground;
use setup::Need;
use step::{Failure, Step};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup                   install what a fresh machine lacks (also done by run and test)
  run [--demo-dir DIR]    build and open the window on a demo vessel; without a display,
                          play the main job in a virtual one and leave pictures in target/tour/
  shore                   a PostgreSQL and a gateway on this machine, in target/shore, until Ctrl+C
  join NAME               a workstation of the demo vessel that exchanges with that shore
  test [PART ...]         run every test, or only the named parts:
                          fmt house licences ui clippy rust page window
  codegen                 write the generated TypeScript types anew
  soak                    the long runs: 200 kills of a real process, 20000 cases per property,
                          10000 voyages of several workstations and a shore,
                          20000 mutations of a manual
  bench                   every bench, in release mode";

/// How often `soak` kills a real process.
const SOAK_KILLS: &str = "200";
/// Cases per property in `soak`; the everyday run uses proptest's own 256.
const SOAK_CASES: &str = "20000";
/// Seeded voyages of the simulator in `soak`.
const SOAK_SEEDS: &str = "10000";
/// Mutations of a manual in `soak`.
const SOAK_MUTATIONS: &str = "20000";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ground = Ground::find();
    let outcome = match words.as_slice() {
        ["setup"] => setup::carry_out(&ground, &Need::ALL),
        ["run"] => run::carry_out(&ground, None),
        ["run", "--demo-dir", dir] => run::carry_out(&ground, Some(dir)),
        ["shore"] => shore(&ground),
        ["join", name] => join(&ground, name),
        ["test", names @ ..] => parts::carry_out(&ground, names),
        ["codegen"] => codegen(&ground),
        ["soak"] => soak(&ground),
        ["bench"] => bench(&ground),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(64);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Lets the test that compares the generated types write them instead.
fn codegen(ground: &Ground) -> Result<(), Failure> {
    setup::carry_out(ground, &[Need::RustTools])?;
    Step::new("cargo", ["nextest", "run", "-p", "api", "-E"])
        .with(["test(generated_types_are_up_to_date)"])
        .env("UPDATE_GENERATED", "1")
        .carry_out(ground)
}

/// Sets up and builds what a shore and workstations on one machine need, and starts the shore.
fn shore(ground: &Ground) -> Result<(), Failure> {
    setup::carry_out(ground, &[Need::Debian])?;
    Step::new(
        "cargo",
        ["build", "-p", "shore", "-p", "cli", "-p", "testkit", "--bins"],
    )
    .carry_out(ground)?;
    local_shore(ground).with(["serve"]).carry_out(ground)
}

fn join(ground: &Ground, name: &str) -> Result<(), Failure> {
    local_shore(ground).with(["join", name]).carry_out(ground)
}

fn local_shore(ground: &Ground) -> Step {
    Step::new(ground.program("local-shore"), ["--folder"]).with([ground.target("shore")])
}

fn soak(ground: &Ground) -> Result<(), Failure> {
    setup::carry_out(ground, &[Need::Debian, Need::RustTools, Need::Pdfium])?;
    let kills = Step::new("cargo", ["nextest", "run", "--workspace"])
        .with(["--exclude", "celesteos", "--exclude", "xtask"])
        .with(["--profile", "soak", "-E", "test(kill)"])
        .env("CELESTE_KILLS", SOAK_KILLS)
        .carry_out(ground);
    let properties = Step::new("cargo", ["nextest", "run", "--release"])
        .with(["-p", "journal", "-p", "domain", "-p", "store"])
        .with(["--profile", "soak"])
        .env("PROPTEST_CASES", SOAK_CASES)
        .carry_out(ground);
    let voyages = Step::new("cargo", ["nextest", "run", "--release", "-p", "testkit"])
        .with(["--profile", "soak", "-E", "test(every_voyage)"])
        .env("CELESTE_SEEDS", SOAK_SEEDS)
        .carry_out(ground);
    let mutations = Step::new("cargo", ["nextest", "run", "--release", "-p", "manuals"])
        .with(["--profile", "soak", "-E", "test(every_mutation)"])
        .env("CELESTE_MUTATIONS", SOAK_MUTATIONS)
        .carry_out(ground);
    kills.and(properties).and(voyages).and(mutations)
}

fn bench(ground: &Ground) -> Result<(), Failure> {
    let needs = [Need::Debian, Need::Page, Need::Journeys, Need::Pdfium, Need::Peers];
    setup::carry_out(ground, &needs)?;
    parts::build_page(ground)?;
    Step::new(
        "cargo",
        ["build", "--release", "-p", "cli", "-p", "testkit", "-p", "shore"],
    )
    .with(["--features", "cli/bench"])
    .carry_out(ground)?;
    Step::new(ground.released("celeste"), ["bench", "all"]).carry_out(ground)?;
    // Scrolls the list of the vessel that the step before has made.
    Step::new("node", ["tests/bench/scroll.mjs"])
        .env("CELESTE_TEST_HOST", ground.released("test-host"))
        .carry_out(ground)
}
