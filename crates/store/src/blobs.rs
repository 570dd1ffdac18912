//! Photos, papers and manuals beside the replica, each under its digest: `blobs/ab/cdef…` (SHA-256).
//!
//! Invariant: a file under its digest is whole and holds just those bytes; one that an act names is never
//! changed or removed.
//! What is on its way in lies in `blobs/arriving` until it is whole. Beside the files lie small pictures
//! of them (`blobs/small`); those follow from the files, and whoever removes them loses nothing.
//! Deliberately not here: what is in a file (`worker`), to which record it belongs (`pms_attachments`,
//! `pms_documents`),
//! and when files travel (`sync`).

mod arriving;
mod named;

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::error::StoreError;
use crate::place::Place;
use crate::state;

pub use arriving::Sealed;
pub use named::{CopiedBlobs, NamedBlob};

/// Bytes of one piece on the way between workstations.
pub const CHUNK_BYTES: usize = 64 * 1024;
/// Bytes of a file that is taken in by any way: the largest manual, with room to spare.
pub const BLOB_BYTES_MAX: u64 = 512 << 20;
/// Bytes of a file that are looked at together.
const LOOKED_AT_BYTES: usize = 256 * 1024;
/// Digits of a digest that name the folder.
const FOLDER_DIGITS: usize = 2;
/// Bytes of a SHA-256.
const DIGEST_BYTES: usize = 32;

/// The digest of a file's bytes, which is its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName([u8; DIGEST_BYTES]);

impl BlobName {
    /// The name of those bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The name of what is read from there to its end, a little at a time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_reader(mut from: impl Read) -> io::Result<Self> {
        let mut hasher = Sha256::new();
        let mut bytes = vec![0; LOOKED_AT_BYTES];
        loop {
            match from.read(&mut bytes)? {
                0 => return Ok(Self(hasher.finalize().into())),
                read => hasher.update(&bytes[..read]),
            }
        }
    }

    /// Reads 64 hex digits; none where the text is no such thing.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        if digits.len() != DIGEST_BYTES * 2 || digits.bytes().any(|digit| digit.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; DIGEST_BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *byte = u8::from_str_radix(pair, 16).ok().filter(|_| !pair.starts_with('+'))?;
        }
        Some(Self(bytes))
    }

    /// The name with that digest.
    #[must_use]
    pub fn from_bytes(digest: [u8; DIGEST_BYTES]) -> Self {
        Self(digest)
    }

    /// The bytes of the digest.
    #[must_use]
    pub fn bytes(&self) -> &[u8; DIGEST_BYTES] {
        &self.0
    }
}

impl std::fmt::Display for BlobName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for BlobName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// The files of one replica.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

impl Blobs {
    /// The files that lie beside that replica.
    #[must_use]
    pub fn of(place: &Place) -> Self {
        Self::in_folder(place.blobs())
    }

    /// The files in that folder: `blobs` of a replica, or of a backup.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Whether the file is here, whole.
    #[must_use]
    pub fn holds(&self, name: &BlobName) -> bool {
        self.path(name).is_file()
    }

