//! What goes wrong around the database: it is restarted, its disk is full, two gateways write at once.

use journal::Entry;
use shore::database::ShoreError;
use testkit::Postgres;
use wire::Outcome;

use crate::fleet::{Fleet, NOON, machine};
use crate::reading::{by_definition, expect_state, root};
use crate::shore::{Shore, connect};

fn fleet_with_machines(seed: u64, count: usize) -> Fleet {
    let mut fleet = Fleet::new(seed, 1);
    for _ in 0..count {
        let change = machine(fleet.fresh(0));
        fleet.write(0, "add_equipment", vec![change], Vec::new());
    }
    fleet
}

#[tokio::test]
async fn connections_come_back_after_a_restart() {
    let fleet = fleet_with_machines(1, 4);
    let mut shore = Shore::start().await;
    shore.adopt(&fleet).await;
    shore.store(&fleet, &fleet.batch(0, 0, 2)).await;
    shore.postgres.stop();
    let refused = shore
        .database
        .receive(fleet.vessel, &fleet.whole(0), NOON)
        .await
        .unwrap_err();
    assert!(matches!(refused, ShoreError::Unreachable(_)), "{refused:?}");
    shore.postgres.restart();
    assert_eq!(shore.store(&fleet, &fleet.whole(0)).await, [3, 0, 0, 2]);
    shore.postgres.kill();
    shore.postgres.restart();
    // A connection of the pool may have been cut without having noticed it.
    let mut outcome = shore.database.receive(fleet.vessel, &fleet.whole(0), NOON).await;
    if matches!(outcome, Err(ShoreError::Unreachable(_))) {
        outcome = shore.database.receive(fleet.vessel, &fleet.whole(0), NOON).await;
    }
    assert!(
        matches!(outcome, Ok(Outcome::Stored { repeated: 5, .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_full_disk_leaves_nothing_and_the_same_batch_goes_through_later() {
    let shore = Shore::on(Postgres::start_on_small_disk(160)).await;
    let fleet = fleet_with_machines(2, 3);
    shore.adopt(&fleet).await;
    shore.store(&fleet, &fleet.batch(0, 0, 1)).await;
    shore.postgres.fill_disk();
    let before = shore.database.standing(fleet.vessel).await.unwrap();
    let mut full = None;
    // What is there already has some room left; a large vessel takes it up.
    for seed in 100..160 {
        let large = fleet_with_machines(seed, 400);
        let adopted = shore
            .database
            .adopt_vessel(large.vessel, "MY Large", &crate::shore::identity(large.vessel), NOON)
            .await;
        let stored = match adopted {
            Ok(_) => shore
                .database
                .receive(large.vessel, &large.whole(0), NOON)
                .await
                .map(|_| ()),
            Err(error) => Err(error),
        };
        if let Err(error) = stored {
            full = Some((large, error));
            break;
        }
    }
    let (large, error) = full.expect("the disk fills up");
    assert!(
        matches!(error, ShoreError::Full(_) | ShoreError::Unreachable(_)),
        "{error:?}"
    );
    shore.postgres.free_disk();
    let frontier = shore.database.frontier(large.vessel).await.unwrap();
    assert_eq!(frontier.iter().count(), 0, "nothing of it was stored");
    let identity = crate::shore::identity(large.vessel);
    shore
        .database
        .adopt_vessel(large.vessel, "MY Large", &identity, NOON)
        .await
        .unwrap();
    assert_eq!(shore.store(&large, &large.whole(0)).await, [401, 0, 0, 0]);
    assert_eq!(shore.database.standing(fleet.vessel).await.unwrap(), before);
    shore.store(&fleet, &fleet.whole(0)).await;
}

#[tokio::test]
async fn two_gateways_on_one_database_store_each_batch_once() {
    let mut fleet = Fleet::new(3, 4).live(200);
    let shore = Shore::start().await;
    shore.adopt(&fleet).await;
    let other = connect(&shore.postgres).await;
    let batches = fleet.batches();
    // Each device's batches are sent twice, once to each gateway, and all at the same time.
    let send = |database: shore::database::Database, at: usize| {
        let device = fleet.authors[at].device;
        let own: Vec<_> = batches
            .iter()
            .filter(|batch| batch.header.device == device)
            .cloned()
            .collect();
        let vessel = fleet.vessel;
        tokio::spawn(async move {
            for batch in &own {
                let outcome = database.receive(vessel, batch, NOON).await.unwrap();
                assert!(matches!(outcome, Outcome::Stored { .. }), "{outcome:?}");
            }
        })
    };
    let senders: Vec<_> = (0..fleet.authors.len())
        .flat_map(|at| [send(shore.database.clone(), at), send(other.clone(), at)])
        .collect();
    for sender in senders {
        sender.await.unwrap();
    }
    let entries: Vec<Entry> = fleet.entries_of(&batches);
    let state = by_definition(fleet.vessel, &entries);
    expect_state(&shore.gateway(fleet.vessel).await, &state, &entries).await;
    let standing = shore.database.standing(fleet.vessel).await.unwrap();
    assert_eq!(standing.digest, root(&state));
    // Their own acts are one chain.
    let device = fleet.authors[3].device;
    let (one, two) = tokio::join!(
        shore.database.close_device(fleet.vessel, device, "Kim", "Lost", NOON),
        other.close_device(fleet.vessel, device, "Lee", "Lost", NOON),
    );
    assert_eq!(one.unwrap(), two.unwrap());
    let own = shore.database.device(fleet.vessel).await.unwrap();
    assert_eq!(shore.database.frontier(fleet.vessel).await.unwrap().get(own), 2);
}
