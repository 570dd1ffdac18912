//! Buying: the life of a shopping list item, what came of what was ordered, and the spend that follows.
//!
//! "Capture everywhere, decide centrally": the shopping list is the only gateway to buying, and spend is its
//! shadow. Deliberately not here: who may do what (that is data of the vessel: `permission.rs`).
#![deny(clippy::float_arithmetic)]

pub mod delivery;
pub mod drawing;
pub mod figures;
pub mod life;
pub mod lines;
pub mod period;
pub mod spend;
pub mod tab;
pub mod unit;

pub use delivery::{ItemState, OrderState, Tally};
pub use figures::{Figures, SpendBy, SpendFigure};
pub use life::{Guard, LIFE, Transition, Who};
pub use lines::{LineStanding, lines_of_item, lines_of_order};
pub use spend::{Standing, standing};
pub use tab::Tab;
