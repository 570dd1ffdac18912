//! Deliveries: their list, one that is counted, what its commit will write, and what became of it.

pub mod awaited;
pub mod labels;
pub mod list;
pub mod page;
pub mod review;
