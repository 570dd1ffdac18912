//! Rows of the list of parts: known by number and maker. A part that lies at several places stands in
//! several rows.

use super::draft::{Draft, FreshPlace, Node, PartKey};
use super::{RowImport, RowState, Told, retired};
use crate::act::{Ctx, params};
use crate::acts::locations;
use crate::acts::parts::{
    AddStorePartParams, EditPartParams, NewPart, changed_part, count_first, first_count, keep_at, move_usual_place,
    number,
};
use crate::plan::Planned;
use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, Part};
use crate::text;
use journal::{RowId, Value};

params! {
    /// One row; what is left out or empty stays as it is.
    pub struct StorePartRow {
        /// The row's number in the file.
        row: u32,
        /// The maker's number.
        number: String,
        /// Name.
        name: Option<String>,
        /// Other numbers, separated by commas.
        other_numbers: Option<String>,
        /// Maker; where the list names makers an empty one says that there is none.
        maker: Option<String>,
        /// Unit it is counted in.
        unit: Option<String>,
        /// Category.
        category: Option<String>,
        /// The department.
        department: Option<Department>,
        /// At or below this it is low.
        minimum: Option<String>,
        /// At or below this it is critical.
        critical: Option<String>,
        /// Above this it is overstocked.
        maximum: Option<String>,
        /// Barcode on the box.
        barcode: Option<String>,
        /// Anything else worth knowing.
        remark: Option<String>,
        /// No longer kept.
        retired: Option<bool>,
        /// Why not.
        retired_reason: Option<String>,
        /// Another part of that number and maker, which is kept, stands in the list.
        beside: Option<bool>,
        /// Code of a storage place.
        location: Option<String>,
        /// What the place is called, where it is added.
        location_name: Option<String>,
        /// Whether that is the usual place.
        is_usual: Option<bool>,
        /// How many lie there, where nobody counted before.
        on_hand: Option<String>,
    }
}

pub(super) struct OfParts;

/// The place of a row.
struct At {
    code: String,
    place: Option<FreshPlace>,
    called: Option<String>,
    count: Option<Quantity>,
}

/// The part of a row.
struct Target {
    node: Node,
    label: String,
    unit: String,
    department: Department,
}

impl RowImport for OfParts {
    const ACTION: &'static str = "import_parts";
    type Row = StorePartRow;

    fn number(row: &StorePartRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &StorePartRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let number = number(&row.number)?;
        let retired = retired::reason(row.retired, row.retired_reason.as_deref())?;
        let key = part_key(&number, row.maker.as_deref(), retired.is_some());
        let is_further = agrees_with_earlier(row, &key, draft)?;
        let code = row.location.as_deref().map(str::trim).filter(|code| !code.is_empty());
        let code = code.map(locations::code).transpose()?;
        let called = text::line("location_name", "The name of the place", row.location_name.as_deref())?;
        let mut said: Vec<String> = code.iter().map(|code| format!("{} at {code}", row.named())).collect();
        if row.is_usual == Some(true) && code.is_some() {
            said.push(format!("The usual place of {}", row.named()));
        }
        for what in &said {
            draft.seen.once("location", what)?;
        }
        let count = on_hand(row.on_hand.as_deref(), code.is_some())?;
        let place = code.as_ref().map(|code| draft.place(ctx, code)).transpose()?.flatten();
        let fresh = draft.parts.get(&key).copied();
        let known = match fresh {
            None => known_part(ctx, &number, row.maker.as_deref(), Some((&retired, row.beside)))?,
            Some(_) => None,
        };
        let mut told = Told {
            label: String::new(),
            state: RowState::Same,
            writes: Vec::new(),
            notes: Vec::new(),
        };
        let target = match (fresh, known) {
            (Some(node), _) => further(row, node, ctx),
            (None, Some(old)) => edited(row, &old, (is_further, &retired), draft, &mut told)?,
            (None, None) => added(ctx, row, &retired, draft, &mut told)?,
        };
        told.label.clone_from(&target.label);
        if let Some(code) = code {
            let at = At {
                code,
                place,
                called,
                count,
            };
            at_place(ctx, row, &target, at, draft, &mut told)?;
        }
        draft.seen.parts.entry(key.clone()).or_insert_with(|| row.clone());
        if let Node::New(_) = target.node {
            draft.parts.insert(key, target.node);
        }
        for what in said {
            draft.seen.note(what, row.row);
        }
        if told.state == RowState::Same && !told.writes.is_empty() {
            told.state = RowState::Changed;
        }
        Ok(told)
    }
}

impl StorePartRow {
    /// Number and maker.
    fn named(&self) -> String {
        let maker = self.maker.as_deref().unwrap_or_default();
        let named = format!("{} {maker}", self.number.trim()).trim_end().to_owned();
        match self.retired {
            Some(true) => format!("{named}, retired,"),
            _ => named,
        }
    }
}

