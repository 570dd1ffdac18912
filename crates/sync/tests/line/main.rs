//! Client and listener over TLS through a bad line, on racks that hold batches and no tables.

#![allow(clippy::unwrap_used)]

mod bounds;
mod cuts;
mod files;
mod house;
mod rack;
mod strangers;
mod trust;
