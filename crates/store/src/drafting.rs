//! Turns plans into entries of this workstation, inside one transaction.

use std::collections::{BTreeSet, HashSet};

use domain::facts::Facts;
use domain::plan::{NewRow, Plan, Planned, RowChange, keyed_id};
use domain::refusal::Refusal;
use domain::schema::{Column, Row, Table};
use domain::tables::{Confirmation, Device};
use domain::time::Instant;
use domain::{acts, facts::Source};
use journal::{Actor, Change, ChangeKind, DeviceNumber, Draft, Entry, GroupWrite, Private, RowId, Value, clock};
use rusqlite::Connection;

use crate::audit_log;
use crate::cell::Cells;
use crate::chain_heads::Standing;
use crate::committed::{Authorship, Committed, next_steps};
use crate::error::StoreError;
use crate::gate::Gate;
use crate::intake::{Intake, Outcome};
use crate::records::Records;
use crate::rights;
use crate::state::{NewNumber, StateFolder, Workstation};
use crate::writer::{closing, enrolling};
use crate::{Random, invitations, letter, number};

/// Acts that are written in one transaction.
pub struct Batch<'t> {
    pub(crate) connection: &'t Connection,
    pub(crate) gate: &'t Gate,
    pub(crate) state: &'t StateFolder,
    pub(crate) random: &'t mut Random,
    /// What this workstation is called, for its introduction.
    pub(crate) name: &'t str,
    pub(crate) standing: Standing,
    /// The number that the replica may go on writing under.
    pub(crate) device: Option<(DeviceNumber, String)>,
    /// A number that was drawn in this transaction.
    pub(crate) drawn: Option<Workstation>,
    pub(crate) tables: BTreeSet<&'static str>,
    /// Own entries written so far.
    pub(crate) entries: u64,
    /// Whether an act failed half-way; then nothing of the batch is committed.
    pub(crate) is_spoiled: bool,
}

/// What a plan becomes once device, seq and numbers are known.
struct Resolved {
    changes: Vec<Change>,
    private: Vec<Value>,
    ids: Vec<RowId>,
    numbers: Vec<String>,
}

