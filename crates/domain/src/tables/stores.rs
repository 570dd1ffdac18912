use super::Department;
use crate::quantity::Quantity;
use crate::schema::table;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// Why stock moved. Later acts add their words.
    pub enum MovementKind {
        /// The first count of a part that enters the record.
        Initial = "initial",
        /// Taken for a work order.
        Used = "used",
        /// Taken for a work order, and brought back.
        Returned = "returned",
        /// Counted: the difference to what the record showed.
        Adjusted = "adjusted",
        /// Carried from one place to another: one half leaves, one arrives.
        Transferred = "transferred",
        /// Lost, broken or past its date.
        WrittenOff = "written_off",
        /// Takes back an earlier movement.
        Reversed = "reversed",
        /// Came with a delivery.
        Received = "received",
    }
}

table! {
    /// Something kept in stores.
    Part = 15 "pms_parts" Fields {
        /// The maker's number; empty of a candidate part whose number nobody knows yet.
        1 number: String;
        /// Name.
        2 name: String;
        /// Other numbers it is known by, separated by commas.
        3 other_numbers: Option<String>;
        /// Maker.
        4 maker: Option<String>;
        /// Unit it is counted in: pcs, l, m, kg, set.
        5 unit: String;
        /// Category: filters, seals, lamps.
        6 category: Option<String>;
        /// Department that looks after it.
        7 department: Department;
        /// At or below this it is low; none means not tracked.
        8 minimum: Option<Quantity>;
        /// At or below this it is critical.
        9 critical: Option<Quantity>;
        /// Above this it is overstocked.
        10 maximum: Option<Quantity>;
        /// Barcode on the box.
        11 barcode: Option<String>;
        /// No longer kept.
        12 is_retired: bool => .group(12);
        /// Why not.
        13 retired_reason: Option<String> => .group(12);
        /// Anything else worth knowing.
        14 remark: Option<String>;
        /// Asked for and not yet verified: it must be promoted before it is ordered. Where nothing is said, it
        /// is a part like any other.
        15 is_candidate: Option<bool>;
    }
}

impl Part {
    /// Whether it was asked for and not yet verified.
    #[must_use]
    pub fn awaits_promotion(&self) -> bool {
        self.is_candidate == Some(true)
    }
}

table! {
    /// A storage place.
    Location = 16 "pms_locations" Fields {
        /// Code on the shelf.
        1 code: String;
        /// Name.
        2 name: String;
        /// What it stands in.
        3 parent_id: Option<RowId> => .refers("pms_locations");
        /// Department that looks after it.
        4 department: Department;
        /// No longer used.
        5 is_retired: bool => .group(5);
        /// Why not.
        6 retired_reason: Option<String> => .group(5);
    }
}

table! {
    /// The usual place of a part: the id is derived from both. Holds no quantity.
    PartLocation = 17 "pms_part_locations" Fields {
        /// The part.
        1 part_id: RowId => .refers("pms_parts");
        /// The place.
        2 location_id: RowId => .refers("pms_locations");
        /// Whether it is the usual place at present.
        3 is_usual: bool;
    }
}

table! {
    /// One movement of the stock ledger. On hand is always the sum.
    ///
    /// The id of a reversal is derived from the movement that it takes back, and that of what came with a
    /// delivery from its row, so that two made apart are one.
    Movement = 18 "pms_inventory_transactions" AppendOnly {
        /// The part.
        1 part_id: RowId => .refers("pms_parts");
        /// The place.
        2 location_id: RowId => .refers("pms_locations");
        /// Why it moved.
        3 kind: MovementKind;
        /// How much, in the part's unit; negative when it left.
        4 quantity: Quantity;
        /// A word on it.
        5 reason: Option<String>;
        /// The work order it was taken for or came back from.
        6 work_order_id: Option<RowId> => .refers("pms_work_orders");
        /// The usage that it carries out.
        7 usage_id: Option<RowId> => .refers("pms_part_usage");
        /// The movement that it takes back.
        8 reverses_id: Option<RowId> => .refers("pms_inventory_transactions");
        /// What was counted, in the part's unit.
        9 counted: Option<Quantity>;
        /// On the arriving half of a transfer: the half that left.
        10 from_movement_id: Option<RowId> => .refers("pms_inventory_transactions");
        /// The row of a delivery that brought it.
        11 receiving_line_id: Option<RowId> => .refers("pms_receiving_lines");
    }
}

table! {
    /// What was taken from stores for a work order. It counts until its movement is reversed.
    PartUsage = 21 "pms_part_usage" AppendOnly {
        /// The work order.
        1 work_order_id: RowId => .refers("pms_work_orders");
        /// The part.
        2 part_id: RowId => .refers("pms_parts");
        /// The planned line it was logged on.
        3 line_id: Option<RowId> => .refers("pms_work_order_parts");
        /// The place it was taken from.
        4 location_id: RowId => .refers("pms_locations");
        /// How much, in the part's unit, above zero.
        5 quantity: Quantity;
        /// A word on it.
        6 note: Option<String>;
        /// Logged after the work order was completed.
        7 is_after_completion: bool;
    }
}

table! {
    /// Somebody who sells parts to the vessel.
    Supplier = 22 "pms_suppliers" Fields {
        /// Name.
        1 name: String;
        /// Short code.
        2 code: Option<String>;
        /// The person to ask for.
        3 contact: Option<String>;
        /// E-mail address.
        4 email: Option<String>;
        /// Telephone number.
        5 phone: Option<String>;
        /// Postal address.
        6 address: Option<String>;
        /// The vessel's number in their books.
        7 account_number: Option<String>;
        /// Anything else worth knowing.
        8 remark: Option<String>;
        /// No longer bought from.
        9 is_retired: bool => .group(9);
        /// Why not.
        10 retired_reason: Option<String> => .group(9);
    }
}
