//! Settling what two people wrote apart: a person keeps one of the values.

use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::facts::StandingWrite;
use crate::permission::Subject;
use crate::plan::{Plan, Planned, RowChange};
use crate::refusal::{Code, Refusal};
use crate::schema::{Column, Table};
use crate::tables;
use crate::text;
use crate::words;
use journal::{RowId, Stamp};
use serde_json::Value as Json;

/// Characters of a value that a sentence shows.
const SHOWN_CHARACTERS_MAX: usize = 60;

params! {
    /// What the form sends.
    pub struct ResolveConflictParams {
        /// The record's table.
        table: String,
        /// The record.
        row: Option<RowId>,
        /// The group of columns: its lowest column number.
        group: Option<i64>,
        /// The entry whose values are kept: device and number, `0123456789ab:7`.
        keep: String,
    }
}

/// Keeps one of several values that people wrote without knowing of each other.
pub struct ResolveConflict;

impl Act for ResolveConflict {
    const NAME: &'static str = "resolve_conflict";
    const REQUIRED: &'static [&'static str] = &["table", "row", "group", "keep"];
    type Params = ResolveConflictParams;

    fn prefill(_ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        for field in ["table", "row", "group", "keep"] {
            form.set_some(field, given.get(field).cloned());
        }
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ResolveConflictParams) -> Result<(Plan, Subject), Refusal> {
        let table = tables::table_named(&params.table)
            .ok_or_else(|| Refusal::field(Code::NotFound, "table", "There is no such kind of record."))?;
        let row = required_id("row", params.row)?;
        let group = params.group.and_then(|group| u16::try_from(group).ok());
        let standing: Vec<StandingWrite> = ctx
            .facts
            .conflict(table, row)?
            .into_iter()
            .filter(|write| Some(write.group) == group)
            .collect();
        if standing.len() < 2 {
            return Err(Refusal::state(format!(
                "{} has one value there. Somebody settled it already.",
                words::this_record(table.name)
            )));
        }
        let keep: Stamp = params
            .keep
            .parse()
            .map_err(|_| Refusal::field(Code::Invalid, "keep", "Choose one of the values."))?;
        let kept = standing.iter().find(|write| write.stamp == keep).ok_or_else(|| {
            Refusal::field(
                Code::Invalid,
                "keep",
                "That value does not stand any more. Choose another.",
            )
        })?;
        Ok((planned(table, row, kept, &standing), Subject::vessel()))
    }
}

fn planned(table: &'static Table, row: RowId, kept: &StandingWrite, standing: &[StandingWrite]) -> Plan {
    let mut plan = Plan::new(ResolveConflict::NAME);
    let columns: Vec<(&'static Column, Planned)> = kept
        .values
        .iter()
        .filter_map(|(number, value)| Some((table.column(*number)?, Planned::Is(value.clone()))))
        .collect();
    plan.keep("keep", kept.stamp.to_string());
    let others: Vec<String> = standing
        .iter()
        .filter(|write| write.stamp != kept.stamp)
        .map(|write| write.stamp.to_string())
        .collect();
    plan.keep("instead_of", others);
    for (column, value) in &columns {
        if let Planned::Is(value) = value {
            plan.will(format!(
                "keep for {}: {}",
                words::field_label(column.name).to_lowercase(),
                shown(value, column)
            ));
        }
    }
    plan.changes.push(RowChange::Update {
        table,
        row,
        values: columns,
    });
    plan.leaves("the record of both: what each person wrote stays readable");
    plan.statement = format!(
        "{}: I keep one of {} values that were written apart.",
        words::this_record(table.name),
        standing.len()
    );
    plan.corrected_by = Some(ResolveConflict::NAME);
    plan
}

fn shown(value: &journal::Value, column: &Column) -> String {
    if column.private {
        return "the value chosen".to_owned();
    }
    match value {
        journal::Value::Null => "nothing".to_owned(),
        journal::Value::Text(text) => text::shortened(&words::plain(text), SHOWN_CHARACTERS_MAX),
        journal::Value::Bool(true) => "yes".to_owned(),
        journal::Value::Bool(false) => "no".to_owned(),
        journal::Value::Int(number) => number.to_string(),
        _ => "the value chosen".to_owned(),
    }
}
