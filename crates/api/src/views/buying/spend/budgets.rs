//! Budgets beside what was spent in their periods. They are shown and block nothing.

use super::{Amount, SpendArgs, query};
use crate::error::Error;
use crate::program::Program;
use crate::views::View;
use domain::RowId;
use domain::money::Money;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::tables::{Budget, Department};
use serde::Serialize;
use ts_rs::TS;

/// Length of a whole budget.
const WHOLE_LENGTH: i128 = 1_000;

/// One budget.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BudgetLine {
    /// The budget.
    pub id: RowId,
    /// The department.
    pub department: Department,
    /// A year, quarter or month: 2026, 2026-Q4, 2026-11.
    pub period: String,
    /// How much is meant to be spent.
    pub budget: Amount,
    /// What was spent of it.
    pub used: Amount,
    /// What is ordered in the period and still awaited.
    pub committed: Amount,
    /// What is left of it; none once it is exceeded.
    pub left: Option<Amount>,
    /// By how much it is exceeded.
    pub over: Option<Amount>,
    /// Once what is ordered has come, by how much it will be exceeded; none where it is exceeded already.
    pub over_once_come: Option<Amount>,
    /// Thousandths of the budget that were spent, at most a whole.
    pub length: u32,
    /// Postings of the department in the period whose price nobody knows.
    pub unpriced: u64,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// Every budget, and what may be done.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Budgets {
    /// The latest period first, then by department.
    pub budgets: Vec<BudgetLine>,
    /// Acts this person may open to set another.
    pub offers: Vec<Offer>,
}

fn budgets(view: &View<'_>, args: &SpendArgs) -> Result<Budgets, Refusal> {
    let mut all = view.ctx.facts.all::<Budget>()?;
    all.retain(|budget| args.department.is_none_or(|wanted| wanted == budget.department));
    all.retain(|budget| args.period.as_ref().is_none_or(|wanted| *wanted == budget.period));
    all.sort_by(|a, b| {
        let key = |budget: &Budget| (budget.department, budget.currency.clone());
        b.period.cmp(&a.period).then_with(|| key(a).cmp(&key(b)))
    });
    let lines = all.iter().filter_map(|budget| Some(line(view, budget, budget.amount?)));
    Ok(Budgets {
        budgets: lines.collect::<Result<_, _>>()?,
        offers: offers::offered(view.ctx, offers::of_budget(), &Subject::of(view.ctx.actor.department))?,
    })
}

fn line(view: &View<'_>, budget: &Budget, amount: Money) -> Result<BudgetLine, Refusal> {
    let args = SpendArgs {
        department: Some(budget.department),
        period: Some(budget.period.clone()),
        ..SpendArgs::default()
    };
    let found = view.reader.spend(&query(view, &args)?, None, &view.ctx.ship)?;
    let of = |spent: &domain::buying::spend::Spent| spent.amounts.get(&budget.currency).copied().unwrap_or_default();
    let (used, committed) = (of(&found.figures.actual), of(&found.figures.committed));
    let in_currency = |amount: Money| Amount::of(amount, &budget.currency);
    let above = |sum: Option<Money>| sum.and_then(|sum| sum.minus(amount)).filter(|over| *over > Money::ZERO);
    let over = above(Some(used));
    let length = used.hundred_millionths().zip(amount.hundred_millionths());
    let length = length.and_then(|(used, of)| used.checked_mul(WHOLE_LENGTH)?.checked_div(of));
    // Of a budget of nothing, anything is more than the whole.
    let length = length.unwrap_or(if used > Money::ZERO { WHOLE_LENGTH } else { 0 });
    Ok(BudgetLine {
        id: budget.id,
        department: budget.department,
        period: budget.period.clone(),
        budget: in_currency(amount),
        used: in_currency(used),
        committed: in_currency(committed),
        left: amount.minus(used).filter(|_| over.is_none()).map(in_currency),
        over: over.map(in_currency),
        over_once_come: above(used.plus(committed)).filter(|_| over.is_none()).map(in_currency),
        length: u32::try_from(length.clamp(0, WHOLE_LENGTH)).unwrap_or(0),
        unpriced: found.figures.actual.unpriced as u64,
        offers: offers::offered(view.ctx, offers::of_budget(), &Subject::of(budget.department))?,
    })
}

impl Program {
    /// Budgets beside what was spent in their periods; of one department or period where that is named.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn budget_list(&self, args: &SpendArgs) -> Result<Budgets, Error> {
        self.view(|view| budgets(view, args))
    }
}
