//! What people wrote apart: every value that stands, by whom, when and at which workstation.
//!
//! Nothing here decides which value is right; the act `resolve_conflict` lets a person keep one.

use super::counts::count_lines;
use super::forks::{fork_lines, open_conflicts};
use super::history::{author, name_of, readable};
use super::twice::{asked, twice_lines};
use super::whereabouts::rows_of;
use super::workstations::DeviceNames;
use super::{View, WINDOW_ROWS_MAX, Window, WindowArgs};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::facts::StandingWrite;
use domain::merge::DeclaredTables;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::schema::{Column, RawRow, Table};
use domain::time::Instant;
use domain::{tables, words};
use journal::{Schema, Value};
use serde::Serialize;
use serde_json::{Value as Json, json};
use store::Conflict;
use ts_rs::TS;

/// The act that settles a conflict.
const SETTLED_BY: &[&str] = &["resolve_conflict"];
/// Hashes of PINs are shown to nobody.
const NEVER_SHOWN: &str = "pin_hash";

/// What kind of conflict it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// A field holds several values.
    Field,
    /// An act that is done once was done twice.
    Once,
    /// A workstation's number has two histories; it is settled by closing it.
    Fork,
    /// A count and another movement of a part had not seen each other: the same goods may be counted
    /// twice, until a person counts again or reverses one.
    Count,
    /// More of an order's line came than anybody decided, as where two people received it apart: it may be
    /// received twice, until a person says that it came, or takes one back.
    Received,
}

/// The record that a conflict is on.
#[derive(Debug, Serialize, TS)]
pub struct ConflictRecord {
    /// The record.
    pub id: RowId,
    /// Its kind, as `pms_work_orders`.
    pub table: String,
    /// What it is called.
    pub label: String,
}

/// One of the values that stand.
#[derive(Debug, Serialize, TS)]
pub struct ConflictValue {
    /// As a person reads it.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When, by the author's clock.
    pub at: Instant,
    /// At which workstation.
    pub workstation: String,
    /// It is the one that pages and lists show.
    pub is_shown: bool,
    /// Names the value as `keep` of `resolve_conflict`; empty for a fork, a count or a delivery, of which none is kept.
    pub keep: String,
    /// Of a count or a delivery into stores, the movement.
    pub movement: Option<RowId>,
    /// Of the same, acts that this person may open on the movement.
    pub offers: Vec<Offer>,
}

/// One conflict.
#[derive(Debug, Serialize, TS)]
pub struct ConflictLine {
    /// Names it in lists.
    pub id: String,
    /// What kind it is.
    pub kind: ConflictKind,
    /// The record.
    pub record: ConflictRecord,
    /// What is in question.
    pub column: String,
    /// The values that stand.
    pub values: Vec<ConflictValue>,
    /// What the act that settles it is opened with; `keep` comes from the value chosen.
    #[ts(type = "Record<string, unknown>")]
    pub given: Json,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// What every line of one answer needs.
struct Reading<'v, 'a> {
    view: &'v View<'a>,
    names: DeviceNames,
    offers: Vec<Offer>,
}

impl<'v, 'a> Reading<'v, 'a> {
    fn new(view: &'v View<'a>) -> Result<Self, Refusal> {
        Ok(Self {
            view,
            names: DeviceNames::of(view)?,
            offers: offers::offered(view.ctx, SETTLED_BY, &Subject::vessel())?,
        })
    }

    fn line(&self, conflict: &Conflict) -> Result<Option<ConflictLine>, Refusal> {
        let Some(table) = tables::table(conflict.table) else {
            return Ok(None);
        };
        let row = self.view.reader.row(table, conflict.row)?;
        let columns = self.columns(table, &conflict.writes)?;
        let mut values = Vec::new();
        let (mut is_once, mut has_shown) = (true, false);
        for write in &conflict.writes {
            let entry = self.view.reader.entry(write.stamp)?;
            is_once &= entry
                .as_ref()
                .is_some_and(|entry| DeclaredTables.is_once_only(&entry.action));
            let is_shown = !has_shown && row.as_ref().is_some_and(|row| shows(table, row, write));
            has_shown |= is_shown;
            values.push(ConflictValue {
                text: self.text(&columns, write)?,
                by: entry
                    .as_ref()
                    .map(|entry| author(self.view, entry))
                    .transpose()?
                    .unwrap_or_default(),
                at: Instant::from_millis(entry.as_ref().map_or(0, |entry| entry.wall_at)),
                workstation: self.names.name(write.stamp.device),
                is_shown,
                keep: write.stamp.to_string(),
                movement: None,
                offers: Vec::new(),
            });
        }
        let named = table.column(conflict.group).map_or("", |column| column.name);
        Ok(Some(ConflictLine {
            id: format!("{}/{}/{}", table.name, conflict.row, conflict.group),
            kind: if is_once {
                ConflictKind::Once
            } else {
                ConflictKind::Field
            },
            record: ConflictRecord {
                id: conflict.row,
                table: table.name.to_owned(),
                label: name_of(self.view, table, conflict.row)?,
            },
            column: words::field_label(named).to_owned(),
            values,
            given: json!({ "table": table.name, "row": conflict.row, "group": conflict.group }),
            offers: self.offers.clone(),
        }))
    }

