//! The program's side: asks the one worker, waits no longer than it should, and starts another when it must.

mod desk;
mod worker_process;

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use serde::de::DeserializeOwned;

use crate::limits::{Costs, PASSWORD_BYTES_MAX};
use crate::page::{OutlineEntry, PageText};
use crate::protocol::{About, Glyph, Link, Measures, Opened, Pixels, Question, Size};
use crate::refused::{ManualError, Refused};
use desk::{Desk, Order, Told};

/// Reads manuals in a worker process of its own, which is started at the first question and lives on.
///
/// Questions of several threads are answered one after the other. Each ends with an answer or one sentence
/// within [`Costs::wait`]; a worker that crashed, hangs or was killed is replaced at the next question, and
/// files are opened again as they are asked about. Passwords are kept in memory for that, never on disk.
#[derive(Debug)]
pub struct Reader {
    orders: Sender<Order>,
    passwords: Mutex<HashMap<PathBuf, String>>,
    desk: Option<JoinHandle<()>>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::with(None, Costs::default())
    }
}

impl Reader {
    /// Workers are that program; this very one when left out. It must call [`serve`](crate::serve) when
    /// started with [`ARGUMENT`](crate::ARGUMENT).
    #[must_use]
    pub fn with(program: Option<PathBuf>, costs: Costs) -> Self {
        let (orders, ordered) = mpsc::channel();
        let desk = thread::spawn(move || Desk::new(program, costs).work(&ordered));
        Self {
            orders,
            passwords: Mutex::default(),
            desk: Some(desk),
        }
    }

    /// Opens a file anew and says what it is. The password is remembered for all other questions about it.
    ///
    /// # Errors
    /// One sentence for the person; [`Refused::Locked`] asks for the password.
    pub fn open(&self, path: &Path, password: Option<&str>) -> Result<Opened, ManualError> {
        if password.is_some_and(|password| password.len() > PASSWORD_BYTES_MAX) {
            return Err(Refused::WrongPassword.into());
        }
        let question = Question {
            path: path.to_owned(),
            password: password.map(str::to_owned),
            about: About::File,
        };
        let opened = said(self.ask(question)?)?;
        let mut passwords = self.passwords.lock().unwrap_or_else(PoisonError::into_inner);
        match password {
            Some(password) => passwords.insert(path.to_owned(), password.to_owned()),
            None => passwords.remove(path),
        };
        Ok(opened)
    }

