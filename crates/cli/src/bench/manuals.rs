//! From a fault to the page of its manual, as the window goes: the look-up, what the viewer needs of the manual,
//! the page as pixels. Beside it what poppler and MuPDF take for the same pages, and what reading a manual and
//! its worker cost.

mod drawing;
mod peers;

use super::cannot;
use super::figure::{Against, Report, Sample};
use super::process::{forget_cached, resident_mb, started_with};
use super::vessel::{BenchVessel, SEED, kept, sign_in};
use crate::output::Output;
use api::manuals::PixelArgs;
use api::{CommitArgs, Error, Place, Program};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use testkit::Stopwatch;

/// Pixels across a page: about what it has in a window of 1,280.
const WIDTH_PIXELS: u32 = 1_240;
/// Milliseconds from a fault to the page, with nothing open yet.
const COLD_MS_MAX: f64 = 400.0;
/// Milliseconds from a fault to the page, where a manual is open.
const WARM_MS_MAX: f64 = 80.0;
/// Times that everything begins anew.
const COLD_TIMES: usize = 40;
/// Times that each fault's page is asked for.
const WARM_TIMES: usize = 2;
/// A person reads a little before the next fault: by then the pages beside this one are drawn.
const REST: Duration = Duration::from_millis(150);
/// Pages between two that are asked for: neither is drawn because it lies beside the other.
const PAGES_APART: u32 = 3;
/// The engine that the faults are reported on.
const EQUIPMENT: &str = "601.01";

/// The largest manual of the vessel, and a file of it for the peers.
struct Book {
    manual: demo::manuals::Manual,
    path: PathBuf,
}

/// A fault, and the page that it should lead to.
struct Wanted {
    fault: String,
    page: u32,
}

pub(crate) fn measure(output: &Output) -> Result<Report, Error> {
    peers::look_for_all()?;
    let book = Book::make()?;
    let vessel = BenchVessel::with_manuals(output)?;
    let place = vessel.copy("manuals")?;
    let mut report = Report::new(
        "manuals",
        format!(
            "a manual of {} pages, drawn {WIDTH_PIXELS} pixels wide; from a fault: look-up, contents, pixels",
            book.pages()
        ),
    );
    let program = Program::open(place.clone())?;
    sign_in(&program)?;
    read(&program, &book, &mut report)?;
    let wanted = report_faults(&program, &book)?;
    output.say(&format!("  {} faults, each with a page of its own …", wanted.len()));
    warm(&program, &wanted, &mut report)?;
    let person = program.session_state()?.people.first().map(|person| person.id);
    drop(program);
    let person = person.ok_or_else(|| cannot("read as somebody", &"the vessel has no crew"))?;
    output.say(&format!("  {COLD_TIMES} times from the beginning …"));
    cold(&book.kept_at(&place)?, &wanted, &mut report, &|| {
        let program = Program::open_reading(place.clone())?;
        program.read_as(person);
        Ok(program)
    })?;
    output.say("  drawing beside poppler and MuPDF …");
    drawing::measure(&book.path, book.pages(), &mut report)?;
    Ok(report)
}

impl Book {
    fn make() -> Result<Self, Error> {
        let manuals = demo::manuals::manuals(SEED);
        let manual = manuals.into_iter().max_by_key(|manual| manual.truth.labels.len());
        let manual = manual.ok_or_else(|| cannot("find a manual", &"the demo vessel has none"))?;
        let path = kept("manual.pdf");
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
            .and_then(|()| std::fs::write(&path, &manual.bytes))
            .map_err(|error| cannot("write the manual", &error))?;
        Ok(Self { manual, path })
    }

    fn pages(&self) -> u32 {
        u32::try_from(self.manual.truth.labels.len()).unwrap_or(u32::MAX)
    }

    /// Where the file lies on that workstation.
    fn kept_at(&self, place: &Place) -> Result<PathBuf, Error> {
        let blobs = store::Blobs::of(&store::Place::new(place.replica.clone()));
        let path = blobs.path_of(&store::BlobName::of(&self.manual.bytes));
        path.ok_or_else(|| cannot("find the vessel's copy of the manual", &"its file is not there"))
    }
}

/// Reads all manuals as they come; the figure is that of the largest.
fn read(program: &Program, book: &Book, report: &mut Report) -> Result<(), Error> {
    let stopwatch = Stopwatch::start();
    let (mut begun, mut took) = (Duration::ZERO, Duration::ZERO);
    program.read_manuals(&mut |pace| {
        if pace.pages_read == pace.pages {
            let now = stopwatch.elapsed();
            if pace.pages == book.pages() {
                took = now - begun;
            }
            begun = now;
        }
    })?;
    if took.is_zero() {
        return Err(cannot("read the manual", &"the vessel's copy of it was not read"));
    }
    let rate = f64::from(book.pages()) / took.as_secs_f64();
    report.add(
        "taking in: text, headings, codes into the replica",
        rate,
        "pages/s",
        Against::Nothing,
    );
    if let Some((_, most)) = worker_mb() {
        report.add(
            "worker's memory, highest, after taking in",
            most,
            "MB",
            Against::Nothing,
        );
    }
    Ok(())
}

