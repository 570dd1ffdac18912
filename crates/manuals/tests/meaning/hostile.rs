//! Pages that nobody meant to be read.

use crate::leaf::{Leaf, entry, surveyed};
use manuals::finding::{Closeness, Manual, Question, find};
use manuals::page::{Area, OutlineEntry, PageText, Run};
use manuals::structure::Survey;
use proptest::prelude::*;

fn survey(pages: &[PageText], outline: &[OutlineEntry]) -> manuals::structure::Structure {
    let mut survey = Survey::new(outline);
    for page in pages {
        survey.take(page);
    }
    survey.finish()
}

fn page(runs: Vec<Run>) -> PageText {
    PageText {
        number: 1,
        width: 595.0,
        height: 842.0,
        label: None,
        runs,
    }
}

fn run(text: &str, left: f32, top: f32) -> Run {
    Run {
        text: text.to_owned(),
        area: Area {
            left,
            top,
            width: 20.0,
            height: 10.0,
        },
        size: 10.0,
        is_bold: false,
    }
}

#[test]
fn a_million_runs_on_a_page_end_well_and_are_named() {
    let spread = (0..1_000_000)
        .map(|at| run("E047", (at % 97) as f32 * 6.0, (at / 1_000) as f32))
        .collect();
    let stacked = (0..1_000_000).map(|_| run("x", 60.0, 100.0)).collect();
    let structure = survey(&[page(spread), page(stacked)], &[]);
    assert_eq!(structure.pages_cut, [1, 2]);
}

#[test]
fn twenty_thousand_contents_on_one_page_end_well() {
    let outline: Vec<OutlineEntry> = (0..30_000)
        .map(|at| entry(at % 40, &format!("Part {at}"), 1, Some(at as f32)))
        .collect();
    let leaf = (0..60).fold(Leaf::new(), |leaf, at| {
        leaf.set(60.0, 13.0 * at as f32, 10.0, false, "Part of it")
    });
    let structure = surveyed(&outline, vec![leaf]);
    assert_eq!(structure.sections.len(), manuals::structure::SECTIONS_MAX);
}

#[test]
fn a_table_of_codes_that_never_ends_is_bounded() {
    let rows = |page_number: usize| {
        let cells = (0..1_600).flat_map(|row| {
            let top = row as f32 * 12.0;
            [
                run(&format!("E{:05}", page_number * 1_600 + row), 60.0, top),
                run("Oil low", 140.0, top),
            ]
        });
        let head = [run("Code", 60.0, -20.0), run("Meaning", 140.0, -20.0)];
        page(head.into_iter().chain(cells).collect())
    };
    let pages: Vec<PageText> = (0..14).map(rows).collect();
    assert_eq!(survey(&pages, &[]).proposals.len(), 20_000);
}

#[test]
fn ten_thousand_pages_are_read_and_no_more() {
    let mut survey = Survey::new(&[]);
    for number in 0..10_050_u32 {
        let leaf = Leaf::new()
            .set(60.0, 30.0, 8.0, false, "Yard manual")
            .set(
                60.0,
                100.0,
                14.0,
                true,
                &format!("{}.{} Pump", number / 40 + 1, number % 40 + 1),
            )
            .rows(
                &[60.0, 140.0],
                130.0,
                &[&["Code", "Meaning"], &[&format!("E{number:05}"), "Oil low"]],
            )
            .set(280.0, 800.0, 8.0, false, &(number + 1).to_string());
        survey.take(&leaf.page());
    }
    let structure = survey.finish();
    let counts = [
        structure.labels.len(),
        structure.sections.len(),
        structure.proposals.len(),
        structure.chunks.len(),
    ];
    assert_eq!(counts, [10_000; 4]);
    assert_eq!(structure.labels[9_999].as_deref(), Some("10000"));
    assert_eq!(structure.sections[9_999].last_page, 10_000);
}

#[test]
fn lengths_that_are_no_numbers_and_text_from_right_to_left_end_well() {
    let odd = [f32::NAN, f32::INFINITY, -f32::MAX, 1e30, 0.0];
    let mut runs: Vec<Run> = odd.iter().map(|length| run("E047", *length, *length)).collect();
    runs.push(run("\u{202E}نظام التبريد", 60.0, 100.0));
    runs.push(run("\0\u{7}\u{1b}[2J", 60.0, 120.0));
    let bad = PageText {
        width: f32::NAN,
        height: -1.0,
        runs: runs.clone(),
        ..PageText::default()
    };
    let structure = survey(
        &[page(runs), bad, PageText::default()],
        &[entry(0, "\u{0}", 7, Some(f32::NAN))],
    );
    assert!(structure.chunks[0].text.contains("نظام التبريد"));
    assert_eq!(structure.labels.len(), 3);
}

fn any_run() -> impl Strategy<Value = Run> {
    let text = prop_oneof![
        Just("Code".to_owned()),
        Just("Meaning".to_owned()),
        Just("Part no.".to_owned()),
        Just("E047".to_owned()),
        Just("3.1 Pump".to_owned()),
        Just("3-12".to_owned()),
        "\\PC{0,30}",
    ];
    let place = (
        0..6_u8,
        0..60_u8,
        prop_oneof![Just(10.0_f32), Just(14.0), any::<f32>()],
        any::<bool>(),
    );
    (text, place).prop_map(|(text, (column, row, size, is_bold))| Run {
        text,
        area: Area {
            left: f32::from(column) * 90.0,
            top: f32::from(row) * 14.0,
            width: 70.0,
            height: 10.0,
        },
        size,
        is_bold,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_pages_give_a_structure_that_holds_together(
        pages in proptest::collection::vec(proptest::collection::vec(any_run(), 0..80), 0..6),
        outline in proptest::collection::vec((0..6_u32, "\\PC{0,20}", 0..8_u32, any::<Option<f32>>()), 0..8),
        asked in ("\\PC{0,20}", "\\PC{0,20}", "\\PC{0,40}"),
    ) {
        let outline: Vec<OutlineEntry> = outline.iter().map(|(level, title, page, top)| entry(*level, title, *page, *top)).collect();
        let pages: Vec<PageText> = pages.into_iter().map(page).collect();
        let count = pages.len() as u32;
        let structure = survey(&pages, &outline);
        prop_assert_eq!(&structure, &survey(&pages, &outline));
        prop_assert_eq!(structure.labels.len() as u32, count);
        for section in &structure.sections {
            prop_assert!((1..=count).contains(&section.page) && (section.page..=count).contains(&section.last_page));
            prop_assert_eq!(section.path.last(), Some(&section.title));
        }
        for row in &structure.proposals {
            prop_assert!((1..=count).contains(&row.page) && !row.key.is_empty());
            prop_assert!(row.section.is_none_or(|at| (at as usize) < structure.sections.len()));
        }
        let manual = Manual {
            closeness: Closeness::Linked,
            sections: &structure.sections,
            rows: &structure.proposals,
            chunks: &structure.chunks,
        };
        let (code, title, description) = &asked;
        let question = Question { code, title, description, ..Question::default() };
        if let Some(found) = find(&question, &[], &[manual, manual]) {
            prop_assert!((1..=count).contains(&found.best.page));
            prop_assert!(found.related.len() <= 5);
        }
    }
}