/// Makers are the same whatever their case.
pub(super) fn part_key(number: &str, maker: Option<&str>, is_retired: bool) -> PartKey {
    (
        number.trim().to_owned(),
        maker.unwrap_or_default().trim().to_lowercase(),
        is_retired,
    )
}

/// A further row of a part adds a place. It must not say something else of the part itself.
fn agrees_with_earlier(row: &StorePartRow, key: &PartKey, draft: &Draft<'_>) -> Result<bool, Refusal> {
    let Some(first) = draft.seen.parts.get(key) else {
        return Ok(false);
    };
    let texts = |row: &StorePartRow| {
        [
            ("name", row.name.clone()),
            ("other_numbers", row.other_numbers.clone()),
            ("unit", row.unit.clone()),
            ("category", row.category.clone()),
            (
                "department",
                row.department.map(|department| department.word().to_owned()),
            ),
            ("minimum", row.minimum.clone()),
            ("critical", row.critical.clone()),
            ("maximum", row.maximum.clone()),
            ("barcode", row.barcode.clone()),
            ("remark", row.remark.clone()),
            ("retired_reason", row.retired_reason.clone()),
        ]
    };
    for ((field, said), (_, before)) in texts(row).into_iter().zip(texts(first)) {
        let Some(said) = said.filter(|said| !said.trim().is_empty()) else {
            continue;
        };
        if Some(said.trim()) != before.as_deref().map(str::trim) {
            return Err(Refusal::field(
                Code::Invalid,
                field,
                format!(
                    "Row {} says something else about {}: {}. Let both say the same.",
                    crate::words::thousands(first.row.into()),
                    row.number,
                    crate::words::field_label(field).to_lowercase()
                ),
            ));
        }
    }
    Ok(true)
}

/// The part of that number and maker, rather one that is kept. Where the list names no makers, the number
/// alone must tell it. `said` is what a row of the list of parts says of whether it is kept.
pub(super) fn known_part(
    ctx: &Ctx<'_>,
    number: &str,
    maker: Option<&str>,
    said: Option<(&Option<String>, Option<bool>)>,
) -> Result<Option<Part>, Refusal> {
    let mut same: Vec<Part> = ctx
        .facts
        .glance_by::<Part>(Part::number, &Value::Text(number.to_owned()))?;
    if let Some(maker) = maker {
        let maker = text::line("maker", "The maker", Some(maker))?.map(|maker| maker.to_lowercase());
        same.retain(|part| part.maker.as_ref().map(|maker| maker.to_lowercase()) == maker);
    }
    if let Some((retired, beside)) = said {
        retired::tell_apart(&mut same, retired, beside, |part| part.is_retired);
    }
    if same.iter().any(|part| !part.is_retired) {
        same.retain(|part| !part.is_retired);
    }
    if same.len() > 1 {
        return Err(Refusal::field(
            Code::Invalid,
            "maker",
            format!("Several parts have the number {number}. Name the maker, so that it is clear which one."),
        ));
    }
    Ok(same.pop())
}

fn further(row: &StorePartRow, node: Node, ctx: &Ctx<'_>) -> Target {
    Target {
        node,
        label: format!(
            "{} {}",
            row.number.trim(),
            row.name.as_deref().unwrap_or_default().trim()
        )
        .trim_end()
        .to_owned(),
        unit: row.unit.clone().unwrap_or_default(),
        department: row.department.unwrap_or(ctx.actor.department),
    }
}

fn added(
    ctx: &Ctx<'_>,
    row: &StorePartRow,
    retired: &Option<String>,
    draft: &mut Draft<'_>,
    told: &mut Told,
) -> Result<Target, Refusal> {
    let given = row.clone();
    let form = AddStorePartParams {
        number: given.number,
        name: given.name.unwrap_or_default(),
        other_numbers: given.other_numbers,
        maker: given.maker,
        unit: given.unit,
        category: given.category,
        department: given.department,
        minimum: given.minimum,
        critical: given.critical,
        maximum: given.maximum,
        barcode: given.barcode,
        remark: given.remark,
        location: None,
        first_count: None,
    };
    let new = NewPart::read(&form, ctx.actor.department)?;
    let values = new
        .values
        .set(Part::is_retired, &retired.is_some())
        .set(Part::retired_reason, retired);
    let node = Node::New(draft.plan.insert::<Part>(values));
    draft.need("add_part", new.department);
    if retired.is_some() {
        draft.need("retire_part", new.department);
    }
    told.state = RowState::New;
    told.writes.push(format!(
        "add the part {} {}, counted in {}{}",
        new.number,
        new.name,
        new.unit,
        retired::told(retired)
    ));
    Ok(Target {
        node,
        label: format!("{} {}", new.number, new.name),
        unit: new.unit,
        department: new.department,
    })
}

