//! What a plan may ask of the record.
//!
//! A `Source` answers from the replica (or from a map, in tests). `Facts`
//! reads typed rows from it and writes down which records the plan relied on:
//! the basis, which the commit compares with what the form was filled from.

use crate::quantity::Quantity;
use crate::refusal::{Code, Refusal};
use crate::schema::{Column, RawRow, Row, Table};
use crate::tables::{Closure, Confirmation, Device, Movement, ShipTimeChange, Vessel};
use crate::time::{Instant, ShipOffset, ShipTime};
use journal::{DeviceNumber, Hash, Head, RowId, Stamp, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Most rows one question may return.
pub const FACT_ROWS_MAX: usize = 10_000;

/// A stretch of time in a column of instants, ends included.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// The column.
    pub column: &'static Column,
    /// Not before; from the beginning where there is none.
    pub from: Option<Instant>,
    /// Not after; without end where there is none.
    pub until: Option<Instant>,
}

impl Stretch {
    /// All of time.
    #[must_use]
    pub fn all(column: &'static Column) -> Self {
        Self {
            column,
            from: None,
            until: None,
        }
    }

    /// Whether the moment lies in it.
    #[must_use]
    pub fn holds(&self, at: Instant) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at <= until)
    }
}

/// Answers questions about the record as it stands.
pub trait Source {
    /// The row of that id, if this vessel holds it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn row(&self, table: &'static Table, id: RowId) -> Result<Option<RawRow>, Refusal>;

    /// Rows whose column equals the value, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn rows_by(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal>;

    /// Rows whose column equals the value and whose moment lies in the stretch, the latest moment
    /// first (of two with one moment the newer row), at most `limit`.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn rows_within(
        &self,
        table: &'static Table,
        column: &'static Column,
        value: &Value,
        stretch: &Stretch,
        limit: usize,
    ) -> Result<Vec<RawRow>, Refusal>;

    /// The row whose columns equal all these values and whose moment is the latest (of two with one
    /// moment the newer row).
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn latest(
        &self,
        table: &'static Table,
        wanted: &[(&'static Column, Value)],
        moment: &'static Column,
    ) -> Result<Option<RawRow>, Refusal>;

    /// All rows of a small table (people, permissions, ship's time), newest first, at most `limit`.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn all(&self, table: &'static Table, limit: usize) -> Result<Vec<RawRow>, Refusal>;

    /// What the ledger of the part adds up to, at every place that it names.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn stock(&self, part: RowId) -> Result<Vec<(RowId, Quantity)>, Refusal>;

    /// Where the device's chain ends as far as this replica holds it; none for a device it never heard of.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn chain_head(&self, device: DeviceNumber) -> Result<Option<Head>, Refusal>;

    /// The hash of one entry, where this replica holds it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn entry_hash(&self, stamp: Stamp) -> Result<Option<Hash>, Refusal>;

    /// The standing writes of every group of the row between which a person must choose.
    ///
    /// # Errors
    /// When the replica cannot be read.
    fn conflict(&self, table: &'static Table, row: RowId) -> Result<Vec<StandingWrite>, Refusal>;
}

/// One of several writes that stand in a group of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingWrite {
    /// The group: its lowest column number.
    pub group: u16,
    /// The entry that wrote it.
    pub stamp: Stamp,
    /// All columns of the group, ascending; personal values are put in.
    pub values: Vec<(u16, Value)>,
}

/// Record → version, of everything a plan relied on.
pub type Basis = BTreeMap<String, String>;

/// Typed questions, with a record of what was relied on.
pub struct Facts<'a> {
    source: &'a dyn Source,
    basis: RefCell<Basis>,
}

impl<'a> Facts<'a> {
    /// Asks that source.
    #[must_use]
    pub fn new(source: &'a dyn Source) -> Self {
        Self {
            source,
            basis: RefCell::new(Basis::new()),
        }
    }

