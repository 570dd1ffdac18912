//! Cells of a row, read into the fields of an act's row.

use super::heads::plain;
use domain::acts::imports::fields::{ImportField, Reading};
use serde_json::{Map, Value as Json, json};

/// A stored word, and what lists carry in its place.
type OtherWords = (&'static str, &'static [&'static str]);

/// By field: words that lists carry in place of the stored ones.
const OTHER_WORDS: &[(&str, &[OtherWords])] = &[
    (
        "department",
        &[
            (
                "engineering",
                &["engine", "engineroom", "technical", "tech", "maschine", "technik"],
            ),
            ("deck", &["bridge", "bruecke"]),
            ("interior", &["hotel", "galley", "stewards", "innen", "kueche"]),
            ("management", &["office", "shore", "leitung", "buero"]),
        ],
    ),
    (
        "kind",
        &[
            ("machine", &["equipment", "component", "maschine", "anlage", "geraet"]),
            ("space", &["room", "place", "area", "raum", "ort"]),
        ],
    ),
    (
        "criticality",
        &[
            ("low", &["niedrig", "gering", "c"]),
            ("medium", &["mid", "normal", "mittel", "b"]),
            ("high", &["critical", "yes", "hoch", "kritisch", "a"]),
        ],
    ),
    (
        "role",
        &[
            (
                "crew",
                &["deckhand", "steward", "stewardess", "bosun", "rating", "mannschaft"],
            ),
            (
                "engineer",
                &[
                    "2ndengineer",
                    "secondengineer",
                    "3rdengineer",
                    "thirdengineer",
                    "ingenieur",
                ],
            ),
            ("eto", &["electrician", "elektriker"]),
            ("chief_engineer", &["ce", "leitenderingenieur", "chief"]),
            ("chief_officer", &["co", "firstofficer", "chiefmate", "erstoffizier"]),
            ("chief_steward", &["chiefstewardess", "obersteward"]),
            ("purser", &["zahlmeister"]),
            ("captain", &["master", "kapitaen"]),
            ("manager", &["superintendent", "inspektor"]),
        ],
    ),
];
const YES: &[&str] = &["yes", "y", "true", "1", "x", "ja", "j", "wahr"];
const NO: &[&str] = &["no", "n", "false", "0", "nein", "falsch"];
/// Characters of a cell that a sentence repeats.
const REPEATED_CHARACTERS_MAX: usize = 40;

/// The row as the act takes it.
///
/// # Errors
/// One sentence where a cell cannot be what its field holds.
pub(super) fn row(columns: &[(&'static ImportField, usize)], row: &sheets::Row) -> Result<Json, String> {
    let mut object = Map::new();
    object.insert("row".to_owned(), json!(row.number));
    for (field, column) in columns {
        let cell = row.cells.get(*column).map_or("", String::as_str);
        if sheets::is_error_value(cell) {
            let message = format!("{}: the cell shows {cell}. Correct it in the file.", field.label);
            return Err(message);
        }
        if let Some(value) = value(field, cell)? {
            object.insert(field.name.to_owned(), value);
        }
    }
    Ok(Json::Object(object))
}

fn value(field: &ImportField, cell: &str) -> Result<Option<Json>, String> {
    if cell.is_empty() {
        return Ok((field.reading == Reading::Telling).then(|| json!("")));
    }
    let found = match field.reading {
        Reading::Text | Reading::Telling => Some(json!(cell)),
        Reading::Flag => flag(cell).map(|flag| json!(flag)),
        Reading::Word(words) => word(field.name, words, cell).map(|word| json!(word)),
    };
    let message = || {
        let choices = match field.reading {
            Reading::Word(words) => words.join(", ").replace('_', " "),
            _ => "yes, no".to_owned(),
        };
        let cell = domain::text::shortened(cell, REPEATED_CHARACTERS_MAX);
        format!("{}: “{cell}” is none of {choices}.", field.label)
    };
    found.map(Some).ok_or_else(message)
}

fn flag(cell: &str) -> Option<bool> {
    let cell = cell.to_lowercase();
    let is_one_of = |words: &[&str]| words.contains(&cell.as_str());
    is_one_of(YES)
        .then_some(true)
        .or_else(|| is_one_of(NO).then_some(false))
}

fn word(field: &str, words: &[&'static str], cell: &str) -> Option<&'static str> {
    let cell = plain(cell);
    let own = words.iter().find(|word| plain(word) == cell);
    own.copied().or_else(|| {
        let (_, others) = OTHER_WORDS.iter().find(|(name, _)| *name == field)?;
        let (word, _) = others.iter().find(|(_, others)| others.contains(&cell.as_str()))?;
        words.iter().find(|known| *known == word).copied()
    })
}
