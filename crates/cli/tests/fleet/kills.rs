//! Workstations and the gateway killed −9 in the middle of what they do, over a line that is slow enough
//! for every part of an exchange to be hit: no act that was acknowledged is lost, and none is there twice.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::Duration;

use serde_json::json;
use testkit::link::{Link, Weather};

use crate::workstation::{CHIEF, PIN, VESSEL, Workstation, faults_ashore, shore};

/// Rounds, in each of which a workstation or the gateway is killed, or both; `CELESTE_KILLS` asks for more.
fn kills() -> u64 {
    let asked = std::env::var("CELESTE_KILLS").ok();
    asked.map_or(9, |count| count.parse().expect("CELESTE_KILLS is a number"))
}

/// Odd steps, so that kills fall on every part of an act and of an exchange.
fn moment(round: u64) -> Duration {
    Duration::from_millis(20 + round * 7_919 % 601)
}

/// Starts what is told and kills it at that moment; whether it was done before.
fn killed(workstation: &Workstation, words: &[&str], after: Duration) -> bool {
    let mut process = workstation
        .command(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    process.kill().unwrap();
    process.wait().unwrap().success()
}

#[test]
fn workstations_and_the_gateway_killed_again_and_again_lose_and_double_nothing() {
    let (postgres, mut gateway) = shore();
    let link = Link::to(([127, 0, 0, 1], gateway.port()).into(), 11);
    let address = format!("https://{}", link.address());
    let first = Workstation::founder();
    first.connect(&address, &gateway.enrol_new_vessel());
    first.exchange();
    let second = Workstation::empty();
    second.join(&address, &gateway.enrol_into(VESSEL), "Bridge", &first);
    link.set_weather(Weather {
        one_way: Duration::from_millis(15),
        rate_bits: Some(256_000),
        lost_per_mille: 0,
    });

    let mut acknowledged = BTreeSet::new();
    let mut begun = BTreeSet::new();
    for round in 0..kills() {
        let (acting, other) = if round % 2 == 0 {
            (&first, &second)
        } else {
            (&second, &first)
        };
        let title = format!("Round {round:03}, acknowledged");
        acting.report(&title);
        acknowledged.insert(title);
        // An act that is killed: it is there wholly or not at all.
        let title = format!("Round {round:03}, killed");
        let params = json!({ "title": title }).to_string();
        let act = [
            "action",
            "commit",
            "report_fault",
            "--as",
            CHIEF,
            "--pin",
            PIN,
            "--params",
            &params,
        ];
        if killed(acting, &act, moment(round)) {
            acknowledged.insert(title.clone());
        }
        begun.insert(title);
        match round % 3 {
            0 => {
                killed(acting, &["sync", "once"], moment(round + 1));
            }
            1 => {
                let mut exchanging = acting
                    .command(&["sync", "once"])
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap();
                std::thread::sleep(moment(round + 2));
                gateway.restart();
                exchanging.wait().unwrap();
            }
            _ => {
                killed(acting, &["sync", "once"], moment(round + 3));
                gateway.restart();
                killed(other, &["sync", "once"], moment(round + 4));
            }
        }
    }
    link.set_weather(Weather::CALM);
    for workstation in [&first, &second, &first] {
        workstation.exchange();
    }

    let ashore = faults_ashore(&postgres);
    assert_eq!(first.faults(), ashore);
    assert_eq!(second.faults(), ashore);
    let once: BTreeSet<String> = ashore.iter().cloned().collect();
    assert_eq!(once.len(), ashore.len(), "an act is there twice");
    let lost: Vec<&String> = acknowledged.difference(&once).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let invented: Vec<&String> = once
        .difference(&acknowledged)
        .filter(|title| !begun.contains(*title))
        .collect();
    assert!(invented.is_empty(), "nobody did this: {invented:?}");
    assert!(first.is_intact() && second.is_intact());
}
