//! Exact decimals: quantities in a part's unit, working hours, counter readings.
//!
//! Stored and sent as canonical text (no exponent, no trailing zeros), so that
//! the same number has the same bytes on every workstation.

use crate::field::{Field, FieldError, Kind};
use journal::Value;
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// Most digits behind the decimal point that a person may give.
pub const QUANTITY_DECIMALS_MAX: u32 = 4;
/// Largest quantity, hours or reading that is accepted, in the unit at hand.
pub const QUANTITY_MAX: i64 = 10_000_000;
/// Largest number that a row may hold, either way: the difference that a count posts can be larger than
/// what a person may give. A sum of ten-thousandths fits an i64 as long as no nine million such meet.
pub const QUANTITY_KEPT_MAX: i64 = 100_000_000;

/// An exact decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(Decimal);

/// Text that is not a number this program accepts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Not digits with at most one comma or point.
    #[error("“{0}” is not a number. Write digits, for example 2 or 1.5.")]
    NotANumber(String),
    /// More digits behind the point than kept.
    #[error("Use at most 4 digits behind the decimal point.")]
    TooFine,
    /// Outside of ±10,000,000.
    #[error("The number is too large; the limit is 10,000,000.")]
    TooLarge,
}

impl Quantity {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self(Decimal::from(number))
    }

    /// The decimal inside.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// From a decimal, normalised.
    #[must_use]
    pub fn from_decimal(decimal: Decimal) -> Self {
        Self(decimal.normalize())
    }

    /// Whether a row may hold it: no finer than ten-thousandths, and of a size that sums stay exact.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self.0.scale() <= QUANTITY_DECIMALS_MAX && self.0.abs() <= Decimal::from(QUANTITY_KEPT_MAX)
    }

    /// Whether it is greater than zero.
    #[must_use]
    pub fn is_positive(self) -> bool {
        self.0 > Decimal::ZERO
    }
}

impl std::ops::Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::from_decimal(self.0 + other.0)
    }
}

impl std::ops::Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::from_decimal(self.0 - other.0)
    }
}

impl std::ops::Neg for Quantity {
    type Output = Self;
    fn neg(self) -> Self {
        Self::from_decimal(-self.0)
    }
}

impl std::iter::Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, |sum, item| sum + item)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    /// Reads what a person typed: `2`, `1.5` or `1,5`; no exponent, no grouping.
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let not_a_number = || QuantityError::NotANumber(text.chars().take(40).collect());
        let plain = text.trim().replace(',', ".").replace('\u{2212}', "-");
        let digits = plain.strip_prefix('-').unwrap_or(&plain);
        let well_formed = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            && digits.matches('.').count() <= 1
            && digits.chars().any(|c| c.is_ascii_digit());
        if !well_formed {
            return Err(not_a_number());
        }
        if digits.split('.').next().map_or(0, str::len) > 12 {
            return Err(QuantityError::TooLarge);
        }
        let decimal = Decimal::from_str(&plain).map_err(|_| not_a_number())?.normalize();
        if decimal.scale() > QUANTITY_DECIMALS_MAX {
            return Err(QuantityError::TooFine);
        }
        if decimal.abs() > Decimal::from(QUANTITY_MAX) {
            return Err(QuantityError::TooLarge);
        }
        Ok(Self(decimal))
    }
}

impl Field for Quantity {
    const KIND: Kind = Kind::Decimal;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Text(text) => Decimal::from_str(text)
                .map(Self::from_decimal)
                .map_err(|_| FieldError::new("a decimal", value)),
            other => Err(FieldError::new("a decimal", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl serde::Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Quantity {
    /// Accepts a string as a person types it, and a plain JSON whole number.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = serde_json::Value::deserialize(deserializer)?;
        let text = match &given {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        text.parse().map_err(serde::de::Error::custom)
    }
}

crate::schema::text_binding!(Quantity, "decimal");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_comma_is_a_decimal_point() {
        for (typed, kept) in [
            ("1,5", "1.5"),
            (" 2 ", "2"),
            ("0.5000", "0.5"),
            ("-3", "-3"),
            (".5", "0.5"),
        ] {
            assert_eq!(typed.parse::<Quantity>().unwrap().to_string(), kept, "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused_with_a_cure() {
        for typed in ["", "1e30", "1.2.3", "1,000,0", "abc", "٣", "NaN", "+", "-"] {
            assert!(
                matches!(typed.parse::<Quantity>(), Err(QuantityError::NotANumber(_))),
                "{typed}"
            );
        }
        assert_eq!("1.00001".parse::<Quantity>(), Err(QuantityError::TooFine));
        assert_eq!("10000000.1".parse::<Quantity>(), Err(QuantityError::TooLarge));
        assert_eq!(
            "99999999999999999999999999999999999".parse::<Quantity>(),
            Err(QuantityError::TooLarge)
        );
    }
}
