//! The workstations of the vessel, and its gateway ashore: who they are, and when they were last heard.

use super::View;
use super::stock::SilentWorkstation;
use crate::error::Error;
use crate::program::Program;
use domain::RowId;
use domain::devices::confirmation_id;
use domain::facts::Facts;
use domain::offers::{self, Offer};
use domain::permission::Subject;
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Closure, Confirmation, Device, DeviceKind};
use domain::time::Instant;
use journal::{ChangeKind, DeviceNumber, Frontier, Stamp, Value};
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Peer, Records};
use ts_rs::TS;

/// A workstation that was not heard of for longer may have moved what the figures here do not show.
const SILENCE_HOURS: f64 = 1.0;

/// Whether what a workstation writes counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkstationState {
    /// The vessel was founded on it.
    Founder,
    /// It was let in.
    Confirmed,
    /// It was not let in yet: its entries wait.
    Unconfirmed,
    /// It was closed: what it wrote after its end counts nowhere.
    Closed,
}

/// One workstation, or the gateway.
#[derive(Debug, Serialize, TS)]
pub struct Workstation {
    /// Names it in lists.
    pub id: RowId,
    /// Its device number, 12 hex digits.
    pub device: String,
    /// `workstation` or `shore`.
    pub kind: DeviceKind,
    /// Its letter; the gateway has none.
    pub letter: Option<String>,
    /// Where it stands.
    pub name: String,
    /// It is this one.
    pub is_this: bool,
    /// Whether what it writes counts.
    pub state: WorkstationState,
    /// When it was last in touch, directly or through its entries.
    pub last_heard_at: Option<Instant>,
    /// Its last entry that is here.
    pub last_seq: u64,
    /// Acts held here that it was not known to hold when last in touch; none where it never was.
    pub lacks: Option<u64>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Why it was closed.
    pub closed_reason: Option<String>,
    /// Acts this person may open on it.
    pub offers: Vec<Offer>,
    /// What its acts are opened with.
    #[ts(type = "Record<string, unknown>")]
    pub given: Json,
}

/// What people call each device.
pub(crate) struct DeviceNames(HashMap<DeviceNumber, String>);

impl DeviceNames {
    pub(crate) fn of(view: &View<'_>) -> Result<Self, Refusal> {
        let known = Known::look(view.reader, view.ctx.facts)?;
        let named = known.all().map(|device| (device, known.spoken(device)));
        Ok(Self(named.collect()))
    }

    /// "B Bridge", or the number where nothing else is known.
    pub(crate) fn name(&self, device: DeviceNumber) -> String {
        self.0.get(&device).cloned().unwrap_or_else(|| device.to_string())
    }
}

/// Everything the record says of devices.
struct Known {
    heads: Frontier,
    introduced: BTreeMap<DeviceNumber, Device>,
    confirmed: BTreeMap<DeviceNumber, Confirmation>,
    closed: BTreeMap<DeviceNumber, Closure>,
}

impl Known {
    fn look(reader: &Records<'_>, facts: &Facts<'_>) -> Result<Self, Refusal> {
        let by_number = |text: &str| text.parse::<DeviceNumber>().ok();
        let introduced = facts.devices()?.into_iter();
        let confirmed = facts.confirmations()?.into_iter();
        let mut closed = BTreeMap::new();
        for closure in facts.closures()? {
            let Some(device) = by_number(&closure.device) else {
                continue;
            };
            let kept: &mut Closure = closed.entry(device).or_insert_with(|| closure.clone());
            // The earliest end counts.
            if closure.last_seq < kept.last_seq {
                *kept = closure;
            }
        }
        Ok(Self {
            heads: reader.frontier()?,
            introduced: introduced
                .filter_map(|row| Some((by_number(&row.device)?, row)))
                .collect(),
            confirmed: confirmed
                .filter_map(|row| Some((by_number(&row.device)?, row)))
                .collect(),
            closed,
        })
    }

    fn all(&self) -> impl Iterator<Item = DeviceNumber> + '_ {
        let heads = self.heads.iter().map(|stamp| stamp.device);
        let all: BTreeSet<DeviceNumber> = heads
            .chain(self.introduced.keys().copied())
            .chain(self.confirmed.keys().copied())
            .collect();
        all.into_iter()
    }

    fn letter(&self, device: DeviceNumber) -> Option<String> {
        let introduced = self.introduced.get(&device).map(|row| row.letter.clone());
        introduced.or_else(|| self.confirmed.get(&device).and_then(|row| row.letter.clone()))
    }

    fn name(&self, device: DeviceNumber) -> String {
        // Whoever let it in said where it stands.
        let confirmed = self.confirmed.get(&device).map(|row| row.name.clone());
        confirmed
            .or_else(|| self.introduced.get(&device).map(|row| row.name.clone()))
            .unwrap_or_else(|| "a workstation that has not introduced itself".to_owned())
    }

    fn spoken(&self, device: DeviceNumber) -> String {
        let name = self.name(device);
        self.letter(device)
            .map_or_else(|| name.clone(), |letter| format!("{letter} {name}"))
    }

    fn state(&self, device: DeviceNumber, vessel: RowId) -> WorkstationState {
        if self.closed.contains_key(&device) {
            WorkstationState::Closed
        } else if domain::devices::vouched_by(vessel, device).is_none() {
            WorkstationState::Founder
        } else if self.confirmed.contains_key(&device) {
            WorkstationState::Confirmed
        } else {
            WorkstationState::Unconfirmed
        }
    }
}

