-- The index of search. Local, like everything that follows from rows: never journalled, in no digest.

-- The words of each record, without case and accents and with a space between them, by what they are:
-- names, codes, other texts, and whether the record is open. A row's place is its table's number (7 bits),
-- the day it was written (16) and its rowid (40), so that the newest of a kind stand together.
CREATE VIRTUAL TABLE search_index USING fts5(
    names, codes, texts, states,
    content = '', contentless_delete = 1, detail = 'column', tokenize = 'ascii'
);

-- Every word of the index, and as bits the numbers of the tables in whose rows it stands; name_kinds where
-- it stands in what a thing or a person is called, or in a code. A word may outlive its last record.
CREATE TABLE search_words (
    word TEXT NOT NULL PRIMARY KEY,
    kinds INTEGER NOT NULL,
    name_kinds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows that changed since they were last taken into the index.
CREATE TABLE search_due (
    table_number INTEGER NOT NULL,
    row_id BLOB NOT NULL,
    PRIMARY KEY (table_number, row_id)
) STRICT, WITHOUT ROWID;

-- Tables that are being taken in as a whole: the rows up to this rowid are not there yet.
CREATE TABLE search_builds (
    table_number INTEGER NOT NULL PRIMARY KEY,
    next_rowid INTEGER NOT NULL,
    rows INTEGER NOT NULL
) STRICT;

-- What equipment was called when the records that name it were last taken in.
CREATE TABLE search_called (
    row_id BLOB NOT NULL PRIMARY KEY,
    called TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the index was built by; another program's is built anew.
CREATE TABLE search_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    built_by TEXT NOT NULL
) STRICT;
INSERT INTO search_state (only_row, built_by) VALUES (1, '');

-- Words of this vessel, and what they stand for.
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

CREATE TRIGGER synonyms_gate_insert BEFORE INSERT ON pms_synonyms WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_synonyms: rows are written by acts only'); END;
CREATE TRIGGER synonyms_gate_update BEFORE UPDATE ON pms_synonyms WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_synonyms: rows are changed by acts only'); END;
CREATE TRIGGER synonyms_gate_delete BEFORE DELETE ON pms_synonyms WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_synonyms: nothing is deleted'); END;

-- Whether everybody may search while nobody is signed in.
ALTER TABLE pms_vessels RENAME TO named_vessels;

CREATE TABLE pms_vessels (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    is_search_open INTEGER CHECK (is_search_open IN (0, 1))
) STRICT;

INSERT INTO pms_vessels (id, vessel_id, created_at, created_by, name)
SELECT id, vessel_id, created_at, created_by, name FROM named_vessels ORDER BY rowid;

DROP TABLE named_vessels;

CREATE INDEX vessels_by_created_at ON pms_vessels (created_at);

CREATE TRIGGER vessels_gate_insert BEFORE INSERT ON pms_vessels WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_vessels: rows are written by acts only'); END;
CREATE TRIGGER vessels_gate_update BEFORE UPDATE ON pms_vessels WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_vessels: rows are changed by acts only'); END;
CREATE TRIGGER vessels_gate_delete BEFORE DELETE ON pms_vessels WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_vessels: nothing is deleted'); END;
