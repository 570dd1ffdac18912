//! Main group 6: engines, gearboxes, shafts, generating sets.

use super::{Equipment, group, machine};
use domain::tables::Criticality::{High, Low, Medium};

#[rustfmt::skip]
pub(super) const ROWS: &[Equipment] = &[
    group("6", "Machinery main components", ""),
    group("601", "Main engines", "6"),
    machine("601.01", "Main engine, port", "601", "Engine room, port", ["MTU", "16V 4000 M63L", "527106382"], High).counted(),
    machine("601.01.01", "Turbochargers, main engine port", "601.01", "Engine room, port", ["MTU", "ZR 225", ""], Medium),
    machine("601.01.02", "Sea water pump, main engine port", "601.01", "Engine room, port", ["MTU", "Gear-driven SW pump", ""], High),
    machine("601.01.03", "Engine control unit, main engine port", "601.01", "Engine room, port", ["MTU", "ADEC ECU 7", "ECU7-30551"], High),
    machine("601.02", "Main engine, starboard", "601", "Engine room, starboard", ["MTU", "16V 4000 M63L", "527106383"], High).counted(),
    machine("601.02.01", "Turbochargers, main engine starboard", "601.02", "Engine room, starboard", ["MTU", "ZR 225", ""], Medium),
    machine("601.02.02", "Sea water pump, main engine starboard", "601.02", "Engine room, starboard", ["MTU", "Gear-driven SW pump", ""], High),
    machine("601.02.03", "Engine control unit, main engine starboard", "601.02", "Engine room, starboard", ["MTU", "ADEC ECU 7", "ECU7-30552"], High),
    group("631", "Gearboxes and shaft lines", "6"),
    machine("631.01", "Gearbox, port", "631", "Engine room, port", ["ZF", "ZF 23560 C", "20081177"], High),
    machine("631.02", "Gearbox, starboard", "631", "Engine room, starboard", ["ZF", "ZF 23560 C", "20081178"], High),
    machine("631.03", "Shaft line, port", "631", "Lazarette", ["Wärtsilä", "Aquamet 22, 165 mm", "WS-165-P"], High),
    machine("631.04", "Shaft line, starboard", "631", "Lazarette", ["Wärtsilä", "Aquamet 22, 165 mm", "WS-165-S"], High),
    machine("631.05", "Shaft seal, port", "631", "Lazarette", ["Wärtsilä", "Sternguard MX9", "MX9-5108"], High),
    machine("631.06", "Shaft seal, starboard", "631", "Lazarette", ["Wärtsilä", "Sternguard MX9", "MX9-5109"], High),
    machine("631.07", "Propeller, port", "631", "Under water, port", ["Piening", "5-blade, 1,900 mm", "PP-3381-L"], High),
    machine("631.08", "Propeller, starboard", "631", "Under water, starboard", ["Piening", "5-blade, 1,900 mm", "PP-3381-R"], High),
    group("651", "Generators", "6"),
    machine("651.01", "Generator 1", "651", "Engine room, starboard", ["MTU", "8V2000", "542101117"], High).counted(),
    machine("651.01.01", "Alternator, generator 1", "651.01", "Engine room, starboard", ["Leroy-Somer", "LSAM 49.3 M8", "LS-311907"], Medium),
    machine("651.02", "Generator 2", "651", "Engine room, port", ["MTU", "8V2000", "542101118"], High).counted(),
    machine("651.02.01", "Alternator, generator 2", "651.02", "Engine room, port", ["Leroy-Somer", "LSAM 49.3 M8", "LS-311908"], Medium),
    machine("651.03", "Generator 3, harbour", "651", "Auxiliary machinery room", ["Northern Lights", "M6108T2, 155 kW", "6108-40217"], Medium).counted(),
    machine("651.03.01", "Alternator, generator 3", "651.03", "Auxiliary machinery room", ["Leroy-Somer", "LSAM 46.2", "LS-298140"], Low),
    group("661", "Emergency generator", "6"),
    machine("661.01", "Emergency generator", "661", "Emergency generator room", ["Northern Lights", "M1064A, 99 kW", "1064-20388"], High).counted(),
    machine("661.02", "Starting battery, emergency generator", "661", "Emergency generator room", ["Victron", "AGM 12 V 220 Ah", ""], High),
];
