//! Deck machinery, hydraulics, navigation, boats, safety.

use super::{Family, Trouble};

const DECK: &[&str] = &["barbaric", "delacruz", "dlamini", "perkovic"];

#[rustfmt::skip]
pub(super) const FAMILIES: &[Family] = &[
    Family { equipment: &["432.01", "432.02", "432.03", "432.04", "451.01", "451.02", "451.03", "451.04", "451.05", "561.03", "831.01", "831.02"], noticed_by: DECK, repaired_by: &["barbaric", "nowak"], troubles: &[
        Trouble { symptom: "moves in jerks", code: "", seen: &["With load only.", "Worse when cold."], findings: &[
            ("Air in the system.", "Bled at the top, moved {n} times full stroke.", "System bled, moves smoothly.", ""),
            ("Oil low.", "Topped up {n} l, leak searched.", "Oil topped up.", "SH-TELLUS-46"),
        ]},
        Trouble { symptom: "hydraulic leak", code: "", seen: &["Oil on teak, {n} spots.", "Hose sweats at the fitting."], findings: &[
            ("O-ring in the fitting flat.", "O-ring changed.", "O-ring renewed, dry.", "OR-20x2.5-70"),
            ("Ram seal passes.", "Seal kit fitted.", "Ram seals renewed.", "CR-RAM-63"),
        ]},
        Trouble { symptom: "does not react to the remote", code: "", seen: &["Works from the local panel.", "Only one direction."], findings: &[
            ("Valve coil open.", "Coil changed.", "Valve coil renewed.", "RX R900020154"),
            ("Limit switch wet.", "Switch changed and sealed.", "Limit switch renewed.", "TEL XCKJ161"),
        ]},
    ], rounds: &[
        ("monthly greasing and test", &["Grease all nipples", "Wires and sheaves", "Brake test", "Remote and emergency stop", "Oil level", "Look for leaks"]),
    ]},
    Family { equipment: &["411.01", "411.02", "411.03", "411.04", "411.05", "411.07", "411.08", "411.09"], noticed_by: &["munro", "perkovic"], repaired_by: &["berzins"], troubles: &[
        Trouble { symptom: "signal lost", code: "NO SIG", seen: &["For {n} minutes, then back.", "Alarm every hour."], findings: &[
            ("Connector at the mast wet.", "Connector made new with tape.", "Connector renewed.", ""),
            ("Antenna belt slips.", "Belt changed.", "Drive belt renewed.", "FUR 100-303-621"),
        ]},
        Trouble { symptom: "display freezes", code: "", seen: &["{n} times this week.", "Only a restart helps."], findings: &[
            ("Fan of the processor full of dust.", "Cleaned, runs cool.", "Processor cleaned.", ""),
            ("Old software.", "Update installed with the agent.", "Software updated.", ""),
        ]},
    ], rounds: &[
        ("test before departure", &["Radars", "ECDIS and back-up", "Gyro against GPS", "Lights", "Horn", "GMDSS test call", "Internal communication"]),
    ]},
    Family { equipment: &["411.11", "891.02", "891.03", "891.04"], noticed_by: &["perkovic", "delacruz", "dlamini"], repaired_by: &["berzins"], troubles: &[
        Trouble { symptom: "light out", code: "", seen: &["Spare is in use.", "Seen from the pilot boat."], findings: &[
            ("Insert burnt out.", "Insert changed.", "Light insert renewed.", "AQS BRE-50"),
            ("Fuse blown by water in the plug.", "Plug dried, fuse changed.", "Fuse renewed.", "SIB 30 014 04"),
        ]},
    ], rounds: &[
        ("monthly lamp test", &["Switch every circuit", "Look from the quay", "Spare inserts on board", "Panel alarms", "Write in the log"]),
    ]},
    Family { equipment: &["461.01", "461.02", "461.03", "461.04"], noticed_by: DECK, repaired_by: &["barbaric", "novotny"], troubles: &[
        Trouble { symptom: "engine overheats", code: "SPN 110", seen: &["After {n} minutes at speed.", "Alarm on the way back from the beach."], findings: &[
            ("Plastic bag in the intake.", "Intake cleaned.", "Intake cleaned, 82 °C at full speed.", ""),
            ("Impeller burnt.", "Impeller changed.", "Impeller renewed.", "VP 21951346"),
        ]},
        Trouble { symptom: "does not start", code: "", seen: &["Clicks only.", "After {n} days in the garage."], findings: &[
            ("Battery flat, bilge pump ran.", "Charged, float switch freed.", "Battery charged, float switch freed.", ""),
            ("Spark plugs wet.", "Plugs changed.", "Spark plugs renewed.", "YAM-LFR6A"),
        ]},
    ], rounds: &[
        ("weekly check", &["Fuel", "Oil", "Bilge pump", "Kill cord", "Lights", "VHF and safety box", "Lifting points"]),
    ]},
    Family { equipment: &["461.02", "461.03"], noticed_by: DECK, repaired_by: &["barbaric"], troubles: &[
        Trouble { symptom: "loses air", code: "", seen: &["Port tube soft in the morning.", "{b} bar less over night."], findings: &[
            ("Valve passes.", "Valve changed.", "Inflation valve renewed.", "ZOD-VALVE"),
            ("Small cut near the fender.", "Patched with the kit.", "Tube patched.", "ZOD-REP-KIT"),
        ]},
    ], rounds: &[
        ("tubes and painter", &["Pressure cold", "Valves with soap", "Seams", "Painter and release", "Lifting sling"]),
    ]},
    Family { equipment: &["811.01", "811.02", "811.03", "811.04"], noticed_by: &["perkovic", "barbaric", "dlamini", "lefevre"], repaired_by: &["berzins", "barbaric"], troubles: &[
        Trouble { symptom: "alarm in one zone", code: "Z3-07", seen: &["At {n} in the night, nothing found.", "Loop fault, zone off for the moment."], findings: &[
            ("Steam from a shower.", "Detector cleaned and tested with gas.", "Detector cleaned and tested.", ""),
            ("Detector head corroded.", "Head changed, tested.", "Smoke detector renewed.", "CON EV-P"),
        ]},
    ], rounds: &[
        ("monthly safety round", &["Access free", "Seals", "Pressures in the green", "Dates", "Signs readable", "Test function", "Write in the log"]),
    ]},
    Family { equipment: &["813.03", "813.04", "813.07", "813.08", "501.01", "501.02", "501.03"], noticed_by: &["perkovic", "barbaric", "dlamini", "lefevre"], repaired_by: &["barbaric"], troubles: &[
        Trouble { symptom: "damaged at inspection", code: "", seen: &["Found on the monthly round.", "Number {n}, port side."], findings: &[
            ("Coupling gasket missing.", "Gasket fitted, hose tested.", "Coupling gasket renewed.", "GUY 45-G"),
            ("Seal broken, contents complete.", "Sealed again, list signed.", "Sealed again.", ""),
        ]},
    ], rounds: &[
        ("monthly safety round", &["Access free", "Seals", "Pressures in the green", "Dates", "Signs readable", "Test function", "Write in the log"]),
    ]},
];
