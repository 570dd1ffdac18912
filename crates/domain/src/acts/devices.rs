//! Who may write entries: connecting the shore, letting workstations join, closing one.

use crate::act::{Act, Ctx, Prefill, params};
use crate::acts::{found, reason};
use crate::devices::{BEYOND, Closed, Confirmed, PUBLIC_KEY_BYTES, SHORE_NAME, confirmation_id};
use crate::permission::Subject;
use crate::plan::Plan;
use crate::refusal::{Code, Refusal};
use crate::tables::{Closure, Confirmation, Device, DeviceKind};
use crate::text::{self, Lines};
use journal::{DeviceNumber, Head, Stamp, genesis_hash};
use serde_json::{Value as Json, json};

/// Minutes for which a one-time code is good, where nobody says otherwise.
pub const INVITATION_MINUTES: i64 = 30;
/// Minutes for which a one-time code is good at most: one day.
pub const INVITATION_MINUTES_MAX: i64 = 24 * 60;

params! {
    /// What the exchange of the code brought.
    pub struct ConnectShoreParams {
        /// The gateway's device number for this vessel, 12 hex digits.
        device: String,
        /// What the shore is called.
        name: String,
        /// The gateway's Ed25519 public key, 64 hex digits.
        public_key: String,
    }
}

/// Connects the vessel with the shore: the gateway may confirm and close workstations from now on.
pub struct ConnectShore;

impl Act for ConnectShore {
    const NAME: &'static str = "connect_shore";
    const REQUIRED: &'static [&'static str] = &["device", "public_key"];
    type Params = ConnectShoreParams;

    fn prefill(_ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = as_given(given, &["device", "public_key"]);
        form.set("name", given.get("name").and_then(Json::as_str).unwrap_or(SHORE_NAME));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &ConnectShoreParams) -> Result<(Plan, Subject), Refusal> {
        let given = params.name.trim();
        let confirmed = Confirmed {
            device: device(&params.device)?,
            kind: DeviceKind::Shore,
            letter: None,
            name: if given.is_empty() {
                SHORE_NAME.to_owned()
            } else {
                name(given)?
            },
            public_key: public_key(&params.public_key)?,
        };
        let mut plan = confirm(ctx, Self::NAME, &confirmed)?;
        plan.will(format!("connect the vessel with {}", confirmed.name));
        plan.will("let it confirm further workstations and close lost ones");
        plan.leaves("what is recorded: all of it is kept as it is and sent there");
        plan.statement = format!("I connect this vessel with {}.", confirmed.name);
        plan.corrected_by = Some(CloseDevice::NAME);
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What the form sends.
    pub struct InviteWorkstationParams {
        /// Where the new workstation will stand.
        name: String,
        /// For how many minutes its code is good.
        minutes: Option<i64>,
    }
}

/// Lets one workstation join by a one-time code, which whoever signs hands over.
pub struct InviteWorkstation;

impl Act for InviteWorkstation {
    const NAME: &'static str = "invite_workstation";
    const REQUIRED: &'static [&'static str] = &["name"];
    type Params = InviteWorkstationParams;

    fn prefill(_ctx: &Ctx<'_>, _given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        form.set("minutes", INVITATION_MINUTES);
        Ok(form)
    }

    fn plan(_ctx: &Ctx<'_>, params: &InviteWorkstationParams) -> Result<(Plan, Subject), Refusal> {
        let name = name(&params.name)?;
        let minutes = params.minutes.unwrap_or(INVITATION_MINUTES);
        if !(1..=INVITATION_MINUTES_MAX).contains(&minutes) {
            return Err(Refusal::field(
                Code::Invalid,
                "minutes",
                "A code is good for 1 minute to 24 hours.",
            ));
        }
        let mut plan = Plan::new(Self::NAME);
        plan.keep("name", name.clone());
        plan.keep("minutes", minutes);
        plan.will(format!(
            "show a code that is good once, for {minutes} minutes; whoever enters it at “{name}” joins the vessel"
        ));
        plan.leaves("the crew: people sign there with the PIN they have");
        plan.statement = format!("I let the workstation “{name}” join, if its code comes within {minutes} minutes.");
        plan.corrected_by = Some(CloseDevice::NAME);
        Ok((plan, Subject::vessel()))
    }
}

