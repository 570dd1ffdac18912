//! The tables of the demo vessel: counts as promised, codes unique, nothing left dangling.
#![allow(clippy::unwrap_used)]

use demo::content::work_orders::{Ending, Raised};
use demo::content::{amendments, counters, crew, equipment, faults, locations, parts, troubles, work_orders};
use domain::tables::{
    Criticality, Department, EquipmentKind, NoteCategory, Outcome, Priority, ResolvedHow, Role, Severity, WorkKind,
};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Every item once; a second one is named.
fn once<T: Ord + Clone + Debug>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut seen = BTreeSet::new();
    for item in items {
        assert!(seen.insert(item.clone()), "{item:?} stands twice");
    }
    seen
}

fn codes() -> BTreeSet<&'static str> {
    once(equipment::all().map(|row| row.code))
}

fn people() -> BTreeSet<&'static str> {
    once(crew::PEOPLE.iter().map(|person| person.key))
}

#[test]
fn the_counts_are_those_of_the_brochure() {
    let machines = equipment::all().filter(|row| row.criticality.is_some()).count();
    assert!((150..=220).contains(&machines), "{machines} machines");
    let aboard = |place| crew::PEOPLE.iter().filter(|person| person.place == place).count();
    assert_eq!(aboard(crew::Place::Aboard), 14);
    assert_eq!(aboard(crew::Place::Relief), 10);
    assert_eq!(locations::LOCATIONS.len(), 12);
    assert_eq!(parts::all().len(), 400);
    assert_eq!(faults::all().count(), 60);
    assert_eq!(work_orders::all().count(), 80);
    assert!((20..=25).contains(&counters::COUNTERS.len()));
}

#[test]
fn parents_stand_before_their_children_and_codes_are_unique() {
    let mut seen = BTreeSet::new();
    for row in equipment::all() {
        assert!(
            row.parent.is_empty() || seen.contains(row.parent),
            "{} under {}",
            row.code,
            row.parent
        );
        assert!(seen.insert(row.code), "{} stands twice", row.code);
        assert!(
            row.code.starts_with(row.parent.split('.').next().unwrap()),
            "{} under {}",
            row.code,
            row.parent
        );
        let is_part_of_a_system = row.kind == EquipmentKind::Machine && row.code.contains('.');
        assert_eq!(row.system().is_some(), is_part_of_a_system, "{}", row.code);
    }
    let mut seen = BTreeSet::new();
    for place in locations::LOCATIONS {
        assert!(place.parent.is_empty() || seen.contains(place.parent), "{}", place.code);
        assert!(seen.insert(place.code), "{} stands twice", place.code);
    }
}

#[test]
fn a_part_stands_once_and_names_what_exists() {
    let codes = codes();
    let places = once(locations::LOCATIONS.iter().map(|place| place.code));
    let parts = parts::all();
    once(parts.iter().map(|part| part.number.as_str()));
    once(parts.iter().map(|part| part.name.as_str()));
    for part in &parts {
        assert!(places.contains(part.place), "{} at {}", part.number, part.place);
        once(part.fitted.iter().map(|fit| (fit.equipment, fit.position)));
        for fit in &part.fitted {
            assert!(codes.contains(fit.equipment), "{} on {}", part.number, fit.equipment);
            assert!(
                fit.quantity.parse::<f64>().unwrap() > 0.0,
                "{} on {}",
                part.number,
                fit.equipment
            );
        }
        if let Some([critical, minimum, maximum]) = part.levels {
            assert!(critical <= minimum && minimum <= maximum, "{}", part.number);
        }
    }
    let units: BTreeSet<_> = parts.iter().map(|part| part.unit).collect();
    assert_eq!(units, BTreeSet::from(["kg", "l", "m", "pcs", "set"]));
    let used: BTreeSet<_> = parts.iter().map(|part| part.place).collect();
    assert_eq!(used.len(), locations::LOCATIONS.len(), "a place holds nothing");
}

#[test]
fn faults_and_work_orders_name_what_exists() {
    let (codes, people) = (codes(), people());
    let numbers: BTreeSet<String> = parts::all().into_iter().map(|part| part.number).collect();
    let faults = once(faults::all().map(|fault| fault.key));
    for fault in faults::all() {
        assert!(
            fault.equipment.is_empty() || codes.contains(fault.equipment),
            "{}",
            fault.key
        );
        assert!(people.contains(fault.by), "{}", fault.key);
        assert!(fault.days_ago <= 120);
    }
    let mut earlier = BTreeSet::new();
    for order in work_orders::all() {
        let key = order.key;
        assert!(order.fault.is_empty() || faults.contains(order.fault), "{key}");
        assert_eq!(
            order.fault.is_empty(),
            !matches!(order.raised, Raised::HoursAfterFault(_)),
            "{key}"
        );
        for before in [order.follows, order.checklist_from] {
            assert!(before.is_empty() || earlier.contains(before), "{key} after {before}");
        }
        for part in order.parts {
            assert!(numbers.contains(part.0), "{key}: {}", part.0);
        }
        assert!(order.notes.len() <= 6, "{key}");
        for person in order.notes.iter().map(|note| note.1).chain([order.by]) {
            assert!(people.contains(person), "{key}: {person}");
        }
        assert!(earlier.insert(key), "{key} stands twice");
    }
}

