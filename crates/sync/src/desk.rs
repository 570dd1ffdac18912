//! The meeting point's desk: gives out codes, lets workstations in by them, and keeps the book.

use std::sync::Arc;

use domain::act::Ctx;
use domain::acts;
use domain::devices::confirmation_id;
use domain::facts::{Facts, Source};
use domain::plan::Plan;
use domain::refusal::{Code, Refusal as ActRefusal};
use domain::tables::{Confirmation, Crew};
use domain::time::Instant;
use journal::{DeviceNumber, RowId, Stamp};
use serde_json::json;
use store::{Authorship, CodeRefusal, Invitation, SECRET_HASH_BYTES, StoreError, Writer};
use wire::{EnrolAnswer, EnrolRequest, EnrolmentCode, PeerKind, Pin, Refusal, RefusalCode};

use crate::answer::Heard;
use crate::book::Book;
use crate::listener::Desk;
use crate::outside::Outside;

/// What the hash of a code's secret is keyed with, so that it is of no use anywhere else.
const SECRET_CONTEXT: &str = "celesteos enrolment code secret 1";
/// How a confirmation is signed: by the code that its signer handed over.
const SIGNED_BY_CODE: &str = "code";
/// The act that a code carries out when it comes back.
const CONFIRM: &str = "confirm_device";

/// For whom a code is made.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Who lets it in.
    pub person: RowId,
    /// The act that says so.
    pub entry: Stamp,
    /// What it will be called.
    pub name: String,
    /// For how many minutes the code is good.
    pub minutes: i64,
}

/// The desk of a replica that is the ship's meeting point.
#[derive(Clone)]
pub struct Reception {
    book: Book,
    answered: Arc<dyn Fn() + Send + Sync>,
}

impl Reception {
    /// The desk of that replica.
    #[must_use]
    pub fn new(book: Book) -> Self {
        Self {
            book,
            answered: Arc::new(|| {}),
        }
    }

    /// Calls `answered` after each exchange that somebody else began: more is known of them now, also
    /// where they brought nothing new. Must not block.
    #[must_use]
    pub fn telling(self, answered: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { answered, ..self }
    }

    /// Makes a one-time code for a workstation, once the act that lets it in is on the disk. Only a
    /// hash of its secret is kept here.
    ///
    /// # Errors
    /// When too many codes are open, or the replica cannot be written.
    pub fn invite(&self, guest: &Guest, pin: Pin) -> Result<EnrolmentCode, StoreError> {
        let mut secret = [0; 10];
        self.outside().random(&mut secret);
        let now_ms = self.outside().wall_ms();
        let invitation = Invitation {
            secret_hash: hash(&secret),
            person: guest.person,
            entry: guest.entry,
            letter: self.writer().draw_letter()?,
            name: guest.name.clone(),
            expires_at: now_ms + guest.minutes * 60_000,
            used: None,
        };
        self.writer().invite(&invitation, now_ms)?;
        Ok(EnrolmentCode { secret, pin: pin.0 })
    }

    fn writer(&self) -> &Arc<Writer> {
        self.book.writer()
    }

    fn outside(&self) -> &Arc<dyn Outside> {
        self.book.outside()
    }

    fn let_in(&self, request: &EnrolRequest) -> Result<EnrolAnswer, StoreError> {
        let now_ms = self.outside().wall_ms();
        let redeemed = self.writer().redeem(&hash(&request.secret), request.device, now_ms)?;
        let known = self.confirmation(request.device)?;
        let letter = match known {
            // Asked again, or a workstation of this vessel that only learns this address.
            Some(known) if known.public_key.as_slice() == request.public_key.as_slice() => known.letter,
            Some(_) => {
                let message = "This device was confirmed with another key. Close it, and enrol anew.";
                return Err(ActRefusal::new(Code::WrongState, message).into());
            }
            None if self.founded(request.device)? => None,
            None => Some(self.confirm(request, &redeemed.invitation, now_ms)?),
        };
        self.answer(letter)
    }

    /// Whether the vessel was founded on that device: it needs no confirmation.
    fn founded(&self, device: DeviceNumber) -> Result<bool, StoreError> {
        let vessel = self.vessel()?;
        Ok(domain::devices::vouched_by(vessel.0, device).is_none())
    }

    fn confirmation(&self, device: DeviceNumber) -> Result<Option<Confirmation>, StoreError> {
        let reader = self.writer().readers().reader()?;
        let records = reader.records();
        Ok(Facts::new(&records).find::<Confirmation>(confirmation_id(device))?)
    }

    fn is_closed(&self, device: DeviceNumber) -> Result<bool, StoreError> {
        let reader = self.writer().readers().reader()?;
        Ok(reader.records().closed()?.contains_key(&device))
    }

