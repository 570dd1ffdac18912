//! What the demo vessel is made of: plain tables, no behaviour.

pub mod amendments;
pub mod buying;
pub mod counters;
pub mod crew;
pub mod equipment;
pub mod faults;
pub mod files;
pub mod handover;
pub mod locations;
pub mod parts;
pub mod stores;
pub mod troubles;
pub mod vessel;
pub mod work_orders;
