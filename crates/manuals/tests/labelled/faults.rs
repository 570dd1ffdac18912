use crate::shelf::all;
use demo::content::{faults, troubles};
use manuals::finding::{Question, Reason};

/// Makers' codes on the displays of the machines that have a manual: those of reported faults, and those
/// that a grown vessel's machines show.
fn shown(equipment: &[&str]) -> Vec<&'static str> {
    let reported = faults::all()
        .filter(|fault| equipment.contains(&fault.equipment))
        .map(|fault| fault.code);
    let families = troubles::families().iter().copied().flatten();
    let grown = families
        .filter(|family| family.equipment.iter().any(|code| equipment.contains(code)))
        .flat_map(|family| family.troubles)
        .map(|trouble| trouble.code);
    reported.chain(grown).filter(|code| !code.is_empty()).collect()
}

#[test]
fn the_codes_of_the_demo_vessels_faults_stand_in_the_manuals_of_their_machines() {
    let mut asked = 0;
    for read in all().iter().filter(|read| !read.structure.sections.is_empty()) {
        for code in shown(read.manual.equipment) {
            let found = read
                .asked(code)
                .unwrap_or_else(|| panic!("{code} in {}", read.manual.file_name));
            assert!(
                matches!(found.best.reason, Reason::CodeInTable { .. }),
                "{code}: {found:?}"
            );
            asked += 1;
        }
    }
    eprintln!("{asked} codes of the vessel's faults");
    assert!(asked >= 12, "{asked}");
}

#[test]
fn a_fault_without_a_code_is_answered_by_its_words() {
    let read = &all()[0];
    let question = Question {
        title: "Main engine port, oil filter difference pressure rising",
        description: "0.6 bar at 1,600 rpm, was 0.3 last month.",
        ..Question::default()
    };
    let found = read.answered(&question).unwrap();
    assert!(
        read.section(&found).ends_with("Oil filter"),
        "{} {found:?}",
        read.section(&found)
    );
    let nonsense = Question {
        title: "Strange smell near the piano",
        ..Question::default()
    };
    assert_eq!(read.answered(&nonsense).unwrap().best.reason, Reason::Troubleshooting);
}

#[test]
fn a_manual_of_pictures_answers_nothing() {
    let all = all();
    let scan = all.iter().find(|read| read.structure.sections.is_empty()).unwrap();
    let question = Question {
        code: "E047",
        title: "Oil mist at breather, gearbox starboard",
        ..Question::default()
    };
    assert_eq!(scan.answered(&question), None);
}
