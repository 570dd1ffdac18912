//! What the gateway's role, the owner and a reader may see and do.

use journal::RowId;
use shore::migrate::{Roles, migrate};
use testkit::{GATEWAY_ROLE, OWNER_ROLE, Postgres};
use tokio_postgres::{Client, Config};

use crate::fleet::Fleet;
use crate::shore::{Shore, client, roles};

async fn refusal(client: &Client, sql: &str) -> String {
    let error = client.batch_execute(sql).await.expect_err(sql);
    error.as_db_error().unwrap().message().to_owned()
}

async fn count(client: &Client, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    client.query_one(&sql, &[]).await.unwrap().get(0)
}

/// Two vessels, each with what its founder wrote.
async fn two_vessels() -> (Shore, RowId, RowId) {
    let shore = Shore::start().await;
    let (one, other) = (Fleet::new(11, 1), Fleet::new(22, 1));
    for fleet in [&one, &other] {
        shore.adopt(fleet).await;
        shore.store(fleet, &fleet.whole(0)).await;
    }
    (shore, one.vessel, other.vessel)
}

#[tokio::test]
async fn a_transaction_sees_and_writes_rows_of_its_own_vessel_only() {
    let (shore, one, other) = two_vessels().await;
    let client = shore.gateway(one).await;
    for table in [
        "pms_vessels",
        "pms_crew",
        "pms_audit_log",
        "shore_devices",
        "shore_identity",
        "acts",
    ] {
        assert_eq!(count(&client, table).await, 1, "{table}");
    }
    let seen: String = client
        .query_one("SELECT id::text FROM pms_vessels", &[])
        .await
        .unwrap()
        .get(0);
    assert_eq!(seen, one.to_string());
    let insert = format!(
        "INSERT INTO pms_vessels (vessel_id, id, created_at, is_void, name) \
         VALUES ('{other}', gen_random_uuid(), now(), false, 'x')"
    );
    assert!(
        refusal(&client, &insert).await.contains("row-level security"),
        "{insert}"
    );
    let changed = format!("UPDATE pms_vessels SET name = 'x' WHERE vessel_id = '{other}'");
    assert_eq!(client.execute(&changed, &[]).await.unwrap(), 0);
}

#[tokio::test]
async fn without_a_vessel_there_is_nothing_to_see_but_the_register_also_for_the_owner() {
    let (shore, ..) = two_vessels().await;
    for url in [shore.postgres.gateway_url(), shore.postgres.owner_url()] {
        let client = client(&url).await;
        for table in [
            "pms_vessels",
            "pms_crew",
            "pms_audit_log",
            "shore_devices",
            "shore_identity",
        ] {
            assert_eq!(count(&client, table).await, 0, "{table}");
        }
        assert_eq!(count(&client, "shore_vessels").await, 2);
    }
    assert_eq!(shore.database.vessels().await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_gateway_changes_and_deletes_no_act_and_deletes_no_record() {
    let (shore, one, _) = two_vessels().await;
    let client = shore.gateway(one).await;
    for sql in [
        "UPDATE pms_audit_log SET role = 'x'",
        "DELETE FROM pms_audit_log",
        "TRUNCATE pms_audit_log",
        "DELETE FROM pms_crew",
        "DROP TABLE pms_crew",
        "ALTER TABLE pms_crew DISABLE ROW LEVEL SECURITY",
        "UPDATE shore_migrations SET version = 1",
    ] {
        let said = refusal(&client, sql).await;
        assert!(
            said.contains("permission denied") || said.contains("must be owner"),
            "{sql}: {said}"
        );
    }
}

#[tokio::test]
async fn a_reader_sees_records_and_views_and_neither_keys_nor_codes_nor_pin_hashes() {
    let (shore, one, _) = two_vessels().await;
    let postgres = &shore.postgres;
    postgres
        .psql(&postgres.superuser_url(), "CREATE ROLE fleet_report LOGIN")
        .unwrap();
    let owner: Config = postgres.owner_url().parse().unwrap();
    let reader = Some("fleet_report".to_owned());
    migrate(&owner, &Roles { reader, ..roles() }).await.unwrap();
    let client = client(&postgres.owner_url().replace(OWNER_ROLE, "fleet_report")).await;
    client
        .batch_execute(&format!("SET celeste.vessel = '{one}'"))
        .await
        .unwrap();
    for table in ["pms_vessels", "pms_crew", "pms_audit_log", "acts", "shore_devices"] {
        assert_eq!(count(&client, table).await, 1, "{table}");
    }
    client.batch_execute("SELECT name, role FROM pms_crew").await.unwrap();
    client.batch_execute("SELECT * FROM open_work").await.unwrap();
    client.batch_execute("SELECT * FROM stock").await.unwrap();
    for sql in [
        "SELECT pin_hash FROM pms_crew",
        "SELECT private FROM pms_audit_log",
        "SELECT heads FROM shore_conflicts",
        "SELECT * FROM shore_forks",
        "SELECT * FROM shore_tls",
        "SELECT secret_key FROM shore_identity",
        "SELECT * FROM shore_codes",
        "UPDATE pms_vessels SET name = 'x'",
        "INSERT INTO shore_held VALUES (gen_random_uuid(), 'x', 1)",
    ] {
        assert!(refusal(&client, sql).await.contains("permission denied"), "{sql}");
    }
}

#[tokio::test]
async fn migrate_refuses_a_role_that_nothing_would_bind() {
    let postgres = Postgres::start();
    let owner: Config = postgres.owner_url().parse().unwrap();
    for (gateway, why) in [
        ("nobody", "There is no role"),
        (OWNER_ROLE, "owns the tables"),
        ("postgres", "superuser"),
    ] {
        let roles = Roles {
            gateway: gateway.to_owned(),
            reader: None,
        };
        let refused = migrate(&owner, &roles).await.unwrap_err().to_string();
        assert!(refused.contains(why), "{gateway}: {refused}");
    }
    let left = postgres.psql(
        &postgres.owner_url(),
        "SELECT count(*) FROM pg_class WHERE relname LIKE 'pms%'",
    );
    assert_eq!(left.as_deref(), Ok("0"));
    assert_ne!(GATEWAY_ROLE, OWNER_ROLE);
}
