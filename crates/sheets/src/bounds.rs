//! How much of a foreign file is taken.

/// Bytes of a file. Fifty thousand rows of forty columns are about 20 MB of text.
pub const FILE_SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Rows below the heads.
pub const ROWS_MAX: usize = 50_000;
/// Columns.
pub const COLUMNS_MAX: usize = 256;
/// Characters of one cell: what a cell of a workbook holds at most (Excel specifications and limits).
pub const CELL_CHARACTERS_MAX: usize = 32_767;
/// Bytes of all cells together: many cells of a workbook may show one long text that it holds once.
pub const CELLS_SIZE_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Rows at the top among which the heads are looked for.
pub const HEAD_ROWS_MAX: usize = 50;
/// Sheets of a workbook.
pub const SHEETS_MAX: usize = 256;
/// Files inside a workbook.
pub const PARTS_MAX: usize = 4_096;
/// Unpacked bytes of one sheet of a workbook, or of a picture in it.
pub const SHEET_SIZE_BYTES_MAX: u64 = 160 * 1024 * 1024;
/// Unpacked bytes of a workbook's table of texts.
pub const TEXTS_SIZE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Unpacked bytes of a workbook's styles, of its names of sheets, and of each list of links in it.
pub const PART_SIZE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Unpacked bytes of all parts of a workbook.
pub const UNPACKED_SIZE_BYTES_MAX: u64 = 512 * 1024 * 1024;
