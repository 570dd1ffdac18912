//! What the bytes of a text file mean.

use crate::SheetError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// The text of a file, and how its encoding is called.
///
/// A byte order mark decides. Without one, bytes that are UTF-8 are UTF-8, and all others are read as
/// Windows-1252, which table programs of western Europe write.
///
/// # Errors
/// When it holds bytes that no text holds.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), SheetError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if had_errors {
            return Err(SheetError::NotATable);
        }
        return checked(text, name(encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return checked(Cow::Borrowed(text), name(UTF_8));
    }
    checked(WINDOWS_1252.decode_without_bom_handling(bytes).0, name(WINDOWS_1252))
}

fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        "UTF-16"
    } else if encoding == WINDOWS_1252 {
        "Windows-1252"
    } else {
        "UTF-8"
    }
}

/// Text holds no control characters but breaks and tabs; pictures and programs do.
fn checked<'t>(text: Cow<'t, str>, name: &'static str) -> Result<(Cow<'t, str>, &'static str), SheetError> {
    // Windows-1252 leaves five bytes undefined, which decode to controls; some programs write them.
    let is_foreign = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{1A}');
    if text.contains(is_foreign) {
        return Err(SheetError::NotATable);
    }
    Ok((text, name))
}
