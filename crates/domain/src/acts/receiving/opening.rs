//! Opening a delivery, and adding a row that nobody announced.

use super::{LINES_MAX, begin, counted, must_be_free, read_session, subject};
use crate::act::{Act, Ctx, Prefill, given_id, params};
use crate::acts::shopping::{at_field, usable_supplier};
use crate::acts::stock;
use crate::buying::lines::{LineStanding, lines_of_order};
use crate::field::Field;
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, NumberKind, Plan, Planned, Values};
use crate::quantity::Quantity;
use crate::receiving::rows_of;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{
    Department, Location, OrderLine, Part, PurchaseOrder, PurchaseStatus, ReceivingLine, ReceivingSession,
    SessionStatus, Supplier,
};
use crate::{text, words};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Orders that come in one delivery.
const ORDERS_MAX: usize = 20;

params! {
    /// What the form sends.
    pub struct StartReceivingParams {
        /// The orders that it fulfils, of one supplier, at most 20; none where nobody ordered it here.
        orders: Vec<RowId>,
        /// Who sent it; of the orders, when left out.
        supplier: Option<RowId>,
        /// Of the orders, else the person's, when left out.
        department: Option<Department>,
        /// Number on the packing slip, up to 200 characters.
        slip_number: Option<String>,
        /// Anything else worth knowing, up to 5,000 characters.
        remark: Option<String>,
    }
}

/// Opens a delivery, with a row for each line of the orders that is still awaited. Ticks nothing.
pub struct StartReceiving;

