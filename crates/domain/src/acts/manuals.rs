//! Manuals: what is kept, what it describes, where fault codes stand in it, which page was worked by.
//!
//! Invariant: a manual is known by its content. Which bytes stand behind a digest, and how many pages they
//! have, is settled before the act is planned (`api`, with the worker of `manuals`); the plan believes only
//! what it is handed from there. What is read from a manual proposes; only a person's act maps a code.

mod codes;
mod editing;
mod pins;

use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values, keyed_id};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Document, DocumentEquipment, DocumentStatus, Equipment};
use crate::text::{self, Lines};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

pub use codes::{
    ConfirmMapping, ConfirmMappingParams, CorrectMapping, CorrectMappingParams, MappingWish, WithdrawMapping,
    WithdrawMappingParams, mapping_id,
};
pub use editing::{
    EditDocument, EditDocumentParams, LinkDocument, LinkDocumentParams, RetireDocument, RetireDocumentParams,
    SupersedeDocument, SupersedeDocumentParams,
};
pub use pins::{PinPage, PinPageParams, UnpinPage, UnpinPageParams, pinned, unpin_id};

/// Bytes of a manual.
pub const FILE_BYTES_MAX: i64 = 500_000_000;
/// Pages of a manual.
pub const PAGES_MAX: i64 = 10_000;
/// Manuals of one sheet.
pub const FILES_MAX: usize = 50;
/// Pieces of equipment that one sheet links.
pub const EQUIPMENT_MAX: usize = 50;
/// Characters of an address.
const URL_CHARACTERS_MAX: usize = 500;
/// Characters of a remark.
const REMARK_CHARACTERS_MAX: usize = 2_000;
/// Hex digits of a digest.
const DIGEST_DIGITS: usize = 64;

/// One manual of the sheet. A window names what was opened before (`upload`); digest, bytes and pages are
/// filled in by the program from the file itself.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DocumentWish {
    /// What was opened before, as the program named it.
    pub upload: Option<String>,
    /// A file of this machine, for scripts.
    pub path: Option<String>,
    /// Where it is read over a connection, instead of a file.
    pub url: Option<String>,
    /// What it is called, 3–200 characters.
    pub title: String,
    /// Maker of what it describes.
    pub maker: Option<String>,
    /// Model of what it describes.
    pub model: Option<String>,
    /// Which revision of the manual it is.
    pub revision: Option<String>,
    /// The manual whose place it takes.
    pub supersedes: Option<RowId>,
    /// Name of the file.
    pub file_name: Option<String>,
    /// SHA-256, 64 hex digits.
    pub sha256: Option<String>,
    /// Bytes.
    pub size_bytes: Option<i64>,
    /// Pages.
    pub pages: Option<i64>,
}

params! {
    /// What the sheet sends: at most fifty manuals, and what all of them describe.
    pub struct AddDocumentParams {
        /// The manuals.
        files: Vec<DocumentWish>,
        /// The equipment that they describe, at most fifty.
        equipment: Vec<RowId>,
    }
}

/// Adds manuals. No preview, no signature.
pub struct AddDocument;

