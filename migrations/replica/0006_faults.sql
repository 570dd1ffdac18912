-- Faults.

CREATE TABLE pms_faults (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT,
    description TEXT,
    severity TEXT NOT NULL CHECK (severity = 'low' OR severity = 'medium' OR severity = 'high' OR severity = 'critical'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    noticed_at INTEGER NOT NULL,
    reported_by_id BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    reported_by_text TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'resolved')),
    resolved_how TEXT CHECK (resolved_how = 'repaired' OR resolved_how = 'replaced' OR resolved_how = 'adjusted' OR resolved_how = 'reset' OR resolved_how = 'false_alarm' OR resolved_how = 'duplicate' OR resolved_how = 'other'),
    resolution_note TEXT,
    resolved_at INTEGER,
    resolved_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    reopened_reason TEXT
) STRICT;

CREATE INDEX faults_by_created_at ON pms_faults (created_at);
CREATE INDEX faults_by_equipment_id_noticed_at ON pms_faults (equipment_id, noticed_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX faults_by_reported_by_id_created_at ON pms_faults (reported_by_id, created_at) WHERE reported_by_id IS NOT NULL;
CREATE INDEX faults_by_resolved_by_created_at ON pms_faults (resolved_by, created_at) WHERE resolved_by IS NOT NULL;
CREATE INDEX faults_by_number ON pms_faults (number);
CREATE INDEX faults_by_noticed_at ON pms_faults (noticed_at);
CREATE INDEX faults_by_status_noticed_at ON pms_faults (status, noticed_at);
CREATE INDEX faults_by_code_created_at ON pms_faults (code, created_at) WHERE code IS NOT NULL;
