use std::fs;

use manuals::{Ignored, Opened, Refused};

use crate::forge::{Forge, line};
use crate::scene::{Scene, refusal};

fn sound(pages: u32) -> Opened {
    Opened {
        pages,
        is_encrypted: false,
        is_cut: false,
        ignored: Vec::new(),
    }
}

#[test]
fn a_file_says_how_many_pages_it_has_and_how_large_they_are() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(2);
    forge.page("", "/MediaBox [0 0 300 200] /Rotate 90");
    forge.page("", "/MediaBox [0 0 300 200] /CropBox [50 60 250 160]");
    let path = scene.forged("a.pdf", &forge);
    assert_eq!(scene.reader.open(&path, None).unwrap(), sound(4));
    assert_eq!(
        scene.reader.sizes(&path).unwrap(),
        [(595.0, 842.0), (595.0, 842.0), (200.0, 300.0), (200.0, 100.0)]
    );
}

#[test]
fn what_is_no_manual_is_refused_in_its_own_words() {
    let scene = Scene::new();
    let open = |name: &str, bytes: &[u8]| refusal(scene.reader.open(&scene.file(name, bytes), None));
    assert_eq!(open("empty.pdf", b""), Refused::Empty);
    assert_eq!(
        open("letter.pdf", b"Dear chief engineer, please find attached"),
        Refused::NotPdf
    );
    assert_eq!(open("head.pdf", b"%PDF-1.7\nnothing else\n%%EOF\n"), Refused::Damaged);
    assert_eq!(open("none.pdf", &Forge::new().finish()), Refused::NoPage);
    assert_eq!(refusal(scene.reader.open(&scene.path("gone.pdf"), None)), Refused::Gone);
    assert_eq!(
        refusal(scene.reader.open(scene.path("").as_path(), None)),
        Refused::Unreadable
    );
    scene.expect_well();
}

#[test]
fn a_file_cut_at_any_length_opens_or_says_that_its_end_is_missing() {
    let scene = Scene::new();
    let whole = Forge::with_pages(12).finish();
    for part in 0..60 {
        let length = whole.len() * part / 60;
        let path = scene.file("cut.pdf", &whole[..length]);
        match scene.reader.open(&path, None) {
            Ok(opened) => assert!(opened.is_cut && opened.pages <= 12, "{length}: {opened:?}"),
            other => {
                let refused = refusal(other);
                let expected = if length < 5 {
                    [Refused::Empty, Refused::NotPdf]
                } else {
                    [Refused::Cut; 2]
                };
                assert!(expected.contains(&refused), "{length}: {refused:?}");
            }
        }
    }
    scene.expect_well();
}

#[test]
fn more_pages_than_are_read_and_more_bytes_are_refused() {
    let scene = Scene::new();
    let mut many = Forge::new();
    let page = many.page("", "");
    let kids = format!("{page} 0 R ").repeat(10_001);
    let node = many.add(format!("<< /Type /Pages /Parent 2 0 R /Kids [{kids}] /Count 10001 >>"));
    let mut bytes = many.finish();
    let from = format!("/Kids [{page} 0 R ] /Count 1 ");
    let at = bytes
        .windows(from.len())
        .position(|window| window == from.as_bytes())
        .unwrap();
    let into = format!("/Kids [{node} 0 R ] /Count 10001 ");
    bytes.splice(at..at + from.len(), into.into_bytes());
    assert_eq!(
        refusal(scene.reader.open(&scene.file("many.pdf", &bytes), None)),
        Refused::TooManyPages
    );

    let large = scene.forged("large.pdf", &Forge::with_pages(1));
    fs::File::options()
        .write(true)
        .open(&large)
        .unwrap()
        .set_len(500_000_001)
        .unwrap();
    assert_eq!(refusal(scene.reader.open(&large, None)), Refused::TooLarge);
    scene.expect_well();
}