/// When it was in touch last: by a call of its own, or by its last entry's clock, whichever is later.
fn last_heard(reader: &Records<'_>, last: Stamp, peer: Option<&Peer>) -> Result<Option<Instant>, Refusal> {
    let entry = reader.entry(last)?;
    let written_at = entry.filter(|entry| !entry.clock_suspect).map(|entry| entry.wall_at);
    let called_at = peer.and_then(|peer| peer.last_success_at.max(peer.heard_at));
    Ok(written_at.max(called_at).map(Instant::from_millis))
}

/// Other workstations that count and have not been heard of for more than an hour, by name.
pub(super) fn silent(reader: &Records<'_>, facts: &Facts<'_>, now: Instant) -> Result<Vec<SilentWorkstation>, Refusal> {
    let own = reader.own_numbers()?;
    let known = Known::look(reader, facts)?;
    let vessel = crate::exchanging::vessel(reader)?;
    let peers = reader.peers()?;
    let mut silent = Vec::new();
    for device in known.all().filter(|device| !own.contains(device)) {
        let confirmed = known.confirmed.get(&device);
        let counts = matches!(
            known.state(device, vessel),
            WorkstationState::Founder | WorkstationState::Confirmed
        );
        if !counts || confirmed.is_some_and(|row| row.kind == DeviceKind::Shore) {
            continue;
        }
        let seq = known.heads.get(device);
        let peer = peers.iter().find(|peer| peer.setting.device == Some(device));
        let since = last_heard(reader, Stamp { device, seq }, peer)?;
        if since.is_none_or(|since| now.hours_since(since) > SILENCE_HOURS) {
            silent.push(SilentWorkstation {
                name: known.name(device),
                since,
            });
        }
    }
    silent.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(silent)
}

fn lacks(known: &Known, peer: Option<&Peer>) -> Option<u64> {
    let theirs = peer?.frontier.as_ref()?;
    let missing = known.heads.iter().map(|stamp| {
        let end = known
            .closed
            .get(&stamp.device)
            .map(|closure| closure.last_seq.cast_unsigned());
        end.map_or(stamp.seq, |end| stamp.seq.min(end))
            .saturating_sub(theirs.get(stamp.device))
    });
    Some(missing.sum())
}

/// How the device introduced itself in its first entry, which waits until it is confirmed: what
/// `confirm_device` is opened with.
fn introduction(view: &View<'_>, device: DeviceNumber) -> Result<Option<Json>, Refusal> {
    let Some(first) = view.reader.entry(Stamp { device, seq: 1 })? else {
        return Ok(None);
    };
    let introduces = |change: &&journal::Change| change.table == Device::TABLE.number;
    let Some(ChangeKind::Insert { values }) = first.changes.iter().find(introduces).map(|change| &change.kind) else {
        return Ok(None);
    };
    let value = |number: u16| {
        values
            .iter()
            .find(|(column, _)| *column == number)
            .map(|(_, value)| value)
    };
    let text = |number: u16| value(number).and_then(Value::as_text).unwrap_or_default().to_owned();
    let key = match value(Device::public_key.number) {
        Some(Value::Bytes(bytes)) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        _ => String::new(),
    };
    Ok(Some(json!({
        "device": device.to_string(),
        "letter": text(Device::letter.number),
        "name": text(Device::name.number),
        "public_key": key,
    })))
}

fn said(introduced: &Option<Json>, field: &str) -> Option<String> {
    let text = introduced.as_ref()?.get(field)?.as_str()?;
    Some(text.to_owned())
}

impl Program {
    /// Every workstation of the vessel, this one first, and the gateway.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn workstation_list(&self) -> Result<Vec<Workstation>, Error> {
        let own = self
            .writer()
            .ok()
            .and_then(|writer| writer.workstation())
            .map(|(device, _)| device);
        self.view(|view| {
            let known = Known::look(view.reader, view.ctx.facts)?;
            let vessel = crate::exchanging::vessel(view.reader)?;
            let peers = view.reader.peers()?;
            let closing = offers::offered(view.ctx, &["close_device"], &Subject::vessel())?;
            let confirming = offers::offered(view.ctx, &["confirm_device"], &Subject::vessel())?;
            let mut list = Vec::new();
            for device in known.all() {
                let peer = peers.iter().find(|peer| peer.setting.device == Some(device));
                let state = known.state(device, vessel);
                let last_seq = known.heads.get(device);
                let closure = known.closed.get(&device);
                let is_this = Some(device) == own;
                let introduced = match state {
                    WorkstationState::Unconfirmed => introduction(view, device)?,
                    _ => None,
                };
                list.push(Workstation {
                    id: confirmation_id(device),
                    device: device.to_string(),
                    kind: known
                        .confirmed
                        .get(&device)
                        .map_or(DeviceKind::Workstation, |row| row.kind),
                    letter: known.letter(device).or_else(|| said(&introduced, "letter")),
                    name: said(&introduced, "name").unwrap_or_else(|| known.name(device)),
                    is_this,
                    state,
                    last_heard_at: last_heard(view.reader, Stamp { device, seq: last_seq }, peer)?,
                    last_seq,
                    lacks: if is_this { None } else { lacks(&known, peer) },
                    closed_at: closure.map(|row| row.created_at),
                    closed_reason: closure.map(|row| row.reason.clone()),
                    offers: match state {
                        WorkstationState::Closed => Vec::new(),
                        _ if is_this => Vec::new(),
                        _ if introduced.is_some() => [confirming.clone(), closing.clone()].concat(),
                        _ => closing.clone(),
                    },
                    given: introduced.unwrap_or_else(|| json!({ "device": device.to_string() })),
                });
            }
            list.sort_by_key(|line| (!line.is_this, line.kind == DeviceKind::Shore, line.letter.clone()));
            Ok(list)
        })
    }
}
