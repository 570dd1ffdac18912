//! What guests, galley and housekeeping noticed.

use super::{Fault, fault};
use domain::tables::ResolvedHow::{Adjusted, FalseAlarm, Repaired, Replaced, Reset};
use domain::tables::Severity::{Critical, High, Low, Medium};

#[rustfmt::skip]
pub(super) const ROWS: &[Fault] = &[
    fault("cabin4-warm", 116, Medium, "lefevre", ["573.12", "", "Cabin 4 too warm", "24.5 and does not go down, thermostat set to 20. They ask every evening."]).told_by("guest in cabin 4"),
    fault("dryer2-stop", 101, Low, "santos", ["553.04", "F 45", "Dryer 2 stops after 5 min", "Writes F 45. I use only dryer 1 now."])
        .resolved(Replaced, "Drive belt", "novotny", 40),
    fault("corridor-smell", 94, Medium, "lefevre", ["103.01", "", "Bad smell in guest corridor deck 3", "Near the pantry door, mostly in the morning."]),
    fault("oven1-seal", 87, Low, "garnier", ["551.01", "", "Combi oven 1 steam comes out at the door", "Gasket is cut at the bottom left"])
        .resolved(Replaced, "", "novotny", 66),
    fault("cabin2-toilet", 79, Medium, "santos", ["103.03", "", "Toilet guest cabin 2 flushes all the time", "Does not stop, vacuum pumps run and run"]).told_by("guest in cabin 2")
        .resolved(Repaired, "Discharge valve had a stone in it. Cleaned, 10 flushes ok", "novotny", 3),
    fault("tv-cabin4", 71, Low, "lefevre", ["895.04", "", "TV cabin 4 no picture", "Sound yes, picture no."]).told_by("guest in cabin 4")
        .resolved(Reset, "Receiver restarted from the rack", "berzins", 1),
    fault("glasswasher-drain", 64, Low, "lefevre", ["551.06", "Err 12", "Glass washer does not empty", ""]),
    fault("jacuzzi-leak", 56, Medium, "santos", ["581.06", "", "Water on the deck head of the saloon under the jacuzzi", "Wet ring size of a plate, getting bigger. Emptied jacuzzi for the moment."]),
    fault("lift-door", 44, High, "goncalves", ["561.01", "E31", "Guest lift door opens again and again at deck 3", "Guest was inside for 4 minutes. Switched off, sign is on the door."]),
    fault("smoke-cabin5", 39, Critical, "lefevre", ["811.03", "Z3-07", "Smoke detector alarm guest cabin 5", "Full alarm 02:40, crew mustered, nothing found. Guest had long hot shower with door open."])
        .resolved(FalseAlarm, "Steam. Detector checked with test gas, good", "berzins", 2),
    fault("owner-blind", 33, Low, "santos", ["103.07", "", "Blind owner's cabin port side stuck half", ""]),
    fault("coldroom-door", 27, Medium, "garnier", ["551.07", "", "Cold room door does not close tight", "Ice on the frame, temp 6 in the morning"])
        .resolved(Adjusted, "Hinge lifted 3 mm, gasket is still good", "barbaric", 20),
    fault("dishwasher-heat", 20, High, "garnier", ["551.05", "E 402", "Dishwasher galley rinse water stays cold", "42 degrees only. Health inspector comes Friday."]),
    fault("wifi-cabins", 11, Medium, "goncalves", ["895.02", "", "No internet in guest cabins, port side", "Bridge and crew have it. Guests are on the phone with their office, urgent please"]).told_by("owner's guest"),
    fault("washer1-drain", 6, Medium, "santos", ["553.01", "F 11", "Washing machine 1 full of water", "Cannot open, all the white sheets inside"]),
    fault("cabin4-drip", 3, Medium, "lefevre", ["573.12", "", "Water dripping from ceiling grille, cabin 4", "Onto the bed. Towels down, guests moved to saloon for coffee."]).told_by("guest in cabin 4"),
    fault("loose-handrail", 10, Low, "dlamini", ["", "", "Handrail loose, stairs deck 3 to deck 4", "Second bracket from the top"]),
];
