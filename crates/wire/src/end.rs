//! The last frame of either side: what became of the batches received, and how the tables stand.

use journal::{ColumnSum, DeviceNumber, Digest, DigestRoot, Frontier, Hash};
use minicbor::{Decoder, Encoder};

use crate::cbor::{self, Fields};
use crate::error::WireError;
use crate::files::FilesSaid;
use crate::limits::{BATCHES_MAX, END_BYTES_MAX, MESSAGE_BYTES_MAX, SUMS_MAX};
use crate::refusal::Refusal;

const STORED: u8 = 0;
const FORK: u8 = 1;
const REFUSED: u8 = 2;

/// CBOR map: 0 frontier, 1 verdicts, 2 digest, 3 sums as `[[table, column, sum], …]`, 4 unsure,
/// 5 histories, 6 files. Keys of absent fields are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct End {
    /// Which entries the side holds now, the batches received included.
    pub frontier: Frontier,
    /// One for each batch received, in their order.
    pub verdicts: Vec<BatchVerdict>,
    /// The digest of the tables; none while something is held back, so that nothing is compared.
    pub digest: Option<DigestRoot>,
    /// The sums of columns, for a hello that wanted them; ascending by table and column.
    pub sums: Option<Vec<ColumnSum>>,
    /// Why the side is not sure of its own state, as a sentence to a person (its disk is full, an
    /// entry does not read); at most [`MESSAGE_BYTES_MAX`] bytes are sent.
    pub unsure: Option<String>,
    /// [`journal::histories`] of that frontier: equal frontiers with other histories hold two entries with
    /// one number. None in a file, which nobody compares.
    pub histories: Option<Hash>,
    /// What it says of files, to a side that knows them.
    pub files: Option<FilesSaid>,
}

/// What became of one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchVerdict {
    /// Whose entries.
    pub device: DeviceNumber,
    /// The batch's last entry.
    pub last_seq: u64,
    /// Stored whole or not at all.
    pub outcome: Outcome,
}

/// What became of a batch: `[0, applied, held, parked, repeated]`, `[1, seq]` or `[2, refusal]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored durably. The numbers count entries.
    Stored {
        /// Of them, have their effect.
        applied: u64,
        /// Of them, wait for rows they refer to.
        held: u64,
        /// Of them, hold columns of a newer version.
        parked: u64,
        /// Of them, were there already.
        repeated: u64,
    },
    /// Another entry with this number is held: two histories under one name.
    Fork {
        /// The first number that differs.
        seq: u64,
    },
    /// It is not stored.
    Refused(Refusal),
}

