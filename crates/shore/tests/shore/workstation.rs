//! A workstation as small as an exchange needs it: its own entries, those of others that it was handed,
//! and the frames it says. It shares nothing with the gateway but the journal and the wire.

use std::collections::BTreeMap;

use domain::devices::Confirmed;
use domain::field::Field;
use domain::schema::Row;
use domain::tables::{Crew, Department, Device, DeviceKind, Fault, FaultStatus, Role, Severity, Vessel};
use domain::time::Instant;
use ed25519_dalek::SigningKey;
use journal::{
    Actor, Change, ChangeKind, DeviceNumber, Draft, Entry, Frontier, Hlc, Private, RowId, Stamp, Value, genesis_hash,
};
use wire::{Batch, End, EnrolAnswer, EnrolRequest, EnrolmentCode, Frame, Hello, SignedHead};

/// A moment in May 2026, milliseconds UTC.
pub(crate) const MAY: i64 = 1_780_000_000_000;
const MINUTE_MS: i64 = 60_000;

/// Whom a workstation exchanges with, as it learned at enrolment.
#[derive(Clone, Copy)]
pub(crate) struct Shore {
    pub(crate) device: DeviceNumber,
    pub(crate) key: [u8; 32],
}

#[derive(Clone)]
pub(crate) struct Workstation {
    pub(crate) device: DeviceNumber,
    pub(crate) key: SigningKey,
    pub(crate) letter: String,
    pub(crate) vessel: RowId,
    pub(crate) person: RowId,
    pub(crate) own: Vec<Entry>,
    /// Entries of others with the signed heads at which their batches ended.
    pub(crate) others: BTreeMap<DeviceNumber, (Vec<Entry>, Vec<SignedHead>)>,
    pub(crate) shore: Option<Shore>,
    /// What the shore was last heard to hold.
    pub(crate) heard: Frontier,
    told: Frontier,
    pub(crate) wall_at: i64,
}

impl Workstation {
    /// One that founds a vessel: its first entry makes the vessel, the workstation and one person.
    pub(crate) fn founder(number: u64, letter: &str) -> Self {
        let device = DeviceNumber::new(number).unwrap();
        let vessel = RowId::new(device, 1, 0).unwrap();
        let person = RowId::new(device, 1, 2).unwrap();
        let mut workstation = Self::new(number, letter, vessel, person);
        let rows = vec![
            insert::<Vessel>(vessel, vec![(Vessel::name.number, text("M/Y Aurora"))]),
            workstation.introduction(RowId::new(device, 1, 1).unwrap()),
            insert::<Crew>(
                person,
                vec![
                    (Crew::name.number, Value::Private(0)),
                    (Crew::rank.number, Value::Private(1)),
                    (Crew::role.number, Role::ChiefEngineer.to_value()),
                    (Crew::department.number, Department::Engineering.to_value()),
                    (Crew::is_active.number, true.to_value()),
                ],
            ),
        ];
        let private = Private::new([7; 16], vec![text("Marta Nowak"), text("Chief engineer")]);
        workstation.write("found_vessel", rows, Some(private));
        workstation
    }

    /// One that joins a vessel: its first entry introduces it.
    pub(crate) fn joining(number: u64, letter: &str, answer: &EnrolAnswer, person: RowId) -> Self {
        let mut workstation = Self::new(number, letter, answer.vessel, person);
        workstation.shore = Some(Shore::of(answer));
        let row = workstation.introduction(RowId::new(workstation.device, 1, 0).unwrap());
        workstation.write("introduce_workstation", vec![row], None);
        workstation
    }

    fn new(number: u64, letter: &str, vessel: RowId, person: RowId) -> Self {
        Self {
            device: DeviceNumber::new(number).unwrap(),
            key: key_of(number),
            letter: letter.to_owned(),
            vessel,
            person,
            own: Vec::new(),
            others: BTreeMap::new(),
            shore: None,
            heard: Frontier::new(),
            told: Frontier::new(),
            wall_at: MAY,
        }
    }

    fn introduction(&self, row: RowId) -> Change {
        insert::<Device>(
            row,
            vec![
                (Device::device.number, text(&self.device.to_string())),
                (Device::letter.number, text(&self.letter)),
                (Device::name.number, text("Control room")),
                (
                    Device::public_key.number,
                    self.key.verifying_key().to_bytes().to_vec().to_value(),
                ),
            ],
        )
    }

    /// Writes one entry.
    pub(crate) fn write(&mut self, action: &str, changes: Vec<Change>, private: Option<Private>) -> Stamp {
        self.wall_at += MINUTE_MS;
        let frontier = self.frontier();
        let others =
            |frontier: &Frontier| -> Frontier { frontier.iter().filter(|stamp| stamp.device != self.device).collect() };
        let draft = Draft {
            device: self.device,
            seq: self.own.len() as u64 + 1,
            hlc: Hlc {
                millis: self.wall_at,
                counter: 0,
            },
            wall_at: self.wall_at,
            clock_suspect: false,
            actor: Actor::Crew(self.person),
            role: "chief_engineer".to_owned(),
            action: action.to_owned(),
            action_version: 1,
            parameters: serde_json::json!({}),
            changes,
            seen: others(&frontier).delta_since(&self.told),
            reissue_of: None,
            private,
            signature: None,
            prev_hash: self
                .own
                .last()
                .map_or_else(|| genesis_hash(self.device), |entry| entry.hash),
        };
        let entry = draft.seal().unwrap();
        self.told = others(&frontier);
        let stamp = entry.stamp();
        self.own.push(entry);
        stamp
    }