    /// What was relied on so far.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis.borrow().clone()
    }

    /// The record, which the plan then relies on.
    ///
    /// # Errors
    /// `not_found` when this vessel does not hold it.
    pub fn get<R: Row>(&self, id: RowId) -> Result<R, Refusal> {
        let raw = self.source.row(R::TABLE, id)?.ok_or_else(|| not_found(R::TABLE))?;
        self.basis
            .borrow_mut()
            .insert(format!("{}/{id}", R::TABLE.name), raw.version.clone());
        Ok(R::read(&raw)?)
    }

    /// The record, without relying on it: a later change of it does not matter to the plan.
    ///
    /// # Errors
    /// `not_found` when this vessel does not hold it.
    pub fn glance<R: Row>(&self, id: RowId) -> Result<R, Refusal> {
        let raw = self.source.row(R::TABLE, id)?.ok_or_else(|| not_found(R::TABLE))?;
        Ok(R::read(&raw)?)
    }

    /// The record if it exists, without relying on it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn find<R: Row>(&self, id: RowId) -> Result<Option<R>, Refusal> {
        self.source.row(R::TABLE, id)?.map(|raw| Ok(R::read(&raw)?)).transpose()
    }

    /// Records whose column equals the value, newest first; the plan relies on the set.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn by<R: Row>(&self, column: &'static Column, value: RowId) -> Result<Vec<R>, Refusal> {
        let raws = self
            .source
            .rows_by(R::TABLE, column, &Value::Id(value), FACT_ROWS_MAX)?;
        let versions: Vec<String> = raws.iter().map(|raw| format!("{}:{}", raw.id, raw.version)).collect();
        let digest = blake3::hash(versions.join(",").as_bytes()).to_hex();
        self.basis.borrow_mut().insert(
            format!("{}.{}={value}", R::TABLE.name, column.name),
            digest.as_str()[..16].to_owned(),
        );
        raws.iter().map(|raw| Ok(R::read(raw)?)).collect()
    }

    /// Records whose column equals the value, newest first, without relying on them.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn glance_by<R: Row>(&self, column: &'static Column, value: &Value) -> Result<Vec<R>, Refusal> {
        let raws = self.source.rows_by(R::TABLE, column, value, FACT_ROWS_MAX)?;
        raws.iter().map(|raw| Ok(R::read(raw)?)).collect()
    }

    /// Records whose column equals the value and whose moment lies in the stretch, the latest moment
    /// first, at most `limit`, without relying on them. A question about the last weeks or the last
    /// reading stays quick this way however long the record grows.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn glance_within<R: Row>(
        &self,
        column: &'static Column,
        value: &Value,
        stretch: &Stretch,
        limit: usize,
    ) -> Result<Vec<R>, Refusal> {
        let limit = limit.min(FACT_ROWS_MAX);
        let raws = self.source.rows_within(R::TABLE, column, value, stretch, limit)?;
        raws.iter().map(|raw| Ok(R::read(raw)?)).collect()
    }

    /// The record whose columns equal all these values and whose moment is the latest, without relying
    /// on it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn glance_latest<R: Row>(
        &self,
        wanted: &[(&'static Column, Value)],
        moment: &'static Column,
    ) -> Result<Option<R>, Refusal> {
        let raw = self.source.latest(R::TABLE, wanted, moment)?;
        raw.map(|raw| Ok(R::read(&raw)?)).transpose()
    }

    /// Notes that the plan relies on exactly this set of records, under a name of the set: one more or
    /// one fewer by the time of the commit is a change.
    pub fn rely_on_set(&self, table: &'static Table, name: &str, ids: impl Iterator<Item = RowId>) {
        let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
        let digest = blake3::hash(ids.join(",").as_bytes()).to_hex();
        self.basis
            .borrow_mut()
            .insert(format!("{}.{name}", table.name), digest.as_str()[..16].to_owned());
    }

    /// The stored row with all its heads.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn raw<R: Row>(&self, id: RowId) -> Result<Option<RawRow>, Refusal> {
        self.source.row(R::TABLE, id)
    }

    /// All records of a small table, newest first.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn all<R: Row>(&self) -> Result<Vec<R>, Refusal> {
        let raws = self.source.all(R::TABLE, FACT_ROWS_MAX)?;
        raws.iter().map(|raw| Ok(R::read(raw)?)).collect()
    }

    /// What lies of the part at every place that its ledger names. The plan does not rely on it: that
    /// somebody else took one meanwhile keeps nobody from taking another.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn stock(&self, part: RowId) -> Result<Vec<(RowId, Quantity)>, Refusal> {
        self.source.stock(part)
    }

    /// What lies of the part at that place, without relying on it; zero where it never lay.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn on_hand(&self, part: RowId, location: RowId) -> Result<Quantity, Refusal> {
        let places = self.source.stock(part)?;
        Ok(places
            .into_iter()
            .find(|(place, _)| *place == location)
            .map_or(Quantity::ZERO, |(_, on_hand)| on_hand))
    }

    /// What lies of the part at that place, where the plan writes the difference to it: what was looked
    /// at in the preview is what the commit starts from.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn relied_on_hand(&self, part: RowId, location: RowId) -> Result<Quantity, Refusal> {
        let on_hand = self.on_hand(part, location)?;
        self.basis.borrow_mut().insert(
            format!("{}.sum={part}@{location}", Movement::TABLE.name),
            on_hand.to_string(),
        );
        Ok(on_hand)
    }

    /// The ship's clock as the record has it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn ship_time(&self) -> Result<ShipTime, Refusal> {
        let changes = self.all::<ShipTimeChange>()?;
        Ok(ShipTime::new(
            changes
                .iter()
                .map(|change| ShipOffset {
                    offset_minutes: change.offset_minutes,
                    from_at: change.from_at,
                    recorded_at: change.created_at,
                })
                .collect(),
        ))
    }

    /// The vessel of this replica, once it was founded.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn vessel(&self) -> Result<Option<Vessel>, Refusal> {
        Ok(self.all::<Vessel>()?.into_iter().next())
    }

    /// Where the device's chain ends as far as this replica holds it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn chain_head(&self, device: DeviceNumber) -> Result<Option<Head>, Refusal> {
        self.source.chain_head(device)
    }

    /// The hash of one entry, where this replica holds it.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn entry_hash(&self, stamp: Stamp) -> Result<Option<Hash>, Refusal> {
        self.source.entry_hash(stamp)
    }

    /// The standing writes between which a person must choose, of a record that the plan then relies on.
    ///
    /// # Errors
    /// `not_found` when this vessel does not hold the record.
    pub fn conflict(&self, table: &'static Table, id: RowId) -> Result<Vec<StandingWrite>, Refusal> {
        let raw = self.source.row(table, id)?.ok_or_else(|| not_found(table))?;
        self.basis
            .borrow_mut()
            .insert(format!("{}/{id}", table.name), raw.version.clone());
        self.source.conflict(table, id)
    }

    /// Every device that was let into the vessel after its founder.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn confirmations(&self) -> Result<Vec<Confirmation>, Refusal> {
        self.all::<Confirmation>()
    }

    /// Every device that was closed.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn closures(&self) -> Result<Vec<Closure>, Refusal> {
        self.all::<Closure>()
    }

    /// Every workstation of the vessel.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub fn devices(&self) -> Result<Vec<Device>, Refusal> {
        self.all::<Device>()
    }
}

/// Whether two bases agree on every record that both name.
///
/// Returns the names of the records that differ.
#[must_use]
pub fn changed_since(filled_from: &Basis, now: &Basis) -> Vec<String> {
    filled_from
        .iter()
        .filter(|(name, version)| now.get(*name).is_some_and(|current| current != *version))
        .map(|(name, _)| name.clone())
        .collect()
}

fn not_found(table: &Table) -> Refusal {
    Refusal::new(
        Code::NotFound,
        format!(
            "{} is not in this vessel's record.",
            crate::words::this_record(table.name)
        ),
    )
}
