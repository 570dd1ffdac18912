//! Photos and papers on records.
//!
//! Invariant: a file is kept for ever under its digest; what an act writes is that it belongs to a record,
//! or no longer does. Which bytes stand behind a digest, and whether they are what they say, is settled
//! before the act is planned (`api`, with the worker); the plan believes only what it is handed from there.

mod place;

use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::facts::Facts;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Planned, Values};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Attachment, AttachmentKind};
use crate::text;
use journal::RowId;
pub use place::{Place, PlaceParams, attached, attached_ever, place_of, withdrawal_id};
use serde_json::{Value as Json, json};

/// Bytes of a photo or paper (domain.md, intake: 15 MB).
pub const FILE_BYTES_MAX: i64 = 15_000_000;
/// Bytes of a photo on a part (domain.md, intake: 5 MB).
pub const PART_PHOTO_BYTES_MAX: i64 = 5_000_000;
/// Files of one sheet.
pub const FILES_MAX: usize = 10;
/// Hex digits of a digest.
const DIGEST_DIGITS: usize = 64;
/// Bytes in a megabyte, as people count them.
const MEGABYTE: f64 = 1_000_000.0;

/// One file of the sheet. A window names what it sent (`upload`) or an earlier attachment (`again`); the
/// rest is filled in by the program from the bytes themselves.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FileWish {
    /// What the window sent before.
    pub upload: Option<String>,
    /// A file of this machine, for scripts.
    pub path: Option<String>,
    /// An attachment whose file is attached again.
    pub again: Option<RowId>,
    /// Name of the file, up to 200 characters.
    pub name: String,
    /// What is to be seen on it, up to 200 characters.
    pub caption: Option<String>,
    /// SHA-256, 64 hex digits.
    pub sha256: Option<String>,
    /// Photo or paper.
    pub kind: Option<AttachmentKind>,
    /// Registered name of the format.
    pub media_type: Option<String>,
    /// Bytes.
    pub size_bytes: Option<i64>,
}

params! {
    /// What the sheet sends: one record, and at most ten files.
    pub struct AttachParams {
        /// The fault.
        fault: Option<RowId>,
        /// The work order.
        work_order: Option<RowId>,
        /// The note.
        note: Option<RowId>,
        /// The equipment.
        equipment: Option<RowId>,
        /// The part.
        part: Option<RowId>,
        /// The handover entry.
        entry: Option<RowId>,
        /// The delivery.
        delivery: Option<RowId>,
        /// The row of a delivery.
        delivery_line: Option<RowId>,
        /// The files.
        files: Vec<FileWish>,
        /// The person saw that a file is there already and went on.
        attach_anyway: bool,
    }
}

impl AttachParams {
    fn place(&self) -> PlaceParams {
        PlaceParams {
            fault: self.fault,
            work_order: self.work_order,
            note: self.note,
            equipment: self.equipment,
            part: self.part,
            entry: self.entry,
            order: None,
            delivery: self.delivery,
            delivery_line: self.delivery_line,
        }
    }
}

/// Attaches photos and papers to a record. No preview, no signature; whatever the record's state was, it stays.
pub struct AttachFile;

impl Act for AttachFile {
    const NAME: &'static str = "attach_file";
    const REQUIRED: &'static [&'static str] = &["files"];
    type Params = AttachParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = form(ctx, given)?;
        if let Some(place) = PlaceParams::given(given)?.place(ctx.facts)? {
            form.show("place", place.label.clone());
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        match PlaceParams::given(given)?.place(ctx.facts)? {
            Some(place) => check_at(ctx, given, &place),
            None => Ok(Findings::default()),
        }
    }

    fn plan(ctx: &Ctx<'_>, params: &AttachParams) -> Result<(Plan, Subject), Refusal> {
        let place = params.place().place(ctx.facts)?.ok_or_else(|| {
            Refusal::new(
                Code::Missing,
                "Say what the file belongs to: a fault, a work order, a part.",
            )
        })?;
        if place.is_order() {
            return Err(Refusal::new(
                Code::Invalid,
                "Papers of an order are attached on the order itself.",
            ));
        }
        place.must_be_open()?;
        let mut plan = Plan::new(Self::NAME);
        plan_at(ctx, &mut plan, &place, &params.files)?;
        if params.attach_anyway {
            plan.keep("attach_anyway", true);
        }
        plan.leaves(format!("{} itself and its state", place.label));
        plan.leaves("an attached file cannot be changed; it can be withdrawn, and the file is kept all the same");
        plan.corrected_by = Some(WithdrawAttachment::NAME);
        Ok((plan, place.subject))
    }
}

