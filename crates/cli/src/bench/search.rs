//! Searches of every kind of words, beside SQLite's own full-text search over the same texts; and what the
//! index costs: its size, its first build, and what it takes after commits.

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::vessel::{BenchVessel, database, sign_in};
use crate::output::Output;
use api::{Error, Program};
use serde_json::json;
use testkit::{PlainSearch, Stopwatch};

/// Times that each question is asked.
const TIMES: usize = 25;
/// What the design allows, at one million rows, for words of any class.
const ANSWER_MS_MAX: f64 = 30.0;
/// Bytes of a megabyte.
const MB: f64 = 1_000_000.0;

/// A class of words, and examples of it that stand in the bench's vessel.
struct Class {
    what: &'static str,
    texts: &'static [&'static str],
    is_beginning: bool,
}

const fn class(what: &'static str, texts: &'static [&'static str]) -> Class {
    Class {
        what,
        texts,
        is_beginning: false,
    }
}

/// The classes that the design names, and three that are hard for an index of this kind.
const CLASSES: &[Class] = &[
    class("rare word", &["welded", "zincs", "yuasa", "winding"]),
    class("common word", &["pump", "water", "alarm", "the", "with"]),
    class(
        "two words",
        &["pump leaks", "water alarm", "generator coolant", "deck light"],
    ),
    class(
        "two that seldom meet",
        &[
            "galley windlass",
            "jacuzzi separator",
            "gyro calorifier",
            "renewed calorifier",
        ],
    ),
    class(
        "four words",
        &[
            "water pump leaks bridge",
            "the alarm was reset",
            "oil filter changed generator",
        ],
    ),
    Class {
        what: "prefix",
        texts: &["pum", "gen", "co", "re", "temp", "s"],
        is_beginning: true,
    },
    Class {
        what: "two prefixes",
        texts: &["co re", "pu le", "gen co", "st bo"],
        is_beginning: true,
    },
    class(
        "part number",
        &["MTU 0040100851", "0040100851", "gia 04-80-1", "GIA04801", "x00e502"],
    ),
    class("typo", &["genrator", "impeler", "seperator", "papadakos", "yanmr"]),
    class("spoken number", &["WO-2020-E0042", "e42", "f2019e117"]),
];

pub(crate) fn measure(vessel: &BenchVessel, output: &Output) -> Result<Report, Error> {
    let place = vessel.copy("search")?;
    let file = place.replica.with_file_name("plain.db");
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    let mut report = Report::new(
        "search",
        format!(
            "each question {TIMES} times with {} rows, hits of all kinds as lines with their states",
            vessel.rows
        ),
    );
    let bytes_before = std::fs::metadata(database(&place)).map_or(0, |file| file.len());
    let stopwatch = Stopwatch::start();
    program.rebuild_search(&mut |progress| {
        output.say(&format!(
            "  {} of {} records in the index",
            progress.done, progress.total
        ));
    })?;
    let built_s = stopwatch.elapsed().as_secs_f64();
    let plain = PlainSearch::of(&database(&place), &file).map_err(|error| cannot("build the peer", &error))?;
    let size_mb = program.search_bytes()? as f64 / MB;
    report.tell(format!("{:.0} MB of database before", bytes_before as f64 / MB));
    report.add("first build", built_s, "s", Against::Nothing);
    report.add(
        "the same, plain FTS5",
        plain.built_in.as_secs_f64(),
        "s",
        Against::Nothing,
    );
    report.add("size of the index", size_mb, "MB", Against::Nothing);
    report.add("the same, plain FTS5", plain.bytes as f64 / MB, "MB", Against::Nothing);
    for class in CLASSES {
        ask(&program, &plain, class, &mut report)?;
    }
    Ok(report)
}

fn ask(program: &Program, plain: &PlainSearch, class: &Class, report: &mut Report) -> Result<(), Error> {
    let (mut ours, mut bm25, mut hits, mut plain_hits) = (Sample::default(), Sample::default(), 0, 0);
    for _ in 0..TIMES {
        for text in class.texts {
            let stopwatch = Stopwatch::start();
            let found = program.call("search", json!({ "text": text }))?;
            ours.add(stopwatch.elapsed());
            let of_kinds = found["groups"].as_array().into_iter().flatten();
            let of_kinds: usize = of_kinds.map(|group| group["hits"].as_array().map_or(0, Vec::len)).sum();
            hits += of_kinds + found["numbered"].as_array().map_or(0, Vec::len);
            let asked = plain
                .ask(text, class.is_beginning)
                .map_err(|error| cannot("ask the peer", &error))?;
            bm25.add(asked.0);
            plain_hits += asked.1;
        }
    }
    let asked = (TIMES * class.texts.len()) as f64;
    report.add(
        format!("{} p50", class.what),
        ours.percentile_ms(50),
        "ms",
        Against::Nothing,
    );
    let budget = Against::Budget(ANSWER_MS_MAX);
    report.add(format!("{} p95", class.what), ours.percentile_ms(95), "ms", budget);
    report.add(
        format!("{}, plain FTS5 bm25 p95", class.what),
        bm25.percentile_ms(95),
        "ms",
        Against::Nothing,
    );
    report.tell(format!(
        "{}: {:.1} lines shown a question, plain FTS5 gives {:.1}; {}",
        class.what,
        hits as f64 / asked,
        plain_hits as f64 / asked,
        class.texts.join(" · ")
    ));
    Ok(())
}
