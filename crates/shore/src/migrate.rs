//! Brings a database to the schema this program knows: forward only, all pending steps in one
//! transaction, and what each role may do.
//!
//! A published step is never edited. The steps lie in `migrations/shore`.

use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, GenericClient, NoTls, Transaction};

use crate::database::ShoreError;

/// Every step, in order; the number of steps done is the database's version.
const STEPS: &[&str] = &[
    include_str!("../../../migrations/shore/0001_register.sql"),
    include_str!("../../../migrations/shore/0002_audit_log.sql"),
    include_str!("../../../migrations/shore/0003_people.sql"),
    include_str!("../../../migrations/shore/0004_equipment_and_stores.sql"),
    include_str!("../../../migrations/shore/0005_work.sql"),
    include_str!("../../../migrations/shore/0006_row_level_security.sql"),
    include_str!("../../../migrations/shore/0007_views.sql"),
    include_str!("../../../migrations/shore/0008_tls.sql"),
    include_str!("../../../migrations/shore/0009_ledger.sql"),
    include_str!("../../../migrations/shore/0010_secret_check.sql"),
    include_str!("../../../migrations/shore/0011_stores_views.sql"),
    include_str!("../../../migrations/shore/0012_handover.sql"),
    include_str!("../../../migrations/shore/0013_attachments.sql"),
    include_str!("../../../migrations/shore/0014_synonyms.sql"),
    include_str!("../../../migrations/shore/0015_files.sql"),
    include_str!("../../../migrations/shore/0016_manuals.sql"),
    include_str!("../../../migrations/shore/0017_buying.sql"),
    include_str!("../../../migrations/shore/0018_receiving.sql"),
    include_str!("../../../migrations/shore/0019_over_delivery.sql"),
];

/// The schema this program knows.
pub const VERSION: i32 = STEPS.len() as i32;

/// Two programs that migrate at once take their turns at this lock ("celeste" in ASCII).
const MIGRATION_LOCK: i64 = 0x63_65_6c_65_73_74_65;

/// Tables that a role that only reads may not see: keys, codes, and entries with all they hold.
const NOT_FOR_READERS: [&str; 4] = ["shore_identity", "shore_codes", "shore_forks", "shore_tls"];
/// Columns that a role that only reads may not see: each may hold somebody's PIN hash.
const COLUMNS_NOT_FOR_READERS: [(&str, &str); 3] = [
    ("pms_crew", "pin_hash"),
    ("pms_audit_log", "private"),
    ("shore_conflicts", "heads"),
];

/// Who may do what in the database.
#[derive(Clone, Debug)]
pub struct Roles {
    /// The role that `serve` uses.
    pub gateway: String,
    /// A role for people and reporting tools, where one is wanted.
    pub reader: Option<String>,
}

/// What `migrate` did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The version found.
    pub from: i32,
    /// The version now.
    pub to: i32,
}

/// Runs the pending steps as the owner of the database, and grants the roles what they need.
///
/// # Errors
/// When a newer program wrote the database, a role is missing or may do too much, or a step fails.
/// Nothing is changed then.
pub async fn migrate(config: &Config, roles: &Roles) -> Result<Migrated, ShoreError> {
    let (mut client, connection) = config.connect(NoTls).await?;
    // It ends with the client; what goes wrong on it is told by the client's own calls.
    let connection = tokio::spawn(async move { connection.await.is_ok() });
    let migrated = run(&mut client, roles).await;
    drop(client);
    let _ = connection.await;
    migrated
}

async fn run(client: &mut tokio_postgres::Client, roles: &Roles) -> Result<Migrated, ShoreError> {
    let transaction = client.transaction().await?;
    transaction
        .execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK])
        .await?;
    refuse_encoding(&transaction).await?;
    for role in std::iter::once(&roles.gateway).chain(&roles.reader) {
        refuse_role(&transaction, role).await?;
    }
    transaction
        .batch_execute(
            "CREATE TABLE IF NOT EXISTS shore_migrations \
             (version integer NOT NULL PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
        )
        .await?;
    let from = version(&transaction).await?;
    // `from` lies between 0 and the number of steps.
    for (done, step) in (1_i32..).zip(STEPS).skip(usize::try_from(from).unwrap_or(0)) {
        transaction.batch_execute(step).await?;
        transaction
            .execute("INSERT INTO shore_migrations (version) VALUES ($1)", &[&done])
            .await?;
    }
    grant(&transaction, roles).await?;
    transaction.commit().await?;
    Ok(Migrated { from, to: VERSION })
}

