//! Takes a batch in: verified, stored whole or not at all, and given its effect, in one transaction.

use std::sync::Arc;

use domain::schema::Row as _;
use domain::tables::Device;
use journal::{ChangeKind, Clock, Entry, Hlc, RowId, clock::FOLLOW_AHEAD_MS_MAX, genesis_hash};
use wire::{Batch, Outcome, Refusal, RefusalCode, SignedHead};

use super::standing::{DeviceStanding, advance, standing};
use super::{Database, ShoreError, Work};
use crate::apply::{self, Tally};
use crate::column::Moment;
use crate::entries;

/// Entries of one batch that are set aside when it turns out to be a fork: enough to show what happened.
const FORKED_ENTRIES_MAX: usize = 100;

/// Whether a batch was stored, and how: an inner refusal ends the transaction without a trace.
type Checked<T> = Result<T, Box<Refusal>>;

impl Database {
    /// Stores a batch of the vessel. What is there already is skipped, so a batch may come again.
    ///
    /// # Errors
    /// When the database fails; nothing is stored then. What is wrong with the batch is an [`Outcome`].
    pub async fn receive(&self, vessel: RowId, batch: &Batch, now_ms: i64) -> Result<Outcome, ShoreError> {
        if batch.header.vessel != vessel {
            return Ok(refused(RefusalCode::WrongVessel, "The batch is of another vessel."));
        }
        let packed = batch.clone();
        // Decoding and hashing take long enough to keep other vessels waiting.
        let unpacking = tokio::task::spawn_blocking(move || wire::unpack(&packed));
        let unpacked = match unpacking.await.map_err(ShoreError::broken)? {
            Ok(entries) => entries.into_iter().map(Arc::new).collect::<Vec<_>>(),
            Err(error) => return Ok(Outcome::Refused(Refusal::from(&error))),
        };
        let mut connection = self.connection().await?;
        let mut work = Work::writing(&mut connection, vessel).await?;
        self.lock_waits().add(work.waited());
        let outcome = store(&mut work, batch, &unpacked, now_ms).await?;
        if !matches!(outcome, Outcome::Refused(_)) {
            work.commit().await?;
        }
        Ok(outcome)
    }
}

async fn store(
    work: &mut Work<'_>,
    batch: &Batch,
    unpacked: &[Arc<Entry>],
    now_ms: i64,
) -> Result<Outcome, ShoreError> {
    let header = &batch.header;
    let known = standing(work, header.device).await?;
    let introduced = introduced_key(unpacked);
    if let Err(refusal) = verify(work.vessel().0, batch, &known, introduced) {
        return Ok(Outcome::Refused(*refusal));
    }
    if let Some(seq) = forked_at(work, batch, &known, unpacked).await? {
        quarantine(work, unpacked, seq, now_ms).await?;
        return Ok(Outcome::Fork { seq });
    }
    let new: Vec<Arc<Entry>> = unpacked
        .iter()
        .filter(|entry| entry.seq > known.head.seq)
        .map(Arc::clone)
        .collect();
    let tally = add(work, &known, &new, introduced, now_ms).await?;
    keep_head(work, &header.head()).await?;
    let repeated = (unpacked.len() - new.len()) as u64;
    Ok(Outcome::Stored {
        applied: tally.applied,
        held: tally.held,
        parked: tally.parked,
        repeated,
    })
}

/// Whether the device signed the batch, and it joins what is here.
fn verify(vessel: RowId, batch: &Batch, known: &DeviceStanding, introduced: Option<[u8; 32]>) -> Checked<()> {
    let header = &batch.header;
    let refuse = |code, message: &str| Err(Box::new(Refusal::new(code, message)));
    if header.first_seq > known.head.seq + 1 {
        return refuse(
            RefusalCode::Gap,
            "Earlier entries of this workstation are missing here.",
        );
    }
    if header.first_seq == 1 && header.prev_hash != genesis_hash(header.device) {
        return refuse(
            RefusalCode::Altered,
            "The entries do not begin this workstation's chain.",
        );
    }
    let differs = introduced
        .zip(known.public_key)
        .is_some_and(|(one, other)| one != other);
    if known.is_forged || differs {
        return refuse(
            RefusalCode::ForgedDevice,
            "The workstation's key is not the one that was confirmed.",
        );
    }
    let Some(key) = known.public_key.or(introduced) else {
        return refuse(RefusalCode::UnknownDevice, "Nothing is known of this workstation here.");
    };
    match header.head().verify(vessel, &key) {
        Ok(()) => Ok(()),
        Err(error) => Err(Box::new(Refusal::from(&error))),
    }
}

