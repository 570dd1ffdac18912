//! Reads manuals in the background, one after the other: sections, text, fault codes.
//!
//! A manual that was not read yet can be opened all the same. What is read follows from the file alone, so
//! a program that ends in the middle begins the file anew.

use crate::error::Error;
use crate::program::{Event, Listeners, Program};
use ::manuals::page::PageText;
use ::manuals::structure::{Structure, Survey};
use ::manuals::{Ignored, ManualError, Reader, Refused};
use domain::facts::Facts;
use domain::schema::Row;
use domain::tables::Document;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use store::{BlobName, Blobs, ManualChunk, ManualCode, ManualSection, ReadingState, Writer};

/// Counts up when manuals are read otherwise, so that all are read anew.
const READ_BY: &str = "2";
/// Pages between two words on how far it is.
const PAGES_PER_WORD: u32 = 25;

/// How far the manual under way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingPace {
    /// Pages that were read.
    pub pages_read: u32,
    /// Pages that it has.
    pub pages: u32,
}

#[derive(Default)]
struct Bell {
    state: Mutex<Rung>,
    changed: Condvar,
}

#[derive(Default)]
struct Rung {
    /// Something may be unread.
    is_due: bool,
    is_ended: bool,
}

impl Bell {
    fn state(&self) -> MutexGuard<'_, Rung> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring(&self) {
        self.state().is_due = true;
        self.changed.notify_all();
    }

    /// Waits until something may be unread; false at the end.
    fn wait(&self) -> bool {
        let mut state = self.state();
        while !state.is_due && !state.is_ended {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.is_due = false;
        !state.is_ended
    }
}

/// The thread that reads. Dropping it ends it within a page.
pub(crate) struct ReadingRoom {
    bell: Arc<Bell>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl ReadingRoom {
    /// Begins to read what is unread, and whatever a commit or an exchange brings.
    pub(crate) fn start(writer: &Arc<Writer>, reader: Arc<Reader>, listeners: Arc<Listeners>) -> Self {
        let bell = Arc::<Bell>::default();
        let stop = Arc::<AtomicBool>::default();
        let rung = Arc::clone(&bell);
        writer.subscribe(move |happened| {
            if happened.tables.contains(&Document::TABLE.name) {
                rung.ring();
            }
        });
        bell.ring();
        let (writer, waits, stops) = (Arc::clone(writer), Arc::clone(&bell), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            while waits.wait() {
                let mut told = |_| listeners.tell(&changed());
                if let Err(error) = read_all(&writer, &reader, &stops, &mut told) {
                    tracing::warn!(%error, "manuals could not be read; the next change tries again");
                }
            }
        });
        Self {
            bell,
            stop,
            thread: Some(thread),
        }
    }
}

impl ReadingRoom {
    /// Something may be unread.
    pub(crate) fn ring(&self) {
        self.bell.ring();
    }
}

