//! What people wrote for the next watch and the next rotation, and who signed.

use domain::tables::{Department, HandoverCategory, HandoverKind, Priority};

/// What an entry says.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// How later deeds name it.
    pub key: &'static str,
    /// The record it speaks of: `fault:KEY`, `work_order:KEY`, `equipment:CODE`, `part:NUMBER`; or empty.
    pub about: &'static str,
    /// What the next person has to do with it.
    pub category: HandoverCategory,
    /// How much it matters.
    pub priority: Priority,
    /// What to know, in one line.
    pub title: &'static str,
    /// In full; may be empty.
    pub details: &'static str,
}

/// What somebody did.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Wrote an entry.
    Wrote(HandoverKind, Entry),
    /// Corrected the details of an entry: its key, the new details.
    Corrected(&'static str, &'static str),
    /// Marked it done: its key, what came of it.
    Done(&'static str, &'static str),
    /// Took it back: its key, why.
    Withdrew(&'static str, &'static str),
    /// Signed a period over: how it is named, whose, which kind, a word to it, with the appendix.
    SignedOver(&'static str, Department, HandoverKind, &'static str, bool),
    /// Took over what is named so: the answer, a word to it.
    TookOver(&'static str, &'static str, &'static str),
}

/// A deed with its moment and its person.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Days before now.
    pub days_ago: i64,
    /// Minutes after midnight UTC.
    pub minute: i64,
    /// Key of the person.
    pub by: &'static str,
    /// What was done.
    pub deed: Deed,
}

const fn event(days_ago: i64, (hour, minute): (i64, i64), by: &'static str, deed: Deed) -> Event {
    Event {
        days_ago,
        minute: hour * 60 + minute,
        by,
        deed,
    }
}

const fn entry(
    key: &'static str,
    about: &'static str,
    (category, priority): (HandoverCategory, Priority),
    title: &'static str,
    details: &'static str,
) -> Entry {
    Entry {
        key,
        about,
        category,
        priority,
        title,
        details,
    }
}

use Deed::{Corrected, Done, SignedOver, TookOver, Withdrew, Wrote};
use Department::Engineering;
use HandoverCategory::{Completed, Fyi, InProgress, Urgent, Watch as KeepAnEyeOn};
use HandoverKind::{Rotation, Watch};
use Priority::{High, Low, Normal};

