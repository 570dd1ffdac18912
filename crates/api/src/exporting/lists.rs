//! The lists that can be imported again: what a vessel keeps today, in an order that depends on nothing but
//! what it holds. Retired records are not in them.

use super::{Sheet, Trouble};
use domain::RowId;
use domain::acts::imports::ImportKind;
use domain::quantity::Quantity;
use domain::schema::Row;
use domain::tables::{Crew, Equipment, EquipmentPart, Location, Part, PartLocation, Supplier};
use std::collections::{BTreeMap, HashMap};
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

fn quantity(quantity: Option<Quantity>) -> String {
    quantity.map(|quantity| quantity.to_string()).unwrap_or_default()
}

fn equipment(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut all: Vec<Equipment> = all(records)?;
    all.retain(|equipment| !equipment.is_retired);
    all.sort_by(|a, b| (&a.code, &a.name).cmp(&(&b.code, &b.name)));
    let codes: HashMap<RowId, String> = all.iter().map(|row| (row.id, row.code.clone())).collect();
    let row = |row: Equipment| {
        Cells::from([
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
        ])
    };
    Ok(all.into_iter().map(row).collect())
}

fn parts(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut parts: Vec<Part> = all(records)?;
    parts.retain(|part| !part.is_retired);
    parts.sort_by(|a, b| (&a.number, &a.maker, &a.name).cmp(&(&b.number, &b.maker, &b.name)));
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

fn part_at(part: &Part, at: Option<(&Location, bool, Quantity)>) -> Cells {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut cells = Cells::from([
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

fn spare_parts(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let equipment: HashMap<RowId, Equipment> = all::<Equipment>(records)?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let parts: HashMap<RowId, Part> = all::<Part>(records)?.into_iter().map(|row| (row.id, row)).collect();
    let mut rows = Vec::new();
    for line in all::<EquipmentPart>(records)?
        .into_iter()
        .filter(|line| !line.is_unlinked)
    {
        let known = equipment.get(&line.equipment_id).zip(parts.get(&line.part_id));
        let Some((equipment, part)) = known.filter(|(equipment, part)| !equipment.is_retired && !part.is_retired)
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
    all.retain(|supplier| !supplier.is_retired);
    all.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
    let row = |row: Supplier| {
        Cells::from([
            ("name", row.name),
            ("code", row.code.unwrap_or_default()),
            ("contact", row.contact.unwrap_or_default()),
            ("email", row.email.unwrap_or_default()),
            ("phone", row.phone.unwrap_or_default()),
            ("address", row.address.unwrap_or_default()),
            ("account_number", row.account_number.unwrap_or_default()),
            ("remark", row.remark.unwrap_or_default()),
        ])
    };
    Ok(all.into_iter().map(row).collect())
}

fn people(records: &Records<'_>) -> Result<Vec<Cells>, Trouble> {
    let mut all: Vec<Crew> = all(records)?;
    all.retain(|person| person.is_active);
    all.sort_by(|a, b| (&a.name, &a.rank).cmp(&(&b.name, &b.rank)));
    let row = |row: Crew| {
        Cells::from([
            ("name", row.name),
            ("rank", row.rank),
            ("role", row.role.word().to_owned()),
            ("department", row.department.word().to_owned()),
        ])
    };
    Ok(all.into_iter().map(row).collect())
}
