//! `celeste bench`: how fast it is with a million rows, beside what the same costs without us.
//!
//! A figure over its budget is shown as such and fails nothing: only a person can say what a slow
//! figure on a busy machine means.

mod commit;
mod figure;
mod import;
mod list;
mod manuals;
mod process;
mod receiving;
mod search;
mod shopping;
mod stock;
#[cfg(unix)]
mod sync;
mod vessel;

use crate::output::Output;
use api::{Code, Error};
use clap::ValueEnum;
use figure::Report;
use serde_json::json;
use std::path::Path;
use vessel::BenchVessel;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bench {
    /// Durable commits of acts, beside SQLite alone writing the same rows.
    Commit,
    /// From the start of the process to the list of work orders.
    Start,
    /// Resident memory after the lists and pages were opened.
    Memory,
    /// Lists and pages.
    List,
    /// Searches of every class of words, beside SQLite's own full-text search.
    Search,
    /// Stores of 10,000 parts and 1,000,000 movements, beside SQLite alone adding them up.
    Stock,
    /// A shopping list of 100,000 items with orders and postings, beside adding them up row by row.
    Shopping,
    /// Ticks and commits of deliveries, beside SQLite alone writing the same rows.
    Receiving,
    /// Lists that a vessel brings, beside SQLite alone writing the same rows.
    Import,
    /// From a fault to the page of its manual, and drawing beside poppler and MuPDF.
    Manuals,
    /// Ten thousand acts to the shore over a bad line, beside the same as gzip JSON.
    #[cfg(unix)]
    Sync,
    /// Every bench.
    All,
    /// The process that `start` and `memory` start and watch.
    #[value(hide = true)]
    Watched,
}

pub(crate) fn run(bench: Bench, rows: usize, replica: &Path, output: &Output) -> Result<(), Error> {
    if bench == Bench::Watched {
        return process::be_watched(replica);
    }
    let mut reports = Vec::new();
    if bench.is_of_a_large_vessel() {
        let vessel = BenchVessel::ready(rows, output)?;
        reports = measure_vessel(bench, &vessel, output)?;
    }
    if matches!(bench, Bench::Stock | Bench::All) {
        let vessel = BenchVessel::with_full_stores(stock::PARTS, stock::MOVEMENTS, output)?;
        let report = stock::measure(&vessel)?;
        report.say(output);
        reports.push(report);
    }
    if matches!(bench, Bench::Shopping | Bench::All) {
        let vessel = BenchVessel::with_full_lists(shopping::ITEMS, output)?;
        let report = shopping::measure(&vessel)?;
        report.say(output);
        reports.push(report);
    }
    if matches!(bench, Bench::Import | Bench::All) {
        let report = import::measure()?;
        report.say(output);
        reports.push(report);
    }
    if matches!(bench, Bench::Manuals | Bench::All) {
        let report = manuals::measure(output)?;
        report.say(output);
        reports.push(report);
    }
    #[cfg(unix)]
    if matches!(bench, Bench::Sync | Bench::All) {
        let report = sync::measure(output)?;
        report.say(output);
        reports.push(report);
    }
    if output.json {
        output.print(&json!({ "cores": cores(), "rows": rows, "benches": reports }));
    }
    Ok(())
}

impl Bench {
    fn is_of_a_large_vessel(self) -> bool {
        #[cfg(unix)]
        return !matches!(
            self,
            Self::Sync | Self::Stock | Self::Shopping | Self::Import | Self::Manuals
        );
        #[cfg(not(unix))]
        return !matches!(self, Self::Stock | Self::Shopping | Self::Import | Self::Manuals);
    }
}

fn measure_vessel(bench: Bench, vessel: &BenchVessel, output: &Output) -> Result<Vec<Report>, Error> {
    let mut reports = Vec::new();
    for (one, measure) in [
        (
            Bench::Commit,
            commit::measure as fn(&BenchVessel) -> Result<Report, Error>,
        ),
        (Bench::Start, process::measure_start),
        (Bench::Memory, process::measure_memory),
        (Bench::List, list::measure),
        (Bench::Receiving, receiving::measure),
    ] {
        if bench == one || bench == Bench::All {
            let report = measure(vessel)?;
            report.say(output);
            reports.push(report);
        }
    }
    if matches!(bench, Bench::Search | Bench::All) {
        let report = search::measure(vessel, output)?;
        report.say(output);
        reports.push(report);
    }
    Ok(reports)
}

/// Processors that this machine lends.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// A fault of the bench itself, not of what it measures.
fn cannot(what: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(Code::Fault, format!("The bench cannot {what}: {error}."))
}
