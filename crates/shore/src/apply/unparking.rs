//! Applies what an older version had to park, once this version knows its tables, columns and words.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::merge::DeclaredTables;
use domain::schema::Table;
use domain::tables;
use journal::{DeviceNumber, Entry, Schema, Stamp};

use super::{loading, mend_table, take_or_park};
use crate::database::{ShoreError, Work};
use crate::entries;

/// One line of what is parked.
struct Line {
    stamp: Stamp,
    table: u16,
    column: Option<u16>,
    /// Whether the entry has its effect otherwise: only a part of it was parked.
    is_part: bool,
    /// Whether that part adds a row; a change of a row that is only added has no effect in any version.
    adds: bool,
}

/// Applies what can be applied now. `own` is the gateway's device, whose entries wait for nobody's word.
pub(crate) async fn unpark(work: &mut Work<'_>, own: Option<DeviceNumber>) -> Result<(), ShoreError> {
    let lines = lines(work).await?;
    let known = |line: &&Line| match line.column {
        Some(column) => DeclaredTables.group(line.table, column).is_some(),
        None => tables::table(line.table).is_some() && (line.adds || !DeclaredTables.is_append_only(line.table)),
    };
    let mut parts: Vec<&Line> = lines.iter().filter(|line| line.is_part).filter(known).collect();
    let mut touched: BTreeSet<u16> = parts.iter().map(|line| line.table).collect();
    touched.extend(grown(work).await?);
    for table in touched.into_iter().filter_map(tables::table) {
        if !rebuild(work, table).await? {
            parts.retain(|line| line.table != table.number);
        }
    }
    let whole: BTreeSet<Stamp> = lines
        .iter()
        .filter(|line| !line.is_part)
        .map(|line| line.stamp)
        .collect();
    forget(work, &parts).await?;
    forget_whole(work, &whole).await?;
    let stamps: Vec<Stamp> = whole.into_iter().collect();
    let mut again = entries::named(work, &stamps).await?;
    again.sort_by_key(Entry::stamp);
    let again: Vec<Arc<Entry>> = again.into_iter().map(Arc::new).collect();
    take_or_park(work, own, &again).await?;
    Ok(())
}

/// Tables with rows from before one of their columns: that column stands in them with its default, and its
/// sum has to say so.
async fn grown(work: &Work<'_>) -> Result<BTreeSet<u16>, ShoreError> {
    let summed: BTreeSet<(u16, u16)> = crate::digest::sums(work)
        .await?
        .into_iter()
        .map(|sum| (sum.table, sum.column))
        .collect();
    let numbers: BTreeSet<u16> = summed.iter().map(|(table, _)| *table).collect();
    let lacks = |table: &&'static Table| {
        let mut columns = table.columns.iter();
        columns.any(|column| !summed.contains(&(table.number, column.number)))
    };
    let known = numbers.into_iter().filter_map(tables::table);
    Ok(known.filter(lacks).map(|table| table.number).collect())
}

/// Rebuilds a table from the entries; whether the database took what they write. What it does not take
/// stays parked.
async fn rebuild(work: &mut Work<'_>, table: &'static Table) -> Result<bool, ShoreError> {
    let part = work.part().await?;
    match mend_table(&part, table).await {
        Ok(_) => {
            part.check_references().await?;
            part.commit().await?;
            Ok(true)
        }
        Err(error) if error.is_of_data() => Ok(false),
        Err(error) => Err(error),
    }
}

async fn lines(work: &Work<'_>) -> Result<Vec<Line>, ShoreError> {
    let sql = "SELECT p.device, p.seq, p.table_number, p.column_number, e.is_insert \
               FROM shore_parked p LEFT JOIN shore_entry_rows e ON e.vessel_id = p.vessel_id \
                   AND e.row_id = p.row_id AND e.device = p.device AND e.seq = p.seq \
               WHERE p.vessel_id = $1";
    let rows = work.rows(sql, &[&work.vessel()]).await?;
    rows.iter()
        .map(|row| {
            let column: Option<i32> = row.try_get(3)?;
            let is_insert: Option<bool> = row.try_get(4)?;
            Ok(Line {
                stamp: entries::stamp(row, 0)?,
                table: loading::number(row, 2)?,
                column: column.map(u16::try_from).transpose().map_err(ShoreError::broken)?,
                is_part: is_insert.is_some(),
                adds: is_insert == Some(true),
            })
        })
        .collect()
}

/// Parts that are parked no longer.
async fn forget(work: &Work<'_>, parts: &[&Line]) -> Result<(), ShoreError> {
    let (devices, seqs) = entries::split(parts.iter().map(|line| &line.stamp));
    let tables: Vec<i32> = parts.iter().map(|line| line.table.into()).collect();
    let columns: Vec<Option<i32>> = parts.iter().map(|line| line.column.map(i32::from)).collect();
    let sql = "DELETE FROM shore_parked p \
               USING unnest($2::text[], $3::bigint[], $4::integer[], $5::integer[]) AS s (device, seq, t, c) \
               WHERE p.vessel_id = $1 AND p.device = s.device COLLATE \"C\" AND p.seq = s.seq \
                 AND p.table_number = s.t AND p.column_number IS NOT DISTINCT FROM s.c";
    work.run(sql, &[&work.vessel(), &devices, &seqs, &tables, &columns])
        .await?;
    Ok(())
}

/// Entries that are tried again as a whole.
async fn forget_whole(work: &Work<'_>, stamps: &BTreeSet<Stamp>) -> Result<(), ShoreError> {
    let (devices, seqs) = entries::split(stamps);
    let sql = "DELETE FROM shore_parked p USING unnest($2::text[], $3::bigint[]) AS s (device, seq) \
               WHERE p.vessel_id = $1 AND p.device = s.device COLLATE \"C\" AND p.seq = s.seq";
    work.run(sql, &[&work.vessel(), &devices, &seqs]).await?;
    Ok(())
}
