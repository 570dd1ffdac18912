//! What a person sets for the links of this workstation.
//!
//! These settings belong to the workstation and are no entries of the record; who changed them is told
//! in the program's log.

use super::mended::{MendedLine, mended};
use super::strip::SyncLink;
use crate::error::Error;
use crate::program::Program;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::{Code, Refusal};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use store::{LinkSettings, Peer, PeerSetting};
use sync::client::Client;
use ts_rs::TS;

/// The act whose right is also the right to change what is set for links.
pub(super) const SETTING_RIGHT: &str = "connect_shore";

/// What is set for the links of this workstation.
#[derive(Debug, Serialize, TS)]
pub struct SyncSettings {
    /// Nothing is exchanged until a person says so.
    pub is_paused: bool,
    /// The shore's link is paid for by the byte, and is used less often.
    pub is_metered: bool,
    /// Bytes a day with the shore in both directions; none without a limit.
    pub daily_budget_bytes: Option<u64>,
    /// Where this workstation answers others as the ship's meeting point; none when it does not.
    pub listen_address: Option<String>,
    /// Addresses of this machine on the ship's network.
    pub own_addresses: Vec<String>,
    /// Every link.
    pub links: Vec<SyncLink>,
    /// Whether the signed-in person may change any of it.
    pub may_change: bool,
    /// Values that were not what the acts make them and were rebuilt, the latest first.
    pub mended: Vec<MendedLine>,
    /// Acts to open from here.
    pub offers: Vec<Offer>,
}

/// What a person sets for all links.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SyncSettingsArgs {
    /// Nothing is exchanged until a person says so.
    pub is_paused: bool,
    /// The shore's link is paid for by the byte.
    pub is_metered: bool,
    /// Bytes a day with the shore; none without a limit.
    #[serde(default)]
    pub daily_budget_bytes: Option<u64>,
    /// Address and port to answer on; none to answer nowhere.
    #[serde(default)]
    pub listen_address: Option<String>,
}

/// What a person sets for one link.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PeerSetArgs {
    /// Which link.
    pub peer: i64,
    /// Where it answers; none for one that only asks here.
    #[serde(default)]
    pub address: Option<String>,
    /// Nothing is exchanged over it.
    pub is_paused: bool,
}

/// Which link.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PeerArgs {
    /// The link.
    pub peer: i64,
}

/// One link, or all.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SyncNowArgs {
    /// The link; all when left out.
    pub peer: Option<i64>,
}

