use super::{Department, Priority};
use crate::schema::table;
use crate::time::Instant;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// What the next person has to do with it.
    pub enum HandoverCategory {
        /// Needs a hand now.
        Urgent = "urgent",
        /// Begun, and to be gone on with.
        InProgress = "in_progress",
        /// Done, and good to know.
        Completed = "completed",
        /// To keep an eye on.
        Watch = "watch",
        /// For your information.
        Fyi = "fyi",
    }
}

vocabulary! {
    /// To whom a handover goes.
    pub enum HandoverKind {
        /// The next watch.
        Watch = "watch",
        /// Whoever joins for the next rotation.
        Rotation = "rotation",
    }
}

vocabulary! {
    /// The life of an entry; nothing expires.
    pub enum HandoverStatus {
        /// The next person must know it.
        Open = "open",
        /// A person said that it is settled.
        Done = "done",
        /// A person took it back.
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    /// Who signs.
    pub enum HandoverSide {
        /// Hands over.
        Outgoing = "outgoing",
        /// Takes over.
        Incoming = "incoming",
    }
}

table! {
    /// A note to your future self, or to the person replacing you. Written by people only.
    HandoverEntry = 23 "pms_handover" Fields {
        /// What to know, in one line.
        1 title: String;
        /// In full.
        2 details: Option<String>;
        /// What the next person has to do with it.
        3 category: HandoverCategory;
        /// How much it matters.
        4 priority: Priority;
        /// Whose handover it belongs to.
        5 department: Department;
        /// Watch or rotation.
        6 kind: HandoverKind;
        /// The fault it speaks of.
        7 fault_id: Option<RowId> => .refers("pms_faults");
        /// The work order it speaks of.
        8 work_order_id: Option<RowId> => .refers("pms_work_orders");
        /// The machine or space it speaks of.
        9 equipment_id: Option<RowId> => .refers("pms_equipment");
        /// The part it speaks of.
        10 part_id: Option<RowId> => .refers("pms_parts");
        /// Where it stands.
        11 status: HandoverStatus => .group(11).finals(&["done", "withdrawn"]);
        /// What came of it, why it was taken back, or why it is open again.
        12 remark: Option<String> => .group(11);
        /// When it was done or taken back.
        13 closed_at: Option<Instant> => .group(11);
        /// By whom.
        14 closed_by: Option<RowId> => .refers("pms_crew").group(11);
        /// Somebody signed it over: its words stay as they are from then on.
        15 is_signed_over: bool;
        /// The manual it speaks of.
        16 document_id: Option<RowId> => .refers("pms_documents");
        /// The page of that manual, from 1.
        17 page: Option<i64>;
        /// The heading in that manual.
        18 section: Option<String>;
    }
}

table! {
    /// A signature under one period of a handover: of whoever hands over, or of whoever takes over.
    HandoverSignature = 24 "pms_handover_signatures" AppendOnly {
        /// Whose handover it is.
        1 department: Department;
        /// Watch or rotation.
        2 kind: HandoverKind;
        /// Hands over or takes over.
        3 side: HandoverSide;
        /// Where the period begins; none for the first one.
        4 from_at: Option<Instant>;
        /// Where it ends.
        5 until_at: Instant;
        /// What was signed, word for word: the entries and how the records they speak of stood.
        6 statement: String;
        /// On the signature of whoever takes over: the one it answers.
        7 answers_id: Option<RowId> => .refers("pms_handover_signatures");
        /// On the signature of whoever takes over: accepted, or not.
        8 is_accepted: Option<bool>;
        /// A word on it, or why it is not accepted.
        9 remark: Option<String>;
        /// The statement ends with a list that the program made of open faults and work in progress.
        10 with_appendix: bool;
        /// Whose signature it is.
        11 signed_by: RowId => .refers("pms_crew");
    }
}
