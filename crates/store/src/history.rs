//! Who did what when: entries of the audit log, filtered, by row, and what they replaced.

use domain::merge::DeclaredTables;
use domain::tables;
use journal::{ChangeKind, DeviceNumber, Entry, GroupWrite, Hlc, RowId, Schema, Stamp, Value, Write, merge};
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use crate::audit_log::{self, COLUMNS};
use crate::effect::{Effect, shown_value};
use crate::error::StoreError;
use crate::list::{COUNT_ROWS_MAX, PAGE_ROWS_MAX, Total};
use crate::records::Records;

/// Which entries are asked for; what is left out does not matter.
#[derive(Clone, Debug, Default)]
pub struct EntriesQuery {
    /// By whom.
    pub actor: Option<RowId>,
    /// Which act.
    pub action: Option<String>,
    /// From which workstation.
    pub device: Option<DeviceNumber>,
    /// Not before, milliseconds UTC by the hybrid clock.
    pub from_at: Option<i64>,
    /// Before, milliseconds UTC by the hybrid clock.
    pub until_at: Option<i64>,
    /// Only these, by their place in the order of arrival.
    pub among: Option<Vec<i64>>,
    /// Entries to leave out from the top.
    pub offset: usize,
    /// Entries to return, at most [`PAGE_ROWS_MAX`].
    pub limit: usize,
}

/// One entry, and when it arrived here.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its place in the order of arrival at this replica.
    pub arrival: i64,
    /// The entry.
    pub entry: Entry,
}

/// One page of entries, newest first.
#[derive(Clone, Debug)]
pub struct EntryPage {
    /// How many there are.
    pub total: Total,
    /// The entries of this page.
    pub entries: Vec<Recorded>,
}

