//! The pipeline of every act: prefill, check, preview, commit.

mod deed;

pub(crate) use deed::{Deed, Signed};

use crate::error::Error;
use crate::exchanging::invitation::{INVITE, InvitationCode};
use crate::program::Program;
use crate::session::{Sign, how_signed};
use deed::{authorship, signing_of, statement};
use domain::act::{ActDefinition, Ctx};
use domain::acts;
use domain::facts::{Basis, Facts};
use domain::offers::{self, Signer};
use domain::permission::{self, Subject};
use domain::plan::Findings;
use domain::refusal::{Code, Refusal};
use domain::tables::{Crew, SignMethod};
use domain::time::Instant;
use domain::{RowId, facts::Source};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use store::Authorship;
use ts_rs::TS;

/// One act of the command table.
#[derive(Debug, Serialize, TS)]
pub struct ActInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: u16,
    /// Tables it may write are named by its plan; an act never only reads.
    pub reads: bool,
    /// How this vessel wants it signed.
    pub signing: SignMethod,
    /// Role → scope in this vessel.
    #[ts(type = "Record<string, string>")]
    pub roles: Json,
    /// JSON Schema of its parameters.
    #[ts(type = "Record<string, unknown>")]
    pub params: Json,
}

/// What a form starts from.
#[derive(Debug, Serialize, TS)]
pub struct PrefillResult {
    /// Field → value.
    #[ts(type = "Record<string, unknown>")]
    pub values: Json,
    /// Facts to show beside the form.
    #[ts(type = "Record<string, unknown>")]
    pub facts: Json,
    /// Records the form was filled from.
    #[ts(type = "Record<string, string>")]
    pub basis: Basis,
}

/// How the sign step stands for this form.
#[derive(Debug, Serialize, TS)]
pub struct SignStep {
    /// The vessel's method.
    pub method: SignMethod,
    /// Whether the signed-in person has the right.
    pub self_may: bool,
    /// Whether that person must give the PIN now.
    pub needs_pin: bool,
    /// Everybody who may sign it.
    pub signers: Vec<Signer>,
    /// What the signature covers.
    pub statement: String,
}

/// Everything a commit would write, in words.
#[derive(Debug, Serialize, TS)]
pub struct PreviewResult {
    /// "You are about to …".
    pub writes: Vec<String>,
    /// "This does not change …".
    pub unchanged: Vec<String>,
    /// Duplicates and warnings for these parameters.
    pub findings: Findings,
    /// Records the plan relied on.
    #[ts(type = "Record<string, string>")]
    pub basis: Basis,
    /// The sign step.
    pub signing: SignStep,
}

/// The entry an act became.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EntryName {
    /// Device number, 12 hex digits.
    pub device: String,
    /// Its place in the device's chain.
    pub seq: u64,
}

/// What a commit wrote.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct CommitResult {
    /// The entry.
    pub entry: EntryName,
    /// New rows, in the order of the plan.
    pub ids: Vec<RowId>,
    /// New numbers people speak.
    pub numbers: Vec<String>,
    /// The act that would correct this one.
    pub corrected_by: Option<String>,
    /// What was written, in words.
    pub writes: Vec<String>,
    /// Offered next.
    #[ts(type = "Array<{ action: string, given: Record<string, unknown> }>")]
    pub next: Json,
    /// The same form had been committed before; nothing was written again.
    pub repeated: bool,
    /// The one-time code of an invitation; shown once, since only a hash of it is kept.
    #[serde(default)]
    pub code: Option<InvitationCode>,
}

/// What a commit is called with.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CommitArgs {
    /// The act.
    pub action: String,
    /// Its parameters.
    #[ts(type = "Record<string, unknown>")]
    pub params: Json,
    /// What prefill or preview returned.
    #[ts(type = "Record<string, string>")]
    pub basis: Basis,
    /// Made when the form was opened: the same form is committed once.
    pub form_id: Option<String>,
    /// Who signs.
    pub sign: Option<Sign>,
}

/// Longest form id, in bytes.
const FORM_ID_BYTES_MAX: usize = 100;

fn definition(name: &str) -> Result<&'static ActDefinition, Error> {
    acts::act(name).ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no act “{}”.", domain::text::shortened(name, 60)),
        )
    })
}

/// The person of the record, or a refusal when the session's person vanished.
fn person(facts: &Facts<'_>, id: RowId) -> Result<Crew, Refusal> {
    facts.glance::<Crew>(id)
}

