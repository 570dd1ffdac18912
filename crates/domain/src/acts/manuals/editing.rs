//! What is said of a manual: its facts, its place among others, the equipment it describes.

use super::{REMARK_CHARACTERS_MAX, described, given_document, is_active, kept, label, link, link_id, supersede};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::acts::faults::nothing_changed;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::Refusal;
use crate::tables::{Document, DocumentEquipment, DocumentStatus};
use crate::{text, words};
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditDocumentParams {
        /// The manual.
        document: Option<RowId>,
        /// What it is called, 3–200 characters.
        title: Option<String>,
        /// Maker of what it describes.
        maker: Option<String>,
        /// Model of what it describes.
        model: Option<String>,
        /// Which revision it is.
        revision: Option<String>,
        /// Anything else worth knowing, up to 2,000 characters.
        remark: Option<String>,
    }
}

/// Changes what is said of a manual; its file stays.
pub struct EditDocument;

impl Act for EditDocument {
    const NAME: &'static str = "edit_document";
    const REQUIRED: &'static [&'static str] = &["document"];
    type Params = EditDocumentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_document(ctx, given)?;
        let mut form = Prefill::default();
        form.set("document", old.id.to_string());
        form.set("title", old.title);
        form.set_some("maker", old.maker);
        form.set_some("model", old.model);
        form.set_some("revision", old.revision);
        form.set_some("remark", old.remark);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditDocumentParams) -> Result<(Plan, Subject), Refusal> {
        let old = kept(ctx, params.document)?;
        let (mut values, mut changed) = (Values::new(), Vec::new());
        if let Some(title) = &params.title
            && values.change(Document::title, &old.title, &text::title("title", title)?)
        {
            changed.push("title");
        }
        let lines = [
            (Document::maker, "maker", "The maker", &params.maker, &old.maker),
            (Document::model, "model", "The model", &params.model, &old.model),
            (
                Document::revision,
                "revision",
                "The revision",
                &params.revision,
                &old.revision,
            ),
        ];
        for (column, field, name, given, before) in lines {
            if given.is_some() && values.change(column, before, &text::line(field, name, given.as_deref())?) {
                changed.push(field);
            }
        }
        if params.remark.is_some() {
            let remark = text::long("remark", "The remark", params.remark.as_deref(), REMARK_CHARACTERS_MAX)?;
            if values.change(Document::remark, &old.remark, &remark) {
                changed.push("remark");
            }
        }
        nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Document>(old.id, values);
        plan.will(format!("change the {} of “{}”", changed.join(", "), label(&old)));
        plan.leaves("the file itself");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What the form sends.
    pub struct SupersedeDocumentParams {
        /// The manual that is no longer the one to work by.
        document: Option<RowId>,
        /// The newer one.
        by: Option<RowId>,
        /// It is the one to work by after all.
        back: bool,
    }
}

/// Puts a newer manual in the place of one, or takes that back.
pub struct SupersedeDocument;

impl Act for SupersedeDocument {
    const NAME: &'static str = "supersede_document";
    const REQUIRED: &'static [&'static str] = &["document"];
    type Params = SupersedeDocumentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_document(ctx, given)?;
        let mut form = Prefill::default();
        form.set("document", old.id.to_string());
        form.set("back", old.status == DocumentStatus::Superseded);
        form.set_some("by", given_id(given, "by")?.map(|id| id.to_string()));
        form.show("title", label(&old));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SupersedeDocumentParams) -> Result<(Plan, Subject), Refusal> {
        let old = kept(ctx, params.document)?;
        let mut plan = Plan::new(Self::NAME);
        plan.corrected_by = Some(Self::NAME);
        if !params.back {
            let by = ctx.facts.get::<Document>(required_id("by", params.by)?)?;
            if !is_active(&by) {
                return Err(Refusal::state(format!(
                    "“{}” is not one to work by itself. Choose one that is.",
                    label(&by)
                )));
            }
            supersede(ctx, &mut plan, old.id, by.id, &label(&by))?;
            return Ok((plan, Subject::vessel()));
        }
        if old.status == DocumentStatus::Active {
            return Err(Refusal::state(format!("“{}” is one to work by already.", label(&old))));
        }
        let values = Values::new()
            .set(Document::status, &DocumentStatus::Active)
            .set(Document::superseded_by_id, &None::<RowId>);
        plan.update::<Document>(old.id, values);
        plan.will(format!("work by “{}” again", label(&old)));
        plan.leaves("the newer manual, and what it is linked with");
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What the form sends.
    pub struct RetireDocumentParams {
        /// The manual.
        document: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
        /// Take it back instead.
        back: bool,
    }
}

