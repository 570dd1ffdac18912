//! Prices and amounts: exact decimals, and the currencies they are in.
//!
//! Invariant: nothing is ever rounded, converted or put into floating point. A price times a quantity is
//! kept with every digit; two currencies are never added.
#![deny(clippy::float_arithmetic)]

use crate::field::{Field, FieldError, Kind};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::text::shortened;
use journal::Value;
use rust_decimal::Decimal;
use std::fmt;
use std::str::FromStr;

/// Most digits behind the decimal point of a price that a person may give.
pub const PRICE_DECIMALS_MAX: u32 = 4;
/// Highest price of one unit that is accepted, in its currency.
pub const PRICE_MAX: i64 = 1_000_000_000;
/// Highest amount that a person may set as a budget, in its currency.
pub const BUDGET_MAX: i64 = 1_000_000_000_000;
/// Digits behind the point of a price times a quantity: four of each.
pub const AMOUNT_DECIMALS_MAX: u32 = 8;
/// Largest amount that is kept or added up, either way: the highest price times the largest quantity that a
/// row may hold. With eight decimals it has 26 digits, of the 28 that a decimal holds.
pub const AMOUNT_KEPT_MAX: i64 = 100_000_000_000_000_000;
/// Numbers that ISO 4217 gives to what is no currency: the code for tests, and the one for none.
const NO_MONEY: [u16; 2] = [963, 999];
/// Characters of a misread text that a refusal repeats.
const REPEATED_CHARACTERS_MAX: usize = 40;

/// A price or an amount, without its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(Decimal);

/// Text that is no price this program accepts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most one comma or point.
    #[error("“{0}” is not a price. Write digits, for example 1250 or 12.50.")]
    NotANumber(String),
    /// A point and a comma, or several: grouping cannot be told from decimals.
    #[error("“{0}” has groups of digits. Write it without them, for example 1234.56.")]
    Grouped(String),
    /// A comma before three digits may be either.
    #[error("“{0}” can be read in two ways. Write 1234 for the thousand, or 1.2340 for one and a bit.")]
    Ambiguous(String),
    /// Below zero.
    #[error("A price is not less than 0.")]
    Negative,
    /// More digits behind the point than kept.
    #[error("Use at most 4 digits behind the decimal point.")]
    TooFine,
    /// Beyond the limit.
    #[error("The amount is too large; the limit is {}.", crate::words::thousands(.0.unsigned_abs()))]
    TooLarge(i64),
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// What a person typed as the price of one unit: `1250`, `12.50` or `12,50`.
    ///
    /// # Errors
    /// What is no number, grouped, below zero, finer than four digits, or above [`PRICE_MAX`].
    pub fn price(text: &str) -> Result<Self, MoneyError> {
        Self::typed(text, PRICE_MAX)
    }

    /// What a person typed as a budget.
    ///
    /// # Errors
    /// As [`Money::price`], up to [`BUDGET_MAX`].
    pub fn budget(text: &str) -> Result<Self, MoneyError> {
        Self::typed(text, BUDGET_MAX)
    }

    fn typed(text: &str, most: i64) -> Result<Self, MoneyError> {
        let text = text.trim();
        let shown = || shortened(text, REPEATED_CHARACTERS_MAX);
        let unsigned = text.strip_prefix(['-', '\u{2212}']).unwrap_or(text);
        let digits = unsigned.chars().filter(char::is_ascii_digit).count();
        let marks = unsigned.chars().filter(|c| matches!(c, '.' | ',')).count();
        if digits == 0 || digits + marks != unsigned.chars().count() {
            return Err(MoneyError::NotANumber(shown()));
        }
        if marks > 1 {
            return Err(MoneyError::Grouped(shown()));
        }
        if let Some((whole, behind)) = unsigned.split_once(',')
            && behind.len() == 3
            && whole.trim_start_matches('0').len() == whole.len()
            && !whole.is_empty()
        {
            return Err(MoneyError::Ambiguous(shown()));
        }
        if unsigned.split(['.', ',']).next().map_or(0, str::len) > 15 {
            return Err(MoneyError::TooLarge(most));
        }
        if unsigned.split(['.', ',']).nth(1).map_or(0, str::len) > 12 {
            return Err(MoneyError::TooFine);
        }
        let decimal = Decimal::from_str_exact(&unsigned.replace(',', "."))
            .map_err(|_| MoneyError::NotANumber(shown()))?
            .normalize();
        if unsigned.len() != text.len() && !decimal.is_zero() {
            return Err(MoneyError::Negative);
        }
        if decimal.scale() > PRICE_DECIMALS_MAX {
            return Err(MoneyError::TooFine);
        }
        if decimal > Decimal::from(most) {
            return Err(MoneyError::TooLarge(most));
        }
        Ok(Self(decimal))
    }

    /// The decimal inside.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// So many units at this price, with every digit.
    ///
    /// # Errors
    /// None where the amount cannot be kept: see [`AMOUNT_KEPT_MAX`].
    #[must_use]
    pub fn times(self, quantity: Quantity) -> Option<Self> {
        let scale = self.0.scale() + quantity.decimal().scale();
        Self::kept(self.0.mantissa().checked_mul(quantity.decimal().mantissa())?, scale)
    }

    /// The sum, with every digit; none where it cannot be kept.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let sum = self.hundred_millionths()?.checked_add(other.hundred_millionths()?)?;
        Self::from_hundred_millionths(sum)
    }

    /// The difference, with every digit; none where it cannot be kept.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self(-other.0))
    }

    /// In hundred-millionths of the currency, so that sums are sums of whole numbers; none where it is finer.
    #[must_use]
    pub fn hundred_millionths(self) -> Option<i128> {
        let behind = AMOUNT_DECIMALS_MAX.checked_sub(self.0.scale())?;
        self.0.mantissa().checked_mul(10_i128.checked_pow(behind)?)
    }

    /// So many hundred-millionths of the currency; none where they cannot be kept.
    #[must_use]
    pub fn from_hundred_millionths(sum: i128) -> Option<Self> {
        Self::kept(sum, AMOUNT_DECIMALS_MAX)
    }

    fn kept(mantissa: i128, scale: u32) -> Option<Self> {
        let amount = Self(Decimal::try_from_i128_with_scale(mantissa, scale).ok()?.normalize());
        amount.is_kept().then_some(amount)
    }

    /// Whether a row may hold it.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self.0.scale() <= AMOUNT_DECIMALS_MAX && self.0.abs() <= Decimal::from(AMOUNT_KEPT_MAX)
    }

    /// "12.50 EUR": with at least as many digits behind the point as the currency has.
    #[must_use]
    pub fn in_currency(self, code: &str) -> String {
        format!("{} {code}", self.digits_of(code))
    }

    /// "12.50": the same without the currency.
    #[must_use]
    pub fn digits_of(self, code: &str) -> String {
        let least = iso_currency::Currency::from_code(code)
            .and_then(|currency| currency.exponent())
            .map_or(0, usize::from);
        let text = self.to_string();
        let behind = text.split_once('.').map_or(0, |(_, behind)| behind.len());
        let point = if behind == 0 && least > 0 { "." } else { "" };
        format!("{text}{point}{}", "0".repeat(least.saturating_sub(behind)))
    }
}

