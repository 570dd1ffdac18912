use crate::leaf::{Leaf, entry, surveyed, told};

const PROSE: [&str; 6] = [
    "The pump is driven by the gear train and needs no setting.",
    "Check the tell-tale hole once a week for water or oil.",
    "A few drops in the first hour after a change are normal.",
    "The impeller is changed every two thousand hours of running",
    "or when the flow falls below the value in the data sheet.",
    "Use no tools with sharp edges near the faces of the seal.",
];

#[test]
fn the_contents_of_the_file_become_sections_with_the_headings_above_them() {
    let outline = [
        entry(1, "3 Cooling", 1, Some(80.0)),
        entry(2, "3.1 Pump", 1, None),
        entry(2, "3.2 Cooler", 3, None),
        entry(1, "4 Fuel", 3, None),
    ];
    let first = Leaf::new()
        .set(60.0, 80.0, 16.0, true, "3 Cooling")
        .lines(60.0, 120.0, &PROSE)
        .set(60.0, 300.0, 12.0, true, "3.1 Pump")
        .lines(60.0, 330.0, &PROSE);
    let third = Leaf::new()
        .set(60.0, 80.0, 12.0, true, "3.2 Cooler")
        .lines(60.0, 120.0, &PROSE)
        .set(60.0, 400.0, 16.0, true, "4 Fuel")
        .lines(60.0, 430.0, &PROSE);
    let structure = surveyed(&outline, vec![first, Leaf::new().lines(60.0, 80.0, &PROSE), third]);
    assert_eq!(
        told(&structure),
        ["1 3 Cooling 1-3", "2 3.1 Pump 1-2", "2 3.2 Cooler 3-3", "1 4 Fuel 3-3"]
    );
    assert_eq!(structure.sections[1].path, ["3 Cooling", "3.1 Pump"]);
    assert_eq!(structure.sections[1].top, 300.0);
    let paths: Vec<(u32, String)> = structure
        .chunks
        .iter()
        .map(|chunk| (chunk.page, chunk.heading_path.join(" > ")))
        .collect();
    assert_eq!(
        paths,
        [
            (1, "3 Cooling".to_owned()),
            (1, "3 Cooling > 3.1 Pump".to_owned()),
            (2, "3 Cooling > 3.1 Pump".to_owned()),
            (3, "3 Cooling > 3.2 Cooler".to_owned()),
            (3, "4 Fuel".to_owned()),
        ]
    );
}

#[test]
fn without_contents_headings_are_told_by_size_weight_and_number() {
    let page = Leaf::new()
        .set(60.0, 80.0, 18.0, true, "3 Cooling water system")
        .lines(60.0, 120.0, &PROSE)
        .set(60.0, 240.0, 12.0, true, "3.1 Cooling water pump")
        .lines(60.0, 270.0, &PROSE)
        .set(60.0, 400.0, 10.0, true, "3.1.1 Removal of the impeller")
        .lines(60.0, 430.0, &PROSE)
        .lines(60.0, 560.0, &["1. Open the drain.", "2. Take off the cover."])
        .set(60.0, 640.0, 12.0, true, "3.2 Heat exchanger with a title that is")
        .set(60.0, 655.0, 12.0, true, "set in two lines")
        .lines(60.0, 680.0, &PROSE);
    assert_eq!(
        told(&surveyed(&[], vec![page])),
        [
            "1 3 Cooling water system 1-1",
            "2 3.1 Cooling water pump 1-1",
            "3 3.1.1 Removal of the impeller 1-1",
            "2 3.2 Heat exchanger with a title that is set in two lines 1-1",
        ]
    );
}

#[test]
fn headings_without_numbers_are_ranked_by_their_size() {
    let page = Leaf::new()
        .set(60.0, 120.0, 18.0, true, "Cooling")
        .lines(60.0, 150.0, &PROSE)
        .set(60.0, 260.0, 13.0, true, "Pump")
        .lines(60.0, 290.0, &PROSE)
        .set(60.0, 400.0, 18.0, true, "Fuel")
        .lines(60.0, 430.0, &PROSE);
    assert_eq!(
        told(&surveyed(&[], vec![page])),
        ["1 Cooling 1-1", "2 Pump 1-1", "1 Fuel 1-1"]
    );
}

#[test]
fn headings_without_numbers_below_numbered_ones_are_one_deeper() {
    let page = Leaf::new()
        .set(60.0, 110.0, 18.0, true, "Handbook of the plant")
        .set(60.0, 140.0, 16.0, true, "4 Cooling")
        .lines(60.0, 165.0, &PROSE)
        .set(60.0, 260.0, 13.0, true, "4.1 Pump")
        .lines(60.0, 290.0, &PROSE)
        .set(60.0, 400.0, 11.5, true, "Removal")
        .lines(60.0, 430.0, &PROSE)
        .set(60.0, 520.0, 11.5, true, "Installation")
        .lines(60.0, 550.0, &PROSE);
    assert_eq!(
        told(&surveyed(&[], vec![page])),
        [
            "1 Handbook of the plant 1-1",
            "1 4 Cooling 1-1",
            "2 4.1 Pump 1-1",
            "3 Removal 1-1",
            "3 Installation 1-1",
        ]
    );
}

/// A page with its running head and foot.
fn running(number: u32, foot: &str) -> Leaf {
    Leaf::new()
        .set(60.0, 30.0, 8.0, false, "Service manual M015")
        .set(450.0, 30.0, 8.0, false, "Cooling water")
        .lines(60.0, 100.0, &PROSE)
        .set(60.0, 400.0, 14.0, true, &format!("Heading number {number}"))
        .set(280.0, 800.0, 8.0, false, foot)
}

