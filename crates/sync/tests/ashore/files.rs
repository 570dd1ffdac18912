//! Photos that go ashore and come from there.

use std::time::Duration;

use testkit::{Gateway, Postgres};

use crate::machine::files::noise;
use crate::machine::{Machine, wait_until};
use crate::shore::connected;

const PIECE_BYTES: usize = 64 * 1024;

/// Each file ashore with the digest of what its pieces make together.
fn files_ashore(postgres: &Postgres) -> Vec<String> {
    let sql = "SELECT f.sha256 || ' ' || encode(sha256(string_agg(p.bytes, '' ORDER BY p.place)), 'hex') \
               FROM shore_files f JOIN shore_file_pieces p USING (vessel_id, sha256) \
               WHERE f.whole_at IS NOT NULL GROUP BY f.sha256 ORDER BY 1";
    let rows = postgres.psql(&postgres.superuser_url(), sql).unwrap();
    rows.lines().map(str::to_owned).collect()
}

#[test]
fn a_photo_goes_ashore_and_from_there_to_a_workstation_that_joins() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 2);
    let fault = first.report(person, "Water under the floor plates");
    let photos = [noise(1, 100), noise(2, PIECE_BYTES), noise(3, 3 * PIECE_BYTES + 1)];
    let names = photos.each_ref().map(|bytes| first.attach(person, fault, bytes));
    let once = first.once(shore);
    assert_eq!((once.status.failure.clone(), once.files_sent.files), (None, 3));
    let mut expected: Vec<String> = names.iter().map(|name| format!("{name} {name}")).collect();
    expected.sort();
    assert_eq!(files_ashore(&postgres), expected);
    let second = Machine::new(2);
    let code = gateway.enrol_into("MY Test").parse().unwrap();
    let enrolled = second.enrol(&gateway.url(), code).unwrap();
    let once = second.once(enrolled.peer);
    assert_eq!((once.status.failure.clone(), once.files_received.files), (None, 3));
    for (name, bytes) in names.iter().zip(&photos) {
        assert_eq!(second.blobs().read(name).unwrap().as_ref(), Some(bytes));
    }
    // Nothing is left to say of files. Whoever starts anew learns first that the other side knows them.
    let again = first.once(shore);
    assert_eq!(
        (again.files_sent.bytes, again.status.files.waiting(), again.round_trips),
        (0, 0, 2)
    );
}

#[test]
fn a_photo_that_stands_half_ashore_goes_on_from_another_workstation() {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 0);
    let fault = first.report(person, "Water under the floor plates");
    let bytes = noise(1, 30 * PIECE_BYTES);
    let name = first.attach(person, fault, &bytes);
    let second = Machine::new(2);
    second.blobs().keep(&bytes).unwrap();
    first.once(shore);
    // As if the first one's link had gone for good after ten pieces.
    let sql = format!(
        "DELETE FROM shore_file_pieces WHERE place >= 10; \
         UPDATE shore_files SET whole_at = NULL, arrived_bytes = {}",
        10 * PIECE_BYTES
    );
    postgres.psql(&postgres.superuser_url(), &sql).unwrap();
    let code = gateway.enrol_into("MY Test").parse().unwrap();
    let enrolled = second.enrol(&gateway.url(), code).unwrap();
    let once = second.once(enrolled.peer);
    assert_eq!(once.files_sent.bytes, 20 * PIECE_BYTES as u64);
    assert_eq!(files_ashore(&postgres), [format!("{name} {name}")]);
}

#[test]
fn photos_go_through_while_their_gateway_is_killed_and_the_database_restarts() {
    let mut postgres = Postgres::start();
    let mut gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 1);
    let fault = first.report(person, "Water under the floor plates");
    let runner = first.run();
    let mut names = Vec::new();
    for round in 0..5_u8 {
        for photo in 0..3 {
            names.push(first.attach(person, fault, &noise(10 * round + photo, 900_000)));
        }
        runner.sync_now(None);
        std::thread::sleep(Duration::from_millis(150 + 90 * u64::from(round)));
        gateway.kill();
        if round % 2 == 1 {
            postgres.kill();
            postgres.restart();
        }
        gateway.restart();
        runner.sync_now(None);
    }
    wait_until("all photos are ashore", || {
        std::thread::sleep(Duration::from_millis(500));
        runner.sync_now(None);
        files_ashore(&postgres).len() == names.len()
    });
    runner.stop();
    let mut expected: Vec<String> = names.iter().map(|name| format!("{name} {name}")).collect();
    expected.sort();
    assert_eq!(files_ashore(&postgres), expected);
    assert_eq!(first.once(shore).status.files.waiting(), 0);
}

#[test]
fn photos_that_were_lost_ashore_with_an_older_dump_are_sent_again() {
    let mut postgres = Postgres::start();
    let mut gateway = Gateway::start(&postgres);
    let (first, person, shore) = connected(&gateway, 1);
    let fault = first.report(person, "Water under the floor plates");
    first.once(shore);
    postgres.stop();
    let saved = postgres.save();
    postgres.restart();
    let name = first.attach(person, fault, &noise(1, 2 * PIECE_BYTES));
    wait_until("the photo is ashore", || {
        // The first call may still meet connections of before the restart.
        first.once(shore);
        files_ashore(&postgres).len() == 1
    });
    assert!(gateway.stop());
    postgres.stop();
    postgres.bring_back(&saved);
    postgres.restart();
    gateway.restart();
    assert_eq!(files_ashore(&postgres), Vec::<String>::new());
    first.once(shore);
    first.once(shore);
    assert_eq!(files_ashore(&postgres), [format!("{name} {name}")]);
}
