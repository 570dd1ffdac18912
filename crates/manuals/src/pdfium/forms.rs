//! Forms: what stands in their fields is drawn, and nothing that they would do is done.
//!
//! Invariant: pdfium gets no platform for JavaScript (`m_pJsPlatform` stays null, without which it carries out no
//! script, also where it was built with an engine) and no callback; the functions that carry out a document's or a
//! page's actions (`FORM_DoDocumentJSAction`, `FORM_DoDocumentOpenAction`, `FORM_DoPageAAction`) are never called.

use std::ptr::{self, NonNull};

use pdfium_render::prelude::{FPDF_DOCUMENT, FPDF_FORMFILLINFO, FPDF_FORMHANDLE};

use super::Library;

/// What `FPDF_GetFormType` says of a file without a form (fpdf_formfill.h, `FORMTYPE_NONE`).
const NO_FORM: i32 = 0;
/// The layout of [`FPDF_FORMFILLINFO`] that pdfium without XFA takes (fpdf_formfill.h).
const VERSION: i32 = 1;

/// The form of an open file.
pub(super) struct Form {
    pub(super) handle: FPDF_FORMHANDLE,
    /// Held by pdfium as long as the form is open.
    info: NonNull<FPDF_FORMFILLINFO>,
}

impl Form {
    /// The form of that file; none where it has none. It must be closed before its file.
    pub(super) fn of(library: &Library, document: FPDF_DOCUMENT) -> Option<Self> {
        // SAFETY: the document is open.
        if unsafe { library.raw.FPDF_GetFormType(document) } == NO_FORM {
            return None;
        }
        let info = NonNull::from(Box::leak(Box::new(without_callbacks())));
        // SAFETY: the document is open, and `info` stays where it is until the form is closed.
        let handle = unsafe { library.raw.FPDFDOC_InitFormFillEnvironment(document, info.as_ptr()) };
        if handle.is_null() {
            // SAFETY: leaked from a box just now, and pdfium did not take it.
            drop(unsafe { Box::from_raw(info.as_ptr()) });
            return None;
        }
        Some(Self { handle, info })
    }

    /// Closes it, while its file is open and none of its pages is.
    pub(super) fn close(self, library: &Library) {
        // SAFETY: opened once, closed once; after that pdfium does not know `info` any more.
        unsafe {
            library.raw.FPDFDOC_ExitFormFillEnvironment(self.handle);
            drop(Box::from_raw(self.info.as_ptr()));
        }
    }
}

fn without_callbacks() -> FPDF_FORMFILLINFO {
    FPDF_FORMFILLINFO {
        version: VERSION,
        Release: None,
        FFI_Invalidate: None,
        FFI_OutputSelectedRect: None,
        FFI_SetCursor: None,
        FFI_SetTimer: None,
        FFI_KillTimer: None,
        FFI_GetLocalTime: None,
        FFI_OnChange: None,
        FFI_GetPage: None,
        FFI_GetCurrentPage: None,
        FFI_GetRotation: None,
        FFI_ExecuteNamedAction: None,
        FFI_SetTextFieldFocus: None,
        FFI_DoURIAction: None,
        FFI_DoGoToAction: None,
        m_pJsPlatform: ptr::null_mut(),
        xfa_disabled: 1,
        FFI_DisplayCaret: None,
        FFI_GetCurrentPageIndex: None,
        FFI_SetCurrentPage: None,
        FFI_GotoURL: None,
        FFI_GetPageViewRect: None,
        FFI_PageEvent: None,
        FFI_PopupMenu: None,
        FFI_OpenFile: None,
        FFI_EmailTo: None,
        FFI_UploadTo: None,
        FFI_GetPlatform: None,
        FFI_GetLanguage: None,
        FFI_DownloadFromURL: None,
        FFI_PostRequestURL: None,
        FFI_PutRequestURL: None,
        FFI_OnFocusChange: None,
        FFI_DoURIActionWithKeyboardModifier: None,
    }
}
