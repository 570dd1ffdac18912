//! Transactions that put right what no act may change.

use rusqlite::{Connection, TransactionBehavior};

use super::{Happened, Writer};
use crate::error::StoreError;
use crate::gate::Work;

impl Writer {
    /// Carries out a rebuild in one transaction, with the gate open for it. `work` returns the tables that
    /// it wrote besides what it is asked for.
    pub(crate) fn rebuild<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<(T, Vec<&'static str>), StoreError>,
    ) -> Result<T, StoreError> {
        let mut core = self.core();
        self.checkpoints.make_room();
        let open = core.gate.open(Work::Rebuild);
        let transaction = core
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (done, tables) = work(&transaction)?;
        transaction.commit()?;
        drop(open);
        drop(core);
        self.checkpoints.note();
        self.indexing.note();
        self.tell(&Happened { tables });
        Ok(done)
    }
}
