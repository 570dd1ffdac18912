//! Joining a vessel by a one-time code, and connecting a vessel with the shore or another meeting point.

use super::settings::SETTING_RIGHT;
use super::strip::{Gateway, Trouble};
use crate::error::Error;
use crate::program::{Program, SECRET_BYTES};
use crate::secret_words;
use domain::devices::confirmation_id;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Confirmation;
use serde::{Deserialize, Serialize};
use sync::enrol::{EnrolError, Enrolment, enrol_and_wait};
use ts_rs::TS;
use wire::{EnrolmentCode, PeerKind};

/// What a person enters to join.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EnrolArgs {
    /// Where the shore or the meeting point answers.
    pub address: String,
    /// The code it gave out.
    pub code: String,
    /// Where this workstation stands; needed for an empty replica.
    pub name: Option<String>,
    /// The words of the vessel's recovery sheet; needed for an empty replica.
    pub words: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, TS)]
pub struct Enrolled {
    /// The link that was set up.
    pub peer: i64,
    /// The vessel.
    pub vessel_name: String,
    /// The letter of this workstation.
    pub letter: Option<String>,
    /// What answered: `shore` or `workstation`.
    #[ts(type = "\"shore\" | \"workstation\"")]
    pub kind: &'static str,
    /// The vessel has not confirmed the gateway yet: open `connect_shore` with this.
    pub connect: Option<Gateway>,
}

impl Program {
    /// Joins a vessel, or sets up a further link of a vessel that this replica holds. A new workstation
    /// fills itself afterwards; the strip tells how far it is. Trying again after a cut goes on from there.
    ///
    /// # Errors
    /// `wrong_role` where the replica holds a vessel; `invalid` for words, a code or an address that cannot
    /// be right; `wrong_state` with the next step when the other side cannot be reached or refuses.
    pub fn enrol(&self, args: &EnrolArgs) -> Result<Enrolled, Error> {
        let writer = self.shared_writer()?;
        let is_empty = self.reading(|records| Ok(records.vessel()?))?.is_none();
        if !is_empty && self.reading(|records| Facts::new(records).vessel())?.is_some() {
            let person = self.allowed_to(SETTING_RIGHT)?;
            tracing::info!(%person, address = %args.address, "a link is set up");
        }
        let enrolment = Enrolment {
            address: address(&args.address)?,
            code: code(&args.code)?,
            name: self.workstation_name(args.name.as_deref(), is_empty)?,
            secret: secret(args.words.as_deref(), is_empty)?,
        };
        let enrolled = enrol_and_wait(writer, self.outside(), enrolment).map_err(refused)?;
        self.begin_sync();
        self.settings_changed();
        let device = enrolled.answering;
        let known = self.read(|source| Facts::new(source).find::<Confirmation>(confirmation_id(device)))?;
        let is_new = enrolled.kind == PeerKind::Shore && known.is_none() && !is_empty;
        Ok(Enrolled {
            peer: enrolled.peer,
            vessel_name: enrolled.vessel_name,
            letter: enrolled.letter.or_else(|| self.letter()),
            kind: enrolled.kind.word(),
            connect: is_new.then(|| Gateway {
                device: device.to_string(),
                name: domain::devices::SHORE_NAME.to_owned(),
                public_key: enrolled
                    .answering_key
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect(),
            }),
        })
    }

    fn workstation_name(&self, given: Option<&str>, is_empty: bool) -> Result<String, Error> {
        if let Some(name) = domain::text::line("name", "The place", given)? {
            return Ok(name);
        }
        if is_empty {
            let message = "Say where this workstation stands, for example “Bridge”.";
            return Err(Refusal::field(Code::Missing, "name", message).into());
        }
        let known = self.session_state()?.workstation;
        Ok(known.unwrap_or_else(|| "Workstation".to_owned()))
    }
}

fn address(given: &str) -> Result<String, Refusal> {
    let text = given.trim();
    if text.is_empty() {
        let message = "Enter the address that came with the code.";
        return Err(Refusal::field(Code::Missing, "address", message));
    }
    Ok(text.to_owned())
}

fn code(given: &str) -> Result<EnrolmentCode, Refusal> {
    if given.trim().is_empty() {
        return Err(Refusal::field(Code::Missing, "code", "Enter the one-time code."));
    }
    given
        .parse()
        .map_err(|error: wire::WireError| Refusal::field(Code::Invalid, "code", format!("Check the code: {error}.")))
}

/// The vessel's secret from the words of its recovery sheet; an empty replica cannot do without.
fn secret(given: Option<&str>, is_needed: bool) -> Result<Option<[u8; SECRET_BYTES]>, Refusal> {
    match given.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => secret_words::read(text).map(Some),
        None if is_needed => Err(secret_words::missing()),
        None => Ok(None),
    }
}

fn refused(error: EnrolError) -> Error {
    match error {
        EnrolError::Client(error) => Refusal::field(Code::Invalid, "address", error.to_string()).into(),
        EnrolError::Store(error) => error.into(),
        EnrolError::SecretNeeded => Refusal::field(Code::Missing, "words", error.to_string()).into(),
        EnrolError::WrongSecret => Refusal::field(Code::Invalid, "words", error.to_string()).into(),
        EnrolError::Failed(failure) => {
            let trouble = Trouble::from(sync::words::of(&failure));
            let mut refusal = Refusal::state(format!("{} {}", trouble.sentence, trouble.next_step));
            refusal.detail = serde_json::json!({ "trouble": trouble });
            refusal.into()
        }
    }
}
