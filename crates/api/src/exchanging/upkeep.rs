//! What a replica does for itself beside exchanges: acts that became void under a closed number are
//! issued again under the new one, forks that a closure settled are forgotten, and after a week, or after
//! a program that ended without letting go, the rows are held against the sums kept of them.

use super::bell::{Bell, Rung};
use domain::schema::Row;
use domain::tables::Closure;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::{StoreError, Writer};
use sync::outside::Outside;

/// How often it is looked whether the rows are to be checked; first so long after the start, when whoever
/// opened the window has what they came for.
const LOOK_INTERVAL: Duration = Duration::from_secs(2 * 60);

/// Looks after the replica from the start on, and whenever a closure arrives. Dropping it ends it.
pub(super) struct Upkeep {
    cancel: Arc<AtomicBool>,
    _bell: Bell,
}

impl Upkeep {
    /// Begins.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(writer: Arc<Writer>, outside: Arc<dyn Outside>) -> std::io::Result<Self> {
        let cancel = Arc::<AtomicBool>::default();
        let (watched, cancelled) = (Arc::clone(&writer), Arc::clone(&cancel));
        let bell = Bell::hang("upkeep", LOOK_INTERVAL, move |rung| {
            let now_ms = outside.wall_ms();
            let done = match rung {
                Rung::Pulled => settle(&writer, now_ms),
                Rung::ByTime => check(&writer, now_ms, &cancelled),
            };
            match done {
                Ok(()) | Err(StoreError::Cancelled) => {}
                // It is tried again at the next closure, start or look; nothing was lost.
                Err(error) => tracing::error!(%error, ?rung, "the replica could not be looked after"),
            }
        })?;
        let rope = bell.rope();
        rope.pull();
        watched.subscribe(move |happened| {
            if happened.tables.contains(&Closure::TABLE.name) {
                rope.pull();
            }
        });
        Ok(Self { cancel, _bell: bell })
    }
}

impl Drop for Upkeep {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn settle(writer: &Writer, now_ms: i64) -> Result<(), StoreError> {
    let issued = writer.reissue(now_ms)?;
    let settled = writer.forget_settled_forks()?;
    if issued > 0 || settled > 0 {
        tracing::info!(issued, settled, "a closed number was settled");
    }
    Ok(())
}

fn check(writer: &Writer, now_ms: i64, cancel: &Arc<AtomicBool>) -> Result<(), StoreError> {
    if !writer.is_check_due(now_ms)? {
        return Ok(());
    }
    let found = writer.check_sums(now_ms, cancel)?;
    if !found.columns.is_empty() {
        tracing::warn!(columns = ?found.columns, rows = ?found.mended, "rows that no entry made so were rebuilt");
    }
    Ok(())
}
