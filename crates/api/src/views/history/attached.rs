//! Photos and papers in the history of the record they belong to.

use super::ColumnChange;
use crate::views::View;
use domain::RowId;
use domain::field::Field;
use domain::refusal::Refusal;
use domain::schema::{Column, Row};
use domain::tables::Attachment;

/// The rows of a record's history with those of its files; `column` of the files names the record.
pub(crate) fn with_files(
    view: &View<'_>,
    (column, record): (&'static Column, RowId),
    mut touched: Vec<RowId>,
) -> Result<Vec<RowId>, Refusal> {
    let files = view.ctx.facts.glance_by::<Attachment>(column, &record.to_value())?;
    touched.extend(files.iter().map(|file| file.id));
    Ok(touched)
}

/// The sentence of an act on files; none for any other.
pub(super) fn told(action: &str, changes: &[ColumnChange]) -> Option<String> {
    let verb = match action {
        "attach_file" | "attach_order_document" => "Attached",
        "withdraw_attachment" => "Withdrew",
        _ => return None,
    };
    let of_files = || changes.iter().filter(|change| change.table == Attachment::TABLE.name);
    let written = |row, column: &Column| {
        let named = of_files().find(|change| change.row == row && change.column == column.name);
        named.map(|change| change.after.as_str())
    };
    let names: Vec<String> = of_files()
        .filter(|change| change.column == Attachment::sha256.name)
        .map(|change| written(change.row, Attachment::caption).or(written(change.row, Attachment::name)))
        .map(|name| format!("“{}”", name.unwrap_or_default()))
        .collect();
    let reason = of_files().find(|change| change.column == Attachment::reason.name);
    let because = reason.map(|change| format!(": {}", change.after)).unwrap_or_default();
    Some(format!("{verb} {}{because}", names.join(", ")))
}
