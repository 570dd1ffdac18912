//! A few voyages with real replicas on the disk: the same exchange and line, the store's own writer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use domain::acts::{self, FoundVessel};
use domain::devices::confirmation_id;
use domain::plan::{NumberKind, Plan, Planned, Values};
use domain::tables::{
    Confirmation, Department, DeviceKind, Equipment, EquipmentKind, Fault, FaultStatus, Severity, TABLES,
};
use domain::time::Instant;
use journal::{DeviceNumber, Frontier, RowId};
use store::{Authorship, Environment, Founding, Place, StateFolder, Writer};
use sync::outside::Outside;
use sync::{Answered, Begin, Exchange, Outcome, ReplicaShelf, Shelf, Speaker};

use crate::TemporaryPlace;
use crate::simulator::dice::Dice;
use crate::simulator::line::{Call, Progress};
use crate::simulator::world::NOON_MS;

/// Seeds of a short run: every commit waits for the disk.
const SEEDS: u64 = 3;
/// Things that happen in one voyage.
const STEPS: u64 = 60;
const MACHINES: usize = 3;
/// Ten years in milliseconds.
const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 3_600_000;

/// A wall clock that may be years off.
struct Wall(AtomicI64);

impl Outside for Wall {
    fn wall_ms(&self) -> i64 {
        self.0.fetch_add(1_000, Ordering::Relaxed)
    }

    fn monotonic_ms(&self) -> u64 {
        0
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(1);
    }
}

struct Machine {
    folder: TemporaryPlace,
    name: String,
    seed: u64,
    wall: Arc<Wall>,
    writer: Option<Arc<Writer>>,
    heard: sync::Memory,
}

impl Machine {
    fn new(number: u64, dice: &mut Dice) -> Self {
        let off_ms = [0, 0, TEN_YEARS_MS, -TEN_YEARS_MS][dice.below(4) as usize];
        let mut machine = Self {
            folder: TemporaryPlace::new(),
            name: format!("machine {number}"),
            seed: dice.next(),
            wall: Arc::new(Wall(AtomicI64::new(NOON_MS + off_ms))),
            writer: None,
            heard: sync::Memory::default(),
        };
        machine.reopen();
        machine
    }

    /// Opens the replica anew, as after a crash.
    fn reopen(&mut self) {
        self.writer = None;
        self.heard = sync::Memory::default();
        self.seed = self.seed.wrapping_add(1);
        let mut dice = Dice::of(self.seed);
        let environment = Environment {
            state: StateFolder::new(self.folder.folder().join("state"), self.name.clone()),
            workstation: self.name.clone(),
            random: Box::new(move |buffer| buffer.fill_with(|| dice.next() as u8)),
        };
        self.writer = Some(Arc::new(Writer::open(&self.place(), environment).unwrap()));
    }

    fn place(&self) -> Place {
        Place::new(self.folder.folder().join("replica"))
    }

    fn writer(&self) -> &Arc<Writer> {
        self.writer.as_ref().unwrap()
    }

    fn shelf(&self) -> ReplicaShelf {
        let outside: Arc<dyn Outside> = Arc::<Wall>::clone(&self.wall);
        ReplicaShelf::new(Arc::clone(self.writer()), outside)
    }

    fn commit(&self, person: RowId, plan: Plan) {
        let who = Authorship {
            actor: person,
            role: "chief_engineer".to_owned(),
            signature: None,
        };
        let now_ms = self.wall.wall_ms();
        self.writer().commit(&who, now_ms, None, |_| Ok(plan)).unwrap();
    }

    /// Every row of every table, as text in one order.
    fn rows(&self) -> Vec<String> {
        let reader = self.writer().readers().reader().unwrap();
        let rows_of = |table| reader.records().all(table, 10_000).unwrap();
        let mut rows: Vec<String> = TABLES
            .iter()
            .flat_map(|table| {
                rows_of(table)
                    .into_iter()
                    .map(move |row| format!("{} {:?}", table.name, (row.id, row.values)))
            })
            .collect();
        rows.sort();
        rows
    }
}

