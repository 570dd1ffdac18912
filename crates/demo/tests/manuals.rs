//! The manuals of the demo vessel: same seed, same bytes; small enough to lie in every demo vessel.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use demo::content::equipment;
use demo::manuals::{Stands, manuals};
use std::collections::BTreeSet;

/// All manuals of a demo vessel together, in bytes.
const BYTES_MAX: usize = 6_000_000;

#[test]
fn one_seed_writes_the_same_files_and_another_seed_others() {
    let (first, again, other) = (manuals(7), manuals(7), manuals(8));
    for ((one, same), other) in first.iter().zip(&again).zip(&other) {
        assert!(one.bytes == same.bytes && one.truth == same.truth, "{}", one.file_name);
        assert!(one.bytes != other.bytes, "{}", one.file_name);
    }
}

#[test]
fn the_set_is_small_and_of_the_kinds_that_lie_on_ships() {
    let all = manuals(7);
    for manual in &all {
        eprintln!(
            "{}: {} pages, {} bytes",
            manual.file_name,
            manual.truth.labels.len(),
            manual.bytes.len()
        );
    }
    assert!(all.iter().map(|manual| manual.bytes.len()).sum::<usize>() <= BYTES_MAX);
    let [engine, generator, scan, watermaker] = all.as_slice() else {
        panic!("{} manuals", all.len());
    };
    assert!(
        (480..=520).contains(&engine.truth.labels.len()),
        "{}",
        engine.truth.labels.len()
    );
    assert_eq!(engine.truth.labels[..2], ["i", "ii"]);
    assert!(engine.truth.has_outline && !generator.truth.has_outline && !watermaker.truth.has_outline);
    assert!(generator.truth.labels.iter().any(|label| label == "3-12"));
    assert_eq!(scan.truth.pages_without_text.len(), scan.truth.labels.len());
    assert!(watermaker.truth.labels.len() >= 8);
    let in_tables = engine.truth.codes.iter().filter(|code| code.stands == Stands::Table);
    assert!(in_tables.count() >= 200);
}

#[test]
fn manuals_belong_to_machines_of_that_maker_and_model() {
    for manual in manuals(7) {
        let plate = equipment::all().find(|row| row.code == manual.equipment[0]).unwrap();
        assert_eq!((plate.maker, plate.model), (manual.maker, manual.model));
        for code in manual.equipment {
            assert!(equipment::all().any(|row| row.code == *code), "{code}");
        }
    }
}

#[test]
fn the_truth_names_each_code_once_on_a_page_of_its_section() {
    for manual in manuals(7) {
        let truth = manual.truth;
        let codes: BTreeSet<&str> = truth.codes.iter().map(|code| code.code.as_str()).collect();
        assert_eq!(codes.len(), truth.codes.len(), "{}", manual.file_name);
        for code in &truth.codes {
            let section = truth
                .sections
                .iter()
                .find(|section| section.title == code.section)
                .unwrap();
            assert!(section.page <= code.page, "{code:?}");
        }
        for absent in &truth.absent_codes {
            assert!(!codes.contains(absent.as_str()), "{absent}");
        }
    }
}
