//! Rows are rebuilt from entries: after somebody changed them by hand, and after an upgrade.

use domain::schema::Row;
use domain::tables::Equipment;
use journal::{DeviceNumber, Frontier, Stamp};

use crate::fleet::{Fleet, machine, part};
use crate::reading::{by_definition, expect_state, root, sums};
use crate::shore::{Shore, client};

#[tokio::test]
async fn rows_that_somebody_changed_by_hand_are_named_and_rebuilt() {
    let mut fleet = Fleet::new(15, 3).live(150);
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    let batches = fleet.batches();
    for batch in &batches {
        shore.store(&fleet, batch).await;
    }
    let entries = fleet.entries_of(&batches);
    let state = by_definition(fleet.vessel, &entries);
    let before = shore.database.standing(fleet.vessel).await.unwrap();
    assert_eq!(
        shore
            .database
            .mend(fleet.vessel, &before.frontier, &sums(&state))
            .await
            .unwrap(),
        []
    );
    let super_client = client(&shore.postgres.superuser_url()).await;
    super_client
        .batch_execute("SET session_replication_role = replica")
        .await
        .unwrap();
    let changed = "UPDATE pms_equipment SET name = 'Forged' WHERE id = (SELECT id FROM pms_equipment ORDER BY id LIMIT 1) RETURNING id::text";
    let deleted = "DELETE FROM pms_equipment WHERE id = (SELECT id FROM pms_equipment ORDER BY id DESC LIMIT 1) RETURNING id::text";
    let mut wrong = Vec::new();
    for sql in [changed, deleted] {
        let id: String = super_client.query_one(sql, &[]).await.unwrap().get(0);
        wrong.push((Equipment::TABLE.number, id.parse().unwrap()));
    }
    // The sums kept up with each write do not show it; whoever compares rows with sums does.
    super_client
        .batch_execute("UPDATE shore_digests SET sum = sha256('x') WHERE table_number = 7 AND column_number = 2")
        .await
        .unwrap();
    let mended = shore
        .database
        .mend(fleet.vessel, &before.frontier, &sums(&state))
        .await
        .unwrap();
    assert_eq!(mended, wrong);
    assert_eq!(shore.database.standing(fleet.vessel).await.unwrap(), before);
    expect_state(&shore.gateway(fleet.vessel).await, &state, &entries).await;
}

/// As the frontier, but for one device.
fn but_for(frontier: &Frontier, device: DeviceNumber, seq: u64) -> Frontier {
    let others = frontier.iter().filter(|stamp| stamp.device != device);
    others.chain([Stamp { device, seq }]).collect()
}

#[tokio::test]
async fn rows_are_rebuilt_also_where_one_side_lacks_what_lies_beyond_a_close() {
    let mut fleet = Fleet::new(21, 2);
    fleet.confirm_whom(0, 1);
    for at in [0, 1, 1] {
        let change = machine(fleet.fresh(at));
        fleet.write(at, "add_equipment", vec![change], Vec::new());
    }
    let fresh = fleet.fresh(0);
    // The introduction and the first machine count, the second one does not.
    fleet.close_after(0, fresh, 1, 2);
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    let batches = fleet.batches();
    for batch in &batches {
        shore.store(&fleet, batch).await;
    }
    let (vessel, closed) = (fleet.vessel, fleet.authors[1].device);
    let sums = sums(&by_definition(vessel, &fleet.entries_of(&batches)));
    let before = shore.database.standing(vessel).await.unwrap();
    assert_eq!(before.frontier.get(closed), 3);
    let super_client = client(&shore.postgres.superuser_url()).await;
    let forged = "UPDATE pms_equipment SET name = 'Forged' WHERE NOT is_void";
    assert_eq!(super_client.execute(forged, &[]).await.unwrap(), 2);
    let sum = "UPDATE shore_digests SET sum = sha256('x') WHERE table_number = 7 AND column_number = 2";
    super_client.batch_execute(sum).await.unwrap();
    // Whoever lacks an entry that counts shows something else for that reason.
    let lacking = but_for(&before.frontier, closed, 1);
    assert_eq!(shore.database.mend(vessel, &lacking, &sums).await.unwrap(), []);
    for (seq, count) in [(2, 2), (4, 0)] {
        let theirs = but_for(&before.frontier, closed, seq);
        let mended = shore.database.mend(vessel, &theirs, &sums).await.unwrap();
        assert_eq!(mended.len(), count, "{seq}");
        assert_eq!(shore.database.standing(vessel).await.unwrap(), before);
    }
}