    /// Bytes of the file; none where it is not here.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn size(&self, name: &BlobName) -> Result<Option<u64>, StoreError> {
        size(&self.path(name))
    }

    /// The whole file; none where it is not here.
    ///
    /// # Errors
    /// When it cannot be read, or is damaged: its bytes are not those of its name.
    pub fn read(&self, name: &BlobName) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io(&path, error)),
        };
        if BlobName::of(&bytes) == *name {
            Ok(Some(bytes))
        } else {
            Err(StoreError::DamagedBlob(path))
        }
    }

    /// Where the file lies, for a worker that opens it itself; none where it is not here.
    #[must_use]
    pub fn path_of(&self, name: &BlobName) -> Option<PathBuf> {
        Some(self.path(name)).filter(|path| path.is_file())
    }

    /// Whether the file is here and holds the bytes of its name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_sound(&self, name: &BlobName) -> Result<bool, StoreError> {
        let path = self.path(name);
        match File::open(&path).and_then(BlobName::of_reader) {
            Ok(found) => Ok(found == *name),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(StoreError::io(&path, error)),
        }
    }

    /// Gives a file of this disk its name, durably when it returns: it is moved, not copied. A sound file
    /// that is here already stays as it is.
    ///
    /// # Errors
    /// When its bytes are those of another name, or the folder cannot be written.
    pub fn keep_file(&self, from: &Path, name: &BlobName) -> Result<(), StoreError> {
        if self.is_sound(name)? {
            return fs::remove_file(from).map_err(|error| StoreError::io(from, error));
        }
        let found = File::open(from).and_then(BlobName::of_reader);
        if found.map_err(|error| StoreError::io(from, error))? != *name {
            return Err(StoreError::DamagedBlob(from.to_owned()));
        }
        give_digest(from, &self.path(name))
    }

    /// At most [`CHUNK_BYTES`] of the file from `offset` on; empty at its end, none where it is not here.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn chunk(&self, name: &BlobName, offset: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name);
        let mut file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io(&path, error)),
        };
        let mut chunk = Vec::new();
        file.seek(SeekFrom::Start(offset))
            .and_then(|_| file.take(CHUNK_BYTES as u64).read_to_end(&mut chunk))
            .map_err(|error| StoreError::io(&path, error))?;
        Ok(Some(chunk))
    }

    /// Keeps those bytes, durably when it returns; a file that is here already stays as it is.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written; nothing half-written stays under the name.
    pub fn keep(&self, bytes: &[u8]) -> Result<BlobName, StoreError> {
        let name = BlobName::of(bytes);
        // A damaged copy is replaced by the right bytes.
        if !matches!(self.read(&name), Ok(Some(_))) {
            write_whole(&self.path(&name), bytes)?;
        }
        Ok(name)
    }

    /// Takes away a file that was laid here for an act which then was refused. Whoever calls it made sure
    /// that no act names the file.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn unlay(&self, name: &BlobName) -> Result<(), StoreError> {
        for path in [self.small_path(name), self.path(name)] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(StoreError::io(&path, error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// The small picture of a file, where one was made.
    #[must_use]
    pub fn small(&self, name: &BlobName) -> Option<Vec<u8>> {
        fs::read(self.small_path(name)).ok()
    }

    /// Keeps the small picture of a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_small(&self, name: &BlobName, picture: &[u8]) -> Result<(), StoreError> {
        write_whole(&self.small_path(name), picture)
    }

    /// Copies a file into another folder of files, a little at a time, durable when it returns; false, and
    /// nothing copied, where it is damaged here.
    ///
    /// # Errors
    /// When it cannot be read, or the disk is full.
    pub fn copy_to(&self, name: &BlobName, to: &Self) -> Result<bool, StoreError> {
        let (path, copy) = (self.path(name), to.path(name));
        let unnamed = copy.with_extension("unfinished");
        let copied = make_folder(&copy).and_then(|()| fs::copy(&path, &unnamed));
        let found = copied.and_then(|_| File::open(&unnamed)).and_then(BlobName::of_reader);
        match found {
            Ok(found) if found == *name => give_digest(&unnamed, &copy).map(|()| true),
            Ok(_) => fs::remove_file(&unnamed)
                .map(|()| false)
                .map_err(|error| StoreError::io(&unnamed, error)),
            Err(error) => {
                // What was written so far is of no use; that it cannot be removed either is not the news.
                let _ = fs::remove_file(&unnamed);
                Err(StoreError::io(&unnamed, error))
            }
        }
    }

    fn path(&self, name: &BlobName) -> PathBuf {
        below(&self.folder, name, "")
    }

    fn small_path(&self, name: &BlobName) -> PathBuf {
        below(&self.folder.join("small"), name, ".jpg")
    }
}

fn below(folder: &Path, name: &BlobName, ending: &str) -> PathBuf {
    let digits = name.to_string();
    let (first, rest) = digits.split_at(FOLDER_DIGITS);
    folder.join(first).join(format!("{rest}{ending}"))
}

fn size(path: &Path) -> Result<Option<u64>, StoreError> {
    match fs::metadata(path) {
        Ok(known) if known.is_file() => Ok(Some(known.len())),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(path, error)),
    }
}

/// Writes under another name first, so that a file under its name is whole whatever happens meanwhile.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let unnamed = path.with_extension("unfinished");
    let written = make_folder(path).and_then(|()| {
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .open(&unnamed)?;
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(error) = written {
        // What was written so far is of no use; that it cannot be removed either is not the news.
        let _ = fs::remove_file(&unnamed);
        return Err(StoreError::io(&unnamed, error));
    }
    give_name(&unnamed, path)
}

fn make_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Makes a file durable and gives it its name.
fn give_digest(from: &Path, path: &Path) -> Result<(), StoreError> {
    let synced = OpenOptions::new()
        .write(true)
        .open(from)
        .and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::io(from, error))?;
    make_folder(path).map_err(|error| StoreError::io(path, error))?;
    give_name(from, path)
}

/// Gives a durable file its name, durably.
fn give_name(unnamed: &Path, path: &Path) -> Result<(), StoreError> {
    fs::rename(unnamed, path).map_err(|error| StoreError::io(path, error))?;
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    state::sync_folder(folder)?;
    // The folder itself may be new.
    folder.parent().map_or(Ok(()), state::sync_folder)
}

#[cfg(test)]
mod tests;
