//! What makes a figure of spend, as a file for spreadsheets: exact, by names and never by ids.

use super::Amount;
use super::postings::{PostingArgs, SpendLine, list};
use crate::error::Error;
use crate::program::Program;
use crate::views::csv_file::{self, Cell};
use crate::views::{View, WINDOW_ROWS_MAX};
use domain::refusal::Refusal;
use domain::words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const HEADS: [&str; 17] = [
    "Date and time",
    "What it is",
    "Department",
    "Supplier",
    "Order",
    "Part number",
    "Part",
    "Quantity",
    "Unit",
    "Price of one",
    "Amount",
    "Currency",
    "Equipment code",
    "Equipment",
    "Work order",
    "Price given later",
    "Taken back",
];

/// The list as it is shown, and where to write it.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PostingCsvArgs {
    /// What of the list; its window does not matter.
    pub args: PostingArgs,
    /// The file to write; it must not exist.
    pub path: String,
}

/// The file that was written.
#[derive(Debug, Serialize, TS)]
pub struct PostingCsvWritten {
    /// Lines in it.
    pub rows: u64,
    /// The file.
    pub path: String,
}

impl Program {
    /// Writes everything that the list of a figure shows into a new file.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or a moment or period cannot be read.
    pub fn posting_csv(&self, args: &PostingCsvArgs) -> Result<PostingCsvWritten, Error> {
        csv_file::is_free(&args.path)?;
        // All of it is read at one moment, before anything is written.
        let lines = self.view(|view| {
            let found = all(view, &args.args)?;
            Ok(found.iter().map(|line| row(view, line)).collect::<Vec<_>>())
        })?;
        let rows = lines.len() as u64;
        csv_file::write(&args.path, &HEADS, lines)?;
        Ok(PostingCsvWritten {
            rows,
            path: args.path.clone(),
        })
    }
}

fn all(view: &View<'_>, args: &PostingArgs) -> Result<Vec<SpendLine>, Refusal> {
    let mut lines = Vec::new();
    loop {
        let window = PostingArgs {
            offset: lines.len(),
            limit: Some(WINDOW_ROWS_MAX),
            ..args.clone()
        };
        let found = list(view, &window)?.rows;
        if found.is_empty() {
            return Ok(lines);
        }
        lines.extend(found);
    }
}

fn row(view: &View<'_>, line: &SpendLine) -> Vec<Cell> {
    let some = |text: Option<&str>| Cell::text(text.unwrap_or_default());
    let amount = |amount: &Option<Amount>| Cell::Decimal(amount.as_ref().map(|amount| amount.amount.clone()));
    let currency = line.amount.as_ref().or(line.unit_price.as_ref());
    let yes = |flag: bool| Cell::text(if flag { "yes" } else { "" });
    vec![
        Cell::text(view.ctx.ship.format(line.at)),
        Cell::text(words::plain(line.figure.word())),
        Cell::text(words::plain(line.department.word())),
        some(line.supplier.as_ref().map(|supplier| supplier.label.as_str())),
        some(line.order.as_ref().map(|order| order.number.as_str())),
        Cell::text(&line.part.code),
        Cell::text(&line.part.label),
        Cell::decimal(line.quantity),
        Cell::text(&line.unit),
        amount(&line.unit_price),
        // What was taken back adds nothing where somebody adds the column up.
        match line.is_taken_back {
            true => Cell::decimal(0),
            false => amount(&line.amount),
        },
        some(currency.map(|amount| amount.currency.as_str())),
        some(line.equipment.as_ref().map(|equipment| equipment.code.as_str())),
        some(line.equipment.as_ref().map(|equipment| equipment.label.as_str())),
        some(line.work_order.as_ref().map(|order| order.number.as_str())),
        yes(line.is_priced_later),
        yes(line.is_taken_back),
    ]
}
