//! The vessel's secret as words: on the recovery sheet, and typed again from it.
//!
//! The secret keys the hashes of PINs. With wrong words no PIN is ever right on a workstation; so words that
//! nobody could compare when it joined are proved by the first PIN, and may be entered again with one.

use crate::error::Error;
use crate::program::{Program, SECRET_BYTES};
use crate::session;
use crate::start::SessionState;
use domain::RowId;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Crew;
use serde::Deserialize;
use store::GIVEN_NAME;
use ts_rs::TS;

/// Words of the recovery sheet: three for four bytes (BIP-39).
const WORDS: usize = SECRET_BYTES * 3 / 4;
/// The preference that is set once a PIN was right on this workstation: so are its words.
const PROVED: &str = "words_are_proved";

/// What a person enters where the words of this workstation are wrong.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnterWordsArgs {
    /// Whose PIN proves the words.
    pub person: RowId,
    /// That PIN.
    pub pin: String,
    /// The words of the vessel's recovery sheet.
    pub words: String,
}

/// The vessel secret as words of the BIP-39 English list.
///
/// # Errors
/// `fault` when the secret has a length that makes no words.
pub fn spoken(secret: &[u8]) -> Result<Vec<String>, Refusal> {
    let words = bip39::Mnemonic::from_entropy(secret)
        .map_err(|_| Refusal::new(Code::Fault, "The vessel secret cannot be shown as words."))?;
    Ok(words.words().map(str::to_owned).collect())
}

/// The secret that these words say.
pub(crate) fn read(text: &str) -> Result<[u8; SECRET_BYTES], Refusal> {
    let wrong = |sentence: String| Refusal::field(Code::Invalid, "words", sentence);
    let words = text.trim().to_lowercase();
    let mnemonic = bip39::Mnemonic::parse_in(bip39::Language::English, &words).map_err(|error| match error {
        bip39::Error::UnknownWord(at) => wrong(format!("Word {} is not one of the list. Check its spelling.", at + 1)),
        bip39::Error::BadWordCount(count) => wrong(format!("These are {count} words; the recovery sheet has {WORDS}.")),
        _ => wrong("These words do not belong together. Check each of them, and their order.".to_owned()),
    })?;
    let bytes: Result<[u8; SECRET_BYTES], _> = mnemonic.to_entropy().try_into();
    bytes.map_err(|_| wrong(format!("The recovery sheet has {WORDS} words. Enter exactly those.")))
}

/// The refusal where they are needed and were not entered.
pub(crate) fn missing() -> Refusal {
    let message = "Enter the words of the vessel's recovery sheet: without them no PIN can be checked here.";
    Refusal::field(Code::Missing, "words", message)
}

/// A wrong PIN where no PIN was ever right: the words may be what is wrong.
pub(crate) fn perhaps_wrong(error: Error) -> Error {
    let message = format!(
        "{} No PIN has been right on this workstation yet: if yours is, the words of the recovery sheet were \
         entered wrong. Enter them again.",
        error.message
    );
    needed(Error { message, ..error })
}

/// Marks an error that other words may cure.
pub(crate) fn needed(error: Error) -> Error {
    let detail = serde_json::json!({ "words": true });
    Error { detail, ..error }
}

impl Program {
    /// Puts other words in place of those that this workstation joined with, proved by a PIN that is right
    /// with them, and opens that person's session.
    ///
    /// # Errors
    /// `invalid` for words that are none; `wrong_pin` where PIN and words do not go together, `pin_wait`
    /// after too many tries.
    pub fn enter_words(&self, args: &EnterWordsArgs) -> Result<SessionState, Error> {
        let secret = match args.words.trim() {
            "" => return Err(missing().into()),
            text => read(text)?,
        };
        let (vessel, person) = self.read(|source| {
            let facts = Facts::new(source);
            Ok((facts.vessel()?, facts.glance::<Crew>(args.person)?))
        })?;
        let Some(vessel) = vessel.filter(|_| person.is_active) else {
            let message = format!("{} does not serve aboard at present.", person.name);
            return Err(Error::new(Code::WrongRole, message));
        };
        self.in_turn(|| session::check_pin(self, &secret, &person, &args.pin, self.now().millis()))
            .map_err(|error| match error.code {
                Code::WrongPin => Error {
                    message: "This PIN is not right with these words. Check both and try again.".to_owned(),
                    ..error
                },
                _ => error,
            })?;
        self.keep_secret(vessel.id, &secret)?;
        self.note_right_pin()?;
        self.open_session(person.id);
        self.session_state()
    }

    /// Whether this workstation joined with words that no PIN has proved yet.
    pub(crate) fn words_are_untried(&self) -> Result<bool, Error> {
        self.reading(|records| Ok(records.preference(GIVEN_NAME)?.is_some() && records.preference(PROVED)?.is_none()))
    }

    /// A PIN was right, and so are the words.
    pub(crate) fn note_right_pin(&self) -> Result<(), Error> {
        if self.words_are_untried()? {
            self.writer()?.set_preference(PROVED, Some("yes"))?;
        }
        Ok(())
    }
}
