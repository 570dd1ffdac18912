//! From a fault, a work order or an equipment to the page that helps.

use crate::error::Error;
use crate::program::Program;
use crate::views::documents::{file_of, link};
use ::manuals::finding::{Closeness, Found, Hit, Manual, Mapping, Question, Reason, find};
use ::manuals::structure::{Chunk, CodeRow, Section};
use domain::RowId;
use domain::acts::manuals::{is_active, label, of_equipment};
use domain::facts::Facts;
use domain::field::Field;
use domain::refusal::Refusal;
use domain::tables::{Document, Equipment, Fault, FaultCodeSection, WorkOrder};
use serde::{Deserialize, Serialize};
use store::{BlobName, ManualChunk, ManualCode, ManualSection, Records};
use ts_rs::TS;

/// How far up the tree a manual may be linked and still count as the machine's own.
const PARENTS_MAX: usize = 32;

/// What is asked. The program fills in from the record named what is left out.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FindArgs {
    /// A fault: its equipment, code and words count.
    pub fault: Option<RowId>,
    /// A work order: its equipment, its fault's code and its words count.
    pub work_order: Option<RowId>,
    /// The equipment.
    pub equipment: Option<RowId>,
    /// Only this manual.
    pub document: Option<RowId>,
    /// A fault code.
    pub code: Option<String>,
    /// A section, by number or heading.
    pub section: Option<String>,
    /// Words to be found in headings.
    pub words: Option<String>,
    /// Manuals of other equipment are looked at too.
    pub everywhere: bool,
}

/// A section near the page that was found.
#[derive(Debug, Serialize, TS)]
pub struct FoundSection {
    /// Its heading.
    pub title: String,
    /// The page, from 1.
    pub page: u32,
    /// How far down that page, in points.
    pub top: f32,
}

/// A page, and why it was chosen.
#[derive(Debug, Serialize, TS)]
pub struct FoundPlace {
    /// The manual.
    pub document: RowId,
    /// What it is called.
    pub title: String,
    /// The page, from 1.
    pub page: u32,
    /// What is printed on it as its number.
    pub label: Option<String>,
    /// How far down that page, in points.
    pub top: Option<f32>,
    /// The heading that it stands under.
    pub heading: Option<String>,
    /// Why this page, in words: "mapped to E047".
    pub reason: String,
    /// A person confirmed it.
    pub is_confirmed: bool,
}

/// A manual whose contents can be opened.
#[derive(Debug, Serialize, TS)]
pub struct FoundManual {
    /// The manual.
    pub id: RowId,
    /// What it is called, with its revision.
    pub title: String,
    /// It is an address that needs a connection.
    pub url: Option<String>,
    /// Its file lies on this workstation.
    pub is_here: bool,
    /// It was read here, so that something can be found in it.
    pub is_read: bool,
}

/// The answer.
#[derive(Debug, Serialize, TS)]
pub struct ManualFound {
    /// The page to open; none where no page answers.
    pub best: Option<FoundPlace>,
    /// What else fits.
    pub others: Vec<FoundPlace>,
    /// Sections near the page to open.
    pub related: Vec<FoundSection>,
    /// The manuals that were looked at, nearest first.
    pub manuals: Vec<FoundManual>,
    /// The code that was looked for.
    pub code: Option<String>,
    /// What to do where no page answers; one sentence.
    pub said: Option<String>,
}

/// What is asked: the record, and what was read from manuals.
struct Desk<'a> {
    facts: &'a Facts<'a>,
    records: &'a Records<'a>,
}

/// The machine and the words of what is asked.
#[derive(Debug, Default)]
struct Asked {
    equipment: Option<Equipment>,
    code: Option<String>,
    title: String,
    description: String,
}

