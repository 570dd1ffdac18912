//! Lists that a vessel brings: each act takes over many rows of one list.
//!
//! A row is read, bounded and compared by the same code as the single act it stands for. It is matched
//! with what the record holds by what people call it: a code, a number and maker, a name. Only what
//! differs is written, so the same list can be taken over again. A cell that holds nothing changes
//! nothing. Deliberately not here: files, columns and what a head means.

use crate::act::{Act, Ctx, params};
use crate::permission::{self, Subject};
use crate::plan::Plan;
use crate::refusal::{Code, Refusal};
use crate::tables::{Crew, Department};
use crate::text::{self, Lines};
use crate::vocabulary::vocabulary;
use crate::words;
use draft::Draft;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeSet;

pub mod arrange;
mod draft;
mod equipment;
pub mod fields;
mod locations;
mod parts;
mod people;
mod retired;
mod running_hours;
mod seen;
mod spare_parts;
mod suppliers;
mod tree;

pub use equipment::EquipmentRow;
pub use locations::LocationRow;
pub use parts::StorePartRow;
pub use people::PersonRow;
pub use running_hours::HoursRow;
pub use seen::Seen;
pub use spare_parts::SparePartRow;
pub use suppliers::SupplierRow;

/// Rows of one act.
pub const ACT_ROWS_MAX: usize = 200;
/// Bytes of the texts of one act's rows: with what an entry adds to each row it stays below half of
/// the 256 KiB of one entry.
pub const ACT_TEXT_BYTES_MAX: usize = 64 * 1024;
/// People of one list; a crew list is read whole for every act.
pub const PEOPLE_ROWS_MAX: usize = 2_000;

vocabulary! {
    /// What a list holds.
    pub enum ImportKind {
        /// The tree of machines and spaces.
        Equipment = "equipment",
        /// Which parts fit which equipment.
        SpareParts = "spare_parts",
        /// Parts with places and first counts.
        Parts = "parts",
        /// Suppliers.
        Suppliers = "suppliers",
        /// People, without PINs.
        People = "people",
        /// Storage places.
        Locations = "locations",
        /// Readings of running-hours counters.
        RunningHours = "running_hours",
    }
}

vocabulary! {
    /// What a row would do.
    pub enum RowState {
        /// It adds something that the record does not hold.
        New = "new",
        /// It changes something.
        Changed = "changed",
        /// The record holds it as it is.
        Same = "same",
        /// It cannot be taken over.
        Wrong = "wrong",
    }
}

params! {
    /// The list of which an act takes over a stretch; one signature covers all of it.
    pub struct Whole {
        /// The file's name, without its folder.
        file: String,
        /// How many parts, people … are taken over.
        count: u32,
        /// The first of them, as the file numbers it.
        first_row: u32,
        /// The last of them.
        last_row: u32,
    }
}

/// What one row of a list would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The row's number in the file.
    pub row: u32,
    /// What it is about: code and name.
    pub label: String,
    /// What it would do.
    pub state: RowState,
    /// "add the part …", one sentence each.
    pub writes: Vec<String>,
    /// What the person should know about it.
    pub notes: Vec<String>,
    /// Why it cannot be taken over.
    pub wrong: Option<String>,
}

/// What a stretch of rows would do.
#[derive(Debug)]
pub struct Survey {
    /// What would be written.
    pub plan: Plan,
    /// Row by row, in the order given.
    pub rows: Vec<Outcome>,
    /// The single acts it stands for, with the department of the record that each is about.
    pub needs: Needs,
}

