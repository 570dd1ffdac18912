//! The thread that asks the worker: wanted answers first, then those drawn ahead.

use std::collections::VecDeque;
use std::fmt;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use super::worker_process::{Heard, WorkerProcess};
use crate::limits::Costs;
use crate::protocol::{Pixels, Question};
use crate::refused::ManualError;

/// Pages that wait to be drawn ahead; older ones are no longer near what is looked at.
const AHEAD_MAX: usize = 4;
/// How often the desk looks whether somebody wants an answer while it draws ahead.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What a question is answered with.
#[derive(Debug)]
pub(super) enum Told {
    /// JSON.
    Said(Vec<u8>),
    Drawn(Pixels),
    /// It was not asked, because the answer was there by then; or given up for somebody who waits.
    NoMore,
}

/// A question, and what is done with its answer.
pub(super) struct Order {
    pub(super) question: Question,
    pub(super) is_ahead: bool,
    /// Asked when its turn comes.
    pub(super) is_done: Box<dyn Fn() -> bool + Send>,
    pub(super) tell: Box<dyn FnOnce(Result<Told, ManualError>) + Send>,
}

impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the question: it may hold a password.
        f.debug_struct("Order")
            .field("is_ahead", &self.is_ahead)
            .finish_non_exhaustive()
    }
}

pub(super) struct Desk {
    program: Option<PathBuf>,
    costs: Costs,
    worker: Option<WorkerProcess>,
    wanted: VecDeque<Order>,
    ahead: VecDeque<Order>,
}

impl Desk {
    pub(super) fn new(program: Option<PathBuf>, costs: Costs) -> Self {
        Self {
            program,
            costs,
            worker: None,
            wanted: VecDeque::new(),
            ahead: VecDeque::new(),
        }
    }

    /// Works until nobody can order any more.
    pub(super) fn work(mut self, ordered: &Receiver<Order>) {
        while let Some(order) = self.next(ordered) {
            if (order.is_done)() {
                (order.tell)(Ok(Told::NoMore));
                continue;
            }
            let answer = self.answer(&order, ordered);
            (order.tell)(answer);
        }
    }

    fn next(&mut self, ordered: &Receiver<Order>) -> Option<Order> {
        self.take_in(ordered);
        if let Some(order) = self.wanted.pop_front().or_else(|| self.ahead.pop_front()) {
            return Some(order);
        }
        ordered.recv().ok()
    }

    fn take_in(&mut self, ordered: &Receiver<Order>) {
        for order in ordered.try_iter() {
            if order.is_ahead {
                self.ahead.push_back(order);
            } else {
                self.wanted.push_back(order);
            }
        }
        let too_many = self.ahead.len().saturating_sub(AHEAD_MAX);
        self.ahead.drain(..too_many);
    }

    fn answer(&mut self, order: &Order, ordered: &Receiver<Order>) -> Result<Told, ManualError> {
        let mut worker = self.worker()?;
        if worker.ask(&order.question).is_err() {
            // It was ended while it had nothing to do, so this question is not what ended it.
            worker = WorkerProcess::start(self.program.as_deref(), &self.costs).map_err(ManualError::NotStarted)?;
            worker.ask(&order.question).map_err(|_| ManualError::Died)?;
        }
        let heard = if order.is_ahead {
            self.wait_ahead(&worker, &order.question, ordered)
        } else {
            worker.heard(self.costs.wait)
        };
        match heard {
            Heard::Answer(Ok(told)) => {
                self.worker = Some(worker);
                Ok(told)
            }
            Heard::Answer(Err(refused)) => {
                self.worker = Some(worker);
                Err(refused.into())
            }
            // The worker goes with the name `worker`, here and below.
            Heard::Nothing if order.is_ahead && !self.wanted.is_empty() => Ok(Told::NoMore),
            Heard::Nothing => Err(ManualError::TooLong),
            Heard::End(error) => {
                tracing::warn!(%error, "the worker for manuals ended without an answer");
                Err(ManualError::Died)
            }
        }
    }

    /// The worker at hand unless it ended or answered often enough; else a new one.
    fn worker(&mut self) -> Result<WorkerProcess, ManualError> {
        let mut kept = self.worker.take();
        if let Some(worker) = kept.as_mut().filter(|worker| worker.answers < self.costs.answers)
            && worker.is_alive()
            && let Some(worker) = kept
        {
            return Ok(worker);
        }
        WorkerProcess::start(self.program.as_deref(), &self.costs).map_err(ManualError::NotStarted)
    }

    /// Waits for a page that nobody wants yet, and not for long once somebody wants another.
    fn wait_ahead(&mut self, worker: &WorkerProcess, drawn: &Question, ordered: &Receiver<Order>) -> Heard {
        let mut left = self.costs.wait_ahead;
        let mut is_hurried = false;
        loop {
            match worker.heard(LOOK_EVERY.min(left)) {
                Heard::Nothing => left = left.saturating_sub(LOOK_EVERY),
                heard => return heard,
            }
            self.take_in(ordered);
            if let Some(wanted) = self.wanted.front() {
                if wanted.question == *drawn {
                    return self.wait_for_both(worker);
                }
                if !is_hurried {
                    is_hurried = true;
                    left = left.min(self.costs.wait_behind);
                }
            }
            if left.is_zero() {
                return Heard::Nothing;
            }
        }
    }

    /// Somebody wants the very page that is drawn ahead: it is waited for as long as if it had been wanted from
    /// the beginning, and nobody waits for it twice.
    fn wait_for_both(&mut self, worker: &WorkerProcess) -> Heard {
        let heard = worker.heard(self.costs.wait);
        if matches!(heard, Heard::Nothing)
            && let Some(wanted) = self.wanted.pop_front()
        {
            (wanted.tell)(Err(ManualError::TooLong));
        }
        heard
    }
}
