//! The only place that asks the machine for time and randomness.

#![allow(clippy::disallowed_methods)]

use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub use sync::outside::Outside;

/// Addresses under which others on the ship's network reach this machine, those of IPv4 first; none
/// where it is on no network.
#[must_use]
pub fn network_addresses() -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "the machine's addresses are not known");
        Vec::new()
    });
    let mut addresses: Vec<IpAddr> = found
        .iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(if_addrs::Interface::ip)
        .collect();
    addresses.sort_by_key(|address| (address.is_ipv6(), *address));
    addresses.dedup();
    addresses
}

/// What the operating system calls this machine; the same text as long as it is not installed anew.
#[must_use]
pub fn machine_name() -> String {
    machine_uid::get().unwrap_or_else(|error| {
        tracing::warn!(%error, "the machine has no id of its own");
        "a machine without an id".to_owned()
    })
}

/// The machine itself.
pub struct Machine {
    started: std::time::Instant,
}

impl Machine {
    /// Starts counting now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            started: std::time::Instant::now(),
        }
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl Outside for Machine {
    fn wall_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn random(&self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("every supported system has a random source");
    }
}
