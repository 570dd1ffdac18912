-- What this replica keeps for itself: never journalled, never exported, and without a gate.

-- Which vessel this is, and which workstation writes here. No device before the first own entry.
CREATE TABLE replica (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    vessel_id BLOB,
    device TEXT,
    letter TEXT,
    hlc INTEGER NOT NULL,
    wall_at_max INTEGER NOT NULL
) STRICT;
INSERT INTO replica (only_row, hlc, wall_at_max) VALUES (1, 0, 0);

-- The last entry held of each device; told_seq is what this replica's last own entry had seen of it.
CREATE TABLE chain_heads (
    device TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    told_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which applied entries touched a row. Also says which rows have arrived, known table or not.
CREATE TABLE entry_rows (
    row_id BLOB NOT NULL,
    arrival INTEGER NOT NULL,
    table_number INTEGER NOT NULL,
    is_insert INTEGER NOT NULL CHECK (is_insert IN (0, 1)),
    PRIMARY KEY (row_id, arrival)
) STRICT, WITHOUT ROWID;

-- The standing writes of each group that was written after the insert ("device:seq device:seq").
-- is_plain: every write so far named all the heads before it.
CREATE TABLE heads (
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    stamps TEXT NOT NULL,
    is_plain INTEGER NOT NULL CHECK (is_plain IN (0, 1)),
    PRIMARY KEY (row_id, table_number, group_number)
) STRICT, WITHOUT ROWID;

-- Groups between whose heads a person must choose, with every head's values as JSON.
CREATE TABLE conflicts (
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    heads TEXT NOT NULL,
    PRIMARY KEY (row_id, table_number, group_number)
) STRICT, WITHOUT ROWID;

-- Entries that wait for rows, and the rows they wait for.
CREATE TABLE held (
    arrival INTEGER NOT NULL PRIMARY KEY,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;
CREATE TABLE held_rows (
    row_id BLOB NOT NULL,
    arrival INTEGER NOT NULL,
    PRIMARY KEY (row_id, arrival)
) STRICT, WITHOUT ROWID;

-- What applied entries write that this version does not know.
CREATE TABLE parked (
    arrival INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    column_number INTEGER,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX parked_by_arrival ON parked (arrival);

-- Entries whose number another entry already has.
CREATE TABLE forks (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    entry BLOB NOT NULL,
    arrived_at INTEGER NOT NULL,
    PRIMARY KEY (device, seq, hash)
) STRICT, WITHOUT ROWID;

-- The last number spoken of each kind, ship's-time year and workstation letter.
CREATE TABLE counters (
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    letter TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, year, letter)
) STRICT, WITHOUT ROWID;

-- What the commit of a form returned, so that a second click returns the same.
CREATE TABLE receipts (
    form_id TEXT NOT NULL PRIMARY KEY,
    result TEXT NOT NULL,
    committed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pin_attempts (
    person_id BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Forms that were left open.
CREATE TABLE drafts (
    form_id TEXT NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL,
    action TEXT NOT NULL,
    given TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;
