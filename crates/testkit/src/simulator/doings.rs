//! What people do aboard and ashore, picked by the dice among what their replica knows.

use domain::devices::{Closed, Confirmed};
use domain::schema::{Row, Table};
use domain::tables::{
    Attachment, ChecklistItem, Crew, Device, DeviceKind, Fault, Movement, Part, PartLocation, Vessel,
};
use journal::{Actor, Change, ChangeKind, DeviceNumber, GroupWrite, Model, RowId, Schema, Value};
use wire::limits::PIECE_BYTES;

use super::dice::Dice;
use super::replica::{Doing, Record};
use super::tables::Tables;
use crate::drawer::file_name;

/// Rows of the founding entry.
const PERSON: u32 = 1;
const INTRODUCTION: u32 = 2;
const PART: u32 = 3;
const PLACE: u32 = 4;

/// The one person that everybody aboard acts as.
pub(super) fn person(vessel: RowId) -> Actor {
    Actor::Crew(of_founder(vessel, PERSON))
}

fn of_founder(vessel: RowId, k: u32) -> RowId {
    let (founder, seq, _) = vessel.author().expect("a vessel is made by its founder");
    RowId::new(founder, seq, k).expect("the numbers of a row that there is")
}

/// The first entry of the vessel.
pub(super) fn found(vessel: RowId, device: DeviceNumber, public_key: [u8; 32], mark: u64) -> Doing {
    let text = |text: &str| Value::Text(text.to_owned());
    let changes = vec![
        insert(Vessel::TABLE, vessel, vec![(Vessel::name.number, text("MY Simulated"))]),
        insert(
            Crew::TABLE,
            of_founder(vessel, PERSON),
            vec![(Crew::name.number, text("Ada"))],
        ),
        introduction(of_founder(vessel, INTRODUCTION), device, public_key),
        insert(
            Part::TABLE,
            of_founder(vessel, PART),
            vec![(Part::name.number, text("filter"))],
        ),
        insert(
            domain::tables::Location::TABLE,
            of_founder(vessel, PLACE),
            vec![(1, text("shelf"))],
        ),
    ];
    Doing {
        action: "found_vessel",
        changes,
        actor: person(vessel),
        mark,
        beyond: None,
        file: None,
    }
}

/// The first entry of a further device.
pub(super) fn introduce(record: &Record, public_key: [u8; 32], actor: Actor, mark: u64) -> Doing {
    let changes = vec![introduction(next_row(record, 0), record.device, public_key)];
    Doing {
        action: "introduce_workstation",
        changes,
        actor,
        mark,
        beyond: None,
        file: None,
    }
}

/// Whoever may lets a device in.
pub(super) fn confirm(device: DeviceNumber, public_key: [u8; 32], actor: Actor, mark: u64) -> Doing {
    let confirmed = Confirmed {
        device,
        kind: DeviceKind::Workstation,
        letter: None,
        name: "simulated".to_owned(),
        public_key,
    };
    Doing {
        action: "confirm_device",
        changes: vec![confirmed.change()],
        actor,
        mark,
        beyond: None,
        file: None,
    }
}

/// Whoever may closes a device after that entry, which the record holds.
pub(super) fn close(record: &Record, device: DeviceNumber, last_seq: u64, actor: Actor, mark: u64) -> Doing {
    let last = record.entry(journal::Stamp { device, seq: last_seq });
    let seq = last_seq + 1;
    let beyond = record.entry(journal::Stamp { device, seq });
    let closed = Closed {
        device,
        last_seq,
        hash: last.map_or_else(|| journal::genesis_hash(device), |entry| entry.hash),
        reason: "two histories under one number".to_owned(),
    };
    Doing {
        action: "close_device",
        changes: vec![closed.change(next_row(record, 0))],
        actor,
        mark,
        beyond: beyond.map(|entry| entry.hash),
        file: None,
    }
}