    /// Reports a fault with this title; its row.
    pub(crate) fn report_fault(&mut self, title: &str) -> RowId {
        let seq = self.own.len() as u64 + 1;
        let row = RowId::new(self.device, seq, 0).unwrap();
        let number = format!("F-2026-{}{seq:04}", self.letter);
        let change = insert::<Fault>(
            row,
            vec![
                (Fault::number.number, text(&number)),
                (Fault::title.number, text(title)),
                (Fault::severity.number, Severity::Medium.to_value()),
                (Fault::department.number, Department::Engineering.to_value()),
                (Fault::noticed_at.number, Instant::from_millis(self.wall_at).to_value()),
                (Fault::reported_by_id.number, self.person.to_value()),
                (Fault::status.number, FaultStatus::Open.to_value()),
            ],
        );
        self.write("report_fault", vec![change], None);
        row
    }

    /// Confirms the shore's device, as the chief does when the vessel is connected.
    pub(crate) fn connect_shore(&mut self) {
        let shore = self.shore.unwrap();
        let confirmed = Confirmed {
            device: shore.device,
            kind: DeviceKind::Shore,
            letter: None,
            name: "Shore".to_owned(),
            public_key: shore.key,
        };
        self.write("connect_shore", vec![confirmed.change()], None);
    }

    /// What it asks with when it enrols.
    pub(crate) fn enrolment(&self, code: &str, vessel: Option<RowId>, letter: Option<&str>) -> EnrolRequest {
        let code: EnrolmentCode = code.parse().unwrap();
        let mut request = EnrolRequest {
            protocol: wire::PROTOCOL,
            secret: code.secret,
            vessel,
            vessel_name: vessel.map(|_| "M/Y Aurora".to_owned()),
            device: self.device,
            public_key: [0; 32],
            letter: letter.map(str::to_owned),
            name: "Control room".to_owned(),
            proof: [0; 64],
            secret_check: None,
        };
        request.sign(&self.key);
        request
    }

    pub(crate) fn frontier(&self) -> Frontier {
        let own = self.own.last().map(Entry::stamp);
        let others = self
            .others
            .values()
            .filter_map(|(entries, _)| entries.last().map(Entry::stamp));
        own.into_iter().chain(others).collect()
    }

    /// A hello with its proof; without the shore's device it only asks.
    pub(crate) fn hello(&self, asks: bool) -> Hello {
        let mut hello = Hello {
            protocol: wire::PROTOCOL,
            program: "a test".to_owned(),
            vessel: self.vessel,
            device: self.device,
            answering: self.shore.map(|shore| shore.device),
            frontier: self.frontier(),
            wall_at: self.wall_at,
            ask: asks,
            wants_sums: false,
            proof: None,
            knows_files: false,
        };
        hello.sign(&self.key);
        hello
    }

    /// Its own entries after that one as batches of at most so many entries.
    pub(crate) fn batches(&self, after_seq: u64, entries_max: usize) -> Vec<Batch> {
        let mut rest = &self.own[usize::try_from(after_seq).unwrap()..];
        let mut batches = Vec::new();
        while !rest.is_empty() {
            let some = &rest[..rest.len().min(entries_max)];
            let batch = wire::pack_signing(self.vessel, some, &self.key).unwrap();
            let packed = batch.header.last_seq + 1 - batch.header.first_seq;
            rest = &rest[usize::try_from(packed).unwrap()..];
            batches.push(batch);
        }
        batches
    }

    /// Everything it holds that the shore was not heard to hold.
    pub(crate) fn request(&self) -> Vec<Frame> {
        let mut frames = vec![Frame::Hello(self.hello(false))];
        let after = self.heard.get(self.device);
        frames.extend(self.batches(after, 1_000).into_iter().map(Frame::Batch));
        for (device, (entries, heads)) in &self.others {
            let after = usize::try_from(self.heard.get(*device)).unwrap();
            if after < entries.len() {
                let batch = wire::pack_upto(self.vessel, &entries[after..], heads).unwrap();
                frames.push(Frame::Batch(batch));
            }
        }
        frames.push(self.end());
        frames
    }

    pub(crate) fn end(&self) -> Frame {
        Frame::End(End {
            frontier: self.frontier(),
            ..End::default()
        })
    }

    /// Takes what an answer brought. Repeats are skipped; a gap fails the test.
    pub(crate) fn take(&mut self, batch: &Batch) {
        let entries = wire::unpack(batch).unwrap();
        let device = batch.header.device;
        if device == self.device {
            return;
        }
        let (held, heads) = self.others.entry(device).or_default();
        for entry in entries {
            if entry.seq == held.len() as u64 + 1 {
                held.push(entry);
            } else {
                assert!(
                    entry.seq <= held.len() as u64,
                    "{device} leaves a gap before {}",
                    entry.seq
                );
            }
        }
        heads.push(batch.header.head());
    }
}

impl Shore {
    pub(crate) fn of(answer: &EnrolAnswer) -> Self {
        Self {
            device: answer.answering,
            key: answer.answering_key,
        }
    }
}

/// The key of the device with that number.
pub(crate) fn key_of(number: u64) -> SigningKey {
    let mut seed = [3; 32];
    seed[..8].copy_from_slice(&number.to_be_bytes());
    SigningKey::from_bytes(&seed)
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn insert<R: Row>(row: RowId, mut values: Vec<(u16, Value)>) -> Change {
    values.sort_by_key(|(column, _)| *column);
    Change {
        table: R::TABLE.number,
        row,
        kind: ChangeKind::Insert { values },
    }
}
