//! Filters of every medium.

use super::{Section, part};
use domain::tables::Department::Engineering;

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Fuel filters", unit: "pcs", place: "A-1", department: Engineering, rows: &[
        part("X57508300018", "Fuel filter element, duplex", "MTU", [4, 8, 24], &[("601.01", "4", "engine filter"), ("601.02", "4", "engine filter")]).counted("12"),
        part("MTU 0020922801", "Fuel filter, series 2000", "MTU", [2, 4, 12], &[("651.01", "2", "engine filter"), ("651.02", "2", "engine filter")]).counted("9"),
        part("RAC 2020PM", "Separator element 30 micron", "Racor", [6, 12, 36], &[("702.03", "2", "each bowl"), ("702.04", "2", "each bowl")]).also("2020PM-OR"),
        part("RAC 2020SM", "Separator element 2 micron", "Racor", [4, 6, 24], &[("651.03", "1", "pre-filter"), ("661.01", "1", "pre-filter")]),
        part("RAC RK 22610", "Bowl gasket kit, turbine series", "Racor", [1, 2, 6], &[("702.03", "2", ""), ("702.04", "2", "")]).unit("set"),
        part("NL 24-52010", "Fuel filter, harbour generator", "Northern Lights", [2, 3, 8], &[("651.03", "1", "engine filter")]),
        part("NL 24-51010", "Fuel filter, emergency generator", "Northern Lights", [1, 2, 4], &[("661.01", "1", "engine filter")]),
        part("AX-LG-X4000", "Filter element, fuel polishing", "Algae-X", [1, 2, 6], &[("702.05", "1", "")]),
        part("YAN 119802-55801", "Fuel filter, rescue boat engine", "Yanmar", [1, 2, 4], &[("461.03", "1", "")]).at("T"),
        part("VP 3840335", "Fuel filter, limousine tender", "Volvo Penta", [1, 2, 6], &[("461.01", "2", "")]).at("T"),
    ]},
    Section { category: "Oil filters", unit: "pcs", place: "A-1", department: Engineering, rows: &[
        part("MTU 0031845301", "Lube oil filter element", "MTU", [5, 10, 30], &[("601.01", "5", "automatic filter head"), ("601.02", "5", "automatic filter head")]),
        part("MTU 0031843301", "Lube oil filter, series 2000", "MTU", [2, 4, 12], &[("651.01", "2", ""), ("651.02", "2", "")]).counted("14"),
        part("MTU 5361840018", "Centrifuge paper sleeve", "MTU", [2, 4, 12], &[("601.01", "2", "oil centrifuge"), ("601.02", "2", "oil centrifuge")]),
        part("NL 24-02001", "Lube oil filter, harbour generator", "Northern Lights", [2, 3, 8], &[("651.03", "1", "")]),
        part("NL 24-01001", "Lube oil filter, emergency generator", "Northern Lights", [1, 2, 4], &[("661.01", "1", "")]),
        part("VP 3582732", "Oil filter, limousine tender", "Volvo Penta", [1, 2, 6], &[("461.01", "1", "")]).at("T"),
        part("RX R928006753", "Return filter element, power pack", "Bosch Rexroth", [1, 2, 4], &[("831.01", "1", "tank top"), ("831.02", "1", "tank top")]),
        part("RX R928005963", "Pressure filter element 10 micron", "Bosch Rexroth", [1, 2, 4], &[("831.01", "1", "pressure line"), ("831.02", "1", "pressure line"), ("403.03", "1", "pressure line"), ("403.04", "1", "pressure line")]),
        part("ND 1A-3071", "Hydraulic filter, stabilisers", "Naiad Dynamics", [1, 2, 4], &[("407.03", "2", "return")]),
        part("SAU 061287", "Oil filter, air compressor", "Sauer", [0, 1, 2], &[("731.01", "1", ""), ("731.02", "1", "")]),
        part("BTZ 362204-08", "Oil filter, chiller compressor", "Heinen & Hopman", [0, 1, 2], &[("573.01", "1", ""), ("573.02", "1", "")]),
    ]},
    Section { category: "Air filters", unit: "pcs", place: "A-2", department: Engineering, rows: &[
        part("MTU 0180943002", "Air filter element", "MTU", [2, 4, 8], &[("601.01", "4", ""), ("601.02", "4", "")]),
        part("MTU 0180942202", "Air filter element, series 2000", "MTU", [1, 2, 6], &[("651.01", "2", ""), ("651.02", "2", "")]),
        part("NL 24-22801", "Air filter, harbour generator", "Northern Lights", [0, 1, 2], &[("651.03", "1", "")]),
        part("SAU 060014", "Suction filter, air compressor", "Sauer", [1, 2, 4], &[("731.01", "1", "1st stage"), ("731.02", "1", "1st stage")]),
        part("HH-AF-592", "Bag filter 592 × 592 F7", "Heinen & Hopman", [2, 4, 12], &[("573.07", "4", "fresh air side"), ("573.08", "2", "fresh air side")]),
        part("HH-AF-G4-35", "Fan coil filter mat G4, cabin", "Heinen & Hopman", [6, 12, 40], &[("573.09", "1", "return grille"), ("573.10", "1", "return grille"), ("573.11", "1", "return grille"), ("573.12", "1", "return grille")]).counted("16"),
        part("HH-AF-G4-60", "Fan coil filter mat G4, owner's cabin", "Heinen & Hopman", [2, 4, 12], &[("573.13", "2", "return grille")]).counted("6"),
        part("BAU 057679", "Filter cartridge, breathing air", "Bauer", [1, 2, 4], &[("461.05", "1", "P41")]).at("T"),
        part("ERF-710-G3", "Engine room fan filter mat", "Witt & Sohn", [1, 2, 6], &[("573.14", "1", ""), ("573.15", "1", "")]),
    ]},
    Section { category: "Water filters", unit: "pcs", place: "A-1", department: Engineering, rows: &[
        part("HEM 05-20M", "Sediment cartridge 20 micron, 20 in", "Hem", [8, 16, 48], &[("761.01", "2", "pre-filter"), ("761.02", "2", "pre-filter")]).counted("18"),
        part("HEM 05-5M", "Sediment cartridge 5 micron, 20 in", "Hem", [8, 16, 48], &[("761.01", "2", "pre-filter"), ("761.02", "2", "pre-filter")]).counted("20"),
        part("HEM 05-CB", "Carbon cartridge, flushing", "Hem", [1, 2, 6], &[("761.01", "1", "fresh water flush"), ("761.02", "1", "fresh water flush")]),
        part("HEM 01-2540", "RO membrane 2.5 × 40", "Hem", [0, 2, 4], &[("761.01", "4", "pressure vessel"), ("761.02", "4", "pressure vessel")]),
        part("HAN 130027", "UV lamp 50 W", "Hanovia", [1, 1, 3], &[("581.08", "1", "")]).at("E"),
        part("HAN 130031", "Quartz sleeve with seals", "Hanovia", [0, 1, 2], &[("581.08", "1", "")]).unit("set").at("E"),
        part("RWO 3210-C", "Coalescer element, 15 ppm", "RWO", [1, 2, 4], &[("803.03", "2", "2nd stage")]),
        part("CAT-STR-200", "Strainer basket 200, perforated 5 mm", "Cathelco", [0, 1, 2], &[("721.01", "1", ""), ("721.02", "1", "")]).at("A"),
    ]},
];
