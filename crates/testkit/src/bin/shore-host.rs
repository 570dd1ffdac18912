//! `shore-host`: Postgres and a gateway for journeys that are not written in Rust.
//!
//! Prints one JSON object a line: first where the shore answers, then an answer to each word read from
//! standard input: `code` (a code for a vessel that is not there yet), `code NAME` (one for a further
//! workstation of a vessel), `stop`, `start`. Ends, and takes the database along, when its input ends.
#![allow(clippy::print_stdout, reason = "the answers on standard output are what it is for")]

#[cfg(unix)]
use serde_json::{Value, json};
#[cfg(unix)]
use testkit::{Gateway, Postgres};

#[cfg(unix)]
fn main() {
    use std::io::BufRead;

    let postgres = Postgres::start();
    let mut gateway = Gateway::start(&postgres);
    println!("{}", json!({ "address": gateway.url() }));
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        println!("{}", answer(&mut gateway, line.trim()));
    }
}

/// Elsewhere the kit starts neither PostgreSQL nor a gateway.
#[cfg(not(unix))]
fn main() {
    println!("{{\"error\": \"the shore of journeys runs on Unix only\"}}");
}

#[cfg(unix)]
fn answer(gateway: &mut Gateway, asked: &str) -> Value {
    match asked.split_once(' ') {
        None if asked == "stop" => json!({ "stopped": gateway.stop() }),
        None if asked == "start" => {
            gateway.restart();
            json!({ "address": gateway.url() })
        }
        None if asked == "code" => json!({ "code": gateway.enrol_new_vessel() }),
        Some(("code", vessel)) => json!({ "code": gateway.enrol_into(vessel) }),
        _ => json!({ "error": format!("no such word: {asked}") }),
    }
}
