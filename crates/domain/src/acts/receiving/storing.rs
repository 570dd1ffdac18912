//! Where accepted units go: straight into a machine, or to a place in stores.

use super::counting::form;
use super::{Target, counted, must_add_up};
use crate::act::{Act, Ctx, Prefill, params, required_id};
use crate::acts::stock;
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Equipment, Location, ReceivingLine, ShoppingItem, WorkOrder, WorkOrderStatus};
use journal::RowId;
use serde_json::Value as Json;

params! {
    /// What the form sends.
    pub struct SetInstallNowParams {
        /// The row.
        line: Option<RowId>,
        /// How much is installed straight away, in the part's unit; 0 sends all of it to stores.
        quantity: String,
        /// The work order that it is installed for.
        work_order: Option<RowId>,
        /// The equipment that it is installed in; of the work order, when left out.
        equipment: Option<RowId>,
    }
}

/// Says how much of a row is installed straight away, without going through stores.
pub struct SetInstallNow;

impl Act for SetInstallNow {
    const NAME: &'static str = "set_install_now";
    const REQUIRED: &'static [&'static str] = &["line", "quantity"];
    type Params = SetInstallNowParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = form(ctx, given)?;
        let line = &target.row.line;
        let item = line
            .item_id
            .map(|id| ctx.facts.glance::<ShoppingItem>(id))
            .transpose()?;
        let order = line.work_order_id.or(item.as_ref().and_then(|item| item.work_order_id));
        let equipment = line.equipment_id.or(item.as_ref().and_then(|item| item.equipment_id));
        let quantity = line.install_quantity.unwrap_or(target.row.accepted());
        form.set("quantity", quantity.to_string());
        form.set_some("work_order", order.map(|id| id.to_string()));
        form.set_some("equipment", equipment.map(|id| id.to_string()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetInstallNowParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        let quantity = counted("quantity", &params.quantity, target.part.as_ref())?;
        let is_any = quantity.is_positive();
        let order = params.work_order.filter(|_| is_any);
        let order = order.map(|id| ctx.facts.glance::<WorkOrder>(id)).transpose()?;
        if let Some(order) = order
            .as_ref()
            .filter(|order| order.status == WorkOrderStatus::Cancelled)
        {
            return Err(Refusal::field(
                Code::Invalid,
                "work_order",
                format!("{} was cancelled. Choose another.", order.number),
            ));
        }
        let equipment = params.equipment.or(order.as_ref().map(|order| order.equipment_id));
        let equipment = equipment.filter(|_| is_any);
        let equipment = equipment.map(|id| ctx.facts.glance::<Equipment>(id)).transpose()?;
        let mut after = target.row.clone();
        after.line.install_quantity = Some(quantity).filter(|_| is_any);
        if after.installed() > after.accepted() {
            return Err(Refusal::field(
                Code::Invalid,
                "quantity",
                format!("{} are accepted. Install no more than that.", after.accepted()),
            ));
        }
        must_add_up(&after, "quantity")?;
        let mut plan = Plan::new(Self::NAME);
        target.write(
            &mut plan,
            Values::new()
                .set(ReceivingLine::install_quantity, &after.line.install_quantity)
                .set(ReceivingLine::work_order_id, &order.as_ref().map(|order| order.id))
                .set(
                    ReceivingLine::equipment_id,
                    &equipment.as_ref().map(|equipment| equipment.id),
                ),
        );
        let place = match (&equipment, &order) {
            (Some(equipment), _) => format!(" in {}", equipment.name),
            (None, Some(order)) => format!(" for {}", order.number),
            (None, None) => String::new(),
        };
        plan.will(match after.line.install_quantity {
            Some(quantity) => format!("install {}{place} straight away", target.amount(quantity)),
            None => format!("send all of “{}” to stores", target.name()),
        });
        if after.to_stores() > Quantity::ZERO && is_any {
            plan.will(format!("send the other {} to stores", target.amount(after.to_stores())));
        }
        plan.leaves("stock and spend, until the delivery is committed");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, target.subject()))
    }
}

params! {
    /// What the form sends.
    pub struct SetStorageLocationParams {
        /// The row.
        line: Option<RowId>,
        /// Where it is stored.
        location: Option<RowId>,
    }
}

/// Says where a row is stored.
pub struct SetStorageLocation;

impl Act for SetStorageLocation {
    const NAME: &'static str = "set_storage_location";
    const REQUIRED: &'static [&'static str] = &["line", "location"];
    type Params = SetStorageLocationParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let (mut form, target) = form(ctx, given)?;
        form.set_some("location", target.row.line.location_id.map(|id| id.to_string()));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetStorageLocationParams) -> Result<(Plan, Subject), Refusal> {
        let target = Target::read(ctx, Self::NAME, params.line)?;
        let place = ctx.facts.get::<Location>(required_id("location", params.location)?)?;
        stock::in_use("location", &place)?;
        let mut values = Values::new();
        if !values.change(
            ReceivingLine::location_id,
            &target.row.line.location_id,
            &Some(place.id),
        ) {
            return Err(Refusal::state("This is the place that stands there already."));
        }
        let mut plan = Plan::new(Self::NAME);
        target.write(&mut plan, values);
        plan.will(format!("store “{}” at {}", target.name(), stock::label(&place)));
        plan.leaves("the usual place of the part, and stock until the delivery is committed");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, target.subject()))
    }
}
