//! The fields that rows of each kind have, for whoever maps columns onto them.

use super::ImportKind;
use crate::tables::{Criticality, Department, EquipmentKind, Role};

/// How a cell is read into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As it stands.
    Text,
    /// As it stands; that it is empty says something, too.
    Telling,
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// One field of a row.
#[derive(Clone, Copy, Debug)]
pub struct ImportField {
    /// Its name in the act's parameters, and the head of its column in what is exported.
    pub name: &'static str,
    /// How people read it.
    pub label: &'static str,
    /// Whether every row needs it.
    pub is_required: bool,
    /// What to write.
    pub hint: &'static str,
    /// How a cell is read.
    pub reading: Reading,
}

const fn field(name: &'static str, label: &'static str, reading: Reading, hint: &'static str) -> ImportField {
    ImportField {
        name,
        label,
        is_required: false,
        hint,
        reading,
    }
}

const fn needed(name: &'static str, label: &'static str, hint: &'static str) -> ImportField {
    ImportField {
        name,
        label,
        is_required: true,
        hint,
        reading: Reading::Text,
    }
}

use Reading::{Flag, Telling, Text, Word};

const DEPARTMENT: ImportField = field(
    "department",
    "Department",
    Word(Department::WORDS),
    "engineering, deck, interior or management; yours where the cell is empty",
);
const RETIRED: ImportField = field("retired", "Retired", Flag, "yes where it is no longer used");
const RETIRED_REASON: ImportField = field("retired_reason", "Why retired", Text, "needed where it is retired");
const REMARK: ImportField = field("remark", "Remark", Text, "anything else worth knowing");

const EQUIPMENT: &[ImportField] = &[
    needed("code", "Code", "by this it is known: 651.02"),
    field("name", "Name", Text, "needed for what is new"),
    field(
        "kind",
        "Kind",
        Word(EquipmentKind::WORDS),
        "machine or space; machine where the cell is empty",
    ),
    field("parent", "Stands under", Text, "code of what it stands under"),
    field("system", "System", Text, "system it belongs to"),
    field("location", "Location", Text, "where it stands"),
    field("maker", "Maker", Text, "who made it"),
    field("model", "Model", Text, "the maker's name for it"),
    field("serial", "Serial number", Text, "on its plate"),
    field(
        "criticality",
        "Criticality",
        Word(Criticality::WORDS),
        "low, medium or high",
    ),
    DEPARTMENT,
    field(
        "has_counter",
        "Running hours",
        Flag,
        "yes where it has a running-hours counter",
    ),
    REMARK,
    RETIRED,
    RETIRED_REASON,
];

const SPARE_PARTS: &[ImportField] = &[
    needed("equipment", "Equipment", "code of the equipment"),
    needed("part", "Part number", "number of the part"),
    field(
        "maker",
        "Maker",
        Telling,
        "maker of the part, where several have that number",
    ),
    field(
        "quantity_fitted",
        "Fitted",
        Text,
        "how many are fitted, in the part's unit",
    ),
    field("position", "Position", Telling, "where it sits"),
];

const PARTS: &[ImportField] = &[
    needed("number", "Part number", "by this and the maker it is known"),
    field("name", "Name", Text, "needed for what is new"),
    field("other_numbers", "Other numbers", Text, "separated by commas"),
    field("maker", "Maker", Telling, "who made it"),
    field("unit", "Unit", Text, "pcs, l, m, kg, set; pcs where the cell is empty"),
    field("category", "Category", Text, "filters, seals, lamps"),
    DEPARTMENT,
    field("minimum", "Minimum", Text, "at or below this it is low"),
    field("critical", "Critical", Text, "at or below this it is critical"),
    field("maximum", "Maximum", Text, "above this it is overstocked"),
    field("barcode", "Barcode", Text, "on the box"),
    REMARK,
    RETIRED,
    RETIRED_REASON,
    field(
        "location",
        "Storage place",
        Text,
        "code of the place; an unknown one is added",
    ),
    field(
        "location_name",
        "Name of the place",
        Text,
        "where the place is added; its code where the cell is empty",
    ),
    field(
        "is_usual",
        "Usual place",
        Flag,
        "yes or no; the first place of a part where the cell is empty",
    ),
    field(
        "on_hand",
        "On hand",
        Text,
        "how many lie there; taken over where nobody counted before",
    ),
];

const SUPPLIERS: &[ImportField] = &[
    needed("name", "Name", "by this it is known where it has no code"),
    field("code", "Code", Text, "short code, by which it is known"),
    field("contact", "Contact", Text, "the person to ask for"),
    field("email", "E-mail", Text, "address"),
    field("phone", "Phone", Text, "number"),
    field("address", "Address", Text, "postal address"),
    field(
        "account_number",
        "Our number",
        Text,
        "the vessel's number in their books",
    ),
    REMARK,
    RETIRED,
    RETIRED_REASON,
];

const PEOPLE: &[ImportField] = &[
    needed("name", "Name", "by this the person is known"),
    field(
        "rank",
        "Rank",
        Text,
        "what the person is called aboard; needed for somebody new",
    ),
    field(
        "role",
        "Role",
        Word(Role::WORDS),
        "crew, engineer, eto, chief engineer …; needed for somebody new",
    ),
    field(
        "department",
        "Department",
        Word(Department::WORDS),
        "needed for somebody new",
    ),
    field("serves", "Serves", Flag, "no where the person left"),
];

const LOCATIONS: &[ImportField] = &[
    needed("code", "Code", "by this it is known: A3"),
    field("name", "Name", Text, "needed for what is new"),
    field("parent", "Stands in", Text, "code of the place it stands in"),
    DEPARTMENT,
    RETIRED,
    RETIRED_REASON,
];

const RUNNING_HOURS: &[ImportField] = &[
    needed("equipment", "Equipment", "code of the machine"),
    needed("hours", "Running hours", "what the counter showed"),
    needed("read_at", "Read on", "day, or day and time by the ship's clock"),
];

impl ImportKind {
    /// The fields that its rows have, in the order in which they are exported.
    #[must_use]
    pub const fn fields(self) -> &'static [ImportField] {
        match self {
            Self::Equipment => EQUIPMENT,
            Self::SpareParts => SPARE_PARTS,
            Self::Parts => PARTS,
            Self::Suppliers => SUPPLIERS,
            Self::People => PEOPLE,
            Self::Locations => LOCATIONS,
            Self::RunningHours => RUNNING_HOURS,
        }
    }
}
