use super::Department;
use crate::quantity::Quantity;
use crate::schema::table;
use crate::time::Instant;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// A machine or a space; both stand in one tree.
    pub enum EquipmentKind {
        /// Something that runs, wears or breaks.
        Machine = "machine",
        /// A place aboard: "guest corridor, deck 3".
        Space = "space",
    }
}

vocabulary! {
    /// What follows when it fails.
    pub enum Criticality {
        /// Inconvenient.
        Low = "low",
        /// Operation is limited.
        Medium = "medium",
        /// Safety, class or propulsion depends on it.
        High = "high",
    }
}

table! {
    /// A machine or a space in the vessel's tree.
    Equipment = 7 "pms_equipment" Fields {
        /// Code in the vessel's system, for example the SFI number.
        1 code: String;
        /// Name.
        2 name: String;
        /// Machine or space.
        3 kind: EquipmentKind;
        /// What it stands under.
        4 parent_id: Option<RowId> => .refers("pms_equipment");
        /// System it belongs to.
        5 system: Option<String>;
        /// Where it stands.
        6 location: Option<String>;
        /// Maker.
        7 maker: Option<String>;
        /// Model.
        8 model: Option<String>;
        /// Serial number.
        9 serial: Option<String>;
        /// What follows when it fails.
        10 criticality: Option<Criticality>;
        /// Department that looks after it.
        11 department: Department;
        /// Whether it has a running-hours counter.
        12 has_counter: bool;
        /// Taken out of service for good.
        13 is_retired: bool => .group(13);
        /// Why it was retired.
        14 retired_reason: Option<String> => .group(13);
        /// Anything else worth knowing.
        15 remark: Option<String>;
    }
}

table! {
    /// One line of an equipment's spare-part list.
    EquipmentPart = 8 "pms_equipment_parts" Fields {
        /// The equipment.
        1 equipment_id: RowId => .refers("pms_equipment");
        /// The part.
        2 part_id: RowId => .refers("pms_parts");
        /// How many are fitted, in the part's unit.
        3 quantity_fitted: Option<Quantity>;
        /// Where it sits: "cyl. 4", "raw water side".
        4 position: Option<String>;
        /// Taken off the list.
        5 is_unlinked: bool;
    }
}

table! {
    /// A reading of a running-hours counter.
    RunningHours = 9 "pms_running_hours" AppendOnly {
        /// The machine.
        1 equipment_id: RowId => .refers("pms_equipment");
        /// The counter, in hours.
        2 hours: Quantity;
        /// When it was read.
        3 read_at: Instant;
        /// The work order whose completion carried the reading.
        4 work_order_id: Option<RowId> => .refers("pms_work_orders");
    }
}
