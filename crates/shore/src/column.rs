//! The way between a journal value and what Postgres stores, by the kind of the column.

use bytes::BytesMut;
use domain::field::Kind;
use domain::schema::Column;
use journal::{RowId, Value};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::database::ShoreError;

type Failure = Box<dyn std::error::Error + Sync + Send>;

/// Stands before what cannot stand as it is; Unicode keeps it from being a character.
const ESCAPE: char = '\u{FDD0}';
/// Postgres counts microseconds from 2000-01-01.
const EPOCH_MS: i64 = 946_684_800_000;
/// The year 1, and the end of the year 9999: a moment beyond stands as the nearer of the two.
const MOMENT_MIN_MS: i64 = -62_135_596_800_000;
const MOMENT_MAX_MS: i64 = 253_402_300_799_999;

/// A row id as `uuid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id(pub(crate) RowId);

impl ToSql for Id {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        out.extend_from_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::UUID
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Id {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Failure> {
        Ok(Self(RowId::from_bytes(raw.try_into()?)?))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::UUID
    }
}

/// Milliseconds since 1970 UTC as `timestamptz`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) i64);

impl ToSql for Moment {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        let millis = self.0.clamp(MOMENT_MIN_MS, MOMENT_MAX_MS);
        out.extend_from_slice(&((millis - EPOCH_MS) * 1000).to_be_bytes());
        Ok(IsNull::No)
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::TIMESTAMPTZ
    }

    to_sql_checked!();
}

impl<'r> FromSql<'r> for Moment {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Failure> {
        Ok(Self(
            i64::from_be_bytes(raw.try_into()?)
                .div_euclid(1000)
                .saturating_add(EPOCH_MS),
        ))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::TIMESTAMPTZ
    }
}

/// Text as Postgres takes it: without U+0000.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\0' => escaped.extend([ESCAPE, '0']),
            ESCAPE => escaped.extend([ESCAPE, ESCAPE]),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Reads [`escaped`].
pub(crate) fn unescaped(text: String) -> String {
    if !text.contains(ESCAPE) {
        return text;
    }
    let mut characters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        match character {
            ESCAPE => plain.push(match characters.next() {
                Some('0') => '\0',
                _ => ESCAPE,
            }),
            other => plain.push(other),
        }
    }
    plain
}

/// The values of one column in many rows, as an array that a statement unnests.
#[derive(Debug)]
pub(crate) enum Values {
    Texts(Vec<Option<String>>),
    Ints(Vec<Option<i64>>),
    Bools(Vec<Option<bool>>),
    Moments(Vec<Option<Moment>>),
    Ids(Vec<Option<Id>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Values {
    /// No values yet.
    pub(crate) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Word(_) | Kind::Ids | Kind::Decimal | Kind::Money | Kind::Date => {
                Self::Texts(Vec::new())
            }
            Kind::Int => Self::Ints(Vec::new()),
            Kind::Bool => Self::Bools(Vec::new()),
            Kind::Instant => Self::Moments(Vec::new()),
            Kind::Id => Self::Ids(Vec::new()),
            Kind::Bytes => Self::Bytes(Vec::new()),
        }
    }

    /// Adds a row's value; one of another kind, which nothing lets through, stands as nothing.
    pub(crate) fn push(&mut self, value: &Value) {
        match self {
            Self::Texts(all) => all.push(value.as_text().map(escaped)),
            Self::Ints(all) => all.push(value.as_int()),
            Self::Bools(all) => all.push(value.as_bool()),
            Self::Moments(all) => all.push(value.as_int().map(Moment)),
            Self::Ids(all) => all.push(value.as_id().map(Id)),
            Self::Bytes(all) => all.push(value.as_bytes().map(<[u8]>::to_vec)),
        }
    }

    /// The array as a statement's parameter.
    pub(crate) fn parameter(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Texts(all) => all,
            Self::Ints(all) => all,
            Self::Bools(all) => all,
            Self::Moments(all) => all,
            Self::Ids(all) => all,
            Self::Bytes(all) => all,
        }
    }
}

/// The type of the array that carries a column's values.
pub(crate) fn array_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word(_) | Kind::Ids | Kind::Decimal | Kind::Money | Kind::Date => "text[]",
        Kind::Int => "bigint[]",
        Kind::Bool => "boolean[]",
        Kind::Instant => "timestamptz[]",
        Kind::Id => "uuid[]",
        Kind::Bytes => "bytea[]",
    }
}

/// The type of the column where it is not that of its array's items.
pub(crate) fn cast(kind: Kind) -> &'static str {
    match kind {
        Kind::Decimal | Kind::Money => "::numeric",
        Kind::Date => "::date",
        _ => "",
    }
}

/// The column as it is read: numbers and days in the one form in which the journal writes them, whatever
/// the settings of the database.
pub(crate) fn as_text(kind: Kind, column: &str) -> String {
    match kind {
        Kind::Decimal | Kind::Money => format!("{column}::text"),
        Kind::Date => format!("to_char({column}, 'YYYY-MM-DD')"),
        _ => column.to_owned(),
    }
}

/// Reads what a column holds, from a statement that reads numbers and days as text.
pub(crate) fn read(column: &Column, row: &Row, at: usize) -> Result<Value, ShoreError> {
    Ok(match column.kind {
        Kind::Text | Kind::Word(_) | Kind::Ids | Kind::Decimal | Kind::Money | Kind::Date => {
            row.try_get::<_, Option<String>>(at)?.map(unescaped).into()
        }
        Kind::Int => row.try_get::<_, Option<i64>>(at)?.into(),
        Kind::Bool => row.try_get::<_, Option<bool>>(at)?.into(),
        Kind::Instant => row.try_get::<_, Option<Moment>>(at)?.map(|moment| moment.0).into(),
        Kind::Id => row.try_get::<_, Option<Id>>(at)?.map(|id| id.0).into(),
        Kind::Bytes => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_as_it_was() {
        for text in [
            "",
            "Leak at cyl. 4",
            "a\0b",
            "\u{FDD0}",
            "\u{FDD0}0",
            "\0\0",
            "\u{FDD0}\0\u{FDD0}\u{FDD0}",
        ] {
            let stored = escaped(text);
            assert!(!stored.contains('\0'), "{text:?}");
            assert_eq!(unescaped(stored), text);
        }
    }

    #[test]
    fn a_moment_beyond_the_calendar_stands_at_its_end() {
        let stored = |millis: i64| {
            let mut out = BytesMut::new();
            Moment(millis).to_sql(&Type::TIMESTAMPTZ, &mut out).unwrap();
            Moment::from_sql(&Type::TIMESTAMPTZ, &out).unwrap().0
        };
        assert_eq!(stored(1_795_348_800_123), 1_795_348_800_123);
        assert_eq!(stored(-1), -1);
        assert_eq!(stored(i64::MAX), MOMENT_MAX_MS);
        assert_eq!(stored(i64::MIN), MOMENT_MIN_MS);
    }
}
