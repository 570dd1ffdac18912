//! Writes back what a batch made of the rows it touched, with one statement per table.

use std::collections::BTreeMap;

use domain::schema::Table;
use domain::tables::TABLES;
use journal::{Digest, Entry, RowId, Stamp, genesis_hash};
use tokio_postgres::types::ToSql;

use super::record::Record;
use super::working::{Parking, Working};
use crate::column::{Id, Moment, Values, escaped};
use crate::database::{ShoreError, Work};
use crate::{entries, statement};

/// What is added to the sum of each column, by table and column.
pub(crate) type Sums = BTreeMap<(u16, u16), Digest>;

/// Writes everything back.
pub(crate) async fn keep(work: &Work<'_>, working: &Working) -> Result<(), ShoreError> {
    let mut by_table: BTreeMap<u16, Vec<&Record>> = BTreeMap::new();
    let mut sums = Sums::new();
    for record in working.records.values() {
        by_table.entry(record.table.number).or_default().push(record);
        record.sum_up(&mut sums);
    }
    for table in TABLES {
        if let Some(records) = by_table.get(&table.number) {
            keep_rows(work, table, records).await?;
        }
    }
    keep_touches(work, working).await?;
    keep_heads(work, working).await?;
    keep_conflicts(work, working).await?;
    keep_held(work, working).await?;
    keep_parked(work, &working.parked).await?;
    add_sums(work, &sums).await?;
    keep_closures(work, working).await
}

/// Adds or overwrites rows of one table.
pub(super) async fn keep_rows(work: &Work<'_>, table: &'static Table, records: &[&Record]) -> Result<(), ShoreError> {
    let changed = records
        .iter()
        .filter(|record| record.before.as_ref() != Some(&record.now));
    let (mut ids, mut created_at, mut created_by, mut is_void) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut columns: Vec<Values> = table.columns.iter().map(|column| Values::of(column.kind)).collect();
    for record in changed {
        ids.push(Id(record.row));
        created_at.push(Moment(record.now.created_at));
        created_by.push(record.now.created_by.map(Id));
        is_void.push(record.now.is_void);
        for (values, value) in columns.iter_mut().zip(&record.now.values) {
            values.push(value);
        }
    }
    if ids.is_empty() {
        return Ok(());
    }
    let vessel = work.vessel();
    let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&vessel, &ids, &created_at, &created_by, &is_void];
    parameters.extend(columns.iter().map(Values::parameter));
    work.run(&statement::of(table).keep, &parameters).await?;
    Ok(())
}

async fn keep_touches(work: &Work<'_>, working: &Working) -> Result<(), ShoreError> {
    if working.touches.is_empty() {
        return Ok(());
    }
    let touches = &working.touches;
    let rows: Vec<Id> = touches.iter().map(|touch| Id(touch.row)).collect();
    let (devices, seqs) = entries::split(touches.iter().map(|touch| &touch.stamp));
    let tables: Vec<i32> = touches.iter().map(|touch| touch.table.into()).collect();
    let inserts: Vec<bool> = touches.iter().map(|touch| touch.is_insert).collect();
    let sql = "INSERT INTO shore_entry_rows (vessel_id, row_id, device, seq, table_number, is_insert) \
               SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::integer[], $6::boolean[])";
    work.run(sql, &[&work.vessel(), &rows, &devices, &seqs, &tables, &inserts])
        .await?;
    Ok(())
}

/// The places of groups, as the arrays that statements take.
#[derive(Default)]
struct Places {
    rows: Vec<Id>,
    tables: Vec<i32>,
    groups: Vec<i32>,
}

impl Places {
    fn push(&mut self, table: u16, row: RowId, group: u16) {
        self.rows.push(Id(row));
        self.tables.push(table.into());
        self.groups.push(group.into());
    }
}

pub(super) async fn keep_heads(work: &Work<'_>, working: &Working) -> Result<(), ShoreError> {
    let mut places = Places::default();
    let (mut stamps, mut is_plain) = (Vec::new(), Vec::new());
    for record in working.records.values() {
        for (group, cell) in &record.cells {
            places.push(record.table.number, record.row, *group);
            let heads: Vec<String> = cell.standing.heads.iter().map(Stamp::to_string).collect();
            stamps.push(heads.join(" "));
            is_plain.push(cell.standing.is_plain);
        }
    }
    if stamps.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO shore_heads (vessel_id, row_id, table_number, group_number, stamps, is_plain) \
               SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::boolean[]) \
               ON CONFLICT (vessel_id, row_id, table_number, group_number) \
               DO UPDATE SET stamps = excluded.stamps, is_plain = excluded.is_plain";
    let Places { rows, tables, groups } = &places;
    work.run(sql, &[&work.vessel(), rows, tables, groups, &stamps, &is_plain])
        .await?;
    Ok(())
}

