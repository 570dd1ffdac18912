//! Rows of the list of storage places: known by their code.

use super::draft::{Draft, FreshPlace, Node, Stands, known_place};
use super::{RowImport, RowState, Told, retired};
use crate::act::{Ctx, params};
use crate::acts::locations::{
    EditLocationParams, LEVELS_MAX, changed_location, code, inside_itself, name, new_location, too_deep,
};
use crate::plan::Planned;
use crate::refusal::{Code, Refusal};
use crate::tables::{Department, Location};
use crate::text;

params! {
    /// One row; what is left out or empty stays as it is.
    pub struct LocationRow {
        /// The row's number in the file.
        row: u32,
        /// Code on the shelf.
        code: String,
        /// Name.
        name: Option<String>,
        /// Code of what it stands in.
        parent: Option<String>,
        /// The department.
        department: Option<Department>,
        /// No longer used.
        retired: Option<bool>,
        /// Why not.
        retired_reason: Option<String>,
    }
}

pub(super) struct OfLocations;

impl RowImport for OfLocations {
    const ACTION: &'static str = "import_locations";
    type Row = LocationRow;

    fn number(row: &LocationRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &LocationRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let code = code(&row.code)?;
        let what = format!("The code {code}");
        draft.seen.once("code", &what)?;
        let retired = retired::reason(row.retired, row.retired_reason.as_deref())?;
        let above = text::line("parent", "The place it stands in", row.parent.as_deref())?;
        let above = above
            .map(|code| parent(ctx, &code, retired.is_some(), draft))
            .transpose()?;
        let told = match known_place(ctx, &code)? {
            Some(old) => changed(ctx, row, old, (above, retired), draft)?,
            None => added(ctx, row, &code, (above, retired), draft)?,
        };
        draft.seen.note(what, row.row);
        Ok(told)
    }
}

/// What a row names as the place it stands in. Only what is retired itself stands in something retired.
fn parent(ctx: &Ctx<'_>, code: &str, is_retired: bool, draft: &Draft<'_>) -> Result<FreshPlace, Refusal> {
    let known = draft.place(ctx, code)?.ok_or_else(|| {
        let message = format!("There is no storage place {code} to stand in. Add it, or put it into the list.");
        Refusal::field(Code::NotFound, "parent", message)
    })?;
    if known.is_retired && !is_retired {
        let message = format!("{} is retired. Choose another place.", known.name);
        return Err(Refusal::field(Code::Invalid, "parent", message));
    }
    Ok(known)
}

fn added(
    ctx: &Ctx<'_>,
    row: &LocationRow,
    code: &str,
    (above, retired): (Option<FreshPlace>, Option<String>),
    draft: &mut Draft<'_>,
) -> Result<Told, Refusal> {
    let name = name(row.name.as_deref().unwrap_or_default())?;
    let inherited = above.as_ref().map_or(ctx.actor.department, |above| above.department);
    let department = row.department.unwrap_or(inherited);
    if let Some(above) = &above {
        can_stand(ctx, (None, &name), above.node, draft)?;
    }
    let mut values = new_location(&code.to_owned(), &name, department)
        .set(Location::is_retired, &retired.is_some())
        .set(Location::retired_reason, &retired);
    if let Some(above) = &above {
        values = values.plan(Location::parent_id, Planned::from(above.node));
    }
    let node = Node::New(draft.plan.insert::<Location>(values));
    draft.need("add_location", department);
    if retired.is_some() {
        draft.need("retire_location", department);
    }
    draft.above.insert(node, above.as_ref().map(|above| above.node));
    let inside = above.map_or(String::new(), |above| format!(" in {}", above.name));
    let fresh = FreshPlace {
        node,
        name: name.clone(),
        department,
        is_retired: retired.is_some(),
    };
    draft.places.insert(code.to_owned(), fresh);
    Ok(Told {
        label: format!("{code} {name}"),
        state: RowState::New,
        writes: vec![format!(
            "add the storage place {code} {name}{inside}{}",
            retired::told(&retired)
        )],
        notes: Vec::new(),
    })
}

fn changed(
    ctx: &Ctx<'_>,
    row: &LocationRow,
    old: Location,
    (above, retired): (Option<FreshPlace>, Option<String>),
    draft: &mut Draft<'_>,
) -> Result<Told, Refusal> {
    let label = format!("{} {}", old.code, old.name);
    let form = EditLocationParams {
        name: row.name.clone(),
        department: row.department,
        ..EditLocationParams::default()
    };
    let (mut values, mut changed) = changed_location(ctx.facts, &old, &form)?;
    let own = Node::Known(old.id);
    let moved = above.filter(|above| Some(above.node) != old.parent_id.map(Node::Known));
    if let Some(above) = &moved {
        can_stand(ctx, (Some(own), &old.name), above.node, draft)?;
        values = values.plan(Location::parent_id, Planned::from(above.node));
        changed.push("place it stands in");
    }
    let kept = (old.is_retired, &old.retired_reason);
    retired::agrees(&label, kept, &retired, (!changed.is_empty(), "Use it again first."))?;
    let mut told = Told {
        label: label.clone(),
        state: RowState::Same,
        writes: Vec::new(),
        notes: Vec::new(),
    };
    if !changed.is_empty() {
        draft.need("edit_location", old.department);
        told.state = RowState::Changed;
        told.writes
            .push(format!("change the {} of {label}", changed.join(", ")));
    }
    if let Some(above) = moved {
        draft.above.insert(own, Some(above.node));
    }
    draft.plan.update::<Location>(old.id, values);
    Ok(told)
}

/// Refuses a place in itself, and one too deep.
fn can_stand(ctx: &Ctx<'_>, (own, name): (Option<Node>, &str), parent: Node, draft: &Draft<'_>) -> Result<(), Refusal> {
    let above_of = |id| Ok(ctx.facts.glance::<Location>(id)?.parent_id);
    match draft.stands_under(own, parent, LEVELS_MAX, above_of)? {
        Stands::Well => Ok(()),
        Stands::InItself => Err(inside_itself(name)),
        Stands::TooDeep => Err(too_deep()),
    }
}
