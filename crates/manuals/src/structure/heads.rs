//! What stands at the head of a table's column, in the words that makers use.

use crate::fold::plain_line;

/// What a column of a table of fault codes holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// The code itself.
    Code,
    /// The number of a suspect parameter, whose failure mode stands in a column of its own.
    Parameter,
    /// The failure mode.
    Mode,
    /// What the code means.
    Meaning,
    /// What to do.
    Remedy,
}

const CODE: [&str; 25] = [
    "alarm",
    "alarm code",
    "alarm no",
    "code",
    "code d erreur",
    "code defaut",
    "code no",
    "code number",
    "codice",
    "display",
    "display code",
    "dtc",
    "error",
    "error code",
    "error no",
    "fault code",
    "fault code no",
    "fault codes",
    "fault no",
    "fault number",
    "fehlercode",
    "fehler nr",
    "message no",
    "spn fmi",
    "trouble code",
];
const MEANING: [&str; 24] = [
    "alarm description",
    "alarm text",
    "bedeutung",
    "cause",
    "causes",
    "condition",
    "description",
    "designation",
    "failure",
    "fault",
    "fault description",
    "malfunction",
    "meaning",
    "message",
    "possible cause",
    "possible causes",
    "probable cause",
    "probable causes",
    "problem",
    "reason",
    "significato",
    "signification",
    "text",
    "ursache",
];
const REMEDY: [&str; 20] = [
    "abhilfe",
    "action",
    "action to take",
    "actions",
    "check",
    "correction",
    "corrective action",
    "measure",
    "measures",
    "recommended action",
    "remede",
    "remedies",
    "remedy",
    "remedy action",
    "rimedio",
    "service action",
    "solution",
    "task",
    "what to check",
    "what to do",
];
/// Heads of lists of parts, torques and the like, whose first columns look like codes.
const OTHER_LISTS: [&str; 20] = [
    "drawing no",
    "interval",
    "item",
    "item no",
    "material",
    "order no",
    "part no",
    "part number",
    "pos",
    "position",
    "qty",
    "quantity",
    "serial no",
    "size",
    "spare part",
    "thread",
    "tool no",
    "torque",
    "torque nm",
    "unit",
];

/// What the cell is the head of; nothing for a cell that is no head.
pub(super) fn head_of(cell: &str) -> Option<Head> {
    // No head is longer; a page may hold a cell of a thousand words.
    if cell.len() > 40 {
        return None;
    }
    let plain = plain_line(cell);
    let is_in = |list: &[&str]| list.contains(&plain.as_str());
    match plain.as_str() {
        "spn" => Some(Head::Parameter),
        "fmi" => Some(Head::Mode),
        _ if is_in(&CODE) => Some(Head::Code),
        _ if is_in(&MEANING) => Some(Head::Meaning),
        _ if is_in(&REMEDY) => Some(Head::Remedy),
        _ => None,
    }
}

/// Whether heads that stand side by side are those of a table of fault codes.
pub(super) fn is_of_codes<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let heads: Vec<Head> = cells.filter_map(head_of).collect();
    let has_code = heads.iter().any(|head| matches!(head, Head::Code | Head::Parameter));
    has_code && heads.iter().any(|head| matches!(head, Head::Meaning | Head::Remedy))
}

/// Whether heads that stand side by side are those of a list of parts, torques or intervals.
pub(super) fn is_of_another_list<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    let is_head = |cell: &str| cell.len() <= 40 && OTHER_LISTS.contains(&plain_line(cell).as_str());
    cells.filter(|cell| is_head(cell)).count() >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_the_words_of_makers() {
        assert!(is_of_codes(["Fault code", "Meaning", "Remedy"].into_iter()));
        assert!(is_of_codes(["SPN", "FMI", "Description"].into_iter()));
        assert!(is_of_codes(["SPN/FMI", "Probable cause:"].into_iter()));
        assert!(!is_of_codes(["Code"].into_iter()));
        assert!(!is_of_codes(["Cause", "Remedy"].into_iter()));
        assert!(is_of_another_list(["Item", "Part no.", "Designation"].into_iter()));
        assert!(!is_of_another_list(["Code", "Meaning"].into_iter()));
    }
}
