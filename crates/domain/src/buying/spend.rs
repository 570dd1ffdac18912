//! What was spent, as the postings have it.
//!
//! Invariant: what stands of a posting follows from the set of rows about it, in whatever order they arrived:
//! a posting that was reversed counts for nothing, with every price it was given; of several prices the latest
//! counts. Rows therefore carry what they say and not differences: two people who price or reverse one
//! posting apart would otherwise count twice.

use crate::money::Money;
use crate::quantity::Quantity;
use crate::tables::{Posting, PostingKind};
use journal::RowId;
use std::collections::BTreeMap;

/// A posting and how it stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The posting.
    pub posting: Posting,
    /// How many units count, in the part's unit; zero once it is reversed.
    pub quantity: Quantity,
    /// The price that counts; none while it is unpriced.
    pub price: Option<Priced>,
    /// The row that gave the price, where it came later.
    pub priced_by: Option<RowId>,
    /// Taken back.
    pub is_reversed: bool,
}

/// A price, what it comes to, and its currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Of one unit.
    pub unit_price: Money,
    /// Of all units.
    pub amount: Money,
    /// Three letters (ISO 4217).
    pub currency: String,
}

impl Standing {
    /// What counts as spent; none while it is unpriced, or once it is reversed.
    #[must_use]
    pub fn amount(&self) -> Option<&Priced> {
        self.price.as_ref().filter(|_| !self.is_reversed)
    }

    /// Whether units came whose price nobody knows.
    #[must_use]
    pub fn is_unpriced(&self) -> bool {
        !self.is_reversed && self.price.is_none()
    }
}

fn price_of(row: &Posting) -> Option<Priced> {
    Some(Priced {
        unit_price: row.unit_price?,
        amount: row.amount?,
        currency: row.currency.clone()?,
    })
}

/// How each posting among the rows stands, in the order of the postings' moments. Rows about a posting that
/// is not among them count for nothing.
#[must_use]
pub fn standing(rows: Vec<Posting>) -> Vec<Standing> {
    let (postings, later): (Vec<Posting>, Vec<Posting>) =
        rows.into_iter().partition(|row| row.kind == PostingKind::Posted);
    let mut about: BTreeMap<RowId, Vec<Posting>> = BTreeMap::new();
    for row in later {
        if let Some(of) = row.of_id {
            about.entry(of).or_default().push(row);
        }
    }
    let mut all: Vec<Standing> = postings
        .into_iter()
        .map(|posting| {
            let rows = about.remove(&posting.id).unwrap_or_default();
            one(posting, &rows)
        })
        .collect();
    all.sort_by_key(|standing| (standing.posting.posted_at, standing.posting.id));
    all
}

fn one(posting: Posting, rows: &[Posting]) -> Standing {
    let is_reversed = rows.iter().any(|row| row.kind == PostingKind::Reversed);
    let priced = rows.iter().filter(|row| row.kind == PostingKind::Priced);
    let latest = priced.max_by_key(|row| (row.posted_at, row.id));
    Standing {
        quantity: if is_reversed { Quantity::ZERO } else { posting.quantity },
        price: price_of(latest.unwrap_or(&posting)),
        priced_by: latest.map(|row| row.id),
        is_reversed,
        posting,
    }
}

/// What counts as spent, by currency, exactly; and how many units are unpriced, as a count of postings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Currency → amount.
    pub amounts: BTreeMap<String, Money>,
    /// Postings whose price nobody knows.
    pub unpriced: usize,
    /// Currencies of which the sum is beyond what can be kept exactly.
    pub beyond: Vec<String>,
}

/// Adds up what counts. Currencies are never put together.
#[must_use]
pub fn spent(of: &[Standing]) -> Spent {
    let mut spent = Spent::default();
    for standing in of {
        if standing.is_unpriced() {
            spent.unpriced += 1;
        }
        let Some(priced) = standing.amount() else { continue };
        if spent.beyond.contains(&priced.currency) {
            continue;
        }
        let sum = spent.amounts.entry(priced.currency.clone()).or_default();
        match sum.plus(priced.amount) {
            Some(more) => *sum = more,
            None => {
                spent.amounts.remove(&priced.currency);
                spent.beyond.push(priced.currency.clone());
            }
        }
    }
    spent
}
