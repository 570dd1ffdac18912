//! Eighty work orders of the last 120 days, in every state.

mod corrective_deck;
mod corrective_engine;
mod corrective_guest;
mod inspection;
mod planned;

use domain::tables::{NoteCategory, Outcome, Priority, WorkKind};

/// (category, key of the person, text).
pub type Note = (NoteCategory, &'static str, &'static str);
/// (part number, quantity, note).
pub type PlannedPart = (&'static str, &'static str, &'static str);
/// (text, ticked, reading or remark).
pub type ChecklistItem = (&'static str, bool, &'static str);

/// A work order as the script carries it out.
#[derive(Clone, Copy, Debug)]
pub struct WorkOrder {
    /// How others name it.
    pub key: &'static str,
    /// Key of the fault it was raised from; empty without one.
    pub fault: &'static str,
    /// Key of the work order it goes on from; empty without one.
    pub follows: &'static str,
    /// When it was raised.
    pub raised: Raised,
    /// Key of the person who raised and signed it.
    pub by: &'static str,
    /// What is to be done, in one line.
    pub title: &'static str,
    /// Code of the equipment; empty where the fault names it.
    pub equipment: &'static str,
    /// In full; may be empty.
    pub description: &'static str,
    /// Why it is done.
    pub kind: WorkKind,
    /// How soon; none takes what the fault's severity suggests, or normal.
    pub priority: Option<Priority>,
    /// Days from now until it is due; negative is overdue.
    pub due_in_days: Option<i64>,
    /// Key of the person it is assigned to; empty when nobody was chosen.
    pub assigned_to: &'static str,
    /// Whether somebody pressed start before the first note.
    pub started: bool,
    /// Key of an earlier work order whose checklist is copied; empty for none.
    pub checklist_from: &'static str,
    /// What to do or look at.
    pub checklist: &'static [ChecklistItem],
    /// What the work will need.
    pub parts: &'static [PlannedPart],
    /// Number of the planned part that was not needed after all; empty for none.
    pub not_used: &'static str,
    /// What people wrote.
    pub notes: &'static [Note],
    /// Hours from raising to the last act.
    pub span_hours: u32,
    /// Where it stands.
    pub ending: Ending,
}

/// When a work order was raised.
#[derive(Clone, Copy, Debug)]
pub enum Raised {
    /// So many days before now.
    DaysAgo(u32),
    /// So many hours after its fault was reported.
    HoursAfterFault(u32),
    /// So many hours after the work order that it follows was completed.
    HoursAfterPrevious(u32),
}

/// Where a work order stands.
#[derive(Clone, Copy, Debug)]
pub enum Ending {
    /// Not finished: a candidate without notes and ticks, active with them.
    Open,
    /// Signed as done.
    Completed(Completion),
    /// Will not be done, because …
    Cancelled {
        /// Why.
        reason: &'static str,
        /// Key of the person.
        by: &'static str,
    },
}

/// What was signed.
#[derive(Clone, Copy, Debug)]
pub struct Completion {
    /// What the work achieved.
    pub outcome: Outcome,
    /// Person-hours; empty when nobody counted.
    pub hours: &'static str,
    /// Keys of the people who did it; the first signs.
    pub done_by: &'static [&'static str],
    /// The statement.
    pub note: &'static str,
    /// Whether the box "mark the fault resolved" was ticked.
    pub resolves_fault: bool,
    /// Whether the counter was read.
    pub reads_counter: bool,
    /// A correction signed later; empty for none.
    pub correction: &'static str,
}

const BLANK: WorkOrder = WorkOrder {
    key: "",
    fault: "",
    follows: "",
    raised: Raised::DaysAgo(0),
    by: "",
    title: "",
    equipment: "",
    description: "",
    kind: WorkKind::Corrective,
    priority: None,
    due_in_days: None,
    assigned_to: "",
    started: false,
    checklist_from: "",
    checklist: &[],
    parts: &[],
    not_used: "",
    notes: &[],
    span_hours: 24,
    ending: Ending::Open,
};

