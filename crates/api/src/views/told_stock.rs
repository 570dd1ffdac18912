//! What lies in stores of one part, told to whoever asks at a terminal: nobody is signed in there.

use super::stock::SilentWorkstation;
use super::workstations;
use crate::error::Error;
use crate::program::Program;
use domain::facts::Facts;
use domain::field::Field;
use domain::labels::{StockStatus, stock_status};
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{Location, Part};
use serde::Serialize;
use store::Records;

/// What the ledger says of one part.
#[derive(Debug, Serialize)]
pub struct ToldStock {
    /// The maker's number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Unit it is counted in.
    pub unit: String,
    /// Sum over all places.
    pub total: Quantity,
    /// How that stands.
    pub status: StockStatus,
    /// By place, in the order of their codes.
    pub locations: Vec<ToldPlace>,
    /// Other workstations that have not been heard of for more than an hour.
    pub not_heard: Vec<SilentWorkstation>,
}

/// What lies at one place.
#[derive(Debug, Serialize)]
pub struct ToldPlace {
    /// Code on the shelf.
    pub code: String,
    /// Name.
    pub name: String,
    /// Sum of the movements there.
    pub on_hand: Quantity,
    /// How many movements make it.
    pub movements: u64,
    /// A count and another movement had not seen each other, and nobody counted again.
    pub may_be_counted_twice: bool,
}

impl Program {
    /// What lies in stores of the part of that number, barcode, other number, label, name or id.
    ///
    /// # Errors
    /// `not_found`; `invalid` where several parts are called so.
    pub fn told_stock(&self, part: &str) -> Result<ToldStock, Error> {
        let now = self.now();
        self.reading(|reader| {
            let facts = Facts::new(reader);
            let part = named(reader, &facts, part)?;
            let mut locations = Vec::new();
            for place in reader.stock_of(part.id)? {
                let location = facts.glance::<Location>(place.location)?;
                locations.push(ToldPlace {
                    code: location.code,
                    name: location.name,
                    on_hand: place.on_hand,
                    movements: place.movements,
                    may_be_counted_twice: reader.is_counted_apart(part.id, place.location)?,
                });
            }
            locations.sort_by(|a, b| a.code.cmp(&b.code));
            let total = locations.iter().map(|place| place.on_hand).sum();
            let is_negative = locations.iter().any(|place| place.on_hand < Quantity::ZERO);
            Ok(ToldStock {
                status: stock_status(&part, total, is_negative),
                number: part.number,
                name: part.name,
                unit: part.unit,
                total,
                locations,
                not_heard: workstations::silent(reader, &facts, now)?,
            })
        })
    }
}

/// By id, by what a label carries, by any of its numbers, else by its name.
fn named(reader: &Records<'_>, facts: &Facts<'_>, given: &str) -> Result<Part, Refusal> {
    let id = given.parse().ok().or_else(|| domain::part_code::decode(given));
    if let Some(part) = id.map(|id| facts.find::<Part>(id)).transpose()?.flatten() {
        return Ok(part);
    }
    let mut found = reader.parts_by_code(given, 2)?;
    if found.is_empty() {
        found = reader.rows_by(Part::TABLE, Part::name, &given.to_owned().to_value(), 2)?;
    }
    let short = domain::text::shortened(given, 60);
    match found.as_slice() {
        [one] => Ok(Part::read(one)?),
        [] => Err(Refusal::new(Code::NotFound, format!("No part is called “{short}”."))),
        _ => Err(Refusal::new(
            Code::Invalid,
            format!("Several parts are called “{short}”. Name one by its id."),
        )),
    }
}