/// What a sheet of files starts from: the file of an earlier attachment, where one is named.
pub(super) fn form(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
    let mut form = Prefill::default();
    if let Some(id) = given_id(given, "again")? {
        let old = ctx.facts.glance::<Attachment>(id)?;
        form.set(
            "files",
            json!([{ "again": id, "name": old.name, "caption": old.caption, "kind": old.kind,
                     "size_bytes": old.size_bytes }]),
        );
    }
    Ok(form)
}

/// Files of the sheet that are on the record already.
pub(super) fn check_at(ctx: &Ctx<'_>, given: &Json, place: &Place) -> Result<Findings, Refusal> {
    let mut found = Findings::default();
    let there = attached(ctx.facts, place)?;
    for wish in given["files"].as_array().into_iter().flatten() {
        let Ok(wish) = serde_json::from_value::<FileWish>(wish.clone()) else {
            continue;
        };
        let Ok(file) = file(ctx.facts, &wish, "files") else {
            continue;
        };
        if let Some(same) = there.iter().find(|old| old.sha256 == file.sha256) {
            found.duplicates.push(duplicate(ctx, same)?);
        }
    }
    Ok(found)
}

/// Plans the rows of a sheet of files on one record.
pub(super) fn plan_at(ctx: &Ctx<'_>, plan: &mut Plan, place: &Place, files: &[FileWish]) -> Result<(), Refusal> {
    if files.is_empty() {
        return Err(Refusal::field(Code::Missing, "files", "Choose a photo or a PDF."));
    }
    plan_files(ctx, plan, place, files, |values| place.link(values))
}

/// Plans the rows of the files that come with a new fault, the plan's row `fault`.
pub(super) fn plan_with_fault(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    (fault, subject): (u32, Subject),
    wishes: &[FileWish],
) -> Result<(), Refusal> {
    let place = Place::of_new_fault(subject);
    plan_files(ctx, plan, &place, wishes, |values| {
        values.plan(Attachment::fault_id, Planned::NewRow(fault))
    })
}

/// Plans the rows of all files of a sheet.
fn plan_files(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    place: &Place,
    wishes: &[FileWish],
    link: impl Fn(Values) -> Values,
) -> Result<(), Refusal> {
    if wishes.len() > FILES_MAX {
        let message = format!("At most {FILES_MAX} files go at once; these are {}.", wishes.len());
        return Err(Refusal::field(Code::Invalid, "files", message));
    }
    for (index, wish) in wishes.iter().enumerate() {
        let file = file(ctx.facts, wish, &format!("files.{index}"))?;
        if file.kind == AttachmentKind::Pdf {
            place.may_take_papers(ctx)?;
        }
        refuse_large(&file, place)?;
        plan.insert::<Attachment>(link(file.values()));
        let what = if file.kind == AttachmentKind::Pdf {
            "PDF"
        } else {
            "photo"
        };
        plan.will(format!(
            "attach the {what} “{}” ({}) to {}",
            file.name,
            size(file.size_bytes),
            place.label
        ));
    }
    Ok(())
}

/// A file as it will be written.
struct File {
    sha256: String,
    kind: AttachmentKind,
    media_type: String,
    name: String,
    size_bytes: i64,
    caption: Option<String>,
}

impl File {
    fn values(&self) -> Values {
        Values::new()
            .set(Attachment::sha256, &self.sha256)
            .set(Attachment::kind, &self.kind)
            .set(Attachment::media_type, &self.media_type)
            .set(Attachment::name, &self.name)
            .set(Attachment::size_bytes, &self.size_bytes)
            .set(Attachment::caption, &self.caption)
    }
}

fn file(facts: &Facts<'_>, wish: &FileWish, field: &str) -> Result<File, Refusal> {
    let caption = text::line(field, "The caption", wish.caption.as_deref())?;
    if let Some(again) = wish.again {
        let old = facts.get::<Attachment>(again)?;
        return Ok(File {
            sha256: old.sha256,
            kind: old.kind,
            media_type: old.media_type,
            name: old.name,
            size_bytes: old.size_bytes,
            caption,
        });
    }
    let gone = || {
        let message = "The file is not open any more. Choose it again.";
        Refusal::field(Code::Missing, field, message)
    };
    let sha256 = wish
        .sha256
        .clone()
        .filter(|digest| is_digest(digest))
        .ok_or_else(gone)?;
    Ok(File {
        sha256,
        kind: wish.kind.ok_or_else(gone)?,
        media_type: wish.media_type.clone().ok_or_else(gone)?,
        name: text::required(
            field,
            "The name of the file",
            &wish.name,
            text::Lines::One,
            1,
            text::LINE_CHARACTERS_MAX,
        )?,
        size_bytes: wish.size_bytes.ok_or_else(gone)?,
        caption,
    })
}

