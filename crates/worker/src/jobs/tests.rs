use std::io::Cursor;

use ::exif::experimental::Writer;
use ::exif::{Field, In, Rational, Reader, Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;

/// Left half red, right half blue, so that turning shows.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 30, 30])
        } else {
            Rgb([30, 30, 220])
        }
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture.clone())
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn field(tag: Tag, value: Value) -> Field {
    Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    }
}

/// What a phone writes: how it was held, when, with what, and where.
fn phone_fields(turning: u16) -> Vec<u8> {
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let fields = [
        field(Tag::Orientation, Value::Short(vec![turning])),
        field(Tag::Make, text("Celeste")),
        field(Tag::DateTimeOriginal, text("2026:03:01 08:00:00")),
        field(Tag::ImageDescription, text("Marina di Porto Cervo")),
        field(Tag::GPSLatitudeRef, text("N")),
        field(Tag::GPSLatitude, Value::Rational(vec![Rational { num: 41, denom: 1 }])),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, true).unwrap();
    block.into_inner()
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, marker];
    bytes.extend((contents.len() as u16 + 2).to_be_bytes());
    bytes.extend(contents);
    bytes
}

/// A JPEG as phones write it: the place in three spots of its head, and in a second picture behind its end.
fn phone_photo(turning: u16) -> Vec<u8> {
    let plain = encoded(&halves(120, 80), ImageFormat::Jpeg);
    let mut photo = plain[..2].to_vec();
    photo.extend(segment(
        0xE1,
        &[b"Exif\0\0".as_slice(), &phone_fields(turning)].concat(),
    ));
    photo.extend(segment(
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='41'/>",
    ));
    photo.extend(segment(0xED, b"Photoshop 3.0\0City Porto Cervo"));
    photo.extend(segment(0xFE, b"41.13 N 9.53 E"));
    photo.extend(&plain[2..]);
    photo.extend(&photo.clone());
    photo
}

