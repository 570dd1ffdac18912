//! The gate before every `pms_` table: what the writing connection is doing just now.
//!
//! Triggers ask the SQL function `gate()`. Only the writing connection has it, so another program
//! cannot write at all, and this program writes only from inside an act, a rebuild or a migration.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::error::StoreError;

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Work {
    /// The commit or the apply of an entry.
    Act = 1,
    /// A rebuild, an erasure or a migration.
    Rebuild = 2,
    /// Derived tables are brought up to date; every `pms_` table is closed.
    Derive = 3,
}

/// The gate of one connection. It begins with no work, at 0: every write of a `pms_` table is refused.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Arc<AtomicU8>);

impl Gate {
    /// Gives the connection its `gate()`; closed until opened.
    pub(crate) fn install(connection: &Connection) -> Result<Self, StoreError> {
        let gate = Self::default();
        let state = Arc::clone(&gate.0);
        // Innocuous, since with trusted_schema=OFF triggers may call nothing else; not deterministic,
        // since it must be asked anew for every row.
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        connection.create_scalar_function("gate", 0, flags, move |_| Ok(i64::from(state.load(Ordering::SeqCst))))?;
        Ok(gate)
    }

    /// Opens the gate until the guard is dropped; inside other work, wider or narrower for so long.
    #[must_use]
    pub(crate) fn open(&self, work: Work) -> OpenGate {
        let before = self.0.swap(work as u8, Ordering::SeqCst);
        OpenGate {
            gate: Arc::clone(&self.0),
            before,
        }
    }
}

/// An open gate; dropping it leaves the gate as it was before.
#[derive(Debug)]
pub(crate) struct OpenGate {
    gate: Arc<AtomicU8>,
    before: u8,
}

impl Drop for OpenGate {
    fn drop(&mut self) {
        self.gate.store(self.before, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use domain::schema::Merge;
    use domain::tables::TABLES;

    use super::*;
    use crate::{connection, migration};

    /// A migrated database in memory, without foreign keys: only the gate is looked at.
    fn migrated() -> (Connection, Gate) {
        let mut connection = Connection::open_in_memory().unwrap();
        connection::set_up(&connection).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        let gate = Gate::install(&connection).unwrap();
        migration::run(&mut connection, &gate, 0).unwrap();
        (connection, gate)
    }

    fn insert_sql(connection: &Connection, table: &str) -> String {
        let sql = format!("SELECT name, type FROM pragma_table_info('{table}')");
        let mut prepared = connection.prepare(&sql).unwrap();
        let columns: Vec<(String, String)> = prepared
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let checks: String = connection
            .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| {
                row.get(0)
            })
            .unwrap();
        let value = |(name, kind): &(String, String)| {
            let is_one = checks.split(&format!("CHECK ({name} = ")).nth(1);
            let is_in = checks.split(&format!("CHECK ({name} IN (")).nth(1);
            match (is_one.or(is_in), kind.as_str()) {
                (Some(words), _) => words.split([',', ')', ' ']).next().unwrap().to_owned(),
                (None, "BLOB") => "x'00'".to_owned(),
                (None, "INTEGER") => "0".to_owned(),
                (None, _) => "'x'".to_owned(),
            }
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        format!("INSERT INTO {table} VALUES ({})", values.join(", "))
    }

    #[test]
    fn nothing_is_written_while_the_gate_is_closed() {
        let (connection, gate) = migrated();
        let mut tables: Vec<(&str, bool)> = TABLES
            .iter()
            .map(|table| (table.name, table.merge == Merge::AppendOnly))
            .collect();
        tables.push(("pms_audit_log", true));
        for (table, is_append_only) in tables {
            let insert = insert_sql(&connection, table);
            let column: String = connection
                .query_row(
                    &format!("SELECT name FROM pragma_table_info('{table}') LIMIT 1"),
                    [],
                    |row| row.get(0),
                )
                .unwrap();
            let update = format!("UPDATE {table} SET {column} = {column}");
            let delete = format!("DELETE FROM {table}");
            let run = |sql: &str| connection.execute(sql, []);
            assert!(run(&insert).is_err(), "{insert}");
            {
                let _open = gate.open(Work::Act);
                assert_eq!(run(&insert), Ok(1), "{insert}");
                assert_eq!(run(&update).is_err(), is_append_only, "{update}");
                assert!(run(&delete).is_err(), "{delete}");
            }
            {
                let _derive = gate.open(Work::Derive);
                assert!(
                    [&insert, &update, &delete].iter().all(|sql| run(sql).is_err()),
                    "{table}"
                );
            }
            assert!(run(&update).is_err() && run(&delete).is_err(), "{table}");
            let _open = gate.open(Work::Rebuild);
            assert_eq!((run(&update), run(&delete)), (Ok(1), Ok(1)), "{table}");
        }
    }

    #[test]
    fn a_rebuild_inside_an_act_leaves_the_gate_as_the_act_has_it() {
        let (connection, gate) = migrated();
        let asked = || {
            connection
                .query_row("SELECT gate()", [], |row| row.get::<_, i64>(0))
                .unwrap()
        };
        let act = gate.open(Work::Act);
        {
            let _rebuild = gate.open(Work::Rebuild);
            assert_eq!(asked(), 2);
        }
        assert_eq!(asked(), 1);
        drop(act);
        assert_eq!(asked(), 0);
    }
}
