//! One paper at a time, written on a thread of its own.

use super::desk::Desk;
use super::{
    Paper, PrintArgs, PrintMade, PrintPhase, PrintState, Stop, card, delivery, handover, lists, pages, period,
    purchase, quay, record,
};
use crate::error::Error;
use crate::saving::{PDF, save};
use domain::refusal::{Code, Refusal};
use paper::Printed;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// A start waits so long for a short paper, so that a window need not ask again.
const SHORT_PAPER: Duration = Duration::from_millis(250);

/// A list is laid out twice: to count its pages, and to draw them.
const PASSES: u64 = 2;

/// How far the paper under way is.
#[derive(Default)]
pub(super) struct Pace {
    done: AtomicU64,
    total: AtomicU64,
    is_cancelled: AtomicBool,
}

impl Pace {
    /// So many steps more are to be done.
    pub(super) fn expect(&self, steps: u64) {
        self.total.fetch_add(steps, Ordering::Relaxed);
    }

    /// One step is done.
    ///
    /// # Errors
    /// When a person stopped it.
    pub(super) fn step(&self) -> Result<(), Stop> {
        self.done.fetch_add(1, Ordering::Relaxed);
        match self.is_cancelled.load(Ordering::Relaxed) {
            true => Err(Stop::Cancelled),
            false => Ok(()),
        }
    }
}

/// The printing of this program run.
#[derive(Default)]
pub(crate) struct Printing {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    latest: Mutex<Latest>,
    ended: Condvar,
}

/// The latest printing.
#[derive(Default)]
struct Latest {
    run: u32,
    pace: Arc<Pace>,
    /// How it ended; none while it runs.
    outcome: Option<Result<PrintMade, Stop>>,
}

impl Shared {
    fn latest(&self) -> MutexGuard<'_, Latest> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Latest {
    fn is_running(&self) -> bool {
        self.run > 0 && self.outcome.is_none()
    }

    fn state(&self) -> PrintState {
        let (state, made, trouble) = match &self.outcome {
            None => (PrintPhase::Running, None, None),
            Some(Ok(made)) => (PrintPhase::Done, Some(made.clone()), None),
            Some(Err(Stop::Cancelled)) => (PrintPhase::Cancelled, None, None),
            Some(Err(Stop::Because(refusal))) => (PrintPhase::Failed, None, Some(refusal.message.clone())),
        };
        PrintState {
            run: self.run,
            state,
            done: self.pace.done.load(Ordering::Relaxed),
            total: self.pace.total.load(Ordering::Relaxed),
            made,
            trouble,
        }
    }

    fn named(&self, run: u32) -> Result<(), Error> {
        if self.run == run && run > 0 {
            return Ok(());
        }
        Err(Error::new(
            Code::NotFound,
            "Another paper was written since. Print this one again.",
        ))
    }
}

