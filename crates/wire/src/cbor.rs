//! CBOR (RFC 8949) as frames and messages use it: maps with small whole-number keys, ascending, so that
//! a newer version adds a key and an older one passes over it. Lengths are definite and every one is
//! held to a bound before anything is allocated.

use journal::{DeviceNumber, Frontier, RowId, Stamp};
use minicbor::{Decoder, Encoder};

use crate::error::WireError;
use crate::limits::FRONTIER_DEVICES_MAX;

type Writer = Encoder<Vec<u8>>;

const INFALLIBLE: &str = "writing to memory does not fail";

pub(crate) fn map(encoder: &mut Writer, count: u64) {
    encoder.map(count).expect(INFALLIBLE);
}

pub(crate) fn array(encoder: &mut Writer, count: usize) {
    encoder.array(count as u64).expect(INFALLIBLE);
}

pub(crate) fn key(encoder: &mut Writer, key: u64) -> &mut Writer {
    encoder.u64(key).expect(INFALLIBLE)
}

pub(crate) fn number(encoder: &mut Writer, number: u64) {
    encoder.u64(number).expect(INFALLIBLE);
}

pub(crate) fn signed(encoder: &mut Writer, number: i64) {
    encoder.i64(number).expect(INFALLIBLE);
}

pub(crate) fn flag(encoder: &mut Writer, flag: bool) {
    encoder.bool(flag).expect(INFALLIBLE);
}

pub(crate) fn text(encoder: &mut Writer, text: &str) {
    encoder.str(text).expect(INFALLIBLE);
}

pub(crate) fn bytes(encoder: &mut Writer, bytes: &[u8]) {
    encoder.bytes(bytes).expect(INFALLIBLE);
}

/// `[device, seq, device, seq, …]`, ascending by device.
pub(crate) fn frontier(encoder: &mut Writer, frontier: &Frontier) {
    array(encoder, 2 * frontier.iter().count());
    for stamp in frontier.iter() {
        number(encoder, stamp.device.get());
        number(encoder, stamp.seq);
    }
}