params! {
    /// What came with the code.
    pub struct ConfirmDeviceParams {
        /// Its device number, 12 hex digits.
        device: String,
        /// The letter it is given.
        letter: String,
        /// Where it stands.
        name: String,
        /// Its Ed25519 public key, 64 hex digits.
        public_key: String,
    }
}

/// Confirms a workstation: what it records counts everywhere from now on.
pub struct ConfirmDevice;

impl Act for ConfirmDevice {
    const NAME: &'static str = "confirm_device";
    const REQUIRED: &'static [&'static str] = &["device", "letter", "name", "public_key"];
    type Params = ConfirmDeviceParams;

    fn prefill(_ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        Ok(as_given(given, &["device", "letter", "name", "public_key"]))
    }

    fn plan(ctx: &Ctx<'_>, params: &ConfirmDeviceParams) -> Result<(Plan, Subject), Refusal> {
        let confirmed = Confirmed {
            device: device(&params.device)?,
            kind: DeviceKind::Workstation,
            letter: Some(found::letter(&params.letter)?),
            name: name(&params.name)?,
            public_key: public_key(&params.public_key)?,
        };
        let letter = confirmed.letter.as_deref().unwrap_or_default();
        if is_taken(ctx, confirmed.device, letter)? {
            return Err(Refusal::field(
                Code::Invalid,
                "letter",
                format!("Another workstation has the letter {letter}. Choose another."),
            ));
        }
        let mut plan = confirm(ctx, Self::NAME, &confirmed)?;
        plan.will(format!("confirm the workstation {letter} “{}”", confirmed.name));
        plan.statement = format!("I confirm the workstation {letter} “{}”.", confirmed.name);
        plan.corrected_by = Some(CloseDevice::NAME);
        Ok((plan, Subject::vessel()))
    }
}

/// What came with the code, for the person to compare and to confirm.
fn as_given(given: &Json, fields: &[&str]) -> Prefill {
    let mut form = Prefill::default();
    for field in fields {
        form.set_some(field, given.get(*field).cloned());
    }
    form
}

/// Whether another device was ever given the letter.
fn is_taken(ctx: &Ctx<'_>, device: DeviceNumber, letter: &str) -> Result<bool, Refusal> {
    let own = device.to_string();
    let introduced = ctx.facts.devices()?;
    let confirmed = ctx.facts.confirmations()?;
    Ok(introduced
        .iter()
        .any(|other| other.letter == letter && other.device != own)
        || confirmed
            .iter()
            .any(|other| other.letter.as_deref() == Some(letter) && other.device != own))
}

fn confirm(ctx: &Ctx<'_>, action: &'static str, confirmed: &Confirmed) -> Result<Plan, Refusal> {
    let row = confirmation_id(confirmed.device);
    if let Some(known) = ctx.facts.find::<Confirmation>(row)? {
        return Err(Refusal::state(format!("{} is confirmed already.", known.name)));
    }
    let mut plan = Plan::new(action);
    plan.insert_natural::<Confirmation>(row, confirmed.values());
    Ok(plan)
}

params! {
    /// What the form sends.
    pub struct CloseDeviceParams {
        /// Its device number, 12 hex digits.
        device: String,
        /// Its last entry that counts; the last one known here when left out.
        last_seq: Option<i64>,
        /// Why: lost, replaced, copied.
        reason: String,
    }
}

/// Closes a workstation: what it records after its last known entry counts nowhere.
pub struct CloseDevice;

