//! One act of the script, with names in place of ids.

use serde_json::{Value as Json, json};

/// The key under which parameters carry a reference: `{"$ref": "equipment:651.02"}`.
pub const REFERENCE: &str = "$ref";

/// One act that somebody carries out.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When, in milliseconds since 1970 UTC. Steps never go back in time.
    pub at_ms: i64,
    /// Key of the person in [`crate::content::crew::PEOPLE`].
    pub by: &'static str,
    /// Name of the act.
    pub act: &'static str,
    /// Its parameters, with references in place of ids.
    pub params: Json,
    /// Names for the rows that it inserts, in the order in which the act inserts them.
    pub makes: Vec<String>,
    /// Names that no later step uses; whoever carries out the script may forget them.
    pub forgets: Vec<String>,
    /// Rows of replicated tables that it inserts, the audit row left out.
    pub rows: usize,
}

impl Step {
    pub(crate) fn new(at_ms: i64, by: &'static str, act: &'static str, params: Json) -> Self {
        Self {
            at_ms,
            by,
            act,
            params,
            makes: Vec::new(),
            forgets: Vec::new(),
            rows: 0,
        }
    }

    /// Names the rows that the act inserts.
    pub(crate) fn making(mut self, names: Vec<String>) -> Self {
        self.rows = self.rows.max(names.len());
        self.makes = names;
        self
    }

    /// Says how many rows the act inserts, where that is more than are named.
    pub(crate) fn inserting(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }
}

/// A reference to a row that an earlier step makes.
pub(crate) fn reference(name: impl Into<String>) -> Json {
    json!({ REFERENCE: name.into() })
}

/// The name in a reference; none for any other value.
#[must_use]
pub fn referred(value: &Json) -> Option<&str> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    object.get(REFERENCE)?.as_str()
}

/// Every name that the parameters refer to.
#[must_use]
pub fn references(params: &Json) -> Vec<&str> {
    if let Some(name) = referred(params) {
        return vec![name];
    }
    match params {
        Json::Array(items) => items.iter().flat_map(references).collect(),
        Json::Object(fields) => fields.values().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
