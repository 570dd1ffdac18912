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
    }
}

table! {
    /// Something kept in stores.
    Part = 15 "pms_parts" Fields {
        /// The maker's number.
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
    }
}
