//! Rights that were changed while somebody acted elsewhere without knowing of it.
//!
//! Permission is checked once, at the commit, with what the author's replica knows. Nothing here takes an
//! act back: it says which acts a person in charge should know of.

use crate::acts;
use crate::facts::Facts;
use crate::field::Field;
use crate::permission::{permission_id, seeded_later};
use crate::refusal::Refusal;
use crate::schema::Row;
use crate::tables::{Crew, Permission, Role, Scope};
use journal::{Actor, Change, ChangeKind, Entry, RowId, Value};

/// Acts that change what somebody may do.
pub const CHANGED_BY: &[&str] = &["set_role", "import_people", "resolve_conflict"];

/// The right that an entry rests on: who answers for it, in which role, for which act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// Who signed it, else who filled it in.
    pub person: RowId,
    /// The act.
    pub action: String,
    /// The role they had.
    pub role: String,
}

impl Right {
    /// The right that the entry rests on; none for the gateway's own entries, which nobody's role allows.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let (person, role) = match (&entry.signature, &entry.actor) {
            (Some(signature), _) => (signature.signer, &signature.role),
            (None, Actor::Crew(person)) => (*person, &entry.role),
            (None, Actor::Operator(_)) => return None,
        };
        Some(Self {
            person,
            action: entry.action.clone(),
            role: role.clone(),
        })
    }

    /// The rows it is read from: the person, and the permission where the role is known here.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        let role = Role::from_word(&self.role);
        let permission = role.map(|role| permission_id(&self.action, role));
        std::iter::once(self.person).chain(permission)
    }
}

/// The people and permissions whose right the entry changed.
pub fn changed_rows(entry: &Entry) -> impl Iterator<Item = RowId> {
    let is_change = |change: &&Change| {
        [Crew::role, Crew::is_active]
            .iter()
            .any(|column| change.table == Crew::TABLE.number && value(change, column.number).is_some())
            || (change.table == Permission::TABLE.number && value(change, Permission::scope.number).is_some())
    };
    entry.changes.iter().filter(is_change).map(|change| change.row)
}

/// What an update writes into the column.
fn value(change: &Change, column: u16) -> Option<&Value> {
    let ChangeKind::Update { groups } = &change.kind else {
        return None;
    };
    let mut values = groups.iter().flat_map(|group| &group.values);
    values.find(|(number, _)| *number == column).map(|(_, value)| value)
}

/// Whether the person's right to the act was taken away, or narrowed, by what the entry wrote into the row.
///
/// # Errors
/// When the replica cannot be read.
pub fn is_revoked(facts: &Facts<'_>, action: &str, role: &str, change: &Entry, row: RowId) -> Result<bool, Refusal> {
    // That a workstation introduces itself is nobody's act: the first person to write there is its author.
    if acts::act(action).is_none() {
        return Ok(false);
    }
    let Some(written) = change.changes.iter().find(|written| written.row == row) else {
        return Ok(false);
    };
    if written.table == Permission::TABLE.number {
        let scope = value(written, Permission::scope.number).map(Option::<Scope>::from_value);
        return Ok(scope
            .transpose()?
            .is_some_and(|scope| reach(scope) < reach(Some(Scope::All))));
    }
    if value(written, Crew::is_active.number) == Some(&Value::Bool(false)) {
        return Ok(true);
    }
    let (Some(given), Some(before)) = (value(written, Crew::role.number), Role::from_word(role)) else {
        return Ok(false);
    };
    let given = Role::from_value(given)?;
    Ok(widest(facts, action, given)? < widest(facts, action, before)?)
}

/// How far the role reaches with the act, by the table as it stands.
fn widest(facts: &Facts<'_>, action: &str, role: Role) -> Result<u8, Refusal> {
    if let Some(row) = facts.find::<Permission>(permission_id(action, role))? {
        return Ok(reach(row.scope));
    }
    let seeded = seeded_later(facts, action)?;
    let held = seeded.into_iter().filter(|(holder, _)| *holder == role);
    Ok(held.map(|(_, scope)| reach(Some(scope))).max().unwrap_or(0))
}

fn reach(scope: Option<Scope>) -> u8 {
    match scope {
        None => 0,
        Some(Scope::All) => 3,
        Some(Scope::Department) => 2,
        Some(_) => 1,
    }
}
