use super::*;

/// SHA-256 of the three letters abc (FIPS 180-2, appendix B.1).
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn files() -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::of(&Place::new(folder.path()));
    (folder, blobs)
}

fn names(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(names(&path));
        } else {
            found.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    found.sort();
    found
}

#[test]
fn a_file_lies_under_its_digest_and_is_read_back() {
    let (folder, blobs) = files();
    let name = blobs.keep(b"abc").unwrap();
    assert_eq!(name.to_string(), ABC);
    let path = folder.path().join("blobs").join(&ABC[..2]).join(&ABC[2..]);
    assert_eq!(fs::read(&path).unwrap(), b"abc");
    assert_eq!(blobs.read(&name).unwrap().as_deref(), Some(b"abc".as_slice()));
    assert_eq!(blobs.size(&name).unwrap(), Some(3));
    assert_eq!(BlobName::parse(ABC), Some(name));
    assert_eq!(names(folder.path()), [&ABC[2..]]);
}

#[test]
fn a_name_is_64_small_hex_digits_and_nothing_else() {
    let wrong = [
        String::new(),
        ABC[..62].to_owned(),
        ABC.to_uppercase(),
        format!("+{}", &ABC[1..]),
        format!("../{}", &ABC[3..]),
        "é".repeat(32),
    ];
    for digits in wrong {
        assert_eq!(BlobName::parse(&digits), None, "{digits}");
    }
}

#[test]
fn a_damaged_file_is_said_to_be_so_and_replaced_by_the_right_bytes() {
    let (folder, blobs) = files();
    let name = blobs.keep(b"abc").unwrap();
    let path = folder.path().join("blobs").join(&ABC[..2]).join(&ABC[2..]);
    fs::write(&path, b"abd").unwrap();
    assert!(matches!(blobs.read(&name), Err(StoreError::DamagedBlob(_))));
    blobs.keep(b"abc").unwrap();
    assert_eq!(blobs.read(&name).unwrap().as_deref(), Some(b"abc".as_slice()));
}

#[test]
fn what_is_not_here_is_none_and_no_fault() {
    let (_folder, blobs) = files();
    let name = BlobName::of(b"on Bridge");
    assert!(!blobs.holds(&name));
    assert_eq!(blobs.size(&name).unwrap(), None);
    assert_eq!(blobs.read(&name).unwrap(), None);
    assert_eq!(blobs.chunk(&name, 0).unwrap(), None);
    assert_eq!(blobs.arrived(&name).unwrap(), 0);
}

#[test]
fn a_file_arrives_in_pieces_across_a_cut_and_stands_under_its_name_once_it_is_whole() {
    let (_from_folder, from) = files();
    let (_folder, to) = files();
    let file: Vec<u8> = (0..CHUNK_BYTES * 2 + 7).map(|at| (at % 251) as u8).collect();
    let name = from.keep(&file).unwrap();

    let first = from.chunk(&name, 0).unwrap().unwrap();
    assert_eq!(first.len(), CHUNK_BYTES);
    assert_eq!(to.append(&name, 0, &first).unwrap(), CHUNK_BYTES as u64);
    // The line was cut before the sender heard of it: the same piece comes again.
    assert_eq!(to.append(&name, 0, &first).unwrap(), CHUNK_BYTES as u64);
    // A piece from further on would leave a hole.
    assert_eq!(
        to.append(&name, CHUNK_BYTES as u64 * 2, b"end").unwrap(),
        CHUNK_BYTES as u64
    );
    assert!(!to.holds(&name), "half a file stands under no name");
    loop {
        let at = to.arrived(&name).unwrap();
        let piece = from.chunk(&name, at).unwrap().unwrap();
        if piece.is_empty() {
            break;
        }
        to.append(&name, at, &piece).unwrap();
    }
    assert_eq!(to.seal(&name).unwrap(), Sealed::Kept);
    assert_eq!(to.read(&name).unwrap(), Some(file));
    assert_eq!(to.arrived(&name).unwrap(), 0);
}

#[test]
fn a_file_with_other_bytes_than_its_name_is_thrown_away_and_begins_anew() {
    let (folder, blobs) = files();
    let name = BlobName::of(b"the right bytes");
    blobs.append(&name, 0, b"the wrong bytes").unwrap();
    assert_eq!(blobs.seal(&name).unwrap(), Sealed::Wrong);
    assert!(!blobs.holds(&name));
    assert_eq!(blobs.arrived(&name).unwrap(), 0);
    assert_eq!(names(folder.path()), Vec::<String>::new());
    blobs.append(&name, 0, b"the right bytes").unwrap();
    assert_eq!(blobs.seal(&name).unwrap(), Sealed::Kept);
}

#[test]
fn a_file_beyond_every_bound_is_not_taken_in() {
    let (_folder, blobs) = files();
    let name = BlobName::of(b"endless");
    let path = blobs.folder.join("arriving").join(name.to_string());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(&path).unwrap().set_len(BLOB_BYTES_MAX).unwrap();
    let refused = blobs.append(&name, BLOB_BYTES_MAX, b"one byte more");
    assert!(matches!(refused, Err(StoreError::LargeBlob(_))));
}

#[test]
fn small_pictures_lie_apart_and_may_vanish() {
    let (folder, blobs) = files();
    let name = blobs.keep(b"abc").unwrap();
    assert_eq!(blobs.small(&name), None);
    blobs.keep_small(&name, b"small").unwrap();
    assert_eq!(blobs.small(&name).as_deref(), Some(b"small".as_slice()));
    fs::remove_dir_all(folder.path().join("blobs/small")).unwrap();
    assert_eq!(blobs.small(&name), None);
    assert!(blobs.holds(&name));
}
