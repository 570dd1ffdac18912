//! What a row says of a record that is no longer used. A list adds such a record as it is; it retires and
//! takes back nothing, because whoever does that is asked for more than a row holds.

use crate::refusal::Refusal;

/// Why the record is no longer used, where the row says so.
pub(super) fn reason(retired: Option<bool>, given: Option<&str>) -> Result<Option<String>, Refusal> {
    match retired {
        Some(true) => crate::acts::reason(given.unwrap_or_default()).map(Some),
        _ => Ok(None),
    }
}

/// How a sentence on a new record goes on.
pub(super) fn told(reason: &Option<String>) -> String {
    reason
        .as_ref()
        .map_or_else(String::new, |reason| format!(", retired: {reason}"))
}

/// Refuses a row that says otherwise than the record, or that changes what is no longer used.
pub(super) fn agrees(
    label: &str,
    kept: (bool, &Option<String>),
    said: &Option<String>,
    (changes, take_back): (bool, &str),
) -> Result<(), Refusal> {
    let (is_retired, why) = kept;
    let message = match (is_retired, said) {
        (false, None) => return Ok(()),
        (true, Some(_)) if !changes && said == why => return Ok(()),
        (false, Some(_)) => format!("{label} is in use here, and a list retires nothing. Retire it first."),
        (true, _) => format!("{label} is retired. {take_back}"),
    };
    Err(Refusal::state(message))
}

/// Of records that people call the same: those that the row may speak of. One that stands beside another in
/// its list speaks of a retired one alone.
pub(super) fn tell_apart<R>(
    same: &mut Vec<R>,
    retired: &Option<String>,
    beside: Option<bool>,
    is_retired: impl Fn(&R) -> bool,
) {
    let any_retired = same.iter().any(&is_retired);
    if retired.is_some() && (any_retired || beside == Some(true)) {
        same.retain(is_retired);
    }
}
