//! The lists that can be imported again, in an order that depends on nothing but what they hold. What is
//! retired is in them too, with its reason.

use super::{Sheet, Trouble};
use domain::RowId;
use domain::acts::imports::ImportKind;
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{Crew, Equipment, EquipmentPart, Location, Part, PartLocation, RunningHours, Supplier};
use domain::time::Instant;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use store::Records;

/// Field → cell.
type Cells = HashMap<&'static str, String>;

pub(super) fn write_all(folder: &Path, records: &Records<'_>) -> Result<(), Trouble> {
    for kind in ImportKind::ALL {
        let rows = match kind {
            ImportKind::Equipment => equipment(records)?,
            ImportKind::SpareParts => spare_parts(records)?,
            ImportKind::Parts => parts(records)?,
            ImportKind::Suppliers => suppliers(records)?,
            ImportKind::People => people(records)?,
            ImportKind::Locations => locations(records)?,
            ImportKind::RunningHours => running_hours(records)?,
        };
        let heads = kind.fields().iter().map(|field| field.name);
        let mut sheet = Sheet::begin(&folder.join(format!("{}.csv", kind.word())), heads)?;
        for mut row in rows {
            sheet.add(
                kind.fields()
                    .iter()
                    .map(|field| row.remove(field.name).unwrap_or_default()),
            )?;
        }
        sheet.end()?;
    }
    Ok(())
}

fn all<R: Row>(records: &Records<'_>) -> Result<Vec<R>, Trouble> {
    let mut rows = Vec::new();
    records.each(R::TABLE, |raw| -> Result<(), Trouble> {
        rows.push(R::read(&raw).map_err(domain::refusal::Refusal::from)?);
        Ok(())
    })?;
    Ok(rows)
}

