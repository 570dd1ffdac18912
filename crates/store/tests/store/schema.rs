//! The published schema, the declarations of the domain and the sum of all steps are the same.

use std::path::{Path, PathBuf};

use domain::field::Kind;
use domain::schema::{Column, Table};
use domain::tables::TABLES;
use rusqlite::Connection;
use store::{Environment, Readers, StoreError, Writer};

use crate::ship::{self, Ship};

fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/replica/schema.sql")
}

/// What a new replica's database consists of, in an order of its own.
fn schema_of(database: &Path) -> String {
    let connection = Connection::open(database).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' \
               ORDER BY tbl_name LIKE 'pms_%', tbl_name, type <> 'table', type, name";
    let mut prepared = connection.prepare(sql).unwrap();
    let statements: Vec<String> = prepared
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let head = "-- The sum of all steps beside this file. A test compares; UPDATE_SCHEMA=1 writes it anew.\n\n";
    format!("{head}{};\n", statements.join(";\n\n"))
}

#[test]
fn all_steps_together_are_the_published_schema() {
    let ship = Ship::founded();
    let schema = schema_of(&ship.place().database());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(published(), &schema).unwrap();
    }
    let on_file = std::fs::read_to_string(published())
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        schema == on_file,
        "migrations/replica/schema.sql is stale; UPDATE_SCHEMA=1 writes it anew"
    );
}

#[test]
fn every_step_is_one_that_the_program_runs() {
    let folder = published();
    let files = std::fs::read_dir(folder.parent().unwrap()).unwrap();
    let steps = files
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().starts_with("0"))
        .count();
    let ship = Ship::founded();
    let connection = Connection::open(ship.place().database()).unwrap();
    let version: isize = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, steps.cast_signed());
}

fn declared(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text | Kind::Date | Kind::Decimal | Kind::Money | Kind::Word(_) | Kind::Ids => "TEXT",
        Kind::Int | Kind::Instant | Kind::Bool => "INTEGER",
        Kind::Id | Kind::Bytes => "BLOB",
    };
    let mut sql = format!("{} {kind}", column.name);
    if !column.nullable {
        sql.push_str(" NOT NULL");
    }
    match column.kind {
        Kind::Word(words) => {
            let name = column.name;
            let is_word: Vec<String> = words.iter().map(|word| format!("{name} = '{word}'")).collect();
            let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            // Why not IN throughout: see the head of 0003_people.sql.
            let check = if words.len() > 2 {
                is_word.join(" OR ")
            } else {
                format!("{name} IN ({})", quoted.join(", "))
            };
            sql.push_str(&format!(" CHECK ({check})"));
        }
        Kind::Bool => sql.push_str(&format!(" CHECK ({} IN (0, 1))", column.name)),
        _ => {}
    }
    if let Some(target) = column.refers_to {
        sql.push_str(&format!(" REFERENCES {target} (id) DEFERRABLE INITIALLY DEFERRED"));
    }
    sql
}

fn created(table: &Table) -> String {
    let mut columns = vec![
        "id BLOB NOT NULL PRIMARY KEY".to_owned(),
        "vessel_id BLOB NOT NULL".to_owned(),
        "created_at INTEGER NOT NULL".to_owned(),
        "created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED".to_owned(),
    ];
    columns.extend(table.columns.iter().map(declared));
    format!("CREATE TABLE {} ( {} ) STRICT", table.name, columns.join(", "))
}

#[test]
fn every_table_is_the_one_that_is_declared() {
    let ship = Ship::founded();
    let connection = Connection::open(ship.place().database()).unwrap();
    for table in TABLES {
        let sql: String = connection
            .query_row(
                "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                [table.name],
                |row| row.get(0),
            )
            .unwrap();
        // A column that came later stands where ALTER TABLE put it.
        let plain = |sql: &str| sql.split_whitespace().collect::<Vec<_>>().concat();
        assert_eq!(plain(&sql), plain(&created(table)));
    }
    let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name LIKE 'pms_%'";
    let count: isize = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(
        count.cast_unsigned(),
        TABLES.len() + 1,
        "the declared tables and the audit log"
    );
}

