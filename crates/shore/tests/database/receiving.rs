//! What becomes of a batch: stored whole or not at all, and never twice.

use domain::devices::Confirmed;
use domain::schema::Row;
use domain::tables::{DeviceKind, Equipment, Vessel};
use ed25519_dalek::SigningKey;
use journal::{ChangeKind, GroupWrite, Head, Value};
use shore::database::{Caller, OwnAct, ShoreError};
use wire::{Batch, Outcome, RefusalCode};

use crate::fleet::{Fleet, NOON, insert, machine, text, update};
use crate::reading::{by_definition, expect_state, root};
use crate::shore::{Shore, client};

/// A vessel served, with so many workstations of which each has introduced itself.
async fn served(seed: u64, workstations: usize) -> (Shore, Fleet) {
    let shore = Shore::start().await;
    let fleet = Fleet::new(seed, workstations);
    shore.adopt(&fleet).await;
    (shore, fleet)
}

async fn refusal(shore: &Shore, fleet: &Fleet, batch: &Batch) -> RefusalCode {
    let before = shore.database.standing(fleet.vessel).await.unwrap();
    let outcome = shore.database.receive(fleet.vessel, batch, NOON).await.unwrap();
    assert_eq!(shore.database.standing(fleet.vessel).await.unwrap(), before);
    match outcome {
        Outcome::Refused(refusal) => refusal.code,
        other => panic!("{other:?}"),
    }
}

/// So many machines, each an act of the workstation.
fn add_machines(fleet: &mut Fleet, at: usize, count: usize) {
    for _ in 0..count {
        let change = machine(fleet.fresh(at));
        fleet.write(at, "add_equipment", vec![change], Vec::new());
    }
}

#[tokio::test]
async fn a_batch_that_comes_again_changes_nothing() {
    let (shore, mut fleet) = served(1, 1).await;
    add_machines(&mut fleet, 0, 5);
    assert_eq!(shore.store(&fleet, &fleet.batch(0, 0, 4)).await, [4, 0, 0, 0]);
    assert_eq!(shore.store(&fleet, &fleet.batch(0, 0, 4)).await, [0, 0, 0, 4]);
    assert_eq!(shore.store(&fleet, &fleet.batch(0, 2, 6)).await, [2, 0, 0, 2]);
    let state = by_definition(fleet.vessel, &fleet.authors[0].chain);
    expect_state(&shore.gateway(fleet.vessel).await, &state, &fleet.authors[0].chain).await;
}

#[tokio::test]
async fn a_batch_that_does_not_join_or_was_altered_is_refused_and_leaves_nothing() {
    let (shore, mut fleet) = served(2, 2).await;
    add_machines(&mut fleet, 0, 3);
    assert_eq!(refusal(&shore, &fleet, &fleet.batch(0, 1, 3)).await, RefusalCode::Gap);
    let mut unsigned = fleet.whole(0);
    unsigned.header.signature[7] ^= 1;
    assert_eq!(refusal(&shore, &fleet, &unsigned).await, RefusalCode::BadSignature);
    let mut altered = fleet.whole(0);
    altered.header.head_hash = altered.header.prev_hash;
    assert_eq!(refusal(&shore, &fleet, &altered).await, RefusalCode::Altered);
    let mut elsewhere = fleet.whole(0);
    elsewhere.header.vessel = Fleet::new(3, 1).vessel;
    assert_eq!(refusal(&shore, &fleet, &elsewhere).await, RefusalCode::WrongVessel);
    let stranger = Fleet::new(4, 1);
    let refused = shore.database.receive(stranger.vessel, &stranger.whole(0), NOON).await;
    assert!(matches!(refused, Err(ShoreError::NoVessel(_))), "{refused:?}");
    shore.store(&fleet, &fleet.whole(0)).await;
}

