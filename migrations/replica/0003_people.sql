-- The vessel, its people, who may do what, its workstations and its clocks.
-- 
-- Every row carries id, vessel, author and time from the entry that added it. No UNIQUE but the
-- primary key and no CHECK over several columns: the state must not depend on the order of arrival.
-- Vocabularies are checked word by word, since for IN with three words or more SQLite builds a
-- temporary index in every single statement, which halves the speed of an apply.

CREATE TABLE pms_vessels (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL
) STRICT;

CREATE INDEX vessels_by_created_at ON pms_vessels (created_at);

CREATE TABLE pms_crew (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    rank TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role = 'crew' OR role = 'engineer' OR role = 'eto' OR role = 'chief_engineer' OR role = 'chief_officer' OR role = 'chief_steward' OR role = 'purser' OR role = 'captain' OR role = 'manager'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    pin_hash TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
) STRICT;

CREATE INDEX crew_by_created_at ON pms_crew (created_at);

CREATE TABLE pms_permissions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    action TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role = 'crew' OR role = 'engineer' OR role = 'eto' OR role = 'chief_engineer' OR role = 'chief_officer' OR role = 'chief_steward' OR role = 'purser' OR role = 'captain' OR role = 'manager'),
    scope TEXT CHECK (scope = 'all' OR scope = 'department' OR scope = 'assigned')
) STRICT;

CREATE INDEX permissions_by_created_at ON pms_permissions (created_at);

CREATE TABLE pms_signing (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    action TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method = 'none' OR method = 'session' OR method = 'pin')
) STRICT;

CREATE INDEX signing_by_created_at ON pms_signing (created_at);

CREATE TABLE pms_devices (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,
    letter TEXT NOT NULL,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE INDEX devices_by_created_at ON pms_devices (created_at);

CREATE TABLE pms_ship_time (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    offset_minutes INTEGER NOT NULL,
    from_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ship_time_by_created_at ON pms_ship_time (created_at);
