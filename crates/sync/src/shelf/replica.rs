//! A workstation's replica as the place where entries lie.

mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::refusal::{Code, Refusal as ActRefusal};
use journal::{DeviceNumber, Frontier, Head, RowId, Stamp};
use store::{Reader, RunRefusal, StoreError, Verdict, Writer};
use wire::limits::{BATCH_ENTRIES_MAX, PLAIN_BYTES_MAX};
use wire::{Batch, Hello, Outcome, Refusal, RefusalCode, SignedHead};

use super::{Caller, Mended, Shelf, ShelfError, Standing, Sums};
use crate::files::Files;
use crate::outside::Outside;

/// A replica that this program writes, with the clock of its machine.
#[derive(Clone)]
pub struct ReplicaShelf {
    writer: Arc<Writer>,
    outside: Arc<dyn Outside>,
}

impl ReplicaShelf {
    /// The shelf of that replica.
    #[must_use]
    pub fn new(writer: Arc<Writer>, outside: Arc<dyn Outside>) -> Self {
        Self { writer, outside }
    }

    fn reader(&self) -> Result<Reader, ShelfError> {
        Ok(self.writer.readers().reader()?)
    }

    fn receive(&self, batch: &Batch) -> Result<Result<Vec<Verdict>, Refused>, ShelfError> {
        let header = &batch.header;
        if header.vessel != self.vessel()? {
            let message = "The batch belongs to another vessel.";
            return Ok(Err(Refused::Whole(Refusal::new(RefusalCode::WrongVessel, message))));
        }
        let entries = match wire::unpack(batch) {
            Ok(entries) => entries,
            Err(error) => return Ok(Err(Refused::Whole(Refusal::from(&error)))),
        };
        let signed = store::SignedHead {
            device: header.device,
            seq: header.last_seq,
            hash: header.head_hash,
            signature: header.signature,
        };
        match self.writer.receive(&entries, &signed, self.outside.wall_ms(), message) {
            Ok(verdicts) => Ok(Ok(verdicts)),
            Err(StoreError::Run(refusal)) => Ok(Err(refused(&refusal))),
            Err(error) => Err(error.into()),
        }
    }

    /// Signs what was written since it was last signed; it is durable, in the state folder too, before.
    fn sign_own(&self, device: DeviceNumber) -> Result<(), ShelfError> {
        let is_open = {
            let reader = self.reader()?;
            let records = reader.records();
            let head = records.head(device)?;
            let is_own = records.own_numbers()?.contains(&device);
            let last = records.signed_heads_after(device, head.seq.saturating_sub(1), 1)?;
            is_own && head.seq > 0 && last.is_empty()
        };
        if is_open {
            self.writer.sign_own_head(message)?;
        }
        Ok(())
    }
}

/// The bytes that a device signs to vouch for its chain up to a head.
fn message(vessel: RowId, device: DeviceNumber, head: Head) -> Vec<u8> {
    SignedHead::message(vessel, device, head.seq, &head.hash)
}

impl Shelf for ReplicaShelf {
    fn vessel(&self) -> Result<RowId, ShelfError> {
        let vessel = self.reader()?.records().vessel()?;
        Ok(vessel.ok_or(StoreError::NoVessel)?)
    }

    fn device(&self) -> Result<DeviceNumber, ShelfError> {
        match self.writer.workstation() {
            Some((device, _)) => Ok(device),
            None => Err(ShelfError::Unavailable {
                code: Code::WrongState,
                message: "This workstation has no number of its own yet. Enrol it with a code.".to_owned(),
            }),
        }
    }

    fn sign_hello(&self, hello: &mut Hello) -> Result<(), ShelfError> {
        hello.proof = self.writer.sign(&hello.proof_message());
        Ok(())
    }

    fn caller(&self, device: DeviceNumber) -> Result<Caller, ShelfError> {
        let reader = self.reader()?;
        let records = reader.records();
        if records.closed()?.contains_key(&device) {
            return Ok(Caller::Closed);
        }
        let key = if records.is_confirmed(device)? {
            records.public_key(device)?
        } else {
            None
        };
        Ok(key.map_or(Caller::Unknown, |public_key| Caller::Known { public_key }))
    }

    fn frontier(&self) -> Result<Frontier, ShelfError> {
        Ok(self.reader()?.records().frontier()?)
    }

    fn standing(&self) -> Result<Standing, ShelfError> {
        let reader = self.reader()?;
        let records = reader.records();
        Ok(Standing {
            frontier: records.frontier()?,
            histories: records.histories()?,
            digest: match records.unsure()? {
                Some(why) => Err(why),
                None => Ok(records.digest()?),
            },
        })
    }

