-- The sum of all steps beside this file. A test compares; UPDATE_SCHEMA=1 writes it anew.

CREATE TABLE acceptances (
    kind TEXT NOT NULL CHECK (kind IN ('shore', 'workstation')),
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    peer_id INTEGER NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (kind, device, seq, peer_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX acceptances_by_peer ON acceptances (peer_id, device, seq);

CREATE TABLE chain_heads (
    device TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    told_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE closed_devices (
    device TEXT NOT NULL PRIMARY KEY,
    last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts (
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    heads TEXT NOT NULL,
    PRIMARY KEY (row_id, table_number, group_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE counters (
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    letter TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, year, letter)
) STRICT, WITHOUT ROWID;

CREATE TABLE counts_apart (
    part_id BLOB NOT NULL,
    location_id BLOB NOT NULL,
    count_id BLOB NOT NULL,
    other_id BLOB NOT NULL,
    PRIMARY KEY (part_id, location_id, count_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_bytes (
    day TEXT NOT NULL,
    peer_id INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    PRIMARY KEY (day, peer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE digests (
    table_number INTEGER NOT NULL PRIMARY KEY,
    sums BLOB NOT NULL
) STRICT;

CREATE TABLE drafts (
    form_id TEXT NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL,
    action TEXT NOT NULL,
    given TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE entry_rows (
    row_id BLOB NOT NULL,
    arrival INTEGER NOT NULL,
    table_number INTEGER NOT NULL,
    is_insert INTEGER NOT NULL CHECK (is_insert IN (0, 1)),
    PRIMARY KEY (row_id, arrival)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchanges (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    peer_id INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    round_trips INTEGER NOT NULL,
    batches INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT,
    sentence TEXT
) STRICT;

CREATE TABLE forks (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    entry BLOB,
    refused_ours INTEGER NOT NULL CHECK (refused_ours IN (0, 1)),
    arrived_at INTEGER NOT NULL,
    PRIMARY KEY (device, seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE heads (
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    stamps TEXT NOT NULL,
    is_plain INTEGER NOT NULL CHECK (is_plain IN (0, 1)),
    PRIMARY KEY (row_id, table_number, group_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE held (
    arrival INTEGER NOT NULL PRIMARY KEY,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;

CREATE TABLE held_rows (
    row_id BLOB NOT NULL,
    arrival INTEGER NOT NULL,
    PRIMARY KEY (row_id, arrival)
) STRICT, WITHOUT ROWID;

CREATE TABLE hidden_rows (
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    PRIMARY KEY (row_id, table_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitations (
    secret_hash BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL,
    entry TEXT NOT NULL,
    letter TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    used_by TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE link_settings (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    daily_budget_bytes INTEGER,
    is_metered INTEGER NOT NULL CHECK (is_metered IN (0, 1)),
    is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
    listen_address TEXT
) STRICT;

CREATE TABLE manual_chunks (
    id INTEGER NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    number INTEGER NOT NULL,
    page INTEGER NOT NULL,
    top REAL NOT NULL,
    label TEXT,
    section INTEGER,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    codes TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX manual_chunks_by_number ON manual_chunks (sha256, number);

CREATE TABLE manual_codes (
    sha256 TEXT NOT NULL,
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    meaning TEXT NOT NULL,
    remedy TEXT NOT NULL,
    page INTEGER NOT NULL,
    top REAL NOT NULL,
    section INTEGER,
    PRIMARY KEY (sha256, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX manual_codes_by_key ON manual_codes (code_key);

CREATE TABLE manual_readings (
    sha256 TEXT NOT NULL PRIMARY KEY,
    read_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state = 'reading' OR state = 'read' OR state = 'refused'),
    pages INTEGER NOT NULL,
    pages_read INTEGER NOT NULL,
    pages_without_text INTEGER NOT NULL,
    said TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE manual_sections (
    sha256 TEXT NOT NULL,
    number INTEGER NOT NULL,
    level INTEGER NOT NULL,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    page INTEGER NOT NULL,
    top REAL NOT NULL,
    last_page INTEGER NOT NULL,
    PRIMARY KEY (sha256, number)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE manual_words USING fts5(
    heading, text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE 'manual_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'manual_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'manual_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'manual_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE mended_rows (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mended_at INTEGER NOT NULL,
    table_number INTEGER NOT NULL,
    column_number INTEGER,
    row_id BLOB NOT NULL
) STRICT;

CREATE TABLE own_numbers (
    device TEXT NOT NULL PRIMARY KEY,
    letter TEXT NOT NULL,
    closed_seq INTEGER,
    reissued_seq INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE parked (
    arrival INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    table_number INTEGER NOT NULL,
    column_number INTEGER,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX parked_by_arrival ON parked (arrival);

CREATE TABLE peers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('shore', 'workstation')),
    name TEXT NOT NULL,
    address TEXT,
    pin BLOB,
    device TEXT,
    public_key BLOB,
    frontier TEXT,
    heard_at INTEGER,
    last_success_at INTEGER,
    failure_code TEXT,
    failure_sentence TEXT,
    failed_at INTEGER,
    is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1))
) STRICT;

CREATE TABLE pin_attempts (
    person_id BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    form_id TEXT NOT NULL PRIMARY KEY,
    result TEXT NOT NULL,
    committed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reissued_rows (
    row_id BLOB NOT NULL PRIMARY KEY,
    new_row_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE replica (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    vessel_id BLOB,
    device TEXT,
    letter TEXT,
    hlc INTEGER NOT NULL,
    wall_at_max INTEGER NOT NULL
, prepared_device TEXT, declared TEXT) STRICT;

CREATE TABLE right_changes (
    row_id BLOB NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    saw TEXT NOT NULL,
    PRIMARY KEY (row_id, device, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX right_changes_by_device ON right_changes (device, seq);

CREATE TABLE right_changes_seen (
    device TEXT NOT NULL,
    by_device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    by_seq INTEGER NOT NULL,
    PRIMARY KEY (device, by_device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_builds (
    table_number INTEGER NOT NULL PRIMARY KEY,
    next_rowid INTEGER NOT NULL,
    rows INTEGER NOT NULL
) STRICT;

CREATE TABLE search_called (
    row_id BLOB NOT NULL PRIMARY KEY,
    called TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE search_due (
    table_number INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    PRIMARY KEY (table_number, row_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search_index USING fts5(
    names, codes, texts, states,
    content = '', contentless_delete = 1, detail = 'column', tokenize = 'ascii'
);

CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    built_by TEXT NOT NULL
) STRICT;

CREATE TABLE search_words (
    word TEXT NOT NULL PRIMARY KEY,
    kinds INTEGER NOT NULL,
    name_kinds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_marks (
    device TEXT NOT NULL,
    of_device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    seen_seq INTEGER NOT NULL,
    PRIMARY KEY (device, of_device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE signed_heads (
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE spend_counted (
    -- The posting, the line of the order, or the item.
    source_id BLOB NOT NULL PRIMARY KEY,
    -- 1 outstanding, 2 committed, 3 actual.
    figure INTEGER NOT NULL,
    at INTEGER NOT NULL,
    department TEXT NOT NULL,
    supplier_id BLOB,
    equipment_id BLOB,
    -- None where the price is not known.
    currency TEXT,
    -- The amount in whole hundred-millionths, cut in two since together they are beyond 64 bits; none where
    -- it is beyond what can be kept.
    whole INTEGER,
    fine INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX spend_counted_by_department ON spend_counted (department, at, figure, currency, whole, fine);

CREATE INDEX spend_counted_by_figure ON spend_counted (figure, at);

CREATE INDEX spend_counted_by_supplier ON spend_counted (supplier_id, at, figure, currency, whole, fine);

CREATE INDEX spend_counted_unpriced ON spend_counted (figure, at) WHERE currency IS NULL;

CREATE TABLE standings (
    -- The item or the order.
    row_id BLOB NOT NULL PRIMARY KEY,
    -- An item: 1 candidate, 2 under review, 3 ordered, 4 awaited, 5 history. An order: 11 draft, 12 ordered,
    -- 13 partially received, 14 received, 15 cancelled.
    standing INTEGER NOT NULL,
    -- The order of the lists: when the row was written, and which of those of one moment comes first.
    created_at INTEGER NOT NULL,
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX standings_by_standing ON standings (standing, created_at, place);

CREATE TABLE stock_at_places (
    part_id BLOB NOT NULL,
    location_id BLOB NOT NULL,
    on_hand INTEGER NOT NULL,
    movements INTEGER NOT NULL,
    PRIMARY KEY (part_id, location_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_at_places_by_location ON stock_at_places (location_id);

CREATE TABLE stock_of_parts (
    part_id BLOB NOT NULL PRIMARY KEY,
    on_hand INTEGER NOT NULL,
    places_below_zero INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unseen_changes (
    arrival INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    action TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (arrival, row_id, device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE upkeep (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    checked_at INTEGER
) STRICT;

CREATE TABLE wrong_codes (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    failures INTEGER NOT NULL,
    first_at INTEGER NOT NULL
) STRICT;

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
, order_id BLOB REFERENCES pms_purchase_orders (id) DEFERRABLE INITIALLY DEFERRED, session_id BLOB REFERENCES pms_receiving_sessions (id) DEFERRABLE INITIALLY DEFERRED, receiving_line_id BLOB REFERENCES pms_receiving_lines (id) DEFERRABLE INITIALLY DEFERRED) STRICT;

CREATE INDEX attachments_by_created_at ON pms_attachments (created_at);

CREATE INDEX attachments_by_equipment_id_created_at ON pms_attachments (equipment_id, created_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX attachments_by_fault_id_created_at ON pms_attachments (fault_id, created_at) WHERE fault_id IS NOT NULL;

CREATE INDEX attachments_by_handover_id_created_at ON pms_attachments (handover_id, created_at) WHERE handover_id IS NOT NULL;

CREATE INDEX attachments_by_note_id_created_at ON pms_attachments (note_id, created_at) WHERE note_id IS NOT NULL;

CREATE INDEX attachments_by_order_id_created_at ON pms_attachments (order_id, created_at) WHERE order_id IS NOT NULL;

CREATE INDEX attachments_by_part_id_created_at ON pms_attachments (part_id, created_at) WHERE part_id IS NOT NULL;

CREATE INDEX attachments_by_receiving_line_id_created_at ON pms_attachments (receiving_line_id, created_at) WHERE receiving_line_id IS NOT NULL;

CREATE INDEX attachments_by_session_id_created_at ON pms_attachments (session_id, created_at) WHERE session_id IS NOT NULL;

CREATE INDEX attachments_by_sha256 ON pms_attachments (sha256);

CREATE INDEX attachments_by_withdraws_id_created_at ON pms_attachments (withdraws_id, created_at) WHERE withdraws_id IS NOT NULL;

CREATE INDEX attachments_by_work_order_id_created_at ON pms_attachments (work_order_id, created_at) WHERE work_order_id IS NOT NULL;

CREATE TRIGGER attachments_gate_delete BEFORE DELETE ON pms_attachments WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_attachments: nothing is deleted'); END;

CREATE TRIGGER attachments_gate_insert BEFORE INSERT ON pms_attachments WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_attachments: rows are written by acts only'); END;

CREATE TRIGGER attachments_gate_update BEFORE UPDATE ON pms_attachments WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_attachments: rows are only ever added'); END;

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

CREATE INDEX audit_log_by_action ON pms_audit_log (action, hlc);

CREATE INDEX audit_log_by_actor ON pms_audit_log (actor, hlc);

CREATE UNIQUE INDEX audit_log_by_device_seq ON pms_audit_log (device, seq);

CREATE INDEX audit_log_by_hlc ON pms_audit_log (hlc);

CREATE INDEX audit_log_by_reissue_of ON pms_audit_log (reissue_of) WHERE reissue_of <> '';

CREATE TRIGGER audit_log_gate_delete BEFORE DELETE ON pms_audit_log WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_audit_log: nothing is deleted'); END;

CREATE TRIGGER audit_log_gate_insert BEFORE INSERT ON pms_audit_log WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_audit_log: rows are written by acts only'); END;

CREATE TRIGGER audit_log_gate_update BEFORE UPDATE ON pms_audit_log WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_audit_log: rows are only ever added'); END;

CREATE TABLE pms_budgets (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    period TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount TEXT
) STRICT;

CREATE INDEX budgets_by_created_at ON pms_budgets (created_at);

CREATE INDEX budgets_by_department_period ON pms_budgets (department, period);

CREATE TRIGGER budgets_gate_delete BEFORE DELETE ON pms_budgets WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_budgets: nothing is deleted'); END;

CREATE TRIGGER budgets_gate_insert BEFORE INSERT ON pms_budgets WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_budgets: rows are written by acts only'); END;

CREATE TRIGGER budgets_gate_update BEFORE UPDATE ON pms_budgets WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_budgets: rows are changed by acts only'); END;

CREATE TABLE pms_crew (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    rank TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role = 'crew' OR role = 'engineer' OR role = 'eto' OR role = 'chief_engineer' OR role = 'chief_officer' OR role = 'chief_steward' OR role = 'purser' OR role = 'captain' OR role = 'manager'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    pin_hash TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
) STRICT;

CREATE INDEX crew_by_created_at ON pms_crew (created_at);

CREATE TRIGGER crew_gate_delete BEFORE DELETE ON pms_crew WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_crew: nothing is deleted'); END;

CREATE TRIGGER crew_gate_insert BEFORE INSERT ON pms_crew WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_crew: rows are written by acts only'); END;

CREATE TRIGGER crew_gate_update BEFORE UPDATE ON pms_crew WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_crew: rows are changed by acts only'); END;

CREATE TABLE pms_device_closures (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX device_closures_by_created_at ON pms_device_closures (created_at);

CREATE INDEX device_closures_by_device ON pms_device_closures (device);

CREATE TRIGGER device_closures_gate_delete BEFORE DELETE ON pms_device_closures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_closures: nothing is deleted'); END;

CREATE TRIGGER device_closures_gate_insert BEFORE INSERT ON pms_device_closures WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_device_closures: rows are written by acts only'); END;

CREATE TRIGGER device_closures_gate_update BEFORE UPDATE ON pms_device_closures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_closures: rows are only ever added'); END;

CREATE TABLE pms_device_confirmations (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('workstation', 'shore')),
    letter TEXT,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE INDEX device_confirmations_by_created_at ON pms_device_confirmations (created_at);

CREATE TRIGGER device_confirmations_gate_delete BEFORE DELETE ON pms_device_confirmations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_confirmations: nothing is deleted'); END;

CREATE TRIGGER device_confirmations_gate_insert BEFORE INSERT ON pms_device_confirmations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_device_confirmations: rows are written by acts only'); END;

CREATE TRIGGER device_confirmations_gate_update BEFORE UPDATE ON pms_device_confirmations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_device_confirmations: rows are only ever added'); END;

CREATE TABLE pms_devices (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,
    letter TEXT NOT NULL,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE INDEX devices_by_created_at ON pms_devices (created_at);

CREATE TRIGGER devices_gate_delete BEFORE DELETE ON pms_devices WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_devices: nothing is deleted'); END;

CREATE TRIGGER devices_gate_insert BEFORE INSERT ON pms_devices WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_devices: rows are written by acts only'); END;

CREATE TRIGGER devices_gate_update BEFORE UPDATE ON pms_devices WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_devices: rows are only ever added'); END;

CREATE TABLE pms_document_equipment (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    document_id BLOB NOT NULL REFERENCES pms_documents (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB NOT NULL REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    is_unlinked INTEGER NOT NULL CHECK (is_unlinked IN (0, 1))
) STRICT;

CREATE INDEX document_equipment_by_created_at ON pms_document_equipment (created_at);

CREATE INDEX document_equipment_by_document_id_created_at ON pms_document_equipment (document_id, created_at);

CREATE INDEX document_equipment_by_equipment_id_created_at ON pms_document_equipment (equipment_id, created_at);

CREATE TRIGGER document_equipment_gate_delete BEFORE DELETE ON pms_document_equipment WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_document_equipment: nothing is deleted'); END;

CREATE TRIGGER document_equipment_gate_insert BEFORE INSERT ON pms_document_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_document_equipment: rows are written by acts only'); END;

CREATE TRIGGER document_equipment_gate_update BEFORE UPDATE ON pms_document_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_document_equipment: rows are changed by acts only'); END;

CREATE TABLE pms_documents (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL,
    sha256 TEXT,
    file_name TEXT,
    size_bytes INTEGER,
    pages INTEGER,
    url TEXT,
    maker TEXT,
    model TEXT,
    revision TEXT,
    status TEXT NOT NULL CHECK (status IN ('active', 'superseded')),
    superseded_by_id BLOB REFERENCES pms_documents (id) DEFERRABLE INITIALLY DEFERRED,
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    retired_reason TEXT,
    remark TEXT
) STRICT;

CREATE INDEX documents_by_created_at ON pms_documents (created_at);

CREATE INDEX documents_by_sha256 ON pms_documents (sha256);

CREATE INDEX documents_by_status_created_at ON pms_documents (status, created_at);

CREATE INDEX documents_by_superseded_by_id_created_at ON pms_documents (superseded_by_id, created_at) WHERE superseded_by_id IS NOT NULL;

CREATE TRIGGER documents_gate_delete BEFORE DELETE ON pms_documents WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_documents: nothing is deleted'); END;

CREATE TRIGGER documents_gate_insert BEFORE INSERT ON pms_documents WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_documents: rows are written by acts only'); END;

CREATE TRIGGER documents_gate_update BEFORE UPDATE ON pms_documents WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_documents: rows are changed by acts only'); END;

CREATE TABLE pms_equipment (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('machine', 'space')),
    parent_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    system TEXT,
    location TEXT,
    maker TEXT,
    model TEXT,
    serial TEXT,
    criticality TEXT CHECK (criticality = 'low' OR criticality = 'medium' OR criticality = 'high'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    has_counter INTEGER NOT NULL CHECK (has_counter IN (0, 1)),
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    retired_reason TEXT,
    remark TEXT
) STRICT;

CREATE INDEX equipment_by_code ON pms_equipment (code);

CREATE INDEX equipment_by_created_at ON pms_equipment (created_at);

CREATE INDEX equipment_by_name ON pms_equipment (name);

CREATE INDEX equipment_by_parent_id_created_at ON pms_equipment (parent_id, created_at) WHERE parent_id IS NOT NULL;

CREATE TRIGGER equipment_gate_delete BEFORE DELETE ON pms_equipment WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_equipment: nothing is deleted'); END;

CREATE TRIGGER equipment_gate_insert BEFORE INSERT ON pms_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment: rows are written by acts only'); END;

CREATE TRIGGER equipment_gate_update BEFORE UPDATE ON pms_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment: rows are changed by acts only'); END;

CREATE TABLE pms_equipment_parts (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB NOT NULL REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    quantity_fitted TEXT,
    position TEXT,
    is_unlinked INTEGER NOT NULL CHECK (is_unlinked IN (0, 1))
) STRICT;

CREATE INDEX equipment_parts_by_created_at ON pms_equipment_parts (created_at);

CREATE INDEX equipment_parts_by_equipment_id_created_at ON pms_equipment_parts (equipment_id, created_at);

CREATE INDEX equipment_parts_by_part_id_created_at ON pms_equipment_parts (part_id, created_at);

CREATE TRIGGER equipment_parts_gate_delete BEFORE DELETE ON pms_equipment_parts WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_equipment_parts: nothing is deleted'); END;

CREATE TRIGGER equipment_parts_gate_insert BEFORE INSERT ON pms_equipment_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment_parts: rows are written by acts only'); END;

CREATE TRIGGER equipment_parts_gate_update BEFORE UPDATE ON pms_equipment_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment_parts: rows are changed by acts only'); END;

CREATE TABLE pms_fault_code_sections (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    document_id BLOB NOT NULL REFERENCES pms_documents (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    page INTEGER NOT NULL,
    heading TEXT,
    meaning TEXT,
    remedy TEXT,
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1)),
    reason TEXT
) STRICT;

CREATE INDEX fault_code_sections_by_code_key ON pms_fault_code_sections (code_key);

CREATE INDEX fault_code_sections_by_created_at ON pms_fault_code_sections (created_at);

CREATE INDEX fault_code_sections_by_document_id_created_at ON pms_fault_code_sections (document_id, created_at);

CREATE TRIGGER fault_code_sections_gate_delete BEFORE DELETE ON pms_fault_code_sections WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_fault_code_sections: nothing is deleted'); END;

CREATE TRIGGER fault_code_sections_gate_insert BEFORE INSERT ON pms_fault_code_sections WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_fault_code_sections: rows are written by acts only'); END;

CREATE TRIGGER fault_code_sections_gate_update BEFORE UPDATE ON pms_fault_code_sections WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_fault_code_sections: rows are changed by acts only'); END;

CREATE TABLE pms_faults (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT,
    description TEXT,
    severity TEXT NOT NULL CHECK (severity = 'low' OR severity = 'medium' OR severity = 'high' OR severity = 'critical'),
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    noticed_at INTEGER NOT NULL,
    reported_by_id BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    reported_by_text TEXT,
    status TEXT NOT NULL CHECK (status IN ('open', 'resolved')),
    resolved_how TEXT CHECK (resolved_how = 'repaired' OR resolved_how = 'replaced' OR resolved_how = 'adjusted' OR resolved_how = 'reset' OR resolved_how = 'false_alarm' OR resolved_how = 'duplicate' OR resolved_how = 'other'),
    resolution_note TEXT,
    resolved_at INTEGER,
    resolved_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    reopened_reason TEXT
) STRICT;

CREATE INDEX faults_by_code_created_at ON pms_faults (code, created_at) WHERE code IS NOT NULL;

CREATE INDEX faults_by_created_at ON pms_faults (created_at);

CREATE INDEX faults_by_equipment_id_noticed_at ON pms_faults (equipment_id, noticed_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX faults_by_noticed_at ON pms_faults (noticed_at);

CREATE INDEX faults_by_number ON pms_faults (number);

CREATE INDEX faults_by_reported_by_id_created_at ON pms_faults (reported_by_id, created_at) WHERE reported_by_id IS NOT NULL;

CREATE INDEX faults_by_resolved_by_created_at ON pms_faults (resolved_by, created_at) WHERE resolved_by IS NOT NULL;

CREATE INDEX faults_by_status_noticed_at ON pms_faults (status, noticed_at);

CREATE TRIGGER faults_gate_delete BEFORE DELETE ON pms_faults WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_faults: nothing is deleted'); END;

CREATE TRIGGER faults_gate_insert BEFORE INSERT ON pms_faults WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_faults: rows are written by acts only'); END;

CREATE TRIGGER faults_gate_update BEFORE UPDATE ON pms_faults WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_faults: rows are changed by acts only'); END;

CREATE TABLE pms_finance_transactions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind = 'posted' OR kind = 'priced' OR kind = 'reversed'),
    item_id BLOB REFERENCES pms_shopping_list_items (id) DEFERRABLE INITIALLY DEFERRED,
    order_id BLOB REFERENCES pms_purchase_orders (id) DEFERRABLE INITIALLY DEFERRED,
    line_id BLOB REFERENCES pms_purchase_order_lines (id) DEFERRABLE INITIALLY DEFERRED,
    mark_id BLOB REFERENCES pms_shopping_list_marks (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    supplier_id BLOB REFERENCES pms_suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    quantity TEXT NOT NULL,
    unit_price TEXT,
    amount TEXT,
    currency TEXT,
    posted_at INTEGER NOT NULL,
    of_id BLOB REFERENCES pms_finance_transactions (id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT,
    receiving_line_id BLOB REFERENCES pms_receiving_lines (id) DEFERRABLE INITIALLY DEFERRED,
    destination TEXT CHECK (destination IN ('stores', 'installed'))
) STRICT;

CREATE INDEX finance_transactions_by_created_at ON pms_finance_transactions (created_at);

CREATE INDEX finance_transactions_by_department_posted_at ON pms_finance_transactions (department, posted_at);

CREATE INDEX finance_transactions_by_equipment_id_posted_at ON pms_finance_transactions (equipment_id, posted_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX finance_transactions_by_item_id_posted_at ON pms_finance_transactions (item_id, posted_at);

CREATE INDEX finance_transactions_by_line_id_posted_at ON pms_finance_transactions (line_id, posted_at);

CREATE INDEX finance_transactions_by_mark_id_posted_at ON pms_finance_transactions (mark_id, posted_at) WHERE mark_id IS NOT NULL;

CREATE INDEX finance_transactions_by_of_id_posted_at ON pms_finance_transactions (of_id, posted_at) WHERE of_id IS NOT NULL;

CREATE INDEX finance_transactions_by_order_id_posted_at ON pms_finance_transactions (order_id, posted_at);

CREATE INDEX finance_transactions_by_part_id_posted_at ON pms_finance_transactions (part_id, posted_at);

CREATE INDEX finance_transactions_by_posted_at ON pms_finance_transactions (posted_at);

CREATE INDEX finance_transactions_by_receiving_line_id_posted_at ON pms_finance_transactions (receiving_line_id, posted_at) WHERE receiving_line_id IS NOT NULL;

CREATE INDEX finance_transactions_by_supplier_id_posted_at ON pms_finance_transactions (supplier_id, posted_at);

CREATE INDEX finance_transactions_by_work_order_id_posted_at ON pms_finance_transactions (work_order_id, posted_at) WHERE work_order_id IS NOT NULL;

CREATE INDEX finance_transactions_posted ON pms_finance_transactions (posted_at) WHERE of_id IS NULL;

CREATE INDEX finance_transactions_posted_by_department ON pms_finance_transactions (department, posted_at) WHERE of_id IS NULL;

CREATE INDEX finance_transactions_posted_by_supplier ON pms_finance_transactions (supplier_id, posted_at) WHERE of_id IS NULL;

CREATE TRIGGER finance_transactions_gate_delete BEFORE DELETE ON pms_finance_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: nothing is deleted'); END;

CREATE TRIGGER finance_transactions_gate_insert BEFORE INSERT ON pms_finance_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: rows are written by acts only'); END;

CREATE TRIGGER finance_transactions_gate_update BEFORE UPDATE ON pms_finance_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: rows are only ever added'); END;

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
, document_id BLOB REFERENCES pms_documents (id) DEFERRABLE INITIALLY DEFERRED, page INTEGER, section TEXT) STRICT;

CREATE INDEX handover_by_closed_by_closed_at ON pms_handover (closed_by, closed_at) WHERE closed_by IS NOT NULL;

CREATE INDEX handover_by_created_at ON pms_handover (created_at);

CREATE INDEX handover_by_department_created_at ON pms_handover (department, created_at);

CREATE INDEX handover_by_document_id_created_at ON pms_handover (document_id, created_at) WHERE document_id IS NOT NULL;

CREATE INDEX handover_by_equipment_id_created_at ON pms_handover (equipment_id, created_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX handover_by_fault_id_created_at ON pms_handover (fault_id, created_at) WHERE fault_id IS NOT NULL;

CREATE INDEX handover_by_is_signed_over_created_at ON pms_handover (is_signed_over, created_at);

CREATE INDEX handover_by_part_id_created_at ON pms_handover (part_id, created_at) WHERE part_id IS NOT NULL;

CREATE INDEX handover_by_status_created_at ON pms_handover (status, created_at);

CREATE INDEX handover_by_work_order_id_created_at ON pms_handover (work_order_id, created_at) WHERE work_order_id IS NOT NULL;

CREATE TRIGGER handover_gate_delete BEFORE DELETE ON pms_handover WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_handover: nothing is deleted'); END;

CREATE TRIGGER handover_gate_insert BEFORE INSERT ON pms_handover WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_handover: rows are written by acts only'); END;

CREATE TRIGGER handover_gate_update BEFORE UPDATE ON pms_handover WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_handover: rows are changed by acts only'); END;

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

CREATE INDEX handover_signatures_by_answers_id_created_at ON pms_handover_signatures (answers_id, created_at) WHERE answers_id IS NOT NULL;

CREATE INDEX handover_signatures_by_created_at ON pms_handover_signatures (created_at);

CREATE INDEX handover_signatures_by_department_kind_side_until_at ON pms_handover_signatures (department, kind, side, until_at);

CREATE INDEX handover_signatures_by_signed_by_until_at ON pms_handover_signatures (signed_by, until_at);

CREATE TRIGGER handover_signatures_gate_delete BEFORE DELETE ON pms_handover_signatures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_handover_signatures: nothing is deleted'); END;

CREATE TRIGGER handover_signatures_gate_insert BEFORE INSERT ON pms_handover_signatures WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_handover_signatures: rows are written by acts only'); END;

CREATE TRIGGER handover_signatures_gate_update BEFORE UPDATE ON pms_handover_signatures WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_handover_signatures: rows are only ever added'); END;

CREATE TABLE pms_inventory_transactions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    location_id BLOB NOT NULL REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind = 'initial' OR kind = 'used' OR kind = 'returned' OR kind = 'adjusted' OR kind = 'transferred' OR kind = 'written_off' OR kind = 'reversed' OR kind = 'received'),
    quantity TEXT NOT NULL,
    reason TEXT,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    usage_id BLOB REFERENCES pms_part_usage (id) DEFERRABLE INITIALLY DEFERRED,
    reverses_id BLOB REFERENCES pms_inventory_transactions (id) DEFERRABLE INITIALLY DEFERRED,
    counted TEXT,
    from_movement_id BLOB REFERENCES pms_inventory_transactions (id) DEFERRABLE INITIALLY DEFERRED,
    receiving_line_id BLOB REFERENCES pms_receiving_lines (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX inventory_transactions_by_created_at ON pms_inventory_transactions (created_at);

CREATE INDEX inventory_transactions_by_from_movement_id_created_at ON pms_inventory_transactions (from_movement_id, created_at) WHERE from_movement_id IS NOT NULL;

CREATE INDEX inventory_transactions_by_location_id_created_at ON pms_inventory_transactions (location_id, created_at);

CREATE INDEX inventory_transactions_by_part_id_created_at ON pms_inventory_transactions (part_id, created_at);

CREATE INDEX inventory_transactions_by_receiving_line_id_created_at ON pms_inventory_transactions (receiving_line_id, created_at) WHERE receiving_line_id IS NOT NULL;

CREATE INDEX inventory_transactions_by_reverses_id_created_at ON pms_inventory_transactions (reverses_id, created_at) WHERE reverses_id IS NOT NULL;

CREATE INDEX inventory_transactions_by_usage_id_created_at ON pms_inventory_transactions (usage_id, created_at) WHERE usage_id IS NOT NULL;

CREATE INDEX inventory_transactions_by_work_order_id_created_at ON pms_inventory_transactions (work_order_id, created_at) WHERE work_order_id IS NOT NULL;

CREATE INDEX inventory_transactions_counted ON pms_inventory_transactions (part_id, location_id) WHERE counted IS NOT NULL;

CREATE TRIGGER inventory_transactions_gate_delete BEFORE DELETE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: nothing is deleted'); END;

CREATE TRIGGER inventory_transactions_gate_insert BEFORE INSERT ON pms_inventory_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are written by acts only'); END;

CREATE TRIGGER inventory_transactions_gate_update BEFORE UPDATE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are only ever added'); END;

CREATE TABLE pms_locations (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_id BLOB REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    retired_reason TEXT
) STRICT;

CREATE INDEX locations_by_code ON pms_locations (code);

CREATE INDEX locations_by_created_at ON pms_locations (created_at);

CREATE INDEX locations_by_parent_id_created_at ON pms_locations (parent_id, created_at) WHERE parent_id IS NOT NULL;

CREATE TRIGGER locations_gate_delete BEFORE DELETE ON pms_locations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_locations: nothing is deleted'); END;

CREATE TRIGGER locations_gate_insert BEFORE INSERT ON pms_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_locations: rows are written by acts only'); END;

CREATE TRIGGER locations_gate_update BEFORE UPDATE ON pms_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_locations: rows are changed by acts only'); END;

CREATE TABLE pms_part_locations (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    location_id BLOB NOT NULL REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    is_usual INTEGER NOT NULL CHECK (is_usual IN (0, 1))
) STRICT;

CREATE INDEX part_locations_by_created_at ON pms_part_locations (created_at);

CREATE INDEX part_locations_by_location_id_created_at ON pms_part_locations (location_id, created_at);

CREATE INDEX part_locations_by_part_id_created_at ON pms_part_locations (part_id, created_at);

CREATE TRIGGER part_locations_gate_delete BEFORE DELETE ON pms_part_locations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_part_locations: nothing is deleted'); END;

CREATE TRIGGER part_locations_gate_insert BEFORE INSERT ON pms_part_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_part_locations: rows are written by acts only'); END;

CREATE TRIGGER part_locations_gate_update BEFORE UPDATE ON pms_part_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_part_locations: rows are changed by acts only'); END;

CREATE TABLE pms_part_usage (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB NOT NULL REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    line_id BLOB REFERENCES pms_work_order_parts (id) DEFERRABLE INITIALLY DEFERRED,
    location_id BLOB NOT NULL REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    quantity TEXT NOT NULL,
    note TEXT,
    is_after_completion INTEGER NOT NULL CHECK (is_after_completion IN (0, 1))
) STRICT;

CREATE INDEX part_usage_by_created_at ON pms_part_usage (created_at);

CREATE INDEX part_usage_by_line_id_created_at ON pms_part_usage (line_id, created_at) WHERE line_id IS NOT NULL;

CREATE INDEX part_usage_by_location_id_created_at ON pms_part_usage (location_id, created_at);

CREATE INDEX part_usage_by_part_id_created_at ON pms_part_usage (part_id, created_at);

CREATE INDEX part_usage_by_work_order_id_created_at ON pms_part_usage (work_order_id, created_at);

CREATE TRIGGER part_usage_gate_delete BEFORE DELETE ON pms_part_usage WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_part_usage: nothing is deleted'); END;

CREATE TRIGGER part_usage_gate_insert BEFORE INSERT ON pms_part_usage WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_part_usage: rows are written by acts only'); END;

CREATE TRIGGER part_usage_gate_update BEFORE UPDATE ON pms_part_usage WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_part_usage: rows are only ever added'); END;

CREATE TABLE pms_parts (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    other_numbers TEXT,
    maker TEXT,
    unit TEXT NOT NULL,
    category TEXT,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    minimum TEXT,
    critical TEXT,
    maximum TEXT,
    barcode TEXT,
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    retired_reason TEXT,
    remark TEXT
, is_candidate INTEGER CHECK (is_candidate IN (0, 1))) STRICT;

CREATE INDEX parts_by_barcode ON pms_parts (barcode) WHERE barcode IS NOT NULL;

CREATE INDEX parts_by_created_at ON pms_parts (created_at);

CREATE INDEX parts_by_is_candidate_created_at ON pms_parts (is_candidate, created_at) WHERE is_candidate IS NOT NULL;

CREATE INDEX parts_by_name ON pms_parts (name);

CREATE INDEX parts_by_number ON pms_parts (number);

CREATE TRIGGER parts_gate_delete BEFORE DELETE ON pms_parts WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_parts: nothing is deleted'); END;

CREATE TRIGGER parts_gate_insert BEFORE INSERT ON pms_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_parts: rows are written by acts only'); END;

CREATE TRIGGER parts_gate_update BEFORE UPDATE ON pms_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_parts: rows are changed by acts only'); END;

CREATE TABLE pms_permissions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    action TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role = 'crew' OR role = 'engineer' OR role = 'eto' OR role = 'chief_engineer' OR role = 'chief_officer' OR role = 'chief_steward' OR role = 'purser' OR role = 'captain' OR role = 'manager'),
    scope TEXT CHECK (scope = 'all' OR scope = 'department' OR scope = 'assigned' OR scope = 'own')
) STRICT;

CREATE INDEX permissions_by_created_at ON pms_permissions (created_at);

CREATE TRIGGER permissions_gate_delete BEFORE DELETE ON pms_permissions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_permissions: nothing is deleted'); END;

CREATE TRIGGER permissions_gate_insert BEFORE INSERT ON pms_permissions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_permissions: rows are written by acts only'); END;

CREATE TRIGGER permissions_gate_update BEFORE UPDATE ON pms_permissions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_permissions: rows are changed by acts only'); END;

CREATE TABLE pms_pinned_pages (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB NOT NULL REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    sha256 TEXT NOT NULL,
    page INTEGER NOT NULL,
    document_id BLOB NOT NULL REFERENCES pms_documents (id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT,
    heading TEXT,
    withdraws_id BLOB REFERENCES pms_pinned_pages (id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT
) STRICT;

CREATE INDEX pinned_pages_by_created_at ON pms_pinned_pages (created_at);

CREATE INDEX pinned_pages_by_document_id_created_at ON pms_pinned_pages (document_id, created_at);

CREATE INDEX pinned_pages_by_sha256 ON pms_pinned_pages (sha256);

CREATE INDEX pinned_pages_by_withdraws_id_created_at ON pms_pinned_pages (withdraws_id, created_at) WHERE withdraws_id IS NOT NULL;

CREATE INDEX pinned_pages_by_work_order_id_created_at ON pms_pinned_pages (work_order_id, created_at);

CREATE TRIGGER pinned_pages_gate_delete BEFORE DELETE ON pms_pinned_pages WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_pinned_pages: nothing is deleted'); END;

CREATE TRIGGER pinned_pages_gate_insert BEFORE INSERT ON pms_pinned_pages WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_pinned_pages: rows are written by acts only'); END;

CREATE TRIGGER pinned_pages_gate_update BEFORE UPDATE ON pms_pinned_pages WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_pinned_pages: rows are only ever added'); END;

CREATE TABLE pms_purchase_order_lines (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    order_id BLOB NOT NULL REFERENCES pms_purchase_orders (id) DEFERRABLE INITIALLY DEFERRED,
    item_id BLOB NOT NULL REFERENCES pms_shopping_list_items (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    quantity TEXT NOT NULL,
    unit_price TEXT,
    supplier_number TEXT,
    is_removed INTEGER NOT NULL CHECK (is_removed IN (0, 1)),
    cancelled TEXT,
    cancel_reason TEXT
, known_came TEXT) STRICT;

CREATE INDEX purchase_order_lines_by_created_at ON pms_purchase_order_lines (created_at);

CREATE INDEX purchase_order_lines_by_item_id_created_at ON pms_purchase_order_lines (item_id, created_at);

CREATE INDEX purchase_order_lines_by_order_id_created_at ON pms_purchase_order_lines (order_id, created_at);

CREATE INDEX purchase_order_lines_by_part_id_created_at ON pms_purchase_order_lines (part_id, created_at);

CREATE INDEX purchase_order_lines_cancelled ON pms_purchase_order_lines (id) WHERE cancelled IS NOT NULL;

CREATE TRIGGER purchase_order_lines_gate_delete BEFORE DELETE ON pms_purchase_order_lines WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: nothing is deleted'); END;

CREATE TRIGGER purchase_order_lines_gate_insert BEFORE INSERT ON pms_purchase_order_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: rows are written by acts only'); END;

CREATE TRIGGER purchase_order_lines_gate_update BEFORE UPDATE ON pms_purchase_order_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: rows are changed by acts only'); END;

CREATE TABLE pms_purchase_orders (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    supplier_id BLOB NOT NULL REFERENCES pms_suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    currency TEXT,
    wanted_on TEXT,
    deliver_to TEXT,
    supplier_reference TEXT,
    remark TEXT,
    status TEXT NOT NULL CHECK (status = 'draft' OR status = 'ordered' OR status = 'cancelled'),
    ordered_at INTEGER,
    reason TEXT
) STRICT;

CREATE INDEX purchase_orders_by_created_at ON pms_purchase_orders (created_at);

CREATE INDEX purchase_orders_by_number ON pms_purchase_orders (number);

CREATE INDEX purchase_orders_by_status_created_at ON pms_purchase_orders (status, created_at);

CREATE INDEX purchase_orders_by_supplier_id_created_at ON pms_purchase_orders (supplier_id, created_at);

CREATE INDEX purchase_orders_by_wanted_on_created_at ON pms_purchase_orders (wanted_on, created_at) WHERE wanted_on IS NOT NULL;

CREATE TRIGGER purchase_orders_gate_delete BEFORE DELETE ON pms_purchase_orders WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_purchase_orders: nothing is deleted'); END;

CREATE TRIGGER purchase_orders_gate_insert BEFORE INSERT ON pms_purchase_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_orders: rows are written by acts only'); END;

CREATE TRIGGER purchase_orders_gate_update BEFORE UPDATE ON pms_purchase_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_orders: rows are changed by acts only'); END;

CREATE TABLE pms_receiving_discrepancies (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    session_id BLOB NOT NULL REFERENCES pms_receiving_sessions (id) DEFERRABLE INITIALLY DEFERRED,
    line_id BLOB NOT NULL REFERENCES pms_receiving_lines (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind = 'missing' OR kind = 'damaged' OR kind = 'incorrect'),
    quantity TEXT NOT NULL,
    note TEXT
) STRICT;

CREATE INDEX receiving_discrepancies_by_created_at ON pms_receiving_discrepancies (created_at);

CREATE INDEX receiving_discrepancies_by_line_id_created_at ON pms_receiving_discrepancies (line_id, created_at);

CREATE INDEX receiving_discrepancies_by_session_id_created_at ON pms_receiving_discrepancies (session_id, created_at);

CREATE TRIGGER receiving_discrepancies_gate_delete BEFORE DELETE ON pms_receiving_discrepancies WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_receiving_discrepancies: nothing is deleted'); END;

CREATE TRIGGER receiving_discrepancies_gate_insert BEFORE INSERT ON pms_receiving_discrepancies WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_discrepancies: rows are written by acts only'); END;

CREATE TRIGGER receiving_discrepancies_gate_update BEFORE UPDATE ON pms_receiving_discrepancies WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_discrepancies: rows are changed by acts only'); END;

CREATE TABLE pms_receiving_lines (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    session_id BLOB NOT NULL REFERENCES pms_receiving_sessions (id) DEFERRABLE INITIALLY DEFERRED,
    order_line_id BLOB REFERENCES pms_purchase_order_lines (id) DEFERRABLE INITIALLY DEFERRED,
    item_id BLOB REFERENCES pms_shopping_list_items (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    resolution TEXT CHECK (resolution = 'order_line' OR resolution = 'part' OR resolution = 'candidate' OR resolution = 'ignored'),
    description TEXT,
    position INTEGER NOT NULL,
    expected TEXT,
    delivered TEXT NOT NULL,
    is_ticked INTEGER NOT NULL CHECK (is_ticked IN (0, 1)),
    ticked_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    install_quantity TEXT,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    location_id BLOB REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT,
    returns_to_list INTEGER NOT NULL CHECK (returns_to_list IN (0, 1))
) STRICT;

CREATE INDEX receiving_lines_by_created_at ON pms_receiving_lines (created_at);

CREATE INDEX receiving_lines_by_equipment_id_created_at ON pms_receiving_lines (equipment_id, created_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX receiving_lines_by_item_id_created_at ON pms_receiving_lines (item_id, created_at) WHERE item_id IS NOT NULL;

CREATE INDEX receiving_lines_by_location_id_created_at ON pms_receiving_lines (location_id, created_at) WHERE location_id IS NOT NULL;

CREATE INDEX receiving_lines_by_order_line_id_created_at ON pms_receiving_lines (order_line_id, created_at) WHERE order_line_id IS NOT NULL;

CREATE INDEX receiving_lines_by_part_id_created_at ON pms_receiving_lines (part_id, created_at) WHERE part_id IS NOT NULL;

CREATE INDEX receiving_lines_by_session_id_created_at ON pms_receiving_lines (session_id, created_at);

CREATE INDEX receiving_lines_by_ticked_by_created_at ON pms_receiving_lines (ticked_by, created_at) WHERE ticked_by IS NOT NULL;

CREATE INDEX receiving_lines_by_work_order_id_created_at ON pms_receiving_lines (work_order_id, created_at) WHERE work_order_id IS NOT NULL;

CREATE TRIGGER receiving_lines_gate_delete BEFORE DELETE ON pms_receiving_lines WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_receiving_lines: nothing is deleted'); END;

CREATE TRIGGER receiving_lines_gate_insert BEFORE INSERT ON pms_receiving_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_lines: rows are written by acts only'); END;

CREATE TRIGGER receiving_lines_gate_update BEFORE UPDATE ON pms_receiving_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_lines: rows are changed by acts only'); END;

CREATE TABLE pms_receiving_sessions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    supplier_id BLOB REFERENCES pms_suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    slip_number TEXT,
    remark TEXT,
    holder_id BLOB NOT NULL REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT NOT NULL CHECK (status = 'candidate' OR status = 'active' OR status = 'review' OR status = 'committed' OR status = 'cancelled'),
    reason TEXT,
    committed_at INTEGER
) STRICT;

CREATE INDEX receiving_sessions_by_created_at ON pms_receiving_sessions (created_at);

CREATE INDEX receiving_sessions_by_holder_id_created_at ON pms_receiving_sessions (holder_id, created_at);

CREATE INDEX receiving_sessions_by_number ON pms_receiving_sessions (number);

CREATE INDEX receiving_sessions_by_status_created_at ON pms_receiving_sessions (status, created_at);

CREATE INDEX receiving_sessions_by_supplier_id_created_at ON pms_receiving_sessions (supplier_id, created_at) WHERE supplier_id IS NOT NULL;

CREATE TRIGGER receiving_sessions_gate_delete BEFORE DELETE ON pms_receiving_sessions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_receiving_sessions: nothing is deleted'); END;

CREATE TRIGGER receiving_sessions_gate_insert BEFORE INSERT ON pms_receiving_sessions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_sessions: rows are written by acts only'); END;

CREATE TRIGGER receiving_sessions_gate_update BEFORE UPDATE ON pms_receiving_sessions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_sessions: rows are changed by acts only'); END;

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

CREATE TRIGGER running_hours_gate_delete BEFORE DELETE ON pms_running_hours WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_running_hours: nothing is deleted'); END;

CREATE TRIGGER running_hours_gate_insert BEFORE INSERT ON pms_running_hours WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_running_hours: rows are written by acts only'); END;

CREATE TRIGGER running_hours_gate_update BEFORE UPDATE ON pms_running_hours WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_running_hours: rows are only ever added'); END;

CREATE TABLE pms_ship_time (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    offset_minutes INTEGER NOT NULL,
    from_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ship_time_by_created_at ON pms_ship_time (created_at);

CREATE TRIGGER ship_time_gate_delete BEFORE DELETE ON pms_ship_time WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_ship_time: nothing is deleted'); END;

CREATE TRIGGER ship_time_gate_insert BEFORE INSERT ON pms_ship_time WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_ship_time: rows are written by acts only'); END;

CREATE TRIGGER ship_time_gate_update BEFORE UPDATE ON pms_ship_time WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_ship_time: rows are only ever added'); END;

CREATE TABLE pms_shopping_list_items (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    quantity TEXT NOT NULL,
    urgency TEXT NOT NULL CHECK (urgency = 'low' OR urgency = 'normal' OR urgency = 'high' OR urgency = 'critical'),
    urgency_reason TEXT,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    source TEXT NOT NULL CHECK (source = 'part' OR source = 'work_order' OR source = 'by_hand' OR source = 'discrepancy'),
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    part_line_id BLOB REFERENCES pms_work_order_parts (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    supplier_id BLOB REFERENCES pms_suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT,
    status TEXT NOT NULL CHECK (status = 'candidate' OR status = 'under_review' OR status = 'approved' OR status = 'rejected' OR status = 'ordered' OR status = 'cancelled'),
    approved_quantity TEXT,
    reason TEXT,
    receiving_line_id BLOB REFERENCES pms_receiving_lines (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX shopping_list_items_by_created_at ON pms_shopping_list_items (created_at);

CREATE INDEX shopping_list_items_by_department_created_at ON pms_shopping_list_items (department, created_at);

CREATE INDEX shopping_list_items_by_equipment_id_created_at ON pms_shopping_list_items (equipment_id, created_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX shopping_list_items_by_part_id_created_at ON pms_shopping_list_items (part_id, created_at);

CREATE INDEX shopping_list_items_by_part_line_id_created_at ON pms_shopping_list_items (part_line_id, created_at) WHERE part_line_id IS NOT NULL;

CREATE INDEX shopping_list_items_by_receiving_line_id_created_at ON pms_shopping_list_items (receiving_line_id, created_at) WHERE receiving_line_id IS NOT NULL;

CREATE INDEX shopping_list_items_by_status_created_at ON pms_shopping_list_items (status, created_at);

CREATE INDEX shopping_list_items_by_supplier_id_created_at ON pms_shopping_list_items (supplier_id, created_at) WHERE supplier_id IS NOT NULL;

CREATE INDEX shopping_list_items_by_urgency_created_at ON pms_shopping_list_items (urgency, created_at);

CREATE INDEX shopping_list_items_by_work_order_id_created_at ON pms_shopping_list_items (work_order_id, created_at) WHERE work_order_id IS NOT NULL;

CREATE TRIGGER shopping_list_items_gate_delete BEFORE DELETE ON pms_shopping_list_items WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: nothing is deleted'); END;

CREATE TRIGGER shopping_list_items_gate_insert BEFORE INSERT ON pms_shopping_list_items WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: rows are written by acts only'); END;

CREATE TRIGGER shopping_list_items_gate_update BEFORE UPDATE ON pms_shopping_list_items WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: rows are changed by acts only'); END;

CREATE TABLE pms_shopping_list_marks (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    item_id BLOB NOT NULL REFERENCES pms_shopping_list_items (id) DEFERRABLE INITIALLY DEFERRED,
    line_id BLOB NOT NULL REFERENCES pms_purchase_order_lines (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind = 'missing' OR kind = 'installed' OR kind = 'taken_back'),
    quantity TEXT NOT NULL,
    reason TEXT,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    takes_back_id BLOB REFERENCES pms_shopping_list_marks (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX shopping_list_marks_by_created_at ON pms_shopping_list_marks (created_at);

CREATE INDEX shopping_list_marks_by_equipment_id_created_at ON pms_shopping_list_marks (equipment_id, created_at) WHERE equipment_id IS NOT NULL;

CREATE INDEX shopping_list_marks_by_item_id_created_at ON pms_shopping_list_marks (item_id, created_at);

CREATE INDEX shopping_list_marks_by_line_id_created_at ON pms_shopping_list_marks (line_id, created_at);

CREATE INDEX shopping_list_marks_by_takes_back_id_created_at ON pms_shopping_list_marks (takes_back_id, created_at) WHERE takes_back_id IS NOT NULL;

CREATE INDEX shopping_list_marks_by_work_order_id_created_at ON pms_shopping_list_marks (work_order_id, created_at) WHERE work_order_id IS NOT NULL;

CREATE TRIGGER shopping_list_marks_gate_delete BEFORE DELETE ON pms_shopping_list_marks WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_marks: nothing is deleted'); END;

CREATE TRIGGER shopping_list_marks_gate_insert BEFORE INSERT ON pms_shopping_list_marks WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_marks: rows are written by acts only'); END;

CREATE TRIGGER shopping_list_marks_gate_update BEFORE UPDATE ON pms_shopping_list_marks WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_marks: rows are only ever added'); END;

CREATE TABLE pms_signing (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    action TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method = 'none' OR method = 'session' OR method = 'pin')
) STRICT;

CREATE INDEX signing_by_created_at ON pms_signing (created_at);

CREATE TRIGGER signing_gate_delete BEFORE DELETE ON pms_signing WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_signing: nothing is deleted'); END;

CREATE TRIGGER signing_gate_insert BEFORE INSERT ON pms_signing WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_signing: rows are written by acts only'); END;

CREATE TRIGGER signing_gate_update BEFORE UPDATE ON pms_signing WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_signing: rows are changed by acts only'); END;

CREATE TABLE pms_suppliers (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    code TEXT,
    contact TEXT,
    email TEXT,
    phone TEXT,
    address TEXT,
    account_number TEXT,
    remark TEXT,
    is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1)),
    retired_reason TEXT
) STRICT;

CREATE INDEX suppliers_by_code ON pms_suppliers (code) WHERE code IS NOT NULL;

CREATE INDEX suppliers_by_created_at ON pms_suppliers (created_at);

CREATE INDEX suppliers_by_name ON pms_suppliers (name);

CREATE TRIGGER suppliers_gate_delete BEFORE DELETE ON pms_suppliers WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_suppliers: nothing is deleted'); END;

CREATE TRIGGER suppliers_gate_insert BEFORE INSERT ON pms_suppliers WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_suppliers: rows are written by acts only'); END;

CREATE TRIGGER suppliers_gate_update BEFORE UPDATE ON pms_suppliers WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_suppliers: rows are changed by acts only'); END;

CREATE TABLE pms_synonyms (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    word TEXT NOT NULL,
    means TEXT NOT NULL,
    is_withdrawn INTEGER NOT NULL CHECK (is_withdrawn IN (0, 1))
) STRICT;

CREATE INDEX synonyms_by_created_at ON pms_synonyms (created_at);

CREATE TRIGGER synonyms_gate_delete BEFORE DELETE ON pms_synonyms WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_synonyms: nothing is deleted'); END;

CREATE TRIGGER synonyms_gate_insert BEFORE INSERT ON pms_synonyms WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_synonyms: rows are written by acts only'); END;

CREATE TRIGGER synonyms_gate_update BEFORE UPDATE ON pms_synonyms WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_synonyms: rows are changed by acts only'); END;

CREATE TABLE pms_vessels (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    is_search_open INTEGER CHECK (is_search_open IN (0, 1))
) STRICT;

CREATE INDEX vessels_by_created_at ON pms_vessels (created_at);

CREATE TRIGGER vessels_gate_delete BEFORE DELETE ON pms_vessels WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_vessels: nothing is deleted'); END;

CREATE TRIGGER vessels_gate_insert BEFORE INSERT ON pms_vessels WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_vessels: rows are written by acts only'); END;

CREATE TRIGGER vessels_gate_update BEFORE UPDATE ON pms_vessels WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_vessels: rows are changed by acts only'); END;

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

CREATE INDEX work_order_checklist_by_ticked_by_created_at ON pms_work_order_checklist (ticked_by, created_at) WHERE ticked_by IS NOT NULL;

CREATE INDEX work_order_checklist_by_work_order_id_created_at ON pms_work_order_checklist (work_order_id, created_at);

CREATE TRIGGER work_order_checklist_gate_delete BEFORE DELETE ON pms_work_order_checklist WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_checklist: nothing is deleted'); END;

CREATE TRIGGER work_order_checklist_gate_insert BEFORE INSERT ON pms_work_order_checklist WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_checklist: rows are written by acts only'); END;

CREATE TRIGGER work_order_checklist_gate_update BEFORE UPDATE ON pms_work_order_checklist WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_checklist: rows are changed by acts only'); END;

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

CREATE INDEX work_order_notes_by_corrects_id_created_at ON pms_work_order_notes (corrects_id, created_at) WHERE corrects_id IS NOT NULL;

CREATE INDEX work_order_notes_by_created_at ON pms_work_order_notes (created_at);

CREATE INDEX work_order_notes_by_work_order_id_created_at ON pms_work_order_notes (work_order_id, created_at);

CREATE TRIGGER work_order_notes_gate_delete BEFORE DELETE ON pms_work_order_notes WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_notes: nothing is deleted'); END;

CREATE TRIGGER work_order_notes_gate_insert BEFORE INSERT ON pms_work_order_notes WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_notes: rows are written by acts only'); END;

CREATE TRIGGER work_order_notes_gate_update BEFORE UPDATE ON pms_work_order_notes WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_notes: rows are only ever added'); END;

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

CREATE INDEX work_order_parts_by_part_id_created_at ON pms_work_order_parts (part_id, created_at);

CREATE INDEX work_order_parts_by_work_order_id_created_at ON pms_work_order_parts (work_order_id, created_at);

CREATE TRIGGER work_order_parts_gate_delete BEFORE DELETE ON pms_work_order_parts WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_parts: nothing is deleted'); END;

CREATE TRIGGER work_order_parts_gate_insert BEFORE INSERT ON pms_work_order_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_parts: rows are written by acts only'); END;

CREATE TRIGGER work_order_parts_gate_update BEFORE UPDATE ON pms_work_order_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_parts: rows are changed by acts only'); END;

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

CREATE INDEX work_orders_by_assigned_to_status_number ON pms_work_orders (assigned_to, status, number) WHERE assigned_to IS NOT NULL;

CREATE INDEX work_orders_by_completed_by_created_at ON pms_work_orders (completed_by, created_at) WHERE completed_by IS NOT NULL;

CREATE INDEX work_orders_by_created_at ON pms_work_orders (created_at);

CREATE INDEX work_orders_by_equipment_id_number ON pms_work_orders (equipment_id, number);

CREATE INDEX work_orders_by_fault_id_created_at ON pms_work_orders (fault_id, created_at) WHERE fault_id IS NOT NULL;

CREATE INDEX work_orders_by_follows_id_created_at ON pms_work_orders (follows_id, created_at) WHERE follows_id IS NOT NULL;

CREATE INDEX work_orders_by_number ON pms_work_orders (number);

CREATE INDEX work_orders_by_status_due_on ON pms_work_orders (status, due_on) WHERE due_on IS NOT NULL;

CREATE INDEX work_orders_by_status_number ON pms_work_orders (status, number);

CREATE TRIGGER work_orders_gate_delete BEFORE DELETE ON pms_work_orders WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_orders: nothing is deleted'); END;

CREATE TRIGGER work_orders_gate_insert BEFORE INSERT ON pms_work_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_orders: rows are written by acts only'); END;

CREATE TRIGGER work_orders_gate_update BEFORE UPDATE ON pms_work_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_orders: rows are changed by acts only'); END;