/// Acts, and the departments of the records that they are about.
pub type Needs = BTreeSet<(&'static str, Option<Department>)>;

/// What a row would do, before it is known that it can.
struct Told {
    label: String,
    state: RowState,
    writes: Vec<String>,
    notes: Vec<String>,
}

/// How one kind of row is taken over.
trait RowImport {
    const ACTION: &'static str;
    type Row: DeserializeOwned;

    /// The row's number in the file.
    fn number(row: &Self::Row) -> u32;

    /// Plans one row. Everything that may refuse comes before anything is planned.
    fn plan_row(ctx: &Ctx<'_>, row: &Self::Row, draft: &mut Draft<'_>) -> Result<Told, Refusal>;
}

impl ImportKind {
    /// The act that takes over rows of this kind.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Equipment => "import_equipment",
            Self::SpareParts => "import_spare_parts",
            Self::Parts => "import_parts",
            Self::Suppliers => "import_suppliers",
            Self::People => "import_people",
            Self::Locations => "import_locations",
            Self::RunningHours => "import_running_hours",
        }
    }

    /// "3,000 parts".
    #[must_use]
    pub fn count(self, rows: u32) -> String {
        let noun = match (self, rows) {
            (Self::Equipment, 1) => "piece of equipment",
            (Self::Equipment, _) => "pieces of equipment",
            (Self::SpareParts, 1) => "line of spare-part lists",
            (Self::SpareParts, _) => "lines of spare-part lists",
            (Self::Parts, 1) => "part",
            (Self::Parts, _) => "parts",
            (Self::Suppliers, 1) => "supplier",
            (Self::Suppliers, _) => "suppliers",
            (Self::People, 1) => "person",
            (Self::People, _) => "people",
            (Self::Locations, 1) => "storage place",
            (Self::Locations, _) => "storage places",
            (Self::RunningHours, 1) => "reading of running hours",
            (Self::RunningHours, _) => "readings of running hours",
        };
        format!("{} {noun}", words::thousands(rows.into()))
    }

    /// What the signature covers.
    #[must_use]
    pub fn statement(self, whole: &Whole) -> String {
        let [first, last] = [whole.first_row, whole.last_row].map(|row| words::thousands(row.into()));
        let rows = if first == last {
            format!("row {first}")
        } else {
            format!("rows {first} to {last}")
        };
        format!("I import {} from {}, {rows}.", self.count(whole.count), whole.file)
    }
}

/// What the rows would do, one by one: the same as the act plans, but a row that cannot be taken over
/// does not keep the others.
///
/// # Errors
/// When the replica cannot be read.
pub fn survey(kind: ImportKind, ctx: &Ctx<'_>, rows: &[&Json], seen: &mut Seen) -> Result<Survey, Refusal> {
    match kind {
        ImportKind::Equipment => survey_json::<equipment::OfEquipment>(ctx, rows, seen),
        ImportKind::SpareParts => survey_json::<spare_parts::OfSpareParts>(ctx, rows, seen),
        ImportKind::Parts => survey_json::<parts::OfParts>(ctx, rows, seen),
        ImportKind::Suppliers => survey_json::<suppliers::OfSuppliers>(ctx, rows, seen),
        ImportKind::People => survey_json::<people::OfPeople>(ctx, rows, seen),
        ImportKind::Locations => survey_json::<locations::OfLocations>(ctx, rows, seen),
        ImportKind::RunningHours => survey_json::<running_hours::OfRunningHours>(ctx, rows, seen),
    }
}

fn survey_json<I: RowImport>(ctx: &Ctx<'_>, rows: &[&Json], seen: &mut Seen) -> Result<Survey, Refusal> {
    let read = |row: &&Json| {
        I::Row::deserialize(*row)
            .map_err(|error| Refusal::new(Code::Invalid, format!("A row cannot be read: {error}.")))
    };
    let rows: Vec<I::Row> = rows.iter().map(read).collect::<Result<_, _>>()?;
    survey_rows::<I>(ctx, &rows, seen)
}

fn survey_rows<I: RowImport>(ctx: &Ctx<'_>, rows: &[I::Row], seen: &mut Seen) -> Result<Survey, Refusal> {
    let mut draft = Draft::new(I::ACTION, seen);
    let mut outcomes = Vec::with_capacity(rows.len());
    for row in rows {
        let number = I::number(row);
        outcomes.push(match I::plan_row(ctx, row, &mut draft) {
            Ok(told) => Outcome {
                row: number,
                label: told.label,
                state: told.state,
                writes: told.writes,
                notes: told.notes,
                wrong: None,
            },
            Err(refusal) if is_of_the_row(refusal.code) => wrong(number, refusal.message),
            Err(refusal) => return Err(refusal),
        });
    }
    let Draft { plan, needs, .. } = draft;
    Ok(Survey {
        plan,
        rows: outcomes,
        needs,
    })
}

/// A row that cannot be taken over.
#[must_use]
pub fn wrong(row: u32, why: String) -> Outcome {
    Outcome {
        row,
        label: String::new(),
        state: RowState::Wrong,
        writes: Vec::new(),
        notes: Vec::new(),
        wrong: Some(why),
    }
}

fn is_of_the_row(code: Code) -> bool {
    matches!(code, Code::Missing | Code::Invalid | Code::NotFound | Code::WrongState)
}

