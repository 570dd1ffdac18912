//! What people asked for in the last weeks, what was decided about it, and what came of it.

use domain::acts::purchasing::Then;
use domain::tables::{Department, Urgency};

/// What somebody asks for.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// A part of the stores, by its number.
    Part(&'static str),
    /// A part that nobody knows yet: name and unit.
    Unknown(&'static str, &'static str),
    /// A planned part: key of the work order and part number.
    Planned(&'static str, &'static str),
}

/// Something that a person did about buying. Items, orders and marks are named by keys.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Item, what, quantity, urgency and why.
    Asked(&'static str, Asked, &'static str, Urgency, &'static str),
    /// Item, new quantity.
    Edited(&'static str, &'static str),
    /// Item, why.
    Withdrew(&'static str, &'static str),
    /// Items.
    TookUp(&'static [&'static str]),
    /// Items with quantity and code of the supplier; both may be empty.
    Approved(&'static [(&'static str, &'static str, &'static str)]),
    /// Items, why.
    Rejected(&'static [&'static str], &'static str),
    /// Item whose candidate part is verified, its number.
    Promoted(&'static str, &'static str),
    /// Item whose candidate part is a known one, its number.
    SameAs(&'static str, &'static str),
    /// Order, code of the supplier, currency (may be empty), items with prices (may be empty).
    Drafted(
        &'static str,
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str)],
    ),
    /// Order, where it is to be delivered, days until it is wanted.
    Dated(&'static str, &'static str, i64),
    /// Order.
    Placed(&'static str),
    /// Order and item, quantity, why, what then.
    CancelledLine(&'static str, &'static str, &'static str, &'static str, Then),
    /// Order, why.
    CancelledDraft(&'static str, &'static str),
    /// Item, quantity, why.
    Missing(&'static str, &'static str, &'static str),
    /// Mark, item, quantity, code of the equipment.
    Installed(&'static str, &'static str, &'static str, &'static str),
    /// Mark, why.
    TookBack(&'static str, &'static str),
    /// Mark whose posting is priced, price, currency, a word on it.
    Priced(&'static str, &'static str, &'static str, &'static str),
    /// Department, currency, amount for the year.
    Budget(Department, &'static str, &'static str),
}

/// A deed with its moment and its person.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Days before now.
    pub days_ago: i64,
    /// Minutes after midnight UTC.
    pub minute: i64,
    /// Key of the person.
    pub by: &'static str,
    /// What was done.
    pub deed: Deed,
}

const fn event(days_ago: i64, minute: i64, by: &'static str, deed: Deed) -> Event {
    Event {
        days_ago,
        minute,
        by,
        deed,
    }
}

use Deed::{
    Approved, Asked as Ask, Budget, CancelledDraft, CancelledLine, Dated, Drafted, Edited, Installed, Missing, Placed,
    Priced, Promoted, Rejected, SameAs, TookBack, TookUp, Withdrew,
};
use Department::{Deck, Engineering, Interior};
use Urgency::{Critical, High, Low, Normal};

