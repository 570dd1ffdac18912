//! Single exchanges between two replicas in memory: cuts at every byte, poison, and who is let in.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use ed25519_dalek::SigningKey;
use journal::{DeviceNumber, Frontier, RowId};
use sync::{
    Answer, Answered, Begin, Caller, Exchange, Failure, Memory, Mended, Outcome, Shelf, ShelfError, Speaker, Standing,
    Sums,
};
use wire::{Batch, Hello, RefusalCode};

use crate::simulator::dice::Dice;
use crate::simulator::doings;
use crate::simulator::line::{Call, Progress};
use crate::simulator::replica::{Replica, Rot};
use crate::simulator::world::NOON_MS;

/// The founder of a vessel, with some acts, and a workstation that it let in.
pub(super) fn pair() -> (Replica, Replica) {
    let device = |number| DeviceNumber::new(number).unwrap();
    let vessel = RowId::new(device(7), 1, 0).unwrap();
    let packed = Rc::new(RefCell::new(BTreeMap::new()));
    let replica = |number: u64, key: u8| {
        let key = SigningKey::from_bytes(&[key; 32]);
        Replica::new(vessel, device(number), key, false, Rc::clone(&packed))
    };
    let (founder, second) = (replica(7, 1), replica(8, 2));
    let person = doings::person(vessel);
    let commit = |doing| founder.commit(doing, NOON_MS).unwrap();
    commit(doings::found(vessel, device(7), founder.public_key(), 1));
    commit(doings::confirm(device(8), second.public_key(), person, 2));
    act(&founder, 40, 7);
    second
        .record
        .borrow_mut()
        .accepted
        .insert(device(7), founder.public_key());
    (founder, second)
}

/// So many acts of the day.
pub(super) fn act(replica: &Replica, acts: u64, seed: u64) {
    let mut dice = Dice::of(seed);
    let actor = doings::person(replica.record.borrow().vessel);
    for mark in 0..acts {
        let doing = doings::anything(&replica.record.borrow(), actor.clone(), &mut dice, 1_000 * seed + mark);
        if let Some((doing, _)) = doing {
            replica.commit(doing, NOON_MS).unwrap();
        }
    }
}

/// Brings the second replica up to date and lets it add a chain of its own.
fn met() -> (Replica, Replica) {
    let (founder, second) = pair();
    let mut memory = Memory::default();
    meet(&second, &founder, &mut memory);
    let doing = {
        let record = second.record.borrow();
        doings::introduce(&record, second.public_key(), doings::person(record.vessel), 3)
    };
    second.commit(doing, NOON_MS).unwrap();
    act(&second, 30, 9);
    (founder, second)
}

fn speaker() -> Speaker {
    Speaker {
        program: "test 1".to_owned(),
        wall_at: NOON_MS,
    }
}

fn begin(beyond: Option<Frontier>) -> Begin {
    Begin {
        number: 1,
        beyond,
        wants_sums: false,
        offers_refused: false,
        request_bytes_max: u64::MAX,
        files: sync::FilesTurn::default(),
        bytes_max: None,
    }
}

/// One exchange over a line that is cut after so many bytes, where it is. Also says what was carried.
fn exchange(
    asking: &Replica,
    answering: &Replica,
    begin: Begin,
    memory: &mut Memory,
    left: Option<u64>,
) -> (Outcome, Vec<u8>) {
    let exchange = Exchange::begin(asking, begin, memory.clone(), speaker()).unwrap();
    let mut call = Call::new(0, 1, exchange, speaker(), left);
    let mut dice = Dice::of(1);
    let ended = loop {
        if let Progress::Ended(ended) = call.step(asking, answering, &mut dice) {
            break ended;
        }
    };
    let request = call.request.clone();
    let (outcome, after) = call.finish(asking, ended);
    *memory = after;
    (outcome, request)
}

/// Asks, and exchanges.
fn meet(asking: &Replica, answering: &Replica, memory: &mut Memory) -> Outcome {
    let (asked, _) = exchange(asking, answering, begin(None), memory, None);
    let Ok(Answered::Asked { peer }) = asked.result else {
        panic!("{:?}", asked.result);
    };
    exchange(asking, answering, begin(Some(peer)), memory, None).0
}

