//! What happened to a record, told from its entries.

mod attached;
mod moved;

pub(crate) use attached::with_files;

use super::View;
use crate::actions::EntryName;
use domain::RowId;
use domain::field::Kind;
use domain::handover::FrozenPeriod;
use domain::refusal::Refusal;
use domain::schema::{Column, Table};
use domain::tables::{self, WorkOrderStatus};
use domain::time::Instant;
use domain::words;
use journal::{Change, ChangeKind, Entry, Stamp, Value};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use ts_rs::TS;

/// Lines of one history.
const HISTORY_LINES_MAX: usize = 200;
/// Hashes of PINs are shown to nobody.
const NEVER_SHOWN: &str = "pin_hash";
/// Holds what was signed under a handover, word for word; it has a page of its own.
const SIGNED: &str = "statement";
/// Characters of one value in a line.
const VALUE_CHARACTERS_MAX: usize = 80;

/// One act that touched the record.
#[derive(Debug, Serialize, TS)]
pub struct HistoryLine {
    /// When, by the author's wall clock.
    pub at: Instant,
    /// Who filled it in.
    pub by: String,
    /// Who signed it, where it was signed.
    pub signed_by: Option<String>,
    /// The act.
    pub action: String,
    /// What it did, in words.
    pub text: String,
    /// The entry behind it.
    pub entry: EntryName,
}

/// One column that an entry wrote.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ColumnChange {
    /// Table.
    pub table: String,
    /// The row.
    pub row: RowId,
    /// What the row is called.
    pub record: String,
    /// Column.
    pub column: String,
    /// What stood there; none for a new row.
    pub before: Option<String>,
    /// What stands there since.
    pub after: String,
    /// The row is new.
    pub is_new: bool,
}

/// A value as a person reads it: names for ids, ship's time for instants.
pub(crate) fn readable(view: &View<'_>, column: &Column, value: &Value) -> Result<String, Refusal> {
    Ok(match value {
        Value::Null => "–".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(millis) if column.kind == Kind::Instant => view.ctx.ship.format(Instant::from_millis(*millis)),
        Value::Int(number) => number.to_string(),
        Value::Id(id) => match column.refers_to.and_then(tables::table_named) {
            Some(table) => name_of(view, table, *id)?,
            None => "another record".to_owned(),
        },
        Value::Text(text) if column.kind == Kind::Ids => {
            let ids: Vec<RowId> = serde_json::from_str(text).unwrap_or_default();
            let names = ids.iter().map(|id| Ok(view.person(*id)?.name));
            names.collect::<Result<Vec<_>, Refusal>>()?.join(", ")
        }
        Value::Text(word) if matches!(column.kind, Kind::Word(_)) => words::plain(word),
        Value::Text(text) if column.name == SIGNED => signed(text),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
        Value::Private(_) => "personal, kept apart".to_owned(),
    })
}

/// What was signed, in short.
fn signed(statement: &str) -> String {
    FrozenPeriod::read(statement).map_or_else(
        |_| "the statement that it answers".to_owned(),
        |period| words::count(period.entries.len(), "entry", "entries"),
    )
}

