//! Why an act is not carried out, with the sentence the person reads.

use crate::field::FieldError;

/// The closed list of reasons. A code exists only where somebody acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A required field is empty.
    Missing,
    /// A field holds something that cannot be accepted.
    Invalid,
    /// The record named does not exist in this vessel.
    NotFound,
    /// The person's role does not carry the right.
    WrongRole,
    /// The record's state does not allow the act.
    WrongState,
    /// A record the form was filled from has changed meanwhile.
    Changed,
    /// The act must be signed.
    SignatureNeeded,
    /// The PIN is not that person's.
    WrongPin,
    /// Too many wrong PINs; wait.
    PinWait,
    /// Nobody is signed in.
    Locked,
    /// The replica holds no vessel yet.
    NoVessel,
    /// Another program is writing, or the folder cannot be written.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// The record is broken: what is stored does not match its chain.
    Broken,
    /// Something failed that should not.
    Fault,
}

/// An act that is not carried out. Nothing was written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What the program acts on.
    pub code: Code,
    /// What the person reads: what is wrong and what to do.
    pub message: String,
    /// The field at fault, or the new state; an object.
    pub detail: serde_json::Value,
}

impl Refusal {
    /// A refusal without detail.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: serde_json::json!({}),
        }
    }

    /// A refusal that belongs to one field of the form.
    #[must_use]
    pub fn field(code: Code, field: &str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: serde_json::json!({ "field": field }),
        }
    }

    /// The record's state does not allow the act.
    #[must_use]
    pub fn state(message: impl Into<String>) -> Self {
        Self::new(Code::WrongState, message)
    }
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        Self::new(
            Code::Fault,
            format!("A stored value cannot be read ({error}). Run “verify the record” in Record."),
        )
    }
}
