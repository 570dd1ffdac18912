//! Reading a run of entries written column by column.
//!
//! Nothing that is read is believed: every number is looked up or bounded, and a budget counts what the
//! entries come to, so that a small body cannot tell the same long text a million times.

mod besides;
mod definitions;
mod texts;

use std::collections::HashMap;
use std::rc::Rc;

use journal::{Actor, Change, ChangeKind, DeviceNumber, Draft, Entry, GroupWrite, Hash, Hlc, RowId, Stamp, Value};

use self::definitions::{Column, Definitions, KnownKind, KnownShape, Sources};
use super::memory::Memory;
use super::place::Place;
use super::shape::{Base, Class, ClockForm, Form, Subject};
use super::stream::{Readers, number, unfold};
use super::{ABSENT, OWN, REMEMBERED, keyed};
use crate::batch::Begin;
use crate::error::WireError;
use crate::limits::PLAIN_BYTES_MAX;

type Read<T> = Result<T, WireError>;

/// What a stamp, a row, a value and an entry come to at least, in canonical bytes.
const STAMP_BYTES: usize = 3;
const ROW_BYTES: usize = 18;
const VALUE_BYTES: usize = 2;
const ENTRY_BYTES: usize = 64;

fn malformed(reason: &'static str) -> WireError {
    WireError::malformed("batch body", reason)
}

pub(super) struct Reader<'b> {
    streams: Readers<'b>,
    sources: Sources,
    known: Rc<Definitions>,
    memory: Memory,
    seen: HashMap<DeviceNumber, u64>,
    seq: u64,
    prev_hash: Hash,
    wall_at: i64,
    hlc: Option<Hlc>,
    reissue: u64,
    budget: usize,
}

/// What is known of the entry being read.
#[derive(Default)]
struct Scene {
    own_rows: u32,
    /// The rows the entry is about, in the order in which they are named.
    rows: Vec<Option<u32>>,
    /// Texts the entry itself has told, by the place of their row and the column.
    told: HashMap<(usize, u16), Rc<str>>,
}

/// A change while its texts and perhaps its row are still to come.
struct Pending {
    shape: Rc<KnownShape>,
    /// The place of its row among those the entry is about.
    subject: usize,
    bases: Vec<Vec<Stamp>>,
    values: Vec<(u16, Value)>,
}

impl<'b> Reader<'b> {
    pub(super) fn new(begin: &Begin, plain: &'b [u8]) -> Read<Self> {
        let mut streams = Readers::decode(plain)?;
        let mut sources = Sources::new();
        let known = Definitions::read(begin.device, &mut streams, &mut sources)?;
        Ok(Self {
            streams,
            sources,
            known: Rc::new(known),
            memory: Memory::new(begin.device),
            seen: HashMap::new(),
            seq: begin.first_seq,
            prev_hash: begin.prev_hash,
            wall_at: 0,
            hlc: None,
            reissue: 0,
            budget: PLAIN_BYTES_MAX,
        })
    }

    /// Refuses what no entry used.
    pub(super) fn finish(&self) -> Read<()> {
        self.streams.finish()
    }