/// What a row is called: its name, title, number or code.
pub(crate) fn name_of(view: &View<'_>, table: &'static Table, id: RowId) -> Result<String, Refusal> {
    let Some(raw) = view.reader.row(table, id)? else {
        return Ok("a record not known here".to_owned());
    };
    let text = |name: &str| {
        table
            .columns
            .iter()
            .position(|column| column.name == name)
            .and_then(|index| raw.values.get(index))
            .and_then(|value| match value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
    };
    let label = ["name", "title", "text", "action", "letter"]
        .iter()
        .find_map(|name| text(name));
    let code = ["number", "code"].iter().find_map(|name| text(name));
    Ok(match (code, label) {
        (Some(code), Some(label)) => format!("{code} {}", domain::text::shortened(&label, VALUE_CHARACTERS_MAX)),
        (Some(one), None) | (None, Some(one)) => domain::text::shortened(&one, VALUE_CHARACTERS_MAX),
        (None, None) => link_name(view, table, &raw)?,
    })
}

/// A row without a name of its own is called after what it belongs to.
fn link_name(view: &View<'_>, table: &Table, raw: &domain::schema::RawRow) -> Result<String, Refusal> {
    let mut owners = table.columns.iter().zip(&raw.values).filter_map(|(column, value)| {
        match (column.refers_to.and_then(tables::table_named), value) {
            (Some(target), Value::Id(id)) if target.name != table.name => Some((target, *id)),
            _ => None,
        }
    });
    // Planned lines and spare-part lines stand on their owner's own page; what tells them apart is the part.
    let owner = if matches!(table.name, "pms_work_order_parts" | "pms_equipment_parts") {
        owners.find(|(target, _)| target.name == "pms_parts")
    } else {
        owners.next()
    };
    match owner {
        Some((target, id)) => name_of(view, target, id),
        None => Ok(words::this_record(table.name).to_owned()),
    }
}

/// Columns an entry wrote, with what stood there before.
pub(crate) fn column_changes(view: &View<'_>, entry: &Entry) -> Result<Vec<ColumnChange>, Refusal> {
    let mut lines = Vec::new();
    for change in &entry.changes {
        let Some(table) = tables::table(change.table) else {
            continue;
        };
        let record = name_of(view, table, change.row)?;
        let before = before(view, change)?;
        for (number, value) in view.reader.written(entry, change.table, &change.kind) {
            let Some(column) = table.column(number) else { continue };
            let old = before
                .as_ref()
                .map(|values| values.get(&number).unwrap_or(&Value::Null));
            if old == Some(&value) || (old.is_none() && value == Value::Null) || column.name == NEVER_SHOWN {
                continue;
            }
            lines.push(ColumnChange {
                table: table.name.to_owned(),
                row: change.row,
                record: record.clone(),
                column: column.name.to_owned(),
                before: old.map(|old| readable(view, column, old)).transpose()?,
                after: readable(view, column, &value)?,
                is_new: old.is_none(),
            });
        }
    }
    Ok(lines)
}

/// What the columns of an update held before; none for a new row.
fn before(view: &View<'_>, change: &Change) -> Result<Option<HashMap<u16, Value>>, Refusal> {
    let ChangeKind::Update { groups } = &change.kind else {
        return Ok(None);
    };
    let mut values = HashMap::new();
    for group in groups {
        values.extend(view.reader.before(change.table, change.row, group)?);
    }
    Ok(Some(values))
}

/// What happened to the rows, newest first, each act once.
pub(crate) fn history(view: &View<'_>, rows: &[RowId]) -> Result<Vec<HistoryLine>, Refusal> {
    let mut entries: BTreeMap<(i64, u16, Stamp), Entry> = BTreeMap::new();
    for row in rows {
        for recorded in view.reader.entries_of_row(*row)? {
            let entry = recorded.entry;
            entries.insert((entry.hlc.millis, entry.hlc.counter, entry.stamp()), entry);
        }
    }
    entries
        .into_values()
        .rev()
        .take(HISTORY_LINES_MAX)
        .map(|entry| {
            Ok(HistoryLine {
                at: Instant::from_millis(entry.wall_at),
                by: author(view, &entry)?,
                signed_by: entry
                    .signature
                    .as_ref()
                    .map(|s| Ok::<_, Refusal>(view.person(s.signer)?.name))
                    .transpose()?,
                text: told(view, &entry)?,
                action: entry.action.clone(),
                entry: entry_name(&entry),
            })
        })
        .collect()
}

/// The entry's name: device and seq.
pub(crate) fn entry_name(entry: &Entry) -> EntryName {
    EntryName {
        device: entry.device.to_string(),
        seq: entry.seq,
    }
}

/// Who filled in the form.
pub(crate) fn author(view: &View<'_>, entry: &Entry) -> Result<String, Refusal> {
    Ok(match &entry.actor {
        journal::Actor::Crew(id) => view.person(*id)?.name,
        journal::Actor::Operator(name) => format!("shore operator {name}"),
    })
}

/// One sentence on what an entry did.
pub(crate) fn told(view: &View<'_>, entry: &Entry) -> Result<String, Refusal> {
    let changes = column_changes(view, entry)?;
    let written = |column: &str| changes.iter().find(|change| change.column == column);
    let after = |column: &str| written(column).map(|change| change.after.clone()).unwrap_or_default();
    let started = changes.iter().any(|change| {
        change.table == "pms_work_orders"
            && change.column == "status"
            && !change.is_new
            && change.after == WorkOrderStatus::Active.word()
    });
    let text = match entry.action.as_str() {
        "add_note_to_work_order" if started => "Started with the first note".to_owned(),
        "tick_checklist" => {
            let line = changes.iter().find(|change| change.column == "is_ticked");
            let verb = match line.map(|change| change.after.as_str()) {
                Some("yes") => "Ticked",
                Some(_) => "Took back the tick of",
                None => "Changed the remark of",
            };
            let what = line
                .or(changes.first())
                .map(|change| change.record.clone())
                .unwrap_or_default();
            let start = if started { "; started with the first tick" } else { "" };
            format!("{verb} “{what}”{start}")
        }
        "create_work_order_from_fault" => format!("Created from fault {}", after("fault_id")),
        "assign_work_order" => match after("assigned_to").as_str() {
            "–" => "Assignment taken off".to_owned(),
            name => format!("Assigned to {name}"),
        },
        "mark_work_order_complete" => format!("Completed as {}", after("outcome")),
        "cancel_work_order" => format!("Cancelled: {}", after("cancelled_reason")),
        "resolve_fault" => format!("Resolved: {}", after("resolved_how")),
        "reopen_fault" => format!("Opened again: {}", after("reopened_reason")),
        "close_handover_entry" | "withdraw_handover_entry" => {
            let remark = after("remark");
            let verb = match after("status").as_str() {
                "done" => "Marked done",
                "withdrawn" => "Withdrawn",
                _ => "Opened again",
            };
            match remark.as_str() {
                "" | "–" => verb.to_owned(),
                remark => format!("{verb}: {remark}"),
            }
        }
        "add_part_to_work_order" => planned(&changes),
        "link_part" => format!("{} put on the spare-part list", after("part_id")),
        "unlink_part" => {
            let part = changes.first().map(|change| change.record.clone()).unwrap_or_default();
            format!("{part} taken off the spare-part list")
        }
        "retire_equipment" | "retire_part" | "retire_location" => {
            let verb = if after("is_retired") == "yes" {
                "Retired"
            } else {
                "Taken back"
            };
            format!("{verb}: {}", after("retired_reason"))
        }
        name if name.starts_with("edit_") || matches!(name, "move_equipment" | "change_part_line" | "set_role") => {
            differences(&changes)
        }
        "log_part_usage" if started => {
            let taken = moved::told(&entry.action, &changes);
            format!(
                "{}; started with the first usage",
                taken.unwrap_or_else(|| words::done(&entry.action))
            )
        }
        name => attached::told(name, &changes)
            .or_else(|| moved::told(name, &changes))
            .unwrap_or_else(|| words::done(name)),
    };
    Ok(text)
}

fn planned(changes: &[ColumnChange]) -> String {
    let quantities = || changes.iter().filter(|change| change.column == "quantity");
    let listed = |lines: Vec<String>, verb: &str| (!lines.is_empty()).then(|| format!("{verb} {}", lines.join(", ")));
    let new = quantities().filter(|line| line.is_new);
    let raised = quantities().filter(|line| !line.is_new);
    let sentences = [
        listed(
            new.map(|line| format!("{} × {}", line.after, line.record)).collect(),
            "Planned",
        ),
        listed(
            raised
                .map(|line| format!("{} to {}", line.record, line.after))
                .collect(),
            "Raised",
        ),
    ];
    sentences.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn differences(changes: &[ColumnChange]) -> String {
    let lines: Vec<String> = changes
        .iter()
        .map(|change| {
            let short = |text: &str| domain::text::shortened(text, VALUE_CHARACTERS_MAX);
            let before = change.before.as_deref().unwrap_or("–");
            format!(
                "{}: {} → {}",
                words::field_label(&change.column),
                short(before),
                short(&change.after)
            )
        })
        .collect();
    format!("Changed {}", lines.join("; "))
}