fn asked(desk: &Desk<'_>, args: &FindArgs) -> Result<Asked, Refusal> {
    let facts = desk.facts;
    let mut asked = Asked::default();
    let mut equipment = args.equipment;
    let order = args.work_order.map(|id| facts.glance::<WorkOrder>(id)).transpose()?;
    let of_order = order.as_ref().and_then(|order| order.fault_id);
    if let Some(order) = order {
        equipment = equipment.or(Some(order.equipment_id));
        asked.title = order.title;
        asked.description = order.description.unwrap_or_default();
    }
    if let Some(id) = args.fault.or(of_order) {
        let fault = facts.glance::<Fault>(id)?;
        equipment = equipment.or(fault.equipment_id);
        asked.code = fault.code;
        asked.title = fault.title;
        asked.description = fault.description.unwrap_or_default();
    }
    if let Some(words) = &args.words {
        asked.title.clone_from(words);
        asked.description = String::new();
    }
    let given = args.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    asked.code = given.map(str::to_owned).or(asked.code);
    asked.equipment = equipment.map(|id| facts.glance::<Equipment>(id)).transpose()?;
    Ok(asked)
}

/// A manual with what was read from it.
struct Shelved {
    document: Document,
    closeness: Closeness,
    file: Option<BlobName>,
    sections: Vec<Section>,
    rows: Vec<CodeRow>,
    chunks: Vec<Chunk>,
}

/// The manuals to work by, nearest first: of the machine itself, then of those it stands in.
fn nearest(desk: &Desk<'_>, args: &FindArgs, asked: &Asked) -> Result<Vec<(Document, Closeness)>, Refusal> {
    let facts = desk.facts;
    if let Some(id) = args.document {
        return Ok(vec![(facts.glance::<Document>(id)?, Closeness::Linked)]);
    }
    let mut near: Vec<(Document, Closeness)> = Vec::new();
    let mut machine = asked.equipment.clone();
    for _ in 0..PARENTS_MAX {
        let Some(equipment) = machine.take() else { break };
        for document in of_equipment(facts, equipment.id)? {
            if is_active(&document) && near.iter().all(|(known, _)| known.id != document.id) {
                near.push((document, Closeness::Linked));
            }
        }
        machine = equipment
            .parent_id
            .map(|id| facts.glance::<Equipment>(id))
            .transpose()?;
    }
    let mut rest = facts.all::<Document>()?;
    rest.retain(|document| is_active(document) && near.iter().all(|(known, _)| known.id != document.id));
    rest.sort_by_key(|document| (document.title.to_lowercase(), document.id));
    let (same, other): (Vec<Document>, Vec<Document>) = rest
        .into_iter()
        .partition(|document| is_same_model(document, asked.equipment.as_ref()));
    near.extend(same.into_iter().map(|document| (document, Closeness::SameModel)));
    if args.everywhere || asked.equipment.is_none() {
        near.extend(other.into_iter().map(|document| (document, Closeness::Other)));
    }
    Ok(near)
}

fn is_same_model(document: &Document, equipment: Option<&Equipment>) -> bool {
    let Some(equipment) = equipment else { return false };
    let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => one.trim().to_lowercase() == other.trim().to_lowercase(),
        _ => false,
    };
    same(&document.maker, &equipment.maker) && same(&document.model, &equipment.model)
}

fn shelved(desk: &Desk<'_>, (document, closeness): (Document, Closeness)) -> Result<Shelved, Refusal> {
    let file = file_of(&document);
    let mut shelved = Shelved {
        document,
        closeness,
        file,
        sections: Vec::new(),
        rows: Vec::new(),
        chunks: Vec::new(),
    };
    if let Some(file) = &file {
        shelved.sections = desk.records.manual_sections(file)?.into_iter().map(section).collect();
        shelved.rows = desk.records.manual_codes(file)?.into_iter().map(row).collect();
        shelved.chunks = desk
            .records
            .manual_chunks_with_codes(file)?
            .into_iter()
            .map(chunk)
            .collect();
    }
    Ok(shelved)
}

fn section(section: ManualSection) -> Section {
    Section {
        level: section.level,
        path: section.path,
        title: section.title,
        page: section.page,
        top: section.top,
        last_page: section.last_page,
    }
}

