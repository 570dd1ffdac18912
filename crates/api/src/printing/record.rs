//! The record of a work order: everything that was written on it, oldest first.

use super::Stop;
use super::desk::{BOXES, Desk, foot, page_of, vessel};
use super::names::{amount, capital, coded, name, role};
use super::orders;
use super::photos::{Darkroom, FileOnPaper};
use super::run::Pace;
use crate::views::View;
use crate::views::history::{author, told};
use crate::views::usage::UsageLine;
use crate::views::work_orders::{self, PlannedPart, WorkOrderPage};
use domain::RowId;
use domain::acts::attachments::{PlaceParams, attached_ever};
use domain::refusal::Refusal;
use domain::tables::{Attachment, AttachmentKind, LineStatus, ReceivingLine};
use domain::time::Instant;
use journal::entry::Signature as Seal;
use paper::sheet::{Part, Sheet, Tick};
use paper::{Cell, Column, Photo, Signature};

pub(super) fn sheet(desk: &Desk, view: &View<'_>, id: RowId, pace: &Pace) -> Result<Sheet, Stop> {
    let page = work_orders::page(view, id)?;
    let mut parts = vec![Part::Facts(orders::facts(view, &page)?)];
    parts.extend(orders::description(&page));
    parts.extend(ending(view, &page));
    parts.extend(checklist(view, &page));
    parts.extend(planned(&page.parts));
    parts.extend(used(view, &page.usage));
    parts.extend(timeline(view, &page));
    let of = PlaceParams {
        work_order: Some(id),
        ..PlaceParams::default()
    };
    parts.extend(photos(desk, view, of, pace)?);
    parts.extend(signatures_of(view, id, None)?);
    Ok(Sheet {
        vessel: vessel(view)?,
        head: format!("Record of {}", page.work_order.number),
        lead: orders::lead(&page),
        title: page.work_order.title,
        parts,
        foot: foot(view),
        page_of,
        boxes: BOXES.to_owned(),
    })
}

/// How it was completed, with what was corrected under it; or why it was cancelled.
fn ending(view: &View<'_>, page: &WorkOrderPage) -> Vec<Part> {
    let order = &page.work_order;
    let heading = |text: &str| Part::Heading(text.to_owned());
    if let Some(reason) = &order.cancelled_reason {
        return vec![heading("Why it was cancelled"), Part::Prose(reason.clone())];
    }
    let Some(note) = &order.completion_note else {
        return Vec::new();
    };
    let facts = [
        ("Outcome", order.outcome.map(|outcome| name(outcome.word()))),
        ("Done at", order.done_at.map(|at| view.ctx.ship.format(at))),
        ("Done by", Some(page.done_by.join(", "))),
        ("Hours", order.hours.map(|hours| format!("{hours} person-hours"))),
        ("Running hours", order.running_hours.map(|hours| format!("{hours} h"))),
        (
            "Signed by",
            page.completed_by.as_ref().map(|person| person.name.clone()),
        ),
    ];
    let said = facts
        .into_iter()
        .filter_map(|(label, value)| Some((label.to_owned(), value?)));
    let mut parts = vec![
        heading("Completion"),
        Part::Facts(said.filter(|(_, value)| !value.is_empty()).collect()),
        Part::Prose(note.clone()),
    ];
    for correction in &page.corrections {
        let at = view.ctx.ship.format(correction.at);
        parts.push(Part::Remark(format!("Corrected {at} by {}:", correction.by)));
        parts.push(Part::Prose(correction.text.clone()));
    }
    parts
}

fn checklist(view: &View<'_>, page: &WorkOrderPage) -> Vec<Part> {
    if page.checklist.is_empty() {
        return Vec::new();
    }
    let ticks = page.checklist.iter().map(|line| {
        let by = line.ticked_by.as_ref().filter(|_| line.item.is_ticked);
        let at = line
            .item
            .ticked_at
            .map(|at| view.ctx.ship.format(at))
            .unwrap_or_default();
        let ticked = by.map(|by| format!("Ticked by {by}, {at}"));
        Tick {
            text: line.item.text.clone(),
            is_ticked: line.item.is_ticked,
            facts: ticked.into_iter().chain(line.item.remark.clone()).collect(),
        }
    });
    vec![Part::Heading("Checklist".to_owned()), Part::Boxes(ticks.collect())]
}

