//! The periods that budgets are set for: a year, a quarter, a month, by the ship's calendar.

use crate::time::Date;

/// A year, a quarter or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    year: i32,
    /// First and last month, from 1.
    months: (u32, u32),
}

impl Period {
    /// Reads `2026`, `2026-Q4` or `2026-11`, of the years 1970 to 9999.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let is_digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(year, 4) {
            return None;
        }
        let year: i32 = year.parse().ok().filter(|year| (1970..=9999).contains(year))?;
        let months = match rest {
            None => (1, 12),
            Some("Q1") => (1, 3),
            Some("Q2") => (4, 6),
            Some("Q3") => (7, 9),
            Some("Q4") => (10, 12),
            Some(month) if is_digits(month, 2) => {
                let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
                (month, month)
            }
            Some(_) => return None,
        };
        Some(Self { year, months })
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        day.year() == self.year && (self.months.0..=self.months.1).contains(&day.month())
    }

    /// The first day, and the first day after it.
    #[must_use]
    pub fn days(&self) -> (String, String) {
        let after = if self.months.1 == 12 {
            (self.year + 1, 1)
        } else {
            (self.year, self.months.1 + 1)
        };
        (
            format!("{:04}-{:02}-01", self.year, self.months.0),
            format!("{:04}-{:02}-01", after.0, after.1),
        )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_period_is_a_year_a_quarter_or_a_month() {
        let holds = |period: &str, day: &str| Period::read(period).unwrap().holds(Date::parse(day).unwrap());
        assert!(holds("2026", "2026-01-01") && holds("2026", "2026-12-31") && !holds("2026", "2027-01-01"));
        assert!(holds("2026-Q4", "2026-10-01") && !holds("2026-Q4", "2026-09-30"));
        assert!(holds("2026-11", "2026-11-30") && !holds("2026-11", "2026-12-01"));
        for wrong in [
            "",
            "26",
            "2026-",
            "2026-13",
            "2026-Q5",
            "2026-q4",
            "2026-1",
            "1969",
            "x",
            "2026-11-01",
            "２０２６",
        ] {
            assert_eq!(Period::read(wrong), None, "{wrong}");
        }
        assert_eq!(
            Period::read("2026-12").unwrap().days(),
            ("2026-12-01".to_owned(), "2027-01-01".to_owned())
        );
    }
}
