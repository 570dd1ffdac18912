//! The form of a body by columns: what comes again and again is told once, and like stands beside like.

mod memory;
mod place;
mod reader;
mod shape;
mod stream;
mod text;
mod writer;

use std::collections::{HashMap, HashSet};

use journal::{Actor, Change, Entry, RowId, Value};

use self::reader::Reader;
use self::writer::Writer;
use super::Begin;
use crate::error::WireError;

/// A row that its list does not remember: it follows in the stream of rows.
const ABSENT: u64 = 0;
/// A row of the entry itself: its counter follows.
const OWN: u64 = 1;
/// The first row of a list; the second is one more, and so on.
const REMEMBERED: u64 = 2;
/// A number this near to the wall clock is told as a step from it: about two years.
const NEAR_MS_MAX: u64 = 1 << 36;
/// Texts that one entry may quote from; looking through more takes longer than it saves.
const QUOTABLE_MAX: usize = 64;
/// Values of an insert that a natural key is looked for among.
const KEY_VALUES_MAX: usize = 6;
/// Lists of columns that share no rows with a table: this and a number of their own.
const OWN_LISTS: u64 = 1 << 16;

/// The plain body, or none when an entry does not fit this form.
pub(super) fn encode(entries: &[Entry], plain: Vec<u8>) -> Option<Vec<u8>> {
    let first = entries.first()?;
    let mut writer = Writer::new(first.device, Lists::of(entries));
    for entry in entries {
        writer.entry(entry).ok()?;
    }
    Some(writer.finish(plain))
}

/// The entries of a plain body. Each stands on the one before it, from `begin` on.
pub(super) fn decode(begin: &Begin, count: usize, plain: &[u8]) -> Result<Vec<Entry>, WireError> {
    let mut reader = Reader::new(begin, plain)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(reader.entry()?);
    }
    reader.finish()?;
    Ok(entries)
}

/// Which list of rows each column draws from. The writing side chooses; any choice can be read.
struct Lists {
    /// The list of actors and signers.
    people: u64,
    of_columns: HashMap<(u16, u16), u64>,
}

impl Lists {
    /// A column draws from the list of the table that most of its rows are known to be of, else from
    /// that of people where it names an actor, else from one of its own.
    fn of(entries: &[Entry]) -> Self {
        let mut tables: HashMap<RowId, u16> = HashMap::new();
        let mut actors: HashSet<RowId> = HashSet::new();
        for entry in entries {
            tables.extend(entry.changes.iter().map(|change| (change.row, change.table)));
            if let Actor::Crew(person) = &entry.actor {
                actors.insert(*person);
            }
        }
        let known = actors.iter().find_map(|person| tables.get(person));
        let people = known.map_or(OWN_LISTS, |table| u64::from(*table));
        let mut votes: HashMap<(u16, u16), HashMap<u64, u32>> = HashMap::new();
        for change in entries.iter().flat_map(|entry| &entry.changes) {
            for (column, value) in change.kind.values() {
                let Value::Id(id) = value else { continue };
                let list = match tables.get(id) {
                    Some(table) => Some(u64::from(*table)),
                    None => actors.contains(id).then_some(people),
                };
                let votes = votes.entry((change.table, *column)).or_default();
                if let Some(list) = list {
                    *votes.entry(list).or_default() += 1;
                }
            }
        }
        let mut columns: Vec<_> = votes.into_iter().collect();
        columns.sort_unstable_by_key(|(place, _)| *place);
        let of_columns = (OWN_LISTS + 1..).zip(columns).map(|(own, (place, votes))| {
            let most = votes.into_iter().max_by_key(|(list, count)| (*count, *list));
            (place, most.map_or(own, |(list, _)| list))
        });
        Self {
            people,
            of_columns: of_columns.collect(),
        }
    }

    fn of_column(&self, place: (u16, u16)) -> u64 {
        self.of_columns.get(&place).copied().unwrap_or(OWN_LISTS)
    }
}

/// The names of a JSON object in the order of their bytes, whatever order the map keeps them in.
fn names_of(members: &serde_json::Map<String, serde_json::Value>) -> Vec<&String> {
    let mut names: Vec<&String> = members.keys().collect();
    names.sort_unstable();
    names
}

/// The natural id whose key are the values at these places (a bit each) of an insert.
fn keyed(table: u16, key: u64, values: &[(u16, Value)]) -> Option<RowId> {
    let mut parts: Vec<&[u8]> = Vec::new();
    for (place, (_, value)) in values.iter().enumerate().take(KEY_VALUES_MAX) {
        if key >> place & 1 == 1 {
            parts.push(match value {
                Value::Text(text) => text.as_bytes(),
                Value::Id(id) => id.as_bytes(),
                Value::Bytes(bytes) => bytes,
                _ => return None,
            });
        }
    }
    (!parts.is_empty()).then(|| RowId::natural(table, &parts))
}

/// The places of the values that the row's natural id follows from.
fn key_of(change: &Change, values: &[(u16, Value)]) -> Option<u64> {
    // Keys of one, two and three values; more has no table.
    const KEYS: [u64; 12] = [
        1, 0b11, 0b10, 0b111, 0b110, 0b101, 0b100, 0b1100, 0b1010, 0b1001, 0b1000, 0b1110,
    ];
    KEYS.into_iter()
        .find(|key| keyed(change.table, *key, values) == Some(change.row))
}