fn planned(lines: &[PlannedPart]) -> Vec<Part> {
    if lines.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("Part", 2.4),
        Column::figure("Planned", 0.9),
        Column::figure("Logged", 0.9),
        Column::text("Note", 1.8),
    ];
    let row = |line: &PlannedPart| {
        let not_used = (line.status == LineStatus::NotUsed).then(|| "Not used".to_owned());
        let twice = line.is_logged_twice.then(|| "Logged twice, apart".to_owned());
        let said: Vec<String> = not_used.into_iter().chain(twice).chain(line.note.clone()).collect();
        vec![
            Cell::from(line.part.label.as_str()).with_detail(Some(line.part.code.clone())),
            Cell::from(amount(line.quantity, &line.unit)),
            Cell::from(amount(line.logged, &line.unit)),
            Cell::from(said.join("\n")),
        ]
    };
    vec![
        Part::Heading("Planned parts".to_owned()),
        Part::Table(columns, lines.iter().map(row).collect()),
    ]
}

fn used(view: &View<'_>, usage: &[UsageLine]) -> Vec<Part> {
    if usage.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("When", 1.1),
        Column::text("Part", 2.2),
        Column::figure("Quantity", 0.8),
        Column::text("From", 1.6),
        Column::text("By", 1.3),
    ];
    let row = |line: &UsageLine| {
        let reversed = line.is_reversed.then(|| "Reversed".to_owned());
        let after = line.is_after_completion.then(|| "Logged after completion".to_owned());
        let said: Vec<String> = Some(line.part.code.clone())
            .into_iter()
            .chain(reversed)
            .chain(after)
            .chain(line.note.clone())
            .collect();
        let by = line.by.as_ref().map(|person| person.name.clone());
        vec![
            Cell::from(view.ctx.ship.format(line.at)),
            Cell::from(line.part.label.as_str()).with_detail(Some(said.join(" · "))),
            Cell::from(amount(line.quantity, &line.unit)),
            Cell::from(coded(&line.location.code, &line.location.label)),
            Cell::from(by.unwrap_or_default()),
        ]
    };
    vec![
        Part::Heading("Taken from stores".to_owned()),
        Part::Table(columns, usage.iter().rev().map(row).collect()),
    ]
}

/// Notes and what the program wrote down, in the order in which it happened.
fn timeline(view: &View<'_>, page: &WorkOrderPage) -> Vec<Part> {
    let columns = vec![
        Column::text("When", 1.0),
        Column::text("What happened", 4.0),
        Column::text("Who", 1.4),
    ];
    let mut lines: Vec<(Instant, Vec<Cell>)> = Vec::new();
    for line in page.history.iter().rev() {
        let signed = line.signed_by.as_ref().map(|by| format!("signed by {by}"));
        lines.push((
            line.at,
            vec![
                Cell::from(view.ctx.ship.format(line.at)),
                Cell::from(line.text.as_str()),
                Cell::from(line.by.as_str()).with_detail(signed),
            ],
        ));
    }
    for note in page.notes.iter().rev() {
        let corrects = note.corrects.as_ref().map(|text| format!(", corrects “{text}”"));
        let kind = format!("{}{}", name(note.category.word()), corrects.unwrap_or_default());
        lines.push((
            note.at,
            vec![
                Cell::from(view.ctx.ship.format(note.at)),
                Cell::from(note.text.as_str()).with_detail(Some(kind)),
                Cell::from(note.by.as_str()),
            ],
        ));
    }
    // At one moment what the note caused stands above it, since that is how it came about.
    lines.sort_by_key(|(at, _)| *at);
    vec![
        Part::Heading("What happened".to_owned()),
        Part::Table(columns, lines.into_iter().map(|(_, cells)| cells).collect()),
    ]
}

