//! The replica in memory as the place where entries lie: what the real code of an exchange is given.

use std::collections::BTreeMap;

use domain::schema::Row;
use domain::tables::Attachment;
use journal::digest::{ColumnSum, Digest, DigestRoot};
use journal::{DeviceNumber, Entry, Frontier, Head, RowId, Value, Verdict, genesis_hash};
use store::BlobName;
use sync::{Caller, Files, FilesHere, Kept, Mended, Shelf, ShelfError, Standing, Sums};
use wire::{Batch, FileName, FilePiece, Hello, Outcome, Refusal, RefusalCode, SignedHead, WireError};

use super::replica::{Record, Replica};
use super::world::Breach;
use crate::drawer::Drawer;

/// Entries in a batch: few, so that a voyage has many batches.
const BATCH_ENTRIES: usize = 12;

impl Shelf for Replica {
    fn vessel(&self) -> Result<RowId, ShelfError> {
        self.alive()?;
        Ok(self.record.borrow().vessel)
    }

    fn device(&self) -> Result<DeviceNumber, ShelfError> {
        self.alive()?;
        Ok(Replica::device(self))
    }

    fn sign_hello(&self, hello: &mut Hello) -> Result<(), ShelfError> {
        self.alive()?;
        let key = self.key(hello.device);
        hello.sign(&key.ok_or_else(|| ShelfError::Fault("no key".into()))?);
        Ok(())
    }

    fn caller(&self, device: DeviceNumber) -> Result<Caller, ShelfError> {
        self.alive()?;
        let record = self.record.borrow();
        if record.closed.contains_key(&device) {
            return Ok(Caller::Closed);
        }
        let accepted = record.accepted.get(&device).copied();
        let is_founder = record.vessel.author().is_some_and(|(founder, _, _)| founder == device);
        let (confirmed, introduced) = record.keys(device, None);
        let known = confirmed.or_else(|| introduced.filter(|_| is_founder));
        let key = known.and_then(|key| <[u8; 32]>::try_from(key).ok()).or(accepted);
        Ok(key.map_or(Caller::Unknown, |public_key| Caller::Known { public_key }))
    }

    fn frontier(&self) -> Result<Frontier, ShelfError> {
        self.alive()?;
        Ok(self.record.borrow().frontier())
    }

    fn standing(&self) -> Result<Standing, ShelfError> {
        self.alive()?;
        // What lies beyond its device's end never comes to count, whether it waits or not.
        let known = self.known();
        let held = known.state.held.difference(&known.state.void).count();
        let digest = if held == 0 {
            Ok(DigestRoot::of(&self.stored_sums()))
        } else {
            Err(format!("{held} entries wait for others"))
        };
        Ok(Standing {
            frontier: self.record.borrow().frontier(),
            histories: self.record.borrow().histories(),
            digest,
        })
    }

    fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, ShelfError> {
        self.alive()?;
        Ok(self.record.borrow().closed.clone())
    }

    fn next_batch(&self, device: DeviceNumber, after_seq: u64) -> Result<Option<Batch>, ShelfError> {
        self.alive()?;
        let mut record = self.record.borrow_mut();
        let after = usize::try_from(after_seq).unwrap_or(usize::MAX);
        let Some(rest) = record.chains.get(&device).and_then(|chain| chain.get(after..)) else {
            return Ok(None);
        };
        if rest.is_empty() {
            return Ok(None);
        }
        let (count, head) = match self.key(device) {
            Some(key) => {
                let count = rest.len().min(BATCH_ENTRIES);
                let last = &rest[count - 1];
                (
                    count,
                    SignedHead::sign(record.vessel, device, last.seq, last.hash, &key),
                )
            }
            None => match furthest(record.heads.get(&device), after_seq) {
                Some(head) => (usize::try_from(head.seq - after_seq).unwrap_or(usize::MAX), head),
                None => return Ok(None),
            },
        };
        let name = (head.hash, after_seq, head.seq);
        let known = self.packed.borrow().get(&name).cloned();
        let batch = match known {
            Some(batch) => batch,
            None => {
                let entries = rest
                    .get(..count)
                    .ok_or_else(|| ShelfError::Fault("a head beyond the chain".into()))?;
                let batch = wire::pack(record.vessel, entries, &head);
                let batch = batch.map_err(|error| ShelfError::Fault(error.into()))?;
                self.packed.borrow_mut().insert(name, batch.clone());
                batch
            }
        };
        record.heads.entry(device).or_default().insert(head.seq, head);
        Ok(Some(batch))
    }

