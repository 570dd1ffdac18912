//! The form of an entry and the shapes of its changes: everything about it that comes again and again.
//!
//! A batch defines each form and shape where it is first used; afterwards an entry's form is one number.

use super::stream::{Reader, put};
use crate::error::WireError;
use journal::entry::PARAMETERS_DEPTH_MAX;

/// How a value is told. The numbers are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Null,
    False,
    True,
    /// A step from the number that stood in this place last.
    Int,
    /// The entry's wall clock.
    AtWall,
    /// A step back from the entry's wall clock.
    NearWall,
    Text,
    Bytes,
    /// A row, found in the list of that number.
    Id(u64),
    /// A private value by its index.
    Private,
    /// The next private value.
    NextPrivate,
}

/// How a base is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Base {
    /// The last write of the group in this batch, else the making of the row.
    Expected,
    /// As it stands in the stream.
    Told,
}

/// How the row of a change is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// The entry's next own row.
    Next,
    /// A row, found in the list of its table.
    Known,
    /// The natural row whose key are the values at these places of the insert (a bit each).
    Keyed(u64),
}

/// What a change looks like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) table: u16,
    pub(super) subject: Subject,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Insert(Vec<(u16, Class)>),
    Update(Vec<(Base, Vec<(u16, Class)>)>),
}

/// What parameters look like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Json {
    Null,
    False,
    True,
    Int,
    Text,
    List(Vec<Json>),
    /// Names by number, in the order of their bytes.
    Object(Vec<(u64, Json)>),
}

/// How the hybrid clock is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ClockForm {
    /// The wall clock, counter 0.
    Wall,
    /// The last stamp's milliseconds, the next counter.
    Next,
    /// As it stands in the stream.
    Told,
}

/// What a signature looks like. Role and method are names by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SignatureForm {
    pub(super) role: u64,
    pub(super) method: u64,
    pub(super) at_wall: bool,
}

/// What a private part looks like; struck or with its values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum PrivateForm {
    Struck,
    Whole(Vec<Class>),
}

/// What an entry looks like. Role and action are names by number, changes are shapes by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Form {
    pub(super) action: u64,
    pub(super) action_version: u16,
    pub(super) role: u64,
    pub(super) is_suspect: bool,
    pub(super) clock: ClockForm,
    pub(super) is_operator: bool,
    pub(super) has_seen: bool,
    pub(super) is_reissue: bool,
    pub(super) private: Option<PrivateForm>,
    pub(super) signature: Option<SignatureForm>,
    pub(super) parameters: Json,
    pub(super) changes: Vec<u64>,
}

const SUSPECT: u64 = 1;
const OPERATOR: u64 = 2;
const SEEN: u64 = 4;
const REISSUE: u64 = 8;
const STRUCK: u64 = 16;
const PRIVATE: u64 = 32;
const SIGNED: u64 = 64;
const SIGNED_LATER: u64 = 128;
const CLOCK_SHIFT: u32 = 8;
const FLAGS_MAX: u64 = 1 << 10;

fn malformed(reason: &'static str) -> WireError {
    WireError::malformed("batch body", reason)
}

impl Form {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut flags = [
            (self.is_suspect, SUSPECT),
            (self.is_operator, OPERATOR),
            (self.has_seen, SEEN),
            (self.is_reissue, REISSUE),
            (matches!(self.private, Some(PrivateForm::Struck)), STRUCK),
            (matches!(self.private, Some(PrivateForm::Whole(_))), PRIVATE),
            (self.signature.is_some(), SIGNED),
            (self.signature.is_some_and(|form| !form.at_wall), SIGNED_LATER),
        ]
        .iter()
        .filter(|(is_set, _)| *is_set)
        .fold(0, |flags, (_, flag)| flags | flag);
        flags |= match self.clock {
            ClockForm::Wall => 0,
            ClockForm::Next => 1,
            ClockForm::Told => 2,
        } << CLOCK_SHIFT;
        for number in [self.action, u64::from(self.action_version), self.role, flags] {
            put(out, number);
        }
        if let Some(PrivateForm::Whole(classes)) = &self.private {
            put(out, classes.len() as u64);
            classes.iter().for_each(|class| class.write(out));
        }
        if let Some(signature) = &self.signature {
            put(out, signature.role);
            put(out, signature.method);
        }
        self.parameters.write(out);
        put(out, self.changes.len() as u64);
        self.changes.iter().for_each(|shape| put(out, *shape));
    }

    /// `counted` holds each announced length to what can follow.
    pub(super) fn read(stream: &mut Reader<'_>, names: u64, shapes: u64) -> Result<Self, WireError> {
        let named = |number: u64| {
            if number < names {
                Ok(number)
            } else {
                Err(malformed("no such name"))
            }
        };
        let action = named(stream.number()?)?;
        let action_version = u16::try_from(stream.number()?).map_err(|_| malformed("no such action version"))?;
        let role = named(stream.number()?)?;
        let flags = stream.number()?;
        if flags >= FLAGS_MAX {
            return Err(malformed("a form says more than this version understands"));
        }
        let is = |flag: u64| flags & flag != 0;
        let clock = match flags >> CLOCK_SHIFT {
            0 => ClockForm::Wall,
            1 => ClockForm::Next,
            2 => ClockForm::Told,
            _ => return Err(malformed("no such clock")),
        };
        let private = match (is(STRUCK), is(PRIVATE)) {
            (false, false) => None,
            (true, false) => Some(PrivateForm::Struck),
            (false, true) => Some(PrivateForm::Whole(list(stream, |stream| Class::read(stream))?)),
            (true, true) => return Err(malformed("a private part is struck and whole")),
        };
        let signature = if is(SIGNED) {
            Some(SignatureForm {
                role: named(stream.number()?)?,
                method: named(stream.number()?)?,
                at_wall: !is(SIGNED_LATER),
            })
        } else {
            None
        };
        let parameters = Json::read(stream, names, 1)?;
        let changes = list(stream, |stream| match stream.number()? {
            shape if shape < shapes => Ok(shape),
            _ => Err(malformed("no such shape")),
        })?;
        Ok(Self {
            action,
            action_version,
            role,
            is_suspect: is(SUSPECT),
            clock,
            is_operator: is(OPERATOR),
            has_seen: is(SEEN),
            is_reissue: is(REISSUE),
            private,
            signature,
            parameters,
            changes,
        })
    }
}

