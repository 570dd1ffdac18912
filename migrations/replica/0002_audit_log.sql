-- One committed act is one row: one column per field of the journal entry, under the field's name.
-- Its rowid is the order in which entries arrived at this replica; rows are never deleted, so there
-- are no gaps and VACUUM keeps it.

CREATE TABLE pms_audit_log (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    wall_at INTEGER NOT NULL,
    clock_suspect INTEGER NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    action_version INTEGER NOT NULL,
    parameters TEXT NOT NULL,
    changes TEXT NOT NULL,
    seen TEXT NOT NULL,
    reissue_of TEXT NOT NULL,
    private TEXT NOT NULL,
    signature TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX audit_log_by_device_seq ON pms_audit_log (device, seq);
CREATE INDEX audit_log_by_hlc ON pms_audit_log (hlc);
CREATE INDEX audit_log_by_actor ON pms_audit_log (actor, hlc);
CREATE INDEX audit_log_by_action ON pms_audit_log (action, hlc);
