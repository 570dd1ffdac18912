//! pdfium behind safe types: the only place with `unsafe`.
//!
//! Invariant: handles never leave this module, and each is closed once, pages before their file. pdfium is
//! not to be called from two threads: nothing here is `Send`. No action is ever carried out and no script gets a
//! platform, so that nothing in a file runs; of forms only the fields are drawn.
#![allow(unsafe_code, reason = "pdfium is a C library; this is where it is bound")]

mod bytes;
mod drawing;
mod file;
mod forms;
mod links;
mod outline;
mod text;
mod view;

use std::cell::{Cell, OnceCell, RefCell};
use std::ffi::c_int;
use std::path::Path;
use std::rc::Rc;

use pdfium_render::prelude::{
    FPDF_DOCUMENT, FPDF_PAGE, FS_RECTF, FS_SIZEF, Pdfium, PdfiumError, PdfiumLibraryBindings,
};

use crate::limits::PAGES_MAX;
use crate::protocol::Measures;
use crate::refused::Refused;
use file::Source;
use forms::Form;
pub(crate) use text::{Character, Direction};
pub(crate) use view::View;

/// What `FPDF_GetLastError` says of a password (fpdfview.h, `FPDF_ERR_PASSWORD`).
const ERROR_PASSWORD: u64 = 4;
/// What it says of a lock that it does not know (`FPDF_ERR_SECURITY`).
const ERROR_SECURITY: u64 = 5;

/// The library itself, opened and ready.
pub(crate) struct Library {
    raw: Box<dyn PdfiumLibraryBindings>,
}

impl Library {
    /// Loads the library from that file.
    pub(crate) fn load(path: &Path) -> Result<Rc<Self>, PdfiumError> {
        let raw = Pdfium::bind_to_library(path)?;
        // SAFETY: called once per process, before everything else, on the only thread.
        unsafe { raw.FPDF_InitLibrary() };
        Ok(Rc::new(Self { raw }))
    }
}

/// An open file.
pub(crate) struct Document {
    library: Rc<Library>,
    handle: FPDF_DOCUMENT,
    pages: u32,
    /// How pages lie, as far as they were loaded.
    views: RefCell<Vec<Option<View>>>,
    /// Looked for when a page is drawn for the first time.
    form: OnceCell<Option<Form>>,
    // Read from until the file is closed: dropped after `drop` has run.
    _source: Source,
}

