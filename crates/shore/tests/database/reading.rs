//! Reads the tables back as any person with the gateway's rights would, and compares them with the
//! reference model.

use std::collections::{BTreeMap, BTreeSet};

use domain::devices::Closed;
use domain::field::Kind;
use domain::fit;
use domain::merge::VesselTables;
use domain::schema::{Column, Table};
use domain::tables::{self, TABLES};
use journal::{ColumnSum, Digest, DigestRoot, Entry, Model, RowId, Stamp, State, Value};
use tokio_postgres::Client;

/// The state that the entries amount to, by the definitions alone.
pub(crate) fn by_definition(vessel: RowId, entries: &[Entry]) -> State {
    let schema = VesselTables(vessel);
    let held = Model::from_set(&schema, entries, &[]).held;
    let applied = entries.iter().filter(|entry| !held.contains(&entry.stamp()));
    let closes = applied.flat_map(|entry| &entry.changes).filter_map(Closed::by);
    let closes: Vec<Stamp> = closes.map(|(device, seq)| Stamp { device, seq }).collect();
    Model::from_set(&schema, entries, &closes)
}

/// The sums that the state adds up to.
pub(crate) fn sums(state: &State) -> Vec<ColumnSum> {
    let mut sums: BTreeMap<(u16, u16), Digest> = BTreeMap::new();
    for ((table, row), shown) in &state.rows {
        for cell in shown.cells.values() {
            for (column, value) in &cell.values {
                let sum = sums.entry((*table, *column)).or_default();
                sum.add(&Digest::of_cell(*table, *column, *row, &cell.heads, value));
            }
        }
    }
    let sums = sums.into_iter().filter(|(_, sum)| *sum != Digest::ZERO);
    sums.map(|((table, column), sum)| ColumnSum { table, column, sum })
        .collect()
}

pub(crate) fn root(state: &State) -> DigestRoot {
    DigestRoot::of(&sums(state))
}

/// A value as [`column_text`] reads it.
fn value_text(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Private(_) => None,
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.replace('\u{FDD0}', "\u{FDD0}\u{FDD0}").replace('\0', "\u{FDD0}0")),
        Value::Bytes(bytes) => Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
        Value::Id(id) => Some(id.to_string()),
    }
}

/// A column as text, whatever it holds.
fn column_text(column: &Column) -> String {
    let name = column.name;
    match column.kind {
        Kind::Instant => format!("(extract(epoch FROM {name}) * 1000)::bigint::text"),
        Kind::Date => format!("to_char({name}, 'YYYY-MM-DD')"),
        Kind::Bytes => format!("encode({name}, 'hex')"),
        _ => format!("{name}::text"),
    }
}

/// Every row of a table: whether it is void, and its columns as text.
async fn rows_of(client: &Client, table: &Table) -> BTreeMap<RowId, (bool, Vec<Option<String>>)> {
    let columns: Vec<String> = table.columns.iter().map(column_text).collect();
    let sql = format!("SELECT id::text, is_void, {} FROM {}", columns.join(", "), table.name);
    let rows = client.query(&sql, &[]).await.unwrap();
    let read = rows.iter().map(|row| {
        let values = (0..table.columns.len()).map(|at| row.get(at + 2)).collect();
        (row.get::<_, String>(0).parse().unwrap(), (row.get(1), values))
    });
    read.collect()
}

/// Fails where the tables differ from the state that the entries amount to.
pub(crate) async fn expect_state(client: &Client, state: &State, entries: &[Entry]) {
    let by_stamp: BTreeMap<Stamp, &Entry> = entries.iter().map(|entry| (entry.stamp(), entry)).collect();
    for table in TABLES {
        expect_rows(client, table, state, &by_stamp).await;
    }
    expect_heads(client, state).await;
    assert_eq!(
        stamps(client, "SELECT device, seq FROM shore_held").await,
        state.held,
        "held"
    );
    let void = "SELECT device, seq FROM acts WHERE standing = 'void'";
    assert_eq!(stamps(client, void).await, state.void, "void");
    let sql = "SELECT device, seq, table_number, row_id::text, column_number FROM shore_parked";
    let parked: BTreeSet<_> = client.query(sql, &[]).await.unwrap().iter().map(parked).collect();
    assert_eq!(parked, state.parked, "parked");
}