impl Batch<'_> {
    /// The record as it stands inside this transaction.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        Records::of(self.connection)
    }

    /// Writes one act.
    ///
    /// # Errors
    /// The refusal of `make`, after which the batch can go on; or what keeps the plan from being
    /// written, after which nothing of the batch is committed.
    pub fn commit(
        &mut self,
        who: &Authorship,
        now_ms: i64,
        make: impl FnOnce(&dyn Source) -> Result<Plan, Refusal>,
    ) -> Result<Committed, StoreError> {
        let plan = make(&self.records())?;
        self.is_spoiled = true;
        let (device, letter) = self.workstation(who, now_ms)?;
        let committed = self.write(device, &letter, who, now_ms, &plan)?;
        self.is_spoiled = false;
        Ok(committed)
    }

    /// The number to write under. Where the replica has none of its own, or it was closed, that is a new
    /// one. A number that has written nothing yet introduces itself first.
    pub(crate) fn workstation(&mut self, who: &Authorship, now_ms: i64) -> Result<(DeviceNumber, String), StoreError> {
        let vessel = self.standing.vessel.ok_or(StoreError::NoVessel)?;
        let known = match self.device.clone() {
            Some((device, letter)) if closing::closed_after(self.connection, device)?.is_none() => {
                Some((device, letter))
            }
            _ => None,
        };
        let (device, letter) = match known {
            Some(known) if self.standing.head(known.0).seq > 0 => return Ok(known),
            Some(known) => known,
            None => {
                let letter = letter::draw(&self.letters_taken()?, self.random)?;
                let new = NewNumber::draw(letter, self.random)?;
                self.begin_device(&new, vessel)?;
                (new.device, new.letter)
            }
        };
        let key = self.state.signing_key(device, vessel)?;
        let public_key = key
            .ok_or_else(|| StoreError::State(format!("no key of device {device}")))?
            .verifying_key();
        // Whoever let it in said where it stands; the record may have come before its first act.
        let confirmed = Facts::new(&self.records()).find::<Confirmation>(domain::devices::confirmation_id(device))?;
        let name = match confirmed {
            Some(confirmed) => confirmed.name,
            None => enrolling::given_name(self.connection)?.unwrap_or_else(|| self.name.to_owned()),
        };
        let plan = acts::introduce_workstation(&device.to_string(), &letter, &name, public_key.as_bytes());
        let unsigned = Authorship {
            signature: None,
            ..who.clone()
        };
        self.write(device, &letter, &unsigned, now_ms, &plan)?;
        Ok((device, letter))
    }

    /// Keeps a drawn number in the state folder and writes under it from now on.
    pub(crate) fn begin_device(&mut self, new: &NewNumber, vessel: RowId) -> Result<(), StoreError> {
        self.drawn = Some(self.state.make_workstation(new, vessel)?);
        self.device = Some((new.device, new.letter.clone()));
        self.standing.device = Some(new.device);
        self.standing.letter.clone_from(&new.letter);
        self.standing.forget_told();
        let sql = "INSERT INTO own_numbers (device, letter) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        let mut prepared = self.connection.prepare_cached(sql)?;
        prepared.execute((new.device.to_string(), &new.letter))?;
        Ok(())
    }

    /// Stops writing under that number, if it is the present one: somebody else writes under it too.
    pub(crate) fn leave_number(&mut self, device: DeviceNumber) {
        if self.device.as_ref().is_some_and(|(own, _)| *own == device) {
            self.device = None;
            self.standing.device = None;
        }
    }

    /// Letters that a workstation has, was given when it was confirmed, or was promised.
    pub(crate) fn letters_taken(&self) -> Result<HashSet<String>, StoreError> {
        let sql = format!(
            "SELECT {} FROM {} UNION SELECT {} FROM {} WHERE letter IS NOT NULL",
            Device::letter.name,
            Device::TABLE.name,
            Confirmation::letter.name,
            Confirmation::TABLE.name
        );
        let mut prepared = self.connection.prepare_cached(&sql)?;
        let letters = prepared.query_map([], |row| row.get(0))?;
        let mut letters: HashSet<String> = letters.collect::<Result<_, _>>()?;
        letters.extend(invitations::promised_letters(self.connection)?);
        Ok(letters)
    }

    /// Writes one entry under that number.
    pub(crate) fn write(
        &mut self,
        device: DeviceNumber,
        letter: &str,
        who: &Authorship,
        now_ms: i64,
        plan: &Plan,
    ) -> Result<Committed, StoreError> {
        let head = self.standing.head(device);
        let seq = head.seq + 1;
        let resolved = self.resolve(device, seq, letter, now_ms, plan)?;
        let entry = Draft {
            device,
            seq,
            hlc: self.standing.clock.tick(now_ms),
            wall_at: now_ms,
            clock_suspect: clock::is_suspect(now_ms, self.standing.wall_at_max, None),
            actor: Actor::Crew(who.actor),
            role: who.role.clone(),
            action: plan.action.to_owned(),
            action_version: acts::act(plan.action).map_or(1, |act| act.version),
            parameters: serde_json::Value::Object(plan.parameters.clone()),
            changes: resolved.changes,
            seen: self.standing.take_seen(device, self.connection)?,
            reissue_of: None,
            private: self.seal_private(resolved.private),
            signature: who.signature.clone().map(|mut signature| {
                if signature.statement.is_empty() {
                    signature.statement.clone_from(&plan.statement);
                }
                signature
            }),
            prev_hash: head.hash,
        }
        .seal()?;
        let tables = self.carry_out(&entry, plan.action, now_ms)?;
        Ok(Committed {
            device,
            seq,
            next: next_steps(&plan.next, &resolved.ids),
            ids: resolved.ids,
            numbers: resolved.numbers,
            tables,
            corrected_by: plan.corrected_by.map(str::to_owned),
            repeated: false,
        })
    }

    /// Gives the entry its effect, as it would have anywhere else, and puts it at the end of the chain.
    fn carry_out(&mut self, entry: &Entry, action: &str, now_ms: i64) -> Result<Vec<String>, StoreError> {
        let (outcome, tables) = self.add(entry, now_ms)?;
        let reason = match outcome {
            // A workstation that closes itself writes beyond its own end: that it is closed counts all the same.
            Outcome::Applied | Outcome::Void => return Ok(tables),
            Outcome::Held(rows) => format!("it refers to {} rows that are not there", rows.len()),
            Outcome::Parked(reason) => reason,
        };
        Err(StoreError::Plan {
            action: action.to_owned(),
            reason,
        })
    }

    /// Puts a sealed entry at the end of its chain and gives it its effect. Returns the tables written.
    pub(crate) fn add(&mut self, entry: &Entry, now_ms: i64) -> Result<(Outcome, Vec<String>), StoreError> {
        let vessel = self.standing.vessel.ok_or(StoreError::NoVessel)?;
        let arrival = audit_log::add(self.connection, entry)?;
        let mut intake = Intake::new(self.connection, self.gate, vessel)?;
        let outcome = intake.take(entry, arrival)?;
        rights::note(self.connection, entry, arrival)?;
        self.standing.advance(entry, now_ms);
        self.entries += 1;
        let written = intake.finish()?;
        let tables = written.iter().map(|table| (*table).to_owned()).collect();
        self.tables.extend(written);
        Ok((outcome, tables))
    }

    fn seal_private(&mut self, values: Vec<Value>) -> Option<Private> {
        if values.is_empty() {
            return None;
        }
        let mut salt = [0; 16];
        (self.random)(&mut salt);
        Some(Private::new(salt, values))
    }

    fn resolve(
        &self,
        device: DeviceNumber,
        seq: u64,
        letter: &str,
        now_ms: i64,
        plan: &Plan,
    ) -> Result<Resolved, StoreError> {
        let mut resolving = Resolving {
            batch: self,
            device,
            seq,
            letter,
            now_ms,
            year: None,
            private: Vec::new(),
            numbers: Vec::new(),
        };
        let mut changes = Vec::with_capacity(plan.changes.len());
        let (mut ids, mut natural) = (Vec::new(), Vec::new());
        for planned in &plan.changes {
            let change = resolving.change(planned)?;
            match planned {
                RowChange::Insert {
                    row: NewRow::Numbered(_),
                    ..
                } => ids.push(change.row),
                RowChange::Insert {
                    row: NewRow::Natural(id),
                    ..
                } => natural.push(*id),
                _ => {}
            }
            changes.push(change);
        }
        if ids.is_empty() {
            ids.append(&mut natural);
        }
        Ok(Resolved {
            changes,
            private: resolving.private,
            ids,
            numbers: resolving.numbers,
        })
    }
}

