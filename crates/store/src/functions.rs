//! SQL functions that every connection has: exact sums, quantities in ten-thousandths, and text as people
//! read it.

use std::str::FromStr;

use rusqlite::Connection;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rust_decimal::Decimal;

use crate::error::StoreError;
use crate::stock;
use domain::fold::fold;

/// Gives the connection `decimal_sum(text)`, `ten_thousandths(text)` and `folded(text)`.
pub(crate) fn install(connection: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_aggregate_function("decimal_sum", 1, flags, DecimalSum)?;
    connection.create_scalar_function("ten_thousandths", 1, flags, |context| {
        Ok(match context.get_raw(0) {
            ValueRef::Text(text) => std::str::from_utf8(text).ok().map(stock::scaled),
            _ => None,
        })
    })?;
    connection.create_scalar_function("folded", 1, flags, |context| {
        Ok(match context.get_raw(0) {
            ValueRef::Text(text) => std::str::from_utf8(text).ok().map(fold),
            _ => None,
        })
    })?;
    Ok(())
}

/// Adds exact decimals that are stored as text.
struct DecimalSum;

impl Aggregate<Decimal, String> for DecimalSum {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Decimal> {
        Ok(Decimal::ZERO)
    }

    fn step(&self, context: &mut Context<'_>, sum: &mut Decimal) -> rusqlite::Result<()> {
        let text = match context.get_raw(0) {
            ValueRef::Null => return Ok(()),
            value => value
                .as_str()
                .map_err(|error| rusqlite::Error::UserFunctionError(error.into()))?,
        };
        let term = Decimal::from_str(text).map_err(|error| rusqlite::Error::UserFunctionError(error.into()))?;
        *sum = sum
            .checked_add(term)
            .ok_or_else(|| rusqlite::Error::UserFunctionError("the sum of the ledger is too large".into()))?;
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, sum: Option<Decimal>) -> rusqlite::Result<String> {
        Ok(sum.unwrap_or_default().normalize().to_string())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn sums_are_exact() {
        let connection = Connection::open_in_memory().unwrap();
        install(&connection).unwrap();
        let sum: String = connection
            .query_row(
                "SELECT decimal_sum(q) FROM (SELECT '0.1' AS q UNION ALL SELECT '0.2' UNION ALL SELECT '-1')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(sum, "-0.7");
        assert!(connection.query_row("SELECT decimal_sum('x')", [], |_| Ok(())).is_err());
    }
}
