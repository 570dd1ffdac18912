//! Who may do what: the table a vessel starts with, and the one check.
//!
//! Invariant: an act without a row is refused for everyone. The table is data
//! of the vessel; this file only seeds it. A vessel that was founded before an
//! act existed has no row of it at all: then the table of today holds for that
//! act, as if the vessel had been founded with it.

use crate::facts::Facts;
use crate::field::Field;
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Crew, Department, Permission, Role, Scope, SignMethod, Signing};
use journal::{RowId, Value};

mod buying;
mod receiving;

use Scope::{All, Assigned, Department as Dept, Own};

/// Heads of department.
pub const HEADS: &[Role] = &[
    Role::ChiefEngineer,
    Role::ChiefOfficer,
    Role::ChiefSteward,
    Role::Purser,
    Role::Captain,
    Role::Manager,
];

/// Acts that everybody may carry out on every record.
const EVERYONE: &[&str] = &[
    "report_fault",
    "attach_file",
    "choose_pin",
    "add_to_handover",
    "sign_over_handover",
    "acknowledge_handover",
    "add_shopping_item",
];

/// Acts on what somebody wrote: its author, and the heads of its department.
const AUTHORS: &[&str] = &["edit_handover_entry", "close_handover_entry", "withdraw_handover_entry"];

/// Acts on work: crew where the work order is assigned to them.
const WORK: &[&str] = &[
    "tick_checklist",
    "mark_work_order_complete",
    "correct_work_order",
    "log_part_usage",
];

/// What is noted on work: crew on work orders of their own department and those assigned to them.
const NOTES: &[&str] = &["add_note_to_work_order", "pin_page", "unpin_page"];

/// Acts of engineers, electro-technical officers and heads.
const ENGINEERS: &[&str] = &[
    "create_work_order_from_fault",
    "create_work_order",
    "edit_work_order",
    "start_work_order",
    "assign_work_order",
    "cancel_work_order",
    "add_part_to_work_order",
    "change_part_line",
    "add_checklist_item",
    "copy_checklist",
    "edit_fault",
    "resolve_fault",
    "reopen_fault",
    "add_equipment",
    "edit_equipment",
    "move_equipment",
    "retire_equipment",
    "add_part",
    "edit_part",
    "retire_part",
    "link_part",
    "unlink_part",
    "add_location",
    "edit_location",
    "retire_location",
    "record_running_hours",
    "return_to_stores",
    "transfer_stock",
    "add_supplier",
    "edit_supplier",
    "retire_supplier",
    "import_equipment",
    "import_spare_parts",
    "import_parts",
    "import_suppliers",
    "import_locations",
    "import_running_hours",
    "withdraw_attachment",
    "edit_synonyms",
    "add_document",
    "edit_document",
    "supersede_document",
    "retire_document",
    "link_document",
    "confirm_mapping",
    "correct_mapping",
    "withdraw_mapping",
];

/// Acts on stock of heads of department at the places of their own department; the captain's everywhere.
const STOCK: &[&str] = &["adjust_stock", "count_location", "write_off", "reverse_movement"];

/// Acts on people, on workstations, on budgets and on the ship's clock.
const PEOPLE: &[&str] = &[
    "add_crew",
    "set_role",
    "import_people",
    "set_ship_time",
    "set_open_search",
    "connect_shore",
    "invite_workstation",
    "confirm_device",
    "close_device",
    "set_budget",
];

/// Acts that came after the first vessels were founded.
const CAME_LATER: &[&str] = &[
    "connect_shore",
    "invite_workstation",
    "confirm_device",
    "close_device",
    "resolve_conflict",
    "log_part_usage",
    "return_to_stores",
    "adjust_stock",
    "count_location",
    "transfer_stock",
    "write_off",
    "reverse_movement",
    "add_supplier",
    "edit_supplier",
    "retire_supplier",
    "import_equipment",
    "import_spare_parts",
    "import_parts",
    "import_suppliers",
    "import_people",
    "add_to_handover",
    "edit_handover_entry",
    "close_handover_entry",
    "withdraw_handover_entry",
    "sign_over_handover",
    "acknowledge_handover",
    "import_locations",
    "import_running_hours",
    "attach_file",
    "withdraw_attachment",
    "edit_synonyms",
    "set_open_search",
    "add_document",
    "edit_document",
    "supersede_document",
    "retire_document",
    "link_document",
    "confirm_mapping",
    "correct_mapping",
    "withdraw_mapping",
    "pin_page",
    "unpin_page",
    "set_budget",
];

/// Whether the act came after the first vessels were founded.
fn came_later(action: &str) -> bool {
    CAME_LATER.contains(&action) || buying::acts().chain(receiving::acts()).any(|name| name == action)
}

/// What a manager does not do: these things happen aboard.
const ABOARD_ONLY: &[&str] = &[
    "tick_checklist",
    "mark_work_order_complete",
    "correct_work_order",
    "log_part_usage",
    "return_to_stores",
    "transfer_stock",
    "adjust_stock",
    "count_location",
    "write_off",
    "reverse_movement",
];

