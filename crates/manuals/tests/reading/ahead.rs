use std::sync::Arc;
use std::thread;
use std::time::Duration;

use manuals::limits::Costs;
use manuals::{ManualError, Pages, Size};

use crate::forge::Forge;
use crate::hostile::endless;
use crate::killed::workers;
use crate::scene::{in_time, reader};

const SIZE: Size = Size::Width(100);
/// Bytes of an A4 page 100 pixels wide.
const PAGE_BYTES: usize = 4 * 100 * 141;

fn written(forge: &Forge) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), forge.finish()).unwrap();
    file
}

/// Waits until the pages kept take so many bytes.
fn until_kept(pages: &Arc<Pages>, bytes: usize) {
    let pages = Arc::clone(pages);
    in_time(move || {
        while pages.bytes() != bytes {
            thread::sleep(Duration::from_millis(5));
        }
    });
}

#[test]
fn the_next_and_the_previous_page_are_drawn_before_anybody_asks() {
    let file = written(&Forge::with_pages(9));
    let pages = Arc::new(Pages::of(Arc::new(reader(Costs::default())), 100 * PAGE_BYTES));
    let fifth = pages.draw(file.path(), 5, SIZE).unwrap();
    assert_eq!((fifth.width, fifth.height), (100, 141));
    until_kept(&pages, 3 * PAGE_BYTES);
    // At the ends there is one neighbour only.
    pages.draw(file.path(), 9, SIZE).unwrap();
    until_kept(&pages, 5 * PAGE_BYTES);
    assert!(Arc::ptr_eq(&fifth, &pages.draw(file.path(), 5, SIZE).unwrap()));
    pages.forget(file.path());
    assert_eq!(pages.bytes(), 0);
}

#[test]
fn no_more_is_kept_than_the_limit() {
    let file = written(&Forge::with_pages(9));
    let pages = Arc::new(Pages::of(Arc::new(reader(Costs::default())), 4 * PAGE_BYTES + 5));
    for page in (1..=9).chain((1..=9).rev()) {
        pages.draw(file.path(), page, SIZE).unwrap();
        assert!(pages.bytes() <= 4 * PAGE_BYTES + 5);
    }
    until_kept(&pages, 4 * PAGE_BYTES);
}

#[test]
fn a_wanted_page_does_not_wait_for_one_drawn_ahead() {
    let mut forge = endless();
    forge.page("", "");
    forge.page("", "");
    let file = written(&forge);
    let costs = Costs {
        wait: Duration::from_secs(60),
        // Longer than the test may take.
        wait_ahead: Duration::from_secs(600),
        wait_behind: Duration::from_millis(50),
        ..Costs::default()
    };
    let pages = Arc::new(Pages::of(Arc::new(reader(costs)), 100 * PAGE_BYTES));
    let path = file.path().to_owned();
    in_time(move || {
        // Page 1 is endless and drawn ahead of page 2, after page 3.
        pages.draw(&path, 2, SIZE).unwrap();
        for _ in 0..3 {
            until_kept(&pages, 2 * PAGE_BYTES);
            thread::sleep(Duration::from_millis(100));
            pages.forget(&path);
            pages.draw(&path, 3, SIZE).unwrap();
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_that_could_not_be_drawn_ahead_is_left_until_somebody_asks() {
    let mut forge = endless();
    forge.page("", "");
    let file = written(&forge);
    let costs = Costs {
        wait_ahead: Duration::from_millis(300),
        ..Costs::default()
    };
    let pages = Arc::new(Pages::of(Arc::new(reader(costs)), 2 * PAGE_BYTES));
    pages.draw(file.path(), 2, SIZE).unwrap();
    let before = workers();
    // The worker that tries page 1 is let go.
    in_time(move || {
        while workers() == before {
            thread::sleep(Duration::from_millis(5));
        }
    });
    // Another size has to be drawn, and page 1 is not tried again beside it.
    pages.draw(file.path(), 2, Size::Width(50)).unwrap();
    let after = workers();
    assert_eq!(after.len(), 1);
    thread::sleep(Duration::from_millis(900));
    pages.draw(file.path(), 2, Size::Width(60)).unwrap();
    assert_eq!(workers(), after);
}

#[test]
fn a_page_wanted_while_it_is_drawn_ahead_is_given_its_time_and_no_more() {
    let mut forge = endless();
    forge.page("", "");
    let file = written(&forge);
    let costs = Costs {
        wait: Duration::from_secs(3),
        wait_ahead: Duration::from_secs(600),
        ..Costs::default()
    };
    let pages = Pages::of(Arc::new(reader(costs)), 9 * PAGE_BYTES);
    let path = file.path().to_owned();
    let answer = in_time(move || {
        pages.draw(&path, 2, SIZE).unwrap();
        // Page 3 is refused at once, so that page 1 is under way.
        thread::sleep(Duration::from_millis(300));
        pages.draw(&path, 1, SIZE).map(|drawn| drawn.width)
    });
    assert!(
        matches!(answer, Err(ManualError::TooLong | ManualError::Died)),
        "{answer:?}"
    );
}
