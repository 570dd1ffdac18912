//! Personal values can be struck everywhere while the chain still verifies.

use journal::{ColumnValue, Entry, EntryError, Private, Value, verify_chain};

use crate::samples::{chain, device, full};

#[test]
fn struck_values_leave_the_hash_and_the_chain_as_they_are() {
    let entries = chain(7, 6);
    let mut struck = entries.clone();
    struck.iter_mut().for_each(Entry::strike_private);
    assert!(
        struck
            .iter()
            .any(|entry| entry.private.as_ref().is_some_and(Private::is_struck))
    );
    assert_eq!(
        verify_chain(device(7), &struck, None),
        verify_chain(device(7), &entries, None)
    );
    for (struck, entry) in struck.iter().zip(&entries) {
        assert_eq!(struck.hash, entry.hash);
        assert_eq!(&Entry::decode(&struck.canonical_bytes()).unwrap(), struck);
        assert_eq!(&Entry::from_columns(struck.to_columns()).unwrap(), struck);
    }
}

#[test]
fn nothing_of_the_values_or_the_salt_is_left() {
    let mut entry = full().seal().unwrap();
    let contains = |entry: &Entry, needle: &[u8]| {
        entry
            .canonical_bytes()
            .windows(needle.len())
            .any(|window| window == needle)
    };
    assert!(contains(&entry, "Ana Petrović".as_bytes()) && contains(&entry, &[7; 16]));
    entry.strike_private();
    assert!(!contains(&entry, "Ana Petrović".as_bytes()) && !contains(&entry, &[7; 16]));
    let column = entry
        .to_columns()
        .into_iter()
        .find(|(name, _)| *name == "private")
        .unwrap()
        .1;
    let digest = full().private.unwrap().digest;
    assert_eq!(column, ColumnValue::Text(format!("{{\"digest\":\"{digest}\"}}")));
}

#[test]
fn changed_private_values_are_found() {
    let sealed = full().seal().unwrap();
    let edits: [fn(&mut Private); 4] = [
        |private| private.values = Some(vec!["Eve".into(), Value::Bytes(vec![1, 2, 3])]),
        |private| private.values = Some(vec!["Ana Petrović".into(), Value::Null]),
        |private| private.salt[0] ^= 1,
        |private| private.values = None,
    ];
    for edit in edits {
        let mut entry = sealed.clone();
        edit(entry.private.as_mut().unwrap());
        assert_eq!(entry.verify(), Err(EntryError::PrivateMismatch));
    }
    let mut entry = sealed;
    entry.private = Some(Private::new([7; 16], vec!["Eve".into(), Value::Null]));
    assert_eq!(entry.verify(), Err(EntryError::HashMismatch));
}

#[test]
fn the_salt_hides_equal_values() {
    let name = || vec!["Ana".into()];
    assert_ne!(
        Private::new([1; 16], name()).digest,
        Private::new([2; 16], name()).digest
    );
}