/// The plan of an act that takes over rows: all of them, or none.
fn plan_rows<I: RowImport>(
    ctx: &Ctx<'_>,
    kind: ImportKind,
    whole: &Whole,
    rows: &[I::Row],
) -> Result<(Plan, Subject), Refusal> {
    if rows.is_empty() || rows.len() > ACT_ROWS_MAX {
        let message = format!("An act takes over 1 to {ACT_ROWS_MAX} rows. Give as many.");
        return Err(Refusal::field(Code::Invalid, "rows", message));
    }
    let line = |file: &str| {
        text::required(
            "file",
            "The file's name",
            file,
            Lines::One,
            1,
            text::LINE_CHARACTERS_MAX,
        )
    };
    let whole = Whole {
        file: line(&whole.file)?,
        ..whole.clone()
    };
    let Survey { mut plan, rows, needs } = survey_rows::<I>(ctx, rows, &mut Seen::default())?;
    for outcome in rows {
        if let Some(why) = outcome.wrong {
            let message = format!("Row {}: {why}", words::thousands(outcome.row.into()));
            return Err(Refusal::field(Code::Invalid, "rows", message));
        }
        plan.writes.extend(outcome.writes);
    }
    if plan.changes.is_empty() {
        return Err(Refusal::state("The record holds all of these rows as they are."));
    }
    may_all(ctx, ctx.authority(), &needs)?;
    plan.keep("file", whole.file.clone());
    plan.keep("count", whole.count);
    plan.keep("first_row", whole.first_row);
    plan.keep("last_row", whole.last_row);
    plan.statement = kind.statement(&whole);
    Ok((plan, subject(&needs)))
}

/// What the import itself is about: one department, where all its rows are of one.
#[must_use]
pub fn subject(needs: &Needs) -> Subject {
    let departments: BTreeSet<Option<Department>> = needs.iter().map(|(_, department)| *department).collect();
    match departments.into_iter().collect::<Vec<_>>()[..] {
        [Some(department)] => Subject::of(department),
        _ => Subject::vessel(),
    }
}

/// Refuses a person who may not carry out one of the acts that an import stands for.
///
/// # Errors
/// `wrong_role`.
pub fn may_all(ctx: &Ctx<'_>, person: &Crew, needs: &Needs) -> Result<(), Refusal> {
    for (action, department) in needs {
        let subject = department.map_or_else(Subject::vessel, Subject::of);
        if !permission::may(ctx.facts, person, action, &subject)? {
            return Err(permission::wrong_role(person, action));
        }
    }
    Ok(())
}

/// Declares the acts: name, its parameters, its rows, and how a row is taken over.
macro_rules! imports {
    ($($(#[$meta:meta])* $Act:ident, $Params:ident, $Row:ty, $Import:ty, $Kind:ident;)+) => {
        $(
            params! {
                /// A stretch of rows.
                pub struct $Params {
                    /// The list they stand in.
                    whole: Whole,
                    /// The rows.
                    rows: Vec<$Row>,
                }
            }

            $(#[$meta])*
            pub struct $Act;

            impl Act for $Act {
                const NAME: &'static str = ImportKind::$Kind.action();
                const REQUIRED: &'static [&'static str] = &["whole", "rows"];
                type Params = $Params;

                fn plan(ctx: &Ctx<'_>, params: &$Params) -> Result<(Plan, Subject), Refusal> {
                    plan_rows::<$Import>(ctx, ImportKind::$Kind, &params.whole, &params.rows)
                }
            }
        )+
    };
}

imports! {
    /// Takes over machines and spaces.
    ImportEquipment, ImportEquipmentParams, EquipmentRow, equipment::OfEquipment, Equipment;
    /// Takes over lines of spare-part lists.
    ImportSpareParts, ImportSparePartsParams, SparePartRow, spare_parts::OfSpareParts, SpareParts;
    /// Takes over parts, with places and first counts.
    ImportParts, ImportPartsParams, StorePartRow, parts::OfParts, Parts;
    /// Takes over suppliers.
    ImportSuppliers, ImportSuppliersParams, SupplierRow, suppliers::OfSuppliers, Suppliers;
    /// Takes over people, without PINs.
    ImportPeople, ImportPeopleParams, PersonRow, people::OfPeople, People;
    /// Takes over storage places.
    ImportLocations, ImportLocationsParams, LocationRow, locations::OfLocations, Locations;
    /// Takes over readings of running-hours counters.
    ImportRunningHours, ImportRunningHoursParams, HoursRow, running_hours::OfRunningHours, RunningHours;
}
