-- Who let a device into the vessel, and where a device ends. Both are only ever added.

CREATE TABLE pms_device_confirmations (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('workstation', 'shore')),
    letter TEXT,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE INDEX device_confirmations_by_created_at ON pms_device_confirmations (created_at);

CREATE TABLE pms_device_closures (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX device_closures_by_created_at ON pms_device_closures (created_at);
CREATE INDEX device_closures_by_device ON pms_device_closures (device);

CREATE TRIGGER device_confirmations_gate_insert BEFORE INSERT ON pms_device_confirmations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_device_confirmations: rows are written by acts only'); END;
CREATE TRIGGER device_confirmations_gate_update BEFORE UPDATE ON pms_device_confirmations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_confirmations: rows are only ever added'); END;
CREATE TRIGGER device_confirmations_gate_delete BEFORE DELETE ON pms_device_confirmations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_confirmations: nothing is deleted'); END;

CREATE TRIGGER device_closures_gate_insert BEFORE INSERT ON pms_device_closures WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_device_closures: rows are written by acts only'); END;
CREATE TRIGGER device_closures_gate_update BEFORE UPDATE ON pms_device_closures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_closures: rows are only ever added'); END;
CREATE TRIGGER device_closures_gate_delete BEFORE DELETE ON pms_device_closures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_closures: nothing is deleted'); END;
