//! What is kept in stores: four hundred parts, their levels, places and where they are fitted.
//!
//! Single parts stand in tables, one section per category. What comes in many sizes (O-rings,
//! bearings, belts, fuses, …) is written as a table of sizes and made into parts here, so that a
//! size is typed once.

mod deck;
mod electrical;
mod engines;
mod families;
mod filters;
mod fluids;
mod interior;
mod pumps;
mod systems;

use domain::tables::Department;

/// One line of an equipment's spare-part list, seen from the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// Code of the equipment.
    pub equipment: &'static str,
    /// How many are fitted, in the part's unit; a decimal.
    pub quantity: &'static str,
    /// Where it sits; may be empty.
    pub position: &'static str,
}

/// A part as the script adds it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The maker's number, unique.
    pub number: String,
    /// Name.
    pub name: String,
    /// Other numbers it is known by, separated by commas; may be empty.
    pub other_numbers: &'static str,
    /// Maker; may be empty.
    pub maker: &'static str,
    /// pcs, l, m, set, kg.
    pub unit: &'static str,
    /// Category.
    pub category: &'static str,
    /// Critical, minimum and maximum; none means that the level is not watched.
    pub levels: Option<[u32; 3]>,
    /// Code of the usual place.
    pub place: &'static str,
    /// The first count, where the story needs one figure; else the generator chooses.
    pub counted: Option<&'static str>,
    /// Who looks after it.
    pub department: Department,
    /// Where it is fitted.
    pub fitted: Vec<Fitted>,
}

/// Parts that share category, unit, place and department.
struct Section {
    category: &'static str,
    unit: &'static str,
    place: &'static str,
    department: Department,
    rows: &'static [Row],
}

/// (equipment, quantity fitted, position).
type Fit = (&'static str, &'static str, &'static str);

/// A line of a section's table.
#[derive(Clone, Copy)]
struct Row {
    number: &'static str,
    name: &'static str,
    maker: &'static str,
    /// Critical, minimum, maximum; all zero means not watched.
    levels: [u32; 3],
    fits: &'static [Fit],
    also: &'static str,
    unit: &'static str,
    place: &'static str,
    counted: &'static str,
}

const fn part(
    number: &'static str,
    name: &'static str,
    maker: &'static str,
    levels: [u32; 3],
    fits: &'static [Fit],
) -> Row {
    Row {
        number,
        name,
        maker,
        levels,
        fits,
        also: "",
        unit: "",
        place: "",
        counted: "",
    }
}

impl Row {
    /// Other numbers it is known by.
    const fn also(mut self, numbers: &'static str) -> Self {
        self.also = numbers;
        self
    }

    /// A unit of its own.
    const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// A place of its own.
    const fn at(mut self, place: &'static str) -> Self {
        self.place = place;
        self
    }

    /// A first count that the story relies on.
    const fn counted(mut self, count: &'static str) -> Self {
        self.counted = count;
        self
    }
}

fn or<'a>(own: &'a str, shared: &'a str) -> &'a str {
    if own.is_empty() { shared } else { own }
}

impl Section {
    fn parts(&'static self) -> impl Iterator<Item = Part> {
        self.rows.iter().map(|row| Part {
            number: row.number.to_owned(),
            name: row.name.to_owned(),
            other_numbers: row.also,
            maker: row.maker,
            unit: or(row.unit, self.unit),
            category: self.category,
            levels: (row.levels != [0, 0, 0]).then_some(row.levels),
            place: or(row.place, self.place),
            counted: (!row.counted.is_empty()).then_some(row.counted),
            department: self.department,
            fitted: fitted(row.fits),
        })
    }
}

fn fitted(fits: &[Fit]) -> Vec<Fitted> {
    fits.iter()
        .map(|&(equipment, quantity, position)| Fitted {
            equipment,
            quantity,
            position,
        })
        .collect()
}

/// Every part, the tables first, then the families.
#[must_use]
pub fn all() -> Vec<Part> {
    [
        engines::SECTIONS,
        filters::SECTIONS,
        pumps::SECTIONS,
        systems::SECTIONS,
        electrical::SECTIONS,
        fluids::SECTIONS,
        deck::SECTIONS,
        interior::SECTIONS,
    ]
    .into_iter()
    .flatten()
    .flat_map(Section::parts)
    .chain(families::parts())
    .collect()
}
