//! The pipeline every act runs through: prefill, check, plan.
//!
//! Invariant: acts are pure. They ask `Facts`, they return values, findings, a
//! plan or a refusal; they never write and never read a clock.

use crate::facts::Facts;
use crate::permission::{self, Subject};
use crate::plan::{Findings, Plan};
use crate::refusal::{Code, Refusal};
use crate::tables::Crew;
use crate::time::{Instant, ShipTime};
use journal::RowId;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// Who acts, when, and on what record.
pub struct Ctx<'a> {
    /// Questions to the record.
    pub facts: &'a Facts<'a>,
    /// This moment.
    pub now: Instant,
    /// The ship's clock.
    pub ship: ShipTime,
    /// The person who fills in the form.
    pub actor: &'a Crew,
    /// The person who signs, where that is known.
    pub signer: Option<&'a Crew>,
}

impl Ctx<'_> {
    /// The person whose right counts: who signs, else who fills in.
    #[must_use]
    pub fn authority(&self) -> &Crew {
        self.signer.unwrap_or(self.actor)
    }

    /// Refuses unless the authority may carry out the act on the subject, and who fills in still serves.
    ///
    /// # Errors
    /// `wrong_role`.
    pub fn authorise(&self, action: &str, subject: &Subject) -> Result<(), Refusal> {
        if !self.actor.is_active {
            return Err(Refusal::new(
                Code::WrongRole,
                format!("{} does not serve aboard at present.", self.actor.name),
            ));
        }
        if permission::may(self.facts, self.authority(), action, subject)? {
            Ok(())
        } else {
            Err(permission::wrong_role(self.authority(), action))
        }
    }

    /// The name of a person of the record.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn name_of(&self, person: RowId) -> Result<String, Refusal> {
        Ok(self
            .facts
            .find::<Crew>(person)?
            .map_or_else(|| "a person unknown here".to_owned(), |crew| crew.name))
    }
}

/// What a form starts from.
#[derive(Clone, Debug, Default)]
pub struct Prefill {
    /// Field → value; every value can be changed by the person.
    pub values: serde_json::Map<String, Json>,
    /// Things to show beside the form: open faults of the same equipment, stock.
    pub facts: serde_json::Map<String, Json>,
}

impl Prefill {
    /// Sets a field.
    pub fn set(&mut self, field: &str, value: impl Into<Json>) {
        self.values.insert(field.to_owned(), value.into());
    }

    /// Sets a field when there is a value.
    pub fn set_some(&mut self, field: &str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.set(field, value);
        }
    }

    /// Shows a fact beside the form.
    pub fn show(&mut self, name: &str, value: impl Into<Json>) {
        self.facts.insert(name.to_owned(), value.into());
    }
}

/// One audited act.
pub trait Act {
    /// Its name, verb first.
    const NAME: &'static str;
    /// Raised when the meaning of its parameters changes.
    const VERSION: u16 = 1;
    /// Fields that must be filled.
    const REQUIRED: &'static [&'static str] = &[];
    /// What the form sends.
    type Params: DeserializeOwned + schemars::JsonSchema + ts_rs::TS;

    /// What the form starts from.
    ///
    /// # Errors
    /// When a record named does not exist.
    fn prefill(_ctx: &Ctx<'_>, _given: &Json) -> Result<Prefill, Refusal> {
        Ok(Prefill::default())
    }

    /// Duplicates and warnings; `given` may be incomplete.
    ///
    /// # Errors
    /// When a record named does not exist.
    fn check(_ctx: &Ctx<'_>, _given: &Json) -> Result<Findings, Refusal> {
        Ok(Findings::default())
    }

    /// What will be written, and whose right it needs.
    ///
    /// # Errors
    /// A missing required field, a wrong state, or a value that cannot be accepted.
    fn plan(ctx: &Ctx<'_>, params: &Self::Params) -> Result<(Plan, Subject), Refusal>;
}