impl Act for StartReceiving {
    const NAME: &'static str = "start_receiving";
    type Params = StartReceivingParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let orders = given_orders(ctx, given)?;
        let ids: Vec<String> = orders.iter().map(|order| order.id.to_string()).collect();
        form.set("orders", ids);
        let of_order = orders.first().map(|order| order.supplier_id);
        let supplier = given_id(given, "supplier")?.or(of_order);
        form.set_some("supplier", supplier.map(|id| id.to_string()));
        let department = orders.first().map_or(ctx.actor.department, |order| order.department);
        form.set("department", department.word());
        let mut awaited = Vec::new();
        for order in &orders {
            for line in awaited_of(ctx, order)? {
                let part = ctx.facts.glance::<Part>(line.line.part_id)?;
                awaited.push(json!({ "order": order.number, "part": part.name, "unit": part.unit,
                                     "awaited": line.tally().outstanding() }));
            }
        }
        form.show("awaited", awaited);
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let mut lines = 0;
        for order in given_orders(ctx, given)? {
            let awaited = awaited_of(ctx, &order)?;
            lines += awaited.len();
            for line in &awaited {
                warn_of_open(ctx, &mut found, line)?;
            }
        }
        if lines > LINES_MAX {
            found.warn(
                "many_lines",
                format!("{lines} lines are awaited; the first {LINES_MAX} come into this delivery. Start another for the rest."),
            );
        }
        let slip = crate::act::given_text(given, "slip_number").trim();
        if !slip.is_empty() {
            let same = ctx
                .facts
                .glance_by::<ReceivingSession>(ReceivingSession::slip_number, &slip.to_owned().to_value())?;
            for session in same.iter().filter(|other| other.status != SessionStatus::Cancelled) {
                tell(&mut found, session, "has this slip number already");
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &StartReceivingParams) -> Result<(Plan, Subject), Refusal> {
        if params.orders.len() > ORDERS_MAX {
            return Err(Refusal::field(
                Code::Invalid,
                "orders",
                format!("At most {ORDERS_MAX} orders in one delivery. Receive the others in another."),
            ));
        }
        let (mut orders, mut lines) = (Vec::new(), Vec::new());
        for (index, id) in params.orders.iter().enumerate() {
            let at = at_field(format!("orders.{index}"));
            let order = ctx.facts.get::<PurchaseOrder>(*id)?;
            must_be_receivable(&order, orders.iter().any(|other: &PurchaseOrder| other.id == *id)).map_err(&at)?;
            let awaited = awaited_of(ctx, &order)?;
            if awaited.is_empty() {
                return Err(at(Refusal::state(format!(
                    "Nothing more of {} is awaited.",
                    order.number
                ))));
            }
            lines.extend(awaited);
            orders.push(order);
        }
        let supplier = supplier(ctx, params.supplier, &orders)?;
        let of_order = orders.first().map(|order| order.department);
        let department = params.department.or(of_order).unwrap_or(ctx.actor.department);
        let slip = text::line("slip_number", "The slip number", params.slip_number.as_deref())?;
        let remark = text::long(
            "remark",
            "The remark",
            params.remark.as_deref(),
            text::TEXT_CHARACTERS_MAX,
        )?;
        lines.truncate(LINES_MAX);

        let mut plan = Plan::new(Self::NAME);
        let session = plan.insert::<ReceivingSession>(
            Values::new()
                .plan(ReceivingSession::number, Planned::NextNumber(NumberKind::Delivery))
                .set(
                    ReceivingSession::supplier_id,
                    &supplier.as_ref().map(|supplier| supplier.id),
                )
                .set(ReceivingSession::department, &department)
                .set(ReceivingSession::slip_number, &slip)
                .set(ReceivingSession::remark, &remark)
                .set(ReceivingSession::holder_id, &ctx.actor.id)
                .set(ReceivingSession::status, &SessionStatus::Candidate),
        );
        let of = match (&supplier, orders.as_slice()) {
            (_, [order]) => format!(" of {}", order.number),
            (Some(supplier), _) => format!(" of {}", supplier.name),
            (None, _) => String::new(),
        };
        let count = words::count(lines.len(), "row", "rows");
        plan.will(format!("open a delivery{of} with {count}, none of them ticked"));
        for (index, line) in lines.iter().enumerate() {
            let part = ctx.facts.glance::<Part>(line.line.part_id)?;
            let awaited = line.tally().outstanding();
            let place = stock::likely_place(ctx.facts, part.id)?;
            plan.insert::<ReceivingLine>(
                row(Planned::NewRow(session), index + 1, awaited)
                    .set(ReceivingLine::order_line_id, &Some(line.line.id))
                    .set(ReceivingLine::item_id, &Some(line.line.item_id))
                    .set(ReceivingLine::part_id, &Some(part.id))
                    .set(ReceivingLine::expected, &Some(awaited))
                    .set(ReceivingLine::location_id, &place),
            );
        }
        plan.leaves("stock, spend and the orders: only what is ticked counts, once the delivery is committed");
        plan.corrected_by = Some("cancel_receiving");
        plan.offer("begin_counting", json!({ "session": "$new" }));
        Ok((plan, Subject::of(department)))
    }
}

/// A new row: unticked, and nothing of it goes back to the list.
fn row(session: Planned, position: usize, delivered: Quantity) -> Values {
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    Values::new()
        .plan(ReceivingLine::session_id, session)
        .set(ReceivingLine::position, &position)
        .set(ReceivingLine::delivered, &delivered)
        .set(ReceivingLine::is_ticked, &false)
        .set(ReceivingLine::returns_to_list, &false)
}

fn given_orders(ctx: &Ctx<'_>, given: &Json) -> Result<Vec<PurchaseOrder>, Refusal> {
    let mut ids: Vec<RowId> = Vec::new();
    if let Some(named) = given.get("orders").and_then(Json::as_array) {
        for id in named.iter().filter_map(Json::as_str) {
            ids.extend(given_id(&json!({ "orders": id }), "orders")?);
        }
    }
    ids.extend(given_id(given, "order")?);
    ids.truncate(ORDERS_MAX);
    ids.into_iter().map(|id| ctx.facts.get::<PurchaseOrder>(id)).collect()
}

fn awaited_of(ctx: &Ctx<'_>, order: &PurchaseOrder) -> Result<Vec<LineStanding>, Refusal> {
    let mut lines = lines_of_order(ctx.facts, order)?;
    lines.retain(|line| line.is_ordered() && line.tally().outstanding().is_positive());
    Ok(lines)
}

fn must_be_receivable(order: &PurchaseOrder, is_named_twice: bool) -> Result<(), Refusal> {
    let number = &order.number;
    if is_named_twice {
        return Err(Refusal::state(format!(
            "{number} is chosen twice. Leave one of them out."
        )));
    }
    match order.status {
        PurchaseStatus::Ordered => Ok(()),
        PurchaseStatus::Draft => Err(Refusal::state(format!(
            "{number} was not placed yet. Place it first, or receive without an order."
        ))),
        PurchaseStatus::Cancelled => Err(Refusal::state(format!(
            "{number} was cancelled. Receive without an order."
        ))),
    }
}

/// The supplier of the form, which is that of every order.
fn supplier(ctx: &Ctx<'_>, given: Option<RowId>, orders: &[PurchaseOrder]) -> Result<Option<Supplier>, Refusal> {
    let of_orders = orders.first().map(|order| order.supplier_id);
    let Some(id) = given.or(of_orders) else { return Ok(None) };
    if orders.iter().any(|order| order.supplier_id != id) {
        return Err(Refusal::field(
            Code::Invalid,
            "orders",
            "These orders are not all of that supplier. Receive each supplier's delivery by itself.",
        ));
    }
    // What was ordered before a supplier was retired still comes.
    match of_orders {
        Some(_) => Ok(Some(ctx.facts.glance::<Supplier>(id)?)),
        None => usable_supplier(ctx, "supplier", id).map(Some),
    }
}

/// Names the delivery that counts the line already.
fn warn_of_open(ctx: &Ctx<'_>, found: &mut Findings, line: &LineStanding) -> Result<(), Refusal> {
    let counted = ctx
        .facts
        .glance_by::<ReceivingLine>(ReceivingLine::order_line_id, &line.line.id.to_value())?;
    for row in counted {
        let session = ctx.facts.glance::<ReceivingSession>(row.session_id)?;
        if !matches!(session.status, SessionStatus::Committed | SessionStatus::Cancelled) {
            tell(
                found,
                &session,
                &format!("counts lines of {} already", line.order.number),
            );
        }
    }
    Ok(())
}

fn tell(found: &mut Findings, session: &ReceivingSession, what: &str) {
    if found.duplicates.iter().any(|known| known.id == session.id) {
        return;
    }
    found.duplicates.push(Duplicate {
        table: ReceivingSession::TABLE.name.to_owned(),
        id: session.id,
        label: session.number.clone(),
        text: format!("{what}; it is {}", words::session_status(session.status)),
        view_first: true,
    });
}

params! {
    /// What the form sends.
    pub struct AddReceivingLineParams {
        /// The delivery.
        session: Option<RowId>,
        /// The line of an order that it fulfils.
        order_line: Option<RowId>,
        /// The part; of the order's line, when left out.
        part: Option<RowId>,
        /// What the slip calls it, where nobody knows the part, up to 200 characters.
        description: Option<String>,
        /// How much was delivered, in the part's unit; 1 when left out.
        quantity: Option<String>,
        /// Where it is stored; the usual place when left out.
        location: Option<RowId>,
        /// A word on it, up to 200 characters.
        note: Option<String>,
    }
}

/// Adds a row to a delivery, unticked.
pub struct AddReceivingLine;

impl Act for AddReceivingLine {
    const NAME: &'static str = "add_receiving_line";
    const REQUIRED: &'static [&'static str] = &["session"];
    type Params = AddReceivingLineParams;