fn parked(row: &tokio_postgres::Row) -> journal::Parked {
    let number = |number: i32| u16::try_from(number).unwrap();
    journal::Parked {
        stamp: stamp(row),
        table: number(row.get(2)),
        row: row.get::<_, String>(3).parse().unwrap(),
        column: row.get::<_, Option<i32>>(4).map(number),
    }
}

async fn expect_rows(client: &Client, table: &'static Table, state: &State, by_stamp: &BTreeMap<Stamp, &Entry>) {
    let rows = rows_of(client, table).await;
    let of_table = state.rows.iter().filter(|((number, _), _)| *number == table.number);
    let mut count = 0;
    for ((_, id), expected) in of_table {
        count += 1;
        let (is_void, values) = rows.get(id).unwrap_or_else(|| panic!("{} {id} is missing", table.name));
        assert_eq!(*is_void, expected.hidden, "{} {id} is hidden", table.name);
        for cell in expected.cells.values() {
            for (number, value) in &cell.values {
                let at = table
                    .columns
                    .iter()
                    .position(|column| column.number == *number)
                    .unwrap();
                let column = &table.columns[at];
                let shown: BTreeSet<Option<String>> = cell
                    .heads
                    .iter()
                    .filter(|_| value.as_private().is_some())
                    .map(|head| value_text(&fit::shown_value(by_stamp[head], column, value)))
                    .chain((value.as_private().is_none()).then(|| value_text(value)))
                    .collect();
                assert!(
                    shown.contains(&values[at]),
                    "{}.{} of {id}: {:?}",
                    table.name,
                    column.name,
                    values[at]
                );
            }
        }
    }
    assert_eq!(rows.len(), count, "rows of {}", table.name);
}

async fn expect_heads(client: &Client, state: &State) {
    let place = |row: &tokio_postgres::Row| {
        let number = |at: usize| u16::try_from(row.get::<_, i32>(at)).unwrap();
        (number(1), row.get::<_, String>(0).parse::<RowId>().unwrap(), number(2))
    };
    let sql = "SELECT row_id::text, table_number, group_number, stamps FROM shore_heads";
    let stored: BTreeMap<_, Vec<Stamp>> = client
        .query(sql, &[])
        .await
        .unwrap()
        .iter()
        .map(|row| {
            let stamps = row.get::<_, &str>(3).split_whitespace();
            (place(row), stamps.map(|stamp| stamp.parse().unwrap()).collect())
        })
        .collect();
    let sql = "SELECT row_id::text, table_number, group_number FROM shore_conflicts";
    let conflicts: BTreeSet<_> = client.query(sql, &[]).await.unwrap().iter().map(place).collect();
    let mut expected = BTreeSet::new();
    for ((table, row), shown) in &state.rows {
        assert!(tables::table(*table).is_some());
        for (group, cell) in &shown.cells {
            let key = (*table, *row, *group);
            if let Some(stored) = stored.get(&key) {
                assert_eq!(*stored, cell.heads, "heads of {key:?}");
            } else {
                assert_eq!(cell.heads.len(), 1, "heads of {key:?} are those of the insert");
            }
            if cell.conflict {
                expected.insert(key);
            }
        }
    }
    assert_eq!(conflicts, expected, "conflicts");
}

fn stamp(row: &tokio_postgres::Row) -> Stamp {
    Stamp {
        device: row.get::<_, &str>(0).parse().unwrap(),
        seq: row.get::<_, i64>(1).cast_unsigned(),
    }
}

async fn stamps(client: &Client, sql: &str) -> BTreeSet<Stamp> {
    client.query(sql, &[]).await.unwrap().iter().map(stamp).collect()
}