fn edited(
    row: &StorePartRow,
    old: &Part,
    (is_further, retired): (bool, &Option<String>),
    draft: &mut Draft<'_>,
    told: &mut Told,
) -> Result<Target, Refusal> {
    let label = format!("{} {}", old.number, old.name);
    if !is_further {
        let given = row.clone();
        let form = EditPartParams {
            name: given.name,
            other_numbers: given.other_numbers,
            // The maker tells which part it is, in whatever case.
            maker: None,
            unit: given.unit,
            category: given.category,
            department: given.department,
            minimum: given.minimum,
            critical: given.critical,
            maximum: given.maximum,
            barcode: given.barcode,
            remark: given.remark,
            ..EditPartParams::default()
        };
        let (values, changed) = changed_part(old, &form)?;
        let kept = (old.is_retired, &old.retired_reason);
        let changes = (!changed.is_empty(), "Keep it in stores again first.");
        retired::agrees(&label, kept, retired, changes)?;
        draft.plan.update::<Part>(old.id, values);
        if !changed.is_empty() {
            draft.need("edit_part", old.department);
            told.writes
                .push(format!("change the {} of {label}", changed.join(", ")));
        }
    }
    Ok(Target {
        node: Node::Known(old.id),
        label,
        unit: old.unit.clone(),
        department: old.department,
    })
}

/// Plans the usual place and the first count.
fn at_place(
    ctx: &Ctx<'_>,
    row: &StorePartRow,
    target: &Target,
    at: At,
    draft: &mut Draft<'_>,
    told: &mut Told,
) -> Result<(), Refusal> {
    let At {
        code,
        place,
        called,
        count,
    } = at;
    let is_usual = row.is_usual.unwrap_or(true);
    let counted = match (target.node, place.as_ref().map(|place| place.node)) {
        (Node::Known(part), Some(Node::Known(place))) => counted_there(ctx, part, place)?,
        _ => None,
    };
    if let (Some(sum), Some(given)) = (counted, &row.on_hand)
        && sum != count.unwrap_or(Quantity::ZERO)
        && !given.trim().is_empty()
    {
        told.notes.push(format!(
            "{code} was counted before and the record shows {sum} {}; the list's {} is not taken over. Count it there instead.",
            target.unit,
            given.trim()
        ));
    }
    let count = count.filter(|_| counted.is_none());
    if !is_usual && count.is_none() {
        return Ok(());
    }
    if place.as_ref().is_some_and(|place| place.is_retired) {
        told.notes.push(format!("The storage place {code} is retired."));
    }
    let node = match place {
        Some(place) => place.node,
        None => {
            told.notes
                .push(format!("The storage place {code} is not known and is added."));
            told.writes.push(format!("add the storage place {code}"));
            draft.add_place(&code, called, target.department)
        }
    };
    if is_usual && keep_usually(ctx, target, node, draft)? {
        told.writes.push(format!("keep {} at {code}", target.label));
    }
    if let Some(count) = count {
        count_first(&mut draft.plan, target.node.into(), node.into(), count);
        draft.need("add_part", target.department);
        let begins = match count.is_positive() {
            true => format!("record a first count of {count} {} at {code}", target.unit),
            false => format!(
                "begin with {count} {} at {code}, below zero as in the list",
                target.unit
            ),
        };
        told.writes.push(begins.replace("  ", " "));
    }
    Ok(())
}

/// What the list says lies there. Nobody counts fewer than none, but a record may have stood below zero,
/// and is taken over as it stood.
fn on_hand(given: Option<&str>, has_place: bool) -> Result<Option<Quantity>, Refusal> {
    let below = given
        .and_then(|text| text.parse().ok())
        .filter(|sum| *sum < Quantity::ZERO);
    match below {
        Some(sum) if has_place => Ok(Some(sum)),
        _ => first_count(given, has_place),
    }
}

/// What the ledger shows at a place; none where nothing ever moved there.
fn counted_there(ctx: &Ctx<'_>, part: RowId, place: RowId) -> Result<Option<Quantity>, Refusal> {
    let places = ctx.facts.stock(part)?;
    Ok(places.into_iter().find(|(at, _)| *at == place).map(|(_, sum)| sum))
}

/// Plans the usual place; says whether it differs.
fn keep_usually(ctx: &Ctx<'_>, target: &Target, place: Node, draft: &mut Draft<'_>) -> Result<bool, Refusal> {
    match target.node {
        Node::New(_) => {
            keep_at(&mut draft.plan, target.node.into(), place.into());
            Ok(true)
        }
        Node::Known(part) => {
            let moves = move_usual_place(ctx, &mut draft.plan, part, &Planned::from(place))?;
            if moves {
                draft.need("edit_part", target.department);
            }
            Ok(moves)
        }
    }
}
