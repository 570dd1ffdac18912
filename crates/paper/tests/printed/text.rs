//! Text in lines: where they break, where they end, and what is said of it.

use crate::seen::{copied, picture};
use paper::{Area, Document, Fonts, PageSize, Paragraph, Style};

const BODY: Style = Style::regular(10.0);

/// The lines, as they are copied out of a document that holds nothing else.
fn drawn(fonts: &Fonts, paragraph: &Paragraph) -> (String, Option<Area>) {
    let mut document = Document::new("Text");
    document.page(PageSize::A4, |page| page.text(fonts, paragraph, 20.0, 30.0));
    let pdf = document.finish();
    (copied(&pdf), picture(&pdf, 0).ink_mm())
}

#[test]
fn lines_break_between_words_and_stay_within_their_width() {
    let fonts = Fonts::new();
    let words = "Renew the shaft seal and both bearings before the pump is fitted again.";
    let paragraph = fonts.set(words, BODY, 40.0, 10);
    assert_eq!(paragraph.lines(), 4);
    assert!(!paragraph.is_shortened());
    assert!(paragraph.width_mm() <= 40.0, "{}", paragraph.width_mm());
    let (copied, ink) = drawn(&fonts, &paragraph);
    assert_eq!(copied, words.replace(' ', ""));
    let ink = ink.expect("text is drawn");
    assert!(ink.left_mm >= 20.0 && ink.right_mm() <= 60.0, "{ink:?}");
    assert!(
        ink.top_mm >= 30.0 && ink.bottom_mm() <= 30.0 + paragraph.height_mm(),
        "{ink:?}"
    );
}

#[test]
fn what_is_too_long_ends_with_dots_on_the_last_line_it_has() {
    let fonts = Fonts::new();
    let paragraph = fonts.set("Renew the shaft seal and both bearings", BODY, 30.0, 1);
    assert_eq!(paragraph.lines(), 1);
    assert!(paragraph.is_shortened());
    assert_eq!(drawn(&fonts, &paragraph).0, "Renewtheshaft…");
    // It fits exactly: nothing is cut.
    let exact = fonts.set("Renew the shaft", BODY, paragraph.width_mm(), 1);
    assert!(!exact.is_shortened());
}

#[test]
fn a_word_wider_than_a_line_is_broken_where_the_line_ends() {
    let fonts = Fonts::new();
    let paragraph = fonts.set(&"W".repeat(30), BODY, 30.0, 10);
    assert!(paragraph.lines() > 2 && paragraph.width_mm() <= 30.0);
    assert_eq!(drawn(&fonts, &paragraph).0, "W".repeat(30));
    // Narrower than a letter: one letter on each line, and an end.
    assert_eq!(fonts.set("WWW", BODY, 0.5, 10).lines(), 3);
}

#[test]
fn a_line_break_that_was_typed_is_kept() {
    let fonts = Fonts::new();
    assert_eq!(fonts.set("Pump\nMotor\n\nCoupling", BODY, 100.0, 10).lines(), 4);
    assert_eq!(fonts.set("Pump\nMotor", BODY, 100.0, 1).lines(), 1);
    assert!(fonts.set("Pump\nMotor", BODY, 100.0, 1).is_shortened());
    assert_eq!(fonts.set("  \n ", BODY, 100.0, 10).lines(), 0);
}

#[test]
fn letters_with_accents_typed_apart_are_one_letter() {
    let fonts = Fonts::new();
    let apart = fonts.set("Ku\u{308}hlwasser, e\u{301}tanche", BODY, 100.0, 1);
    assert!(apart.unprintable().is_empty());
    assert_eq!(drawn(&fonts, &apart).0, "Kühlwasser,étanche");
    // What leaves no mark is neither drawn nor reported.
    let invisible = fonts.set("a\u{200D}b\u{AD}c", BODY, 100.0, 1);
    assert!(invisible.unprintable().is_empty());
    assert_eq!(drawn(&fonts, &invisible).0, "abc");
}

#[test]
fn every_letter_of_latin_greek_and_cyrillic_is_held() {
    let fonts = Fonts::new();
    let blocks = [('\u{A1}', '\u{24F}'), ('\u{384}', '\u{3CE}'), ('\u{400}', '\u{52F}')];
    for (first, last) in blocks {
        let letters: String = (first..=last).filter(|c| c.is_alphanumeric()).collect();
        for style in [Style::regular(8.0), Style::bold(8.0)] {
            let missing = fonts.set(&letters, style, 150.0, 1_000);
            assert!(missing.unprintable().is_empty(), "{:?}", missing.unprintable());
        }
    }
}
