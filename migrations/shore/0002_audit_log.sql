-- One committed act is one row: one column per field of the journal entry, under the field's name, as
-- in the replica. Nothing is changed or deleted here: the gateway's role may only read and add.

CREATE TABLE pms_audit_log (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    hlc bigint NOT NULL,
    wall_at bigint NOT NULL,
    clock_suspect bigint NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    action text NOT NULL,
    action_version bigint NOT NULL,
    parameters text NOT NULL,
    changes text NOT NULL,
    seen text NOT NULL,
    reissue_of text NOT NULL,
    private text NOT NULL,
    signature text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (vessel_id, device, seq)
);
CREATE INDEX audit_log_by_hlc ON pms_audit_log (vessel_id, hlc);
COMMENT ON TABLE pms_audit_log IS 'Every act of the vessel, as its workstation recorded it; the view acts shows it in words.';
COMMENT ON COLUMN pms_audit_log.hlc IS 'The hybrid clock: milliseconds since 1970 UTC times 65,536, plus a counter.';
COMMENT ON COLUMN pms_audit_log.wall_at IS 'The workstation''s wall clock in milliseconds since 1970 UTC.';
COMMENT ON COLUMN pms_audit_log.changes IS 'What was done to which rows, as JSON with the permanent numbers of tables and columns.';
