//! The service manual of the main engines: about 500 pages with contents, labels, figures and tables of
//! fault codes.

use super::Manual;
use super::book::{Mark, bound};
use super::codes::{Entry, entries, set};
use super::composer::{Columns, Composer, GoesOn, Running};
use super::corpus::{SYSTEMS, TASKS, paragraph, parts, steps};
use super::letters::{Letters, Style};
use super::outline;
use super::truth::TrueSection;
use crate::random::Random;

const TITLE: &str = "Service manual, diesel engine 16V 4000 M63L";
/// Pages kept free for the contents.
const CONTENTS_PAGES: usize = 3;
const CODES: Columns<'static> = Columns {
    heads: &["Fault code", "Meaning", "Remedy"],
    lefts: &[0.0, 76.0, 250.0],
    goes_on: GoesOn::WithHead,
};
/// Codes that stand in headings of the troubleshooting chapter.
const IN_HEADINGS: usize = 25;
/// Codes that stand in running text alone.
const IN_TEXT: usize = 72;

pub(super) fn manual(seed: u64) -> Manual {
    let letters = Letters::new();
    let mut random = Random::new(seed, 0xE61E);
    let mut composer = Composer::new(
        &letters,
        Running {
            title: "M015710/04E  Service manual 16V 4000 M63L",
            by_chapter: false,
            has_labels: true,
        },
    );
    front(&mut composer);
    composer.end_front();
    general(&mut composer, &mut random);
    let mut named = (0..IN_TEXT)
        .map(|at| format!("E{}", 601 + at * 3))
        .collect::<Vec<_>>()
        .into_iter();
    for (system, components) in SYSTEMS {
        composer.heading(1, system);
        composer.paragraph(&paragraph(&mut random, system, 5), &[]);
        for (at, component) in (0..).zip(*components) {
            part(&mut composer, &mut random, component, at, &mut named);
        }
    }
    troubleshooting(&mut composer, &mut random);
    fault_codes(&mut composer, &mut random);
    appendix(&mut composer, &mut random);
    composer.finish();
    let (mut leaves, mut truth) = (composer.leaves, composer.truth);
    print_contents(&mut leaves, &truth.sections, &truth.labels, &letters);
    truth.has_outline = true;
    truth.absent_codes = ["E047A", "E999", "MTU-0999", "F.9.9", "SF 9.9", "SPN 110 FMI 3"]
        .map(str::to_owned)
        .into();
    let outline = outline::outline(&truth.sections);
    Manual {
        file_name: "MTU_16V4000M63L_service_manual_M015710-04E.pdf",
        title: TITLE,
        maker: "MTU",
        model: "16V 4000 M63L",
        revision: "04E",
        equipment: &["601.01", "601.02", "601.01.03", "601.02.03"],
        bytes: bound(TITLE, leaves, Some(outline), &letters),
        truth,
    }
}

fn front(composer: &mut Composer<'_>) {
    composer.new_page();
    composer.put(Mark::Text {
        left: 56.0,
        top: 300.0,
        style: Style::bold(24.0),
        text: "Diesel engine 16V 4000 M63L".to_owned(),
    });
    composer.put(Mark::Text {
        left: 56.0,
        top: 340.0,
        style: Style::regular(14.0),
        text: "Service manual".to_owned(),
    });
    composer.put(Mark::Address {
        area: [56.0, 700.0, 200.0, 14.0],
        address: "https://example.org/manuals",
    });
    composer.new_page();
    composer.paragraph("Record of revisions. Edition 01E was printed on 2011-03-18, edition 02E on 2013-09-02, edition 03E on 2016-05-27. This edition 04E, 12.04.2019, takes the place of all of them.", &[]);
    for _ in 0..CONTENTS_PAGES {
        composer.new_page();
    }
    composer.new_page();
    composer.paragraph("This manual is written for people who have been trained on this engine. Chapter 11 tells what to do when something fails, chapter 12 explains every code of the display.", &[]);
}

fn print_contents(leaves: &mut [super::book::Leaf], sections: &[TrueSection], labels: &[String], letters: &Letters) {
    let lines: Vec<(&TrueSection, String)> = sections
        .iter()
        .filter(|section| section.level <= 2)
        .map(|section| (section, labels[section.page as usize - 1].clone()))
        .collect();
    outline::print(&mut leaves[2..2 + CONTENTS_PAGES], &lines, letters);
}

fn general(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "Safety and general data");
    composer.heading(2, "Safety rules");
    for _ in 0..6 {
        composer.paragraph(&paragraph(random, "engine", 5), &[]);
    }
    composer.heading(2, "Technical data");
    let rows = [
        ("Cylinders", "16"),
        ("Bore", "170 mm"),
        ("Stroke", "190 mm"),
        ("Rated speed", "1800 rpm"),
        ("Dry weight", "7700 kg"),
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|(what, value)| vec![(*what).to_owned(), (*value).to_owned()])
        .collect();
    composer.table(
        &Columns {
            heads: &["Property", "Value"],
            lefts: &[0.0, 200.0],
            goes_on: GoesOn::WithHead,
        },
        &rows,
    );
    composer.heading(2, "Maintenance schedule");
    for _ in 0..8 {
        composer.paragraph(&paragraph(random, "engine", 4), &[]);
    }
}

