CREATE TABLE pms_faults (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    equipment_id uuid,
    code text,
    description text,
    severity text NOT NULL CONSTRAINT severity_words CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    noticed_at timestamptz NOT NULL,
    reported_by_id uuid,
    reported_by_text text,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('open', 'resolved')),
    resolved_how text CONSTRAINT resolved_how_words CHECK (resolved_how IN ('repaired', 'replaced', 'adjusted', 'reset', 'false_alarm', 'duplicate', 'other')),
    resolution_note text,
    resolved_at timestamptz,
    resolved_by uuid,
    reopened_reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, reported_by_id) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, resolved_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX faults_by_equipment_id ON pms_faults (vessel_id, equipment_id);
CREATE INDEX faults_by_reported_by_id ON pms_faults (vessel_id, reported_by_id);
CREATE INDEX faults_by_resolved_by ON pms_faults (vessel_id, resolved_by);
CREATE INDEX faults_by_status ON pms_faults (vessel_id, status);
COMMENT ON TABLE pms_faults IS 'A record that something is broken.';
COMMENT ON COLUMN pms_faults.number IS 'Number people speak: F-2026-E0113.';
COMMENT ON COLUMN pms_faults.title IS 'What is wrong, in one line.';
COMMENT ON COLUMN pms_faults.equipment_id IS 'The machine or space, if named.';
COMMENT ON COLUMN pms_faults.code IS 'Code as on the display.';
COMMENT ON COLUMN pms_faults.description IS 'What was seen.';
COMMENT ON COLUMN pms_faults.severity IS 'How bad it is.';
COMMENT ON COLUMN pms_faults.department IS 'The record''s department.';
COMMENT ON COLUMN pms_faults.noticed_at IS 'When it was noticed.';
COMMENT ON COLUMN pms_faults.reported_by_id IS 'The person aboard who reported it.';
COMMENT ON COLUMN pms_faults.reported_by_text IS 'Or somebody else: "guest in cabin 4".';
COMMENT ON COLUMN pms_faults.status IS 'Open or resolved.';
COMMENT ON COLUMN pms_faults.resolved_how IS 'How it was settled.';
COMMENT ON COLUMN pms_faults.resolution_note IS 'A word on it.';
COMMENT ON COLUMN pms_faults.resolved_at IS 'When it was settled.';
COMMENT ON COLUMN pms_faults.resolved_by IS 'By whom.';
COMMENT ON COLUMN pms_faults.reopened_reason IS 'Why it was opened again.';

CREATE TABLE pms_work_orders (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('corrective', 'planned', 'inspection')),
    priority text NOT NULL CONSTRAINT priority_words CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    fault_id uuid,
    follows_id uuid,
    equipment_id uuid NOT NULL,
    location text,
    description text,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    due_on date,
    assigned_to uuid,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('candidate', 'active', 'completed', 'cancelled')),
    outcome text CONSTRAINT outcome_words CHECK (outcome IN ('resolved', 'partial', 'unsuccessful')),
    hours numeric,
    done_at timestamptz,
    done_by text,
    completion_note text,
    completed_by uuid,
    cancelled_reason text,
    running_hours numeric,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, fault_id) REFERENCES pms_faults DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, follows_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, assigned_to) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, completed_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX work_orders_by_fault_id ON pms_work_orders (vessel_id, fault_id);
CREATE INDEX work_orders_by_follows_id ON pms_work_orders (vessel_id, follows_id);
CREATE INDEX work_orders_by_equipment_id ON pms_work_orders (vessel_id, equipment_id);
CREATE INDEX work_orders_by_assigned_to ON pms_work_orders (vessel_id, assigned_to);
CREATE INDEX work_orders_by_completed_by ON pms_work_orders (vessel_id, completed_by);
CREATE INDEX work_orders_by_status ON pms_work_orders (vessel_id, status);
COMMENT ON TABLE pms_work_orders IS 'A promise to fix, inspect or maintain.';
COMMENT ON COLUMN pms_work_orders.number IS 'Number people speak: WO-2026-E0042.';
COMMENT ON COLUMN pms_work_orders.title IS 'What is to be done, in one line.';
COMMENT ON COLUMN pms_work_orders.kind IS 'Why.';
COMMENT ON COLUMN pms_work_orders.priority IS 'How soon.';
COMMENT ON COLUMN pms_work_orders.fault_id IS 'The fault it promises to fix.';
COMMENT ON COLUMN pms_work_orders.follows_id IS 'The completed work order it goes on from.';
COMMENT ON COLUMN pms_work_orders.equipment_id IS 'The machine or space.';
COMMENT ON COLUMN pms_work_orders.location IS 'Where.';
COMMENT ON COLUMN pms_work_orders.description IS 'In full.';
COMMENT ON COLUMN pms_work_orders.department IS 'The record''s department.';
COMMENT ON COLUMN pms_work_orders.due_on IS 'The day it should be done by.';
COMMENT ON COLUMN pms_work_orders.assigned_to IS 'Who is to do it.';
COMMENT ON COLUMN pms_work_orders.status IS 'Where it stands.';
COMMENT ON COLUMN pms_work_orders.outcome IS 'What the work achieved.';
COMMENT ON COLUMN pms_work_orders.hours IS 'Person-hours.';
COMMENT ON COLUMN pms_work_orders.done_at IS 'When the work was done.';
COMMENT ON COLUMN pms_work_orders.done_by IS 'Who did it.';
COMMENT ON COLUMN pms_work_orders.completion_note IS 'The statement signed.';
COMMENT ON COLUMN pms_work_orders.completed_by IS 'Who signed it.';
COMMENT ON COLUMN pms_work_orders.cancelled_reason IS 'Why it will not be done.';
COMMENT ON COLUMN pms_work_orders.running_hours IS 'The counter at that moment, in hours.';