fn flag(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

/// The cells of a record that is no longer used; empty where it is.
fn retired(is_retired: bool, reason: Option<String>) -> [(&'static str, String); 2] {
    match is_retired {
        true => [("retired", flag(true)), ("retired_reason", reason.unwrap_or_default())],
        false => [("retired", String::new()), ("retired_reason", String::new())],
    }
}

fn quantity(quantity: Option<Quantity>) -> String {
    quantity.map(|quantity| quantity.to_string()).unwrap_or_default()
}

fn equipment(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut all: Vec<Equipment> = all(records)?;
    all.sort_by(|a, b| (&a.code, &a.name).cmp(&(&b.code, &b.name)));
    let codes: HashMap<RowId, String> = all.iter().map(|row| (row.id, row.code.clone())).collect();
    let row = |row: Equipment| {
        let mut cells = Cells::from(retired(row.is_retired, row.retired_reason));
        cells.extend([
            ("code", row.code),
            ("name", row.name),
            ("kind", row.kind.word().to_owned()),
            (
                "parent",
                row.parent_id.and_then(|id| codes.get(&id).cloned()).unwrap_or_default(),
            ),
            ("system", row.system.unwrap_or_default()),
            ("location", row.location.unwrap_or_default()),
            ("maker", row.maker.unwrap_or_default()),
            ("model", row.model.unwrap_or_default()),
            ("serial", row.serial.unwrap_or_default()),
            (
                "criticality",
                row.criticality.map(|word| word.word().to_owned()).unwrap_or_default(),
            ),
            ("department", row.department.word().to_owned()),
            ("has_counter", flag(row.has_counter)),
            ("remark", row.remark.unwrap_or_default()),
        ]);
        cells
    };
    Ok(all.into_iter().map(row).collect())
}

fn parts(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut parts: Vec<Part> = all(records)?;
    // What somebody asked for and nobody verified has no number to come in by, and is no part of stores.
    parts.retain(|part| !part.awaits_promotion() && !part.number.is_empty());
    parts.sort_by(|a, b| named(a).cmp(&named(b)));
    let places: HashMap<RowId, Location> = all::<Location>(records)?.into_iter().map(|row| (row.id, row)).collect();
    let mut usual: HashMap<RowId, RowId> = HashMap::new();
    for place in all::<PartLocation>(records)?.into_iter().filter(|place| place.is_usual) {
        usual.insert(place.part_id, place.location_id);
    }
    let stock = records.stock_everywhere()?;
    let mut rows = Vec::new();
    for part in parts {
        let usual = usual.get(&part.id).and_then(|id| places.get(id));
        let mut sums: BTreeMap<&str, (&Location, Quantity)> = BTreeMap::new();
        for (id, on_hand) in stock.get(&part.id).into_iter().flatten() {
            let place = places
                .get(id)
                .filter(|place| usual.is_some_and(|usual| usual.id == place.id) || *on_hand != Quantity::ZERO);
            if let Some(place) = place {
                sums.insert(&place.code, (place, *on_hand));
            }
        }
        if let Some(usual) = usual {
            let (_, on_hand) = sums.remove(usual.code.as_str()).unwrap_or((usual, Quantity::ZERO));
            rows.push(part_at(&part, Some((usual, true, on_hand))));
        }
        if usual.is_none() && sums.is_empty() {
            rows.push(part_at(&part, None));
        }
        rows.extend(
            sums.into_values()
                .map(|(place, on_hand)| part_at(&part, Some((place, false, on_hand)))),
        );
    }
    Ok(rows)
}

/// By number, maker and name; what is kept comes before what is not.
fn named(part: &Part) -> (&String, &Option<String>, bool, &String) {
    (&part.number, &part.maker, part.is_retired, &part.name)
}

fn part_at(part: &Part, at: Option<(&Location, bool, Quantity)>) -> Cells {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut cells = Cells::from(retired(part.is_retired, part.retired_reason.clone()));
    cells.extend([
        ("number", part.number.clone()),
        ("name", part.name.clone()),
        ("other_numbers", text(&part.other_numbers)),
        ("maker", text(&part.maker)),
        ("unit", part.unit.clone()),
        ("category", text(&part.category)),
        ("department", part.department.word().to_owned()),
        ("minimum", quantity(part.minimum)),
        ("critical", quantity(part.critical)),
        ("maximum", quantity(part.maximum)),
        ("barcode", text(&part.barcode)),
        ("remark", text(&part.remark)),
    ]);
    if let Some((place, is_usual, on_hand)) = at {
        cells.insert("location", place.code.clone());
        cells.insert("location_name", place.name.clone());
        cells.insert("is_usual", flag(is_usual));
        cells.insert("on_hand", on_hand.to_string());
    }
    cells
}

/// Number and maker, as a list names a part.
fn called(part: &Part) -> (&str, String) {
    (&part.number, part.maker.as_deref().unwrap_or_default().to_lowercase())
}

fn spare_parts(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let equipment: HashMap<RowId, Equipment> = all::<Equipment>(records)?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let parts: HashMap<RowId, Part> = all::<Part>(records)?.into_iter().map(|row| (row.id, row)).collect();
    let kept: HashSet<_> = parts.values().filter(|part| !part.is_retired).map(called).collect();
    let mut rows = Vec::new();
    for line in all::<EquipmentPart>(records)?
        .into_iter()
        .filter(|line| !line.is_unlinked)
    {
        // A list names a part by number and maker, and means the one that is kept.
        let known = equipment.get(&line.equipment_id).zip(parts.get(&line.part_id));
        let Some((equipment, part)) = known.filter(|(_, part)| !part.is_retired || !kept.contains(&called(part)))
        else {
            continue;
        };
        rows.push([
            equipment.code.clone(),
            part.number.clone(),
            part.maker.clone().unwrap_or_default(),
            line.position.unwrap_or_default(),
            quantity(line.quantity_fitted),
        ]);
    }
    rows.sort();
    let row = |[equipment, part, maker, position, fitted]: [String; 5]| {
        Cells::from([
            ("equipment", equipment),
            ("part", part),
            ("maker", maker),
            ("quantity_fitted", fitted),
            ("position", position),
        ])
    };
    Ok(rows.into_iter().map(row).collect())
}

fn suppliers(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut all: Vec<Supplier> = all(records)?;
    all.sort_by(|a, b| (&a.name, &a.code, a.is_retired).cmp(&(&b.name, &b.code, b.is_retired)));
    let row = |row: Supplier| {
        let mut cells = Cells::from(retired(row.is_retired, row.retired_reason));
        cells.extend([
            ("name", row.name),
            ("code", row.code.unwrap_or_default()),
            ("contact", row.contact.unwrap_or_default()),
            ("email", row.email.unwrap_or_default()),
            ("phone", row.phone.unwrap_or_default()),
            ("address", row.address.unwrap_or_default()),
            ("account_number", row.account_number.unwrap_or_default()),
            ("remark", row.remark.unwrap_or_default()),
        ]);
        cells
    };
    Ok(all.into_iter().map(row).collect())
}

fn people(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut all: Vec<Crew> = all(records)?;
    all.sort_by(|a, b| (&a.name, &a.rank).cmp(&(&b.name, &b.rank)));
    let row = |row: Crew| {
        Cells::from([
            ("name", row.name),
            ("rank", row.rank),
            ("role", row.role.word().to_owned()),
            ("department", row.department.word().to_owned()),
            ("serves", flag(row.is_active)),
        ])
    };
    Ok(all.into_iter().map(row).collect())
}

fn locations(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut all: Vec<Location> = all(records)?;
    all.sort_by(|a, b| (&a.code, &a.name).cmp(&(&b.code, &b.name)));
    let codes: HashMap<RowId, String> = all.iter().map(|row| (row.id, row.code.clone())).collect();
    let row = |row: Location| {
        let parent = row.parent_id.and_then(|id| codes.get(&id).cloned());
        let mut cells = Cells::from(retired(row.is_retired, row.retired_reason));
        cells.extend([
            ("code", row.code),
            ("name", row.name),
            ("parent", parent.unwrap_or_default()),
            ("department", row.department.word().to_owned()),
        ]);
        cells
    };
    Ok(all.into_iter().map(row).collect())
}

/// Readings of machines that have a counter: of others none is shown anywhere.
fn running_hours(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let machines: HashMap<RowId, String> = all::<Equipment>(records)?
        .into_iter()
        .filter(|machine| machine.has_counter)
        .map(|machine| (machine.id, machine.code))
        .collect();
    let mut rows = Vec::new();
    for reading in all::<RunningHours>(records)? {
        if let Some(code) = machines.get(&reading.equipment_id) {
            rows.push((code.clone(), reading.read_at, reading.hours));
        }
    }
    rows.sort();
    rows.dedup();
    let row = |(code, read_at, hours): (String, Instant, Quantity)| {
        Cells::from([
            ("equipment", code),
            ("hours", hours.to_string()),
            ("read_at", read_at.to_string()),
        ])
    };
    Ok(rows.into_iter().map(row).collect())
}