    fn take(&self, batch: &Batch) -> Result<Outcome, ShelfError> {
        self.alive()?;
        let checked = self.record.borrow().check(batch);
        let fresh = match checked {
            Ok(fresh) => fresh,
            Err(Refused::Fork { seq, is_located }) => {
                if is_located {
                    self.durably(|record| record.note_fork(batch.header.device, seq))?;
                }
                return Ok(Outcome::Fork { seq });
            }
            Err(Refused::Whole(refusal)) => return Ok(Outcome::Refused(refusal)),
        };
        if self.breach == Some(Breach::ForgetsStored) && batch.header.last_seq.is_multiple_of(7) {
            let total = batch.header.last_seq - batch.header.first_seq + 1;
            return Ok(stored(total, 0, 0));
        }
        let head = batch.header.head();
        let total = batch.header.last_seq - batch.header.first_seq + 1;
        let repeated = total - fresh.len() as u64;
        self.durably(|record| {
            record.heads.entry(head.device).or_default().insert(head.seq, head);
            let verdicts: Vec<Verdict> = fresh.into_iter().map(|entry| record.keep(entry)).collect();
            let held = verdicts
                .iter()
                .filter(|verdict| matches!(verdict, Verdict::Held { .. }))
                .count() as u64;
            stored(verdicts.len() as u64 - held, held, repeated)
        })
    }

    fn note_fork(&self, device: DeviceNumber, seq: u64) -> Result<(), ShelfError> {
        self.durably(|record| {
            record.note_fork(device, seq);
            let refused = record.refused.entry(device).or_insert(seq);
            *refused = seq.min(*refused);
        })
    }

    fn sums(&self) -> Result<Sums, ShelfError> {
        self.alive()?;
        Ok(Sums {
            frontier: self.record.borrow().frontier(),
            columns: self.stored_sums(),
        })
    }

    fn mend(&self, columns: &[(u16, u16)]) -> Result<Mended, ShelfError> {
        self.alive()?;
        let mut mended = Mended::default();
        if let Some(rot) = self.rotten.get()
            && columns.contains(&rot.column)
        {
            self.rotten.set(None);
            mended.rows.push((rot.column.0, self.record.borrow().vessel));
        }
        Ok(mended)
    }

    fn files(&self) -> Option<&dyn Files> {
        // A program that does not know the table carries no files.
        (!self.record.borrow().tables.is_older).then_some(self)
    }
}

impl Replica {
    /// The files that rows with effect name, and their bytes.
    pub(super) fn named_files(&self) -> BTreeMap<FileName, u64> {
        let known = self.known();
        let rows = known.state.rows.iter();
        let attached = rows.filter(|((table, _), row)| *table == Attachment::TABLE.number && !row.hidden);
        let value = |cells: &[(u16, Value)], column: u16| {
            let found = cells.iter().find(|(number, _)| *number == column);
            found.map(|(_, value)| value.clone())
        };
        let named = attached.filter_map(|(_, row)| {
            let cells: Vec<(u16, Value)> = row.cells.values().flat_map(|cell| cell.values.clone()).collect();
            let name = BlobName::parse(value(&cells, Attachment::sha256.number)?.as_text()?)?;
            match value(&cells, Attachment::size_bytes.number)? {
                Value::Int(size_bytes) => Some((FileName(*name.bytes()), size_bytes.cast_unsigned())),
                _ => None,
            }
        });
        named.collect()
    }

    fn drawer_now(&self) -> Result<&Drawer, ShelfError> {
        self.alive()?;
        self.drawer.set_named(self.named_files());
        Ok(&self.drawer)
    }
}

impl Files for Replica {
    fn here(&self) -> Result<FilesHere, ShelfError> {
        self.drawer_now()?.here()
    }

    fn size(&self, name: &FileName) -> Result<Option<u64>, ShelfError> {
        self.drawer_now()?.size(name)
    }

    fn is_sound(&self, name: &FileName) -> Result<bool, ShelfError> {
        self.drawer_now()?.is_sound(name)
    }

    fn piece(&self, name: &FileName, offset: u64) -> Result<Vec<u8>, ShelfError> {
        self.drawer_now()?.piece(name, offset)
    }

