-- Work orders with notes, parts and checklist; readings of counters.

CREATE TABLE pms_work_orders (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'corrective' OR kind = 'planned' OR kind = 'inspection'),
    priority TEXT NOT NULL CHECK (priority = 'low' OR priority = 'normal' OR priority = 'high' OR priority = 'urgent'),
    fault_id BLOB REFERENCES pms_faults (id) DEFERRABLE INITIALLY DEFERRED,
    follows_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB NOT NULL REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    location TEXT,
    description TEXT,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    due_on TEXT,
    assigned_to BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT NOT NULL CHECK (status = 'candidate' OR status = 'active' OR status = 'completed' OR status = 'cancelled'),
    outcome TEXT CHECK (outcome = 'resolved' OR outcome = 'partial' OR outcome = 'unsuccessful'),
    hours TEXT,
    done_at INTEGER,
    done_by TEXT,
    completion_note TEXT,
    completed_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    cancelled_reason TEXT,
    running_hours TEXT
) STRICT;

CREATE INDEX work_orders_by_created_at ON pms_work_orders (created_at);
CREATE INDEX work_orders_by_fault_id_created_at ON pms_work_orders (fault_id, created_at) WHERE fault_id IS NOT NULL;
CREATE INDEX work_orders_by_follows_id_created_at ON pms_work_orders (follows_id, created_at) WHERE follows_id IS NOT NULL;
CREATE INDEX work_orders_by_equipment_id_number ON pms_work_orders (equipment_id, number);
CREATE INDEX work_orders_by_assigned_to_status_number ON pms_work_orders (assigned_to, status, number) WHERE assigned_to IS NOT NULL;
CREATE INDEX work_orders_by_completed_by_created_at ON pms_work_orders (completed_by, created_at) WHERE completed_by IS NOT NULL;
CREATE INDEX work_orders_by_number ON pms_work_orders (number);
CREATE INDEX work_orders_by_status_number ON pms_work_orders (status, number);
CREATE INDEX work_orders_by_status_due_on ON pms_work_orders (status, due_on) WHERE due_on IS NOT NULL;

CREATE TABLE pms_work_order_notes (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB NOT NULL REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category = 'update' OR category = 'diagnosis' OR category = 'action' OR category = 'issue'),
    kind TEXT NOT NULL CHECK (kind IN ('note', 'correction')),
    corrects_id BLOB REFERENCES pms_work_order_notes (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX work_order_notes_by_created_at ON pms_work_order_notes (created_at);
CREATE INDEX work_order_notes_by_work_order_id_created_at ON pms_work_order_notes (work_order_id, created_at);
CREATE INDEX work_order_notes_by_corrects_id_created_at ON pms_work_order_notes (corrects_id, created_at) WHERE corrects_id IS NOT NULL;

CREATE TABLE pms_work_order_parts (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB NOT NULL REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    quantity TEXT NOT NULL,
    note TEXT,
    status TEXT NOT NULL CHECK (status IN ('planned', 'not_used'))
) STRICT;

CREATE INDEX work_order_parts_by_created_at ON pms_work_order_parts (created_at);
CREATE INDEX work_order_parts_by_work_order_id_created_at ON pms_work_order_parts (work_order_id, created_at);
CREATE INDEX work_order_parts_by_part_id_created_at ON pms_work_order_parts (part_id, created_at);

CREATE TABLE pms_work_order_checklist (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB NOT NULL REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    is_ticked INTEGER NOT NULL CHECK (is_ticked IN (0, 1)),
    ticked_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    ticked_at INTEGER,
    remark TEXT
) STRICT;

CREATE INDEX work_order_checklist_by_created_at ON pms_work_order_checklist (created_at);
CREATE INDEX work_order_checklist_by_work_order_id_created_at ON pms_work_order_checklist (work_order_id, created_at);
CREATE INDEX work_order_checklist_by_ticked_by_created_at ON pms_work_order_checklist (ticked_by, created_at) WHERE ticked_by IS NOT NULL;

CREATE TABLE pms_running_hours (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB NOT NULL REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    hours TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX running_hours_by_created_at ON pms_running_hours (created_at);
CREATE INDEX running_hours_by_equipment_id_read_at ON pms_running_hours (equipment_id, read_at);
CREATE INDEX running_hours_by_work_order_id_created_at ON pms_running_hours (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
