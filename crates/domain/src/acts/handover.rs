//! "A note to your future self, or to the person replacing you."
//!
//! Invariant: entries are written by people only. No other act plans a row of `pms_handover`; a test
//! asks all of them.

mod closing;
mod signing;

pub use closing::{CloseHandoverEntry, WithdrawHandoverEntry};
pub use signing::{AcknowledgeHandover, SignOverHandover};

use super::faults::nothing_changed;
use super::notes::are_near_identical;
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_choice, required_id};
use crate::facts::Facts;
use crate::field::Field;
use crate::handover::About;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{
    Department, Document, Equipment, Fault, HandoverCategory, HandoverEntry, HandoverKind, HandoverStatus, Part,
    Priority, Severity, WorkOrder, WorkOrderStatus,
};
use crate::text::{self, Lines};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Characters in the details of an entry.
pub const DETAILS_CHARACTERS_MAX: usize = 2_000;

params! {
    /// What the form sends.
    pub struct AddToHandoverParams {
        /// What to know, up to 200 characters.
        title: String,
        /// In full, up to 2,000 characters.
        details: Option<String>,
        /// What the next person has to do with it.
        category: Option<HandoverCategory>,
        /// Normal when left out.
        priority: Option<Priority>,
        /// From the record, else the person, when left out.
        department: Option<Department>,
        /// Watch when left out.
        kind: Option<HandoverKind>,
        /// The fault it speaks of.
        fault: Option<RowId>,
        /// The work order it speaks of.
        work_order: Option<RowId>,
        /// The machine or space it speaks of.
        equipment: Option<RowId>,
        /// The part it speaks of.
        part: Option<RowId>,
        /// The manual it speaks of.
        document: Option<RowId>,
        /// The page of that manual, from 1.
        page: Option<i64>,
        /// The heading in that manual.
        section: Option<String>,
    }
}

/// Writes an entry, about a record or about none. No preview, no signature.
pub struct AddToHandover;

