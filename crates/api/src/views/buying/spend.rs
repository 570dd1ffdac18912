//! Figures of spend: what is outstanding, committed and spent, as a whole and as a chart.
//!
//! Nothing here is stored, and nothing is converted: each currency has figures and a chart of its own.

pub mod budgets;
pub mod csv;
pub mod postings;

use super::super::View;
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::buying::figures::{Figures, SpendBy, SpendFigure};
use domain::buying::period::Period;
use domain::buying::spend::Spent;
use domain::money::Money;
use domain::refusal::{Code, Refusal};
use domain::tables::{Department, Supplier};
use domain::text::shortened;
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{SpendGroup, SpendQuery};
use ts_rs::TS;

/// Bars of one chart; what is beyond them is put together.
const BARS_MAX: usize = 12;
/// Length of the longest bar of a chart.
const WHOLE_LENGTH: i128 = 1_000;

/// What of the spend is asked for; what is left out does not matter.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SpendArgs {
    /// The department that pays.
    pub department: Option<Department>,
    /// The supplier.
    pub supplier: Option<RowId>,
    /// The system of the equipment it is for.
    pub system: Option<String>,
    /// Not before this day or moment, by the ship's clock.
    pub from: Option<String>,
    /// Before this day or moment.
    pub before: Option<String>,
    /// In this year, quarter or month of the ship's calendar: 2026, 2026-Q4, 2026-11.
    pub period: Option<String>,
    /// What a chart puts in groups by; no chart without it.
    pub by: Option<SpendBy>,
    /// What the chart is of; what was spent unless something else is asked for.
    pub figure: Option<SpendFigure>,
}

/// An amount in its currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Amount {
    /// Three letters (ISO 4217).
    pub currency: String,
    /// Exact, with at least the digits that the currency has.
    pub amount: String,
}

impl Amount {
    pub(crate) fn of(amount: Money, currency: &str) -> Self {
        Self {
            currency: currency.to_owned(),
            amount: amount.digits_of(currency),
        }
    }
}

/// One figure.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FigureAmounts {
    /// By currency.
    pub amounts: Vec<Amount>,
    /// Lines in it whose price nobody knows.
    pub unpriced: u64,
    /// Currencies whose sum is beyond what can be kept exactly.
    pub beyond: Vec<String>,
}

impl From<&Spent> for FigureAmounts {
    fn from(spent: &Spent) -> Self {
        let amounts = spent.amounts.iter();
        Self {
            amounts: amounts
                .map(|(currency, amount)| Amount::of(*amount, currency))
                .collect(),
            unpriced: spent.unpriced as u64,
            beyond: spent.beyond.clone(),
        }
    }
}

/// What the bars of a chart have in common; one of them is set, or none of what has none.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct BarOf {
    /// A department.
    pub department: Option<Department>,
    /// A supplier.
    pub supplier: Option<RowId>,
    /// A system.
    pub system: Option<String>,
    /// A month.
    pub period: Option<String>,
}

/// One bar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Bar {
    /// What a supplier is called, a system's name, the month; none of what has none, and of a department.
    pub label: Option<String>,
    /// What it leads to.
    pub of: BarOf,
    /// How much it comes to.
    pub amount: String,
    /// Thousandths of the longest bar.
    pub length: u32,
}

/// What did not find room among the bars, put together.
#[derive(Clone, Debug, Serialize, TS)]
pub struct OtherBars {
    /// How many they are.
    pub count: u32,
    /// What they come to.
    pub amount: String,
    /// Thousandths of the longest bar.
    pub length: u32,
}

/// The chart of one currency.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Chart {
    /// Three letters (ISO 4217).
    pub currency: String,
    /// What all bars come to.
    pub amount: String,
    /// The largest first; months in their order.
    pub bars: Vec<Bar>,
    /// What is left: the smaller ones, or the months before.
    pub others: Option<OtherBars>,
}

/// The figures, and the charts asked for.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SpendFigures {
    /// Approved and not ordered yet, at the prices of drafts.
    pub outstanding: FigureAmounts,
    /// Ordered and still awaited, at the orders' prices.
    pub committed: FigureAmounts,
    /// Received or installed, and not taken back.
    pub actual: FigureAmounts,
    /// One for each currency.
    pub charts: Vec<Chart>,
}

/// Reads what is asked for by the ship's clock.
pub(super) fn query(view: &View<'_>, args: &SpendArgs) -> Result<SpendQuery, Refusal> {
    let moment = |field: &str, text: &Option<String>| -> Result<Option<Instant>, Refusal> {
        let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let read = view.ctx.ship.read(text);
        let wrong = |error: domain::time::TimeError| Refusal::field(Code::Invalid, field, error.to_string());
        read.map(Some).map_err(wrong)
    };
    let (mut from, mut before) = (moment("from", &args.from)?, moment("before", &args.before)?);
    if let Some(text) = args.period.as_deref().filter(|text| !text.is_empty()) {
        let period = Period::read(text).and_then(|period| period.moments(&view.ctx.ship));
        let (first, after) = period.ok_or_else(|| {
            let message = format!(
                "“{}” is no period. Write a year, a quarter or a month: 2026, 2026-Q4, 2026-11.",
                shortened(text, 40)
            );
            Refusal::field(Code::Invalid, "period", message)
        })?;
        from = Some(from.map_or(first, |from| from.max(first)));
        before = Some(before.map_or(after, |before| before.min(after)));
    }
    Ok(SpendQuery {
        department: args.department,
        supplier: args.supplier,
        system: args.system.clone().filter(|system| !system.is_empty()),
        from,
        before,
    })
}

