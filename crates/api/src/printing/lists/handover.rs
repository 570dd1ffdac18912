//! Entries of a handover, by category.

use super::{Listed, cells, counted, joined};
use crate::printing::Stop;
use crate::printing::names::{capital, name};
use crate::views::View;
use crate::views::handover::{self, HandoverArgs, HandoverLine};
use domain::refusal::Refusal;
use domain::tables::{HandoverStatus, Priority};
use domain::words;
use paper::list::Row;
use paper::{Cell, Column};

pub(super) fn entries(view: &View<'_>, args: &HandoverArgs) -> Result<Listed, Stop> {
    let page = handover::page(view, args)?;
    let mut rows = Vec::new();
    for group in &page.groups {
        let category = capital(words::handover_category(group.category));
        rows.push(Row::Heading(format!("{category} ({})", group.lines.len())));
        for line in &group.lines {
            rows.push(entry(view, line)?);
        }
    }
    let shown: usize = page.groups.iter().map(|group| group.lines.len()).sum();
    let mut count = counted(shown, "entry", "entries");
    if (shown as u64) < page.total {
        count = format!("The newest {shown} of {} entries", words::thousands(page.total));
    }
    let relief = format!("{}, {}", name(page.department.word()), page.kind.word());
    Ok(Listed {
        title: "Handover",
        narrowed: vec![narrowed(view, args, &relief)],
        count,
        columns: vec![
            Column::text("Entry", 3.4),
            Column::text("About", 2.0),
            Column::text("State", 1.2),
            Column::text("Written", 1.3),
        ],
        rows,
    })
}

fn narrowed(view: &View<'_>, args: &HandoverArgs, relief: &str) -> String {
    let at = |at| view.ctx.ship.format(at);
    let status = args.status.unwrap_or(HandoverStatus::Open);
    let from = args.from_at.map(|from| format!("written from {}", at(from)));
    let until = args.to_at.map(|until| format!("written before {}", at(until)));
    let new = args.only_new.then_some("new since you last signed");
    joined([
        Some(relief),
        Some(status.word()),
        from.as_deref(),
        until.as_deref(),
        new,
    ])
}

fn entry(view: &View<'_>, line: &HandoverLine) -> Result<Row, Refusal> {
    let entry = &line.entry;
    let about = match &line.record {
        Some(record) => Cell::from(format!("{} {}", record.code, record.label)).with_detail(Some(record.state.clone())),
        None => Cell::default(),
    };
    let priority = match entry.priority {
        Priority::Normal => None,
        other => Some(format!("{} priority", name(other.word()))),
    };
    let by = line.by.as_ref().map_or("somebody ashore", |person| &person.name);
    Ok(cells([
        Cell::from(entry.title.as_str()).with_detail(entry.details.clone()),
        about,
        Cell::from(name(entry.status.word())).with_detail(entry.remark.clone().or(priority)),
        Cell::from(view.ctx.ship.format(entry.created_at)).with_detail(Some(by.to_owned())),
    ]))
}
