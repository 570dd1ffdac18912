//! Rows of the tree of machines and spaces: known by their code.

use super::draft::{Draft, FreshEquipment, Node};
use super::{RowImport, RowState, Told, retired, tree};
use crate::act::{Ctx, params};
use crate::acts::equipment::{AddEquipmentParams, EditEquipmentParams, NewEquipment, changed_equipment, code};
use crate::plan::Planned;
use crate::refusal::Refusal;
use crate::tables::{Criticality, Department, Equipment, EquipmentKind};
use crate::text;

params! {
    /// One row; what is left out or empty stays as it is.
    pub struct EquipmentRow {
        /// The row's number in the file.
        row: u32,
        /// Code in the vessel's system.
        code: String,
        /// Name.
        name: Option<String>,
        /// Machine or space.
        kind: Option<EquipmentKind>,
        /// Code of what it stands under.
        parent: Option<String>,
        /// System it belongs to.
        system: Option<String>,
        /// Where it stands.
        location: Option<String>,
        /// Maker.
        maker: Option<String>,
        /// Model.
        model: Option<String>,
        /// Serial number.
        serial: Option<String>,
        /// What follows when it fails.
        criticality: Option<Criticality>,
        /// The department.
        department: Option<Department>,
        /// Whether it has a running-hours counter.
        has_counter: Option<bool>,
        /// Anything else worth knowing.
        remark: Option<String>,
        /// No longer used.
        retired: Option<bool>,
        /// Why not.
        retired_reason: Option<String>,
    }
}

pub(super) struct OfEquipment;

impl RowImport for OfEquipment {
    const ACTION: &'static str = "import_equipment";
    type Row = EquipmentRow;

    fn number(row: &EquipmentRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &EquipmentRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let code = code(&row.code)?;
        let what = format!("The code {code}");
        draft.seen.once("code", &what)?;
        let retired = retired::reason(row.retired, row.retired_reason.as_deref())?;
        let above = text::line("parent", "The parent", row.parent.as_deref())?;
        let parent = above
            .map(|code| tree::parent(ctx, &code, retired.is_some(), draft))
            .transpose()?;
        let told = match tree::of_code(ctx, &code)? {
            Some(old) => changed(ctx, row, old, (parent, retired), draft)?,
            None => added(ctx, row, &code, (parent, retired), draft)?,
        };
        draft.seen.note(what, row.row);
        Ok(told)
    }
}

fn added(
    ctx: &Ctx<'_>,
    row: &EquipmentRow,
    code: &str,
    (parent, retired): (Option<FreshEquipment>, Option<String>),
    draft: &mut Draft<'_>,
) -> Result<Told, Refusal> {
    let row = row.clone();
    let form = AddEquipmentParams {
        code: code.to_owned(),
        name: row.name.unwrap_or_default(),
        kind: row.kind,
        parent: None,
        system: row.system,
        location: row.location,
        maker: row.maker,
        model: row.model,
        serial: row.serial,
        criticality: row.criticality,
        department: row.department,
        has_counter: row.has_counter.unwrap_or(false),
        remark: row.remark,
    };
    let department = parent.as_ref().map_or(ctx.actor.department, |parent| parent.department);
    let new = NewEquipment::read(&form, department)?;
    if let Some(parent) = &parent {
        tree::can_stand(ctx, (None, &new.name), parent.node, draft)?;
    }
    let above = parent.as_ref().map(|parent| parent.node);
    let mut values = new
        .values
        .set(Equipment::is_retired, &retired.is_some())
        .set(Equipment::retired_reason, &retired);
    if let Some(node) = above {
        values = values.plan(Equipment::parent_id, Planned::from(node));
    }
    let node = Node::New(draft.plan.insert::<Equipment>(values));
    draft.need("add_equipment", new.department);
    if retired.is_some() {
        draft.need("retire_equipment", new.department);
    }
    draft.above.insert(node, above);
    let place = parent.map_or("at the top of the tree".to_owned(), |parent| {
        format!("under {}", parent.name)
    });
    let sentence = format!(
        "add the {} {code} {} {place}{}",
        new.kind.word(),
        new.name,
        retired::told(&retired)
    );
    let label = format!("{code} {}", new.name);
    let fresh = FreshEquipment {
        node,
        name: new.name,
        department: new.department,
        is_retired: retired.is_some(),
    };
    draft.equipment.insert(code.to_owned(), fresh);
    Ok(Told {
        label,
        state: RowState::New,
        writes: vec![sentence],
        notes: Vec::new(),
    })
}

fn changed(
    ctx: &Ctx<'_>,
    row: &EquipmentRow,
    old: Equipment,
    (parent, retired): (Option<FreshEquipment>, Option<String>),
    draft: &mut Draft<'_>,
) -> Result<Told, Refusal> {
    let label = format!("{} {}", old.code, old.name);
    let row = row.clone();
    let form = EditEquipmentParams {
        name: row.name,
        kind: row.kind,
        system: row.system,
        location: row.location,
        maker: row.maker,
        model: row.model,
        serial: row.serial,
        criticality: row.criticality,
        department: row.department,
        has_counter: row.has_counter,
        remark: row.remark,
        ..EditEquipmentParams::default()
    };
    let (mut values, changed) = changed_equipment(&old, &form)?;
    let own = Node::Known(old.id);
    let moved = parent.filter(|parent| Some(parent.node) != old.parent_id.map(Node::Known));
    let changes = !changed.is_empty() || moved.is_some();
    let kept = (old.is_retired, &old.retired_reason);
    retired::agrees(&label, kept, &retired, (changes, "Take it back into service first."))?;
    if let Some(parent) = &moved {
        tree::can_stand(ctx, (Some(own), &old.name), parent.node, draft)?;
    }
    let mut writes = Vec::new();
    if !changed.is_empty() {
        draft.need("edit_equipment", old.department);
        writes.push(format!("change the {} of {label}", changed.join(", ")));
    }
    if let Some(parent) = moved {
        values = values.plan(Equipment::parent_id, Planned::from(parent.node));
        draft.need("move_equipment", old.department);
        draft.above.insert(own, Some(parent.node));
        writes.push(format!("move {label} under {}", parent.name));
    }
    draft.plan.update::<Equipment>(old.id, values);
    Ok(Told {
        label,
        state: if writes.is_empty() {
            RowState::Same
        } else {
            RowState::Changed
        },
        writes,
        notes: Vec::new(),
    })
}
