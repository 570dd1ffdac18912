//! What the merge must know of the tables, asked of whoever declares them.
//!
//! The journal knows numbers only. Table, column and group numbers are permanent: they are never
//! given again, since entries that use them are read for ever.

use std::borrow::Cow;

use crate::id::{DeviceNumber, RowId};
use crate::value::Value;

/// Columns that belong together and have heads as one (status with outcome, hours, note, signer).
/// A column on its own is a group of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group's number within its table.
    pub number: u16,
    /// Its columns, ascending.
    pub columns: Cow<'static, [u16]>,
}

/// The declared tables, as far as a merge depends on them.
pub trait Schema {
    /// The group of a column; none for a table or column this version does not know, which is then
    /// parked until an upgrade knows it.
    fn group(&self, table: u16, column: u16) -> Option<u16>;

    /// All groups of a table, ascending by number; none for an unknown table.
    fn groups(&self, table: u16) -> Option<&[Group]>;

    /// Whether rows of the table are only ever added. A correction is a new row that names the old.
    fn is_append_only(&self, table: u16) -> bool;

    /// How final the state is that a write chooses: among concurrent writes the higher one shows.
    /// 0 for groups without states.
    fn finality(&self, table: u16, group: u16, values: &[(u16, Value)]) -> u8;

    /// Whether an action may be done only once to what it is done to (complete a work order, commit a
    /// session): two that had not seen each other are a conflict for a person even when equal.
    fn is_once_only(&self, action: &str) -> bool;

    /// The row that must be there before an entry of `device` has effect: whoever let the device into
    /// the vessel adds it. None for a device that needs nobody's word.
    fn vouched_by(&self, _device: DeviceNumber) -> Option<RowId> {
        None
    }

    /// What a column holds in a row whose insert does not name it, because the inserting version did
    /// not know it or left it out.
    fn default_value(&self, _table: u16, _column: u16) -> Value {
        Value::Null
    }
}
