use super::Department;
use crate::quantity::Quantity;
use crate::schema::table;
use crate::time::Instant;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// Where a delivery stands.
    pub enum SessionStatus {
        /// Opened; nobody counted yet.
        Candidate = "candidate",
        /// Being counted.
        Active = "active",
        /// Counted; what will happen is looked through.
        Review = "review",
        /// Signed: stock, spend and orders follow from it. Never changes again.
        Committed = "committed",
        /// Given up: nothing came of it.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// What a person said of a row that nobody knew.
    pub enum Resolution {
        /// It is that line of an order.
        OrderLine = "order_line",
        /// It is that part, which nobody ordered here.
        Part = "part",
        /// It is a part that nobody knows yet.
        Candidate = "candidate",
        /// It does not belong here and changes nothing.
        Ignored = "ignored",
    }
}

vocabulary! {
    /// What is wrong with units of a delivery.
    pub enum DiscrepancyKind {
        /// The slip says that they were sent, and they are not in the box.
        Missing = "missing",
        /// Broken: not accepted.
        Damaged = "damaged",
        /// Something else than what was ordered: not accepted.
        Incorrect = "incorrect",
    }
}

table! {
    /// One delivery, from the first box to the signature.
    ReceivingSession = 37 "pms_receiving_sessions" Fields {
        /// Number as spoken: RCV-2026-B001.
        1 number: String => .spoken();
        /// Who sent it.
        2 supplier_id: Option<RowId> => .refers("pms_suppliers");
        /// The department that receives.
        3 department: Department;
        /// Number on the packing slip.
        4 slip_number: Option<String>;
        /// Anything else worth knowing.
        5 remark: Option<String>;
        /// The person who sees to it.
        6 holder_id: RowId => .refers("pms_crew");
        /// Where it stands.
        7 status: SessionStatus => .group(7).finals(&["committed", "cancelled"]);
        /// Why it was cancelled.
        8 reason: Option<String> => .group(7);
        /// When it was committed.
        9 committed_at: Option<Instant> => .group(7);
    }
}

table! {
    /// One row of a delivery. Only a ticked one changes anything, and only at the commit.
    ReceivingLine = 38 "pms_receiving_lines" Fields {
        /// The delivery.
        1 session_id: RowId => .refers("pms_receiving_sessions");
        /// The line of an order that it fulfils.
        2 order_line_id: Option<RowId> => .refers("pms_purchase_order_lines").group(2);
        /// The shopping list item that it fulfils.
        3 item_id: Option<RowId> => .refers("pms_shopping_list_items").group(2);
        /// The part; none while nobody knows what it is.
        4 part_id: Option<RowId> => .refers("pms_parts").group(2);
        /// What a person said of a row that nobody knew.
        5 resolution: Option<Resolution> => .group(2);
        /// What the slip calls it.
        6 description: Option<String>;
        /// Place in the delivery, from 1.
        7 position: i64;
        /// What was awaited when the row was added, in the part's unit. Shown, never counted on.
        8 expected: Option<Quantity>;
        /// What was delivered, in the part's unit.
        9 delivered: Quantity;
        /// A person saw it and said so.
        10 is_ticked: bool => .group(10);
        /// Who ticked it.
        11 ticked_by: Option<RowId> => .refers("pms_crew").group(10);
        /// How much is installed straight away, in the part's unit; the rest goes to stores.
        12 install_quantity: Option<Quantity> => .group(12);
        /// The work order that it is installed for.
        13 work_order_id: Option<RowId> => .refers("pms_work_orders").group(12);
        /// The equipment that it is installed in.
        14 equipment_id: Option<RowId> => .refers("pms_equipment").group(12);
        /// Where the rest is stored.
        15 location_id: Option<RowId> => .refers("pms_locations");
        /// A word on it.
        16 note: Option<String>;
        /// What is wrong with it is asked for anew on the shopping list.
        17 returns_to_list: bool;
    }
}

table! {
    /// What is wrong with units of a row. The id is derived from row and kind, so that two people who say the
    /// same apart say it once.
    Discrepancy = 39 "pms_receiving_discrepancies" Fields {
        /// The delivery.
        1 session_id: RowId => .refers("pms_receiving_sessions");
        /// The row.
        2 line_id: RowId => .refers("pms_receiving_lines");
        /// What is wrong.
        3 kind: DiscrepancyKind;
        /// With how much, in the part's unit; zero where it was taken back.
        4 quantity: Quantity => .group(4);
        /// A word on it.
        5 note: Option<String> => .group(4);
    }
}
