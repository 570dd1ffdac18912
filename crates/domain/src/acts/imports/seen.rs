//! What rows of one list said before, so that two rows do not say different things of one record.

use super::StorePartRow;
use super::draft::PartKey;
use crate::refusal::{Code, Refusal};
use crate::words;
use std::collections::HashMap;

/// What earlier rows of the list said.
#[derive(Debug, Default)]
pub struct Seen {
    rows: HashMap<String, u32>,
    pub(super) parts: HashMap<PartKey, StorePartRow>,
}

impl Seen {
    /// Refuses what an earlier row said already. `what` is how the person reads it: "The code 651.02".
    pub(super) fn once(&self, field: &str, what: &str) -> Result<(), Refusal> {
        match self.rows.get(what) {
            None => Ok(()),
            Some(row) => Err(Refusal::field(
                Code::Invalid,
                field,
                format!(
                    "{what} stands in row {} already. Take one of the two out.",
                    words::thousands((*row).into())
                ),
            )),
        }
    }

    /// Keeps what a row said.
    pub(super) fn note(&mut self, what: String, row: u32) {
        self.rows.insert(what, row);
    }
}
