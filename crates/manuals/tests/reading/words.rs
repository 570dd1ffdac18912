use manuals::Target;
use manuals::page::{OutlineEntry, Run};

use crate::forge::{Forge, bold, line};
use crate::scene::Scene;

fn near(one: f32, other: f32) -> bool {
    (one - other).abs() < 1.0
}

#[test]
fn a_page_says_what_stands_where_how_large_and_how_bold() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    let content = bold(72.0, 760.0, 18.0, "3.2 Cooling water")
        + &line(72.0, 700.0, 10.0, "E047")
        + &line(200.0, 700.0, 10.0, "Temperature too high")
        + &line(72.0, 40.0, 8.0, "3-12");
    forge.page(&content, "");
    let path = scene.forged("a.pdf", &forge);
    let page = scene.reader.page_text(&path, 1).unwrap();
    assert_eq!(
        (page.number, page.width, page.height, page.label),
        (1, 595.0, 842.0, None)
    );
    let texts: Vec<&str> = page.runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["3.2 Cooling water", "E047", "Temperature too high", "3-12"]);
    let sizes: Vec<f32> = page.runs.iter().map(|run| run.size).collect();
    assert_eq!(sizes, [18.0, 10.0, 10.0, 8.0]);
    let bolds: Vec<bool> = page.runs.iter().map(|run| run.is_bold).collect();
    assert_eq!(bolds, [true, false, false, false]);
    let Run { area, .. } = page.runs[1];
    assert!(near(area.left, 72.0), "{area:?}");
    assert!(
        area.top < 842.0 - 700.0 && area.top + area.height >= 842.0 - 700.0,
        "{area:?}"
    );
    assert!(area.height > 8.0 && area.height < 14.0, "{area:?}");
    assert!(page.runs[3].area.top > 780.0);
}

/// What stands at (100, 300) of a landscape page, and where it is looked for after each quarter turn.
#[test]
fn text_on_a_turned_and_cropped_page_stands_where_it_is_seen() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    let level = line(100.0, 300.0, 10.0, "Left");
    forge.page(&level, "/MediaBox [0 0 600 400]");
    forge.page(&level, "/MediaBox [0 0 600 400] /CropBox [50 100 550 350]");
    // Set so that it reads level once the page is turned.
    let upwards = "BT /R 10 Tf 0 1 -1 0 100 300 Tm (Left) Tj ET";
    forge.page(upwards, "/MediaBox [0 0 600 400] /Rotate 90");
    let downwards = "BT /R 10 Tf 0 -1 1 0 100 300 Tm (Left) Tj ET";
    forge.page(downwards, "/MediaBox [0 0 600 400] /Rotate 270");
    let over = "BT /R 10 Tf -1 0 0 -1 100 300 Tm (Left) Tj ET";
    forge.page(over, "/MediaBox [0 0 600 400] /Rotate 180");
    let path = scene.forged("a.pdf", &forge);
    let seen = [
        (600.0, 400.0, 100.0, 100.0),
        (500.0, 250.0, 50.0, 50.0),
        (400.0, 600.0, 300.0, 100.0),
        (400.0, 600.0, 100.0, 500.0),
        (600.0, 400.0, 500.0, 300.0),
    ];
    for (page, (width, height, left, baseline)) in (1..).zip(seen) {
        let text = scene.reader.page_text(&path, page).unwrap();
        assert_eq!((text.width, text.height), (width, height), "page {page}");
        assert_eq!(text.runs.len(), 1, "page {page}");
        let area = text.runs[0].area;
        assert_eq!(text.runs[0].text, "Left");
        assert!(near(area.left, left), "page {page}: {area:?}");
        assert!(
            area.top < baseline && area.top + area.height > baseline,
            "page {page}: {area:?}"
        );
        assert!(area.width > area.height, "page {page}: {area:?}");
        assert_eq!(text.runs[0].size, 10.0);
    }
}

#[test]
fn labels_are_those_of_the_file() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(5);
    forge.catalogue = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (3-) /St 11 >>] >>".to_owned();
    let path = scene.forged("a.pdf", &forge);
    let labels: Vec<Option<String>> = scene
        .reader
        .text(&path, 1..=99)
        .unwrap()
        .into_iter()
        .map(|page| page.label)
        .collect();
    let expected = ["i", "ii", "3-11", "3-12", "3-13"];
    assert_eq!(labels, expected.map(|label| Some(label.to_owned())));
}

#[test]
fn a_page_without_text_has_none() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    forge.page("0 0 1 rg 100 100 200 200 re f", "");
    let path = scene.forged("a.pdf", &forge);
    assert_eq!(scene.reader.page_text(&path, 1).unwrap().runs, []);
    assert_eq!(scene.reader.glyphs(&path, 1).unwrap(), []);
    assert_eq!(scene.reader.outline(&path).unwrap(), []);
    assert_eq!(scene.reader.links(&path, 1).unwrap(), []);
}