    fn prefill(_ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set_some("session", given_id(given, "session")?.map(|id| id.to_string()));
        form.set("quantity", "1");
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let (Some(session), Some(part)) = (given_id(given, "session")?, given_id(given, "part")?) else {
            return Ok(found);
        };
        for row in rows_of(ctx.facts, session)? {
            if row.line.part_id == Some(part) {
                let message = format!("Row {} is this part already.", row.line.position);
                found.warn_at("part".to_owned(), "same_part", message);
            }
        }
        let part = ctx.facts.glance::<Part>(part)?;
        if part.is_retired {
            found.warn_at(
                "part".to_owned(),
                "retired",
                format!("{} is no longer kept.", part.name),
            );
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AddReceivingLineParams) -> Result<(Plan, Subject), Refusal> {
        let session = read_session(ctx, Self::NAME, params.session)?;
        let rows = rows_of(ctx.facts, session.id)?;
        if rows.len() >= LINES_MAX {
            return Err(Refusal::state(format!(
                "{} has {LINES_MAX} rows, which is all that one delivery holds. Start another for the rest.",
                session.number
            )));
        }
        let line = params.order_line.map(|id| open_line(ctx, id)).transpose()?;
        if let Some(line) = &line {
            must_be_free(ctx, session.id, line.line.id, None)?;
            must_agree(line, params.part)?;
        }
        let part = params.part.or(line.as_ref().map(|line| line.line.part_id));
        let part = part.map(|id| ctx.facts.get::<Part>(id)).transpose()?;
        let description = text::line("description", "The description", params.description.as_deref())?;
        if part.is_none() && description.is_none() {
            return Err(Refusal::field(
                Code::Missing,
                "part",
                "Choose the part, or write what the slip calls it.",
            ));
        }
        let delivered = counted("quantity", params.quantity.as_deref().unwrap_or("1"), part.as_ref())?;
        let place = place(ctx, params.location, part.as_ref())?;
        let note = stock::note("note", params.note.as_deref())?;
        let position = rows.last().map_or(0, |row| row.line.position);
        let position = usize::try_from(position).unwrap_or(LINES_MAX) + 1;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<ReceivingLine>(
            row(Planned::from(&session.id), position, delivered)
                .set(ReceivingLine::order_line_id, &line.as_ref().map(|line| line.line.id))
                .set(ReceivingLine::item_id, &line.as_ref().map(|line| line.line.item_id))
                .set(ReceivingLine::part_id, &part.as_ref().map(|part| part.id))
                .set(
                    ReceivingLine::expected,
                    &line.as_ref().map(|line| line.tally().outstanding()),
                )
                .set(ReceivingLine::description, &description)
                .set(ReceivingLine::location_id, &place)
                .set(ReceivingLine::note, &note),
        );
        let name = part
            .as_ref()
            .map(|part| part.name.clone())
            .or(description)
            .unwrap_or_default();
        plan.will(format!("add {delivered} of “{name}” to {}, unticked", session.number));
        begin(&mut plan, &session);
        plan.leaves("stock, spend and the orders");
        plan.corrected_by = Some("set_delivered");
        plan.offer("tick_line", json!({ "line": "$new" }));
        Ok((plan, subject(&session)))
    }
}

/// A line of an order of which something may still come.
pub(super) fn open_line(ctx: &Ctx<'_>, id: RowId) -> Result<LineStanding, Refusal> {
    let line = ctx.facts.get::<OrderLine>(id)?;
    let order = ctx.facts.glance::<PurchaseOrder>(line.order_id)?;
    let line = LineStanding::of(ctx.facts, line, order)?;
    if line.is_ordered() {
        return Ok(line);
    }
    Err(Refusal::field(
        Code::Invalid,
        "order_line",
        format!(
            "That line of {} is not on order. Choose another, or receive it without an order.",
            line.order.number
        ),
    ))
}

fn must_agree(line: &LineStanding, part: Option<RowId>) -> Result<(), Refusal> {
    if part.is_none_or(|part| part == line.line.part_id) {
        return Ok(());
    }
    Err(Refusal::field(
        Code::Invalid,
        "part",
        format!(
            "That line of {} orders another part. Choose one of the two.",
            line.order.number
        ),
    ))
}

/// The place of the form, else where the part usually lies.
fn place(ctx: &Ctx<'_>, given: Option<RowId>, part: Option<&Part>) -> Result<Option<RowId>, Refusal> {
    match (given, part) {
        (Some(id), _) => {
            let place = ctx.facts.glance::<Location>(id)?;
            stock::in_use("location", &place)?;
            Ok(Some(id))
        }
        (None, Some(part)) => stock::likely_place(ctx.facts, part.id),
        (None, None) => Ok(None),
    }
}
