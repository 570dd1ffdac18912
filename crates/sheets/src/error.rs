//! Why a file gives no table: each is one sentence for the person.

use crate::bounds;

/// Why a file gives no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// There is no such file.
    #[error("There is no such file.")]
    NotFound,
    /// It cannot be opened or read.
    #[error("The file cannot be read: {0}.")]
    Unreadable(String),
    /// A folder was named.
    #[error("This is a folder. Choose a file in it.")]
    Folder,
    /// Nothing stands in it.
    #[error("The file is empty.")]
    Empty,
    /// Only heads stand in it.
    #[error("The table has heads but no rows below them.")]
    NoRows,
    /// No row looks like heads.
    #[error("No row of heads was found. The first row of the table must name its columns.")]
    NoHeads,
    /// More bytes than are taken.
    #[error("The file is larger than {} MB. Split it, or take pictures out of it.", bounds::FILE_SIZE_BYTES_MAX / 1024 / 1024)]
    TooLarge,
    /// More rows than are taken.
    #[error("The table has more than {} rows. Split it into several files.", bounds::ROWS_MAX)]
    TooManyRows,
    /// More columns than are taken.
    #[error("Row {0} has more than {max} columns. Take the unneeded ones out.", max = bounds::COLUMNS_MAX)]
    TooManyColumns(u32),
    /// A cell longer than is taken.
    #[error("A cell of row {0} is longer than {max} characters. Shorten it.", max = bounds::CELL_CHARACTERS_MAX)]
    CellTooLong(u32),
    /// The cells together are longer than is taken.
    #[error("The texts of the table are larger than {} MB together. Split the file.", bounds::CELLS_SIZE_BYTES_MAX / 1024 / 1024)]
    TooMuchText,
    /// It unpacks to more than is taken.
    #[error("The workbook unpacks to far more than a table needs, so it is not opened. Save the one sheet as CSV.")]
    Bomb,
    /// Bytes that are neither text nor a workbook.
    #[error("This is no table: choose a CSV or XLSX file.")]
    NotATable,
    /// The format of old table programs.
    #[error(
        "This is a workbook of the old kind, or one with a password. Save it as XLSX without a password, or as CSV."
    )]
    OldWorkbook,
    /// An archive that is no workbook.
    #[error("This is no XLSX workbook. Save the table as XLSX or CSV.")]
    NotAWorkbook,
    /// A workbook that cannot be read.
    #[error("The workbook is damaged and cannot be read. Open it in a table program and save it again.")]
    Damaged,
    /// A sheet that the workbook does not hold.
    #[error("The workbook has no sheet “{0}”.")]
    NoSheet(String),
}

impl SheetError {
    pub(crate) fn unreadable(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::IsADirectory => Self::Folder,
            std::io::ErrorKind::PermissionDenied => Self::Unreadable("this program may not open it".to_owned()),
            _ => Self::Unreadable("the disk does not give it".to_owned()),
        }
    }
}
