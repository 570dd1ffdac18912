//! How many calls one address may make: a bucket of calls each, filled at a steady rate.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Calls that one address may make at once. An exchange with its question takes two.
const CALLS_AT_ONCE: u64 = 60;
/// Milliseconds after which it may make another: a workstation exchanges at most once a second by itself.
const CALL_INTERVAL_MS: u64 = 250;
/// Addresses remembered; a ship's network has fewer machines.
const ADDRESSES_MAX: usize = 1_024;

/// The buckets. Each is remembered by the moment at which it will be full again.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    full_at_ms: Mutex<HashMap<IpAddr, u64>>,
}

impl Rates {
    /// Takes a call from the address's bucket; an error says in how many milliseconds there is one.
    pub(crate) fn take(&self, address: IpAddr, now_ms: u64) -> Result<(), u64> {
        let mut buckets = self.full_at_ms.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at_ms = buckets
            .get(&address)
            .map_or(now_ms, |full_at_ms| (*full_at_ms).max(now_ms));
        let missing_ms = full_at_ms - now_ms + CALL_INTERVAL_MS;
        let most_ms = CALLS_AT_ONCE * CALL_INTERVAL_MS;
        if missing_ms > most_ms {
            return Err(missing_ms - most_ms);
        }
        if buckets.len() >= ADDRESSES_MAX && !buckets.contains_key(&address) {
            buckets.retain(|_, full_at_ms| *full_at_ms > now_ms);
            if buckets.len() >= ADDRESSES_MAX {
                return Err(CALL_INTERVAL_MS);
            }
        }
        buckets.insert(address, full_at_ms + CALL_INTERVAL_MS);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(Ipv4Addr::from(number))
    }

    #[test]
    fn an_address_may_make_sixty_calls_at_once_and_then_four_a_second() {
        let rates = Rates::default();
        for _ in 0..CALLS_AT_ONCE {
            assert_eq!(rates.take(address(1), 5_000), Ok(()));
        }
        assert_eq!(rates.take(address(1), 5_000), Err(250));
        assert_eq!(rates.take(address(2), 5_000), Ok(()));
        assert_eq!(rates.take(address(1), 5_100), Err(150));
        assert_eq!(rates.take(address(1), 5_250), Ok(()));
        assert_eq!(rates.take(address(1), 5_250), Err(250));
    }

    #[test]
    fn too_many_addresses_wait_until_some_are_forgotten() {
        let rates = Rates::default();
        for number in 0..ADDRESSES_MAX as u32 {
            assert_eq!(rates.take(address(number), 0), Ok(()));
        }
        assert_eq!(rates.take(address(9_999), 0), Err(CALL_INTERVAL_MS));
        assert_eq!(rates.take(address(9_999), CALL_INTERVAL_MS), Ok(()));
    }
}
