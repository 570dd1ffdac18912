//! Buying: what is asked for, ordered and spent.

pub mod items;
pub mod orders;
pub mod spend;
