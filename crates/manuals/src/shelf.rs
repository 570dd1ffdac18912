//! The worker's side of a question: the open files, and what is read from them.

mod contents;
mod opening;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde::Serialize;

use crate::library;
use crate::limits::FILES_OPEN_MAX;
use crate::page::PageText;
use crate::pdfium::{Document, Library, Page};
use crate::protocol::{About, Pixels, Question};
use crate::refused::Refused;
use crate::stretch;
use opening::Stamp;

/// An answer before it is written.
pub(crate) enum Done {
    /// As JSON.
    Said(Vec<u8>),
    Drawn(Pixels),
}

/// The library and the files that were asked for last, the latest at the end.
#[derive(Default)]
pub(crate) struct Shelf {
    library: Option<Rc<Library>>,
    open: Vec<Open>,
}

struct Open {
    path: PathBuf,
    password: Option<String>,
    stamp: Stamp,
    // Closed before its document.
    page: Option<(u32, Page)>,
    document: Rc<Document>,
}

impl Shelf {
    /// Answers one question.
    ///
    /// # Errors
    /// What is wrong with the file or the page.
    pub(crate) fn answer(&mut self, question: &Question) -> Result<Done, Refused> {
        if question.about == About::File {
            self.open.retain(|open| open.path != question.path);
        }
        let library = self.library()?;
        let open = self.file(&library, &question.path, question.password.as_deref())?;
        match question.about {
            About::File => said(&contents::opened(&open.document, &open.path, open.stamp)?),
            About::Sizes => said(&contents::sizes(&open.document)),
            About::Outline { measures } => said(&open.document.outline(measures).0),
            About::Text { page } => said(&open.text(page)?),
            About::Glyphs { page } => said(&stretch::glyphs(&open.page(page)?.characters())),
            About::Links { page, measures } => said(&open.page(page)?.links(measures).0),
            About::Draw { page, size } => {
                let drawn = open.page(page)?.draw(size);
                drawn.map(Done::Drawn).ok_or(Refused::DamagedPage)
            }
        }
    }

    fn library(&mut self) -> Result<Rc<Library>, Refused> {
        if let Some(library) = &self.library {
            return Ok(Rc::clone(library));
        }
        let path = library::find().ok_or(Refused::NoLibrary)?;
        let library = Library::load(&path).map_err(|error| {
            eprintln!("pdfium cannot be loaded from {}: {error:?}", path.display());
            Refused::NoLibrary
        })?;
        Ok(Rc::clone(self.library.insert(library)))
    }

    /// The open file; one that changed on disk, or was opened with another password, is opened anew.
    fn file(&mut self, library: &Rc<Library>, path: &Path, password: Option<&str>) -> Result<&mut Open, Refused> {
        let stamp = Stamp::of(path).inspect_err(|_| self.open.retain(|open| open.path != path))?;
        let known = self.open.iter().position(|open| open.path == path);
        let known = known.map(|at| self.open.remove(at));
        let open = match known.filter(|open| open.stamp == stamp && open.password.as_deref() == password) {
            Some(open) => open,
            None => Open {
                path: path.to_owned(),
                password: password.map(str::to_owned),
                stamp,
                page: None,
                document: opening::open(library, path, stamp, password)?,
            },
        };
        let too_many = (self.open.len() + 1).saturating_sub(FILES_OPEN_MAX);
        self.open.drain(..too_many);
        for other in &mut self.open {
            // One page holds its unpacked pictures: only the file in hand keeps one.
            other.page = None;
        }
        self.open.push(open);
        self.open.last_mut().ok_or(Refused::Unreadable)
    }
}

impl Open {
    /// The page; the one read last is kept, because what is drawn is often asked for its words next.
    fn page(&mut self, number: u32) -> Result<&Page, Refused> {
        if number == 0 || number > self.document.pages() {
            return Err(Refused::NoSuchPage);
        }
        let page = match self.page.take() {
            Some((kept, page)) if kept == number => page,
            _ => self.document.page(number).ok_or(Refused::DamagedPage)?,
        };
        Ok(&self.page.insert((number, page)).1)
    }

    fn text(&mut self, number: u32) -> Result<PageText, Refused> {
        let label = self.document.label(number);
        let page = self.page(number)?;
        let (width, height) = page.size();
        Ok(PageText {
            number,
            label,
            width,
            height,
            runs: stretch::runs(&page.characters()),
        })
    }
}

fn said(answer: &impl Serialize) -> Result<Done, Refused> {
    serde_json::to_vec(answer).map(Done::Said).map_err(|_| Refused::Damaged)
}