impl Act for AddDocument {
    const NAME: &'static str = "add_document";
    const REQUIRED: &'static [&'static str] = &["files"];
    type Params = AddDocumentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        // Opened on one machine, or with the list of a form that was begun.
        let machine = match &given["equipment"] {
            Json::Array(list) => given_id(&json!({ "equipment": list.first() }), "equipment")?,
            _ => given_id(given, "equipment")?,
        };
        if let Some(id) = machine {
            let equipment = ctx.facts.glance::<Equipment>(id)?;
            form.set("equipment", json!([equipment.id]));
            form.show(
                "equipment",
                json!({ "name": equipment.name, "maker": equipment.maker, "model": equipment.model }),
            );
        }
        if let Some(id) = given_id(given, "supersedes")? {
            let old = ctx.facts.get::<Document>(id)?;
            form.show(
                "supersedes",
                json!({ "id": old.id, "title": old.title, "revision": old.revision }),
            );
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let known = ctx.facts.all::<Document>()?;
        for (index, wish) in given["files"].as_array().into_iter().flatten().enumerate() {
            let same_file = known
                .iter()
                .find(|old| is_some_and_same(&old.sha256, given_text(wish, "sha256")));
            if let Some(same) = same_file {
                found
                    .duplicates
                    .push(duplicate(ctx, same, "The same file is here already")?);
                continue;
            }
            let supersedes = given_id(wish, "supersedes")?;
            let (maker, model) = (given_text(wish, "maker"), given_text(wish, "model"));
            let same_machine = |old: &&Document| {
                is_active(old) && is_some_and_same(&old.maker, maker) && is_some_and_same(&old.model, model)
            };
            for old in known.iter().filter(same_machine) {
                if supersedes != Some(old.id) {
                    let text = format!(
                        "“{}” of {maker} {model} is here already. If this is a newer revision of it, say so.",
                        old.title
                    );
                    found.warn_at(format!("files.{index}.supersedes"), "same_machine", text);
                }
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddDocumentParams) -> Result<(Plan, Subject), Refusal> {
        if params.files.is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "files",
                "Choose a manual: a PDF, or an address.",
            ));
        }
        if params.files.len() > FILES_MAX {
            let message = format!(
                "At most {FILES_MAX} manuals go at once; these are {}.",
                params.files.len()
            );
            return Err(Refusal::field(Code::Invalid, "files", message));
        }
        let equipment = described(ctx.facts, &params.equipment)?;
        let mut plan = Plan::new(Self::NAME);
        let mut ids: Vec<RowId> = Vec::new();
        for (index, wish) in params.files.iter().enumerate() {
            let field = format!("files.{index}");
            let (id, values) = document(ctx, wish, &field)?;
            if ids.contains(&id) {
                let message = format!("“{}” is on this sheet twice. Take one off.", wish.title.trim());
                return Err(Refusal::field(Code::Invalid, &field, message));
            }
            ids.push(id);
            plan.insert_natural::<Document>(id, values);
            plan.will(format!("add the manual “{}”", wish.title.trim()));
            if let Some(old) = wish.supersedes {
                supersede(ctx, &mut plan, old, id, wish.title.trim())?;
            }
            for machine in &equipment {
                link(ctx, &mut plan, id, machine.id)?;
            }
        }
        for machine in &equipment {
            plan.will(format!("list it under {} {}", machine.code, machine.name));
        }
        plan.leaves("where fault codes stand in it: what is read from a manual is proposed, and a person confirms it");
        plan.corrected_by = Some(EditDocument::NAME);
        if let Some(first) = ids.first() {
            plan.offer(LinkDocument::NAME, json!({ "document": first }));
        }
        Ok((plan, Subject::vessel()))
    }
}

/// The id of the manual with that content.
#[must_use]
pub fn document_id(sha256: &str) -> RowId {
    RowId::natural(Document::TABLE.number, &[b"file", sha256.as_bytes()])
}

/// The id of the line that says a manual describes an equipment.
#[must_use]
pub fn link_id(document: RowId, equipment: RowId) -> RowId {
    keyed_id(DocumentEquipment::TABLE, &[document, equipment])
}

/// Whether it is among the manuals to work by.
#[must_use]
pub fn is_active(document: &Document) -> bool {
    document.status == DocumentStatus::Active && !document.is_retired
}

/// The manual as a sentence names it: its title, and its revision where it has one.
#[must_use]
pub fn label(document: &Document) -> String {
    match &document.revision {
        Some(revision) => format!("{} ({revision})", document.title),
        None => document.title.clone(),
    }
}

fn is_some_and_same(one: &Option<String>, other: &str) -> bool {
    let one = one.as_deref().map(str::trim).unwrap_or_default();
    !one.is_empty() && one.to_lowercase() == other.trim().to_lowercase()
}

fn duplicate(ctx: &Ctx<'_>, same: &Document, text: &str) -> Result<Duplicate, Refusal> {
    let by = match same.created_by {
        Some(person) => ctx.name_of(person)?,
        None => "somebody".to_owned(),
    };
    Ok(Duplicate {
        table: Document::TABLE.name.to_owned(),
        id: same.id,
        label: label(same),
        text: format!("{text}, added by {by} on {}.", ctx.ship.format(same.created_at)),
        view_first: true,
    })
}

