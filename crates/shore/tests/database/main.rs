//! The gateway's database, on a real PostgreSQL, read back through the gateway's own role.

#![allow(clippy::unwrap_used)]

mod buying;
mod fleet;
mod merging;
mod outages;
mod reading;
mod rebuilding;
mod receiving;
mod rights;
mod schema;
mod shore;
mod views;