#[tokio::test]
async fn a_device_that_comes_with_another_key_than_the_confirmed_one_is_refused() {
    let (shore, mut fleet) = served(5, 2).await;
    let confirmed = Confirmed {
        device: fleet.authors[1].device,
        kind: DeviceKind::Workstation,
        letter: Some("B".to_owned()),
        name: "Bridge".to_owned(),
        public_key: SigningKey::from_bytes(&[99; 32]).verifying_key().to_bytes(),
    };
    fleet.write(0, "confirm_device", vec![confirmed.change()], Vec::new());
    shore.store(&fleet, &fleet.whole(0)).await;
    assert_eq!(
        refusal(&shore, &fleet, &fleet.whole(1)).await,
        RefusalCode::ForgedDevice
    );
}

#[tokio::test]
async fn a_fork_is_set_aside_and_changes_nothing() {
    let (shore, mut fleet) = served(6, 1).await;
    add_machines(&mut fleet, 0, 3);
    shore.store(&fleet, &fleet.whole(0)).await;
    let before = shore.database.standing(fleet.vessel).await.unwrap();
    let mut copy = Fleet::new(6, 1);
    add_machines(&mut copy, 0, 1);
    copy.write(0, "add_nothing", Vec::new(), Vec::new());
    add_machines(&mut copy, 0, 1);
    for batch in [copy.whole(0), copy.batch(0, 3, 4), copy.whole(0)] {
        let outcome = shore.database.receive(fleet.vessel, &batch, NOON).await.unwrap();
        let seq = if batch.header.first_seq == 1 { 3 } else { 4 };
        assert_eq!(outcome, Outcome::Fork { seq });
    }
    assert_eq!(shore.database.standing(fleet.vessel).await.unwrap(), before);
    let client = shore.gateway(fleet.vessel).await;
    let rows = client
        .query("SELECT seq, entry FROM shore_forks ORDER BY seq", &[])
        .await
        .unwrap();
    let kept: Vec<(i64, Vec<u8>)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let chain = &copy.authors[0].chain;
    assert_eq!(kept, [(3, chain[2].canonical_bytes()), (4, chain[3].canonical_bytes())]);
}

#[tokio::test]
async fn entries_of_an_unconfirmed_device_wait_for_somebodys_word() {
    let (shore, mut fleet) = served(8, 2).await;
    while !fleet.authors[1].replica.has_row(fleet.person) {
        fleet.hear_from(1, 0, 1);
    }
    add_machines(&mut fleet, 1, 3);
    shore.store(&fleet, &fleet.whole(0)).await;
    assert_eq!(shore.store(&fleet, &fleet.whole(1)).await, [0, 4, 0, 0]);
    let standing = shore
        .database
        .device_standing(fleet.vessel, fleet.authors[1].device)
        .await
        .unwrap();
    assert!(!standing.is_confirmed);
    fleet.confirm_whom(0, 1);
    shore.store(&fleet, &fleet.whole(0)).await;
    let client = shore.gateway(fleet.vessel).await;
    let sql = "SELECT (SELECT count(*) FROM pms_equipment), \
               (SELECT count(*) FROM shore_held) + (SELECT count(*) FROM shore_held_rows)";
    let row = client.query_one(sql, &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (3, 0));
    let standing = shore
        .database
        .device_standing(fleet.vessel, fleet.authors[1].device)
        .await
        .unwrap();
    assert!(standing.is_confirmed);
}

