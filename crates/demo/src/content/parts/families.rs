//! Parts that come in many sizes: O-rings, bearings, belts, fuses, lamps, anodes.

use super::{Fit, Part, fitted};
use domain::tables::Department;

/// What the sizes of a family share.
struct Family {
    category: &'static str,
    maker: &'static str,
    place: &'static str,
    levels: [u32; 3],
}

impl Family {
    fn part(&self, number: String, name: String, fits: &[Fit]) -> Part {
        Part {
            number,
            name,
            other_numbers: "",
            maker: self.maker,
            unit: "pcs",
            category: self.category,
            levels: Some(self.levels),
            place: self.place,
            counted: None,
            department: Department::Engineering,
            fitted: fitted(fits),
        }
    }
}

/// Every part of every family.
pub(super) fn parts() -> impl Iterator<Item = Part> {
    o_rings()
        .chain(bearings())
        .chain(belts())
        .chain(fuses())
        .chain(lamps())
        .chain(anodes())
}

/// Inner diameter × cord in millimetres, as on the box; NBR of 70 Shore.
const O_RINGS_NBR: &[(&str, &str)] = &[
    ("6", "2"),
    ("8", "2"),
    ("10", "2"),
    ("12", "2"),
    ("14", "2"),
    ("16", "2.5"),
    ("18", "2.5"),
    ("20", "2.5"),
    ("22", "3"),
    ("25", "3"),
    ("28", "3"),
    ("32", "3"),
    ("36", "3"),
    ("40", "3"),
    ("44", "3"),
    ("48", "3"),
    ("55", "3.5"),
    ("63", "3.5"),
    ("72", "4"),
    ("85", "4"),
    ("100", "5"),
    ("125", "5.3"),
];

/// The same of FKM, 75 Shore: hot oil and fuel.
const O_RINGS_FKM: &[(&str, &str)] = &[
    ("8", "2"),
    ("10", "2"),
    ("12", "2"),
    ("16", "2.5"),
    ("20", "2.5"),
    ("25", "3"),
    ("32", "3"),
    ("40", "3"),
    ("48", "3"),
    ("63", "3.5"),
    ("85", "4"),
    ("110", "5.3"),
];

fn o_rings() -> impl Iterator<Item = Part> {
    const FAMILY: Family = Family {
        category: "O-rings",
        maker: "Trelleborg",
        place: "A-D12",
        levels: [4, 10, 50],
    };
    let made = |sizes: &'static [(&str, &str)], material: &'static str, shore: &'static str| {
        sizes.iter().map(move |(inner, cord)| {
            let fits: &[Fit] = match (*inner, material) {
                ("48", "NBR") => &[("722.01", "2", "vent plugs"), ("722.02", "2", "vent plugs")],
                ("125", "NBR") => &[("651.02", "1", "sea water pump flange")],
                ("63", "FKM") => &[("702.03", "2", "bowl"), ("702.04", "2", "bowl")],
                _ => &[],
            };
            FAMILY.part(
                format!("OR-{inner}x{cord}-{shore}"),
                format!("O-ring {inner} × {cord} {material}"),
                fits,
            )
        })
    };
    made(O_RINGS_NBR, "NBR", "70").chain(made(O_RINGS_FKM, "FKM", "75V"))
}

