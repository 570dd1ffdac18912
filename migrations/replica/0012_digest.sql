-- The sums by which two replicas find out whether they show the same: for each table, the number (2 bytes)
-- and the sum (32 bytes) of each of its columns. One row for a table, so that an act writes few of them.
CREATE TABLE digests (
    table_number INTEGER NOT NULL PRIMARY KEY,
    sums BLOB NOT NULL
) STRICT;

-- Whether a program has the replica open, or ended without letting go of it; and when the sums were last
-- held against the rows.
CREATE TABLE upkeep (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    checked_at INTEGER
) STRICT;
INSERT INTO upkeep (only_row, is_open) VALUES (1, 0);

-- Rows that were not what the entries make them, and were rebuilt. No column: the whole row was missing,
-- or was one that no entry added.
CREATE TABLE mended_rows (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mended_at INTEGER NOT NULL,
    table_number INTEGER NOT NULL,
    column_number INTEGER,
    row_id BLOB NOT NULL
) STRICT;
