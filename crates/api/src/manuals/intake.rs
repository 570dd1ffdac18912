//! Manuals on their way in: copied beside the replica, opened once by the worker, waiting for their form.
//!
//! Invariant: the person's file is only read. The copy waits in `blobs/waiting`, which is emptied when the
//! replica is opened: a cancelled form leaves no trace, also where the program was ended in the middle.

mod arriving;
mod copying;
mod form;

pub(super) use copying::copy;

use crate::error::Error;
use crate::program::Program;
use crate::views::Link;
use ::manuals::limits::FILE_BYTES_MAX;
use ::manuals::{ManualError, Reader, Refused};
use domain::acts::manuals::{FILES_MAX, document_id};
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Document;
use domain::text;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use store::{BlobName, Readers};
use ts_rs::TS;

/// Folders below the chosen one that are looked through.
const DEPTH_MAX: usize = 4;
/// Entries of folders that are looked at.
const ENTRIES_MAX: usize = 20_000;

/// What is to be opened: files of this machine, or folders of them.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct IntakeArgs {
    /// Their places.
    pub paths: Vec<String>,
}

/// One file of those that are on their way in; all when left out.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct IntakeItemArgs {
    /// The file, as the program named it.
    pub upload: Option<String>,
}

/// The password of a file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct UnlockArgs {
    /// The file, as the program named it.
    pub upload: String,
    /// Its password.
    pub password: String,
}

/// Where a file stands on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntakePhase {
    /// It waits for those before it.
    Waiting,
    /// It is copied.
    Copying,
    /// It is opened.
    Opening,
    /// It asks for a password.
    Locked,
    /// It waits for its form.
    Ready,
    /// It is among the manuals already.
    Known,
    /// It cannot be taken.
    Refused,
}

/// A file on its way in.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IntakeItem {
    /// Names it in the form.
    pub upload: String,
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub size_bytes: u64,
    /// Bytes that were copied.
    pub copied_bytes: u64,
    /// Where it stands.
    pub phase: IntakePhase,
    /// Its pages.
    pub pages: Option<u32>,
    /// What it may be called, from its name.
    pub title: String,
    /// Why it is not taken, or what is worth knowing; one sentence.
    pub said: Option<String>,
    /// The manual that has the same content.
    pub known: Option<Link>,
}

/// All files on their way in.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IntakeState {
    /// They, in the order in which they were chosen.
    pub items: Vec<IntakeItem>,
    /// Some are still being copied or opened.
    pub is_running: bool,
    /// Files of the folder that were left out, because one sheet takes no more.
    pub left_out: usize,
}

struct Item {
    shown: IntakeItem,
    source: PathBuf,
    digest: Option<BlobName>,
    password: Option<String>,
}

impl Item {
    fn new(upload: String, name: String, size_bytes: u64, source: PathBuf) -> Self {
        Self {
            shown: IntakeItem {
                title: title(&name),
                upload,
                name,
                size_bytes,
                copied_bytes: 0,
                phase: IntakePhase::Waiting,
                pages: None,
                said: None,
                known: None,
            },
            source,
            digest: None,
            password: None,
        }
    }
}

#[derive(Default)]
struct Shared {
    items: Mutex<Vec<Item>>,
    queue: Mutex<VecDeque<String>>,
    is_running: AtomicBool,
    stop: AtomicBool,
}

impl Shared {
    fn items(&self) -> MutexGuard<'_, Vec<Item>> {
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes an item; whether it is still there.
    fn change(&self, upload: &str, change: impl FnOnce(&mut Item)) -> bool {
        let mut items = self.items();
        let item = items.iter_mut().find(|item| item.shown.upload == upload);
        item.map(change).is_some()
    }

    fn is_wanted(&self, upload: &str) -> bool {
        !self.stop.load(Ordering::Relaxed) && self.items().iter().any(|item| item.shown.upload == upload)
    }
}

