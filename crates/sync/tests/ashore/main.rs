//! Real replicas and the real gateway as a process of its own, on a real PostgreSQL.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod digests;
mod files;
mod kills;
#[path = "../aboard/machine.rs"]
#[allow(dead_code, reason = "what a meeting point needs is used by the other tests")]
mod machine;
mod shore;
