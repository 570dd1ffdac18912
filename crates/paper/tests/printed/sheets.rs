//! Sheets and lists: what flows over pages, what stays together, photos, page numbers.

use crate::seen::{copied, page_sizes_mm, picture};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use paper::list::{List, Row};
use paper::sheet::{Part, Sheet, Tick};
use paper::{Cell, Column, Photo, Picture, Signature, list, sheet};

const LONG: &str =
    "Κύρια μηχανή, насос охлаждения и Škrinjarić’s sehr lange Bezeichnung ohne Ende auf dem Unterdeck vorn";

/// A photo of dark stripes: (width, height) in dots.
pub(crate) fn photo(width: u32, height: u32) -> Picture {
    let dots: Vec<u8> = (0..width * height)
        .flat_map(|at| {
            if at / width % 16 < 8 {
                [20, 20, 40]
            } else {
                [250, 240, 90]
            }
        })
        .collect();
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes)
        .write_image(&dots, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG is written into memory");
    Picture::from_jpeg(bytes).expect("a JPEG")
}

fn tick(number: usize) -> Tick {
    Tick {
        text: format!("Line {number:03}: {LONG}"),
        is_ticked: number.is_multiple_of(2),
        facts: vec!["Ticked by Jānis Bērziņš, 2026-03-01 10:12".to_owned()],
    }
}

fn order(lines: usize, photos: usize) -> Sheet {
    let caption = || {
        vec![
            format!("Photo “IMG_0815.JPG” – {LONG}"),
            "attached 2026-03-01".to_owned(),
        ]
    };
    let sizes = [(640, 480), (300, 900), (900, 120)];
    let columns = vec![
        Column::text("Part", 2.2),
        Column::figure("Planned", 0.8),
        Column::text("Where it lies", 2.4),
    ];
    let row = vec![
        Cell::from(LONG).with_detail(Some("0634-1129".to_owned())),
        Cell::from("2 pcs"),
        Cell::from("A3 Store A / shelf 3: 4 pcs\nB1 Store B: 1 pcs"),
    ];
    Sheet {
        vessel: "M/Y Aurelia".to_owned(),
        head: "Work order WO-2026-E0042".to_owned(),
        title: LONG.to_owned(),
        lead: vec!["WO-2026-E0042 · In progress".to_owned()],
        parts: vec![
            Part::Facts(vec![
                ("Equipment".to_owned(), LONG.to_owned()),
                ("Place".to_owned(), "Engine room, port".to_owned()),
                ("Priority".to_owned(), "High".to_owned()),
            ]),
            Part::Heading("Checklist".to_owned()),
            Part::Boxes((1..=lines).map(tick).collect()),
            Part::Heading("Parts".to_owned()),
            Part::Table(columns, vec![row]),
            Part::Heading("Photos".to_owned()),
            Part::Photos(
                (0..photos)
                    .map(|at| Photo {
                        picture: photo(sizes[at % 3].0, sizes[at % 3].1),
                        caption: caption(),
                    })
                    .collect(),
            ),
            Part::Heading("What was found and done".to_owned()),
            Part::Lines(6),
            Part::Blanks(["Done by", "Date and time", "Signature"].map(str::to_owned).into()),
            Part::Signatures(vec![Signature {
                line: format!("Completed as resolved: {LONG}"),
                at: "2026-03-01 20:00".to_owned(),
                facts: vec!["Signed by PIN as chief engineer.".to_owned()],
            }]),
        ],
        foot: "Printed 2026-03-01 20:01".to_owned(),
        page_of,
        boxes: "▯ stands for a character that is not printed here.".to_owned(),
    }
}

fn page_of(page: usize, pages: usize) -> String {
    format!("Page {page} of {pages}")
}

fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("CELESTE_PACK_OUT") {
        std::fs::write(std::path::Path::new(&folder).join(name), pdf).expect("a folder to look at");
    }
}

fn within_margins(pdf: &[u8]) {
    for (page, (width_mm, height_mm)) in page_sizes_mm(pdf).into_iter().enumerate() {
        let ink = picture(pdf, page).ink_mm().expect("something is printed");
        assert!(
            ink.left_mm >= 17.5 && ink.right_mm() <= width_mm - 17.5,
            "page {page}: {ink:?}"
        );
        assert!(
            ink.top_mm >= 10.0 && ink.bottom_mm() <= height_mm - 9.0,
            "page {page}: {ink:?}"
        );
    }
}

#[test]
fn a_sheet_flows_over_pages_that_name_ship_paper_and_number() {
    let printed = sheet::print(&order(40, 5));
    keep("order.pdf", &printed.pdf);
    let text = copied(&printed.pdf);
    for number in 1..=40 {
        assert_eq!(text.matches(&format!("Line{number:03}:")).count(), 1, "{number}");
    }
    assert_eq!(text.matches('✓').count(), 20, "every second box is ticked");
    for page in 1..=printed.pages {
        assert!(text.contains(&format!("Page{page}of{}", printed.pages)), "{page}");
    }
    assert_eq!(text.matches("M/YAurelia").count(), printed.pages, "on each page");
    assert_eq!(text.matches("WorkorderWO-2026-E0042").count(), printed.pages);
    assert_eq!(printed.pages, 5);
    assert_eq!(printed.unprintable, Vec::<String>::new());
    within_margins(&printed.pdf);
}

