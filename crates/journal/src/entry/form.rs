//! The order and the bounds of an entry's parts: what a sealed entry keeps, and a decoded one is held to.

use std::collections::HashSet;

use super::{
    Actor, BASE_STAMPS_MAX, CHANGES_MAX, COLUMNS_PER_WRITE_MAX, ChangeKind, ENTRY_SIZE_BYTES_MAX, Entry, EntryError,
    GroupWrite, NAME_BYTES_MAX, OPERATOR_BYTES_MAX, PARAMETERS_DEPTH_MAX, PRIVATE_VALUES_MAX, Private, SEEN_STAMPS_MAX,
    STATEMENT_BYTES_MAX,
};
use crate::id::{IdError, SEQ_MAX, Stamp};
use crate::value::Value;

type Checked = Result<(), EntryError>;

/// Sorts what has no order of its own. Doubled stamps are dropped; doubled columns stay, to be refused.
pub(super) fn put_in_order(entry: &mut Entry) {
    sort_stamps(&mut entry.seen);
    for change in &mut entry.changes {
        match &mut change.kind {
            ChangeKind::Insert { values } => values.sort_by_key(|(column, _)| *column),
            ChangeKind::Update { groups } => {
                for group in groups.iter_mut() {
                    sort_stamps(&mut group.base);
                    group.values.sort_by_key(|(column, _)| *column);
                }
                groups.sort_by_key(first_column);
            }
        }
    }
}

fn sort_stamps(stamps: &mut Vec<Stamp>) {
    stamps.sort_unstable();
    stamps.dedup();
}

fn first_column(group: &GroupWrite) -> Option<u16> {
    group.values.first().map(|(column, _)| *column)
}

/// Holds an entry to its order and bounds.
pub(super) fn check(entry: &Entry) -> Checked {
    if entry.seq == 0 || entry.seq > SEQ_MAX {
        return Err(malformed("seq", IdError::SeqOutOfRange(entry.seq)));
    }
    if !entry.hlc.is_in_range() {
        return Err(EntryError::Refused {
            field: "hlc",
            reason: "the milliseconds exceed 48 bits",
        });
    }
    check_names(entry)?;
    check_parameters(&entry.parameters)?;
    check_changes(entry)?;
    check_stamps("seen", &entry.seen, SEEN_STAMPS_MAX)?;
    if let Some(private) = &entry.private {
        check_private(private)?;
    }
    let size_bytes = entry.canonical_bytes().len();
    if size_bytes > ENTRY_SIZE_BYTES_MAX {
        return Err(EntryError::TooLarge { size_bytes });
    }
    Ok(())
}

fn check_names(entry: &Entry) -> Checked {
    at_most("role", entry.role.len(), NAME_BYTES_MAX)?;
    at_most("action", entry.action.len(), NAME_BYTES_MAX)?;
    if entry.action.is_empty() {
        return Err(EntryError::Refused {
            field: "action",
            reason: "an entry names its action",
        });
    }
    if let Actor::Operator(name) = &entry.actor {
        at_most("actor", name.len(), OPERATOR_BYTES_MAX)?;
    }
    if let Some(signature) = &entry.signature {
        at_most("signature role", signature.role.len(), NAME_BYTES_MAX)?;
        at_most("signature method", signature.method.len(), NAME_BYTES_MAX)?;
        at_most("signature statement", signature.statement.len(), STATEMENT_BYTES_MAX)?;
    }
    Ok(())
}