fn spent(figures: &Figures, figure: SpendFigure) -> &Spent {
    match figure {
        SpendFigure::Outstanding => &figures.outstanding,
        SpendFigure::Committed => &figures.committed,
        SpendFigure::Actual => &figures.actual,
    }
}

pub(crate) fn figures(view: &View<'_>, args: &SpendArgs) -> Result<SpendFigures, Refusal> {
    let query = query(view, args)?;
    let found = view.reader.spend(&query, args.by, &view.ctx.ship)?;
    let figure = args.figure.unwrap_or(SpendFigure::Actual);
    let mut by_currency: BTreeMap<&str, Vec<(&SpendGroup, Money)>> = BTreeMap::new();
    for (group, figures) in &found.groups {
        for (currency, amount) in &spent(figures, figure).amounts {
            by_currency.entry(currency).or_default().push((group, *amount));
        }
    }
    let whole = &spent(&found.figures, figure).amounts;
    let charts = by_currency.into_iter().filter_map(|(currency, groups)| {
        // A sum that cannot be kept is said to be that, and has no chart.
        let whole = whole.get(currency)?;
        Some(chart(view, currency, *whole, groups))
    });
    Ok(SpendFigures {
        charts: charts.collect::<Result<_, _>>()?,
        outstanding: (&found.figures.outstanding).into(),
        committed: (&found.figures.committed).into(),
        actual: (&found.figures.actual).into(),
    })
}

fn chart(
    view: &View<'_>,
    currency: &str,
    whole: Money,
    mut groups: Vec<(&SpendGroup, Money)>,
) -> Result<Chart, Refusal> {
    let is_by_month = matches!(groups.first(), Some((SpendGroup::Month(..), _)));
    if is_by_month {
        // The latest months are kept; what was before them is put together.
        groups.reverse();
    } else {
        groups.sort_by(|(_, one), (_, other)| other.cmp(one));
    }
    let rest = groups.split_off(groups.len().min(BARS_MAX));
    let others = rest.iter().try_fold(Money::ZERO, |sum, (_, amount)| sum.plus(*amount));
    let others = others.filter(|_| !rest.is_empty());
    if is_by_month {
        groups.reverse();
    }
    let longest = groups.iter().map(|(_, amount)| *amount).chain(others).max();
    let length = |amount: Money| length(amount, longest.unwrap_or_default());
    let bar = |(group, amount): (&SpendGroup, Money)| {
        let (label, of) = named(view, group)?;
        Ok(Bar {
            label,
            of,
            amount: amount.digits_of(currency),
            length: length(amount),
        })
    };
    Ok(Chart {
        bars: groups.into_iter().map(bar).collect::<Result<_, Refusal>>()?,
        others: others.map(|amount| OtherBars {
            count: u32::try_from(rest.len()).unwrap_or(u32::MAX),
            amount: amount.digits_of(currency),
            length: length(amount),
        }),
        amount: whole.digits_of(currency),
        currency: currency.to_owned(),
    })
}

/// Thousandths of the longest; what is not nothing is never without a bar.
fn length(amount: Money, longest: Money) -> u32 {
    let of = amount.hundred_millionths().zip(longest.hundred_millionths());
    let length = of.and_then(|(amount, longest)| amount.checked_mul(WHOLE_LENGTH)?.checked_div(longest));
    let least = u32::from(amount != Money::ZERO);
    length
        .and_then(|length| u32::try_from(length).ok())
        .unwrap_or(0)
        .max(least)
}

fn named(view: &View<'_>, group: &SpendGroup) -> Result<(Option<String>, BarOf), Refusal> {
    let of = BarOf::default();
    Ok(match group {
        SpendGroup::Department(department) => {
            let department = Some(*department);
            (None, BarOf { department, ..of })
        }
        SpendGroup::Supplier(supplier) => {
            let found = supplier
                .map(|id| view.ctx.facts.find::<Supplier>(id))
                .transpose()?
                .flatten();
            let supplier = *supplier;
            (found.map(|supplier| supplier.name), BarOf { supplier, ..of })
        }
        SpendGroup::System(system) => {
            let system = system.clone();
            (system.clone(), BarOf { system, ..of })
        }
        SpendGroup::Month(year, month) => {
            let period = Some(format!("{year:04}-{month:02}"));
            (period.clone(), BarOf { period, ..of })
        }
    })
}

impl Program {
    /// What is outstanding, committed and spent; with a chart where groups are asked for.
    ///
    /// # Errors
    /// When nobody is signed in, or a moment or period cannot be read.
    pub fn spend_figures(&self, args: &SpendArgs) -> Result<SpendFigures, Error> {
        self.view(|view| figures(view, args))
    }
}
