//! What goes between a program and its worker: a header in JSON, then raw bytes.
//!
//! Each header stands behind its length (four bytes, the highest first), each body behind its own
//! (eight bytes). All lengths are bounded before anything is kept.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of a header.
const HEADER_BYTES_MAX: u32 = 64 * 1024;

/// Writes a header.
///
/// # Errors
/// When the other side is gone.
pub fn write_header(to: &mut impl Write, header: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_vec(header)?;
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(&text)
}

/// Reads a header.
///
/// # Errors
/// When the other side is gone, or says something else than a header of at most 64 KiB.
pub fn read_header<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length > HEADER_BYTES_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = vec![0; length as usize];
    from.read_exact(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}

/// Writes the raw bytes behind a header.
///
/// # Errors
/// When the other side is gone.
pub fn write_body(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    to.write_all(&(body.len() as u64).to_be_bytes())?;
    to.write_all(body)
}

/// Reads the raw bytes behind a header, at most so many.
///
/// # Errors
/// When the other side is gone before all came, or announces more.
pub fn read_body(from: &mut impl Read, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length);
    if length > bytes_max as u64 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    // What was announced is kept only as it comes.
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    if body.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(body)
}
