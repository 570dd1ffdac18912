//! Ten thousand acts on their way to the shore, over a line like a satellite's and over a good one:
//! a real replica, the real gateway on a real PostgreSQL, and the line of the tests' kit between them.
//! Beside it, in the same run, the same acts as gzip JSON through the same line.

mod cuts;
mod json;
mod rates;
mod ship;
mod shore;

use super::figure::{Against, Report};
use crate::output::Output;
use api::Error;
use std::time::Duration;
use testkit::link::{Tally, Weather};

use ship::Ship;
use shore::Shore;

/// Bytes on the line for all acts, in kilobytes.
const KILOBYTES_MAX: f64 = 240.0;
/// Round trips for all acts, the handshakes of TCP and TLS among them.
const ROUND_TRIPS_MAX: f64 = 6.0;
/// Seconds for all acts over the satellite.
const SECONDS_MAX: f64 = 25.0;
/// Acts a second that a replica takes in.
const APPLIED_MIN: f64 = 20_000.0;

/// The lines that the acts go through.
const LINES: [(&str, Weather); 2] = [
    ("600 ms, 256 kbit/s", Weather::SATELLITE),
    (
        "50 ms, 256 kbit/s",
        Weather {
            one_way: Duration::from_millis(25),
            ..Weather::SATELLITE
        },
    ),
];

/// What it took to carry all acts.
#[derive(Clone, Copy, Debug)]
struct Carried {
    tally: Tally,
    took: Duration,
}

impl Carried {
    fn kilobytes(&self) -> f64 {
        kilobytes(self.tally.up_bytes + self.tally.down_bytes)
    }

    /// The handshake of TCP is one for each connection, which the line does not count.
    fn round_trips(&self) -> f64 {
        as_f64(self.tally.round_trips + self.tally.connections)
    }

    fn seconds(&self) -> f64 {
        self.took.as_secs_f64()
    }
}

pub(crate) fn measure(output: &Output) -> Result<Report, Error> {
    let ship = Ship::ready(output)?;
    let entries = ship.entries()?;
    let mut report = Report::new(
        "sync",
        "a replica, celeste-shore and a durable PostgreSQL as processes of their own, the first contact \
         with its handshakes included; bytes on the line without the headers of TCP and IP",
    );
    report.tell(ship::mix(&entries));
    output.say("  as fast as it goes …");
    let applied = rates::replica(&ship)?;
    report.add(
        "taken in by a replica",
        applied.a_second,
        "acts/s",
        Against::AtLeast(APPLIED_MIN),
    );
    if let Some(rate) = applied.a_processor_second {
        let what = "taken in by a replica, by processor time";
        report.add(what, rate, "acts/s", Against::Nothing);
    }
    for (name, weather) in LINES {
        output.say(&format!("  {name} …"));
        let ours = Shore::start(&ship)?.carry(&ship, weather)?;
        let json = json::carry(&entries, weather)?;
        let seconds = match weather {
            Weather::SATELLITE => Against::Budget(SECONDS_MAX),
            _ => Against::Nothing,
        };
        for (what, value, unit, against, beside) in [
            (
                "on the line",
                ours.kilobytes(),
                "kB",
                Against::Budget(KILOBYTES_MAX),
                json.kilobytes(),
            ),
            (
                "round trips",
                ours.round_trips(),
                "",
                Against::Budget(ROUND_TRIPS_MAX),
                json.round_trips(),
            ),
            ("until both hold all", ours.seconds(), "s", seconds, json.seconds()),
        ] {
            report.add(format!("{name}: {what}"), value, unit, against);
            let what = format!("{name}: {what}, gzip JSON by {}", json::ACTS_A_REQUEST);
            report.add(what, beside, unit, Against::TimesOurs(beside / value));
        }
    }
    output.say("  cuts …");
    cuts::measure(&ship, &mut report)?;
    let ashore = Shore::start(&ship)?.carry(&ship, Weather::CALM)?;
    let applied = as_f64(entries.len() as u64) / ashore.seconds();
    report.add("taken in ashore", applied, "acts/s", Against::Nothing);
    Ok(report)
}

fn kilobytes(bytes: u64) -> f64 {
    as_f64(bytes) / 1e3
}

#[allow(clippy::cast_precision_loss, reason = "counts of a bench stay far below 2^52")]
fn as_f64(count: u64) -> f64 {
    count as f64
}