#[test]
fn the_contents_lead_to_pages_and_places() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(3);
    let (second, third) = (forge.page_object(2), forge.page_object(3));
    let root = forge.add("");
    let at = |offset: usize| root + offset;
    let (chapter, section, jump, nowhere) = (at(1), at(2), at(3), at(4));
    forge.add(format!(
        "<< /Title (3 Cooling) /Parent {root} 0 R /Next {jump} 0 R /First {section} 0 R /Last {section} 0 R \
         /Count 1 /Dest [{second} 0 R /XYZ 0 742 null] >>"
    ));
    // "Wärme" as UTF-16.
    forge.add(format!(
        "<< /Title <FEFF005700E40072006D0065> /Parent {chapter} 0 R /Dest [{third} 0 R /FitH 642] >>"
    ));
    forge.add(format!(
        "<< /Title (4 Faults) /Parent {root} 0 R /Prev {chapter} 0 R /Next {nowhere} 0 R \
         /A << /S /GoTo /D [{third} 0 R /Fit] >> >>"
    ));
    forge.add(format!(
        "<< /Title (Start it) /Parent {root} 0 R /Prev {jump} 0 R /A << /S /Launch /F (x) >> >>"
    ));
    forge.replace(
        root,
        format!("<< /Type /Outlines /First {chapter} 0 R /Last {nowhere} 0 R /Count 4 >>"),
    );
    forge.catalogue = format!("/Outlines {root} 0 R");
    let path = scene.forged("a.pdf", &forge);
    let entry = |level, title: &str, page, top| OutlineEntry {
        level,
        title: title.to_owned(),
        page,
        top,
    };
    assert_eq!(
        scene.reader.outline(&path).unwrap(),
        [
            entry(1, "3 Cooling", 2, Some(100.0)),
            entry(2, "Wärme", 3, Some(200.0)),
            entry(1, "4 Faults", 3, None),
        ]
    );
}

#[test]
fn contents_that_lead_in_a_circle_end() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(1);
    let page = forge.page_object(1);
    let root = forge.add("");
    let (one, other) = (root + 1, root + 2);
    let line = |next: usize| {
        format!("<< /Title (Round) /Parent {root} 0 R /Next {next} 0 R /First {next} 0 R /Dest [{page} 0 R /Fit] >>")
    };
    forge.add(line(other));
    forge.add(line(one));
    forge.replace(root, format!("<< /First {one} 0 R /Last {other} 0 R >>"));
    forge.catalogue = format!("/Outlines {root} 0 R");
    let path = scene.forged("a.pdf", &forge);
    assert_eq!(scene.reader.outline(&path).unwrap().len(), 2);
}

#[test]
fn links_lead_to_pages_and_addresses_and_start_nothing() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(2);
    let second = forge.page_object(2);
    let link = |left: u32, leads: &str| {
        format!(
            "<< /Type /Annot /Subtype /Link /Rect [{left} 700 {} 720] {leads} >> ",
            left + 50
        )
    };
    let links = [
        link(10, &format!("/Dest [{second} 0 R /XYZ 0 800 0]")),
        link(110, "/A << /S /URI /URI (https://example.com/pump) >>"),
        link(210, "/A << /S /Launch /F (/bin/true) >>"),
        link(310, "/A << /S /JavaScript /JS (app.alert) >>"),
        link(410, "/A << /S /URI /URI (file:///etc/passwd) >>"),
        link(510, "/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >>"),
    ];
    forge.page("", &format!("/Annots [{}]", links.concat()));
    let path = scene.forged("a.pdf", &forge);
    let found = scene.reader.links(&path, 3).unwrap();
    let targets: Vec<&Target> = found.iter().map(|link| &link.target).collect();
    assert_eq!(
        targets,
        [
            &Target::Page {
                page: 2,
                top: Some(42.0)
            },
            &Target::Address("https://example.com/pump".to_owned())
        ]
    );
    let area = found[0].area;
    assert_eq!(
        (area.left, area.top, area.width, area.height),
        (10.0, 122.0, 50.0, 20.0)
    );
}

#[test]
fn glyphs_come_in_the_order_of_reading_and_cover_what_they_mark() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    // The lower line first, as some programs write it.
    let content = line(72.0, 680.0, 10.0, "second line") + &line(72.0, 700.0, 10.0, "first line");
    forge.page(&content, "");
    let path = scene.forged("a.pdf", &forge);
    let glyphs = scene.reader.glyphs(&path, 1).unwrap();
    let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(text, "first line\nsecond line\n");
    let first = glyphs[0].area;
    assert!(
        near(first.left, 72.0) && first.width > 1.0 && first.height > 8.0,
        "{first:?}"
    );
}