/// Whether the act happens aboard, so that nobody ashore prepares it for somebody else's signature.
#[must_use]
pub fn happens_aboard(action: &str) -> bool {
    ABOARD_ONLY.contains(&action) || receiving::is_aboard(action)
}

/// The permission table a new vessel starts with: act, role, scope.
#[must_use]
pub fn seeded() -> Vec<(&'static str, Role, Scope)> {
    let mut rows = Vec::new();
    for &action in EVERYONE {
        rows.extend(Role::ALL.iter().map(|role| (action, *role, All)));
    }
    for &action in WORK {
        rows.push((action, Role::Crew, Assigned));
    }
    for action in NOTES {
        rows.push((*action, Role::Crew, Dept));
    }
    rows.push(("withdraw_attachment", Role::Crew, Own));
    for &action in ENGINEERS.iter().chain(WORK).chain(NOTES) {
        let holders = [Role::Engineer, Role::Eto].iter().chain(HEADS);
        rows.extend(
            holders
                .filter(|role| **role != Role::Manager || !ABOARD_ONLY.contains(&action))
                .map(|role| (action, *role, All)),
        );
    }
    for &action in PEOPLE {
        let holders = [Role::ChiefEngineer, Role::Captain, Role::Manager];
        rows.extend(holders.iter().map(|role| (action, *role, All)));
    }
    rows.push(("set_ship_time", Role::ChiefOfficer, All));
    rows.extend(HEADS.iter().map(|role| ("resolve_conflict", *role, All)));
    rows.extend(stock_rows());
    rows.extend(author_rows());
    rows.extend(buying::rows());
    rows.extend(receiving::rows());
    rows
}

/// Who counts, writes off and reverses.
fn stock_rows() -> impl Iterator<Item = (&'static str, Role, Scope)> {
    let heads = HEADS.iter().filter(|role| **role != Role::Manager);
    let of_heads = heads.flat_map(|role| {
        let scope = if *role == Role::Captain { All } else { Dept };
        STOCK.iter().map(move |action| (*action, *role, scope))
    });
    let others = [Role::Crew, Role::Engineer, Role::Eto];
    of_heads.chain(others.map(|role| ("reverse_movement", role, Own)))
}

/// Who changes, closes and takes back what was written.
fn author_rows() -> impl Iterator<Item = (&'static str, Role, Scope)> {
    Role::ALL.iter().flat_map(|role| {
        let scope = if HEADS.contains(role) { Dept } else { Own };
        AUTHORS.iter().map(move |action| (*action, *role, scope))
    })
}

/// The signing table a new vessel starts with; an act without a row is not signed.
pub const SEEDED_SIGNING: &[(&str, SignMethod)] = &[
    ("create_work_order_from_fault", SignMethod::Session),
    ("create_work_order", SignMethod::Session),
    ("mark_work_order_complete", SignMethod::Pin),
    ("correct_work_order", SignMethod::Pin),
    ("add_crew", SignMethod::Pin),
    ("set_role", SignMethod::Pin),
    // Whoever finds a workstation unlocked must not get a PIN to sign with.
    ("choose_pin", SignMethod::Pin),
    ("set_ship_time", SignMethod::None),
    ("set_open_search", SignMethod::Pin),
    ("connect_shore", SignMethod::Pin),
    ("invite_workstation", SignMethod::Pin),
    ("confirm_device", SignMethod::Pin),
    ("close_device", SignMethod::Pin),
    ("resolve_conflict", SignMethod::Session),
    ("adjust_stock", SignMethod::Pin),
    ("count_location", SignMethod::Pin),
    ("write_off", SignMethod::Pin),
    // One's own within 24 hours is not signed: the plan says so.
    ("reverse_movement", SignMethod::Pin),
    ("sign_over_handover", SignMethod::Pin),
    ("acknowledge_handover", SignMethod::Pin),
    ("place_purchase_order", SignMethod::Pin),
    ("commit_receiving", SignMethod::Pin),
    // One signature covers a whole list.
    ("import_equipment", SignMethod::Session),
    ("import_spare_parts", SignMethod::Session),
    ("import_parts", SignMethod::Session),
    ("import_suppliers", SignMethod::Session),
    ("import_people", SignMethod::Pin),
    ("import_locations", SignMethod::Session),
    ("import_running_hours", SignMethod::Session),
];

/// The row id of a permission: derived from act and role.
#[must_use]
pub fn permission_id(action: &str, role: Role) -> RowId {
    RowId::natural(Permission::TABLE.number, &[action.as_bytes(), role.word().as_bytes()])
}

/// The row id of a signing rule: derived from the act.
#[must_use]
pub fn signing_id(action: &str) -> RowId {
    RowId::natural(Signing::TABLE.number, &[action.as_bytes()])
}

/// What of a record decides about a scope.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The record's department.
    pub department: Option<Department>,
    /// The person it is assigned to.
    pub assigned_to: Option<RowId>,
    /// The person who did it, as long as a right on what is one's own reaches it.
    pub done_by: Option<RowId>,
}

impl Subject {
    /// A record of that department.
    #[must_use]
    pub fn of(department: Department) -> Self {
        Self {
            department: Some(department),
            ..Self::default()
        }
    }