fn document(ctx: &Ctx<'_>, wish: &DocumentWish, field: &str) -> Result<(RowId, Values), Refusal> {
    let at = |name: &str| format!("{field}.{name}");
    let title = text::title(&at("title"), &wish.title)?;
    let words = |name: &str, label: &str, given: &Option<String>| text::line(&at(name), label, given.as_deref());
    let values = Values::new()
        .set(Document::title, &title)
        .set(Document::maker, &words("maker", "The maker", &wish.maker)?)
        .set(Document::model, &words("model", "The model", &wish.model)?)
        .set(Document::revision, &words("revision", "The revision", &wish.revision)?)
        .set(Document::status, &DocumentStatus::Active)
        .set(Document::is_retired, &false);
    let (id, values) = match &wish.url {
        Some(url) if wish.sha256.is_none() => {
            let url = address(&at("url"), url)?;
            let id = RowId::natural(Document::TABLE.number, &[b"url", url.as_bytes()]);
            (id, values.set(Document::url, &Some(url)))
        }
        _ => file(wish, field, values)?,
    };
    if let Some(old) = ctx.facts.find::<Document>(id)? {
        let cure = match (old.is_retired, old.status) {
            (true, _) => "It was retired. Take it back instead.",
            (_, DocumentStatus::Superseded) => "A newer one took its place. Change that there instead.",
            _ => "Open that one, and link it with the equipment.",
        };
        let message = format!("This manual is here already, as “{}”. {cure}", label(&old));
        return Err(Refusal::field(Code::WrongState, field, message));
    }
    Ok((id, values))
}

fn file(wish: &DocumentWish, field: &str, values: Values) -> Result<(RowId, Values), Refusal> {
    let gone = || {
        let message = "The file is not open any more. Choose it again.";
        Refusal::field(Code::Missing, field, message)
    };
    let sha256 = wish
        .sha256
        .clone()
        .filter(|digits| is_digest(digits))
        .ok_or_else(gone)?;
    let (size_bytes, pages) = (wish.size_bytes.ok_or_else(gone)?, wish.pages.ok_or_else(gone)?);
    let name = wish.file_name.as_deref().unwrap_or_default();
    if !(1..=FILE_BYTES_MAX).contains(&size_bytes) {
        let message = format!("“{name}” is larger than 500 MB. Split it into volumes, and add each.");
        return Err(Refusal::field(Code::Invalid, field, message));
    }
    if !(1..=PAGES_MAX).contains(&pages) {
        let message = format!("“{name}” has no page, or more than 10,000. Split it into volumes, and add each.");
        return Err(Refusal::field(Code::Invalid, field, message));
    }
    let file_name = text::required(
        field,
        "The name of the file",
        name,
        Lines::One,
        1,
        text::LINE_CHARACTERS_MAX,
    )?;
    let values = values
        .set(Document::sha256, &Some(sha256.clone()))
        .set(Document::file_name, &Some(file_name))
        .set(Document::size_bytes, &Some(size_bytes))
        .set(Document::pages, &Some(pages));
    Ok((document_id(&sha256), values))
}