fn fault(title: &str) -> Plan {
    let mut plan = Plan::new("report_fault");
    plan.insert::<Fault>(
        Values::new()
            .plan(Fault::number, Planned::NextNumber(NumberKind::Fault))
            .set(Fault::title, &title.to_owned())
            .set(Fault::severity, &Severity::Medium)
            .set(Fault::department, &Department::Engineering)
            .set(Fault::noticed_at, &Instant::from_millis(NOON_MS))
            .set(Fault::status, &FaultStatus::Open),
    );
    plan
}

fn equipment(code: &str) -> Plan {
    let mut plan = Plan::new("add_equipment");
    plan.insert::<Equipment>(
        Values::new()
            .set(Equipment::code, &code.to_owned())
            .set(Equipment::name, &"Pump".to_owned())
            .set(Equipment::kind, &EquipmentKind::Machine)
            .set(Equipment::department, &Department::Engineering)
            .set(Equipment::has_counter, &true)
            .set(Equipment::is_retired, &false),
    );
    plan
}

fn rename(fault: RowId, title: &str) -> Plan {
    let mut plan = Plan::new("edit_fault");
    plan.update::<Fault>(fault, Values::new().set(Fault::title, &title.to_owned()));
    plan
}

fn confirm(device: DeviceNumber, letter: &str, public_key: [u8; 32]) -> Plan {
    let mut plan = Plan::new("confirm_device");
    plan.insert_natural::<Confirmation>(
        confirmation_id(device),
        Values::new()
            .set(Confirmation::device, &device.to_string())
            .set(Confirmation::kind, &DeviceKind::Workstation)
            .set(Confirmation::letter, &Some(letter.to_owned()))
            .set(Confirmation::name, &"Bridge".to_owned())
            .set(Confirmation::public_key, &public_key.to_vec()),
    );
    plan
}

/// Machines of one vessel, and the person who acts on all of them.
fn fleet(dice: &mut Dice) -> (Vec<Machine>, RowId) {
    let machines: Vec<Machine> = (0..MACHINES as u64).map(|number| Machine::new(number, dice)).collect();
    let founding = Founding {
        letter: "A".to_owned(),
        role: "chief_engineer".to_owned(),
        secret: [7; 32],
    };
    let founded = machines[0].writer().found(&founding, NOON_MS, |new| {
        acts::found_vessel(&FoundVessel {
            vessel: "MY Test",
            letter: &new.letter,
            person: "Ada Ferro",
            rank: "Chief engineer",
            pin_hash: "$argon2id$…",
            device: &new.device,
            public_key: &new.public_key,
            workstation: "Engine control room",
            now: Instant::from_millis(NOON_MS),
        })
    });
    let person = founded.unwrap().ids[acts::FIRST_PERSON_ROW as usize];
    let vessel = machines[0].shelf().vessel().unwrap();
    for (machine, letter) in machines.iter().zip(["A", "B", "C"]).skip(1) {
        let number = machine.writer().prepare_number().unwrap();
        machines[0].commit(person, confirm(number.device, letter, number.public_key));
        machine
            .writer()
            .enrol(vessel, number.device, letter, Some(&[7; 32]))
            .unwrap();
    }
    (machines, person)
}

fn speaker() -> Speaker {
    Speaker {
        program: "test 1".to_owned(),
        wall_at: NOON_MS,
    }
}

fn call(
    asking: &mut Machine,
    answering: &Machine,
    beyond: Option<Frontier>,
    left: Option<u64>,
    dice: &mut Dice,
) -> Outcome {
    let begin = Begin {
        number: 1,
        beyond,
        wants_sums: false,
        offers_refused: false,
        request_bytes_max: u64::MAX,
        files: sync::FilesTurn::default(),
        bytes_max: None,
    };
    let (from, to) = (asking.shelf(), answering.shelf());
    let exchange = Exchange::begin(&from, begin, asking.heard.clone(), speaker()).unwrap();
    let mut call = Call::new(0, 1, exchange, speaker(), left);
    let ended = loop {
        if let Progress::Ended(ended) = call.step(&from, &to, dice) {
            break ended;
        }
    };
    let (outcome, memory) = call.finish(&from, ended);
    asking.heard = memory;
    outcome
}

