//! Lists and pages of stores with a long ledger, beside SQLite alone adding that ledger up.

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::vessel::{BenchVessel, database, sign_in};
use api::{Error, Program};
use journal::RowId;
use serde_json::{Value as Json, json};
use std::path::Path;
use testkit::{LedgerPeer, Stopwatch};

/// Parts in stores.
pub(crate) const PARTS: usize = 10_000;
/// Movements of the ledger.
pub(crate) const MOVEMENTS: usize = 1_000_000;
/// Times that each question is asked.
const TIMES: usize = 40;
/// Times that SQLite alone adds the whole ledger up: it takes a second.
const TIMES_ALL: usize = 5;
/// Rows of a window of a list, as the screen asks for them.
const WINDOW_ROWS: usize = 100;
/// Most milliseconds of a list of parts with their levels.
const LIST_MS_MAX: f64 = 50.0;
/// Most milliseconds of one part's page.
const PAGE_MS_MAX: f64 = 5.0;

type Question = (&'static str, &'static str, Json, f64);

pub(crate) fn measure(vessel: &BenchVessel) -> Result<Report, Error> {
    let place = vessel.place();
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    let mut report = Report::new(
        "stock",
        format!("each question {TIMES} times with {PARTS} parts and {MOVEMENTS} movements"),
    );
    let hold = json!({ "text": "HOLD-05", "limit": WINDOW_ROWS });
    let part = program.call("part_list", hold)?["rows"][0].take();
    for (what, command, args, budget) in questions(&part) {
        let mut sample = Sample::default();
        for _ in 0..TIMES {
            let stopwatch = Stopwatch::start();
            program.call(command, args.clone())?;
            sample.add(stopwatch.elapsed());
        }
        report.add(format!("{what} p50"), sample.percentile_ms(50), "ms", Against::Nothing);
        let against = Against::Budget(budget);
        report.add(format!("{what} p95"), sample.percentile_ms(95), "ms", against);
    }
    beside(&mut report, &database(&place), &part)?;
    Ok(report)
}

fn questions(part: &Json) -> Vec<Question> {
    let list = |args: Json| {
        let mut args = args;
        args["limit"] = json!(WINDOW_ROWS);
        args
    };
    let only = |column: &str, word: &Json| list(json!({ "filters": { column: [word] } }));
    let status = |word: &str| only("stock_status", &json!(word));
    let (id, place) = (&part["id"], &part["location"]["id"]);
    vec![
        ("parts, top", "part_list", list(json!({})), LIST_MS_MAX),
        (
            "parts, end",
            "part_list",
            list(json!({ "offset": PARTS - WINDOW_ROWS })),
            LIST_MS_MAX,
        ),
        (
            "parts, by stock",
            "part_list",
            list(json!({ "sort": "stock" })),
            LIST_MS_MAX,
        ),
        ("parts, out of stock", "part_list", status("out_of_stock"), LIST_MS_MAX),
        ("parts, low", "part_list", status("low"), LIST_MS_MAX),
        ("parts, negative", "part_list", status("negative"), LIST_MS_MAX),
        (
            "parts, of a place",
            "part_list",
            only("location_id", place),
            LIST_MS_MAX,
        ),
        ("a part", "part_page", json!({ "id": id }), PAGE_MS_MAX),
        (
            "its movements",
            "movement_list",
            json!({ "part": id, "limit": WINDOW_ROWS }),
            LIST_MS_MAX,
        ),
        (
            "its level over time",
            "stock_series",
            json!({ "part": id }),
            LIST_MS_MAX,
        ),
        (
            "movements at a place",
            "movement_list",
            json!({ "location": place, "limit": WINDOW_ROWS }),
            LIST_MS_MAX,
        ),
        (
            "what lies at a place",
            "location_stock",
            json!({ "location": place }),
            LIST_MS_MAX,
        ),
        (
            "a part by its barcode",
            "part_find",
            json!({ "code": "4000000005000" }),
            LIST_MS_MAX,
        ),
        ("conflicts", "conflict_list", json!({}), LIST_MS_MAX),
    ]
}

/// SQLite alone, which has to add the movements up.
fn beside(report: &mut Report, database: &Path, part: &Json) -> Result<(), Error> {
    let peer = LedgerPeer::new(database).map_err(|error| cannot("open the peer", &error))?;
    let part: RowId = part["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .ok_or_else(|| cannot("find a part", &"the list is empty"))?;
    let (mut all, mut one) = (Sample::default(), Sample::default());
    let failed = |error| cannot("let the peer add up", &error);
    for _ in 0..TIMES_ALL {
        all.add(peer.sum_of_all().map_err(failed)?.0);
    }
    for _ in 0..TIMES {
        one.add(peer.sum_of(part).map_err(failed)?);
    }
    for (what, sample) in [
        ("SQLite alone: SUM over the ledger, all parts", all),
        ("SQLite alone: SUM over the ledger, one part", one),
    ] {
        report.add(format!("{what} p50"), sample.percentile_ms(50), "ms", Against::Nothing);
    }
    Ok(())
}
