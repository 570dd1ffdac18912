//! A file with everything in it, changed at a few places by a seeded generator, again and again.

use manuals::{ManualError, Reader, Refused, Size};

use crate::forge::{Forge, bold, line};
use crate::scene::{Scene, in_time, short};

/// How many mutations; `cargo xtask soak` sets more.
const VARIABLE: &str = "CELESTE_MUTATIONS";
const MUTATIONS: u64 = 300;
/// After so many a good file is read.
const WELL_EVERY: u64 = 50;

/// Numbers that look random and are the same each time (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

fn everything() -> Vec<u8> {
    let mut forge = Forge::new();
    let picture = forge.stream(
        "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8",
        [0x80; 16],
    );
    let form = forge.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 50 50]",
        "0 1 0 rg 0 0 50 50 re f",
    );
    let resources =
        format!("/Resources << /Font << /R 3 0 R /B 4 0 R >> /XObject << /I {picture} 0 R /F {form} 0 R >> >>");
    let field = forge.add(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (hours) /V (1,204) /Rect [200 10 300 30] /DA (/R 10 Tf 0 g) \
         /AA << /F << /S /JavaScript /JS (event.value = 0;) >> >> >>",
    );
    for number in 1..=4 {
        let content = bold(72.0, 760.0, 18.0, &format!("{number}.1 Cooling water"))
            + &line(72.0, 700.0, 10.0, "E047 Temperature too high")
            + "q 100 0 0 100 300 300 cm /I Do Q /F Do";
        let link = format!(
            "/Annots [<< /Type /Annot /Subtype /Link /Rect [10 10 60 30] /Dest [5 0 R /XYZ 0 800 0] >> {field} 0 R]"
        );
        forge.page(&content, &format!("{resources} {link} /Rotate {}", 90 * (number - 1)));
    }
    let root = forge.add("");
    let first = forge.page_object(1);
    let entry = forge.add(format!(
        "<< /Title (Cooling) /Parent {root} 0 R /Dest [{first} 0 R /XYZ 0 700 0] >>"
    ));
    forge.replace(root, format!("<< /First {entry} 0 R /Last {entry} 0 R >>"));
    forge.catalogue = format!(
        "/Outlines {root} 0 R /PageLabels << /Nums [0 << /S /r >>] >> \
         /AcroForm << /Fields [{field} 0 R] /DR << /Font << /R 3 0 R >> >> >>"
    );
    forge.finish()
}

fn mutated(whole: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] = dice.below(256) as u8,
            // A digit becomes another: lengths, counts, references, sizes.
            1 => {
                if let Some(digit) = bytes[at..].iter_mut().find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + dice.below(10) as u8;
                }
            }
            2 => {
                let to = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at..to);
            }
            3 => {
                let from = dice.below(whole.len());
                let to = (from + dice.below(200)).min(whole.len());
                bytes.splice(at..at, whole[from..to].iter().copied());
            }
            _ => bytes.truncate(at.max(1)),
        }
        if bytes.is_empty() {
            bytes.push(b'%');
        }
    }
    bytes
}

/// Asks everything; tells the worst that was said.
fn ask_everything(reader: &Reader, path: &std::path::Path) -> Vec<ManualError> {
    let mut said = Vec::new();
    let pages = match reader.open(path, None) {
        Ok(opened) => opened.pages.min(6),
        Err(error) => {
            said.push(error);
            return said;
        }
    };
    said.extend(reader.sizes(path).err());
    said.extend(reader.outline(path).err());
    for page in 1..=pages {
        said.extend(reader.page_text(path, page).err());
        said.extend(reader.glyphs(path, page).err());
        said.extend(reader.links(path, page).err());
        said.extend(reader.draw(path, page, Size::Width(120)).err());
    }
    said
}

#[test]
fn every_mutation_ends_in_an_answer_or_one_sentence() {
    let mutations = std::env::var(VARIABLE).map_or(MUTATIONS, |given| given.parse().unwrap());
    let whole = everything();
    let mut scene = Scene::with(short());
    let path = scene.file("whole.pdf", &whole);
    assert!(ask_everything(&scene.reader, &path).is_empty());
    let mut opened = 0;
    for seed in 1..=mutations {
        let bytes = mutated(&whole, &mut Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let path = scene.file("mutated.pdf", &bytes);
        let (said, back) = in_time(move || (ask_everything(&scene.reader, &path), scene));
        scene = back;
        opened += u64::from(said.is_empty());
        for error in said {
            assert!(
                !matches!(
                    error,
                    ManualError::NotStarted(_) | ManualError::Refused(Refused::NoLibrary)
                ),
                "seed {seed}: {error:?}"
            );
        }
        if seed % WELL_EVERY == 0 {
            scene.expect_well();
        }
    }
    // Enough of them get past the door to be worth it.
    assert!(opened * 4 > mutations, "{opened} of {mutations}");
}
