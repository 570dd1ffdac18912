//! Forms that were left open: a count sheet is gone through over hours, and survives a restart.
//!
//! Invariant: a draft is of this workstation and of the person who began it. It is no record: nobody else
//! sees it, it is never sent, and a cancelled form leaves none.

use crate::error::Error;
use crate::program::Program;
use domain::acts;
use domain::refusal::{Code, Refusal};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use store::Draft;
use ts_rs::TS;

/// Most bytes of a draft, as JSON: as much as one entry may hold.
const DRAFT_BYTES_MAX: usize = 256 * 1_024;
/// Longest form id, in bytes.
const FORM_ID_BYTES_MAX: usize = 100;

/// A form to keep as it stands.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftArgs {
    /// Made when the form was opened.
    pub form_id: String,
    /// The act.
    pub action: String,
    /// What is filled in so far.
    #[ts(type = "Record<string, unknown>")]
    pub given: Json,
}

/// Which form.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormArgs {
    /// Made when the form was opened.
    pub form_id: String,
}

/// A form that was left open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftLine {
    /// The form.
    pub form_id: String,
    /// The act.
    pub action: String,
    /// What is filled in so far.
    #[ts(type = "Record<string, unknown>")]
    pub given: Json,
    /// When it was kept last.
    pub saved_at: Instant,
}

impl Program {
    /// The signed-in person's forms that were left open, the one kept last first.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn draft_list(&self) -> Result<Vec<DraftLine>, Error> {
        let person = self.signed_in()?;
        let drafts = self.reading(|reader| Ok(reader.drafts(person)?))?;
        let line = |draft: Draft| DraftLine {
            form_id: draft.form_id,
            action: draft.action,
            given: draft.given,
            saved_at: Instant::from_millis(draft.saved_at),
        };
        Ok(drafts.into_iter().map(line).collect())
    }

    /// Keeps a form as it stands, and answers all that are kept.
    ///
    /// # Errors
    /// When nobody is signed in by PIN, the act is unknown, the form is too large, or the id is another
    /// person's.
    pub fn draft_save(&self, args: DraftArgs) -> Result<Vec<DraftLine>, Error> {
        let person = self.signed_in_by_pin()?;
        let is_known = acts::act(&args.action).is_some() && args.given.is_object();
        if !is_known || args.form_id.is_empty() || args.form_id.len() > FORM_ID_BYTES_MAX {
            return Err(Error::new(
                Code::Invalid,
                "This form cannot be kept. Commit it, or cancel it.",
            ));
        }
        if args.given.to_string().len() > DRAFT_BYTES_MAX {
            return Err(Error::new(
                Code::Invalid,
                "This form has grown too large to be kept. Commit what is done, and begin another.",
            ));
        }
        self.refuse_other_persons(&args.form_id)?;
        self.writer()?.keep_draft(&Draft {
            form_id: args.form_id,
            person,
            action: args.action,
            given: args.given,
            saved_at: self.now().millis(),
        })?;
        self.draft_list()
    }

    /// Forgets a form that was committed or cancelled, and answers all that are kept.
    ///
    /// # Errors
    /// When nobody is signed in by PIN, or the form is another person's.
    pub fn draft_drop(&self, args: &FormArgs) -> Result<Vec<DraftLine>, Error> {
        self.signed_in_by_pin()?;
        self.refuse_other_persons(&args.form_id)?;
        self.writer()?.drop_draft(&args.form_id)?;
        self.draft_list()
    }

    fn refuse_other_persons(&self, form_id: &str) -> Result<(), Error> {
        let person = self.signed_in()?;
        let owner = self.reading(|reader| Ok(reader.draft_owner(form_id)?))?;
        if owner.is_some_and(|owner| owner != person) {
            return Err(Refusal::new(Code::NotFound, "This form is not one of yours.").into());
        }
        Ok(())
    }
}