impl Records<'_> {
    /// Entries, newest first by the hybrid clock.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry on the page no longer decodes.
    pub fn entries(&self, query: &EntriesQuery) -> Result<EntryPage, StoreError> {
        let (wanted, bound) = conditions(query);
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM pms_audit_log WHERE {wanted} LIMIT {})",
            COUNT_ROWS_MAX + 1
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let counted: i64 = prepared.query_row(params_from_iter(&bound), |row| row.get(0))?;
        let rows = usize::try_from(counted).unwrap_or(0);
        let total = Total {
            rows: rows.min(COUNT_ROWS_MAX),
            is_exact: rows <= COUNT_ROWS_MAX,
        };
        let sql = format!(
            "SELECT {COLUMNS}, rowid FROM pms_audit_log WHERE {wanted} ORDER BY hlc DESC, rowid DESC LIMIT {} OFFSET {}",
            query.limit.min(PAGE_ROWS_MAX),
            query.offset,
        );
        Ok(EntryPage {
            total,
            entries: self.read_entries(&sql, bound)?,
        })
    }

    /// Entries, oldest first by the hybrid clock, from the one after `after` on: a long stretch is read piece
    /// by piece with the same cost for each. The query's offset does not matter.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry no longer decodes.
    pub fn entries_onward(&self, query: &EntriesQuery, after: Option<&Recorded>) -> Result<Vec<Recorded>, StoreError> {
        let (mut wanted, mut bound) = conditions(query);
        if let Some(last) = after {
            bound.push(Sql::Integer(last.entry.hlc.to_packed()));
            bound.push(Sql::Integer(last.arrival));
            let (hlc, arrival) = (bound.len() - 1, bound.len());
            wanted = format!("{wanted} AND (hlc, rowid) > (?{hlc}, ?{arrival})");
        }
        let sql = format!(
            "SELECT {COLUMNS}, rowid FROM pms_audit_log WHERE {wanted} ORDER BY hlc, rowid LIMIT {}",
            query.limit.min(PAGE_ROWS_MAX),
        );
        self.read_entries(&sql, bound)
    }

    /// All entries that touched the row, oldest first by the hybrid clock.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry no longer decodes.
    pub fn entries_of_row(&self, row: RowId) -> Result<Vec<Recorded>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, rowid FROM pms_audit_log \
             WHERE rowid IN (SELECT arrival FROM entry_rows WHERE row_id = ?1) ORDER BY hlc, rowid"
        );
        self.read_entries(&sql, vec![Sql::Blob(row.as_bytes().to_vec())])
    }

    /// The entry of that name.
    ///
    /// # Errors
    /// When the database cannot be read, or the entry no longer decodes.
    pub fn entry(&self, stamp: Stamp) -> Result<Option<Entry>, StoreError> {
        let sql = format!("SELECT {COLUMNS}, rowid FROM pms_audit_log WHERE device = ?1 AND seq = ?2");
        let bound = vec![
            Sql::Text(stamp.device.to_string()),
            Sql::Integer(stamp.seq.cast_signed()),
        ];
        Ok(self.read_entries(&sql, bound)?.pop().map(|recorded| recorded.entry))
    }

    /// What a write of some columns replaced: their values in the write it stands on, of several the
    /// one that showed. Empty where the row was new to the columns.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry no longer decodes.
    pub fn before(&self, table: u16, row: RowId, write: &GroupWrite) -> Result<Vec<(u16, Value)>, StoreError> {
        let Some(declared) = tables::table(table) else {
            return Ok(Vec::new());
        };
        let first = write.values.first().and_then(|(column, _)| declared.column(*column));
        let Some(group) = first.map(|column| column.group) else {
            return Ok(Vec::new());
        };
        let mut writes: Vec<(Entry, Write)> = Vec::new();
        for stamp in &write.base {
            let Some(entry) = self.entry(*stamp)? else { continue };
            let change = entry
                .changes
                .iter()
                .find(|change| change.table == table && change.row == row);
            let found = change.and_then(|change| Effect::of(&entry, change, declared, false).writes.remove(&group));
            if let Some(found) = found {
                writes.push((entry, found));
            }
        }
        let heads: Vec<&Write> = writes.iter().map(|(_, write)| write).collect();
        let shown = merge::shown(&heads, |write| DeclaredTables.finality(table, group, &write.values));
        let shown = shown.and_then(|shown| writes.iter().find(|(_, write)| write.stamp == shown.stamp));
        let values = |(entry, write): &(Entry, Write)| {
            let value = |(number, value): &(u16, Value)| (*number, shown_value(entry, declared, *number, value));
            write.values.iter().map(value).collect()
        };
        Ok(shown.map(values).unwrap_or_default())
    }

    /// A change's values as they were written, with private values put in where they still are.
    #[must_use]
    pub fn written(&self, entry: &Entry, table: u16, kind: &ChangeKind) -> Vec<(u16, Value)> {
        let declared = tables::table(table);
        let value = |(number, value): &(u16, Value)| match declared {
            Some(declared) => (*number, shown_value(entry, declared, *number, value)),
            None => (*number, value.clone()),
        };
        kind.values().map(value).collect()
    }

    fn read_entries(&self, sql: &str, bound: Vec<Sql>) -> Result<Vec<Recorded>, StoreError> {
        const PLACE_OF_ARRIVAL: usize = journal::entry::AUDIT_COLUMNS.len();
        let mut prepared = self.connection.prepare_cached(sql)?;
        let mut stored = prepared.query(params_from_iter(bound))?;
        let mut entries = Vec::new();
        while let Some(row) = stored.next()? {
            let entry = audit_log::read(row)?.map_err(StoreError::broken)?;
            entries.push(Recorded {
                arrival: row.get(PLACE_OF_ARRIVAL)?,
                entry,
            });
        }
        Ok(entries)
    }
}

fn conditions(query: &EntriesQuery) -> (String, Vec<Sql>) {
    let packed = |millis: i64| Sql::Integer(Hlc { millis, counter: 0 }.to_packed());
    let all = [
        ("actor =", query.actor.map(|actor| Sql::Text(actor.to_string()))),
        ("action =", query.action.clone().map(Sql::Text)),
        ("device =", query.device.map(|device| Sql::Text(device.to_string()))),
        ("hlc >=", query.from_at.map(packed)),
        ("hlc <", query.until_at.map(packed)),
    ];
    let mut parts = vec!["TRUE".to_owned()];
    let mut bound = Vec::new();
    for (condition, value) in all {
        if let Some(value) = value {
            bound.push(value);
            parts.push(format!("{condition} ?{}", bound.len()));
        }
    }
    if let Some(among) = &query.among {
        bound.push(Sql::Text(format!("{among:?}")));
        parts.push(format!("rowid IN (SELECT value FROM json_each(?{}))", bound.len()));
    }
    (parts.join(" AND "), bound)
}