/// Every file that was ever attached to the record, the oldest first: photos as pictures, others by name.
pub(super) fn photos(desk: &Desk, view: &View<'_>, of: PlaceParams, pace: &Pace) -> Result<Vec<Part>, Stop> {
    let rows = match of.place(view.ctx.facts)? {
        Some(place) => attached_ever(view.ctx.facts, &place)?,
        None => Vec::new(),
    };
    let files: Vec<&Attachment> = rows.iter().filter(|row| row.withdraws_id.is_none()).rev().collect();
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let count = files.iter().filter(|file| file.kind == AttachmentKind::Photo).count();
    let mut darkroom = Darkroom::open(desk, view, pace, count)?;
    let (mut shown, mut said) = (Vec::new(), Vec::new());
    for file in files {
        let on_paper = on_paper(file);
        let attached = attached(view, file)?;
        let withdrawal = rows.iter().find(|row| row.withdraws_id == Some(file.id));
        if let Some(withdrawal) = withdrawal {
            let reason = withdrawal.reason.clone().unwrap_or_default();
            said.push(Part::Remark(format!(
                "{}, {attached}. Withdrawn: {reason}",
                on_paper.line()
            )));
            continue;
        }
        match darkroom.picture(&on_paper)? {
            Ok(picture) => shown.push(Photo {
                picture,
                caption: vec![on_paper.line(), attached],
            }),
            Err(line) => said.push(Part::Remark(format!("{line}, {attached}"))),
        }
    }
    let mut parts = vec![Part::Heading("Photos and papers".to_owned()), Part::Photos(shown)];
    parts.extend(said);
    Ok(parts)
}

fn on_paper(file: &Attachment) -> FileOnPaper<'_> {
    FileOnPaper {
        kind: file.kind,
        name: &file.name,
        caption: file.caption.as_deref(),
        sha256: &file.sha256,
        attachment: Some(file.id),
    }
}

/// When and by whom it was attached, and to which row of a delivery.
fn attached(view: &View<'_>, file: &Attachment) -> Result<String, Refusal> {
    let line = file
        .receiving_line_id
        .map(|id| view.ctx.facts.glance::<ReceivingLine>(id))
        .transpose()?;
    let of_row = line.map_or_else(String::new, |line| format!("row {}, ", line.position));
    let by = match file.created_by {
        Some(person) => view.person(person)?.name,
        None => "somebody ashore".to_owned(),
    };
    Ok(format!(
        "{of_row}attached {} by {by}",
        view.ctx.ship.format(file.created_at)
    ))
}

/// Every signed act on the work order, in the order in which they were signed.
/// The signatures under the acts on a record; `only` those of one act.
pub(super) fn signatures_of(view: &View<'_>, id: RowId, only: Option<&str>) -> Result<Vec<Part>, Refusal> {
    let mut signatures = Vec::new();
    for recorded in view.reader.entries_of_row(id)? {
        let entry = recorded.entry;
        if only.is_some_and(|act| entry.action != act) {
            continue;
        }
        let Some(seal) = &entry.signature else { continue };
        let signer = view.person(seal.signer)?;
        let filled_in = author(view, &entry)?;
        let mut facts = vec![sealed(seal)];
        facts.extend((filled_in != signer.name).then(|| format!("Filled in by {filled_in}.")));
        let who = if signer.rank.is_empty() {
            signer.name
        } else {
            format!("{}, {}", signer.name, signer.rank)
        };
        signatures.push(Signature {
            line: format!("{}: {who}", capital(&told(view, &entry)?)),
            at: view.ctx.ship.format(Instant::from_millis(seal.signed_at)),
            facts,
        });
    }
    if signatures.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![
        Part::Heading("Signatures".to_owned()),
        Part::Signatures(signatures),
    ])
}

/// How somebody signed, in which role, and what.
pub(super) fn sealed(seal: &Seal) -> String {
    let method = if seal.method == "pin" {
        "by PIN"
    } else {
        "in an open session"
    };
    format!("Signed {method} as {}. {}", role(&seal.role), seal.statement)
}