impl Printing {
    /// Begins a paper, and waits a moment for a short one.
    ///
    /// # Errors
    /// `wrong_state` while another one is written; `fault` where no thread can be had.
    pub(super) fn begin(&self, desk: Desk, args: PrintArgs) -> Result<PrintState, Error> {
        let pace = {
            let mut latest = self.shared.latest();
            if latest.is_running() {
                let message = "Another paper is being written. Wait until that is done, or stop it.";
                return Err(Refusal::state(message).into());
            }
            *latest = Latest {
                run: latest.run.wrapping_add(1).max(1),
                ..Latest::default()
            };
            Arc::clone(&latest.pace)
        };
        let shared = Arc::clone(&self.shared);
        let spawned = std::thread::Builder::new().name("print".to_owned()).spawn(move || {
            // Whoever waits is told, whatever happened here.
            let outcome = catch_unwind(AssertUnwindSafe(|| write(&desk, &args, &pace)));
            let outcome = outcome.unwrap_or_else(|_| Err(broke_off().into()));
            shared.latest().outcome = Some(outcome);
            shared.ended.notify_all();
        });
        match spawned {
            Ok(thread) => *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread),
            Err(_) => {
                let message = "The paper could not be begun. Close other programs and try again.";
                let refusal = Refusal::new(Code::Fault, message);
                self.shared.latest().outcome = Some(Err(refusal.into()));
            }
        }
        let waited = self
            .shared
            .ended
            .wait_timeout_while(self.shared.latest(), SHORT_PAPER, |latest| latest.is_running());
        let (latest, _) = waited.unwrap_or_else(PoisonError::into_inner);
        Ok(latest.state())
    }

    pub(super) fn state(&self, run: u32) -> Result<PrintState, Error> {
        let latest = self.shared.latest();
        latest.named(run)?;
        Ok(latest.state())
    }

    pub(super) fn cancel(&self, run: u32) -> Result<PrintState, Error> {
        let latest = self.shared.latest();
        latest.named(run)?;
        latest.pace.is_cancelled.store(true, Ordering::Relaxed);
        Ok(latest.state())
    }
}

impl Drop for Printing {
    /// Nobody waits for the paper any more, and no half file stays.
    fn drop(&mut self) {
        self.shared.latest().pace.is_cancelled.store(true, Ordering::Relaxed);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // One that panicked left no file under its name.
            let _ = thread.join();
        }
    }
}

fn broke_off() -> Refusal {
    Refusal::new(
        Code::Fault,
        "The paper could not be written. Restart the program and try again.",
    )
}

fn write(desk: &Desk, args: &PrintArgs, pace: &Pace) -> Result<PrintMade, Stop> {
    let printed = printed(desk, &args.what, pace)?;
    let path = save(&args.path, &PDF, |file| file.write_all(&printed.pdf))?;
    Ok(PrintMade {
        pages: printed.pages,
        path: path.display().to_string(),
        unprintable: printed.unprintable,
    })
}

fn printed(desk: &Desk, what: &Paper, pace: &Pace) -> Result<Printed, Stop> {
    match what {
        Paper::Card { work_order } => {
            let sheet = desk.view(|view| card::sheet(view, *work_order))?;
            Ok(paper::sheet::print(&sheet))
        }
        Paper::Record { work_order } => {
            let sheet = desk.view(|view| record::sheet(desk, view, *work_order, pace))?;
            Ok(paper::sheet::print(&sheet))
        }
        Paper::PurchaseOrder { order } => {
            let sheet = desk.view(|view| purchase::sheet(view, *order))?;
            Ok(paper::sheet::print(&sheet))
        }
        Paper::Delivery { session } => {
            let sheet = desk.view(|view| delivery::sheet(desk, view, *session, pace))?;
            Ok(paper::sheet::print(&sheet))
        }
        Paper::QuaySheet { session } => {
            let sheet = desk.view(|view| quay::sheet(view, *session))?;
            Ok(paper::sheet::print(&sheet))
        }
        Paper::List { list } => {
            let (head, rows) = desk.view(|view| {
                let listed = lists::gathered(view, list, pace)?;
                Ok::<_, Stop>(lists::paper_of(view, listed)?)
            })?;
            pace.expect(rows.len() as u64 * PASSES);
            paper::list::print(&head, |take| {
                for row in &rows {
                    pace.step()?;
                    take(row.clone());
                }
                Ok(())
            })
        }
        Paper::Period { args } => period::printed(desk, args, pace),
        Paper::Handover { signature } => {
            let pack = desk.view(|view| handover::pack(desk, view, *signature, pace))?;
            Ok(paper::pack::print(&pack))
        }
        Paper::Manual { from, to, .. } => match &desk.manual {
            Some(source) => {
                let copies = pages::copies(desk, source, (*from, *to), pace)?;
                Ok(paper::copies::print(&copies))
            }
            None => Err(broke_off().into()),
        },
    }
}
