//! The bosun's store and the tender garage.

use super::{Section, part};
use domain::tables::Department::Deck;

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Deck fittings", unit: "pcs", place: "B", department: Deck, rows: &[
        part("GP-SH-13", "Bow shackle 13 mm, 2 t", "Green Pin", [4, 6, 20], &[]),
        part("GP-SH-19", "Bow shackle 19 mm, 4.75 t", "Green Pin", [4, 6, 16], &[("451.01", "2", "lifting bridle"), ("451.02", "2", "lifting bridle")]),
        part("NS-WR-12", "Crane wire 12 mm, 35 m", "Nautical Structures", [0, 1, 2], &[("451.01", "1", ""), ("451.02", "1", "")]),
        part("NS-SHV-180", "Sheave 180 mm, nylon", "Nautical Structures", [0, 1, 2], &[("451.01", "3", "boom"), ("451.02", "3", "boom")]),
        part("VD-CB-24", "Control box button, davit", "Vestdavit", [0, 1, 3], &[("451.03", "4", "")]),
        part("STN-BL-22", "Brake lining, windlass", "Steen", [0, 1, 2], &[("432.01", "1", "band brake"), ("432.02", "1", "band brake")]).unit("set"),
        part("STN-KNT-22", "Kenter shackle 22 mm", "Steen", [0, 2, 4], &[("432.01", "6", "chain"), ("432.02", "6", "chain")]),
        part("MAX-P104", "Foot switch, capstan", "Maxwell", [0, 1, 2], &[("432.03", "2", ""), ("432.04", "2", "")]),
        part("FEN-F8", "Fender F8, navy", "Polyform", [0, 2, 8], &[]),
        part("FEN-CV-F8", "Fender cover F8", "Fendress", [0, 2, 8], &[]),
        part("ROP-PES-28", "Mooring line polyester 28 mm", "Gleistein", [0, 40, 220], &[]).unit("m").counted("110"),
        part("ROP-DYN-10", "Dyneema 10 mm, halyards and lashings", "Gleistein", [10, 20, 100], &[]).unit("m").counted("46.5"),
        part("WYN-BL-900", "Wiper blade 900 mm", "Wynn", [1, 2, 6], &[("411.14", "5", "")]),
        part("WYN-MOT-24", "Wiper motor 24 V", "Wynn", [0, 1, 2], &[("411.14", "5", "")]),
        part("WIN-SLD-G", "Door gasket, watertight", "Winel", [3, 6, 20], &[("561.05", "5.2", "")]).unit("m").counted("8"),
        part("BSZ-ROL-4", "Door roller set, sliding door", "Besenzoni", [0, 1, 2], &[("561.06", "2", "")]).unit("set"),
        part("TEK-CAULK", "Teak deck caulking, black, 600 ml", "TDS", [2, 4, 20], &[]),
        part("TEK-PLUG-10", "Teak plugs 10 mm, 100 in a bag", "TDS", [0, 1, 3], &[]),
        part("AWL-G3017", "Topcoat touch-up, Moon Dust", "Awlgrip", [1, 1, 4], &[]).unit("l").counted("0.75"),
        part("INT-MICRON", "Antifouling touch-up, black", "International", [0, 2, 10], &[]).unit("l"),
        part("VIK-HRU", "Hydrostatic release unit", "Viking", [0, 1, 4], &[("501.01", "2", ""), ("501.02", "2", "")]),
        part("MCM-HRU-E", "Hydrostatic release, EPIRB", "McMurdo", [0, 1, 2], &[("421.05", "1", "")]),
        part("PW-FLARE-R", "Rocket parachute flare, red", "Pains Wessex", [12, 12, 16], &[]).counted("12"),
        part("LJ-LIGHT", "Lifejacket light", "Daniamant", [4, 6, 20], &[]),
        part("LJ-CYL-38", "Lifejacket CO2 cylinder 38 g", "Secumar", [4, 6, 24], &[]),
        part("IMS-ZIP-W", "Zip wax, immersion suits", "Viking", [1, 2, 6], &[("501.03", "1", "")]),
    ]},
    Section { category: "Tenders and toys", unit: "pcs", place: "T", department: Deck, rows: &[
        part("VP 21580793", "Drive belt, limousine tender", "Volvo Penta", [1, 1, 3], &[("461.01", "1", "")]),
        part("WJ-JET-WR", "Jet wear ring, DieselJet", "Williams", [0, 1, 2], &[("461.02", "1", "jet unit")]),
        part("WJ-KILL", "Kill cord, DieselJet", "Williams", [1, 2, 4], &[("461.02", "1", "")]),
        part("YAM-LFR6A", "Spark plug LFR6A", "NGK", [4, 8, 24], &[("461.04", "8", "")]),
        part("YAM-69J-13440", "Oil filter, jet ski", "Yamaha", [1, 2, 6], &[("461.04", "2", "")]),
        part("YAM-IMP-155", "Impeller 155 mm, jet ski", "Yamaha", [0, 1, 1], &[("461.04", "2", "")]),
        part("ZOD-VALVE", "Inflation valve, rescue boat", "Zodiac", [0, 2, 6], &[("461.03", "5", "tubes")]),
        part("ZOD-REP-KIT", "Hypalon repair kit", "Zodiac", [0, 1, 2], &[("461.03", "1", "")]).unit("set"),
        part("PAS-NAV-LED", "Navigation light, limousine tender", "Pascoe", [0, 1, 2], &[("461.01", "3", "")]),
    ]},
];
