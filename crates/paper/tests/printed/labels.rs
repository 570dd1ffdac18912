//! Labels as a person gets them: drawn as pixels, read by a QR reader, searched and copied.

use crate::seen::{actual_texts, code, copied, page_sizes_mm, picture, sum, without_space};
use domain::{RowId, part_code};
use paper::labels::{Form, Label, Place, print};

fn part(number: u64) -> RowId {
    format!("00000000-0001-8000-8000-{:012x}", 0x0400_0000 + number)
        .parse()
        .expect("an id")
}

fn label(number: u64, name: &str, part_number: &str) -> Label {
    Label {
        part: part(number),
        name: name.to_owned(),
        number: part_number.to_owned(),
        unit: "pcs".to_owned(),
        place: Some(Place {
            code: "ER-2-A3".to_owned(),
            name: "Engine store, shelf A3".to_owned(),
        }),
    }
}

fn labels(count: u64) -> Vec<Label> {
    (0..count)
        .map(|n| label(n, "Fuel valve nozzle", &format!("4711-{n}")))
        .collect()
}

const FORMS: [Form; 3] = [Form::Sheet70x37, Form::Sheet63x34, Form::Roll62];

/// Which labels of the first page carry a code, and that each lies at its label's margin and names its part.
fn filled(form: Form, pdf: &[u8], first_part: u64) -> Vec<usize> {
    let (sides_mm, ends_mm) = match form {
        Form::Sheet70x37 => (5.0, 4.5),
        Form::Sheet63x34 => (3.0, 3.0),
        Form::Roll62 => (2.0, 3.0),
    };
    let page = picture(pdf, 0);
    let mut filled = Vec::new();
    for place in 0..form.labels_per_page() {
        let area = form.area(place);
        let Some(code) = code(&page, area) else { continue };
        let (left_mm, top_mm) = (code.left_mm - area.left_mm, code.top_mm - area.top_mm);
        assert!(
            (left_mm - sides_mm).abs() <= 0.15,
            "{place}: {left_mm} mm from its left"
        );
        assert!((top_mm - ends_mm).abs() <= 0.15, "{place}: {top_mm} mm from its top");
        let expected = part(first_part + filled.len() as u64);
        assert_eq!(part_code::decode(&code.text), Some(expected), "{place}");
        filled.push(place);
    }
    filled
}

#[test]
fn every_code_is_read_and_names_the_part_of_its_label() {
    for form in FORMS {
        let all: Vec<usize> = (0..form.labels_per_page()).collect();
        let printed = print(form, 0, "M/Y Aurora", &labels(all.len() as u64));
        assert_eq!((printed.labels, printed.pages), (all.len(), 1));
        assert_eq!(filled(form, &printed.pdf, 0), all);
    }
}

#[test]
fn a_started_sheet_is_filled_from_its_first_free_label() {
    let pages = |skip, count| {
        let printed = print(Form::Sheet70x37, skip, "M/Y Aurora", &labels(count));
        (printed.pages, filled(Form::Sheet70x37, &printed.pdf, 0))
    };
    assert_eq!(pages(23, 2), (2, vec![23]));
    assert_eq!(pages(4, 3), (1, vec![4, 5, 6]));
    assert_eq!(pages(0, 1), (1, vec![0]));
}

#[test]
fn the_number_of_pages_is_the_fewest_that_hold_the_labels() {
    let pages = |form, skip, count| print(form, skip, "M/Y Aurora", &labels(count)).pages;
    for form in [Form::Sheet70x37, Form::Sheet63x34] {
        assert_eq!(pages(form, 0, 24), 1);
        assert_eq!(pages(form, 0, 25), 2);
        assert_eq!(pages(form, 1, 24), 2);
        assert_eq!(pages(form, 23, 25), 2);
        assert_eq!(pages(form, 23, 26), 3);
        assert_eq!(pages(form, 0, 0), 0);
    }
    assert_eq!(pages(Form::Roll62, 0, 7), 7);
}

#[test]
fn pages_have_the_size_of_the_sheet_and_of_the_roll() {
    let roll = print(Form::Roll62, 0, "M/Y Aurora", &labels(3));
    assert_eq!(page_sizes_mm(&roll.pdf), vec![(62.0, 34.0); 3]);
    let sheet = print(Form::Sheet63x34, 0, "M/Y Aurora", &labels(1));
    assert_eq!(page_sizes_mm(&sheet.pdf), vec![(210.0, 297.0)]);
}

