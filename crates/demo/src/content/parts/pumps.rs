//! Pumps: impellers, seals, repair kits, and separators' bowls.

use super::{Section, part};
use domain::tables::Department::Engineering;

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Impellers", unit: "pcs", place: "A-3", department: Engineering, rows: &[
        part("JAB 1210-0001", "Impeller 65 × 51, neoprene", "Jabsco", [1, 2, 4], &[("581.04", "1", "")]),
        part("JAB 17937-0001", "Impeller 95 × 64, neoprene", "Jabsco", [1, 2, 4], &[("601.01.02", "1", ""), ("601.02.02", "1", "")]),
        part("JAB 4528-0001", "Impeller 57 × 22, neoprene", "Jabsco", [1, 2, 6], &[("461.03", "1", "")]).at("T"),
        part("JAB 6303-0003", "Impeller 65 × 41, nitrile", "Jabsco", [1, 2, 4], &[("711.03", "1", "")]),
        part("JAB 23870-1300", "Vane set, Vane Puppy", "Jabsco", [0, 1, 3], &[("711.03", "1", "")]).unit("set"),
        part("VP 21951346", "Impeller kit, limousine tender", "Volvo Penta", [1, 2, 4], &[("461.01", "1", "sea water pump")]).unit("set").at("T"),
        part("GIA 04-531-2", "Impeller bronze, ACM 531", "Gianneschi", [0, 1, 2], &[("573.05", "1", ""), ("573.06", "1", "")]),
        part("GIA 04-463-2", "Impeller bronze, ACM 463", "Gianneschi", [0, 1, 2], &[("721.04", "1", ""), ("721.05", "1", "")]),
        part("GIA 04-80-1", "Impeller bronze, MGE 80", "Gianneschi", [0, 1, 2], &[("803.01", "1", ""), ("803.02", "1", ""), ("813.02", "1", "")]),
        part("GIA 04-100-1", "Impeller bronze, MGE 100", "Gianneschi", [0, 1, 1], &[("813.01", "1", "")]),
    ]},
    Section { category: "Pump seals and kits", unit: "pcs", place: "A-3", department: Engineering, rows: &[
        part("GIA TM-20", "Mechanical seal 20 mm", "Gianneschi", [1, 2, 4], &[("721.04", "1", "drive end"), ("721.05", "1", "drive end")]),
        part("GIA TM-24", "Mechanical seal 24 mm", "Gianneschi", [1, 2, 4], &[("573.05", "1", "drive end"), ("573.06", "1", "drive end"), ("432.05", "1", "drive end")]),
        part("GIA TM-28", "Mechanical seal 28 mm", "Gianneschi", [1, 2, 4], &[("803.01", "1", "drive end"), ("803.02", "1", "drive end"), ("813.01", "1", "drive end"), ("813.02", "1", "drive end")]),
        part("GIA TM-32", "Mechanical seal 32 mm", "Gianneschi", [0, 1, 2], &[("801.01", "1", "drive end")]),
        part("GRU 96488302", "Shaft seal kit, NB 50", "Grundfos", [1, 1, 3], &[("573.03", "1", ""), ("573.04", "1", "")]).unit("set"),
        part("GRU 96455086", "Shaft seal HQQE, CRE 5", "Grundfos", [1, 2, 4], &[("581.07", "3", "each pump")]),
        part("GRU 97748926", "Pressure transducer 0-10 bar", "Grundfos", [0, 1, 2], &[("581.07", "1", "manifold")]),
        part("GRU 96588957", "Bladder, pressure vessel 33 l", "Grundfos", [0, 1, 2], &[("581.07", "1", "")]),
        part("AW SPF20-G", "Seal kit, SPF 20", "Allweiler", [1, 1, 3], &[("701.01", "1", ""), ("701.02", "1", "")]).unit("set"),
        part("AW SPF10-G", "Seal kit, SPF 10", "Allweiler", [0, 1, 2], &[("711.01", "1", "")]).unit("set"),
        part("AW CPL-24", "Coupling spider 24", "Allweiler", [1, 2, 4], &[("701.01", "1", ""), ("701.02", "1", ""), ("711.01", "1", "")]).also("Rotex 24"),
        part("JETS 035111200", "Rotor seal kit, 15MB", "Jets", [1, 2, 4], &[("581.02", "1", ""), ("581.03", "1", "")]).unit("set"),
        part("JETS 035120310", "Macerator knife set", "Jets", [1, 1, 3], &[("581.02", "1", ""), ("581.03", "1", "")]).unit("set"),
        part("JETS 029040100", "Discharge valve, vacuum toilet", "Jets", [2, 4, 10], &[("103.02", "1", "bathroom"), ("103.05", "1", "bathroom"), ("103.07", "2", "bathroom")]),
        part("EVAC 6543005", "Control mechanism, vacuum toilet", "Evac", [1, 2, 6], &[("103.04", "1", "bathroom")]),
        part("EVAC 5780210", "Diffuser membrane", "Evac", [0, 2, 6], &[("581.01", "6", "aeration tank")]),
        part("EVAC 6500417", "Permeate pump, cartridge", "Evac", [0, 1, 1], &[("581.01", "1", "")]),
        part("DAN 180F0031", "Seal kit, APP 2.2", "Danfoss", [1, 1, 3], &[("761.03", "1", ""), ("761.04", "1", "")]).unit("set"),
        part("DAN 180F0055", "Valve plate and piston set, APP 2.2", "Danfoss", [0, 1, 2], &[("761.03", "1", ""), ("761.04", "1", "")]).unit("set"),
        part("HEM 02-FP", "Feed pump, watermaker", "Hem", [0, 1, 1], &[("761.01", "1", ""), ("761.02", "1", "")]),
        part("HEM 09-SAL", "Salinity probe", "Hem", [1, 1, 3], &[("761.01", "1", "product line"), ("761.02", "1", "product line")]).at("E"),
        part("RX R901102708", "Seal kit, A10VSO 45", "Bosch Rexroth", [0, 1, 2], &[("403.03", "1", ""), ("403.04", "1", "")]).unit("set"),
    ]},
    Section { category: "Separators", unit: "pcs", place: "A-3", department: Engineering, rows: &[
        part("AL 564458-01", "Service kit, MIB 503", "Alfa Laval", [1, 2, 4], &[("702.01", "1", ""), ("702.02", "1", "")]).unit("set"),
        part("AL 564457-01", "Service kit, MIB 303", "Alfa Laval", [0, 1, 2], &[("711.02", "1", "")]).unit("set"),
        part("AL 223406-40", "Bowl hood seal ring", "Alfa Laval", [2, 3, 8], &[("702.01", "1", "bowl hood"), ("702.02", "1", "bowl hood")]),
        part("AL 548732-01", "Flat belt, MIB 503", "Alfa Laval", [1, 2, 4], &[("702.01", "1", ""), ("702.02", "1", "")]),
        part("AL 526780-80", "Friction pad", "Alfa Laval", [2, 4, 12], &[("702.01", "4", "coupling"), ("702.02", "4", "coupling")]),
        part("AL M10-GSK", "Plate gasket M10, NBR", "Alfa Laval", [0, 4, 20], &[("722.01", "61", ""), ("722.02", "61", "")]),
    ]},
];
