//! What goes into a commit beside the plan, and what comes out of it.

use domain::plan::NextStep;
use journal::{DeviceNumber, RowId, Signature};
use serde::{Deserialize, Serialize};

use crate::state::VESSEL_SECRET_BYTES;

/// Who acts, in which role, and who signs.
#[derive(Clone, Debug)]
pub struct Authorship {
    /// The person who filled in the form.
    pub actor: RowId,
    /// That person's role now.
    pub role: String,
    /// The signature, where the act needs one. An empty statement is replaced by the plan's.
    pub signature: Option<Signature>,
}

/// What the first start decides.
#[derive(Clone, Debug)]
pub struct Founding {
    /// This workstation's letter.
    pub letter: String,
    /// The role of the first person.
    pub role: String,
    /// What keys the PIN hashes; kept in the state folder before anything is written.
    pub secret: [u8; VESSEL_SECRET_BYTES],
}

/// A workstation number that was just drawn, for the plan that introduces it.
#[derive(Clone, Debug)]
pub struct NewWorkstation {
    /// The device number as 12 hex digits.
    pub device: String,
    /// The letter.
    pub letter: String,
    /// The Ed25519 public key.
    pub public_key: Vec<u8>,
}

/// An act that is on the disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Committed {
    /// The workstation that wrote it.
    pub device: DeviceNumber,
    /// The entry's number in that workstation's chain.
    pub seq: u64,
    /// The new rows, by their k; of an act without those the rows whose ids follow from what they say.
    pub ids: Vec<RowId>,
    /// The numbers issued, in the order of the plan.
    pub numbers: Vec<String>,
    /// The tables written.
    pub tables: Vec<String>,
    /// The act that would correct this one.
    pub corrected_by: Option<String>,
    /// What is offered next; `"$new"` is replaced by the first new row.
    pub next: serde_json::Value,
    /// Whether this is the result of an earlier commit of the same form.
    #[serde(skip)]
    pub repeated: bool,
}

/// The plan's next steps as JSON, with the first new row put in.
pub(crate) fn next_steps(steps: &[NextStep], ids: &[RowId]) -> serde_json::Value {
    let mut json = serde_json::to_value(steps).unwrap_or_default();
    if let Some(first) = ids.first() {
        put_in(&mut json, &first.to_string());
    }
    json
}

fn put_in(json: &mut serde_json::Value, first: &str) {
    match json {
        serde_json::Value::String(text) if text == "$new" => first.clone_into(text),
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| put_in(item, first)),
        serde_json::Value::Object(members) => members.values_mut().for_each(|member| put_in(member, first)),
        _ => {}
    }
}
