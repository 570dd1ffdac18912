//! The list of manuals, and the page of one.

use super::history::{HistoryLine, history};
use super::{Link, Person, View, Window};
use crate::error::Error;
use crate::program::Program;
use ::manuals::{ManualError, Refused};
use domain::RowId;
use domain::acts::manuals::{is_active, of_equipment};
use domain::field::Field;
use domain::fold::fold;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::tables::{Document, DocumentEquipment, DocumentStatus, FaultCodeSection, PinnedPage, WorkOrder};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{BlobName, Blobs, ManualReading, ReadingState};
use ts_rs::TS;

/// Proposals that a page lists.
const PROPOSALS_MAX: usize = 1_000;

/// Which manuals are wanted.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DocumentListArgs {
    /// Those that describe this equipment; all when left out.
    pub equipment: Option<RowId>,
    /// Words that all stand in its names, or in those of an equipment that it describes.
    pub text: String,
    /// Only those to work by.
    pub only_active: bool,
    /// First manual wanted, from 0.
    pub offset: usize,
    /// How many; all when left out.
    pub limit: Option<usize>,
}

/// How far a manual has been read on this workstation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentReading {
    /// Its file lies on other workstations only.
    Elsewhere,
    /// Its file is here and was not read yet.
    Waiting,
    /// It is being read.
    Reading,
    /// It was read.
    Read,
    /// It cannot be read.
    Refused,
    /// It is an address.
    External,
}

/// A manual in a list.
#[derive(Debug, Serialize, TS)]
pub struct DocumentLine {
    /// The row.
    pub document: Document,
    /// It is one to work by.
    pub is_active: bool,
    /// The equipment that it describes, by code.
    pub equipment: Vec<Link>,
    /// How far it has been read here.
    pub reading: DocumentReading,
    /// Pages that were read.
    pub pages_read: u32,
    /// Pages without text.
    pub pages_without_text: u32,
    /// Why it could not be read, or what was left out.
    pub said: Option<String>,
}

