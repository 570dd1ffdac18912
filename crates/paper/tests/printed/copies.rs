//! Copies of pages: each on its own paper, as large as it holds, with where it comes from.

use crate::seen::{copied, page_sizes_mm, picture, without_space};
use crate::sheets::photo;
use paper::copies::{Copies, Copy, print};

fn copies(sizes: &[(u32, u32)]) -> Copies {
    let pages = sizes.iter().enumerate();
    Copies {
        vessel: "M/Y Aurelia".to_owned(),
        title: "Εγχειρίδιο κύριας μηχανής".to_owned(),
        pages: pages
            .map(|(at, &(width, height))| Copy {
                picture: photo(width, height),
                line: format!("Εγχειρίδιο κύριας μηχανής, revision C, page {} (3-{at})", at + 200),
            })
            .collect(),
        foot: "Printed 2026-03-01 10:12, ship's time (UTC+1)".to_owned(),
    }
}

#[test]
fn each_page_lies_as_its_original_and_says_where_it_comes_from() {
    let printed = print(&copies(&[(1240, 1754), (1754, 1240), (300, 3000)]));
    assert_eq!(printed.pages, 3);
    assert_eq!(
        page_sizes_mm(&printed.pdf),
        [(210.0, 297.0), (297.0, 210.0), (210.0, 297.0)]
    );
    let text = without_space(&copied(&printed.pdf));
    for said in ["revision C, page 200 (3-0)", "page 202 (3-2)", "M/Y Aurelia", "UTC+1"] {
        assert!(text.contains(&without_space(said)), "{said} in {text}");
    }
    assert_eq!(printed.unprintable, Vec::<String>::new());
    for page in 0..3 {
        let ink = picture(&printed.pdf, page).ink_mm().expect("something is printed");
        let (width, height) = page_sizes_mm(&printed.pdf)[page];
        assert!(ink.left_mm > 5.0 && ink.right_mm() < width - 5.0, "{ink:?}");
        assert!(ink.top_mm > 5.0 && ink.bottom_mm() < height - 5.0, "{ink:?}");
    }
}

#[test]
fn a_name_without_end_is_cut_and_pushes_nothing_off_the_paper() {
    let mut long = copies(&[(1240, 1754)]);
    long.pages[0].line = "Bedienungsanleitung ".repeat(60);
    let printed = print(&long);
    assert_eq!(printed.pages, 1);
    assert!(copied(&printed.pdf).contains('…'));
}