impl Program {
    /// What is set for the links.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn sync_settings(&self) -> Result<SyncSettings, Error> {
        let links = self.links()?;
        let own_addresses = crate::outside::network_addresses();
        let acts: &[&str] = if links.iter().any(|link| link.connect.is_some()) {
            &["connect_shore", "invite_workstation"]
        } else {
            &["invite_workstation"]
        };
        self.view(|view| {
            let settings = view.reader.link_settings()?;
            let subject = Subject::vessel();
            Ok(SyncSettings {
                is_paused: settings.is_paused,
                is_metered: settings.is_metered,
                daily_budget_bytes: settings.daily_budget_bytes,
                listen_address: settings.listen_address,
                own_addresses: own_addresses.iter().map(ToString::to_string).collect(),
                links,
                may_change: domain::permission::may(view.ctx.facts, view.ctx.actor, SETTING_RIGHT, &subject)?,
                mended: mended(view)?,
                offers: offers::offered(view.ctx, acts, &subject)?,
            })
        })
    }

    /// Keeps what a person sets for all links; it holds at once.
    ///
    /// # Errors
    /// `wrong_role`, or when a value cannot be accepted.
    pub fn sync_settings_set(&self, args: &SyncSettingsArgs) -> Result<SyncSettings, Error> {
        let person = self.allowed_to(SETTING_RIGHT)?;
        if args.daily_budget_bytes == Some(0) {
            let message = "A budget of nothing sends nothing. Pause the links instead, or leave the budget empty.";
            return Err(Refusal::field(Code::Invalid, "daily_budget_bytes", message).into());
        }
        let settings = LinkSettings {
            daily_budget_bytes: args.daily_budget_bytes,
            is_metered: args.is_metered,
            is_paused: args.is_paused,
            listen_address: listen_address(args.listen_address.as_deref())?,
        };
        self.writer()?.set_link_settings(&settings)?;
        tracing::info!(%person, ?settings, "the settings of links were changed");
        self.settings_changed();
        self.sync_settings()
    }

    /// Keeps what a person sets for one link; it holds at once.
    ///
    /// # Errors
    /// `wrong_role`, `not_found`, or when the address is none.
    pub fn peer_set(&self, args: &PeerSetArgs) -> Result<SyncSettings, Error> {
        let person = self.allowed_to(SETTING_RIGHT)?;
        let peer = self.peer(args.peer)?;
        let address = args.address.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let setting = PeerSetting {
            address: self.checked_address(&peer, address)?,
            is_paused: args.is_paused,
            ..peer.setting
        };
        self.writer()?.set_peer(peer.id, &setting)?;
        tracing::info!(%person, peer = peer.id, address = ?setting.address, is_paused = setting.is_paused, "a link was changed");
        self.settings_changed();
        self.sync_settings()
    }

    fn checked_address(&self, peer: &Peer, address: Option<&str>) -> Result<Option<String>, Error> {
        let Some(address) = address else { return Ok(None) };
        let Some(pin) = peer.setting.pin else {
            let message = "This workstation only asks here. To ask it as well, enrol with a code that it gives out.";
            return Err(Refusal::field(Code::Invalid, "address", message).into());
        };
        Client::new(address, wire::Pin(pin), self.outside())
            .map_err(|error| Refusal::field(Code::Invalid, "address", error.to_string()))?;
        Ok(Some(address.to_owned()))
    }

    /// Forgets a link. What its other side is known to hold stays known.
    ///
    /// # Errors
    /// `wrong_role` or `not_found`.
    pub fn peer_remove(&self, args: &PeerArgs) -> Result<SyncSettings, Error> {
        let person = self.allowed_to(SETTING_RIGHT)?;
        let peer = self.peer(args.peer)?;
        self.writer()?.remove_peer(peer.id)?;
        tracing::info!(%person, peer = peer.id, "a link was removed");
        self.settings_changed();
        self.sync_settings()
    }

    /// Exchanges now, over one link or over all, whatever it costs.
    ///
    /// # Errors
    /// When nobody is signed in, there is no link that could be used, or nothing runs that could use it.
    pub fn sync_now(&self, args: &SyncNowArgs) -> Result<super::strip::SyncStrip, Error> {
        self.signed_in()?;
        let peers = self.reading(|records| Ok(records.peers()?))?;
        let wanted = |peer: &&Peer| args.peer.is_none_or(|id| id == peer.id) && peer.setting.address.is_some();
        if !peers.iter().any(|peer| wanted(&peer)) {
            let message = "There is nobody to ask from here. Enrol with the address and a code of the shore or of a meeting point.";
            return Err(Error::new(Code::WrongState, message));
        }
        if !self.exchanging().tell(|runner| runner.sync_now(args.peer)) {
            let message = "Exchanges are not running in this program. Restart it.";
            return Err(Error::new(Code::WrongState, message));
        }
        self.sync_strip()
    }

    pub(super) fn peer(&self, id: i64) -> Result<Peer, Error> {
        self.reading(|records| Ok(records.peer(id)?))?
            .ok_or_else(|| Error::new(Code::NotFound, "This link is not set up any more."))
    }

    pub(super) fn settings_changed(&self) {
        self.exchanging().tell(sync::runner::Runner::settings_changed);
    }

    /// Keeps where this workstation answers, without a person: for the command line of whoever owns the
    /// machine, which sets up a workstation before anybody signs in.
    ///
    /// # Errors
    /// When the address is none, or the replica cannot be written.
    pub fn set_listen_address(&self, address: Option<&str>) -> Result<(), Error> {
        let present = self.reading(|records| Ok(records.link_settings()?))?;
        let listen_address = listen_address(address)?;
        self.writer()?.set_link_settings(&LinkSettings {
            listen_address,
            ..present
        })?;
        self.settings_changed();
        Ok(())
    }
}

/// An address to answer on, as `0.0.0.0:7443`.
fn listen_address(given: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(text) = given.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let address: SocketAddr = text.parse().map_err(|_| {
        Refusal::field(
            Code::Invalid,
            "listen_address",
            format!(
                "“{}” is no address to answer on. Write it like 0.0.0.0:7443.",
                domain::text::shortened(text, 60)
            ),
        )
    })?;
    Ok(Some(address.to_string()))
}
