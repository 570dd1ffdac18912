//! The schema ashore and the declarations of the domain are the same.

use std::collections::BTreeSet;
use std::path::Path;

use domain::field::Kind;
use domain::schema::{Column, Table};
use domain::tables::TABLES;
use journal::ColumnKind;
use shore::database::{Database, ShoreError};
use shore::migrate::{Migrated, VERSION, migrate};
use testkit::Postgres;
use tokio_postgres::{Client, Config};

use crate::shore::{Shore, client, roles};

async fn owner(shore: &Shore) -> Client {
    client(&shore.postgres.owner_url()).await
}

async fn texts(client: &Client, sql: &str) -> Vec<String> {
    let rows = client.query(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// A column as the catalogue describes it.
fn declared(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text | Kind::Word(_) | Kind::Ids => "text",
        Kind::Decimal | Kind::Money => "numeric",
        Kind::Int => "bigint",
        Kind::Bool => "boolean",
        Kind::Instant => "timestamp with time zone",
        Kind::Date => "date",
        Kind::Id => "uuid",
        Kind::Bytes => "bytea",
    };
    described(column.name, kind, column.nullable)
}

fn described(name: &str, kind: &str, nullable: bool) -> String {
    let or_nothing = if nullable { "" } else { " not null" };
    format!("{name} {kind}{or_nothing}")
}

async fn columns(client: &Client, table: &str) -> Vec<String> {
    let sql = format!(
        "SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END \
         FROM pg_attribute a WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
    );
    texts(client, &sql).await
}

#[tokio::test]
async fn every_table_is_the_one_that_is_declared() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    for table in TABLES {
        let mut expected = vec![
            described("vessel_id", "uuid", false),
            described("id", "uuid", false),
            described("created_at", "timestamp with time zone", false),
            described("created_by", "uuid", true),
            described("is_void", "boolean", false),
        ];
        expected.extend(table.columns.iter().map(declared));
        assert_eq!(columns(&client, table.name).await, expected, "{}", table.name);
    }
    let tables = texts(
        &client,
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relname LIKE 'pms\\_%' ORDER BY 1",
    )
    .await;
    let mut expected: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    expected.push("pms_audit_log");
    expected.sort_unstable();
    assert_eq!(tables, expected);
}

#[tokio::test]
async fn the_audit_log_has_one_column_per_field_of_an_entry() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    let mut expected = vec![described("vessel_id", "uuid", false)];
    expected.extend(journal::entry::AUDIT_COLUMNS.iter().map(|column| {
        let kind = match column.kind {
            ColumnKind::Integer => "bigint",
            ColumnKind::Text => "text",
        };
        described(column.name, kind, false)
    }));
    assert_eq!(columns(&client, "pms_audit_log").await, expected);
}

/// The quoted words of a constraint's definition.
fn quoted(definition: &str) -> BTreeSet<&str> {
    definition.split('\'').skip(1).step_by(2).collect()
}

#[tokio::test]
async fn every_closed_vocabulary_is_checked_and_nothing_else_is() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    for table in TABLES {
        let sql = format!(
            "SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE conrelid = '{}'::regclass AND contype = 'c' ORDER BY 1",
            table.name
        );
        let found: Vec<(String, String)> = client
            .query(&sql, &[])
            .await
            .unwrap()
            .iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect();
        let mut expected: Vec<(&str, BTreeSet<&str>)> = table
            .columns
            .iter()
            .filter_map(|column| match column.kind {
                Kind::Word(words) => Some((column.name, words.iter().copied().collect())),
                _ => None,
            })
            .collect();
        expected.sort_unstable();
        let found: Vec<(&str, BTreeSet<&str>)> = found
            .iter()
            .map(|(name, definition)| (name.strip_suffix("_words").unwrap(), quoted(definition)))
            .collect();
        assert_eq!(found, expected, "{}", table.name);
    }
}

#[tokio::test]
async fn a_word_that_no_act_knows_is_refused() {
    let shore = Shore::start().await;
    let client = client(&shore.postgres.superuser_url()).await;
    let insert = |category: &str| {
        format!(
            "SET session_replication_role = replica; \
             INSERT INTO pms_work_order_notes (vessel_id, id, created_at, is_void, work_order_id, text, category, kind) \
             VALUES (gen_random_uuid(), gen_random_uuid(), now(), false, gen_random_uuid(), 'x', '{category}', 'note')"
        )
    };
    client.batch_execute(&insert("diagnosis")).await.unwrap();
    let refused = client.batch_execute(&insert("gossip")).await.unwrap_err();
    assert!(format!("{refused:?}").contains("category_words"), "{refused:?}");
}