/// The version of the database, 0 for one that was never migrated; refuses one that a newer program wrote.
pub(crate) async fn version(client: &impl GenericClient) -> Result<i32, ShoreError> {
    let sql = "SELECT coalesce(max(version), 0) FROM shore_migrations";
    let found = match client.query_one(sql, &[]).await {
        Ok(row) => row.try_get(0)?,
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => 0,
        Err(error) => return Err(error.into()),
    };
    if found > VERSION {
        return Err(ShoreError::Newer { found, known: VERSION });
    }
    Ok(found)
}

async fn refuse_encoding(transaction: &Transaction<'_>) -> Result<(), ShoreError> {
    let encoding: String = transaction.query_one("SHOW server_encoding", &[]).await?.get(0);
    if encoding == "UTF8" {
        return Ok(());
    }
    Err(ShoreError::Setup(format!(
        "The database is encoded in {encoding}. Create one with ENCODING 'UTF8'."
    )))
}

/// Refuses a role that row-level security or the rights granted here would not bind.
async fn refuse_role(transaction: &Transaction<'_>, role: &str) -> Result<(), ShoreError> {
    let sql = "SELECT rolsuper OR rolbypassrls, pg_has_role(rolname, current_user, 'MEMBER') \
               FROM pg_roles WHERE rolname = $1";
    let Some(found) = transaction.query_opt(sql, &[&role]).await? else {
        return Err(ShoreError::Setup(format!(
            "There is no role “{role}”. Create it first: CREATE ROLE {role} LOGIN PASSWORD '…';"
        )));
    };
    if found.get(0) {
        return Err(ShoreError::Setup(format!(
            "The role “{role}” is a superuser or passes by row-level security. Choose one that is neither."
        )));
    }
    if found.get(1) {
        return Err(ShoreError::Setup(format!(
            "The role “{role}” owns the tables, or may act as their owner. Choose another for serving and reading."
        )));
    }
    Ok(())
}

/// Grants each role what it needs and takes away everything else.
async fn grant(transaction: &Transaction<'_>, roles: &Roles) -> Result<(), ShoreError> {
    let sql = "SELECT quote_ident(relname), relkind::text FROM pg_class \
               WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v') \
                 AND relowner = current_user::regrole \
                 AND (relkind = 'v' OR relname LIKE 'pms\\_%' OR relname LIKE 'shore\\_%') \
               ORDER BY relname";
    let relations = transaction.query(sql, &[]).await?;
    for relation in &relations {
        let (name, kind): (String, String) = (relation.get(0), relation.get(1));
        let rights = match name.as_str() {
            "shore_migrations" => "SELECT",
            "pms_audit_log" => "SELECT, INSERT",
            _ if kind == "v" => "SELECT",
            name if name.starts_with("pms_") => "SELECT, INSERT, UPDATE",
            _ => "SELECT, INSERT, UPDATE, DELETE",
        };
        give(transaction, &name, rights, &roles.gateway).await?;
        if let Some(reader) = &roles.reader
            && !NOT_FOR_READERS.contains(&name.as_str())
        {
            let rights = readable(transaction, &name).await?;
            give(transaction, &name, &rights, reader).await?;
        }
    }
    Ok(())
}

/// The right to read what a reader may see of a relation.
async fn readable(transaction: &Transaction<'_>, relation: &str) -> Result<String, ShoreError> {
    let Some((_, hidden)) = COLUMNS_NOT_FOR_READERS.iter().find(|(table, _)| *table == relation) else {
        return Ok("SELECT".to_owned());
    };
    let sql = "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute \
               WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attname <> $2::text";
    let columns: String = transaction.query_one(sql, &[&relation, hidden]).await?.get(0);
    Ok(format!("SELECT ({columns})"))
}

async fn give(transaction: &Transaction<'_>, relation: &str, rights: &str, role: &str) -> Result<(), ShoreError> {
    let role = quoted(role);
    let sql = format!("REVOKE ALL ON {relation} FROM {role}; GRANT {rights} ON {relation} TO {role}");
    Ok(transaction.batch_execute(&sql).await?)
}

/// A name as SQL writes it: it comes from an operator's command line.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
