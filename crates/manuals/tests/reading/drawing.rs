use manuals::limits::{PIXELS_MAX, SIDE_PIXELS_MAX};
use manuals::{Pixels, Refused, Size};

use crate::forge::Forge;
use crate::scene::{Scene, refusal};

fn at(pixels: &Pixels, x: u32, y: u32) -> [u8; 4] {
    let from = 4 * (y as usize * pixels.width as usize + x as usize);
    pixels.rgba[from..from + 4].try_into().unwrap()
}

const WHITE: [u8; 4] = [255; 4];
const RED: [u8; 4] = [255, 0, 0, 255];

#[test]
fn a_page_is_drawn_on_white_as_wide_as_asked() {
    let scene = Scene::new();
    let mut forge = Forge::new();
    // The upper left quarter in red.
    let quarter = "1 0 0 rg 0 100 100 100 re f";
    forge.page(quarter, "/MediaBox [0 0 200 200]");
    forge.page(quarter, "/MediaBox [0 0 200 200] /Rotate 90");
    forge.page(quarter, "/MediaBox [0 0 200 200] /CropBox [0 100 200 200]");
    let path = scene.forged("a.pdf", &forge);
    let draw = |page, size| scene.reader.draw(&path, page, size).unwrap();

    let straight = draw(1, Size::Width(400));
    assert_eq!((straight.width, straight.height), (400, 400));
    assert_eq!(
        (
            at(&straight, 100, 100),
            at(&straight, 300, 100),
            at(&straight, 100, 300)
        ),
        (RED, WHITE, WHITE)
    );

    let turned = draw(2, Size::Scale(1.0));
    assert_eq!((turned.width, turned.height), (200, 200));
    assert_eq!((at(&turned, 50, 50), at(&turned, 150, 50)), (WHITE, RED));

    let cropped = draw(3, Size::Width(400));
    assert_eq!((cropped.width, cropped.height), (400, 200));
    assert_eq!((at(&cropped, 100, 100), at(&cropped, 300, 100)), (RED, WHITE));
}

#[test]
fn a_page_that_would_need_too_many_pixels_is_drawn_smaller() {
    let scene = Scene::new();
    let mut forge = Forge::with_pages(1);
    forge.page("", "/MediaBox [0 0 200000 200000]");
    forge.page("", "/MediaBox [0 0 1 100000]");
    let path = scene.forged("a.pdf", &forge);
    for (page, size) in [(1, Size::Width(100_000)), (2, Size::Scale(1.0)), (3, Size::Width(500))] {
        let drawn = scene.reader.draw(&path, page, size).unwrap();
        assert!(drawn.width * drawn.height <= PIXELS_MAX, "{page}");
        assert!(drawn.height <= SIDE_PIXELS_MAX, "{page}");
        assert_eq!(
            drawn.rgba.len() as u64,
            4 * u64::from(drawn.width) * u64::from(drawn.height)
        );
    }
}

#[test]
fn there_is_no_page_nought_and_none_behind_the_last() {
    let scene = Scene::new();
    let path = scene.forged("a.pdf", &Forge::with_pages(2));
    for page in [0, 3, u32::MAX] {
        assert_eq!(
            refusal(scene.reader.draw(&path, page, Size::Width(100))),
            Refused::NoSuchPage
        );
    }
}
