//! What one person signed last in a handover: "new" is measured by that, never by what was looked at.

use crate::views::View;
use domain::RowId;
use domain::field::Field;
use domain::handover::{FrozenEntry, FrozenPeriod, Relief};
use domain::refusal::Refusal;
use domain::tables::{HandoverEntry, HandoverSignature};
use domain::time::Instant;
use std::collections::HashMap;

/// The person's last signature in one relief.
pub(super) struct Mine {
    signed_at: Option<Instant>,
    entries: HashMap<RowId, FrozenEntry>,
}

impl Mine {
    pub(super) fn of(view: &View<'_>, relief: Relief) -> Result<Self, Refusal> {
        let wanted = [
            (HandoverSignature::signed_by, view.ctx.actor.id.to_value()),
            (HandoverSignature::department, relief.department.to_value()),
            (HandoverSignature::kind, relief.kind.to_value()),
        ];
        let last = view
            .ctx
            .facts
            .glance_latest::<HandoverSignature>(&wanted, HandoverSignature::until_at)?;
        let Some(last) = last else {
            return Ok(Self {
                signed_at: None,
                entries: HashMap::new(),
            });
        };
        // Whoever takes over signs what the other handed over.
        let signed = match last.answers_id {
            Some(answered) => view.ctx.facts.glance::<HandoverSignature>(answered)?.statement,
            None => last.statement,
        };
        let frozen = FrozenPeriod::read(&signed)?;
        Ok(Self {
            signed_at: Some(last.created_at),
            entries: frozen.entries.into_iter().map(|entry| (entry.id, entry)).collect(),
        })
    }

    /// When this person last signed here.
    pub(super) fn signed_at(&self) -> Option<Instant> {
        self.signed_at
    }

    /// Whether the entry did not stand under the person's last signature. Who never signed has nothing to
    /// compare with.
    pub(super) fn is_new(&self, entry: &HandoverEntry) -> bool {
        self.signed_at.is_some() && !self.entries.contains_key(&entry.id)
    }

    /// Whether the entry stood there otherwise.
    pub(super) fn is_changed(&self, entry: &HandoverEntry) -> bool {
        self.entries.get(&entry.id).is_some_and(|signed| differs(signed, entry))
    }
}

/// Whether an entry reads or stands otherwise than it was signed.
fn differs(signed: &FrozenEntry, entry: &HandoverEntry) -> bool {
    signed.status != entry.status || signed.remark != entry.remark || reads_otherwise(signed, entry)
}

/// Whether the words of an entry are others than were signed: it was changed at a workstation that had not
/// heard of the signature.
pub(super) fn reads_otherwise(signed: &FrozenEntry, entry: &HandoverEntry) -> bool {
    signed.category != entry.category
        || signed.priority != entry.priority
        || signed.title != entry.title
        || signed.details != entry.details
}
