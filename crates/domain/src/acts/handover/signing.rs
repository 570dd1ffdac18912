//! Handing over and taking over, each with a signature, days apart if need be.

use crate::act::{Act, Ctx, Prefill, given_id, params, required_choice, required_id};
use crate::acts::{REASON_CHARACTERS_MAX, reason};
use crate::field::Field;
use crate::handover::{ENTRIES_MAX, FrozenAnswer, FrozenPeriod, Period, Relief, digest_of};
use crate::permission::Subject;
use crate::plan::{Duplicate, Findings, Plan, Values};
use crate::refusal::{Code, Refusal};
use crate::schema::Row;
use crate::tables::{Department, HandoverEntry, HandoverKind, HandoverSide, HandoverSignature, HandoverStatus};
use crate::time::Instant;
use crate::{text, words};
use journal::RowId;
use serde_json::{Value as Json, json};

/// A form for signing over that was left open longer than this is opened again, in hours.
const OPEN_HOURS_MAX: f64 = 24.0;

params! {
    /// What the form sends.
    pub struct SignOverParams {
        /// Whose handover it is.
        department: Option<Department>,
        /// Watch or rotation.
        kind: Option<HandoverKind>,
        /// Where the period ends: when the form was opened; now when left out.
        until: Option<Instant>,
        /// A word to whoever takes over, up to 1,000 characters.
        remark: Option<String>,
        /// Add a list of open faults and work in progress that the program makes.
        with_appendix: bool,
    }
}

/// Signs over everything since the last signature: the entries, and how the records they speak of stand.
pub struct SignOverHandover;

impl Act for SignOverHandover {
    const NAME: &'static str = "sign_over_handover";
    const REQUIRED: &'static [&'static str] = &["department", "kind"];
    type Params = SignOverParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let chosen = |field: &str| given.get(field).and_then(Json::as_str).unwrap_or_default();
        let relief = Relief {
            department: Department::from_word(chosen("department")).unwrap_or(ctx.actor.department),
            kind: HandoverKind::from_word(chosen("kind")).unwrap_or(HandoverKind::Watch),
        };
        let period = Period::now(ctx.facts, relief)?;
        let mut form = Prefill::default();
        form.set("department", relief.department.word());
        form.set("kind", relief.kind.word());
        form.set("until", ctx.now.to_string());
        form.set("with_appendix", false);
        let open = period
            .entries
            .iter()
            .filter(|entry| entry.status == HandoverStatus::Open);
        form.show(
            "period",
            json!({
                "from": period.from_at, "until": ctx.now,
                "entries": period.entries.len(), "open": open.count(),
            }),
        );
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let chosen = |field: &str| given.get(field).and_then(Json::as_str).unwrap_or_default();
        let department = Department::from_word(chosen("department"));
        let (Some(department), Some(kind)) = (department, HandoverKind::from_word(chosen("kind"))) else {
            return Ok(found);
        };
        let period = Period::now(ctx.facts, Relief { department, kind })?;
        if period.entries.is_empty() {
            found.warn(
                "nothing_written",
                "Nothing was written since the last signature. You would sign that there is nothing to hand over.",
            );
        }
        for entry in &period.entries {
            let raw = ctx.facts.raw::<HandoverEntry>(entry.id)?;
            if raw.is_some_and(|raw| !raw.heads.is_empty()) {
                found.warn(
                    "written_apart",
                    format!(
                        "“{}” was changed at two workstations that were apart. Settle it first, or sign what is shown.",
                        entry.title
                    ),
                );
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &SignOverParams) -> Result<(Plan, Subject), Refusal> {
        let relief = Relief {
            department: required_choice("department", params.department)?,
            kind: required_choice("kind", params.kind)?,
        };
        let until_at = until(ctx, params.until)?;
        let remark = text::long("remark", "The remark", params.remark.as_deref(), REASON_CHARACTERS_MAX)?;
        let period = Period::now(ctx.facts, relief)?;
        if period.entries.len() > ENTRIES_MAX {
            return Err(Refusal::new(
                Code::Invalid,
                format!(
                    "{} entries are more than one signature covers; the limit is {ENTRIES_MAX}. Mark those done that are settled.",
                    period.entries.len()
                ),
            ));
        }
        let frozen = period.frozen(ctx.facts, until_at, params.with_appendix)?;
        let text = frozen.text()?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<HandoverSignature>(
            Values::new()
                .set(HandoverSignature::department, &relief.department)
                .set(HandoverSignature::kind, &relief.kind)
                .set(HandoverSignature::side, &HandoverSide::Outgoing)
                .set(HandoverSignature::from_at, &period.from_at)
                .set(HandoverSignature::until_at, &until_at)
                .set(HandoverSignature::statement, &text)
                .set(HandoverSignature::remark, &remark)
                .set(HandoverSignature::with_appendix, &params.with_appendix)
                .set(HandoverSignature::signed_by, &ctx.authority().id),
        );
        for entry in period.entries.iter().filter(|entry| !entry.is_signed_over) {
            let is_signed = Values::new().set(HandoverEntry::is_signed_over, &true);
            plan.update::<HandoverEntry>(entry.id, is_signed);
        }
        tell(ctx, &mut plan, &frozen, remark.as_deref());
        plan.statement = format!(
            "I hand over the {} of {}: {}. They are set down word for word under this signature (BLAKE3 {}).",
            relief.name(),
            stretch(ctx, period.from_at, until_at),
            counted(&frozen),
            digest_of(&text)
        );
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(relief.department)))
    }
}

