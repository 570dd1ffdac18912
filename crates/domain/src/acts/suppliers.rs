//! Who sells parts to the vessel: add, change, retire.

use super::faults::nothing_changed;
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params, required_id};
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::refusal::Refusal;
use crate::schema::Column;
use crate::tables::Supplier;
use crate::text::{self, Lines};
use journal::{RowId, Value};
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct AddSupplierParams {
        /// Name.
        name: String,
        /// Short code.
        code: Option<String>,
        /// The person to ask for.
        contact: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// Postal address.
        address: Option<String>,
        /// The vessel's number in their books.
        account_number: Option<String>,
        /// Anything else worth knowing.
        remark: Option<String>,
    }
}

/// Adds a supplier.
pub struct AddSupplier;

impl Act for AddSupplier {
    const NAME: &'static str = "add_supplier";
    const REQUIRED: &'static [&'static str] = &["name"];
    type Params = AddSupplierParams;

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        alike(ctx, given, None)
    }

    fn plan(_ctx: &Ctx<'_>, params: &AddSupplierParams) -> Result<(Plan, Subject), Refusal> {
        let (name, values) = new_supplier(params)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Supplier>(values.set(Supplier::is_retired, &false));
        plan.will(format!("add the supplier {name}"));
        plan.corrected_by = Some(EditSupplier::NAME);
        plan.offer(Self::NAME, json!({}));
        Ok((plan, Subject::vessel()))
    }
}

/// The name, and what a supplier about to be added holds.
pub(super) fn new_supplier(params: &AddSupplierParams) -> Result<(String, Values), Refusal> {
    let name = name(&params.name)?;
    let mut values = Values::new().set(Supplier::name, &name);
    let given = [
        (&params.code, CODE),
        (&params.contact, CONTACT),
        (&params.email, EMAIL),
        (&params.phone, PHONE),
        (&params.address, ADDRESS),
        (&params.account_number, ACCOUNT_NUMBER),
        (&params.remark, REMARK),
    ];
    for (text, field) in given {
        values = values.set(field.column, &field.read(text.as_deref())?);
    }
    Ok((name, values))
}

/// One text of a supplier that may be left empty.
#[derive(Clone, Copy)]
struct Detail {
    name: &'static str,
    label: &'static str,
    column: &'static Column,
    lines: Lines,
    characters_max: usize,
}

const fn line(name: &'static str, label: &'static str, column: &'static Column) -> Detail {
    Detail {
        name,
        label,
        column,
        lines: Lines::One,
        characters_max: text::LINE_CHARACTERS_MAX,
    }
}

const fn lines(name: &'static str, label: &'static str, column: &'static Column, characters_max: usize) -> Detail {
    Detail {
        name,
        label,
        column,
        lines: Lines::Many,
        characters_max,
    }
}

const CODE: Detail = line("code", "code", Supplier::code);
const CONTACT: Detail = line("contact", "contact", Supplier::contact);
const EMAIL: Detail = line("email", "e-mail address", Supplier::email);
const PHONE: Detail = line("phone", "telephone number", Supplier::phone);
const ADDRESS: Detail = lines("address", "address", Supplier::address, ADDRESS_CHARACTERS_MAX);
const ACCOUNT_NUMBER: Detail = line("account_number", "account number", Supplier::account_number);
const REMARK: Detail = lines("remark", "remark", Supplier::remark, text::TEXT_CHARACTERS_MAX);
/// Characters in a postal address.
const ADDRESS_CHARACTERS_MAX: usize = 1_000;

impl Detail {
    fn read(self, given: Option<&str>) -> Result<Option<String>, Refusal> {
        let label = format!("The {}", self.label);
        let text = given.unwrap_or_default();
        text::clean(self.name, &label, text, self.lines, self.characters_max)
    }
}

fn name(given: &str) -> Result<String, Refusal> {
    text::required("name", "The name", given, Lines::One, 1, text::LINE_CHARACTERS_MAX)
}

/// Suppliers of the same name or code.
fn alike(ctx: &Ctx<'_>, given: &Json, but: Option<RowId>) -> Result<Findings, Refusal> {
    let mut found = Findings::default();
    for (column, field) in [(Supplier::name, "name"), (Supplier::code, "code")] {
        let text = given_text(given, field).trim();
        if text.is_empty() {
            continue;
        }
        for other in ctx.facts.glance_by::<Supplier>(column, &Value::Text(text.to_owned()))? {
            let is_known = found.duplicates.iter().any(|duplicate| duplicate.id == other.id);
            if Some(other.id) != but && !is_known {
                found.duplicates.push(Duplicate {
                    table: "pms_suppliers".to_owned(),
                    id: other.id,
                    label: other.name,
                    text: format!("has this {field} already"),
                    view_first: true,
                });
            }
        }
    }
    Ok(found)
}

