//! The same batches by file.

use journal::Frontier;
use sync::Shelf;
use sync::file::{FileError, export, import};

use super::exchanges::{act, pair};

#[test]
fn a_file_brings_everything_once_however_often_and_in_whatever_order_it_comes() {
    let (founder, second) = pair();
    let mut all = Vec::new();
    let exported = export(&founder, &Frontier::new(), false, &mut all).unwrap();
    assert!(
        exported.counts.batches >= 3 && exported.unreadable.is_none(),
        "{exported:?}"
    );
    let first = import(&second, &mut all.as_slice()).unwrap();
    assert_eq!(first.counts.entries, exported.counts.entries);
    assert!(!first.is_cut && first.not_taken.is_empty());
    assert_eq!(second.known().state, founder.known().state);
    let again = import(&second, &mut all.as_slice()).unwrap();
    assert_eq!((again.counts.entries, again.is_cut), (0, false));
    // A later file holds only what is beyond the first.
    let before = founder.frontier().unwrap();
    act(&founder, 20, 3);
    let mut rest = Vec::new();
    let later = export(&founder, &before, false, &mut rest).unwrap();
    let third = pair().1;
    let too_early = import(&third, &mut rest.as_slice()).unwrap();
    assert_eq!(
        (too_early.counts.entries, too_early.not_taken.len() as u64),
        (0, later.counts.batches)
    );
    import(&third, &mut all.as_slice()).unwrap();
    import(&third, &mut rest.as_slice()).unwrap();
    assert_eq!(third.known().state, founder.known().state);
}

#[test]
fn a_file_that_was_cut_anywhere_brings_what_is_whole_and_says_so() {
    let (founder, second) = pair();
    let mut all = Vec::new();
    let exported = export(&founder, &Frontier::new(), false, &mut all).unwrap();
    let mut brought = std::collections::BTreeSet::new();
    for length in (32..all.len()).step_by(7) {
        let replica = second.twin();
        let imported = import(&replica, &mut &all[..length]).unwrap();
        assert!(imported.is_cut, "{length}");
        brought.insert(imported.counts.batches);
        import(&replica, &mut all.as_slice()).unwrap();
        assert_eq!(replica.frontier().unwrap(), founder.frontier().unwrap());
    }
    assert_eq!(brought.len() as u64, exported.counts.batches + 1);
}

#[test]
fn another_vessels_file_and_anything_else_is_refused_with_a_sentence() {
    let (founder, second) = pair();
    let mut all = Vec::new();
    export(&founder, &Frontier::new(), false, &mut all).unwrap();
    let mut other = all.clone();
    other[20] ^= 1;
    let refused = import(&second, &mut other.as_slice()).unwrap_err();
    assert!(matches!(refused, FileError::WrongVessel), "{refused}");
    for wrong in [&b"%PDF-1.7"[..], &all[..20], &[]] {
        let refused = import(&second, &mut &wrong[..]).unwrap_err();
        assert!(matches!(refused, FileError::NoActs), "{refused}");
    }
    assert_eq!(second.frontier().unwrap(), Frontier::new());
    // An altered batch is not taken, all others are.
    let mut altered = all.clone();
    let last = altered.len() - 60;
    altered[last] ^= 0xff;
    let imported = import(&second, &mut altered.as_slice()).unwrap();
    assert!(
        imported.counts.batches >= 2 && (imported.is_cut || !imported.not_taken.is_empty()),
        "{imported:?}"
    );
}