#[test]
fn a_heading_stands_on_the_page_of_what_it_heads() {
    for lines in 0..50 {
        let paper = Sheet {
            parts: vec![
                Part::Prose("Line\n".repeat(lines)),
                Part::Heading("Signatures".to_owned()),
                Part::Signatures(vec![Signature {
                    line: "Completed as resolved: Rodel Villanueva, Motorman".to_owned(),
                    at: "2026-03-01 20:00".to_owned(),
                    facts: vec!["Signed by PIN as crew.".to_owned()],
                }]),
            ],
            ..order(0, 0)
        };
        let text = copied(&sheet::print(&paper).pdf);
        let after = text.split("Signatures").nth(1).expect("the heading");
        let between = after.split("Completed").next().expect("the signature");
        assert!(!between.contains("Page"), "{lines} lines before: {between}");
    }
}

#[test]
fn photos_keep_their_shape_and_are_really_drawn() {
    let (without, with) = (sheet::print(&order(0, 0)), sheet::print(&order(0, 1)));
    let ink = |pdf: &[u8]| {
        (0..page_sizes_mm(pdf).len())
            .map(|page| picture(pdf, page).dark_dots())
            .sum::<usize>()
    };
    let dots = ink(&with.pdf) - ink(&without.pdf);
    // 84 mm wide at 4 : 3 is 63 mm high; half of its stripes are dark, at ten dots a millimetre.
    let half = 84 * 63 * 100 / 2;
    assert!(dots > half * 9 / 10 && dots < half * 12 / 10, "{dots} of about {half}");
    assert!(Picture::from_jpeg(b"GIF89a, or whatever it is".to_vec()).is_none());
}

fn faults() -> List {
    List {
        vessel: "M/Y Aurelia".to_owned(),
        title: "Faults".to_owned(),
        lead: vec!["Only: State open".to_owned(), "200 faults".to_owned()],
        columns: vec![
            Column::text("Number", 1.2),
            Column::text("Fault", 3.0),
            Column::text("Equipment", 1.9),
            Column::figure("Stock", 1.2),
        ],
        nothing: "Nothing matches.".to_owned(),
        foot: "Printed 2026-03-01 20:01".to_owned(),
        page_of,
        boxes: "▯ stands for a character that is not printed here.".to_owned(),
    }
}

fn fault(number: usize) -> Row {
    let title = if number == 7 { "主机冷却水 low" } else { LONG };
    Row::Cells(vec![
        Cell::from(format!("F-2026-E{number:04}")),
        Cell::from(title).with_detail(Some("E047 · Recurring: 3 times in 30 days".to_owned())),
        Cell::from("Generator 2").with_detail(Some("651.02".to_owned())),
        Cell::from(format!("{number} pcs")),
    ])
}

#[test]
fn two_hundred_rows_stand_under_a_head_on_each_page_and_none_is_lost_or_cut_in_two() {
    let mut passes = 0;
    let printed = list::print::<()>(&faults(), |take| {
        passes += 1;
        take(Row::Heading("Engineering".to_owned()));
        (1..=200).for_each(|number| take(fault(number)));
        take(Row::After("The last entry of each workstation here:".to_owned()));
        Ok(())
    });
    let printed = printed.unwrap();
    keep("list.pdf", &printed.pdf);
    assert_eq!(passes, 2, "to count pages, and to draw them");
    let text = copied(&printed.pdf);
    for number in 1..=200 {
        assert_eq!(text.matches(&format!("F-2026-E{number:04}")).count(), 1, "{number}");
    }
    assert_eq!(
        text.matches("NumberFaultEquipmentStock").count(),
        printed.pages,
        "the head"
    );
    for page in 1..=printed.pages {
        assert!(text.contains(&format!("Page{page}of{}", printed.pages)), "{page}");
    }
    assert_eq!(printed.pages, 14);
    assert_eq!(printed.unprintable, ["主", "冷", "却", "机", "水"]);
    assert!(text.contains("standsforacharacterthatisnotprintedhere"));
    within_margins(&printed.pdf);
}

#[test]
fn a_row_longer_than_a_page_goes_on_on_the_next() {
    let words: Vec<String> = (0..1_500).map(|number| format!("w{number:04}")).collect();
    let printed = list::print::<()>(&faults(), |take| {
        take(fault(1));
        take(Row::Cells(vec![
            Cell::from("F-2026-E0002"),
            Cell::from(words.join(" ")),
            Cell::from("Generator 2"),
            Cell::default(),
        ]));
        Ok(())
    });
    let printed = printed.unwrap();
    keep("long.pdf", &printed.pdf);
    let text = copied(&printed.pdf);
    for word in &words {
        assert_eq!(text.matches(word.as_str()).count(), 1, "{word}");
    }
    assert!(printed.pages > 2);
    within_margins(&printed.pdf);
}

#[test]
fn an_empty_list_says_so_and_a_stop_leaves_no_paper() {
    let empty = list::print::<()>(&faults(), |_| Ok(())).unwrap();
    assert_eq!(empty.pages, 1);
    assert!(copied(&empty.pdf).contains("Nothingmatches."));
    let stopped = list::print(&faults(), |take| {
        take(fault(1));
        Err("stopped")
    });
    assert_eq!(stopped.err(), Some("stopped"));
}

#[test]
fn the_same_sheet_is_the_same_bytes() {
    assert!(sheet::print(&order(3, 2)).pdf == sheet::print(&order(3, 2)).pdf);
}