    /// The next entry, standing on the one before it.
    pub(super) fn entry(&mut self) -> Read<Entry> {
        self.spend(ENTRY_BYTES)?;
        let known = self.known.clone();
        let form_number = self.streams.of(number::FORMS).number()?;
        let form = usize::try_from(form_number).ok().and_then(|at| known.forms.get(at));
        let form = form.ok_or_else(|| malformed("no such form"))?;
        let hlc = self.clock(form.clock)?;
        let mut scene = Scene::default();
        let actor = if form.is_operator {
            Actor::Operator(self.text(&scene, Place::Operator)?.as_ref().to_owned())
        } else {
            let handle = self.refer(Place::Actor, known.people)?;
            Actor::Crew(self.memory.id(handle))
        };
        let changes = self.changes(&mut scene, &known, form)?;
        let parameters = self.parameters(&scene, &known, None, &form.parameters)?;
        let seen = if form.has_seen { self.seen(&known)? } else { Vec::new() };
        let reissue_of = if form.is_reissue {
            Some(self.reissue(&known)?)
        } else {
            None
        };
        let private = match &form.private {
            None => None,
            Some(form) => Some(self.private(&scene, form)?),
        };
        let signature = match &form.signature {
            None => None,
            Some(signed) => Some(self.signature(&scene, &known, form, signed)?),
        };
        self.remember(&changes);
        let entry = Draft {
            device: self.memory.device,
            seq: self.seq,
            hlc,
            wall_at: self.wall_at,
            clock_suspect: form.is_suspect,
            actor,
            role: known.name(form.role)?.to_owned(),
            action: known.name(form.action)?.to_owned(),
            action_version: form.action_version,
            parameters,
            changes,
            seen,
            reissue_of,
            private,
            signature,
            prev_hash: self.prev_hash,
        }
        .seal()
        .map_err(|error| WireError::Entry { seq: self.seq, error })?;
        self.prev_hash = entry.hash;
        self.seq += 1;
        Ok(entry)
    }