fn is_equal(outcome: &Outcome) -> bool {
    matches!(&outcome.result, Ok(Answered::Exchanged { is_equal: true, .. }))
}

#[test]
fn cut_at_every_byte_whole_batches_stay_and_none_of_them_is_sent_again() {
    let (founder, second) = met();
    let heard = founder.frontier().unwrap();
    let known = Memory {
        device: Some(founder.device()),
        ..Memory::default()
    };
    let (whole, _) = exchange(
        &second.twin(),
        &founder.twin(),
        begin(Some(heard.clone())),
        &mut known.clone(),
        None,
    );
    assert!(is_equal(&whole), "{:?}", whole.result);
    let batches = whole.sent.batches;
    assert!(batches >= 3, "{batches}");
    let mut stored_counts = std::collections::BTreeSet::new();
    for cut in 0..whole.bytes() {
        let (asking, answering) = (second.twin(), founder.twin());
        let mut memory = known.clone();
        let (outcome, _) = exchange(&asking, &answering, begin(Some(heard.clone())), &mut memory, Some(cut));
        assert_eq!(outcome.result, Err(Failure::Cut), "{cut}");
        let before = answering.frontier().unwrap();
        let again = meet(&asking, &answering, &mut memory);
        assert!(is_equal(&again), "{cut}: {:?}", again.result);
        // What had arrived whole was kept, and only the rest travelled again.
        let arrived = batches - again.sent.batches;
        let missing = second.frontier().unwrap().get(second.device()) - before.get(second.device());
        assert_eq!(again.sent.entries, missing, "{cut}");
        stored_counts.insert(arrived);
    }
    assert_eq!(stored_counts.len() as u64, batches + 1);
}

#[test]
fn a_request_that_comes_again_an_hour_later_changes_nothing() {
    let (founder, second) = met();
    let mut memory = Memory::default();
    let (asked, _) = exchange(&second, &founder, begin(None), &mut memory, None);
    let Ok(Answered::Asked { peer }) = asked.result else {
        panic!()
    };
    let (outcome, request) = exchange(&second, &founder, begin(Some(peer)), &mut memory, None);
    assert!(is_equal(&outcome));
    act(&founder, 5, 11);
    let before = founder.known().state.clone();
    let mut answer = Answer::new(speaker());
    answer.receive(&founder, &request).unwrap();
    answer.request_ended().unwrap();
    while answer.next_bytes(&founder).unwrap().is_some() {}
    assert_eq!(founder.known().state, before);
}

/// A replica whose batches of one device arrive altered.
struct Poisoned<'r> {
    inner: &'r Replica,
    device: DeviceNumber,
}

impl Shelf for Poisoned<'_> {
    fn vessel(&self) -> Result<RowId, ShelfError> {
        Shelf::vessel(self.inner)
    }
    fn device(&self) -> Result<DeviceNumber, ShelfError> {
        Shelf::device(self.inner)
    }
    fn sign_hello(&self, hello: &mut Hello) -> Result<(), ShelfError> {
        self.inner.sign_hello(hello)
    }
    fn caller(&self, device: DeviceNumber) -> Result<Caller, ShelfError> {
        self.inner.caller(device)
    }
    fn frontier(&self) -> Result<Frontier, ShelfError> {
        self.inner.frontier()
    }
    fn standing(&self) -> Result<Standing, ShelfError> {
        self.inner.standing()
    }
    fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, ShelfError> {
        self.inner.closed()
    }
    fn next_batch(&self, device: DeviceNumber, after_seq: u64) -> Result<Option<Batch>, ShelfError> {
        let mut batch = self.inner.next_batch(device, after_seq)?;
        if let Some(batch) = batch.as_mut().filter(|_| device == self.device) {
            let middle = batch.body.len() / 2;
            batch.body[middle] ^= 0xff;
        }
        Ok(batch)
    }
    fn take(&self, batch: &Batch) -> Result<wire::Outcome, ShelfError> {
        self.inner.take(batch)
    }
    fn note_fork(&self, device: DeviceNumber, seq: u64) -> Result<(), ShelfError> {
        self.inner.note_fork(device, seq)
    }
    fn sums(&self) -> Result<Sums, ShelfError> {
        self.inner.sums()
    }
    fn mend(&self, columns: &[(u16, u16)]) -> Result<Mended, ShelfError> {
        self.inner.mend(columns)
    }
}

