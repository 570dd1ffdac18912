//! Forms: their fields are drawn as they were filled in, and their scripts stay where they are.

use manuals::{Ignored, Pixels, Size};

use crate::forge::Forge;
use crate::scene::Scene;

/// A page of 200 by 200 points with these fields on it; each is its entries besides type and page.
fn form(fields: &[&str], catalogue: &str) -> Forge {
    let mut forge = Forge::new();
    let numbers: Vec<usize> = fields
        .iter()
        .map(|field| forge.add(format!("<< /Type /Annot /Subtype /Widget {field} >>")))
        .collect();
    let list: String = numbers.iter().map(|number| format!("{number} 0 R ")).collect();
    forge.page("", &format!("/MediaBox [0 0 200 200] /Annots [{list}]"));
    forge.catalogue = format!("/AcroForm << /Fields [{list}] /DR << /Font << /R 3 0 R >> >> >> {catalogue}");
    forge
}

fn drawn(scene: &Scene, name: &str, forge: &Forge) -> Pixels {
    let path = scene.forged(name, forge);
    scene.reader.draw(&path, 1, Size::Width(200)).unwrap()
}

/// How many pixels of a box, in points from the upper left corner, are clearly red.
fn red_in(pixels: &Pixels, (left, top, right, bottom): (usize, usize, usize, usize)) -> usize {
    let width = pixels.width as usize;
    let is_red = |x: usize, y: usize| {
        let at = 4 * (y * width + x);
        pixels.rgba[at] > 200 && pixels.rgba[at + 1] < 100 && pixels.rgba[at + 2] < 100
    };
    (top..bottom)
        .flat_map(|y| (left..right).map(move |x| (x, y)))
        .filter(|(x, y)| is_red(*x, *y))
        .count()
}

/// In red letters, 20 points high, in a box of 120 by 30 points below the upper edge.
const SERIAL: &str = "/FT /Tx /T (serial) /V (MMMM) /F 4 /Rect [10 160 130 190] /DA (/R 20 Tf 1 0 0 rg)";
const SERIAL_AREA: (usize, usize, usize, usize) = (10, 10, 130, 40);

#[test]
fn a_field_is_drawn_with_its_value_though_the_file_brings_no_picture_of_it() {
    let scene = Scene::new();
    let filled = drawn(&scene, "filled.pdf", &form(&[SERIAL], ""));
    let empty = drawn(&scene, "empty.pdf", &form(&[&SERIAL.replace("MMMM", "")], ""));
    let (letters, none) = (red_in(&filled, SERIAL_AREA), red_in(&empty, SERIAL_AREA));
    assert!(letters > 100 && none == 0, "{letters}, {none}");
    // Nothing shines out of the field, and nothing is tinted.
    assert_eq!(red_in(&filled, (0, 0, 200, 200)), letters);
    let white = empty.rgba.iter().filter(|byte| **byte == 255).count();
    assert_eq!(white, empty.rgba.len());
    let hidden = drawn(&scene, "hidden.pdf", &form(&[&SERIAL.replace("/F 4", "/F 2")], ""));
    assert_eq!(red_in(&hidden, (0, 0, 200, 200)), 0);
}

#[test]
fn a_box_is_drawn_as_it_was_ticked() {
    let scene = Scene::new();
    for (state, count) in [("Yes", 400), ("Off", 0)] {
        let mut forge = form(&["/FT /Btn /T (done)"], "");
        let appearance =
            |forge: &mut Forge, content: &str| forge.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20]", content);
        let (yes, off) = (
            appearance(&mut forge, "1 0 0 rg 0 0 20 20 re f"),
            appearance(&mut forge, ""),
        );
        // The first object behind the fonts is the field.
        forge.replace(
            5,
            format!(
                "<< /Type /Annot /Subtype /Widget /FT /Btn /T (done) /F 4 /Rect [10 10 30 30] /V /{state} /AS /{state} \
                 /AP << /N << /Yes {yes} 0 R /Off {off} 0 R >> >> >>"
            ),
        );
        let pixels = drawn(&scene, &format!("{state}.pdf"), &forge);
        assert_eq!(red_in(&pixels, (10, 170, 30, 190)), count, "{state}");
    }
}

#[test]
fn no_script_of_a_form_is_run() {
    let scene = Scene::new();
    let plain = drawn(&scene, "plain.pdf", &form(&[SERIAL], ""));
    assert!(red_in(&plain, SERIAL_AREA) > 100);
    let script = |words: &str| format!("<< /S /JavaScript /JS ({words}) >>");
    let (write, show) = (
        script("event.value = 'WWWWWW';"),
        script("this.getField\\('serial'\\).value = 'WWWWWW';"),
    );
    let field = format!("{SERIAL} /AA << /F {write} /K {write} /V {write} /C {write} /PO {show} >> /A {show}");
    let catalogue =
        format!("/OpenAction {show} /AA << /WC {show} >> /Names << /JavaScript << /Names [(a) {show}] >> >>");
    let forge = form(&[&field], &catalogue);
    let scripted = drawn(&scene, "scripted.pdf", &forge);
    assert!(plain == scripted, "a script changed the page");
    let opened = scene.reader.open(&scene.path("scripted.pdf"), None).unwrap();
    assert_eq!(opened.ignored, [Ignored::JavaScript]);
    // Other questions about the page find it as it was.
    assert!(drawn(&scene, "plain.pdf", &form(&[SERIAL], "")) == plain);
    scene.expect_well();
}
