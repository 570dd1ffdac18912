//! Entries of the record.

use super::{Listed, cells, counted, joined, refuse_too_long};
use crate::printing::Stop;
use crate::printing::names::name;
use crate::printing::run::Pace;
use crate::views::audit::{self, AsideWord, AuditArgs, AuditLine};
use crate::views::{View, WINDOW_ROWS_MAX};
use domain::refusal::Refusal;
use domain::words;
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn entries(view: &View<'_>, args: &AuditArgs, pace: &Pace) -> Result<Listed, Stop> {
    let mut rows = Vec::new();
    loop {
        let window = AuditArgs {
            offset: rows.len(),
            limit: Some(WINDOW_ROWS_MAX),
            ..args.clone()
        };
        let found = audit::list(view, &window)?;
        if rows.is_empty() {
            refuse_too_long(found.total)?;
            pace.expect(found.total.div_ceil(WINDOW_ROWS_MAX as u64));
        }
        if found.rows.is_empty() {
            break;
        }
        pace.step()?;
        rows.extend(found.rows.iter().map(|line| entry(view, line)));
    }
    Ok(Listed {
        title: "Record",
        narrowed: narrowed(view, args)?,
        count: counted(rows.len(), "entry", "entries"),
        columns: columns(),
        rows,
    })
}

/// The columns of the record.
pub(in crate::printing) fn columns() -> Vec<Column> {
    vec![
        Column::text("When", 1.1),
        Column::text("What", 3.0),
        Column::text("Record", 2.2),
        Column::text("Who", 1.5),
        Column::figure("Entry", 0.8),
    ]
}

/// One entry.
pub(in crate::printing) fn entry(view: &View<'_>, line: &AuditLine) -> Row {
    let mark = match line.aside {
        Some(AsideWord::Held) => Some("waits"),
        Some(AsideWord::Parked) => Some("newer version"),
        Some(AsideWord::Void) => Some("without effect"),
        None if line.is_unseen => Some("right revoked, not known there"),
        None => line.clock_suspect.then_some("clock not trusted"),
    };
    let what = words::field_label(&line.action);
    let what = (what != line.text).then_some(what);
    let others: Vec<&str> = line.records.iter().skip(1).map(String::as_str).collect();
    let who = match &line.signed_by {
        Some(by) if *by == line.by => "signed".to_owned(),
        Some(by) => format!("signed by {by}"),
        None => name(&line.role),
    };
    cells([
        Cell::from(view.ctx.ship.format(line.at)).with_detail(mark.map(str::to_owned)),
        Cell::from(line.text.as_str()).with_detail(what),
        Cell::from(line.records.first().map(String::as_str).unwrap_or_default()).with_detail(Some(others.join(", "))),
        Cell::from(line.by.as_str()).with_detail(Some(who)),
        Cell::from(format!("{} {}", line.letter, words::thousands(line.entry.seq))),
    ])
}

/// What it is narrowed to, in one line; none where it is the whole record.
pub(in crate::printing) fn narrowed(view: &View<'_>, args: &AuditArgs) -> Result<Vec<String>, Refusal> {
    let at = |at| view.ctx.ship.format(at);
    let person = args
        .person
        .map(|id| view.person(id))
        .transpose()?
        .map(|person| person.name);
    let action = args.action.as_deref().map(words::field_label);
    let letters = audit::letters(view)?;
    let device = args.device.as_ref().map(|device| match letters.get(device) {
        Some(letter) => format!("workstation {letter}"),
        None => format!("workstation {device}"),
    });
    let from = args.from_at.map(|from| format!("from {}", at(from)));
    let until = args.to_at.map(|until| format!("before {}", at(until)));
    let unseen = args
        .unseen
        .unwrap_or(false)
        .then_some("done without knowing of a revocation");
    let said = joined([
        person.as_deref(),
        action.as_deref(),
        device.as_deref(),
        from.as_deref(),
        until.as_deref(),
        unseen,
    ]);
    Ok(if said.is_empty() {
        Vec::new()
    } else {
        vec![format!("Only: {said}")]
    })
}