/// Where a fault code stands, as a person confirmed it.
#[derive(Debug, Serialize, TS)]
pub struct MappingLine {
    /// The row.
    pub mapping: FaultCodeSection,
    /// Who wrote it first.
    pub by: Option<Person>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// A row of a fault code table, as the program read it and nobody confirmed it.
#[derive(Debug, Serialize, TS)]
pub struct ProposalLine {
    /// The code as it is printed.
    pub code: String,
    /// The page, from 1.
    pub page: i64,
    /// The heading that it stands under.
    pub heading: Option<String>,
    /// What it means.
    pub meaning: Option<String>,
    /// What to do.
    pub remedy: Option<String>,
}

/// A page that was worked by.
#[derive(Debug, Serialize, TS)]
pub struct PinLine {
    /// The pin.
    pub pin: PinnedPage,
    /// What the manual is called.
    pub title: String,
    /// The manual is still the one to work by.
    pub is_active: bool,
    /// Its file lies here.
    pub is_here: bool,
    /// The work order.
    pub order: Link,
    /// When it was pinned.
    pub at: Instant,
    /// By whom.
    pub by: Option<Person>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
}

/// Everything about one manual.
#[derive(Debug, Serialize, TS)]
pub struct DocumentPage {
    /// As it stands in the list.
    pub line: DocumentLine,
    /// The manual that took its place.
    pub superseded_by: Option<Link>,
    /// Manuals whose place it took.
    pub supersedes: Vec<Link>,
    /// Where fault codes stand, as people confirmed it; by code.
    pub mappings: Vec<MappingLine>,
    /// Where fault codes seem to stand, and nobody confirmed it.
    pub proposals: Vec<ProposalLine>,
    /// Pages of it that were worked by, newest first.
    pub pins: Vec<PinLine>,
    /// What was done to it, newest first.
    pub history: Vec<HistoryLine>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
    /// Its file is here and asks for a password that was not given on this workstation.
    pub is_locked: bool,
}

pub(crate) fn link(document: &Document) -> Link {
    Link {
        id: document.id,
        label: document.title.clone(),
        code: document.revision.clone().unwrap_or_default(),
    }
}

/// The file that a manual names; none of an address, or where the record says something that is none.
pub(crate) fn file_of(document: &Document) -> Option<BlobName> {
    document.sha256.as_deref().and_then(BlobName::parse)
}

fn reading(
    view: &View<'_>,
    blobs: &Blobs,
    document: &Document,
) -> Result<(DocumentReading, Option<ManualReading>), Refusal> {
    let Some(file) = file_of(document) else {
        return Ok((DocumentReading::External, None));
    };
    let known = view.reader.manual_reading(&file)?;
    if !blobs.holds(&file) {
        return Ok((DocumentReading::Elsewhere, known));
    }
    let state = match known.as_ref().map(|known| known.state) {
        None => DocumentReading::Waiting,
        Some(ReadingState::Reading) => DocumentReading::Reading,
        Some(ReadingState::Read) => DocumentReading::Read,
        Some(ReadingState::Refused) => DocumentReading::Refused,
    };
    Ok((state, known))
}

pub(crate) fn line(view: &View<'_>, blobs: &Blobs, document: Document) -> Result<DocumentLine, Refusal> {
    let links = view
        .ctx
        .facts
        .glance_by::<DocumentEquipment>(DocumentEquipment::document_id, &document.id.to_value())?;
    let linked = links.iter().filter(|line| !line.is_unlinked);
    let mut equipment: Vec<Link> = linked
        .map(|line| view.equipment(line.equipment_id))
        .collect::<Result<_, _>>()?;
    equipment.sort_by(|a, b| a.code.cmp(&b.code));
    let (state, known) = reading(view, blobs, &document)?;
    Ok(DocumentLine {
        is_active: is_active(&document),
        equipment,
        reading: state,
        pages_read: known.as_ref().map_or(0, |known| known.pages_read),
        pages_without_text: known.as_ref().map_or(0, |known| known.pages_without_text),
        said: known.and_then(|known| known.said),
        document,
    })
}

/// Leaves the manuals in whose names, or in those of an equipment that they describe, all the words stand.
fn only_named(view: &View<'_>, documents: &mut Vec<Document>, text: &str) -> Result<(), Refusal> {
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    if words.is_empty() {
        return Ok(());
    }
    let mut machines: HashMap<RowId, String> = HashMap::new();
    for link in view.ctx.facts.all::<DocumentEquipment>()? {
        if !link.is_unlinked {
            let machine = view.equipment(link.equipment_id)?;
            let names = machines.entry(link.document_id).or_default();
            names.push_str(&fold(&format!(" {} {}", machine.code, machine.label)));
        }
    }
    documents.retain(|document| {
        let own = [&document.maker, &document.model, &document.revision];
        let own: Vec<&str> = own.into_iter().filter_map(|name| name.as_deref()).collect();
        let own = fold(&format!("{} {}", document.title, own.join(" ")));
        let machines = machines.get(&document.id).map(String::as_str).unwrap_or_default();
        words
            .iter()
            .all(|word| own.contains(word.as_str()) || machines.contains(word.as_str()))
    });
    Ok(())
}

fn mappings(view: &View<'_>, document: &Document) -> Result<Vec<MappingLine>, Refusal> {
    let id = document.id.to_value();
    let mut rows = view
        .ctx
        .facts
        .glance_by::<FaultCodeSection>(FaultCodeSection::document_id, &id)?;
    rows.retain(|row| !row.is_withdrawn);
    rows.sort_by(|a, b| a.code_key.cmp(&b.code_key));
    let offered = offers::offered(view.ctx, offers::of_mapping(), &Subject::vessel())?;
    rows.into_iter()
        .map(|mapping| {
            Ok(MappingLine {
                by: mapping.created_by.map(|id| view.person(id)).transpose()?,
                offers: offered.clone(),
                mapping,
            })
        })
        .collect()
}

fn proposals(view: &View<'_>, document: &Document) -> Result<Vec<ProposalLine>, Refusal> {
    let Some(file) = file_of(document) else {
        return Ok(Vec::new());
    };
    let sections = view.reader.manual_sections(&file)?;
    let mut lines = Vec::new();
    for code in view.reader.manual_codes(&file)? {
        let mapping = domain::acts::manuals::mapping_id(document.id, &code.key);
        let known = view.ctx.facts.find::<FaultCodeSection>(mapping)?;
        if known.is_some_and(|known| !known.is_withdrawn) {
            continue;
        }
        let section = code.section.and_then(|at| sections.get(at as usize));
        lines.push(ProposalLine {
            heading: section.map(|section| section.title.clone()),
            page: i64::from(code.page),
            code: code.code,
            meaning: Some(code.meaning).filter(|text| !text.is_empty()),
            remedy: Some(code.remedy).filter(|text| !text.is_empty()),
        });
        if lines.len() == PROPOSALS_MAX {
            break;
        }
    }
    Ok(lines)
}

/// A pinned page as lists show it.
pub(crate) fn pin_line(view: &View<'_>, blobs: &Blobs, pin: PinnedPage) -> Result<PinLine, Refusal> {
    let facts = view.ctx.facts;
    let document = facts.glance::<Document>(pin.document_id)?;
    let order = facts.glance::<WorkOrder>(pin.work_order_id)?;
    let subject = domain::acts::work_orders::subject(&order);
    Ok(PinLine {
        title: document.title.clone(),
        is_active: is_active(&document),
        is_here: BlobName::parse(&pin.sha256).is_some_and(|file| blobs.holds(&file)),
        at: pin.created_at,
        by: pin.created_by.map(|id| view.person(id)).transpose()?,
        offers: offers::offered(view.ctx, offers::of_pin(&order), &subject)?,
        order: Link {
            id: order.id,
            label: order.title,
            code: order.number,
        },
        pin,
    })
}

fn pins(view: &View<'_>, blobs: &Blobs, document: &Document) -> Result<Vec<PinLine>, Refusal> {
    let rows = view
        .ctx
        .facts
        .glance_by::<PinnedPage>(PinnedPage::document_id, &document.id.to_value())?;
    let off: Vec<RowId> = rows.iter().filter_map(|row| row.withdraws_id).collect();
    let stands = |row: &PinnedPage| row.withdraws_id.is_none() && !off.contains(&row.id);
    let standing = rows.into_iter().filter(stands);
    standing.map(|pin| pin_line(view, blobs, pin)).collect()
}

fn page(view: &View<'_>, blobs: &Blobs, id: RowId) -> Result<DocumentPage, Refusal> {
    let facts = view.ctx.facts;
    let document = facts.glance::<Document>(id)?;
    let newer = document
        .superseded_by_id
        .filter(|_| document.status == DocumentStatus::Superseded);
    let older = facts.glance_by::<Document>(Document::superseded_by_id, &id.to_value())?;
    let links = facts.glance_by::<DocumentEquipment>(DocumentEquipment::document_id, &id.to_value())?;
    let mut touched = vec![id];
    touched.extend(links.iter().map(|line| line.id));
    let codes = facts.glance_by::<FaultCodeSection>(FaultCodeSection::document_id, &id.to_value())?;
    touched.extend(codes.iter().map(|row| row.id));
    Ok(DocumentPage {
        superseded_by: newer
            .map(|id| Ok::<_, Refusal>(link(&facts.glance::<Document>(id)?)))
            .transpose()?,
        supersedes: older.iter().map(link).collect(),
        mappings: mappings(view, &document)?,
        proposals: proposals(view, &document)?,
        pins: pins(view, blobs, &document)?,
        history: history(view, &touched)?,
        offers: offers::offered(view.ctx, offers::of_document(&document), &Subject::vessel())?,
        is_locked: false,
        line: line(view, blobs, document)?,
    })
}

impl Program {
    /// Manuals, those to work by first, then by title.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn document_list(&self, args: &DocumentListArgs) -> Result<Window<DocumentLine>, Error> {
        let blobs = self.blobs();
        self.view(|view| {
            let mut documents = match args.equipment {
                Some(equipment) => of_equipment(view.ctx.facts, equipment)?,
                None => view.ctx.facts.all::<Document>()?,
            };
            documents.retain(|document| !args.only_active || is_active(document));
            only_named(view, &mut documents, &args.text)?;
            documents.sort_by_cached_key(|document| (!is_active(document), fold(&document.title), document.id));
            let total = documents.len() as u64;
            let wanted = documents.into_iter().skip(args.offset);
            let lines = wanted.take(args.limit.unwrap_or(usize::MAX));
            let rows = lines.map(|document| line(view, &blobs, document));
            Ok(Window {
                total,
                rows: rows.collect::<Result<_, Refusal>>()?,
            })
        })
    }

    /// Everything about one manual.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn document_page(&self, id: RowId) -> Result<DocumentPage, Error> {
        let blobs = self.blobs();
        let mut page = self.view(|view| page(view, &blobs, id))?;
        if page.line.reading == DocumentReading::Refused
            && let Some(path) = file_of(&page.line.document).and_then(|file| blobs.path_of(&file))
        {
            let opened = self.bench().reader.open(&path, None);
            page.is_locked = matches!(opened, Err(ManualError::Refused(Refused::Locked)));
        }
        Ok(page)
    }

    /// The pages that a work order was worked by, newest first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn pinned_pages(&self, order: RowId) -> Result<Vec<PinLine>, Error> {
        let blobs = self.blobs();
        self.view(|view| {
            let pins = domain::acts::manuals::pinned(view.ctx.facts, order)?.into_iter();
            pins.map(|pin| pin_line(view, &blobs, pin)).collect()
        })
    }
}
