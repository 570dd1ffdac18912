//! Where a manual says what a fault code means, as people confirm and correct it.

use super::{given_document, kept, label, page_of};
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_id};
use crate::fault_code::{self, CODE_CHARACTERS_MAX};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Document, FaultCodeSection};
use crate::text::{self, Lines};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Codes that one sheet confirms.
const CODES_MAX: usize = 200;
/// Characters of a heading, of a meaning and of a remedy.
const PRINTED_CHARACTERS_MAX: usize = 1_000;

/// One code of the sheet, as it was read from the manual and as the person left it.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct MappingWish {
    /// The code as it is printed.
    pub code: String,
    /// The page, from 1.
    pub page: Option<i64>,
    /// The heading that it stands under.
    pub heading: Option<String>,
    /// What it means, as the manual says.
    pub meaning: Option<String>,
    /// What to do, as the manual says.
    pub remedy: Option<String>,
}

params! {
    /// What the sheet sends: codes of one manual, at most two hundred.
    pub struct ConfirmMappingParams {
        /// The manual.
        document: Option<RowId>,
        /// The codes.
        codes: Vec<MappingWish>,
    }
}

/// Confirms where fault codes stand. No preview, no signature.
pub struct ConfirmMapping;

impl Act for ConfirmMapping {
    const NAME: &'static str = "confirm_mapping";
    const REQUIRED: &'static [&'static str] = &["document", "codes"];
    type Params = ConfirmMappingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let document = given_document(ctx, given)?;
        let mut form = Prefill::default();
        form.set("document", document.id.to_string());
        form.set("codes", given.get("codes").cloned().unwrap_or_else(|| json!([])));
        form.show("title", label(&document));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ConfirmMappingParams) -> Result<(Plan, Subject), Refusal> {
        let document = kept(ctx, params.document)?;
        if params.codes.is_empty() {
            return Err(Refusal::field(
                Code::Missing,
                "codes",
                "No code was chosen. Tick at least one.",
            ));
        }
        if params.codes.len() > CODES_MAX {
            let message = format!(
                "At most {CODES_MAX} codes go at once; these are {}.",
                params.codes.len()
            );
            return Err(Refusal::field(Code::Invalid, "codes", message));
        }
        let mut plan = Plan::new(Self::NAME);
        let mut keys: Vec<String> = Vec::new();
        for (index, wish) in params.codes.iter().enumerate() {
            let field = format!("codes.{index}");
            let mapping = Mapping::of(&document, wish, &field)?;
            if keys.contains(&mapping.key) {
                let message = format!("{} is on this sheet twice. Leave one of them.", mapping.code);
                return Err(Refusal::field(Code::Invalid, &field, message));
            }
            match mapping.known(ctx, &document)? {
                Some(old) if !old.is_withdrawn => {
                    let message = format!(
                        "{} is confirmed already, on page {}. Correct that one instead.",
                        old.code, old.page
                    );
                    return Err(Refusal::field(Code::WrongState, &field, message));
                }
                known => mapping.plan(&mut plan, &document, known.as_ref()),
            }
            plan.will(mapping.sentence(&document));
            keys.push(mapping.key);
        }
        plan.leaves("the manual, and faults that carry the code");
        plan.corrected_by = Some(CorrectMapping::NAME);
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What the form sends: "E047 is on page 212".
    pub struct CorrectMappingParams {
        /// The manual.
        document: Option<RowId>,
        /// The code.
        code: String,
        /// The page, from 1.
        page: Option<i64>,
        /// The heading that it stands under.
        heading: Option<String>,
        /// What it means; left out it stays.
        meaning: Option<String>,
        /// What to do; left out it stays.
        remedy: Option<String>,
    }
}

/// Says where a code really stands, whether or not anybody said so before.
pub struct CorrectMapping;

