//! Electrical parts that come one at a time; fuses and lamps stand with the families.

use super::{Section, part};
use domain::tables::Department::Engineering;

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Relays and contactors", unit: "pcs", place: "E", department: Engineering, rows: &[
        part("SE LC1D09BD", "Contactor 9 A, 24 V DC coil", "Schneider", [1, 2, 6], &[("871.03", "8", "")]),
        part("SE LC1D25BD", "Contactor 25 A, 24 V DC coil", "Schneider", [1, 2, 4], &[("871.03", "6", "")]),
        part("SE LC1D65P7", "Contactor 65 A, 230 V coil", "Schneider", [0, 1, 2], &[("871.01", "4", "")]),
        part("SE LRD14", "Thermal overload 7-10 A", "Schneider", [1, 2, 4], &[("871.03", "8", "")]),
        part("SE LRD32", "Thermal overload 23-32 A", "Schneider", [0, 1, 2], &[("871.03", "4", "")]),
        part("FIN 55.34.9.024", "Relay 4 CO, 24 V DC", "Finder", [4, 8, 30], &[("791.01", "20", "cabinet"), ("871.01", "24", "")]),
        part("FIN 94.04", "Relay socket, 14 pins", "Finder", [2, 4, 12], &[("871.01", "24", "")]),
        part("PHX 2320092", "Power supply 24 V, 10 A", "Phoenix Contact", [1, 1, 3], &[("791.01", "2", ""), ("791.02", "1", "")]),
        part("DEI 1200040", "Measuring transformer 400/5 A", "Deif", [0, 1, 2], &[("791.02", "9", "")]),
        part("BN AHD-IO16", "Input module, 16 channels", "Böning", [0, 1, 2], &[("791.01", "12", "")]),
    ]},
    Section { category: "Sensors and switches", unit: "pcs", place: "E", department: Engineering, rows: &[
        part("BN LS-12", "Bilge level switch", "Böning", [2, 3, 8], &[("803.04", "9", "")]),
        part("WIK TR10-PT100", "PT100 sensor, 100 mm, G1/2", "WIKA", [2, 3, 8], &[("722.01", "2", ""), ("722.02", "2", "")]),
        part("WIK A-10-16", "Pressure transmitter 0-16 bar", "WIKA", [1, 2, 6], &[("721.04", "1", ""), ("721.05", "1", "")]),
        part("WIK 213.53-63", "Pressure gauge 63 mm, 0-10 bar", "WIKA", [2, 3, 8], &[("813.01", "2", ""), ("803.01", "2", "")]),
        part("IFM IG5285", "Proximity switch M18", "ifm", [1, 2, 6], &[("451.04", "4", ""), ("561.03", "4", "")]),
        part("TEL XCKJ161", "Limit switch, roller plunger", "Telemecanique", [1, 2, 4], &[("432.01", "1", ""), ("432.02", "1", ""), ("561.01", "6", "shaft")]),
        part("SIK GDS-XD", "Transducer, echo sounder", "Skipper", [0, 0, 1], &[("411.07", "1", "")]),
        part("FUR 001-207-990", "Magnetron, X-band 25 kW", "Furuno", [0, 1, 1], &[("411.01", "1", "")]),
        part("FUR 100-303-621", "Antenna drive belt", "Furuno", [0, 1, 2], &[("411.01", "1", ""), ("411.02", "1", "")]),
    ]},
    Section { category: "Batteries", unit: "pcs", place: "E", department: Engineering, rows: &[
        part("SON A602/625", "Cell 2 V, 625 Ah", "Sonnenschein", [0, 0, 2], &[("866.01", "12", "")]),
        part("VIC BAT412201084", "Battery AGM 12 V 220 Ah", "Victron", [0, 1, 2], &[("661.02", "2", "")]),
        part("YUA NP7-12", "Battery 12 V 7 Ah", "Yuasa", [2, 4, 12], &[("811.01", "2", ""), ("891.03", "16", "")]),
        part("EAT 744-A3981", "Battery pack, UPS 9PX 3000", "Eaton", [0, 1, 1], &[("866.04", "1", "")]),
        part("DUR LR6", "Battery AA", "Duracell", [20, 40, 120], &[]),
        part("DUR LR03", "Battery AAA", "Duracell", [20, 40, 120], &[]),
        part("DUR 6LR61", "Battery 9 V", "Duracell", [4, 8, 24], &[]),
        part("MCM 86-630", "Battery pack, EPIRB G8", "McMurdo", [0, 1, 1], &[("421.05", "1", "")]),
        part("PHI M5070A", "Battery, defibrillator", "Philips", [0, 1, 2], &[("501.04", "1", "")]),
    ]},
    Section { category: "Cable and connection", unit: "pcs", place: "E", department: Engineering, rows: &[
        part("LAP 1119303", "Cable Ölflex 3 G 1.5", "Lapp", [10, 25, 100], &[]).unit("m").counted("37.5"),
        part("LAP 1119404", "Cable Ölflex 4 G 2.5", "Lapp", [10, 20, 50], &[]).unit("m").counted("18.5"),
        part("LAP 2170489", "Cat 6A marine cable", "Lapp", [20, 50, 300], &[("895.02", "0.5", "patch field")]).unit("m").counted("122"),
        part("WAG 221-413", "Splicing connector, 3 poles", "Wago", [20, 50, 200], &[]),
        part("WAG 2002-1201", "Terminal block 2.5 mm²", "Wago", [10, 25, 100], &[]),
        part("PG-M20-BR", "Cable gland M20, brass", "Jacob", [5, 10, 40], &[]),
        part("HST-SET-1", "Heat-shrink sleeve assortment", "HellermannTyton", [0, 1, 3], &[]).unit("set"),
        part("CT-200-48", "Cable tie 200 × 4.8, black, 100 in a bag", "HellermannTyton", [2, 5, 20], &[]),
    ]},
];
