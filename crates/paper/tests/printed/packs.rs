//! Packs: long names, two hundred entries, page numbers, scripts that no font holds.

use crate::seen::{actual_texts, copied, page_sizes_mm, picture};
use crate::sheets::photo;
use paper::Photo;
use paper::pack::{Appendix, AppendixList, Entry, Group, Pack, Signature, print};

fn entry(number: usize) -> Entry {
    Entry {
        title: format!(
            "{number:03} {}",
            "Κύρια μηχανή, насос охлаждения и Škrinjarić’s sehr lange Bezeichnung ".repeat(2)
        ),
        state: "Open".to_owned(),
        details: Some(
            "Drips at the seal. Tray emptied at 18:00, keep the emergency pump lined up.\nSecond line.".to_owned(),
        ),
        facts: vec![
            "About F-2026-E0113 Coolant temperature high: open, high".to_owned(),
            "Written 2026-03-01 10:12 by Jānis Bērziņš, ETO · priority high".to_owned(),
        ],
        photos: match number {
            5 => vec![Photo {
                picture: photo(640, 480),
                caption: vec!["Photo “drip.jpg” – Σταγόνες (SHA-256 6160a227f363cfd5…)".to_owned()],
            }],
            _ => Vec::new(),
        },
    }
}

fn pack(entries: usize) -> Pack {
    Pack {
        vessel: "M/Y Aurelia of the very long name that somebody gave her on a whim and never thought of paper"
            .to_owned(),
        title: "Handover, engineering watch".to_owned(),
        lead: vec!["2026-03-01 08:00 to 2026-03-01 20:00, ship's time (UTC+01:00)".to_owned()],
        groups: vec![Group {
            heading: format!("Urgent ({entries})"),
            entries: (1..=entries).map(entry).collect(),
        }],
        nothing: String::new(),
        signatures_heading: "Signatures".to_owned(),
        signatures: vec![Signature {
            line:
                "Handed over by Wilhelmina Konstantinopoulou-Papadopoulos von und zu Hohenstein, Relief second engineer"
                    .to_owned(),
            at: "2026-03-01 20:00".to_owned(),
            facts: vec![format!("Signed by PIN. {}", "a1b2".repeat(30))],
        }],
        appendix: Some(Appendix {
            heading: "Open faults, not part of the handover".to_owned(),
            lists: vec![AppendixList {
                heading: "120 open faults".to_owned(),
                lines: (0..120)
                    .map(|at| {
                        (
                            format!("F-2026-E{at:04}  {}", "Coolant weeping at the hose ".repeat(3)),
                            "open, high".to_owned(),
                        )
                    })
                    .collect(),
                after: Some("3 more are not listed.".to_owned()),
            }],
        }),
        foot: "Signed statement 6160a227f363cfd5".to_owned(),
        page_of: |page, pages| format!("Page {page} of {pages}"),
        boxes: "▯ stands for a character that is not printed here.".to_owned(),
    }
}

#[test]
fn two_hundred_entries_fill_pages_that_are_numbered_and_none_is_lost() {
    let printed = print(&pack(200));
    if let Some(folder) = std::env::var_os("CELESTE_PACK_OUT") {
        std::fs::write(std::path::Path::new(&folder).join("pack.pdf"), &printed.pdf).unwrap();
    }
    let text = copied(&printed.pdf);
    for number in 1..=200 {
        assert!(text.contains(&format!("{number:03}Κύριαμηχανή")), "{number}");
    }
    for page in 1..=printed.pages {
        assert!(text.contains(&format!("Page{page}of{}", printed.pages)), "{page}");
    }
    assert_eq!(text.matches("насосохлаждения").count(), 400);
    assert_eq!(text.matches("F-2026-E0").count(), 120 + 200);
    assert_eq!(printed.pages, 28);
    assert_eq!(printed.unprintable, Vec::<String>::new());
}

#[test]
fn nothing_runs_over_the_margins() {
    let printed = print(&pack(40));
    for (page, (width_mm, height_mm)) in page_sizes_mm(&printed.pdf).into_iter().enumerate() {
        let ink = picture(&printed.pdf, page).ink_mm().expect("something is printed");
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
fn what_no_font_holds_is_a_box_and_is_said_on_paper() {
    let mut odd = pack(1);
    odd.groups[0].entries[0].title = "主机冷却水 متسرب".to_owned();
    let printed = print(&odd);
    assert!(
        printed.unprintable.contains(&"主".to_owned()) && printed.unprintable.len() == 10,
        "{:?}",
        printed.unprintable
    );
    let copied_boxes: String = actual_texts(&printed.pdf).concat();
    // The first one is what the box itself is said to mean, the others stand beside theirs.
    assert_eq!(copied_boxes, "机冷却水متسرب▯");
    assert!(says_so(&printed.pdf));
    assert!(!says_so(&print(&pack(1)).pdf), "and only there");
}

fn says_so(pdf: &[u8]) -> bool {
    copied(pdf).contains("standsforacharacterthatisnotprintedhere")
}
