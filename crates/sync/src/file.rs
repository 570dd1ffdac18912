//! The same batches on a stick or in a letter: for workstations that no link joins.
//!
//! A file is a header and frames: `magic (16 bytes) ‖ vessel (16 bytes)`, then one batch frame after the
//! other, and an end that says what it brings whoever held what it was made for. Where photos and papers
//! were asked for, pieces of them follow, and another end: a program that does not know them has taken all
//! acts by then. Files may come in any order, repeated, and mixed with exchanges: every batch is verified and stored by itself, exactly as
//! one that came over a link. A file that was cut still brings what is whole in it.
//!
//! Deliberately not here: the disk. Whoever calls reads and writes the bytes, and decides where.

use std::collections::BTreeSet;
use std::io::{Read, Write};

use journal::{DeviceNumber, Frontier};
use wire::limits::BATCHES_MAX;
use wire::{Batch, End, FilePiece, Frame, FrameReader, Header, LackedFile, Outcome, RefusalCode};

use crate::exchange::count;
use crate::files::{Amount, Handing, Kept};
use crate::outcome::Counts;
use crate::sending::Sending;
use crate::shelf::{Shelf, ShelfError};

/// How a file begins: name and version of the format.
pub const MAGIC: [u8; 16] = *b"CELESTEOS-ACTS\x001";
const VESSEL_BYTES: usize = 16;
/// Bytes read at once.
const PIECE_BYTES: usize = 64 * 1024;

/// Why a file was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is something else.
    #[error("This is no file of CelesteOS acts. Choose the file that “export” wrote.")]
    NoActs,
    /// It belongs to another vessel.
    #[error("This file holds the acts of another vessel; nothing was taken from it.")]
    WrongVessel,
    /// The disk or stick.
    #[error("The file cannot be used ({0}). Check the stick and try again.")]
    Io(#[from] std::io::Error),
    /// This replica.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Bytes, batches and entries.
    pub counts: Counts,
    /// Why some entries could not be written; all others are.
    pub unreadable: Option<String>,
    /// Photos and papers, and their bytes.
    pub files: Amount,
    /// Photos and papers that are damaged here and were left out.
    pub damaged_files: u64,
}

/// A batch that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    /// Whose entries.
    pub device: DeviceNumber,
    /// The first of them.
    pub first_seq: u64,
    /// The last of them.
    pub last_seq: u64,
    /// Why: a fork or a refusal.
    pub outcome: Outcome,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Bytes read, batches stored, and entries that were not here before.
    pub counts: Counts,
    /// Batches that were not taken; all others were.
    pub not_taken: Vec<NotTaken>,
    /// Whether the file ends in the middle: what was whole was taken.
    pub is_cut: bool,
    /// Photos and papers that were not here before, and the bytes that were taken of any.
    pub files: Amount,
    /// Photos and papers that were others than their names say, and were thrown away.
    pub wrong_files: u64,
}

/// Writes every entry beyond `beyond` (all of them for an empty one) into the file, and the photos and papers
/// that lie here behind them where they are wanted.
///
/// # Errors
/// When the replica cannot be read, or the file not written.
pub fn export(
    shelf: &(impl Shelf + ?Sized),
    beyond: &Frontier,
    with_files: bool,
    file: &mut impl Write,
) -> Result<Exported, FileError> {
    let own = shelf.frontier()?;
    let mut exported = Exported::default();
    let mut write = |bytes: &[u8], counts: &mut Counts| {
        counts.bytes += bytes.len() as u64;
        file.write_all(bytes)
    };
    write(&MAGIC, &mut exported.counts)?;
    write(shelf.vessel()?.as_bytes(), &mut exported.counts)?;
    let mut done = beyond.clone();
    // One exchange carries so many batches at most; a file has no such bound.
    loop {
        let before = exported.counts.batches;
        let mut sending = Sending::beyond(&own, &done, &BTreeSet::new(), u64::MAX);
        while let Some(batch) = sending.next(shelf) {
            let Header {
                device,
                first_seq,
                last_seq,
                ..
            } = batch.header;
            write(&Frame::Batch(batch).encode(), &mut exported.counts)?;
            exported.counts.batches += 1;
            exported.counts.entries += last_seq - first_seq + 1;
            done.advance(journal::Stamp { device, seq: last_seq });
        }
        exported.unreadable = sending.unreadable.or(exported.unreadable);
        if exported.counts.batches == before {
            break;
        }
    }
    let end = Frame::End(End {
        frontier: done,
        ..End::default()
    });
    write(&end.encode(), &mut exported.counts)?;
    if let Some(files) = shelf.files().filter(|_| with_files) {
        let held = files
            .here()?
            .held
            .into_iter()
            .map(|name| LackedFile { name, arrived_bytes: 0 });
        let mut handing = Handing::of(held, u64::MAX);
        while let Some(piece) = handing.next(files) {
            write(&Frame::Piece(piece).encode(), &mut exported.counts)?;
        }
        write(&end.encode(), &mut exported.counts)?;
        exported.files = handing.sent;
        exported.damaged_files = handing.absent.len() as u64;
    }
    file.flush()?;
    Ok(exported)
}