/// Asks and exchanges; true when both hold the same afterwards.
fn meet(asking: &mut Machine, answering: &Machine, left: Option<u64>, dice: &mut Dice) -> Result<bool, String> {
    asking.heard.device = None;
    let asked = call(asking, answering, None, None, dice);
    let Ok(Answered::Asked { peer }) = asked.result else {
        return Err(format!("{:?}", asked.result));
    };
    match call(asking, answering, Some(peer), left, dice).result {
        Ok(Answered::Exchanged {
            is_equal,
            refused: None,
            ..
        }) => Ok(is_equal),
        other => Err(format!("{other:?}")),
    }
}

/// The two machines, the one to be changed first.
fn two(machines: &mut [Machine], from: usize, to: usize) -> (&mut Machine, &Machine) {
    if from < to {
        let (left, right) = machines.split_at_mut(to);
        (&mut left[from], &right[0])
    } else {
        let (left, right) = machines.split_at_mut(from);
        (&mut right[0], &left[to])
    }
}

fn sail(seed: u64) {
    let mut dice = Dice::of(seed);
    let (mut machines, person) = fleet(&mut dice);
    let faults = |machine: &Machine| {
        let reader = machine.writer().readers().reader().unwrap();
        let rows = reader
            .records()
            .all(<Fault as domain::schema::Row>::TABLE, 100)
            .unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    for step in 0..STEPS {
        let at = dice.below(MACHINES as u64) as usize;
        let other = (at + 1 + dice.below(MACHINES as u64 - 1) as usize) % MACHINES;
        let knows_people = at == 0 || machines[at].shelf().frontier().unwrap() != Frontier::new();
        match dice.below(10) {
            0..=1 if knows_people => machines[at].commit(person, fault(&format!("fault {step}"))),
            2 if knows_people => machines[at].commit(person, equipment(&format!("{seed}.{step}"))),
            3..=4 if knows_people => {
                if let Some(row) = dice.pick(&faults(&machines[at])) {
                    machines[at].commit(person, rename(*row, &format!("title {step}")));
                }
            }
            5 => machines[at].reopen(),
            6 => {
                let mut bytes = Vec::new();
                sync::file::export(&machines[at].shelf(), &Frontier::new(), false, &mut bytes).unwrap();
                let length = dice.between(32, bytes.len() as u64) as usize;
                sync::file::import(&machines[other].shelf(), &mut &bytes[..length]).unwrap();
            }
            _ => {
                let left = dice.one_in(2).then(|| dice.between(1, 4_000));
                let (from, to) = two(&mut machines, at, other);
                // Cut, unknown as yet, or done: whatever it was, nothing may be lost by it.
                let _ = meet(from, to, left, &mut dice);
            }
        }
    }
    for round in 0..4 {
        let pairs = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2)];
        for (from, to) in pairs {
            let (from, to) = two(&mut machines, from, to);
            let met = meet(from, to, None, &mut dice);
            assert!(round < 2 || met == Ok(true), "seed {seed}, round {round}: {met:?}");
        }
    }
    let rows = machines[0].rows();
    assert!(rows.len() > 20, "{}", rows.len());
    for machine in &mut machines {
        assert_eq!(machine.rows(), rows, "seed {seed}");
        machine.writer = None;
        let report = store::audit::verify(&machine.place(), None, &mut |_| {}, &Arc::new(AtomicBool::new(false)));
        let finding = report.unwrap().finding;
        assert!(finding.is_none(), "seed {seed}: {finding:?}");
    }
}

#[test]
fn replicas_on_the_disk_come_to_the_same_rows_whatever_is_cut_repeated_or_carried_by_file() {
    let seeds = super::from_environment("CELESTE_DISK_SEEDS").unwrap_or(SEEDS);
    for seed in 0..seeds {
        sail(seed);
    }
}