/// An object without floats, not nested too deeply. Whole numbers fit 64 signed bits.
fn check_parameters(parameters: &serde_json::Value) -> Checked {
    if !parameters.is_object() {
        return Err(EntryError::Refused {
            field: "parameters",
            reason: "parameters are a JSON object",
        });
    }
    let mut next = vec![(parameters, 1)];
    while let Some((json, depth)) = next.pop() {
        match json {
            serde_json::Value::Object(_) | serde_json::Value::Array(_) => {
                at_most("the nesting of parameters", depth, PARAMETERS_DEPTH_MAX)?;
            }
            serde_json::Value::Number(number) if !number.is_i64() => {
                return Err(EntryError::Refused {
                    field: "parameters",
                    reason: "floats are written as text",
                });
            }
            _ => {}
        }
        match json {
            serde_json::Value::Object(members) => next.extend(members.values().map(|member| (member, depth + 1))),
            serde_json::Value::Array(items) => next.extend(items.iter().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}

fn check_changes(entry: &Entry) -> Checked {
    at_most("changes", entry.changes.len(), CHANGES_MAX)?;
    let private_count = match &entry.private {
        None => Some(0),
        // The values are gone, and how many there were with them.
        Some(private) => private.values.as_ref().map(Vec::len),
    };
    let mut rows = HashSet::with_capacity(entry.changes.len());
    for change in &entry.changes {
        if !rows.insert(change.row) {
            return Err(EntryError::RowTwice(change.row));
        }
        match &change.kind {
            ChangeKind::Insert { values } => check_columns(values, private_count)?,
            ChangeKind::Update { groups } => check_groups(entry.stamp(), groups, private_count)?,
        }
    }
    Ok(())
}

fn check_groups(author: Stamp, groups: &[GroupWrite], private_count: Option<usize>) -> Checked {
    if groups.is_empty() || groups.iter().any(|group| group.values.is_empty()) {
        return Err(EntryError::Refused {
            field: "changes",
            reason: "an update writes at least one column",
        });
    }
    at_most(
        "the columns of an update",
        groups.iter().map(|group| group.values.len()).sum(),
        COLUMNS_PER_WRITE_MAX,
    )?;
    let mut columns = HashSet::new();
    for group in groups {
        check_stamps("base", &group.base, BASE_STAMPS_MAX)?;
        if group
            .base
            .iter()
            .any(|base| base.device == author.device && base.seq >= author.seq)
        {
            return Err(EntryError::Refused {
                field: "base",
                reason: "an entry builds on earlier ones",
            });
        }
        check_columns(&group.values, private_count)?;
        if !group.values.iter().all(|(column, _)| columns.insert(*column)) {
            return Err(EntryError::Refused {
                field: "changes",
                reason: "a column is written twice",
            });
        }
    }
    if !groups.is_sorted_by_key(first_column) {
        return Err(EntryError::NotCanonical("changes"));
    }
    Ok(())
}

fn check_columns(values: &[(u16, Value)], private_count: Option<usize>) -> Checked {
    at_most("the columns of a row", values.len(), COLUMNS_PER_WRITE_MAX)?;
    if values.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(EntryError::Refused {
            field: "changes",
            reason: "a column is written twice",
        });
    }
    if !values.is_sorted_by_key(|(column, _)| *column) {
        return Err(EntryError::NotCanonical("changes"));
    }
    let names_nothing = |index: u16| private_count.is_some_and(|count| usize::from(index) >= count);
    if values
        .iter()
        .filter_map(|(_, value)| value.as_private())
        .any(names_nothing)
    {
        return Err(EntryError::Refused {
            field: "changes",
            reason: "a column names a private value that is not there",
        });
    }
    Ok(())
}

fn check_private(private: &Private) -> Checked {
    let values = private.values.as_deref().unwrap_or_default();
    at_most("private", values.len(), PRIVATE_VALUES_MAX)?;
    if values
        .iter()
        .any(|value| matches!(value, Value::Id(_) | Value::Private(_)))
    {
        return Err(EntryError::Refused {
            field: "private",
            reason: "private values refer to nothing",
        });
    }
    Ok(())
}

fn check_stamps(what: &'static str, stamps: &[Stamp], max: usize) -> Checked {
    at_most(what, stamps.len(), max)?;
    if stamps.iter().any(|stamp| stamp.seq == 0 || stamp.seq > SEQ_MAX) {
        return Err(EntryError::Refused {
            field: what,
            reason: "a stamp has no such sequence number",
        });
    }
    if !stamps.is_sorted_by(|left, right| left < right) {
        return Err(EntryError::NotCanonical(what));
    }
    Ok(())
}

fn at_most(what: &'static str, count: usize, max: usize) -> Checked {
    if count > max {
        return Err(EntryError::TooMany { what, count, max });
    }
    Ok(())
}

pub(super) fn malformed(field: &'static str, reason: impl ToString) -> EntryError {
    EntryError::Malformed {
        field,
        reason: reason.to_string(),
    }
}
