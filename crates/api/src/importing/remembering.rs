//! Which columns were chosen for which heads: kept on this workstation, for each kind of list.

use super::{Mapping, heads};
use crate::error::Error;
use crate::program::Program;
use domain::acts::imports::ImportKind;
use serde::{Deserialize, Serialize};

/// Choices kept for each kind; the oldest gives way.
const CHOICES_MAX: usize = 20;

#[derive(Serialize, Deserialize)]
struct Choice {
    heads: Vec<String>,
    mapping: Mapping,
}

fn key(kind: ImportKind) -> String {
    format!("import_columns_{}", kind.word())
}

impl Program {
    /// The columns that were chosen last for a list with the same heads.
    pub(super) fn remembered_mapping(&self, kind: ImportKind, heads: &[String]) -> Result<Option<Mapping>, Error> {
        let plain = plain(heads);
        let choice = self.choices_of(kind)?.into_iter().find(|choice| choice.heads == plain);
        Ok(choice.map(|choice| choice.mapping))
    }

    /// Keeps the columns; a program that only reads keeps nothing.
    pub(super) fn remember_mapping(&self, kind: ImportKind, heads: &[String], mapping: &Mapping) -> Result<(), Error> {
        let Ok(writer) = self.writer() else { return Ok(()) };
        let plain = plain(heads);
        let mut choices = self.choices_of(kind)?;
        if choices
            .first()
            .is_some_and(|choice| choice.heads == plain && choice.mapping == *mapping)
        {
            return Ok(());
        }
        choices.retain(|choice| choice.heads != plain);
        choices.insert(
            0,
            Choice {
                heads: plain,
                mapping: mapping.clone(),
            },
        );
        choices.truncate(CHOICES_MAX);
        let kept = serde_json::to_string(&choices).unwrap_or_default();
        Ok(writer.set_preference(&key(kind), Some(&kept))?)
    }

    fn choices_of(&self, kind: ImportKind) -> Result<Vec<Choice>, Error> {
        let kept = self.reading(|records| Ok(records.preference(&key(kind))?))?;
        // A choice that a newer program kept is made again.
        Ok(kept
            .and_then(|kept| serde_json::from_str(&kept).ok())
            .unwrap_or_default())
    }
}

fn plain(heads: &[String]) -> Vec<String> {
    heads.iter().map(|head| heads::plain(head)).collect()
}
