use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use manuals::limits::Costs;
use manuals::{ManualError, Size};

use crate::forge::Forge;
use crate::hostile::endless;
use crate::scene::{Scene, in_time};

/// The workers that this process has started.
pub(crate) fn workers() -> Vec<String> {
    let children = format!("/proc/{}/task", std::process::id());
    let mut found = Vec::new();
    for task in std::fs::read_dir(children).unwrap().flatten() {
        let list = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        found.extend(list.split_whitespace().map(str::to_owned));
    }
    found
}

fn kill(workers: &[String]) {
    let status = Command::new("kill").arg("-9").args(workers).status().unwrap();
    assert!(status.success());
    // Dead is what the program has still to wait for (Z), or what is no more.
    let is_dead = |worker: &String| {
        std::fs::read_to_string(format!("/proc/{worker}/stat")).map_or(true, |stat| stat.contains(") Z "))
    };
    let workers = workers.to_vec();
    in_time(move || {
        while !workers.iter().all(is_dead) {
            thread::yield_now();
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_killed_while_it_draws_is_one_sentence_and_the_next_page_is_drawn() {
    let scene = Arc::new(Scene::new());
    let path = scene.forged("endless.pdf", &endless());
    let drawing = {
        let scene = Arc::clone(&scene);
        thread::spawn(move || scene.reader.draw(&path, 1, Size::Width(500)))
    };
    let started = in_time(|| {
        loop {
            let workers = workers();
            if !workers.is_empty() {
                return workers;
            }
            thread::yield_now();
        }
    });
    // It has begun to draw, or is about to: killed either way.
    thread::sleep(std::time::Duration::from_millis(300));
    kill(&started);
    let answer = in_time(move || drawing.join().unwrap());
    assert!(matches!(answer, Err(ManualError::Died)), "{answer:?}");
    scene.expect_well();
    assert_ne!(workers(), started);
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_killed_while_it_waits_is_not_even_noticed() {
    let scene = Scene::new();
    let path = scene.file("locked.pdf", include_bytes!("fixtures/locked.pdf"));
    scene.reader.open(&path, Some("sea water")).unwrap();
    for _ in 0..3 {
        kill(&workers());
        // Opened again, with its password.
        assert_eq!(
            scene.reader.page_text(&path, 1).unwrap().runs[0].text,
            "Behind the lock"
        );
    }
}

#[test]
fn a_worker_is_replaced_after_so_many_answers() {
    let scene = Scene::with(Costs {
        answers: 3,
        ..Costs::default()
    });
    let path = scene.forged("a.pdf", &Forge::with_pages(20));
    for page in 1..=20 {
        let text = scene.reader.page_text(&path, page).unwrap();
        assert_eq!(text.runs[0].text, format!("This is page {page}."));
        assert_eq!(workers().len(), 1);
    }
}

#[test]
fn threads_that_ask_at_once_all_get_their_own_answer() {
    let scene = Arc::new(Scene::new());
    let path: Arc<Path> = scene.forged("a.pdf", &Forge::with_pages(40)).into();
    let threads: Vec<_> = (0..4_u32)
        .map(|thread| {
            let (scene, path) = (Arc::clone(&scene), Arc::clone(&path));
            thread::spawn(move || {
                for page in (1..=40).filter(|page| page % 4 == thread) {
                    let text = scene.reader.page_text(&path, page).unwrap();
                    assert_eq!(text.runs[0].text, format!("This is page {page}."));
                    let drawn = scene.reader.draw(&path, page, Size::Width(100 + page)).unwrap();
                    assert_eq!(drawn.width, 100 + page);
                }
            })
        })
        .collect();
    in_time(move || threads.into_iter().for_each(|thread| thread.join().unwrap()));
    assert_eq!(workers().len(), 1);
}

#[test]
fn without_a_program_or_a_library_there_is_one_sentence() {
    let missing = manuals::Reader::with(Some("/no/such/program".into()), Costs::default());
    let error = missing.sizes(Path::new("a.pdf")).unwrap_err();
    assert!(matches!(error, ManualError::NotStarted(_)), "{error:?}");
    // A program that is no worker.
    let other = manuals::Reader::with(Some("/bin/true".into()), Costs::default());
    let error = other.sizes(Path::new("a.pdf")).unwrap_err();
    assert!(
        matches!(error, ManualError::Died | ManualError::NotStarted(_)),
        "{error:?}"
    );
}
