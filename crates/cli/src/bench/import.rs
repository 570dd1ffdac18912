//! Lists: how many rows a second are read, checked and taken over, the last in turn with SQLite alone
//! writing the same rows in one transaction for each act.

use super::cannot;
use super::figure::{Against, Report};
use super::vessel::{clear, database, kept, place, sign_in};
use api::demo_vessel::DEMO_PIN;
use api::start::FoundArgs;
use api::{Error, Place, Program};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::time::Duration;
use testkit::{Peer, Stopwatch};

/// Rows of the long list: as many as a file may have.
const LONG_ROWS: usize = 50_000;
/// Rows of a list that is one act.
const ACT_ROWS: usize = 200;
/// Lists of one act, timed in turn with the peer.
const ROUNDS: usize = 50;
/// Between two looks at whether a list is taken over.
const LOOK_EVERY: Duration = Duration::from_micros(200);
/// Most of the peer's time that taking over may take.
const RATIO_MAX: f64 = 4.0;
/// The first chief engineer's rank, by which the benches sign in.
const RANK: &str = "Chief engineer";

pub(crate) fn measure() -> Result<Report, Error> {
    let folder = kept("import");
    clear(&folder)?;
    std::fs::create_dir_all(&folder).map_err(|error| cannot("make its folder", &error))?;
    let place = place(&folder);
    begin(&place, &folder)?;
    // Of a program that let go everything is in the one file, which can be copied for the peer.
    let copy = folder.join("peer.db");
    std::fs::copy(database(&place), &copy).map_err(|error| cannot("copy the database", &error))?;
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    let mut peer = Peer::new(&database(&place), &copy).map_err(|error| cannot("open the peer", &error))?;
    let mut report = Report::new(
        "import",
        format!(
            "a list of {LONG_ROWS} parts with places and first counts, and {ROUNDS} lists of {ACT_ROWS} in turn with bare SQLite transactions of the same rows"
        ),
    );
    beside_the_peer(&program, &mut peer, &folder, &mut report)?;
    long_list(&program, &folder, &mut report)?;
    Ok(report)
}

/// Founds a vessel, and takes over one list, so that the copy holds the workstation's introduction.
fn begin(place: &Place, folder: &Path) -> Result<(), Error> {
    let program = Program::open(place.clone())?;
    program.found_vessel(&FoundArgs {
        vessel: "Bench".to_owned(),
        letter: "B".to_owned(),
        person: "Marta Nowak".to_owned(),
        rank: RANK.to_owned(),
        pin: DEMO_PIN.to_owned(),
        workstation: None,
    })?;
    sign_in(&program)?;
    take_over(&program, folder, "warm-up", 0, ACT_ROWS)?;
    Ok(())
}

fn beside_the_peer(program: &Program, peer: &mut Peer, folder: &Path, report: &mut Report) -> Result<(), Error> {
    let (mut ours, mut alone) = (Duration::ZERO, Duration::ZERO);
    for round in 1..=ROUNDS {
        ours += take_over(program, folder, "act", round * ACT_ROWS, ACT_ROWS)?.commit;
        peer.look().map_err(|error| cannot("let the peer look", &error))?;
        alone += peer.write().map_err(|error| cannot("let the peer write", &error))?;
    }
    let rows = (ROUNDS * ACT_ROWS) as f64;
    let ms_each = |took: Duration| took.as_secs_f64() * 1_000.0 / ROUNDS as f64;
    let against = Against::Peer {
        peer: ms_each(alone),
        ratio: ours.as_secs_f64() / alone.as_secs_f64(),
        ratio_max: RATIO_MAX,
    };
    report.add(format!("one act of {ACT_ROWS} rows"), ms_each(ours), "ms", against);
    report.add(
        "taking over acts of 200",
        rows / ours.as_secs_f64(),
        "rows/s",
        Against::Nothing,
    );
    report.add("SQLite alone", rows / alone.as_secs_f64(), "rows/s", Against::Nothing);
    Ok(())
}

fn long_list(program: &Program, folder: &Path, report: &mut Report) -> Result<(), Error> {
    let begin = (ROUNDS + 1) * ACT_ROWS;
    let took = take_over(program, folder, "long", begin, LONG_ROWS)?;
    let rate = |took: Duration| LONG_ROWS as f64 / took.as_secs_f64();
    report.add("reading the file", rate(took.open), "rows/s", Against::Nothing);
    report.add("checking new rows", rate(took.check), "rows/s", Against::Nothing);
    report.add("taking over new rows", rate(took.commit), "rows/s", Against::Nothing);
    let again = checked(program, &folder.join("long.csv"))?;
    if again.report["same"] != json!(LONG_ROWS) {
        return Err(cannot("import", &"the same list would write something again"));
    }
    report.add("checking known rows", rate(again.check), "rows/s", Against::Nothing);
    Ok(())
}

struct Took {
    open: Duration,
    check: Duration,
    commit: Duration,
}

struct CheckedList {
    token: Json,
    report: Json,
    open: Duration,
    check: Duration,
}

fn checked(program: &Program, file: &Path) -> Result<CheckedList, Error> {
    let stopwatch = Stopwatch::start();
    let table = program.call("import_open", json!({ "kind": "parts", "path": file }))?;
    let open = stopwatch.elapsed();
    let stopwatch = Stopwatch::start();
    let args = json!({ "token": table["token"], "mapping": table["mapping"] });
    let report = program.call("import_check", args)?;
    Ok(CheckedList {
        token: table["token"].clone(),
        report,
        open,
        check: stopwatch.elapsed(),
    })
}

fn take_over(program: &Program, folder: &Path, name: &str, first: usize, rows: usize) -> Result<Took, Error> {
    let file = folder.join(format!("{name}.csv"));
    std::fs::write(&file, list(first, rows)).map_err(|error| cannot("write a list", &error))?;
    let list = checked(program, &file)?;
    let state = program.session_state()?;
    let person = state.people.first().map(|person| person.id);
    let sign = json!({ "person": person, "pin": DEMO_PIN });
    program.call("import_commit", json!({ "token": list.token, "sign": sign }))?;
    // The PIN is checked before; that takes some 20 ms for a list of any length.
    let stopwatch = Stopwatch::start();
    loop {
        let progress = program.call("import_progress", json!({ "token": list.token }))?;
        if progress["state"] == "done" {
            break;
        }
        if progress["state"] != "running" {
            return Err(cannot("import", &progress));
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(Took {
        open: list.open,
        check: list.check,
        commit: stopwatch.elapsed(),
    })
}

fn list(first: usize, rows: usize) -> String {
    let mut text = String::from("number;name;maker;unit;category;minimum;place;on hand\n");
    for n in first..first + rows {
        let line = format!(
            "BN-{n:06};Seal ring, {n} mm;Bench & Sons;pcs;seals;1,5;R{:03};{}\n",
            n % 300,
            n % 40
        );
        text.push_str(&line);
    }
    text
}