#[test]
fn a_label_says_name_number_place_unit_and_vessel() {
    for form in FORMS {
        let printed = print(form, 0, "M/Y Aurora", &[label(1, "Fuel valve nozzle", "51.10102-0137")]);
        let said = [
            "Fuel valve nozzle",
            "51.10102-0137",
            "ER-2-A3 – Engine store, shelf A3",
            "M/Y Aurora",
            "Unit: pcs",
        ];
        assert_eq!(copied(&printed.pdf), without_space(&said.concat()));
        assert!(printed.unprintable.is_empty() && printed.shortened.is_empty());
    }
}

#[test]
fn greek_cyrillic_and_signs_are_printed_and_copied_as_they_were_typed() {
    let names = [
        "Αντλία ψύξης, στεγανό",
        "Прокладка крышки цилиндра",
        "Прокладка Їжак Єва ґанок",
        "Dichtung ⌀ 42 × 3, ≤ 90 °C → ½″",
        "Łożysko ślizgowe, Öldruck, naïve",
    ];
    for name in names {
        let printed = print(Form::Sheet70x37, 0, "M/Y Aurora", &[label(1, name, "1")]);
        assert!(printed.unprintable.is_empty(), "{name}: {:?}", printed.unprintable);
        let copied = copied(&printed.pdf);
        assert!(copied.contains(&without_space(name)), "{copied}");
    }
}

#[test]
fn what_no_font_holds_is_a_box_is_reported_and_can_still_be_copied() {
    let chinese = print(Form::Sheet70x37, 0, "M/Y Aurora", &[label(1, "泵 pump 泵轴", "1")]);
    assert_eq!(chinese.unprintable, ["泵", "轴"]);
    // One glyph stands for both: the file says which of them it is, for the second at the latest.
    assert!(actual_texts(&chinese.pdf).contains(&"轴".to_owned()));
    let hebrew = print(Form::Roll62, 0, "M/Y Aurora", &[label(1, "משאבה", "1")]);
    assert_eq!(hebrew.unprintable.len(), 5);

    // The boxes are really there: the same label without them has less ink.
    let without = print(Form::Sheet70x37, 0, "M/Y Aurora", &[label(1, "  pump  ", "1")]);
    let ink = |pdf: &[u8]| picture(pdf, 0).dark_dots();
    assert!(ink(&chinese.pdf) > ink(&without.pdf) + 100);
}

#[test]
fn long_names_and_numbers_stay_on_their_label() {
    let long = "Gasket for the cooling water outlet of the exhaust turbocharger casing ".repeat(4);
    let unbroken = "X".repeat(200);
    for form in FORMS {
        let mut wide = label(1, &long, &unbroken);
        wide.place = Some(Place {
            code: unbroken.clone(),
            name: long.clone(),
        });
        wide.unit = unbroken.clone();
        let printed = print(form, 0, &long, &[wide]);
        assert_eq!(printed.shortened, [0]);
        // Name, number, place, vessel and unit.
        assert_eq!(copied(&printed.pdf).matches('…').count(), 5);
        let area = form.area(0);
        let ink = picture(&printed.pdf, 0).ink_mm().expect("something is drawn");
        assert!(
            ink.left_mm >= area.left_mm + 1.9 && ink.right_mm() <= area.right_mm() - 1.9,
            "{ink:?}"
        );
        assert!(
            ink.top_mm >= area.top_mm + 2.9 && ink.bottom_mm() <= area.bottom_mm() - 2.9,
            "{ink:?}"
        );
    }
    let usual = "0123456789-ABCDEF/0123456789-ABCDEF.55";
    let printed = print(Form::Roll62, 0, "M/Y Aurora", &[label(1, "Nozzle", usual)]);
    assert!(printed.shortened.is_empty());
    assert!(copied(&printed.pdf).contains(usual));
}

#[test]
fn a_part_without_a_place_has_a_label_too() {
    let mut homeless = label(1, "Fuel valve nozzle", "4711");
    homeless.place = None;
    let printed = print(Form::Sheet70x37, 0, "M/Y Aurora", &[homeless]);
    assert_eq!(copied(&printed.pdf), "Fuelvalvenozzle4711M/YAuroraUnit:pcs");
}

#[test]
fn the_same_labels_are_the_same_bytes() {
    let once = print(Form::Sheet70x37, 3, "M/Y Aurora", &labels(30)).pdf;
    let again = print(Form::Sheet70x37, 3, "M/Y Aurora", &labels(30)).pdf;
    assert!(once == again);
    // Published: a change here means that every printed label changes. Look at it before you accept it.
    assert_eq!(sum(&once), "62b7e4eaccc793182317129c881fb37a");
}

#[test]
fn two_thousand_labels_are_one_small_file() {
    let printed = print(Form::Sheet70x37, 0, "M/Y Aurora", &labels(2_001));
    assert_eq!((printed.labels, printed.pages), (2_000, 84));
    assert!(printed.pdf.len() < 2_500_000, "{} bytes", printed.pdf.len());
}
