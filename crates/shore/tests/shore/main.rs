//! The real `celeste-shore` over TLS on a real PostgreSQL, and what ships do to it.
#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod client;
mod enrolment;
mod exchanges;
mod files;
mod limits;
mod misfortune;
mod program;
mod refusals;
mod workstation;

use testkit::{Gateway, Postgres};

/// A database and a gateway on it.
pub(crate) fn ashore() -> (Postgres, Gateway) {
    let postgres = Postgres::start();
    let gateway = Gateway::start(&postgres);
    (postgres, gateway)
}
