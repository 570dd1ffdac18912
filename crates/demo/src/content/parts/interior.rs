//! Galley, laundry, cabins, AV and IT.

use super::{Section, part};
use domain::tables::Department::{Engineering, Interior};

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Galley spares", unit: "pcs", place: "G", department: Interior, rows: &[
        part("RAT 20.00.394", "Door gasket, combi oven 6 × 1/1", "Rational", [0, 1, 3], &[("551.01", "1", "door"), ("551.02", "1", "door")]),
        part("RAT 40.00.094", "Core temperature probe", "Rational", [0, 1, 2], &[("551.01", "1", ""), ("551.02", "1", "")]),
        part("RAT 56.00.562", "Care tablets, 150 in a tub", "Rational", [1, 2, 6], &[("551.01", "1", ""), ("551.02", "1", "")]),
        part("RAT 56.00.210", "Cleaner tablets, 100 in a tub", "Rational", [1, 2, 6], &[("551.01", "1", ""), ("551.02", "1", "")]),
        part("RAT 3024.0201", "Oven lamp 12 V 20 W", "Rational", [1, 2, 6], &[("551.01", "1", ""), ("551.02", "1", "")]),
        part("MEI 9546217", "Wash arm, lower", "Meiko", [0, 1, 1], &[("551.05", "1", "")]),
        part("MEI 9557806", "Drain pump, dishwasher", "Meiko", [0, 1, 2], &[("551.05", "1", ""), ("551.06", "1", "")]),
        part("MEI 9700123", "Door seal, dishwasher hood", "Meiko", [0, 1, 2], &[("551.05", "1", "")]),
        part("MEI-DET-10", "Dishwasher detergent, 10 l", "Winterhalter", [2, 3, 10], &[("551.05", "1", ""), ("551.06", "1", "")]),
        part("MEI-RIN-5", "Rinse aid, 5 l", "Winterhalter", [1, 2, 6], &[("551.05", "1", ""), ("551.06", "1", "")]),
        part("HAL-FLT-500", "Grease filter 500 × 330", "Halton", [0, 2, 6], &[("551.04", "6", "hood")]),
        part("ELX 0C8211", "Induction coil, front left", "Electrolux", [0, 0, 1], &[("551.03", "1", "")]),
        part("ELX 0D5530", "Knob, induction range", "Electrolux", [0, 2, 6], &[("551.03", "4", "")]),
        part("HH-DG-900", "Door gasket, cold room", "Heinen & Hopman", [0, 1, 2], &[("551.07", "1", "door"), ("551.08", "1", "door")]),
        part("HH-TH-DIG", "Digital thermometer, cold rooms", "Heinen & Hopman", [0, 1, 2], &[("551.07", "1", ""), ("551.08", "1", "")]),
        part("HOS 4A5478", "Water filter, ice machine", "Hoshizaki", [1, 2, 4], &[("551.11", "1", "")]),
        part("JUR 24231", "Water filter, coffee machine", "Jura", [2, 4, 12], &[("551.12", "1", "")]),
        part("JUR 62715", "Cleaning tablets, coffee machine", "Jura", [6, 12, 50], &[("551.12", "1", "")]),
        part("USN-BAG-40", "Compactor bag", "Uson Marine", [20, 50, 300], &[("551.13", "1", "")]),
    ]},
    Section { category: "Laundry spares", unit: "pcs", place: "H", department: Interior, rows: &[
        part("MIE 9917770", "Drain valve, washing machine", "Miele", [0, 1, 2], &[("553.01", "1", ""), ("553.02", "1", "")]),
        part("MIE 6816240", "Inlet valve, washing machine", "Miele", [0, 1, 2], &[("553.01", "2", ""), ("553.02", "2", "")]),
        part("MIE 5156613", "Door boot, washing machine", "Miele", [0, 1, 1], &[("553.01", "1", ""), ("553.02", "1", "")]),
        part("MIE 6244670", "Lint filter, dryer", "Miele", [0, 2, 4], &[("553.03", "1", ""), ("553.04", "1", "")]),
        part("MIE 9258340", "Drive belt, dryer", "Miele", [0, 1, 2], &[("553.03", "1", ""), ("553.04", "1", "")]),
        part("MIE-IRN-CL", "Ironer cloth", "Miele", [0, 1, 2], &[("553.05", "1", "")]),
        part("DET-LIQ-10", "Liquid detergent, 10 l", "Ecolab", [1, 2, 8], &[("553.01", "1", ""), ("553.02", "1", "")]),
        part("SOFT-10", "Fabric softener, 10 l", "Ecolab", [1, 2, 6], &[("553.01", "1", ""), ("553.02", "1", "")]),
    ]},
    Section { category: "Cabins and bathrooms", unit: "pcs", place: "H", department: Interior, rows: &[
        part("HG 98383000", "Shower cartridge, thermostat", "Hansgrohe", [0, 1, 3], &[("103.02", "1", "shower"), ("103.05", "1", "shower")]),
        part("HG 13185000", "Tap aerator", "Hansgrohe", [4, 6, 20], &[]),
        part("HG 28632000", "Shower hose 1.6 m", "Hansgrohe", [1, 2, 8], &[]),
        part("HAF 918.21", "Door magnet, wardrobe", "Häfele", [4, 8, 30], &[]),
        part("HAF 262.26", "Push-to-open latch", "Häfele", [4, 8, 30], &[]),
        part("HAF 342.45", "Hinge, cabin locker", "Häfele", [2, 4, 16], &[]),
        part("SAL-LOCK-72", "Door lock case, cabin", "Schwepper", [1, 1, 3], &[("103.05", "1", "door")]),
        part("JETS 030120600", "Flush button, vacuum toilet", "Jets", [1, 2, 8], &[("103.05", "1", "bathroom")]),
        part("BLD-MOT-24", "Blind motor 24 V", "Somfy", [0, 1, 3], &[("103.07", "4", "windows")]),
        part("TEU-JET-21", "Jacuzzi nozzle", "Teuco", [0, 2, 6], &[("581.06", "21", "")]),
    ]},
    Section { category: "AV and IT spares", unit: "pcs", place: "E", department: Engineering, rows: &[
        part("CRE TSR-310-BTP", "Battery, remote control", "Crestron", [1, 2, 6], &[("895.01", "8", "")]),
        part("CRE DM-NVX-360", "Streaming encoder/decoder", "Crestron", [0, 1, 1], &[("895.01", "10", "")]),
        part("SAM BN59-01358", "Television remote", "Samsung", [0, 1, 4], &[("895.04", "1", "")]),
        part("CIS SFP-10G-SR", "SFP module 10 G", "Cisco", [0, 1, 4], &[("895.02", "4", "")]),
        part("UBI U6-PRO", "Wi-Fi access point", "Ubiquiti", [0, 1, 3], &[]),
        part("SON-PS-S83", "Outdoor speaker 8 in", "Sonance", [0, 0, 2], &[("895.05", "6", "")]),
        part("LUT-QSN-4", "Dimming module", "Lutron", [0, 1, 2], &[("891.01", "9", "")]),
        part("INT-SSPA-25", "VSAT pedestal belt", "Intellian", [0, 1, 2], &[("421.02", "1", "")]),
    ]},
];
