//! Writing. A `Vec` takes every byte, so no step can fail; `Infallible` says so to the compiler.

use super::*;

type Written = Result<(), minicbor::encode::Error<Infallible>>;
type Writer = Encoder<Vec<u8>>;

pub(in crate::entry) fn encode(entry: &Entry, private: PrivatePart) -> Vec<u8> {
    let mut writer = Encoder::new(Vec::with_capacity(512));
    written(write_entry(&mut writer, entry, private));
    writer.into_writer()
}

pub(in crate::entry) fn encode_values(values: &[Value]) -> Vec<u8> {
    let mut writer = Encoder::new(Vec::new());
    written(write_values(&mut writer, values));
    writer.into_writer()
}

fn written(result: Written) {
    result.expect("a vector takes every byte");
}

fn write_entry(w: &mut Writer, entry: &Entry, private: PrivatePart) -> Written {
    let optional = [
        entry.reissue_of.is_some(),
        entry.private.is_some(),
        entry.signature.is_some(),
    ];
    let fields = FIELDS_ALWAYS + optional.into_iter().map(u64::from).sum::<u64>();
    w.map(fields)?.u64(key::FORMAT)?.u64(FORMAT)?;
    w.u64(key::DEVICE)?.u64(entry.device.get())?;
    w.u64(key::SEQ)?.u64(entry.seq)?;
    w.u64(key::HLC)?
        .array(2)?
        .i64(entry.hlc.millis)?
        .u16(entry.hlc.counter)?;
    w.u64(key::WALL_AT)?.i64(entry.wall_at)?;
    w.u64(key::CLOCK_SUSPECT)?.bool(entry.clock_suspect)?;
    w.u64(key::ACTOR)?;
    match &entry.actor {
        Actor::Crew(person) => w.bytes(person.as_bytes())?,
        Actor::Operator(name) => w.str(name)?,
    };
    w.u64(key::ROLE)?.str(&entry.role)?;
    w.u64(key::ACTION)?.str(&entry.action)?;
    w.u64(key::ACTION_VERSION)?.u16(entry.action_version)?;
    w.u64(key::PARAMETERS)?;
    write_json(w, &entry.parameters)?;
    w.u64(key::CHANGES)?.array(entry.changes.len() as u64)?;
    entry.changes.iter().try_for_each(|change| write_change(w, change))?;
    w.u64(key::SEEN)?;
    write_stamps(w, &entry.seen)?;
    if let Some(stamp) = entry.reissue_of {
        w.u64(key::REISSUE_OF)?;
        write_stamp(w, stamp)?;
    }
    if let Some(part) = &entry.private {
        w.u64(key::PRIVATE)?;
        write_private(w, part, private)?;
    }
    if let Some(signature) = &entry.signature {
        w.u64(key::SIGNATURE)?
            .array(5)?
            .bytes(signature.signer.as_bytes())?
            .str(&signature.role)?;
        w.str(&signature.method)?
            .i64(signature.signed_at)?
            .str(&signature.statement)?;
    }
    w.u64(key::PREV_HASH)?.bytes(entry.prev_hash.as_bytes())?;
    Ok(())
}

/// A struck part is written as its digest alone, which is also what the entry's hash covers.
fn write_private(w: &mut Writer, part: &Private, private: PrivatePart) -> Written {
    match &part.values {
        Some(values) if private == PrivatePart::Whole => {
            w.array(3)?.bytes(part.digest.as_bytes())?.bytes(&part.salt)?;
            write_values(w, values)
        }
        _ => {
            w.array(1)?.bytes(part.digest.as_bytes())?;
            Ok(())
        }
    }
}

fn write_change(w: &mut Writer, change: &Change) -> Written {
    w.array(4)?.u16(change.table)?.bytes(change.row.as_bytes())?;
    match &change.kind {
        ChangeKind::Insert { values } => {
            w.u64(INSERT)?;
            write_columns(w, values)
        }
        ChangeKind::Update { groups } => {
            w.u64(UPDATE)?.array(groups.len() as u64)?;
            groups.iter().try_for_each(|group| {
                w.array(2)?;
                write_stamps(w, &group.base)?;
                write_columns(w, &group.values)
            })
        }
    }
}

fn write_columns(w: &mut Writer, values: &[(u16, Value)]) -> Written {
    w.map(values.len() as u64)?;
    values.iter().try_for_each(|(column, value)| {
        w.u16(*column)?;
        write_value(w, value)
    })
}

fn write_stamps(w: &mut Writer, stamps: &[Stamp]) -> Written {
    w.array(stamps.len() as u64)?;
    stamps.iter().try_for_each(|stamp| write_stamp(w, *stamp))
}

fn write_stamp(w: &mut Writer, stamp: Stamp) -> Written {
    w.array(2)?.u64(stamp.device.get())?.u64(stamp.seq)?;
    Ok(())
}

fn write_values(w: &mut Writer, values: &[Value]) -> Written {
    w.array(values.len() as u64)?;
    values.iter().try_for_each(|value| write_value(w, value))
}

fn write_value(w: &mut Writer, value: &Value) -> Written {
    match value {
        Value::Null => w.null()?,
        Value::Bool(flag) => w.bool(*flag)?,
        Value::Int(number) => w.i64(*number)?,
        Value::Text(text) => w.str(text)?,
        Value::Bytes(bytes) => w.bytes(bytes)?,
        Value::Id(id) => w.tag(UUID_TAG)?.bytes(id.as_bytes())?,
        Value::Private(index) => w.array(1)?.u16(*index)?,
    };
    Ok(())
}

fn write_json(w: &mut Writer, json: &serde_json::Value) -> Written {
    match json {
        serde_json::Value::Null => w.null()?,
        serde_json::Value::Bool(flag) => w.bool(*flag)?,
        // Parameters hold no floats: an entry with one is refused before it can be sealed.
        serde_json::Value::Number(number) => w.i64(number.as_i64().unwrap_or_default())?,
        serde_json::Value::String(text) => w.str(text)?,
        serde_json::Value::Array(items) => {
            w.array(items.len() as u64)?;
            return items.iter().try_for_each(|item| write_json(w, item));
        }
        serde_json::Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            // Deterministic order is that of the encoded keys, whose length comes first.
            members.sort_unstable_by_key(|(name, _)| (name.len(), name.as_bytes()));
            w.map(members.len() as u64)?;
            return members.into_iter().try_for_each(|(name, member)| {
                w.str(name)?;
                write_json(w, member)
            });
        }
    };
    Ok(())
}
