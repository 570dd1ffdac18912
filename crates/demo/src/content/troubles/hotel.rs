//! Air conditioning, sanitary, galley, laundry, cabins, AV and IT.

use super::{Family, Trouble};

const STEWARDS: &[&str] = &["lefevre", "santos", "goncalves", "garnier"];
const ENGINEERS: &[&str] = &["novotny", "berzins", "nowak"];

#[rustfmt::skip]
pub(super) const FAMILIES: &[Family] = &[
    Family { equipment: &["573.01", "573.02", "573.07", "573.09", "573.10", "573.11", "573.12", "573.13", "551.07", "551.08", "551.09"], noticed_by: STEWARDS, repaired_by: ENGINEERS, troubles: &[
        Trouble { symptom: "does not cool", code: "AL 22", seen: &["{n} degrees above the set point.", "Blows, but warm.", "They say it was like this all night."], findings: &[
            ("Valve spindle stuck.", "Three-way valve changed, cold after an hour.", "Three-way valve renewed.", "HH-3WV-15"),
            ("Filter mat grey like a carpet.", "Mat changed, coil vacuumed.", "Filter mat renewed.", "HH-AF-G4-35"),
            ("Low on gas, leak at the drier.", "Drier changed, leak tested, charged.", "Drier renewed and charged, pressures normal.", "DAN 023Z5043"),
        ]},
        Trouble { symptom: "drips", code: "", seen: &["Wet spot of {n} cm on the ceiling.", "A glass of water in one hour."], findings: &[
            ("Drain blocked with slime.", "Drain blown through, tablet in the tray.", "Drain cleaned.", ""),
            ("Condensate pump does not start.", "Pump changed.", "Condensate pump renewed.", "HH-DP-35"),
        ]},
        Trouble { symptom: "noisy", code: "", seen: &["Rattles at high speed.", "Guest could not sleep."], findings: &[
            ("Fan wheel touches.", "Fan motor changed.", "Fan motor renewed, quiet.", "HH-FM-35"),
            ("Grille loose.", "Clips renewed.", "Grille fixed.", ""),
        ]},
    ], rounds: &[
        ("half-yearly service", &["Clean filters", "Clean coil", "Flush drain", "Check thermostat", "Read pressures", "Leak test", "Check insulation"]),
    ]},
    Family { equipment: &["103.02", "103.03", "103.04", "103.05", "103.06", "103.07"], noticed_by: STEWARDS, repaired_by: &["novotny", "nowak"], troubles: &[
        Trouble { symptom: "toilet does not flush", code: "", seen: &["Button pressed, nothing.", "Hisses all the time."], findings: &[
            ("Discharge valve blocked.", "Valve cleaned, {n} flushes without fail.", "Discharge valve cleaned.", ""),
            ("Control mechanism leaks vacuum.", "Mechanism changed.", "Control mechanism renewed.", "EVAC 6543005"),
            ("Flush button broken.", "Button changed.", "Flush button renewed.", "JETS 030120600"),
        ]},
        Trouble { symptom: "smell", code: "", seen: &["In the morning, goes away later.", "Strong near the floor drain."], findings: &[
            ("Trap dry.", "Water filled, on the weekly list.", "Trap filled.", ""),
            ("Vent filter soaked.", "Vent filter changed.", "Vent filter renewed.", ""),
        ]},
    ], rounds: &[
        ("weekly flushing against legionella", &["Flush all taps 5 min", "Flush showers 5 min", "Temperature at far end", "Calorifier 70 °C", "Write temperatures"]),
    ]},
    Family { equipment: &["581.07", "581.05", "581.01"], noticed_by: STEWARDS, repaired_by: &["novotny", "nowak"], troubles: &[
        Trouble { symptom: "low water pressure", code: "", seen: &["Shower {b} bar only.", "Pump starts every {n} seconds."], findings: &[
            ("Bladder has lost its air.", "Bladder changed, 2.2 bar pre-charge.", "Bladder renewed.", "GRU 96588957"),
            ("Aerators full of scale.", "All aerators of the cabin changed.", "Aerators renewed.", "HG 13185000"),
        ]},
        Trouble { symptom: "level alarm", code: "LAH", seen: &["High level, {n} times since midnight.", "Lamp on, no sound."], findings: &[
            ("Float hangs on the cable.", "Cable tied away, float tested by hand.", "Float freed and tested.", ""),
            ("Transfer pump worn, needs twice the time.", "Impeller changed.", "Impeller of the transfer pump renewed.", "JAB 1210-0001"),
        ]},
    ], rounds: &[
        ("monthly check", &["Look for leaks", "Pump current", "Alarm test", "Clean strainer", "Write pressures"]),
    ]},
    Family { equipment: &["551.05", "551.06", "553.01", "553.02"], noticed_by: &["garnier", "santos", "lefevre"], repaired_by: ENGINEERS, troubles: &[
        Trouble { symptom: "does not drain", code: "F 11", seen: &["Water stays inside.", "Stops with {n} min to go."], findings: &[
            ("Glass in the pump.", "Pump cleaned.", "Drain pump cleaned.", ""),
            ("Drain valve does not open.", "Valve changed.", "Drain valve renewed.", "MIE 9917770"),
        ]},
        Trouble { symptom: "does not heat", code: "E 402", seen: &["{n}0 degrees at most.", "Stays cold."], findings: &[
            ("Contactor burnt.", "Contactor changed.", "Contactor renewed, full heat.", "SE LC1D25BD"),
            ("Door switch does not make.", "Switch bent back.", "Door switch adjusted.", ""),
        ]},
        Trouble { symptom: "door leaks", code: "", seen: &["Steam at the lower corner.", "Puddle of {n} cups."], findings: &[
            ("Gasket cut.", "Gasket changed.", "Door gasket renewed.", "RAT 20.00.394"),
            ("Hinge bent.", "Hinge straightened.", "Hinge adjusted, closes tight.", ""),
        ]},
    ], rounds: &[
        ("monthly cleaning by the book", &["Descale", "Clean filters", "Door seals", "Drain", "Cable and plug", "Test run"]),
    ]},
    Family { equipment: &["551.01", "551.02", "551.03", "553.03", "553.04", "553.05"], noticed_by: &["garnier", "santos", "lefevre"], repaired_by: ENGINEERS, troubles: &[
        Trouble { symptom: "does not heat", code: "E 27", seen: &["{n}0 degrees at most.", "Stays cold."], findings: &[
            ("Contactor burnt.", "Contactor changed.", "Contactor renewed, full heat.", "SE LC1D25BD"),
            ("Door switch does not make.", "Switch bent back.", "Door switch adjusted.", ""),
        ]},
        Trouble { symptom: "door leaks", code: "", seen: &["Steam or heat at the lower corner.", "Hot air comes out, {t} degrees."], findings: &[
            ("Gasket cut.", "Gasket changed.", "Door gasket renewed.", ""),
            ("Hinge bent.", "Hinge straightened.", "Hinge adjusted, closes tight.", ""),
        ]},
    ], rounds: &[
        ("monthly cleaning by the book", &["Descale", "Clean filters", "Door seals", "Drain", "Cable and plug", "Test run"]),
    ]},
    Family { equipment: &["895.02", "895.03", "421.02", "421.03"], noticed_by: &["goncalves", "lefevre", "munro"], repaired_by: &["berzins"], troubles: &[
        Trouble { symptom: "no connection", code: "", seen: &["Since {n} o'clock.", "Half the cabins only."], findings: &[
            ("Port in error state.", "Port reset, cable changed.", "Patch cable renewed, port up.", ""),
            ("Antenna blocked by the mast on this heading.", "Blockage map corrected.", "Blockage zone set, link stable.", ""),
            ("Licence had run out.", "Renewed by the purser, restarted.", "Licence renewed.", ""),
        ]},
    ], rounds: &[
        ("back-up and updates", &["Back up configuration", "Install updates", "Restart at night", "Check all cabins", "Note versions"]),
    ]},
    Family { equipment: &["895.01", "895.04", "895.05", "891.01"], noticed_by: &["goncalves", "lefevre", "santos"], repaired_by: &["berzins"], troubles: &[
        Trouble { symptom: "remote control dead", code: "", seen: &["Also after charging.", "Guest dropped it, maybe."], findings: &[
            ("Battery finished.", "Battery changed.", "Battery renewed.", "CRE TSR-310-BTP"),
            ("Not paired after update.", "Paired again.", "Paired again, works.", ""),
        ]},
        Trouble { symptom: "no sound", code: "", seen: &["Picture yes.", "Left side only.", "Hums at {n} of ten."], findings: &[
            ("Amplifier channel in protection, cable shorted by a staple.", "Cable replaced between rack and plate.", "Speaker cable renewed.", ""),
            ("Muted in the rack after the update.", "Unmuted, saved as default.", "Setting saved.", ""),
        ]},
    ], rounds: &[
        ("back-up and updates", &["Back up configuration", "Install updates", "Restart at night", "Check all cabins", "Note versions"]),
    ]},
];