/// Reports a fault for each code whose page lies apart from those of the others.
fn report_faults(program: &Program, book: &Book) -> Result<Vec<Wanted>, Error> {
    let named = program.resolve_names("report_fault", &json!({ "equipment": EQUIPMENT }))?;
    let mut pages: Vec<u32> = Vec::new();
    let mut wanted = Vec::new();
    for code in &book.manual.truth.codes {
        if pages.iter().any(|page| page.abs_diff(code.page) < PAGES_APART) {
            continue;
        }
        pages.push(code.page);
        let params = json!({ "title": "Alarm", "equipment": named["equipment"], "code": code.code });
        let done = program.action_commit(&CommitArgs {
            action: "report_fault".to_owned(),
            params,
            ..CommitArgs::default()
        })?;
        let fault = done.ids.first().map(ToString::to_string);
        wanted.push(Wanted {
            fault: fault.ok_or_else(|| cannot("report a fault", &"no row was written"))?,
            page: code.page,
        });
    }
    Ok(wanted)
}

/// What the parts of the way took.
#[derive(Default)]
struct Way {
    look_up: Sample,
    contents: Sample,
    pixels: Sample,
    whole: Sample,
    /// How often the page was the one where the code stands.
    is_right: usize,
    times: usize,
}

impl Way {
    /// From the fault to pixels, as the window asks; answers the manual that it led to.
    fn go(&mut self, program: &Program, wanted: &Wanted) -> Result<Json, Error> {
        let stopwatch = Stopwatch::start();
        let found = program.call("manual_find", json!({ "fault": wanted.fault }))?;
        let found_after = stopwatch.elapsed();
        let best = &found["best"];
        let (document, page) = (best["document"].clone(), best["page"].as_u64());
        let Some(page) = page.and_then(|page| u32::try_from(page).ok()) else {
            return Err(cannot("find a page", &found["said"]));
        };
        program.call("manual_contents", json!({ "id": document }))?;
        let opened_after = stopwatch.elapsed();
        draw(program, &document, page)?;
        let whole = stopwatch.elapsed();
        self.look_up.add(found_after);
        self.contents.add(opened_after - found_after);
        self.pixels.add(whole - opened_after);
        self.whole.add(whole);
        self.is_right += usize::from(page == wanted.page);
        self.times += 1;
        Ok(document)
    }

    fn say(&self, report: &mut Report, name: &str, most: f64) {
        let budget = Against::Budget(most);
        report.add(
            format!("{name} p50"),
            self.whole.percentile_ms(50),
            "ms",
            Against::Nothing,
        );
        report.add(format!("{name} p95"), self.whole.percentile_ms(95), "ms", budget);
        for (part, sample) in [
            ("look-up", &self.look_up),
            ("contents and sizes", &self.contents),
            ("pixels", &self.pixels),
        ] {
            report.add(
                format!("  its {part} p95"),
                sample.percentile_ms(95),
                "ms",
                Against::Nothing,
            );
        }
        report.tell(format!(
            "{name}: {} of {} led to the page where the code stands",
            self.is_right, self.times
        ));
    }
}

fn draw(program: &Program, document: &Json, page: u32) -> Result<(), Error> {
    let document = document.as_str().and_then(|id| id.parse().ok());
    let document = document.ok_or_else(|| cannot("name a manual", &"its id is none"))?;
    let pixels = program.manual_pixels(&PixelArgs {
        document,
        page,
        width: WIDTH_PIXELS,
    })?;
    if pixels.len() < WIDTH_PIXELS as usize * 4 {
        return Err(cannot("draw a page", &"there are no pixels"));
    }
    Ok(())
}

/// The worker runs and the manual is open; the page was not drawn, or has had to make room since.
fn warm(program: &Program, wanted: &[Wanted], report: &mut Report) -> Result<(), Error> {
    let (mut rested, mut at_once, mut next) = (Way::default(), Way::default(), Sample::default());
    for _ in 0..WARM_TIMES {
        for one in wanted {
            std::thread::sleep(REST);
            let document = rested.go(program, one)?;
            std::thread::sleep(REST);
            let stopwatch = Stopwatch::start();
            draw(program, &document, one.page + 1)?;
            next.add(stopwatch.elapsed());
        }
    }
    std::thread::sleep(REST);
    for one in wanted {
        at_once.go(program, one)?;
    }
    rested.say(report, "warm: fault to pixels", WARM_MS_MAX);
    at_once.say(report, "warm, one fault at once after the other", WARM_MS_MAX);
    report.add(
        "the next page, drawn ahead, p95",
        next.percentile_ms(95),
        "ms",
        Against::Nothing,
    );
    if let Some((_, most)) = worker_mb() {
        let what = "worker's memory, highest, after those pages";
        report.add(what, most, "MB", Against::Nothing);
    }
    Ok(())
}

/// Nothing is open: the record is read for the first time, the worker starts, the file is not in the system's
/// cache where the system can be asked for that.
fn cold(
    file: &Path,
    wanted: &[Wanted],
    report: &mut Report,
    open: &dyn Fn() -> Result<Program, Error>,
) -> Result<(), Error> {
    let mut way = Way::default();
    let mut is_forgotten = true;
    for one in wanted.iter().cycle().take(COLD_TIMES) {
        let program = open()?;
        is_forgotten &= forget_cached(file);
        way.go(&program, one)?;
    }
    if !is_forgotten {
        report.tell("cold: the file stayed in the system's cache");
    }
    way.say(report, "cold: fault to pixels", COLD_MS_MAX);
    Ok(())
}

/// Memory of the worker that this process started: now, and at its highest.
fn worker_mb() -> Option<(f64, f64)> {
    resident_mb(started_with(::manuals::ARGUMENT)?)
}
