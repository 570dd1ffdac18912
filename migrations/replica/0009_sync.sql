-- What this replica keeps of its exchanges with others. All local but for one index.

-- The device numbers this replica has written under, the present one among them. Of a closed one:
-- the entry after which it was closed when its void entries were last issued again, and how far.
CREATE TABLE own_numbers (
    device TEXT NOT NULL PRIMARY KEY,
    letter TEXT NOT NULL,
    closed_seq INTEGER,
    reissued_seq INTEGER
) STRICT, WITHOUT ROWID;
INSERT INTO own_numbers (device, letter) SELECT device, letter FROM replica WHERE device IS NOT NULL;

-- The number drawn for a vessel that is not joined yet. Its key lies in the state folder.
ALTER TABLE replica ADD COLUMN prepared_device TEXT;

-- Ends of chains with their devices' signatures: the places where a batch may end.
CREATE TABLE signed_heads (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- Entries whose number another entry already has. Of some only the hash was heard. refused_ours: the
-- other side holds this one and did not take the entry that stands here.
ALTER TABLE forks RENAME TO forks_before;
CREATE TABLE forks (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    entry BLOB,
    refused_ours INTEGER NOT NULL CHECK (refused_ours IN (0, 1)),
    arrived_at INTEGER NOT NULL,
    PRIMARY KEY (device, seq, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO forks (device, seq, hash, entry, refused_ours, arrived_at)
    SELECT device, seq, hash, entry, 0, arrived_at FROM forks_before;
DROP TABLE forks_before;

-- Void entries that were issued again are found by the entry they stand for.
CREATE INDEX audit_log_by_reissue_of ON pms_audit_log (reissue_of) WHERE reissue_of <> '';

-- Rows of void entries that got a new id when they were issued again, since another entry has theirs.
CREATE TABLE reissued_rows (
    row_id BLOB NOT NULL PRIMARY KEY,
    new_row_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Whom this replica exchanges entries with. frontier: what it was last heard to hold, as JSON.
CREATE TABLE peers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('shore', 'workstation')),
    name TEXT NOT NULL,
    address TEXT,
    pin BLOB,
    device TEXT,
    public_key BLOB,
    frontier TEXT,
    heard_at INTEGER,
    last_success_at INTEGER,
    failure_code TEXT,
    failure_sentence TEXT,
    failed_at INTEGER,
    is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1))
) STRICT;

-- From when on a peer was known to hold a device's entries up to seq.
CREATE TABLE acceptances (
    kind TEXT NOT NULL CHECK (kind IN ('shore', 'workstation')),
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    peer_id INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (kind, device, seq, peer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX acceptances_by_peer ON acceptances (peer_id, device, seq);

-- The log of exchanges.
CREATE TABLE exchanges (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    peer_id INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    round_trips INTEGER NOT NULL,
    batches INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT,
    sentence TEXT
) STRICT;

-- Bytes to and from each peer by ship's day (2026-11-22).
CREATE TABLE daily_bytes (
    day TEXT NOT NULL,
    peer_id INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    PRIMARY KEY (day, peer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_settings (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    daily_budget_bytes INTEGER,
    is_metered INTEGER NOT NULL CHECK (is_metered IN (0, 1)),
    is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
    listen_address TEXT
) STRICT;
INSERT INTO link_settings (only_row, is_metered, is_paused) VALUES (1, 0, 0);

-- One-time codes given out here, by the hash of their secret, and what they were used for.
CREATE TABLE invitations (
    secret_hash BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL,
    entry TEXT NOT NULL,
    letter TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by TEXT
) STRICT, WITHOUT ROWID;

-- Codes tried that were none, in a row.
CREATE TABLE wrong_codes (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    failures INTEGER NOT NULL,
    first_at INTEGER NOT NULL
) STRICT;
INSERT INTO wrong_codes (only_row, failures, first_at) VALUES (1, 0, 0);
