//! What the gateway counts, in the text form that Prometheus reads.
//!
//! Deliberately not here: anything that names a vessel, a device or a person. Whoever wants to know
//! about one vessel asks the database.

mod text;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use wire::RefusalCode;

use text::Text;

/// Upper bounds of the durations counted, in milliseconds.
const BOUNDS_MS: [u64; 10] = [5, 20, 50, 100, 250, 1_000, 5_000, 30_000, 120_000, 600_000];

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// One more.
    pub fn add_one(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    /// How many until now.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// How many there are right now; counted down when the value is dropped.
#[derive(Debug)]
pub struct Present<'a>(&'a AtomicU64);

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How long things took.
#[derive(Debug, Default)]
pub struct Durations {
    within: [AtomicU64; BOUNDS_MS.len()],
    count: AtomicU64,
    sum_ms: AtomicU64,
}

impl Durations {
    /// One more, which took so long.
    pub fn add(&self, took: Duration) {
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        for (bound, within) in BOUNDS_MS.iter().zip(&self.within) {
            if took_ms <= *bound {
                within.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum_ms.fetch_add(took_ms, Ordering::Relaxed);
    }
}

/// Everything that one gateway counts, from its start.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Exchanges that went through to their end.
    pub exchanges: Counter,
    /// Exchanges that only asked.
    pub asks: Counter,
    /// Exchanges that broke off half-way.
    pub cuts: Counter,
    /// How long exchanges took.
    pub exchange_took: Durations,
    /// How long batches took to be stored and applied, the lock included.
    pub batch_took: Durations,
    /// Batches stored.
    pub batches_stored: Counter,
    /// Batches refused.
    pub batches_refused: Counter,
    /// Batches that showed two histories under one number.
    pub forks: Counter,
    /// Batches handed out.
    pub batches_sent: Counter,
    /// Entries that got their effect on arrival.
    pub entries_applied: Counter,
    /// Entries that wait for a row.
    pub entries_held: Counter,
    /// Entries with something that only a newer version knows.
    pub entries_parked: Counter,
    /// Entries that were here already.
    pub entries_repeated: Counter,
    /// Entries handed out.
    pub entries_sent: Counter,
    /// Photos and papers that arrived whole.
    pub files_stored: Counter,
    /// Bytes of them received.
    pub file_bytes_received: Counter,
    /// Bytes of them handed out.
    pub file_bytes_sent: Counter,
    /// Bytes of bodies received.
    pub received_bytes: Counter,
    /// Bytes of bodies sent.
    pub sent_bytes: Counter,
    /// Workstations let in.
    pub enrolments: Counter,
    /// Failures of the gateway or its database.
    pub faults: Counter,
    exchanging: AtomicU64,
    refusals: Mutex<BTreeMap<RefusalCode, u64>>,
}

impl Metrics {
    /// Counts an exchange as under way for as long as the value lives.
    pub fn exchange_begins(&self) -> Present<'_> {
        self.exchanging.fetch_add(1, Ordering::Relaxed);
        Present(&self.exchanging)
    }