/// An exchange over a perfect line between any two shelves.
fn converse(asking: &impl Shelf, answering: &impl Shelf, begin: Begin, memory: &mut Memory) -> Outcome {
    let mut exchange = Exchange::begin(asking, begin, memory.clone(), speaker()).unwrap();
    let mut answer = Answer::new(speaker());
    while let Some(bytes) = exchange.next_bytes(asking).unwrap() {
        answer.receive(answering, &bytes).unwrap();
    }
    answer.request_ended().unwrap();
    while let Some(bytes) = answer.next_bytes(answering).unwrap() {
        exchange.receive(asking, &bytes).unwrap();
    }
    let (outcome, after) = exchange.finish(asking, Ok(()));
    *memory = after;
    outcome
}

#[test]
fn a_poisoned_batch_keeps_no_other_from_travelling_and_is_not_sent_again() {
    let (founder, second) = met();
    let (poisoned, other) = (second.device(), founder.device());
    act(&founder, 20, 13);
    let third = second.twin();
    third.restore(pair().1.record.borrow().clone());
    // The third workstation lacks both chains; of one every batch arrives altered.
    let mut memory = Memory::default();
    meet(&second, &founder, &mut memory);
    let source = Poisoned {
        inner: &founder,
        device: poisoned,
    };
    let mut memory = Memory {
        device: Some(other),
        ..Memory::default()
    };
    let nothing = || begin(Some(founder.frontier().unwrap()));
    let first = converse(&third, &source, nothing(), &mut memory);
    let Ok(Answered::Exchanged { is_equal, refused, .. }) = &first.result else {
        panic!("{:?}", first.result);
    };
    assert!(
        !is_equal && matches!(refused, Some(Failure::BatchesRefused { batches: 1, .. })),
        "{refused:?}"
    );
    let held = third.frontier().unwrap();
    assert_eq!(
        (held.get(other), held.get(poisoned)),
        (founder.frontier().unwrap().get(other), 0)
    );
    let again = converse(&third, &source, nothing(), &mut memory);
    assert!(
        again.received.bytes < first.received.bytes / 4,
        "{} of {}",
        again.received.bytes,
        first.received.bytes
    );
    // After a while it is offered again, and sound by then.
    let offered = Begin {
        offers_refused: true,
        ..nothing()
    };
    let sound = converse(&third, &founder, offered, &mut memory);
    assert!(self::is_equal(&sound), "{:?}", sound.result);
    assert_eq!(third.frontier().unwrap(), founder.frontier().unwrap());
}

