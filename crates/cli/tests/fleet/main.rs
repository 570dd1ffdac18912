//! Workstations, the ship's meeting point and the shore as processes of their own, told what to do at a
//! terminal.
#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod apart;
mod buying;
mod converging;
mod kills;
mod readme;
mod receiving;
mod workstation;
