//! Carries out a script through whatever can carry out acts.
//!
//! Nothing is written here: the sink commits each act as any person's act is committed.

use crate::step::{Step, referred};
use domain::RowId;
use serde_json::Value as Json;
use std::collections::HashMap;

/// Where acts are carried out.
pub trait Sink {
    /// Carries out one act of a person at a moment and returns the ids of the rows it inserted,
    /// in the order of its plan.
    ///
    /// # Errors
    /// The sentence that says why the act was not carried out.
    fn act(&mut self, by: RowId, act: &str, params: &Json, at_ms: i64) -> Result<Vec<RowId>, String>;
}

/// Why a script stopped.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A step names something that no earlier step made.
    #[error("step {step} ({act}) names “{name}”, which nothing made before")]
    UnknownName {
        /// Its place in the script, from 1.
        step: usize,
        /// The act.
        act: &'static str,
        /// The name.
        name: String,
    },
    /// The act was not carried out.
    #[error("step {step} ({act} by {by}) was refused: {reason}")]
    Refused {
        /// Its place in the script, from 1.
        step: usize,
        /// The act.
        act: &'static str,
        /// The person's key.
        by: &'static str,
        /// What the sink answered.
        reason: String,
    },
    /// The act inserted fewer rows than the script has names for.
    #[error("step {step} ({act}) made {made} rows where {named} were named")]
    FewerRows {
        /// Its place in the script, from 1.
        step: usize,
        /// The act.
        act: &'static str,
        /// Rows inserted.
        made: usize,
        /// Rows named.
        named: usize,
    },
}

/// Carries out every step in turn; `founder` is the row of the person who began the record,
/// [`crate::content::crew::FIRST`]. Returns the number of steps.
///
/// # Errors
/// At the first step that cannot be carried out; what came before stays.
pub fn carry_out(
    script: impl IntoIterator<Item = Step>,
    founder: RowId,
    sink: &mut impl Sink,
) -> Result<usize, DemoError> {
    let mut runner = Runner::new(founder);
    for step in script {
        runner.carry_out(step, sink)?;
    }
    Ok(runner.count)
}

/// What has been made so far, so that a long script can be carried out piece by piece.
pub struct Runner {
    names: HashMap<String, RowId>,
    count: usize,
}

impl Runner {
    /// At the first step; `founder` is the row of the person who began the record.
    #[must_use]
    pub fn new(founder: RowId) -> Self {
        let founder_name = format!("crew:{}", crate::content::crew::FIRST);
        Self {
            names: HashMap::from([(founder_name, founder)]),
            count: 0,
        }
    }

    /// Carries out the next step.
    ///
    /// # Errors
    /// When it names what nothing made, or is refused.
    pub fn carry_out(&mut self, mut step: Step, sink: &mut impl Sink) -> Result<(), DemoError> {
        self.count += 1;
        let unknown = |name: String| DemoError::UnknownName {
            step: self.count,
            act: step.act,
            name,
        };
        let by = format!("crew:{}", step.by);
        let by = *self.names.get(&by).ok_or_else(|| unknown(by))?;
        resolve(&mut step.params, &self.names).map_err(unknown)?;
        let made = sink
            .act(by, step.act, &step.params, step.at_ms)
            .map_err(|reason| DemoError::Refused {
                step: self.count,
                act: step.act,
                by: step.by,
                reason,
            })?;
        if made.len() < step.makes.len() {
            return Err(DemoError::FewerRows {
                step: self.count,
                act: step.act,
                made: made.len(),
                named: step.makes.len(),
            });
        }
        self.names.extend(step.makes.into_iter().zip(made));
        for name in &step.forgets {
            self.names.remove(name);
        }
        Ok(())
    }
}

/// Puts ids in place of references; the first unknown name is the error.
fn resolve(params: &mut Json, names: &HashMap<String, RowId>) -> Result<(), String> {
    if let Some(name) = referred(params) {
        let id = names.get(name).ok_or_else(|| name.to_owned())?;
        *params = Json::String(id.to_string());
        return Ok(());
    }
    match params {
        Json::Array(items) => items.iter_mut().try_for_each(|item| resolve(item, names)),
        Json::Object(fields) => fields.values_mut().try_for_each(|field| resolve(field, names)),
        _ => Ok(()),
    }
}
