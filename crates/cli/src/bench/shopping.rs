//! A long shopping list with its orders and postings: lists, counts and figures of spend, beside adding the
//! same rows up one by one, and beside SQLite alone.

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::vessel::{BenchVessel, database, sign_in};
use api::{Error, Place, Program};
use serde_json::{Value as Json, json};
use store::{SpendQuery, StoreError};
use testkit::{SpendPeer, Stopwatch};

/// Items of the shopping list.
pub(crate) const ITEMS: usize = 100_000;
/// Times that each question is asked.
const TIMES: usize = 40;
/// Times that everything is added up row by row.
const TIMES_ROWS: usize = 8;
/// Rows of a window of a list, as the screen asks for them.
const WINDOW_ROWS: usize = 100;
/// Most milliseconds of a list with its totals, and of the figures above it.
const LIST_MS_MAX: f64 = 50.0;

type Question = (&'static str, &'static str, Json);

pub(crate) fn measure(vessel: &BenchVessel) -> Result<Report, Error> {
    let place = vessel.place();
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    let mut report = Report::new(
        "shopping",
        format!("each question {TIMES} times with {ITEMS} items, their orders and postings"),
    );
    for (what, command, args) in questions(&program)? {
        let mut sample = Sample::default();
        for _ in 0..TIMES {
            let stopwatch = Stopwatch::start();
            program.call(command, args.clone())?;
            sample.add(stopwatch.elapsed());
        }
        report.add(format!("{what} p50"), sample.percentile_ms(50), "ms", Against::Nothing);
        let against = Against::Budget(LIST_MS_MAX);
        report.add(format!("{what} p95"), sample.percentile_ms(95), "ms", against);
    }
    beside(&mut report, &place)?;
    Ok(report)
}

/// The list's tabs and their counts, figures, groups and what makes them.
fn questions(program: &Program) -> Result<Vec<Question>, Error> {
    let all = json!({ "filters": {}, "offset": 0 });
    let mut questions: Vec<Question> = vec![
        ("counts of the tabs", "shopping_counts", all),
        ("figures", "spend_figures", json!({})),
    ];
    for (what, tab) in [
        ("list: candidate", "candidate"),
        ("list: under review", "under_review"),
        ("list: ordered", "ordered"),
        ("list: awaiting receipt", "awaiting_receipt"),
        ("list: history", "history"),
    ] {
        let args = json!({ "filters": { "tab": [tab] }, "offset": 0, "limit": WINDOW_ROWS });
        questions.push((what, "shopping_list", args));
    }
    let middle = json!({ "filters": { "tab": ["history"] }, "offset": ITEMS / 4, "limit": WINDOW_ROWS });
    questions.push(("list: history, middle", "shopping_list", middle));
    let by_urgency = json!({ "filters": { "tab": ["awaiting_receipt"] }, "sort": "urgency", "limit": WINDOW_ROWS });
    questions.push(("list: awaiting receipt, by urgency", "shopping_list", by_urgency));
    let of_state = json!({ "filters": { "state": ["partially_received"] }, "limit": WINDOW_ROWS });
    questions.push(("orders: partially received", "order_list", of_state));
    let narrowed = json!({ "filters": { "department": ["engineering"], "urgency": ["high"] }, "offset": 0 });
    questions.push(("counts of the tabs, narrowed", "shopping_counts", narrowed));
    for (what, by) in [
        ("figures by department", "department"),
        ("figures by supplier", "supplier"),
        ("figures by system", "system"),
        ("figures by month", "month"),
    ] {
        questions.push((what, "spend_figures", json!({ "by": by })));
    }
    let of_supplier = program.call("spend_figures", json!({ "by": "supplier" }))?["charts"][0]["bars"][0]["of"].take();
    questions.push(("figures of a supplier", "spend_figures", of_supplier));
    questions.push(("figures of a year", "spend_figures", json!({ "period": "2025" })));
    for (what, figure) in [
        ("postings, top", "actual"),
        ("committed lines, top", "committed"),
        ("outstanding items, top", "outstanding"),
    ] {
        let args = json!({ "figure": figure, "limit": WINDOW_ROWS });
        questions.push((what, "posting_list", args));
    }
    let end = program.call("posting_list", json!({ "limit": 1 }))?["total"]
        .as_u64()
        .unwrap_or(0);
    let end = end.saturating_sub(WINDOW_ROWS as u64);
    questions.push((
        "postings, end",
        "posting_list",
        json!({ "offset": end, "limit": WINDOW_ROWS }),
    ));
    questions.push((
        "postings without a price",
        "posting_list",
        json!({ "unpriced": true, "limit": WINDOW_ROWS }),
    ));
    questions.push(("budgets", "budget_list", json!({})));
    Ok(questions)
}

/// The same figures added up from the rows, and SQLite alone, which is not exact and knows no later price.
fn beside(report: &mut Report, place: &Place) -> Result<(), Error> {
    let failed = |error: StoreError| cannot("add the rows up", &error);
    let (mut rows, mut alone) = (Sample::default(), Sample::default());
    let readers = store::Readers::open(&store::Place::new(place.replica.clone())).map_err(failed)?;
    let all = SpendQuery::default();
    for _ in 0..TIMES_ROWS {
        let reader = readers.reader().map_err(failed)?;
        let stopwatch = Stopwatch::start();
        reader.records().spent(&all).map_err(failed)?;
        reader.records().committed(&all).map_err(failed)?;
        rows.add(stopwatch.elapsed());
    }
    let peer = SpendPeer::new(&database(place)).map_err(|error| cannot("open the peer", &error))?;
    for _ in 0..TIMES {
        alone.add(
            peer.sum_of_amounts()
                .map_err(|error| cannot("let the peer add up", &error))?,
        );
    }
    for (what, sample) in [
        ("spent and committed, added up row by row", rows),
        ("SQLite alone: SUM over postings, no later price, not exact", alone),
    ] {
        report.add(format!("{what} p50"), sample.percentile_ms(50), "ms", Against::Nothing);
        report.add(format!("{what} p95"), sample.percentile_ms(95), "ms", Against::Nothing);
    }
    Ok(())
}