/// Runs a question with the signed-in person as actor.
pub(crate) fn with_ctx<T>(
    source: &dyn Source,
    now: Instant,
    actor: RowId,
    signer: Option<RowId>,
    ask: impl FnOnce(&Ctx<'_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let facts = Facts::new(source);
    let actor = person(&facts, actor)?;
    let signer = signer.map(|id| person(&facts, id)).transpose()?;
    let ship = facts.ship_time()?;
    let ctx = Ctx {
        facts: &facts,
        now,
        ship,
        actor: &actor,
        signer: signer.as_ref(),
    };
    ask(&ctx)
}

impl Program {
    /// Every act, with this vessel's roles and signing.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn action_list(&self) -> Result<Vec<ActInfo>, Error> {
        self.read(|source| {
            let facts = Facts::new(source);
            let permissions = facts.all::<domain::tables::Permission>()?;
            acts::ACTS
                .iter()
                .map(|act| {
                    let seeded = permission::seeded_later(&facts, act.name)?;
                    let held = permissions.iter().filter(|row| row.action == act.name);
                    let roles: serde_json::Map<String, Json> = held
                        .filter_map(|row| Some((row.role, row.scope?)))
                        .chain(seeded)
                        .map(|(role, scope)| (role.word().to_owned(), json!(scope.word())))
                        .collect();
                    Ok(ActInfo {
                        name: act.name.to_owned(),
                        version: act.version,
                        reads: false,
                        signing: permission::signing(&facts, act.name)?,
                        roles: Json::Object(roles),
                        params: (act.schema)(),
                    })
                })
                .collect()
        })
    }

    /// What the form of an act starts from.
    ///
    /// # Errors
    /// When a record named does not exist.
    pub fn action_prefill(&self, action: &str, given: &Json) -> Result<PrefillResult, Error> {
        let act = definition(action)?;
        let actor = self.signed_in()?;
        let now = self.now();
        self.read(|source| {
            with_ctx(source, now, actor, None, |ctx| {
                let form = (act.prefill)(ctx, given)?;
                let mut values = given.as_object().cloned().unwrap_or_default();
                values.retain(|_, value| !value.is_null());
                values.extend(form.values);
                Ok(PrefillResult {
                    values: Json::Object(values),
                    facts: Json::Object(form.facts),
                    basis: ctx.facts.basis(),
                })
            })
        })
    }

    /// Duplicates and warnings.
    ///
    /// # Errors
    /// When a record named does not exist.
    pub fn action_check(&self, action: &str, given: &Json) -> Result<Findings, Error> {
        let act = definition(action)?;
        let actor = self.signed_in()?;
        let now = self.now();
        let given = self.with_files(action, given.clone())?;
        self.read(|source| with_ctx(source, now, actor, None, |ctx| (act.check)(ctx, &given)))
    }

    /// Everything a commit would write, and who may sign it.
    ///
    /// # Errors
    /// The refusal that the commit would give, but for a missing signature.
    pub fn action_preview(&self, action: &str, params: &Json) -> Result<PreviewResult, Error> {
        let act = definition(action)?;
        let session = self.session().ok_or_else(locked)?;
        if action == INVITE {
            self.can_invite()?;
        }
        let now = self.now();
        let monotonic_ms = self.monotonic_ms();
        let params = self.with_files(action, self.with_hashed_pin(action, params)?)?;
        self.read(|source| {
            with_ctx(source, now, session.person, None, |ctx| {
                let (plan, subject) = (act.plan)(ctx, &params)?;
                let basis = ctx.facts.basis();
                let method = signing_of(ctx.facts, &plan)?;
                let self_may = permission::may(ctx.facts, ctx.actor, action, &subject)?;
                let signers = offers::signers(ctx, action, &subject)?;
                if !self_may && (method == SignMethod::None || signers.is_empty()) {
                    return Err(permission::wrong_role(ctx.actor, action));
                }
                let session_signs = method == SignMethod::Session && session.signs(monotonic_ms);
                Ok(PreviewResult {
                    findings: (act.check)(ctx, &params)?,
                    signing: SignStep {
                        method,
                        self_may,
                        needs_pin: method != SignMethod::None && !session_signs,
                        signers,
                        statement: statement(&plan),
                    },
                    writes: plan.writes,
                    unchanged: plan.unchanged,
                    basis,
                })
            })
        })
    }

    /// Carries out an act: one transaction with its audit row, or nothing.
    ///
    /// # Errors
    /// The refusal or fault, with nothing written.
    pub fn action_commit(&self, args: &CommitArgs) -> Result<CommitResult, Error> {
        let act = definition(&args.action)?;
        if args.form_id.as_ref().is_some_and(|id| id.len() > FORM_ID_BYTES_MAX) {
            return Err(Error::new(Code::Invalid, "The form's id is too long."));
        }
        let actor = self.signed_in_by_pin()?;
        let now = self.now();
        if args.action == INVITE {
            self.can_invite()?;
        }
        let (signed, who) = self.signature_of(actor, (&args.action, args.sign.as_ref()), now)?;
        let params = self.with_files(&args.action, self.with_hashed_pin(&args.action, &args.params)?)?;
        // A receipt belongs to one person's form of one act; the same id elsewhere is another form.
        let form_id = args.form_id.as_ref().map(|id| format!("{actor} {} {id}", args.action));
        let deed = Deed {
            act,
            actor,
            signed,
            params: &params,
            basis: &args.basis,
            form_id: form_id.as_deref(),
            now,
        };
        self.with_kept_files(&args.action, &params, || self.carry_out_with_code(&deed, &who))
    }

    /// Who signs and how, and with which roles, from one look at the record and before the writer is
    /// taken: a PIN check takes some 20 ms.
    pub(crate) fn signature_of(
        &self,
        actor: RowId,
        (action, sign): (&str, Option<&Sign>),
        now: Instant,
    ) -> Result<(Signed, Authorship), Error> {
        let session = self.session();
        let monotonic_ms = self.monotonic_ms();
        let (method, signer, actor) = self.writer()?.look(|records| {
            let facts = Facts::new(records);
            let method = permission::signing(&facts, action)?;
            let actor = person(&facts, actor)?;
            let other = sign.filter(|sign| sign.person != actor.id);
            let signer = other.map(|sign| person(&facts, sign.person)).transpose()?;
            Ok((method, signer.unwrap_or_else(|| actor.clone()), actor))
        })?;
        if method == SignMethod::None {
            return Ok((None, authorship(&actor, None, now)));
        }
        let gives_no_pin = sign.is_none_or(|sign| sign.person == actor.id && sign.pin.is_none());
        let given = sign.cloned().unwrap_or(Sign {
            person: actor.id,
            pin: None,
        });
        let how = how_signed(
            method,
            &given,
            &signer,
            session.as_ref(),
            monotonic_ms,
            |person, pin| self.check_pin(person, pin),
        );
        let how = match how {
            // Whether this very act needs one is known once it is planned, inside the transaction.
            Err(error) if error.code == Code::SignatureNeeded && gives_no_pin => {
                return Ok((None, authorship(&actor, None, now)));
            }
            how => how?,
        };
        Ok((Some((signer.id, how)), authorship(&actor, Some((&signer, how)), now)))
    }

    /// Plans and writes, inside the one write transaction.
    pub(crate) fn carry_out(&self, deed: &Deed<'_>, who: &Authorship) -> Result<CommitResult, Error> {
        let mut writes = Vec::new();
        let committed = self.writer()?.commit(who, deed.now.millis(), deed.form_id, |source| {
            let plan = deed.plan(source)?;
            writes.clone_from(&plan.writes);
            Ok(plan)
        })?;
        Ok(CommitResult {
            entry: EntryName {
                device: committed.device.to_string(),
                seq: committed.seq,
            },
            ids: committed.ids,
            numbers: committed.numbers,
            corrected_by: committed.corrected_by,
            writes,
            next: committed.next,
            repeated: committed.repeated,
            code: None,
        })
    }

    /// Replaces a PIN typed into a form by its keyed hash: a PIN never gets further than this.
    fn with_hashed_pin(&self, action: &str, params: &Json) -> Result<Json, Error> {
        let mut params = if params.is_null() { json!({}) } else { params.clone() };
        if !matches!(action, "choose_pin" | "add_crew") {
            return Ok(params);
        }
        let typed = params.get("pin").and_then(Json::as_str).unwrap_or_default().to_owned();
        if !typed.is_empty() {
            crate::pin::acceptable(&typed)?;
            params["pin"] = json!(self.hash_pin(&typed)?);
        }
        Ok(params)
    }
}

/// The refusal of a locked workstation.
pub(crate) fn locked() -> Error {
    Error::new(
        Code::Locked,
        "Nobody is signed in. Choose your name and enter your PIN.",
    )
}

/// The whole-vessel acts that the lists offer to a person.
pub(crate) const VESSEL_ACTS: &[&str] = &[
    "report_fault",
    "create_work_order",
    "add_to_handover",
    "add_equipment",
    "add_part",
    "add_location",
    "add_supplier",
    "create_purchase_order",
    "start_receiving",
    "add_shopping_item",
    "add_document",
    "record_running_hours",
    "add_crew",
    "set_role",
    "set_ship_time",
    "edit_synonyms",
    "set_open_search",
    "choose_pin",
];

/// The subject of an act that starts a record in the person's own department.
pub(crate) fn own_department(person: &Crew) -> Subject {
    Subject::of(person.department)
}
