//! Photos that travel between real replicas over the ship's network.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sync::FilesTrouble;
use testkit::link::{Cut, Direction, Link, Weather};

use crate::machine::files::noise;
use crate::machine::{Machine, wait_until};

const PIECE_BYTES: usize = 64 * 1024;

#[test]
fn a_photo_follows_its_act_to_the_other_workstation_and_pages_are_told_of_it() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let runner = second.run();
    wait_until("it is filled", || second.frontier() == first.frontier());
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    second
        .writer
        .subscribe(move |happened| heard.lock().unwrap().push(happened.tables.clone()));
    let fault = first.report(person, "Water under the floor plates");
    let bytes = noise(1, 5 * PIECE_BYTES + 5);
    let name = first.attach(person, fault, &bytes);
    runner.sync_now(None);
    wait_until("the photo is here", || second.blobs().holds(&name));
    assert_eq!(second.blobs().read(&name).unwrap(), Some(bytes));
    assert_eq!(second.frontier(), first.frontier(), "a file is no act");
    wait_until("pages are told", || {
        told.lock()
            .unwrap()
            .last()
            .is_some_and(|tables| tables == &["pms_attachments"])
    });
    // And one that is attached on the other side, by itself.
    let other = second.attach(person, fault, &noise(2, 3 * PIECE_BYTES));
    wait_until("it goes the other way", || first.blobs().holds(&other));
    wait_until("nothing waits", || runner.now().links[0].status.files.waiting() == 0);
}

#[test]
fn a_photo_over_a_line_that_breaks_again_and_again_arrives_whole() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let link = Link::to(address, 3);
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    second.once(enrolled.peer);
    let fault = first.report(person, "Water under the floor plates");
    let bytes = noise(1, 40 * PIECE_BYTES + 1);
    let name = first.attach(person, fault, &bytes);
    let mut arrived = 0;
    let mut cuts = 0;
    while !second.blobs().holds(&name) {
        link.cut_after(Direction::Down, 200_000 + 7_919 * cuts, Cut::Told);
        second.once(enrolled.peer);
        let now = second.blobs().arrived(&name).unwrap();
        assert!(second.blobs().holds(&name) || now >= arrived, "{now} after {arrived}");
        assert_eq!(now % PIECE_BYTES as u64, 0, "half a piece was kept");
        arrived = now;
        cuts += 1;
        assert!(cuts < 60, "it does not come");
    }
    assert!(cuts > 5, "the line was cut {cuts} times only");
    assert_eq!(second.blobs().read(&name).unwrap(), Some(bytes));
    // Each cut cost a piece at most, beside what every exchange costs.
    let most = 41 * PIECE_BYTES as u64 + cuts * (PIECE_BYTES as u64 + 16_000);
    assert!(link.tally().down_bytes < most, "{} of {most}", link.tally().down_bytes);
}

#[test]
fn acts_go_before_photos_and_do_not_wait_for_a_large_one() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let link = Link::to(address, 1);
    let second = Machine::new(2);
    second
        .enrol(&link.address().to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let runner = second.run();
    wait_until("it is filled", || second.frontier() == first.frontier());
    // 256 kbit/s: the photo takes two minutes.
    link.set_weather(Weather {
        one_way: Duration::from_millis(50),
        rate_bits: Some(256_000),
        lost_per_mille: 0,
    });
    let fault = second.report(person, "Water under the floor plates");
    let name = second.attach(person, fault, &noise(1, 60 * PIECE_BYTES));
    wait_until("the photo is on its way", || first.blobs().arrived(&name).unwrap() > 0);
    second.report(person, "Bilge alarm");
    wait_until("the act is there", || first.faults().len() == 2);
    assert!(!first.blobs().holds(&name), "the photo would not be through yet");
    assert!(runner.now().links[0].status.files.to_send.files == 1);
}

#[test]
fn a_file_that_came_wrong_is_thrown_away_and_asked_for_again() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let fault = first.report(person, "Water under the floor plates");
    let bytes = noise(1, 2 * PIECE_BYTES);
    let name = first.attach(person, fault, &bytes);
    // What lies there already of the file is not what it should be: a disk that failed.
    std::fs::create_dir_all(second.arriving(name).parent().unwrap()).unwrap();
    std::fs::write(second.arriving(name), noise(9, PIECE_BYTES)).unwrap();
    let once = second.once(enrolled.peer);
    assert_eq!(once.status.files.trouble, Some(FilesTrouble::Damaged(1)));
    assert_eq!(once.status.failure, None, "acts are not concerned");
    let words = once.status.words_of_files().unwrap();
    assert_eq!(words.sentence, "A file arrived damaged and was thrown away.");
    assert!(!second.blobs().holds(&name));
    assert_eq!(second.blobs().arrived(&name).unwrap(), 0);
    second.once(enrolled.peer);
    assert_eq!(second.blobs().read(&name).unwrap(), Some(bytes));
}

#[test]
fn a_photo_that_nobody_has_keeps_no_other_from_travelling() {
    let (first, person) = Machine::founder(1);
    let (_meeting, address) = first.listen();
    let second = Machine::new(2);
    let enrolled = second
        .enrol(&address.to_string(), first.invite(person, "Bridge"))
        .unwrap();
    let fault = first.report(person, "Water under the floor plates");
    let lost = store::BlobName::of(b"on a third workstation");
    first.name_photo(person, fault, lost, 22);
    let name = first.attach(person, fault, &noise(1, PIECE_BYTES));
    let once = second.once(enrolled.peer);
    assert!(second.blobs().holds(&name));
    assert_eq!((once.files_received.files, once.status.files.elsewhere.files), (1, 1));
    assert_eq!(once.status.words_of_files().unwrap().code, "files_elsewhere");
}
