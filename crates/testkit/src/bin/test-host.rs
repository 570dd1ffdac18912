//! `test-host --replica DIR`: the program behind HTTP, for tests that drive a browser.
//!
//! Prints the address on standard output once it answers, and runs until it is ended.
#![allow(clippy::print_stdout, reason = "the address on standard output is the answer")]

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use api::demo_vessel::DemoArgs;
use api::outside::{Machine, Outside};
use api::{Place, Program};
use clap::Parser;
use tokio::net::TcpListener;

/// Serves the page on one replica, on this machine only.
#[derive(Parser)]
#[command(name = "test-host")]
struct Asked {
    /// Folder of the replica; made when it is not there.
    #[arg(long)]
    replica: PathBuf,
    /// This workstation's own state; beside the replica when left out.
    #[arg(long, env = "CELESTE_STATE_DIR")]
    state: Option<PathBuf>,
    /// Makes the demo vessel where the replica is not there yet.
    #[arg(long, conflicts_with = "empty")]
    demo: bool,
    /// Refuses to start on a replica that is there already.
    #[arg(long)]
    empty: bool,
    /// Seed of the demo vessel.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Rows of replicated tables of the demo vessel; the plain one when left out.
    #[arg(long)]
    rows: Option<usize>,
    /// Folder of the built page.
    #[arg(long, env = "CELESTE_PAGE", default_value_os_t = below_the_checkout("ui/dist"))]
    page: PathBuf,
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Hours that the clock is ahead: what was heard a moment ago then lies that long back.
    #[arg(long, default_value_t = 0)]
    ahead_hours: i64,
}

/// The machine, at a later hour.
struct Later {
    machine: Machine,
    by_hours: i64,
}

impl Outside for Later {
    fn wall_ms(&self) -> i64 {
        const HOUR_MS: i64 = 3_600_000;
        self.machine.wall_ms() + self.by_hours * HOUR_MS
    }

    fn monotonic_ms(&self) -> u64 {
        self.machine.monotonic_ms()
    }

    fn random(&self, buffer: &mut [u8]) {
        self.machine.random(buffer);
    }
}

impl Asked {
    fn place(&self) -> Place {
        let state = self.state.clone().unwrap_or_else(|| {
            let mut beside = self.replica.as_os_str().to_owned();
            beside.push("-state");
            beside.into()
        });
        Place {
            replica: self.replica.clone(),
            state,
        }
    }
}

fn below_the_checkout(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn main() -> ExitCode {
    if let Some(ended) = std::env::args_os().nth(1).and_then(|first| api::work(&first)) {
        return ended;
    }
    host()
}

#[tokio::main]
async fn host() -> ExitCode {
    let asked = Asked::parse();
    match serve(&asked).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("test-host: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(asked: &Asked) -> Result<(), Box<dyn std::error::Error>> {
    let is_there = asked.replica.join("replica.db").exists();
    if asked.empty && is_there {
        return Err(format!("{} holds a replica already", asked.replica.display()).into());
    }
    if asked.demo && !is_there {
        let args = DemoArgs {
            seed: asked.seed,
            rows: asked.rows,
            with_manuals: true,
        };
        Program::init_demo(asked.place(), args, Arc::new(Machine::new()), &mut |_| {})?;
    }
    let outside = Later {
        machine: Machine::new(),
        by_hours: asked.ahead_hours,
    };
    let program = Arc::new(Program::open_with(asked.place(), Arc::new(outside))?);
    let config = below_the_checkout("tauri.conf.json");
    let router = testkit::host::router(Arc::clone(&program), &asked.page, &config)?;
    program.start_sync();
    if asked.demo && !is_there {
        program.read_manuals(&mut |_| {})?;
    }
    program.open_reading_room();
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, asked.port))).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