impl Act for CorrectMapping {
    const NAME: &'static str = "correct_mapping";
    const REQUIRED: &'static [&'static str] = &["document", "code", "page"];
    type Params = CorrectMappingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        if let Some(id) = given_id(given, "mapping")? {
            let old = ctx.facts.get::<FaultCodeSection>(id)?;
            form.set("document", old.document_id.to_string());
            form.set("code", old.code);
            form.set("page", old.page);
            form.set_some("heading", old.heading);
            form.set_some("meaning", old.meaning);
            form.set_some("remedy", old.remedy);
            form.show("title", label(&ctx.facts.glance::<Document>(old.document_id)?));
            return Ok(form);
        }
        let document = given_document(ctx, given)?;
        form.set("document", document.id.to_string());
        form.set("code", given_text(given, "code"));
        for field in ["page", "heading"] {
            form.set_some(field, given.get(field).filter(|value| !value.is_null()).cloned());
        }
        form.show("title", label(&document));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CorrectMappingParams) -> Result<(Plan, Subject), Refusal> {
        let document = kept(ctx, params.document)?;
        let wish = MappingWish {
            code: params.code.clone(),
            page: params.page,
            heading: params.heading.clone(),
            meaning: params.meaning.clone(),
            remedy: params.remedy.clone(),
        };
        let mut mapping = Mapping::of(&document, &wish, "")?;
        let known = mapping.known(ctx, &document)?;
        if let Some(old) = &known {
            // Left out it stays; emptied it goes.
            if params.meaning.is_none() {
                mapping.meaning.clone_from(&old.meaning);
            }
            if params.remedy.is_none() {
                mapping.remedy.clone_from(&old.remedy);
            }
            if !old.is_withdrawn && mapping.says_the_same(old) {
                return Err(Refusal::state(format!(
                    "{} is on page {} already, as you say.",
                    old.code, old.page
                )));
            }
        }
        let mut plan = Plan::new(Self::NAME);
        mapping.plan(&mut plan, &document, known.as_ref());
        plan.will(mapping.sentence(&document));
        if let Some(old) = known.filter(|old| !old.is_withdrawn && old.page != mapping.page) {
            plan.will(format!("leave what was said before: page {}", old.page));
        }
        plan.leaves("the manual, and faults that carry the code");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What the form sends.
    pub struct WithdrawMappingParams {
        /// What is taken back.
        mapping: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Takes back that a code stands anywhere in a manual; it is confirmed anew like any other.
pub struct WithdrawMapping;

impl Act for WithdrawMapping {
    const NAME: &'static str = "withdraw_mapping";
    const REQUIRED: &'static [&'static str] = &["mapping", "reason"];
    type Params = WithdrawMappingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = ctx
            .facts
            .get::<FaultCodeSection>(required_id("mapping", given_id(given, "mapping")?)?)?;
        let mut form = Prefill::default();
        form.set("mapping", old.id.to_string());
        form.show("code", json!({ "code": old.code, "page": old.page }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &WithdrawMappingParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx
            .facts
            .get::<FaultCodeSection>(required_id("mapping", params.mapping)?)?;
        if old.is_withdrawn {
            return Err(Refusal::state(format!("{} was withdrawn already.", old.code)));
        }
        let document = ctx.facts.glance::<Document>(old.document_id)?;
        let reason = crate::acts::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        let values = Values::new()
            .set(FaultCodeSection::is_withdrawn, &true)
            .set(FaultCodeSection::reason, &Some(reason.clone()));
        plan.update::<FaultCodeSection>(old.id, values);
        plan.will(format!(
            "no longer say that {} is on page {} of “{}”: {reason}",
            old.code,
            old.page,
            label(&document)
        ));
        plan.leaves("the manual, and faults that carry the code");
        plan.corrected_by = Some(CorrectMapping::NAME);
        let again = json!({ "document": document.id, "code": old.code, "page": old.page, "heading": old.heading });
        plan.offer(CorrectMapping::NAME, again);
        Ok((plan, Subject::vessel()))
    }
}

/// The id of what is said of a code in a manual, however the code is spelt.
#[must_use]
pub fn mapping_id(document: RowId, code: &str) -> RowId {
    let key = fault_code::key(code);
    RowId::natural(FaultCodeSection::TABLE.number, &[document.as_bytes(), key.as_bytes()])
}

/// What is said of a code, as it will be written.
struct Mapping {
    code: String,
    key: String,
    page: i64,
    heading: Option<String>,
    meaning: Option<String>,
    remedy: Option<String>,
}

impl Mapping {
    fn of(document: &Document, wish: &MappingWish, field: &str) -> Result<Self, Refusal> {
        let at = |name: &str| match field {
            "" => name.to_owned(),
            field => format!("{field}.{name}"),
        };
        let code = text::required(&at("code"), "The code", &wish.code, Lines::One, 1, CODE_CHARACTERS_MAX)?;
        let key = fault_code::key(&code);
        if key.is_empty() {
            let message = "The code holds no letter and no digit. Write it as the manual prints it.";
            return Err(Refusal::field(Code::Invalid, &at("code"), message));
        }
        let printed = |name: &str, label: &str, given: &Option<String>, lines: Lines| {
            text::clean(
                &at(name),
                label,
                given.as_deref().unwrap_or_default(),
                lines,
                PRINTED_CHARACTERS_MAX,
            )
        };
        Ok(Self {
            page: page_of(document, wish.page)?,
            heading: printed("heading", "The heading", &wish.heading, Lines::One)?,
            meaning: printed("meaning", "The meaning", &wish.meaning, Lines::Many)?,
            remedy: printed("remedy", "The remedy", &wish.remedy, Lines::Many)?,
            code,
            key,
        })
    }

    fn known(&self, ctx: &Ctx<'_>, document: &Document) -> Result<Option<FaultCodeSection>, Refusal> {
        ctx.facts.find::<FaultCodeSection>(mapping_id(document.id, &self.key))
    }

    fn says_the_same(&self, old: &FaultCodeSection) -> bool {
        (&self.code, self.page, &self.heading, &self.meaning, &self.remedy)
            == (&old.code, old.page, &old.heading, &old.meaning, &old.remedy)
    }

    fn sentence(&self, document: &Document) -> String {
        format!(
            "say that {} is on page {} of “{}”",
            self.code,
            self.page,
            label(document)
        )
    }

    fn plan(&self, plan: &mut Plan, document: &Document, known: Option<&FaultCodeSection>) {
        let Some(old) = known else {
            plan.insert_natural::<FaultCodeSection>(
                mapping_id(document.id, &self.key),
                Values::new()
                    .set(FaultCodeSection::document_id, &document.id)
                    .set(FaultCodeSection::code, &self.code)
                    .set(FaultCodeSection::code_key, &self.key)
                    .set(FaultCodeSection::page, &self.page)
                    .set(FaultCodeSection::heading, &self.heading)
                    .set(FaultCodeSection::meaning, &self.meaning)
                    .set(FaultCodeSection::remedy, &self.remedy)
                    .set(FaultCodeSection::is_withdrawn, &false),
            );
            return;
        };
        let mut values = Values::new();
        if (old.page, &old.heading) != (self.page, &self.heading) {
            values = values
                .set(FaultCodeSection::page, &self.page)
                .set(FaultCodeSection::heading, &self.heading);
        }
        values.change(FaultCodeSection::code, &old.code, &self.code);
        values.change(FaultCodeSection::meaning, &old.meaning, &self.meaning);
        values.change(FaultCodeSection::remedy, &old.remedy, &self.remedy);
        if old.is_withdrawn {
            values = values
                .set(FaultCodeSection::is_withdrawn, &false)
                .set(FaultCodeSection::reason, &None::<String>);
        }
        plan.update::<FaultCodeSection>(old.id, values);
    }
}
