//! Texts that pdfium writes into a buffer after it was asked how long they are.

use std::ffi::{c_ulong, c_void};
use std::ptr;

/// Bytes of one text; a longer one is left out.
const TEXT_BYTES_MAX: c_ulong = 64 * 1024;

/// Asks for the length in bytes, then for the bytes. They end in zeros, which are cut off.
pub(super) fn raw(mut ask: impl FnMut(*mut c_void, c_ulong) -> c_ulong) -> Option<Vec<u8>> {
    let length = ask(ptr::null_mut(), 0);
    if length == 0 || length > TEXT_BYTES_MAX {
        return None;
    }
    let mut buffer = vec![0_u8; usize::try_from(length).ok()?];
    let written = ask(buffer.as_mut_ptr().cast(), length);
    buffer.truncate(usize::try_from(written).ok()?);
    Some(buffer)
}

/// The same for UTF-16 with the low byte first; what is no text stands as U+FFFD.
pub(super) fn utf16(ask: impl FnMut(*mut c_void, c_ulong) -> c_ulong) -> Option<String> {
    let bytes = raw(ask)?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .take_while(|unit| *unit != 0)
        .collect();
    Some(tidy(&String::from_utf16_lossy(&units)))
}

/// One line without control characters: what a file says stands in lists and on screen.
pub(super) fn tidy(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_becomes_one_line() {
        assert_eq!(tidy(" 3.2\u{0}Cooling\r\n  water\u{7} "), "3.2 Cooling water");
        assert_eq!(tidy("\n"), "");
    }
}
