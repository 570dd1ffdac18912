-- Photos and papers on records. The files themselves are carried apart from the acts.

CREATE TABLE pms_attachments (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    sha256 text NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('photo', 'pdf')),
    media_type text NOT NULL,
    name text NOT NULL,
    size_bytes bigint NOT NULL,
    caption text,
    fault_id uuid,
    work_order_id uuid,
    note_id uuid,
    equipment_id uuid,
    part_id uuid,
    handover_id uuid,
    withdraws_id uuid,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, fault_id) REFERENCES pms_faults DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, note_id) REFERENCES pms_work_order_notes DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, handover_id) REFERENCES pms_handover DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, withdraws_id) REFERENCES pms_attachments DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX attachments_by_sha256 ON pms_attachments (vessel_id, sha256);
CREATE INDEX attachments_by_fault_id ON pms_attachments (vessel_id, fault_id);
CREATE INDEX attachments_by_work_order_id ON pms_attachments (vessel_id, work_order_id);
CREATE INDEX attachments_by_note_id ON pms_attachments (vessel_id, note_id);
CREATE INDEX attachments_by_equipment_id ON pms_attachments (vessel_id, equipment_id);
CREATE INDEX attachments_by_part_id ON pms_attachments (vessel_id, part_id);
CREATE INDEX attachments_by_handover_id ON pms_attachments (vessel_id, handover_id);
CREATE INDEX attachments_by_withdraws_id ON pms_attachments (vessel_id, withdraws_id);
COMMENT ON TABLE pms_attachments IS 'A photo or a paper on a record. A withdrawal is a row of its own, whose id follows from the attachment; the file stays.';
COMMENT ON COLUMN pms_attachments.sha256 IS 'SHA-256 of the bytes, 64 hex digits.';
COMMENT ON COLUMN pms_attachments.kind IS 'Photo or paper.';
COMMENT ON COLUMN pms_attachments.media_type IS 'Registered name of the format: image/jpeg.';
COMMENT ON COLUMN pms_attachments.name IS 'Name of the file, for people.';
COMMENT ON COLUMN pms_attachments.size_bytes IS 'Bytes.';
COMMENT ON COLUMN pms_attachments.caption IS 'What is to be seen on it.';
COMMENT ON COLUMN pms_attachments.fault_id IS 'The fault it belongs to.';
COMMENT ON COLUMN pms_attachments.work_order_id IS 'The work order it belongs to, also where it belongs to a note of it.';
COMMENT ON COLUMN pms_attachments.note_id IS 'The note it belongs to.';
COMMENT ON COLUMN pms_attachments.equipment_id IS 'The equipment it belongs to.';
COMMENT ON COLUMN pms_attachments.part_id IS 'The part it belongs to.';
COMMENT ON COLUMN pms_attachments.handover_id IS 'The handover entry it belongs to.';
COMMENT ON COLUMN pms_attachments.withdraws_id IS 'The attachment that it withdraws.';
COMMENT ON COLUMN pms_attachments.reason IS 'Why it is withdrawn.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_attachments FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_attachments
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
