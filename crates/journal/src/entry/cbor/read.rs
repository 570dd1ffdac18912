//! Reading. Every declared length is compared with its bound before anything is allocated; what is
//! readable but not canonical (long integers, unsorted keys) is found by writing the entry again.

use super::*;

type Reader<'b> = Decoder<'b>;

pub(in crate::entry) fn decode(bytes: &[u8]) -> Result<Entry, EntryError> {
    let mut reader = Decoder::new(bytes);
    let entry = read_entry(&mut reader)?;
    if reader.position() != bytes.len() {
        return Err(malformed("entry", "bytes follow the entry"));
    }
    Ok(entry)
}

fn read_entry(r: &mut Reader<'_>) -> Result<Entry, EntryError> {
    let mut left = r.map().map_err(in_field("entry"))?.unwrap_or_default();
    expect_key(r, key::FORMAT, &mut left)?;
    if r.u64().map_err(in_field("format"))? != FORMAT {
        return Err(malformed("format", "written by a newer version"));
    }
    expect_key(r, key::DEVICE, &mut left)?;
    let device = read_device(r)?;
    expect_key(r, key::SEQ, &mut left)?;
    let seq = r.u64().map_err(in_field("seq"))?;
    expect_key(r, key::HLC, &mut left)?;
    expect_array(r, "hlc", 2)?;
    let hlc = Hlc {
        millis: r.i64().map_err(in_field("hlc"))?,
        counter: r.u16().map_err(in_field("hlc"))?,
    };
    expect_key(r, key::WALL_AT, &mut left)?;
    let wall_at = r.i64().map_err(in_field("wall_at"))?;
    expect_key(r, key::CLOCK_SUSPECT, &mut left)?;
    let clock_suspect = r.bool().map_err(in_field("clock_suspect"))?;
    expect_key(r, key::ACTOR, &mut left)?;
    let actor = read_actor(r)?;
    expect_key(r, key::ROLE, &mut left)?;
    let role = read_text(r, "role")?;
    expect_key(r, key::ACTION, &mut left)?;
    let action = read_text(r, "action")?;
    expect_key(r, key::ACTION_VERSION, &mut left)?;
    let action_version = r.u16().map_err(in_field("action_version"))?;
    expect_key(r, key::PARAMETERS, &mut left)?;
    let parameters = read_json(r, 1)?;
    expect_key(r, key::CHANGES, &mut left)?;
    let changes = read_list(r, "changes", CHANGES_MAX, read_change)?;
    expect_key(r, key::SEEN, &mut left)?;
    let seen = read_list(r, "seen", SEEN_STAMPS_MAX, read_stamp)?;
    let reissue_of = if is_next(r, key::REISSUE_OF, &mut left)? {
        Some(read_stamp(r)?)
    } else {
        None
    };
    let private = if is_next(r, key::PRIVATE, &mut left)? {
        Some(read_private(r)?)
    } else {
        None
    };
    let signature = if is_next(r, key::SIGNATURE, &mut left)? {
        Some(read_signature(r)?)
    } else {
        None
    };
    expect_key(r, key::PREV_HASH, &mut left)?;
    let prev_hash = read_hash(r, "prev_hash")?;
    if left != 0 {
        return Err(malformed("entry", "a field of a newer version"));
    }
    Ok(Entry {
        device,
        seq,
        hlc,
        wall_at,
        clock_suspect,
        actor,
        role,
        action,
        action_version,
        parameters,
        changes,
        seen,
        reissue_of,
        private,
        signature,
        prev_hash,
        hash: prev_hash,
    })
}

fn expect_key(r: &mut Reader<'_>, key: u64, left: &mut u64) -> Result<(), EntryError> {
    if is_next(r, key, left)? {
        Ok(())
    } else {
        Err(malformed("entry", format!("field {key} is missing")))
    }
}

