//! Stock as it is asked for beside the pages of parts: by place, over time, by a scanned code, and who
//! else has not been heard of lately.

use super::parts::{PartRow, row, rows};
use super::{Link, View, workstations};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::field::Field;
use domain::part_code;
use domain::quantity::Quantity;
use domain::refusal::{Code, Refusal};
use domain::schema::Row;
use domain::tables::{Location, Part, PartLocation, ReceivingSession, Supplier};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Points of the chart of a part's level.
pub const SERIES_POINTS_MAX: usize = 500;
/// Characters of a scanned code; no label of ours or of a maker holds more.
pub const CODE_CHARACTERS_MAX: usize = 200;
/// Parts that one code may find.
const FOUND_PARTS_MAX: usize = 20;
/// How a code of ours begins that names a part by its id.
const PART_PREFIX: &str = "celeste:part:";

/// Another workstation that has not been heard of for more than an hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SilentWorkstation {
    /// Where it stands.
    pub name: String,
    /// When it was last heard of; never, where there is none.
    pub since: Option<Instant>,
}

/// The level of a part from that moment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StockPoint {
    /// When.
    pub at: Instant,
    /// Sum over all places.
    pub total: Quantity,
}

/// A part at the place asked for.
#[derive(Debug, Serialize, TS)]
pub struct PartAtPlace {
    /// The part.
    pub part: PartRow,
    /// What lies there, in the part's unit.
    pub on_hand: Quantity,
    /// Whether it is usually kept there.
    pub is_usual: bool,
}

/// The place wanted.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LocationArgs {
    /// The place.
    pub location: RowId,
}

/// The part wanted.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PartArgs {
    /// The part.
    pub part: RowId,
}

/// A code as it was scanned or typed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CodeArgs {
    /// Barcode, number, other number, or what our labels carry.
    pub code: String,
}

/// What a code names: parts, or the delivery whose counting sheet carries it.
#[derive(Debug, Serialize, TS)]
pub struct PartsFound {
    /// The delivery: id, who sent it, number. Then it names no part.
    pub delivery: Option<Link>,
    /// None where the code is unknown; several where it is on several parts.
    pub parts: Vec<PartRow>,
}

impl Program {
    /// Other workstations that have not been heard of for more than an hour.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn stock_silence(&self) -> Result<Vec<SilentWorkstation>, Error> {
        self.view(|view| workstations::silent(view.reader, view.ctx.facts, view.ctx.now))
    }

    /// The recorded level of a part over time, oldest first, at most 500 points.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn stock_series(&self, part: RowId) -> Result<Vec<StockPoint>, Error> {
        self.view(|view| {
            view.ctx.facts.glance::<Part>(part)?;
            let levels = view.reader.levels(part, SERIES_POINTS_MAX)?;
            let point = |(at, total)| StockPoint {
                at: Instant::from_millis(at),
                total,
            };
            Ok(levels.into_iter().map(point).collect())
        })
    }

    /// Everything that lies or usually lies at a place, by name.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn location_stock(&self, location: RowId) -> Result<Vec<PartAtPlace>, Error> {
        self.view(|view| at_place(view, location))
    }

    /// The parts that carry a code: as barcode, number, one of the other numbers, or on a label of ours.
    ///
    /// # Errors
    /// `invalid` for a code that is too long, or when nobody is signed in.
    pub fn part_find(&self, code: &str) -> Result<PartsFound, Error> {
        if code.chars().count() > CODE_CHARACTERS_MAX {
            let sentence = format!("A code has at most {CODE_CHARACTERS_MAX} characters.");
            return Err(Refusal::field(Code::Invalid, "code", sentence).into());
        }
        self.view(|view| {
            Ok(PartsFound {
                delivery: delivery(view, code)?,
                parts: rows(view, found(view, code)?)?,
            })
        })
    }
}

fn at_place(view: &View<'_>, location: RowId) -> Result<Vec<PartAtPlace>, Refusal> {
    let facts = view.ctx.facts;
    facts.glance::<Location>(location)?;
    let mut parts: BTreeMap<RowId, (Quantity, bool)> = BTreeMap::new();
    for (part, on_hand) in view.reader.stock_at(location)? {
        parts.entry(part).or_default().0 = on_hand;
    }
    for place in facts.glance_by::<PartLocation>(PartLocation::location_id, &location.to_value())? {
        if place.is_usual {
            parts.entry(place.part_id).or_default().1 = true;
        }
    }
    let mut lines = Vec::new();
    for (part, (on_hand, is_usual)) in parts {
        let part = facts.glance::<Part>(part)?;
        // What is no longer kept and no longer there is nothing to count.
        if is_usual && !part.is_retired || on_hand != Quantity::ZERO {
            lines.push(PartAtPlace {
                part: row(view, part)?,
                on_hand,
                is_usual,
            });
        }
    }
    lines.sort_by(|a, b| (&a.part.name, &a.part.number).cmp(&(&b.part.name, &b.part.number)));
    Ok(lines)
}

fn delivery(view: &View<'_>, code: &str) -> Result<Option<Link>, Refusal> {
    let Some(id) = part_code::decode_delivery(code) else {
        return Ok(None);
    };
    let Some(session) = view.ctx.facts.find::<ReceivingSession>(id)? else {
        return Ok(None);
    };
    let supplier = session.supplier_id.map(|id| view.ctx.facts.glance::<Supplier>(id));
    Ok(Some(Link {
        id,
        label: supplier.transpose()?.map(|row| row.name).unwrap_or_default(),
        code: session.number,
    }))
}

/// Parts that are still kept come first.
fn found(view: &View<'_>, code: &str) -> Result<Vec<Part>, Refusal> {
    let code = code.trim();
    let spelt = code.to_lowercase();
    let named = match spelt.strip_prefix(PART_PREFIX) {
        Some(id) => id.trim().parse().ok(),
        None => part_code::decode(code),
    };
    if let Some(part) = named.map(|id| view.ctx.facts.find::<Part>(id)).transpose()?.flatten() {
        return Ok(vec![part]);
    }
    let mut parts = Vec::new();
    for raw in view.reader.parts_by_code(code, FOUND_PARTS_MAX)? {
        parts.push(Part::read(&raw)?);
    }
    parts.sort_by_key(|part| part.is_retired);
    Ok(parts)
}
