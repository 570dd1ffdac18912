//! How this workstation comes to a shore or a meeting point: by a one-time code.
//!
//! A vessel that worked alone brings its id and history along and keeps its letter; an empty replica
//! gets vessel and letter, and fills itself by the exchanges that follow, each of which goes on where the
//! one before was cut off. Every step may be repeated after a cut or a crash: the number to enrol with is
//! drawn once, the other side answers the same device alike, and a peer is added once.

use std::sync::Arc;

use domain::facts::Facts;
use journal::{DeviceNumber, RowId};
use store::{GIVEN_NAME, PeerSetting, StoreError, VESSEL_SECRET_BYTES, Writer, secret_check};
use wire::{EnrolAnswer, EnrolRequest, EnrolmentCode, PeerKind, Pin, Refusal, RefusalCode};

use crate::client::{Client, ClientError};
use crate::failure::Failure;
use crate::outside::Outside;
use crate::words;

/// What a person enters.
#[derive(Clone)]
pub struct Enrolment {
    /// Where the other side answers.
    pub address: String,
    /// The code it gave out.
    pub code: EnrolmentCode,
    /// What this workstation is called.
    pub name: String,
    /// The vessel's secret, from its recovery sheet; needed for an empty replica.
    pub secret: Option<[u8; VESSEL_SECRET_BYTES]>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The peer that was added.
    pub peer: i64,
    /// The vessel.
    pub vessel: RowId,
    /// Its name.
    pub vessel_name: String,
    /// The letter of this workstation, where it was given one.
    pub letter: Option<String>,
    /// As which device the other side answers.
    pub answering: DeviceNumber,
    /// The public key of that device.
    pub answering_key: [u8; 32],
    /// What the other side is. With a gateway the act `connect_shore` follows, by which the vessel
    /// confirms it.
    pub kind: PeerKind,
}

/// Why it did not come about.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// There is no such address.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The other side did not answer, or refused.
    #[error("{}", words(.0))]
    Failed(Failure),
    /// The replica could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An empty replica needs the vessel's secret.
    #[error("Enter the words of the vessel's recovery sheet: without them no PIN can be checked here.")]
    SecretNeeded,
    /// The secret is another vessel's, or none at all. The code stays good for this workstation.
    #[error(
        "These are not the words of this vessel's recovery sheet. Check them, and connect again with the same code."
    )]
    WrongSecret,
}

fn words(failure: &Failure) -> String {
    let words = words::of(failure);
    format!("{} {}", words.sentence, words.next_step)
}

/// What this replica says of itself.
struct Standing {
    vessel: Option<RowId>,
    vessel_name: Option<String>,
    letter: Option<String>,
}

/// Enrols this replica.
///
/// # Errors
/// Why it did not come about. What was done stays, and trying again goes on from there.
pub async fn enrol(
    writer: Arc<Writer>,
    outside: Arc<dyn Outside>,
    enrolment: Enrolment,
) -> Result<Enrolled, EnrolError> {
    let pin = Pin::from(&enrolment.code);
    let client = Client::new(&enrolment.address, pin, outside)?;
    let (mut request, mut answered) = ask(&client, &writer, &enrolment).await?;
    if let Err(Failure::Refused(refusal)) = &answered
        && refusal.code == RefusalCode::ClosedDevice
    {
        // It was closed while it was away and cannot have heard of it. Whoever gave out the code lets it in
        // again under a new number; what it wrote beyond its end is issued again once the closure is here.
        let closed = request.device;
        let at_work = Arc::clone(&writer);
        blocking(move || Ok(at_work.leave_closed_number(closed)?)).await?;
        (request, answered) = ask(&client, &writer, &enrolment).await?;
    }
    let answer = answered.map_err(EnrolError::Failed)?;
    blocking(move || take(&writer, &enrolment, &request, answer, pin)).await
}

async fn ask(
    client: &Client,
    writer: &Arc<Writer>,
    enrolment: &Enrolment,
) -> Result<(EnrolRequest, Result<EnrolAnswer, Failure>), EnrolError> {
    let (at_work, asked) = (Arc::clone(writer), enrolment.clone());
    let request = blocking(move || request(&at_work, &asked)).await?;
    let answered = client.enrol(&request).await;
    Ok((request, answered))
}

/// As [`enrol`], on a small runtime of its own, for whoever waits for it.
///
/// # Errors
/// As [`enrol`].
pub fn enrol_and_wait(
    writer: Arc<Writer>,
    outside: Arc<dyn Outside>,
    enrolment: Enrolment,
) -> Result<Enrolled, EnrolError> {
    let here =
        |error: std::io::Error| EnrolError::Failed(Failure::Here(format!("The network cannot be used ({error}).")));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(here)?;
    runtime.block_on(enrol(writer, outside, enrolment))
}