#[test]
fn a_file_of_500_megabytes_is_read_without_lying_in_memory() {
    let scene = Scene::new();
    let path = scene.path("large.pdf");
    let mut forge = Forge::with_pages(3);
    // A hole of nearly 500 MB in the middle: an object that no page uses.
    forge.add("(here)");
    let bytes = forge.finish();
    let hole = bytes.windows(6).position(|window| window == b"(here)").unwrap() + 6;
    let grown = 499_000_000_u64;
    let file = fs::File::create(&path).unwrap();
    file.set_len(grown + bytes.len() as u64).unwrap();
    let mut tail = String::from_utf8_lossy(&bytes[hole..]).into_owned();
    let start = tail.find("startxref\n").unwrap() + 10;
    let at: u64 = tail[start..].lines().next().unwrap().parse().unwrap();
    tail.replace_range(start.., &format!("{}\n%%EOF\n", at + grown));
    write_at(&file, &bytes[..hole], 0);
    write_at(&file, tail.as_bytes(), hole as u64 + grown);
    file.set_len(hole as u64 + grown + tail.len() as u64).unwrap();
    drop(file);
    assert_eq!(scene.reader.open(&path, None).unwrap().pages, 3);
    assert_eq!(
        scene.reader.page_text(&path, 3).unwrap().runs[0].text,
        "This is page 3."
    );
}

fn write_at(mut file: &fs::File, bytes: &[u8], at: u64) {
    use std::io::{Seek, SeekFrom, Write};
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn five_thousand_pages_open_and_are_measured() {
    let scene = Scene::new();
    let path = scene.forged("long.pdf", &Forge::with_pages(5_000));
    assert_eq!(scene.reader.open(&path, None).unwrap(), sound(5_000));
    assert_eq!(scene.reader.sizes(&path).unwrap().len(), 5_000);
    assert_eq!(
        scene.reader.page_text(&path, 5_000).unwrap().runs[0].text,
        "This is page 5000."
    );
}

#[test]
fn scripts_embedded_files_and_programs_to_start_are_named_and_left_alone() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(1);
    let script = forge.add("<< /S /JavaScript /JS (app.alert\\('x'\\)) >>");
    let data = forge.stream("/Type /EmbeddedFile", "hidden");
    let spec = forge.add(format!("<< /Type /Filespec /F (x.exe) /EF << /F {data} 0 R >> >>"));
    let launch = forge.add("<< /S /Launch /F (/bin/true) >>");
    forge.catalogue = format!(
        "/OpenAction {launch} 0 R /Names << /JavaScript << /Names [(a) {script} 0 R] >> \
         /EmbeddedFiles << /Names [(x.exe) {spec} 0 R] >> >>"
    );
    let path = scene.forged("armed.pdf", &forge);
    assert_eq!(
        scene.reader.open(&path, None).unwrap().ignored,
        [Ignored::JavaScript, Ignored::EmbeddedFiles, Ignored::LaunchActions]
    );
    assert_eq!(
        scene.reader.page_text(&path, 1).unwrap().runs[0].text,
        "This is page 1."
    );
}

#[test]
fn a_file_that_was_replaced_is_read_anew_and_one_that_vanished_is_missed() {
    let scene = Scene::new();
    let path = scene.forged("a.pdf", &Forge::with_pages(1));
    assert_eq!(scene.reader.open(&path, None).unwrap().pages, 1);
    let mut other = Forge::new();
    other.page(&line(72.0, 700.0, 12.0, "Another revision of it"), "");
    scene.forged("a.pdf", &other);
    assert_eq!(
        scene.reader.page_text(&path, 1).unwrap().runs[0].text,
        "Another revision of it"
    );
    fs::remove_file(&path).unwrap();
    assert_eq!(refusal(scene.reader.page_text(&path, 1)), Refused::Gone);
    scene.expect_well();
}

#[test]
fn more_files_than_are_kept_open_are_read_in_turn() {
    let scene = Scene::new();
    let paths: Vec<_> = (1..=7)
        .map(|pages| scene.forged(&format!("{pages}.pdf"), &Forge::with_pages(pages)))
        .collect();
    for _ in 0..2 {
        for (path, pages) in paths.iter().zip(1_u32..) {
            let text = scene.reader.page_text(path, pages).unwrap();
            assert_eq!(text.runs[0].text, format!("This is page {pages}."));
            assert_eq!(refusal(scene.reader.page_text(path, pages + 1)), Refused::NoSuchPage);
        }
    }
}