fn taken(file: Vec<u8>) -> Result<Taken, Refused> {
    match carry_out(Job::TakeIn, file)? {
        Done::Taken(taken) => Ok(taken),
        Done::Shown(_) => panic!("a file to take in was drawn"),
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Names of the fields that a photo carries.
fn fields_of(photo: &[u8]) -> Vec<String> {
    let read = Reader::new().read_from_container(&mut Cursor::new(photo));
    let mut names: Vec<String> = read.unwrap().fields().map(|field| field.tag.to_string()).collect();
    names.sort();
    names
}

#[test]
fn the_place_is_removed_wherever_a_phone_writes_it_and_the_rest_stays() {
    let photo = phone_photo(6);
    for hidden in ["GPSLatitude", "Porto Cervo", "41.13 N"] {
        assert!(holds(&photo, hidden), "{hidden} stands in the photo to begin with");
    }
    let kept = taken(photo.clone()).unwrap().kept;
    assert_eq!(fields_of(&kept), ["DateTimeOriginal", "Make", "Orientation"]);
    for hidden in ["GPSLatitude", "Porto Cervo", "41.13 N", "Photoshop", "ns.adobe.com"] {
        assert!(!holds(&kept, hidden), "{hidden}");
    }
    assert!(
        kept.len() < photo.len() / 2 + 200,
        "the second picture behind the end is gone"
    );
    assert_eq!(kept.iter().rev().take(2).copied().collect::<Vec<_>>(), [0xD9, 0xFF]);
}

#[test]
fn the_pixels_of_a_photo_are_not_touched() {
    let photo = encoded(&halves(120, 80), ImageFormat::Jpeg);
    let kept = taken(photo.clone()).unwrap().kept;
    assert_eq!(
        image::load_from_memory(&kept).unwrap(),
        image::load_from_memory(&photo).unwrap()
    );
}

#[test]
fn what_was_taken_in_once_is_taken_in_again_byte_for_byte() {
    for file in [phone_photo(6), encoded(&halves(60, 40), ImageFormat::Png)] {
        let once = taken(file).unwrap().kept;
        assert_eq!(taken(once.clone()).unwrap().kept, once);
    }
}

#[test]
fn a_photo_held_sideways_stands_upright_in_its_thumbnail_and_its_measures() {
    let taken = taken(phone_photo(6)).unwrap();
    assert_eq!((taken.width, taken.height), (80, 120));
    let small = image::load_from_memory(&taken.thumbnail).unwrap().into_rgb8();
    assert_eq!(small.dimensions(), (80, 120));
    // Turned clockwise the left half comes to the top.
    assert!(small.get_pixel(40, 10)[0] > 150 && small.get_pixel(40, 110)[2] > 150);
}

#[test]
fn a_thumbnail_is_small_and_a_small_picture_is_not_made_larger() {
    let large = taken(encoded(&halves(2_000, 1_000), ImageFormat::Jpeg)).unwrap();
    let small = image::load_from_memory(&large.thumbnail).unwrap();
    assert_eq!((small.width(), small.height()), (480, 240));
    let tiny = taken(encoded(&halves(40, 20), ImageFormat::Png)).unwrap();
    let shown = image::load_from_memory(&tiny.thumbnail).unwrap();
    assert_eq!((shown.width(), shown.height()), (40, 20));
}

#[test]
fn a_png_keeps_its_pixels_and_loses_its_texts_and_its_place() {
    let plain = encoded(&halves(60, 40), ImageFormat::Png);
    // Behind the head, which is 33 bytes long.
    let mut png = plain[..33].to_vec();
    png.extend(png::written(b"tEXt", b"Comment\0Porto Cervo"));
    png.extend(png::written(b"eXIf", &phone_fields(1)));
    png.extend(&plain[33..]);
    png.extend(b"behind the end: 41.13 N");
    let taken = taken(png).unwrap();
    assert_eq!(taken.media_type, MediaType::Png);
    assert!(!holds(&taken.kept, "Porto Cervo") && !holds(&taken.kept, "41.13 N"));
    assert_eq!(fields_of(&taken.kept), ["DateTimeOriginal", "Make", "Orientation"]);
    assert_eq!(
        image::load_from_memory(&taken.kept).unwrap().into_rgb8(),
        halves(60, 40)
    );
}

#[test]
fn a_drawing_with_a_clear_ground_is_shown_on_white() {
    let clear = image::RgbaImage::from_pixel(20, 20, image::Rgba([0, 0, 0, 0]));
    let mut png = Cursor::new(Vec::new());
    DynamicImage::from(clear).write_to(&mut png, ImageFormat::Png).unwrap();
    let taken = taken(png.into_inner()).unwrap();
    let small = image::load_from_memory(&taken.thumbnail).unwrap().into_rgb8();
    assert_eq!(small.get_pixel(10, 10), &Rgb([255, 255, 255]));
}

#[test]
fn a_heic_is_taken_over_as_a_jpeg_that_every_window_shows() {
    // The same two halves, written by another program than the one that reads it here.
    let taken = taken(include_bytes!("tests/halves.heic").to_vec()).unwrap();
    assert_eq!(taken.media_type, MediaType::Jpeg);
    assert_eq!((taken.width, taken.height), (120, 80));
    let pixels = image::load_from_memory(&taken.kept).unwrap().into_rgb8();
    assert!(pixels.get_pixel(20, 40)[0] > 180 && pixels.get_pixel(100, 40)[2] > 180);
}

#[test]
fn a_file_that_ends_too_early_is_cut_wherever_it_ends() {
    let jpeg = encoded(&halves(120, 80), ImageFormat::Jpeg);
    let png = encoded(&halves(120, 80), ImageFormat::Png);
    for whole in [jpeg, png] {
        for end in 8..whole.len() {
            assert_eq!(
                taken(whole[..end].to_vec()),
                Err(Refused::Cut),
                "{end} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_one_is_decoded() {
    // The head says 20,000 × 20,000; behind it stands next to nothing.
    let mut jpeg = encoded(&halves(16, 16), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x4E, 0x20, 0x4E, 0x20]);
    assert_eq!(taken(jpeg), Err(Refused::TooManyPixels));

    let plain = encoded(&halves(16, 16), ImageFormat::Png);
    let mut head = plain[16..29].to_vec();
    head[..8].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
    let png = [&plain[..8], &png::written(b"IHDR", &head), &plain[33..]].concat();
    assert_eq!(taken(png), Err(Refused::TooManyPixels));
}

#[test]
fn what_is_no_photo_and_no_paper_is_refused_by_its_content() {
    for (file, expected) in [
        (b"GIF89a\x01\0\x01\0\0\0\0;".as_slice(), Refused::Unknown),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Refused::Unknown),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refused::Unknown),
        (b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1", Refused::Unknown),
        (b"MZ\x90\0", Refused::Unknown),
        (b"\x89PNG\r\n\x1a\n", Refused::Cut),
        (b"\xFF\xD8\xFF", Refused::Cut),
        (b"%PDF-1.7\nnothing behind it", Refused::DamagedPaper),
    ] {
        assert_eq!(taken(file.to_vec()), Err(expected), "{}", String::from_utf8_lossy(file));
    }
}

#[test]
fn a_picture_that_moves_is_refused() {
    let plain = encoded(&halves(16, 16), ImageFormat::Png);
    let moving = [
        &plain[..33],
        &png::written(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        &plain[33..],
    ]
    .concat();
    assert_eq!(taken(moving), Err(Refused::Moving));
}

#[test]
fn noise_in_any_byte_of_a_photo_ends_in_an_answer() {
    let photo = phone_photo(1);
    for at in (0..photo.len()).step_by(7) {
        let mut noisy = photo.clone();
        noisy[at] ^= 0x5A;
        // Whatever comes, it is a picture or a sentence.
        let _ = taken(noisy);
    }
}

/// One page of 200 × 100 points with a black square at its lower left.
fn paper() -> Vec<u8> {
    let drawing = "0 0 50 50 re f";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj{object}endobj\n", index + 1));
    }
    let begin = text.len();
    text.push_str("xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    text.push_str(&format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n"));
    text.into_bytes()
}

#[test]
fn a_paper_is_kept_as_it_is_and_its_first_page_is_drawn() {
    let taken = taken(paper()).unwrap();
    assert_eq!((taken.media_type, taken.pages), (MediaType::Pdf, 1));
    assert_eq!(taken.kept, paper());
    let page = image::load_from_memory(&taken.thumbnail).unwrap().into_rgb8();
    assert_eq!(page.dimensions(), (480, 240));
    assert!(page.get_pixel(20, 220)[0] < 40, "the square stands at the lower left");
    assert!(page.get_pixel(400, 40)[0] > 240, "the rest is paper");
}

#[test]
fn a_page_is_drawn_as_large_as_it_is_asked_for_and_no_page_beyond_the_last() {
    let drawn = carry_out(Job::Draw { pixels: 1_000, page: 1 }, paper());
    let Ok(Done::Shown(shown)) = drawn else {
        panic!("the page is drawn");
    };
    assert_eq!(shown.pages, 1);
    let page = image::load_from_memory(&shown.picture).unwrap();
    assert_eq!((page.width(), page.height()), (1_000, 500));
    for page in [0, 2] {
        let beyond = carry_out(Job::Draw { pixels: 1_000, page }, paper());
        assert!(matches!(beyond, Err(Refused::NoSuchPage)));
    }
}
