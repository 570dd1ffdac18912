//! The gateway ashore: takes the acts of many vessels into Postgres, and hands each vessel's devices
//! what the others of that vessel wrote.
//!
//! Invariants:
//! - A vessel's rows are a function of the *set* of its entries, by the same rules as aboard.
//! - Every transaction names its vessel first; the database shows and takes rows of that vessel only.
//! - A batch is stored whole or not at all, and storing it again changes nothing.

#![warn(missing_docs)]

mod apply;
mod column;
pub mod database;
pub mod digest;
pub mod enrol;
mod entries;
pub mod limits;
pub mod log;
pub mod metrics;
pub mod migrate;
pub mod outside;
pub mod roster;
pub mod serve;
mod statement;
