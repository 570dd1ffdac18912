//! The pack of a signed handover: the entries as they were signed, their photos, and the signatures.

use super::Stop;
use super::desk::{BOXES, Desk, page_of, vessel};
use super::names::capital;
use super::photos::{Darkroom, FileOnPaper};
use super::record::sealed;
use super::run::Pace;
use crate::views::View;
use crate::views::handover::signed;
use domain::RowId;
use domain::field::Field;
use domain::handover::{Appendix, AppendixLine, FrozenEntry, FrozenFile, FrozenPeriod, Relief, digest_of};
use domain::refusal::Refusal;
use domain::tables::{Attachment, AttachmentKind, HandoverSignature, HandoverStatus, Priority};
use domain::time::offset_name;
use domain::words;
use paper::Photo;
use paper::pack::{self, AppendixList, Entry, Group, Pack, Signature};

/// Digits of a digest at the foot of a page.
const DIGEST_DIGITS: usize = 16;

pub(super) fn pack(desk: &Desk, view: &View<'_>, id: RowId, pace: &Pace) -> Result<Pack, Stop> {
    let (signature, frozen) = signed(view, id)?;
    let relief = Relief {
        department: signature.department,
        kind: signature.kind,
    };
    let ship = &view.ctx.ship;
    let digest = digest_of(&signature.statement);
    let digest = digest.get(..DIGEST_DIGITS).unwrap_or(&digest);
    Ok(Pack {
        vessel: vessel(view)?,
        title: format!("Handover, {}", relief.name()),
        lead: lead(view, &signature, &frozen)?,
        groups: groups(desk, view, &frozen, pace)?,
        nothing: "Nothing was written for this handover.".to_owned(),
        signatures_heading: "Signatures".to_owned(),
        signatures: signatures(view, &signature)?,
        appendix: frozen.appendix.as_ref().map(|appendix| {
            let at = ship.format(frozen.until_at);
            listed(appendix, &at)
        }),
        foot: format!("Signed statement {digest} · printed {}", ship.format(view.ctx.now)),
        page_of,
        boxes: BOXES.to_owned(),
    })
}

fn lead(view: &View<'_>, signature: &HandoverSignature, frozen: &FrozenPeriod) -> Result<Vec<String>, Refusal> {
    let ship = &view.ctx.ship;
    let offset = offset_name(ship.offset_at(signature.until_at));
    let until = ship.format(signature.until_at);
    let period = match signature.from_at {
        Some(from) => format!("{} to {until}, ship's time ({offset})", ship.format(from)),
        None => format!("Everything up to {until}, ship's time ({offset})"),
    };
    let open = frozen
        .entries
        .iter()
        .filter(|entry| entry.status == HandoverStatus::Open);
    let counted = format!(
        "{}, {} of them open",
        words::count(frozen.entries.len(), "entry", "entries"),
        open.count()
    );
    let mut lead = vec![period];
    lead.extend((!frozen.entries.is_empty()).then_some(counted));
    lead.extend(signature.remark.clone());
    Ok(lead)
}

fn groups(desk: &Desk, view: &View<'_>, frozen: &FrozenPeriod, pace: &Pace) -> Result<Vec<Group>, Stop> {
    let files = frozen.entries.iter().flat_map(|entry| &entry.files);
    let photos = files.filter(|file| file.kind == AttachmentKind::Photo).count();
    let mut darkroom = Darkroom::open(desk, view, pace, photos)?;
    let mut groups: Vec<Group> = Vec::new();
    let stretches = frozen.entries.chunk_by(|one, other| one.category == other.category);
    for stretch in stretches {
        let Some(first) = stretch.first() else { continue };
        let entries = stretch.iter().map(|entry| printed(view, entry, &mut darkroom));
        groups.push(Group {
            heading: format!(
                "{} ({})",
                capital(words::handover_category(first.category)),
                stretch.len()
            ),
            entries: entries.collect::<Result<_, _>>()?,
        });
    }
    Ok(groups)
}

