//! Things people set right afterwards: a fault opened again, a date moved, a note corrected.

/// A later act on a fault or a work order.
#[derive(Clone, Copy, Debug)]
pub struct Amendment {
    /// Name of the record: `fault:KEY` or `work_order:KEY`.
    pub on: &'static str,
    /// Hours after the record was made.
    pub after_hours: i64,
    /// Key of the person.
    pub by: &'static str,
    /// The act.
    pub act: &'static str,
    /// Fields beside the record; a value that starts with `$` names a row.
    pub fields: &'static [(&'static str, &'static str)],
}

const fn amendment(
    on: &'static str,
    after_hours: i64,
    by: &'static str,
    act: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> Amendment {
    Amendment {
        on,
        after_hours,
        by,
        act,
        fields,
    }
}

/// Every amendment.
#[rustfmt::skip]
pub const AMENDMENTS: &[Amendment] = &[
    amendment("fault:preheater-port", 55, "novotny", "reopen_fault", &[("reason", "Tripped again, 29° this morning.")]),
    amendment("fault:passerelle-creep", 9, "barbaric", "edit_fault", &[("severity", "high")]),
    amendment("fault:oil-mist-gearbox", 14, "novotny", "edit_fault", &[("description", "Only above 1,500 rpm. Oil on the deckhead over it.")]),
    amendment("fault:jacuzzi-leak", 6, "lefevre", "edit_fault", &[("description", "Wet ring size of a plate, getting bigger. Emptied jacuzzi for the moment. The painting under it is in the owner's cabin now.")]),
    amendment("work_order:calorifier-relief", 130, "nowak", "assign_work_order", &[("assigned_to", "$crew:villanueva")]),
    amendment("work_order:lub-sep-vibration", 40, "nowak", "edit_work_order", &[("priority", "high")]),
    amendment("work_order:owner-blind", 200, "lefevre", "edit_work_order", &[("description", "Only when the owner is not on board. Key is with me.")]),
    amendment("work_order:bilge-sep-15", 60, "villanueva", "add_note_to_work_order", &[("text", "Holding tank is 51 %, not 61."), ("corrects", "$note:bilge-sep-15/2")]),
];
