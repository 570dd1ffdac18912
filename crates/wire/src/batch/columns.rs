//! The form of a body by columns: what comes again and again is told once, and like stands beside like.
//!
//! The body is a CBOR map from stream numbers to byte strings, ascending. A stream holds one kind of
//! thing for all entries; an absent one is empty. `stream.rs` has the numbers of the streams that belong
//! to no place and how whole numbers are written, `place.rs` the places that values stand in and the
//! numbers of their two streams (symbols, literals), `shape.rs` the definitions.
//!
//! # Definitions
//!
//! Four streams are read to their end first: names (UTF-8, each ended by `ff`), devices other than the
//! author's (which is number 0), shapes of changes (after the number of the list that people stand in),
//! forms of entries. They are numbered from 0 in their order (devices from 1), and each of the four is at
//! most 256 KiB long.
//!
//! # An entry
//!
//! Each entry is read in these steps; both sides remember the same things as they go.
//!
//! 1. Its form, by number.
//! 2. The clock: the wall clock's step from the entry before (from 0 at first), folded, in three streams
//!    by bits 0–7, 8–15 and the rest. The hybrid clock as the form says: the wall clock with counter 0,
//!    the last stamp with the next counter, or its lead over the wall clock and its counter.
//! 3. The actor: a row from the list of people, or an operator's name.
//! 4. For each change: its row, then its values without the texts. An update's group begins with its
//!    base, if that is not as expected: count, then device and how many seqs back for each stamp.
//! 5. For each change: its texts, and last the row's id where it is the natural one of such values.
//! 6. Parameters in the order of the form, private values (16 bytes of salt, or 32 of digest when
//!    struck), what was seen (count, then device and the step from what the device was last seen at), what
//!    is issued again, the signature (signer, time if it is not the wall clock, statement). Seen and
//!    issued stamps come before private values.
//!
//! # Rows
//!
//! A list holds the rows met in one context, the last one first, at most 512. A row is told by a
//! symbol: 0 and the stream of rows (0 and 16 bytes of a natural id; else device + 1, folded seqs back,
//! counter), 1 and its counter for a row of the entry itself, 2 for the list's first row, 3 for the
//! second, and so on. A row told by 0 comes to the front, one told by its place is raised there; a new
//! row that the entry inserts comes to the front of its table's list when its change is begun, a keyed
//! one when its texts are read. Lists have the number of their table; others are as the shapes say.
//!
//! A base is expected to be the last write in this batch of the group (known by its first column) of
//! that row (of its first 256 groups), else the entry of this batch that inserted the row, else the entry
//! in the row's id, else none.
//!
//! # Texts
//!
//! A symbol of 0 says that a literal follows in the place's other stream, 1 that the place's last text
//! comes with the number at its end one higher (in at least as many digits, at most 15), 2 the same by
//! the step that follows, 3 the place's first literal, 4 its second, and so on. In a literal `ff` ends,
//! `fe r c` quotes what column `c` of the entry's `r`-th row says, and `fd` writes a row's id, which is
//! told at the place of rows in texts. The entry's rows are counted in the order in which step 4 tells
//! them (a change's row, even where it is still unknown, then the rows its values refer to). What such a
//! row says is what this entry has told so far in the change of that row, else what earlier entries of
//! this batch told last; texts of fewer than 4 bytes, and columns beyond a row's first 64, are not kept
//! from entry to entry.

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
