//! What `celeste print` is told.

use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(crate) enum Print {
    /// A work order to take along: facts, checklist with boxes, parts with places, lines to write on.
    Card {
        /// The work order: number or id.
        work_order: String,
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
    },
    /// A purchase order as it goes to the supplier.
    Order {
        /// The order: number or id.
        order: String,
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
    },
    /// A delivery with its rows, what was wrong, photos and the signature under it.
    Delivery {
        /// The delivery: number or id.
        delivery: String,
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
    },
    /// A delivery to be counted by hand on the quay: rows with empty boxes, and a code that leads back to it.
    QuaySheet {
        /// The delivery: number or id.
        delivery: String,
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
    },
    /// Everything that was written on a work order, with photos and signatures.
    Record {
        /// The work order: number or id.
        work_order: String,
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
    },
    /// A list.
    List {
        /// Which list.
        #[arg(value_enum)]
        list: ListName,
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
        /// What it is narrowed to and sorted by, as a JSON object: {"text":"pump","filters":{"status":["open"]},
        /// "sort":"number","descending":true}.
        #[arg(long, default_value = "{}")]
        args: String,
    },
    /// The record of a period: every entry, the oldest first.
    Period {
        /// The file to write; an earlier PDF of that name is replaced.
        file: PathBuf,
        /// Who prints: name or id.
        #[arg(long = "as")]
        person: String,
        /// From this day on (2026-03-01), or moment (2026-03-01 08:00), by the ship's clocks.
        #[arg(long)]
        from: Option<String>,
        /// Up to and with this day, or before this moment.
        #[arg(long)]
        to: Option<String>,
    },
}

impl Print {
    /// Who prints.
    pub(crate) fn person(&self) -> &str {
        match self {
            Self::Card { person, .. }
            | Self::Order { person, .. }
            | Self::Delivery { person, .. }
            | Self::QuaySheet { person, .. }
            | Self::Record { person, .. }
            | Self::List { person, .. }
            | Self::Period { person, .. } => person,
        }
    }
}

/// A list that can be printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListName {
    /// Faults.
    Faults,
    /// Work orders.
    WorkOrders,
    /// Machines and spaces; --args takes "text" and "retired".
    Equipment,
    /// Parts with what lies in stores.
    Parts,
    /// The tree of storage places; --args takes "text" and "retired".
    Locations,
    /// Movements; --args takes the ids "part", "location" and "work_order".
    Movements,
    /// Counters with their last reading, and room for the next.
    RunningHours,
    /// Suppliers.
    Suppliers,
    /// The shopping list; --args takes the filters "tab", "department", "supplier_id", "urgency" and "age_days".
    Shopping,
    /// Purchase orders; --args takes the filters "state", "department" and "supplier_id".
    Orders,
    /// What makes a figure of spend; --args takes "figure", "department", "supplier", "period" and "unpriced".
    Postings,
    /// Deliveries; --args takes the filters "section", "status", "department" and "supplier_id".
    Deliveries,
    /// Entries of a handover; --args takes "department", "kind" and "status".
    Handover,
    /// Everybody of the vessel.
    People,
    /// Entries of the record, newest first.
    Record,
}