/// The text without what exceeds the bound; never half a character.
pub(crate) fn cut(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

pub(crate) fn at_most_bytes(what: &'static str, size_bytes: usize, max: usize) -> Result<(), WireError> {
    if size_bytes > max {
        return Err(WireError::TooLarge { what, size_bytes, max });
    }
    Ok(())
}

pub(crate) fn at_most(what: &'static str, count: u64, max: usize) -> Result<usize, WireError> {
    match usize::try_from(count) {
        Ok(count) if count <= max => Ok(count),
        _ => Err(WireError::TooMany {
            what,
            count: usize::try_from(count).unwrap_or(usize::MAX),
            max,
        }),
    }
}

/// Reads one item that takes all of the bytes.
pub(crate) fn whole<'b, T>(
    what: &'static str,
    bytes: &'b [u8],
    read: impl FnOnce(&mut Decoder<'b>) -> Result<T, WireError>,
) -> Result<T, WireError> {
    let mut decoder = Decoder::new(bytes);
    let value = read(&mut decoder)?;
    if decoder.position() != bytes.len() {
        return Err(WireError::malformed(what, "bytes are left over"));
    }
    Ok(value)
}

/// A map that is being read.
pub(crate) struct Fields<'d, 'b> {
    what: &'static str,
    decoder: &'d mut Decoder<'b>,
    count: u64,
}

impl<'d, 'b> Fields<'d, 'b> {
    pub(crate) fn new(what: &'static str, decoder: &'d mut Decoder<'b>) -> Result<Self, WireError> {
        match decoder.map() {
            Ok(Some(count)) => Ok(Self { what, decoder, count }),
            Ok(None) => Err(WireError::malformed(what, "its length is not given")),
            Err(error) => Err(WireError::malformed(what, error)),
        }
    }

    /// Hands each field to `read`, which says whether it knew the key; unknown ones are passed over.
    pub(crate) fn each(
        self,
        mut read: impl FnMut(u64, &mut Decoder<'b>) -> Result<bool, WireError>,
    ) -> Result<(), WireError> {
        let mut last = None;
        for _ in 0..self.count {
            let key = u64_of(self.what, self.decoder)?;
            if last.is_some_and(|last| last >= key) {
                return Err(WireError::malformed(self.what, "its keys do not ascend"));
            }
            last = Some(key);
            if !read(key, self.decoder)? {
                self.decoder
                    .skip()
                    .map_err(|error| WireError::malformed(self.what, error))?;
            }
        }
        Ok(())
    }
}

/// A field that must be there.
pub(crate) fn present<T>(what: &'static str, field: Option<T>) -> Result<T, WireError> {
    field.ok_or_else(|| WireError::malformed(what, "it is missing"))
}

macro_rules! readers {
    ($($name:ident $method:ident $kind:ty;)+) => {$(
        pub(crate) fn $name(what: &'static str, decoder: &mut Decoder<'_>) -> Result<$kind, WireError> {
            decoder.$method().map_err(|error| WireError::malformed(what, error))
        }
    )+};
}

readers! {
    u64_of u64 u64;
    u32_of u32 u32;
    u16_of u16 u16;
    u8_of u8 u8;
    i64_of i64 i64;
    bool_of bool bool;
}

pub(crate) fn str_of<'b>(what: &'static str, decoder: &mut Decoder<'b>, max: usize) -> Result<&'b str, WireError> {
    let text = decoder.str().map_err(|error| WireError::malformed(what, error))?;
    at_most_bytes(what, text.len(), max)?;
    Ok(text)
}

pub(crate) fn bytes_of<'b>(what: &'static str, decoder: &mut Decoder<'b>, max: usize) -> Result<&'b [u8], WireError> {
    let bytes = decoder.bytes().map_err(|error| WireError::malformed(what, error))?;
    at_most_bytes(what, bytes.len(), max)?;
    Ok(bytes)
}

pub(crate) fn exactly<const N: usize>(what: &'static str, decoder: &mut Decoder<'_>) -> Result<[u8; N], WireError> {
    bytes_of(what, decoder, N)?
        .try_into()
        .map_err(|_| WireError::malformed(what, "it is too short"))
}

pub(crate) fn array_of(what: &'static str, decoder: &mut Decoder<'_>, max: usize) -> Result<usize, WireError> {
    match decoder.array() {
        Ok(Some(count)) => at_most(what, count, max),
        Ok(None) => Err(WireError::malformed(what, "its length is not given")),
        Err(error) => Err(WireError::malformed(what, error)),
    }
}

pub(crate) fn device_of(what: &'static str, decoder: &mut Decoder<'_>) -> Result<DeviceNumber, WireError> {
    DeviceNumber::new(u64_of(what, decoder)?).map_err(|error| WireError::malformed(what, error))
}

pub(crate) fn row_of(what: &'static str, decoder: &mut Decoder<'_>) -> Result<RowId, WireError> {
    RowId::from_bytes(exactly(what, decoder)?).map_err(|error| WireError::malformed(what, error))
}

pub(crate) fn frontier_of(decoder: &mut Decoder<'_>) -> Result<Frontier, WireError> {
    const WHAT: &str = "frontier";
    let count = array_of(WHAT, decoder, 2 * FRONTIER_DEVICES_MAX)?;
    if count % 2 != 0 {
        return Err(WireError::malformed(WHAT, "a device without a number"));
    }
    let mut stamps: Vec<Stamp> = Vec::new();
    for _ in 0..count / 2 {
        let device = device_of(WHAT, decoder)?;
        let seq = u64_of(WHAT, decoder)?;
        if stamps.last().is_some_and(|last| last.device >= device) {
            return Err(WireError::malformed(WHAT, "its devices do not ascend"));
        }
        stamps.push(Stamp { device, seq });
    }
    Ok(stamps.into_iter().collect())
}
