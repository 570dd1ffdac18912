//! Lists and pages, asked as the window asks them.

use super::figure::{Against, Report, Sample};
use super::vessel::{BenchVessel, sign_in};
use api::{Error, Program};
use serde_json::{Value as Json, json};
use testkit::Stopwatch;

/// Times that each question is asked.
const TIMES: usize = 20;
/// Rows of a window of a list, as the screen asks for them.
const WINDOW_ROWS: usize = 100;
/// A person does not notice this; lists have no budget of their own in the design but search.
const ANSWER_MS_MAX: f64 = 100.0;

/// One command, called as the window calls it.
pub(crate) struct Question {
    what: String,
    pub(crate) command: &'static str,
    pub(crate) args: Json,
}

pub(crate) fn measure(vessel: &BenchVessel) -> Result<Report, Error> {
    let program = Program::open(vessel.place())?;
    sign_in(&program)?;
    let mut report = Report::new("list", format!("each question {TIMES} times with {} rows", vessel.rows));
    for question in questions(&program)? {
        let mut sample = Sample::default();
        for _ in 0..TIMES {
            let stopwatch = Stopwatch::start();
            program.call(question.command, question.args.clone())?;
            sample.add(stopwatch.elapsed());
        }
        report.add(
            format!("{} p50", question.what),
            sample.percentile_ms(50),
            "ms",
            Against::Nothing,
        );
        let budget = Against::Budget(ANSWER_MS_MAX);
        report.add(format!("{} p95", question.what), sample.percentile_ms(95), "ms", budget);
    }
    Ok(report)
}

/// Every list, at its top, its end, filtered, sorted and searched, and a page of each kind.
pub(crate) fn questions(program: &Program) -> Result<Vec<Question>, Error> {
    let mut questions = vec![
        ask("Now", "now_page", Json::Null),
        ask("counts", "counts", Json::Null),
        ask("equipment tree", "equipment_tree", Json::Null),
        ask("running hours", "running_hours_grid", Json::Null),
        ask("storage places", "location_list", Json::Null),
        ask("people", "crew_list", Json::Null),
        ask("acts of a place", "place_offers", Json::Null),
        ask("record, top", "audit_list", json!({ "limit": WINDOW_ROWS })),
    ];
    for (name, command, filter, sort, text) in LISTS {
        let top = program.call(command, window(json!({})))?;
        let total = top["total"].as_u64().unwrap_or(0);
        let end = total.saturating_sub(WINDOW_ROWS as u64);
        let mut add = |what: &str, args: Json| questions.push(ask(&format!("{name}, {what}"), command, window(args)));
        add("top", json!({}));
        add("middle", json!({ "offset": total / 2 }));
        add("end", json!({ "offset": end }));
        add(
            &format!("{} {}", filter.0, filter.1),
            json!({ "filters": { filter.0: [filter.1] } }),
        );
        add(&format!("by {sort}"), json!({ "sort": sort }));
        add(&format!("“{text}”"), json!({ "text": text }));
        add("words found nowhere", json!({ "text": "quite unheard of" }));
        if let Some(id) = top["rows"][0]["id"].as_str() {
            let page = command.replace("_list", "_page");
            let page = PAGES
                .iter()
                .copied()
                .find(|known| *known == page)
                .unwrap_or("fault_page");
            questions.push(ask(&format!("{name}, a page"), page, json!({ "id": id })));
        }
    }
    if let Some(id) = busiest(program)? {
        questions.push(ask(
            "equipment with most work, its page",
            "equipment_page",
            json!({ "id": id }),
        ));
        let filters = json!({ "equipment_id": [id] });
        for command in ["work_order_list", "fault_list"] {
            let what = format!("{command} of that equipment");
            questions.push(ask(&what, command, window(json!({ "filters": filters.clone() }))));
        }
    }
    Ok(questions)
}

/// A list: its name, command, a filter, a column to sort by, and a word that often stands in it.
type List = (
    &'static str,
    &'static str,
    (&'static str, &'static str),
    &'static str,
    &'static str,
);

const LISTS: [List; 3] = [
    (
        "work orders",
        "work_order_list",
        ("status", "completed"),
        "title",
        "pump",
    ),
    ("faults", "fault_list", ("severity", "critical"), "title", "pump"),
    ("parts", "part_list", ("department", "engineering"), "number", "filter"),
];

const PAGES: [&str; 3] = ["work_order_page", "fault_page", "part_page"];

fn ask(what: &str, command: &'static str, args: Json) -> Question {
    Question {
        what: what.to_owned(),
        command,
        args,
    }
}

fn window(mut args: Json) -> Json {
    args["limit"] = json!(WINDOW_ROWS);
    args
}

/// The equipment with the most work orders among the last few hundred.
fn busiest(program: &Program) -> Result<Option<String>, Error> {
    let rows = program.call("work_order_list", json!({ "limit": 200 }))?;
    let mut counted = std::collections::BTreeMap::<&str, usize>::new();
    for row in rows["rows"].as_array().into_iter().flatten() {
        if let Some(id) = row["equipment"]["id"].as_str() {
            *counted.entry(id).or_default() += 1;
        }
    }
    let most = counted.into_iter().max_by_key(|(_, count)| *count);
    Ok(most.map(|(id, _)| id.to_owned()))
}