fn printed(view: &View<'_>, entry: &FrozenEntry, darkroom: &mut Darkroom<'_>) -> Result<Entry, Stop> {
    let mut photos = Vec::new();
    let mut facts = Vec::new();
    if let Some(record) = &entry.record {
        facts.push(format!("About {} {}: {}", record.code, record.label, record.state));
    }
    let by = match entry.written_by {
        Some(person) => named(view, person)?,
        None => "somebody ashore".to_owned(),
    };
    let priority = match entry.priority {
        Priority::Normal => String::new(),
        other => format!(" · priority {}", other.word()),
    };
    let at = view.ctx.ship.format(entry.written_at);
    facts.push(format!("Written {at} by {by}{priority}"));
    for file in &entry.files {
        let on_paper = FileOnPaper {
            kind: file.kind,
            name: &file.name,
            caption: file.caption.as_deref(),
            sha256: &file.sha256,
            attachment: attachment(view, entry, file)?,
        };
        match darkroom.picture(&on_paper)? {
            Ok(picture) => photos.push(Photo {
                picture,
                caption: vec![on_paper.line()],
            }),
            Err(line) => facts.push(line),
        }
    }
    if let Some(remark) = &entry.remark {
        facts.push(match entry.status {
            HandoverStatus::Open => format!("Open again: {remark}"),
            status => format!("{}: {remark}", capital(status.word())),
        });
    }
    Ok(Entry {
        title: entry.title.clone(),
        state: capital(entry.status.word()),
        details: entry.details.clone(),
        facts,
        photos,
    })
}

/// The row by which the file came to the entry.
fn attachment(view: &View<'_>, entry: &FrozenEntry, file: &FrozenFile) -> Result<Option<RowId>, Refusal> {
    let rows = view
        .ctx
        .facts
        .glance_by::<Attachment>(Attachment::handover_id, &entry.id.to_value())?;
    let row = rows.into_iter().find(|row| row.sha256 == file.sha256);
    Ok(row.map(|row| row.id))
}

fn named(view: &View<'_>, person: RowId) -> Result<String, Refusal> {
    let person = view.person(person)?;
    Ok(if person.rank.is_empty() {
        person.name
    } else {
        format!("{}, {}", person.name, person.rank)
    })
}

/// The signature of whoever handed over, and those of everybody who took over or did not.
fn signatures(view: &View<'_>, outgoing: &HandoverSignature) -> Result<Vec<Signature>, Refusal> {
    let mut answers = view
        .ctx
        .facts
        .glance_by::<HandoverSignature>(HandoverSignature::answers_id, &outgoing.id.to_value())?;
    answers.reverse();
    let mut signatures = vec![under(view, outgoing, "Handed over by")?];
    for answer in &answers {
        let said = if answer.is_accepted == Some(true) {
            "Taken over by"
        } else {
            "Not accepted by"
        };
        signatures.push(under(view, answer, said)?);
    }
    if answers.is_empty() {
        signatures.push(Signature {
            line: "Nobody has taken over yet.".to_owned(),
            at: String::new(),
            facts: Vec::new(),
        });
    }
    Ok(signatures)
}

fn under(view: &View<'_>, row: &HandoverSignature, said: &str) -> Result<Signature, Refusal> {
    // What was said on handing over stands at the head of the pack.
    let remark = row.remark.clone().filter(|_| row.answers_id.is_some());
    let mut facts: Vec<String> = remark.into_iter().collect();
    let written = view.reader.entries_of_row(row.id)?;
    if let Some(signature) = written.first().and_then(|recorded| recorded.entry.signature.as_ref()) {
        facts.push(sealed(signature));
    }
    Ok(Signature {
        line: format!("{said} {}", named(view, row.signed_by)?),
        at: view.ctx.ship.format(row.created_at),
        facts,
    })
}

fn listed(appendix: &Appendix, at: &str) -> pack::Appendix {
    let list = |(one, many): (&str, &str), lines: &[AppendixLine], left_out: u32| {
        let all = lines.len() + left_out as usize;
        let after = match (all, left_out) {
            (0, _) => Some("None.".to_owned()),
            (_, 0) => None,
            (_, more) => Some(format!("{more} more are not listed.")),
        };
        AppendixList {
            heading: capital(&words::count(all, one, many)),
            lines: lines
                .iter()
                .map(|line| (format!("{}  {}", line.code, line.label), line.state.clone()))
                .collect(),
            after,
        }
    };
    pack::Appendix {
        heading: format!("Open faults and work in progress at {at}, listed by the program, not part of the handover"),
        lists: vec![
            list(
                ("open fault", "open faults"),
                &appendix.faults,
                appendix.faults_left_out,
            ),
            list(
                ("work order in progress", "work orders in progress"),
                &appendix.work,
                appendix.work_left_out,
            ),
        ],
    }
}
