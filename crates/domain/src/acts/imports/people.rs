//! Rows of the crew list: known by name. They carry no PIN; each person chooses one before signing in.

use super::draft::Draft;
use super::{RowImport, RowState, Told};
use crate::act::{Ctx, params};
use crate::acts::crew::{
    AddCrewParams, NewPerson, SetRoleParams, added, changed_person, is_called, keeps_somebody_in_charge,
};
use crate::refusal::{Code, Refusal};
use crate::tables::{Crew, Department, Role};
use crate::text::{self, Lines};

params! {
    /// One row; what is left out or empty stays as it is.
    pub struct PersonRow {
        /// The row's number in the file.
        row: u32,
        /// The person's name.
        name: String,
        /// What the person is called aboard.
        rank: Option<String>,
        /// The one role.
        role: Option<Role>,
        /// The department.
        department: Option<Department>,
        /// Whether the person serves at present; whoever stands in a list does, where it does not say so.
        serves: Option<bool>,
    }
}

pub(super) struct OfPeople;

impl RowImport for OfPeople {
    const ACTION: &'static str = "import_people";
    type Row = PersonRow;

    fn number(row: &PersonRow) -> u32 {
        row.row
    }

    fn plan_row(ctx: &Ctx<'_>, row: &PersonRow, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
        let name = text::required("name", "The name", &row.name, Lines::One, 2, text::LINE_CHARACTERS_MAX)?;
        let what = format!("The name {}", name.to_lowercase());
        draft.seen.once("name", &what)?;
        let mut aboard = match draft.crew.take() {
            Some(aboard) => aboard,
            None => ctx.facts.all::<Crew>()?,
        };
        let told = one(row, &name, &mut aboard, draft);
        draft.crew = Some(aboard);
        if told.is_ok() {
            draft.seen.note(what, row.row);
        }
        told
    }
}

fn one(row: &PersonRow, name: &str, aboard: &mut [Crew], draft: &mut Draft<'_>) -> Result<Told, Refusal> {
    let mut called = aboard.iter().filter(|person| is_called(person, name));
    let serving: Vec<&Crew> = called.clone().filter(|person| person.is_active).collect();
    if serving.len() > 1 {
        let message = format!("Several people aboard are called {name}. Change them one by one.");
        return Err(Refusal::field(Code::Invalid, "name", message));
    }
    // A row on somebody who left speaks rather of a person who did than of a namesake aboard.
    let left = called
        .clone()
        .find(|person| row.serves == Some(false) && !person.is_active);
    match left.or(serving.first().copied()).or_else(|| called.next()).cloned() {
        Some(person) => changed(row, &person, aboard, draft),
        None => new(row, name, draft),
    }
}

fn new(row: &PersonRow, name: &str, draft: &mut Draft<'_>) -> Result<Told, Refusal> {
    let form = AddCrewParams {
        name: name.to_owned(),
        rank: row.rank.clone().unwrap_or_default(),
        role: row.role,
        department: row.department,
        pin: None,
    };
    let person = NewPerson::read(&form)?;
    let serves = row.serves.unwrap_or(true);
    draft.plan.insert::<Crew>(person.values.set(Crew::is_active, &serves));
    draft.needs.insert(("add_crew", None));
    let mut sentence = added(&person.name, &person.rank, person.role, person.department);
    if !serves {
        draft.needs.insert(("set_role", None));
        sentence.push_str(", who does not serve at present");
    }
    Ok(Told {
        label: format!("{}, {}", person.name, person.rank),
        state: RowState::New,
        writes: vec![sentence],
        notes: Vec::new(),
    })
}

fn changed(row: &PersonRow, person: &Crew, aboard: &mut [Crew], draft: &mut Draft<'_>) -> Result<Told, Refusal> {
    let form = SetRoleParams {
        person: Some(person.id),
        role: row.role,
        department: row.department,
        rank: row.rank.clone(),
        is_active: Some(row.serves.unwrap_or(true)),
    };
    let (values, changed) = changed_person(person, &form)?;
    let mut after = person.clone();
    after.role = row.role.unwrap_or(person.role);
    after.is_active = row.serves.unwrap_or(true);
    let mut everybody = aboard.to_vec();
    for other in everybody.iter_mut().filter(|other| other.id == person.id) {
        other.clone_from(&after);
    }
    let mut told = Told {
        label: format!("{}, {}", person.name, person.rank),
        state: RowState::Same,
        writes: Vec::new(),
        notes: Vec::new(),
    };
    if changed.is_empty() {
        return Ok(told);
    }
    keeps_somebody_in_charge(&everybody)?;
    aboard.clone_from_slice(&everybody);
    draft.plan.update::<Crew>(person.id, values);
    draft.needs.insert(("set_role", None));
    told.state = RowState::Changed;
    told.writes
        .push(format!("change for {}: {}", person.name, changed.join(", ")));
    Ok(told)
}