/// The key that a device's first entry introduces it with, if that is among them.
fn introduced_key(entries: &[Arc<Entry>]) -> Option<[u8; 32]> {
    let first = entries.first().filter(|entry| entry.seq == 1)?;
    let own = first.device.to_string();
    first.changes.iter().find_map(|change| {
        let ChangeKind::Insert { values } = &change.kind else {
            return None;
        };
        let value = |number: u16| {
            values
                .iter()
                .find(|(column, _)| *column == number)
                .map(|(_, value)| value)
        };
        let is_own = change.table == Device::TABLE.number && value(Device::device.number)?.as_text() == Some(&own);
        is_own.then(|| value(Device::public_key.number)?.as_bytes()?.try_into().ok())?
    })
}

/// The first number at which another entry than the batch's stands here.
async fn forked_at(
    work: &Work<'_>,
    batch: &Batch,
    known: &DeviceStanding,
    unpacked: &[Arc<Entry>],
) -> Result<Option<u64>, ShoreError> {
    let header = &batch.header;
    if header.first_seq == known.head.seq + 1 {
        // Else the entry before the batch is another one than here.
        return Ok((header.prev_hash != known.head.hash).then_some(known.head.seq));
    }
    let last_seq = header.last_seq.min(known.head.seq);
    let hashes = entries::hashes(work, header.device, header.first_seq, last_seq).await?;
    let differs = hashes
        .iter()
        .zip(unpacked)
        .find(|((_, hash), entry)| *hash != entry.hash);
    Ok(differs.map(|((seq, _), _)| *seq))
}

/// Keeps entries whose numbers others have, for whoever settles it.
async fn quarantine(work: &Work<'_>, unpacked: &[Arc<Entry>], seq: u64, now_ms: i64) -> Result<(), ShoreError> {
    let forked = unpacked
        .iter()
        .filter(|entry| entry.seq >= seq)
        .take(FORKED_ENTRIES_MAX);
    let sql = "INSERT INTO shore_forks (vessel_id, device, seq, hash, entry, arrived_at) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    for entry in forked {
        let (device, hash) = (entry.device.to_string(), entry.hash.to_string());
        let (seq, bytes) = (entry.seq.cast_signed(), entry.canonical_bytes());
        work.run(sql, &[&work.vessel(), &device, &seq, &hash, &bytes, &Moment(now_ms)])
            .await?;
    }
    Ok(())
}

/// Adds entries that follow what is here, and gives them their effect.
pub(crate) async fn add(
    work: &mut Work<'_>,
    known: &DeviceStanding,
    new: &[Arc<Entry>],
    introduced: Option<[u8; 32]>,
    now_ms: i64,
) -> Result<Tally, ShoreError> {
    let Some(last) = new.last() else {
        return Ok(Tally::default());
    };
    let references: Vec<&Entry> = new.iter().map(Arc::as_ref).collect();
    entries::add(work, &references).await?;
    let own = known.is_own.then_some(last.device);
    let tally = apply::take_or_park(work, own, new).await?;
    let head = journal::Head {
        seq: last.seq,
        hash: last.hash,
    };
    advance(work, last.device, head, introduced, now_ms).await?;
    follow_clock(work, new, now_ms).await?;
    Ok(tally)
}

/// Moves the gateway's own clock on with what was received.
async fn follow_clock(work: &Work<'_>, new: &[Arc<Entry>], now_ms: i64) -> Result<(), ShoreError> {
    let sql = "SELECT hlc, wall_at_max FROM shore_vessels WHERE vessel_id = $1";
    let Some(row) = work.row(sql, &[&work.vessel()]).await? else {
        return Err(ShoreError::NoVessel(work.vessel().0));
    };
    let mut clock = Clock::new(Hlc::from_packed(row.try_get(0)?));
    let mut wall_at_max: i64 = row.try_get(1)?;
    for entry in new {
        clock.receive(entry.hlc, now_ms);
        if !entry.clock_suspect && entry.wall_at <= now_ms.saturating_add(FOLLOW_AHEAD_MS_MAX) {
            wall_at_max = wall_at_max.max(entry.wall_at);
        }
    }
    keep_clock(work, clock.last(), wall_at_max).await
}

pub(crate) async fn keep_clock(work: &Work<'_>, last: Hlc, wall_at_max: i64) -> Result<(), ShoreError> {
    let sql = "UPDATE shore_vessels SET hlc = $2, wall_at_max = $3 WHERE vessel_id = $1";
    work.run(sql, &[&work.vessel(), &last.to_packed(), &wall_at_max])
        .await?;
    Ok(())
}

/// Keeps a head that a device signed, so that batches can end there.
pub(crate) async fn keep_head(work: &Work<'_>, head: &SignedHead) -> Result<(), ShoreError> {
    let sql = "INSERT INTO shore_signed_heads (vessel_id, device, seq, hash, signature) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT DO NOTHING";
    let (device, hash) = (head.device.to_string(), head.hash.to_string());
    let (seq, signature) = (head.seq.cast_signed(), head.signature.to_vec());
    work.run(sql, &[&work.vessel(), &device, &seq, &hash, &signature])
        .await?;
    Ok(())
}

fn refused(code: RefusalCode, message: &str) -> Outcome {
    Outcome::Refused(Refusal::new(code, message))
}
