-- Photos and papers on records. The files lie beside the replica, under their digest.

CREATE TABLE pms_attachments (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'pdf')),
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    caption TEXT,
    fault_id BLOB REFERENCES pms_faults (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    note_id BLOB REFERENCES pms_work_order_notes (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    handover_id BLOB REFERENCES pms_handover (id) DEFERRABLE INITIALLY DEFERRED,
    withdraws_id BLOB REFERENCES pms_attachments (id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT
) STRICT;

CREATE INDEX attachments_by_created_at ON pms_attachments (created_at);
CREATE INDEX attachments_by_sha256 ON pms_attachments (sha256);
CREATE INDEX attachments_by_fault_id_created_at ON pms_attachments (fault_id, created_at) WHERE fault_id IS NOT NULL;
CREATE INDEX attachments_by_work_order_id_created_at ON pms_attachments (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX attachments_by_note_id_created_at ON pms_attachments (note_id, created_at) WHERE note_id IS NOT NULL;
CREATE INDEX attachments_by_equipment_id_created_at ON pms_attachments (equipment_id, created_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX attachments_by_part_id_created_at ON pms_attachments (part_id, created_at) WHERE part_id IS NOT NULL;
CREATE INDEX attachments_by_handover_id_created_at ON pms_attachments (handover_id, created_at) WHERE handover_id IS NOT NULL;
CREATE INDEX attachments_by_withdraws_id_created_at ON pms_attachments (withdraws_id, created_at) WHERE withdraws_id IS NOT NULL;

CREATE TRIGGER attachments_gate_insert BEFORE INSERT ON pms_attachments WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_attachments: rows are written by acts only'); END;
CREATE TRIGGER attachments_gate_update BEFORE UPDATE ON pms_attachments WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_attachments: rows are only ever added'); END;
CREATE TRIGGER attachments_gate_delete BEFORE DELETE ON pms_attachments WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_attachments: nothing is deleted'); END;
