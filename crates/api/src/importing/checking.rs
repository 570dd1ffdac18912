//! Every row of a file against the record, and the acts that the rows are cut into.

use super::mirror::Mirror;
use super::{Import, Mapping, reading};
use crate::actions::with_ctx;
use crate::error::Error;
use domain::RowId;
use domain::acts::imports::arrange::{arrange, distinct};
use domain::acts::imports::fields::ImportField;
use domain::acts::imports::{
    ACT_ROWS_MAX, ACT_TEXT_BYTES_MAX, ImportKind, Needs, Outcome, PEOPLE_ROWS_MAX, RowState, Seen, Survey, Whole,
    survey, wrong,
};
use domain::refusal::{Code, Refusal};
use domain::time::Instant;
use serde_json::Value as Json;
use sheets::Sheet;
use std::collections::HashMap;
use store::Records;

/// The fields that have a column.
pub(super) type Columns = Vec<(&'static ImportField, usize)>;

/// A checked file.
pub(super) struct Checked {
    /// What each row would do, in the order of the file.
    pub(super) outcomes: Vec<Outcome>,
    /// The acts, in the order in which they are carried out.
    pub(super) acts: Vec<CutAct>,
    /// What all of them stand for.
    pub(super) needs: Needs,
    /// What one signature covers.
    pub(super) whole: Whole,
}

/// One act of an import.
pub(super) struct CutAct {
    /// Its rows.
    pub(super) rows: Vec<Json>,
    /// What the check said that it writes.
    pub(super) writes: Vec<String>,
}

/// The columns of the fields.
///
/// # Errors
/// `missing` where no column holds a field that every row needs; `invalid` for what is no field or column.
pub(super) fn columns(kind: ImportKind, mapping: &Mapping, sheet: &Sheet) -> Result<Columns, Error> {
    for (name, column) in mapping {
        let is_field = kind.fields().iter().any(|field| field.name == name);
        if !is_field || column.is_some_and(|column| column >= sheet.heads.len()) {
            let message = format!(
                "“{}” is no field of this list, or has no such column.",
                domain::text::shortened(name, 40)
            );
            return Err(Refusal::field(Code::Invalid, "mapping", message).into());
        }
    }
    let mut columns = Columns::new();
    for field in kind.fields() {
        match mapping.get(field.name).copied().flatten() {
            Some(column) => columns.push((field, column)),
            None if field.is_required => {
                let message = format!("No column is chosen for {}. Choose one.", field.label);
                return Err(Refusal::field(Code::Missing, field.name, message).into());
            }
            None => {}
        }
    }
    Ok(columns)
}

/// Checks all rows.
///
/// # Errors
/// When the replica cannot be read, or the list is longer than its kind may be.
pub(super) fn check(
    import: &Import,
    columns: &Columns,
    records: &Records<'_>,
    person: RowId,
    now: Instant,
) -> Result<Checked, Refusal> {
    let kind = import.kind;
    if kind == ImportKind::People && import.sheet.rows.len() > PEOPLE_ROWS_MAX {
        let message = format!("A list of people has at most {PEOPLE_ROWS_MAX} rows.");
        return Err(Refusal::field(Code::Invalid, "path", message));
    }
    let mut outcomes = Vec::with_capacity(import.sheet.rows.len());
    let mut rows = Vec::with_capacity(import.sheet.rows.len());
    for row in &import.sheet.rows {
        match reading::row(columns, row) {
            Ok(read) => rows.push(read),
            Err(why) => outcomes.push(wrong(row.number, why)),
        }
    }
    let mut cutting = Cutting::default();
    let mut mirror = Mirror::of(records);
    let mut seen = Seen::default();
    let rows = arrange(kind, rows);
    for stretch in rows.chunks(ACT_ROWS_MAX) {
        let stretch: Vec<&Json> = stretch.iter().collect();
        let surveyed = with_ctx(&mirror, now, person, None, |ctx| survey(kind, ctx, &stretch, &mut seen))?;
        let Survey { plan, rows, needs } = surveyed;
        mirror.apply(&plan)?;
        cutting.needs.extend(needs);
        for (outcome, row) in rows.into_iter().zip(stretch) {
            cutting.take(&outcome, row);
            outcomes.push(outcome);
        }
    }
    outcomes.sort_by_key(|outcome| outcome.row);
    label_wrong(&mut outcomes, import, columns);
    Ok(cutting.finish(outcomes, import))
}

/// Rows gathered into acts.
#[derive(Default)]
struct Cutting {
    acts: Vec<CutAct>,
    rows: Vec<Json>,
    writes: Vec<String>,
    size_bytes: usize,
    needs: Needs,
}

impl Cutting {
    fn take(&mut self, outcome: &Outcome, row: &Json) {
        if matches!(outcome.state, RowState::Same | RowState::Wrong) {
            return;
        }
        let texts = row.as_object().into_iter().flat_map(|fields| fields.values());
        let size_bytes: usize = texts.filter_map(Json::as_str).map(str::len).sum();
        if self.rows.len() >= ACT_ROWS_MAX || self.size_bytes + size_bytes > ACT_TEXT_BYTES_MAX {
            self.cut();
        }
        self.size_bytes += size_bytes;
        self.rows.push(row.clone());
        self.writes.extend(outcome.writes.iter().cloned());
    }

    fn cut(&mut self) {
        if !self.rows.is_empty() {
            self.acts.push(CutAct {
                rows: std::mem::take(&mut self.rows),
                writes: std::mem::take(&mut self.writes),
            });
        }
        self.size_bytes = 0;
    }

    fn finish(mut self, outcomes: Vec<Outcome>, import: &Import) -> Checked {
        self.cut();
        let written: Vec<&Json> = self.acts.iter().flat_map(|act| &act.rows).collect();
        let numbers = outcomes
            .iter()
            .filter(|outcome| !matches!(outcome.state, RowState::Same | RowState::Wrong))
            .map(|outcome| outcome.row);
        let whole = Whole {
            file: import.file.clone(),
            count: u32::try_from(distinct(import.kind, &written)).unwrap_or(u32::MAX),
            first_row: numbers.clone().min().unwrap_or(0),
            last_row: numbers.max().unwrap_or(0),
        };
        Checked {
            outcomes,
            acts: self.acts,
            needs: self.needs,
            whole,
        }
    }
}

/// Wrong rows are named by what their needed cells hold.
fn label_wrong(outcomes: &mut [Outcome], import: &Import, columns: &Columns) {
    let rows: HashMap<u32, &sheets::Row> = import.sheet.rows.iter().map(|row| (row.number, row)).collect();
    for outcome in outcomes.iter_mut().filter(|outcome| outcome.label.is_empty()) {
        let Some(row) = rows.get(&outcome.row) else { continue };
        let naming = columns
            .iter()
            .filter(|(field, _)| field.is_required || field.name == "name");
        let cells: Vec<&str> = naming
            .filter_map(|(_, column)| row.cells.get(*column).map(String::as_str))
            .filter(|cell| !cell.is_empty())
            .collect();
        outcome.label = domain::text::shortened(&cells.join(" "), super::SAMPLE_CHARACTERS_MAX);
    }
}
