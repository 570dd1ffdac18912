//! Takes entries of other workstations.

use std::thread;

use ed25519_dalek::{Signature, VerifyingKey};
use journal::{BreakReason, ChainBreak, DeviceNumber, Entry, EntryError, Hash, Head, RowId, Stamp, genesis_hash};

use super::Writer;
use crate::audit_log;
use crate::chain_heads::entry_hash;
use crate::drafting::Batch;
use crate::error::StoreError;
use crate::exchange::{PUBLIC_KEY_BYTES, RunRefusal, public_key, quarantine};
use crate::intake::{Intake, Outcome};
use crate::rights;
use crate::signed_heads::{self, SignedHead};
use crate::verdict::Verdict;

/// Below this many entries a second thread costs more than it saves.
const ENTRIES_PER_THREAD_MIN: usize = 64;
/// Threads that recompute hashes.
const THREADS_MAX: usize = 4;

impl Writer {
    /// Takes a run of one device's entries that ends at a head signed by it: whole, or nothing of it but
    /// entries whose number another one has, which are set aside. One transaction, durable when this
    /// returns, and one verdict for each entry, in their order; entries that were here are `Repeated`.
    ///
    /// `message` gives the bytes that the device signed.
    ///
    /// # Errors
    /// [`StoreError::Run`] when the run is refused; or when the replica belongs to no vessel yet, or
    /// cannot be written.
    pub fn receive(
        &self,
        run: &[Entry],
        signed: &SignedHead,
        now_ms: i64,
        message: impl Fn(RowId, DeviceNumber, Head) -> Vec<u8>,
    ) -> Result<Vec<Verdict>, StoreError> {
        let sound = verify_all(run);
        follow(run, &sound, signed)?;
        let received = self.transact(|batch| {
            let vessel = batch.standing.vessel.ok_or(StoreError::NoVessel)?;
            let key = match public_key(&batch.records(), signed.device, run.first())? {
                Ok(key) => key,
                Err(refusal) => return Ok(Err(refusal)),
            };
            if !is_signed(&key, signed, &message(vessel, signed.device, signed.head())) {
                return Ok(Err(RunRefusal::WrongSignature(signed.device)));
            }
            // A fork is no error to the transaction: what was set aside is kept.
            if let Err(refusal) = join(batch, run, now_ms)? {
                return Ok(Err(refusal));
            }
            let verdicts = take_all(batch, run, &sound, now_ms)?;
            signed_heads::keep(batch.connection, signed)?;
            if verdicts.iter().any(|verdict| *verdict != Verdict::Repeated) {
                batch.leave_number(signed.device);
            }
            Ok(Ok(verdicts))
        })?;
        Ok(received?)
    }

    /// Takes entries without anybody's signature, as tests make them: one transaction, and one verdict
    /// for each, in their order.
    ///
    /// # Errors
    /// When the replica belongs to no vessel yet, or cannot be written; then none was taken.
    pub fn apply(&self, entries: &[Entry], now_ms: i64) -> Result<Vec<Verdict>, StoreError> {
        let sound = verify_all(entries);
        self.transact(|batch| take_all(batch, entries, &sound, now_ms))
    }
}

/// Holds a run to what it must be by itself: sound entries of one device, each after the one before it,
/// up to the signed head.
fn follow(run: &[Entry], sound: &[Result<(), EntryError>], signed: &SignedHead) -> Result<(), RunRefusal> {
    let first = run.first().ok_or(RunRefusal::Empty)?;
    let broken = |seq, reason| {
        RunRefusal::Broken(ChainBreak {
            device: signed.device,
            seq,
            reason,
        })
    };
    let mut before = Head {
        seq: first.seq.saturating_sub(1),
        hash: first.prev_hash,
    };
    for (entry, sound) in run.iter().zip(sound) {
        if let Err(error) = sound {
            return Err(broken(entry.seq, BreakReason::Broken(error.clone())));
        }
        if entry.device != signed.device {
            return Err(broken(entry.seq, BreakReason::OtherDevice(entry.device)));
        }
        if entry.seq != before.seq + 1 {
            return Err(broken(before.seq + 1, BreakReason::Gap { found: entry.seq }));
        }
        if entry.prev_hash != before.hash {
            return Err(broken(entry.seq, BreakReason::PrevHashMismatch));
        }
        before = Head {
            seq: entry.seq,
            hash: entry.hash,
        };
    }
    if first.seq == 1 && first.prev_hash != genesis_hash(first.device) {
        return Err(broken(1, BreakReason::PrevHashMismatch));
    }
    if before != signed.head() {
        return Err(broken(signed.seq, BreakReason::HeadMismatch));
    }
    Ok(())
}

