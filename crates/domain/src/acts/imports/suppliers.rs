//! Rows of the list of suppliers: known by code, else by name.

use super::draft::{Draft, alive_first};
use super::{RowImport, RowState, Told, retired};
use crate::act::{Ctx, params};
use crate::acts::suppliers::{AddSupplierParams, EditSupplierParams, changed_supplier, new_supplier};
use crate::refusal::Refusal;
use crate::schema::Column;
use crate::tables::Supplier;
use crate::text;
use journal::Value;

params! {
    /// One row; what is left out or empty stays as it is.
    pub struct SupplierRow {
        /// The row's number in the file.
        row: u32,
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
        /// No longer used.
        retired: Option<bool>,
        /// Why not.
        retired_reason: Option<String>,
        /// Another supplier of that code or name, which is bought from, stands in the list.
        beside: Option<bool>,
    }
}

pub(super) struct OfSuppliers;

impl RowImport for OfSuppliers {
    const ACTION: &'static str = "import_suppliers";
    type Row = SupplierRow;

    fn number(row: &SupplierRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &SupplierRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let given = row.clone();
        let form = AddSupplierParams {
            name: given.name,
            code: given.code,
            contact: given.contact,
            email: given.email,
            phone: given.phone,
            address: given.address,
            account_number: given.account_number,
            remark: given.remark,
        };
        let (name, values) = new_supplier(&form)?;
        let code = text::line("code", "The code", row.code.as_deref())?;
        let what = code
            .as_ref()
            .map_or_else(|| format!("The supplier {name}"), |code| format!("The code {code}"));
        let retired = retired::reason(row.retired, row.retired_reason.as_deref())?;
        let what = match retired {
            Some(_) => format!("{what}, retired,"),
            None => what,
        };
        draft.seen.once("name", &what)?;
        let told = match known(ctx, &name, code.as_ref(), (&retired, row.beside))? {
            Some(old) => changed(form, &old, &retired, draft)?,
            None => {
                let values = values
                    .set(Supplier::is_retired, &retired.is_some())
                    .set(Supplier::retired_reason, &retired);
                draft.plan.insert::<Supplier>(values);
                draft.needs.insert(("add_supplier", None));
                if retired.is_some() {
                    draft.needs.insert(("retire_supplier", None));
                }
                Told {
                    writes: vec![format!("add the supplier {name}{}", retired::told(&retired))],
                    label: name,
                    state: RowState::New,
                    notes: Vec::new(),
                }
            }
        };
        draft.seen.note(what, row.row);
        Ok(told)
    }
}

/// By the code; where the row has none, or none has it, by the name among those without another code.
fn known(
    ctx: &Ctx<'_>,
    name: &str,
    code: Option<&String>,
    (retired, beside): (&Option<String>, Option<bool>),
) -> Result<Option<Supplier>, Refusal> {
    let of =
        |column: &'static Column, text: &str| ctx.facts.glance_by::<Supplier>(column, &Value::Text(text.to_owned()));
    let mut same = match code {
        Some(code) => of(Supplier::code, code)?,
        None => Vec::new(),
    };
    if same.is_empty() {
        same = of(Supplier::name, name)?;
        same.retain(|supplier| code.is_none() || supplier.code.is_none());
    }
    retired::tell_apart(&mut same, retired, beside, |supplier| supplier.is_retired);
    Ok(alive_first(same, |supplier| supplier.is_retired))
}

fn changed(
    form: AddSupplierParams,
    old: &Supplier,
    retired: &Option<String>,
    draft: &mut Draft<'_>,
) -> Result<Told, Refusal> {
    let form = EditSupplierParams {
        supplier: Some(old.id),
        name: Some(form.name),
        code: form.code,
        contact: form.contact,
        email: form.email,
        phone: form.phone,
        address: form.address,
        account_number: form.account_number,
        remark: form.remark,
    };
    let (values, changed) = changed_supplier(old, &form)?;
    let kept = (old.is_retired, &old.retired_reason);
    retired::agrees(
        &old.name,
        kept,
        retired,
        (!changed.is_empty(), "Buy from it again first."),
    )?;
    draft.plan.update::<Supplier>(old.id, values);
    let mut told = Told {
        label: old.name.clone(),
        state: RowState::Same,
        writes: Vec::new(),
        notes: Vec::new(),
    };
    if !changed.is_empty() {
        draft.needs.insert(("edit_supplier", None));
        told.state = RowState::Changed;
        told.writes
            .push(format!("change the {} of {}", changed.join(", "), old.name));
    }
    Ok(told)
}