/// Where the period ends.
fn until(ctx: &Ctx<'_>, given: Option<Instant>) -> Result<Instant, Refusal> {
    let until_at = given.unwrap_or(ctx.now);
    let tolerance = crate::acts::faults::FUTURE_TOLERANCE_MINUTES;
    if until_at > ctx.now.plus_minutes(tolerance) || ctx.now.hours_since(until_at) > OPEN_HOURS_MAX {
        return Err(Refusal::field(
            Code::Invalid,
            "until",
            "This form is more than a day old. Close it and sign over anew.",
        ));
    }
    Ok(until_at)
}

/// "2026-03-01 08:00 to 2026-03-01 20:00".
fn stretch(ctx: &Ctx<'_>, from_at: Option<Instant>, until_at: Instant) -> String {
    let until = ctx.ship.format(until_at);
    from_at.map_or_else(
        || format!("everything up to {until}"),
        |from| format!("{} to {until}", ctx.ship.format(from)),
    )
}

/// "14 entries, 12 of them open".
fn counted(frozen: &FrozenPeriod) -> String {
    let open = frozen
        .entries
        .iter()
        .filter(|entry| entry.status == HandoverStatus::Open);
    match (frozen.entries.len(), open.count()) {
        (0, _) => "nothing was written".to_owned(),
        (all, open) if all == open => format!("{}, open", words::count(all, "entry", "entries")),
        (all, open) => format!("{}, {open} of them open", words::count(all, "entry", "entries")),
    }
}

/// Every entry that will be signed, in words.
fn tell(ctx: &Ctx<'_>, plan: &mut Plan, frozen: &FrozenPeriod, remark: Option<&str>) {
    let relief = Relief {
        department: frozen.department,
        kind: frozen.kind,
    };
    plan.will(format!(
        "sign over the {} of {}: {}",
        relief.name(),
        stretch(ctx, frozen.from_at, frozen.until_at),
        counted(frozen)
    ));
    for entry in &frozen.entries {
        let about = entry
            .record
            .as_ref()
            .map_or_else(String::new, |record| format!(" – {} {}", record.code, record.state));
        let files = match entry.files.len() {
            0 => String::new(),
            count => format!(", with {}", words::count(count, "file", "files")),
        };
        plan.will(format!(
            "{}: “{}” ({}){about}{files}",
            words::handover_category(entry.category),
            entry.title,
            entry.status.word()
        ));
    }
    if let Some(remark) = remark {
        plan.will(format!("say to whoever takes over: {remark}"));
    }
    if let Some(appendix) = &frozen.appendix {
        plan.will(format!(
            "add a list that the program makes and that is no part of the handover: {}, {} in progress",
            words::count(
                appendix.faults.len() + appendix.faults_left_out as usize,
                "open fault",
                "open faults"
            ),
            words::count(
                appendix.work.len() + appendix.work_left_out as usize,
                "work order",
                "work orders"
            )
        ));
    }
    plan.leaves("open entries stay open until somebody marks them done or withdraws them");
    plan.leaves("faults, work orders, equipment and parts stay as they are");
}

crate::vocabulary::vocabulary! {
    /// What whoever takes over says to it.
    pub enum HandoverAnswer {
        /// I take over.
        Accepted = "accepted",
        /// I do not, because …
        NotAccepted = "not_accepted",
    }
}

params! {
    /// What the form sends.
    pub struct AcknowledgeParams {
        /// The signature of whoever hands over.
        signature: Option<RowId>,
        /// Accepted, or not.
        answer: Option<HandoverAnswer>,
        /// A word on it; needed where it is not accepted. Up to 1,000 characters.
        remark: Option<String>,
    }
}

/// Takes a handover over, or says why not.
pub struct AcknowledgeHandover;

