//! What is signed, word for word: JSON with its fields in the order declared here, without spaces, so
//! that the same period is the same text everywhere.

use super::appendix::Appendix;
use super::standing::Standing;
use crate::refusal::{Code, Refusal};
use crate::tables::{AttachmentKind, Department, HandoverCategory, HandoverKind, HandoverStatus, Priority};
use crate::time::Instant;
use journal::RowId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// UTF-8 bytes of a frozen period: with what else the act writes it fits one entry (256 KiB).
pub const FROZEN_BYTES_MAX: usize = 192 * 1024;
/// The form of these texts; raised when a field changes its meaning.
const FORM: u16 = 1;

/// A photo or paper of an entry; its digest stands for every byte of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(optional_fields)]
pub struct FrozenFile {
    /// SHA-256 of the bytes, 64 hex digits.
    pub sha256: String,
    /// Photo or paper.
    pub kind: AttachmentKind,
    /// Name of the file, for people.
    pub name: String,
    /// What is to be seen on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// One entry as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(optional_fields)]
pub struct FrozenEntry {
    /// The entry.
    pub id: RowId,
    /// What the next person has to do with it.
    pub category: HandoverCategory,
    /// How much it matters.
    pub priority: Priority,
    /// Open, done or withdrawn.
    pub status: HandoverStatus,
    /// What to know, in one line.
    pub title: String,
    /// In full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
    /// What came of it, or why it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// When it was written.
    pub written_at: Instant,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<RowId>,
    /// The record it speaks of, and how that stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Standing>,
    /// Its photos and papers, the first one first.
    #[serde(default)]
    pub files: Vec<FrozenFile>,
}

/// What whoever hands over signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(optional_fields)]
pub struct FrozenPeriod {
    form: u16,
    /// Whose handover it is.
    pub department: Department,
    /// Watch or rotation.
    pub kind: HandoverKind,
    /// Where the period begins; none for the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_at: Option<Instant>,
    /// Where it ends.
    pub until_at: Instant,
    /// The entries, in the order of their categories.
    pub entries: Vec<FrozenEntry>,
    /// What the program listed at the end, where the outgoing person wanted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appendix: Option<Appendix>,
}

/// What whoever takes over signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenAnswer {
    form: u16,
    /// The signature that is answered.
    pub answers: RowId,
    /// The digest of the statement under it, see [`digest_of`].
    pub statement: String,
    /// Accepted, or not.
    pub is_accepted: bool,
    /// A word on it, or why it is not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// BLAKE3 of a statement, as hexadecimal digits: what a signature names the text by.
#[must_use]
pub fn digest_of(statement: &str) -> String {
    blake3::hash(statement.as_bytes()).to_hex().as_str().to_owned()
}

impl FrozenPeriod {
    /// A period about to be signed.
    #[must_use]
    pub fn new(
        (department, kind): (Department, HandoverKind),
        (from_at, until_at): (Option<Instant>, Instant),
        entries: Vec<FrozenEntry>,
        appendix: Option<Appendix>,
    ) -> Self {
        Self {
            form: FORM,
            department,
            kind,
            from_at,
            until_at,
            entries,
            appendix,
        }
    }

    /// The text that is signed.
    ///
    /// # Errors
    /// `invalid` when it is longer than one signature can cover.
    pub fn text(&self) -> Result<String, Refusal> {
        let text = text_of(self)?;
        if text.len() > FROZEN_BYTES_MAX {
            let message = if self.appendix.is_some() {
                "This handover with its appendix is too long to be signed in one piece. Sign it without the appendix."
            } else {
                "This handover is too long to be signed in one piece. Mark entries done that are settled, or shorten their details."
            };
            return Err(Refusal::new(Code::Invalid, message));
        }
        Ok(text)
    }

    /// Reads what was signed.
    ///
    /// # Errors
    /// When the text is no statement of a handover that this program knows.
    pub fn read(statement: &str) -> Result<Self, Refusal> {
        read(statement)
    }
}

impl FrozenAnswer {
    /// An answer about to be signed to the signature of that id and statement.
    #[must_use]
    pub fn new(answers: RowId, statement: &str, is_accepted: bool, remark: Option<String>) -> Self {
        Self {
            form: FORM,
            answers,
            statement: digest_of(statement),
            is_accepted,
            remark,
        }
    }

    /// The text that is signed.
    ///
    /// # Errors
    /// Never in practice: its fields can all be written.
    pub fn text(&self) -> Result<String, Refusal> {
        text_of(self)
    }
}

fn text_of(value: &impl Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value)
        .map_err(|error| Refusal::new(Code::Fault, format!("The statement could not be written ({error}).")))
}

fn read<T: DeserializeOwned>(statement: &str) -> Result<T, Refusal> {
    serde_json::from_str(statement).map_err(|_| {
        Refusal::new(
            Code::Fault,
            "What was signed under this handover cannot be read. A newer version of the program may have written it.",
        )
    })
}