type PrefillFn = fn(&Ctx<'_>, &Json) -> Result<Prefill, Refusal>;
type CheckFn = fn(&Ctx<'_>, &Json) -> Result<Findings, Refusal>;
type PlanFn = fn(&Ctx<'_>, &Json) -> Result<(Plan, Subject), Refusal>;

/// An act with its types erased, as the command table holds it.
pub struct ActDefinition {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: u16,
    /// Fields that must be filled.
    pub required: &'static [&'static str],
    /// JSON Schema of its parameters.
    pub schema: fn() -> Json,
    /// TypeScript name of its parameters.
    pub type_name: fn(&ts_rs::Config) -> String,
    /// See [`Act::prefill`].
    pub prefill: PrefillFn,
    /// See [`Act::check`].
    pub check: CheckFn,
    /// See [`Act::plan`].
    pub plan: PlanFn,
}

/// Erases the types of an act.
#[must_use]
pub const fn define<A: Act>() -> ActDefinition {
    ActDefinition {
        name: A::NAME,
        version: A::VERSION,
        required: A::REQUIRED,
        schema: schema_of::<A>,
        type_name: <A::Params as ts_rs::TS>::name,
        prefill: A::prefill,
        check: A::check,
        plan: plan_of::<A>,
    }
}

fn schema_of<A: Act>() -> Json {
    let mut schema = schemars::schema_for!(A::Params).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("required".to_owned(), Json::from(A::REQUIRED.to_vec()));
    }
    schema
}

/// Characters of a misread form that a refusal repeats.
const REPEATED_CHARACTERS_MAX: usize = 200;

fn plan_of<A: Act>(ctx: &Ctx<'_>, params: &Json) -> Result<(Plan, Subject), Refusal> {
    // A list would be read field by field in order, past everything that looks for a field by its name.
    if !params.is_object() {
        return Err(Refusal::new(
            Code::Invalid,
            "The form must name its fields. Send an object.",
        ));
    }
    let typed: A::Params = serde_path_to_error::deserialize(params).map_err(|error| {
        let field = crate::text::shortened(&error.path().to_string(), REPEATED_CHARACTERS_MAX);
        let reason = crate::text::shortened(&error.inner().to_string(), REPEATED_CHARACTERS_MAX);
        Refusal::field(
            Code::Invalid,
            &field,
            format!("{}: {reason}", crate::words::field_label(&field)),
        )
    })?;
    A::plan(ctx, &typed)
}

/// The id in a field of an incomplete form; none when absent.
///
/// # Errors
/// `invalid` when the field holds something else.
pub fn given_id(given: &Json, field: &str) -> Result<Option<RowId>, Refusal> {
    match given.get(field) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) if text.is_empty() => Ok(None),
        Some(Json::String(text)) => text.parse().map(Some).map_err(|_| {
            Refusal::field(
                Code::Invalid,
                field,
                format!(
                    "{}: “{}” is not an id.",
                    crate::words::field_label(field),
                    crate::text::shortened(text, 40)
                ),
            )
        }),
        Some(_) => Err(Refusal::field(
            Code::Invalid,
            field,
            format!("{} must be an id.", crate::words::field_label(field)),
        )),
    }
}

/// The text in a field of an incomplete form; empty when absent.
#[must_use]
pub fn given_text<'a>(given: &'a Json, field: &str) -> &'a str {
    given.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// A required id of the parameters.
///
/// # Errors
/// `missing`.
pub fn required_id(field: &str, id: Option<RowId>) -> Result<RowId, Refusal> {
    id.ok_or_else(|| {
        Refusal::field(
            Code::Missing,
            field,
            format!("{} is missing. Choose one.", crate::words::field_label(field)),
        )
    })
}

/// A required choice of the parameters.
///
/// # Errors
/// `missing`.
pub fn required_choice<T: Copy>(field: &str, choice: Option<T>) -> Result<T, Refusal> {
    choice.ok_or_else(|| {
        Refusal::field(
            Code::Missing,
            field,
            format!("{} is missing. Choose one.", crate::words::field_label(field)),
        )
    })
}

/// Declares the parameters of an act: every field may be left out of the JSON, rules decide what is missing.
macro_rules! params {
    ($(#[$meta:meta])* pub struct $Name:ident { $( $(#[$fmeta:meta])* $field:ident : $ty:ty ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS)]
        #[serde(default, deny_unknown_fields)]
        #[ts(optional_fields)]
        pub struct $Name { $( $(#[$fmeta])* pub $field: $ty ),* }
    };
}
pub(crate) use params;
