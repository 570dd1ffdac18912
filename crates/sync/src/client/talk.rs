//! The side of the shelf in an exchange under way: makes the request, then takes the answer.

use std::io;

use bytes::Bytes;

use super::{Frames, Pieces, Progress};
use crate::engine::Begin;
use crate::exchange::{Exchange, Speaker};
use crate::failure::Failure;
use crate::memory::Memory;
use crate::outcome::Outcome;
use crate::shelf::{Shelf, ShelfError};

/// A frame of the request; an error breaks the request off.
pub(super) type Frame = Result<Bytes, io::Error>;

/// What comes of the answer.
pub(super) enum Piece {
    Bytes(Bytes),
    /// The last thing that comes: how it ended.
    End(Result<(), Failure>),
}

/// Carries the exchange through on this thread, which waits for the line as long as it takes.
pub(super) fn talk(
    shelf: &impl Shelf,
    begin: Begin,
    memory: Memory,
    speaker: Speaker,
    up: Frames,
    down: Pieces,
    progress: &Progress,
) -> (Outcome, Memory) {
    let kept = memory.clone();
    let mut exchange = match Exchange::begin(shelf, begin, memory, speaker) {
        Ok(exchange) => exchange,
        Err(error) => {
            break_off(&up);
            return (Outcome::failed(here(&error)), kept);
        }
    };
    let ended = ask(&mut exchange, shelf, up).and_then(|()| hear(&mut exchange, shelf, down, progress));
    exchange.finish(shelf, ended)
}

/// Hands the request to the line, a frame at a time. It ends when its queue is dropped.
fn ask(exchange: &mut Exchange, shelf: &impl Shelf, up: Frames) -> Result<(), Failure> {
    loop {
        match exchange.next_bytes(shelf) {
            Ok(Some(bytes)) => {
                if up.blocking_send(Ok(bytes.into())).is_err() {
                    // Whoever answers before it has heard everything says why; that comes with the answer.
                    return Ok(());
                }
            }
            Ok(None) => return Ok(()),
            Err(error) => {
                break_off(&up);
                return Err(here(&error));
            }
        }
    }
}

fn hear(exchange: &mut Exchange, shelf: &impl Shelf, mut down: Pieces, progress: &Progress) -> Result<(), Failure> {
    loop {
        match down.blocking_recv() {
            Some(Piece::Bytes(bytes)) => {
                exchange.receive(shelf, &bytes)?;
                progress.stir();
            }
            Some(Piece::End(ended)) => return ended,
            None => return Err(Failure::Cut),
        }
    }
}

/// The other side must not take half a request for a whole one.
fn break_off(up: &Frames) {
    // Where nobody listens any more, it is broken off already.
    let _ = up.blocking_send(Err(io::Error::other("the replica cannot be read")));
}

fn here(error: &ShelfError) -> Failure {
    Failure::Here(error.to_string())
}
