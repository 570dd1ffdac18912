-- What people write for the next watch or rotation, and the signatures under it.

CREATE TABLE pms_handover (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    details TEXT,
    category TEXT NOT NULL CHECK (category = 'urgent' OR category = 'in_progress' OR category = 'completed' OR category = 'watch' OR category = 'fyi'),
    priority TEXT NOT NULL CHECK (priority = 'low' OR priority = 'normal' OR priority = 'high' OR priority = 'urgent'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    kind TEXT NOT NULL CHECK (kind IN ('watch', 'rotation')),
    fault_id BLOB REFERENCES pms_faults (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT NOT NULL CHECK (status = 'open' OR status = 'done' OR status = 'withdrawn'),
    remark TEXT,
    closed_at INTEGER,
    closed_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    is_signed_over INTEGER NOT NULL CHECK (is_signed_over IN (0, 1))
) STRICT;

CREATE INDEX handover_by_created_at ON pms_handover (created_at);
CREATE INDEX handover_by_status_created_at ON pms_handover (status, created_at);
CREATE INDEX handover_by_department_created_at ON pms_handover (department, created_at);
CREATE INDEX handover_by_is_signed_over_created_at ON pms_handover (is_signed_over, created_at);
CREATE INDEX handover_by_fault_id_created_at ON pms_handover (fault_id, created_at) WHERE fault_id IS NOT NULL;
CREATE INDEX handover_by_work_order_id_created_at ON pms_handover (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX handover_by_equipment_id_created_at ON pms_handover (equipment_id, created_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX handover_by_part_id_created_at ON pms_handover (part_id, created_at) WHERE part_id IS NOT NULL;
CREATE INDEX handover_by_closed_by_closed_at ON pms_handover (closed_by, closed_at) WHERE closed_by IS NOT NULL;

CREATE TRIGGER handover_gate_insert BEFORE INSERT ON pms_handover WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_handover: rows are written by acts only'); END;
CREATE TRIGGER handover_gate_update BEFORE UPDATE ON pms_handover WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_handover: rows are changed by acts only'); END;
CREATE TRIGGER handover_gate_delete BEFORE DELETE ON pms_handover WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_handover: nothing is deleted'); END;

CREATE TABLE pms_handover_signatures (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    kind TEXT NOT NULL CHECK (kind IN ('watch', 'rotation')),
    side TEXT NOT NULL CHECK (side IN ('outgoing', 'incoming')),
    from_at INTEGER,
    until_at INTEGER NOT NULL,
    statement TEXT NOT NULL,
    answers_id BLOB REFERENCES pms_handover_signatures (id) DEFERRABLE INITIALLY DEFERRED,
    is_accepted INTEGER CHECK (is_accepted IN (0, 1)),
    remark TEXT,
    with_appendix INTEGER NOT NULL CHECK (with_appendix IN (0, 1)),
    signed_by BLOB NOT NULL REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX handover_signatures_by_created_at ON pms_handover_signatures (created_at);
CREATE INDEX handover_signatures_by_department_kind_side_until_at ON pms_handover_signatures (department, kind, side, until_at);
CREATE INDEX handover_signatures_by_answers_id_created_at ON pms_handover_signatures (answers_id, created_at) WHERE answers_id IS NOT NULL;
CREATE INDEX handover_signatures_by_signed_by_until_at ON pms_handover_signatures (signed_by, until_at);

CREATE TRIGGER handover_signatures_gate_insert BEFORE INSERT ON pms_handover_signatures WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_handover_signatures: rows are written by acts only'); END;
CREATE TRIGGER handover_signatures_gate_update BEFORE UPDATE ON pms_handover_signatures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_handover_signatures: rows are only ever added'); END;
CREATE TRIGGER handover_signatures_gate_delete BEFORE DELETE ON pms_handover_signatures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_handover_signatures: nothing is deleted'); END;
