//! Files made to hurt: memory, time, recursion.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use manuals::{ManualError, Refused, Size, Target};

use crate::forge::{Forge, line};
use crate::scene::{Scene, in_time, short};

/// A file whose page draws a form that draws ten that draw ten …: a hundred million million times.
pub(crate) fn endless() -> Forge {
    let mut forge = Forge::new();
    let mut inner = forge.stream("/Type /XObject /Subtype /Form /BBox [0 0 600 900]", "0 0 10 10 re f");
    for _ in 0..14 {
        inner = forge.stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /F {inner} 0 R >> >>"
            ),
            "/F Do ".repeat(10),
        );
    }
    forge.page("/F Do", &format!("/Resources << /XObject << /F {inner} 0 R >> >>"));
    forge
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(data).unwrap();
    packer.finish().unwrap()
}

/// Every question about the file ends with an answer or a sentence, and a good file is read afterwards.
fn ends_well(name: &str, forge: &Forge) {
    let scene = Scene::with(short());
    let path = scene.forged(name, forge);
    let scene = in_time(move || {
        let reader = &scene.reader;
        let said = [
            reader.open(&path, None).err(),
            reader.sizes(&path).err(),
            reader.outline(&path).err(),
            reader.page_text(&path, 1).err(),
            reader.glyphs(&path, 1).err(),
            reader.links(&path, 1).err(),
            reader.draw(&path, 1, Size::Width(800)).err(),
        ];
        for error in said.into_iter().flatten() {
            assert!(
                !matches!(
                    error,
                    ManualError::NotStarted(_) | ManualError::Refused(Refused::NoLibrary)
                ),
                "{error:?}"
            );
        }
        scene
    });
    scene.expect_well();
}

#[test]
fn a_page_that_would_take_for_ever_is_left_in_one_sentence() {
    let scene = Scene::with(short());
    let path = scene.forged("endless.pdf", &endless());
    assert_eq!(scene.reader.open(&path, None).unwrap().pages, 1);
    let (drawn, scene) = in_time(move || (scene.reader.draw(&path, 1, Size::Width(800)), scene));
    let error = drawn.unwrap_err();
    // Memory may run out before the time does.
    assert!(matches!(error, ManualError::TooLong | ManualError::Died), "{error:?}");
    let sentence = error.to_string();
    assert!(sentence.ends_with("so it was left. Choose another one."), "{sentence}");
    scene.expect_well();
}

#[test]
fn contents_and_links_that_lead_to_such_a_page_are_still_told() {
    let scene = Scene::with(short());
    let mut forge = endless();
    let first = forge.page_object(1);
    let leads = format!("/Dest [{first} 0 R /XYZ 0 700 0]");
    forge.page(
        "",
        &format!("/Annots [<< /Type /Annot /Subtype /Link /Rect [10 10 60 30] {leads} >>]"),
    );
    let root = forge.add("");
    let entry = forge.add(format!("<< /Title (Endless) /Parent {root} 0 R {leads} >>"));
    forge.replace(root, format!("<< /First {entry} 0 R /Last {entry} 0 R >>"));
    forge.catalogue = format!("/Outlines {root} 0 R");
    let path = scene.forged("endless.pdf", &forge);
    let (outline, links) = in_time(move || (scene.reader.outline(&path), scene.reader.links(&path, 2)));
    let outline = outline.unwrap();
    assert_eq!(
        (outline[0].title.as_str(), outline[0].page, outline[0].top),
        ("Endless", 1, None)
    );
    assert_eq!(links.unwrap()[0].target, Target::Page { page: 1, top: None });
}

#[test]
fn content_that_unpacks_to_gigabytes() {
    let mut forge = Forge::new();
    // Two gigabytes of blanks, packed twice.
    let megabyte = vec![b' '; 1 << 20];
    let mut once = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..2_048 {
        once.write_all(&megabyte).unwrap();
    }
    let twice = packed(&once.finish().unwrap());
    let content = forge.stream("/Filter [/FlateDecode /FlateDecode]", twice);
    forge.page("", &format!("/Contents {content} 0 R"));
    ends_well("bomb.pdf", &forge);
}