#[test]
fn a_handover_knows_five_categories_and_refuses_the_words_of_other_programs() {
    let ship = Ship::founded();
    let connection = Connection::open(ship.place().database()).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch("DROP TRIGGER handover_gate_insert").unwrap();
    let insert = |category: &str| {
        let sql = "INSERT INTO pms_handover (id, vessel_id, created_at, title, category, priority, department, kind, status, is_signed_over) \
                   VALUES (randomblob(16), randomblob(16), 0, 'x', ?1, 'normal', 'deck', 'watch', 'open', 0)";
        connection.execute(sql, [category]).map_err(|error| error.to_string())
    };
    for category in ["urgent", "in_progress", "completed", "watch", "fyi"] {
        assert_eq!(insert(category), Ok(1), "{category}");
    }
    for wrong in ["ongoing_fault", "work_in_progress", "important_info", "pending_action"] {
        let refused = insert(wrong).unwrap_err();
        assert!(
            refused.starts_with("CHECK constraint failed: category"),
            "{wrong}: {refused}"
        );
    }
}

#[test]
fn every_reference_has_an_index() {
    let ship = Ship::founded();
    let connection = Connection::open(ship.place().database()).unwrap();
    for table in TABLES {
        for column in table.columns.iter().filter(|column| column.refers_to.is_some()) {
            let sql = "SELECT count(*) FROM pragma_index_list(?1) l, pragma_index_info(l.name) i \
                       WHERE i.seqno = 0 AND i.name = ?2";
            let count: isize = connection
                .query_row(sql, [table.name, column.name], |row| row.get(0))
                .unwrap();
            assert!(count > 0, "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn another_program_cannot_write_a_replicated_table() {
    let ship = Ship::founded();
    let connection = Connection::open(ship.place().database()).unwrap();
    for sql in [
        "UPDATE pms_crew SET role = 'captain'",
        "DELETE FROM pms_audit_log",
        "DELETE FROM pms_devices",
    ] {
        let error = connection.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("no such function: gate"), "{sql}: {error}");
    }
}

#[test]
fn an_older_program_refuses_a_newer_replica_and_changes_nothing() {
    let ship = Ship::founded();
    let connection = Connection::open(ship.place().database()).unwrap();
    connection.pragma_update(None, "user_version", 9_999).unwrap();
    drop(connection);
    let refused = ship.try_writer(2).map(|_| ()).unwrap_err();
    assert!(matches!(refused, StoreError::Newer { found: 9_999, .. }), "{refused:?}");
    assert!(
        refused.to_string().contains("newer version of the program"),
        "{refused}"
    );
    let refused = Readers::open(&ship.place()).map(|_| ()).unwrap_err();
    assert!(matches!(refused, StoreError::Newer { .. }), "{refused:?}");
}

#[test]
fn an_existing_replica_is_copied_before_it_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let place = store::Place::new(folder.path().join("replica"));
    std::fs::create_dir_all(place.folder()).unwrap();
    // The first published step alone, with something in it: what an older program left behind.
    let step = published().with_file_name("0001_replica.sql");
    let connection = Connection::open(place.database()).unwrap();
    connection
        .execute_batch(&std::fs::read_to_string(step).unwrap())
        .unwrap();
    connection
        .execute("INSERT INTO preferences VALUES ('palette', 'night')", [])
        .unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    drop(connection);
    assert!(matches!(
        Readers::open(&place).map(|_| ()),
        Err(StoreError::Older { found: 1, .. })
    ));
    let environment: Environment = ship::environment(folder.path().join("state"), "machine 1", 1);
    let writer = Writer::open(&place, environment).unwrap();
    let kept = writer
        .readers()
        .reader()
        .unwrap()
        .records()
        .preference("palette")
        .unwrap();
    assert_eq!(kept.as_deref(), Some("night"));
    let copy = Connection::open(place.folder().join("replica.db.schema-1")).unwrap();
    let version: i64 = copy.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let palette: String = copy
        .query_row("SELECT value FROM preferences", [], |row| row.get(0))
        .unwrap();
    assert_eq!((version, palette.as_str()), (1, "night"));
}

#[test]
fn what_is_no_database_is_said_to_be_damaged() {
    let ship = Ship::founded();
    std::fs::write(
        ship.place().database(),
        b"this is not a database, and long enough to be looked at as one",
    )
    .unwrap();
    let refused = ship.try_writer(2).map(|_| ()).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged(_)), "{refused:?}");
    assert!(matches!(
        Readers::open(&store::Place::new(ship.folder.path().join("nowhere"))).map(|_| ()),
        Err(StoreError::NoReplica(_))
    ));
}