impl Shape {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put(out, u64::from(self.table));
        let is_update = matches!(self.kind, Kind::Update(_));
        let (subject, key) = match self.subject {
            Subject::Next => (0, None),
            Subject::Known => (1, None),
            Subject::Keyed(key) => (2, Some(key)),
        };
        put(out, subject << 1 | u64::from(is_update));
        key.into_iter().for_each(|key| put(out, key));
        match &self.kind {
            Kind::Insert(columns) => write_columns(out, columns),
            Kind::Update(groups) => {
                put(out, groups.len() as u64);
                for (base, columns) in groups {
                    put(out, u64::from(*base == Base::Told));
                    write_columns(out, columns);
                }
            }
        }
    }

    pub(super) fn read(stream: &mut Reader<'_>) -> Result<Self, WireError> {
        let table = number16(stream.number()?)?;
        let kind = stream.number()?;
        let subject = match kind >> 1 {
            0 => Subject::Next,
            1 => Subject::Known,
            2 => Subject::Keyed(stream.number()?),
            _ => return Err(malformed("no such subject")),
        };
        let kind = if kind & 1 == 0 {
            Kind::Insert(read_columns(stream)?)
        } else {
            Kind::Update(list(stream, |stream| {
                let base = match stream.number()? {
                    0 => Base::Expected,
                    1 => Base::Told,
                    _ => return Err(malformed("no such base")),
                };
                Ok((base, read_columns(stream)?))
            })?)
        };
        Ok(Self { table, subject, kind })
    }
}

impl Class {
    pub(super) fn write(self, out: &mut Vec<u8>) {
        let (class, list) = match self {
            Self::Null => (0, None),
            Self::False => (1, None),
            Self::True => (2, None),
            Self::Int => (3, None),
            Self::AtWall => (4, None),
            Self::NearWall => (5, None),
            Self::Text => (6, None),
            Self::Bytes => (7, None),
            Self::Id(list) => (8, Some(list)),
            Self::Private => (9, None),
            Self::NextPrivate => (10, None),
        };
        put(out, class);
        list.into_iter().for_each(|list| put(out, list));
    }

    pub(super) fn read(stream: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(match stream.number()? {
            0 => Self::Null,
            1 => Self::False,
            2 => Self::True,
            3 => Self::Int,
            4 => Self::AtWall,
            5 => Self::NearWall,
            6 => Self::Text,
            7 => Self::Bytes,
            8 => Self::Id(stream.number()?),
            9 => Self::Private,
            10 => Self::NextPrivate,
            _ => return Err(malformed("no such class of value")),
        })
    }
}

impl Json {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => put(out, 0),
            Self::False => put(out, 1),
            Self::True => put(out, 2),
            Self::Int => put(out, 3),
            Self::Text => put(out, 4),
            Self::List(items) => {
                put(out, 5);
                put(out, items.len() as u64);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Object(members) => {
                put(out, 6);
                put(out, members.len() as u64);
                for (name, member) in members {
                    put(out, *name);
                    member.write(out);
                }
            }
        }
    }

    fn read(stream: &mut Reader<'_>, names: u64, depth: usize) -> Result<Self, WireError> {
        let kind = stream.number()?;
        if kind >= 5 && depth > PARAMETERS_DEPTH_MAX {
            return Err(malformed("parameters are nested too deeply"));
        }
        Ok(match kind {
            0 => Self::Null,
            1 => Self::False,
            2 => Self::True,
            3 => Self::Int,
            4 => Self::Text,
            5 => Self::List(list(stream, |stream| Self::read(stream, names, depth + 1))?),
            6 => Self::Object(list(stream, |stream| {
                let name = stream.number()?;
                if name >= names {
                    return Err(malformed("no such name"));
                }
                Ok((name, Self::read(stream, names, depth + 1)?))
            })?),
            _ => return Err(malformed("no such kind of parameter")),
        })
    }
}

fn write_columns(out: &mut Vec<u8>, columns: &[(u16, Class)]) {
    put(out, columns.len() as u64);
    for (column, class) in columns {
        put(out, u64::from(*column));
        class.write(out);
    }
}

fn read_columns(stream: &mut Reader<'_>) -> Result<Vec<(u16, Class)>, WireError> {
    list(stream, |stream| Ok((number16(stream.number()?)?, Class::read(stream)?)))
}

fn number16(number: u64) -> Result<u16, WireError> {
    u16::try_from(number).map_err(|_| malformed("a number of a table or column exceeds 16 bits"))
}

/// Items that follow their count. Not reserved: the count is only announced, and each item takes bytes
/// that must be there.
fn list<'b, T>(
    stream: &mut Reader<'b>,
    read: impl Fn(&mut Reader<'b>) -> Result<T, WireError>,
) -> Result<Vec<T>, WireError> {
    let count = stream.number()?;
    let mut items = Vec::new();
    for _ in 0..count {
        items.push(read(stream)?);
    }
    Ok(items)
}