/// A component with its tasks; some of them name a code that stands nowhere else.
fn part(
    composer: &mut Composer<'_>,
    random: &mut Random,
    component: &str,
    at: u32,
    named: &mut impl Iterator<Item = String>,
) {
    composer.new_page();
    composer.heading(2, component);
    composer.figure(
        at + 3,
        &format!("Fig. A{} {component}, seen from the driving end", at + 1),
    );
    for (number, task) in TASKS.iter().enumerate() {
        if number > 0 {
            composer.new_page();
        }
        composer.heading(3, task);
        composer.paragraph(&paragraph(random, component, 6), &[]);
        composer.paragraph(&paragraph(random, component, 7), &[]);
        let steps = steps(random, component);
        composer.steps(steps.iter().map(String::as_str));
        if matches!(number, 1 | 4)
            && let Some(code) = named.next()
        {
            let part = component.to_lowercase();
            let text = format!(
                "If the display shows {code} while the {part} is tested, stop the test and wait for five minutes. \
                 See also page B12 and Fig. A{}.",
                at + 1
            );
            composer.paragraph(&text, &[&code]);
        }
        if number > 0 {
            let caption = format!(
                "Fig. A{} {component}, {}",
                at * 5 + 20 + number as u32,
                task.to_lowercase()
            );
            composer.figure(at + 5 + number as u32, &caption);
        }
        if number == 3 {
            let columns = Columns {
                heads: &["Item", "Part no.", "Designation", "Qty"],
                lefts: &[0.0, 40.0, 130.0, 380.0],
                goes_on: GoesOn::WithHead,
            };
            composer.table(&columns, &parts(random, component));
        }
        for sentences in [6, 7, 5, 7] {
            composer.paragraph(&paragraph(random, component, sentences), &[]);
        }
    }
}

fn troubleshooting(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "Troubleshooting");
    composer.heading(2, "How to look for a cause");
    composer.paragraph("Begin with what was changed last. Read all codes of the display before any of them is reset, for example E047 or MTU-0412, and look them up in chapter 12.", &[]);
    composer.paragraph(&paragraph(random, "engine", 6), &[]);
    composer.heading(2, "Codes that stop the engine");
    let reasons = [
        "Overspeed",
        "No speed signal",
        "Emergency stop pressed",
        "Control voltage lost",
        "Oil pressure lost",
    ];
    for at in 0..IN_HEADINGS {
        let code = match at % 3 {
            0 => format!("E{}", 510 + at),
            1 => format!("MTU-{}", 1702 + at),
            _ => format!("F.7.{at}"),
        };
        composer.heading_with_code(3, &format!("{} ({code})", reasons[at % reasons.len()]), &code);
        composer.paragraph(&paragraph(random, "engine control unit", 6), &[]);
        let steps = steps(random, "engine control unit");
        composer.steps(steps.iter().take(6).map(String::as_str));
    }
}

fn fault_codes(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "Fault codes");
    composer.paragraph("The codes are sorted by the display that shows them. Codes E001 and above come from the engine, codes that begin with MTU from the drive system, codes with points from the local panel.", &[]);
    composer.heading(2, "Codes of the engine");
    let mut engine = entries(random, 112, |at| format!("E{:03}", at * 2 + 1));
    set(
        &mut engine,
        Entry::new(
            "E047",
            "Coolant temperature high. The coolant is hotter than 95 °C behind the engine",
            "Reduce load. Clean the sea water strainer, check the impeller of the sea water pump and the thermostat.",
        ),
    );
    set(
        &mut engine,
        Entry::new(
            "E112",
            "Oil pressure sensor, signal jumps",
            "Check plug and cable, compare with the mechanical gauge.",
        ),
    );
    set(
        &mut engine,
        Entry::new(
            "E210",
            "Start failure. The engine did not reach its ignition speed within ten seconds",
            "Check batteries, fuel pressure and speed sensor.",
        ),
    );
    engine.sort_by(|one, other| one.code.cmp(&other.code));
    composer.codes(&CODES, &engine);
    composer.heading(2, "Codes of the drive system");
    let drive = entries(random, 64, |at| format!("MTU-{:04}", 404 + at * 4));
    composer.codes(&CODES, &drive);
    composer.heading(2, "Codes of the local panel");
    let panel = entries(random, 30, |at| format!("F.{}.{}", at / 6 + 1, at % 6 + 1));
    let bare = Columns {
        goes_on: GoesOn::WithoutHead,
        ..CODES
    };
    composer.codes(&bare, &panel);
    composer.heading(2, "Codes of the data bus");
    let bus: Vec<Entry> = (1..=6)
        .map(|at| {
            Entry::new(
                &format!("SF 8.{at}"),
                &format!("Data bus {at}: control unit lost for a moment"),
                "Check terminators and plugs. Measure 60 ohms between the two lines.",
            )
        })
        .collect();
    composer.codes(&CODES, &bus);
}

fn appendix(composer: &mut Composer<'_>, random: &mut Random) {
    composer.heading(1, "Appendix");
    composer.heading(2, "Tightening torques");
    let rows: Vec<Vec<String>> = ["M8", "M10", "M12", "M14", "M16", "M20"]
        .iter()
        .map(|thread| {
            vec![
                (*thread).to_owned(),
                "10.9".to_owned(),
                random.between(20, 500).to_string(),
            ]
        })
        .collect();
    composer.table(
        &Columns {
            heads: &["Thread", "Class", "Torque Nm"],
            lefts: &[0.0, 120.0, 240.0],
            goes_on: GoesOn::WithHead,
        },
        &rows,
    );
    composer.heading(2, "Fluids");
    for _ in 0..5 {
        composer.paragraph(&paragraph(random, "engine", 5), &[]);
    }
}
