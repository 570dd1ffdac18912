//! Running hours: what the counters show, and the days on which somebody walked round to read them.

/// A counter and how fast it runs.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    /// Code of the machine.
    pub equipment: &'static str,
    /// What it showed on the last of the [`ROUNDS`], in hours.
    pub hours: i64,
    /// Tenths of an hour that it gains in a day, on average.
    pub tenths_a_day: i64,
    /// It was not read on rounds later than so many days ago.
    pub last_read_days_ago: i64,
}

/// Days before now on which the counters were read, the last one last.
pub const ROUNDS: &[i64] = &[118, 104, 90, 76, 62, 48, 41, 34, 27, 20, 13, 6, 1];
/// Key of the person who reads them.
pub const READ_BY: &str = "novotny";

const fn counter(equipment: &'static str, hours: i64, tenths_a_day: i64, last: i64) -> Counter {
    Counter {
        equipment,
        hours,
        tenths_a_day,
        last_read_days_ago: last,
    }
}

/// Every counter that has been read. The dive compressor's never was, and the guest RIB's and the
/// stern thruster's have been forgotten for a while.
#[rustfmt::skip]
pub const COUNTERS: &[Counter] = &[
    counter("601.01", 6_412, 31, 1),
    counter("601.02", 6_398, 31, 1),
    counter("651.01", 13_105, 126, 1),
    counter("651.02", 12_480, 97, 1),
    counter("651.03", 4_871, 42, 1),
    counter("661.01", 318, 2, 20),
    counter("702.01", 8_120, 58, 1),
    counter("702.02", 5_233, 12, 1),
    counter("711.02", 3_904, 17, 1),
    counter("731.01", 2_766, 14, 1),
    counter("731.02", 2_241, 9, 1),
    counter("761.01", 7_015, 64, 1),
    counter("761.02", 6_642, 51, 1),
    counter("573.01", 21_390, 171, 1),
    counter("573.02", 19_844, 158, 1),
    counter("405.01", 1_206, 4, 6),
    counter("405.03", 877, 3, 48),
    counter("407.03", 9_310, 53, 1),
    counter("831.01", 1_480, 5, 6),
    counter("831.02", 1_932, 8, 6),
    counter("461.01", 1_115, 11, 6),
    counter("461.02", 642, 7, 41),
    counter("551.09", 24_702, 149, 1),
    counter("551.10", 22_318, 131, 1),
];
