//! What people call the other side of a link.

use domain::facts::Facts;
use domain::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use store::{Peer, PeerKind};

/// Names of devices as the record has them.
pub(super) struct PeerNames {
    spoken: BTreeMap<String, String>,
    confirmed: BTreeSet<String>,
}

impl PeerNames {
    /// As the record has them now.
    pub(super) fn of(facts: &Facts<'_>) -> Result<Self, Refusal> {
        let mut spoken = BTreeMap::new();
        for device in facts.devices()? {
            spoken.insert(device.device, format!("{} {}", device.letter, device.name));
        }
        let mut confirmed = BTreeSet::new();
        for row in facts.confirmations()? {
            confirmed.insert(row.device.clone());
            if let Some(letter) = row.letter {
                spoken.insert(row.device, format!("{letter} {}", row.name));
            }
        }
        Ok(Self { spoken, confirmed })
    }

    /// "B Bridge", or what the link was called when it was set up.
    pub(super) fn name(&self, peer: &Peer) -> String {
        let device = peer
            .setting
            .device
            .filter(|_| peer.setting.kind == PeerKind::Workstation);
        let known = device.and_then(|device| self.spoken.get(&device.to_string()));
        known.cloned().unwrap_or_else(|| peer.setting.name.clone())
    }

    /// Whether the vessel confirmed the device.
    pub(super) fn is_confirmed(&self, device: &str) -> bool {
        self.confirmed.contains(device)
    }
}
