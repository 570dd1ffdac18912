//! Deliveries: one that is counted, what its commit will write, and what became of it.

pub mod awaited;
pub mod page;
pub mod review;
