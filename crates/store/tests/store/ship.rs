//! A small ship for tests: one founded replica with the acts that a test needs.

use std::path::PathBuf;

use domain::act::Ctx;
use domain::acts::{self, FoundVessel};
use domain::facts::{Facts, Source};
use domain::plan::{NumberKind, Plan, Planned, Values};
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{
    Crew, Department, Equipment, EquipmentKind, Fault, FaultStatus, Note, NoteCategory, NoteKind, Priority, Severity,
    WorkKind, WorkOrder, WorkOrderStatus,
};
use domain::time::Instant;
use journal::RowId;
use store::{Authorship, Committed, Environment, Founding, Place, Random, StateFolder, StoreError, Writer};
use tempfile::TempDir;

/// 2026-11-22 12:00 UTC.
pub(crate) const NOON: i64 = 1_795_348_800_000;

/// Folders of one machine, and the replica on it.
pub(crate) struct Ship {
    pub(crate) folder: TempDir,
    pub(crate) person: RowId,
}

/// Bytes that differ from call to call and from seed to seed, the same in every run.
pub(crate) fn random(seed: u64) -> Random {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    Box::new(move |bytes: &mut [u8]| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 24) as u8;
        }
    })
}

pub(crate) fn environment(state: PathBuf, machine: &str, seed: u64) -> Environment {
    Environment {
        state: StateFolder::new(state, machine),
        workstation: "Engine control room".to_owned(),
        random: random(seed),
    }
}

impl Ship {
    /// Founds the vessel and lets go of the replica.
    pub(crate) fn founded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut ship = Self {
            folder,
            person: RowId::natural(0, &[]),
        };
        let writer = ship.writer();
        ship.person = found(&writer, "E").ids[1];
        ship
    }

    pub(crate) fn place(&self) -> Place {
        Place::new(self.folder.path().join("replica"))
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    pub(crate) fn writer(&self) -> Writer {
        self.try_writer(1).unwrap()
    }

    pub(crate) fn try_writer(&self, seed: u64) -> Result<Writer, StoreError> {
        Writer::open(&self.place(), environment(self.state(), "machine 1", seed))
    }

    pub(crate) fn who(&self) -> Authorship {
        who(self.person)
    }
}

pub(crate) fn who(person: RowId) -> Authorship {
    Authorship {
        actor: person,
        role: "chief_engineer".to_owned(),
        signature: None,
    }
}

pub(crate) fn found(writer: &Writer, letter: &str) -> Committed {
    let founding = Founding {
        letter: letter.to_owned(),
        role: "chief_engineer".to_owned(),
        secret: [7; 32],
    };
    writer
        .found(&founding, NOON, |new| {
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
        })
        .unwrap()
}

/// Adds a machine.
pub(crate) fn equipment(code: &str, name: &str) -> Plan {
    let mut plan = Plan::new("add_equipment");
    plan.insert::<Equipment>(
        Values::new()
            .set(Equipment::code, &code.to_owned())
            .set(Equipment::name, &name.to_owned())
            .set(Equipment::kind, &EquipmentKind::Machine)
            .set(Equipment::department, &Department::Engineering)
            .set(Equipment::has_counter, &true)
            .set(Equipment::is_retired, &false),
    );
    plan
}

/// Reports a fault.
pub(crate) fn fault(title: &str) -> Plan {
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

/// Raises a work order, and writes its first note in the same act.
pub(crate) fn work_order(equipment: RowId, title: &str) -> Plan {
    let mut plan = Plan::new("create_work_order");
    let order = plan.insert::<WorkOrder>(
        Values::new()
            .plan(WorkOrder::number, Planned::NextNumber(NumberKind::WorkOrder))
            .set(WorkOrder::title, &title.to_owned())
            .set(WorkOrder::kind, &WorkKind::Corrective)
            .set(WorkOrder::priority, &Priority::Normal)
            .set(WorkOrder::equipment_id, &equipment)
            .set(WorkOrder::department, &Department::Engineering)
            .set(WorkOrder::status, &WorkOrderStatus::Candidate),
    );
    plan.insert::<Note>(
        Values::new()
            .plan(Note::work_order_id, Planned::NewRow(order))
            .set(Note::text, &"Begun.".to_owned())
            .set(Note::category, &NoteCategory::Update)
            .set(Note::kind, &NoteKind::Note),
    );
    plan
}

/// Sets a work order's status, and nothing else of its group.
pub(crate) fn status(order: RowId, status: WorkOrderStatus) -> Plan {
    let action = match status {
        WorkOrderStatus::Completed => "mark_work_order_complete",
        _ => "start_work_order",
    };
    let mut plan = Plan::new(action);
    plan.update::<WorkOrder>(order, Values::new().set(WorkOrder::status, &status));
    plan
}

/// An act by its rules, as the program carries it out.
pub(crate) fn act(
    writer: &Writer,
    person: RowId,
    name: &str,
    params: &serde_json::Value,
    at_ms: i64,
) -> Result<Committed, StoreError> {
    writer.commit(&who(person), at_ms, None, |source| {
        let facts = Facts::new(source);
        let actor: Crew = facts.glance(person)?;
        let ctx = Ctx {
            facts: &facts,
            now: Instant::from_millis(at_ms),
            ship: facts.ship_time()?,
            actor: &actor,
            signer: None,
        };
        let (plan, subject) = (acts::act(name).unwrap().plan)(&ctx, params)?;
        ctx.authorise(name, &subject)?;
        Ok(plan)
    })
}

pub(crate) fn commit(writer: &Writer, person: RowId, plan: Plan) -> Committed {
    writer.commit(&who(person), NOON, None, |_| Ok(plan)).unwrap()
}

/// The one row of that id, as its struct.
pub(crate) fn read<R: Row>(writer: &Writer, id: RowId) -> R {
    let reader = writer.readers().reader().unwrap();
    R::read(&reader.records().row(R::TABLE, id).unwrap().unwrap()).unwrap()
}

/// All people, as rules ask for them.
pub(crate) fn crew(source: &dyn Source) -> Result<Vec<Crew>, Refusal> {
    let rows = source.all(Crew::TABLE, 100)?;
    rows.iter().map(|row| Ok(Crew::read(row)?)).collect()
}
