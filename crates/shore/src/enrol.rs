//! One-time codes: an operator gives one out, a workstation comes with it.
//!
//! Invariants:
//! - A code lets in one device, once, until it expires; only a hash of its secret is kept. The same
//!   device may come again with it, because the answer to its first call may have been lost.
//! - A code for a vessel lets nobody into another; a code for a new vessel lets nobody into one that is
//!   here already.
//! - Using up a code and letting the device in is one transaction.

mod letters;

use domain::devices::{self, Confirmed};
use domain::tables::DeviceKind;
use journal::{DeviceNumber, RowId, id::DEVICE_BITS};
use wire::{EnrolAnswer, EnrolRequest, EnrolmentCode, PeerKind, Pin, Refusal, RefusalCode};

use crate::column::unescaped;
use crate::database::codes::{self, Code};
use crate::database::register::{adopt, identity, keep_secret_check, secret_check};
use crate::database::standing::{introduce, standing};
use crate::database::{CodeError, Database, Identity, NewIdentity, ShoreError, Work, own};
use crate::outside::Outside;

/// Sets the hash of a code's secret apart from every other use of BLAKE3.
const SECRET_CONTEXT: &str = "celesteos shore enrolment secret 1";
const MINUTE_MS: i64 = 60_000;
/// What a vessel is called that came without a name.
const UNNAMED: &str = "A vessel without a name";

/// Why nobody was let in.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// It is refused, with the cure.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Database(ShoreError),
}

impl From<ShoreError> for EnrolError {
    fn from(error: ShoreError) -> Self {
        match error {
            ShoreError::Code(code) => Self::Refused(Refusal::new(word(code), code.to_string())),
            other => Self::Database(other),
        }
    }
}

fn word(error: CodeError) -> RefusalCode {
    match error {
        CodeError::Unknown => RefusalCode::CodeUnknown,
        CodeError::Expired => RefusalCode::CodeExpired,
        CodeError::Used => RefusalCode::CodeUsed,
    }
}

/// A code that was just given out.
#[derive(Debug)]
pub struct Issued {
    /// What the person aboard types.
    pub code: EnrolmentCode,
    /// Until when it holds, milliseconds UTC.
    pub expires_at: i64,
}

/// Gives out a code for a further workstation of a vessel, or for a vessel that is not here yet. `pin`
/// is that of the key with which the gateway answers.
///
/// # Errors
/// When the database cannot be written.
pub async fn issue(
    database: &Database,
    vessel: Option<RowId>,
    operator: &str,
    minutes: u32,
    pin: Pin,
    outside: &dyn Outside,
) -> Result<Issued, ShoreError> {
    let mut secret = [0; 10];
    outside.random(&mut secret);
    let now_ms = outside.wall_ms();
    let expires_at = now_ms + i64::from(minutes) * MINUTE_MS;
    let kept = Code {
        secret_hash: hash(&secret),
        vessel,
        operator: operator.to_owned(),
        expires_at,
    };
    database.add_code(&kept, now_ms).await?;
    Ok(Issued {
        code: EnrolmentCode { secret, pin: pin.0 },
        expires_at,
    })
}

/// Lets a workstation in that comes with a code, and tells it whom it talks to.
///
/// # Errors
/// [`EnrolError::Refused`] when the request or the code is not in order; nothing was changed.
pub async fn let_in(
    database: &Database,
    request: &EnrolRequest,
    outside: &dyn Outside,
) -> Result<EnrolAnswer, EnrolError> {
    if request.protocol > wire::PROTOCOL {
        let message = "The shore speaks an older protocol; it has to be updated.";
        return Err(refused(RefusalCode::NewerProtocol, message));
    }
    request.verify().map_err(|error| Refusal::from(&error))?;
    let secret_hash = hash(&request.secret);
    let Some(code) = database.code(&secret_hash).await? else {
        return Err(ShoreError::from(CodeError::Unknown).into());
    };
    let vessel = vessel_of(&code, request)?;
    let (now_ms, new) = (outside.wall_ms(), new_identity(outside)?);
    let mut connection = database.connection().await?;
    let mut work = Work::writing(&mut connection, vessel).await?;
    let known = identity(&work).await?;
    if known.is_some() && code.vessel.is_none() {
        let message = "This vessel is connected already. Ask for a code for it.";
        return Err(refused(RefusalCode::WrongVessel, message));
    }
    let name = request.vessel_name.as_deref().unwrap_or(UNNAMED);
    let identity = adopt(&work, name, &new, now_ms).await?;
    if let (Some(_), Some(check)) = (request.vessel, &request.secret_check) {
        keep_secret_check(&work, check).await?;
    }
    codes::take(&work, &secret_hash, request.device, now_ms).await?;
    let letter = admit(&mut work, request, &code.operator, now_ms).await?;
    let answer = answer(&work, vessel, letter, &identity).await?;
    work.commit().await?;
    Ok(answer)
}

