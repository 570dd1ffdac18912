//! The entries of seeded demo vessels: what a crew writes in months.

use std::sync::Arc;

use api::Program;
use api::demo_vessel::DemoArgs;
use journal::{Entry, Stamp};
use store::{EntriesQuery, Place, Readers};
use testkit::{FakeOutside, TemporaryPlace};

/// 12 June 2026, 08:00 UTC: the end of every demo vessel's story here.
const NOW_MS: i64 = 1_781_251_200_000;

/// All entries of the demo vessel of that seed, grown to so many rows, in the order of their numbers.
/// The same seed gives the same entries.
pub(crate) fn entries(seed: u64, rows: Option<usize>) -> Vec<Entry> {
    let place = TemporaryPlace::new();
    let outside = Arc::new(FakeOutside::at(NOW_MS, seed));
    Program::init_demo(
        place.place(),
        DemoArgs {
            seed,
            rows,
            with_manuals: false,
        },
        outside,
        &mut |_| {},
    )
    .unwrap();
    let readers = Readers::open(&Place::new(place.place().replica)).unwrap();
    let reader = readers.reader().unwrap();
    let records = reader.records();
    let newest = EntriesQuery {
        limit: 1,
        ..EntriesQuery::default()
    };
    let device = records.entries(&newest).unwrap().entries[0].entry.device;
    (1..)
        .map_while(|seq| records.entry(Stamp { device, seq }).unwrap())
        .collect()
}
