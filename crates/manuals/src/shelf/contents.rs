//! What a file holds as a whole.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::rc::Rc;

use memchr::memmem;

use super::opening::{self, Stamp};
use crate::limits::SEARCHED_BYTES_MAX;
use crate::pdfium::Document;
use crate::protocol::{Ignored, Opened};
use crate::refused::Refused;

/// Names that files carry for what is ignored.
const NAMES: [(&[u8], Ignored); 4] = [
    (b"/JavaScript", Ignored::JavaScript),
    (b"/EmbeddedFile", Ignored::EmbeddedFiles),
    (b"/EmbeddedFiles", Ignored::EmbeddedFiles),
    (b"/Launch", Ignored::LaunchActions),
];
/// Bytes searched at once, and by how many two pieces overlap so that no name falls between them.
const PIECE_BYTES: u64 = 1 << 20;
const OVERLAP_BYTES: u64 = 16;

pub(super) fn opened(document: &Rc<Document>, path: &Path, stamp: Stamp) -> Result<Opened, Refused> {
    let mut ignored = named(path, stamp)?;
    let (has_scripts, has_files) = document.scripts_and_files();
    ignored.extend(has_scripts.then_some(Ignored::JavaScript));
    ignored.extend(has_files.then_some(Ignored::EmbeddedFiles));
    Ok(Opened {
        pages: document.pages(),
        is_encrypted: document.is_encrypted(),
        is_cut: opening::is_cut(path, stamp),
        ignored: ignored.into_iter().collect(),
    })
}

/// Width and height of every page, in points; nothing for a page that names none.
pub(super) fn sizes(document: &Document) -> Vec<(f32, f32)> {
    (1..=document.pages())
        .map(|number| document.size(number).unwrap_or_default())
        .collect()
}

/// What the beginning and the end of the file name in plain sight. What stands in compressed parts is found
/// by pdfium, or never reached: nothing is run in any case.
fn named(path: &Path, stamp: Stamp) -> Result<BTreeSet<Ignored>, Refused> {
    let mut found = BTreeSet::new();
    let mut file = File::open(path).map_err(|_| Refused::Unreadable)?;
    let tail = stamp.bytes.saturating_sub(SEARCHED_BYTES_MAX).max(SEARCHED_BYTES_MAX);
    for (from, to) in [(0, stamp.bytes.min(SEARCHED_BYTES_MAX)), (tail, stamp.bytes)] {
        let mut at = from;
        while at < to {
            let bytes = opening::piece(&mut file, at, PIECE_BYTES + OVERLAP_BYTES).map_err(|_| Refused::Unreadable)?;
            found.extend(
                NAMES
                    .iter()
                    .filter(|(name, _)| holds(&bytes, name))
                    .map(|(_, what)| *what),
            );
            at += PIECE_BYTES;
        }
    }
    Ok(found)
}

/// Whether a name stands there, not only the beginning of a longer one.
fn holds(bytes: &[u8], name: &[u8]) -> bool {
    memmem::find_iter(bytes, name).any(|at| {
        let next = bytes.get(at + name.len());
        next.is_some_and(|next| !next.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_the_beginning_of_a_longer_one() {
        assert!(holds(b"<< /S /Launch /F (x) >>", b"/Launch"));
        assert!(!holds(b"<< /LaunchPad 1 >>", b"/Launch"));
        assert!(!holds(b"<< /S /Launch", b"/Launch"));
    }
}