impl Act for AddToHandover {
    const NAME: &'static str = "add_to_handover";
    const REQUIRED: &'static [&'static str] = &["title", "category"];
    type Params = AddToHandoverParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("priority", Priority::Normal.word());
        form.set("kind", HandoverKind::Watch.word());
        form.set("department", ctx.actor.department.word());
        if let Some(about) = given_about(given)? {
            let start = Start::from(ctx.facts, about)?;
            form.set("title", text::shortened(&start.title, text::TITLE_CHARACTERS_MAX));
            form.set("category", start.category.word());
            if let Some(department) = start.department {
                form.set("department", department.word());
            }
            // Of a manual the section is spoken of, where one was open.
            if matches!(about, About::Document(_)) && !given_text(given, "section").is_empty() {
                let title = format!("{}: {}", start.title, given_text(given, "section"));
                form.set("title", text::shortened(&title, text::TITLE_CHARACTERS_MAX));
            }
        }
        // What the page was showing comes before what the record says.
        for field in ["kind", "department"] {
            let shown = given_text(given, field);
            if !shown.is_empty() {
                form.set(field, shown);
            }
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let title = given_text(given, "title").trim().to_lowercase();
        let about = given_about(given)?;
        let department = Department::from_word(given_text(given, "department"));
        let is_of = |entry: &HandoverEntry| entry.department == department.unwrap_or(ctx.actor.department);
        for entry in open_entries(ctx.facts)?.iter().filter(|entry| is_of(entry)) {
            let is_alike = !title.is_empty() && are_near_identical(&entry.title.to_lowercase(), &title);
            if is_alike || (about.is_some() && About::of(entry) == about) {
                found.duplicates.push(as_duplicate(ctx, entry)?);
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddToHandoverParams) -> Result<(Plan, Subject), Refusal> {
        let title = title(&params.title)?;
        let details = details(params.details.as_deref())?;
        let category = required_choice("category", params.category)?;
        let about = one_of([
            params.fault.map(About::Fault),
            params.work_order.map(About::WorkOrder),
            params.equipment.map(About::Equipment),
            params.part.map(About::Part),
            params.document.map(About::Document),
        ])?;
        let (page, section) = place_in_manual(ctx, params)?;
        let start = about.map(|about| Start::from(ctx.facts, about)).transpose()?;
        let department = params.department.or(start.as_ref().and_then(|start| start.department));
        let department = department.unwrap_or(ctx.actor.department);
        let kind = params.kind.unwrap_or(HandoverKind::Watch);
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<HandoverEntry>(
            Values::new()
                .set(HandoverEntry::title, &title)
                .set(HandoverEntry::details, &details)
                .set(HandoverEntry::category, &category)
                .set(HandoverEntry::priority, &params.priority.unwrap_or(Priority::Normal))
                .set(HandoverEntry::department, &department)
                .set(HandoverEntry::kind, &kind)
                .set(HandoverEntry::fault_id, &params.fault)
                .set(HandoverEntry::work_order_id, &params.work_order)
                .set(HandoverEntry::equipment_id, &params.equipment)
                .set(HandoverEntry::part_id, &params.part)
                .set(HandoverEntry::document_id, &params.document)
                .set(HandoverEntry::page, &page)
                .set(HandoverEntry::section, &section)
                .set(HandoverEntry::status, &HandoverStatus::Open)
                .set(HandoverEntry::is_signed_over, &false),
        );
        plan.will(format!(
            "add “{title}” to the {} {} handover, as {}",
            department.word(),
            kind.word(),
            words::handover_category(category)
        ));
        if let Some(start) = start {
            plan.leaves(format!("{} itself", start.name));
        }
        plan.corrected_by = Some(EditHandoverEntry::NAME);
        let relief = json!({ "department": department, "kind": kind });
        plan.offer(Self::NAME, relief);
        Ok((plan, Subject::of(department)))
    }
}

/// What the form starts from, by the record that an entry speaks of.
struct Start {
    title: String,
    name: String,
    category: HandoverCategory,
    /// None of a manual, which belongs to no department.
    department: Option<Department>,
}

impl Start {
    /// The fixed table of prefills; a cancelled work order is good to know and no more.
    fn from(facts: &Facts<'_>, about: About) -> Result<Self, Refusal> {
        Ok(match about {
            About::Fault(id) => {
                let fault = facts.glance::<Fault>(id)?;
                Self {
                    title: fault.title,
                    name: fault.number,
                    category: if fault.severity == Severity::Critical {
                        HandoverCategory::Urgent
                    } else {
                        HandoverCategory::InProgress
                    },
                    department: Some(fault.department),
                }
            }
            About::WorkOrder(id) => {
                let order = facts.glance::<WorkOrder>(id)?;
                Self {
                    title: order.title,
                    name: order.number,
                    category: match order.status {
                        WorkOrderStatus::Candidate | WorkOrderStatus::Active => HandoverCategory::InProgress,
                        WorkOrderStatus::Completed => HandoverCategory::Completed,
                        WorkOrderStatus::Cancelled => HandoverCategory::Fyi,
                    },
                    department: Some(order.department),
                }
            }
            About::Equipment(id) => {
                let equipment = facts.glance::<Equipment>(id)?;
                Self {
                    title: equipment.name.clone(),
                    name: equipment.name,
                    category: HandoverCategory::Watch,
                    department: Some(equipment.department),
                }
            }
            About::Part(id) => {
                let part = facts.glance::<Part>(id)?;
                Self {
                    title: part.name.clone(),
                    name: part.name,
                    category: HandoverCategory::Fyi,
                    department: Some(part.department),
                }
            }
            About::Document(id) => {
                let document = facts.glance::<Document>(id)?;
                Self {
                    title: document.title.clone(),
                    name: document.title,
                    category: HandoverCategory::Fyi,
                    department: None,
                }
            }
        })
    }
}

/// The record that an incomplete form names.
fn given_about(given: &Json) -> Result<Option<About>, Refusal> {
    one_of([
        given_id(given, "fault")?.map(About::Fault),
        given_id(given, "work_order")?.map(About::WorkOrder),
        given_id(given, "equipment")?.map(About::Equipment),
        given_id(given, "part")?.map(About::Part),
        given_id(given, "document")?.map(About::Document),
    ])
}

/// The one record among these; none where there is none.
fn one_of(named: [Option<About>; 5]) -> Result<Option<About>, Refusal> {
    let mut named = named.into_iter().flatten();
    let about = named.next();
    if named.next().is_some() {
        return Err(Refusal::new(
            Code::Invalid,
            "An entry speaks of one record. Write a second entry for the other.",
        ));
    }
    Ok(about)
}

/// The page and the heading of the manual that a form names.
fn place_in_manual(ctx: &Ctx<'_>, params: &AddToHandoverParams) -> Result<(Option<i64>, Option<String>), Refusal> {
    let section = text::line("section", "The heading", params.section.as_deref())?;
    let Some(document) = params.document else {
        return match (params.page, section) {
            (None, None) => Ok((None, None)),
            _ => Err(Refusal::field(
                Code::Missing,
                "document",
                "Say of which manual that page is.",
            )),
        };
    };
    let document = ctx.facts.glance::<Document>(document)?;
    let page = params
        .page
        .map(|page| super::manuals::page_of(&document, Some(page)))
        .transpose()?;
    Ok((page, section))
}

fn open_entries(facts: &Facts<'_>) -> Result<Vec<HandoverEntry>, Refusal> {
    facts.glance_by::<HandoverEntry>(HandoverEntry::status, &HandoverStatus::Open.to_value())
}

fn as_duplicate(ctx: &Ctx<'_>, entry: &HandoverEntry) -> Result<Duplicate, Refusal> {
    let by = entry
        .created_by
        .map_or_else(|| Ok("somebody ashore".to_owned()), |person| ctx.name_of(person))?;
    Ok(Duplicate {
        table: "pms_handover".to_owned(),
        id: entry.id,
        label: entry.title.clone(),
        text: format!(
            "{} {}, {}, by {by}, {}",
            entry.department.word(),
            entry.kind.word(),
            words::handover_category(entry.category),
            words::age(ctx.now.hours_since(entry.created_at))
        ),
        view_first: false,
    })
}

fn title(given: &str) -> Result<String, Refusal> {
    text::required("title", "The title", given, Lines::One, 1, text::TITLE_CHARACTERS_MAX)
}

fn details(given: Option<&str>) -> Result<Option<String>, Refusal> {
    text::long("details", "The details", given, DETAILS_CHARACTERS_MAX)
}

/// The entry that a form names.
fn given_entry(ctx: &Ctx<'_>, given: &Json) -> Result<HandoverEntry, Refusal> {
    ctx.facts
        .get::<HandoverEntry>(required_id("entry", given_id(given, "entry")?)?)
}

/// What of an entry decides about a right: its department, and who wrote it.
#[must_use]
pub fn subject(entry: &HandoverEntry) -> Subject {
    Subject {
        department: Some(entry.department),
        assigned_to: None,
        done_by: entry.created_by,
    }
}

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditHandoverEntryParams {
        /// The entry.
        entry: Option<RowId>,
        /// What to know, up to 200 characters.
        title: Option<String>,
        /// In full, up to 2,000 characters.
        details: Option<String>,
        /// What the next person has to do with it.
        category: Option<HandoverCategory>,
        /// How much it matters.
        priority: Option<Priority>,
        /// Whose handover it belongs to.
        department: Option<Department>,
        /// Watch or rotation.
        kind: Option<HandoverKind>,
    }
}

