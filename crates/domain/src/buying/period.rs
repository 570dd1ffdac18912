//! The periods that budgets are set for: a year, a quarter, a month, by the ship's calendar.

use crate::time::{Date, Instant, ShipTime};

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

    /// From when to before when it lasts, by the ship's clock; none where its year is beyond what is kept.
    #[must_use]
    pub fn moments(&self, ship: &ShipTime) -> Option<(Instant, Instant)> {
        let (first, after) = self.days();
        Some((ship.read(&first).ok()?, ship.read(&after).ok()?))
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

/// Says of many moments in which month of the ship's calendar they lie.
///
/// A month lasts from its first midnight to that of the next, so that what lies in it is what a list of that
/// stretch shows, also where clocks went back over its first midnight.
#[derive(Debug)]
pub struct Months<'s> {
    ship: &'s ShipTime,
    /// The stretch found last: most moments of a list lie in few months.
    last: Option<(Instant, Instant, (i32, u32))>,
}

impl<'s> Months<'s> {
    /// By that clock.
    #[must_use]
    pub fn by(ship: &'s ShipTime) -> Self {
        Self { ship, last: None }
    }

    /// The year and the month, from 1.
    pub fn of(&mut self, at: Instant) -> (i32, u32) {
        if let Some((from, before, month)) = self.last
            && (from..before).contains(&at)
        {
            return month;
        }
        let day = self.ship.date(at);
        let by_day = (day.year(), day.month());
        let around = [by_day, month_before(by_day), month_after(by_day)];
        for month in around {
            let period = Period {
                year: month.0,
                months: (month.1, month.1),
            };
            if let Some((from, before)) = period.moments(self.ship)
                && (from..before).contains(&at)
            {
                self.last = Some((from, before, month));
                return month;
            }
        }
        by_day
    }
}

fn month_before((year, month): (i32, u32)) -> (i32, u32) {
    if month == 1 { (year - 1, 12) } else { (year, month - 1) }
}

fn month_after((year, month): (i32, u32)) -> (i32, u32) {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::time::ShipOffset;

    #[test]
    fn a_month_begins_at_its_first_midnight_aboard_and_ends_where_the_next_begins() {
        let at = |text: &str| Instant::parse(text).unwrap();
        let change = |offset_minutes: i64, from: &str| ShipOffset {
            offset_minutes,
            from_at: at(from),
            recorded_at: at(from),
        };
        // East of Greenwich; then the clocks go back by an hour, half an hour into a month.
        let ship = ShipTime::new(vec![
            change(14 * 60, "2026-01-01T00:00:00Z"),
            change(13 * 60, "2026-03-31T10:30:00Z"),
        ]);
        let mut months = Months::by(&ship);
        for (moment, month) in [
            ("2026-01-31T09:59:59Z", (2026, 1)),
            ("2026-01-31T10:00:00Z", (2026, 2)),
            ("2026-12-31T10:59:59Z", (2026, 12)),
            ("2026-12-31T11:00:00Z", (2027, 1)),
            ("2026-01-31T10:00:00Z", (2026, 2)),
        ] {
            assert_eq!(months.of(at(moment)), month, "{moment}");
        }
        for minute in 0..180 {
            let moment = at("2026-03-31T09:00:00Z").plus_minutes(minute);
            let (year, month) = months.of(moment);
            let period = Period::read(&format!("{year:04}-{month:02}")).unwrap();
            let (from, before) = period.moments(&ship).unwrap();
            assert!((from..before).contains(&moment), "{moment:?}");
        }
    }

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
