use super::Department;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::schema::table;
use crate::time::{Date, Instant};
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// How soon something is wanted.
    pub enum Urgency {
        /// With the next order.
        Low = "low",
        /// As usual.
        Normal = "normal",
        /// Soon: work waits for it, or will.
        High = "high",
        /// Now; the item says why.
        Critical = "critical",
    }
}

vocabulary! {
    /// What a shopping list item came from. Never changes.
    pub enum ItemSource {
        /// A part that is kept in stores.
        Part = "part",
        /// A work order, or a part planned for one.
        WorkOrder = "work_order",
        /// Written by hand.
        ByHand = "by_hand",
        /// Something was wrong with a delivery.
        Discrepancy = "discrepancy",
    }
}

vocabulary! {
    /// Where a shopping list item stands, as far as people said it. What came of an order is computed.
    pub enum ItemStatus {
        /// Asked for.
        Candidate = "candidate",
        /// A head of department is looking at it.
        UnderReview = "under_review",
        /// To be bought.
        Approved = "approved",
        /// Not to be bought.
        Rejected = "rejected",
        /// Stands on an order that was placed.
        Ordered = "ordered",
        /// Taken back, or not wanted any more.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// Where a purchase order stands, as far as people said it. What was received of it is computed.
    pub enum PurchaseStatus {
        /// Being put together.
        Draft = "draft",
        /// Sent to the supplier.
        Ordered = "ordered",
        /// Will not be delivered.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// What a person said of ordered units that did not come through a delivery.
    pub enum MarkKind {
        /// Will not come any more.
        Missing = "missing",
        /// Was fitted without going through a delivery.
        Installed = "installed",
        /// Takes an earlier mark back.
        TakenBack = "taken_back",
    }
}

vocabulary! {
    /// Why a posting of spend was written.
    pub enum PostingKind {
        /// Units came: received or installed.
        Posted = "posted",
        /// A price that became known later, or was put right.
        Priced = "priced",
        /// Takes an earlier posting back.
        Reversed = "reversed",
    }
}

table! {
    /// Something to be bought, as somebody asked for it.
    ShoppingItem = 31 "pms_shopping_list_items" Fields {
        /// The part, known or still a candidate.
        1 part_id: RowId => .refers("pms_parts");
        /// How much is asked for, in the part's unit.
        2 quantity: Quantity;
        /// How soon.
        3 urgency: Urgency => .group(3);
        /// Why that soon; a critical item says it.
        4 urgency_reason: Option<String> => .group(3);
        /// The department that pays.
        5 department: Department;
        /// What it came from.
        6 source: ItemSource;
        /// The work order it is for.
        7 work_order_id: Option<RowId> => .refers("pms_work_orders");
        /// The planned part it is for.
        8 part_line_id: Option<RowId> => .refers("pms_work_order_parts");
        /// The equipment it is for.
        9 equipment_id: Option<RowId> => .refers("pms_equipment");
        /// From whom to buy.
        10 supplier_id: Option<RowId> => .refers("pms_suppliers");
        /// Anything else worth knowing.
        11 note: Option<String>;
        /// Where it stands.
        12 status: ItemStatus => .group(12).finals(&["ordered", "cancelled"]);
        /// How much of it is to be bought, in the part's unit.
        13 approved_quantity: Option<Quantity> => .group(12);
        /// Why it was rejected or cancelled.
        14 reason: Option<String> => .group(12);
        /// The row of a delivery that it came from.
        15 receiving_line_id: Option<RowId> => .refers("pms_receiving_lines");
    }
}

table! {
    /// What is bought of one supplier in one go.
    PurchaseOrder = 32 "pms_purchase_orders" Fields {
        /// Number as spoken: PO-2026-E007.
        1 number: String => .spoken();
        /// The supplier.
        2 supplier_id: RowId => .refers("pms_suppliers");
        /// The department that pays.
        3 department: Department;
        /// Currency of its prices: three letters (ISO 4217).
        4 currency: Option<String>;
        /// The day by which it is wanted.
        5 wanted_on: Option<Date>;
        /// Where it is to be delivered.
        6 deliver_to: Option<String>;
        /// The supplier's number for it.
        7 supplier_reference: Option<String>;
        /// Anything else the supplier must know.
        8 remark: Option<String>;
        /// Where it stands.
        9 status: PurchaseStatus => .group(9).finals(&["ordered", "cancelled"]);
        /// When it was sent.
        10 ordered_at: Option<Instant> => .group(9);
        /// Why it was cancelled.
        11 reason: Option<String> => .group(9);
    }
}

table! {
    /// One item of an order.
    OrderLine = 33 "pms_purchase_order_lines" Fields {
        /// The order.
        1 order_id: RowId => .refers("pms_purchase_orders");
        /// The shopping list item it buys.
        2 item_id: RowId => .refers("pms_shopping_list_items");
        /// The part.
        3 part_id: RowId => .refers("pms_parts");
        /// How much, in the part's unit, above zero.
        4 quantity: Quantity;
        /// Price of one unit, in the order's currency.
        5 unit_price: Option<Money>;
        /// The number in the supplier's books.
        6 supplier_number: Option<String>;
        /// Taken off while the order was a draft.
        7 is_removed: bool;
        /// How much of it was cancelled, in the part's unit.
        8 cancelled: Option<Quantity> => .group(8);
        /// Why.
        9 cancel_reason: Option<String> => .group(8);
        /// How much of it came, as somebody knew who said that more than was ordered is right, in the part's unit.
        10 known_came: Option<Quantity>;
    }
}

table! {
    /// What a person said of ordered units that came through no delivery: missing, or installed. It is taken
    /// back by a mark of its own, whose id follows from the mark, so that two made apart are one.
    ItemMark = 34 "pms_shopping_list_marks" AppendOnly {
        /// The shopping list item.
        1 item_id: RowId => .refers("pms_shopping_list_items");
        /// The line of the order.
        2 line_id: RowId => .refers("pms_purchase_order_lines");
        /// Missing, installed, or taken back.
        3 kind: MarkKind;
        /// How much, in the part's unit, above zero.
        4 quantity: Quantity;
        /// A word on it.
        5 reason: Option<String>;
        /// The work order it was installed for.
        6 work_order_id: Option<RowId> => .refers("pms_work_orders");
        /// The equipment it was installed in.
        7 equipment_id: Option<RowId> => .refers("pms_equipment");
        /// The mark that it takes back.
        8 takes_back_id: Option<RowId> => .refers("pms_shopping_list_marks");
    }
}

vocabulary! {
    /// Where units of a delivery went.
    pub enum Destination {
        /// Into stores.
        Stores = "stores",
        /// Straight into a machine.
        Installed = "installed",
    }
}

table! {
    /// One posting of spend. What stands follows from all rows about a posting: see `buying/spend.rs`. The id
    /// of a reversal follows from the posting that it takes back.
    Posting = 35 "pms_finance_transactions" AppendOnly {
        /// Why it was written.
        1 kind: PostingKind;
        /// The shopping list item; none where nobody asked for it.
        2 item_id: Option<RowId> => .refers("pms_shopping_list_items");
        /// The order; none where nobody ordered it here.
        3 order_id: Option<RowId> => .refers("pms_purchase_orders");
        /// The line of the order.
        4 line_id: Option<RowId> => .refers("pms_purchase_order_lines");
        /// The mark that caused it.
        5 mark_id: Option<RowId> => .refers("pms_shopping_list_marks");
        /// The part.
        6 part_id: RowId => .refers("pms_parts");
        /// The supplier, where one is known.
        7 supplier_id: Option<RowId> => .refers("pms_suppliers");
        /// The department that pays.
        8 department: Department;
        /// The equipment it is for.
        9 equipment_id: Option<RowId> => .refers("pms_equipment");
        /// The work order it is for.
        10 work_order_id: Option<RowId> => .refers("pms_work_orders");
        /// How much came, in the part's unit; below zero where it is taken back, zero of a later price.
        11 quantity: Quantity;
        /// Price of one unit; none while it is not known.
        12 unit_price: Option<Money>;
        /// Price times quantity; below zero where it is taken back.
        13 amount: Option<Money>;
        /// Currency of both: three letters (ISO 4217).
        14 currency: Option<String>;
        /// When it counts as spent.
        15 posted_at: Instant;
        /// The posting that a later price or a reversal is about.
        16 of_id: Option<RowId> => .refers("pms_finance_transactions");
        /// A word on it.
        17 reason: Option<String>;
        /// The row of a delivery that caused it.
        18 receiving_line_id: Option<RowId> => .refers("pms_receiving_lines");
        /// Where the units of a delivery went.
        19 destination: Option<Destination>;
    }
}

table! {
    /// What a department means to spend in a period. The id is derived from department, period and currency.
    Budget = 36 "pms_budgets" Fields {
        /// The department.
        1 department: Department;
        /// A year, quarter or month: 2026, 2026-Q4, 2026-11.
        2 period: String;
        /// Currency: three letters (ISO 4217).
        3 currency: String;
        /// The amount; none where the budget was taken back.
        4 amount: Option<Money>;
    }
}