    /// Power may fail here as at any other durable write.
    fn keep(&self, piece: &FilePiece) -> Result<Kept, ShelfError> {
        let drawer = self.drawer_now()?;
        if self.breach == Some(Breach::ForgetsPieces) && piece.offset > 0 {
            return Ok(Kept::Arrived);
        }
        self.durably(|_| drawer.keep(piece))?
    }
}

fn stored(applied: u64, held: u64, repeated: u64) -> Outcome {
    Outcome::Stored {
        applied,
        held,
        parked: 0,
        repeated,
    }
}

enum Refused {
    /// Two entries have one number: this one, or an earlier one where it is not located yet.
    Fork {
        seq: u64,
        is_located: bool,
    },
    Whole(Refusal),
}

impl From<WireError> for Refused {
    fn from(error: WireError) -> Self {
        Self::Whole((&error).into())
    }
}

impl Record {
    /// The entries of the batch that are not here yet, once everything about it was verified.
    fn check(&self, batch: &Batch) -> Result<Vec<Entry>, Refused> {
        let header = &batch.header;
        let refuse = |code, message: &str| Refused::Whole(Refusal::new(code, message));
        if header.vessel != self.vessel {
            return Err(refuse(RefusalCode::WrongVessel, "the batch is another vessel's"));
        }
        let entries = wire::unpack(batch)?;
        let first = entries.first().filter(|entry| entry.seq == 1);
        let public_key = match self.keys(header.device, first) {
            (Some(confirmed), Some(introduced)) if confirmed != introduced => {
                return Err(refuse(RefusalCode::ForgedDevice, "its key is not the confirmed one"));
            }
            (Some(key), _) | (None, Some(key)) => <[u8; 32]>::try_from(key),
            (None, None) => return Err(refuse(RefusalCode::UnknownDevice, "nobody knows the device")),
        };
        let public_key = public_key.map_err(|_| refuse(RefusalCode::ForgedDevice, "its key is none"))?;
        header.head().verify(self.vessel, &public_key)?;
        self.join(header.device, header.first_seq, entries)
    }

    fn join(&self, device: DeviceNumber, first_seq: u64, entries: Vec<Entry>) -> Result<Vec<Entry>, Refused> {
        let held = self.chains.get(&device).map_or(&[][..], Vec::as_slice);
        let head = held.last().map_or(
            Head {
                seq: 0,
                hash: genesis_hash(device),
            },
            |last| Head {
                seq: last.seq,
                hash: last.hash,
            },
        );
        if first_seq > head.seq + 1 {
            return Err(Refused::Whole(Refusal::new(
                RefusalCode::Gap,
                "entries are missing before it",
            )));
        }
        let before = usize::try_from(first_seq - 1).unwrap_or(usize::MAX);
        if let (Some(before), Some(first)) = (before.checked_sub(1).and_then(|index| held.get(index)), entries.first())
            && before.hash != first.prev_hash
        {
            return Err(Refused::Fork {
                seq: before.seq,
                is_located: false,
            });
        }
        for (ours, theirs) in held.iter().skip(before).zip(&entries) {
            if ours.hash != theirs.hash {
                return Err(Refused::Fork {
                    seq: ours.seq,
                    is_located: true,
                });
            }
        }
        Ok(entries.into_iter().filter(|entry| entry.seq > head.seq).collect())
    }

    fn note_fork(&mut self, device: DeviceNumber, seq: u64) {
        let noted = self.forks.entry(device).or_insert(seq);
        *noted = seq.min(*noted);
    }
}

/// The furthest head within one batch, else the next one whatever its distance.
fn furthest(heads: Option<&BTreeMap<u64, SignedHead>>, after_seq: u64) -> Option<SignedHead> {
    let heads = heads?;
    let within = heads
        .range(after_seq + 1..=after_seq + BATCH_ENTRIES as u64)
        .next_back();
    within
        .or_else(|| heads.range(after_seq + 1..).next())
        .map(|(_, head)| *head)
}

impl Replica {
    /// The sums as they are stored, right or not.
    fn stored_sums(&self) -> Vec<ColumnSum> {
        let mut sums = self.known().sums.clone();
        for sum in &mut sums {
            if let Some(rot) = self.rotten.get()
                && rot.column == (sum.table, sum.column)
            {
                sum.sum.add(&Digest::from_bytes([rot.by; 32]));
            }
        }
        sums
    }
}