/// Puts device, seq, numbers and bases into one plan.
struct Resolving<'b, 't> {
    batch: &'b Batch<'t>,
    device: DeviceNumber,
    seq: u64,
    letter: &'b str,
    now_ms: i64,
    year: Option<i32>,
    private: Vec<Value>,
    numbers: Vec<String>,
}

impl Resolving<'_, '_> {
    fn change(&mut self, planned: &RowChange) -> Result<Change, StoreError> {
        match planned {
            RowChange::Insert { table, row, values } => {
                let row = match row {
                    NewRow::Numbered(k) => RowId::new(self.device, self.seq, *k)?,
                    NewRow::Natural(id) => *id,
                    NewRow::Keyed(key) => self.keyed(table, key)?,
                };
                let values = self.values(table, values)?;
                let values = values.into_iter().filter(|(_, value)| !value.is_null()).collect();
                Ok(Change {
                    table: table.number,
                    row,
                    kind: ChangeKind::Insert { values },
                })
            }
            RowChange::Update { table, row, values } => {
                let written = self.values(table, values)?;
                let groups = self.groups(table, *row, written)?;
                Ok(Change {
                    table: table.number,
                    row: *row,
                    kind: ChangeKind::Update { groups },
                })
            }
        }
    }

    fn values(
        &mut self,
        table: &Table,
        planned: &[(&'static Column, Planned)],
    ) -> Result<Vec<(u16, Value)>, StoreError> {
        let value =
            |(column, planned): &(&'static Column, Planned)| Ok((column.number, self.value(table, column, planned)?));
        planned.iter().map(value).collect()
    }

    fn value(&mut self, table: &Table, column: &'static Column, planned: &Planned) -> Result<Value, StoreError> {
        let value = match planned {
            Planned::Is(value) => value.clone(),
            Planned::NewRow(k) => Value::Id(RowId::new(self.device, self.seq, *k)?),
            Planned::NextNumber(kind) => {
                let year = self.year()?;
                let number = number::next(self.batch.connection, *kind, year, self.letter, table, column)?;
                self.numbers.push(number.clone());
                Value::Text(number)
            }
        };
        Ok(self.hide(column, value))
    }

    /// The id of a row whose natural key is made of ids.
    fn keyed(&self, table: &Table, key: &[Planned]) -> Result<RowId, StoreError> {
        let part = |planned: &Planned| match planned {
            Planned::Is(Value::Id(id)) => Ok(*id),
            Planned::NewRow(k) => Ok(RowId::new(self.device, self.seq, *k)?),
            _ => Err(StoreError::broken(format!("a key of {} that is no id", table.name))),
        };
        let ids: Vec<RowId> = key.iter().map(part).collect::<Result<_, _>>()?;
        Ok(keyed_id(table, &ids))
    }

    /// Moves a personal value into the entry's private part. That there is none is not personal.
    fn hide(&mut self, column: &Column, value: Value) -> Value {
        if !column.private || value.is_null() {
            return value;
        }
        self.private.push(value);
        // An entry holds fewer private values than a u16 counts; sealing refuses more.
        Value::Private(u16::try_from(self.private.len() - 1).unwrap_or(u16::MAX))
    }

    /// The ship's-time year, in which numbers are counted.
    fn year(&mut self) -> Result<i32, StoreError> {
        if let Some(year) = self.year {
            return Ok(year);
        }
        let records = self.batch.records();
        let year = Facts::new(&records)
            .ship_time()?
            .year(Instant::from_millis(self.now_ms));
        self.year = Some(year);
        Ok(year)
    }

    /// The written columns by group, each group completed from the row and based on its heads.
    fn groups(
        &mut self,
        table: &'static Table,
        row: RowId,
        written: Vec<(u16, Value)>,
    ) -> Result<Vec<GroupWrite>, StoreError> {
        let missing = || StoreError::broken(format!("{row} is no row of {}", table.name));
        let current = self.batch.records().row_or_hidden(table, row)?.ok_or_else(missing)?;
        let groups: BTreeSet<u16> = written
            .iter()
            .filter_map(|(number, _)| table.column(*number))
            .map(|column| column.group)
            .collect();
        let mut writes = Vec::new();
        for group in groups {
            let base = Cells::new(self.batch.connection, table, row).standing(group)?.heads;
            let mut values = Vec::new();
            for (column, now) in table
                .columns
                .iter()
                .zip(&current.values)
                .filter(|(column, _)| column.group == group)
            {
                let given = written.iter().rev().find(|(number, _)| *number == column.number);
                let value = match given {
                    Some((_, value)) => value.clone(),
                    None => self.hide(column, now.clone()),
                };
                values.push((column.number, value));
            }
            writes.push(GroupWrite { base, values });
        }
        Ok(writes)
    }
}
