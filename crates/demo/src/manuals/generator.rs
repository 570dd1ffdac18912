//! The manual of the generating sets: no contents in the file, numbered headings, printed page numbers
//! such as 3-12, codes of suspect parameters.

use super::Manual;
use super::book::bound;
use super::codes::{Entry, entries, set};
use super::composer::{Columns, Composer, GoesOn, Running};
use super::corpus::{SYSTEMS, paragraph, steps};
use super::letters::Letters;
use crate::random::Random;

const TITLE: &str = "Operating instructions, generating set 8V2000";
const SPLIT: Columns<'static> = Columns {
    heads: &["SPN", "FMI", "Description", "Corrective action"],
    lefts: &[0.0, 44.0, 80.0, 262.0],
    goes_on: GoesOn::WithHead,
};
const JOINED: Columns<'static> = Columns {
    heads: &["SPN/FMI", "Possible cause", "Measure"],
    lefts: &[0.0, 96.0, 262.0],
    goes_on: GoesOn::WithoutHead,
};
const PANEL: Columns<'static> = Columns {
    heads: &["Alarm", "Meaning", "Remedy"],
    lefts: &[0.0, 60.0, 250.0],
    goes_on: GoesOn::WithHead,
};

pub(super) fn manual(seed: u64) -> Manual {
    let letters = Letters::new();
    let mut random = Random::new(seed, 0x6E6E);
    let mut composer = Composer::new(
        &letters,
        Running {
            title: "Generating set 8V2000 · Operating instructions",
            by_chapter: true,
            has_labels: false,
        },
    );
    composer.new_page();
    composer.paragraph(
        "These instructions belong to the set and stay with it. Keep them where the watch can reach them.",
        &[],
    );
    composer.new_page();
    composer.paragraph(
        "Signs in the text: a triangle warns of danger to people, a hand of damage to the machine.",
        &[],
    );
    composer.end_front();
    chapters(&mut composer, &mut random);
    stops(&mut composer, &mut random);
    messages(&mut composer, &mut random);
    composer.finish();
    let mut truth = composer.truth;
    truth.absent_codes = ["SPN 110 FMI 9", "SPN 9999 FMI 1", "E048", "MTU-0412", "A99"]
        .map(str::to_owned)
        .into();
    Manual {
        file_name: "8V2000 genset operating instructions.pdf",
        title: TITLE,
        maker: "MTU",
        model: "8V2000",
        revision: "2015-06",
        equipment: &["651.01", "651.02"],
        bytes: bound(TITLE, composer.leaves, None, &letters),
        truth,
    }
}

fn chapters(composer: &mut Composer<'_>, random: &mut Random) {
    let mut number = 0;
    for (system, components) in &SYSTEMS[2..] {
        composer.heading(1, system);
        composer.paragraph(&paragraph(random, system, 4), &[]);
        for component in *components {
            composer.new_page();
            composer.heading(2, component);
            composer.paragraph(&paragraph(random, component, 6), &[]);
            composer.figure(number, &format!("Figure B{}: {component}", number + 1));
            composer.heading(3, "Checking in service");
            composer.paragraph(&paragraph(random, component, 5), &[]);
            if number < 24 {
                let code = format!("SPN {} FMI {}", 3200 + number * 7, number % 5 + 7);
                let part = component.to_lowercase();
                composer.paragraph(&format!("While the {part} is being checked the set may report {code}; this is normal and is reset afterwards."), &[&code]);
            }
            composer.heading(3, "Changing it");
            composer.paragraph(&paragraph(random, component, 4), &[]);
            let steps = steps(random, component);
            composer.steps(steps.iter().map(String::as_str));
            for sentences in [8, 6, 7, 7] {
                composer.paragraph(&paragraph(random, component, sentences), &[]);
            }
            number += 1;
        }
    }
}

fn stops(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "When the set stops by itself");
    for at in 0..10_u32 {
        let code = format!("SPN {} FMI {}", 520_200 + at, at % 4);
        composer.heading_with_code(2, &format!("Stop with {code}"), &code);
        composer.paragraph(&paragraph(random, "set", 6), &[]);
        let steps = steps(random, "set");
        composer.steps(steps.iter().take(5).map(String::as_str));
    }
}

fn messages(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "Messages and what they mean");
    composer.heading(2, "Messages of the engine");
    composer.paragraph(
        "Each message has a number for what is measured and one for how it fails. An example: SPN 110 FMI 0.",
        &[],
    );
    let numbers = [
        91, 94, 97, 98, 100, 102, 105, 110, 111, 157, 158, 168, 172, 174, 175, 190,
    ];
    let code = |at: usize| format!("SPN {} FMI {}", numbers[at / 4 % numbers.len()], [0, 1, 3, 4][at % 4]);
    composer.codes(&SPLIT, &entries(random, 64, code));
    composer.heading(2, "Messages of the alternator and the voltage regulator");
    let code = |at: usize| format!("SPN {} FMI {}", 2430 + at / 2 * 3, [5, 31][at % 2]);
    composer.codes(&JOINED, &entries(random, 28, code));
    composer.heading(2, "Alarms of the panel");
    let mut panel = entries(random, 34, |at| format!("E{:03}", at * 3 + 2));
    set(
        &mut panel,
        Entry::new(
            "E047",
            "Coolant temperature high, above 95 °C",
            "Move the load to the other set. Check strainer, sea water pump and its impeller.",
        ),
    );
    set(
        &mut panel,
        Entry::new(
            "E112",
            "Oil pressure reading not plausible",
            "Compare with the mechanical gauge, check plug and sensor.",
        ),
    );
    set(
        &mut panel,
        Entry::new(
            "E210",
            "Start failure after three attempts",
            "Check batteries and fuel, then the speed sensor.",
        ),
    );
    panel.sort_by(|one, other| one.code.cmp(&other.code));
    composer.codes(&PANEL, &panel);
}
