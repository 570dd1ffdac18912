//! Copies a person's file a little at a time, and takes its digest meanwhile.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use store::BlobName;

/// Bytes between two looks at whether the file is still wanted.
const SLICE_BYTES: usize = 256 * 1024;

/// Why a file is not copied.
#[derive(Debug, thiserror::Error)]
pub(in crate::manuals) enum CopyError {
    /// The person's file cannot be read.
    #[error("The file cannot be read ({0}). Choose another one.")]
    Unreadable(#[source] io::Error),
    /// It is larger than any manual may be.
    #[error("The file is larger than 500 MB. Split it and take in the parts.")]
    TooLarge,
    /// There is no room for it.
    #[error("The disk is full. Free some space and choose the file again; nothing was written.")]
    DiskFull,
    /// The folder of the replica cannot be written.
    #[error("The folder of this replica cannot be written ({0}). Check its permissions; nothing was written.")]
    Unwritable(#[source] io::Error),
}

/// The digest of the copy; none where it is not wanted any more. What was written of a copy that did not
/// come about is removed.
pub(in crate::manuals) fn copy(
    from: &Path,
    to: &Path,
    bytes_max: u64,
    is_wanted: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<BlobName>, CopyError> {
    let copied = copy_all(from, to, bytes_max, is_wanted);
    if !matches!(copied, Ok(Some(_))) {
        let _ = fs::remove_file(to);
    }
    copied
}

fn copy_all(
    from: &Path,
    to: &Path,
    bytes_max: u64,
    is_wanted: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<BlobName>, CopyError> {
    let mut source = File::open(from).map_err(CopyError::Unreadable)?;
    let folder = to.parent().map_or(Ok(()), fs::create_dir_all);
    let mut copy = folder.and_then(|()| File::create(to)).map_err(unwritten)?;
    let mut slice = vec![0; SLICE_BYTES];
    let mut copied_bytes = 0;
    loop {
        let read = source.read(&mut slice).map_err(CopyError::Unreadable)?;
        if read == 0 {
            break;
        }
        copied_bytes += read as u64;
        if copied_bytes > bytes_max {
            return Err(CopyError::TooLarge);
        }
        copy.write_all(&slice[..read]).map_err(unwritten)?;
        if !is_wanted(copied_bytes) {
            return Ok(None);
        }
    }
    copy.sync_all().map_err(unwritten)?;
    // Of the copy, not of the original: what lies here is what is named.
    digest(to).map(Some)
}

/// The digest of a copy.
pub(super) fn digest(copy: &Path) -> Result<BlobName, CopyError> {
    File::open(copy).and_then(BlobName::of_reader).map_err(unwritten)
}

/// Puts a piece at the end of a copy, which begins with the first one.
pub(super) fn append(copy: &Path, offset: u64, piece: &[u8]) -> Result<(), CopyError> {
    let folder = copy.parent().map_or(Ok(()), fs::create_dir_all);
    let mut file = folder
        .and_then(|()| File::options().create(offset == 0).append(true).open(copy))
        .map_err(unwritten)?;
    file.write_all(piece).map_err(unwritten)
}

fn unwritten(error: io::Error) -> CopyError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => CopyError::DiskFull,
        _ => CopyError::Unwritable(error),
    }
}
