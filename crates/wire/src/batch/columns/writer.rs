//! Writing a run of entries column by column.

mod forms;

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use journal::{Actor, Change, ChangeKind, DeviceNumber, Entry, Hlc, Private, RowId, Signature, Stamp, Value};
use serde_json::Value as JsonValue;

use super::memory::Memory;
use super::place::Place;
use super::shape::{Base, Class, ClockForm, Form, Shape, Subject};
use super::stream::{Writers, fold, number, put};
use super::text::{self, Piece, Quotable, Told};
use super::{ABSENT, Lists, OWN, REMEMBERED};

/// An entry that this form of body cannot hold; it is packed whole.
#[derive(Debug)]
pub(super) struct CannotHold;

/// Numbers given in the order of first use.
struct Numbers<T>(HashMap<T, u64>);

impl<T: Eq + Hash> Numbers<T> {
    fn new() -> Self {
        Self(HashMap::new())
    }

    /// The number, and whether it was given just now.
    fn of(&mut self, thing: T) -> (u64, bool) {
        let next = self.0.len() as u64;
        let number = *self.0.entry(thing).or_insert(next);
        (number, number == next)
    }
}

pub(super) struct Writer {
    streams: Writers,
    memory: Memory,
    lists: Lists,
    names: Numbers<String>,
    devices: Numbers<DeviceNumber>,
    shapes: Numbers<Shape>,
    forms: Numbers<Form>,
    told: HashMap<Place, Told>,
    last_numbers: HashMap<Place, i64>,
    seen: HashMap<DeviceNumber, u64>,
    wall_at: i64,
    hlc: Option<Hlc>,
    reissue: u64,
}

/// What is gathered while one entry is written.
struct Scene<'e> {
    entry: &'e Entry,
    own_rows: u32,
    /// The rows the entry is about, in the order in which they are named.
    rows: Vec<Option<u32>>,
    quotable: Vec<Quotable>,
}

impl Writer {
    pub(super) fn new(device: DeviceNumber, lists: Lists) -> Self {
        let mut streams = Writers::default();
        streams.put(number::SHAPES, lists.people);
        let mut devices = Numbers::new();
        devices.of(device);
        Self {
            streams,
            memory: Memory::new(device),
            lists,
            names: Numbers::new(),
            devices,
            shapes: Numbers::new(),
            forms: Numbers::new(),
            told: HashMap::new(),
            last_numbers: HashMap::new(),
            seen: HashMap::new(),
            wall_at: 0,
            hlc: None,
            reissue: 0,
        }
    }

    pub(super) fn finish(self, plain: Vec<u8>) -> Vec<u8> {
        self.streams.encode(plain)
    }

    pub(super) fn entry(&mut self, entry: &Entry) -> Result<(), CannotHold> {
        let form = self.form(entry)?;
        let (form_number, is_new) = self.forms.of(form.clone());
        if is_new {
            form.write(self.streams.of(number::DEFINITIONS));
        }
        self.streams.put(number::FORMS, form_number);
        self.clock(entry, form.clock);
        let mut scene = Scene {
            entry,
            own_rows: 0,
            rows: Vec::new(),
            quotable: Vec::new(),
        };
        match &entry.actor {
            Actor::Crew(person) => {
                self.refer(&scene, Place::Actor, self.lists.people, *person);
            }
            Actor::Operator(name) => self.text(&scene, Place::Operator, name),
        }
        let mut subjects = Vec::with_capacity(entry.changes.len());
        for change in &entry.changes {
            let subject = subject_of(entry, change, scene.own_rows);
            subjects.push(scene.rows.len());
            self.what_is_no_text(&mut scene, change, subject);
        }
        self.gather_quotable(&mut scene);
        for (change, subject) in entry.changes.iter().zip(&subjects) {
            self.texts(&mut scene, change, *subject);
        }
        self.parameters(&scene, None, &entry.parameters);
        self.rest(&scene, &form);
        for change in &entry.changes {
            let handle = self.memory.meet(change.row);
            self.memory.changed(handle, entry.seq, &change.kind);
        }
        Ok(())
    }

    fn clock(&mut self, entry: &Entry, form: ClockForm) {
        let step = fold(entry.wall_at.wrapping_sub(self.wall_at));
        self.streams.of(number::WALL_LOW).push(step as u8);
        self.streams.of(number::WALL_MIDDLE).push((step >> 8) as u8);
        self.streams.put(number::WALL_HIGH, step >> 16);
        if form == ClockForm::Told {
            let ahead = entry.hlc.millis.wrapping_sub(entry.wall_at);
            self.streams.put(number::CLOCKS, fold(ahead));
            self.streams.put(number::CLOCKS, u64::from(entry.hlc.counter));
        }
        self.wall_at = entry.wall_at;
        self.hlc = Some(entry.hlc);
    }

    fn device(&mut self, device: DeviceNumber) -> u64 {
        let (device_number, is_new) = self.devices.of(device);
        if is_new {
            self.streams.put(number::DEVICES, device.get());
        }
        device_number
    }