    /// Width and height of every page as it is looked at, in points; zeros for one that names none.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn sizes(&self, path: &Path) -> Result<Vec<(f32, f32)>, ManualError> {
        self.ask_about(path, About::Sizes)
    }

    /// The contents that the file carries, from top to bottom; empty where it has none.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn outline(&self, path: &Path) -> Result<Vec<OutlineEntry>, ManualError> {
        self.ask_measured(path, |measures| About::Outline { measures })
    }

    /// What stands on these pages, from 1; those behind the last are left out.
    ///
    /// # Errors
    /// One sentence for the person, of the first page that cannot be read.
    pub fn text(&self, path: &Path, pages: RangeInclusive<u32>) -> Result<Vec<PageText>, ManualError> {
        let mut found = Vec::new();
        for page in pages {
            match self.page_text(path, page) {
                Err(ManualError::Refused(Refused::NoSuchPage)) if !found.is_empty() => break,
                text => found.push(text?),
            }
        }
        Ok(found)
    }

    /// What stands on one page: whoever takes in a manual goes on behind a page that cannot be read.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn page_text(&self, path: &Path, page: u32) -> Result<PageText, ManualError> {
        self.ask_about(path, About::Text { page })
    }

    /// The characters of a page in the order of reading, for selecting text and for marking what was found.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn glyphs(&self, path: &Path, page: u32) -> Result<Vec<Glyph>, ManualError> {
        self.ask_about(path, About::Glyphs { page })
    }

    /// Where a page leads by a click. What starts programs or opens other files is left out.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn links(&self, path: &Path, page: u32) -> Result<Vec<Link>, ManualError> {
        self.ask_measured(path, |measures| About::Links { page, measures })
    }

    /// Draws a page on white, within the limits on pixels.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn draw(&self, path: &Path, page: u32, size: Size) -> Result<Pixels, ManualError> {
        drawn(self.ask(self.question(path, About::Draw { page, size }))?)
    }

    /// Draws a page for which somebody waits, unless by its turn it is there already; then nothing.
    pub(crate) fn draw_unless(
        &self,
        path: &Path,
        page: u32,
        size: Size,
        is_there: impl Fn() -> bool + Send + 'static,
    ) -> Result<Option<Pixels>, ManualError> {
        let (tell, told) = mpsc::channel();
        self.order(Order {
            question: self.question(path, About::Draw { page, size }),
            is_ahead: false,
            is_done: Box::new(is_there),
            tell: Box::new(move |answer| drop(tell.send(answer))),
        });
        match told.recv().unwrap_or(Err(ManualError::Died))? {
            Told::NoMore => Ok(None),
            answer => drawn(answer).map(Some),
        }
    }

    /// Draws a page for which nobody waits yet, when there is nothing else to do; tells nothing of one that was
    /// there by then.
    pub(crate) fn draw_ahead(
        &self,
        path: &Path,
        page: u32,
        size: Size,
        is_there: impl Fn() -> bool + Send + 'static,
        told: impl FnOnce(Option<Pixels>) + Send + 'static,
    ) {
        self.order(Order {
            question: self.question(path, About::Draw { page, size }),
            is_ahead: true,
            is_done: Box::new(is_there),
            tell: Box::new(move |answer| match answer {
                Ok(Told::NoMore) => {}
                // Why it could not be drawn is said to whoever asks for it.
                answer => told(answer.and_then(drawn).ok()),
            }),
        });
    }

    fn ask_about<T: DeserializeOwned>(&self, path: &Path, about: About) -> Result<T, ManualError> {
        said(self.ask(self.question(path, about))?)
    }

    /// Asks how far down pages it leads; where one of those pages cannot be read, without that.
    fn ask_measured<T: DeserializeOwned>(
        &self,
        path: &Path,
        about: impl Fn(Measures) -> About,
    ) -> Result<T, ManualError> {
        match self.ask_about(path, about(Measures::All)) {
            Err(ManualError::TooLong | ManualError::Died) => self.ask_about(path, about(Measures::Known)),
            answer => answer,
        }
    }

    fn question(&self, path: &Path, about: About) -> Question {
        let passwords = self.passwords.lock().unwrap_or_else(PoisonError::into_inner);
        Question {
            path: path.to_owned(),
            password: passwords.get(path).cloned(),
            about,
        }
    }

    fn ask(&self, question: Question) -> Result<Told, ManualError> {
        let (tell, told) = mpsc::channel();
        self.order(Order {
            question,
            is_ahead: false,
            is_done: Box::new(|| false),
            tell: Box::new(move |answer| drop(tell.send(answer))),
        });
        told.recv().unwrap_or(Err(ManualError::Died))
    }

    /// The desk is there as long as the reader is; an order it never takes is dropped, and whoever waits is told.
    fn order(&self, order: Order) {
        drop(self.orders.send(order));
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The desk ends with the last sender, and its worker with it.
        self.orders = mpsc::channel().0;
        if let Some(desk) = self.desk.take() {
            drop(desk.join());
        }
    }
}

fn said<T: DeserializeOwned>(answer: Told) -> Result<T, ManualError> {
    match answer {
        Told::Said(text) => serde_json::from_slice(&text).map_err(|error| {
            tracing::warn!(%error, "a worker said something else than was asked");
            ManualError::Died
        }),
        Told::Drawn(_) | Told::NoMore => Err(ManualError::Died),
    }
}

fn drawn(answer: Told) -> Result<Pixels, ManualError> {
    match answer {
        Told::Drawn(pixels) => Ok(pixels),
        Told::Said(_) | Told::NoMore => Err(ManualError::Died),
    }
}
