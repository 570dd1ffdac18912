//! The contents that a file carries, and where a destination leads.

use std::collections::HashSet;
use std::ffi::c_ulong;
use std::rc::Rc;

use pdfium_render::prelude::{FPDF_ACTION, FPDF_BOOKMARK, FPDF_DEST};

use super::{Document, bytes};
use crate::limits::{OUTLINE_LEVELS_MAX, OUTLINE_LINES_MAX};
use crate::page::OutlineEntry;
use crate::protocol::Measures;

/// A jump within the file (fpdf_doc.h, `PDFACTION_GOTO`).
pub(super) const ACTION_JUMP: c_ulong = 1;
/// An address (`PDFACTION_URI`).
pub(super) const ACTION_ADDRESS: c_ulong = 3;
/// A program to start (`PDFACTION_LAUNCH`).
pub(super) const ACTION_LAUNCH: c_ulong = 4;

/// Views that name how far down a page is shown, and at which of their numbers (`PDFDEST_VIEW_…`).
const VIEW_ACROSS: c_ulong = 3;
const VIEW_ACROSS_BOX: c_ulong = 7;
const VIEW_PART: c_ulong = 5;
/// A destination's view has at most so many numbers.
const VIEW_NUMBERS: usize = 4;

impl Document {
    /// The contents from top to bottom, and whether one of its lines would start a program. Lines that lead
    /// nowhere are left out, those below them stay.
    pub(crate) fn outline(self: &Rc<Self>, measures: Measures) -> (Vec<OutlineEntry>, bool) {
        let raw = &self.library.raw;
        let mut found = Vec::new();
        let mut launches = false;
        // A hostile file may lead back to a line above: each is visited once.
        let mut visited = HashSet::new();
        // SAFETY (here and below): the document is open, and bookmarks live as long as it does.
        let first = unsafe { raw.FPDFBookmark_GetFirstChild(self.handle, std::ptr::null_mut()) };
        let mut waiting: Vec<(FPDF_BOOKMARK, u32)> = vec![(first, 1)];
        while let Some((line, level)) = waiting.pop() {
            if line.is_null() || visited.len() >= OUTLINE_LINES_MAX || !visited.insert(line as usize) {
                continue;
            }
            let action = unsafe { raw.FPDFBookmark_GetAction(line) };
            launches |= self.kind_of(action) == Some(ACTION_LAUNCH);
            if let Some(entry) = self.entry(line, action, level, measures) {
                found.push(entry);
            }
            let (child, next) = unsafe {
                (
                    raw.FPDFBookmark_GetFirstChild(self.handle, line),
                    raw.FPDFBookmark_GetNextSibling(self.handle, line),
                )
            };
            waiting.push((next, level));
            waiting.push((child, (level + 1).min(OUTLINE_LEVELS_MAX)));
        }
        (found, launches)
    }

    fn entry(
        self: &Rc<Self>,
        line: FPDF_BOOKMARK,
        action: FPDF_ACTION,
        level: u32,
        measures: Measures,
    ) -> Option<OutlineEntry> {
        let raw = &self.library.raw;
        let title = bytes::utf16(|buffer, length| {
            // SAFETY: the document is open; `buffer` holds `length` bytes, or is null with 0.
            unsafe { raw.FPDFBookmark_GetTitle(line, buffer, length) }
        })?;
        // SAFETY: the document is open, and with it its actions and destinations.
        let place = unsafe {
            match self.kind_of(action) {
                None => raw.FPDFBookmark_GetDest(self.handle, line),
                Some(ACTION_JUMP) => raw.FPDFAction_GetDest(self.handle, action),
                // Another file, a program, a script.
                Some(_) => return None,
            }
        };
        let (page, top) = self.place(place, measures)?;
        (!title.is_empty()).then_some(OutlineEntry {
            level,
            title,
            page,
            top,
        })
    }

    pub(super) fn kind_of(&self, action: FPDF_ACTION) -> Option<c_ulong> {
        // SAFETY: actions live as long as the document, which is open.
        (!action.is_null()).then(|| unsafe { self.library.raw.FPDFAction_GetType(action) })
    }

    /// The page that a destination leads to, from 1, and how far down it.
    pub(super) fn place(self: &Rc<Self>, place: FPDF_DEST, measures: Measures) -> Option<(u32, Option<f32>)> {
        if place.is_null() {
            return None;
        }
        // SAFETY: destinations live as long as the document, which is open.
        let index = unsafe { self.library.raw.FPDFDest_GetDestPageIndex(self.handle, place) };
        let page = u32::try_from(index).ok()?.checked_add(1)?;
        if page > self.pages {
            return None;
        }
        let (x, y) = self.spot(place);
        if x.is_none() && y.is_none() {
            return Some((page, None));
        }
        Some((page, self.view(page, measures).and_then(|view| view.top_of(x, y))))
    }

    /// The coordinates that a destination names.
    fn spot(&self, place: FPDF_DEST) -> (Option<f32>, Option<f32>) {
        let raw = &self.library.raw;
        let (mut has_x, mut has_y, mut has_zoom) = (0, 0, 0);
        let (mut x, mut y, mut zoom) = (0.0, 0.0, 0.0);
        // SAFETY: the destination lives; pdfium writes into the six.
        let is_spot = unsafe {
            raw.FPDFDest_GetLocationInPage(
                place,
                &raw mut has_x,
                &raw mut has_y,
                &raw mut has_zoom,
                &raw mut x,
                &raw mut y,
                &raw mut zoom,
            )
        };
        if is_spot != 0 {
            return ((has_x != 0).then_some(x), (has_y != 0).then_some(y));
        }
        let mut count = 0;
        let mut numbers = [0.0; VIEW_NUMBERS];
        // SAFETY: pdfium writes at most four numbers (fpdf_doc.h, `FPDFDest_GetView`).
        let view = unsafe { raw.FPDFDest_GetView(place, &raw mut count, numbers.as_mut_ptr()) };
        match view {
            VIEW_ACROSS | VIEW_ACROSS_BOX if count >= 1 => (None, Some(numbers[0])),
            VIEW_PART if count >= 4 => (Some(numbers[0]), Some(numbers[3])),
            _ => (None, None),
        }
    }
}