pub(super) async fn keep_conflicts(work: &Work<'_>, working: &Working) -> Result<(), ShoreError> {
    let (mut settled, mut standing) = (Places::default(), Places::default());
    let mut heads = Vec::new();
    for record in working.records.values() {
        for (group, cell) in &record.cells {
            match &cell.conflict {
                Some(json) => {
                    standing.push(record.table.number, record.row, *group);
                    heads.push(escaped(json));
                }
                // Only a group with several heads can have been in conflict.
                None if record.stored.get(group).is_some_and(|before| before.heads.len() > 1) => {
                    settled.push(record.table.number, record.row, *group);
                }
                None => {}
            }
        }
    }
    if !settled.rows.is_empty() {
        let sql = "DELETE FROM shore_conflicts c \
                   USING unnest($2::uuid[], $3::integer[], $4::integer[]) AS s (row_id, table_number, group_number) \
                   WHERE c.vessel_id = $1 AND c.row_id = s.row_id AND c.table_number = s.table_number \
                     AND c.group_number = s.group_number";
        let Places { rows, tables, groups } = &settled;
        work.run(sql, &[&work.vessel(), rows, tables, groups]).await?;
    }
    if !heads.is_empty() {
        let sql = "INSERT INTO shore_conflicts (vessel_id, row_id, table_number, group_number, heads) \
                   SELECT $1, * FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::text[]) \
                   ON CONFLICT (vessel_id, row_id, table_number, group_number) DO UPDATE SET heads = excluded.heads";
        let Places { rows, tables, groups } = &standing;
        work.run(sql, &[&work.vessel(), rows, tables, groups, &heads]).await?;
    }
    Ok(())
}

async fn keep_held(work: &Work<'_>, working: &Working) -> Result<(), ShoreError> {
    if working.held.is_empty() {
        return Ok(());
    }
    let (devices, seqs) = entries::split(working.held.keys());
    let sql = "INSERT INTO shore_held (vessel_id, device, seq) SELECT $1, * FROM unnest($2::text[], $3::bigint[])";
    work.run(sql, &[&work.vessel(), &devices, &seqs]).await?;
    // What has arrived since is not waited for any more.
    let waits: Vec<(&Stamp, RowId)> = working
        .held
        .iter()
        .flat_map(|(stamp, rows)| rows.iter().map(move |row| (stamp, *row)))
        .filter(|(_, row)| working.table_of(*row).is_none())
        .collect();
    let (devices, seqs) = entries::split(waits.iter().map(|(stamp, _)| *stamp));
    let rows: Vec<Id> = waits.iter().map(|(_, row)| Id(*row)).collect();
    let sql = "INSERT INTO shore_held_rows (vessel_id, row_id, device, seq) \
               SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::bigint[])";
    work.run(sql, &[&work.vessel(), &rows, &devices, &seqs]).await?;
    Ok(())
}

/// Parks a whole entry.
pub(super) async fn park(work: &Work<'_>, entry: &Entry, reason: &str) -> Result<(), ShoreError> {
    let first = entry.changes.first();
    let parking = Parking {
        stamp: entry.stamp(),
        table: first.map_or(0, |change| change.table),
        row: first.map_or(work.vessel().0, |change| change.row),
        column: None,
        reason: reason.to_owned(),
    };
    keep_parked(work, &[parking]).await
}

async fn keep_parked(work: &Work<'_>, parked: &[Parking]) -> Result<(), ShoreError> {
    if parked.is_empty() {
        return Ok(());
    }
    let (devices, seqs) = entries::split(parked.iter().map(|parking| &parking.stamp));
    let rows: Vec<Id> = parked.iter().map(|parking| Id(parking.row)).collect();
    let tables: Vec<i32> = parked.iter().map(|parking| parking.table.into()).collect();
    let columns: Vec<Option<i32>> = parked.iter().map(|parking| parking.column.map(i32::from)).collect();
    let reasons: Vec<String> = parked.iter().map(|parking| escaped(&parking.reason)).collect();
    let sql = "INSERT INTO shore_parked (vessel_id, device, seq, row_id, table_number, column_number, reason) \
               SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::uuid[], $5::integer[], $6::integer[], $7::text[])";
    let vessel = work.vessel();
    work.run(sql, &[&vessel, &devices, &seqs, &rows, &tables, &columns, &reasons])
        .await?;
    Ok(())
}

/// Adds to the sums of columns.
async fn add_sums(work: &Work<'_>, more: &Sums) -> Result<(), ShoreError> {
    let mut sums = more.clone();
    sums.retain(|_, sum| *sum != Digest::ZERO);
    for known in crate::digest::sums(work).await? {
        if let Some(sum) = sums.get_mut(&(known.table, known.column)) {
            sum.add(&known.sum);
        }
    }
    crate::digest::keep(work, &sums).await
}

/// Notes where devices end, also of one that nobody heard of yet.
async fn keep_closures(work: &Work<'_>, working: &Working) -> Result<(), ShoreError> {
    let sql = "INSERT INTO shore_devices (vessel_id, device, seq, hash, told_seq, closed_seq, heard_at) \
               VALUES ($1, $2, 0, $3, 0, $4, 'epoch') \
               ON CONFLICT (vessel_id, device) DO UPDATE SET closed_seq = excluded.closed_seq";
    for (device, last_seq) in &working.newly_closed {
        let hash = genesis_hash(*device).to_string();
        let last_seq = last_seq.cast_signed();
        work.run(sql, &[&work.vessel(), &device.to_string(), &hash, &last_seq])
            .await?;
    }
    Ok(())
}
