//! Papers: a work order's card and its record, lists as they are shown, the record of a period. No act:
//! nothing changes, and nobody records that somebody printed.
//!
//! Invariant: a paper is written in the background from one snapshot of the record, with progress and a way
//! to stop; its file appears whole or not at all. Photos on it were drawn by a worker.

mod card;
mod delivery;
mod desk;
mod handover;
mod lists;
mod names;
mod orders;
mod pages;
mod period;
mod photos;
mod purchase;
mod quay;
mod record;
mod run;

use crate::error::Error;
use crate::program::Program;
use crate::saving::{PDF, check};
use crate::views::audit::AuditArgs;
use desk::Desk;
use domain::RowId;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::time::{Date, Instant};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ts_rs::TS;

pub use lists::ShownList;
pub use pages::MANUAL_PAGES_MAX;
pub(crate) use run::Printing;

/// From the beginning of a day to the small hours of the next, whatever the clocks are set to in between.
const SURELY_NEXT_DAY_MS: i64 = 26 * 3_600_000;

/// Which paper.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum Paper {
    /// A work order to take along: facts, checklist with boxes, parts with places, lines to write on.
    Card {
        /// The work order.
        work_order: RowId,
    },
    /// A purchase order as it goes to the supplier.
    PurchaseOrder {
        /// The order.
        order: RowId,
    },
    /// A delivery with its rows, what was wrong, photos and the signature under it.
    Delivery {
        /// The delivery.
        session: RowId,
    },
    /// A delivery to be counted by hand: its rows with empty boxes, and a code that leads back to it.
    QuaySheet {
        /// The delivery.
        session: RowId,
    },
    /// Everything that was written on a work order, with photos and signatures.
    Record {
        /// The work order.
        work_order: RowId,
    },
    /// A list as it is shown.
    List {
        /// The list.
        list: ShownList,
    },
    /// The record of a period, oldest entry first.
    Period {
        /// From when until when, and what else it is narrowed to.
        args: AuditArgs,
    },
    /// The pack of a signed handover.
    Handover {
        /// The signature of whoever handed over.
        signature: RowId,
    },
    /// Pages of a manual, at most [`MANUAL_PAGES_MAX`].
    Manual {
        /// The manual.
        document: RowId,
        /// The first page, from 1.
        from: u32,
        /// The last page.
        to: u32,
    },
}

/// Which paper, and where the file goes.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintArgs {
    /// The paper.
    pub what: Paper,
    /// The file to write; an earlier PDF of that name is replaced.
    pub path: String,
}

/// The printing meant.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintRunArgs {
    /// What `print_start` answered.
    pub run: u32,
}

/// Where a printing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintPhase {
    /// Under way.
    Running,
    /// The file is written.
    Done,
    /// A person stopped it; there is no file.
    Cancelled,
    /// It could not be carried out; there is no file.
    Failed,
}

/// What was printed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PrintMade {
    /// Pages.
    pub pages: usize,
    /// The file, with its folder.
    pub path: String,
    /// Characters that are a box on it, because no font holds them.
    pub unprintable: Vec<String>,
}

/// How far a printing is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PrintState {
    /// Names this printing.
    pub run: u32,
    /// Where it stands.
    pub state: PrintPhase,
    /// Steps done so far.
    pub done: u64,
    /// Steps in all; 0 while not known.
    pub total: u64,
    /// What was printed.
    pub made: Option<PrintMade>,
    /// Why it failed.
    pub trouble: Option<String>,
}

impl Program {
    /// Starts to write a paper; a short one is done when this answers.
    ///
    /// # Errors
    /// `locked` when nobody is signed in; `missing` or `invalid` for a path that cannot be written to;
    /// `wrong_state` while another paper is written.
    pub fn print_start(&self, args: PrintArgs) -> Result<PrintState, Error> {
        let actor = self.signed_in()?;
        check(&args.path, &PDF)?;
        let manual = match args.what {
            Paper::Manual { document, from, to } => Some(self.manual(pages::checked(document, from, to)?)?),
            _ => None,
        };
        let desk = Desk {
            manual: manual.map(|(document, file, path)| pages::Source { document, file, path }),
            manuals: Arc::clone(&self.bench().reader),
            readers: self.readers().clone(),
            actor,
            now: self.now(),
            blobs: self.blobs(),
            workshop: self.workshop().clone(),
        };
        self.printing().begin(desk, args)
    }

    /// How far it is.
    ///
    /// # Errors
    /// `locked` when nobody is signed in; `not_found` for a printing that another one followed.
    pub fn print_state(&self, args: &PrintRunArgs) -> Result<PrintState, Error> {
        self.signed_in()?;
        self.printing().state(args.run)
    }

    /// Stops it.
    ///
    /// # Errors
    /// As [`Program::print_state`].
    pub fn print_cancel(&self, args: &PrintRunArgs) -> Result<PrintState, Error> {
        self.signed_in()?;
        self.printing().cancel(args.run)
    }
}

impl Program {
    /// A period by the ship's clocks: from the beginning of a day or moment, up to and with a day or before a
    /// moment.
    ///
    /// # Errors
    /// `invalid` for what is neither a day nor a moment.
    pub fn period(&self, from: Option<&str>, to: Option<&str>) -> Result<AuditArgs, Error> {
        self.read(|source| {
            let ship = Facts::new(source).ship_time()?;
            let read = |text: &str| {
                let wrong = |_| {
                    let short = domain::text::shortened(text, 40);
                    Refusal::new(Code::Invalid, format!("“{short}” is no day such as 2026-03-01."))
                };
                ship.read(text).map_err(wrong)
            };
            let until = |text: &str| {
                let at = read(text)?;
                if Date::parse(text.trim()).is_err() {
                    return Ok(at);
                }
                // However the clocks are set on that day, this is on the next one.
                read(
                    &ship
                        .date(Instant::from_millis(at.millis() + SURELY_NEXT_DAY_MS))
                        .to_string(),
                )
            };
            Ok(AuditArgs {
                from_at: from.map(read).transpose()?,
                to_at: to.map(until).transpose()?,
                ..AuditArgs::default()
            })
        })
    }
}

/// Why a paper is not written.
#[derive(Debug)]
enum Stop {
    /// A person stopped it.
    Cancelled,
    /// It cannot be written.
    Because(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Because(refusal)
    }
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Self::Because(error.into())
    }
}