    /// Names a row in a list, and returns its handle.
    fn refer(&mut self, scene: &Scene<'_>, place: Place, list: u64, id: RowId) -> u32 {
        let entry = scene.entry;
        if let Some((device, seq, k)) = id.author()
            && (device, seq) == (entry.device, entry.seq)
        {
            self.streams.put(place.symbols(), OWN);
            self.streams.put(place.symbols(), u64::from(k));
            return self.memory.meet(id);
        }
        let handle = self.memory.meet(id);
        if let Some(at) = self.memory.list(list).find(handle) {
            self.memory.list(list).raise(at);
            self.streams.put(place.symbols(), REMEMBERED + at as u64);
            return handle;
        }
        self.memory.list(list).add(handle);
        self.streams.put(place.symbols(), ABSENT);
        match id.author() {
            Some((device, seq, k)) => {
                let device = self.device(device);
                let rows = self.streams.of(number::ROWS);
                put(rows, device + 1);
                put(rows, fold(entry.seq.wrapping_sub(seq).cast_signed()));
                put(rows, u64::from(k));
            }
            None => {
                self.streams.put(number::ROWS, 0);
                self.streams.of(number::NATURAL).extend_from_slice(id.as_bytes());
            }
        }
        handle
    }

    fn what_is_no_text(&mut self, scene: &mut Scene<'_>, change: &Change, subject: Subject) {
        let table = u64::from(change.table);
        let handle = match subject {
            Subject::Next => {
                scene.own_rows += 1;
                let handle = self.memory.meet(change.row);
                self.memory.list(table).add(handle);
                Some(handle)
            }
            Subject::Known => Some(self.refer(scene, Place::Row(change.table), table, change.row)),
            Subject::Keyed(_) => None,
        };
        scene.rows.push(handle);
        match &change.kind {
            ChangeKind::Insert { values } => self.numbers(scene, change.table, values),
            ChangeKind::Update { groups } => {
                for group in groups {
                    if self.base_form(change.row, group) == Base::Told {
                        self.base(scene.entry, &group.base);
                    }
                    self.numbers(scene, change.table, &group.values);
                }
            }
        }
    }

    fn base(&mut self, entry: &Entry, base: &[Stamp]) {
        self.streams.put(number::BASES, base.len() as u64);
        for stamp in base {
            let device = self.device(stamp.device);
            self.streams.put(number::BASES, device);
            let back = entry.seq.wrapping_sub(stamp.seq).cast_signed();
            self.streams.put(number::BASES, fold(back));
        }
    }

    fn numbers(&mut self, scene: &mut Scene<'_>, table: u16, values: &[(u16, Value)]) {
        let mut next_private = 0;
        for (column, value) in values {
            let place = Place::Column(table, *column);
            let class = self.class(scene.entry, Some((table, *column)), value, &mut next_private);
            if let (Class::Id(list), Value::Id(id)) = (class, value) {
                let handle = self.refer(scene, place, list, *id);
                scene.rows.push(Some(handle));
            } else {
                self.value(scene, place, class, value);
            }
        }
    }

    /// Everything but texts and rows, which are told at their own time.
    fn value(&mut self, scene: &Scene<'_>, place: Place, class: Class, value: &Value) {
        match (class, value) {
            (Class::Int, Value::Int(number)) => self.int(place, *number),
            (Class::NearWall, Value::Int(number)) => {
                let back = scene.entry.wall_at.wrapping_sub(*number);
                self.streams.put(place.symbols(), fold(back));
            }
            (Class::Bytes, Value::Bytes(bytes)) => {
                self.streams.put(place.symbols(), bytes.len() as u64);
                self.streams.of(place.literals()).extend_from_slice(bytes);
            }
            (Class::Private, Value::Private(index)) => self.streams.put(place.symbols(), u64::from(*index)),
            _ => {}
        }
    }

    fn int(&mut self, place: Place, number: i64) {
        let last = self.last_numbers.entry(place).or_default();
        let step = number.wrapping_sub(*last);
        *last = number;
        self.streams.put(place.symbols(), fold(step));
    }

    /// The texts that rows the entry is about are known to have from earlier entries.
    fn gather_quotable(&mut self, scene: &mut Scene<'_>) {
        for place in 0..scene.rows.len().min(text::QUOTED_MAX) {
            let Some(handle) = scene.rows[place] else { continue };
            for (column, told) in self.memory.texts(handle) {
                scene.quote(place, *column, told);
            }
        }
    }

    fn texts(&mut self, scene: &mut Scene<'_>, change: &Change, subject: usize) {
        let values: Vec<&(u16, Value)> = change.kind.values().collect();
        for (column, value) in values {
            if let Value::Text(told) = value {
                self.text(scene, Place::Column(change.table, *column), told);
                scene.quote_anew(subject, *column, told);
            }
        }
        if scene.rows[subject].is_none() {
            let handle = self.memory.meet(change.row);
            self.memory.list(u64::from(change.table)).add(handle);
        }
    }