    /// The whole vessel: only a right on all records reaches it.
    #[must_use]
    pub fn vessel() -> Self {
        Self::default()
    }
}

fn reaches(scope: Scope, person: RowId, department: Department, subject: &Subject) -> bool {
    match scope {
        Scope::All => true,
        // Who was given the work may write on it, and who did it may take it back, whatever department it
        // belongs to.
        Scope::Department => {
            subject.department == Some(department)
                || subject.assigned_to == Some(person)
                || subject.done_by == Some(person)
        }
        Scope::Assigned => subject.assigned_to == Some(person),
        Scope::Own => subject.done_by == Some(person),
    }
}

/// The roles that hold an act which this vessel has no row of, since it was founded before the act
/// existed; none for any other act.
///
/// # Errors
/// When the replica cannot be read.
pub fn seeded_later(facts: &Facts<'_>, action: &str) -> Result<Vec<(Role, Scope)>, Refusal> {
    if !came_later(action) {
        return Ok(Vec::new());
    }
    let known: Vec<Permission> = facts.glance_by(Permission::action, &action.to_owned().to_value())?;
    if !known.is_empty() {
        return Ok(Vec::new());
    }
    let rows = seeded().into_iter().filter(|(name, ..)| *name == action);
    Ok(rows.map(|(_, role, scope)| (role, scope)).collect())
}

/// Whether the person may carry out the act on the subject.
///
/// Where role, permission or active flag has several heads, every one must allow it.
///
/// # Errors
/// When the replica cannot be read.
pub fn may(facts: &Facts<'_>, person: &Crew, action: &str, subject: &Subject) -> Result<bool, Refusal> {
    let raw = facts.raw::<Crew>(person.id)?;
    let heads = |column: u16, shown: Value| -> Vec<Value> {
        raw.as_ref()
            .and_then(|row| row.heads.iter().find(|(number, _)| *number == column))
            .map_or_else(|| vec![shown], |(_, values)| values.clone())
    };
    let active = heads(Crew::is_active.number, person.is_active.to_value());
    if active.iter().any(|flag| *flag != Value::Bool(true)) {
        return Ok(false);
    }
    for role in heads(Crew::role.number, person.role.to_value()) {
        let role = Role::from_value(&role)?;
        let Some(row) = facts.raw::<Permission>(permission_id(action, role))? else {
            let seeded = seeded_later(facts, action)?;
            let mut scopes = seeded.iter().filter(|(holder, _)| *holder == role);
            if scopes.any(|(_, scope)| reaches(*scope, person.id, person.department, subject)) {
                continue;
            }
            return Ok(false);
        };
        let shown = Permission::read(&row)?.scope.to_value();
        let scopes = row
            .heads
            .iter()
            .find(|(number, _)| *number == Permission::scope.number)
            .map_or_else(|| vec![shown], |(_, values)| values.clone());
        for scope in scopes {
            let allowed = Option::<Scope>::from_value(&scope)?
                .is_some_and(|scope| reaches(scope, person.id, person.department, subject));
            if !allowed {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The acts that the rows of an import stand for: it is never signed with less than one of them.
const STANDS_FOR: &[(&str, &[&str])] = &[
    (
        "import_equipment",
        &["add_equipment", "edit_equipment", "move_equipment", "retire_equipment"],
    ),
    ("import_spare_parts", &["link_part", "unlink_part"]),
    (
        "import_parts",
        &["add_part", "edit_part", "retire_part", "add_location"],
    ),
    (
        "import_suppliers",
        &["add_supplier", "edit_supplier", "retire_supplier"],
    ),
    ("import_people", &["add_crew", "set_role"]),
    (
        "import_locations",
        &["add_location", "edit_location", "retire_location"],
    ),
    ("import_running_hours", &["record_running_hours"]),
];

/// How the vessel wants the act signed.
///
/// # Errors
/// When the replica cannot be read.
pub fn signing(facts: &Facts<'_>, action: &str) -> Result<SignMethod, Refusal> {
    let mut strictest = own_signing(facts, action)?;
    let stands_for = STANDS_FOR.iter().filter(|(name, _)| *name == action);
    for single in stands_for.flat_map(|(_, acts)| *acts) {
        strictest = strictest.max(own_signing(facts, single)?);
    }
    Ok(strictest)
}

fn own_signing(facts: &Facts<'_>, action: &str) -> Result<SignMethod, Refusal> {
    if let Some(rule) = facts.find::<Signing>(signing_id(action))? {
        return Ok(rule.method);
    }
    // An act that came later is signed as today's vessels sign it.
    let seeded = SEEDED_SIGNING
        .iter()
        .find(|(name, _)| *name == action && came_later(name));
    Ok(seeded.map_or(SignMethod::None, |(_, method)| *method))
}

/// The refusal for a person without the right.
#[must_use]
pub fn wrong_role(person: &Crew, action: &str) -> Refusal {
    Refusal::new(
        Code::WrongRole,
        format!(
            "{} ({}) may not {}. Ask somebody with the right to do it, or to sign it.",
            person.name,
            person.rank,
            crate::words::act(action)
        ),
    )
}
