//! How often one address or one device may call: a bucket of calls that refills.

use std::collections::BTreeMap;
use std::time::Duration;

use super::REMEMBERED_MAX;

/// So many calls at once, and one more each time the interval has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// Calls of a full bucket.
    pub burst: u32,
    /// Milliseconds until one more is allowed.
    pub refill_every_ms: u64,
}

/// The buckets of everybody who called lately.
///
/// A bucket is kept as the moment at which it will be full again, so an idle one takes no work.
#[derive(Debug)]
pub struct Rates<K> {
    bucket: Bucket,
    full_at_ms: BTreeMap<K, u64>,
}

impl<K: Ord + Clone> Rates<K> {
    /// Nobody has called yet.
    #[must_use]
    pub fn new(bucket: Bucket) -> Self {
        Self {
            bucket,
            full_at_ms: BTreeMap::new(),
        }
    }

    /// Counts a call at this moment of a clock that never runs backwards.
    ///
    /// # Errors
    /// How long to wait, when the bucket is empty. The call does not count then.
    pub fn take(&mut self, who: &K, now_ms: u64) -> Result<(), Duration> {
        let full_at_ms = self.full_at_ms.get(who).copied().unwrap_or(0).max(now_ms);
        let after_ms = full_at_ms + self.bucket.refill_every_ms;
        let room_ms = u64::from(self.bucket.burst) * self.bucket.refill_every_ms;
        let over_ms = (after_ms - now_ms).saturating_sub(room_ms);
        if over_ms > 0 {
            return Err(Duration::from_millis(over_ms));
        }
        if self.full_at_ms.len() >= REMEMBERED_MAX && !self.full_at_ms.contains_key(who) {
            self.forget(now_ms);
        }
        self.full_at_ms.insert(who.clone(), after_ms);
        Ok(())
    }

    /// Forgets everybody whose bucket is full again, else whoever called longest ago.
    fn forget(&mut self, now_ms: u64) {
        self.full_at_ms.retain(|_, full_at_ms| *full_at_ms > now_ms);
        if self.full_at_ms.len() < REMEMBERED_MAX {
            return;
        }
        let longest = self.full_at_ms.iter().min_by_key(|(_, full_at_ms)| **full_at_ms);
        if let Some(who) = longest.map(|(who, _)| who.clone()) {
            self.full_at_ms.remove(&who);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUCKET: Bucket = Bucket {
        burst: 3,
        refill_every_ms: 1_000,
    };

    #[test]
    fn a_full_bucket_gives_its_burst_and_then_one_call_per_interval() {
        let mut rates = Rates::new(BUCKET);
        for _ in 0..3 {
            assert_eq!(rates.take(&7, 0), Ok(()));
        }
        assert_eq!(rates.take(&7, 0), Err(Duration::from_millis(1_000)));
        assert_eq!(rates.take(&7, 400), Err(Duration::from_millis(600)));
        assert_eq!(rates.take(&7, 1_000), Ok(()));
        assert_eq!(rates.take(&7, 1_000), Err(Duration::from_millis(1_000)));
    }

    #[test]
    fn one_caller_takes_nothing_from_another() {
        let mut rates = Rates::new(BUCKET);
        for _ in 0..3 {
            assert_eq!(rates.take(&7, 0), Ok(()));
        }
        assert_eq!(rates.take(&8, 0), Ok(()));
    }

    #[test]
    fn so_many_callers_are_remembered_and_not_one_more() {
        let mut rates = Rates::new(BUCKET);
        let callers = u64::try_from(REMEMBERED_MAX).expect("a small number") + 50;
        for who in 0..callers {
            assert_eq!(rates.take(&who, 1), Ok(()));
        }
        assert_eq!(rates.full_at_ms.len(), REMEMBERED_MAX);
        assert_eq!(rates.take(&0, 5_000), Ok(()));
        assert_eq!(rates.full_at_ms.len(), 1, "whoever is quiet is forgotten");
    }
}
