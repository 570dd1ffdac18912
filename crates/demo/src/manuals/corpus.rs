//! What manuals say about parts of machines, in sentences that are made up.

use crate::random::Random;

/// A chapter about one system: its name and its components.
pub(super) type System = (&'static str, &'static [&'static str]);

pub(super) const SYSTEMS: &[System] = &[
    (
        "Crankcase and running gear",
        &[
            "Crankcase",
            "Crankshaft and main bearings",
            "Vibration damper",
            "Pistons and connecting rods",
            "Gear train",
            "Crankcase breather",
        ],
    ),
    (
        "Cylinder heads and valve gear",
        &[
            "Cylinder heads",
            "Rocker arms",
            "Camshafts",
            "Valve clearance",
            "Cylinder head covers",
            "Compression test",
        ],
    ),
    (
        "Fuel system",
        &[
            "Fuel delivery pump",
            "Fuel duplex filter",
            "High-pressure fuel pump",
            "Common rail",
            "Injectors",
            "Fuel return and leak-off",
        ],
    ),
    (
        "Lubricating oil system",
        &[
            "Oil pump",
            "Oil filter",
            "Oil heat exchanger",
            "Centrifugal oil filter",
            "Oil pan and dipstick",
            "Priming pump",
        ],
    ),
    (
        "Cooling water system",
        &[
            "Engine coolant pump",
            "Sea water pump",
            "Plate heat exchanger",
            "Coolant thermostat",
            "Expansion tank",
            "Coolant preheater",
        ],
    ),
    (
        "Charge air and exhaust",
        &[
            "Turbochargers",
            "Intercooler",
            "Air filter",
            "Exhaust manifold",
            "Exhaust bellows and lagging",
            "Sequential turbocharging flap",
        ],
    ),
    (
        "Starting and electric system",
        &[
            "Starter motor",
            "Charging alternator",
            "Starting batteries",
            "Wiring harness",
            "Emergency stop",
            "Barring device",
        ],
    ),
    (
        "Engine control and monitoring",
        &[
            "Engine control unit",
            "Speed sensors",
            "Coolant temperature sensor",
            "Oil pressure sensor",
            "Display and keypad",
            "Data bus and terminators",
        ],
    ),
];

/// Tasks on a component.
pub(super) const TASKS: &[&str] = &[
    "Description",
    "Inspection",
    "Removal",
    "Installation",
    "Adjustment and test",
];

const STATEMENTS: &[&str] = &[
    "The {part} is built so that it can be reached without taking off other components.",
    "Deposits on the {part} raise the temperature and shorten the time between two overhauls.",
    "The surfaces of the {part} are sensitive; put it down on clean wood or cardboard only.",
    "A change in the noise of the {part} is a reason to stop and look, even when all values are normal.",
    "In normal operation the {part} needs no attention beyond the daily round.",
    "The wear of the {part} depends on load, on the quality of the fluids and on the number of starts.",
    "All seals of the {part} are renewed whenever it has been opened, whatever they look like.",
    "Fluids that leave the {part} are collected and disposed of according to the rules of the flag.",
    "The pressure before and behind the {part} is read at the same load as at the last inspection.",
    "Keep a record of the clearance of the {part}; the trend says more than one value.",
    "When the engine has been out of operation for more than three months, the {part} is preserved.",
    "Two persons are needed for the {part}, because its weight is more than {kilos} kg.",
    "The mating faces of the {part} may be cleaned with a plastic scraper, never with a wire brush.",
    "Tightening is done in two steps and crosswise, first with {torque} Nm and then by an angle.",
    "At full load a difference of {degrees} K across the {part} is normal.",
];
const STEPS: &[&str] = &[
    "Disable the start of the engine and hang a sign on the control stand.",
    "Close the valves before and behind the {part} and drain the line.",
    "Mark the position of the {part} with a paint pen.",
    "Loosen the bolts crosswise by half a turn each, then take them out.",
    "Fit the eye bolts and take the weight of the {part} with the hoist.",
    "Take off the {part} and cover the openings at once.",
    "Check threads, dowels and faces for damage.",
    "Coat the new seal with engine oil and put it into its groove.",
    "Set the {part} on its dowels without turning it.",
    "Tighten to {torque} Nm, then by a further {degrees} degrees.",
    "Open the valves and vent the line until the flow is free of bubbles.",
    "Run the engine at idle for ten minutes and check for leaks.",
    "Write hours and finding into the maintenance record.",
];

fn filled(text: &str, part: &str, random: &mut Random) -> String {
    text.replace("{part}", &part.to_lowercase())
        .replace("{kilos}", &random.between(22, 95).to_string())
        .replace("{torque}", &(random.between(4, 38) * 5).to_string())
        .replace("{degrees}", &random.between(4, 90).to_string())
}

/// So many sentences about a part, none twice in a row.
pub(super) fn paragraph(random: &mut Random, part: &str, sentences: usize) -> String {
    let first = random.between(0, 14) as usize;
    let stride = *random.one_of(&[1, 2, 4, 7]);
    let said = (0..sentences).map(|at| filled(STATEMENTS[(first + at * stride) % STATEMENTS.len()], part, random));
    said.collect::<Vec<_>>().join(" ")
}

/// Steps of a task on a part.
pub(super) fn steps(random: &mut Random, part: &str) -> Vec<String> {
    let last = random.between(8, 12) as usize;
    STEPS[..=last].iter().map(|step| filled(step, part, random)).collect()
}

/// Rows of a list of parts: place, number, name, count. The numbers look like codes and are none.
pub(super) fn parts(random: &mut Random, part: &str) -> Vec<Vec<String>> {
    let names = [
        "Seal ring",
        "Hexagon bolt",
        "Gasket",
        "Bearing shell",
        "Dowel",
        "Retaining ring",
        "Cover",
        part,
    ];
    let row = |(at, name): (usize, &str)| {
        let letter = ["E", "X", "A", "MTU-"][at % 4];
        vec![
            (at + 1).to_string(),
            format!("{letter}{:05}", random.between(10_000, 99_999)),
            name.to_owned(),
            random.between(1, 16).to_string(),
        ]
    };
    names.into_iter().enumerate().map(row).collect()
}