/// Which vessel the workstation joins: the one it brings along, or the code's.
fn vessel_of(code: &Code, request: &EnrolRequest) -> Result<RowId, EnrolError> {
    match (code.vessel, request.vessel) {
        (Some(given), Some(brought)) if given != brought => Err(refused(
            RefusalCode::WrongVessel,
            "The code is for another vessel. Ask for one for this vessel.",
        )),
        (Some(vessel), _) | (None, Some(vessel)) => Ok(vessel),
        (None, None) => Err(refused(
            RefusalCode::WrongVessel,
            "The code is for a vessel that is not ashore yet. Enrol from a workstation that holds its records.",
        )),
    }
}

/// Makes the device known, unless it is; returns its letter.
async fn admit(work: &mut Work<'_>, request: &EnrolRequest, operator: &str, now_ms: i64) -> Result<String, EnrolError> {
    let vessel = work.vessel().0;
    let known = standing(work, request.device).await?;
    if known.is_own || known.is_forged || known.public_key.is_some_and(|key| key != request.public_key) {
        let message = "Another key is known of this workstation's number. It has to take a new number.";
        return Err(refused(RefusalCode::ForgedDevice, message));
    }
    if known.closed_seq.is_some() {
        let message = "This workstation was closed. It has to take a new number.";
        return Err(refused(RefusalCode::ClosedDevice, message));
    }
    let letter = letters::choose(work, request.device, request.letter.as_deref()).await?;
    if devices::vouched_by(vessel, request.device).is_none() {
        // Whoever founded the vessel needs nobody's word; its key is noted until its history comes.
        introduce(work, request.device, &request.public_key, now_ms).await?;
    } else if !known.is_confirmed {
        let confirmed = Confirmed {
            device: request.device,
            kind: DeviceKind::Workstation,
            letter: Some(letter.clone()),
            name: request.name.clone(),
            public_key: request.public_key,
        };
        own::confirm(work, operator, &confirmed, now_ms).await?;
    }
    Ok(letter)
}

async fn answer(
    work: &Work<'_>,
    vessel: RowId,
    letter: String,
    identity: &Identity,
) -> Result<EnrolAnswer, ShoreError> {
    Ok(EnrolAnswer {
        vessel,
        vessel_name: vessel_name(work).await?,
        letter: Some(letter),
        answering: identity.device,
        answering_key: identity.public_key(),
        kind: PeerKind::Shore,
        secret_check: secret_check(work).await?,
    })
}

/// What the vessel is called now; before its history has come, what it was called when it was connected.
async fn vessel_name(work: &Work<'_>) -> Result<String, ShoreError> {
    let sql = "SELECT coalesce(p.name, v.name) FROM shore_vessels v \
               LEFT JOIN pms_vessels p ON p.vessel_id = v.vessel_id AND p.id = v.vessel_id \
               WHERE v.vessel_id = $1";
    match work.row(sql, &[&work.vessel()]).await? {
        Some(row) => Ok(unescaped(row.try_get(0)?)),
        None => Err(ShoreError::NoVessel(work.vessel().0)),
    }
}

/// A number and a key for the gateway, should it need them for the vessel.
fn new_identity(outside: &dyn Outside) -> Result<NewIdentity, ShoreError> {
    let mut number = [0; 8];
    outside.random(&mut number);
    let mut secret_key = [0; 32];
    outside.random(&mut secret_key);
    let device = DeviceNumber::new(u64::from_be_bytes(number) >> (u64::BITS - DEVICE_BITS));
    Ok(NewIdentity {
        device: device.map_err(ShoreError::broken)?,
        secret_key,
    })
}

fn hash(secret: &[u8; 10]) -> [u8; 32] {
    blake3::derive_key(SECRET_CONTEXT, secret)
}

fn refused(code: RefusalCode, message: &str) -> EnrolError {
    Refusal::new(code, message).into()
}
