//! Instants, days and ship's time.
//!
//! Invariant: nothing here reads a clock or knows the PC's zone. "Now" comes
//! in as an argument; "today" follows the ship's offset.

use crate::field::{Field, FieldError, Kind};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use journal::Value;
use std::fmt;

/// Widest offset of a ship's time from UTC, in minutes (UTC−12 to UTC+14, with room for half hours).
pub const SHIP_OFFSET_MINUTES_MAX: i64 = 14 * 60;

/// A moment, in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// From milliseconds since 1970 UTC.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970 UTC.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment so many minutes later (earlier when negative).
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * 60_000)
    }

    /// Hours from an earlier moment to this one.
    #[must_use]
    pub fn hours_since(self, earlier: Self) -> f64 {
        (self.0 - earlier.0) as f64 / 3_600_000.0
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// Reads RFC 3339 text with any offset.
    ///
    /// # Errors
    /// When the text is not an RFC 3339 instant between the years 1970 and 9999.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let parsed = DateTime::parse_from_rfc3339(text.trim())
            .map_err(|_| TimeError::NotAnInstant(text.chars().take(40).collect()))?;
        if !(1970..=9999).contains(&parsed.year()) {
            return Err(TimeError::NotAnInstant(text.chars().take(40).collect()));
        }
        Ok(Self(parsed.timestamp_millis()))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

/// Text that is not a time or day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not an RFC 3339 instant.
    #[error("“{0}” is not a date and time. Write it like 2026-11-22T14:30:00Z.")]
    NotAnInstant(String),
    /// Not a day.
    #[error("“{0}” is not a date. Write it like 2026-11-22.")]
    NotADate(String),
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Instant {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl Field for Instant {
    const KIND: Kind = Kind::Instant;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Int(millis) => Ok(Self(*millis)),
            other => Err(FieldError::new("an instant", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }
}

/// A day by the ship's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// When the text is not a day between the years 1970 and 9999.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d")
            .ok()
            .filter(|date| (1970..=9999).contains(&date.year()))
            .map(Self)
            .ok_or_else(|| TimeError::NotADate(text.chars().take(40).collect()))
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month of the year, from 1.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl Field for Date {
    const KIND: Kind = Kind::Date;
    fn from_value(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Text(text) => Self::parse(text).map_err(|_| FieldError::new("a date", value)),
            other => Err(FieldError::new("a date", other)),
        }
    }
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

crate::schema::text_binding!(Instant, "date-time");
crate::schema::text_binding!(Date, "date");

/// One change of the ship's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShipOffset {
    /// Minutes ahead of UTC; negative west of Greenwich.
    pub offset_minutes: i64,
    /// From this moment on.
    pub from_at: Instant,
    /// When the change was recorded; of two with the same start the later record counts.
    pub recorded_at: Instant,
}

/// How lists write day and time, and days.
const MOMENTS: [&str; 4] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%d.%m.%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
];
const DAYS: [&str; 2] = ["%Y-%m-%d", "%d.%m.%Y"];

/// The ship's clock: every change of offset that the record holds.
#[derive(Clone, Debug, Default)]
pub struct ShipTime {
    changes: Vec<ShipOffset>,
}

impl ShipTime {
    /// Orders the changes by start, then by when they were recorded.
    #[must_use]
    pub fn new(mut changes: Vec<ShipOffset>) -> Self {
        changes.sort_by_key(|change| (change.from_at, change.recorded_at));
        Self { changes }
    }

    /// Minutes ahead of UTC at that moment; before the first change, what that one set; UTC without any.
    #[must_use]
    pub fn offset_at(&self, at: Instant) -> i64 {
        self.changes
            .iter()
            .rev()
            .find(|change| change.from_at <= at)
            .or(self.changes.first())
            .map_or(0, |change| change.offset_minutes)
    }

    fn local(&self, at: Instant) -> DateTime<Utc> {
        at.plus_minutes(self.offset_at(at)).utc()
    }

    /// The ship's calendar day at that moment.
    #[must_use]
    pub fn date(&self, at: Instant) -> Date {
        Date(self.local(at).date_naive())
    }

    /// The ship's calendar year at that moment: the year of numbers people speak.
    #[must_use]
    pub fn year(&self, at: Instant) -> i32 {
        self.local(at).year()
    }

    /// Reads a moment as lists carry it: a day, or day and time, by the ship's clock; or RFC 3339. A day
    /// without a time begins at midnight.
    ///
    /// # Errors
    /// When the text is none of these, or not between the years 1970 and 9999.
    pub fn read(&self, text: &str) -> Result<Instant, TimeError> {
        let text = text.trim();
        if let Ok(at) = Instant::parse(text) {
            return Ok(at);
        }
        let day = |format| Some(NaiveDate::parse_from_str(text, format).ok()?.and_time(NaiveTime::MIN));
        let moment = |format| NaiveDateTime::parse_from_str(text, format).ok();
        let local = MOMENTS.iter().find_map(|format| moment(format));
        let local = local.or_else(|| DAYS.iter().find_map(|format| day(format)));
        let local = local.filter(|local| (1970..=9999).contains(&local.year()));
        let local = local.ok_or_else(|| TimeError::NotAnInstant(text.chars().take(40).collect()))?;
        // The offset is that of the moment itself, which only the offset tells: near enough, then exactly.
        let as_utc = Instant(local.and_utc().timestamp_millis());
        let near = as_utc.plus_minutes(-self.offset_at(as_utc));
        Ok(as_utc.plus_minutes(-self.offset_at(near)))
    }

    /// `2026-11-22 14:30` on the ship's clock.
    #[must_use]
    pub fn format(&self, at: Instant) -> String {
        self.local(at).format("%Y-%m-%d %H:%M").to_string()
    }
}

/// `UTC+05:30`, `UTC−09:30`, `UTC`.
#[must_use]
pub fn offset_name(offset_minutes: i64) -> String {
    if offset_minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset_minutes < 0 { '−' } else { '+' };
    let minutes = offset_minutes.abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn ship(changes: &[(i64, &str)]) -> ShipTime {
        ShipTime::new(
            changes
                .iter()
                .map(|(offset, from)| ShipOffset {
                    offset_minutes: *offset,
                    from_at: at(from),
                    recorded_at: at(from),
                })
                .collect(),
        )
    }

    #[test]
    fn the_year_follows_the_ships_clock() {
        let kiritimati = ship(&[(14 * 60, "2026-01-01T00:00:00Z")]);
        assert_eq!(kiritimati.year(at("2026-12-31T10:30:00Z")), 2027);
        let marquesas = ship(&[(-570, "2026-01-01T00:00:00Z")]);
        assert_eq!(marquesas.year(at("2027-01-01T09:00:00Z")), 2026);
        assert_eq!(marquesas.format(at("2027-01-01T09:00:00Z")), "2026-12-31 23:30");
    }

    #[test]
    fn crossing_the_date_line_repeats_or_drops_a_day() {
        let clock = ship(&[(12 * 60, "2026-05-01T00:00:00Z"), (-12 * 60, "2026-05-10T00:00:00Z")]);
        assert_eq!(clock.date(at("2026-05-09T23:59:00Z")).to_string(), "2026-05-10");
        assert_eq!(clock.date(at("2026-05-10T00:00:00Z")).to_string(), "2026-05-09");
    }

    #[test]
    fn half_hours_are_kept() {
        let india = ship(&[(330, "2026-01-01T00:00:00Z")]);
        assert_eq!(india.format(at("2026-06-01T18:45:00Z")), "2026-06-02 00:15");
        assert_eq!(offset_name(330), "UTC+05:30");
        assert_eq!(offset_name(-570), "UTC−09:30");
    }

    #[test]
    fn moments_of_lists_are_read_by_the_ships_clock() {
        let clock = ship(&[(60, "2026-01-01T00:00:00Z"), (120, "2026-05-10T00:00:00Z")]);
        for (text, expected) in [
            ("2026-05-09 23:30", "2026-05-09T22:30:00.000Z"),
            ("2026-05-10 03:00", "2026-05-10T01:00:00.000Z"),
            ("10.05.2026 03:00", "2026-05-10T01:00:00.000Z"),
            ("2026-03-05", "2026-03-04T23:00:00.000Z"),
            ("05.03.2026", "2026-03-04T23:00:00.000Z"),
            ("2026-03-05T08:00:00+05:30", "2026-03-05T02:30:00.000Z"),
        ] {
            assert_eq!(clock.read(text).unwrap().to_string(), expected, "{text}");
        }
        for text in ["5/3/2026", "2026-13-01", "yesterday", "1066-10-14"] {
            assert!(clock.read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_instant_reads_back_as_written() {
        assert_eq!(
            at("2026-11-22T14:30:00.250+01:00").to_string(),
            "2026-11-22T13:30:00.250Z"
        );
        assert!(Instant::parse("22/11/2026").is_err());
        assert!(Instant::parse("0001-01-01T00:00:00Z").is_err());
    }
}