params! {
    /// What the form sends; a field left out stays, an empty text empties it.
    pub struct EditSupplierParams {
        /// The supplier.
        supplier: Option<RowId>,
        /// Name.
        name: Option<String>,
        /// Short code.
        code: Option<String>,
        /// The person to ask for.
        contact: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Telephone number.
        phone: Option<String>,
        /// Postal address.
        address: Option<String>,
        /// The vessel's number in their books.
        account_number: Option<String>,
        /// Anything else worth knowing.
        remark: Option<String>,
    }
}

/// Changes a supplier.
pub struct EditSupplier;

impl Act for EditSupplier {
    const NAME: &'static str = "edit_supplier";
    const REQUIRED: &'static [&'static str] = &["supplier"];
    type Params = EditSupplierParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_supplier(ctx, given)?;
        let mut form = Prefill::default();
        form.set("supplier", old.id.to_string());
        form.set("name", old.name);
        form.set_some("code", old.code);
        form.set_some("contact", old.contact);
        form.set_some("email", old.email);
        form.set_some("phone", old.phone);
        form.set_some("address", old.address);
        form.set_some("account_number", old.account_number);
        form.set_some("remark", old.remark);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        alike(ctx, given, given_id(given, "supplier")?)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditSupplierParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Supplier>(required_id("supplier", params.supplier)?)?;
        let (values, changed) = changed_supplier(&old, params)?;
        nothing_changed(&changed)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Supplier>(old.id, values);
        plan.will(format!("change the {} of {}", changed.join(", "), old.name));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}

/// The values that differ from what the supplier holds, and how they are called.
pub(super) fn changed_supplier(
    old: &Supplier,
    params: &EditSupplierParams,
) -> Result<(Values, Vec<&'static str>), Refusal> {
    let (mut values, mut changed) = (Values::new(), Vec::new());
    if let Some(given) = &params.name
        && values.change(Supplier::name, &old.name, &name(given)?)
    {
        changed.push("name");
    }
    let details = [
        (&params.code, &old.code, CODE),
        (&params.contact, &old.contact, CONTACT),
        (&params.email, &old.email, EMAIL),
        (&params.phone, &old.phone, PHONE),
        (&params.address, &old.address, ADDRESS),
        (&params.account_number, &old.account_number, ACCOUNT_NUMBER),
        (&params.remark, &old.remark, REMARK),
    ];
    for (given, before, detail) in details {
        if let Some(text) = given
            && values.change(detail.column, before, &detail.read(Some(text))?)
        {
            changed.push(detail.label);
        }
    }
    Ok((values, changed))
}

fn given_supplier(ctx: &Ctx<'_>, given: &Json) -> Result<Supplier, Refusal> {
    ctx.facts
        .get::<Supplier>(required_id("supplier", given_id(given, "supplier")?)?)
}

params! {
    /// What the form sends.
    pub struct RetireSupplierParams {
        /// The supplier.
        supplier: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
        /// Buy from them again instead.
        back: bool,
    }
}

/// Says that the vessel no longer buys from a supplier, or does again.
pub struct RetireSupplier;

impl Act for RetireSupplier {
    const NAME: &'static str = "retire_supplier";
    const REQUIRED: &'static [&'static str] = &["supplier", "reason"];
    type Params = RetireSupplierParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let old = given_supplier(ctx, given)?;
        let mut form = Prefill::default();
        form.set("supplier", old.id.to_string());
        form.set("back", old.is_retired);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &RetireSupplierParams) -> Result<(Plan, Subject), Refusal> {
        let old = ctx.facts.get::<Supplier>(required_id("supplier", params.supplier)?)?;
        if old.is_retired != params.back {
            let state = if old.is_retired { "retired already" } else { "in use" };
            return Err(Refusal::state(format!("{} is {state}.", old.name)));
        }
        let reason = super::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Supplier>(
            old.id,
            Values::new()
                .set(Supplier::is_retired, &!params.back)
                .set(Supplier::retired_reason, &Some(reason.clone())),
        );
        let verb = if params.back { "use again" } else { "retire" };
        plan.will(format!("{verb}: {}. {reason}", old.name));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}
