//! The figures of spend: what is approved, what is committed, what was spent; as a whole or in groups.
//!
//! Invariant: each unit stands in one figure at a time, in the order in which it goes through them, and groups
//! add up to the whole. Currencies are summed apart, exactly; what has no price is counted.

use super::spend::Spent;
use crate::money::Money;
use crate::vocabulary::vocabulary;
use std::collections::BTreeMap;

vocabulary! {
    /// Where what is to be paid stands.
    pub enum SpendFigure {
        /// Approved and not ordered yet, at the prices of drafts. Its moment is when it was asked for.
        Outstanding = "outstanding",
        /// Ordered and still awaited, at the orders' prices. Its moment is when it was ordered.
        Committed = "committed",
        /// Came, and was not taken back, at the latest price. Its moment is when it was posted.
        Actual = "actual",
    }
}

vocabulary! {
    /// What spend is put in groups by.
    pub enum SpendBy {
        /// The department that pays.
        Department = "department",
        /// The supplier.
        Supplier = "supplier",
        /// The system of the equipment it is for.
        System = "system",
        /// The month, by the ship's clock.
        Month = "month",
    }
}

/// Sums by currency, kept as whole numbers while they are added up.
#[derive(Clone, Debug, Default)]
struct Sums {
    /// Currency → hundred-millionths; none once one of its amounts could not be kept.
    amounts: Vec<(String, Option<i128>)>,
    unpriced: usize,
}

impl Sums {
    fn add(&mut self, currency: &str, amount: Option<i128>) {
        let found = self.amounts.iter_mut().find(|(code, _)| code == currency);
        match found {
            Some((_, sum)) => *sum = sum.zip(amount).and_then(|(sum, more)| sum.checked_add(more)),
            None => self.amounts.push((currency.to_owned(), amount)),
        }
    }

    fn add_all(&mut self, other: &Self) {
        self.unpriced += other.unpriced;
        for (currency, amount) in &other.amounts {
            self.add(currency, *amount);
        }
    }

    fn spent(self) -> Spent {
        let mut spent = Spent {
            unpriced: self.unpriced,
            ..Spent::default()
        };
        let mut amounts: BTreeMap<String, Option<i128>> = self.amounts.into_iter().collect();
        while let Some((currency, sum)) = amounts.pop_first() {
            match sum.and_then(Money::from_hundred_millionths) {
                Some(sum) => {
                    spent.amounts.insert(currency, sum);
                }
                None => spent.beyond.push(currency),
            }
        }
        spent
    }
}

/// Adds up what each figure comes to.
#[derive(Clone, Debug, Default)]
pub struct Adding {
    outstanding: Sums,
    committed: Sums,
    actual: Sums,
}

impl Adding {
    fn of(&mut self, figure: SpendFigure) -> &mut Sums {
        match figure {
            SpendFigure::Outstanding => &mut self.outstanding,
            SpendFigure::Committed => &mut self.committed,
            SpendFigure::Actual => &mut self.actual,
        }
    }

    /// Adds so many hundred-millionths of the currency; none are more than can be kept.
    pub fn add(&mut self, figure: SpendFigure, currency: &str, amount: Option<i128>) {
        self.of(figure).add(currency, amount);
    }

    /// Counts one whose price nobody knows.
    pub fn add_unpriced(&mut self, figure: SpendFigure) {
        self.of(figure).unpriced += 1;
    }

    /// Adds everything that another adding holds.
    pub fn add_all(&mut self, other: &Self) {
        self.outstanding.add_all(&other.outstanding);
        self.committed.add_all(&other.committed);
        self.actual.add_all(&other.actual);
    }

    /// What they came to.
    #[must_use]
    pub fn figures(self) -> Figures {
        Figures {
            outstanding: self.outstanding.spent(),
            committed: self.committed.spent(),
            actual: self.actual.spent(),
        }
    }
}

/// What each figure comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Approved and not ordered yet.
    pub outstanding: Spent,
    /// Ordered and still awaited.
    pub committed: Spent,
    /// What counts as spent.
    pub actual: Spent,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn currencies_are_summed_apart_and_a_sum_beyond_what_is_kept_says_so() {
        let mut adding = Adding::default();
        let largest = Money::price("1000000000").unwrap().hundred_millionths().unwrap() * 100_000_000;
        adding.add(SpendFigure::Actual, "EUR", Some(10_000_000));
        adding.add(SpendFigure::Actual, "EUR", Some(20_000_000));
        adding.add(SpendFigure::Actual, "USD", Some(largest));
        adding.add_unpriced(SpendFigure::Actual);
        adding.add(SpendFigure::Committed, "GBP", Some(1));
        adding.add(SpendFigure::Committed, "GBP", None);
        let figures = adding.clone().figures();
        let shown: Vec<String> = figures.actual.amounts.values().map(ToString::to_string).collect();
        assert_eq!(shown, ["0.3", "100000000000000000"]);
        assert_eq!(
            (figures.actual.unpriced, figures.committed.beyond),
            (1, vec!["GBP".to_owned()])
        );
        let mut twice = adding.clone();
        twice.add_all(&adding);
        let twice = twice.figures();
        assert_eq!(twice.actual.unpriced, 2);
        assert_eq!(
            (twice.actual.beyond, twice.committed.beyond),
            (vec!["USD".to_owned()], vec!["GBP".to_owned()])
        );
        assert_eq!(twice.actual.amounts["EUR"].to_string(), "0.6");
        adding.add(SpendFigure::Actual, "USD", Some(1));
        assert_eq!(adding.figures().actual.beyond, ["USD"]);
        assert_eq!(Adding::default().figures(), Figures::default());
    }
}
