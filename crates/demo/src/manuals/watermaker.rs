//! The manual of the watermakers, set in two columns.

use super::Manual;
use super::book::bound;
use super::codes::Entry;
use super::composer::{Columns, Composer, GoesOn, Running};
use super::corpus::{paragraph, steps};
use super::letters::Letters;
use crate::random::Random;

const TITLE: &str = "Reverse osmosis plant 30/1200 AB, user manual";
const CHAPTERS: &[(&str, &[&str])] = &[
    (
        "Principle and layout",
        &[
            "How the plant works",
            "Pre-filters",
            "High-pressure pump",
            "Membranes",
            "Dosing and rinsing",
        ],
    ),
    (
        "Operation",
        &[
            "Before the first start",
            "Start and stop",
            "Rinsing with fresh water",
            "Long stops",
        ],
    ),
    (
        "Maintenance",
        &[
            "Changing pre-filters",
            "Oil of the high-pressure pump",
            "Cleaning the membranes",
            "Salinity sensor",
            "Safety valve",
        ],
    ),
];
/// A table in one of two columns: code, and all that is said about it.
const NARROW: Columns<'static> = Columns {
    heads: &["Code", "Meaning"],
    lefts: &[0.0, 52.0],
    goes_on: GoesOn::WithoutHead,
};
const WIDE: Columns<'static> = Columns {
    heads: &["Display", "Cause", "Action"],
    lefts: &[0.0, 66.0, 250.0],
    goes_on: GoesOn::WithHead,
};

pub(super) fn manual(seed: u64) -> Manual {
    let letters = Letters::new();
    let mut random = Random::new(seed, 0x3A7E);
    let mut composer = Composer::new(
        &letters,
        Running {
            title: "HEM 30/1200 AB · User manual",
            by_chapter: false,
            has_labels: false,
        },
    );
    composer.end_front();
    let mut number = 0;
    for (chapter, titles) in CHAPTERS {
        composer.heading(1, chapter);
        composer.set_columns(2);
        for title in *titles {
            composer.heading(2, title);
            for sentences in [6, 5, 6] {
                composer.paragraph(&paragraph(&mut random, "plant", sentences), &[]);
            }
            let code = format!("W-{:02}", number * 3 + 4);
            composer.paragraph(
                &format!("A short {code} on the display after this work is normal and goes away by itself."),
                &[&code],
            );
            let steps = steps(&mut random, "plant");
            composer.steps(steps.iter().take(7).map(String::as_str));
            number += 1;
        }
    }
    alarms(&mut composer, &mut random);
    composer.finish();
    let mut truth = composer.truth;
    truth.absent_codes = ["A77", "W-99", "P OFF", "Sal 300"].map(str::to_owned).into();
    Manual {
        file_name: "watermaker manual.pdf",
        title: TITLE,
        maker: "Hem",
        model: "30/1200 AB",
        revision: "3",
        equipment: &["761.01", "761.02"],
        bytes: bound(TITLE, composer.leaves, None, &letters),
        truth,
    }
}

fn alarms(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "Alarms");
    composer.set_columns(2);
    composer.heading(2, "What happens on an alarm");
    composer.paragraph(&paragraph(random, "plant", 6), &[]);
    composer.heading(2, "Alarms that stop the plant");
    let stops: Vec<Entry> = (11..=32)
        .map(|at| {
            let (meaning, remedy) = STOPS[at % STOPS.len()];
            Entry::new(&format!("A{at}"), meaning, remedy)
        })
        .collect();
    composer.codes(&NARROW, &stops);
    composer.heading(2, "After an alarm");
    for _ in 0..4 {
        composer.paragraph(&paragraph(random, "plant", 6), &[]);
    }
    composer.heading(1, "Messages on the display");
    let messages: Vec<Entry> = MESSAGES
        .iter()
        .map(|(code, meaning, remedy)| Entry::new(code, meaning, remedy))
        .collect();
    composer.codes(&WIDE, &messages);
}

const STOPS: &[(&str, &str)] = &[
    (
        "The plant has stopped by itself, feed pressure below 0.5 bar",
        "Clean the strainer, change the pre-filters",
    ),
    (
        "Motor protection of the high-pressure pump",
        "Measure the current, let the motor cool down",
    ),
    (
        "Pressure behind the pump above 70 bar",
        "Open the regulating valve, check the membranes",
    ),
    ("Oil level in the pump head low", "Fill up and look for the leak"),
    ("Product water not drained", "Open the valve to the tank"),
    ("Valve for rinsing does not close", "Check its coil and the air supply"),
    ("Sensor for the feed pressure gives no value", "Check plug and cable"),
];
const MESSAGES: &[(&str, &str, &str)] = &[
    (
        "P LOW",
        "The high pressure is not reached",
        "Clean the pre-filters, check the valves of the pump.",
    ),
    (
        "P HIGH",
        "The high pressure is above its limit",
        "Open the regulating valve a little.",
    ),
    (
        "Sal 500",
        "Salinity of the product above 500 ppm",
        "Let the plant run for ten minutes.",
    ),
    (
        "Sal 780",
        "Salinity of the product above 780 ppm, the water is dumped",
        "Rinse and clean the membranes. Check the O-rings of the end caps.",
    ),
    ("LP 2", "Pressure behind the second filter low", "Change the filter."),
    (
        "T OIL",
        "Oil of the pump hotter than 75 °C",
        "Check level and ventilation.",
    ),
    (
        "RINSE",
        "Rinsing has not been finished",
        "Rinse again for five minutes.",
    ),
    (
        "HRS 2000",
        "Two thousand hours since the last service",
        "Change oil and valves of the pump.",
    ),
];
