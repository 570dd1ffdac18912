//! Photos and papers of a record.

use super::workstations::DeviceNames;
use super::{Person, View};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::acts::attachments::{PlaceParams, attached_ever, place_of, withdrawing};
use domain::offers::{self, Offer};
use domain::refusal::Refusal;
use domain::tables::{Attachment, AttachmentKind};
use domain::time::Instant;
use serde::Serialize;
use store::{BlobName, Blobs};
use ts_rs::TS;

/// A file on a record.
#[derive(Debug, Serialize, TS)]
pub struct AttachmentLine {
    /// The attachment.
    pub id: RowId,
    /// Photo or paper.
    pub kind: AttachmentKind,
    /// Name of the file.
    pub name: String,
    /// What is to be seen on it.
    pub caption: Option<String>,
    /// Bytes.
    pub size_bytes: i64,
    /// When it was attached.
    pub at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// The note of the work order that it belongs to.
    pub note: Option<RowId>,
    /// The file lies on this workstation.
    pub is_here: bool,
    /// The workstation on which it was attached: "B Bridge".
    pub attached_on: Option<String>,
    /// It was withdrawn.
    pub withdrawn: Option<Withdrawn>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// Who withdrew a file, and why.
#[derive(Debug, Serialize, TS)]
pub struct Withdrawn {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// Why.
    pub reason: String,
}

fn line(
    view: &View<'_>,
    (blobs, names): (&Blobs, &DeviceNames),
    row: Attachment,
    rows: &[Attachment],
) -> Result<AttachmentLine, Refusal> {
    let person = |id: Option<RowId>| id.map(|id| view.person(id)).transpose();
    let withdrawal = rows.iter().find(|other| other.withdraws_id == Some(row.id));
    let withdrawn = withdrawal
        .map(|withdrawal| {
            Ok::<_, Refusal>(Withdrawn {
                at: withdrawal.created_at,
                by: person(withdrawal.created_by)?,
                reason: withdrawal.reason.clone().unwrap_or_default(),
            })
        })
        .transpose()?;
    let subject = withdrawing(&place_of(view.ctx.facts, &row)?, &row);
    Ok(AttachmentLine {
        id: row.id,
        kind: row.kind,
        at: row.created_at,
        by: person(row.created_by)?,
        note: row.note_id,
        is_here: BlobName::parse(&row.sha256).is_some_and(|name| blobs.holds(&name)),
        attached_on: row.id.author().map(|(device, ..)| names.name(device)),
        offers: offers::offered(view.ctx, offers::of_attachment(withdrawn.is_some()), &subject)?,
        withdrawn,
        name: row.name,
        caption: row.caption,
        size_bytes: row.size_bytes,
    })
}

impl Program {
    /// Files of a record, newest first, withdrawn ones included; of a work order also those of its notes.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn attachment_list(&self, args: &PlaceParams) -> Result<Vec<AttachmentLine>, Error> {
        let blobs = self.blobs();
        self.view(|view| {
            let Some(place) = args.place(view.ctx.facts)? else {
                return Ok(Vec::new());
            };
            let names = DeviceNames::of(view)?;
            let rows = attached_ever(view.ctx.facts, &place)?;
            rows.iter()
                .filter(|row| row.withdraws_id.is_none())
                .map(|row| line(view, (&blobs, &names), row.clone(), &rows))
                .collect()
        })
    }

    /// The name of the workstation on which an attachment was written.
    pub(crate) fn written_on(&self, attachment: RowId) -> Result<Option<String>, Error> {
        self.view(|view| {
            let names = DeviceNames::of(view)?;
            Ok(attachment.author().map(|(device, ..)| names.name(device)))
        })
    }
}
