//! What the rows of a delivery come to.
//!
//! Invariant: accepted + rejected = delivered, and installed + to stores = accepted. What is missing is no part
//! of what was delivered.

use crate::facts::Facts;
use crate::quantity::Quantity;
use crate::refusal::Refusal;
use crate::tables::{Discrepancy, DiscrepancyKind, ReceivingLine, Resolution};
use journal::RowId;
use std::collections::BTreeMap;

/// One row with what people said is wrong with units of it.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The row.
    pub line: ReceivingLine,
    /// What is wrong and was not taken back.
    pub discrepancies: Vec<Discrepancy>,
}

impl Counted {
    /// How much is wrong in that way, in the part's unit.
    #[must_use]
    pub fn wrong(&self, kind: DiscrepancyKind) -> Quantity {
        let of_kind = self.discrepancies.iter().filter(|wrong| wrong.kind == kind);
        of_kind.map(|wrong| wrong.quantity).sum()
    }

    /// The part of delivered that is not accepted.
    #[must_use]
    pub fn rejected(&self) -> Quantity {
        self.wrong(DiscrepancyKind::Damaged) + self.wrong(DiscrepancyKind::Incorrect)
    }

    /// What enters stock and spend.
    #[must_use]
    pub fn accepted(&self) -> Quantity {
        self.line.delivered - self.rejected()
    }

    /// What is installed straight away.
    #[must_use]
    pub fn installed(&self) -> Quantity {
        self.line.install_quantity.unwrap_or_default()
    }

    /// What goes to stores.
    #[must_use]
    pub fn to_stores(&self) -> Quantity {
        self.accepted() - self.installed()
    }

    /// What is asked for anew: all that is wrong with it.
    #[must_use]
    pub fn to_list(&self) -> Quantity {
        if self.line.returns_to_list {
            self.rejected() + self.wrong(DiscrepancyKind::Missing)
        } else {
            Quantity::ZERO
        }
    }

    /// Whether a person said that it does not belong here.
    #[must_use]
    pub fn is_ignored(&self) -> bool {
        self.line.resolution == Some(Resolution::Ignored)
    }

    /// Whether it is known what it is, or that it does not matter.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.is_ignored() || self.line.part_id.is_some()
    }

    /// Whether a commit writes anything of it.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.line.is_ticked && !self.is_ignored()
    }

    /// Whether its quantities fit each other; two people who counted apart may have made them not fit.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.installed() <= self.accepted() && self.accepted() >= Quantity::ZERO
    }
}

/// The rows of a delivery in their order; the plan relies on them and on what is wrong with them.
///
/// # Errors
/// When the replica cannot be read.
pub fn rows_of(facts: &Facts<'_>, session: RowId) -> Result<Vec<Counted>, Refusal> {
    let mut wrong: BTreeMap<RowId, Vec<Discrepancy>> = BTreeMap::new();
    for discrepancy in facts.by::<Discrepancy>(Discrepancy::session_id, session)? {
        if discrepancy.quantity.is_positive() {
            wrong.entry(discrepancy.line_id).or_default().push(discrepancy);
        }
    }
    let lines = facts.by::<ReceivingLine>(ReceivingLine::session_id, session)?;
    let mut rows: Vec<Counted> = lines
        .into_iter()
        .map(|line| {
            let mut discrepancies = wrong.remove(&line.id).unwrap_or_default();
            discrepancies.sort_by_key(|wrong| wrong.kind);
            Counted { line, discrepancies }
        })
        .collect();
    rows.sort_by_key(|row| (row.line.position, row.line.created_at, row.line.id));
    Ok(rows)
}
