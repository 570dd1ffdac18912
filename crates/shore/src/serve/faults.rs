//! What the other side is told when the database fails, and what the log is told.

use wire::{Refusal, RefusalCode};

use crate::database::ShoreError;
use crate::metrics::Metrics;

/// The refusal for a failure: the cure for whoever asks, the source for the log only.
pub(super) fn refusal(error: &ShoreError, metrics: &Metrics) -> Refusal {
    metrics.faults.add_one();
    let (code, message) = match error {
        ShoreError::Full(_) => (RefusalCode::Full, "The shore's disk is full. Nothing was stored."),
        ShoreError::Unreachable(_) => (RefusalCode::Busy, "The shore's database is not there right now."),
        _ => (
            RefusalCode::Fault,
            "The shore failed for a reason of its own. Nothing was stored.",
        ),
    };
    tracing::error!(code = code.word(), error = %chain(error), "the database failed");
    Refusal::new(code, message)
}

/// An error with its sources. Of what Postgres says only the SQLSTATE is kept, because the rest may
/// quote the values of a row.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut parts = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        next = error.source();
        let said = error.downcast_ref::<tokio_postgres::Error>();
        match said.and_then(tokio_postgres::Error::as_db_error) {
            Some(db) => {
                parts.push(format!("SQLSTATE {}", db.code().code()));
                break;
            }
            None => parts.push(error.to_string()),
        }
    }
    parts.join(": ")
}
