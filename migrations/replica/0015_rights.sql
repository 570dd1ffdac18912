-- Which acts were done by people whose role, or whose place aboard, had been changed by an entry that the
-- author of the act had not seen. Local, and follows from the entries; without effect on the rows.

-- Entries that changed what somebody may do: the person or the permission, and which entries of the others
-- their author had seen.
CREATE TABLE right_changes (
    row_id BLOB NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    saw TEXT NOT NULL,
    PRIMARY KEY (row_id, device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX right_changes_by_device ON right_changes (device, seq);

-- The first entry of each device whose author had seen such a change.
CREATE TABLE right_changes_seen (
    device TEXT NOT NULL,
    by_device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    by_seq INTEGER NOT NULL,
    PRIMARY KEY (device, by_device, seq)
) STRICT, WITHOUT ROWID;

-- The acts that rest on a right which such a change concerns, where neither author had seen the other.
CREATE TABLE unseen_changes (
    arrival INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    action TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (arrival, row_id, device, seq)
) STRICT, WITHOUT ROWID;
