-- What the merge keeps of devices: where each ends, and which rows only void entries added. Both are
-- local, and follow from the entries.

-- Of each closed device the last entry that counts: of several closures the lowest.
CREATE TABLE closed_devices (
    device TEXT NOT NULL PRIMARY KEY,
    last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO closed_devices (device, last_seq)
    SELECT device, min(last_seq) FROM pms_device_closures WHERE last_seq >= 0 GROUP BY device;

-- Rows that are there for those that refer to them, and are not shown: every insert of them is void.
CREATE TABLE hidden_rows (
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    PRIMARY KEY (row_id, table_number)
) STRICT, WITHOUT ROWID;

-- Which declared tables the entries were last applied under; another program's make the replica look at
-- what was parked again.
ALTER TABLE replica ADD COLUMN declared TEXT;

-- Until now no entry waited for its device to be confirmed. What the record holds was written here, or
-- by replicas that this one was copied or restored from: their numbers are its own.
INSERT OR IGNORE INTO own_numbers (device, letter)
    SELECT device, letter FROM pms_devices d
    WHERE NOT EXISTS (SELECT 1 FROM pms_device_confirmations c WHERE c.device = d.device);