    /// Id and name.
    fn vessel(&self) -> Result<(RowId, String), StoreError> {
        let reader = self.writer().readers().reader()?;
        let records = reader.records();
        let vessel = Facts::new(&records).vessel()?.ok_or(StoreError::NoVessel)?;
        Ok((vessel.id, vessel.name))
    }

    /// Writes the confirmation in the name of whoever made the code, and returns the letter given.
    fn confirm(&self, request: &EnrolRequest, invitation: &Invitation, now_ms: i64) -> Result<String, StoreError> {
        let letter = invitation.letter.clone();
        let key: String = request.public_key.iter().map(|byte| format!("{byte:02x}")).collect();
        let params = json!({
            "device": request.device.to_string(),
            "letter": letter,
            "name": invitation.name,
            "public_key": key,
        });
        let now = Instant::from_millis(now_ms);
        let person = invitation.person;
        let role = self
            .writer()
            .look(|records| Ok(Facts::new(records).glance::<Crew>(person)?.role))?;
        let who = Authorship {
            actor: person,
            role: role.word().to_owned(),
            signature: Some(journal::Signature {
                signer: person,
                role: role.word().to_owned(),
                method: SIGNED_BY_CODE.to_owned(),
                signed_at: now_ms,
                statement: format!("I let the workstation “{}” join by a one-time code.", invitation.name),
            }),
        };
        self.writer()
            .commit(&who, now_ms, None, |source| plan(source, now, person, &params))?;
        Ok(letter)
    }

    fn answer(&self, letter: Option<String>) -> Result<EnrolAnswer, StoreError> {
        let (vessel, vessel_name) = self.vessel()?;
        let own = self.writer().prepare_number()?;
        Ok(EnrolAnswer {
            vessel,
            vessel_name,
            letter,
            answering: own.device,
            answering_key: own.public_key,
            kind: PeerKind::Workstation,
            secret_check: self.writer().secret_check()?,
        })
    }
}

impl Desk for Reception {
    fn enrol(&self, request: &EnrolRequest) -> Result<EnrolAnswer, Refusal> {
        if request.protocol > wire::PROTOCOL {
            let message = "The meeting point has an older program. Update it first.";
            return Err(Refusal::new(RefusalCode::NewerProtocol, message));
        }
        let (vessel, _) = self.vessel().map_err(|error| refusal(&error))?;
        if request.vessel.is_some_and(|theirs| theirs != vessel) {
            let message = "This workstation belongs to another vessel. Begin with an empty replica.";
            return Err(Refusal::new(RefusalCode::WrongVessel, message));
        }
        if self.is_closed(request.device).map_err(|error| refusal(&error))? {
            let message = "This workstation was closed. It has to take a new number.";
            return Err(Refusal::new(RefusalCode::ClosedDevice, message));
        }
        self.let_in(request).map_err(|error| refusal(&error))
    }

    fn heard(&self, heard: &Heard, began_at_ms: i64) {
        if let Err(error) = self.book.answered(heard, began_at_ms) {
            tracing::warn!(%error, "an exchange is not in the log");
        }
        (self.answered)();
    }

    fn turned_away(&self, refusal: &Refusal) {
        tracing::warn!(code = refusal.code.word(), message = %refusal.message, "a call was refused");
    }
}

fn plan(source: &dyn Source, now: Instant, person: RowId, params: &serde_json::Value) -> Result<Plan, ActRefusal> {
    let act = acts::act(CONFIRM).ok_or_else(|| ActRefusal::new(Code::Fault, "Workstations cannot be confirmed."))?;
    let facts = Facts::new(source);
    let actor = facts.glance::<Crew>(person)?;
    let ctx = Ctx {
        facts: &facts,
        now,
        ship: facts.ship_time()?,
        actor: &actor,
        signer: None,
    };
    let (plan, subject) = (act.plan)(&ctx, params)?;
    ctx.authorise(act.name, &subject)?;
    Ok(plan)
}

/// What is kept of a code.
fn hash(secret: &[u8]) -> [u8; SECRET_HASH_BYTES] {
    blake3::derive_key(SECRET_CONTEXT, secret)
}

fn refusal(error: &StoreError) -> Refusal {
    let code = match error {
        StoreError::Code(CodeRefusal::Unknown) => RefusalCode::CodeUnknown,
        StoreError::Code(CodeRefusal::Expired(_)) => RefusalCode::CodeExpired,
        StoreError::Code(CodeRefusal::Used(_)) => RefusalCode::CodeUsed,
        StoreError::Code(CodeRefusal::TooMany(_)) => RefusalCode::TooMany,
        StoreError::Refused(refusal) if refusal.code == Code::WrongState => RefusalCode::ForgedDevice,
        StoreError::DiskFull(_) | StoreError::WriteFailed(_) => RefusalCode::Full,
        StoreError::Locked(_) | StoreError::Busy(_) => RefusalCode::Busy,
        _ => RefusalCode::Fault,
    };
    Refusal::new(code, error.to_string())
}