fn is_digest(text: &str) -> bool {
    text.len() == DIGEST_DIGITS && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

fn address(field: &str, given: &str) -> Result<String, Refusal> {
    let url = text::required(field, "The address", given, Lines::One, 1, URL_CHARACTERS_MAX)?;
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if is_web && !url.contains(char::is_whitespace) {
        return Ok(url);
    }
    let message = "The address must begin with https:// and hold no blank.";
    Err(Refusal::field(Code::Invalid, field, message))
}

/// The equipment of a form, each once.
fn described(facts: &Facts<'_>, ids: &[RowId]) -> Result<Vec<Equipment>, Refusal> {
    if ids.len() > EQUIPMENT_MAX {
        let message = format!(
            "At most {EQUIPMENT_MAX} pieces of equipment go at once; these are {}.",
            ids.len()
        );
        return Err(Refusal::field(Code::Invalid, "equipment", message));
    }
    let mut equipment: Vec<Equipment> = Vec::new();
    for id in ids {
        if equipment.iter().all(|known| known.id != *id) {
            equipment.push(facts.get::<Equipment>(*id)?);
        }
    }
    Ok(equipment)
}

/// Plans that the manual describes the equipment; says whether that is new.
fn link(ctx: &Ctx<'_>, plan: &mut Plan, document: RowId, equipment: RowId) -> Result<bool, Refusal> {
    match ctx.facts.find::<DocumentEquipment>(link_id(document, equipment))? {
        Some(known) if !known.is_unlinked => return Ok(false),
        Some(known) => {
            plan.update::<DocumentEquipment>(known.id, Values::new().set(DocumentEquipment::is_unlinked, &false))
        }
        None => plan.insert_natural::<DocumentEquipment>(
            link_id(document, equipment),
            Values::new()
                .set(DocumentEquipment::document_id, &document)
                .set(DocumentEquipment::equipment_id, &equipment)
                .set(DocumentEquipment::is_unlinked, &false),
        ),
    }
    Ok(true)
}

/// Plans that a newer manual takes the place of an old one, also at its equipment.
fn supersede(ctx: &Ctx<'_>, plan: &mut Plan, old: RowId, by: RowId, title: &str) -> Result<(), Refusal> {
    let old = ctx.facts.get::<Document>(old)?;
    if old.status == DocumentStatus::Superseded {
        return Err(Refusal::state(format!(
            "“{}” has a newer one in its place already.",
            label(&old)
        )));
    }
    if old.id == by {
        return Err(Refusal::field(
            Code::Invalid,
            "by",
            "A manual cannot take its own place.",
        ));
    }
    let values = Values::new()
        .set(Document::status, &DocumentStatus::Superseded)
        .set(Document::superseded_by_id, &Some(by));
    plan.update::<Document>(old.id, values);
    plan.will(format!("put “{title}” in the place of “{}”", label(&old)));
    let links = ctx
        .facts
        .by::<DocumentEquipment>(DocumentEquipment::document_id, old.id)?;
    for line in links.iter().filter(|line| !line.is_unlinked) {
        link(ctx, plan, by, line.equipment_id)?;
    }
    plan.leaves(format!(
        "“{}” itself: it can still be opened, and pages pinned from it stay",
        label(&old)
    ));
    Ok(())
}

/// The manual of a form, where it is not retired.
fn kept(ctx: &Ctx<'_>, id: Option<RowId>) -> Result<Document, Refusal> {
    let document = ctx.facts.get::<Document>(required_id("document", id)?)?;
    if document.is_retired {
        return Err(Refusal::state(format!(
            "“{}” is retired. Take it back first.",
            label(&document)
        )));
    }
    Ok(document)
}

/// A page of that manual.
pub(super) fn page_of(document: &Document, page: Option<i64>) -> Result<i64, Refusal> {
    let Some(pages) = document.pages else {
        return Err(Refusal::state(format!(
            "“{}” is read over a connection; its pages are not known here.",
            label(document)
        )));
    };
    let Some(page) = page else {
        return Err(Refusal::field(Code::Missing, "page", "Say which page."));
    };
    if (1..=pages).contains(&page) {
        return Ok(page);
    }
    let message = format!(
        "“{}” has {}.",
        label(document),
        words::count(pages as usize, "page", "pages")
    );
    Err(Refusal::field(Code::Invalid, "page", message))
}

/// The manual that an incomplete form names.
fn given_document(ctx: &Ctx<'_>, given: &Json) -> Result<Document, Refusal> {
    ctx.facts
        .get::<Document>(required_id("document", given_id(given, "document")?)?)
}

/// The manuals that say they describe the equipment, those to work by first, then by title.
///
/// # Errors
/// When the replica cannot be read.
pub fn of_equipment(facts: &Facts<'_>, equipment: RowId) -> Result<Vec<Document>, Refusal> {
    let links = facts.glance_by::<DocumentEquipment>(DocumentEquipment::equipment_id, &equipment.to_value())?;
    let mut documents = Vec::new();
    for line in links.iter().filter(|line| !line.is_unlinked) {
        documents.push(facts.glance::<Document>(line.document_id)?);
    }
    documents.sort_by(|a, b| (!is_active(a), &a.title, a.id).cmp(&(!is_active(b), &b.title, b.id)));
    Ok(documents)
}