#[test]
fn a_picture_of_ten_gigabytes() {
    for (entries, data) in [
        (
            "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode",
            packed(&[0; 1 << 20]),
        ),
        ("/ColorSpace /DeviceGray /BitsPerComponent 1", vec![0; 1_000]),
        (
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 58000 /Rows 58000 >>",
            vec![0; 1_000],
        ),
        (
            "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
            vec![0xFF, 0xD8, 0xFF],
        ),
        ("/Filter /JPXDecode", vec![0; 100]),
        (
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode",
            vec![0; 100],
        ),
    ] {
        let mut forge = Forge::new();
        let picture = forge.stream(
            &format!("/Type /XObject /Subtype /Image /Width 58000 /Height 58000 {entries}"),
            &data,
        );
        forge.page(
            "500 0 0 500 0 0 cm /I Do",
            &format!("/Resources << /XObject << /I {picture} 0 R >> >>"),
        );
        ends_well("picture.pdf", &forge);
    }
}

#[test]
fn a_pattern_of_millions_of_tiles() {
    let mut forge = Forge::new();
    let tile = forge.stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << >>",
        "1 0 0 rg 0 0 0.5 0.5 re f",
    );
    forge.page(
        "/Pattern cs /P scn 0 0 595 842 re f",
        &format!("/Resources << /Pattern << /P {tile} 0 R >> >>"),
    );
    ends_well("pattern.pdf", &forge);
}

#[test]
fn forms_and_pages_that_contain_themselves() {
    let mut forge = Forge::new();
    let own = forge.add("");
    let form = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F {own} 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream"
    );
    forge.replace(own, form);
    forge.page("/F Do", &format!("/Resources << /XObject << /F {own} 0 R >> >>"));
    ends_well("form.pdf", &forge);

    let mut forge = Forge::with_pages(1);
    forge.inherited = "/Parent 2 0 R".to_owned();
    let node = forge.add("");
    forge.replace(
        node,
        format!("<< /Type /Pages /Parent 2 0 R /Kids [2 0 R {node} 0 R] /Count 5 >>"),
    );
    ends_well("tree.pdf", &forge);
}

#[test]
fn brackets_a_million_deep() {
    let mut forge = Forge::new();
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let object = forge.add(deep.clone());
    forge.page(&deep, &format!("/Annots {object} 0 R"));
    ends_well("deep.pdf", &forge);
}

#[test]
fn a_page_of_three_hundred_thousand_words() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    let words: String = (0..300_000_u32)
        .map(|word| line((word % 59) as f32 * 10.0, (word / 59 % 84) as f32 * 10.0, 5.0, "W"))
        .collect();
    forge.page(&words, "");
    let path = scene.forged("words.pdf", &forge);
    let (text, scene) = in_time(move || (scene.reader.page_text(&path, 1), scene));
    let text = text.unwrap();
    assert!(text.runs.len() > 10_000, "{}", text.runs.len());
    assert!(text.runs.len() <= manuals::limits::CHARACTERS_MAX as usize);
    scene.expect_well();
}

#[test]
fn text_of_control_characters_and_nonsense() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    forge.page(
        "BT /R 12 Tf 72 700 Td (\\000\\001\\002\\037Oil\\177\\235) Tj ET BT /R 1e30 Tf 0 0 Td (x) Tj ET \
         BT /R 12 Tf 1e38 1e38 Td (far) Tj ET BT /R 0 Tf (none) Tj ET BT /R -12 Tf 200 200 Td (back) Tj ET",
        "",
    );
    let path = scene.forged("control.pdf", &forge);
    let text = scene.reader.page_text(&path, 1).unwrap();
    for run in &text.runs {
        assert!(!run.text.chars().any(char::is_control), "{run:?}");
        assert!(
            run.area.left.is_finite() && run.area.width.is_finite() && run.size.is_finite(),
            "{run:?}"
        );
        assert_eq!(run.text.trim(), run.text);
    }
    assert!(text.runs.iter().any(|run| run.text.contains("Oil")), "{:?}", text.runs);
    scene.reader.draw(&path, 1, Size::Width(300)).unwrap();
}
