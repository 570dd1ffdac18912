//! What happened in stores during the last 120 days: taken, brought back, counted, carried, lost.

/// What somebody took for a work order.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Key of the work order, which was completed.
    pub order: &'static str,
    /// Key of the person.
    pub by: &'static str,
    /// Minutes after the completion; negative is before it.
    pub after_minutes: i64,
    /// Planned parts: number and quantity.
    pub parts: &'static [(&'static str, &'static str)],
}

/// Another thing that somebody did with a part or a place.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Brought back to the part's place: key of the work order, part number, quantity, note.
    Returned(&'static str, &'static str, &'static str, &'static str),
    /// Counted at the part's place: part number, what was counted, reason.
    Counted(&'static str, &'static str, &'static str),
    /// A place counted: its code, parts with what was counted, reason.
    CountedPlace(&'static str, &'static [(&'static str, &'static str)], &'static str),
    /// Carried to another place: part number, code of the place, quantity, note.
    Carried(&'static str, &'static str, &'static str, &'static str),
    /// Written off at the part's place: part number, quantity, reason.
    WrittenOff(&'static str, &'static str, &'static str),
    /// The usage of a part reversed: key of the work order, part number, reason.
    Reversed(&'static str, &'static str, &'static str),
}

/// A deed with its moment and its person.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Days before now.
    pub days_ago: i64,
    /// Key of the person.
    pub by: &'static str,
    /// What was done.
    pub deed: Deed,
}

const fn event(days_ago: i64, by: &'static str, deed: Deed) -> Event {
    Event { days_ago, by, deed }
}

const fn taken(
    order: &'static str,
    by: &'static str,
    after_minutes: i64,
    parts: &'static [(&'static str, &'static str)],
) -> Taken {
    Taken {
        order,
        by,
        after_minutes,
        parts,
    }
}

use Deed::{Carried, Counted, CountedPlace, Returned, Reversed, WrittenOff};

/// Everything taken. Of the lube oil more was taken than ever was counted in: the one part below zero.
#[rustfmt::skip]
pub const TAKEN: &[Taken] = &[
    taken("gen1-oil-first", "villanueva", -12, &[("MTU 0031843301", "2"), ("LO-1540-20", "3"), ("MTU 0020922801", "2")]),
    taken("gen2-oil", "villanueva", -12, &[("MTU 0031843301", "2"), ("LO-1540-20", "3"), ("MTU 0020922801", "2")]),
    taken("gen1-oil-second", "villanueva", -12, &[("MTU 0031843301", "2"), ("LO-1540-20", "3")]),
    taken("ro-prefilters", "villanueva", -9, &[("HEM 05-20M", "2"), ("HEM 05-5M", "2")]),
    taken("fancoil-filters", "novotny", -25, &[("HH-AF-G4-35", "4"), ("HH-AF-G4-60", "2")]),
    taken("shackles-cranes", "dlamini", 26 * 60, &[("SH-GADUS-OG", "1")]),
];

/// Everything else, the earlier first.
#[rustfmt::skip]
pub const EVENTS: &[Event] = &[
    event(96, "papadakis", Counted("PSS-GP-16", "4", "Half a metre was cut off for the tender, nobody wrote it down")),
    event(71, "barbaric", Carried("ROP-PES-28", "T", "30", "For the tender's new painters")),
    event(52, "papadakis", Reversed("ro-prefilters", "HEM 05-5M", "Old cartridges were rinsed and went back in")),
    event(33, "novotny", Returned("fancoil-filters", "HH-AF-G4-35", "1", "Cabin 3 had a new mat already")),
    event(28, "perkovic", WrittenOff("PW-FLARE-R", "2", "Past their date, landed ashore")),
    event(18, "papadakis", CountedPlace("A-3", &[("0634-1129", "4"), ("0634-1130", "0"), ("0634-1131", "2"), ("0634-1134", "1")], "Shelf put in order before the season")),
];

/// Suppliers: code, name, person to ask for, e-mail, telephone, our number with them, remark.
#[rustfmt::skip]
pub const SUPPLIERS: &[[&str; 7]] = &[
    ["MTU-PMI", "MTU Service Palma", "Joana Vidal", "parts@mtu-palma.example", "+34 971 555 010", "AUR-2207", "Pick-up until 16:00; closed Saturdays."],
    ["HEINEN", "Heinen & Hopman Engineering", "Service desk", "spares@heinenhopman.example", "+31 33 555 020", "", "Give the unit's serial number with every order."],
    ["BOSUN", "Bosun's Locker Antibes", "Luc Morel", "luc@bosunslocker.example", "+33 4 9355 5030", "4471", ""],
    ["GALLEY", "Riviera Provisions", "", "orders@riviera.example", "+33 4 9355 5040", "", "Delivers to the quay before 08:00."],
    ["OLDPUMP", "Pompe Service Genova", "", "", "+39 010 555 050", "", ""],
];
/// Code of the supplier that was retired, by whom, and why.
pub const RETIRED_SUPPLIER: (&str, &str, &str) = ("OLDPUMP", "goncalves", "Gave up business last winter.");