fn row(code: ManualCode) -> CodeRow {
    CodeRow {
        code: code.code,
        key: code.key,
        meaning: code.meaning,
        remedy: code.remedy,
        page: code.page,
        top: code.top,
        section: code.section,
    }
}

fn chunk(chunk: ManualChunk) -> Chunk {
    Chunk {
        page: chunk.page,
        top: chunk.top,
        label: chunk.label,
        section: chunk.section,
        heading_path: chunk.path,
        text: chunk.text,
        codes: chunk.codes,
    }
}

/// What people confirmed for the code in those manuals.
fn confirmed(desk: &Desk<'_>, code: &str, shelf: &[Shelved]) -> Result<Vec<(usize, FaultCodeSection)>, Refusal> {
    let key = domain::fault_code::key(code);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let rows = desk
        .facts
        .glance_by::<FaultCodeSection>(FaultCodeSection::code_key, &key.to_value())?;
    let standing = rows.into_iter().filter(|row| !row.is_withdrawn);
    Ok(standing
        .filter_map(|row| {
            let at = shelf
                .iter()
                .position(|shelved| shelved.document.id == row.document_id)?;
            Some((at, row))
        })
        .collect())
}

/// Why a page was chosen, in words.
fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Asked => "the section asked for".to_owned(),
        Reason::Mapped { code } => format!("mapped to {code}"),
        Reason::CodeInTable { code } => format!("a table explains {code}; nobody has confirmed it yet"),
        Reason::CodeInHeading { code } => format!("a heading names {code}; nobody has confirmed it yet"),
        Reason::CodeInText { code } => format!("the text names {code}; nobody has confirmed it yet"),
        Reason::Heading { words } => format!("heading contains “{}”", words.join(" ")),
        Reason::Troubleshooting => "the manual's troubleshooting section".to_owned(),
    }
}

fn place(
    desk: &Desk<'_>,
    shelf: &[Shelved],
    hit: &Hit,
    mapped: &[(usize, FaultCodeSection)],
) -> Result<FoundPlace, Refusal> {
    let shelved = &shelf[hit.manual];
    let is_confirmed = matches!(hit.reason, Reason::Mapped { .. });
    let said = mapped
        .iter()
        .find(|(at, row)| is_confirmed && *at == hit.manual && row.page == i64::from(hit.page));
    let section = hit.section.and_then(|at| shelved.sections.get(at as usize));
    let heading = said.and_then(|(_, row)| row.heading.clone());
    let labels = match &shelved.file {
        Some(file) => desk.records.manual_labels(file)?,
        None => Vec::new(),
    };
    Ok(FoundPlace {
        document: shelved.document.id,
        title: label(&shelved.document),
        page: hit.page,
        label: labels
            .into_iter()
            .find(|(page, _)| *page == hit.page)
            .map(|(_, label)| label),
        top: hit.top,
        heading: heading.or(section.map(|section| section.title.clone())),
        reason: reason(&hit.reason),
        is_confirmed,
    })
}

/// What to do where no page answers.
fn nothing(asked: &Asked, manuals: &[FoundManual]) -> String {
    let machine = asked.equipment.as_ref();
    if manuals.is_empty() {
        let of = machine.map(|machine| {
            let model: Vec<&str> = [machine.maker.as_deref(), machine.model.as_deref()]
                .into_iter()
                .flatten()
                .collect();
            match model.is_empty() {
                true => machine.name.clone(),
                false => format!("{} ({})", machine.name, model.join(" ")),
            }
        });
        return match of {
            Some(of) => format!("No manual of {of} is on board. Add it under Manuals, or ask its maker for it."),
            None => "No manual is on board. Add one under Manuals.".to_owned(),
        };
    }
    if manuals.iter().all(|manual| manual.url.is_some()) {
        return "Its manual is read over a connection. Open the address in a browser.".to_owned();
    }
    let here = || manuals.iter().filter(|manual| manual.url.is_none());
    if here().all(|manual| !manual.is_here) {
        return "The file of its manual is not on this workstation yet. It comes with the next exchanges.".to_owned();
    }
    if here().all(|manual| !manual.is_read) {
        return "Its manual is still being read. Open its contents, or ask again in a while.".to_owned();
    }
    match &asked.code {
        Some(code) => format!("No section for {code}. Look at the contents."),
        None => "No section for these words. Look at the contents.".to_owned(),
    }
}