    fn spend(&mut self, bytes: usize) -> Read<()> {
        match self.budget.checked_sub(bytes) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(WireError::TooLarge {
                what: "batch",
                size_bytes: PLAIN_BYTES_MAX - self.budget + bytes,
                max: PLAIN_BYTES_MAX,
            }),
        }
    }

    fn symbol(&mut self, place: Place) -> Read<u64> {
        let at = self.sources.at(place, &self.streams);
        self.symbol_at(at)
    }

    fn symbol_at(&mut self, at: usize) -> Read<u64> {
        let slot = self.sources.get(at).symbols;
        self.streams.at(slot).number()
    }

    fn signed_at(&mut self, at: usize) -> Read<i64> {
        self.symbol_at(at).map(unfold)
    }

    fn clock(&mut self, form: ClockForm) -> Read<Hlc> {
        let low = u64::from(self.streams.of(number::WALL_LOW).byte()?);
        let middle = u64::from(self.streams.of(number::WALL_MIDDLE).byte()?);
        let high = self.streams.of(number::WALL_HIGH).number()?;
        if high >> 48 != 0 {
            return Err(malformed("a clock's step exceeds 64 bits"));
        }
        let step = unfold(high << 16 | middle << 8 | low);
        self.wall_at = self.wall_at.wrapping_add(step);
        let hlc = match (form, self.hlc) {
            (ClockForm::Wall, _) => Hlc {
                millis: self.wall_at,
                counter: 0,
            },
            (ClockForm::Next, Some(last)) => Hlc {
                millis: last.millis,
                counter: last
                    .counter
                    .checked_add(1)
                    .ok_or_else(|| malformed("a clock's counter is full"))?,
            },
            (ClockForm::Next, None) => return Err(malformed("a clock goes on from nothing")),
            (ClockForm::Told, _) => {
                let clocks = self.streams.of(number::CLOCKS);
                let millis = self.wall_at.wrapping_add(clocks.signed()?);
                let counter =
                    u16::try_from(clocks.number()?).map_err(|_| malformed("a clock's counter is too high"))?;
                Hlc { millis, counter }
            }
        };
        self.hlc = Some(hlc);
        Ok(hlc)
    }

    /// The row named next, by its handle.
    fn refer(&mut self, place: Place, list: u64) -> Read<u32> {
        let at = self.sources.at(place, &self.streams);
        self.refer_at(at, list)
    }

    fn refer_at(&mut self, at: usize, list: u64) -> Read<u32> {
        self.spend(ROW_BYTES)?;
        let symbol = self.symbol_at(at)?;
        match symbol {
            ABSENT => {
                let id = self.row()?;
                let handle = self.memory.meet(id);
                self.memory.list(list).add(handle);
                Ok(handle)
            }
            OWN => {
                let k = self.symbol_at(at)?;
                let id = self.own_row(u32::try_from(k).map_err(|_| malformed("no such own row"))?)?;
                Ok(self.memory.meet(id))
            }
            remembered => {
                let place = usize::try_from(remembered - REMEMBERED).map_err(|_| malformed("no such row"))?;
                let list = self.memory.list(list);
                let handle = list
                    .at(place)
                    .ok_or_else(|| malformed("a list remembers no such row"))?;
                list.raise(place);
                Ok(handle)
            }
        }
    }

    /// A row that is named for the first time.
    fn row(&mut self) -> Read<RowId> {
        let rows = self.streams.of(number::ROWS);
        let id = match rows.number()?.checked_sub(1) {
            None => RowId::from_bytes(self.streams.of(number::NATURAL).array()?),
            Some(device) => {
                let back = rows.signed()?;
                let k = u32::try_from(rows.number()?).map_err(|_| malformed("a row's counter is too high"))?;
                let seq = self.seq.wrapping_sub(back.cast_unsigned());
                RowId::new(self.known.device(device)?, seq, k)
            }
        };
        id.map_err(|error| WireError::malformed("batch body", error))
    }

    fn own_row(&self, k: u32) -> Read<RowId> {
        RowId::new(self.memory.device, self.seq, k).map_err(|error| WireError::malformed("batch body", error))
    }

    fn changes(&mut self, scene: &mut Scene, known: &Definitions, form: &Form) -> Read<Vec<Change>> {
        let mut pending = Vec::new();
        for shape in &form.changes {
            let shape = known.shape(*shape)?;
            pending.push(self.what_is_no_text(scene, shape)?);
        }
        let mut changes = Vec::with_capacity(pending.len());
        for change in pending {
            changes.push(self.texts(scene, change)?);
        }
        Ok(changes)
    }

    fn what_is_no_text(&mut self, scene: &mut Scene, shape: &Rc<KnownShape>) -> Read<Pending> {
        self.spend(ROW_BYTES)?;
        let table = u64::from(shape.table);
        let handle = match shape.subject {
            Subject::Next => {
                let id = self.own_row(scene.own_rows)?;
                scene.own_rows += 1;
                let handle = self.memory.meet(id);
                self.memory.list(table).add(handle);
                Some(handle)
            }
            Subject::Known => Some(self.refer_at(shape.row, table)?),
            Subject::Keyed(_) => None,
        };
        let subject = scene.rows.len();
        scene.rows.push(handle);
        let mut pending = Pending {
            shape: shape.clone(),
            subject,
            bases: Vec::new(),
            values: Vec::new(),
        };
        match &shape.kind {
            KnownKind::Insert(columns) => self.numbers(scene, columns, &mut pending.values)?,
            KnownKind::Update(groups) => {
                for (base, columns) in groups {
                    let first = columns.first().map(|(column, ..)| *column);
                    let base = self.base(*base, handle, first)?;
                    pending.bases.push(base);
                    self.numbers(scene, columns, &mut pending.values)?;
                }
            }
        }
        Ok(pending)
    }

    fn base(&mut self, base: Base, row: Option<u32>, first_column: Option<u16>) -> Read<Vec<Stamp>> {
        if base == Base::Expected {
            self.spend(STAMP_BYTES)?;
            let expected = row.and_then(|row| self.memory.expected_base(row, first_column));
            return Ok(expected.into_iter().collect());
        }
        let count = self.streams.of(number::BASES).number()?;
        let mut stamps = Vec::new();
        for _ in 0..count {
            self.spend(STAMP_BYTES)?;
            let bases = self.streams.of(number::BASES);
            let device = bases.number()?;
            let seq = self.seq.wrapping_sub(bases.signed()?.cast_unsigned());
            stamps.push(Stamp {
                device: self.known.device(device)?,
                seq,
            });
        }
        Ok(stamps)
    }

    /// All values of these columns; where a text belongs there is nothing yet.
    fn numbers(&mut self, scene: &mut Scene, columns: &[Column], values: &mut Vec<(u16, Value)>) -> Read<()> {
        let mut next_private = 0;
        for (column, class, at) in columns {
            self.spend(VALUE_BYTES)?;
            let value = if let Class::Id(list) = class {
                let handle = self.refer_at(*at, *list)?;
                scene.rows.push(Some(handle));
                Value::Id(self.memory.id(handle))
            } else {
                self.value(*class, *at, &mut next_private)?
            };
            values.push((*column, value));
        }
        Ok(())
    }

    /// Everything but texts and rows, which are told at their own time.
    fn value(&mut self, class: Class, at: usize, next_private: &mut u16) -> Read<Value> {
        Ok(match class {
            Class::Null | Class::Text | Class::Id(_) => Value::Null,
            Class::False => Value::Bool(false),
            Class::True => Value::Bool(true),
            Class::Int => Value::Int(self.int(at)?),
            Class::AtWall => Value::Int(self.wall_at),
            Class::NearWall => Value::Int(self.wall_at.wrapping_sub(self.signed_at(at)?)),
            Class::Bytes => {
                let count = self.symbol_at(at)?;
                let slot = self.sources.get(at).literals;
                let bytes = self.streams.at(slot).take(count)?.to_vec();
                self.spend(bytes.len())?;
                Value::Bytes(bytes)
            }
            Class::Private => {
                Value::Private(u16::try_from(self.symbol_at(at)?).map_err(|_| malformed("no such private value"))?)
            }
            Class::NextPrivate => {
                let index = *next_private;
                *next_private = index.checked_add(1).ok_or_else(|| malformed("no such private value"))?;
                Value::Private(index)
            }
        })
    }

    fn int(&mut self, at: usize) -> Read<i64> {
        let step = self.signed_at(at)?;
        let source = self.sources.get_mut(at);
        source.last_number = source.last_number.wrapping_add(step);
        Ok(source.last_number)
    }

    /// Puts the texts in, and the row where it follows from them.
    fn texts(&mut self, scene: &mut Scene, pending: Pending) -> Read<Change> {
        let Pending {
            shape,
            subject,
            bases,
            mut values,
        } = pending;
        for ((column, value), (_, class, at)) in values.iter_mut().zip(shape.columns()) {
            if *class == Class::Text {
                let told = self.text_at(scene, *at)?;
                *value = Value::Text(told.as_ref().to_owned());
                scene.told.insert((subject, *column), told);
            }
        }
        let row = match (shape.subject, scene.rows[subject]) {
            (Subject::Keyed(key), _) => {
                keyed(shape.table, key, &values).ok_or_else(|| malformed("a key is missing"))?
            }
            (_, Some(handle)) => self.memory.id(handle),
            (_, None) => return Err(malformed("a row is missing")),
        };
        if let Subject::Keyed(_) = shape.subject {
            let handle = self.memory.meet(row);
            self.memory.list(u64::from(shape.table)).add(handle);
        }
        let kind = match &shape.kind {
            KnownKind::Insert(_) => ChangeKind::Insert { values },
            KnownKind::Update(groups) => {
                let mut rest = values.into_iter();
                let group = |(base, (_, columns)): (Vec<Stamp>, &(Base, Vec<Column>))| GroupWrite {
                    base,
                    values: rest.by_ref().take(columns.len()).collect(),
                };
                ChangeKind::Update {
                    groups: bases.into_iter().zip(groups).map(group).collect(),
                }
            }
        };
        Ok(Change {
            table: shape.table,
            row,
            kind,
        })
    }

    /// What the entries after this one may build on.
    fn remember(&mut self, changes: &[Change]) {
        for change in changes {
            let handle = self.memory.meet(change.row);
            self.memory.changed(handle, self.seq, &change.kind);
        }
    }
}