#[tokio::test]
async fn a_handover_knows_five_categories_and_refuses_the_words_of_other_programs() {
    let shore = Shore::start().await;
    let client = client(&shore.postgres.superuser_url()).await;
    let insert = |category: &str| {
        format!(
            "SET session_replication_role = replica; \
             INSERT INTO pms_handover (vessel_id, id, created_at, is_void, title, category, priority, department, kind, status, is_signed_over) \
             VALUES (gen_random_uuid(), gen_random_uuid(), now(), false, 'x', '{category}', 'normal', 'deck', 'watch', 'open', false)"
        )
    };
    for category in ["urgent", "in_progress", "completed", "watch", "fyi"] {
        client.batch_execute(&insert(category)).await.unwrap();
    }
    for wrong in ["ongoing_fault", "work_in_progress", "important_info", "pending_action"] {
        let refused = client.batch_execute(&insert(wrong)).await.unwrap_err();
        assert!(
            format!("{refused:?}").contains("category_words"),
            "{wrong}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn every_reference_is_checked_at_the_end_of_the_transaction() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    for table in TABLES {
        let sql = format!(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE conrelid = '{}'::regclass AND contype = 'f' ORDER BY 1",
            table.name
        );
        let mut expected = vec![reference("created_by", "pms_crew")];
        let refers = |column: &Column| Some(reference(column.name, column.refers_to?));
        expected.extend(table.columns.iter().filter_map(refers));
        expected.sort_unstable();
        assert_eq!(texts(&client, &sql).await, expected, "{}", table.name);
    }
}

fn reference(column: &str, target: &str) -> String {
    format!("FOREIGN KEY (vessel_id, {column}) REFERENCES {target}(vessel_id, id) DEFERRABLE INITIALLY DEFERRED")
}

/// Tables that belong to no vessel: the versions of the schema, the gateway's certificate, and codes for
/// vessels still unknown.
const WITHOUT_VESSEL: &str = "('shore_migrations', 'shore_codes', 'shore_tls')";

#[tokio::test]
async fn every_key_and_index_begins_with_the_vessel_and_only_keys_are_unique() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    let sql = format!(
        "SELECT c.relname || ': ' || pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid \
         WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT IN {WITHOUT_VESSEL} \
           AND (pg_get_indexdef(i.indexrelid, 1, false) <> 'vessel_id' OR (i.indisunique AND NOT i.indisprimary))"
    );
    assert_eq!(texts(&client, &sql).await, Vec::<String>::new());
    let keys = "SELECT c.relname::text FROM pg_class c WHERE c.relkind = 'r' AND c.relname LIKE 'pms\\_%' \
                AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)";
    assert_eq!(texts(&client, keys).await, Vec::<String>::new());
}

#[tokio::test]
async fn every_table_of_a_vessel_is_bound_to_it_even_for_its_owner() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    let sql = "SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'vessel_id' \
               WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT (c.relrowsecurity \
                 AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))";
    assert_eq!(texts(&client, sql).await, Vec::<String>::new());
    let views = "SELECT relname::text FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace \
                 AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)";
    assert_eq!(texts(&client, views).await, Vec::<String>::new());
}

#[tokio::test]
async fn every_table_column_and_view_is_described() {
    let shore = Shore::start().await;
    let client = owner(&shore).await;
    let sql = "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace \
               AND (c.relkind = 'v' OR (c.relkind = 'r' AND c.relname LIKE 'pms\\_%')) AND obj_description(c.oid) IS NULL";
    assert_eq!(texts(&client, sql).await, Vec::<String>::new());
    let described = |table: &Table| {
        let names: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("'{}'", column.name))
            .collect();
        format!(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = '{}'::regclass AND attname IN ({}) \
             AND col_description(attrelid, attnum) IS NULL",
            table.name,
            names.join(", ")
        )
    };
    for table in TABLES {
        assert_eq!(
            texts(&client, &described(table)).await,
            Vec::<String>::new(),
            "{}",
            table.name
        );
    }
}

#[tokio::test]
async fn every_step_is_run_once_and_a_second_run_changes_nothing() {
    let postgres = Postgres::start();
    let owner: Config = postgres.owner_url().parse().unwrap();
    let first = migrate(&owner, &roles()).await.unwrap();
    assert_eq!(first, Migrated { from: 0, to: VERSION });
    let second = migrate(&owner, &roles()).await.unwrap();
    assert_eq!(
        second,
        Migrated {
            from: VERSION,
            to: VERSION
        }
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/shore");
    let files = std::fs::read_dir(folder).unwrap();
    let steps = files
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().ends_with(".sql"))
        .count();
    assert_eq!(usize::try_from(VERSION).unwrap(), steps);
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_database_and_one_that_was_not_migrated() {
    let shore = Shore::start().await;
    let gateway: Config = shore.postgres.gateway_url().parse().unwrap();
    let client = owner(&shore).await;
    client
        .batch_execute("INSERT INTO shore_migrations (version) VALUES (9999)")
        .await
        .unwrap();
    let config: Config = shore.postgres.owner_url().parse().unwrap();
    let refused = migrate(&config, &roles()).await.unwrap_err();
    assert!(matches!(refused, ShoreError::Newer { found: 9999, .. }), "{refused:?}");
    let refused = Database::connect(&gateway, 1).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, ShoreError::Newer { found: 9999, .. }), "{refused:?}");
    client
        .batch_execute("DELETE FROM shore_migrations WHERE version > 3")
        .await
        .unwrap();
    let refused = Database::connect(&gateway, 1).await.map(|_| ()).unwrap_err();
    assert!(matches!(refused, ShoreError::Older { found: 3, .. }), "{refused:?}");
    assert!(refused.to_string().contains("celeste-shore migrate"), "{refused}");
}