/// The files on their way in; dropping it stops the copying.
pub(crate) struct Intake {
    folder: PathBuf,
    readers: Readers,
    shared: Arc<Shared>,
    left_out: Mutex<usize>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Intake {
    pub(crate) fn below(blobs: &Path, readers: Readers) -> Self {
        Self {
            folder: blobs.join("waiting"),
            readers,
            shared: Arc::default(),
            left_out: Mutex::default(),
            thread: Mutex::default(),
        }
    }

    fn state(&self) -> IntakeState {
        IntakeState {
            items: self.shared.items().iter().map(|item| item.shown.clone()).collect(),
            is_running: self.shared.is_running.load(Ordering::Relaxed),
            left_out: *self.left_out.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    pub(super) fn path(&self, upload: &str) -> PathBuf {
        self.folder.join(format!("{upload}.pdf"))
    }

    /// Lets go of one file, or of all.
    fn let_go(&self, upload: Option<&str>) {
        let mut items = self.shared.items();
        let is_meant = |item: &Item| upload.is_none_or(|upload| item.shown.upload == upload);
        for item in items.iter().filter(|item| is_meant(item)) {
            // One that is being copied is removed by whoever copies it.
            let _ = fs::remove_file(self.path(&item.shown.upload));
        }
        items.retain(|item| !is_meant(item));
        if upload.is_none() {
            *self.left_out.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        }
    }

    /// Works through the queue, on a thread of its own unless one does already.
    fn go_on(&self, reader: &Arc<Reader>) {
        if self.shared.is_running.swap(true, Ordering::AcqRel) {
            return;
        }
        let (shared, folder) = (Arc::clone(&self.shared), self.folder.clone());
        let (reader, readers) = (Arc::clone(reader), self.readers.clone());
        let work = move || {
            while let Some(upload) = shared.queue().pop_front() {
                take_one(&shared, &folder, &reader, &readers, &upload);
            }
            shared.is_running.store(false, Ordering::Release);
        };
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = thread.replace(std::thread::spawn(work)) {
            let _ = before.join();
        }
    }

    fn wait(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Intake {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.wait();
    }
}

/// Copies one file and has it opened.
fn take_one(shared: &Shared, folder: &Path, reader: &Reader, readers: &Readers, upload: &str) {
    let mut wanted = None;
    shared.change(upload, |item| {
        if item.digest.is_none() {
            item.shown.phase = IntakePhase::Copying;
        }
        wanted = Some((item.source.clone(), item.digest, item.password.clone()));
    });
    let Some((source, digest, password)) = wanted else {
        return;
    };
    let copy = folder.join(format!("{upload}.pdf"));
    let copied = match digest {
        Some(digest) => Ok(Some(digest)),
        // It came from the window piece by piece, and lies here already.
        None if source == copy => copying::digest(&copy).map(Some),
        None => copying::copy(&source, &copy, FILE_BYTES_MAX, &mut |copied_bytes| {
            shared.change(upload, |item| item.shown.copied_bytes = copied_bytes);
            shared.is_wanted(upload)
        }),
    };
    let refuse = |said: String| {
        let _ = fs::remove_file(&copy);
        shared.change(upload, |item| {
            item.shown.phase = IntakePhase::Refused;
            item.shown.said = Some(said);
        });
    };
    let digest = match copied {
        Ok(Some(digest)) => digest,
        // Nobody wants it any more.
        Ok(None) => return,
        Err(error) => return refuse(error.to_string()),
    };
    if let Some(known) = known(readers, &digest) {
        let _ = fs::remove_file(&copy);
        shared.change(upload, |item| {
            item.shown.phase = IntakePhase::Known;
            item.shown.known = Some(known);
        });
        return;
    }
    shared.change(upload, |item| {
        item.shown.phase = IntakePhase::Opening;
        item.digest = Some(digest);
    });
    match reader.open(&copy, password.as_deref()) {
        Ok(opened) => {
            let is_here = shared.change(upload, |item| {
                item.shown.phase = IntakePhase::Ready;
                item.shown.pages = Some(opened.pages);
                item.shown.said = opened
                    .is_cut
                    .then(|| "The end of the file is missing. Copy it again from where it came from.".to_owned());
            });
            if !is_here {
                let _ = fs::remove_file(&copy);
            }
        }
        Err(ManualError::Refused(refused @ (Refused::Locked | Refused::WrongPassword))) => {
            shared.change(upload, |item| {
                item.shown.phase = IntakePhase::Locked;
                item.shown.said = Some(refused.to_string());
                item.password = None;
            });
        }
        Err(error) => refuse(error.to_string()),
    }
}

/// The manual with that content, where there is one.
fn known(readers: &Readers, digest: &BlobName) -> Option<Link> {
    let reader = readers.reader().ok()?;
    let document = Facts::new(&reader.records())
        .find::<Document>(document_id(&digest.to_string()))
        .ok()??;
    Some(crate::views::documents::link(&document))
}

/// What a manual may be called, from its file's name.
fn title(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let plain = stem.replace(['_', '-', '+'], " ");
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    text::shortened(&spaced, text::TITLE_CHARACTERS_MAX)
}

/// The PDFs of a folder and of those in it, by name; a file is itself.
fn gather(path: &Path, depth: usize, left: &mut usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_file() {
        found.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(path)? {
        if *left == 0 {
            break;
        }
        *left -= 1;
        entries.push(entry?.path());
    }
    entries.sort();
    for entry in entries {
        // A link may lead round in a ring.
        let known = fs::symlink_metadata(&entry)?;
        if known.is_dir() && depth > 0 {
            gather(&entry, depth - 1, left, found)?;
        } else if known.is_file()
            && entry
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
        {
            found.push(entry);
        }
    }
    Ok(())
}

impl Program {
    /// Begins to take in files of this machine; those of an earlier call stay.
    ///
    /// # Errors
    /// One sentence where a place cannot be read.
    pub fn manual_intake_open(&self, args: &IntakeArgs) -> Result<IntakeState, Error> {
        self.signed_in()?;
        self.writer()?;
        let mut files = Vec::new();
        let mut left = ENTRIES_MAX;
        for path in &args.paths {
            let path = Path::new(path.trim());
            gather(path, DEPTH_MAX, &mut left, &mut files).map_err(|error| {
                let message = format!("{} cannot be read ({error}). Choose another one.", path.display());
                Error::from(Refusal::field(Code::Invalid, "paths", message))
            })?;
        }
        if files.is_empty() {
            let message = "There is no PDF. Choose a manual, or a folder of manuals.";
            return Err(Refusal::field(Code::Invalid, "paths", message).into());
        }
        let intake = self.intake();
        let room = FILES_MAX.saturating_sub(intake.shared.items().len());
        *intake.left_out.lock().unwrap_or_else(PoisonError::into_inner) = files.len().saturating_sub(room);
        for source in files.into_iter().take(room) {
            let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let upload = self.token();
            let size_bytes = fs::metadata(&source).map_or(0, |known| known.len());
            let item = Item::new(upload.clone(), name, size_bytes, source);
            intake.shared.items().push(item);
            intake.shared.queue().push_back(upload);
        }
        intake.go_on(&self.bench().reader);
        Ok(intake.state())
    }

    /// How far the files on their way in are.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn manual_intake(&self) -> Result<IntakeState, Error> {
        self.signed_in()?;
        Ok(self.intake().state())
    }

    /// Opens a locked file by its password.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn manual_intake_unlock(&self, args: &UnlockArgs) -> Result<IntakeState, Error> {
        self.signed_in()?;
        let intake = self.intake();
        let is_there = intake.shared.change(&args.upload, |item| {
            item.password = Some(args.password.clone());
            item.shown.phase = IntakePhase::Opening;
            item.shown.said = None;
        });
        if is_there {
            intake.shared.queue().push_back(args.upload.clone());
            intake.go_on(&self.bench().reader);
        }
        Ok(intake.state())
    }

    /// Lets go of a file whose form was cancelled, or of all.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn manual_intake_drop(&self, args: &IntakeItemArgs) -> Result<IntakeState, Error> {
        self.signed_in()?;
        self.intake().let_go(args.upload.as_deref());
        Ok(self.intake().state())
    }
}