/// Takes everything from the file that is not here yet.
///
/// # Errors
/// When the file is no such file or another vessel's, or the replica cannot be written: batches before
/// are kept.
pub fn import(shelf: &(impl Shelf + ?Sized), file: &mut impl Read) -> Result<Imported, FileError> {
    let mut imported = Imported::default();
    let mut header = [0; MAGIC.len() + VESSEL_BYTES];
    let read = read_up_to(file, &mut header)?;
    imported.counts.bytes = read as u64;
    if read < header.len() || header[..MAGIC.len()] != MAGIC {
        return Err(FileError::NoActs);
    }
    if header[MAGIC.len()..] != *shelf.vessel()?.as_bytes() {
        return Err(FileError::WrongVessel);
    }
    let mut reader = FrameReader::new();
    let mut piece = vec![0; PIECE_BYTES];
    let (mut has_end, mut is_garbled) = (false, false);
    let mut waiting = Vec::new();
    while !is_garbled {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        imported.counts.bytes += read as u64;
        reader.push(&piece[..read]);
        loop {
            match reader.next() {
                Ok(Some(Frame::Batch(batch))) => take(shelf, batch, &mut imported, &mut waiting)?,
                Ok(Some(Frame::End(_))) => {
                    has_end = true;
                    // Photos that follow belong to records that may be among them.
                    take_waiting(shelf, std::mem::take(&mut waiting), &mut imported)?;
                }
                Ok(Some(Frame::Piece(piece))) => {
                    has_end = false;
                    take_piece(shelf, &piece, &mut imported)?;
                }
                Ok(Some(Frame::Hello(_))) => {}
                Ok(None) => break,
                // Nothing behind it can be told apart any more.
                Err(_) => {
                    is_garbled = true;
                    break;
                }
            }
        }
    }
    take_waiting(shelf, waiting, &mut imported)?;
    imported.is_cut = is_garbled || !has_end || !reader.is_empty();
    Ok(imported)
}

fn take(
    shelf: &(impl Shelf + ?Sized),
    batch: Batch,
    imported: &mut Imported,
    waiting: &mut Vec<Batch>,
) -> Result<(), FileError> {
    let outcome = shelf.take(&batch)?;
    count(&mut imported.counts, &outcome);
    match &outcome {
        Outcome::Stored { .. } => {}
        // What is missing before it may stand further on in the file.
        Outcome::Refused(refusal)
            if matches!(refusal.code, RefusalCode::Gap | RefusalCode::UnknownDevice) && waiting.len() < BATCHES_MAX =>
        {
            waiting.push(batch);
        }
        _ => imported.not_taken.push(not_taken(&batch.header, outcome)),
    }
    Ok(())
}

fn take_piece(shelf: &(impl Shelf + ?Sized), piece: &FilePiece, imported: &mut Imported) -> Result<(), FileError> {
    let Some(files) = shelf.files() else { return Ok(()) };
    match files.keep(piece)? {
        Kept::Passed => return Ok(()),
        Kept::Wrong => imported.wrong_files += 1,
        Kept::Whole => imported.files.files += 1,
        Kept::Arrived => {}
    }
    imported.files.bytes += piece.bytes.len() as u64;
    Ok(())
}

/// Takes batches that came before what they build on, as often as one of them goes in.
fn take_waiting(
    shelf: &(impl Shelf + ?Sized),
    mut waiting: Vec<Batch>,
    imported: &mut Imported,
) -> Result<(), FileError> {
    waiting.sort_by_key(|batch| (batch.header.device, batch.header.first_seq));
    loop {
        let before = waiting.len();
        for batch in std::mem::take(&mut waiting) {
            take(shelf, batch, imported, &mut waiting)?;
        }
        if waiting.len() == before {
            break;
        }
    }
    for batch in waiting {
        let outcome = shelf.take(&batch)?;
        imported.not_taken.push(not_taken(&batch.header, outcome));
    }
    Ok(())
}

fn not_taken(header: &Header, outcome: Outcome) -> NotTaken {
    NotTaken {
        device: header.device,
        first_seq: header.first_seq,
        last_seq: header.last_seq,
        outcome,
    }
}

/// Fills the buffer, unless the file ends before.
fn read_up_to(file: &mut impl Read, buffer: &mut [u8]) -> Result<usize, std::io::Error> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
