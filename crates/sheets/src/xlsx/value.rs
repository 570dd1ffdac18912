//! The text of a cell: as a person reads it, not as the workbook keeps it.

use calamine::{DataRef, ExcelDateTime};

pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Fifteen digits, as table programs show and keep them, without noise behind them and without ".0".
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

/// `2026-03-05`, with hours and minutes where it is not midnight; a length of time stays a number.
fn moment_text(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if !moment.is_datetime() || days < 1.0 {
        return number_text(days);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if days.fract() == 0.0 {
        date
    } else {
        format!("{date} {hour:02}:{minute:02}")
    }
}
