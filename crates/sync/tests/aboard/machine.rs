//! Machines of one vessel: each a folder with a real replica, and what exchanges for it.

// Named, because other tests take this file from their own folder.
#[path = "machine/files.rs"]
pub(crate) mod files;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use domain::acts::{self, FoundVessel};
use domain::plan::{NumberKind, Plan, Planned, Values};
use domain::tables::{Crew, Department, Fault, FaultStatus, Severity};
use domain::time::Instant;
use journal::{ColumnSum, DeviceNumber, Digest, Frontier, RowId, Stamp};
use store::{Authorship, Environment, Founding, LinkSettings, Peer, Place, StateFolder, StoreError, Writer};
use sync::ReplicaShelf;
use sync::book::Book;
use sync::desk::{Guest, Reception};
use sync::enrol::{EnrolError, Enrolled, Enrolment};
use sync::outside::Outside;
use sync::runner::{self, Once, Parts, Runner};
use testkit::{Stopwatch, TemporaryPlace};
use wire::EnrolmentCode;

/// 2026-11-22 12:00:00 UTC.
pub(crate) const NOON: i64 = 1_795_348_800_000;
/// The vessel secret of every test.
pub(crate) const SECRET: [u8; 32] = [7; 32];
/// Longer than anything here takes; a test that waits this long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A wall clock that a test sets, a real stopwatch, and drawn bytes from a seed.
pub(crate) struct TestClock {
    wall_ms: AtomicI64,
    stopwatch: Stopwatch,
    drawn: AtomicU64,
}

impl TestClock {
    pub(crate) fn set_wall_ms(&self, wall_ms: i64) {
        self.wall_ms.store(wall_ms, Ordering::Relaxed);
    }
}

impl Outside for TestClock {
    fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::Relaxed)
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.stopwatch.elapsed().as_millis()).unwrap()
    }

    fn random(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let count = self.drawn.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&blake3::hash(&count.to_be_bytes()).as_bytes()[..chunk.len()]);
        }
    }
}

/// One machine.
pub(crate) struct Machine {
    /// Vanishes with the machine; none where the folder is another process's.
    place: Option<TemporaryPlace>,
    folder: PathBuf,
    name: String,
    pub(crate) writer: Arc<Writer>,
    pub(crate) clock: Arc<TestClock>,
}

impl Machine {
    /// A machine with an empty replica.
    pub(crate) fn new(number: u64) -> Self {
        let place = TemporaryPlace::new();
        let mut machine = Self::in_folder(place.folder(), number, 0);
        machine.place = Some(place);
        machine
    }

    /// The machine in that folder, for a process that is killed; `turn` tells its drawn bytes apart.
    pub(crate) fn in_folder(folder: &Path, number: u64, turn: u32) -> Self {
        Self::called(folder, format!("machine {number}"), number, turn)
    }

    /// As [`Machine::in_folder`], where the state folder knows the machine by that name.
    pub(crate) fn called(folder: &Path, name: String, number: u64, turn: u32) -> Self {
        let clock = Arc::new(TestClock {
            wall_ms: AtomicI64::new(NOON),
            stopwatch: Stopwatch::start(),
            drawn: AtomicU64::new(number << 48 | u64::from(turn) << 24),
        });
        Self {
            place: None,
            folder: folder.to_owned(),
            writer: open(folder, &name, &clock),
            name,
            clock,
        }
    }

    /// The first machine of a vessel, and the chief engineer.
    pub(crate) fn founder(number: u64) -> (Self, RowId) {
        let machine = Self::new(number);
        let founding = Founding {
            letter: "E".to_owned(),
            role: "chief_engineer".to_owned(),
            secret: SECRET,
        };
        let founded = machine.writer.found(&founding, NOON, |new| {
            acts::found_vessel(&FoundVessel {
                vessel: "MY Test",
                letter: &new.letter,
                person: "Ada Ferro",
                rank: "Chief engineer",
                pin_hash: "$argon2id$…",
                device: &new.device,
                public_key: &new.public_key,
                workstation: "Engine control room",
                now: Instant::from_millis(NOON),
            })
        });
        let person = founded.unwrap().ids[acts::FIRST_PERSON_ROW as usize];
        (machine, person)
    }

    /// The same replica, opened anew as after a restart.
    pub(crate) fn reopened(self) -> Self {
        self.while_closed(|_| ()).0
    }

    /// Lets go of the replica while other processes use its folder, and takes it up again afterwards.
    pub(crate) fn while_closed<T>(self, work: impl FnOnce(&Path) -> T) -> (Self, T) {
        let Self {
            place,
            folder,
            name,
            writer,
            clock,
        } = self;
        drop(writer);
        let done = work(&folder);
        let machine = Self {
            writer: open(&folder, &name, &clock),
            place,
            folder,
            name,
            clock,
        };
        (machine, done)
    }

    pub(crate) fn outside(&self) -> Arc<dyn Outside> {
        Arc::<TestClock>::clone(&self.clock)
    }

    pub(crate) fn book(&self) -> Book {
        Book::new(Arc::clone(&self.writer), self.outside())
    }

    pub(crate) fn shelf(&self) -> Arc<ReplicaShelf> {
        Arc::new(ReplicaShelf::new(Arc::clone(&self.writer), self.outside()))
    }

    /// What exchanges for it from now on.
    pub(crate) fn run(&self) -> Runner {
        let book = self.book();
        let identity = runner::identity(&book).unwrap();
        let parts = Parts {
            shelf: self.shelf(),
            book,
            identity,
            changed: Arc::new(|| ()),
        };
        Runner::start(parts).unwrap()
    }