impl Document {
    /// Opens a file that is already known to be one of ours by its length.
    pub(crate) fn open(
        library: &Rc<Library>,
        file: std::fs::File,
        bytes: u64,
        password: Option<&str>,
    ) -> Result<Rc<Self>, Refused> {
        if password.is_some_and(|password| password.contains('\0')) {
            return Err(Refused::WrongPassword);
        }
        let source = Source::new(file, bytes)?;
        // SAFETY: the access lives in `source`, which outlives the document; the password is copied.
        let handle = unsafe { library.raw.FPDF_LoadCustomDocument(source.access(), password) };
        if handle.is_null() {
            // SAFETY: no arguments.
            let error = unsafe { library.raw.FPDF_GetLastError() };
            #[allow(
                clippy::useless_conversion,
                reason = "as wide as C's long, which differs by platform"
            )]
            return Err(match u64::from(error) {
                ERROR_PASSWORD if password.is_some() => Refused::WrongPassword,
                ERROR_PASSWORD => Refused::Locked,
                ERROR_SECURITY => Refused::UnknownLock,
                _ => Refused::Damaged,
            });
        }
        let mut document = Self {
            library: Rc::clone(library),
            handle,
            pages: 0,
            views: RefCell::default(),
            form: OnceCell::new(),
            _source: source,
        };
        // SAFETY: the handle is open.
        let pages = unsafe { library.raw.FPDF_GetPageCount(handle) };
        document.pages = match u32::try_from(pages) {
            Err(_) | Ok(0) => return Err(Refused::NoPage),
            Ok(pages) if pages > PAGES_MAX => return Err(Refused::TooManyPages),
            Ok(pages) => pages,
        };
        document.views = RefCell::new(vec![None; document.pages as usize]);
        Ok(Rc::new(document))
    }

    pub(crate) fn pages(&self) -> u32 {
        self.pages
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        // SAFETY: the handle is open.
        unsafe { self.library.raw.FPDF_GetSecurityHandlerRevision(self.handle) >= 0 }
    }

    /// Whether it lists programs, and files inside itself.
    pub(crate) fn scripts_and_files(&self) -> (bool, bool) {
        let raw = &self.library.raw;
        // SAFETY: the handle is open.
        unsafe {
            (
                raw.FPDFDoc_GetJavaScriptActionCount(self.handle) != 0,
                raw.FPDFDoc_GetAttachmentCount(self.handle) != 0,
            )
        }
    }

    /// Width and height of a page as it is looked at, in points, without reading what stands on it.
    pub(crate) fn size(&self, number: u32) -> Option<(f32, f32)> {
        let mut size = FS_SIZEF {
            width: 0.0,
            height: 0.0,
        };
        let index = self.index(number)?;
        // SAFETY: the handle is open; pdfium writes into `size`.
        let is_known = unsafe {
            self.library
                .raw
                .FPDF_GetPageSizeByIndexF(self.handle, index, &raw mut size)
        };
        let is_sound = |side: f32| side.is_finite() && side > 0.0;
        (is_known != 0 && is_sound(size.width) && is_sound(size.height)).then_some((size.width, size.height))
    }

    /// The label printed for a page, where the file has labels.
    pub(crate) fn label(&self, number: u32) -> Option<String> {
        let index = self.index(number)?;
        let label = bytes::utf16(|buffer, length| {
            // SAFETY: the handle is open; `buffer` holds `length` bytes, or is null with 0.
            unsafe { self.library.raw.FPDF_GetPageLabel(self.handle, index, buffer, length) }
        });
        label.filter(|label| !label.is_empty())
    }

    /// Reads a page; `None` when it is damaged.
    pub(crate) fn page(self: &Rc<Self>, number: u32) -> Option<Page> {
        let index = self.index(number)?;
        let size = self.size(number)?;
        // SAFETY: the handle is open.
        let handle = unsafe { self.library.raw.FPDF_LoadPage(self.handle, index) };
        if handle.is_null() {
            return None;
        }
        let mut page = Page {
            document: Rc::clone(self),
            handle,
            view: View::default(),
            has_fields: Cell::new(false),
        };
        page.view = page.look(size);
        if let Some(view) = self.views.borrow_mut().get_mut(index as usize) {
            *view = Some(page.view);
        }
        Some(page)
    }

    /// How a page lies, as far as that is known or may be found out by reading it.
    fn view(self: &Rc<Self>, number: u32, measures: Measures) -> Option<View> {
        let index = self.index(number)?;
        let known = self.views.borrow().get(index as usize).copied().flatten();
        match measures {
            Measures::Known => known,
            Measures::All => known.or_else(|| self.page(number).map(|page| page.view)),
        }
    }

    fn form(&self) -> Option<&Form> {
        let form = || Form::of(&self.library, self.handle);
        self.form.get_or_init(form).as_ref()
    }

    fn index(&self, number: u32) -> Option<c_int> {
        (1..=self.pages)
            .contains(&number)
            .then(|| c_int::try_from(number - 1).ok())
            .flatten()
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        // Pages keep their document alive, so none is open any more.
        if let Some(form) = self.form.take().flatten() {
            form.close(&self.library);
        }
        // SAFETY: opened once, closed once; its pages and its form were closed before.
        unsafe { self.library.raw.FPDF_CloseDocument(self.handle) };
    }
}

/// A page that was read.
pub(crate) struct Page {
    document: Rc<Document>,
    handle: FPDF_PAGE,
    view: View,
    /// Whether its form knows it, and has to forget it before it is closed.
    has_fields: Cell<bool>,
}

impl Page {
    /// Its width and height as it is looked at, in points.
    pub(crate) fn size(&self) -> (f32, f32) {
        (self.view.width, self.view.height)
    }

    /// Lets the fields on it be drawn.
    fn show_fields(&self) -> Option<&Form> {
        let form = self.document.form()?;
        if !self.has_fields.replace(true) {
            // SAFETY: page and form are open and of one document.
            unsafe { self.raw().FORM_OnAfterLoadPage(self.handle, form.handle) };
        }
        Some(form)
    }

    fn raw(&self) -> &dyn PdfiumLibraryBindings {
        self.document.library.raw.as_ref()
    }

    fn look(&self, (width, height): (f32, f32)) -> View {
        let mut cut = FS_RECTF {
            left: 0.0,
            top: height,
            right: width,
            bottom: 0.0,
        };
        // SAFETY: the page is open; pdfium writes into `cut`, or leaves it.
        let turns = unsafe {
            self.raw().FPDF_GetPageBoundingBox(self.handle, &raw mut cut);
            self.raw().FPDFPage_GetRotation(self.handle)
        };
        View {
            left: cut.left,
            top: cut.top,
            right: cut.right,
            bottom: cut.bottom,
            turns: u8::try_from(turns.rem_euclid(4)).unwrap_or(0),
            width,
            height,
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(form) = self.document.form.get().and_then(Option::as_ref)
            && self.has_fields.get()
        {
            // SAFETY: page and form are still open.
            unsafe { self.raw().FORM_OnBeforeClosePage(self.handle, form.handle) };
        }
        // SAFETY: opened once, closed once, while its document is open.
        unsafe { self.raw().FPDF_ClosePage(self.handle) };
    }
}
