//! Deliveries of 200 rows among a million: ticks and commits, in turn with SQLite alone writing the same rows on
//! the same disk, and opening the page on which they are counted.

mod quay;

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::vessel::{BenchVessel, database, sign_in};
use api::{Error, Program};
use quay::{Quay, Timed};
use serde_json::json;
use testkit::{Peer, Stopwatch};

/// Rows of one delivery.
const ROWS: usize = 200;
/// Deliveries that are counted and committed; the first one prepares statements on both sides.
const DELIVERIES: usize = 6;
/// Times that each page is opened.
const OPENED: usize = 40;
/// The command that gives the page.
const PAGE: &str = "delivery_page";
/// Most milliseconds from a tick until it is saved.
const TICK_MS_MAX: f64 = 10.0;
/// Most milliseconds of a commit, the check of the PIN included.
const COMMIT_MS_MAX: f64 = 200.0;
/// Most milliseconds until the page of a delivery is there.
const PAGE_MS_MAX: f64 = 100.0;
/// Most of a bare transaction of the same rows that half of all ticks may take.
const RATIO_TICK_MAX: f64 = 1.5;
/// Most of a bare transaction of the same rows that half of all commits may take.
const RATIO_COMMIT_MAX: f64 = 4.0;

pub(crate) fn measure(vessel: &BenchVessel) -> Result<Report, Error> {
    let place = vessel.copy("receiving")?;
    let copy = place.replica.with_file_name("peer.db");
    std::fs::copy(database(&place), &copy).map_err(|error| cannot("copy the database", &error))?;
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    let peer = Peer::new(&database(&place), &copy).map_err(|error| cannot("open the peer", &error))?;
    let mut quay = Quay::new(program, peer)?;
    let (mut ticks, mut commits, mut pages) = (Beside::default(), Beside::default(), Sample::default());
    for delivery in 0..DELIVERIES {
        let (session, rows) = quay.open()?;
        let is_warm = delivery > 0;
        for (at, row) in rows.iter().enumerate() {
            quay.count(row, at)?;
            let timed = quay.timed("tick_line", json!({ "line": row }), None)?;
            ticks.add(&timed, is_warm);
        }
        if is_warm {
            for _ in 0..OPENED / (DELIVERIES - 1) {
                let stopwatch = Stopwatch::start();
                quay.program.call(PAGE, json!({ "id": session }))?;
                pages.add(stopwatch.elapsed());
            }
        }
        quay.act("move_to_review", json!({ "session": session }))?;
        let sign = Some(quay.sign.clone());
        let timed = quay.timed("commit_receiving", json!({ "session": session }), sign)?;
        commits.add(&timed, is_warm);
    }
    let mut report = Report::new(
        "receiving",
        format!(
            "{} deliveries of {ROWS} rows among {} rows, ticks and commits in turn with bare SQLite transactions of the same rows",
            DELIVERIES - 1,
            vessel.rows
        ),
    );
    ticks.report(&mut report, "tick to saved", RATIO_TICK_MAX, TICK_MS_MAX);
    commits.report(&mut report, "commit of 200 rows", RATIO_COMMIT_MAX, COMMIT_MS_MAX);
    for percent in [50, 95] {
        let against = Against::Budget(PAGE_MS_MAX);
        let what = format!("page of 200 rows p{percent}");
        report.add(what, pages.percentile_ms(percent), "ms", against);
    }
    Ok(report)
}

#[derive(Default)]
struct Beside {
    ours: Sample,
    alone: Sample,
    rows: usize,
}

impl Beside {
    fn add(&mut self, timed: &Timed, is_warm: bool) {
        if is_warm {
            self.ours.add(timed.took);
            self.alone.add(timed.alone);
            self.rows = self.rows.max(timed.rows);
        }
    }

    fn report(&self, report: &mut Report, what: &str, ratio_max: f64, ms_max: f64) {
        let (value, peer) = (self.ours.percentile_ms(50), self.alone.percentile_ms(50));
        let against = Against::Peer {
            peer,
            ratio: value / peer,
            ratio_max,
        };
        report.add(format!("{what} ({} rows) p50", self.rows), value, "ms", against);
        let against = Against::Budget(ms_max);
        report.add(format!("{what} p95"), self.ours.percentile_ms(95), "ms", against);
        let alone = self.alone.percentile_ms(95);
        report.add(format!("{what}, SQLite alone p95"), alone, "ms", Against::Nothing);
    }
}