    /// Makes it the meeting point on any port, and says where it answers.
    pub(crate) fn listen(&self) -> (Runner, SocketAddr) {
        self.listen_at("127.0.0.1:0")
    }

    /// Makes it the meeting point at that address.
    pub(crate) fn listen_at(&self, address: &str) -> (Runner, SocketAddr) {
        let settings = LinkSettings {
            listen_address: Some(address.to_owned()),
            ..LinkSettings::default()
        };
        self.writer.set_link_settings(&settings).unwrap();
        let runner = self.run();
        let mut address = None;
        wait_until("the meeting point answers", || {
            address = runner.now().listening;
            address.is_some()
        });
        (runner, address.unwrap().unwrap())
    }

    /// A code for another workstation.
    pub(crate) fn invite(&self, person: RowId, name: &str) -> EnrolmentCode {
        let book = self.book();
        let pin = runner::identity(&book).unwrap().pin();
        let guest = Guest {
            person,
            entry: Stamp {
                device: self.writer.workstation().unwrap().0,
                seq: 1,
            },
            name: name.to_owned(),
            minutes: 30,
        };
        Reception::new(book).invite(&guest, pin).unwrap()
    }

    pub(crate) fn enrol(&self, address: &str, code: EnrolmentCode) -> Result<Enrolled, EnrolError> {
        self.enrol_with(address, code, &self.name, SECRET)
    }

    pub(crate) fn enrol_with(
        &self,
        address: &str,
        code: EnrolmentCode,
        name: &str,
        secret: [u8; 32],
    ) -> Result<Enrolled, EnrolError> {
        let enrolment = Enrolment {
            address: address.to_owned(),
            code,
            name: name.to_owned(),
            // Only who joins a vessel is asked for the words of its recovery sheet.
            secret: self.writer.workstation().is_none().then_some(secret),
        };
        let enrolling = sync::enrol::enrol(Arc::clone(&self.writer), self.outside(), enrolment);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(enrolling)
    }

    /// Exchanges with a peer until nothing is left to say.
    pub(crate) fn once(&self, peer: i64) -> Once {
        runner::once(&self.shelf(), &self.book(), peer, true, |_, _| ()).unwrap()
    }

    /// One act.
    pub(crate) fn report(&self, person: RowId, title: &str) -> RowId {
        let who = Authorship {
            actor: person,
            role: "chief_engineer".to_owned(),
            signature: None,
        };
        let committed = self
            .writer
            .commit(&who, self.clock.wall_ms(), None, |_| Ok(fault(title)));
        committed.unwrap().ids[0]
    }

    pub(crate) fn device(&self) -> DeviceNumber {
        self.writer.workstation().unwrap().0
    }

    pub(crate) fn frontier(&self) -> Frontier {
        self.book().frontier().unwrap()
    }

    pub(crate) fn peers(&self) -> Vec<Peer> {
        self.writer.readers().reader().unwrap().records().peers().unwrap()
    }

    /// Writes what no act wrote, and returns how many rows that were.
    pub(crate) fn behind_the_gate(&self, sql: &str) -> usize {
        testkit::behind_the_gate(&self.writer.place().database(), sql)
    }

    /// The columns that sum up to something.
    pub(crate) fn sums(&self) -> Vec<ColumnSum> {
        let reader = self.writer.readers().reader().unwrap();
        let mut sums = reader.records().column_sums().unwrap();
        sums.retain(|column| column.sum != Digest::ZERO);
        sums
    }

    /// What was rebuilt here, the first first, as people read it.
    pub(crate) fn mended(&self) -> Vec<String> {
        let reader = self.writer.readers().reader().unwrap();
        let mended = reader.records().mended(100).unwrap();
        mended.iter().rev().map(ToString::to_string).collect()
    }

    /// The person who founded the vessel.
    pub(crate) fn person(&self) -> RowId {
        let reader = self.writer.readers().reader().unwrap();
        let records = reader.records();
        domain::facts::Facts::new(&records).all::<Crew>().unwrap()[0].id
    }

    /// The titles of all faults, in order.
    pub(crate) fn faults(&self) -> Vec<String> {
        let reader = self.writer.readers().reader().unwrap();
        let records = reader.records();
        let faults = domain::facts::Facts::new(&records).all::<Fault>().unwrap();
        let mut titles: Vec<String> = faults.into_iter().map(|fault| fault.title).collect();
        titles.sort();
        titles
    }
}

fn open(folder: &Path, name: &str, clock: &Arc<TestClock>) -> Arc<Writer> {
    let drawn = Arc::clone(clock);
    let environment = Environment {
        state: StateFolder::new(folder.join("state"), name),
        workstation: format!("Desk of {name}"),
        random: Box::new(move |buffer| drawn.random(buffer)),
    };
    let opened: Result<Writer, StoreError> = Writer::open(&Place::new(folder.join("replica")), environment);
    Arc::new(opened.unwrap())
}

fn fault(title: &str) -> Plan {
    let mut plan = Plan::new("report_fault");
    plan.insert::<Fault>(
        Values::new()
            .plan(Fault::number, Planned::NextNumber(NumberKind::Fault))
            .set(Fault::title, &title.to_owned())
            .set(Fault::severity, &Severity::Medium)
            .set(Fault::department, &Department::Engineering)
            .set(Fault::noticed_at, &Instant::from_millis(NOON))
            .set(Fault::status, &FaultStatus::Open),
    );
    plan
}

pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let stopwatch = Stopwatch::start();
    while !is_so() {
        assert!(stopwatch.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
