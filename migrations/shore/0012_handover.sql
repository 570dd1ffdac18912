-- What people write for the next watch or rotation, and the signatures under it.

CREATE TABLE pms_handover (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    title text NOT NULL,
    details text,
    category text NOT NULL CONSTRAINT category_words CHECK (category IN ('urgent', 'in_progress', 'completed', 'watch', 'fyi')),
    priority text NOT NULL CONSTRAINT priority_words CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('watch', 'rotation')),
    fault_id uuid,
    work_order_id uuid,
    equipment_id uuid,
    part_id uuid,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('open', 'done', 'withdrawn')),
    remark text,
    closed_at timestamptz,
    closed_by uuid,
    is_signed_over boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, fault_id) REFERENCES pms_faults DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, closed_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX handover_by_status ON pms_handover (vessel_id, status);
CREATE INDEX handover_by_fault_id ON pms_handover (vessel_id, fault_id);
CREATE INDEX handover_by_work_order_id ON pms_handover (vessel_id, work_order_id);
CREATE INDEX handover_by_equipment_id ON pms_handover (vessel_id, equipment_id);
CREATE INDEX handover_by_part_id ON pms_handover (vessel_id, part_id);
CREATE INDEX handover_by_closed_by ON pms_handover (vessel_id, closed_by);
COMMENT ON TABLE pms_handover IS 'A note to your future self, or to the person replacing you. Written by people only.';
COMMENT ON COLUMN pms_handover.title IS 'What to know, in one line.';
COMMENT ON COLUMN pms_handover.details IS 'In full.';
COMMENT ON COLUMN pms_handover.category IS 'What the next person has to do with it.';
COMMENT ON COLUMN pms_handover.priority IS 'How much it matters.';
COMMENT ON COLUMN pms_handover.department IS 'Whose handover it belongs to.';
COMMENT ON COLUMN pms_handover.kind IS 'Watch or rotation.';
COMMENT ON COLUMN pms_handover.fault_id IS 'The fault it speaks of.';
COMMENT ON COLUMN pms_handover.work_order_id IS 'The work order it speaks of.';
COMMENT ON COLUMN pms_handover.equipment_id IS 'The machine or space it speaks of.';
COMMENT ON COLUMN pms_handover.part_id IS 'The part it speaks of.';
COMMENT ON COLUMN pms_handover.status IS 'Where it stands.';
COMMENT ON COLUMN pms_handover.remark IS 'What came of it, why it was taken back, or why it is open again.';
COMMENT ON COLUMN pms_handover.closed_at IS 'When it was done or taken back.';
COMMENT ON COLUMN pms_handover.closed_by IS 'By whom.';
COMMENT ON COLUMN pms_handover.is_signed_over IS 'Somebody signed it over: its words stay as they are from then on.';

CREATE TABLE pms_handover_signatures (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('watch', 'rotation')),
    side text NOT NULL CONSTRAINT side_words CHECK (side IN ('outgoing', 'incoming')),
    from_at timestamptz,
    until_at timestamptz NOT NULL,
    statement text NOT NULL,
    answers_id uuid,
    is_accepted boolean,
    remark text,
    with_appendix boolean NOT NULL,
    signed_by uuid NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, answers_id) REFERENCES pms_handover_signatures DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, signed_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX handover_signatures_by_answers_id ON pms_handover_signatures (vessel_id, answers_id);
CREATE INDEX handover_signatures_by_signed_by ON pms_handover_signatures (vessel_id, signed_by);
COMMENT ON TABLE pms_handover_signatures IS 'A signature under one period of a handover: of whoever hands over, or of whoever takes over.';
COMMENT ON COLUMN pms_handover_signatures.department IS 'Whose handover it is.';
COMMENT ON COLUMN pms_handover_signatures.kind IS 'Watch or rotation.';
COMMENT ON COLUMN pms_handover_signatures.side IS 'Hands over or takes over.';
COMMENT ON COLUMN pms_handover_signatures.from_at IS 'Where the period begins; none for the first one.';
COMMENT ON COLUMN pms_handover_signatures.until_at IS 'Where it ends.';
COMMENT ON COLUMN pms_handover_signatures.statement IS 'What was signed, word for word: the entries and how the records they speak of stood.';
COMMENT ON COLUMN pms_handover_signatures.answers_id IS 'On the signature of whoever takes over: the one it answers.';
COMMENT ON COLUMN pms_handover_signatures.is_accepted IS 'On the signature of whoever takes over: accepted, or not.';
COMMENT ON COLUMN pms_handover_signatures.remark IS 'A word on it, or why it is not accepted.';
COMMENT ON COLUMN pms_handover_signatures.with_appendix IS 'The statement ends with a list that the program made of open faults and work in progress.';
COMMENT ON COLUMN pms_handover_signatures.signed_by IS 'Whose signature it is.';

CREATE VIEW handover WITH (security_invoker = true) AS
SELECT h.vessel_id,
       h.id,
       h.created_at AS written_at,
       c.name AS written_by,
       h.department,
       h.kind,
       h.category,
       h.priority,
       h.title,
       h.details,
       coalesce(f.number, w.number, e.code, p.number) AS about,
       h.status,
       h.remark,
       h.closed_at,
       b.name AS closed_by,
       h.is_signed_over
FROM pms_handover h
LEFT JOIN pms_crew c ON c.vessel_id = h.vessel_id AND c.id = h.created_by
LEFT JOIN pms_crew b ON b.vessel_id = h.vessel_id AND b.id = h.closed_by
LEFT JOIN pms_faults f ON f.vessel_id = h.vessel_id AND f.id = h.fault_id
LEFT JOIN pms_work_orders w ON w.vessel_id = h.vessel_id AND w.id = h.work_order_id
LEFT JOIN pms_equipment e ON e.vessel_id = h.vessel_id AND e.id = h.equipment_id
LEFT JOIN pms_parts p ON p.vessel_id = h.vessel_id AND p.id = h.part_id
WHERE NOT h.is_void;
COMMENT ON VIEW handover IS 'Every handover entry, with the number or code of what it speaks of.';

CREATE VIEW handover_signatures WITH (security_invoker = true) AS
SELECT s.vessel_id,
       s.id,
       s.created_at AS signed_at,
       c.name AS signed_by,
       s.department,
       s.kind,
       s.side,
       s.from_at,
       s.until_at,
       s.answers_id,
       s.is_accepted,
       s.remark,
       s.with_appendix
FROM pms_handover_signatures s
JOIN pms_crew c ON c.vessel_id = s.vessel_id AND c.id = s.signed_by
WHERE NOT s.is_void;
COMMENT ON VIEW handover_signatures IS 'Who handed over and who took over. What was signed is in pms_handover_signatures.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_handover FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_handover
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_handover_signatures ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_handover_signatures FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_handover_signatures
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
