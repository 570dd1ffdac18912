//! Where things are kept: twelve places, some inside others.

use domain::tables::Department;

/// A storage place.
#[derive(Clone, Copy, Debug)]
pub struct Location {
    /// Code on the shelf.
    pub code: &'static str,
    /// Name within the place it stands in.
    pub name: &'static str,
    /// Code of the place it stands in; empty at the top.
    pub parent: &'static str,
    /// Who looks after it.
    pub department: Department,
}

const fn place(code: &'static str, name: &'static str, parent: &'static str, department: Department) -> Location {
    Location {
        code,
        name,
        parent,
        department,
    }
}

use Department::{Deck, Engineering, Interior};

/// Every storage place, the outer before the inner.
#[rustfmt::skip]
pub const LOCATIONS: &[Location] = &[
    place("A", "Store A", "", Engineering),
    place("A-1", "Shelf 1", "A", Engineering),
    place("A-2", "Shelf 2", "A", Engineering),
    place("A-3", "Shelf 3", "A", Engineering),
    place("A-4", "Shelf 4", "A", Engineering),
    place("A-D12", "Drawer 12", "A", Engineering),
    place("E", "ETO workshop", "", Engineering),
    place("O", "Oil and chemicals locker", "", Engineering),
    place("B", "Bosun's store", "", Deck),
    place("T", "Tender garage store", "", Deck),
    place("G", "Galley dry store", "", Interior),
    place("H", "Housekeeping and laundry store", "", Interior),
];