#[test]
fn running_heads_and_feet_are_left_out_and_give_the_labels() {
    let feet = ["iii", "iv", "1-1", "1-2", "1-3", "2-1", "3-1", "3-2"];
    let leaves = (1..).zip(feet).map(|(number, foot)| running(number, foot)).collect();
    let structure = surveyed(&[], leaves);
    let labels: Vec<&str> = structure.labels.iter().flatten().map(String::as_str).collect();
    assert_eq!(labels, feet);
    assert_eq!(structure.sections.len(), 8);
    for chunk in &structure.chunks {
        assert!(
            !chunk.text.contains("Service manual") && !chunk.text.contains("-1"),
            "{}",
            chunk.text
        );
    }
    assert_eq!(structure.chunks[0].label.as_deref(), Some("iii"));
}

#[test]
fn page_12_of_500_is_label_12_and_a_year_is_none() {
    let leaf = |number: u32| {
        Leaf::new()
            .set(60.0, 800.0, 8.0, false, "Edition 2019")
            .set(450.0, 800.0, 8.0, false, &format!("Page {number} of 500"))
            .lines(60.0, 100.0, &PROSE)
    };
    let structure = surveyed(&[], (12..16).map(leaf).collect());
    let labels: Vec<&str> = structure.labels.iter().flatten().map(String::as_str).collect();
    assert_eq!(labels, ["12", "13", "14", "15"]);
    let undated = surveyed(&[], vec![Leaf::new().set(60.0, 800.0, 8.0, false, "Edition 2019"); 4]);
    assert_eq!(undated.labels, [None, None, None, None]);
}

#[test]
fn the_labels_of_the_file_count_before_those_that_are_printed() {
    let leaves = (1..=4).map(|number| running(number, &number.to_string()).labelled(&format!("A-{number}")));
    let structure = surveyed(&[], leaves.collect());
    assert_eq!(structure.labels[2].as_deref(), Some("A-3"));
}

#[test]
fn a_large_title_that_goes_on_over_pages_is_a_heading_where_it_first_stands() {
    let leaf = || {
        Leaf::new()
            .set(60.0, 40.0, 16.0, true, "Fault codes")
            .lines(60.0, 100.0, &PROSE)
    };
    assert_eq!(
        told(&surveyed(&[], vec![leaf(), leaf(), leaf(), leaf()])),
        ["1 Fault codes 1-4"]
    );
}

#[test]
fn headings_that_come_again_at_the_top_of_later_pages_are_not_running_heads() {
    let titles = [
        "Removal",
        "Inspection",
        "Installation",
        "Pump",
        "Removal",
        "Inspection",
        "Installation",
        "Valve",
    ];
    let leaf = |title: &&str| {
        Leaf::new()
            .set(60.0, 60.0, 12.0, true, title)
            .lines(60.0, 100.0, &PROSE)
    };
    assert_eq!(surveyed(&[], titles.iter().map(leaf).collect()).sections.len(), 8);
}

#[test]
fn pages_of_contents_hold_no_headings() {
    let contents = Leaf::new()
        .set(60.0, 60.0, 16.0, true, "Contents")
        .set(60.0, 100.0, 12.0, true, "3 Cooling ............................. 12")
        .set(60.0, 120.0, 12.0, true, "3.1 Pump ............................. 13")
        .set(60.0, 140.0, 12.0, true, "E047 .................................. 44")
        .set(60.0, 160.0, 12.0, true, "4 Fuel ................................ 57");
    let structure = surveyed(&[], vec![contents, Leaf::new().lines(60.0, 100.0, &PROSE)]);
    assert_eq!(told(&structure), Vec::<String>::new());
    assert!(structure.chunks.iter().all(|chunk| chunk.codes.is_empty()));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "The high pressure pump lifts sea",
        "water to sixty bar. Its oil level is",
        "seen in the glass on the pump head",
        "and is to be looked at before every",
        "start. If it is low, fill up with the",
        "oil of the data sheet, and look for the",
    ];
    let right = [
        "reason. The membranes hold back the",
        "salt; what is left leaves the plant",
        "through the valve on the panel. Do",
        "not close this valve while the pump",
        "is running: the pressure would lift",
        "the safety valve at seventy bar.",
    ];
    let leaf = Leaf::new()
        .set(
            60.0,
            60.0,
            14.0,
            true,
            "Principle of the plant, over both of its columns of text",
        )
        .lines(60.0, 100.0, &left)
        .lines(310.0, 104.0, &right);
    let structure = surveyed(&[], vec![leaf]);
    let text = &structure.chunks[0].text;
    assert!(text.contains("look for the reason. The membranes"), "{text}");
    assert!(text.starts_with("Principle of the plant"), "{text}");
}

#[test]
fn broken_words_are_joined_and_codes_over_the_break_are_seen() {
    let leaf = Leaf::new().lines(
        60.0,
        100.0,
        &[
            "When the tempera-",
            "ture rises, the display shows MTU-",
            "0412 and the engine slows down.",
        ],
    );
    let structure = surveyed(&[], vec![leaf]);
    assert_eq!(
        structure.chunks[0].text,
        "When the temperature rises, the display shows MTU-0412 and the engine slows down."
    );
    assert_eq!(structure.chunks[0].codes, ["MTU0412"]);
}

#[test]
fn pages_without_text_are_named() {
    let structure = surveyed(
        &[],
        vec![
            Leaf::new(),
            Leaf::new().lines(60.0, 100.0, &PROSE),
            Leaf::new().lines(60.0, 90.0, &["\u{1}\u{7}", " – "]),
        ],
    );
    assert_eq!(structure.pages_without_text, [1, 3]);
}