impl std::ops::Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self((-self.0).normalize())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl Field for Money {
    const KIND: Kind = Kind::Money;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Text(text) => Decimal::from_str(text)
                .map(|decimal| Self(decimal.normalize()))
                .map_err(|_| FieldError::new("an amount", value)),
            other => Err(FieldError::new("an amount", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl serde::Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

crate::schema::text_binding!(Money, "decimal");

/// The code of a currency as ISO 4217 lists it, in capitals; none when left empty.
///
/// # Errors
/// `invalid` for a code that is of no currency.
pub fn currency(field: &str, given: Option<&str>) -> Result<Option<String>, Refusal> {
    let code = given.unwrap_or_default().trim().to_ascii_uppercase();
    if code.is_empty() {
        return Ok(None);
    }
    let listed = iso_currency::Currency::from_code(&code);
    if listed.is_some_and(|currency| !NO_MONEY.contains(&currency.numeric())) {
        return Ok(Some(code));
    }
    Err(Refusal::field(
        Code::Invalid,
        field,
        format!(
            "“{}” is no currency. Write its three letters: EUR, USD, GBP.",
            shortened(given.unwrap_or_default().trim(), REPEATED_CHARACTERS_MAX)
        ),
    ))
}

/// The price that a form gives; none when left empty.
///
/// # Errors
/// `invalid`, with the sentence of [`MoneyError`].
pub fn given_price(field: &str, given: Option<&str>) -> Result<Option<Money>, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refuse = |error: MoneyError| Refusal::field(Code::Invalid, field, format!("The price: {error}"));
    Money::price(text).map(Some).map_err(refuse)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_price_is_read_with_a_comma_or_a_point() {
        for (typed, kept) in [
            ("12,50", "12.5"),
            (" 1250 ", "1250"),
            ("0.0001", "0.0001"),
            ("1000000000", "1000000000"),
            ("0,125", "0.125"),
            ("0", "0"),
            ("-0", "0"),
            ("1.234", "1.234"),
        ] {
            assert_eq!(Money::price(typed).unwrap().to_string(), kept, "{typed}");
        }
    }

    #[test]
    fn a_price_that_could_be_another_is_refused_with_a_cure() {
        let cases = [
            (
                "1.234,56",
                "“1.234,56” has groups of digits. Write it without them, for example 1234.56.",
            ),
            (
                "1,234,567",
                "“1,234,567” has groups of digits. Write it without them, for example 1234.56.",
            ),
            (
                "1,234",
                "“1,234” can be read in two ways. Write 1234 for the thousand, or 1.2340 for one and a bit.",
            ),
            (
                "12 EUR",
                "“12 EUR” is not a price. Write digits, for example 1250 or 12.50.",
            ),
            ("1e3", "“1e3” is not a price. Write digits, for example 1250 or 12.50."),
            ("٣", "“٣” is not a price. Write digits, for example 1250 or 12.50."),
            ("NaN", "“NaN” is not a price. Write digits, for example 1250 or 12.50."),
            ("-1", "A price is not less than 0."),
            ("0.00001", "Use at most 4 digits behind the decimal point."),
            ("1000000000.01", "The amount is too large; the limit is 1,000,000,000."),
            (
                "99999999999999999999999999999999",
                "The amount is too large; the limit is 1,000,000,000.",
            ),
        ];
        for (typed, said) in cases {
            assert_eq!(Money::price(typed).unwrap_err().to_string(), said, "{typed}");
        }
    }

    #[test]
    fn the_largest_amount_is_kept_with_every_digit() {
        let price = Money::price("999999999.9999").unwrap();
        let amount = price.times("9999999.9999".parse().unwrap()).unwrap();
        assert_eq!(amount.to_string(), "9999999999899000.00000001");
        assert_eq!(amount.minus(amount), Some(Money::ZERO));
        let mut sum = Money::ZERO;
        let mut terms = 0;
        while let Some(more) = sum.plus(amount) {
            sum = more;
            terms += 1;
        }
        assert_eq!(terms, 10, "beyond what is kept a sum says so and is not rounded");
    }

    #[test]
    fn an_amount_is_shown_with_the_digits_of_its_currency() {
        let shown = |text: &str, code: &str| Money::price(text).unwrap().in_currency(code);
        assert_eq!(shown("12.5", "EUR"), "12.50 EUR");
        assert_eq!(shown("12", "USD"), "12.00 USD");
        assert_eq!(shown("1200", "JPY"), "1200 JPY");
        assert_eq!(shown("0.125", "EUR"), "0.125 EUR");
    }

    #[test]
    fn a_code_is_of_a_currency_or_refused() {
        assert_eq!(currency("currency", Some(" eur ")).unwrap().as_deref(), Some("EUR"));
        assert_eq!(currency("currency", Some("")).unwrap(), None);
        let none = "X".repeat(3);
        for wrong in ["EURO", "€", "XTS", "ZZZ", &none] {
            let refused = currency("currency", Some(wrong)).unwrap_err();
            assert_eq!(refused.code, Code::Invalid, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_as_the_same(units in 0_i64..=PRICE_MAX, behind in 0_u32..10_000) {
            let text = format!("{units}.{behind:04}");
            prop_assume!(units < PRICE_MAX || behind == 0);
            let money = Money::price(&text).unwrap();
            prop_assert_eq!(Money::price(&money.to_string()).unwrap(), money);
            prop_assert_eq!(Money::from_value(&money.to_value()).unwrap(), money);
        }

        #[test]
        fn the_order_of_adding_does_not_matter(
            prices in proptest::collection::vec((0_i64..1_000_000_000_000, 1_i64..1_000_000), 1..20)
        ) {
            let amounts: Vec<Money> = prices.iter().map(|(price, quantity)| {
                let price = Money(Decimal::new(*price, PRICE_DECIMALS_MAX).normalize());
                price.times(Quantity::from_decimal(Decimal::new(*quantity, 4))).unwrap()
            }).collect();
            let onwards = amounts.iter().try_fold(Money::ZERO, |sum, one| sum.plus(*one));
            let backwards = amounts.iter().rev().try_fold(Money::ZERO, |sum, one| sum.plus(*one));
            prop_assert_eq!(onwards, backwards);
        }
    }
}
