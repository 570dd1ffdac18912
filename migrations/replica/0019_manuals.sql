-- Manuals: what is kept, what it describes, where fault codes stand in it, which page was worked by. The
-- files lie beside the replica, under their digest.

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

CREATE TRIGGER documents_gate_insert BEFORE INSERT ON pms_documents WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_documents: rows are written by acts only'); END;
CREATE TRIGGER documents_gate_update BEFORE UPDATE ON pms_documents WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_documents: rows are changed by acts only'); END;
CREATE TRIGGER documents_gate_delete BEFORE DELETE ON pms_documents WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_documents: nothing is deleted'); END;

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

CREATE TRIGGER document_equipment_gate_insert BEFORE INSERT ON pms_document_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_document_equipment: rows are written by acts only'); END;
CREATE TRIGGER document_equipment_gate_update BEFORE UPDATE ON pms_document_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_document_equipment: rows are changed by acts only'); END;
CREATE TRIGGER document_equipment_gate_delete BEFORE DELETE ON pms_document_equipment WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_document_equipment: nothing is deleted'); END;

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
CREATE INDEX pinned_pages_by_work_order_id_created_at ON pms_pinned_pages (work_order_id, created_at);
CREATE INDEX pinned_pages_by_sha256 ON pms_pinned_pages (sha256);
CREATE INDEX pinned_pages_by_document_id_created_at ON pms_pinned_pages (document_id, created_at);
CREATE INDEX pinned_pages_by_withdraws_id_created_at ON pms_pinned_pages (withdraws_id, created_at) WHERE withdraws_id IS NOT NULL;

CREATE TRIGGER pinned_pages_gate_insert BEFORE INSERT ON pms_pinned_pages WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_pinned_pages: rows are written by acts only'); END;
CREATE TRIGGER pinned_pages_gate_update BEFORE UPDATE ON pms_pinned_pages WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_pinned_pages: rows are only ever added'); END;
CREATE TRIGGER pinned_pages_gate_delete BEFORE DELETE ON pms_pinned_pages WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_pinned_pages: nothing is deleted'); END;

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

CREATE INDEX fault_code_sections_by_created_at ON pms_fault_code_sections (created_at);
CREATE INDEX fault_code_sections_by_document_id_created_at ON pms_fault_code_sections (document_id, created_at);
CREATE INDEX fault_code_sections_by_code_key ON pms_fault_code_sections (code_key);

CREATE TRIGGER fault_code_sections_gate_insert BEFORE INSERT ON pms_fault_code_sections WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_fault_code_sections: rows are written by acts only'); END;
CREATE TRIGGER fault_code_sections_gate_update BEFORE UPDATE ON pms_fault_code_sections WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_fault_code_sections: rows are changed by acts only'); END;
CREATE TRIGGER fault_code_sections_gate_delete BEFORE DELETE ON pms_fault_code_sections WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_fault_code_sections: nothing is deleted'); END;

-- A handover entry may speak of a section of a manual.
ALTER TABLE pms_handover ADD COLUMN document_id BLOB REFERENCES pms_documents (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE pms_handover ADD COLUMN page INTEGER;
ALTER TABLE pms_handover ADD COLUMN section TEXT;

CREATE INDEX handover_by_document_id_created_at ON pms_handover (document_id, created_at) WHERE document_id IS NOT NULL;

-- What was read from manuals. Local, like everything that follows from files: never journalled, in no digest.

-- How far a file has been read, by which program; another program's reading is done anew.
CREATE TABLE manual_readings (
    sha256 TEXT NOT NULL PRIMARY KEY,
    read_by TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state = 'reading' OR state = 'read' OR state = 'refused'),
    pages INTEGER NOT NULL,
    pages_read INTEGER NOT NULL,
    pages_without_text INTEGER NOT NULL,
    said TEXT
) STRICT, WITHOUT ROWID;

-- The sections of a file, in its order: level from 1, the heading with those above it as JSON, from which page
-- to which, and how far down the first (points).
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

-- The text of a file, in pieces of at most a page: printed page number, heading path and fault codes as JSON.
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

-- Rows of fault code tables, as they were read: proposals until a person confirms them.
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

-- The words of the pieces, without accents.
CREATE VIRTUAL TABLE manual_words USING fts5(
    heading, text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