/// Retires a manual, or takes it back; the file stays.
pub struct RetireDocument;

impl Act for RetireDocument {
    const NAME: &'static str = "retire_document";
    const REQUIRED: &'static [&'static str] = &["document", "reason"];
    type Params = RetireDocumentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_document(ctx, given)?;
        let mut form = Prefill::default();
        form.set("document", old.id.to_string());
        form.set("back", old.is_retired);
        form.show("title", label(&old));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &RetireDocumentParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Document>(required_id("document", params.document)?)?;
        if old.is_retired != params.back {
            let state = if old.is_retired {
                "retired already"
            } else {
                "not retired"
            };
            return Err(Refusal::state(format!("“{}” is {state}.", label(&old))));
        }
        let reason = crate::acts::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        let values = Values::new()
            .set(Document::is_retired, &!params.back)
            .set(Document::retired_reason, &Some(reason.clone()));
        plan.update::<Document>(old.id, values);
        let verb = if params.back { "take back" } else { "retire" };
        plan.will(format!("{verb} the manual “{}”: {reason}", label(&old)));
        plan.leaves("the file itself: it is kept, and pages pinned from it stay");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What the form sends.
    pub struct LinkDocumentParams {
        /// The manual.
        document: Option<RowId>,
        /// Equipment that it describes, at most fifty.
        link: Vec<RowId>,
        /// Equipment that it does not describe.
        unlink: Vec<RowId>,
    }
}

/// Says which equipment a manual describes.
pub struct LinkDocument;

impl Act for LinkDocument {
    const NAME: &'static str = "link_document";
    const REQUIRED: &'static [&'static str] = &["document"];
    type Params = LinkDocumentParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        if let Some(id) = given_id(given, "document")? {
            let document = ctx.facts.get::<Document>(id)?;
            form.set("document", document.id.to_string());
            form.show("title", label(&document));
        }
        for list in ["link", "unlink"] {
            match &given[list] {
                Json::Array(chosen) => form.set(list, chosen.clone()),
                _ => {
                    if let Some(id) = given_id(given, list)? {
                        form.set(list, json!([id]));
                    }
                }
            }
        }
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &LinkDocumentParams) -> Result<(Plan, Subject), Refusal> {
        let document = kept(ctx, params.document)?;
        let mut plan = Plan::new(Self::NAME);
        let mut changed = 0;
        for machine in described(ctx.facts, &params.link)? {
            if link(ctx, &mut plan, document.id, machine.id)? {
                plan.will(format!(
                    "list “{}” under {} {}",
                    label(&document),
                    machine.code,
                    machine.name
                ));
                changed += 1;
            }
        }
        for machine in described(ctx.facts, &params.unlink)? {
            let known = ctx
                .facts
                .find::<DocumentEquipment>(link_id(document.id, machine.id))?
                .filter(|line| !line.is_unlinked);
            if let Some(line) = known {
                plan.update::<DocumentEquipment>(line.id, Values::new().set(DocumentEquipment::is_unlinked, &true));
                plan.will(format!(
                    "list “{}” no more under {} {}",
                    label(&document),
                    machine.code,
                    machine.name
                ));
                changed += 1;
            }
        }
        if changed == 0 {
            let given = params.link.len() + params.unlink.len();
            return Err(Refusal::state(match given {
                0 => "No equipment was chosen. Choose at least one.".to_owned(),
                _ => format!(
                    "That is how it stands already: {} linked as wished.",
                    words::count(given, "piece of equipment", "pieces of equipment")
                ),
            }));
        }
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}
