//! What the calls of an import are given and answer.

use crate::session::Sign;
use domain::acts::imports::{ImportKind, RowState};
use domain::offers::Signer;
use domain::tables::SignMethod;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Field → column of the file, counted from 0; none where no column holds it.
pub type Mapping = BTreeMap<String, Option<usize>>;

/// Which file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportOpenArgs {
    /// What the list holds.
    pub kind: ImportKind,
    /// Its path on this machine.
    pub path: String,
    /// The sheet of a workbook; the first that holds anything when left out.
    #[serde(default)]
    pub sheet: Option<String>,
}

/// One column of a file.
#[derive(Debug, Serialize, TS)]
pub struct ImportColumn {
    /// Counted from 0.
    pub index: usize,
    /// Its head; empty where it has none.
    pub head: String,
    /// Its first cells that hold anything.
    pub samples: Vec<String>,
}

/// One field that a column may hold.
#[derive(Debug, Serialize, TS)]
pub struct ImportFieldInfo {
    /// Its name.
    pub name: String,
    /// How people read it.
    pub label: String,
    /// Whether every row needs it.
    pub is_required: bool,
    /// What to write.
    pub hint: String,
}

/// A file as it was read.
#[derive(Debug, Serialize, TS)]
pub struct ImportTable {
    /// Names the open file in the calls that follow.
    pub token: String,
    /// The file's name, without its folder.
    pub file: String,
    /// Sheets of a workbook; none of separated text.
    pub sheets: Vec<String>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// The encoding of separated text.
    pub encoding: Option<String>,
    /// What separates its cells.
    pub separator: Option<String>,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
    /// Rows below the heads.
    pub rows: usize,
    /// Fields of the kind.
    pub fields: Vec<ImportFieldInfo>,
    /// The columns as they were chosen for such heads before, else as their heads say.
    #[ts(type = "Record<string, number | null>")]
    pub mapping: Mapping,
    /// Whether they were chosen before.
    pub is_remembered: bool,
}

/// Which columns of an open file hold what.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportCheckArgs {
    /// The open file.
    pub token: String,
    /// Field → column.
    #[ts(type = "Record<string, number | null>")]
    pub mapping: Mapping,
}

/// What a file would do.
#[derive(Debug, Serialize, TS)]
pub struct ImportReport {
    /// Rows looked at.
    pub rows: usize,
    /// Rows that add something.
    pub new: usize,
    /// Rows that change something.
    pub changed: usize,
    /// Rows that the record holds as they are.
    pub same: usize,
    /// Rows that cannot be taken over.
    pub wrong: usize,
    /// Into how many acts the rest is cut.
    pub acts: usize,
    /// What the signature covers.
    pub statement: String,
    /// How the vessel wants it signed.
    pub method: SignMethod,
    /// Whether the signed-in person has the right to all of it.
    pub self_may: bool,
    /// Whether that person must give the PIN now.
    pub needs_pin: bool,
    /// Everybody who may sign it.
    pub signers: Vec<Signer>,
}

/// Which rows of a checked file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportRowsArgs {
    /// The open file.
    pub token: String,
    /// Only rows that would do this.
    #[serde(default)]
    pub state: Option<RowState>,
    /// The first row wanted.
    #[serde(default)]
    pub offset: Option<usize>,
    /// How many; at most 200.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// What one row would do.
#[derive(Debug, Serialize, TS)]
pub struct ImportRow {
    /// Its number in the file.
    pub row: u32,
    /// What it is about.
    pub label: String,
    /// What it would do.
    pub state: RowState,
    /// In words.
    pub writes: Vec<String>,
    /// What to know about it.
    pub notes: Vec<String>,
    /// Why it cannot be taken over.
    pub wrong: Option<String>,
}

/// A checked file that is taken over.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportCommitArgs {
    /// The open file.
    pub token: String,
    /// Who signs.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// The person said that wrong rows are left out.
    #[serde(default)]
    pub leave_out_wrong: bool,
}

/// The open file.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportArgs {
    /// Its token.
    pub token: String,
}

/// Where taking over stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportPhase {
    /// It was not begun.
    Idle,
    /// Under way.
    Running,
    /// Everything is taken over.
    Done,
    /// A person stopped it; what was taken over stays.
    Cancelled,
    /// It stopped; what was taken over stays.
    Failed,
}

/// How far taking over is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportProgress {
    /// Rows taken over.
    pub done: usize,
    /// Rows in all.
    pub total: usize,
    /// Where it stands.
    pub state: ImportPhase,
    /// Why it stopped.
    pub trouble: Option<String>,
    /// Entries written.
    pub entries: usize,
}
