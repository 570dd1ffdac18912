//! The ship herself, and the clocks she kept.

/// Name as painted on the stern.
pub const NAME: &str = "M/Y Aurelia";
/// Letter of the workstation in the engine control room, in the numbers people speak.
pub const WORKSTATION_LETTER: &str = "E";
/// Where that workstation stands.
pub const WORKSTATION_NAME: &str = "Engine control room";

/// A change of ship's time.
#[derive(Clone, Copy, Debug)]
pub struct ClockChange {
    /// Days before now; `None` is the day the record begins.
    pub days_ago: Option<u32>,
    /// Minutes ahead of UTC from then on.
    pub offset_minutes: i64,
}

/// Two clocks: the western Mediterranean, then one hour further east.
pub const CLOCKS: &[ClockChange] = &[
    ClockChange {
        days_ago: None,
        offset_minutes: 60,
    },
    ClockChange {
        days_ago: Some(47),
        offset_minutes: 120,
    },
];

/// The PIN of everybody on the demo vessel; README and its sign-in say so.
pub const PIN: &str = "123456";

/// What people aboard say, and what it stands for. One of them has two meanings.
pub const OWN_WORDS: &[(&str, &str)] = &[
    ("DG", "Generator"),
    ("OWS", "Bilge water separator"),
    ("PMS", "Power management system"),
    ("boat", "Rescue boat"),
    ("boat", "Tender"),
];
