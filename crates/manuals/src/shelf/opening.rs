//! Opening a file: what it is by its first and last bytes, before pdfium sees it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;
use std::time::SystemTime;

use memchr::memmem;

use crate::limits::FILE_BYTES_MAX;
use crate::pdfium::{Document, Library};
use crate::refused::Refused;

/// A PDF says what it is within so many bytes (as pdfium and Acrobat take it).
const HEAD_BYTES: u64 = 1024;
/// Its end mark stands within so many bytes of its end; a little rubbish behind it is common.
const TAIL_BYTES: u64 = 4096;

/// What tells that a file is still the one that was opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) bytes: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Result<Self, Refused> {
        let found = fs::metadata(path).map_err(|error| refused(&error))?;
        if !found.is_file() {
            return Err(Refused::Unreadable);
        }
        Ok(Self {
            bytes: found.len(),
            changed: found.modified().ok(),
        })
    }
}

/// Opens it read-only.
pub(super) fn open(
    library: &Rc<Library>,
    path: &Path,
    stamp: Stamp,
    password: Option<&str>,
) -> Result<Rc<Document>, Refused> {
    if stamp.bytes == 0 {
        return Err(Refused::Empty);
    }
    if stamp.bytes > FILE_BYTES_MAX {
        return Err(Refused::TooLarge);
    }
    let mut file = File::open(path).map_err(|error| refused(&error))?;
    let head = piece(&mut file, 0, HEAD_BYTES).map_err(|error| refused(&error))?;
    if memmem::find(&head, b"%PDF-").is_none() {
        return Err(Refused::NotPdf);
    }
    Document::open(library, file, stamp.bytes, password).map_err(|refused| match refused {
        Refused::Damaged | Refused::NoPage if is_cut(path, stamp) => Refused::Cut,
        other => other,
    })
}

/// Whether the end of the file is missing. pdfium may still find some of its pages.
pub(super) fn is_cut(path: &Path, stamp: Stamp) -> bool {
    let from = stamp.bytes.saturating_sub(TAIL_BYTES);
    let tail = File::open(path).and_then(|mut file| piece(&mut file, from, TAIL_BYTES));
    tail.is_ok_and(|tail| memmem::rfind(&tail, b"%%EOF").is_none())
}

/// At most so many bytes of a file.
pub(super) fn piece(file: &mut File, from: u64, bytes: u64) -> io::Result<Vec<u8>> {
    let mut found = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.take(bytes).read_to_end(&mut found)?;
    Ok(found)
}

fn refused(error: &io::Error) -> Refused {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Refused::Gone,
        _ => Refused::Unreadable,
    }
}