/// Replica work beside the runtime.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, EnrolError> + Send + 'static,
) -> Result<T, EnrolError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => Err(EnrolError::Failed(Failure::Here(ended.to_string()))),
    }
}

fn request(writer: &Writer, enrolment: &Enrolment) -> Result<EnrolRequest, EnrolError> {
    let standing = standing(writer)?;
    if standing.vessel.is_none() && enrolment.secret.is_none() {
        return Err(EnrolError::SecretNeeded);
    }
    let prepared = writer.prepare_number()?;
    let mut request = EnrolRequest {
        protocol: wire::PROTOCOL,
        secret: enrolment.code.secret,
        vessel: standing.vessel,
        vessel_name: standing.vessel_name,
        device: prepared.device,
        public_key: prepared.public_key,
        letter: standing.letter,
        name: enrolment.name.clone(),
        proof: [0; 64],
        secret_check: standing.vessel.map_or(Ok(None), |_| writer.secret_check())?,
    };
    let proof = writer.sign_enrolment(prepared.device, &request.proof_message())?;
    request.proof = proof.ok_or(StoreError::NotPrepared(prepared.device))?;
    Ok(request)
}

fn standing(writer: &Writer) -> Result<Standing, StoreError> {
    let reader = writer.readers().reader()?;
    let records = reader.records();
    let vessel = records.vessel()?;
    // An empty replica that has joined holds no row of the vessel until the first exchange.
    let row = Facts::new(&records).vessel()?;
    Ok(Standing {
        vessel,
        vessel_name: row.map(|row| row.name),
        letter: writer.workstation().map(|(_, letter)| letter),
    })
}

fn take(
    writer: &Writer,
    enrolment: &Enrolment,
    request: &EnrolRequest,
    answer: EnrolAnswer,
    pin: Pin,
) -> Result<Enrolled, EnrolError> {
    if request.vessel.is_some_and(|own| own != answer.vessel) {
        let message = "The other side answers for another vessel.";
        let refusal = Refusal::new(RefusalCode::WrongVessel, message);
        return Err(EnrolError::Failed(Failure::Refused(refusal)));
    }
    let given = enrolment.secret.map(|secret| secret_check(answer.vessel, &secret));
    if let (Some(given), Some(known)) = (given, answer.secret_check)
        && given != known
    {
        return Err(EnrolError::WrongSecret);
    }
    if request.vessel.is_none() {
        writer.set_preference(GIVEN_NAME, Some(&enrolment.name))?;
    }
    match (&answer.letter, writer.workstation()) {
        // It keeps the number and the letter that it has.
        (_, Some((device, _))) if device == request.device => {}
        (Some(letter), _) => writer.enrol(answer.vessel, request.device, letter, enrolment.secret.as_ref())?,
        (None, _) => {
            let message = "the other side gave this workstation no letter";
            return Err(EnrolError::Failed(Failure::Garbled(message.to_owned())));
        }
    }
    let peer = add_peer(writer, enrolment, &answer, pin)?;
    Ok(Enrolled {
        peer,
        vessel: answer.vessel,
        vessel_name: answer.vessel_name,
        letter: answer.letter,
        answering: answer.answering,
        answering_key: answer.answering_key,
        kind: answer.kind,
    })
}

/// Adds the other side, or changes what is known of it.
fn add_peer(writer: &Writer, enrolment: &Enrolment, answer: &EnrolAnswer, pin: Pin) -> Result<i64, StoreError> {
    let setting = PeerSetting {
        kind: match answer.kind {
            PeerKind::Shore => store::PeerKind::Shore,
            PeerKind::Workstation => store::PeerKind::Workstation,
        },
        name: match answer.kind {
            PeerKind::Shore => domain::devices::SHORE_NAME.to_owned(),
            PeerKind::Workstation => "Meeting point".to_owned(),
        },
        address: Some(enrolment.address.trim().to_owned()),
        pin: Some(pin.0),
        device: Some(answer.answering),
        public_key: Some(answer.answering_key),
        is_paused: false,
    };
    let known = writer.readers().reader()?.records().peer_of(answer.answering)?;
    match known {
        Some(known) => {
            writer.set_peer(known.id, &setting)?;
            Ok(known.id)
        }
        None => writer.add_peer(&setting),
    }
}
