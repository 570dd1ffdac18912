//! What a replica does for itself beside exchanges: acts that became void under a closed number are
//! issued again under the new one, and forks that a closure settled are forgotten.

use super::bell::Bell;
use domain::schema::Row;
use domain::tables::Closure;
use std::sync::Arc;
use store::{StoreError, Writer};
use sync::outside::Outside;

/// Looks after the replica now, and whenever a closure arrives, until it is dropped.
pub(super) fn start(writer: Arc<Writer>, outside: Arc<dyn Outside>) -> std::io::Result<Bell> {
    let watched = Arc::clone(&writer);
    let upkeep = Bell::hang("upkeep", move || {
        if let Err(error) = look_after(&writer, outside.as_ref()) {
            // It is tried again at the next closure or start; nothing was lost.
            tracing::error!(%error, "void acts could not be issued again");
        }
    })?;
    let rope = upkeep.rope();
    rope.pull();
    watched.subscribe(move |happened| {
        if happened.tables.contains(&Closure::TABLE.name) {
            rope.pull();
        }
    });
    Ok(upkeep)
}

fn look_after(writer: &Writer, outside: &dyn Outside) -> Result<(), StoreError> {
    let issued = writer.reissue(outside.wall_ms())?;
    let settled = writer.forget_settled_forks()?;
    if issued > 0 || settled > 0 {
        tracing::info!(issued, settled, "a closed number was settled");
    }
    Ok(())
}