/// (designation, bore × outside × width, where fitted).
const BEARINGS: &[(&str, &str, &[Fit])] = &[
    ("6201-2RS1", "12 × 32 × 10", &[]),
    ("6202-2RS1", "15 × 35 × 11", &[("573.12", "2", "fan motor")]),
    (
        "6203-2RS1",
        "17 × 40 × 12",
        &[("701.01", "2", "motor"), ("701.02", "2", "motor")],
    ),
    (
        "6204-2RS1",
        "20 × 47 × 14",
        &[("721.04", "2", "motor"), ("721.05", "2", "motor")],
    ),
    (
        "6205-2RS1",
        "25 × 52 × 15",
        &[("573.05", "2", "motor"), ("573.06", "2", "motor")],
    ),
    (
        "6206-2Z/C3",
        "30 × 62 × 16",
        &[("803.01", "2", "motor"), ("803.02", "2", "motor")],
    ),
    ("6207-2Z/C3", "35 × 72 × 17", &[("801.01", "2", "motor")]),
    (
        "6208-2Z/C3",
        "40 × 80 × 18",
        &[("813.01", "2", "motor"), ("813.02", "2", "motor")],
    ),
    (
        "6306-2Z/C3",
        "30 × 72 × 19",
        &[("573.03", "1", "drive end"), ("573.04", "1", "drive end")],
    ),
    (
        "6308-2Z/C3",
        "40 × 90 × 23",
        &[("573.14", "2", "fan motor"), ("573.15", "2", "fan motor")],
    ),
    ("6310/C3", "50 × 110 × 27", &[]),
    (
        "6314/C3",
        "70 × 150 × 35",
        &[("651.01.01", "1", "non-drive end"), ("651.02.01", "1", "non-drive end")],
    ),
    (
        "3206 A-2RS1",
        "30 × 62 × 23.8",
        &[("702.01", "1", "spindle"), ("702.02", "1", "spindle")],
    ),
    ("NU 208 ECP", "40 × 80 × 18", &[]),
    ("22210 E", "50 × 90 × 23", &[("553.05", "2", "roller")]),
    ("GE 30 ES-2RS", "30 × 47 × 22", &[("561.03", "4", "ram eyes")]),
];

fn bearings() -> impl Iterator<Item = Part> {
    const FAMILY: Family = Family {
        category: "Bearings",
        maker: "SKF",
        place: "A-2",
        levels: [0, 2, 6],
    };
    BEARINGS.iter().map(|(designation, size, fits)| {
        FAMILY.part(
            format!("SKF {designation}"),
            format!("Bearing {designation}, {size}"),
            fits,
        )
    })
}

/// (number, section and length in millimetres, where fitted).
const BELTS: &[(&str, &str, &[Fit])] = &[
    (
        "9.5-1000",
        "AVX13×1000",
        &[
            ("651.01", "2", "charging alternator"),
            ("651.02", "2", "charging alternator"),
        ],
    ),
    ("9.5-850", "AVX10×850", &[("661.01", "1", "charging alternator")]),
    ("9.5-950", "AVX10×950", &[("651.03", "1", "charging alternator")]),
    ("9.5-1125", "AVX13×1125", &[]),
    (
        "12.5-1275",
        "AVX13×1275",
        &[("601.01", "2", "coolant pump"), ("601.02", "2", "coolant pump")],
    ),
    ("SPZ-1120", "SPZ 1120", &[("573.08", "2", "fan drive")]),
    ("SPA-1250", "SPA 1250", &[("573.07", "3", "fan drive")]),
    ("SPA-1400", "SPA 1400", &[]),
    ("SPA-1700", "SPA 1700", &[("731.01", "3", ""), ("731.02", "3", "")]),
    ("XPB-2000", "XPB 2000", &[("461.05", "1", "")]),
    ("8PK-1435", "8PK 1435", &[("461.01", "1", "alternator")]),
    ("6PK-1200", "6PK 1200", &[]),
];

fn belts() -> impl Iterator<Item = Part> {
    const FAMILY: Family = Family {
        category: "V-belts",
        maker: "Gates",
        place: "A-2",
        levels: [1, 2, 6],
    };
    BELTS
        .iter()
        .map(|(number, size, fits)| FAMILY.part((*number).to_owned(), format!("V-belt {size}"), fits))
}

/// (number, size, rating).
const FUSES: &[(&str, &str, &str)] = &[
    ("SIB 30 014 02", "10 × 38 gG", "2 A"),
    ("SIB 30 014 04", "10 × 38 gG", "4 A"),
    ("SIB 30 014 06", "10 × 38 gG", "6 A"),
    ("SIB 30 014 10", "10 × 38 gG", "10 A"),
    ("SIB 30 014 16", "10 × 38 gG", "16 A"),
    ("SIB 30 017 32", "14 × 51 gG", "32 A"),
    ("SIB 20 005 63", "NH00 gG", "63 A"),
    ("SIB 20 004 12", "NH00 gG", "125 A"),
    ("LIT 0218003", "5 × 20 slow", "3.15 A"),
    ("LIT 0218010", "5 × 20 slow", "10 A"),
];

fn fuses() -> impl Iterator<Item = Part> {
    const FAMILY: Family = Family {
        category: "Fuses",
        maker: "Siba",
        place: "E",
        levels: [3, 10, 50],
    };
    FUSES.iter().map(|(number, size, rating)| {
        let maker = if number.starts_with("LIT") {
            "Littelfuse"
        } else {
            FAMILY.maker
        };
        let family = Family { maker, ..FAMILY };
        family.part((*number).to_owned(), format!("Fuse {size}, {rating}"), &[])
    })
}