    fn text(&mut self, scene: &Scene<'_>, place: Place, text: &str) {
        let told = self.told.entry(place).or_default();
        let symbols = self.streams.of(place.symbols());
        let shared: Rc<str> = text.into();
        if let Some(known) = told.number_of(text) {
            put(symbols, text::FIRST + known);
        } else if let Some(step) = told.last().and_then(|last| text::step(last, text)) {
            if step == 1 {
                put(symbols, text::NEXT);
            } else {
                put(symbols, text::STEP);
                put(symbols, step);
            }
        } else {
            put(symbols, text::LITERAL);
            told.add(&shared);
            told.index(&shared);
            self.literal(scene, place, text);
        }
        self.told.entry(place).or_default().remember_last(&shared);
    }

    fn literal(&mut self, scene: &Scene<'_>, place: Place, text: &str) {
        for piece in text::pieces(text, &scene.quotable) {
            let literals = self.streams.of(place.literals());
            match piece {
                Piece::Plain(plain) => literals.extend_from_slice(plain.as_bytes()),
                Piece::Quote(row, column) => literals.extend_from_slice(&[text::QUOTE, row, column]),
                Piece::Row(id) => {
                    literals.push(text::ROW);
                    self.refer(scene, Place::InText, self.lists.people, id);
                }
            }
        }
        self.streams.of(place.literals()).push(text::END);
    }

    fn parameters(&mut self, scene: &Scene<'_>, name: Option<u64>, json: &JsonValue) {
        let place = Place::Parameter(name.unwrap_or(ABSENT));
        match json {
            JsonValue::Number(number) => self.int(place, number.as_i64().unwrap_or_default()),
            JsonValue::String(text) => self.text(scene, place, text),
            JsonValue::Array(items) => items.iter().for_each(|item| self.parameters(scene, name, item)),
            JsonValue::Object(members) => {
                for member in super::names_of(members) {
                    let name = self.name(member);
                    self.parameters(scene, Some(name), &members[member]);
                }
            }
            JsonValue::Null | JsonValue::Bool(_) => {}
        }
    }

    /// What was seen, what is issued again, private values and the signature.
    fn rest(&mut self, scene: &Scene<'_>, form: &Form) {
        let entry = scene.entry;
        if form.has_seen {
            self.streams.put(number::STAMPS, entry.seen.len() as u64);
            for stamp in &entry.seen {
                let device = self.device(stamp.device);
                let last = self.seen.insert(stamp.device, stamp.seq).unwrap_or_default();
                self.streams.put(number::STAMPS, device);
                self.streams
                    .put(number::STAMPS, fold(stamp.seq.wrapping_sub(last).cast_signed()));
            }
        }
        if let Some(stamp) = entry.reissue_of {
            let device = self.device(stamp.device);
            self.streams.put(number::STAMPS, device);
            self.streams
                .put(number::STAMPS, fold(stamp.seq.wrapping_sub(self.reissue).cast_signed()));
            self.reissue = stamp.seq;
        }
        if let Some(private) = &entry.private {
            self.private(scene, private);
        }
        if let Some(signature) = &entry.signature {
            self.signature(scene, signature, form.action);
        }
    }

    fn private(&mut self, scene: &Scene<'_>, private: &Private) {
        let Some(values) = &private.values else {
            self.streams
                .of(number::SALTS)
                .extend_from_slice(private.digest.as_bytes());
            return;
        };
        self.streams.of(number::SALTS).extend_from_slice(&private.salt);
        for (index, value) in (0..).zip(values) {
            let place = Place::Private(index);
            match value {
                Value::Text(text) => self.text(scene, place, text),
                other => self.value(scene, place, self.class(scene.entry, None, other, &mut 0), other),
            }
        }
    }

    fn signature(&mut self, scene: &Scene<'_>, signature: &Signature, action: u64) {
        self.refer(scene, Place::Signer, self.lists.people, signature.signer);
        if signature.signed_at != scene.entry.wall_at {
            let back = scene.entry.wall_at.wrapping_sub(signature.signed_at);
            self.streams.put(Place::SignedAt.symbols(), fold(back));
        }
        self.text(scene, Place::Statement(action), &signature.statement);
    }
}

impl Scene<'_> {
    fn quote(&mut self, row: usize, column: u16, told: &Rc<str>) {
        if let (Ok(row), Ok(column)) = (u8::try_from(row), u8::try_from(column))
            && self.quotable.len() < super::QUOTABLE_MAX
        {
            self.quotable.push((row, column, told.clone()));
        }
    }

    /// A text that the entry itself has just told: it takes the place of what the row had.
    fn quote_anew(&mut self, row: usize, column: u16, told: &str) {
        let is_same = |(known, of, _): &Quotable| (usize::from(*known), u16::from(*of)) == (row, column);
        self.quotable.retain(|quotable| !is_same(quotable));
        if text::is_quotable(told) {
            self.quote(row, column, &told.into());
        }
    }
}

fn subject_of(entry: &Entry, change: &Change, own_rows: u32) -> Subject {
    let ChangeKind::Insert { values } = &change.kind else {
        return Subject::Known;
    };
    if change.row.author() == Some((entry.device, entry.seq, own_rows)) {
        return Subject::Next;
    }
    match change.row.author() {
        None => super::key_of(change, values).map_or(Subject::Known, Subject::Keyed),
        Some(_) => Subject::Known,
    }
}
