//! The sums over columns, kept up with each batch, by which a vessel's replicas and its shore find out
//! whether they show the same.

use std::collections::{BTreeMap, BTreeSet};

use domain::tables::{self, TABLES};
use journal::digest::differing;
use journal::{ColumnSum, Digest, DigestRoot, Frontier, Hash, RowId};

use crate::apply::{Sums, mend_table};
use crate::database::{Database, ShoreError, Work, closed, frontier, histories};

/// Which entries are here, and what they add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VesselStanding {
    /// Which entries are here.
    pub frontier: Frontier,
    /// [`journal::histories`] of that frontier.
    pub histories: Hash,
    /// The root over the sums of all columns.
    pub digest: DigestRoot,
}

impl Database {
    /// Which entries of the vessel are here, and the digest of what they add up to, at one moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing(&self, vessel: RowId) -> Result<VesselStanding, ShoreError> {
        let mut connection = self.connection().await?;
        // Between two statements another batch might be committed; behind the lock none is.
        let work = Work::writing(&mut connection, vessel).await?;
        Ok(VesselStanding {
            frontier: frontier(&work).await?,
            histories: histories(&work).await?,
            digest: DigestRoot::of(&sums(&work).await?),
        })
    }

    /// Which entries of the vessel are here, and the sum of every column that this version knows, by table
    /// and column: one that was lost is told too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sums(&self, vessel: RowId) -> Result<(Frontier, Vec<ColumnSum>), ShoreError> {
        let mut connection = self.connection().await?;
        // Between two statements another batch might be committed; behind the lock none is.
        let work = Work::writing(&mut connection, vessel).await?;
        Ok((frontier(&work).await?, all_sums(&work).await?))
    }

    /// Compares the sums with those of another side that holds the same entries, as far as they count:
    /// what lies beyond a device's close may be here or there alone. Where a column
    /// differs, the rows of its table are checked against the entries, and those that differ rebuilt.
    /// Returns them by table and row; none where the other side is the wrong one, or holds other entries.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn mend(
        &self,
        vessel: RowId,
        theirs: &Frontier,
        their_sums: &[ColumnSum],
    ) -> Result<Vec<(u16, RowId)>, ShoreError> {
        let mut connection = self.connection().await?;
        let work = Work::writing(&mut connection, vessel).await?;
        let closed = closed(&work).await?;
        if !frontier(&work)
            .await?
            .counts_as(theirs, |device| closed.get(&device).copied())
        {
            return Ok(Vec::new());
        }
        let differing = differing(&all_sums(&work).await?, their_sums);
        let numbers: BTreeSet<u16> = differing.into_iter().map(|(table, _)| table).collect();
        let mut mended = Vec::new();
        for table in numbers.into_iter().filter_map(tables::table) {
            let rows = mend_table(&work, table).await?;
            mended.extend(rows.into_iter().map(|row| (table.number, row)));
        }
        work.commit().await?;
        Ok(mended)
    }
}

/// The sum of every column, written or not.
async fn all_sums(work: &Work<'_>) -> Result<Vec<ColumnSum>, ShoreError> {
    let columns = TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| (table.number, column.number)));
    let mut all: BTreeMap<(u16, u16), Digest> = columns.map(|column| (column, Digest::ZERO)).collect();
    all.extend(
        sums(work)
            .await?
            .into_iter()
            .map(|sum| ((sum.table, sum.column), sum.sum)),
    );
    let sum = |((table, column), sum)| ColumnSum { table, column, sum };
    Ok(all.into_iter().map(sum).collect())
}

/// The sum of every column that was written, by table and column.
pub(crate) async fn sums(work: &Work<'_>) -> Result<Vec<ColumnSum>, ShoreError> {
    let sql = "SELECT table_number, column_number, sum FROM shore_digests WHERE vessel_id = $1 \
               ORDER BY table_number, column_number";
    let rows = work.rows(sql, &[&work.vessel()]).await?;
    rows.iter()
        .map(|row| {
            let number = |at: usize| u16::try_from(row.try_get::<_, i32>(at)?).map_err(ShoreError::broken);
            let sum: &[u8] = row.try_get(2)?;
            Ok(ColumnSum {
                table: number(0)?,
                column: number(1)?,
                sum: Digest::from_bytes(sum.try_into().map_err(ShoreError::broken)?),
            })
        })
        .collect()
}

/// Keeps these sums in place of what was there.
pub(crate) async fn keep(work: &Work<'_>, sums: &Sums) -> Result<(), ShoreError> {
    if sums.is_empty() {
        return Ok(());
    }
    let tables: Vec<i32> = sums.keys().map(|(table, _)| (*table).into()).collect();
    let columns: Vec<i32> = sums.keys().map(|(_, column)| (*column).into()).collect();
    let sums: Vec<Vec<u8>> = sums.values().map(|sum| sum.to_bytes().to_vec()).collect();
    let sql = "INSERT INTO shore_digests (vessel_id, table_number, column_number, sum) \
               SELECT $1, * FROM unnest($2::integer[], $3::integer[], $4::bytea[]) \
               ON CONFLICT (vessel_id, table_number, column_number) DO UPDATE SET sum = excluded.sum";
    work.run(sql, &[&work.vessel(), &tables, &columns, &sums]).await?;
    Ok(())
}