/// Changes an entry that nobody signed over yet.
pub struct EditHandoverEntry;

impl Act for EditHandoverEntry {
    const NAME: &'static str = "edit_handover_entry";
    const REQUIRED: &'static [&'static str] = &["entry"];
    type Params = EditHandoverEntryParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_entry(ctx, given)?;
        let mut form = Prefill::default();
        form.set("entry", old.id.to_string());
        form.set("title", old.title);
        form.set_some("details", old.details);
        form.set("category", old.category.word());
        form.set("priority", old.priority.word());
        form.set("department", old.department.word());
        form.set("kind", old.kind.word());
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditHandoverEntryParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<HandoverEntry>(required_id("entry", params.entry)?)?;
        refuse_signed_over(&old)?;
        let (mut values, mut changed) = (Values::new(), Vec::new());
        if let Some(given) = &params.title
            && values.change(HandoverEntry::title, &old.title, &title(given)?)
        {
            changed.push("title");
        }
        if params.details.is_some() {
            let given = details(params.details.as_deref())?;
            if values.change(HandoverEntry::details, &old.details, &given) {
                changed.push("details");
            }
        }
        let category = params.category.unwrap_or(old.category);
        if values.change(HandoverEntry::category, &old.category, &category) {
            changed.push("category");
        }
        let priority = params.priority.unwrap_or(old.priority);
        if values.change(HandoverEntry::priority, &old.priority, &priority) {
            changed.push("priority");
        }
        let department = params.department.unwrap_or(old.department);
        if values.change(HandoverEntry::department, &old.department, &department) {
            changed.push("department");
        }
        let kind = params.kind.unwrap_or(old.kind);
        if values.change(HandoverEntry::kind, &old.kind, &kind) {
            changed.push("kind");
        }
        nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<HandoverEntry>(old.id, values);
        plan.will(format!("change the {} of “{}”", changed.join(", "), old.title));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, subject(&old)))
    }
}

fn refuse_signed_over(entry: &HandoverEntry) -> Result<(), Refusal> {
    if entry.is_signed_over {
        return Err(Refusal::state(format!(
            "“{}” was signed over, and its words stay as they were signed. Write a new entry.",
            entry.title
        )));
    }
    match entry.status {
        HandoverStatus::Open => Ok(()),
        status => Err(Refusal::state(format!(
            "“{}” is {}. Open it again first, or write a new entry.",
            entry.title,
            status.word()
        ))),
    }
}