/// Something of the day; none where the replica knows too little for it. The number is what it adds to
/// the books.
pub(super) fn anything(record: &Record, actor: Actor, dice: &mut Dice, mark: u64) -> Option<(Doing, i64)> {
    let new = next_row(record, 0);
    let faults = known_faults(&record.model, record);
    let fault = dice.pick(&faults).copied();
    let word = |dice: &mut Dice| Value::Text(["red", "green", "blue"][dice.below(3) as usize].to_owned());
    let mut posted = 0;
    let mut file = None;
    let (action, change) = match dice.below(13) {
        0..=2 => ("report_fault", report(new, record, dice)),
        3..=4 => (
            "edit_fault",
            update(record, Fault::TABLE, fault?, vec![(Fault::title.number, word(dice))])?,
        ),
        5 => ("resolve_fault", status(record, fault?, "resolved", dice)?),
        6 => ("mark_work_order_complete", status(record, fault?, "resolved", dice)?),
        7 => {
            let place = RowId::natural(PartLocation::TABLE.number, &[&[dice.below(3) as u8]]);
            let is_usual = Value::Bool(dice.one_in(2));
            let change = if record.model.has_row(place) {
                update(
                    record,
                    PartLocation::TABLE,
                    place,
                    vec![(PartLocation::is_usual.number, is_usual)],
                )?
            } else {
                let values = vec![
                    (PartLocation::part_id.number, Value::Id(of_founder(record.vessel, PART))),
                    (
                        PartLocation::location_id.number,
                        Value::Id(of_founder(record.vessel, PLACE)),
                    ),
                    (PartLocation::is_usual.number, is_usual),
                ];
                insert(PartLocation::TABLE, place, values)
            };
            ("set_usual_place", change)
        }
        8 if !record.tables.is_older => {
            let values = vec![(1, Value::Id(fault?)), (2, word(dice))];
            ("add_checklist_item", insert(ChecklistItem::TABLE, new, values))
        }
        9 if !record.tables.is_older => (
            "edit_fault",
            update(record, Fault::TABLE, fault?, vec![(Fault::code.number, word(dice))])?,
        ),
        10 if !record.tables.is_older => {
            let photo = photo(dice);
            let values = vec![
                (Attachment::sha256.number, Value::Text(file_name(&photo).to_string())),
                (Attachment::size_bytes.number, Value::Int(photo.len() as i64)),
                (Attachment::fault_id.number, Value::Id(fault?)),
            ];
            file = Some(photo);
            ("attach_file", insert(Attachment::TABLE, new, values))
        }
        _ => {
            posted = dice.between(1, 40).cast_signed() - 20;
            let values = vec![
                (Movement::part_id.number, Value::Id(of_founder(record.vessel, PART))),
                (
                    Movement::location_id.number,
                    Value::Id(of_founder(record.vessel, PLACE)),
                ),
                (Movement::kind.number, Value::Text("initial".to_owned())),
                (Movement::quantity.number, Value::Text(posted.to_string())),
            ];
            ("count", insert(Movement::TABLE, new, values))
        }
    };
    let doing = Doing {
        action,
        changes: vec![change],
        actor,
        mark,
        beyond: None,
        file,
    };
    Some((doing, posted))
}

/// A file of its own: mostly small, now and then of several pieces. Some are attached twice.
fn photo(dice: &mut Dice) -> Vec<u8> {
    let most = if dice.one_in(5) { 3 * PIECE_BYTES as u64 } else { 300 };
    let size_bytes = dice.between(1, most) as usize;
    let digit = dice.below(250) as u8;
    (0..size_bytes).map(|at| digit ^ (at % 251) as u8).collect()
}

fn report(row: RowId, record: &Record, dice: &mut Dice) -> Change {
    let mut values = vec![
        (Fault::title.number, Value::Text("lost pressure".to_owned())),
        (Fault::status.number, Value::Text("open".to_owned())),
    ];
    if !record.tables.is_older && dice.one_in(3) {
        values.push((Fault::code.number, Value::Text("E047".to_owned())));
        values.sort_by_key(|(column, _)| *column);
    }
    insert(Fault::TABLE, row, values)
}

fn status(record: &Record, row: RowId, status: &str, dice: &mut Dice) -> Option<Change> {
    let how = Value::Text(["repaired", "reset"][dice.below(2) as usize].to_owned());
    let mut values = vec![
        (Fault::status.number, Value::Text(status.to_owned())),
        (Fault::resolved_how.number, how),
    ];
    let group = record.tables.group(Fault::TABLE.number, Fault::status.number)?;
    for column in Fault::TABLE.group(group) {
        if values.iter().all(|(number, _)| *number != column.number) {
            values.push((column.number, Value::Null));
        }
    }
    values.sort_by_key(|(column, _)| *column);
    update(record, Fault::TABLE, row, values)
}

/// A write to one group, on all its heads as this replica knows them.
fn update(record: &Record, table: &Table, row: RowId, values: Vec<(u16, Value)>) -> Option<Change> {
    let group = record.tables.group(table.number, values.first()?.0)?;
    let base = record.model.heads(table.number, row, group).to_vec();
    Some(Change {
        table: table.number,
        row,
        kind: ChangeKind::Update {
            groups: vec![GroupWrite { base, values }],
        },
    })
}

fn introduction(row: RowId, device: DeviceNumber, public_key: [u8; 32]) -> Change {
    let values = vec![
        (Device::device.number, Value::Text(device.to_string())),
        (Device::letter.number, Value::Text("S".to_owned())),
        (Device::name.number, Value::Text("simulated".to_owned())),
        (Device::public_key.number, Value::Bytes(public_key.to_vec())),
    ];
    insert(Device::TABLE, row, values)
}

fn insert(table: &Table, row: RowId, values: Vec<(u16, Value)>) -> Change {
    Change {
        table: table.number,
        row,
        kind: ChangeKind::Insert { values },
    }
}

/// The id of the `k`-th row that the replica's next entry makes.
fn next_row(record: &Record, k: u32) -> RowId {
    let seq = record.chains.get(&record.device).map_or(0, |chain| chain.len() as u64) + 1;
    RowId::new(record.device, seq, k).expect("the simulator counts far below 2^48")
}

/// Faults that have arrived with effect, oldest first; few, so that people meet on the same ones.
fn known_faults(model: &Model<Tables>, record: &Record) -> Vec<RowId> {
    let changes = record.chains.values().flatten().flat_map(|entry| &entry.changes);
    let faults = changes.filter(|change| change.table == Fault::TABLE.number && model.has_row(change.row));
    let mut rows: Vec<RowId> = faults.map(|change| change.row).collect();
    rows.dedup();
    rows.truncate(5);
    rows
}
