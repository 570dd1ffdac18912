//! Verifying the record in the background, with progress and a way to stop.

use crate::actions::EntryName;
use crate::error::Error;
use crate::program::Program;
use crate::views::audit::{AuditBreak, AuditReport};
use domain::refusal::{Code, Refusal};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::audit::{self, Finding};
use ts_rs::TS;

/// Where a verification stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VerifyPhase {
    /// None was started.
    Idle,
    /// Under way.
    Running,
    /// It has a report.
    Done,
    /// A person stopped it.
    Cancelled,
    /// It could not be carried out.
    Failed,
}

/// How far the verification is, and what it found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VerifyState {
    /// Where it stands.
    pub state: VerifyPhase,
    /// Entries looked at so far.
    pub done: u64,
    /// Entries in all; 0 while not known.
    pub total: u64,
    /// What it found.
    pub report: Option<AuditReport>,
    /// Why it failed.
    pub message: Option<String>,
}

/// The verification of this program run, if one was started.
#[derive(Clone, Default)]
pub(crate) struct Verification {
    done: Arc<AtomicU64>,
    total: Arc<AtomicU64>,
    cancel: Arc<AtomicBool>,
    outcome: Arc<Mutex<Option<Outcome>>>,
}

enum Outcome {
    Running,
    Ended(Result<AuditReport, Refusal>),
}

impl Verification {
    fn state(&self) -> VerifyState {
        let outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, report, message) = match &*outcome {
            None => (VerifyPhase::Idle, None, None),
            Some(Outcome::Running) => (VerifyPhase::Running, None, None),
            Some(Outcome::Ended(Ok(report))) => (VerifyPhase::Done, Some(report.clone()), None),
            Some(Outcome::Ended(Err(_))) if self.cancel.load(Ordering::Relaxed) => (VerifyPhase::Cancelled, None, None),
            Some(Outcome::Ended(Err(refusal))) => (VerifyPhase::Failed, None, Some(refusal.message.clone())),
        };
        VerifyState {
            state,
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            report,
            message,
        }
    }

    /// Marks it running; no when it already is.
    fn begin(&self) -> bool {
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*outcome, Some(Outcome::Running)) {
            return false;
        }
        self.cancel.store(false, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(0, Ordering::Relaxed);
        *outcome = Some(Outcome::Running);
        true
    }

    fn end(&self, result: Result<AuditReport, Refusal>) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(Outcome::Ended(result));
    }
}

impl From<audit::AuditReport> for AuditReport {
    fn from(report: audit::AuditReport) -> Self {
        Self {
            is_intact: report.finding.is_none(),
            entries: report.entries,
            devices: report.chains.len() as u64,
            rows: report.rows,
            first_break: report.finding.map(|finding| AuditBreak {
                message: finding.to_string(),
                letter: match &finding {
                    Finding::Entry { letter, .. } => letter.clone(),
                    Finding::Row { .. } | Finding::Sum { .. } | Finding::Stock(_) | Finding::Spend(_) => None,
                },
                entry: named(&finding),
            }),
        }
    }
}

/// The entry at fault, or the one that last wrote the row.
fn named(finding: &Finding) -> Option<EntryName> {
    match finding {
        Finding::Entry { device, seq, .. } => Some(EntryName {
            device: device.clone(),
            seq: u64::try_from(*seq).unwrap_or(0),
        }),
        Finding::Row { written_by, .. } => written_by.map(|stamp| EntryName {
            device: stamp.device.to_string(),
            seq: stamp.seq,
        }),
        Finding::Sum { .. } | Finding::Stock(_) | Finding::Spend(_) => None,
    }
}

impl Program {
    /// Verifies the whole record now; the caller waits.
    ///
    /// # Errors
    /// `no_vessel` when there is nothing to verify; when the replica cannot be read.
    pub fn audit_verify(&self) -> Result<AuditReport, Error> {
        let never = Arc::new(AtomicBool::new(false));
        let report = audit::verify(self.place(), Some(self.state()), &mut |_| {}, &never)?;
        // A database that was emptied must not pass for a sound one.
        if report.entries == 0 && report.finding.is_none() {
            return Err(Error::new(
                Code::NoVessel,
                "This replica holds no record, so there is nothing to verify. If it held one, restore a backup.",
            ));
        }
        Ok(report.into())
    }

    /// Starts to verify the whole record in the background.
    ///
    /// # Errors
    /// `locked` when nobody is signed in.
    pub fn audit_verify_start(&self) -> Result<VerifyState, Error> {
        self.signed_in()?;
        let verification = self.verification().clone();
        if verification.begin() {
            let (place, state) = (self.place().clone(), self.state().clone());
            let running = verification.clone();
            let spawned = std::thread::Builder::new().name("verify".to_owned()).spawn(move || {
                let mut progress = |at: audit::Progress| {
                    running.done.store(at.done, Ordering::Relaxed);
                    running.total.store(at.total, Ordering::Relaxed);
                };
                let result = audit::verify(&place, Some(&state), &mut progress, &running.cancel);
                running.end(result.map(AuditReport::from).map_err(Refusal::from));
            });
            if spawned.is_err() {
                verification.end(Err(Refusal::new(
                    Code::Fault,
                    "The verification could not be started. Close other programs and try again.",
                )));
            }
        }
        Ok(verification.state())
    }

    /// How far the verification is, and what it found.
    ///
    /// # Errors
    /// `locked` when nobody is signed in.
    pub fn audit_verify_state(&self) -> Result<VerifyState, Error> {
        self.signed_in()?;
        Ok(self.verification().state())
    }

    /// Stops the verification.
    ///
    /// # Errors
    /// `locked` when nobody is signed in.
    pub fn audit_verify_cancel(&self) -> Result<VerifyState, Error> {
        self.signed_in()?;
        self.verification().cancel.store(true, Ordering::Relaxed);
        Ok(self.verification().state())
    }
}
