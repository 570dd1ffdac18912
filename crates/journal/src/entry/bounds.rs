/// Canonical bytes of one entry. Bounded at the click, so nothing can wedge a queue later.
pub const ENTRY_SIZE_BYTES_MAX: usize = 256 * 1024;
/// Rows changed by one entry.
pub const CHANGES_MAX: usize = 20_000;
/// Columns in one write, and columns of one row in one entry.
pub const COLUMNS_PER_WRITE_MAX: usize = 256;
/// Heads named in one base: as many workstations as may write one group while apart.
pub const BASE_STAMPS_MAX: usize = 1_024;
/// Devices in one `seen`.
pub const SEEN_STAMPS_MAX: usize = 4_096;
/// Values in one private part.
pub const PRIVATE_VALUES_MAX: usize = 4_096;
/// Objects and lists within each other in `parameters`, the outermost object included.
pub const PARAMETERS_DEPTH_MAX: usize = 8;
/// UTF-8 bytes of a role, an action, or a way of signing.
pub const NAME_BYTES_MAX: usize = 64;
/// UTF-8 bytes of an operator's name.
pub const OPERATOR_BYTES_MAX: usize = 200;
/// UTF-8 bytes of a signed statement, a signed handover period included.
pub const STATEMENT_BYTES_MAX: usize = 128 * 1024;
/// UTF-8 bytes of one audit column before it is read: JSON is longer than the canonical bytes, at most
/// six times where every character is escaped.
pub const COLUMN_TEXT_BYTES_MAX: usize = 8 * ENTRY_SIZE_BYTES_MAX;