#[test]
fn whoever_does_not_belong_here_is_refused_and_nothing_of_theirs_is_stored() {
    let (founder, second) = met();
    let before = founder.frontier().unwrap();
    let asked = |asking: &Replica, memory: &mut Memory| exchange(asking, &founder, begin(None), memory, None).0.result;
    let code = |result: Result<Answered, Failure>| match result {
        Err(Failure::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    let stranger = second.twin();
    stranger.renumber(DeviceNumber::new(99).unwrap(), SigningKey::from_bytes(&[9; 32]));
    assert_eq!(
        code(asked(&stranger, &mut Memory::default())),
        RefusalCode::UnknownDevice
    );
    // A number that belongs here, with another key.
    let forger = second.twin();
    forger.renumber(second.device(), SigningKey::from_bytes(&[9; 32]));
    assert_eq!(code(asked(&forger, &mut Memory::default())), RefusalCode::BadSignature);
    let other_ship = second.twin();
    other_ship.record.borrow_mut().vessel = RowId::new(DeviceNumber::new(5).unwrap(), 1, 0).unwrap();
    assert_eq!(
        code(asked(&other_ship, &mut Memory::default())),
        RefusalCode::WrongVessel
    );
    // What was said to somebody else is no proof here.
    let mut elsewhere = Memory {
        device: Some(DeviceNumber::new(77).unwrap()),
        ..Memory::default()
    };
    let (outcome, _) = exchange(&second, &founder, begin(Some(before.clone())), &mut elsewhere, None);
    assert_eq!(code(outcome.result), RefusalCode::NotEnrolled);
    let doing = doings::close(
        &founder.record.borrow(),
        second.device(),
        0,
        doings::person(founder.vessel().unwrap()),
        4,
    );
    founder.commit(doing, NOON_MS).unwrap();
    assert_eq!(code(asked(&second, &mut Memory::default())), RefusalCode::ClosedDevice);
    assert_eq!(
        founder.frontier().unwrap().get(second.device()),
        before.get(second.device())
    );
}

#[test]
fn a_wrong_sum_is_found_and_mended_on_whichever_side_it_is() {
    for is_here in [true, false] {
        let (founder, second) = met();
        let mut memory = Memory::default();
        assert!(is_equal(&meet(&second, &founder, &mut memory)));
        let rotten = if is_here { &second } else { &founder };
        rotten.rotten.set(Some(Rot { column: (10, 2), by: 1 }));
        let heard = founder.frontier().unwrap();
        let (differs, _) = exchange(&second, &founder, begin(Some(heard.clone())), &mut memory, None);
        let Ok(Answered::Exchanged { comparison, .. }) = differs.result else {
            panic!()
        };
        assert_eq!(comparison, sync::Comparison::Differs { columns: vec![] });
        let looks = Begin {
            wants_sums: true,
            ..begin(Some(heard))
        };
        let (mended, _) = exchange(&second, &founder, looks, &mut memory, None);
        let Ok(Answered::Exchanged { comparison, .. }) = mended.result else {
            panic!()
        };
        assert_eq!(
            (comparison, rotten.rotten.get()),
            (sync::Comparison::Same, None),
            "{is_here}"
        );
    }
}

#[test]
fn two_copies_that_did_the_very_same_are_told_apart_though_their_tables_agree() {
    let (founder, second) = met();
    let mut memory = Memory::default();
    assert!(is_equal(&meet(&second, &founder, &mut memory)));
    let copy = founder.twin();
    let same = |replica: &Replica, mark| {
        let actor = doings::person(replica.record.borrow().vessel);
        let doing = doings::anything(&replica.record.borrow(), actor, &mut Dice::of(4), mark);
        replica.commit(doing.unwrap().0, NOON_MS).unwrap();
    };
    same(&founder, 70_001);
    same(&copy, 70_002);
    assert!(is_equal(&meet(&second, &copy, &mut Memory::default())));
    let (ours, theirs) = (second.standing().unwrap(), founder.standing().unwrap());
    assert_eq!((&ours.frontier, ours.digest), (&theirs.frontier, theirs.digest));
    let parted = meet(&second, &founder, &mut memory);
    let Ok(Answered::Exchanged {
        is_equal, comparison, ..
    }) = parted.result
    else {
        panic!("{:?}", parted.result);
    };
    assert_eq!((is_equal, comparison), (false, sync::Comparison::Parted));
    let looks = Begin {
        wants_sums: true,
        ..begin(Some(theirs.frontier.clone()))
    };
    let (found, _) = exchange(&second, &founder, looks, &mut memory, None);
    assert!(
        matches!(
            found.result,
            Ok(Answered::Exchanged {
                refused: Some(Failure::BatchesRefused { .. }),
                ..
            })
        ),
        "{:?}",
        found.result
    );
    let last_seq = theirs.frontier.get(founder.device());
    let noted = |replica: &Replica| replica.record.borrow().forks.get(&founder.device()).copied();
    assert_eq!((noted(&second), noted(&founder)), (Some(last_seq), Some(last_seq)));
}
