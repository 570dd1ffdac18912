//! The audit log: every entry of a vessel, one row each, as the journal writes it.

use journal::{AuditColumn, ColumnKind, ColumnValue, DeviceNumber, Entry, Hash, Stamp};
use std::sync::LazyLock;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use crate::column::{escaped, unescaped};
use crate::database::{ShoreError, Work};

/// The columns as statements name them.
static COLUMNS: LazyLock<String> = LazyLock::new(|| {
    let names: Vec<&str> = AUDIT_COLUMNS.iter().map(|column| column.name).collect();
    names.join(", ")
});

const AUDIT_COLUMNS: &[AuditColumn] = &journal::entry::AUDIT_COLUMNS;

/// One column of many entries.
enum Cells {
    Integers(Vec<i64>),
    Texts(Vec<String>),
}

impl Cells {
    fn parameter(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Integers(all) => all,
            Self::Texts(all) => all,
        }
    }
}

/// Adds entries. They must not be there yet.
pub(crate) async fn add(work: &Work<'_>, entries: &[&Entry]) -> Result<(), ShoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let arrays = (2..).zip(AUDIT_COLUMNS).map(|(place, column)| match column.kind {
            ColumnKind::Integer => format!("${place}::bigint[]"),
            ColumnKind::Text => format!("${place}::text[]"),
        });
        let arrays = arrays.collect::<Vec<_>>().join(", ");
        format!(
            "INSERT INTO pms_audit_log (vessel_id, {}) SELECT $1, * FROM unnest({arrays})",
            *COLUMNS
        )
    });
    let mut columns: Vec<Cells> = AUDIT_COLUMNS
        .iter()
        .map(|column| match column.kind {
            ColumnKind::Integer => Cells::Integers(Vec::with_capacity(entries.len())),
            ColumnKind::Text => Cells::Texts(Vec::with_capacity(entries.len())),
        })
        .collect();
    for entry in entries {
        for (cells, (_, value)) in columns.iter_mut().zip(entry.to_columns()) {
            match (cells, value) {
                (Cells::Integers(all), ColumnValue::Integer(number)) => all.push(number),
                (Cells::Texts(all), ColumnValue::Text(text)) => all.push(escaped(&text)),
                _ => return Err(ShoreError::broken("an entry has a column of another kind")),
            }
        }
    }
    let vessel = work.vessel();
    let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&vessel];
    parameters.extend(columns.iter().map(Cells::parameter));
    work.run(&SQL, &parameters).await?;
    Ok(())
}

/// The device's entries after `after_seq`, ascending, at most `limit`.
pub(crate) async fn after(
    work: &Work<'_>,
    device: DeviceNumber,
    after_seq: u64,
    limit: i64,
) -> Result<Vec<Entry>, ShoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT {} FROM pms_audit_log WHERE vessel_id = $1 AND device = $2 AND seq > $3 ORDER BY seq LIMIT $4",
            *COLUMNS
        )
    });
    let device = device.to_string();
    let rows = work
        .rows(&SQL, &[&work.vessel(), &device, &after_seq.cast_signed(), &limit])
        .await?;
    rows.iter().map(read).collect()
}

/// Those entries, in any order. One that is not there is left out.
pub(crate) async fn named(work: &Work<'_>, stamps: &[Stamp]) -> Result<Vec<Entry>, ShoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let columns: Vec<String> = AUDIT_COLUMNS
            .iter()
            .map(|column| format!("a.{}", column.name))
            .collect();
        format!(
            "SELECT {} FROM unnest($2::text[], $3::bigint[]) AS s (device, seq) \
             JOIN pms_audit_log a ON a.vessel_id = $1 AND a.device = s.device COLLATE \"C\" AND a.seq = s.seq",
            columns.join(", ")
        )
    });
    let (devices, seqs) = split(stamps);
    let rows = work.rows(&SQL, &[&work.vessel(), &devices, &seqs]).await?;
    rows.iter().map(read).collect()
}

/// The hashes of the device's entries from `first_seq` to `last_seq`, ascending.
pub(crate) async fn hashes(
    work: &Work<'_>,
    device: DeviceNumber,
    first_seq: u64,
    last_seq: u64,
) -> Result<Vec<(u64, Hash)>, ShoreError> {
    let sql = "SELECT seq, hash FROM pms_audit_log \
               WHERE vessel_id = $1 AND device = $2 AND seq BETWEEN $3 AND $4 ORDER BY seq";
    let device = device.to_string();
    let range = (first_seq.cast_signed(), last_seq.cast_signed());
    let rows = work.rows(sql, &[&work.vessel(), &device, &range.0, &range.1]).await?;
    rows.iter()
        .map(|row| {
            let hash: String = row.try_get(1)?;
            let seq = row.try_get::<_, i64>(0)?.cast_unsigned();
            Ok((seq, hash.parse().map_err(ShoreError::broken)?))
        })
        .collect()
}

/// Stamps as the two arrays that statements take.
pub(crate) fn split<'s>(stamps: impl IntoIterator<Item = &'s Stamp>) -> (Vec<String>, Vec<i64>) {
    stamps
        .into_iter()
        .map(|stamp| (stamp.device.to_string(), stamp.seq.cast_signed()))
        .unzip()
}

/// A stamp whose parts stand in two neighbouring columns.
pub(crate) fn stamp(row: &Row, at: usize) -> Result<Stamp, ShoreError> {
    let device: &str = row.try_get(at)?;
    Ok(Stamp {
        device: device.parse().map_err(ShoreError::broken)?,
        seq: row.try_get::<_, i64>(at + 1)?.cast_unsigned(),
    })
}

/// Reads an entry as strictly as it was written.
fn read(row: &Row) -> Result<Entry, ShoreError> {
    let mut columns = Vec::with_capacity(AUDIT_COLUMNS.len());
    for (at, column) in AUDIT_COLUMNS.iter().enumerate() {
        let value = match column.kind {
            ColumnKind::Integer => ColumnValue::Integer(row.try_get(at)?),
            ColumnKind::Text => ColumnValue::Text(unescaped(row.try_get(at)?)),
        };
        columns.push((column.name, value));
    }
    Entry::from_columns(columns).map_err(ShoreError::broken)
}