CREATE TABLE pms_work_order_notes (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    work_order_id uuid NOT NULL,
    text text NOT NULL,
    category text NOT NULL CONSTRAINT category_words CHECK (category IN ('update', 'diagnosis', 'action', 'issue')),
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('note', 'correction')),
    corrects_id uuid,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, corrects_id) REFERENCES pms_work_order_notes DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX work_order_notes_by_work_order_id ON pms_work_order_notes (vessel_id, work_order_id);
CREATE INDEX work_order_notes_by_corrects_id ON pms_work_order_notes (vessel_id, corrects_id);
COMMENT ON TABLE pms_work_order_notes IS 'A breadcrumb for whoever picks this up next. Never changed.';
COMMENT ON COLUMN pms_work_order_notes.work_order_id IS 'The work order.';
COMMENT ON COLUMN pms_work_order_notes.text IS 'The text.';
COMMENT ON COLUMN pms_work_order_notes.category IS 'What it is.';
COMMENT ON COLUMN pms_work_order_notes.kind IS 'Where it stands.';
COMMENT ON COLUMN pms_work_order_notes.corrects_id IS 'The note it corrects.';

CREATE TABLE pms_work_order_parts (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    work_order_id uuid NOT NULL,
    part_id uuid NOT NULL,
    quantity numeric NOT NULL,
    note text,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('planned', 'not_used')),
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX work_order_parts_by_work_order_id ON pms_work_order_parts (vessel_id, work_order_id);
CREATE INDEX work_order_parts_by_part_id ON pms_work_order_parts (vessel_id, part_id);
COMMENT ON TABLE pms_work_order_parts IS 'A part the work will need. Stores are not touched.';
COMMENT ON COLUMN pms_work_order_parts.work_order_id IS 'The work order.';
COMMENT ON COLUMN pms_work_order_parts.part_id IS 'The part.';
COMMENT ON COLUMN pms_work_order_parts.quantity IS 'How many, in the part''s unit.';
COMMENT ON COLUMN pms_work_order_parts.note IS 'A word on it.';
COMMENT ON COLUMN pms_work_order_parts.status IS 'Planned or not used.';

CREATE TABLE pms_work_order_checklist (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    work_order_id uuid NOT NULL,
    position bigint NOT NULL,
    text text NOT NULL,
    is_ticked boolean NOT NULL,
    ticked_by uuid,
    ticked_at timestamptz,
    remark text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, ticked_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX work_order_checklist_by_work_order_id ON pms_work_order_checklist (vessel_id, work_order_id);
CREATE INDEX work_order_checklist_by_ticked_by ON pms_work_order_checklist (vessel_id, ticked_by);
COMMENT ON TABLE pms_work_order_checklist IS 'One line of a work order''s checklist.';
COMMENT ON COLUMN pms_work_order_checklist.work_order_id IS 'The work order.';
COMMENT ON COLUMN pms_work_order_checklist.position IS 'Its place in the list, from 1.';
COMMENT ON COLUMN pms_work_order_checklist.text IS 'What to do or look at.';
COMMENT ON COLUMN pms_work_order_checklist.is_ticked IS 'Ticked by a person.';
COMMENT ON COLUMN pms_work_order_checklist.ticked_by IS 'By whom.';
COMMENT ON COLUMN pms_work_order_checklist.ticked_at IS 'When.';
COMMENT ON COLUMN pms_work_order_checklist.remark IS 'A reading or remark.';

CREATE TABLE pms_running_hours (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    equipment_id uuid NOT NULL,
    hours numeric NOT NULL,
    read_at timestamptz NOT NULL,
    work_order_id uuid,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX running_hours_by_equipment_id ON pms_running_hours (vessel_id, equipment_id);
CREATE INDEX running_hours_by_work_order_id ON pms_running_hours (vessel_id, work_order_id);
COMMENT ON TABLE pms_running_hours IS 'A reading of a running-hours counter.';
COMMENT ON COLUMN pms_running_hours.equipment_id IS 'The machine.';
COMMENT ON COLUMN pms_running_hours.hours IS 'The counter, in hours.';
COMMENT ON COLUMN pms_running_hours.read_at IS 'When it was read.';
COMMENT ON COLUMN pms_running_hours.work_order_id IS 'The work order whose completion carried the reading.';

CREATE TABLE pms_inventory_transactions (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    part_id uuid NOT NULL,
    location_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('initial')),
    quantity numeric NOT NULL,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, location_id) REFERENCES pms_locations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX inventory_transactions_by_part_id ON pms_inventory_transactions (vessel_id, part_id);
CREATE INDEX inventory_transactions_by_location_id ON pms_inventory_transactions (vessel_id, location_id);
COMMENT ON TABLE pms_inventory_transactions IS 'One movement of the stock ledger. On hand is always the sum.';
COMMENT ON COLUMN pms_inventory_transactions.part_id IS 'The part.';
COMMENT ON COLUMN pms_inventory_transactions.location_id IS 'The place.';
COMMENT ON COLUMN pms_inventory_transactions.kind IS 'Why it moved.';
COMMENT ON COLUMN pms_inventory_transactions.quantity IS 'How much, in the part''s unit; negative when it left.';
COMMENT ON COLUMN pms_inventory_transactions.reason IS 'A word on it.';
