//! The same acts over a line that breaks twenty times, at any byte: what was carried to the shore, is not
//! stored there, and goes over it again.

use super::super::cannot;
use super::super::figure::{Against, Report};
use super::ship::Ship;
use super::shore::{Shore, is_up_to_date};
use super::{as_f64, kilobytes};
use api::Error;
use api::outside::Outside as _;
use std::time::Duration;
use testkit::FakeOutside;
use testkit::link::{Cut, Direction, Weather};
use wire::limits::BODY_TARGET_BYTES;
use wire::{Batch, Frame};

/// How often the line breaks.
const CUTS: u64 = 20;
/// Where it breaks is drawn from this.
const SEED: u64 = 20;
/// After a cut the gateway finishes the batch in hand within this.
const FINISHING: Duration = Duration::from_millis(500);
/// What a connection costs beside batches, in kilobytes: handshakes, greetings and the first question.
const GREETING_KILOBYTES: f64 = 3.0;

pub(super) fn measure(ship: &Ship, report: &mut Report) -> Result<(), Error> {
    let shore = Shore::start(ship)?;
    shore.link.set_weather(Weather::SHORE);
    let batches = sizes(ship.batches()?);
    let stored_bytes = |held: u64| -> u64 {
        let stored = batches.iter().take_while(|(last_seq, _)| *last_seq <= held);
        stored.map(|(_, bytes)| bytes).sum()
    };
    let all_bytes = stored_bytes(u64::MAX);
    let chance = FakeOutside::at(0, SEED);
    let (mut cuts, mut again_bytes, mut worst_bytes, mut stored) = (0, 0, 0, 0);
    while cuts < CUTS {
        let left_bytes = all_bytes - stored;
        let carried = draw(&chance) % left_bytes.max(1);
        shore.link.cut_after(Direction::Up, carried, Cut::Told);
        let once = ship.once(shore.peer)?;
        std::thread::sleep(FINISHING);
        let held_bytes = stored_bytes(shore.held(ship)?);
        if !shore.link.has_cut_ahead() {
            let wasted = carried.saturating_sub(held_bytes - stored);
            again_bytes += wasted;
            worst_bytes = worst_bytes.max(wasted);
            cuts += 1;
        } else if once.status.failure.is_some() {
            return Err(cannot("go on", &format!("no cut, and yet {:?}", once.status.failure)));
        }
        stored = held_bytes;
    }
    shore.link.mend();
    is_up_to_date(&ship.once(shore.peer)?)?;
    let most = as_f64(BODY_TARGET_BYTES as u64) / 1e3 + GREETING_KILOBYTES;
    report.add(
        format!("{CUTS} cuts: carried again after one, at most"),
        kilobytes(worst_bytes),
        "kB",
        Against::Budget(most),
    );
    report.add(
        format!("{CUTS} cuts: carried again in all, greetings included"),
        kilobytes(again_bytes),
        "kB",
        Against::Budget(most * as_f64(CUTS)),
    );
    Ok(())
}

/// The last act of each batch, and its bytes on the line.
fn sizes(batches: Vec<Batch>) -> Vec<(u64, u64)> {
    let size = |batch: Batch| (batch.header.last_seq, Frame::Batch(batch).encode().len() as u64);
    batches.into_iter().map(size).collect()
}

fn draw(chance: &FakeOutside) -> u64 {
    let mut bytes = [0; 8];
    chance.random(&mut bytes);
    u64::from_le_bytes(bytes)
}
