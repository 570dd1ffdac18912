//! Whether what an entry writes fits the declared tables, asked by the replica and by the gateway
//! ashore alike: what the one parks, the other parks.
//!
//! A value fits only in the one form in which it is written ("1.5", never "1.50"), so that the same
//! number is the same bytes in every database.

use crate::field::{Field, Kind};
use crate::merge::DeclaredTables;
use crate::money::Money;
use crate::quantity::Quantity;
use crate::schema::{Column, Row, Table};
use crate::tables::{self, Crew};
use crate::time::Date;
use journal::{Actor, ChangeKind, Effect, Entry, RowId, Value};

/// The first millisecond of the year 1.
const INSTANT_MIN_MS: i64 = -62_135_596_800_000;
/// The last millisecond of the year 9999.
const INSTANT_MAX_MS: i64 = 253_402_300_799_999;

/// Where an entry does not fit, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The table written, by its permanent number.
    pub table: u16,
    /// The row written.
    pub row: RowId,
    /// What does not fit, for whoever looks after the vessel.
    pub reason: String,
}

/// Why a value cannot stand in a column; none when it can.
///
/// A private value is judged once it is put in.
#[must_use]
pub fn misfit(column: &Column, value: &Value) -> Option<&'static str> {
    match (column.kind, value) {
        (_, Value::Null) if column.nullable => None,
        (_, Value::Null) => Some("is empty"),
        (_, Value::Private(_)) if column.private => None,
        (Kind::Bool, Value::Bool(_))
        | (Kind::Int, Value::Int(_))
        | (Kind::Id, Value::Id(_))
        | (Kind::Bytes, Value::Bytes(_))
        | (Kind::Text, Value::Text(_)) => None,
        (Kind::Instant, Value::Int(millis)) => {
            (!(INSTANT_MIN_MS..=INSTANT_MAX_MS).contains(millis)).then_some("holds no moment of the calendar")
        }
        (Kind::Word(words), Value::Text(word)) => (!words.contains(&word.as_str())).then_some("holds an unknown word"),
        (Kind::Decimal, value) if is_unfit::<Quantity>(value) => Some("holds no decimal"),
        (Kind::Decimal, value) => {
            let is_kept = Quantity::from_value(value).is_ok_and(Quantity::is_kept);
            (!is_kept).then_some("holds a number that is too fine or too large")
        }
        (Kind::Money, value) if is_unfit::<Money>(value) => Some("holds no amount"),
        (Kind::Money, value) => {
            let is_kept = Money::from_value(value).is_ok_and(Money::is_kept);
            (!is_kept).then_some("holds an amount that is too fine or too large")
        }
        (Kind::Date, value) => is_unfit::<Date>(value).then_some("holds no date"),
        (Kind::Ids, value) => is_unfit::<Vec<RowId>>(value).then_some("holds no list of rows"),
        _ => Some("holds another kind of value"),
    }
}

/// Whether the value does not decode, or would be written differently.
fn is_unfit<F: Field>(value: &Value) -> bool {
    F::from_value(value).map_or(true, |field| field.to_value() != *value)
}

/// A value as it is shown: a private one is put in from the entry; a struck one leaves its column
/// empty, as far as the column may be.
#[must_use]
pub fn shown_value(entry: &Entry, column: &Column, value: &Value) -> Value {
    let Some(place) = value.as_private() else {
        return value.clone();
    };
    let values = entry.private.as_ref().and_then(|private| private.values.as_ref());
    match values.and_then(|values| values.get(usize::from(place))) {
        Some(value) => value.clone(),
        None if column.nullable => Value::Null,
        None => Value::Text(String::new()),
    }
}

/// The first place where an entry does not fit the declared tables; none when it fits.
///
/// `effect` is the entry's, under the declared tables. `table_of` names the table of a row that has
/// arrived; rows that the entry itself adds need not be known to it.
pub fn first_misfit(entry: &Entry, effect: &Effect, table_of: &dyn Fn(RowId) -> Option<u16>) -> Option<Misfit> {
    let known = Known { entry, table_of };
    misplaced(&known)
        .or_else(|| unauthored(&known, effect))
        .or_else(|| unfit_value(&known, effect))
}

struct Known<'e> {
    entry: &'e Entry,
    table_of: &'e dyn Fn(RowId) -> Option<u16>,
}

impl Known<'_> {
    fn is_row_of(&self, row: RowId, table: u16) -> bool {
        let is_own = |change: &&journal::Change| change.row == row && matches!(change.kind, ChangeKind::Insert { .. });
        let own = self.entry.changes.iter().find(is_own);
        own.map_or_else(|| (self.table_of)(row), |change| Some(change.table)) == Some(table)
    }
}

