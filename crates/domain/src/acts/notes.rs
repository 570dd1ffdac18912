//! "A breadcrumb for whoever picks this up next."

use super::work_orders::{given_order, open_order, start_with, subject};
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_id};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Note, NoteCategory, NoteKind};
use crate::text;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Above this many characters a note is warned about.
pub const NOTE_CHARACTERS_WARN: usize = 2_000;
/// A note with the same words within this time is offered as "add anyway", in minutes.
const NEAR_IDENTICAL_MINUTES: f64 = 10.0;
/// Two notes count as near-identical from this likeness on (normalised Levenshtein, 0 to 1).
const NEAR_IDENTICAL_LIKENESS: f64 = 0.9;

/// Compares only what can be alike by its length: the comparison costs the product of both lengths.
pub(super) fn are_near_identical(one: &str, other: &str) -> bool {
    let (one_long, other_long) = (one.chars().count(), other.chars().count());
    let longer = one_long.max(other_long);
    let alike_at_most = one_long.min(other_long) as f64 / longer.max(1) as f64;
    longer <= text::TEXT_CHARACTERS_MAX
        && alike_at_most >= NEAR_IDENTICAL_LIKENESS
        && strsim::normalized_levenshtein(one, other) >= NEAR_IDENTICAL_LIKENESS
}

params! {
    /// What the form sends.
    pub struct AddNoteParams {
        /// The work order.
        work_order: Option<RowId>,
        /// Up to 5,000 characters.
        text: String,
        /// Update when left out.
        category: Option<NoteCategory>,
        /// The note it corrects.
        corrects: Option<RowId>,
        /// The person saw a near-identical note and went on.
        add_anyway: bool,
    }
}

/// Adds a note. No preview, no signature.
pub struct AddNote;

impl Act for AddNote {
    const NAME: &'static str = "add_note_to_work_order";
    const REQUIRED: &'static [&'static str] = &["work_order", "text"];
    type Params = AddNoteParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("work_order", given_order(ctx, given)?.id.to_string());
        form.set("category", NoteCategory::Update.word());
        if let Some(id) = given_id(given, "corrects")? {
            let old = ctx.facts.glance::<Note>(id)?;
            form.set("corrects", id.to_string());
            form.set("category", old.category.word());
            form.show("corrects", json!({ "text": old.text }));
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let order = required_id("work_order", given_id(given, "work_order")?)?;
        let new = given_text(given, "text").trim().to_lowercase();
        if new.chars().count() > NOTE_CHARACTERS_WARN {
            found.warn(
                "long_note",
                "This note is longer than 2,000 characters. It can be added all the same.",
            );
        }
        if new.is_empty() {
            return Ok(found);
        }
        let recent = ctx.facts.glance_by::<Note>(Note::work_order_id, &order.to_value())?;
        for note in recent {
            let minutes = ctx.now.hours_since(note.created_at).abs() * 60.0;
            if minutes > NEAR_IDENTICAL_MINUTES {
                continue;
            }
            if are_near_identical(&note.text.to_lowercase(), &new) {
                found.duplicates.push(Duplicate {
                    table: "pms_work_order_notes".to_owned(),
                    id: note.id,
                    label: format!("Note of {}", ctx.ship.format(note.created_at)),
                    text: text::shortened(&note.text, 200),
                    view_first: false,
                });
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddNoteParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "it takes no more notes")?;
        let max = text::TEXT_CHARACTERS_MAX;
        let text = text::required("text", "The note", &params.text, text::Lines::Many, 1, max)?;
        if let Some(id) = params.corrects
            && ctx.facts.get::<Note>(id)?.work_order_id != order.id
        {
            return Err(Refusal::field(
                Code::Invalid,
                "corrects",
                "The note to be corrected belongs to another work order.",
            ));
        }
        let category = params.category.unwrap_or(NoteCategory::Update);
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Note>(
            Values::new()
                .set(Note::work_order_id, &order.id)
                .set(Note::text, &text)
                .set(Note::category, &category)
                .set(Note::kind, &NoteKind::Note)
                .set(Note::corrects_id, &params.corrects),
        );
        plan.will(format!("add a note ({}) to {}", category.word(), order.number));
        start_with(&mut plan, &order, "first_note");
        if params.add_anyway {
            plan.keep("add_anyway", true);
        }
        plan.leaves("a note cannot be changed after it was added; a correction is a new note");
        plan.corrected_by = Some(Self::NAME);
        plan.offer(Self::NAME, json!({ "work_order": order.id.to_string() }));
        plan.offer("attach_file", json!({ "note": "$new" }));
        plan.offer(
            "mark_work_order_complete",
            json!({ "work_order": order.id.to_string() }),
        );
        Ok((plan, subject(&order)))
    }
}