#[tokio::test]
async fn an_entry_that_fits_no_column_is_parked_and_the_others_go_through() {
    let (shore, mut fleet) = served(9, 1).await;
    for value in [text("submarine"), Value::Int(1)] {
        let mut change = machine(fleet.fresh(0));
        if let ChangeKind::Insert { values } = &mut change.kind {
            values[2].1 = value;
        }
        fleet.write(0, "add_equipment", vec![change], Vec::new());
        add_machines(&mut fleet, 0, 1);
    }
    // An update of a row that stands in another table.
    let misplaced = GroupWrite {
        base: Vec::new(),
        values: vec![(2, text("x"))],
    };
    let change = update(Equipment::TABLE, fleet.person, vec![misplaced]);
    fleet.write(0, "edit_equipment", vec![change], Vec::new());
    assert_eq!(shore.store(&fleet, &fleet.whole(0)).await, [3, 0, 3, 0]);
    let client = shore.gateway(fleet.vessel).await;
    let rows = client
        .query("SELECT seq, reason FROM shore_parked ORDER BY seq", &[])
        .await
        .unwrap();
    let parked: Vec<(i64, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let expected = [
        (2, "pms_equipment.kind holds an unknown word".to_owned()),
        (4, "pms_equipment.kind holds another kind of value".to_owned()),
        (6, format!("{} is no row of pms_equipment", fleet.person)),
    ];
    assert_eq!(parked, expected);
}

#[tokio::test]
async fn an_entry_that_the_database_itself_refuses_is_parked_and_the_others_go_through() {
    let (shore, mut fleet) = served(10, 1).await;
    let owner = client(&shore.postgres.owner_url()).await;
    let odd = "ALTER TABLE pms_equipment ADD CONSTRAINT odd CHECK (name <> 'Poison')";
    owner.batch_execute(odd).await.unwrap();
    add_machines(&mut fleet, 0, 1);
    let mut poison = machine(fleet.fresh(0));
    if let ChangeKind::Insert { values } = &mut poison.kind {
        values[1].1 = text("Poison");
    }
    fleet.write(0, "add_equipment", vec![poison], Vec::new());
    let heard = fleet.fresh(0);
    let order = vec![insert(Vessel::TABLE, heard, vec![(1, text("Tender"))])];
    fleet.write(0, "add_tender", order, Vec::new());
    assert_eq!(shore.store(&fleet, &fleet.whole(0)).await, [3, 0, 1, 0]);
    let client = shore.gateway(fleet.vessel).await;
    let row = client
        .query_one("SELECT seq, reason FROM shore_parked", &[])
        .await
        .unwrap();
    assert_eq!((row.get(0), row.get(1)), (3_i64, "the database does not take it"));
    let chain = &fleet.authors[0].chain;
    let without: Vec<_> = chain.iter().filter(|entry| entry.seq != 3).cloned().collect();
    let digest = shore.database.standing(fleet.vessel).await.unwrap().digest;
    assert_eq!(digest, root(&by_definition(fleet.vessel, &without)));
}

#[tokio::test]
async fn what_arrived_is_handed_out_again_entry_by_entry() {
    let mut fleet = Fleet::new(12, 3).live(120);
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    let batches = fleet.batches();
    for batch in &batches {
        shore.store(&fleet, batch).await;
    }
    for author in &fleet.authors {
        let mut after_seq = 0;
        let mut handed_out = Vec::new();
        while let Some(batch) = shore
            .database
            .next_batch(fleet.vessel, author.device, after_seq)
            .await
            .unwrap()
        {
            batch
                .header
                .head()
                .verify(fleet.vessel, &author.key.verifying_key().to_bytes())
                .unwrap();
            handed_out.extend(wire::unpack(&batch).unwrap());
            after_seq = batch.header.last_seq;
        }
        assert_eq!(handed_out, author.chain);
    }
    let beyond = shore
        .database
        .next_batch(fleet.vessel, fleet.authors[0].device, 10_000)
        .await
        .unwrap();
    assert_eq!(beyond, None);
}

#[tokio::test]
async fn the_gateway_writes_its_own_chain_and_closes_a_device_where_it_ends_here() {
    let (shore, mut fleet) = served(13, 2).await;
    while !fleet.authors[1].replica.has_row(fleet.person) {
        fleet.hear_from(1, 0, 1);
    }
    add_machines(&mut fleet, 1, 2);
    shore.store(&fleet, &fleet.whole(0)).await;
    shore.store(&fleet, &fleet.whole(1)).await;
    let lost = fleet.authors[1].device;
    let closed = shore
        .database
        .close_device(fleet.vessel, lost, "Kim", "Lost overboard", NOON)
        .await
        .unwrap();
    assert_eq!((closed.last_seq, closed.hash), (3, fleet.authors[1].chain[2].hash));
    assert_eq!(shore.database.caller(fleet.vessel, lost).await.unwrap(), Caller::Closed);
    let own = shore.database.device(fleet.vessel).await.unwrap();
    let act = OwnAct {
        operator: "Kim".to_owned(),
        action: "confirm_device".to_owned(),
        parameters: serde_json::json!({}),
    };
    let second = shore
        .database
        .write_own(fleet.vessel, act, |_| Vec::new(), NOON + 1)
        .await
        .unwrap();
    assert_eq!((second.seq, second.actor.to_string()), (2, "operator:Kim".to_owned()));
    let key = shore
        .database
        .identity(fleet.vessel)
        .await
        .unwrap()
        .unwrap()
        .public_key();
    let batch = shore.database.next_batch(fleet.vessel, own, 0).await.unwrap().unwrap();
    batch.header.head().verify(fleet.vessel, &key).unwrap();
    let chain = wire::unpack(&batch).unwrap();
    assert_eq!(chain[1], second);
    // Nobody aboard has confirmed the second workstation, so nothing of it had been seen.
    let seen: Vec<_> = chain[0].seen.iter().map(|stamp| (stamp.device, stamp.seq)).collect();
    assert_eq!(seen, [(fleet.authors[0].device, 1)]);
    // What the closed device had not sent yet is kept, and void: the history that counts is the same.
    let before = shore.database.standing(fleet.vessel).await.unwrap();
    add_machines(&mut fleet, 1, 2);
    shore.store(&fleet, &fleet.whole(1)).await;
    let after = shore.database.standing(fleet.vessel).await.unwrap();
    assert_eq!((before.frontier.get(lost), after.frontier.get(lost)), (3, 5));
    let end = |seq, hash| Head { seq, hash };
    let ends = [
        (fleet.authors[0].device, end(1, fleet.authors[0].chain[0].hash)),
        (lost, end(3, closed.hash)),
        (own, end(2, second.hash)),
    ];
    assert_eq!(before.histories, journal::histories(&ends.into_iter().collect()));
    assert_eq!(after.histories, before.histories);
    let client = shore.gateway(fleet.vessel).await;
    let sql = "SELECT count(*) FROM acts WHERE standing = 'void'";
    assert_eq!(client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0), 2);
}