/// Everything, the earlier first. Of the order to Palma some was fitted on the quay, some never came.
#[rustfmt::skip]
pub const EVENTS: &[Event] = &[
    event(30, 480, "papadakis", Budget(Engineering, "EUR", "400")),
    event(30, 482, "papadakis", Budget(Deck, "EUR", "2500")),
    event(30, 484, "papadakis", Budget(Interior, "EUR", "5000")),
    event(24, 500, "nowak", Ask("impellers", Asked::Part("0634-1130"), "2", High, "None left on the shelf")),
    event(24, 520, "villanueva", Ask("oil-filters", Asked::Part("MTU 0031843301"), "4", Normal, "")),
    event(24, 530, "villanueva", Edited("oil-filters", "6")),
    event(24, 545, "villanueva", Ask("clamps", Asked::Unknown("Hose clamp 16–27 mm, W5", "pcs"), "20", Low, "")),
    event(23, 500, "novotny", Ask("fuel-filters", Asked::Part("MTU 0020922801"), "4", Normal, "")),
    event(23, 600, "papadakis", TookUp(&["impellers", "oil-filters", "clamps"])),
    event(23, 620, "papadakis", Promoted("clamps", "HC-16-27-W5")),
    event(23, 640, "papadakis", Approved(&[("impellers", "", "MTU-PMI"), ("oil-filters", "", "MTU-PMI"), ("clamps", "10", ""), ("fuel-filters", "", "MTU-PMI")])),
    event(22, 540, "goncalves", Drafted("palma", "MTU-PMI", "EUR", &[("impellers", "184,50"), ("oil-filters", "41.20"), ("clamps", ""), ("fuel-filters", "")])),
    event(22, 550, "goncalves", Dated("palma", "Club de Mar, Palma, berth 214. Ask for the chief engineer.", -10)),
    event(22, 600, "papadakis", Placed("palma")),
    event(14, 560, "papadakis", CancelledLine("palma", "clamps", "10", "Not in their programme", Then::BackToList)),
    event(12, 660, "papadakis", Installed("oil-filters", "oil-filters", "6", "651.01")),
    event(12, 700, "papadakis", Installed("impeller-wrong", "impellers", "2", "651.01")),
    event(12, 720, "papadakis", TookBack("impeller-wrong", "Only one came, the other is on its way")),
    event(12, 725, "papadakis", Installed("impeller", "impellers", "1", "651.01")),
    event(9, 540, "papadakis", Missing("fuel-filters", "4", "On the slip, not in the box; the supplier refunds them")),
    event(8, 555, "goncalves", Priced("oil-filters", "43,10", "EUR", "As invoiced")),
    event(7, 500, "perkovic", Ask("flares", Asked::Part("PW-FLARE-R"), "4", Critical, "Below the flag state's minimum until they come")),
    event(7, 505, "perkovic", Approved(&[("flares", "", "BOSUN")])),
    event(7, 520, "perkovic", Drafted("flares", "BOSUN", "", &[("flares", "")])),
    event(7, 530, "perkovic", Placed("flares")),
    event(6, 500, "novotny", Ask("mats", Asked::Part("HH-AF-G4-35"), "20", Normal, "")),
    event(6, 510, "papadakis", Approved(&[("mats", "", "HEINEN")])),
    event(6, 540, "goncalves", Drafted("mats", "HEINEN", "EUR", &[("mats", "6.75")])),
    event(5, 500, "villanueva", Ask("cartridges", Asked::Part("HEM 05-5M"), "12", Normal, "")),
    event(5, 520, "papadakis", Approved(&[("cartridges", "", "")])),
    event(5, 540, "goncalves", Drafted("cartridges", "MTU-PMI", "", &[("cartridges", "")])),
    event(4, 540, "goncalves", CancelledDraft("cartridges", "Not sold by them after all")),
    event(4, 600, "dlamini", Ask("grease", Asked::Part("SH-GADUS-OG"), "5", Low, "")),
    event(3, 480, "papadakis", Rejected(&["grease"], "Five kilos are on the shelf; ask again in spring.")),
    event(3, 500, "barbaric", Ask("rope", Asked::Part("ROP-PES-28"), "60", High, "Stern line chafed at the fairlead")),
    event(3, 520, "perkovic", TookUp(&["rope"])),
    event(2, 500, "santos", Ask("napkins", Asked::Unknown("Linen napkins, white, 50 cm", "pcs"), "48", Normal, "")),
    event(2, 505, "santos", Ask("cups", Asked::Unknown("Espresso cups", "pcs"), "12", Low, "")),
    event(2, 530, "santos", Withdrew("cups", "A box of them stood in the bar store")),
    event(2, 560, "delacruz", Ask("tender-impeller", Asked::Unknown("Rotor for the genset cooling", "set"), "1", Normal, "")),
    event(2, 600, "perkovic", SameAs("tender-impeller", "0634-1129")),
    event(1, 480, "villanueva", Ask("switch", Asked::Unknown("Pressure switch, grey water pump", "pcs"), "1", High, "The pump is started by hand until it comes")),
    event(1, 500, "nowak", Ask("planned", Asked::Planned("me-stbd-1000", "MTU 5240160121"), "12", High, "Only 4 in stores, the service takes 16")),
];