fn answer(desk: &Desk<'_>, args: &FindArgs, is_here: &dyn Fn(&BlobName) -> bool) -> Result<ManualFound, Refusal> {
    let asked = asked(desk, args)?;
    let mut shelf = Vec::new();
    for near in nearest(desk, args, &asked)? {
        shelf.push(shelved(desk, near)?);
    }
    let code = asked.code.clone().unwrap_or_default();
    let mapped = confirmed(desk, &code, &shelf)?;
    let mappings: Vec<Mapping<'_>> = mapped
        .iter()
        .filter_map(|(manual, row)| {
            Some(Mapping {
                key: &row.code_key,
                manual: *manual,
                // What another program wrote and can be no page leads nowhere.
                page: u32::try_from(row.page).ok().filter(|page| *page > 0)?,
                heading: row.heading.as_deref().unwrap_or_default(),
            })
        })
        .collect();
    let manuals: Vec<Manual<'_>> = shelf
        .iter()
        .map(|shelved| Manual {
            closeness: shelved.closeness,
            sections: &shelved.sections,
            rows: &shelved.rows,
            chunks: &shelved.chunks,
        })
        .collect();
    let question = Question {
        section: args.section.as_deref().unwrap_or_default(),
        code: &code,
        title: &asked.title,
        description: &asked.description,
        is_everywhere: args.everywhere || asked.equipment.is_none(),
    };
    let found = find(&question, &mappings, &manuals);
    let mut answer = ManualFound {
        best: None,
        others: Vec::new(),
        related: Vec::new(),
        manuals: Vec::new(),
        code: asked.code.clone(),
        said: None,
    };
    for shelved in &shelf {
        let is_here = shelved.file.as_ref().is_some_and(is_here);
        answer.manuals.push(FoundManual {
            id: shelved.document.id,
            title: link(&shelved.document).label,
            url: shelved.document.url.clone(),
            is_here,
            is_read: is_here && !(shelved.sections.is_empty() && shelved.chunks.is_empty()),
        });
    }
    match found {
        Some(Found { best, others, related }) => {
            let sections = &shelf[best.manual].sections;
            let near = related.iter().filter_map(|at| sections.get(*at as usize));
            answer.related = near
                .map(|section| FoundSection {
                    title: section.title.clone(),
                    page: section.page,
                    top: section.top,
                })
                .collect();
            answer.best = Some(place(desk, &shelf, &best, &mapped)?);
            for hit in &others {
                answer.others.push(place(desk, &shelf, hit, &mapped)?);
            }
        }
        None => answer.said = Some(nothing(&asked, &answer.manuals)),
    }
    Ok(answer)
}

impl Program {
    /// The page that helps with a fault, a work order, an equipment, or with what is asked for; never a page
    /// for want of a better one.
    ///
    /// # Errors
    /// `not_found`, or when nobody is signed in.
    pub fn manual_find(&self, args: &FindArgs) -> Result<ManualFound, Error> {
        self.signed_in()?;
        self.manual_found(args)
    }

    /// As [`Program::manual_find`], for a terminal, where nobody signs in to read.
    ///
    /// # Errors
    /// `not_found`, or when the replica cannot be read.
    pub fn manual_found(&self, args: &FindArgs) -> Result<ManualFound, Error> {
        let blobs = self.blobs();
        self.reading(|records| {
            let facts = Facts::new(records);
            let desk = Desk { facts: &facts, records };
            answer(&desk, args, &|file| blobs.holds(file))
        })
    }
}