#[tokio::test]
async fn a_shore_restored_from_an_older_copy_writes_no_number_twice() {
    let fleet = Fleet::new(16, 2);
    let (before, restored) = (Shore::start().await, Shore::start().await);
    let lost = fleet.authors[1].device;
    for shore in [&before, &restored] {
        shore.adopt(&fleet).await;
        shore.store(&fleet, &fleet.whole(0)).await;
    }
    let close = async |shore: &Shore| {
        shore
            .database
            .close_device(fleet.vessel, lost, "Kim", "Lost", NOON)
            .await
    };
    close(&before).await.unwrap();
    // A workstation says what it holds, and hands it out.
    let theirs = before.database.frontier(fleet.vessel).await.unwrap();
    let own = before.database.device(fleet.vessel).await.unwrap();
    let batch = before.database.next_batch(fleet.vessel, own, 0).await.unwrap().unwrap();
    restored.database.hear(fleet.vessel, &theirs).await.unwrap();
    let refused = close(&restored).await.unwrap_err();
    assert!(matches!(refused, ShoreError::Behind), "{refused:?}");
    assert_eq!(restored.store(&fleet, &batch).await, [1, 0, 0, 0]);
    close(&restored).await.unwrap();
    assert_eq!(restored.database.frontier(fleet.vessel).await.unwrap().get(own), 2);
}
