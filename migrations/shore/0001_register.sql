-- What the gateway keeps for itself: which vessels it serves, how it takes their entries in, and what
-- it tells of it. Every key and every index begins with the vessel, so that these tables can be
-- partitioned by it.
--
-- Device numbers are 12 hex digits; a stamp "device:seq" names an entry; hashes are hex. Text that
-- comes out of entries may hold U+0000, which Postgres does not take: it stands here as U+FDD0 "0",
-- and U+FDD0 itself as U+FDD0 U+FDD0.

-- The vessels served. hlc is the gateway's own clock for the vessel; wall_at_max the latest wall clock
-- (milliseconds) of entries whose authors trusted theirs.
CREATE TABLE shore_vessels (
    vessel_id uuid NOT NULL,
    name text NOT NULL,
    adopted_at timestamptz NOT NULL,
    hlc bigint NOT NULL,
    wall_at_max bigint NOT NULL,
    PRIMARY KEY (vessel_id)
);
COMMENT ON TABLE shore_vessels IS 'The vessels that this shore serves.';
COMMENT ON COLUMN shore_vessels.name IS 'Its name when it was connected; pms_vessels holds the name as it is now.';

-- The gateway's device per vessel. Its key lies here, so that several gateways on one database write
-- one chain. heard_seq: the highest number of its entries that anybody holds; after the database was
-- restored from an older copy nothing is written until those are back.
CREATE TABLE shore_identity (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    public_key bytea NOT NULL,
    secret_key bytea NOT NULL,
    heard_seq bigint NOT NULL,
    PRIMARY KEY (vessel_id)
);
COMMENT ON TABLE shore_identity IS 'Number and key that the gateway itself writes with. Grant this table to nobody else.';

-- One-time codes: only a hash of the secret is kept. A code for a vessel still unknown has none yet.
CREATE TABLE shore_codes (
    secret_hash bytea NOT NULL,
    vessel_id uuid,
    operator text NOT NULL,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    used_by text COLLATE "C",
    PRIMARY KEY (secret_hash)
);
COMMENT ON TABLE shore_codes IS 'One-time codes that let a workstation in; each is used once, and then names who used it.';

-- Every device whose entries are here: where its chain ends, which key it introduced itself
-- with, and where it was closed. told_seq: what the gateway's own last entry had seen of it.
CREATE TABLE shore_devices (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    told_seq bigint NOT NULL,
    introduced_key bytea,
    closed_seq bigint,
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (vessel_id, device)
);
COMMENT ON TABLE shore_devices IS 'Every device whose entries are here.';
COMMENT ON COLUMN shore_devices.seq IS 'Its last entry held here.';
COMMENT ON COLUMN shore_devices.closed_seq IS 'Its last entry that counts, once it was closed.';
COMMENT ON COLUMN shore_devices.heard_at IS 'When an entry of it last arrived here.';

-- Heads that a device signed itself: a batch ends at one of them.
CREATE TABLE shore_signed_heads (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (vessel_id, device, seq)
);

-- Which applied entries touched a row. Also says which rows have arrived, known table or not.
CREATE TABLE shore_entry_rows (
    vessel_id uuid NOT NULL,
    row_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    table_number integer NOT NULL,
    is_insert boolean NOT NULL,
    PRIMARY KEY (vessel_id, row_id, device, seq)
);

-- The standing writes of each group that was written after the insert ("device:seq device:seq").
-- is_plain: every write so far counts and named all the heads before it.
CREATE TABLE shore_heads (
    vessel_id uuid NOT NULL,
    row_id uuid NOT NULL,
    table_number integer NOT NULL,
    group_number integer NOT NULL,
    stamps text NOT NULL,
    is_plain boolean NOT NULL,
    PRIMARY KEY (vessel_id, row_id, table_number, group_number)
);

-- Groups between whose heads a person must choose, with every head's values as JSON.
CREATE TABLE shore_conflicts (
    vessel_id uuid NOT NULL,
    row_id uuid NOT NULL,
    table_number integer NOT NULL,
    group_number integer NOT NULL,
    heads text NOT NULL,
    PRIMARY KEY (vessel_id, row_id, table_number, group_number)
);
COMMENT ON TABLE shore_conflicts IS 'Values written apart, between which a person aboard must choose.';

-- Entries that wait for rows, and the rows they wait for.
CREATE TABLE shore_held (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (vessel_id, device, seq)
);
COMMENT ON TABLE shore_held IS 'Entries that wait for a row they refer to, or for their device to be confirmed.';
CREATE TABLE shore_held_rows (
    vessel_id uuid NOT NULL,
    row_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (vessel_id, row_id, device, seq)
);
CREATE INDEX shore_held_rows_by_entry ON shore_held_rows (vessel_id, device, seq);

-- What entries write that this version does not know, or that does not fit its columns.
CREATE TABLE shore_parked (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    row_id uuid NOT NULL,
    table_number integer NOT NULL,
    column_number integer,
    reason text NOT NULL
);
CREATE INDEX shore_parked_by_entry ON shore_parked (vessel_id, device, seq);
COMMENT ON TABLE shore_parked IS 'What entries write that this version does not know: kept, and applied by an update.';

-- Entries whose number another entry already has.
CREATE TABLE shore_forks (
    vessel_id uuid NOT NULL,
    device text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    entry bytea NOT NULL,
    arrived_at timestamptz NOT NULL,
    PRIMARY KEY (vessel_id, device, seq, hash)
);
COMMENT ON TABLE shore_forks IS 'Two histories under one device number, set aside until somebody closes the device.';

-- The digest of each column: 32 bytes, kept up with each write.
CREATE TABLE shore_digests (
    vessel_id uuid NOT NULL,
    table_number integer NOT NULL,
    column_number integer NOT NULL,
    sum bytea NOT NULL,
    PRIMARY KEY (vessel_id, table_number, column_number)
);

-- What passed between the gateway and a device, one row per exchange.
CREATE TABLE shore_exchanges (
    vessel_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    device text COLLATE "C" NOT NULL,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    received_bytes bigint NOT NULL,
    sent_bytes bigint NOT NULL,
    received_entries bigint NOT NULL,
    sent_entries bigint NOT NULL,
    outcome text NOT NULL,
    PRIMARY KEY (vessel_id, id)
);
CREATE INDEX shore_exchanges_by_device ON shore_exchanges (vessel_id, device, ended_at);
COMMENT ON TABLE shore_exchanges IS 'What passed between the gateway and a device, one row per exchange.';
COMMENT ON COLUMN shore_exchanges.outcome IS 'Empty when all went well, else the code of the refusal or fault.';
