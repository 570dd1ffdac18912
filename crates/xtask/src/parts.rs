//! `cargo xtask test`: the parts, in an order in which each finds what it needs already built.

use std::time::Duration;

use crate::display::{self, VirtualDisplay};
use crate::ground::Ground;
use crate::setup::node::npm;
use crate::setup::{self, Need};
use crate::step::{Failure, Step};
use crate::table::Table;

/// Everything but the shell, which links WebKit, and this program, which is the part `house`.
const ROOMS: [&str; 5] = ["--workspace", "--exclude", "celesteos", "--exclude", "xtask"];

/// The longest the journeys may take, several times what they need; a hang then fails its part.
const PAGE_LIMIT: Duration = Duration::from_secs(25 * 60);
const WINDOW_LIMIT: Duration = Duration::from_secs(10 * 60);

struct Part {
    name: &'static str,
    needs: &'static [Need],
    run: fn(&Ground) -> Result<(), Failure>,
}

const PARTS: [Part; 8] = [
    Part {
        name: "fmt",
        needs: &[],
        run: fmt,
    },
    Part {
        name: "house",
        needs: &[Need::RustTools],
        run: house,
    },
    Part {
        name: "licences",
        needs: &[Need::Licences],
        run: licences,
    },
    Part {
        name: "ui",
        needs: &[Need::Page],
        run: ui,
    },
    Part {
        name: "clippy",
        needs: &[Need::Debian, Need::Page],
        run: clippy,
    },
    Part {
        name: "rust",
        needs: &[Need::Debian, Need::RustTools, Need::Pdfium],
        run: rust,
    },
    Part {
        name: "page",
        needs: &[Need::Debian, Need::Page, Need::Journeys, Need::Pdfium],
        run: page,
    },
    Part {
        name: "window",
        needs: &[
            Need::Debian,
            Need::RustTools,
            Need::Driver,
            Need::Page,
            Need::Journeys,
            Need::Pdfium,
        ],
        run: window,
    },
];

/// Sets up and runs the named parts, or all; a failed part does not keep the next from running.
///
/// # Errors
/// Names an unknown part, or all parts that failed.
pub(crate) fn carry_out(ground: &Ground, names: &[&str]) -> Result<(), Failure> {
    let known = |name: &&&str| !PARTS.iter().any(|part| part.name == **name);
    if let Some(unknown) = names.iter().find(known) {
        let all: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        return Err(Failure::new(format!(
            "there is no part `{unknown}`; the parts are: {}",
            all.join(" ")
        )));
    }
    let chosen: Vec<&Part> = PARTS
        .iter()
        .filter(|part| names.is_empty() || names.contains(&part.name))
        .collect();
    let needs: Vec<Need> = Need::ALL
        .into_iter()
        .filter(|need| chosen.iter().any(|part| part.needs.contains(need)))
        .collect();
    let mut table = Table::default();
    table.part("setup", || setup::carry_out(ground, &needs));
    for part in chosen {
        table.part(part.name, || (part.run)(ground));
    }
    println!("\n{table}");
    table.verdict()
}

/// Builds the page into `ui/dist`, which the shell and the test host serve.
pub(crate) fn build_page(ground: &Ground) -> Result<(), Failure> {
    script(ground, "ui", "build")
}

/// Builds the window and the command line.
pub(crate) fn build_window(ground: &Ground) -> Result<(), Failure> {
    build_rooms(ground)?;
    Step::new("cargo", ["build", "-p", "celesteos"])
        .with(["--features", "custom-protocol"])
        .carry_out(ground)
}

fn fmt(ground: &Ground) -> Result<(), Failure> {
    Step::new("cargo", ["fmt", "--all", "--check"]).carry_out(ground)
}

fn house(ground: &Ground) -> Result<(), Failure> {
    Step::new("cargo", ["nextest", "run", "-p", "xtask"]).carry_out(ground)
}

fn licences(ground: &Ground) -> Result<(), Failure> {
    Step::new("cargo", ["deny", "--all-features", "check"])
        .with(["bans", "licenses", "sources"])
        .carry_out(ground)
}

fn ui(ground: &Ground) -> Result<(), Failure> {
    for name in ["check", "lint", "format:check", "test", "build"] {
        script(ground, "ui", name)?;
    }
    Ok(())
}

fn clippy(ground: &Ground) -> Result<(), Failure> {
    // The shell embeds the page when it is compiled, also when only checked.
    if !ground.path("ui/dist/index.html").exists() {
        build_page(ground)?;
    }
    // With the benches, which nothing else here compiles.
    Step::new("cargo", ["clippy", "--workspace", "--all-targets", "--keep-going"])
        .with(["--features", "cli/bench", "--", "-D", "warnings"])
        .carry_out(ground)
}

fn rust(ground: &Ground) -> Result<(), Failure> {
    // Stories start our programs as processes; cargo builds them before it builds the tests.
    build_rooms(ground)?;
    let stories = Step::new("cargo", ["nextest", "run"]).with(ROOMS).carry_out(ground);
    let examples = Step::new("cargo", ["test", "--doc"]).with(ROOMS).carry_out(ground);
    let pages = Step::new("cargo", ["doc", "--no-deps"])
        .with(ROOMS)
        .env("RUSTDOCFLAGS", "-D warnings")
        .carry_out(ground);
    stories.and(examples).and(pages)
}

fn page(ground: &Ground) -> Result<(), Failure> {
    build_page(ground)?;
    build_rooms(ground)?;
    Step::new(npm(), ["run", "page"])
        .within("tests")
        .env("CELESTE", ground.program("celeste"))
        .env("CELESTE_SHORE_HOST", ground.program("shore-host"))
        .env("CELESTE_TEST_HOST", ground.program("test-host"))
        .at_most(PAGE_LIMIT)
        .carry_out(ground)
}

fn window(ground: &Ground) -> Result<(), Failure> {
    build_page(ground)?;
    build_window(ground)?;
    Step::new("cargo", ["nextest", "run", "-p", "celesteos"])
        .with(["--features", "custom-protocol"])
        .carry_out(ground)?;
    let journeys = Step::new(npm(), ["run", "window"])
        .within("tests")
        .env("CELESTE", ground.program("celeste"))
        .env("CELESTEOS", ground.program("celesteos"))
        .env("CELESTE_SHORE_HOST", ground.program("shore-host"))
        .env("CELESTE_TEST_HOST", ground.program("test-host"))
        .at_most(WINDOW_LIMIT);
    // Also where a person could see it: journeys must not fight over mouse and focus.
    let virtual_display = cfg!(target_os = "linux").then(VirtualDisplay::start).transpose()?;
    match &virtual_display {
        Some(virtual_display) => virtual_display.lend(journeys).carry_out(ground),
        None if display::is_there() => journeys.carry_out(ground),
        None => Err(Failure::new("there is no display for the window")),
    }
}

fn build_rooms(ground: &Ground) -> Result<(), Failure> {
    Step::new("cargo", ["build"])
        .with(ROOMS)
        .with(["--bins"])
        .carry_out(ground)
}

/// Runs one script of a `package.json`.
fn script(ground: &Ground, below: &str, name: &str) -> Result<(), Failure> {
    Step::new(npm(), ["run", name]).within(below).carry_out(ground)
}
