//! The one-time code that the act `invite_workstation` gives out.
//!
//! Only a hash of the code's secret is kept, so it is shown once: whoever loses it invites again.

use crate::actions::{CommitResult, Deed, EntryName};
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::acts::devices::INVITATION_MINUTES;
use domain::refusal::Code;
use domain::time::Instant;
use journal::Stamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::net::{IpAddr, SocketAddr};
use store::Authorship;
use sync::desk::{Guest, Reception};
use sync::runner::identity;
use ts_rs::TS;

/// The act that gives out a code.
pub(crate) const INVITE: &str = "invite_workstation";

/// A code, shown once.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct InvitationCode {
    /// What is typed at the new workstation.
    pub code: String,
    /// Until when it counts.
    pub expires_at: Instant,
    /// Where this workstation answers: the address to enter with the code.
    pub addresses: Vec<String>,
}

impl Program {
    /// Refuses an invitation that nobody could follow, before it is recorded.
    pub(crate) fn can_invite(&self) -> Result<(), Error> {
        let settings = self.reading(|records| Ok(records.link_settings()?))?;
        if settings.listen_address.is_none() {
            return Err(Error::new(
                Code::WrongState,
                "This workstation answers nobody, so a code could be entered nowhere. In Settings, make it the ship's \
                 meeting point first. A code for the shore's address is made ashore, by whoever runs the gateway.",
            ));
        }
        if let Some(Err(trouble)) = self.exchanging().now().and_then(|now| now.listening) {
            return Err(Error::new(
                Code::WrongState,
                format!("This workstation cannot answer: {trouble}. Choose another address in Settings, then invite."),
            ));
        }
        Ok(())
    }

    /// Carries out the act; an invitation gets its code once it is on the disk.
    pub(crate) fn carry_out_with_code(&self, deed: &Deed<'_>, who: &Authorship) -> Result<CommitResult, Error> {
        let mut done = self.carry_out(deed, who)?;
        if deed.act.name == INVITE && !done.repeated {
            let authority = deed.signed.map_or(deed.actor, |(signer, _)| signer);
            done.code = Some(self.invitation(authority, &done.entry, deed.params)?);
        }
        Ok(done)
    }

    /// Makes the code, once the act is on the disk.
    fn invitation(&self, person: RowId, entry: &EntryName, params: &Json) -> Result<InvitationCode, Error> {
        let wrong = |_| Error::new(Code::Fault, "The act has no entry. Invite the workstation again.");
        let entry = Stamp {
            device: entry.device.parse().map_err(wrong)?,
            seq: entry.seq,
        };
        let text = |field: &str| params.get(field).and_then(Json::as_str).unwrap_or_default();
        let guest = Guest {
            person,
            entry,
            name: text("name").trim().to_owned(),
            minutes: params
                .get("minutes")
                .and_then(Json::as_i64)
                .unwrap_or(INVITATION_MINUTES),
        };
        let book = self.book()?;
        let identity = identity(&book).map_err(|error| Error::new(Code::Fault, error.to_string()))?;
        let expires_at = self.now().plus_minutes(guest.minutes);
        let code = Reception::new(book).invite(&guest, identity.pin())?;
        Ok(InvitationCode {
            code: code.to_string(),
            expires_at,
            addresses: self.answering_addresses()?,
        })
    }

    /// Where others on the ship's network reach this workstation.
    fn answering_addresses(&self) -> Result<Vec<String>, Error> {
        let listening = self.exchanging().now().and_then(|now| now.listening);
        let set = self.reading(|records| Ok(records.link_settings()?))?.listen_address;
        let bound: Option<SocketAddr> = match listening {
            Some(Ok(address)) => Some(address),
            _ => set.and_then(|text| text.parse().ok()),
        };
        Ok(bound.map(reachable).unwrap_or_default())
    }
}

/// The address itself, or where it answers on all of the machine's, each of them.
fn reachable(bound: SocketAddr) -> Vec<String> {
    if !bound.ip().is_unspecified() {
        return vec![bound.to_string()];
    }
    let of_machine = crate::outside::network_addresses();
    let answered = |address: &IpAddr| bound.is_ipv6() || address.is_ipv4();
    of_machine
        .into_iter()
        .filter(answered)
        .map(|address| SocketAddr::new(address, bound.port()).to_string())
        .collect()
}
