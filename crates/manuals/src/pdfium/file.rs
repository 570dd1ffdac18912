//! A file that pdfium reads piece by piece, so that 500 MB need not lie in memory.

use std::ffi::{c_int, c_uchar, c_ulong, c_void};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ptr::NonNull;
use std::slice;

use pdfium_render::prelude::FPDF_FILEACCESS;

use crate::refused::Refused;

/// Bytes read at once: pdfium asks for 512 at a time, mostly one after the other.
const BLOCK_BYTES: usize = 64 * 1024;

/// An open file at an address that stays, for pdfium holds it as long as the document is open.
pub(super) struct Source(NonNull<Pieces>);

/// The file and the block that was read last.
struct Pieces {
    access: FPDF_FILEACCESS,
    file: File,
    length: u64,
    block: Vec<u8>,
    block_at: u64,
}

impl Source {
    pub(super) fn new(file: File, length: u64) -> Result<Self, Refused> {
        let pieces = Box::new(Pieces {
            access: FPDF_FILEACCESS {
                m_FileLen: c_ulong::try_from(length).map_err(|_| Refused::TooLarge)?,
                m_GetBlock: Some(get_block),
                m_Param: std::ptr::null_mut(),
            },
            file,
            length,
            block: Vec::new(),
            block_at: 0,
        });
        let pieces = NonNull::from(Box::leak(pieces));
        // SAFETY: just made, and nobody else knows it yet.
        unsafe { (*pieces.as_ptr()).access.m_Param = pieces.as_ptr().cast() };
        Ok(Self(pieces))
    }

    pub(super) fn access(&self) -> *mut FPDF_FILEACCESS {
        // SAFETY: alive until `drop`; only the address is taken.
        unsafe { &raw mut (*self.0.as_ptr()).access }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        // SAFETY: leaked from a box in `new`, and freed only here, after the document was closed.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

impl Pieces {
    /// Fills the whole of `into` from `at`; `None` when the file does not reach so far (any more).
    fn read(&mut self, at: u64, into: &mut [u8]) -> Option<()> {
        let end = at.checked_add(into.len() as u64)?;
        if end > self.length {
            return None;
        }
        if into.len() > BLOCK_BYTES {
            self.file.seek(SeekFrom::Start(at)).ok()?;
            return self.file.read_exact(into).ok();
        }
        let block_end = self.block_at + self.block.len() as u64;
        if at < self.block_at || end > block_end {
            self.fill(at)?;
        }
        let from = usize::try_from(at - self.block_at).ok()?;
        into.copy_from_slice(self.block.get(from..from + into.len())?);
        Some(())
    }

    fn fill(&mut self, at: u64) -> Option<()> {
        self.block.clear();
        self.block_at = at;
        self.file.seek(SeekFrom::Start(at)).ok()?;
        let most = (self.length - at).min(BLOCK_BYTES as u64);
        (&mut self.file).take(most).read_to_end(&mut self.block).ok()?;
        Some(())
    }
}

/// What pdfium calls. Answers 0 when the bytes are not there.
unsafe extern "C" fn get_block(param: *mut c_void, position: c_ulong, buffer: *mut c_uchar, size: c_ulong) -> c_int {
    let Ok(size) = usize::try_from(size) else {
        return 0;
    };
    if param.is_null() || buffer.is_null() {
        return 0;
    }
    // SAFETY: `param` is the pieces of a source, alive as long as its document and used by no one else while pdfium
    // asks; `buffer` has room for `size` bytes, as fpdfview.h promises.
    let (pieces, into) = unsafe { (&mut *param.cast::<Pieces>(), slice::from_raw_parts_mut(buffer, size)) };
    #[allow(
        clippy::useless_conversion,
        reason = "as wide as C's long, which differs by platform"
    )]
    c_int::from(pieces.read(u64::from(position), into).is_some())
}