/// Takes the key if it comes next.
fn is_next(r: &mut Reader<'_>, key: u64, left: &mut u64) -> Result<bool, EntryError> {
    if *left == 0 {
        return Ok(false);
    }
    let at = r.position();
    let found = r.u64().map_err(in_field("entry"))? == key;
    if found {
        *left -= 1;
    } else {
        r.set_position(at);
    }
    Ok(found)
}

fn read_actor(r: &mut Reader<'_>) -> Result<Actor, EntryError> {
    match r.datatype().map_err(in_field("actor"))? {
        Type::String => Ok(Actor::Operator(read_text(r, "actor")?)),
        _ => Ok(Actor::Crew(read_row(r, "actor")?)),
    }
}

fn read_private(r: &mut Reader<'_>) -> Result<Private, EntryError> {
    let field = "private";
    let parts = read_length(r, field, 3)?;
    let digest = read_hash(r, field)?;
    match parts {
        1 => Ok(Private {
            salt: [0; 16],
            digest,
            values: None,
        }),
        3 => {
            let salt = read_exact(r, field)?;
            let values = read_list(r, field, PRIVATE_VALUES_MAX, read_value)?;
            Ok(Private {
                salt,
                digest,
                values: Some(values),
            })
        }
        _ => Err(malformed(field, "neither whole nor struck")),
    }
}

fn read_signature(r: &mut Reader<'_>) -> Result<Signature, EntryError> {
    let field = "signature";
    expect_array(r, field, 5)?;
    Ok(Signature {
        signer: read_row(r, field)?,
        role: read_text(r, field)?,
        method: read_text(r, field)?,
        signed_at: r.i64().map_err(in_field(field))?,
        statement: read_text(r, field)?,
    })
}

fn read_change(r: &mut Reader<'_>) -> Result<Change, EntryError> {
    let field = "changes";
    expect_array(r, field, 4)?;
    let table = r.u16().map_err(in_field(field))?;
    let row = read_row(r, field)?;
    let kind = match r.u64().map_err(in_field(field))? {
        INSERT => ChangeKind::Insert {
            values: read_columns(r)?,
        },
        UPDATE => ChangeKind::Update {
            groups: read_list(r, field, COLUMNS_PER_WRITE_MAX, read_group)?,
        },
        _ => return Err(malformed(field, "neither insert nor update")),
    };
    Ok(Change { table, row, kind })
}

fn read_group(r: &mut Reader<'_>) -> Result<GroupWrite, EntryError> {
    expect_array(r, "changes", 2)?;
    Ok(GroupWrite {
        base: read_list(r, "base", BASE_STAMPS_MAX, read_stamp)?,
        values: read_columns(r)?,
    })
}

fn read_columns(r: &mut Reader<'_>) -> Result<Vec<(u16, Value)>, EntryError> {
    let field = "changes";
    let length = r.map().map_err(in_field(field))?;
    let length = bounded(field, length, COLUMNS_PER_WRITE_MAX)?;
    (0..length)
        .map(|_| Ok((r.u16().map_err(in_field(field))?, read_value(r)?)))
        .collect()
}

fn read_stamp(r: &mut Reader<'_>) -> Result<Stamp, EntryError> {
    expect_array(r, "stamp", 2)?;
    Ok(Stamp {
        device: read_device(r)?,
        seq: r.u64().map_err(in_field("stamp"))?,
    })
}

fn read_device(r: &mut Reader<'_>) -> Result<DeviceNumber, EntryError> {
    let number = r.u64().map_err(in_field("device"))?;
    DeviceNumber::new(number).map_err(|error| malformed("device", error))
}

fn read_value(r: &mut Reader<'_>) -> Result<Value, EntryError> {
    let field = "value";
    match r.datatype().map_err(in_field(field))? {
        Type::Null => r.null().map(|()| Value::Null).map_err(in_field(field)),
        Type::Bool => r.bool().map(Value::Bool).map_err(in_field(field)),
        Type::String => read_text(r, field).map(Value::Text),
        Type::Bytes => r
            .bytes()
            .map(|bytes| Value::Bytes(bytes.to_vec()))
            .map_err(in_field(field)),
        Type::Tag => match r.tag().map_err(in_field(field))? {
            UUID_TAG => read_row(r, field).map(Value::Id),
            _ => Err(malformed(field, "an unknown tag")),
        },
        Type::Array => {
            expect_array(r, field, 1)?;
            r.u16().map(Value::Private).map_err(in_field(field))
        }
        _ => r.i64().map(Value::Int).map_err(in_field(field)),
    }
}

