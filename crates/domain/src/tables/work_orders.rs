use super::Department;
use crate::quantity::Quantity;
use crate::schema::table;
use crate::time::{Date, Instant};
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// Why the work is done.
    pub enum WorkKind {
        /// Something is broken.
        Corrective = "corrective",
        /// It is due.
        Planned = "planned",
        /// To look.
        Inspection = "inspection",
    }
}

vocabulary! {
    /// How soon.
    pub enum Priority {
        /// When there is time.
        Low = "low",
        /// In the usual course.
        Normal = "normal",
        /// Before other work.
        High = "high",
        /// Now.
        Urgent = "urgent",
    }
}

vocabulary! {
    /// The life of a work order.
    pub enum WorkOrderStatus {
        /// Promised, not started.
        Candidate = "candidate",
        /// In progress.
        Active = "active",
        /// Signed as done; final.
        Completed = "completed",
        /// Will not be done; final.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// What the work achieved.
    pub enum Outcome {
        /// All of it.
        Resolved = "resolved",
        /// Some of it.
        Partial = "partial",
        /// None of it.
        Unsuccessful = "unsuccessful",
    }
}

vocabulary! {
    /// What a note is.
    pub enum NoteCategory {
        /// What happened.
        Update = "update",
        /// What was found.
        Diagnosis = "diagnosis",
        /// What was done.
        Action = "action",
        /// What stands in the way.
        Issue = "issue",
    }
}

vocabulary! {
    /// Where a text stands on the work order.
    pub enum NoteKind {
        /// In the timeline.
        Note = "note",
        /// Under the completion statement that it corrects.
        Correction = "correction",
    }
}

vocabulary! {
    /// What became of a planned part.
    pub enum LineStatus {
        /// On the list.
        Planned = "planned",
        /// A person said that it was not needed.
        NotUsed = "not_used",
    }
}

table! {
    /// A promise to fix, inspect or maintain.
    WorkOrder = 11 "pms_work_orders" Fields {
        /// Number people speak: WO-2026-E0042.
        1 number: String => .spoken();
        /// What is to be done, in one line.
        2 title: String;
        /// Why.
        3 kind: WorkKind;
        /// How soon.
        4 priority: Priority;
        /// The fault it promises to fix.
        5 fault_id: Option<RowId> => .refers("pms_faults");
        /// The completed work order it goes on from.
        6 follows_id: Option<RowId> => .refers("pms_work_orders");
        /// The machine or space.
        7 equipment_id: RowId => .refers("pms_equipment");
        /// Where.
        8 location: Option<String>;
        /// In full.
        9 description: Option<String>;
        /// The record's department.
        10 department: Department;
        /// The day it should be done by.
        11 due_on: Option<Date>;
        /// Who is to do it.
        12 assigned_to: Option<RowId> => .refers("pms_crew");
        /// Where it stands.
        13 status: WorkOrderStatus => .group(13).finals(&["completed", "cancelled"]);
        /// What the work achieved.
        14 outcome: Option<Outcome> => .group(13);
        /// Person-hours.
        15 hours: Option<Quantity> => .group(13);
        /// When the work was done.
        16 done_at: Option<Instant> => .group(13);
        /// Who did it.
        17 done_by: Option<Vec<RowId>> => .group(13);
        /// The statement signed.
        18 completion_note: Option<String> => .group(13);
        /// Who signed it.
        19 completed_by: Option<RowId> => .refers("pms_crew").group(13);
        /// Why it will not be done.
        20 cancelled_reason: Option<String> => .group(13);
        /// The counter at that moment, in hours.
        21 running_hours: Option<Quantity> => .group(13);
    }
}

table! {
    /// A breadcrumb for whoever picks this up next. Never changed.
    Note = 12 "pms_work_order_notes" AppendOnly {
        /// The work order.
        1 work_order_id: RowId => .refers("pms_work_orders");
        /// The text.
        2 text: String;
        /// What it is.
        3 category: NoteCategory;
        /// Where it stands.
        4 kind: NoteKind;
        /// The note it corrects.
        5 corrects_id: Option<RowId> => .refers("pms_work_order_notes");
    }
}

table! {
    /// A part the work will need. Stores are not touched.
    PartLine = 13 "pms_work_order_parts" Fields {
        /// The work order.
        1 work_order_id: RowId => .refers("pms_work_orders");
        /// The part.
        2 part_id: RowId => .refers("pms_parts");
        /// How many, in the part's unit.
        3 quantity: Quantity;
        /// A word on it.
        4 note: Option<String>;
        /// Planned or not used.
        5 status: LineStatus;
    }
}

table! {
    /// One line of a work order's checklist.
    ChecklistItem = 14 "pms_work_order_checklist" Fields {
        /// The work order.
        1 work_order_id: RowId => .refers("pms_work_orders");
        /// Its place in the list, from 1.
        2 position: i64;
        /// What to do or look at.
        3 text: String;
        /// Ticked by a person.
        4 is_ticked: bool => .group(4);
        /// By whom.
        5 ticked_by: Option<RowId> => .refers("pms_crew").group(4);
        /// When.
        6 ticked_at: Option<Instant> => .group(4);
        /// A reading or remark.
        7 remark: Option<String> => .group(4);
    }
}
