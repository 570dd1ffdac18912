//! People: who serves, what they may do, and how they sign.
//!
//! A PIN never reaches this crate: the caller turns it into a keyed hash first.

use crate::act::{Act, Ctx, Prefill, given_id, params, required_choice, required_id};
use crate::permission::{Subject, may};
use crate::plan::{Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::tables::{Crew, Department, Role};
use crate::text::{self, Lines};
use crate::words;
use journal::RowId;
use serde_json::{Value as Json, json};

/// How a hashed PIN begins (PHC string format).
pub const PIN_HASH_PREFIX: &str = "$argon2id$";

params! {
    /// What the form sends.
    pub struct AddCrewParams {
        /// The person's name.
        name: String,
        /// What the person is called aboard.
        rank: String,
        /// The one role.
        role: Option<Role>,
        /// The department.
        department: Option<Department>,
        /// A first PIN, at least six digits, typed by the person; it is kept as a keyed hash only.
        pin: Option<String>,
    }
}

/// Adds a person.
pub struct AddCrew;

impl Act for AddCrew {
    const NAME: &'static str = "add_crew";
    const REQUIRED: &'static [&'static str] = &["name", "rank", "role", "department"];
    type Params = AddCrewParams;

    fn plan(ctx: &Ctx<'_>, params: &AddCrewParams) -> Result<(Plan, Subject), Refusal> {
        let NewPerson {
            name,
            rank,
            role,
            department,
            values,
        } = NewPerson::read(params)?;
        let pin_hash = hashed(params.pin.as_deref())?;
        let aboard = ctx.facts.all::<Crew>()?;
        if aboard.iter().any(|other| other.is_active && is_called(other, &name)) {
            return Err(Refusal::field(
                Code::Invalid,
                "name",
                format!("{name} is on board already. Add something that tells the two apart."),
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        let has_pin = pin_hash.is_some();
        plan.insert::<Crew>(values.set(Crew::is_active, &true).set(Crew::pin_hash, &pin_hash));
        plan.will(added(&name, &rank, role, department));
        if !has_pin {
            plan.leaves("no PIN is set; the person chooses one before signing in");
        }
        plan.statement = format!("I add {name} to the crew as {}.", words::plain(role.word()));
        plan.corrected_by = Some(SetRole::NAME);
        if !has_pin {
            plan.offer(ChoosePin::NAME, json!({ "person": "$new" }));
        }
        plan.offer(Self::NAME, json!({}));
        Ok((plan, Subject::vessel()))
    }
}

/// A person about to be added; a PIN, and whether the person serves, is put in by whoever adds the person.
pub(super) struct NewPerson {
    pub(super) name: String,
    pub(super) rank: String,
    pub(super) role: Role,
    pub(super) department: Department,
    pub(super) values: Values,
}

impl NewPerson {
    /// Reads the form.
    pub(super) fn read(params: &AddCrewParams) -> Result<Self, Refusal> {
        let line = |field: &str, label: &str, given: &str| {
            text::required(field, label, given, Lines::One, 2, text::LINE_CHARACTERS_MAX)
        };
        let name = line("name", "The name", &params.name)?;
        let rank = line("rank", "The rank", &params.rank)?;
        let role = required_choice("role", params.role)?;
        let department = required_choice("department", params.department)?;
        let values = Values::new()
            .set(Crew::name, &name)
            .set(Crew::rank, &rank)
            .set(Crew::role, &role)
            .set(Crew::department, &department);
        Ok(Self {
            name,
            rank,
            role,
            department,
            values,
        })
    }
}

/// Names are the same whatever their case.
pub(super) fn is_called(person: &Crew, name: &str) -> bool {
    person.name.to_lowercase() == name.to_lowercase()
}

/// How the plan says that a person is added.
pub(super) fn added(name: &str, rank: &str, role: Role, department: Department) -> String {
    format!(
        "add {name}, {rank}, with the role {} in {}",
        words::plain(role.word()),
        department.word()
    )
}

/// A PIN that the caller has hashed already; anything else must not get further.
fn hashed(pin: Option<&str>) -> Result<Option<String>, Refusal> {
    match pin {
        None | Some("") => Ok(None),
        Some(hash) if hash.starts_with(PIN_HASH_PREFIX) => Ok(Some(hash.to_owned())),
        Some(_) => Err(Refusal::field(
            Code::Invalid,
            "pin",
            "A PIN has at least six digits. Choose another.",
        )),
    }
}

params! {
    /// What the form sends; a field left out stays as it is.
    pub struct SetRoleParams {
        /// The person.
        person: Option<RowId>,
        /// The one role.
        role: Option<Role>,
        /// The department.
        department: Option<Department>,
        /// What the person is called aboard.
        rank: Option<String>,
        /// Whether the person serves at present.
        is_active: Option<bool>,
    }
}

/// Changes what a person may do.
pub struct SetRole;

impl Act for SetRole {
    const NAME: &'static str = "set_role";
    const REQUIRED: &'static [&'static str] = &["person"];
    type Params = SetRoleParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let person = ctx
            .facts
            .get::<Crew>(required_id("person", given_id(given, "person")?)?)?;
        let mut form = Prefill::default();
        form.set("person", person.id.to_string());
        form.set("role", person.role.word());
        form.set("department", person.department.word());
        form.set("rank", person.rank);
        form.set("is_active", person.is_active);
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &SetRoleParams) -> Result<(Plan, Subject), Refusal> {
        let person = ctx.facts.get::<Crew>(required_id("person", params.person)?)?;
        let (values, changed) = changed_person(&person, params)?;
        if changed.is_empty() {
            return Err(Refusal::new(
                Code::Missing,
                "Nothing was changed. Change a field, or close the form.",
            ));
        }
        let mut aboard = ctx.facts.all::<Crew>()?;
        for other in aboard.iter_mut().filter(|other| other.id == person.id) {
            other.role = params.role.unwrap_or(person.role);
            other.is_active = params.is_active.unwrap_or(person.is_active);
        }
        keeps_somebody_in_charge(&aboard)?;
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Crew>(person.id, values);
        plan.will(format!("change for {}: {}", person.name, changed.join(", ")));
        plan.leaves("what the person signed before");
        plan.statement = format!("I change for {}: {}.", person.name, changed.join(", "));
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}

/// The values that differ from what the person holds, in words.
pub(super) fn changed_person(person: &Crew, params: &SetRoleParams) -> Result<(Values, Vec<String>), Refusal> {
    let mut values = Values::new();
    let mut changed = Vec::new();
    if let Some(role) = params.role
        && values.change(Crew::role, &person.role, &role)
    {
        changed.push(format!("the role to {}", words::plain(role.word())));
    }
    if let Some(department) = params.department
        && values.change(Crew::department, &person.department, &department)
    {
        changed.push(format!("the department to {}", department.word()));
    }
    if let Some(given) = &params.rank {
        let rank = text::required("rank", "The rank", given, Lines::One, 2, text::LINE_CHARACTERS_MAX)?;
        if values.change(Crew::rank, &person.rank, &rank) {
            changed.push(format!("the rank to {rank}"));
        }
    }
    if let Some(active) = params.is_active
        && values.change(Crew::is_active, &person.is_active, &active)
    {
        changed.push(if active {
            "serves again".to_owned()
        } else {
            "does not serve at present".to_owned()
        });
    }
    Ok((values, changed))
}

/// Of the people as they will be, somebody must have the right to change people, or nobody could ever again.
pub(super) fn keeps_somebody_in_charge(after: &[Crew]) -> Result<(), Refusal> {
    let in_charge = |role: Role| matches!(role, Role::ChiefEngineer | Role::Captain | Role::Manager);
    if after
        .iter()
        .any(|person| person.is_active && in_charge(person.role) && person.pin_hash.is_some())
    {
        return Ok(());
    }
    Err(Refusal::state(
        "After this nobody could change people any more. Give somebody else that right first.",
    ))
}

params! {
    /// What the form sends.
    pub struct ChoosePinParams {
        /// The person; the signed-in person when left out.
        person: Option<RowId>,
        /// The new PIN, at least six digits; it is kept as a keyed hash only.
        pin: String,
    }
}

/// A person chooses a PIN. Somebody in charge of people is there for the first one.
pub struct ChoosePin;

impl Act for ChoosePin {
    const NAME: &'static str = "choose_pin";
    const REQUIRED: &'static [&'static str] = &["pin"];
    type Params = ChoosePinParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let id = given_id(given, "person")?.unwrap_or(ctx.actor.id);
        let person = ctx.facts.get::<Crew>(id)?;
        form.set("person", id.to_string());
        form.show("person", json!({ "name": person.name }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ChoosePinParams) -> Result<(Plan, Subject), Refusal> {
        let person = ctx.facts.get::<Crew>(params.person.unwrap_or(ctx.authority().id))?;
        let Some(hash) = hashed(Some(&params.pin))? else {
            return Err(Refusal::field(
                Code::Missing,
                "pin",
                "The PIN is missing. Choose at least six digits.",
            ));
        };
        if person.id != ctx.authority().id {
            if person.pin_hash.is_some() {
                return Err(Refusal::new(
                    Code::WrongRole,
                    format!("{} has a PIN; only {} can choose another.", person.name, person.name),
                ));
            }
            if !may(ctx.facts, ctx.authority(), AddCrew::NAME, &Subject::vessel())? {
                return Err(crate::permission::wrong_role(ctx.authority(), AddCrew::NAME));
            }
        }
        let mut plan = Plan::new(Self::NAME);
        plan.update::<Crew>(person.id, Values::new().set(Crew::pin_hash, &Some(hash)));
        plan.will(format!("set a new PIN for {}", person.name));
        plan.statement = format!("A new PIN was chosen for {}.", person.name);
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::vessel()))
    }
}