/// (number, name, where fitted).
const LAMPS: &[(&str, &str, &[Fit])] = &[
    (
        "OSR GU10-5W-927",
        "LED lamp GU10, 5 W, 2700 K",
        &[("891.01", "180", "guest areas")],
    ),
    (
        "OSR MR16-5W-927",
        "LED lamp MR16 12 V, 5 W, 2700 K",
        &[("891.01", "64", "cabins")],
    ),
    (
        "OSR G4-2W-927",
        "LED lamp G4 12 V, 2 W",
        &[("103.05", "4", "reading lights")],
    ),
    (
        "OSR T8-600-840",
        "LED tube T8, 600 mm, 4000 K",
        &[("101.01", "8", ""), ("101.02", "8", "")],
    ),
    (
        "OSR T8-1200-840",
        "LED tube T8, 1200 mm, 4000 K",
        &[("101.04", "10", "")],
    ),
    (
        "AQS 65-LED-M",
        "Masthead light insert, white",
        &[("411.11", "2", "mast")],
    ),
    ("AQS 65-LED-P", "Side light insert, red", &[("411.11", "1", "port")]),
    (
        "AQS 65-LED-S",
        "Side light insert, green",
        &[("411.11", "1", "starboard")],
    ),
    ("AQS BRE-50", "Flood light, LED 50 W", &[("891.04", "6", "foredeck")]),
    ("OLED E7-W", "Underwater light, white", &[("891.02", "8", "transom")]),
];

fn lamps() -> impl Iterator<Item = Part> {
    const FAMILY: Family = Family {
        category: "Lamps",
        maker: "Osram",
        place: "E",
        levels: [2, 4, 40],
    };
    LAMPS.iter().map(|(number, name, fits)| {
        let maker = match number.split(' ').next() {
            Some("AQS") => "Aqua Signal",
            Some("OLED") => "OceanLED",
            _ => FAMILY.maker,
        };
        Family { maker, ..FAMILY }.part((*number).to_owned(), (*name).to_owned(), fits)
    })
}

/// (number, name, where fitted).
const ANODES: &[(&str, &str, &[Fit])] = &[
    (
        "ZN-ROD-10x50",
        "Pencil zinc 10 × 50 mm, 1/4 NPT",
        &[("651.03", "2", "heat exchanger")],
    ),
    (
        "ZN-ROD-16x60",
        "Pencil zinc 16 × 60 mm, 1/2 NPT",
        &[("651.01", "2", "sea water cooler"), ("651.02", "2", "sea water cooler")],
    ),
    (
        "ZN-ROD-20x80",
        "Pencil zinc 20 × 80 mm, 3/4 NPT",
        &[
            ("601.01", "4", "charge air cooler"),
            ("601.02", "4", "charge air cooler"),
        ],
    ),
    (
        "ZN-ROD-13x90",
        "Pencil zinc 13 × 90 mm, chiller condenser",
        &[("573.01", "4", "condenser"), ("573.02", "4", "condenser")],
    ),
    (
        "ZN-SHAFT-165",
        "Shaft anode 165 mm, two halves",
        &[("631.03", "1", ""), ("631.04", "1", "")],
    ),
    (
        "ZN-RUD-125",
        "Rudder anode 125 mm, disc pair",
        &[("401.01", "2", "blade"), ("401.02", "2", "blade")],
    ),
    ("ZN-HULL-5", "Hull anode, bolt-on, 5 kg", &[]),
    ("ZN-THR-BOW", "Anode ring, bow thruster", &[("405.01", "1", "hub")]),
    ("ZN-THR-STERN", "Anode ring, stern thruster", &[("405.03", "1", "hub")]),
    (
        "AL-TENDER-DP",
        "Aluminium anode kit, tender drives",
        &[("461.01", "2", "")],
    ),
];

fn anodes() -> impl Iterator<Item = Part> {
    const FAMILY: Family = Family {
        category: "Anodes",
        maker: "MG Duff",
        place: "A",
        levels: [2, 4, 12],
    };
    ANODES
        .iter()
        .map(|(number, name, fits)| FAMILY.part((*number).to_owned(), (*name).to_owned(), fits))
}