impl Act for AcknowledgeHandover {
    const NAME: &'static str = "acknowledge_handover";
    const REQUIRED: &'static [&'static str] = &["signature", "answer"];
    type Params = AcknowledgeParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let signature = outgoing(ctx, given_id(given, "signature")?)?;
        let mut form = Prefill::default();
        form.set("signature", signature.id.to_string());
        let frozen = FrozenPeriod::read(&signature.statement)?;
        let open = frozen
            .entries
            .iter()
            .filter(|entry| entry.status == HandoverStatus::Open);
        form.show(
            "period",
            json!({
                "department": signature.department, "kind": signature.kind,
                "from": signature.from_at, "until": signature.until_at,
                "by": ctx.name_of(signature.signed_by)?, "remark": signature.remark,
                "entries": frozen.entries.len(), "open": open.count(),
            }),
        );
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let signature = outgoing(ctx, given_id(given, "signature")?)?;
        let mut found = Findings::default();
        if signature.signed_by == ctx.authority().id {
            found.warn(
                "own_signature",
                "You signed this handover over yourself. Whoever takes over signs here.",
            );
        }
        let answers = ctx
            .facts
            .glance_by::<HandoverSignature>(HandoverSignature::answers_id, &signature.id.to_value())?;
        for answer in answers
            .into_iter()
            .filter(|answer| answer.signed_by == ctx.authority().id)
        {
            let said = if answer.is_accepted == Some(true) {
                "You accepted it"
            } else {
                "You did not accept it"
            };
            found.duplicates.push(Duplicate {
                table: HandoverSignature::TABLE.name.to_owned(),
                id: signature.id,
                label: said.to_owned(),
                text: ctx.ship.format(answer.created_at),
                view_first: false,
            });
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &AcknowledgeParams) -> Result<(Plan, Subject), Refusal> {
        let signature = outgoing(ctx, params.signature)?;
        let answer = required_choice("answer", params.answer)?;
        let is_accepted = answer == HandoverAnswer::Accepted;
        let given = params.remark.as_deref();
        let remark = if is_accepted {
            text::long("remark", "The remark", given, REASON_CHARACTERS_MAX)?
        } else {
            Some(reason_at_remark(given)?)
        };
        let frozen = FrozenPeriod::read(&signature.statement)?;
        let relief = Relief {
            department: signature.department,
            kind: signature.kind,
        };
        let text = FrozenAnswer::new(signature.id, &signature.statement, is_accepted, remark.clone()).text()?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<HandoverSignature>(
            Values::new()
                .set(HandoverSignature::department, &signature.department)
                .set(HandoverSignature::kind, &signature.kind)
                .set(HandoverSignature::side, &HandoverSide::Incoming)
                .set(HandoverSignature::from_at, &signature.from_at)
                .set(HandoverSignature::until_at, &signature.until_at)
                .set(HandoverSignature::statement, &text)
                .set(HandoverSignature::answers_id, &Some(signature.id))
                .set(HandoverSignature::is_accepted, &Some(is_accepted))
                .set(HandoverSignature::remark, &remark)
                .set(HandoverSignature::with_appendix, &false)
                .set(HandoverSignature::signed_by, &ctx.authority().id),
        );
        let what = format!(
            "the {} of {}: {}",
            relief.name(),
            stretch(ctx, signature.from_at, signature.until_at),
            counted(&frozen)
        );
        let why = remark.map_or_else(String::new, |remark| format!(" {remark}"));
        let (verb, said) = if is_accepted {
            ("take over", "I take over")
        } else {
            ("not accept", "I do not accept")
        };
        plan.will(format!("{verb} {what}.{why}"));
        plan.statement = format!("{said} {what} (BLAKE3 {}).{why}", digest_of(&signature.statement));
        plan.leaves("the entries and the signature of whoever handed over");
        plan.corrected_by = Some(Self::NAME);
        Ok((plan, Subject::of(signature.department)))
    }
}

/// Why it is not accepted, as a refusal about the field that the form has.
fn reason_at_remark(given: Option<&str>) -> Result<String, Refusal> {
    reason(given.unwrap_or_default()).map_err(|mut refusal| {
        refusal.detail = json!({ "field": "remark" });
        refusal
    })
}

/// The signature of whoever handed over.
fn outgoing(ctx: &Ctx<'_>, id: Option<RowId>) -> Result<HandoverSignature, Refusal> {
    let signature = ctx.facts.get::<HandoverSignature>(required_id("signature", id)?)?;
    if signature.side == HandoverSide::Incoming {
        return Err(Refusal::state(
            "This is the signature of somebody who took over. Choose the one of whoever handed over.",
        ));
    }
    Ok(signature)
}