#[test]
fn counters_and_troubles_name_what_exists() {
    let (codes, people) = (codes(), people());
    let numbers: BTreeSet<String> = parts::all().into_iter().map(|part| part.number).collect();
    for counter in counters::COUNTERS {
        let machine = equipment::all().find(|row| row.code == counter.equipment).unwrap();
        assert!(machine.has_counter, "{}", counter.equipment);
    }
    assert!(counters::COUNTERS.iter().any(|counter| counter.last_read_days_ago > 30));
    for family in troubles::families().iter().copied().flatten() {
        assert!(
            family.equipment.iter().all(|code| codes.contains(code)),
            "{:?}",
            family.equipment
        );
        assert!(
            family
                .noticed_by
                .iter()
                .chain(family.repaired_by)
                .all(|key| people.contains(key))
        );
        for part in family
            .troubles
            .iter()
            .flat_map(|trouble| trouble.findings)
            .map(|finding| finding.3)
        {
            assert!(part.is_empty() || numbers.contains(part), "{part}");
        }
    }
    for amendment in amendments::AMENDMENTS {
        assert!(people.contains(amendment.by), "{}", amendment.on);
    }
}

/// Every value of a vocabulary occurs.
fn all_occur<T: Ord + Copy + Debug>(every: &[T], occurring: impl Iterator<Item = T>) {
    let occurring: BTreeSet<T> = occurring.collect();
    for value in every {
        assert!(occurring.contains(value), "{value:?} does not occur");
    }
}

#[test]
fn every_value_of_every_vocabulary_occurs() {
    all_occur(EquipmentKind::ALL, equipment::all().map(|row| row.kind));
    all_occur(Criticality::ALL, equipment::all().filter_map(|row| row.criticality));
    all_occur(Department::ALL, crew::PEOPLE.iter().map(|person| person.department));
    all_occur(Role::ALL, crew::PEOPLE.iter().map(|person| person.role));
    all_occur(Severity::ALL, faults::all().map(|fault| fault.severity));
    all_occur(
        ResolvedHow::ALL,
        faults::all().filter_map(|fault| fault.resolved.map(|end| end.how)),
    );
    all_occur(WorkKind::ALL, work_orders::all().map(|order| order.kind));
    all_occur(
        Priority::ALL,
        work_orders::all().map(|order| order.priority.unwrap_or(Priority::Normal)),
    );
    all_occur(
        NoteCategory::ALL,
        work_orders::all().flat_map(|order| order.notes).map(|note| note.0),
    );
    let completions = work_orders::all().filter_map(|order| match order.ending {
        Ending::Completed(completion) => Some(completion.outcome),
        Ending::Open | Ending::Cancelled { .. } => None,
    });
    all_occur(Outcome::ALL, completions);
}

#[test]
fn work_orders_stand_in_every_state() {
    let mut states = [0; 4];
    for order in work_orders::all() {
        let touched = order.started || !order.notes.is_empty() || order.checklist.iter().any(|item| item.1);
        let state = match order.ending {
            Ending::Open if touched => 1,
            Ending::Open => 0,
            Ending::Completed(_) => 2,
            Ending::Cancelled { .. } => 3,
        };
        states[state] += 1;
    }
    assert!(
        states.iter().all(|count| *count >= 5),
        "candidate, active, completed, cancelled: {states:?}"
    );
    let has = |test: fn(&work_orders::WorkOrder) -> bool| work_orders::all().any(test);
    assert!(has(
        |order| order.due_in_days.is_some_and(|days| days < 0) && matches!(order.ending, Ending::Open)
    ));
    assert!(has(|order| !order.follows.is_empty()));
    assert!(has(|order| order.assigned_to.is_empty()));
    assert!(has(|order| !order.not_used.is_empty()));
}

#[test]
fn the_story_of_generator_2_is_told() {
    let fault = faults::all().find(|fault| fault.key == "gen2-coolant").unwrap();
    assert_eq!((fault.equipment, fault.code), ("651.02", "E047"));
    assert_eq!(fault.title, "Generator 2 – coolant temperature high");
    assert!(
        work_orders::all().all(|order| order.fault != "gen2-coolant"),
        "the person raises it"
    );
    let parts = parts::all();
    let part = |number: &str| parts.iter().find(|part| part.number == number).unwrap().clone();
    let kit = part("0634-1129");
    assert_eq!(
        (kit.name.as_str(), kit.place, kit.counted),
        ("Impeller kit, sea water pump", "A-3", Some("4"))
    );
    assert_eq!(part("0634-1130").name, "Gasket, pump cover");
    let counter = counters::COUNTERS
        .iter()
        .find(|counter| counter.equipment == "651.02")
        .unwrap();
    assert_eq!(counter.hours, 12_480);
}
