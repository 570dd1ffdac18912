//! A workstation with ten thousand acts that nobody else has.

use super::super::cannot;
use super::super::vessel::{clear, copy, kept, named, place, sign_in};
use crate::output::Output;
use api::demo_vessel::{DEMO_PIN, DemoArgs};
use api::outside::{Machine, Outside};
use api::{CommitArgs, Error, Place, Program, Sign};
use journal::{DeviceNumber, Entry};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Environment, StateFolder, Writer};
use sync::book::Book;
use sync::enrol::{Enrolled, Enrolment};
use sync::runner::{self, Once};
use sync::{ReplicaShelf, Shelf};
use testkit::{FakeOutside, Stopwatch};
use wire::Batch;

/// What the bench is named after.
const ACTS: usize = 10_000;
/// Rows of the demo vessel that has so many acts.
const ROWS: usize = 11_200;
/// Another vessel than those that the dictionary was trained on.
const SEED: u64 = 7;
/// The vessel's today, so that figures of two days are about the same acts: 2026-06-01 12:00 UTC.
const TODAY_MS: i64 = 1_780_315_200_000;
/// Entries read at once, and their canonical bytes.
const PAGE: (usize, usize) = (1_000, 4 << 20);
/// Kinds of acts that the mix names one by one.
const KINDS_NAMED: usize = 12;

/// The workstation.
pub(super) struct Ship {
    place: Place,
    outside: Arc<dyn Outside>,
    /// None while the program that people use has the replica.
    writer: Mutex<Option<Arc<Writer>>>,
}

impl Ship {
    /// Makes the vessel unless it is there, and works on a copy.
    pub(super) fn ready(output: &Output) -> Result<Self, Error> {
        let folder = made(output)?;
        let place = copy(&folder, "sync")?;
        let outside: Arc<dyn Outside> = Arc::new(Machine::new());
        let writer = open(&place, &outside)?;
        Ok(Self {
            place,
            outside,
            writer: Mutex::new(Some(writer)),
        })
    }

    pub(super) fn outside(&self) -> &Arc<dyn Outside> {
        &self.outside
    }

    pub(super) fn writer(&self) -> Result<Arc<Writer>, Error> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.clone().ok_or_else(|| cannot("go on", &"the replica is closed"))
    }

    pub(super) fn device(&self) -> Result<DeviceNumber, Error> {
        let workstation = self.writer()?.workstation();
        Ok(workstation
            .ok_or_else(|| cannot("go on", &"the replica has no number"))?
            .0)
    }

    pub(super) fn shelf(&self) -> Result<Arc<ReplicaShelf>, Error> {
        let outside = Arc::clone(&self.outside);
        Ok(Arc::new(ReplicaShelf::new(self.writer()?, outside)))
    }

    /// Every act, in order.
    pub(super) fn entries(&self) -> Result<Vec<Entry>, Error> {
        let (writer, device) = (self.writer()?, self.device()?);
        let reader = writer.readers().reader()?;
        let records = reader.records();
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let after = entries.last().map_or(0, |entry| entry.seq);
            let page = records.entries_after(device, after, PAGE.0, PAGE.1)?;
            if page.is_empty() {
                break;
            }
            entries.extend(page);
        }
        if entries.len() < ACTS {
            return Err(cannot("go on", &format!("the vessel has {} acts only", entries.len())));
        }
        Ok(entries)
    }

    /// The same in full batches, as it sends them to a shore that holds nothing.
    pub(super) fn batches(&self) -> Result<Vec<Batch>, Error> {
        let (shelf, device) = (self.shelf()?, self.device()?);
        let mut batches: Vec<Batch> = Vec::new();
        loop {
            let after = batches.last().map_or(0, |batch| batch.header.last_seq);
            match shelf.next_batch(device, after) {
                Ok(Some(batch)) => batches.push(batch),
                Ok(None) => return Ok(batches),
                Err(error) => return Err(cannot("pack a batch", &error)),
            }
        }
    }

    /// Enrols with the shore and confirms it, as the chief engineer does; the peer's number.
    pub(super) fn join(&self, address: &str, code: &str) -> Result<i64, Error> {
        let enrolment = Enrolment {
            address: address.to_owned(),
            code: code.parse().map_err(|error| cannot("read a code", &error))?,
            name: "Engine control room".to_owned(),
            secret: None,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| cannot("use the network", &error))?;
        let enrolling = sync::enrol::enrol(self.writer()?, Arc::clone(&self.outside), enrolment);
        let enrolled = runtime.block_on(enrolling).map_err(|error| cannot("enrol", &error))?;
        drop(runtime);
        let peer = enrolled.peer;
        self.while_closed(|place| confirm(place, &enrolled))?;
        Ok(peer)
    }

    /// Exchanges until nothing is left to say, or something is in the way.
    pub(super) fn once(&self, peer: i64) -> Result<Once, Error> {
        let book = Book::new(self.writer()?, Arc::clone(&self.outside));
        // What is measured are acts: photos behind them would only tell how large they are.
        runner::once(&self.shelf()?, &book, peer, false, |_, _| ()).map_err(|error| cannot("exchange", &error))
    }

    /// Lets the program that people use have the replica meanwhile.
    fn while_closed(&self, work: impl FnOnce(Place) -> Result<(), Error>) -> Result<(), Error> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        *writer = None;
        work(self.place.clone())?;
        *writer = Some(open(&self.place, &self.outside)?);
        Ok(())
    }
}

