//! A shore that is empty, and the line to it.

use super::super::cannot;
use super::Carried;
use super::ship::Ship;
use api::Error;
use sync::LinkState;
use sync::runner::Once;
use testkit::link::{Link, Tally, Weather};
use testkit::{Gateway, Postgres, Stopwatch};

/// What chances of the line are drawn from.
const SEED: u64 = 7;

/// A PostgreSQL, a gateway and a line of their own, which the ship has enrolled through.
pub(super) struct Shore {
    // Ended in this order.
    pub(super) link: Link,
    gateway: Gateway,
    _postgres: Postgres,
    pub(super) peer: i64,
}

impl Shore {
    pub(super) fn start(ship: &Ship) -> Result<Self, Error> {
        let postgres = Postgres::start_durable();
        let gateway = Gateway::start(&postgres);
        let link = Link::to(([127, 0, 0, 1], gateway.port()).into(), SEED);
        let address = format!("https://{}", link.address());
        let peer = ship.join(&address, &gateway.enrol_new_vessel())?;
        Ok(Self {
            link,
            gateway,
            _postgres: postgres,
            peer,
        })
    }

    /// Carries every act to the shore in such weather.
    pub(super) fn carry(&self, ship: &Ship, weather: Weather) -> Result<Carried, Error> {
        self.link.set_weather(weather);
        let before = self.link.tally();
        let stopwatch = Stopwatch::start();
        let once = ship.once(self.peer)?;
        let took = stopwatch.elapsed();
        is_up_to_date(&once)?;
        Ok(Carried {
            tally: since(before, self.link.tally()),
            took,
        })
    }

    /// The last act of the ship's that is stored here.
    pub(super) fn held(&self, ship: &Ship) -> Result<u64, Error> {
        let device = ship.device()?.to_string();
        let status = self.gateway.ok(&["status"]);
        let devices = status["devices"].as_array();
        let of_ship = devices.and_then(|known| known.iter().find(|known| known["device"] == device));
        // Before the first batch nobody ashore knows the device's entries.
        Ok(of_ship.and_then(|known| known["last_seq"].as_u64()).unwrap_or(0))
    }
}

/// Nothing counts that did not arrive.
pub(super) fn is_up_to_date(once: &Once) -> Result<(), Error> {
    match &once.status.failure {
        None if once.status.state == LinkState::UpToDate => Ok(()),
        failure => Err(cannot("go on", &format!("the exchange ended by {failure:?}"))),
    }
}

/// What was put on the line between two looks.
pub(super) fn since(before: Tally, after: Tally) -> Tally {
    Tally {
        up_bytes: after.up_bytes - before.up_bytes,
        down_bytes: after.down_bytes - before.down_bytes,
        connections: after.connections - before.connections,
        round_trips: after.round_trips - before.round_trips,
    }
}
