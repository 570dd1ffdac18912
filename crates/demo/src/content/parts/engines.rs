//! Spares of main engines, generators, gearboxes and shaft lines.

use super::{Section, part};
use domain::tables::Department::Engineering;

#[rustfmt::skip]
pub(super) const SECTIONS: &[Section] = &[
    Section { category: "Engine spares, MTU 4000", unit: "pcs", place: "A-4", department: Engineering, rows: &[
        part("MTU 0040100851", "Injector nozzle, cyl. 4", "MTU", [1, 2, 4], &[("601.01", "16", "all cylinders"), ("601.02", "16", "all cylinders")]).also("X00E50201050"),
        part("MTU 0022030075", "Thermostat insert 71 °C", "MTU", [1, 2, 6], &[("601.01", "4", "thermostat housing"), ("601.02", "4", "thermostat housing"), ("651.02", "1", "thermostat housing")]),
        part("MTU 5240100620", "Cylinder head gasket", "MTU", [0, 2, 4], &[("601.01", "16", "each cylinder"), ("601.02", "16", "each cylinder")]),
        part("MTU 5240530101", "Inlet valve", "MTU", [0, 2, 8], &[("601.01", "32", "cylinder head"), ("601.02", "32", "cylinder head")]),
        part("MTU 5240530205", "Exhaust valve", "MTU", [0, 2, 8], &[("601.01", "32", "cylinder head"), ("601.02", "32", "cylinder head")]),
        part("MTU 5240160121", "Rocker cover gasket", "MTU", [2, 4, 16], &[("601.01", "16", "rocker covers"), ("601.02", "16", "rocker covers")]),
        part("MTU 5240740078", "High-pressure fuel line, cyl. 1-8", "MTU", [0, 1, 3], &[("601.01", "8", "A side"), ("601.02", "8", "A side")]),
        part("MTU 5240740079", "High-pressure fuel line, cyl. 9-16", "MTU", [0, 1, 3], &[("601.01", "8", "B side"), ("601.02", "8", "B side")]),
        part("MTU 0005353533", "Speed sensor, crankshaft", "MTU", [1, 1, 3], &[("601.01", "1", "flywheel housing"), ("601.02", "1", "flywheel housing")]),
        part("MTU 0015353333", "Coolant temperature sensor", "MTU", [1, 2, 4], &[("601.01", "2", "coolant outlet"), ("601.02", "2", "coolant outlet"), ("651.01", "1", "coolant outlet"), ("651.02", "1", "coolant outlet")]),
        part("MTU 0015353431", "Lube oil pressure sensor", "MTU", [1, 2, 4], &[("601.01", "1", "main gallery"), ("601.02", "1", "main gallery"), ("651.01", "1", "main gallery"), ("651.02", "1", "main gallery")]),
        part("MTU 0015353531", "Fuel pressure sensor", "MTU", [0, 1, 3], &[("601.01", "1", "rail"), ("601.02", "1", "rail")]),
        part("MTU 0015355231", "Charge air temperature sensor", "MTU", [0, 1, 3], &[("601.01", "1", "charge air duct"), ("601.02", "1", "charge air duct")]),
        part("MTU 5242000206", "Sea water pump, mechanical seal kit", "MTU", [1, 1, 3], &[("601.01.02", "1", "drive side"), ("601.02.02", "1", "drive side")]).unit("set").at("A-3"),
        part("MTU 5240180480", "Crankcase breather element", "MTU", [2, 4, 8], &[("601.01", "2", "breather"), ("601.02", "2", "breather")]).at("A-1"),
        part("MTU 5240900055", "Turbocharger gasket set", "MTU", [0, 1, 2], &[("601.01.01", "1", ""), ("601.02.01", "1", "")]).unit("set"),
        part("MTU 5240960128", "Exhaust bellows", "MTU", [0, 1, 2], &[("601.01.01", "4", "manifold"), ("601.02.01", "4", "manifold")]),
        part("MTU 8699800004", "Engine mount, rubber element", "MTU", [0, 0, 2], &[("601.01", "8", "foundation"), ("601.02", "8", "foundation")]),
    ]},
    Section { category: "Engine spares, MTU 2000", unit: "pcs", place: "A-4", department: Engineering, rows: &[
        part("0634-1129", "Impeller kit, sea water pump", "MTU", [1, 2, 6], &[("651.01", "1", "sea water pump"), ("651.02", "1", "sea water pump")]).unit("set").at("A-3").also("CEF 500127T, JMP 7500-01").counted("4"),
        part("0634-1130", "Gasket, pump cover", "MTU", [1, 2, 8], &[("651.01", "1", "sea water pump"), ("651.02", "1", "sea water pump")]).at("A-3").counted("0"),
        part("0634-1131", "Shaft seal, sea water pump", "MTU", [1, 2, 4], &[("651.01", "1", "sea water pump"), ("651.02", "1", "sea water pump")]).at("A-3").counted("2"),
        part("0634-1134", "Bearing set, sea water pump", "MTU", [0, 1, 2], &[("651.01", "1", "sea water pump"), ("651.02", "1", "sea water pump")]).unit("set").at("A-3").counted("1"),
        part("MTU 5362030175", "Thermostat 79 °C", "MTU", [1, 2, 4], &[("651.01", "2", "thermostat housing"), ("651.02", "2", "thermostat housing")]),
        part("MTU 5360100320", "Cylinder head gasket, series 2000", "MTU", [0, 1, 3], &[("651.01", "8", "each cylinder"), ("651.02", "8", "each cylinder")]),
        part("MTU 5360740335", "Injector, series 2000", "MTU", [0, 1, 2], &[("651.01", "8", "each cylinder"), ("651.02", "8", "each cylinder")]),
        part("MTU 5360160021", "Rocker cover gasket, series 2000", "MTU", [1, 2, 8], &[("651.01", "8", "rocker covers"), ("651.02", "8", "rocker covers")]),
        part("MTU 5362002001", "Fresh water pump, complete", "MTU", [0, 1, 1], &[("651.01", "1", "front end"), ("651.02", "1", "front end")]),
        part("MTU 5365010182", "Pressure cap, expansion tank", "MTU", [1, 1, 3], &[("651.01", "1", "expansion tank"), ("651.02", "1", "expansion tank")]),
        part("MTU 5361540702", "Starter motor 24 V", "MTU", [0, 1, 1], &[("651.01", "1", "flywheel side"), ("651.02", "1", "flywheel side")]).also("Bosch 0001417077"),
        part("MTU 5360940008", "Air filter service indicator", "MTU", [0, 1, 4], &[("651.01", "2", "air filters"), ("651.02", "2", "air filters")]),
    ]},
    Section { category: "Engine spares, Northern Lights", unit: "pcs", place: "A-4", department: Engineering, rows: &[
        part("NL 25-15005", "Impeller, raw water pump", "Northern Lights", [1, 2, 4], &[("651.03", "1", "raw water pump"), ("661.01", "1", "raw water pump")]).at("A-3"),
        part("NL 25-15103", "Raw water pump repair kit", "Northern Lights", [0, 1, 2], &[("651.03", "1", "raw water pump")]).unit("set").at("A-3"),
        part("NL 24-52116", "Thermostat 82 °C", "Northern Lights", [0, 1, 2], &[("651.03", "1", ""), ("661.01", "1", "")]),
        part("NL 22-43002", "Fuel shut-off solenoid 24 V", "Northern Lights", [1, 1, 2], &[("651.03", "1", "injection pump"), ("661.01", "1", "injection pump")]),
        part("NL 22-42105", "Oil pressure switch", "Northern Lights", [0, 1, 2], &[("651.03", "1", ""), ("661.01", "1", "")]),
        part("NL 24-40311", "Belt tensioner", "Northern Lights", [0, 1, 1], &[("651.03", "1", "front end")]),
    ]},
    Section { category: "Gearbox and shaft line", unit: "pcs", place: "A-4", department: Engineering, rows: &[
        part("ZF 3213308019", "Gearbox oil filter element", "ZF", [2, 2, 6], &[("631.01", "2", "duplex filter"), ("631.02", "2", "duplex filter")]).at("A-1"),
        part("ZF 0634306523", "Gearbox filter O-ring", "ZF", [2, 4, 8], &[("631.01", "2", "duplex filter"), ("631.02", "2", "duplex filter")]).at("A-D12"),
        part("ZF 0501211815", "Oil pressure sender, gearbox", "ZF", [0, 1, 2], &[("631.01", "1", "valve block"), ("631.02", "1", "valve block")]),
        part("ZF 0501313375", "Clutch solenoid valve", "ZF", [1, 1, 2], &[("631.01", "2", "valve block"), ("631.02", "2", "valve block")]),
        part("WAR-MX9-SK165", "Shaft seal ring kit 165 mm", "Wärtsilä", [1, 1, 2], &[("631.05", "1", ""), ("631.06", "1", "")]).unit("set"),
        part("WAR-INF-165", "Inflatable seal 165 mm", "Wärtsilä", [0, 1, 2], &[("631.05", "1", "emergency seal"), ("631.06", "1", "emergency seal")]),
        part("PSS-GP-16", "Gland packing 16 mm, PTFE", "Chesterton", [2, 3, 10], &[("401.01", "1.5", "rudder stock"), ("401.02", "1.5", "rudder stock")]).unit("m").counted("4.5"),
    ]},
];
