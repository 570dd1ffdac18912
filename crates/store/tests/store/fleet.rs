//! Several workstations of one vessel, each with its own machine, that exchange entries in one process.

use std::path::{Path, PathBuf};

use domain::devices::confirmation_id;
use domain::plan::{Plan, Values};
use domain::tables::{Closure, Confirmation, DeviceKind};
use journal::{DeviceNumber, Entry, Head, RowId};
use store::{
    Batch, Environment, Place, PreparedNumber, Reader, Readers, SignedHead, StateFolder, StoreError, Verdict, Writer,
};
use tempfile::TempDir;

use crate::ship::{self, NOON};

/// The vessel secret of every test.
pub(crate) const SECRET: [u8; 32] = [7; 32];

/// One machine with one replica.
pub(crate) struct Machine {
    pub(crate) folder: TempDir,
    pub(crate) name: String,
    pub(crate) writer: Writer,
}

/// The bytes under a head's signature, as these tests write them.
pub(crate) fn message(vessel: RowId, device: DeviceNumber, head: Head) -> Vec<u8> {
    format!("{vessel} {device} {} {}", head.seq, head.hash).into_bytes()
}

impl Machine {
    pub(crate) fn new(name: &str, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let writer = open(folder.path().join("replica"), folder.path().join("state"), name, seed);
        Self {
            folder,
            name: name.to_owned(),
            writer,
        }
    }

    /// The first workstation, which founds the vessel; and the person who does everything.
    pub(crate) fn founder() -> (Self, RowId) {
        let machine = Self::new("machine 1", 1);
        let person = ship::found(&machine.writer, "E").ids[1];
        (machine, person)
    }

    /// Another workstation, let in by that one, with all of its entries.
    pub(crate) fn enrolled(by: &Self, person: RowId, name: &str, letter: &str, seed: u64) -> Self {
        let machine = Self::new(name, seed);
        let number = machine.writer.prepare_number().unwrap();
        ship::commit(&by.writer, person, confirm(number, letter));
        let vessel = by.vessel();
        machine
            .writer
            .enrol(vessel, number.device, letter, Some(&SECRET))
            .unwrap();
        by.hand_to(&machine);
        machine
    }

    pub(crate) fn place(&self) -> Place {
        Place::new(self.folder.path().join("replica"))
    }

    /// Lets go of the replica and opens it again.
    pub(crate) fn reopened(self, seed: u64) -> Self {
        let Self { folder, name, writer } = self;
        drop(writer);
        let writer = open(folder.path().join("replica"), folder.path().join("state"), &name, seed);
        Self { folder, name, writer }
    }

    pub(crate) fn vessel(&self) -> RowId {
        self.writer
            .readers()
            .reader()
            .unwrap()
            .records()
            .vessel()
            .unwrap()
            .unwrap()
    }

    pub(crate) fn device(&self) -> DeviceNumber {
        self.writer.workstation().unwrap().0
    }

    /// One act.
    pub(crate) fn report(&self, person: RowId, title: &str) -> RowId {
        ship::commit(&self.writer, person, ship::fault(title)).ids[0]
    }

    /// The run of the device's entries beyond `after_seq` up to its last signed head.
    pub(crate) fn run(&self, device: DeviceNumber, after_seq: u64) -> Option<(Vec<Entry>, SignedHead)> {
        self.writer.sign_own_head(message).unwrap();
        let reader = self.writer.readers().reader().unwrap();
        let signed = reader
            .records()
            .signed_heads_after(device, after_seq, usize::MAX)
            .unwrap()
            .pop()?;
        let count = usize::try_from(signed.seq - after_seq).unwrap();
        let entries = reader.records().entries_after(device, after_seq, count, usize::MAX);
        Some((entries.unwrap(), signed))
    }

    pub(crate) fn receive(&self, run: &[Entry], signed: &SignedHead) -> Result<Vec<Verdict>, StoreError> {
        self.writer.receive(run, signed, NOON, message)
    }

