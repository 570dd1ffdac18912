//! `local-shore serve` and `local-shore join NAME`: a shore on this machine, and workstations of one vessel
//! that join it.
#![allow(
    clippy::print_stdout,
    reason = "telling a person what happens is what this program is for"
)]
#![cfg_attr(not(unix), allow(unused))]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A shore on this machine, for trying out.
#[derive(Parser)]
#[command(name = "local-shore")]
struct Asked {
    /// Where everything lies.
    #[arg(long, default_value = "target/shore")]
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Starts a PostgreSQL and a gateway, and runs until Ctrl+C.
    Serve,
    /// Sets up a workstation of the demo vessel that exchanges with that shore.
    Join {
        /// Where it stands.
        name: String,
    },
}

#[cfg(unix)]
fn main() -> ExitCode {
    let asked = Asked::parse();
    let done = match &asked.what {
        What::Serve => serve(&asked.folder),
        What::Join { name } => join(&asked.folder, name),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("local-shore: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    eprintln!("local-shore starts its database on Unix only; see docs/shore.md for any other system.");
    ExitCode::FAILURE
}

#[cfg(unix)]
fn serve(folder: &Path) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let shore = testkit::local_shore::LocalShore::start(folder)?;
    println!(
        "The shore answers at {}; Ctrl+C ends it, database and all.",
        shore.url()
    );
    println!("In another terminal: cargo xtask join engine-room, then cargo xtask join bridge");
    runtime
        .block_on(tokio::signal::ctrl_c())
        .map_err(|error| error.to_string())
}

#[cfg(unix)]
fn join(folder: &Path, name: &str) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut joining = testkit::local_shore::Joining {
        celeste: &own.with_file_name("celeste"),
        celeste_shore: &own.with_file_name("celeste-shore"),
        folder,
        show: &mut |line| println!("{line}"),
    };
    joining.join(name)?;
    let all = joining.joined();
    println!("\nUp to date with the shore: {}.", all.join(", "));
    println!(
        "In a window, where the PIN of everybody is 123456: cargo xtask run --demo-dir {}",
        joining.replica(name).display()
    );
    Ok(())
}