    /// Counts a refusal of a whole call or of one batch.
    pub fn refused(&self, code: RefusalCode) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        *refusals.entry(code).or_default() += 1;
    }

    /// The page that `GET /metrics` answers with. How long batches waited for their vessel's lock is
    /// counted beside the lock.
    #[must_use]
    pub fn page(&self, lock_waits: &Durations) -> String {
        let mut text = Text::default();
        text.gauge(
            "exchanges_under_way",
            "Exchanges under way.",
            self.exchanging.load(Ordering::Relaxed),
        );
        for (name, what, counter) in self.counters() {
            text.counter(name, what, counter.get());
        }
        let refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        let refusals = refusals.iter().map(|(code, count)| (code.word(), *count));
        text.counters_by("refusals_total", "Calls and batches refused.", "code", refusals);
        for (name, what, durations) in self.durations(lock_waits) {
            let within = BOUNDS_MS
                .iter()
                .zip(&durations.within)
                .map(|(bound, within)| (*bound, within.load(Ordering::Relaxed)));
            let (count, sum_ms) = (&durations.count, &durations.sum_ms);
            text.histogram(
                name,
                what,
                within,
                count.load(Ordering::Relaxed),
                sum_ms.load(Ordering::Relaxed),
            );
        }
        text.finish()
    }

    fn counters(&self) -> [(&'static str, &'static str, &Counter); 18] {
        [
            ("exchanges_total", "Exchanges that ended well.", &self.exchanges),
            ("asks_total", "Exchanges that only asked for the frontier.", &self.asks),
            ("cuts_total", "Exchanges that broke off half-way.", &self.cuts),
            ("batches_stored_total", "Batches stored.", &self.batches_stored),
            ("batches_refused_total", "Batches refused.", &self.batches_refused),
            (
                "forks_total",
                "Batches with another history under a known number.",
                &self.forks,
            ),
            ("batches_sent_total", "Batches handed out.", &self.batches_sent),
            (
                "entries_applied_total",
                "Entries applied on arrival.",
                &self.entries_applied,
            ),
            (
                "entries_held_total",
                "Entries that waited for a row on arrival.",
                &self.entries_held,
            ),
            (
                "entries_parked_total",
                "Entries of a newer version.",
                &self.entries_parked,
            ),
            (
                "entries_repeated_total",
                "Entries that were here already.",
                &self.entries_repeated,
            ),
            ("entries_sent_total", "Entries handed out.", &self.entries_sent),
            (
                "files_stored_total",
                "Photos and papers that arrived whole.",
                &self.files_stored,
            ),
            (
                "file_bytes_received_total",
                "Bytes of photos and papers received.",
                &self.file_bytes_received,
            ),
            (
                "file_bytes_sent_total",
                "Bytes of photos and papers handed out.",
                &self.file_bytes_sent,
            ),
            (
                "received_bytes_total",
                "Bytes of bodies received.",
                &self.received_bytes,
            ),
            ("sent_bytes_total", "Bytes of bodies sent.", &self.sent_bytes),
            ("enrolments_total", "Workstations let in.", &self.enrolments),
        ]
    }

    fn durations<'d>(&'d self, lock_waits: &'d Durations) -> [(&'static str, &'static str, &'d Durations); 3] {
        [
            ("exchange_seconds", "How long exchanges took.", &self.exchange_took),
            (
                "lock_wait_seconds",
                "How long batches waited for their vessel.",
                lock_waits,
            ),
            (
                "batch_seconds",
                "How long batches took to be stored and applied.",
                &self.batch_took,
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_what_was_counted() {
        let metrics = Metrics::default();
        let lock_waits = Durations::default();
        metrics.exchanges.add_one();
        metrics.entries_applied.add(41);
        metrics.refused(RefusalCode::ForgedDevice);
        metrics.refused(RefusalCode::ForgedDevice);
        lock_waits.add(Duration::from_millis(7));
        lock_waits.add(Duration::from_millis(60_000));
        let present = metrics.exchange_begins();
        let page = metrics.page(&lock_waits);
        for line in [
            "# TYPE celeste_shore_exchanges_total counter",
            "celeste_shore_exchanges_total 1",
            "celeste_shore_entries_applied_total 41",
            "celeste_shore_refusals_total{code=\"forged_device\"} 2",
            "celeste_shore_lock_wait_seconds_bucket{le=\"0.005\"} 0",
            "celeste_shore_lock_wait_seconds_bucket{le=\"0.02\"} 1",
            "celeste_shore_lock_wait_seconds_bucket{le=\"120\"} 2",
            "celeste_shore_lock_wait_seconds_bucket{le=\"+Inf\"} 2",
            "celeste_shore_lock_wait_seconds_sum 60.007",
            "celeste_shore_lock_wait_seconds_count 2",
            "celeste_shore_exchanges_under_way 1",
        ] {
            assert!(page.lines().any(|found| found == line), "{line} is missing:\n{page}");
        }
        drop(present);
        assert!(
            metrics
                .page(&lock_waits)
                .contains("celeste_shore_exchanges_under_way 0")
        );
    }
}
