//! Engines, pumps, separators, watermakers, compressors, switchboards.

use super::{Family, Trouble};

const WATCH: &[&str] = &["villanueva", "novotny", "nowak", "berzins"];
const ENGINEERS: &[&str] = &["nowak", "novotny", "papadakis"];

#[rustfmt::skip]
pub(super) const FAMILIES: &[Family] = &[
    Family { equipment: &["601.01", "601.02", "651.01", "651.02", "651.03", "661.01"], noticed_by: WATCH, repaired_by: ENGINEERS, troubles: &[
        Trouble { symptom: "coolant temperature high", code: "E047", seen: &["{t} °C at 60 % load, alarm.", "Temperature climbs {n} degrees in ten minutes.", "High temperature alarm, load reduced."], findings: &[
            ("Sea water flow low, strainer full of sea grass.", "Strainer cleaned, flow normal.", "Strainer cleaned, temperature normal at full load.", ""),
            ("Thermostat does not open fully, tried in hot water.", "Thermostat changed, {t} °C steady.", "Thermostat renewed.", "MTU 5362030175"),
            ("Impeller lost {n} vanes.", "Impeller kit and gasket fitted, vanes found in the cooler.", "Impeller and cover gasket renewed.", "0634-1129"),
            ("Cooler plates fouled.", "Cooler back-flushed and descaled.", "Cooler descaled, difference 6 degrees again.", "UNI-DESCALE"),
        ]},
        Trouble { symptom: "oil leak", code: "", seen: &["About {n} drops a minute under the sump.", "Oil on the floor plate, forward end.", "Rocker cover wet on one side."], findings: &[
            ("Rocker cover gasket hard as wood.", "Gasket changed, engine washed.", "Rocker cover gasket renewed, dry.", "MTU 5360160021"),
            ("Filter not tight after the last change.", "Tightened by hand, wiped.", "Filter tightened, dry after one hour.", ""),
            ("Pressure sensor weeps through the plug.", "Sensor changed.", "Oil pressure sensor renewed.", "MTU 0015353431"),
        ]},
        Trouble { symptom: "does not start at first attempt", code: "E210", seen: &["Starts at the second or third try.", "Cranks slowly, {n} seconds.", "Start failure alarm."], findings: &[
            ("Battery terminals loose.", "Terminals cleaned and tightened.", "Terminals cleaned, 5 starts without fail.", ""),
            ("Air in the fuel, pre-filter bowl seal sucks.", "Bowl gasket changed and bled.", "Bowl gasket renewed, starts at once.", "RAC RK 22610"),
            ("Speed sensor dirty with metal dust.", "Sensor cleaned, gap set.", "Speed sensor cleaned and set.", ""),
        ]},
        Trouble { symptom: "smoke at start", code: "", seen: &["Blue smoke for {n} minutes.", "Black cloud, guests complained on the aft deck."], findings: &[
            ("Air filter black.", "Air filter element changed.", "Air filter renewed, smoke gone.", "MTU 0180942202"),
            ("Preheater was off.", "Preheater switched on, breaker label corrected.", "Preheater in use again, clean start.", ""),
        ]},
        Trouble { symptom: "vibration", code: "", seen: &["Feels rough at {n}00 rpm above idle.", "Loose bracket sings, floor plates too."], findings: &[
            ("One mount has a crack in the rubber.", "Bolts tightened, mount marked for the yard.", "Bolts tightened; mount to be renewed in the yard.", ""),
            ("Belt guard loose.", "Two bolts with threadlocker.", "Belt guard made fast.", "LOC-243"),
        ]},
    ], rounds: &[
        ("oil and filter change", &["Warm up", "Drain oil", "Change lube oil filters", "Change fuel filters", "Fill and check level", "Run 15 min, check for leaks", "Take oil sample"]),
        ("monthly inspection", &["Hoses and clamps", "Belts: tension and wear", "Zincs", "Coolant level and strength", "Mounts", "Exhaust lagging", "Wiring and plugs", "Air filter indicator"]),
    ]},
    Family { equipment: &["803.01", "803.02", "813.01", "813.02", "801.01", "721.04", "721.05", "573.05", "573.06", "701.01", "701.02", "711.01"], noticed_by: WATCH, repaired_by: &["nowak", "novotny", "barbaric"], troubles: &[
        Trouble { symptom: "leaks at shaft seal", code: "", seen: &["{n} drops a second when running.", "Water near the motor, salt crust.", "Tray overflows every watch."], findings: &[
            ("Seal faces worn.", "Mechanical seal changed, shaft polished.", "Mechanical seal renewed, dry after 2 h.", "GIA TM-24"),
            ("Groove under the seal.", "Seal moved 2 mm on a spacer, new seal.", "New seal on another track of the shaft.", "GIA TM-28"),
        ]},
        Trouble { symptom: "pressure low", code: "", seen: &["Only {b} bar.", "{b} bar, half of what it was.", "Gauge swings around {b} bar."], findings: &[
            ("Suction strainer full of shells.", "Strainer cleaned.", "Strainer cleaned, pressure normal.", ""),
            ("Wear ring has {n} mm play.", "New impeller fitted, gap measured.", "Impeller renewed.", "GIA 04-463-2"),
            ("Air on the suction side, gasket.", "Flange gasket made new.", "Suction flange tight, pressure normal.", ""),
        ]},
        Trouble { symptom: "motor protection trips", code: "", seen: &["Trips after {n} minutes.", "Thermal out, reset holds an hour."], findings: &[
            ("Bearing drags, motor by hand stiff.", "Both bearings changed.", "Motor bearings renewed, current normal.", "SKF 6206-2Z/C3"),
            ("One phase loose at the contactor.", "Contactor changed, all screws checked.", "Contactor renewed.", "SE LC1D09BD"),
        ]},
        Trouble { symptom: "noisy", code: "", seen: &["Grinding at start.", "Whistles from drive end."], findings: &[
            ("Bearing drive end dry.", "Bearing changed.", "Drive-end bearing renewed, quiet.", "SKF 6205-2RS1"),
            ("Coupling spider in pieces.", "Spider changed, aligned within 0.1 mm.", "Coupling spider renewed and aligned.", "AW CPL-24"),
        ]},
    ], rounds: &[
        ("quarterly check", &["Run 10 min", "Read suction and delivery pressure", "Look for leaks", "Measure current", "Grease", "Clean strainer"]),
    ]},
    Family { equipment: &["702.01", "702.02", "711.02"], noticed_by: WATCH, repaired_by: ENGINEERS, troubles: &[
        Trouble { symptom: "stops by itself", code: "A21", seen: &["Shut down {n} times this watch.", "Alarm and stop, no one near."], findings: &[
            ("Speed sensor gap too wide.", "Gap set to 2 mm.", "Speed sensor set, runs through.", ""),
            ("Feed too low, suction strainer blocked.", "Strainer cleaned.", "Suction strainer cleaned, no stop since.", ""),
            ("Loose wire in terminal box.", "Wire in a new ferrule.", "Terminal repaired.", "WAG 2002-1201"),
        ]},
        Trouble { symptom: "output low", code: "", seen: &["About {n}0 % of what it should be.", "Takes twice as long as last season."], findings: &[
            ("Feed pump worn.", "Seal kit and coupling spider fitted.", "Feed pump overhauled, output normal.", "AW SPF20-G"),
            ("Discs full of sludge.", "Bowl opened and cleaned, seal ring changed.", "Bowl cleaned and seal ring renewed.", "AL 223406-40"),
        ]},
        Trouble { symptom: "vibrates", code: "", seen: &["More than usual, {n} mm/s by hand meter.", "Floor shakes beside it."], findings: &[
            ("Friction pads uneven.", "Pads changed in a set.", "Friction pads renewed.", "AL 526780-80"),
            ("Foot bolt loose.", "All four bolts tightened.", "Foundation bolts tightened.", ""),
        ]},
    ], rounds: &[
        ("service by hours", &["Isolate and tag", "Open and clean", "Change seals", "Change filters", "Close and bleed", "Run and check alarms", "Write hours"]),
    ]},
    Family { equipment: &["761.01", "761.02", "731.01", "731.02"], noticed_by: WATCH, repaired_by: ENGINEERS, troubles: &[
        Trouble { symptom: "stops by itself", code: "A21", seen: &["Shut down {n} times this watch.", "Alarm and stop, no one near."], findings: &[
            ("Pressure switch set too close.", "Switch set again with the gauge.", "Pressure switch set, runs through.", ""),
            ("Inlet filter blocked.", "Filter changed.", "Inlet filter renewed, no stop since.", ""),
            ("Loose wire in terminal box.", "Wire in a new ferrule.", "Terminal repaired.", "WAG 2002-1201"),
        ]},
        Trouble { symptom: "does not make its pressure", code: "P LOW", seen: &["Stops at {b} bar below the usual.", "Takes {n} times as long as last season."], findings: &[
            ("Valve plate leaks back.", "Valve kit fitted.", "Valves renewed, pressure normal.", ""),
            ("Safety valve lifts too early.", "Safety valve changed.", "Safety valve renewed.", ""),
            ("Gland drips, {n} drops a second.", "Seal kit fitted, tight.", "Seals renewed, pressure normal.", ""),
        ]},
    ], rounds: &[
        ("service by hours", &["Isolate and tag", "Change oil", "Change filters", "Drain traps", "Look for leaks", "Run and check alarms", "Write hours"]),
    ]},
    Family { equipment: &["871.01", "871.02", "871.03", "861.01", "866.03", "866.04", "791.01", "791.02", "891.03"], noticed_by: &["berzins", "villanueva", "perkovic"], repaired_by: &["berzins"], troubles: &[
        Trouble { symptom: "earth fault", code: "Iso <", seen: &["Insulation {n}0 kΩ on 24 V.", "Low insulation lamp lit, {n} minutes then off."], findings: &[
            ("Deck socket full of water.", "Socket dried, gasket changed.", "Deck socket repaired, insulation 2 MΩ.", ""),
            ("Nav light cable chafed at the mast.", "Cable re-laid in new gland.", "Cable repaired, insulation normal.", "PG-M20-BR"),
            ("Heating element of the dishwasher.", "Element isolated, galley told.", "Element disconnected, insulation normal.", ""),
        ]},
        Trouble { symptom: "alarm without reason", code: "COM", seen: &["Module lost, back after {n} s.", "Comes {n} times an hour."], findings: &[
            ("Power supply drops to 21 V.", "Power supply changed.", "24 V power supply renewed.", "PHX 2320092"),
            ("Input module dead on two channels.", "Module changed and named.", "Input module renewed.", "BN AHD-IO16"),
        ]},
        Trouble { symptom: "fan does not run", code: "TEMP", seen: &["Cabinet {t} °C inside.", "Over-temperature warning."], findings: &[
            ("Fan seized with dust.", "Fan changed, filter mat washed.", "Cabinet fan renewed.", "VAC PP00061"),
            ("Fuse blown.", "Fuse changed, current measured.", "Fuse renewed, fan runs.", "LIT 0218003"),
        ]},
    ], rounds: &[
        ("thermal picture under load", &["Open covers with permit", "Main breakers", "Busbars", "Contactors", "Terminals", "Close, seal"]),
    ]},
];
