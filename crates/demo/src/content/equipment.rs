//! The machines and spaces of the demo vessel, coded by SFI group.
//!
//! One line per item, in one file per main group. The tree follows the codes: `651.02` hangs
//! under `651`, `651` under `6`. Whatever stands below a three-digit group belongs to the
//! system which that group names.

mod accommodation;
mod deck;
mod machinery;
mod machinery_systems;
mod ship_systems;
mod spaces;

use domain::tables::{Criticality, Department, EquipmentKind};

/// One machine or space. Empty text means that nothing is known, which is usual for pipes.
#[derive(Clone, Copy, Debug)]
pub struct Equipment {
    /// SFI code, unique: `651.02`.
    pub code: &'static str,
    /// As the crew calls it.
    pub name: &'static str,
    /// Code of the row above; empty for the main groups.
    pub parent: &'static str,
    /// Machine or space.
    pub kind: EquipmentKind,
    /// Where it stands.
    pub location: &'static str,
    /// Who made it.
    pub maker: &'static str,
    /// The maker's model.
    pub model: &'static str,
    /// The serial number on the plate.
    pub serial: &'static str,
    /// Absent for groups and spaces.
    pub criticality: Option<Criticality>,
    /// Who looks after it.
    pub department: Department,
    /// Whether its running hours are read.
    pub has_counter: bool,
}

impl Equipment {
    const fn deck(mut self) -> Self {
        self.department = Department::Deck;
        self
    }

    const fn interior(mut self) -> Self {
        self.department = Department::Interior;
        self
    }

    const fn counted(mut self) -> Self {
        self.has_counter = true;
        self
    }

    /// The name of the three-digit group it belongs to; nothing for groups and spaces.
    #[must_use]
    pub fn system(&self) -> Option<&'static str> {
        if self.kind == EquipmentKind::Space || !self.code.contains('.') {
            return None;
        }
        let group = self.code.split('.').next()?;
        all().find(|row| row.code == group).map(|row| row.name)
    }
}

/// A main group or a group of the tree.
const fn group(code: &'static str, name: &'static str, parent: &'static str) -> Equipment {
    Equipment {
        code,
        name,
        parent,
        kind: EquipmentKind::Machine,
        location: "",
        maker: "",
        model: "",
        serial: "",
        criticality: None,
        department: Department::Engineering,
        has_counter: false,
    }
}

const fn space(code: &'static str, name: &'static str, parent: &'static str) -> Equipment {
    Equipment {
        kind: EquipmentKind::Space,
        department: Department::Interior,
        ..group(code, name, parent)
    }
}

/// `plate` is what stands on it: maker, model, serial number.
const fn machine(
    code: &'static str,
    name: &'static str,
    parent: &'static str,
    location: &'static str,
    plate: [&'static str; 3],
    criticality: Criticality,
) -> Equipment {
    Equipment {
        location,
        maker: plate[0],
        model: plate[1],
        serial: plate[2],
        criticality: Some(criticality),
        ..group(code, name, parent)
    }
}

/// Every row of the tree, parents before their children.
pub fn all() -> impl Iterator<Item = &'static Equipment> {
    [
        spaces::ROWS,
        deck::ROWS,
        accommodation::ROWS,
        machinery::ROWS,
        machinery_systems::ROWS,
        ship_systems::ROWS,
    ]
    .into_iter()
    .flatten()
}
