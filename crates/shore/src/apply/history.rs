//! Works groups out from all entries that wrote them: where writes were made apart, are void, or a row
//! was added twice.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use domain::fit;
use domain::merge::DeclaredTables;
use domain::schema::Table;
use journal::{Entry, RowId, Schema, Stamp, Value, Write, merge};
use serde::Serialize;

use super::loading;
use super::record::Record;
use super::working::{Working, author};
use crate::column::Id;
use crate::database::{ShoreError, Work};
use crate::entries;

/// All writes of the open groups, by table, row and group.
type Writes = HashMap<(u16, RowId, u16), Vec<Write>>;

/// One of several writes that stand, as it is stored for whoever chooses.
#[derive(Serialize)]
struct StoredHead {
    stamp: Stamp,
    values: Vec<(u16, Value)>,
}

/// Works out every open group.
pub(crate) async fn settle(work: &Work<'_>, working: &mut Working) -> Result<(), ShoreError> {
    let open: BTreeSet<(u16, RowId)> = working
        .records
        .iter()
        .filter(|(_, record)| record.is_open())
        .map(|(key, _)| *key)
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let stamps = stamps(work, working, &open).await?;
    let missing: Vec<Stamp> = stamps
        .iter()
        .copied()
        .filter(|stamp| !working.entries.contains_key(stamp))
        .collect();
    for entry in entries::named(work, &missing).await? {
        working.entries.insert(entry.stamp(), Arc::new(entry));
    }
    let (writes, inserts) = gather(working, &stamps, &open);
    for key in open {
        let Some(record) = working.records.get_mut(&key) else {
            continue;
        };
        for group in record.groups() {
            if record.cells.get(&group.number).is_some_and(|cell| cell.is_open) {
                let writes = writes.get(&(key.0, key.1, group.number)).map_or(&[][..], Vec::as_slice);
                work_out(record, group.number, writes, &working.entries)?;
            }
        }
        if record.is_author_open {
            show_author(record, inserts.get(&key).map_or(&[][..], Vec::as_slice));
        }
    }
    Ok(())
}

/// Every applied entry that touched one of the rows.
async fn stamps(
    work: &Work<'_>,
    working: &Working,
    open: &BTreeSet<(u16, RowId)>,
) -> Result<BTreeSet<Stamp>, ShoreError> {
    let rows: HashSet<RowId> = open.iter().map(|(_, row)| *row).collect();
    let ids: Vec<Id> = rows.iter().copied().map(Id).collect();
    let sql = "SELECT table_number, row_id, device, seq FROM shore_entry_rows \
               WHERE vessel_id = $1 AND row_id = ANY($2)";
    let mut stamps = BTreeSet::new();
    for found in work.rows(sql, &[&work.vessel(), &ids]).await? {
        let row: Id = found.try_get(1)?;
        if open.contains(&(loading::number(&found, 0)?, row.0)) {
            stamps.insert(entries::stamp(&found, 2)?);
        }
    }
    let touches = working
        .touches
        .iter()
        .filter(|touch| open.contains(&(touch.table, touch.row)));
    stamps.extend(touches.map(|touch| touch.stamp));
    Ok(stamps)
}

/// An entry that added a row, and whether it is void.
type Insert = (Arc<Entry>, bool);

fn gather(
    working: &Working,
    stamps: &BTreeSet<Stamp>,
    open: &BTreeSet<(u16, RowId)>,
) -> (Writes, BTreeMap<(u16, RowId), Vec<Insert>>) {
    let mut writes = Writes::new();
    let mut inserts: BTreeMap<(u16, RowId), Vec<Insert>> = BTreeMap::new();
    for entry in stamps.iter().filter_map(|stamp| working.entries.get(stamp)) {
        let effect = working.effect(entry);
        for key in effect.known_inserts.into_iter().filter(|key| open.contains(key)) {
            let insert = (Arc::clone(entry), working.is_void(entry.stamp()));
            inserts.entry(key).or_default().push(insert);
        }
        for (key, write) in effect.writes {
            if open.contains(&(key.table, key.row)) {
                writes.entry((key.table, key.row, key.group)).or_default().push(write);
            }
        }
    }
    (writes, inserts)
}

fn work_out(
    record: &mut Record,
    group: u16,
    writes: &[Write],
    entries: &HashMap<Stamp, Arc<Entry>>,
) -> Result<(), ShoreError> {
    let heads = merge::heads(writes);
    let standing: Vec<&Write> = writes
        .iter()
        .filter(|write| heads.binary_search(&write.stamp).is_ok())
        .collect();
    let finality = |write: &Write| DeclaredTables.finality(record.table.number, group, &write.values);
    // Where nothing stands the row still has to hold something; it is hidden, and counts for nothing.
    let any: Vec<&Write> = writes.iter().collect();
    let shown = merge::shown(if standing.is_empty() { &any } else { &standing }, finality);
    // A row that is only ever added is not written again, so nobody could settle it: one insert shows.
    let is_conflict = !DeclaredTables.is_append_only(record.table.number) && merge::is_conflict(&standing);
    let conflict = is_conflict.then(|| stored_heads(record.table, &standing, entries));
    if let Some(write) = shown
        && let Some(entry) = entries.get(&write.stamp)
    {
        record.show(entry, write);
    }
    if let Some(cell) = record.cells.get_mut(&group) {
        cell.conflict = conflict.transpose()?;
        cell.standing.heads = heads;
    }
    Ok(())
}

/// The heads with their values as JSON; personal ones are put in.
fn stored_heads(
    table: &'static Table,
    standing: &[&Write],
    entries: &HashMap<Stamp, Arc<Entry>>,
) -> Result<String, ShoreError> {
    let shown = |write: &Write| {
        let entry = entries.get(&write.stamp)?;
        let value = |(number, value): &(u16, Value)| {
            let column = table.column(*number)?;
            Some((*number, fit::shown_value(entry, column, value)))
        };
        Some(StoredHead {
            stamp: write.stamp,
            values: write.values.iter().filter_map(value).collect(),
        })
    };
    let heads: Vec<StoredHead> = standing.iter().filter_map(|write| shown(write)).collect();
    serde_json::to_string(&heads).map_err(ShoreError::broken)
}

/// Of several inserts the earliest by the clock names author and time, void ones only where all are.
fn show_author(record: &mut Record, inserts: &[Insert]) {
    record.now.is_void = inserts.iter().all(|(_, is_void)| *is_void);
    let first = inserts
        .iter()
        .min_by_key(|(entry, is_void)| (*is_void, entry.hlc, entry.stamp()));
    if let Some((entry, _)) = first {
        record.now.created_at = entry.wall_at;
        record.now.created_by = author(entry);
    }
}
