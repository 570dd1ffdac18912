//! Pages that were worked by, pinned to the work order.

use super::{given_document, label, page_of};
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::acts::work_orders::{open_order, subject};
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Plan, Planned, Values, keyed_id};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Document, PinnedPage, WorkOrder};
use crate::text;
use journal::RowId;
use serde_json::{Value as Json, json};

params! {
    /// What the form sends.
    pub struct PinPageParams {
        /// The work order.
        work_order: Option<RowId>,
        /// The manual.
        document: Option<RowId>,
        /// The page, from 1.
        page: Option<i64>,
        /// What is printed on the page as its number.
        label: Option<String>,
        /// The heading that the page stands under.
        heading: Option<String>,
    }
}

/// Pins a page to a work order, so that it stays answerable what was worked by. No preview, no signature.
pub struct PinPage;

impl Act for PinPage {
    const NAME: &'static str = "pin_page";
    const REQUIRED: &'static [&'static str] = &["work_order", "document", "page"];
    type Params = PinPageParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        if let Some(id) = given_id(given, "work_order")? {
            let order = ctx.facts.glance::<WorkOrder>(id)?;
            form.set("work_order", order.id.to_string());
        }
        if given_id(given, "document")?.is_some() {
            let document = given_document(ctx, given)?;
            form.set("document", document.id.to_string());
            form.show("title", label(&document));
        }
        for field in ["page", "label", "heading"] {
            form.set_some(field, given.get(field).filter(|value| !value.is_null()).cloned());
        }
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &PinPageParams) -> Result<(Plan, Subject), Refusal> {
        let order = open_order(ctx, params.work_order, "no page can be pinned to it")?;
        let document = ctx.facts.get::<Document>(required_id("document", params.document)?)?;
        let page = page_of(&document, params.page)?;
        let Some(sha256) = document.sha256.clone() else {
            return Err(Refusal::new(
                Code::WrongState,
                format!(
                    "“{}” has no file on board, so no page of it can be pinned.",
                    label(&document)
                ),
            ));
        };
        let pins = pinned(ctx.facts, order.id)?;
        if pins.iter().any(|pin| pin.sha256 == sha256 && pin.page == page) {
            return Err(Refusal::state(format!(
                "Page {page} of “{}” is pinned to {} already.",
                label(&document),
                order.number
            )));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<PinnedPage>(
            Values::new()
                .set(PinnedPage::work_order_id, &order.id)
                .set(PinnedPage::sha256, &sha256)
                .set(PinnedPage::page, &page)
                .set(PinnedPage::document_id, &document.id)
                .set(
                    PinnedPage::label,
                    &text::line("label", "The page's number", params.label.as_deref())?,
                )
                .set(
                    PinnedPage::heading,
                    &text::line("heading", "The heading", params.heading.as_deref())?,
                ),
        );
        plan.will(format!("pin page {page} of “{}” to {}", label(&document), order.number));
        plan.leaves(format!("the state of {}", order.number));
        plan.corrected_by = Some(UnpinPage::NAME);
        Ok((plan, subject(&order)))
    }
}

params! {
    /// What the form sends.
    pub struct UnpinPageParams {
        /// The pinned page.
        pin: Option<RowId>,
        /// Why, 3–1,000 characters.
        reason: String,
    }
}

/// Takes a pinned page off a work order. That it was pinned stays in the record.
pub struct UnpinPage;

impl Act for UnpinPage {
    const NAME: &'static str = "unpin_page";
    const REQUIRED: &'static [&'static str] = &["pin", "reason"];
    type Params = UnpinPageParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let pin = ctx
            .facts
            .get::<PinnedPage>(required_id("pin", given_id(given, "pin")?)?)?;
        let mut form = Prefill::default();
        form.set("pin", pin.id.to_string());
        form.show("page", json!({ "page": pin.page, "heading": pin.heading }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &UnpinPageParams) -> Result<(Plan, Subject), Refusal> {
        let pin = ctx.facts.get::<PinnedPage>(required_id("pin", params.pin)?)?;
        let order = open_order(ctx, Some(pin.work_order_id), "what is pinned to it stays")?;
        if pin.withdraws_id.is_some() || ctx.facts.find::<PinnedPage>(unpin_id(pin.id))?.is_some() {
            return Err(Refusal::state("This page was taken off already."));
        }
        let reason = crate::acts::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert_keyed::<PinnedPage>(
            vec![Planned::from(&pin.id)],
            Values::new()
                .set(PinnedPage::work_order_id, &pin.work_order_id)
                .set(PinnedPage::sha256, &pin.sha256)
                .set(PinnedPage::page, &pin.page)
                .set(PinnedPage::document_id, &pin.document_id)
                .set(PinnedPage::label, &pin.label)
                .set(PinnedPage::heading, &pin.heading)
                .set(PinnedPage::withdraws_id, &Some(pin.id))
                .set(PinnedPage::reason, &Some(reason.clone())),
        );
        plan.will(format!("take page {} off {}: {reason}", pin.page, order.number));
        plan.leaves("the manual; that the page was pinned stays in the record");
        plan.corrected_by = Some(PinPage::NAME);
        let again = json!({ "work_order": order.id, "document": pin.document_id, "page": pin.page,
                            "label": pin.label, "heading": pin.heading });
        plan.offer(PinPage::NAME, again);
        Ok((plan, subject(&order)))
    }
}

/// The id of the row that takes a pinned page off, whether it exists or not.
#[must_use]
pub fn unpin_id(pin: RowId) -> RowId {
    keyed_id(PinnedPage::TABLE, &[pin])
}

/// What is pinned to the work order and was not taken off, newest first.
///
/// # Errors
/// When the replica cannot be read.
pub fn pinned(facts: &Facts<'_>, order: RowId) -> Result<Vec<PinnedPage>, Refusal> {
    let rows = facts.glance_by::<PinnedPage>(PinnedPage::work_order_id, &order.to_value())?;
    let off: Vec<RowId> = rows.iter().filter_map(|row| row.withdraws_id).collect();
    let stands = |row: &PinnedPage| row.withdraws_id.is_none() && !off.contains(&row.id);
    Ok(rows.into_iter().filter(stands).collect())
}