fn read_json(r: &mut Reader<'_>, depth: usize) -> Result<serde_json::Value, EntryError> {
    let field = "parameters";
    if depth > PARAMETERS_DEPTH_MAX + 1 {
        return Err(EntryError::TooMany {
            what: field,
            count: depth,
            max: PARAMETERS_DEPTH_MAX,
        });
    }
    match r.datatype().map_err(in_field(field))? {
        Type::Null => r.null().map(|()| serde_json::Value::Null).map_err(in_field(field)),
        Type::Bool => r.bool().map(Into::into).map_err(in_field(field)),
        Type::String => read_text(r, field).map(Into::into),
        Type::Array => read_list(r, field, super::super::ENTRY_SIZE_BYTES_MAX, |r| {
            read_json(r, depth + 1)
        })
        .map(Into::into),
        Type::Map => {
            let length = r.map().map_err(in_field(field))?;
            let length = bounded(field, length, super::super::ENTRY_SIZE_BYTES_MAX)?;
            let members: Result<serde_json::Map<_, _>, EntryError> = (0..length)
                .map(|_| Ok((read_text(r, field)?, read_json(r, depth + 1)?)))
                .collect();
            members.map(Into::into)
        }
        _ => r.i64().map(Into::into).map_err(in_field(field)),
    }
}

fn read_list<'b, T>(
    r: &mut Reader<'b>,
    field: &'static str,
    max: usize,
    mut read: impl FnMut(&mut Reader<'b>) -> Result<T, EntryError>,
) -> Result<Vec<T>, EntryError> {
    let length = read_length(r, field, max)?;
    (0..length).map(|_| read(r)).collect()
}

fn read_length(r: &mut Reader<'_>, field: &'static str, max: usize) -> Result<u64, EntryError> {
    let length = r.array().map_err(in_field(field))?;
    bounded(field, length, max)
}

fn bounded(field: &'static str, length: Option<u64>, max: usize) -> Result<u64, EntryError> {
    let length = length.ok_or_else(|| malformed(field, "a list of no stated length"))?;
    if length > max as u64 {
        return Err(EntryError::TooMany {
            what: field,
            count: usize::try_from(length).unwrap_or(usize::MAX),
            max,
        });
    }
    Ok(length)
}

fn expect_array(r: &mut Reader<'_>, field: &'static str, length: u64) -> Result<(), EntryError> {
    match r.array().map_err(in_field(field))? {
        Some(found) if found == length => Ok(()),
        _ => Err(malformed(field, format!("no list of {length}"))),
    }
}

fn read_text(r: &mut Reader<'_>, field: &'static str) -> Result<String, EntryError> {
    r.str().map(str::to_owned).map_err(in_field(field))
}

fn read_row(r: &mut Reader<'_>, field: &'static str) -> Result<RowId, EntryError> {
    RowId::from_bytes(read_exact(r, field)?).map_err(|error| malformed(field, error))
}

fn read_hash(r: &mut Reader<'_>, field: &'static str) -> Result<Hash, EntryError> {
    read_exact(r, field).map(Hash::from_bytes)
}

fn read_exact<const N: usize>(r: &mut Reader<'_>, field: &'static str) -> Result<[u8; N], EntryError> {
    let bytes = r.bytes().map_err(in_field(field))?;
    bytes
        .try_into()
        .map_err(|_| malformed(field, format!("{} bytes instead of {N}", bytes.len())))
}

fn in_field(field: &'static str) -> impl Fn(minicbor::decode::Error) -> EntryError {
    move |error| malformed(field, error)
}
