//! What a batch defines once: names, devices, shapes and forms; and where each place's values come from.

use std::collections::HashMap;
use std::rc::Rc;

use journal::DeviceNumber;

use super::{Read, malformed};
use crate::batch::columns::place::Place;
use crate::batch::columns::shape::{Base, Class, Form, Kind, Shape, Subject};
use crate::batch::columns::stream::{Reader, Readers, Slot, number};
use crate::batch::columns::text::{self, Told};
use crate::error::WireError;

/// A column, how its value is told, and the source it comes from.
pub(super) type Column = (u16, Class, usize);

/// A place with its streams and what was read from them.
pub(super) struct Source {
    pub(super) symbols: Slot,
    pub(super) literals: Slot,
    pub(super) told: Told,
    pub(super) last_number: i64,
}

/// The sources of all places met.
pub(super) struct Sources {
    sources: Vec<Source>,
    places: HashMap<Place, usize>,
}

impl Sources {
    pub(super) fn new() -> Self {
        Self {
            sources: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Where the source of a place is kept.
    pub(super) fn at(&mut self, place: Place, streams: &Readers<'_>) -> usize {
        let next = self.sources.len();
        let at = *self.places.entry(place).or_insert(next);
        if at == next {
            self.sources.push(Source {
                symbols: streams.slot(place.symbols()),
                literals: streams.slot(place.literals()),
                told: Told::default(),
                last_number: 0,
            });
        }
        at
    }

    pub(super) fn get(&self, at: usize) -> &Source {
        &self.sources[at]
    }

    pub(super) fn get_mut(&mut self, at: usize) -> &mut Source {
        &mut self.sources[at]
    }
}

/// A shape with its sources at hand.
pub(super) struct KnownShape {
    pub(super) table: u16,
    pub(super) subject: Subject,
    /// Where the row comes from, if it is a known one.
    pub(super) row: usize,
    pub(super) kind: KnownKind,
}

pub(super) enum KnownKind {
    Insert(Vec<Column>),
    Update(Vec<(Base, Vec<Column>)>),
}

impl KnownShape {
    fn of(shape: Shape, streams: &Readers<'_>, sources: &mut Sources) -> Self {
        let table = shape.table;
        let row = sources.at(Place::Row(table), streams);
        let mut known = |columns: Vec<(u16, Class)>| -> Vec<Column> {
            let at = |(column, class)| (column, class, sources.at(Place::Column(table, column), streams));
            columns.into_iter().map(at).collect()
        };
        let kind = match shape.kind {
            Kind::Insert(columns) => KnownKind::Insert(known(columns)),
            Kind::Update(groups) => KnownKind::Update(
                groups
                    .into_iter()
                    .map(|(base, columns)| (base, known(columns)))
                    .collect(),
            ),
        };
        Self {
            table,
            subject: shape.subject,
            row,
            kind,
        }
    }

    /// All columns, one group after the other.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        let (insert, groups): (&[Column], &[(Base, Vec<Column>)]) = match &self.kind {
            KnownKind::Insert(columns) => (columns, &[]),
            KnownKind::Update(groups) => (&[], groups),
        };
        insert.iter().chain(groups.iter().flat_map(|(_, columns)| columns))
    }
}

/// All that a batch defines.
pub(super) struct Definitions {
    /// The list of people.
    pub(super) people: u64,
    pub(super) forms: Vec<Form>,
    names: Vec<String>,
    devices: Vec<DeviceNumber>,
    shapes: Vec<Rc<KnownShape>>,
}

impl Definitions {
    pub(super) fn read(device: DeviceNumber, streams: &mut Readers<'_>, sources: &mut Sources) -> Read<Self> {
        let mut names = Vec::new();
        while !streams.of(number::NAMES).is_empty() {
            names.push(name(streams.of(number::NAMES))?);
        }
        let mut devices = vec![device];
        while !streams.of(number::DEVICES).is_empty() {
            let device = DeviceNumber::new(streams.of(number::DEVICES).number()?);
            devices.push(device.map_err(|error| WireError::malformed("batch body", error))?);
        }
        let people = streams.of(number::SHAPES).number()?;
        let mut shapes = Vec::new();
        while !streams.of(number::SHAPES).is_empty() {
            let shape = Shape::read(streams.of(number::SHAPES))?;
            shapes.push(Rc::new(KnownShape::of(shape, streams, sources)));
        }
        let mut forms = Vec::new();
        while !streams.of(number::DEFINITIONS).is_empty() {
            let definitions = streams.of(number::DEFINITIONS);
            forms.push(Form::read(definitions, names.len() as u64, shapes.len() as u64)?);
        }
        Ok(Self {
            people,
            forms,
            names,
            devices,
            shapes,
        })
    }

    pub(super) fn name(&self, name: u64) -> Read<&str> {
        let name = usize::try_from(name).ok().and_then(|at| self.names.get(at));
        name.map(String::as_str).ok_or_else(|| malformed("no such name"))
    }

    pub(super) fn device(&self, device: u64) -> Read<DeviceNumber> {
        let device = usize::try_from(device).ok().and_then(|at| self.devices.get(at));
        device.copied().ok_or_else(|| malformed("no such device"))
    }

    pub(super) fn shape(&self, shape: u64) -> Read<&Rc<KnownShape>> {
        let shape = usize::try_from(shape).ok().and_then(|at| self.shapes.get(at));
        shape.ok_or_else(|| malformed("no such shape"))
    }
}

fn name(stream: &mut Reader<'_>) -> Read<String> {
    let mut bytes = Vec::new();
    loop {
        match stream.byte()? {
            text::END => break,
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).map_err(|error| WireError::malformed("batch body", error))
}
