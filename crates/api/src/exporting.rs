//! Everything that the record holds, in files that any table program opens.
//!
//! A folder with four things: `tables/` with every table as it is stored, `schema.md` that names each
//! column, `import/` with the lists that another vessel, or this one, can import, and `files/` with the
//! photos and papers that are here. PINs and their hashes are in none of them.

mod files;
mod lists;
mod schema;

use crate::error::Error;
use crate::program::Program;
use domain::field::Kind;
use domain::refusal::{Code, Refusal};
use domain::schema::{RawRow, Row, Table};
use domain::tables::{Crew, TABLES};
use domain::time::Instant;
use files::Files;
use journal::entry::AUDIT_COLUMNS;
use journal::{ColumnValue, Value};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use store::{Blobs, Records};
use ts_rs::TS;

/// What is written before the first head, so that table programs read UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where to write.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportArgs {
    /// The folder; it must not exist, or be empty.
    pub path: String,
}

/// What was written.
#[derive(Debug, Serialize, TS)]
pub struct TablesExported {
    /// Tables.
    pub tables: usize,
    /// Rows of all tables together.
    pub rows: u64,
    /// Photos and papers.
    pub files: usize,
    /// Those that lie on another workstation only, and are not in it.
    pub files_elsewhere: usize,
    /// Those that are damaged here, and are not in it.
    pub files_damaged: usize,
    /// The folder.
    pub path: String,
}

/// Why a folder could not be written: the disk, or the record.
pub(crate) enum Trouble {
    Disk(io::Error),
    Record(Refusal),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<csv::Error> for Trouble {
    fn from(error: csv::Error) -> Self {
        Self::Disk(io::Error::other(error))
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Record(refusal)
    }
}

impl From<store::StoreError> for Trouble {
    fn from(error: store::StoreError) -> Self {
        Self::Record(error.into())
    }
}

impl Program {
    /// Writes every table, the schema, and the lists that can be imported.
    ///
    /// # Errors
    /// `invalid` where the folder holds anything or cannot be written; then nothing is left of it.
    pub fn export_tables(&self, path: &Path) -> Result<TablesExported, Error> {
        refuse_filled(path)?;
        // Nobody sees half an export: it is written beside its place and moved there when it is whole.
        let partial = partial_name(path);
        let _ = std::fs::remove_dir_all(&partial);
        let blobs = self.blobs();
        let written = self.reading(|records| {
            write_all(&partial, records, &blobs).map_err(|trouble| match trouble {
                Trouble::Record(refusal) => refusal,
                Trouble::Disk(error) => not_written(&error),
            })
        });
        let moved = written.and_then(|written| {
            move_there(&partial, path).map_err(|error| not_written(&error))?;
            Ok(written)
        });
        if moved.is_err() {
            let _ = std::fs::remove_dir_all(&partial);
        }
        let (rows, files) = moved?;
        Ok(TablesExported {
            // The audit log is one too.
            tables: TABLES.len() + 1,
            rows,
            files: files.written,
            files_elsewhere: files.elsewhere,
            files_damaged: files.damaged,
            path: path.display().to_string(),
        })
    }
}

fn refuse_filled(path: &Path) -> Result<(), Refusal> {
    let is_filled = std::fs::read_dir(path).map(|mut entries| entries.next().is_some());
    let message = match is_filled {
        Ok(true) => "The folder holds other files. Choose a new folder or an empty one.",
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            "There is a file of that name. Choose another name."
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => "The folder cannot be opened. Choose another one.",
        Ok(false) | Err(_) => return Ok(()),
    };
    Err(Refusal::field(Code::Invalid, "path", message))
}

fn partial_name(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map_or_else(|| "export".into(), |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.part"))
}

fn not_written(error: &io::Error) -> Refusal {
    let message = format!("The folder could not be written: {error}.");
    Refusal::field(Code::Invalid, "path", message)
}

fn move_there(partial: &Path, path: &Path) -> io::Result<()> {
    if path.exists() {
        // An empty folder; a filled one was refused, and is refused here again by the system.
        std::fs::remove_dir(path)?;
    }
    std::fs::rename(partial, path)
}

fn write_all(folder: &Path, records: &Records<'_>, blobs: &Blobs) -> Result<(u64, Files), Trouble> {
    for below in ["tables", "import", "files"] {
        std::fs::create_dir_all(folder.join(below))?;
    }
    let mut rows = 0;
    for table in TABLES {
        rows += write_table(
            &folder.join("tables").join(format!("{}.csv", table.name)),
            table,
            records,
        )?;
    }
    rows += write_entries(
        &folder.join("tables").join(format!("{}.csv", schema::AUDIT_LOG)),
        records,
    )?;
    std::fs::write(folder.join("schema.md"), schema::text())?;
    lists::write_all(&folder.join("import"), records)?;
    Ok((rows, files::write_all(&folder.join("files"), records, blobs)?))
}

/// A file of rows, with its heads written.
struct Sheet {
    rows: csv::Writer<BufWriter<File>>,
}

impl Sheet {
    fn begin<'h>(path: &Path, heads: impl IntoIterator<Item = &'h str>) -> Result<Self, Trouble> {
        let mut file = BufWriter::new(File::create_new(path)?);
        file.write_all(BYTE_ORDER_MARK)?;
        let mut rows = csv::Writer::from_writer(file);
        rows.write_record(heads)?;
        Ok(Self { rows })
    }

    fn add<C: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = C>) -> Result<(), Trouble> {
        Ok(self.rows.write_record(cells)?)
    }

