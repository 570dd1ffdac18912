-- A replicated table holds what the vessel's workstations hold. created_at and created_by come from
-- the entry that added the row. is_void: every entry that added the row lies beyond the end of its
-- device, so the row is here for references only and is not shown.
-- References are checked at the end of the transaction: within a batch rows may come in any order.
-- There is no UNIQUE but the key: what two workstations wrote apart both stands until people settle it.

CREATE TABLE pms_crew (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    name text NOT NULL,
    rank text NOT NULL,
    role text NOT NULL CONSTRAINT role_words CHECK (role IN ('crew', 'engineer', 'eto', 'chief_engineer', 'chief_officer', 'chief_steward', 'purser', 'captain', 'manager')),
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    pin_hash text,
    is_active boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_crew IS 'A person who works or worked aboard, or ashore for the vessel.';
COMMENT ON COLUMN pms_crew.name IS 'The person''s name.';
COMMENT ON COLUMN pms_crew.rank IS 'What the person is called aboard; free text.';
COMMENT ON COLUMN pms_crew.role IS 'The one role.';
COMMENT ON COLUMN pms_crew.department IS 'The department.';
COMMENT ON COLUMN pms_crew.pin_hash IS 'PHC string of the keyed Argon2id hash; none until a PIN was chosen.';
COMMENT ON COLUMN pms_crew.is_active IS 'Whether the person serves at present.';

CREATE TABLE pms_vessels (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_vessels IS 'The ship this replica belongs to.';
COMMENT ON COLUMN pms_vessels.name IS 'Name as painted on the stern.';

CREATE TABLE pms_permissions (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    action text NOT NULL,
    role text NOT NULL CONSTRAINT role_words CHECK (role IN ('crew', 'engineer', 'eto', 'chief_engineer', 'chief_officer', 'chief_steward', 'purser', 'captain', 'manager')),
    scope text CONSTRAINT scope_words CHECK (scope IN ('all', 'department', 'assigned')),
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_permissions IS 'Who may do what: the id is derived from act and role.';
COMMENT ON COLUMN pms_permissions.action IS 'The act''s name.';
COMMENT ON COLUMN pms_permissions.role IS 'The role.';
COMMENT ON COLUMN pms_permissions.scope IS 'How far the right reaches; empty when withdrawn.';

CREATE TABLE pms_signing (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    action text NOT NULL,
    method text NOT NULL CONSTRAINT method_words CHECK (method IN ('none', 'session', 'pin')),
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_signing IS 'How an act is signed: the id is derived from the act.';
COMMENT ON COLUMN pms_signing.action IS 'The act''s name.';
COMMENT ON COLUMN pms_signing.method IS 'The method.';

CREATE TABLE pms_devices (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    device text NOT NULL,
    letter text NOT NULL,
    name text NOT NULL,
    public_key bytea NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_devices IS 'A workstation that writes entries.';
COMMENT ON COLUMN pms_devices.device IS 'The 47-bit device number as 12 hex digits.';
COMMENT ON COLUMN pms_devices.letter IS 'Letter in the numbers people speak; never given twice in a vessel.';
COMMENT ON COLUMN pms_devices.name IS 'Where it stands, for people.';
COMMENT ON COLUMN pms_devices.public_key IS 'Ed25519 public key, 32 bytes.';

CREATE TABLE pms_device_confirmations (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    device text NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('workstation', 'shore')),
    letter text,
    name text NOT NULL,
    public_key bytea NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_device_confirmations IS 'Somebody who may says that a device belongs to the vessel. Until then its entries are kept and passed on, and have no effect on other replicas. The row''s id follows from the device.';
COMMENT ON COLUMN pms_device_confirmations.device IS 'The 47-bit device number as 12 hex digits.';
COMMENT ON COLUMN pms_device_confirmations.kind IS 'A workstation, or the gateway ashore.';
COMMENT ON COLUMN pms_device_confirmations.letter IS 'Letter given to a workstation; the gateway has none.';
COMMENT ON COLUMN pms_device_confirmations.name IS 'Where it stands, for people.';
COMMENT ON COLUMN pms_device_confirmations.public_key IS 'Ed25519 public key, 32 bytes.';

CREATE TABLE pms_device_closures (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    device text NOT NULL,
    last_seq bigint NOT NULL,
    hash text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_device_closures IS 'The end of a device: its entries beyond the last one named have no effect.';
COMMENT ON COLUMN pms_device_closures.device IS 'The 47-bit device number as 12 hex digits.';
COMMENT ON COLUMN pms_device_closures.last_seq IS 'Its last entry that counts; 0 when none does.';
COMMENT ON COLUMN pms_device_closures.hash IS 'That entry''s hash, 64 hex digits; where none counts, what stands before a first entry.';
COMMENT ON COLUMN pms_device_closures.reason IS 'Why, for people.';

CREATE TABLE pms_ship_time (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    offset_minutes bigint NOT NULL,
    from_at timestamptz NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_ship_time IS 'A change of the ship''s clocks.';
COMMENT ON COLUMN pms_ship_time.offset_minutes IS 'Minutes ahead of UTC.';
COMMENT ON COLUMN pms_ship_time.from_at IS 'From this moment on.';