    /// The columns in which the writes differ; all that hold anything where they do not.
    fn columns(&self, table: &'static Table, writes: &[StandingWrite]) -> Result<Vec<&'static Column>, Refusal> {
        let held = |number: u16| writes.iter().map(move |write| value(write, number)).collect::<Vec<_>>();
        let numbers: std::collections::BTreeSet<u16> = writes
            .iter()
            .flat_map(|write| write.values.iter().map(|(number, _)| *number))
            .collect();
        let differs = |number: &u16| held(*number).windows(2).any(|pair| pair[0] != pair[1]);
        let filled = |number: &u16| held(*number).iter().any(|value| **value != Value::Null);
        let differing: Vec<u16> = numbers.iter().copied().filter(differs).collect();
        let chosen = if differing.is_empty() {
            numbers.iter().copied().filter(filled).collect()
        } else {
            differing
        };
        Ok(chosen.into_iter().filter_map(|number| table.column(number)).collect())
    }

    fn text(&self, columns: &[&'static Column], write: &StandingWrite) -> Result<String, Refusal> {
        let mut texts = Vec::new();
        for column in columns {
            let text = match column.name {
                NEVER_SHOWN => "a PIN".to_owned(),
                _ => readable(self.view, column, value(write, column.number))?,
            };
            texts.push(if columns.len() == 1 {
                text
            } else {
                format!("{}: {text}", words::field_label(column.name))
            });
        }
        Ok(texts.join("; "))
    }
}

fn value(write: &StandingWrite, number: u16) -> &Value {
    let found = write.values.iter().find(|(column, _)| *column == number);
    found.map_or(&Value::Null, |(_, value)| value)
}

/// Whether the row shows what the write holds.
fn shows(table: &Table, row: &RawRow, write: &StandingWrite) -> bool {
    table
        .columns
        .iter()
        .zip(&row.values)
        .filter(|(column, _)| column.group == write.group)
        .all(|(column, shown)| shown == value(write, column.number))
}

impl Program {
    /// Everything that people wrote apart and nobody settled yet.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn conflict_list(&self, args: &WindowArgs) -> Result<Window<ConflictLine>, Error> {
        self.view(|view| {
            let reading = Reading::new(view)?;
            let limit = args.limit.unwrap_or(WINDOW_ROWS_MAX).min(WINDOW_ROWS_MAX);
            let forks = fork_lines(view, &reading.names)?;
            let before = forks.len();
            let mut rows: Vec<ConflictLine> = forks.into_iter().skip(args.offset).take(limit).collect();
            let offset = args.offset.saturating_sub(before);
            let apart = view.reader.counts_apart(offset, limit - rows.len())?;
            rows.extend(count_lines(view, &reading.names, apart)?);
            let before = usize::try_from(view.reader.counts_apart_total()?).unwrap_or(usize::MAX);
            let offset = offset.saturating_sub(before);
            let twice = asked(view.reader)?;
            let shown: Vec<_> = twice.iter().skip(offset).take(limit - rows.len()).cloned().collect();
            rows.extend(twice_lines(view, &reading.names, &shown)?);
            let offset = offset.saturating_sub(twice.len());
            for conflict in view.reader.conflicts(offset, limit - rows.len())? {
                rows.extend(reading.line(&conflict)?);
            }
            Ok(Window {
                total: open_conflicts(view.reader)?,
                rows,
            })
        })
    }

    /// The same, of one record, lines and notes on its page included.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn record_conflicts(&self, id: RowId) -> Result<Vec<ConflictLine>, Error> {
        self.view(|view| {
            let reading = Reading::new(view)?;
            let mut lines = fork_lines(view, &reading.names)?;
            lines.retain(|line| line.record.id == id);
            lines.extend(count_lines(view, &reading.names, view.reader.counts_apart_of(id)?)?);
            let mut twice = asked(view.reader)?;
            twice.retain(|line| line.order.id == id);
            lines.extend(twice_lines(view, &reading.names, &twice)?);
            for row in rows_of(view, id)? {
                for conflict in view.reader.conflicts_of(row)? {
                    lines.extend(reading.line(&conflict)?);
                }
            }
            Ok(lines)
        })
    }
}