    fn closed(&self) -> Result<BTreeMap<DeviceNumber, u64>, ShelfError> {
        Ok(self.reader()?.records().closed()?)
    }

    fn next_batch(&self, device: DeviceNumber, after_seq: u64) -> Result<Option<Batch>, ShelfError> {
        self.sign_own(device)?;
        let reader = self.reader()?;
        let records = reader.records();
        let vessel = records.vessel()?.ok_or(StoreError::NoVessel)?;
        let entries = records.entries_after(device, after_seq, BATCH_ENTRIES_MAX, PLAIN_BYTES_MAX)?;
        let heads = records.signed_heads_after(device, after_seq, entries.len())?;
        let heads: Vec<SignedHead> = heads.iter().map(wire_head).collect();
        if entries.is_empty() || heads.is_empty() {
            return Ok(None);
        }
        let batch = wire::pack_upto(vessel, &entries, &heads);
        Ok(Some(batch.map_err(|error| ShelfError::Fault(error.into()))?))
    }

    fn take(&self, batch: &Batch) -> Result<Outcome, ShelfError> {
        let verdicts = match self.receive(batch)? {
            Ok(verdicts) => verdicts,
            Err(Refused::Fork { seq }) => return Ok(Outcome::Fork { seq }),
            Err(Refused::Whole(refusal)) => return Ok(Outcome::Refused(refusal)),
        };
        let count = |is: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| is(verdict)).count() as u64;
        Ok(Outcome::Stored {
            // A void entry has the effect that it should: none.
            applied: count(|verdict| matches!(verdict, Verdict::Applied | Verdict::Void)),
            held: count(|verdict| matches!(verdict, Verdict::Held { .. })),
            parked: count(|verdict| matches!(verdict, Verdict::Parked { .. })),
            repeated: count(|verdict| *verdict == Verdict::Repeated),
        })
    }

    fn note_fork(&self, device: DeviceNumber, seq: u64) -> Result<(), ShelfError> {
        let now_ms = self.outside.wall_ms();
        Ok(self.writer.note_refused_fork(Stamp { device, seq }, None, now_ms)?)
    }

    fn sums(&self) -> Result<Sums, ShelfError> {
        let reader = self.reader()?;
        let records = reader.records();
        Ok(Sums {
            frontier: records.frontier()?,
            columns: records.column_sums()?,
        })
    }

    fn mend(&self, columns: &[(u16, u16)]) -> Result<Mended, ShelfError> {
        // Nobody waits for it who could change their mind: an exchange that is cut leaves it at work.
        let never = Arc::new(AtomicBool::new(false));
        let mended = self.writer.mend(columns, self.outside.wall_ms(), &never)?;
        let rows: BTreeSet<(u16, RowId)> = mended
            .iter()
            .filter_map(|mended| Some((mended.table, mended.row?)))
            .collect();
        Ok(Mended {
            rows: rows.into_iter().collect(),
        })
    }

    fn files(&self) -> Option<&dyn Files> {
        Some(self)
    }
}

enum Refused {
    Fork { seq: u64 },
    Whole(Refusal),
}

fn refused(refusal: &RunRefusal) -> Refused {
    let code = match refusal {
        RunRefusal::Fork { seq, .. } => return Refused::Fork { seq: *seq },
        RunRefusal::Empty | RunRefusal::Broken(_) => RefusalCode::BrokenEntry,
        RunRefusal::UnknownDevice(_) => RefusalCode::UnknownDevice,
        RunRefusal::Forged(_) => RefusalCode::ForgedDevice,
        RunRefusal::WrongSignature(_) => RefusalCode::BadSignature,
        RunRefusal::Gap { .. } => RefusalCode::Gap,
    };
    Refused::Whole(Refusal::new(code, refusal.to_string()))
}

fn wire_head(head: &store::SignedHead) -> SignedHead {
    SignedHead {
        device: head.device,
        seq: head.seq,
        hash: head.hash,
        signature: head.signature,
    }
}

impl From<StoreError> for ShelfError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull(_)
            | StoreError::WriteFailed(_)
            | StoreError::ReadOnly(_)
            | StoreError::Busy(_)
            | StoreError::NoVessel => {
                let refusal = ActRefusal::from(error);
                Self::Unavailable {
                    code: refusal.code,
                    message: refusal.message,
                }
            }
            other => Self::Fault(other.into()),
        }
    }
}
