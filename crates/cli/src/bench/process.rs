//! A process of its own, watched from outside: how soon it answers and how much memory it holds.

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::list::questions;
use super::vessel::{BenchVessel, database, place, sign_in};
use api::{Error, Program};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use testkit::Stopwatch;

/// Starts that are measured.
const STARTS: usize = 20;
/// Starts that are measured with nothing of the database in the system's cache.
const COLD_STARTS: usize = 5;
/// Milliseconds from the start to a usable list.
const START_MS_MAX: f64 = 1_000.0;
/// Resident memory of the program itself.
const MEMORY_MB_MAX: f64 = 250.0;

/// What the watched process says it has done, one line each.
const STEPS: [&str; 4] = ["opened", "signed in", "work order list", "every list and page"];
/// The step at which the list can be used.
const USABLE: usize = 2;

/// Opens the vessel in `folder` as the window does, asks what a person would, and says when each is done.
pub(crate) fn be_watched(folder: &Path) -> Result<(), Error> {
    let program = Program::open(place(folder))?;
    done(STEPS[0]);
    sign_in(&program)?;
    done(STEPS[1]);
    program.call("work_order_list", json!({ "limit": 100 }))?;
    done(STEPS[USABLE]);
    for question in questions(&program)? {
        program.call(question.command, question.args)?;
    }
    done(STEPS[3]);
    Ok(())
}

/// Says so, and goes on when the watcher has looked.
fn done(step: &str) {
    let mut out = std::io::stdout().lock();
    // The watcher went away: then nobody is measuring.
    let _ = writeln!(out, "{step}").and_then(|()| out.flush());
    let _ = std::io::stdin().lock().read_line(&mut String::new());
}

/// A watched process, from its start.
struct Watched {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Watched {
    fn start(vessel: &BenchVessel) -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|error| cannot("find itself", &error))?;
        let place = vessel.place();
        let folder = place.replica.parent().unwrap_or(&place.replica);
        let mut child = Command::new(program)
            .args(["bench", "watched", "--replica"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| cannot("start itself", &error))?;
        let answers = child.stdout.take().ok_or_else(|| cannot("listen", &"no output"))?;
        Ok(Self {
            child,
            answers: BufReader::new(answers),
        })
    }

    fn wait_for(&mut self, step: &str) -> Result<(), Error> {
        let mut line = String::new();
        self.answers
            .read_line(&mut line)
            .map_err(|error| cannot("listen", &error))?;
        if line.trim() == step {
            return Ok(());
        }
        Err(cannot("go on", &format!("the watched process ended before “{step}”")))
    }

    fn let_go_on(&mut self) -> Result<(), Error> {
        let stdin = self.child.stdin.as_mut().ok_or_else(|| cannot("answer", &"no input"))?;
        stdin.write_all(b"\n").map_err(|error| cannot("answer", &error))
    }

    fn end(mut self) -> Result<(), Error> {
        drop(self.child.stdin.take());
        self.child.wait().map_err(|error| cannot("wait", &error))?;
        Ok(())
    }

    fn resident_mb(&self) -> Option<(f64, f64)> {
        resident_mb(self.child.id())
    }
}

/// Resident memory of a process and its highest so far, in megabytes; none where the system does not tell.
pub(crate) fn resident_mb(process: u32) -> Option<(f64, f64)> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()
    };
    Some((kib("VmRSS:")? * 1_024.0 / 1e6, kib("VmHWM:")? * 1_024.0 / 1e6))
}

/// A process that this one started with that argument and that is still there; none where the system does not tell.
pub(crate) fn started_with(argument: &str) -> Option<u32> {
    let own = format!("PPid:\t{}", std::process::id());
    let is_wanted = |process: &u32| {
        let file = |name: &str| std::fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
        file("cmdline").split('\0').any(|word| word == argument) && file("status").lines().any(|line| line == own)
    };
    let processes = std::fs::read_dir("/proc").ok()?.flatten();
    processes
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .find(is_wanted)
}

pub(crate) fn measure_start(vessel: &BenchVessel) -> Result<Report, Error> {
    let mut report = Report::new(
        "start",
        format!(
            "from the start of a process to its answers, {STARTS} times with {} rows, sign-in by PIN included; without the window's web view",
            vessel.rows
        ),
    );
    let mut warm: [Sample; USABLE + 1] = Default::default();
    for _ in 0..STARTS {
        start_once(vessel, &mut warm)?;
    }
    for (step, sample) in STEPS.iter().zip(&warm) {
        let is_usable = *step == STEPS[USABLE];
        let against = if is_usable {
            Against::Budget(START_MS_MAX)
        } else {
            Against::Nothing
        };
        report.add(format!("{step} p50"), sample.percentile_ms(50), "ms", against);
        if is_usable {
            report.add(format!("{step} p95"), sample.percentile_ms(95), "ms", against);
        }
    }
    let mut cold: [Sample; USABLE + 1] = Default::default();
    for _ in 0..COLD_STARTS {
        if !forget_cached(&database(&vessel.place())) {
            return Ok(report);
        }
        start_once(vessel, &mut cold)?;
    }
    let worst = cold[USABLE].percentile_ms(100);
    let what = format!("{}, nothing cached, worst of {COLD_STARTS}", STEPS[USABLE]);
    report.add(what, worst, "ms", Against::Budget(START_MS_MAX));
    Ok(report)
}

fn start_once(vessel: &BenchVessel, samples: &mut [Sample; USABLE + 1]) -> Result<(), Error> {
    let stopwatch = Stopwatch::start();
    let mut watched = Watched::start(vessel)?;
    for (step, sample) in STEPS.iter().zip(samples) {
        watched.wait_for(step)?;
        sample.add(stopwatch.elapsed());
        if *step != STEPS[USABLE] {
            watched.let_go_on()?;
        }
    }
    // Left at the list; what it has yet to ask is the other bench's.
    watched
        .child
        .kill()
        .map_err(|error| cannot("end the watched process", &error))?;
    watched.end()
}

/// Asks the system to forget what it holds of the file; only `dd` of GNU can be asked to.
pub(crate) fn forget_cached(file: &Path) -> bool {
    let mut input = std::ffi::OsString::from("if=");
    input.push(file);
    let asked = Command::new("dd")
        .args(["iflag=nocache", "count=0", "status=none"])
        .arg(input)
        .status();
    asked.is_ok_and(|status| status.success())
}

pub(crate) fn measure_memory(vessel: &BenchVessel) -> Result<Report, Error> {
    let mut report = Report::new(
        "memory",
        format!(
            "resident memory of the program itself with {} rows, without the window's web view",
            vessel.rows
        ),
    );
    let mut watched = Watched::start(vessel)?;
    for step in STEPS {
        watched.wait_for(step)?;
        let Some((now, highest)) = watched.resident_mb() else {
            return Err(cannot("read the memory of a process", &"this system does not tell"));
        };
        report.add(format!("after: {step}"), now, "MB", Against::Budget(MEMORY_MB_MAX));
        if step == STEPS[3] {
            report.add("highest", highest, "MB", Against::Budget(MEMORY_MB_MAX));
        }
        watched.let_go_on()?;
    }
    watched.end()?;
    Ok(report)
}
