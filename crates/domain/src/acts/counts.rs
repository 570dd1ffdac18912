//! Counting: what lies there is what a person counted, and the ledger gets the difference.
//!
//! Invariant: no quantity is ever edited. A count that finds what the record shows is written too: it
//! says that somebody looked.

use super::stock;
use crate::act::{Act, Ctx, Prefill, given_id, params, required_id};
use crate::permission::Subject;
use crate::plan::{Plan, Values};
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Location, Movement, MovementKind, Part};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// Parts on one count sheet.
const LINES_MAX: usize = 1_000;
/// Most bytes that the movements of one sheet may come to, well below what one entry may hold (256 KiB).
const SHEET_BYTES_MAX: usize = 200 * 1_024;
/// Bytes of one movement without its reason, at most.
const LINE_BYTES: usize = 150;

params! {
    /// What the form sends.
    pub struct AdjustStockParams {
        /// The part.
        part: Option<RowId>,
        /// The storage place.
        location: Option<RowId>,
        /// What was counted, in the part's unit.
        counted: String,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Counts one part at one place.
pub struct AdjustStock;

impl Act for AdjustStock {
    const NAME: &'static str = "adjust_stock";
    const REQUIRED: &'static [&'static str] = &["part", "location", "counted", "reason"];
    type Params = AdjustStockParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        stock::form(ctx, given, "location")
    }

    fn plan(ctx: &Ctx<'_>, params: &AdjustStockParams) -> Result<(Plan, Subject), Refusal> {
        let (part, place) = stock::part_at(ctx, params.part, params.location)?;
        let counted = stock::counted("counted", &params.counted)?;
        let reason = stock::reason(&params.reason)?;
        let mut plan = Plan::new(Self::NAME);
        plan_count(ctx, &mut plan, (&part, &place), counted, &reason)?;
        plan.will(format!("give the reason: {reason}"));
        plan.leaves("other places where the part lies");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(place.department)))
    }
}

/// Plans one count: the difference to what the record shows, which the plan relies on.
fn plan_count(
    ctx: &Ctx<'_>,
    plan: &mut Plan,
    (part, place): (&Part, &Location),
    counted: Quantity,
    reason: &str,
) -> Result<(), Refusal> {
    let there = ctx.facts.relied_on_hand(part.id, place.id)?;
    let difference = counted - there;
    plan.insert::<Movement>(
        Values::new()
            .set(Movement::part_id, &part.id)
            .set(Movement::location_id, &place.id)
            .set(Movement::kind, &MovementKind::Adjusted)
            .set(Movement::quantity, &difference)
            .set(Movement::reason, &Some(reason.to_owned()))
            .set(Movement::counted, &Some(counted)),
    );
    let found = if difference.is_positive() {
        format!("{there} by the record, {difference} more")
    } else if difference == Quantity::ZERO {
        "as the record has it".to_owned()
    } else {
        format!("{there} by the record, {} fewer", -difference)
    };
    plan.will(format!(
        "record a count of {} at {}: {found}",
        stock::amount(counted, part),
        stock::label(place)
    ));
    Ok(())
}

/// One part of a count sheet.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CountedPart {
    /// The part.
    pub part: Option<RowId>,
    /// What was counted, in the part's unit; left out or empty for a part that was not counted.
    pub counted: Option<String>,
}

params! {
    /// What the sheet sends.
    pub struct CountLocationParams {
        /// The storage place.
        location: Option<RowId>,
        /// The parts counted, at most 1,000; parts that are not named stay uncounted.
        lines: Vec<CountedPart>,
        /// Why, 3–200 characters.
        reason: String,
    }
}

/// Counts a storage place.
pub struct CountLocation;

impl Act for CountLocation {
    const NAME: &'static str = "count_location";
    const REQUIRED: &'static [&'static str] = &["location", "lines", "reason"];
    type Params = CountLocationParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let place = ctx
            .facts
            .get::<Location>(required_id("location", given_id(given, "location")?)?)?;
        let mut form = Prefill::default();
        form.set("location", place.id.to_string());
        form.show("place", json!({ "code": place.code, "name": place.name }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CountLocationParams) -> Result<(Plan, Subject), Refusal> {
        let place = ctx.facts.get::<Location>(required_id("location", params.location)?)?;
        let reason = stock::reason(&params.reason)?;
        let counts = counts(&params.lines)?;
        if counts.len() > LINES_MAX || counts.len() * (LINE_BYTES + reason.len()) > SHEET_BYTES_MAX {
            return Err(Refusal::field(
                Code::Invalid,
                "lines",
                format!("{} parts are too many for one sheet. Commit it in two.", counts.len()),
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        for (part, counted) in &counts {
            let part = ctx.facts.glance::<Part>(*part)?;
            plan_count(ctx, &mut plan, (&part, &place), *counted, &reason)?;
        }
        plan.will(format!("give the reason: {reason}"));
        plan.leaves("parts that were not counted");
        plan.statement = format!(
            "I counted {} at {}. {reason}",
            words::count(counts.len(), "part", "parts"),
            stock::label(&place)
        );
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(place.department)))
    }
}

/// The lines that were counted, each part once.
fn counts(lines: &[CountedPart]) -> Result<Vec<(RowId, Quantity)>, Refusal> {
    let mut counts: Vec<(RowId, Quantity)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(counted) = line.counted.as_deref().filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        let part = required_id(&format!("lines.{at}.part"), line.part)?;
        if !seen.insert(part) {
            return Err(Refusal::field(
                Code::Invalid,
                &format!("lines.{at}.part"),
                "This part is on the sheet twice. Put both counts into one line.",
            ));
        }
        counts.push((part, stock::counted(&format!("lines.{at}.counted"), counted)?));
    }
    if counts.is_empty() {
        return Err(Refusal::field(
            Code::Missing,
            "lines",
            "Nothing was counted. Count at least one part.",
        ));
    }
    Ok(counts)
}
