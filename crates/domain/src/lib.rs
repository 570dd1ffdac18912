//! The trade's nouns and rules: what a record is, who may do what, and what an
//! act writes.
//!
//! Invariant: nothing here touches a file, a clock, a random source, SQL or
//! the network. Facts come in through [`facts::Source`], decisions go out as
//! [`plan::Plan`] or [`refusal::Refusal`].

pub mod act;
pub mod acts;
pub mod buying;
pub mod counts;
pub mod devices;
pub mod facts;
pub mod fault_code;
pub mod field;
pub mod fit;
pub mod fold;
pub mod handover;
pub mod labels;
pub mod merge;
pub mod money;
pub mod offers;
pub mod part_code;
pub mod permission;
pub mod plan;
pub mod quantity;
pub mod receiving;
pub mod refusal;
pub mod rights;
pub mod schema;
pub mod searched;
pub mod tables;
pub mod text;
pub mod time;
pub mod usage;
mod vocabulary;
pub mod words;

pub use journal::RowId;
