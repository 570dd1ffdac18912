//! One declaration per table: row struct, columns with permanent numbers,
//! groups, merge rule and TypeScript type come from the `table!` macro.
//!
//! Invariant: a table's and a column's number is published with the first
//! release that carries it and is never given to anything else.

use crate::field::{FieldError, Kind};
use crate::time::Instant;
use journal::{RowId, Value};

/// How rows of a table change after they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Rows are only ever added; a correction is a new row.
    AppendOnly,
    /// Columns (or groups of columns) are fields with heads.
    Fields,
}

/// One column of a replicated table.
#[derive(Debug)]
pub struct Column {
    /// Permanent number within the table.
    pub number: u16,
    /// Name in both databases.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be empty.
    pub nullable: bool,
    /// The lowest column number of its group; its own number if it stands alone.
    pub group: u16,
    /// The table it refers to.
    pub refers_to: Option<&'static str>,
    /// A personal value: kept in the entry's private part.
    pub private: bool,
    /// Words that end the life of the record ("final state first").
    pub finals: &'static [&'static str],
    /// The kind of number people speak that this column holds.
    pub spoken: bool,
}

impl Column {
    /// A column that stands alone.
    #[must_use]
    pub const fn new(number: u16, name: &'static str, kind: Kind, nullable: bool) -> Self {
        Self {
            number,
            name,
            kind,
            nullable,
            group: number,
            refers_to: None,
            private: false,
            finals: &[],
            spoken: false,
        }
    }

    /// Puts the column into the group named by its lowest column number.
    #[must_use]
    pub const fn group(mut self, lowest: u16) -> Self {
        self.group = lowest;
        self
    }

    /// The column holds the id of a row of that table.
    #[must_use]
    pub const fn refers(mut self, table: &'static str) -> Self {
        self.refers_to = Some(table);
        self
    }

    /// The column holds a personal value that can be struck later.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.private = true;
        self
    }

    /// The words of this column that are final states.
    #[must_use]
    pub const fn finals(mut self, words: &'static [&'static str]) -> Self {
        self.finals = words;
        self
    }

    /// The column holds a number people speak.
    #[must_use]
    pub const fn spoken(mut self) -> Self {
        self.spoken = true;
        self
    }
}

/// One replicated table.
#[derive(Debug)]
pub struct Table {
    /// Permanent number.
    pub number: u16,
    /// Name in both databases, with the `pms_` prefix.
    pub name: &'static str,
    /// How its rows change.
    pub merge: Merge,
    /// Its own columns; `id`, `vessel_id`, `created_at` and `created_by` come from the entry.
    pub columns: &'static [Column],
}

impl Table {
    /// The column of that number.
    #[must_use]
    pub fn column(&self, number: u16) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.number == number)
    }

    /// The column of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// All columns of the group that is named by its lowest column number.
    pub fn group(&self, lowest: u16) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(move |column| column.group == lowest)
    }
}

/// A row as the replica holds it, before it becomes a struct.
#[derive(Clone, Debug)]
pub struct RawRow {
    /// The row's id.
    pub id: RowId,
    /// Wall clock of the entry that wrote it.
    pub created_at: Instant,
    /// The person who wrote it; none for the shore operator.
    pub created_by: Option<RowId>,
    /// Values in the order of the table's columns.
    pub values: Vec<Value>,
    /// Changes whenever an entry touches the row; compared, never read.
    pub version: String,
    /// Columns with several heads: column number and every head's value.
    pub heads: Vec<(u16, Vec<Value>)>,
}

/// A typed row of a declared table.
pub trait Row: Sized + 'static {
    /// The declaration it comes from.
    const TABLE: &'static Table;

    /// Reads the struct from a stored row.
    ///
    /// # Errors
    /// When a stored value does not fit its column.
    fn read(raw: &RawRow) -> Result<Self, FieldError>;

    /// The row's id.
    fn id(&self) -> RowId;
}

/// Declares a table and its row struct.
macro_rules! table {
    (
        $(#[$meta:meta])*
        $Row:ident = $number:literal $name:literal $merge:ident {
            $( $(#[$cmeta:meta])* $cnum:literal $col:ident : $ty:ty $( => $( . $method:ident ( $($arg:expr),* ) )+ )? ; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, serde::Serialize, ts_rs::TS)]
        pub struct $Row {
            /// The row's id.
            pub id: journal::RowId,
            /// When it was written, by the author's wall clock.
            pub created_at: $crate::time::Instant,
            /// Who wrote it; none for the shore operator.
            pub created_by: Option<journal::RowId>,
            $( $(#[$cmeta])* pub $col: $ty, )+
        }

        #[allow(non_upper_case_globals)]
        impl $Row {
            $( $(#[$cmeta])* pub const $col: &'static $crate::schema::Column = {
                const COLUMN: $crate::schema::Column = $crate::schema::Column::new(
                    $cnum,
                    stringify!($col),
                    <$ty as $crate::field::Field>::KIND,
                    <$ty as $crate::field::Field>::NULLABLE,
                ) $( $( .$method($($arg),*) )+ )?;
                &COLUMN
            }; )+
        }

        impl $crate::schema::Row for $Row {
            const TABLE: &'static $crate::schema::Table = {
                const COLUMNS: &[$crate::schema::Column] = &[$(
                    $crate::schema::Column::new(
                        $cnum,
                        stringify!($col),
                        <$ty as $crate::field::Field>::KIND,
                        <$ty as $crate::field::Field>::NULLABLE,
                    ) $( $( .$method($($arg),*) )+ )?
                ),+];
                const TABLE: $crate::schema::Table = $crate::schema::Table {
                    number: $number,
                    name: $name,
                    merge: $crate::schema::Merge::$merge,
                    columns: COLUMNS,
                };
                &TABLE
            };

            fn read(raw: &$crate::schema::RawRow) -> Result<Self, $crate::field::FieldError> {
                let mut values = raw.values.iter();
                Ok(Self {
                    id: raw.id,
                    created_at: raw.created_at,
                    created_by: raw.created_by,
                    $( $col: $crate::field::Field::from_value(
                        values.next().unwrap_or(&journal::Value::Null),
                    )?, )+
                })
            }

            fn id(&self) -> journal::RowId {
                self.id
            }
        }
    };
}
pub(crate) use table;

/// A type that is a string in JSON Schema and TypeScript.
macro_rules! text_binding {
    ($Type:ident, $format:literal) => {
        impl schemars::JsonSchema for $Type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($Type).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format })
            }
        }

        impl ts_rs::TS for $Type {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;
            fn name(_: &ts_rs::Config) -> String {
                "string".to_owned()
            }
            fn inline(_: &ts_rs::Config) -> String {
                "string".to_owned()
            }
        }
    };
}
pub(crate) use text_binding;
