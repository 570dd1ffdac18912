//! The side of the shelf in a call: takes the request, decides, makes the answer.

use std::io;

use axum::body::Bytes;
use tokio::sync::{mpsc, oneshot};
use wire::Refusal;

use super::House;
use crate::answer::Answer;
use crate::client::PROGRAM;
use crate::exchange::Speaker;
use crate::shelf::Shelf;

/// What comes of the request.
pub(super) enum Piece {
    Bytes(Bytes),
    /// It is complete. Without this it was cut off.
    End,
}

/// A frame of the answer; an error breaks the answer off.
type Frame = Result<Bytes, io::Error>;

/// Carries the call through on this thread, which waits for the line as long as that allows.
pub(super) fn converse<S: Shelf>(
    house: &House<S>,
    pieces: mpsc::Receiver<Piece>,
    decided: oneshot::Sender<Result<(), Refusal>>,
    frames: &mpsc::Sender<Frame>,
) {
    let began_at_ms = house.outside.wall_ms();
    let mut answer = Answer::new(Speaker {
        program: PROGRAM.to_owned(),
        wall_at: began_at_ms,
    });
    let decision = listen(&mut answer, &*house.shelf, pieces);
    let goes_on = decision.is_ok();
    // Nobody waits for the decision where the line is gone.
    let is_heard = decided.send(decision).is_ok();
    if goes_on && is_heard {
        speak(&mut answer, &*house.shelf, frames);
    }
    if let Some(heard) = answer.heard() {
        house.desk.heard(&heard, began_at_ms);
    }
}

/// Takes the request, and says whether an answer begins.
fn listen(answer: &mut Answer, shelf: &impl Shelf, mut pieces: mpsc::Receiver<Piece>) -> Result<(), Refusal> {
    while let Some(Piece::Bytes(bytes)) = pieces.blocking_recv() {
        answer.receive(shelf, &bytes)?;
    }
    // A request that was cut off is incomplete, and is refused as such.
    answer.request_ended()
}

fn speak(answer: &mut Answer, shelf: &impl Shelf, frames: &mpsc::Sender<Frame>) {
    loop {
        let frame = match answer.next_bytes(shelf) {
            Ok(Some(bytes)) => Ok(bytes.into()),
            Ok(None) => return,
            Err(error) => Err(io::Error::other(error)),
        };
        let is_broken_off = frame.is_err();
        if frames.blocking_send(frame).is_err() || is_broken_off {
            return;
        }
    }
}
