//! Spares of the ship's systems: compressed air, refrigeration, hydraulics, thrusters, fire.

use super::{Section, part};
use domain::tables::Department::{Deck, Engineering};

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Compressed air", unit: "pcs", place: "A-2", department: Engineering, rows: &[
        part("SAU 061701", "Valve kit, 1st stage", "Sauer", [0, 1, 2], &[("731.01", "1", "1st stage"), ("731.02", "1", "1st stage")]).unit("set"),
        part("SAU 061702", "Valve kit, 2nd stage", "Sauer", [0, 1, 2], &[("731.01", "1", "2nd stage"), ("731.02", "1", "2nd stage")]).unit("set"),
        part("SAU 035427", "Safety valve 35 bar", "Sauer", [0, 1, 2], &[("731.01", "1", ""), ("731.02", "1", "")]),
        part("SAU 060988", "Drain solenoid valve 24 V", "Sauer", [0, 1, 2], &[("731.01", "2", ""), ("731.02", "2", "")]),
        part("SAU 064110", "Pressure switch 0-40 bar", "Sauer", [0, 1, 2], &[("731.03", "2", "gauge panel")]),
        part("AC 2901-0543", "Filter set, air dryer", "Atlas Copco", [0, 1, 2], &[("731.04", "1", "")]).unit("set"),
        part("BAU 059410", "Safety valve 232 bar", "Bauer", [0, 1, 1], &[("461.05", "1", "")]).at("T"),
    ]},
    Section { category: "Refrigeration and air conditioning", unit: "pcs", place: "A-2", department: Engineering, rows: &[
        part("BTZ 304108-09", "Gasket set, 4FES", "Bitzer", [0, 1, 2], &[("551.09", "1", ""), ("551.10", "1", "")]).unit("set"),
        part("BTZ 347955-01", "Crankcase heater 100 W", "Bitzer", [0, 1, 2], &[("551.09", "1", ""), ("551.10", "1", "")]),
        part("DAN 023Z5043", "Filter drier DCL 164s", "Danfoss", [2, 3, 8], &[("551.09", "1", "liquid line"), ("551.10", "1", "liquid line"), ("573.01", "1", "liquid line"), ("573.02", "1", "liquid line")]),
        part("DAN 068U1714", "Expansion valve orifice 04", "Danfoss", [0, 1, 2], &[("551.07", "1", "evaporator")]),
        part("DAN 032F1204", "Solenoid valve EVR 6", "Danfoss", [0, 1, 2], &[("551.07", "1", ""), ("551.08", "1", "")]),
        part("DAN 018F6732", "Solenoid coil 230 V", "Danfoss", [1, 2, 4], &[("551.07", "1", ""), ("551.08", "1", ""), ("573.01", "2", ""), ("573.02", "2", "")]).at("E"),
        part("HH-CT-4802", "Cabin thermostat", "Heinen & Hopman", [1, 2, 4], &[("573.09", "1", ""), ("573.10", "1", ""), ("573.11", "1", ""), ("573.12", "1", ""), ("573.13", "1", "")]).at("E"),
        part("HH-3WV-15", "Three-way valve with actuator, DN 15", "Heinen & Hopman", [1, 2, 4], &[("573.09", "1", ""), ("573.10", "1", ""), ("573.11", "1", ""), ("573.12", "1", "")]),
        part("HH-FM-35", "Fan motor, FCU 35", "Heinen & Hopman", [1, 1, 2], &[("573.09", "1", ""), ("573.10", "1", ""), ("573.11", "1", ""), ("573.12", "1", "")]),
        part("HH-DP-35", "Condensate pump, fan coil", "Heinen & Hopman", [1, 2, 4], &[("573.12", "1", "drip tray"), ("573.13", "1", "drip tray")]).also("Sauermann SI-30"),
        part("HH-FS-25", "Flow switch, chilled water", "Heinen & Hopman", [0, 1, 2], &[("573.01", "1", ""), ("573.02", "1", "")]),
        part("HH-EVF-230", "Evaporator fan 230 V", "Heinen & Hopman", [1, 1, 3], &[("551.07", "2", ""), ("551.08", "2", "")]),
        part("HH-DHT-20", "Defrost heater, freezer room", "Heinen & Hopman", [0, 1, 2], &[("551.08", "2", "evaporator")]),
    ]},
    Section { category: "Hydraulics and thrusters", unit: "pcs", place: "A-3", department: Engineering, rows: &[
        part("RX R900561274", "Directional valve 4WE6 D, 24 V", "Bosch Rexroth", [1, 1, 3], &[("831.01", "6", "valve block"), ("831.02", "8", "valve block")]),
        part("RX R900020154", "Valve coil 24 V DC", "Bosch Rexroth", [1, 2, 6], &[("831.01", "12", "valve block"), ("831.02", "16", "valve block")]).at("E"),
        part("ND 2B-1140", "Fin shaft seal kit, Model 720", "Naiad Dynamics", [0, 1, 2], &[("407.01", "1", "hull unit"), ("407.02", "1", "hull unit")]).unit("set"),
        part("ND 3C-0058", "Position sensor, fin", "Naiad Dynamics", [1, 1, 2], &[("407.01", "1", ""), ("407.02", "1", "")]).at("E"),
        part("ST 1112380", "Shaft seal set, thruster", "Schottel", [0, 0, 1], &[("405.01", "1", ""), ("405.03", "1", "")]).unit("set"),
        part("ST 1098114", "Header tank level switch", "Schottel", [0, 1, 2], &[("405.01", "1", ""), ("405.03", "1", "")]),
        part("VAC PP00061", "Cooling fan, drive", "Danfoss", [0, 1, 2], &[("405.02", "2", "")]).at("E"),
        part("VDV 0445-P", "Lower rudder bearing bush", "Van der Velden", [0, 0, 2], &[("401.01", "1", ""), ("401.02", "1", "")]),
        part("DH 40-RFS", "Rudder feedback unit", "Data Hidrolik", [1, 1, 2], &[("403.01", "1", ""), ("403.02", "1", "")]).at("E"),
        part("CR-RAM-63", "Seal kit, door ram 63/36", "Cramm", [0, 1, 2], &[("451.04", "2", ""), ("451.05", "2", "")]).unit("set"),
        part("SG-45-SK", "Seal kit, passerelle lift ram", "Sanguineti", [0, 1, 2], &[("561.03", "1", "")]).unit("set"),
    ]},
    Section { category: "Fire fighting and detection", unit: "pcs", place: "B", department: Deck, rows: &[
        part("CON EV-P", "Smoke detector, optical", "Consilium", [2, 4, 10], &[("811.02", "14", "ceiling"), ("811.03", "12", "ceiling")]),
        part("CON EV-H-CS", "Heat detector 57 °C", "Consilium", [1, 2, 4], &[("811.01", "6", "galley, laundry")]),
        part("CON EV-UV", "Flame detector UV", "Consilium", [0, 1, 2], &[("811.04", "4", "")]),
        part("CON MCP-A", "Call point glass", "Consilium", [4, 6, 20], &[("811.01", "18", "")]),
        part("MAR 1B1MB6MB", "HI-FOG spray head, 57 °C", "Marioff", [2, 4, 12], &[("813.04", "96", "")]),
        part("MAR SPU-FLT", "HI-FOG strainer element", "Marioff", [0, 1, 2], &[("813.04", "2", "pump unit")]),
        part("GUY 45-15", "Fire hose 45 mm × 15 m", "Guy Cotten", [1, 2, 6], &[("813.03", "14", "")]),
        part("GUY 45-G", "Hose coupling gasket 45 mm", "Guy Cotten", [6, 10, 40], &[("813.03", "28", "")]),
        part("GLO P6", "Powder extinguisher 6 kg, spare", "Gloria", [2, 3, 6], &[("813.08", "22", "")]),
        part("GLO K5", "CO2 extinguisher 5 kg, spare", "Gloria", [1, 2, 4], &[("813.08", "9", "")]),
        part("DRG 3350540", "Cylinder 6 l, 300 bar, composite", "Dräger", [2, 4, 8], &[("813.07", "4", "")]),
        part("DRG R56310", "Face mask seal, FPS 7000", "Dräger", [1, 2, 4], &[("813.07", "4", "")]),
        part("ANS 418087", "Fusible link 182 °C", "Ansul", [2, 3, 8], &[("813.06", "4", "hood")]),
    ]},
];
