//! One exchange on its way: bytes move piece by piece between the real code of both sides, until they
//! are all across or the line is cut.

use sync::{Answer, Exchange, Failure, Shelf, Speaker};

use super::dice::Dice;

/// An exchange under way.
pub(super) struct Call {
    pub(super) link: usize,
    pub(super) number: u64,
    exchange: Exchange,
    answer: Answer,
    is_answering: bool,
    /// The frame under way, and how much of it is across.
    frame: Vec<u8>,
    across: usize,
    /// Bytes that the line still carries before it is cut.
    left: Option<u64>,
    /// The request as it went over the line, for whoever sends it again.
    pub(super) request: Vec<u8>,
}

/// What a step came to.
pub(super) enum Progress {
    Moved,
    Ended(Result<(), Failure>),
}

impl Call {
    pub(super) fn new(link: usize, number: u64, exchange: Exchange, answerer: Speaker, left: Option<u64>) -> Self {
        Self {
            link,
            number,
            exchange,
            answer: Answer::new(answerer),
            is_answering: false,
            frame: Vec::new(),
            across: 0,
            left,
            request: Vec::new(),
        }
    }

    /// Moves one piece.
    pub(super) fn step(&mut self, asking: &dyn Shelf, answering: &dyn Shelf, dice: &mut Dice) -> Progress {
        if self.across == self.frame.len() {
            match self.next_frame(asking, answering) {
                Ok(true) => {}
                Ok(false) => return Progress::Moved,
                Err(ended) => return Progress::Ended(ended),
            }
        }
        let rest = self.frame.len() - self.across;
        let piece = usize::try_from(dice.between(1, 2 * rest as u64))
            .unwrap_or(rest)
            .min(rest);
        let carried = self
            .left
            .map_or(piece, |left| piece.min(usize::try_from(left).unwrap_or(piece)));
        let bytes = self.frame[self.across..self.across + carried].to_vec();
        self.across += carried;
        if let Some(left) = &mut self.left {
            *left -= carried as u64;
        }
        if let Err(failure) = self.deliver(asking, answering, &bytes) {
            return Progress::Ended(Err(failure));
        }
        if carried < piece {
            return Progress::Ended(Err(Failure::Cut));
        }
        Progress::Moved
    }

    /// Ends the exchange on the side that asks.
    pub(super) fn finish(self, asking: &dyn Shelf, ended: Result<(), Failure>) -> (sync::Outcome, sync::Memory) {
        self.exchange.finish(asking, ended)
    }

    fn deliver(&mut self, asking: &dyn Shelf, answering: &dyn Shelf, bytes: &[u8]) -> Result<(), Failure> {
        if self.is_answering {
            return self.exchange.receive(asking, bytes);
        }
        self.request.extend_from_slice(bytes);
        let heard = self.answer.receive(answering, bytes);
        heard.map_err(|refusal| power_or(answering, Failure::Refused(refusal)))
    }

    /// Fetches the next frame of whoever speaks. False when the turn passed to the other side; an error
    /// when the exchange is over.
    fn next_frame(&mut self, asking: &dyn Shelf, answering: &dyn Shelf) -> Result<bool, Result<(), Failure>> {
        let next = if self.is_answering {
            self.answer.next_bytes(answering).map_err(|_| Err(Failure::Cut))?
        } else {
            let next = self.exchange.next_bytes(asking);
            next.map_err(|error| Err(Failure::Here(error.to_string())))?
        };
        (self.frame, self.across) = (next.unwrap_or_default(), 0);
        if !self.frame.is_empty() {
            return Ok(true);
        }
        if self.is_answering {
            return Err(Ok(()));
        }
        let ended = self.answer.request_ended();
        ended.map_err(|refusal| Err(power_or(answering, Failure::Refused(refusal))))?;
        self.is_answering = true;
        Ok(false)
    }
}

/// Whoever lost its power says nothing any more.
fn power_or(answering: &dyn Shelf, failure: Failure) -> Failure {
    if answering.device().is_err() {
        Failure::Cut
    } else {
        failure
    }
}