    fn end(self) -> Result<(), Trouble> {
        let mut file = self
            .rows
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))?;
        file.flush()?;
        Ok(file.get_ref().sync_all()?)
    }
}

/// Whether a column is written at all.
fn is_written(table: &Table, column: &str) -> bool {
    !(table.number == Crew::TABLE.number && column == crate::tables::NEVER_SHOWN)
}

fn write_table(path: &Path, table: &'static Table, records: &Records<'_>) -> Result<u64, Trouble> {
    let columns: Vec<usize> = (0..table.columns.len())
        .filter(|at| is_written(table, table.columns[*at].name))
        .collect();
    let own = columns.iter().map(|at| table.columns[*at].name);
    let mut sheet = Sheet::begin(path, ["id", "created_at", "created_by"].into_iter().chain(own))?;
    let mut rows = 0;
    records.each(table, |raw: RawRow| -> Result<(), Trouble> {
        rows += 1;
        let before = [
            raw.id.to_string(),
            raw.created_at.to_string(),
            raw.created_by.map(|id| id.to_string()).unwrap_or_default(),
        ];
        let own = columns.iter().map(|at| cell(table.columns[*at].kind, &raw.values[*at]));
        sheet.add(before.into_iter().chain(own))
    })?;
    sheet.end()?;
    Ok(rows)
}

/// The audit log, entry by entry. Of personal values it holds the digest, which is what the hash covers: they
/// stand in `pms_crew`, but for hashes of PINs, which stand in no file.
fn write_entries(path: &Path, records: &Records<'_>) -> Result<u64, Trouble> {
    let mut sheet = Sheet::begin(path, AUDIT_COLUMNS.iter().map(|column| column.name))?;
    let mut rows = 0;
    records.each_entry(|mut entry| -> Result<(), Trouble> {
        rows += 1;
        entry.strike_private();
        let cells = entry.to_columns().into_iter().map(|(_, value)| match value {
            ColumnValue::Integer(number) => number.to_string(),
            ColumnValue::Text(text) => text,
        });
        sheet.add(cells)
    })?;
    sheet.end()?;
    Ok(rows)
}

/// A stored value as text: moments in UTC (RFC 3339), decimals with a point, yes and no as 1 and 0.
fn cell(kind: Kind, value: &Value) -> String {
    match value {
        Value::Null | Value::Private(_) => String::new(),
        Value::Bool(flag) => u8::from(*flag).to_string(),
        Value::Int(millis) if kind == Kind::Instant => Instant::from_millis(*millis).to_string(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        Value::Id(id) => id.to_string(),
    }
}
