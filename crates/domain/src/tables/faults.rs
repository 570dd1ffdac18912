use super::Department;
use crate::schema::table;
use crate::time::Instant;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// How bad a fault is.
    pub enum Severity {
        /// Cosmetic or inconvenient.
        Low = "low",
        /// Works, but not as it should.
        Medium = "medium",
        /// Out of use, or will be soon.
        High = "high",
        /// People, the ship or the sea are in danger.
        Critical = "critical",
    }
}

vocabulary! {
    /// The life of a fault.
    pub enum FaultStatus {
        /// Something is broken.
        Open = "open",
        /// Settled by a person.
        Resolved = "resolved",
    }
}

vocabulary! {
    /// How a fault was settled.
    pub enum ResolvedHow {
        /// Repaired.
        Repaired = "repaired",
        /// Replaced.
        Replaced = "replaced",
        /// Adjusted.
        Adjusted = "adjusted",
        /// Reset.
        Reset = "reset",
        /// There was no fault.
        FalseAlarm = "false_alarm",
        /// Reported twice.
        Duplicate = "duplicate",
        /// Otherwise.
        Other = "other",
    }
}

table! {
    /// A record that something is broken.
    Fault = 10 "pms_faults" Fields {
        /// Number people speak: F-2026-E0113.
        1 number: String => .spoken();
        /// What is wrong, in one line.
        2 title: String;
        /// The machine or space, if named.
        3 equipment_id: Option<RowId> => .refers("pms_equipment");
        /// Code as on the display.
        4 code: Option<String>;
        /// What was seen.
        5 description: Option<String>;
        /// How bad it is.
        6 severity: Severity;
        /// The record's department.
        7 department: Department;
        /// When it was noticed.
        8 noticed_at: Instant;
        /// The person aboard who reported it.
        9 reported_by_id: Option<RowId> => .refers("pms_crew").group(9);
        /// Or somebody else: "guest in cabin 4".
        10 reported_by_text: Option<String> => .group(9);
        /// Open or resolved.
        11 status: FaultStatus => .group(11).finals(&["resolved"]);
        /// How it was settled.
        12 resolved_how: Option<ResolvedHow> => .group(11);
        /// A word on it.
        13 resolution_note: Option<String> => .group(11);
        /// When it was settled.
        14 resolved_at: Option<Instant> => .group(11);
        /// By whom.
        15 resolved_by: Option<RowId> => .refers("pms_crew").group(11);
        /// Why it was opened again.
        16 reopened_reason: Option<String> => .group(11);
    }
}
