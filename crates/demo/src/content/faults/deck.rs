//! What happened on deck, on the bridge and in the boats.

use super::{Fault, fault};
use domain::tables::Severity::{High, Low, Medium};

#[rustfmt::skip]
pub(super) const ROWS: &[Fault] = &[
    fault("windlass-brake", 110, High, "barbaric", ["432.01", "", "Port windlass brake slips", "Chain ran out 1 shackle more at Cartagena, 40 m depth. Brake to the end of the thread."]),
    fault("radar-belt", 90, High, "perkovic", ["411.01", "HDG/ROT", "X-band antenna stops turning in wind", "Over 35 kn it stops, starts again when lee."]),
    fault("wiper-centre", 60, Low, "munro", ["411.14", "", "Centre wiper parks in the middle of the window", ""]),
    fault("crane-stbd-jerk", 48, High, "barbaric", ["451.02", "", "Starboard crane lowers in jerks with load", "With limo tender on the hook. Not with empty hook."]),
    fault("passerelle-creep", 31, Medium, "delacruz", ["561.03", "", "Passerelle comes down by itself", "About 20 cm in one hour, guests nearly tripped"]),
    fault("tender-overheat", 15, Medium, "delacruz", ["461.01", "SPN 110", "Limo tender engine overheats at 30 kn", "Alarm after 10 minutes, at 20 kn it stays at 88."]),
];