/// Raised from a fault whose key it shares.
const fn from_fault(fault: &'static str, after_hours: u32, by: &'static str, title: &'static str) -> WorkOrder {
    let raised = Raised::HoursAfterFault(after_hours);
    WorkOrder {
        key: fault,
        fault,
        raised,
        by,
        title,
        ..BLANK
    }
}

/// Raised without a fault.
const fn order(
    key: &'static str,
    kind: WorkKind,
    days_ago: u32,
    by: &'static str,
    equipment: &'static str,
    title: &'static str,
) -> WorkOrder {
    WorkOrder {
        key,
        kind,
        raised: Raised::DaysAgo(days_ago),
        by,
        equipment,
        title,
        ..BLANK
    }
}

/// Goes on from a completed work order that did not settle the matter.
const fn follow_up(
    key: &'static str,
    follows: &'static str,
    after_hours: u32,
    by: &'static str,
    equipment: &'static str,
    title: &'static str,
) -> WorkOrder {
    let raised = Raised::HoursAfterPrevious(after_hours);
    WorkOrder {
        key,
        follows,
        raised,
        by,
        equipment,
        title,
        ..BLANK
    }
}

/// A signed completion.
const fn signed(
    outcome: Outcome,
    hours: &'static str,
    done_by: &'static [&'static str],
    note: &'static str,
) -> Completion {
    Completion {
        outcome,
        hours,
        done_by,
        note,
        resolves_fault: false,
        reads_counter: false,
        correction: "",
    }
}

impl Completion {
    const fn resolving_the_fault(mut self) -> Self {
        self.resolves_fault = true;
        self
    }

    const fn with_counter(mut self) -> Self {
        self.reads_counter = true;
        self
    }

    const fn corrected(mut self, text: &'static str) -> Self {
        self.correction = text;
        self
    }
}

impl WorkOrder {
    const fn on(mut self, equipment: &'static str) -> Self {
        self.equipment = equipment;
        self
    }

    const fn described(mut self, text: &'static str) -> Self {
        self.description = text;
        self
    }

    const fn priority(mut self, priority: Priority) -> Self {
        self.priority = Some(priority);
        self
    }

    const fn due(mut self, in_days: i64) -> Self {
        self.due_in_days = Some(in_days);
        self
    }

    const fn to(mut self, person: &'static str) -> Self {
        self.assigned_to = person;
        self
    }

    const fn started(mut self) -> Self {
        self.started = true;
        self
    }

    const fn checklist(mut self, items: &'static [ChecklistItem]) -> Self {
        self.checklist = items;
        self
    }

    const fn checklist_of(mut self, earlier: &'static str) -> Self {
        self.checklist_from = earlier;
        self
    }

    const fn parts(mut self, parts: &'static [PlannedPart]) -> Self {
        self.parts = parts;
        self
    }

    const fn not_used(mut self, number: &'static str) -> Self {
        self.not_used = number;
        self
    }

    const fn notes(mut self, notes: &'static [Note]) -> Self {
        self.notes = notes;
        self
    }

    const fn over(mut self, hours: u32) -> Self {
        self.span_hours = hours;
        self
    }

    const fn done(mut self, completion: Completion) -> Self {
        self.ending = Ending::Completed(completion);
        self
    }

    const fn cancelled(mut self, by: &'static str, reason: &'static str) -> Self {
        self.ending = Ending::Cancelled { reason, by };
        self
    }
}

/// Every work order; one that follows another stands after it.
pub fn all() -> impl Iterator<Item = &'static WorkOrder> {
    [
        corrective_engine::ROWS,
        corrective_guest::ROWS,
        corrective_deck::ROWS,
        planned::ROWS,
        inspection::ROWS,
    ]
    .into_iter()
    .flatten()
}