impl Drop for ReadingRoom {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.bell.state().is_ended = true;
        self.bell.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub(crate) fn changed() -> Event {
    Event {
        tables: vec![Document::TABLE.name.to_owned()],
        sync: false,
    }
}

/// Reads every manual whose file is here and that this program has not read.
fn read_all(
    writer: &Writer,
    reader: &Reader,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(ReadingPace),
) -> Result<(), Error> {
    let blobs = Blobs::of(writer.place());
    for file in unread(writer, &blobs)? {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        if let Some(path) = blobs.path_of(&file) {
            read_one(writer, reader, (&file, &path), stop, tell)?;
        }
    }
    Ok(())
}

/// The files of manuals that are here and not read by this program, those to work by first.
fn unread(writer: &Writer, blobs: &Blobs) -> Result<Vec<BlobName>, Error> {
    let reader = writer.readers().reader()?;
    let records = reader.records();
    let mut documents = Facts::new(&records).all::<Document>()?;
    documents.sort_by_key(|document| {
        (
            !domain::acts::manuals::is_active(document),
            document.created_at,
            document.id,
        )
    });
    let mut files = Vec::new();
    for file in documents.iter().filter_map(crate::views::documents::file_of) {
        let known = records.manual_reading(&file)?;
        let is_done = known.is_some_and(|known| known.read_by == READ_BY && known.state != ReadingState::Reading);
        if !is_done && blobs.holds(&file) {
            files.push(file);
        }
    }
    Ok(files)
}

fn read_one(
    writer: &Writer,
    reader: &Reader,
    (file, path): (&BlobName, &Path),
    stop: &AtomicBool,
    tell: &mut dyn FnMut(ReadingPace),
) -> Result<(), Error> {
    let password = super::password_of(&writer.readers().reader()?.records(), file)?;
    let opened = match reader.open(path, password.as_deref()) {
        Ok(opened) => opened,
        // The machine's trouble, not the file's: it is tried again at the next start.
        Err(error @ (ManualError::NotStarted(_) | ManualError::Refused(Refused::NoLibrary))) => {
            return Err(error.into());
        }
        // This file's alone: it does not keep the others from being read.
        Err(error @ ManualError::Refused(Refused::Unreadable | Refused::Gone)) => {
            tracing::warn!(%error, %file, "a manual could not be read from its disk");
            return Ok(());
        }
        Err(error) => {
            writer.begin_reading(file, READ_BY, 0)?;
            writer.refuse_reading(file, &error.to_string())?;
            tell(ReadingPace {
                pages_read: 0,
                pages: 0,
            });
            return Ok(());
        }
    };
    writer.begin_reading(file, READ_BY, opened.pages)?;
    let outline = reader.outline(path).unwrap_or_default();
    let mut survey = Survey::new(&outline);
    let mut left_out = 0_usize;
    for page in 1..=opened.pages {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        match reader.page_text(path, page) {
            Ok(text) => survey.take(&text),
            Err(error @ ManualError::NotStarted(_)) => return Err(error.into()),
            Err(_) => {
                left_out += 1;
                survey.take(&PageText {
                    number: page,
                    ..PageText::default()
                });
            }
        }
        if page % PAGES_PER_WORD == 0 {
            writer.note_reading(file, page)?;
            tell(ReadingPace {
                pages_read: page,
                pages: opened.pages,
            });
        }
    }
    let structure = survey.finish();
    let said = said(left_out, &structure, &opened.ignored, opened.is_cut);
    let without_text = structure.pages_without_text.len() as u32;
    let (sections, chunks, codes) = rows(structure);
    writer.end_reading(file, (&sections, &chunks, &codes), without_text, said.as_deref())?;
    tell(ReadingPace {
        pages_read: opened.pages,
        pages: opened.pages,
    });
    Ok(())
}

fn rows(structure: Structure) -> (Vec<ManualSection>, Vec<ManualChunk>, Vec<ManualCode>) {
    let sections = structure.sections.into_iter().map(|section| ManualSection {
        level: section.level,
        path: section.path,
        title: section.title,
        page: section.page,
        top: section.top,
        last_page: section.last_page,
    });
    let chunks = structure.chunks.into_iter().map(|chunk| ManualChunk {
        page: chunk.page,
        top: chunk.top,
        label: chunk.label,
        section: chunk.section,
        path: chunk.heading_path,
        text: chunk.text,
        codes: chunk.codes,
    });
    let codes = structure.proposals.into_iter().map(|row| ManualCode {
        code: row.code,
        key: row.key,
        meaning: row.meaning,
        remedy: row.remedy,
        page: row.page,
        top: row.top,
        section: row.section,
    });
    (sections.collect(), chunks.collect(), codes.collect())
}

/// What is worth knowing about a manual that was read.
fn said(left_out: usize, structure: &Structure, ignored: &[Ignored], is_cut: bool) -> Option<String> {
    let mut said = Vec::new();
    if is_cut {
        said.push("The end of the file is missing. Copy it again from where it came from.".to_owned());
    }
    let pages = |count: usize| domain::words::count(count, "page", "pages");
    if left_out > 0 {
        said.push(format!("The text of {} could not be read.", pages(left_out)));
    }
    if !structure.pages_cut.is_empty() {
        said.push(format!("Of {} only a part was read.", pages(structure.pages_cut.len())));
    }
    let what: Vec<&str> = ignored
        .iter()
        .map(|ignored| match ignored {
            Ignored::JavaScript => "programs",
            Ignored::EmbeddedFiles => "files inside it",
            Ignored::LaunchActions => "commands that start other programs",
        })
        .collect();
    if !what.is_empty() {
        said.push(format!("It holds {}; they are left alone.", what.join(", ")));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

impl Program {
    /// Something may be unread.
    pub(crate) fn ring_reading_room(&self) {
        let room = self.reading_room.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = room.as_ref() {
            room.ring();
        }
    }

    /// Tells the window that manuals stand otherwise than before.
    pub(crate) fn tell_manuals(&self) {
        self.listeners().tell(&changed());
    }

    /// Ends what reads in the background, for whoever reads now.
    pub(crate) fn close_reading_room(&self) {
        drop(self.reading_room.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Reads what is unread now, and returns when all of it was read: for calls that end afterwards, and for
    /// tests. What reads in the background ends.
    ///
    /// # Errors
    /// When the program only reads, or the machine cannot read manuals.
    pub fn read_manuals(&self, tell: &mut dyn FnMut(ReadingPace)) -> Result<(), Error> {
        self.close_reading_room();
        read_all(self.writer()?, &self.bench().reader, &AtomicBool::new(false), tell)
    }
}
