//! Pages as pixels, in turn with other programs that draw the same pages as wide.

use super::super::cannot;
use super::super::figure::{Against, Report, Sample};
use super::peers::PEERS;
use super::{WIDTH_PIXELS, worker_mb};
use ::manuals::{Reader, Size};
use api::Error;
use std::path::Path;
use std::time::Duration;
use testkit::Stopwatch;

/// Pages that are drawn one after the other.
const PAGES: u32 = 120;
/// Times that they are drawn.
const ROUNDS: u32 = 3;
/// Single pages that are drawn, each by a new process.
const SINGLE_PAGES: u32 = 20;

/// What ours took, and each of the peers.
#[derive(Default)]
struct Took {
    ours: Sample,
    peers: [Sample; PEERS.len()],
}

pub(super) fn measure(file: &Path, pages: u32, report: &mut Report) -> Result<(), Error> {
    let first = pages / 4;
    let last = first + PAGES - 1;
    if last > pages {
        return Err(cannot("draw enough pages", &format!("the manual has {pages}")));
    }
    let mut many = Took::default();
    let mut memory = None;
    for _ in 0..ROUNDS {
        let (took, most) = ours(file, (first, last))?;
        many.ours.add(took / PAGES);
        memory = most.or(memory);
        for (peer, sample) in PEERS.iter().zip(&mut many.peers) {
            sample.add(peer.draw(file, (first, last), WIDTH_PIXELS)? / PAGES);
        }
    }
    many.say(report, &format!("drawing, pages {first} to {last}, ms a page"));
    if let Some(most) = memory {
        report.add(
            "worker's memory, highest, after those pages",
            most,
            "MB",
            Against::Nothing,
        );
    }
    let mut single = Took::default();
    for page in (1..=pages).step_by((pages / SINGLE_PAGES).max(1) as usize) {
        single.ours.add(ours(file, (page, page))?.0);
        for (peer, sample) in PEERS.iter().zip(&mut single.peers) {
            sample.add(peer.draw(file, (page, page), WIDTH_PIXELS)?);
        }
    }
    single.say(report, "drawing one page by a new process");
    Ok(())
}

impl Took {
    /// The median of each.
    fn say(&self, report: &mut Report, what: &str) {
        let ours = self.ours.percentile_ms(50);
        report.add(what, ours, "ms", Against::Nothing);
        for (peer, sample) in PEERS.iter().zip(&self.peers) {
            let peers = sample.percentile_ms(50);
            let what = format!("  the same by {}", peer.program);
            report.add(what, peers, "ms", Against::TimesOurs(peers / ours));
        }
    }
}

/// From the start of a worker to its last pixel, and the worker's memory at its highest.
fn ours(file: &Path, (first, last): (u32, u32)) -> Result<(Duration, Option<f64>), Error> {
    let stopwatch = Stopwatch::start();
    let reader = Reader::default();
    for page in first..=last {
        let drawn = reader.draw(file, page, Size::Width(WIDTH_PIXELS));
        let drawn = drawn.map_err(|error| cannot("draw a page", &error))?;
        if drawn.width != WIDTH_PIXELS {
            return Err(cannot("draw a page", &"it came in another width"));
        }
    }
    Ok((stopwatch.elapsed(), worker_mb().map(|(_, most)| most)))
}