    /// Hands everything to another machine that it lacks. What it refuses stays here.
    pub(crate) fn hand_to(&self, other: &Self) {
        let frontier = |machine: &Self| machine.writer.readers().reader().unwrap().records().frontier().unwrap();
        let mine = frontier(self);
        // Twice: a device's entries may come before the word that lets it in.
        for _ in 0..2 {
            for stamp in mine.iter() {
                if let Some((run, signed)) = self.run(stamp.device, frontier(other).get(stamp.device)) {
                    match other.receive(&run, &signed) {
                        Ok(_) | Err(StoreError::Run(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            }
        }
    }

    pub(crate) fn exchange_with(&self, other: &Self) {
        self.hand_to(other);
        other.hand_to(self);
    }
}

pub(crate) fn open(replica: PathBuf, state: PathBuf, machine: &str, seed: u64) -> Writer {
    let environment = Environment {
        state: StateFolder::new(state, machine),
        workstation: format!("Desk of {machine}"),
        random: ship::random(seed),
    };
    Writer::open(&Place::new(replica), environment).unwrap()
}

/// Lets a workstation in.
pub(crate) fn confirm(number: PreparedNumber, letter: &str) -> Plan {
    let mut plan = Plan::new("confirm_device");
    plan.insert_natural::<Confirmation>(
        confirmation_id(number.device),
        Values::new()
            .set(Confirmation::device, &number.device.to_string())
            .set(Confirmation::kind, &DeviceKind::Workstation)
            .set(Confirmation::letter, &Some(letter.to_owned()))
            .set(Confirmation::name, &"Bridge".to_owned())
            .set(Confirmation::public_key, &number.public_key.to_vec()),
    );
    plan
}

/// Closes a device after that entry.
pub(crate) fn close(device: DeviceNumber, head: Head) -> Plan {
    let mut plan = Plan::new("close_device");
    plan.insert::<Closure>(
        Values::new()
            .set(Closure::device, &device.to_string())
            .set(Closure::last_seq, &head.seq.cast_signed())
            .set(Closure::hash, &head.hash.to_string())
            .set(Closure::reason, &"Two histories".to_owned()),
    );
    plan
}

/// Acts of a source between two signed heads.
const SOURCE_RUN_ACTS: u64 = 7;

/// Makes a replica in `folder/source` with at least so many large acts in short signed runs, and returns
/// whose they are and of which vessel.
pub(crate) fn source(folder: &Path, acts: u64) -> (DeviceNumber, RowId) {
    let (first, person) = Machine::founder();
    // Heads of short runs are kept only where their entries are large.
    let long = "The seal leaks. ".repeat(500);
    for _ in 0..acts.div_ceil(SOURCE_RUN_ACTS) {
        let some = |batch: &mut Batch<'_>| {
            for _ in 0..SOURCE_RUN_ACTS {
                batch.commit(&ship::who(person), NOON, |_| Ok(ship::fault(&long)))?;
            }
            Ok(())
        };
        first.writer.batch(some).unwrap();
    }
    first.writer.sign_own_head(message).unwrap();
    let (device, vessel, place) = (first.device(), first.vessel(), first.place());
    drop(first.writer);
    crate::copies::copy(place.folder(), &folder.join("source"));
    (device, vessel)
}

/// The replica that [`source`] made, read only.
pub(crate) struct Source(Reader);

impl Source {
    pub(crate) fn open(folder: &Path) -> Self {
        let readers = Readers::open(&Place::new(folder.join("source"))).unwrap();
        Self(readers.reader().unwrap())
    }

    /// The next run that the writer lacks; none when it has all.
    pub(crate) fn next(&self, writer: &Writer) -> Option<(Vec<Entry>, SignedHead)> {
        let records = self.0.records();
        let device = records.frontier().unwrap().iter().next().unwrap().device;
        let have = writer.readers().reader().unwrap().records().head(device).unwrap().seq;
        let signed = records.signed_heads_after(device, have, 1).unwrap().pop()?;
        let count = usize::try_from(signed.seq - have).unwrap();
        Some((records.entries_after(device, have, count, usize::MAX).unwrap(), signed))
    }
}
