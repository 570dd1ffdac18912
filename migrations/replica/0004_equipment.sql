-- Machines and spaces.

CREATE TABLE pms_equipment (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('machine', 'space')),
    parent_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    system TEXT,
    location TEXT,
    maker TEXT,
    model TEXT,
    serial TEXT,
    criticality TEXT CHECK (criticality = 'low' OR criticality = 'medium' OR criticality = 'high'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    has_counter INTEGER NOT NULL CHECK (has_counter IN (0, 1)),
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    retired_reason TEXT,
    remark TEXT
) STRICT;

CREATE INDEX equipment_by_created_at ON pms_equipment (created_at);
CREATE INDEX equipment_by_parent_id_created_at ON pms_equipment (parent_id, created_at) WHERE parent_id IS NOT NULL;
CREATE INDEX equipment_by_code ON pms_equipment (code);
CREATE INDEX equipment_by_name ON pms_equipment (name);
