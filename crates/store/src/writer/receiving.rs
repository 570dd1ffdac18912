//! Takes entries of other workstations.

use std::thread;

use journal::{BreakReason, ChainBreak, Entry, EntryError};
use rusqlite::Connection;

use crate::audit_log;
use crate::chain_heads::entry_hash;
use crate::drafting::Batch;
use crate::error::StoreError;
use crate::intake::{Intake, Outcome};
use crate::verdict::Verdict;

/// Below this many entries a second thread costs more than it saves.
const ENTRIES_PER_THREAD_MIN: usize = 64;
/// Threads that recompute hashes.
const THREADS_MAX: usize = 4;

/// Recomputes every entry's hash, on several threads and outside the transaction.
pub(super) fn verify_all(entries: &[Entry]) -> Vec<Result<(), EntryError>> {
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
pub(super) fn take_all(
    batch: &mut Batch<'_>,
    entries: &[Entry],
    sound: &[Result<(), EntryError>],
    now_ms: i64,
) -> Result<Vec<Verdict>, StoreError> {
    let vessel = batch.standing.vessel.ok_or(StoreError::NoVessel)?;
    let mut intake = Intake::new(batch.connection, vessel)?;
    let mut verdicts = Vec::with_capacity(entries.len());
    for (entry, sound) in entries.iter().zip(sound) {
        verdicts.push(take(batch, &mut intake, entry, sound, now_ms)?);
    }
    batch.tables.extend(intake.tables);
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
        quarantine(batch.connection, entry, now_ms)?;
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
    Ok(match intake.take(entry, arrival)? {
        Outcome::Applied => Verdict::Applied,
        Outcome::Held(waits_for) => Verdict::Held { waits_for },
        Outcome::Parked(reason) => Verdict::Parked { reason },
    })
}

/// Keeps an entry whose number another one has, for whoever settles it.
fn quarantine(connection: &Connection, entry: &Entry, now_ms: i64) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO forks (device, seq, hash, entry, refused_ours, arrived_at) VALUES (?1, ?2, ?3, ?4, 0, ?5) \
         ON CONFLICT DO UPDATE SET entry = excluded.entry";
    let bytes = entry.canonical_bytes();
    let (device, hash) = (entry.device.to_string(), entry.hash.to_string());
    connection
        .prepare_cached(sql)?
        .execute((device, entry.seq.cast_signed(), hash, bytes, now_ms))?;
    Ok(())
}
