//! The one error that leaves this crate.

use domain::refusal::{Code, Refusal};
use serde::Serialize;
use store::StoreError;

/// What went wrong, for the program and for the person.
#[derive(Clone, Debug, Serialize, ts_rs::TS)]
pub struct Error {
    /// What the program acts on.
    pub code: Code,
    /// What the person reads: what is wrong and what to do.
    pub message: String,
    /// The field at fault, or the new state; an object.
    #[ts(type = "Record<string, unknown>")]
    pub detail: serde_json::Value,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl Error {
    /// An error without detail.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Refusal::new(code, message).into()
    }

    /// Whether this is a calm refusal rather than a fault of the program.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        !matches!(self.code, Code::Fault)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self {
            code: refusal.code,
            message: refusal.message,
            detail: refusal.detail,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let refusal = Refusal::from(error);
        if refusal.code == Code::Fault {
            tracing::error!(message = %refusal.message, "the store failed");
        }
        refusal.into()
    }
}