/// Everything, the earlier first.
#[rustfmt::skip]
pub const EVENTS: &[Event] = &[
    // Nikólaos flies home for ten days; Marta stands in, and signs when she has walked round.
    event(41, (14, 5), "papadakis", Wrote(Rotation, entry("keys", "", (Fyi, Normal), "Spare key of the chemical locker is in the chief's safe", ""))),
    event(41, (14, 20), "papadakis", Wrote(Rotation, entry("mount", "equipment:651.01", (KeepAnEyeOn, High), "Generator 1, aft mount has a crack in the rubber", "Grows slowly: 12 mm in June, 15 mm now. To be renewed in the yard, do not let them talk you out of it."))),
    event(41, (14, 40), "papadakis", Wrote(Rotation, entry("sync", "work_order:pms-sync", (InProgress, Normal), "Generators do not synchronise in auto", "Jānis waits for the card. Manual works, show Lukáš how."))),
    event(41, (15, 30), "papadakis", SignedOver("rotation", Engineering, Rotation, "Back in ten days. Call me any time about the mount.", false)),
    event(40, (8, 15), "nowak", TookOver("rotation", "accepted", "Walked round with Jānis. Mount seen, 15 mm.")),
    event(30, (9, 0), "papadakis", Done("keys", "Moved to the key press in the control room, hook 14")),
    // Three watches of the engine room.
    event(3, (18, 40), "novotny", Wrote(Watch, entry("emgen", "fault:emgen-battery", (Urgent, High), "Emergency generator will not start by itself", "Batteries are flat. Jump leads lie ready on the grating beside it. Bridge knows."))),
    event(3, (18, 50), "novotny", Wrote(Watch, entry("fire-pump", "fault:fire-pump-gland", (InProgress, Normal), "Main fire pump drips at the seal", "Tray emptied at 18:00. Keep the emergency pump lined up."))),
    event(3, (19, 0), "villanueva", Wrote(Watch, entry("bilge", "equipment:803.03", (KeepAnEyeOn, Normal), "Bilge separator stays shut", "22 ppm whatever we do. Holding tank at 41 %."))),
    event(3, (19, 10), "novotny", Wrote(Watch, entry("freezer", "work_order:cold-room-comp2", (Completed, Normal), "Freezer back at minus 20", "Étienne has moved the fish back."))),
    event(3, (19, 50), "novotny", SignedOver("evening", Engineering, Watch, "", false)),
    event(3, (20, 4), "nowak", TookOver("evening", "accepted", "")),
    event(2, (5, 30), "papadakis", Done("freezer", "Minus 21 at 02:00")),
    event(2, (6, 10), "nowak", Wrote(Watch, entry("boost", "work_order:me-stbd-boost", (InProgress, High), "Starboard main engine not above 1,500 rpm", "B bank 60 degrees hotter. Captain agreed, passage at 14 knots."))),
    event(2, (6, 20), "nowak", Wrote(Watch, entry("impeller", "part:0634-1129", (Fyi, Normal), "Impeller kits: use the oldest first", "Two lay behind the gasket box."))),
    event(2, (6, 25), "nowak", Corrected("impeller", "Two lay behind the gasket box, dated 2021. They are good until next year.")),
    event(2, (7, 50), "nowak", SignedOver("morning", Engineering, Watch, "Quiet night but for the separator.", true)),
    event(2, (8, 2), "novotny", TookOver("morning", "not_accepted", "The overboard valve of the separator was open. Shut and sealed first.")),
    event(2, (8, 35), "novotny", TookOver("morning", "accepted", "Valve shut and sealed with Marta, seal 0417.")),
    event(1, (7, 0), "novotny", Done("fire-pump", "Gland nipped up, tray dry since 05:00. Seal: see the work order")),
    event(1, (7, 10), "villanueva", Wrote(Watch, entry("noise", "", (KeepAnEyeOn, Low), "Knocking somewhere port side aft", "Only when swinging at anchor."))),
    event(1, (7, 30), "villanueva", Withdrew("noise", "It was the passerelle fender, bosun has made it fast")),
    event(1, (19, 50), "novotny", SignedOver("last", Engineering, Watch, "", false)),
    // Since then.
    event(0, (0, 40), "nowak", Wrote(Watch, entry("fuel", "", (Fyi, Normal), "Bunkering on Friday, 07:00, quay side starboard", "18,000 l. Scuppers, boom and samples as on the list in the office."))),
    event(0, (1, 15), "nowak", Wrote(Watch, entry("hydraulics", "fault:compactor-hydraulic", (KeepAnEyeOn, Normal), "Power pack aft is noisy when cold", "Write the oil temperature on the board when you hear it."))),
    event(0, (1, 30), "papadakis", Wrote(Rotation, entry("yard", "", (InProgress, Normal), "Yard list, first draft is on the server", "Exhaust flange generator 1, aft mount, port shaft seal. Fergus adds his by the end of the month."))),
    // Other departments.
    event(1, (20, 0), "perkovic", Wrote(Watch, entry("windlass", "fault:windlass-brake", (KeepAnEyeOn, High), "Port windlass: claw always on", "The brake slips. Port anchor is not used below 30 m."))),
    event(0, (0, 20), "munro", Wrote(Watch, entry("pilot", "", (Fyi, Normal), "Pilot at 06:30, ladder starboard side", ""))),
    event(1, (17, 0), "lefevre", Wrote(Watch, entry("cabin4", "work_order:cabin4-drip", (Urgent, High), "Cabin 4 stays empty tonight", "Water drips on the bed. Guests moved to cabin 5, they like a blanket more."))),
];