#[tokio::test]
async fn what_an_older_program_parked_is_applied_by_one_that_knows_it() {
    let mut fleet = Fleet::new(17, 3).live(150);
    let change = part(fleet.fresh(0));
    fleet.write(0, "add_part", vec![change], Vec::new());
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    let batches = fleet.batches();
    for batch in &batches {
        shore.store(&fleet, batch).await;
    }
    let entries = fleet.entries_of(&batches);
    let state = by_definition(fleet.vessel, &entries);
    // As if the program had known neither parts, nor devices, whose rows are only added, nor the name of a
    // machine, nor one of the words.
    let older = client(&shore.postgres.superuser_url()).await;
    older.batch_execute(OLDER).await.unwrap();
    shore.database.apply_parked().await.unwrap();
    expect_state(&shore.gateway(fleet.vessel).await, &state, &entries).await;
    let standing = shore.database.standing(fleet.vessel).await.unwrap();
    assert_eq!(standing.digest, root(&state));
}

/// Takes from the tables what a program without parts, devices, names of machines and inspections would lack.
const OLDER: &str = "
    SET session_replication_role = replica;
    INSERT INTO shore_parked SELECT vessel_id, device, seq, row_id, table_number, NULL, 'an unknown table'
        FROM shore_entry_rows WHERE table_number = 15;
    DELETE FROM pms_parts;
    DELETE FROM shore_heads WHERE table_number = 15;
    DELETE FROM shore_conflicts WHERE table_number = 15;
    DELETE FROM shore_digests WHERE table_number = 15;
    INSERT INTO shore_parked SELECT vessel_id, device, seq, row_id, table_number, NULL, 'an unknown table'
        FROM shore_entry_rows WHERE table_number = 5;
    DELETE FROM pms_devices;
    DELETE FROM shore_heads WHERE table_number = 5;
    DELETE FROM shore_digests WHERE table_number = 5;
    INSERT INTO shore_parked SELECT vessel_id, device, seq, row_id, table_number, 2, 'an unknown column'
        FROM shore_entry_rows WHERE table_number = 7;
    UPDATE pms_equipment SET name = '';
    DELETE FROM shore_digests WHERE table_number = 7 AND column_number = 2;
    INSERT INTO shore_parked SELECT e.vessel_id, e.device, e.seq, e.row_id, e.table_number, NULL, 'unknown word'
        FROM shore_entry_rows e WHERE table_number = 12;
    DELETE FROM pms_work_order_notes;
    DELETE FROM shore_entry_rows WHERE table_number = 12;
    DELETE FROM shore_heads WHERE table_number = 12;
    DELETE FROM shore_digests WHERE table_number = 12;
";

#[tokio::test]
async fn a_column_that_came_later_is_summed_up_in_the_rows_from_before_it() {
    let mut fleet = Fleet::new(15, 3).live(150);
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    for batch in fleet.batches() {
        shore.store(&fleet, &batch).await;
    }
    let before = shore.database.standing(fleet.vessel).await.unwrap();
    let super_client = client(&shore.postgres.superuser_url()).await;
    let lost = "DELETE FROM shore_digests WHERE table_number = 7 AND column_number = 2";
    assert_eq!(super_client.execute(lost, &[]).await.unwrap(), 1);
    assert_ne!(shore.database.standing(fleet.vessel).await.unwrap(), before);
    shore.database.apply_parked().await.unwrap();
    assert_eq!(shore.database.standing(fleet.vessel).await.unwrap(), before);
}