/// An update of a row that stands in another table.
fn misplaced(known: &Known<'_>) -> Option<Misfit> {
    known.entry.changes.iter().find_map(|change| {
        let table = tables::table(change.table)?;
        let is_update = matches!(change.kind, ChangeKind::Update { .. });
        (is_update && !known.is_row_of(change.row, table.number)).then(|| Misfit {
            table: table.number,
            row: change.row,
            reason: format!("{} is no row of {}", change.row, table.name),
        })
    })
}

/// Rows whose author is nobody of the crew.
fn unauthored(known: &Known<'_>, effect: &Effect) -> Option<Misfit> {
    let (table, row) = *effect.known_inserts.first()?;
    let Actor::Crew(person) = &known.entry.actor else {
        return None;
    };
    (!known.is_row_of(*person, Crew::TABLE.number)).then(|| Misfit {
        table,
        row,
        reason: "the author is nobody of the crew".to_owned(),
    })
}

fn unfit_value(known: &Known<'_>, effect: &Effect) -> Option<Misfit> {
    for (key, write) in &effect.writes {
        let Some(table) = tables::table(key.table) else {
            continue;
        };
        for (number, value) in &write.values {
            let Some(column) = table.column(*number) else { continue };
            if let Some(why) = why_unfit(known, table, column, value) {
                return Some(Misfit {
                    table: key.table,
                    row: key.row,
                    reason: why,
                });
            }
        }
    }
    None
}

fn why_unfit(known: &Known<'_>, table: &Table, column: &Column, value: &Value) -> Option<String> {
    let shown = shown_value(known.entry, column, value);
    if let Some(why) = misfit(column, &shown) {
        return Some(format!("{}.{} {why}", table.name, column.name));
    }
    let target = tables::table_named(column.refers_to?)?;
    (!known.is_row_of(shown.as_id()?, target.number))
        .then(|| format!("{}.{} refers to no row of {}", table.name, column.name, target.name))
}

/// The effect of an entry under the declared tables.
#[must_use]
pub fn effect(entry: &Entry, is_void: bool) -> Effect {
    Effect::of(entry, &DeclaredTables, is_void)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: Kind) -> Column {
        Column::new(1, "column", kind, false)
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn a_value_fits_in_its_one_written_form_only() {
        let number = column(Kind::Decimal);
        assert_eq!(misfit(&number, &text("1.5")), None);
        for other in ["1.50", "01.5", "+1.5", "1_000", "-0", "1e3", ".5", ""] {
            assert_eq!(misfit(&number, &text(other)), Some("holds no decimal"), "{other}");
        }
        for kept in ["100000000", "-100000000", "0.0001"] {
            assert_eq!(misfit(&number, &text(kept)), None, "{kept}");
        }
        for other in ["100000000.0001", "-100000001", "0.00001"] {
            let why = Some("holds a number that is too fine or too large");
            assert_eq!(misfit(&number, &text(other)), why, "{other}");
        }
        let day = column(Kind::Date);
        assert_eq!(misfit(&day, &text("2026-11-22")), None);
        for other in ["2026-1-2", " 2026-11-22", "2026-02-30", "10000-01-01"] {
            assert_eq!(misfit(&day, &text(other)), Some("holds no date"), "{other}");
        }
        let rows = column(Kind::Ids);
        assert_eq!(misfit(&rows, &text("[]")), None);
        assert_eq!(misfit(&rows, &text("[ ]")), Some("holds no list of rows"));
    }

    #[test]
    fn a_moment_lies_in_the_calendar_of_both_databases() {
        let moment = column(Kind::Instant);
        for (millis, why) in [
            (INSTANT_MIN_MS, None),
            (INSTANT_MAX_MS, None),
            (INSTANT_MIN_MS - 1, Some("holds no moment of the calendar")),
            (i64::MAX, Some("holds no moment of the calendar")),
        ] {
            assert_eq!(misfit(&moment, &Value::Int(millis)), why, "{millis}");
        }
    }

    #[test]
    fn nothing_fits_only_where_a_column_may_be_empty() {
        assert_eq!(misfit(&column(Kind::Text), &Value::Null), Some("is empty"));
        let nullable = Column::new(1, "column", Kind::Text, true);
        assert_eq!(misfit(&nullable, &Value::Null), None);
        assert_eq!(
            misfit(&nullable, &Value::Bool(true)),
            Some("holds another kind of value")
        );
    }
}
