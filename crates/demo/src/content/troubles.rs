//! What goes wrong with machines over the years, in phrases that combine: a machine, what was
//! seen, under which circumstances, what was found and what was done.
//!
//! Only a vessel grown to a given number of rows uses these; the last 120 days are told one by one.

mod hotel;
mod machinery;
mod outside;

/// Machines that share their troubles.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Codes of the machines.
    pub equipment: &'static [&'static str],
    /// Keys of the people who notice.
    pub noticed_by: &'static [&'static str],
    /// Keys of the people who repair.
    pub repaired_by: &'static [&'static str],
    /// What goes wrong.
    pub troubles: &'static [Trouble],
    /// What is done by the calendar.
    pub rounds: &'static [Round],
}

/// Something that goes wrong.
#[derive(Clone, Copy, Debug)]
pub struct Trouble {
    /// As in a title, after the machine's name.
    pub symptom: &'static str,
    /// Code on the display; may be empty.
    pub code: &'static str,
    /// What people saw. `{n}` stands for a small number, `{t}` for degrees, `{b}` for bar.
    pub seen: &'static [&'static str],
    /// What it turned out to be.
    pub findings: &'static [Finding],
}

/// What it turned out to be, and what was done: diagnosis, action, completion, part number.
pub type Finding = (&'static str, &'static str, &'static str, &'static str);

/// Planned work: title after the machine's name, and its checklist.
pub type Round = (&'static str, &'static [&'static str]);

/// Under which circumstances something was seen.
pub const CIRCUMSTANCES: &[&str] = &[
    "At anchor off Palma.",
    "After departure from Antibes.",
    "During the night watch.",
    "Since the last yard period it never was really right.",
    "First noticed on the morning round.",
    "Under way at 12 kn, sea on the beam.",
    "With all cabins occupied.",
    "After the black-out test.",
    "In port, on shore power.",
    "Second time this month.",
    "While manoeuvring in Genoa.",
    "Sea water 27 degrees.",
    "Guests on board, so only looked at it from outside.",
    "Came and went for two days.",
    "Bridge was informed.",
    "On the crossing to Sardinia, rolling.",
];

/// Notes from the time between finding and repair.
pub const WAITING: &[&str] = &[
    "Waits until guests are ashore.",
    "Part is in stores, job tomorrow before breakfast.",
    "Looked at it together with the chief, agreed on the way.",
    "Isolated and tagged.",
    "Needs two persons, planned for the afternoon.",
    "Stand-by unit is running meanwhile.",
    "Too hot to touch now, later.",
    "Asked the maker by mail, no answer yet.",
    "Access is bad, floor plate and two pipes must come out first.",
    "Handed over to the next watch.",
];

/// What a look afterwards told.
pub const AFTERWARDS: &[&str] = &[
    "Checked after 24 h, still good.",
    "Ran {n} hours without alarm.",
    "{t} °C and steady.",
    "No leaks after {n} hours.",
    "Tested together with the bridge.",
    "Cleaned up, tools back.",
];

/// Why work was called off.
pub const CALLED_OFF: &[&str] = &[
    "Not reproducible, watched for a week.",
    "Goes on the yard list.",
    "Raised twice, the other one is done.",
    "Unit is replaced in the refit, not worth it.",
];

/// How faults end that need no work.
pub const SETTLED: &[(&str, &str)] = &[
    ("reset", "Reset at the panel, ran through."),
    ("reset", "Switched off and on, no alarm since."),
    ("false_alarm", "Sensor was wet, nothing wrong."),
    ("false_alarm", "Looked, all normal."),
    ("duplicate", "Reported by the watch before."),
    ("adjusted", "Set point corrected."),
    ("adjusted", "Tightened by half a turn."),
    ("other", "Was like this since delivery, explained."),
];

/// Every family.
pub fn families() -> &'static [&'static [Family]] {
    &[machinery::FAMILIES, hotel::FAMILIES, outside::FAMILIES]
}