impl End {
    /// The body of the frame.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(Vec::new());
        let absent_or_not = [
            self.digest.is_some(),
            self.sums.is_some(),
            self.unsure.is_some(),
            self.histories.is_some(),
            self.files.is_some(),
        ];
        cbor::map(
            &mut encoder,
            2 + absent_or_not.iter().map(|there| u64::from(*there)).sum::<u64>(),
        );
        cbor::frontier(cbor::key(&mut encoder, 0), &self.frontier);
        cbor::array(cbor::key(&mut encoder, 1), self.verdicts.len());
        for verdict in &self.verdicts {
            verdict.write(&mut encoder);
        }
        if let Some(digest) = &self.digest {
            cbor::bytes(cbor::key(&mut encoder, 2), digest.as_bytes());
        }
        if let Some(sums) = &self.sums {
            cbor::array(cbor::key(&mut encoder, 3), sums.len());
            for sum in sums {
                cbor::array(&mut encoder, 3);
                cbor::number(&mut encoder, u64::from(sum.table));
                cbor::number(&mut encoder, u64::from(sum.column));
                cbor::bytes(&mut encoder, &sum.sum.to_bytes());
            }
        }
        if let Some(unsure) = &self.unsure {
            cbor::text(cbor::key(&mut encoder, 4), cbor::cut(unsure, MESSAGE_BYTES_MAX));
        }
        if let Some(histories) = &self.histories {
            cbor::bytes(cbor::key(&mut encoder, 5), histories.as_bytes());
        }
        if let Some(files) = &self.files {
            files.write(cbor::key(&mut encoder, 6));
        }
        encoder.into_writer()
    }

    /// Reads the body of the frame.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        cbor::at_most_bytes("end", bytes.len(), END_BYTES_MAX)?;
        cbor::whole("end", bytes, Self::read)
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        let (mut frontier, mut verdicts, mut digest, mut sums) = (None, None, None, None);
        let (mut unsure, mut histories, mut files) = (None, None, None);
        Fields::new("end", decoder)?.each(|key, decoder| {
            match key {
                0 => frontier = Some(cbor::frontier_of(decoder)?),
                1 => verdicts = Some(list("verdicts", decoder, BATCHES_MAX, BatchVerdict::read)?),
                2 => digest = Some(DigestRoot::from_bytes(cbor::exactly("digest", decoder)?)),
                3 => sums = Some(list("sums", decoder, SUMS_MAX, read_sum)?),
                4 => unsure = Some(cbor::str_of("unsure", decoder, MESSAGE_BYTES_MAX)?.to_owned()),
                5 => histories = Some(Hash::from_bytes(cbor::exactly("histories", decoder)?)),
                6 => files = Some(FilesSaid::read(decoder)?),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(Self {
            frontier: cbor::present("frontier", frontier)?,
            verdicts: cbor::present("verdicts", verdicts)?,
            digest,
            sums,
            unsure,
            histories,
            files,
        })
    }
}

impl BatchVerdict {
    /// `[device, last_seq, outcome]`.
    fn write(&self, encoder: &mut Encoder<Vec<u8>>) {
        cbor::array(encoder, 3);
        cbor::number(encoder, self.device.get());
        cbor::number(encoder, self.last_seq);
        match &self.outcome {
            Outcome::Stored {
                applied,
                held,
                parked,
                repeated,
            } => {
                cbor::array(encoder, 5);
                cbor::number(encoder, u64::from(STORED));
                [applied, held, parked, repeated]
                    .iter()
                    .for_each(|count| cbor::number(encoder, **count));
            }
            Outcome::Fork { seq } => {
                cbor::array(encoder, 2);
                cbor::number(encoder, u64::from(FORK));
                cbor::number(encoder, *seq);
            }
            Outcome::Refused(refusal) => {
                cbor::array(encoder, 2);
                cbor::number(encoder, u64::from(REFUSED));
                refusal.write(encoder);
            }
        }
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self, WireError> {
        const WHAT: &str = "verdict";
        fixed(WHAT, decoder, 3)?;
        let device = cbor::device_of(WHAT, decoder)?;
        let last_seq = cbor::u64_of(WHAT, decoder)?;
        let count = cbor::array_of(WHAT, decoder, 5)?;
        let outcome = match (cbor::u8_of(WHAT, decoder)?, count) {
            (STORED, 5) => Outcome::Stored {
                applied: cbor::u64_of(WHAT, decoder)?,
                held: cbor::u64_of(WHAT, decoder)?,
                parked: cbor::u64_of(WHAT, decoder)?,
                repeated: cbor::u64_of(WHAT, decoder)?,
            },
            (FORK, 2) => Outcome::Fork {
                seq: cbor::u64_of(WHAT, decoder)?,
            },
            (REFUSED, 2) => Outcome::Refused(Refusal::read(decoder)?),
            _ => return Err(WireError::malformed(WHAT, "it says what no verdict says")),
        };
        Ok(Self {
            device,
            last_seq,
            outcome,
        })
    }
}

fn read_sum(decoder: &mut Decoder<'_>) -> Result<ColumnSum, WireError> {
    const WHAT: &str = "sum";
    fixed(WHAT, decoder, 3)?;
    Ok(ColumnSum {
        table: cbor::u16_of(WHAT, decoder)?,
        column: cbor::u16_of(WHAT, decoder)?,
        sum: Digest::from_bytes(cbor::exactly(WHAT, decoder)?),
    })
}

fn fixed(what: &'static str, decoder: &mut Decoder<'_>, count: usize) -> Result<(), WireError> {
    if cbor::array_of(what, decoder, count)? != count {
        return Err(WireError::malformed(what, "it is too short"));
    }
    Ok(())
}

fn list<T>(
    what: &'static str,
    decoder: &mut Decoder<'_>,
    max: usize,
    read: impl Fn(&mut Decoder<'_>) -> Result<T, WireError>,
) -> Result<Vec<T>, WireError> {
    let count = cbor::array_of(what, decoder, max)?;
    // Not reserved: the length is only announced, and each item takes bytes that must be there.
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(read(decoder)?);
    }
    Ok(items)
}