/// How many acts of which kind, the most frequent first.
pub(super) fn mix(entries: &[Entry]) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for entry in entries {
        *counts.entry(&entry.action).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(action, count)| (std::cmp::Reverse(*count), *action));
    let named: Vec<String> = counts
        .iter()
        .take(KINDS_NAMED)
        .map(|(action, count)| format!("{count} {action}"))
        .collect();
    let rest: usize = counts.iter().skip(KINDS_NAMED).map(|(_, count)| count).sum();
    let kinds = counts.len().saturating_sub(KINDS_NAMED);
    let named = named.join(", ");
    format!("{} acts: {named}, and {rest} of {kinds} other kinds", entries.len())
}

/// Opens a replica for writing.
pub(super) fn open(place: &Place, outside: &Arc<dyn Outside>) -> Result<Arc<Writer>, Error> {
    let drawn = Arc::clone(outside);
    let environment = Environment {
        state: StateFolder::new(place.state.clone(), api::outside::machine_name()),
        workstation: "Bench".to_owned(),
        random: Box::new(move |buffer| drawn.random(buffer)),
    };
    Ok(Arc::new(Writer::open(
        &store::Place::new(place.replica.clone()),
        environment,
    )?))
}

/// The folder of the vessel, which is kept for the next time.
fn made(output: &Output) -> Result<PathBuf, Error> {
    let folder = kept(&named(&format!("acts-{ACTS}")));
    if folder.exists() {
        return Ok(folder);
    }
    let stopwatch = Stopwatch::start();
    let unfinished = folder.with_extension("unfinished");
    clear(&unfinished)?;
    let args = DemoArgs {
        seed: SEED,
        rows: Some(ROWS),
        with_manuals: false,
    };
    let outside = Arc::new(FakeOutside::at(TODAY_MS, SEED));
    Program::init_demo(place(&unfinished), args, outside, &mut |_| ())?;
    std::fs::rename(&unfinished, &folder).map_err(|error| cannot("keep its vessel", &error))?;
    let (shown, took) = (folder.display(), stopwatch.elapsed().as_secs_f64());
    output.say(&format!(
        "Made a vessel of {ACTS} acts in {took:.0} s in {shown}, where it is kept."
    ));
    Ok(folder)
}

/// The chief engineer confirms the gateway.
fn confirm(place: Place, enrolled: &Enrolled) -> Result<(), Error> {
    let program = Program::open(place)?;
    sign_in(&program)?;
    let chief = program.session_state()?.person;
    let chief = chief
        .ok_or_else(|| cannot("confirm the shore", &"nobody is signed in"))?
        .id;
    let key: String = enrolled
        .answering_key
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    program.action_commit(&CommitArgs {
        action: "connect_shore".to_owned(),
        params: json!({ "device": enrolled.answering.to_string(), "name": "Shore", "public_key": key }),
        sign: Some(Sign {
            person: chief,
            pin: Some(DEMO_PIN.to_owned()),
        }),
        ..CommitArgs::default()
    })?;
    Ok(())
}
