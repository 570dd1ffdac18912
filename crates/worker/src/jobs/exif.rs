//! What is kept of what a camera wrote about a photo: how it is turned, when and with what it was taken.
//!
//! Everything else is left out, the place above all: a list of what may stay cannot forget a field that
//! some maker hides a place in.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Exif, Field, In, Reader, Tag, Value};

/// Fields that may stay.
const KEPT: &[Tag] = &[
    Tag::Orientation,
    Tag::Make,
    Tag::Model,
    Tag::DateTime,
    Tag::DateTimeOriginal,
    Tag::OffsetTimeOriginal,
];
/// Bytes of a text in one of them.
const TEXT_BYTES_MAX: usize = 64;

/// Whether the photo says how it has to be turned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turning {
    /// As the file says.
    Kept,
    /// Its pixels stand upright already.
    Done,
}

/// The fields that may stay, written anew; none where there are none.
pub(super) fn kept(block: &[u8], turning: Turning) -> Option<Vec<u8>> {
    written(&Reader::new().read_raw(block.to_vec()).ok()?, turning)
}

/// As [`kept`], of a whole file in a container that the reader knows.
pub(super) fn kept_of_file(file: &[u8], turning: Turning) -> Option<Vec<u8>> {
    let read = Reader::new().read_from_container(&mut Cursor::new(file));
    written(&read.ok()?, turning)
}

fn written(exif: &Exif, turning: Turning) -> Option<Vec<u8>> {
    let may_stay = |tag: &&Tag| turning == Turning::Kept || **tag != Tag::Orientation;
    let fields: Vec<Field> = KEPT
        .iter()
        .filter(may_stay)
        .filter_map(|tag| exif.get_field(*tag, In::PRIMARY))
        .filter_map(bounded)
        .collect();
    if fields.is_empty() {
        return None;
    }
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, false).ok()?;
    Some(block.into_inner())
}

fn bounded(field: &Field) -> Option<Field> {
    let value = match &field.value {
        Value::Ascii(texts) => {
            let text = texts.first().filter(|text| text.len() <= TEXT_BYTES_MAX)?;
            Value::Ascii(vec![text.clone()])
        }
        Value::Short(numbers) => Value::Short(vec![*numbers.first()?]),
        _ => return None,
    };
    Some(Field {
        tag: field.tag,
        ifd_num: In::PRIMARY,
        value,
    })
}
