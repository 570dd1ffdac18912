//! Takes a checked file over, act by act, in the background.

use super::checking::{Checked, CutAct};
use super::{ImportPhase, ImportProgress};
use crate::actions::{Deed, Signed};
use crate::error::Error;
use crate::outside::Outside;
use domain::RowId;
use domain::acts;
use domain::acts::imports::ImportKind;
use domain::facts::Basis;
use domain::refusal::{Code, Refusal};
use domain::time::Instant;
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use store::{Authorship, Writer};

/// What is taken over, and by whom.
pub(super) struct Work {
    pub(super) writer: Arc<Writer>,
    pub(super) outside: Arc<dyn Outside>,
    pub(super) kind: ImportKind,
    pub(super) checked: Arc<Checked>,
    pub(super) actor: RowId,
    pub(super) signed: Signed,
    pub(super) who: Authorship,
}

/// How far it is.
#[derive(Default)]
pub(super) struct Progress {
    state: Mutex<Option<ImportProgress>>,
    is_cancelled: AtomicBool,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Progress {
    fn lock(&self) -> MutexGuard<'_, Option<ImportProgress>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn state(&self) -> ImportProgress {
        self.lock().clone().unwrap_or(ImportProgress {
            done: 0,
            total: 0,
            state: ImportPhase::Idle,
            trouble: None,
            entries: 0,
        })
    }

    pub(super) fn is_running(&self) -> bool {
        self.state().state == ImportPhase::Running
    }

    /// # Errors
    /// `wrong_state` while it runs.
    pub(super) fn refuse_running(&self) -> Result<(), Error> {
        if self.is_running() {
            return Err(Refusal::state("This file is being taken over. Wait until that is done, or stop it.").into());
        }
        Ok(())
    }

    /// Asks it to stop after the act that is being written.
    pub(super) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Stops it and waits.
    pub(super) fn stop(&self) {
        self.cancel();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A thread that panicked wrote whole acts or nothing.
            let _ = thread.join();
        }
    }

    /// Begins.
    ///
    /// # Errors
    /// `wrong_state` where it runs already or was carried out, `fault` where no thread can be had.
    pub(super) fn begin(self: &Arc<Self>, work: Work) -> Result<(), Error> {
        {
            let mut state = self.lock();
            if let Some(begun) = &*state {
                let message = match begun.state {
                    ImportPhase::Running => "This file is being taken over already.",
                    _ => "This file was taken over. Check it again to see what is left.",
                };
                return Err(Refusal::state(message).into());
            }
            *state = Some(ImportProgress {
                done: 0,
                total: work.checked.acts.iter().map(|act| act.rows.len()).sum(),
                state: ImportPhase::Running,
                trouble: None,
                entries: 0,
            });
        }
        self.is_cancelled.store(false, Ordering::Relaxed);
        let progress = Arc::clone(self);
        let thread = std::thread::Builder::new()
            .name("import".to_owned())
            .spawn(move || progress.carry_out(&work));
        match thread {
            Ok(thread) => *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread),
            Err(_) => {
                *self.lock() = None;
                return Err(Error::new(Code::Fault, "The import could not be begun. Try again."));
            }
        }
        Ok(())
    }

    /// Forgets how an earlier run ended, since the file was checked again.
    pub(super) fn forget(&self) {
        *self.lock() = None;
    }

    fn carry_out(&self, work: &Work) {
        let ended = self.act_by_act(work);
        if let Some(state) = &mut *self.lock() {
            (state.state, state.trouble) = match ended {
                Ok(()) if state.done < state.total => (ImportPhase::Cancelled, None),
                Ok(()) => (ImportPhase::Done, None),
                Err(error) => (ImportPhase::Failed, Some(error.message)),
            };
        }
    }

    fn act_by_act(&self, work: &Work) -> Result<(), Error> {
        for act in &work.checked.acts {
            if self.is_cancelled.load(Ordering::Relaxed) {
                return Ok(());
            }
            one_act(work, act)?;
            if let Some(state) = &mut *self.lock() {
                state.done += act.rows.len();
                state.entries += 1;
            }
        }
        Ok(())
    }
}

/// One act: one transaction, one entry, under the signature of the whole list.
fn one_act(work: &Work, act: &CutAct) -> Result<(), Error> {
    let action = work.kind.action();
    let definition = acts::act(action).ok_or_else(|| Error::new(Code::Fault, format!("There is no act {action}.")))?;
    let now = Instant::from_millis(work.outside.wall_ms());
    let params = json!({ "whole": work.checked.whole, "rows": act.rows });
    let deed = Deed {
        act: definition,
        actor: work.actor,
        signed: work.signed,
        params: &params,
        basis: &Basis::new(),
        form_id: None,
        now,
    };
    work.writer.commit(&work.who, now.millis(), None, |source| {
        let plan = deed.plan(source)?;
        if plan.writes == act.writes {
            return Ok(plan);
        }
        Err(Refusal::new(
            Code::Changed,
            "The record changed since the file was checked. Check it again to go on; what was taken over stays.",
        ))
    })?;
    Ok(())
}