impl Act for CloseDevice {
    const NAME: &'static str = "close_device";
    const REQUIRED: &'static [&'static str] = &["device", "reason"];
    type Params = CloseDeviceParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        let Some(given_device) = given.get("device").and_then(Json::as_str) else {
            return Ok(form);
        };
        let device = device(given_device)?;
        let head = head(ctx, device)?;
        form.set("device", device.to_string());
        let last_seq = given.get("last_seq").and_then(Json::as_i64);
        form.set("last_seq", last_seq.unwrap_or(head.seq.cast_signed()));
        form.show("device", json!({ "name": label(ctx, device)?, "entries": head.seq }));
        Ok(form)
    }

    fn plan(ctx: &Ctx<'_>, params: &CloseDeviceParams) -> Result<(Plan, Subject), Refusal> {
        let device = device(&params.device)?;
        let head = head(ctx, device)?;
        let last_seq = match params.last_seq {
            None => head.seq,
            Some(given) => u64::try_from(given)
                .ok()
                .filter(|seq| *seq <= head.seq)
                .ok_or_else(|| {
                    Refusal::field(
                        Code::Invalid,
                        "last_seq",
                        format!("The workstation's last entry known here is number {}.", head.seq),
                    )
                })?,
        };
        let is_closed =
            |closure: &Closure| closure.device == params.device && closure.last_seq <= last_seq.cast_signed();
        if ctx.facts.closures()?.iter().any(is_closed) {
            return Err(Refusal::state("This workstation is closed already."));
        }
        let hash = match last_seq {
            0 => genesis_hash(device),
            seq if seq == head.seq => head.hash,
            seq => ctx
                .facts
                .entry_hash(Stamp { device, seq })?
                .ok_or_else(|| Refusal::new(Code::NotFound, format!("Entry {seq} of that workstation is not here.")))?,
        };
        let closed = Closed {
            device,
            last_seq,
            hash,
            reason: reason(&params.reason)?,
        };
        let name = label(ctx, device)?;
        let mut plan = Plan::new(Self::NAME);
        plan.insert::<Closure>(closed.values());
        let seq = last_seq.saturating_add(1);
        if let Some(beyond) = ctx.facts.entry_hash(Stamp { device, seq })? {
            plan.keep(BEYOND, beyond.to_string());
        }
        plan.will(format!("close {name} after its entry {last_seq}"));
        plan.will("refuse to exchange with it, everywhere this entry has arrived");
        plan.leaves(format!("its entries up to number {last_seq}: they count as before"));
        plan.statement = format!("I close {name} after its entry {last_seq}: {}", closed.reason);
        plan.corrected_by = Some(InviteWorkstation::NAME);
        Ok((plan, Subject::vessel()))
    }
}

fn head(ctx: &Ctx<'_>, device: DeviceNumber) -> Result<Head, Refusal> {
    let known = ctx.facts.chain_head(device)?;
    let is_confirmed = ctx.facts.find::<Confirmation>(confirmation_id(device))?.is_some();
    let begin = Head {
        seq: 0,
        hash: genesis_hash(device),
    };
    known
        .or_else(|| is_confirmed.then_some(begin))
        .ok_or_else(|| Refusal::new(Code::NotFound, "This vessel knows no such workstation."))
}

/// "Workstation B “Bridge”", or what else is known of the device.
fn label(ctx: &Ctx<'_>, device: DeviceNumber) -> Result<String, Refusal> {
    let number = device.to_string();
    let named = |letter: &str, name: &str| format!("workstation {letter} “{name}”");
    if let Some(known) = ctx
        .facts
        .devices()?
        .iter()
        .find(|known: &&Device| known.device == number)
    {
        return Ok(named(&known.letter, &known.name));
    }
    let confirmed = ctx.facts.find::<Confirmation>(confirmation_id(device))?;
    Ok(match confirmed {
        Some(known) => match &known.letter {
            Some(letter) => named(letter, &known.name),
            None => known.name,
        },
        None => "a workstation that never introduced itself".to_owned(),
    })
}

fn device(given: &str) -> Result<DeviceNumber, Refusal> {
    given.trim().parse().map_err(|_| {
        Refusal::field(
            Code::Invalid,
            "device",
            "A device number has 12 digits, 0 to 9 and a to f.",
        )
    })
}

fn name(given: &str) -> Result<String, Refusal> {
    text::required("name", "The name", given, Lines::One, 2, text::LINE_CHARACTERS_MAX)
}

fn public_key(given: &str) -> Result<[u8; PUBLIC_KEY_BYTES], Refusal> {
    // A key is written as a hash is: 64 lower-case hex digits.
    given
        .trim()
        .parse::<journal::Hash>()
        .map(|bytes| *bytes.as_bytes())
        .map_err(|_| {
            Refusal::field(
                Code::Invalid,
                "public_key",
                "A public key has 64 digits, 0 to 9 and a to f.",
            )
        })
}
