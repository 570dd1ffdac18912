//! Oils, greases, coolant, chemicals and sealing compounds.

use super::{Section, part};
use domain::tables::Department::Engineering;

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Oils and greases", unit: "l", place: "O", department: Engineering, rows: &[
        part("LO-1540-20", "Lube oil 15W-40, 20 L", "Shell", [2, 4, 16], &[("601.01", "10", "sump"), ("601.02", "10", "sump"), ("651.01", "3", "sump"), ("651.02", "3", "sump")]).unit("pcs").counted("6"),
        part("SH-RIMULA-R4X", "Engine oil Rimula R4 X, bulk", "Shell", [100, 200, 600], &[]).counted("312.5"),
        part("SH-TELLUS-46", "Hydraulic oil Tellus S2 VX 46", "Shell", [40, 80, 240], &[("831.01", "210", "tank"), ("831.02", "160", "tank"), ("407.03", "180", "tank")]).counted("126"),
        part("SH-OMALA-220", "Gear oil Omala S2 GX 220", "Shell", [20, 20, 60], &[("432.01", "14", "gearbox"), ("432.02", "14", "gearbox")]),
        part("SH-SPIRAX-S4", "Gearbox oil Spirax S4 TXM", "Shell", [20, 40, 120], &[("631.01", "88", ""), ("631.02", "88", "")]).counted("57.5"),
        part("SH-CORENA-100", "Compressor oil Corena S2 P 100", "Shell", [5, 10, 40], &[("731.01", "3.5", ""), ("731.02", "3.5", "")]),
        part("BTZ-BSE32", "Refrigeration oil BSE 32", "Bitzer", [2, 5, 10], &[("551.09", "2", ""), ("551.10", "2", "")]).counted("4.5"),
        part("VP-ATF-DX3", "Automatic transmission fluid DX III", "Shell", [4, 8, 20], &[("461.01", "4.2", "gearbox")]).at("T"),
        part("SH-GADUS-S3", "Grease Gadus S3 V220C, cartridge 400 g", "Shell", [6, 12, 40], &[]).unit("pcs"),
        part("SH-GADUS-OG", "Open gear grease, wire and chain", "Shell", [1, 2, 6], &[("451.01", "0.5", "wire"), ("451.02", "0.5", "wire")]).unit("kg").counted("5"),
        part("MOL-HP300", "Assembly paste HP-300", "Molykote", [1, 1, 3], &[]).unit("pcs"),
        part("BAU N28355", "Compressor oil, breathing air", "Bauer", [1, 2, 5], &[("461.05", "2.8", "")]).at("T"),
    ]},
    Section { category: "Coolant and chemicals", unit: "l", place: "O", department: Engineering, rows: &[
        part("MTU X00057233", "Coolant concentrate, corrosion inhibitor", "MTU", [20, 40, 120], &[("601.01", "110", ""), ("601.02", "110", ""), ("651.02", "28", "")]).counted("62"),
        part("UNI-DESCALE", "Descaling liquid", "Unitor", [10, 25, 75], &[("722.01", "25", ""), ("722.02", "25", "")]),
        part("UNI-ENV-CLEAN", "Enviroclean degreaser", "Unitor", [10, 25, 75], &[]),
        part("UNI-GAMAZYME", "Gamazyme, toilet enzymes", "Unitor", [2, 4, 16], &[("581.01", "1", "")]).unit("kg"),
        part("HEM-SBS", "Membrane preservative", "Hem", [1, 2, 8], &[("761.01", "0.5", ""), ("761.02", "0.5", "")]).unit("kg"),
        part("CHL-TAB-1", "Chlorine tablets, pool", "Bayrol", [1, 2, 6], &[("581.06", "0.2", "")]).unit("kg"),
        part("DIST-W-5", "Distilled water", "Sonax", [5, 10, 40], &[]),
        part("R407C-11", "Refrigerant R 407 C, bottle 11 kg", "Linde", [0, 1, 3], &[("573.01", "2", ""), ("573.02", "2", "")]).unit("pcs"),
    ]},
    Section { category: "Sealants and adhesives", unit: "pcs", place: "O", department: Engineering, rows: &[
        part("SIK-291I", "Sikaflex 291i, white, 300 ml", "Sika", [2, 4, 16], &[]),
        part("SIK-296", "Sikaflex 296, glass bonding, 300 ml", "Sika", [1, 2, 6], &[]),
        part("LOC-243", "Threadlocker 243, 50 ml", "Loctite", [1, 2, 4], &[]),
        part("LOC-577", "Thread sealant 577, 50 ml", "Loctite", [1, 2, 4], &[]),
        part("LOC-5926", "Silicone gasket maker 5926, blue", "Loctite", [1, 2, 6], &[]),
        part("LOC-8008", "Copper anti-seize 8008, 454 g", "Loctite", [0, 1, 3], &[]),
        part("BEL-1111", "Super Metal epoxy, 1 kg", "Belzona", [0, 1, 2], &[]).unit("set"),
        part("CRC-5-56", "Penetrating oil 5-56, 500 ml", "CRC", [3, 6, 24], &[]),
        part("CRC-CC", "Contact cleaner, 300 ml", "CRC", [2, 4, 12], &[]),
    ]},
];