fn is_signed(key: &[u8; PUBLIC_KEY_BYTES], signed: &SignedHead, message: &[u8]) -> bool {
    let signature = Signature::from_bytes(&signed.signature);
    // Strict: a signature that stands for two messages would let a fork pass for one chain.
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

/// Whether the run joins the chain that is here. Where it does not, its entries under numbers that others
/// have here are set aside.
fn join(batch: &mut Batch<'_>, run: &[Entry], now_ms: i64) -> Result<Result<(), RunRefusal>, StoreError> {
    let Some(first) = run.first() else {
        return Ok(Err(RunRefusal::Empty));
    };
    let device = first.device;
    let head = batch.standing.head(device);
    if first.seq > head.seq + 1 {
        let (have, begins) = (head.seq, first.seq);
        return Ok(Err(RunRefusal::Gap { device, have, begins }));
    }
    let mut forked = None;
    let mut compare = |batch: &Batch<'_>, stamp: Stamp, theirs: Hash, entry: Option<&Entry>| {
        let here = entry_hash(batch.connection, stamp)?;
        let here = here.ok_or_else(|| StoreError::broken(format!("entry {stamp} is not there")))?;
        let ours: Hash = here.parse().map_err(StoreError::broken)?;
        if ours != theirs {
            quarantine(batch.connection, stamp, Some(theirs), entry, now_ms)?;
            forked = forked.or(Some((stamp.seq, ours, theirs)));
        }
        Ok::<(), StoreError>(())
    };
    if let Some(seq) = first.seq.checked_sub(1).filter(|seq| *seq > 0) {
        compare(batch, Stamp { device, seq }, first.prev_hash, None)?;
    }
    for entry in run.iter().take_while(|entry| entry.seq <= head.seq) {
        compare(batch, entry.stamp(), entry.hash, Some(entry))?;
    }
    let Some((seq, ours, theirs)) = forked else {
        return Ok(Ok(()));
    };
    batch.leave_number(device);
    Ok(Err(RunRefusal::Fork {
        device,
        seq,
        ours,
        theirs,
    }))
}

/// Recomputes every entry's hash, on several threads and outside the transaction.
fn verify_all(entries: &[Entry]) -> Vec<Result<(), EntryError>> {
    let available = thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
    let threads = available.min(entries.len() / ENTRIES_PER_THREAD_MIN).max(1);
    let share = entries.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let verify = |share: &[Entry]| share.iter().map(Entry::verify).collect::<Vec<_>>();
        let mut shares = entries.chunks(share);
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || verify(share))).collect();
        let mut sound = verify(first);
        for other in others {
            sound.extend(other.join().expect("verifying an entry does not panic"));
        }
        sound
    })
}

/// Takes the entries in their order.
fn take_all(
    batch: &mut Batch<'_>,
    entries: &[Entry],
    sound: &[Result<(), EntryError>],
    now_ms: i64,
) -> Result<Vec<Verdict>, StoreError> {
    let vessel = batch.standing.vessel.ok_or(StoreError::NoVessel)?;
    let mut intake = Intake::new(batch.connection, batch.gate, vessel)?;
    let mut verdicts = Vec::with_capacity(entries.len());
    for (entry, sound) in entries.iter().zip(sound) {
        verdicts.push(take(batch, &mut intake, entry, sound, now_ms)?);
    }
    batch.tables.extend(intake.finish()?);
    Ok(verdicts)
}

fn take(
    batch: &mut Batch<'_>,
    intake: &mut Intake<'_>,
    entry: &Entry,
    sound: &Result<(), EntryError>,
    now_ms: i64,
) -> Result<Verdict, StoreError> {
    let refused = |reason| {
        Ok(Verdict::Refused(ChainBreak {
            device: entry.device,
            seq: entry.seq,
            reason,
        }))
    };
    if let Err(error) = sound {
        return refused(BreakReason::Broken(error.clone()));
    }
    let head = batch.standing.head(entry.device);
    if entry.seq <= head.seq {
        if entry_hash(batch.connection, entry.stamp())? == Some(entry.hash.to_string()) {
            return Ok(Verdict::Repeated);
        }
        quarantine(batch.connection, entry.stamp(), Some(entry.hash), Some(entry), now_ms)?;
        return Ok(Verdict::Fork);
    }
    if entry.seq > head.seq + 1 {
        let missing = ChainBreak {
            device: entry.device,
            seq: head.seq + 1,
            reason: BreakReason::Gap { found: entry.seq },
        };
        return Ok(Verdict::Refused(missing));
    }
    if entry.prev_hash != head.hash {
        return refused(BreakReason::PrevHashMismatch);
    }
    let arrival = audit_log::add(batch.connection, entry)?;
    batch.standing.advance(entry, now_ms);
    batch.standing.clock.receive(entry.hlc, now_ms);
    let outcome = intake.take(entry, arrival)?;
    rights::note(batch.connection, entry, arrival)?;
    Ok(match outcome {
        Outcome::Applied => Verdict::Applied,
        Outcome::Held(waits_for) => Verdict::Held { waits_for },
        Outcome::Void => Verdict::Void,
        Outcome::Parked(reason) => Verdict::Parked { reason },
    })
}
