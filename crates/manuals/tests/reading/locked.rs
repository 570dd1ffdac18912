//! Encrypted files. The fixtures hold one page each; `locked.pdf` (AES, 256 bits) and `locked-rc4.pdf`
//! (RC4, 128 bits) open with "sea water", `restricted.pdf` without a password.

use manuals::Refused;

use crate::scene::{Scene, refusal};

const LOCKED: [&[u8]; 2] = [
    include_bytes!("fixtures/locked.pdf"),
    include_bytes!("fixtures/locked-rc4.pdf"),
];
const RESTRICTED: &[u8] = include_bytes!("fixtures/restricted.pdf");

#[test]
fn a_locked_file_asks_for_its_password_and_remembers_it() {
    for bytes in LOCKED {
        let scene = Scene::new();
        let path = scene.file("locked.pdf", bytes);
        assert_eq!(refusal(scene.reader.open(&path, None)), Refused::Locked);
        for wrong in ["", "sea", "sea\0water", &"x".repeat(5_000)] {
            assert_eq!(
                refusal(scene.reader.open(&path, Some(wrong))),
                Refused::WrongPassword,
                "{wrong:?}"
            );
        }
        assert_eq!(refusal(scene.reader.page_text(&path, 1)), Refused::Locked);
        let opened = scene.reader.open(&path, Some("sea water")).unwrap();
        assert!(opened.is_encrypted);
        assert_eq!(opened.pages, 1);
        assert_eq!(
            scene.reader.page_text(&path, 1).unwrap().runs[0].text,
            "Behind the lock"
        );
        // Asked for once.
        assert!(scene.reader.sizes(&path).is_ok());
        scene.expect_well();
    }
}

#[test]
fn a_file_that_is_encrypted_without_a_password_just_opens() {
    let scene = Scene::new();
    let path = scene.file("restricted.pdf", RESTRICTED);
    let opened = scene.reader.open(&path, None).unwrap();
    assert!(opened.is_encrypted);
    assert_eq!(
        scene.reader.page_text(&path, 1).unwrap().runs[0].text,
        "Behind the lock"
    );
}
