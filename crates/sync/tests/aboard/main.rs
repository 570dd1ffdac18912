//! Real replicas over TLS through a bad line, without a shore: one workstation is the meeting point.

#![allow(clippy::unwrap_used)]

mod digests;
mod enrolling;
mod files;
mod kills;
mod machine;
mod meeting;
