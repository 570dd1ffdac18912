//! Rows of the list of suppliers: known by code, else by name.

use super::draft::{Draft, alive_first};
use super::{RowImport, RowState, Told};
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
        draft.seen.once("name", &what)?;
        let told = match known(ctx, &name, code.as_ref())? {
            Some(old) => changed(form, &old, draft)?,
            None => {
                draft.plan.insert::<Supplier>(values);
                draft.needs.insert(("add_supplier", None));
                Told {
                    writes: vec![format!("add the supplier {name}")],
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
fn known(ctx: &Ctx<'_>, name: &str, code: Option<&String>) -> Result<Option<Supplier>, Refusal> {
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
    Ok(alive_first(same, |supplier| supplier.is_retired))
}

fn changed(form: AddSupplierParams, old: &Supplier, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
    if old.is_retired {
        return Err(Refusal::state(format!(
            "{} is retired. Buy from it again first.",
            old.name
        )));
    }
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