fn is_digest(text: &str) -> bool {
    text.len() == DIGEST_DIGITS && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

fn refuse_large(file: &File, place: &Place) -> Result<(), Refusal> {
    let is_part_photo = place.is_part && file.kind == AttachmentKind::Photo;
    let most = if is_part_photo {
        PART_PHOTO_BYTES_MAX
    } else {
        FILE_BYTES_MAX
    };
    if (1..=most).contains(&file.size_bytes) {
        return Ok(());
    }
    let what = if is_part_photo { "A photo of a part" } else { "A file" };
    Err(Refusal::field(
        Code::Invalid,
        "files",
        format!(
            "{what} has at most {}; “{}” has {}. Make it smaller and try again.",
            size(most),
            file.name,
            size(file.size_bytes)
        ),
    ))
}

/// "2.1 MB", "240 kB", as people count bytes.
#[must_use]
pub fn size(bytes: i64) -> String {
    if bytes >= 1_000_000 {
        let megabytes = format!("{:.1}", bytes as f64 / MEGABYTE);
        format!("{} MB", megabytes.trim_end_matches(".0"))
    } else {
        format!("{} kB", (bytes + 999) / 1_000)
    }
}

fn duplicate(ctx: &Ctx<'_>, same: &Attachment) -> Result<Duplicate, Refusal> {
    let by = match same.created_by {
        Some(person) => ctx.name_of(person)?,
        None => "somebody".to_owned(),
    };
    Ok(Duplicate {
        table: Attachment::TABLE.name.to_owned(),
        id: same.id,
        label: same.name.clone(),
        text: format!(
            "The same file is here already, attached by {by} on {}.",
            ctx.ship.format(same.created_at)
        ),
        view_first: false,
    })
}

params! {
    /// What the form sends.
    pub struct WithdrawParams {
        /// The attachment.
        attachment: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Withdraws an attachment, also where the record takes no new ones: a wrong photo must not stay for that.
pub struct WithdrawAttachment;

impl Act for WithdrawAttachment {
    const NAME: &'static str = "withdraw_attachment";
    const REQUIRED: &'static [&'static str] = &["attachment", "reason"];
    type Params = WithdrawParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let attachment = ctx
            .facts
            .get::<Attachment>(required_id("attachment", given_id(given, "attachment")?)?)?;
        let mut form = Prefill::default();
        form.set("attachment", attachment.id.to_string());
        form.show(
            "file",
            json!({ "name": attachment.name, "caption": attachment.caption }),
        );
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &WithdrawParams) -> Result<(Plan, Subject), Refusal> {
        let attachment = ctx
            .facts
            .get::<Attachment>(required_id("attachment", params.attachment)?)?;
        let reason = super::reason(&params.reason)?;
        refuse_twice(ctx, &attachment)?;
        let place = place_of(ctx.facts, &attachment)?;
        let mut plan = Plan::new(Self::NAME);
        let row = File {
            sha256: attachment.sha256.clone(),
            kind: attachment.kind,
            media_type: attachment.media_type.clone(),
            name: attachment.name.clone(),
            size_bytes: attachment.size_bytes,
            caption: attachment.caption.clone(),
        };
        plan.insert_keyed::<Attachment>(
            vec![Planned::from(&attachment.id)],
            place
                .link(row.values())
                .set(Attachment::withdraws_id, &Some(attachment.id))
                .set(Attachment::reason, &Some(reason.clone())),
        );
        plan.will(format!("withdraw “{}” from {}: {reason}", attachment.name, place.label));
        plan.leaves("the file itself: it is kept, and the record says who withdrew it");
        let act = if place.is_order() {
            "attach_order_document"
        } else {
            AttachFile::NAME
        };
        plan.corrected_by = Some(act);
        let mut again = place.given();
        again["again"] = json!(attachment.id);
        plan.offer(act, again);
        Ok((plan, withdrawing(&place, &attachment)))
    }
}

/// What of an attachment decides about the right to withdraw it: its record, and who attached it.
#[must_use]
pub fn withdrawing(place: &Place, attachment: &Attachment) -> Subject {
    Subject {
        done_by: attachment.created_by,
        ..place.subject.clone()
    }
}

fn refuse_twice(ctx: &Ctx<'_>, attachment: &Attachment) -> Result<(), Refusal> {
    if attachment.withdraws_id.is_some() {
        return Err(Refusal::state(
            "This takes another attachment back and is not withdrawn itself. Attach the file again.",
        ));
    }
    let Some(earlier) = ctx.facts.find::<Attachment>(withdrawal_id(attachment.id))? else {
        return Ok(());
    };
    let by = match earlier.created_by {
        Some(person) => ctx.name_of(person)?,
        None => "somebody".to_owned(),
    };
    Err(Refusal::state(format!(
        "{by} withdrew this file already, {}.",
        ctx.ship.format(earlier.created_at)
    )))
}
