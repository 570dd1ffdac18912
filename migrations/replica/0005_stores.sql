-- Storage places, parts, where they lie, and the ledger that stock is the sum of.

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

CREATE INDEX locations_by_created_at ON pms_locations (created_at);
CREATE INDEX locations_by_parent_id_created_at ON pms_locations (parent_id, created_at) WHERE parent_id IS NOT NULL;
CREATE INDEX locations_by_code ON pms_locations (code);

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
) STRICT;

CREATE INDEX parts_by_created_at ON pms_parts (created_at);
CREATE INDEX parts_by_number ON pms_parts (number);
CREATE INDEX parts_by_name ON pms_parts (name);
CREATE INDEX parts_by_barcode ON pms_parts (barcode) WHERE barcode IS NOT NULL;

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
CREATE INDEX part_locations_by_part_id_created_at ON pms_part_locations (part_id, created_at);
CREATE INDEX part_locations_by_location_id_created_at ON pms_part_locations (location_id, created_at);

CREATE TABLE pms_inventory_transactions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    location_id BLOB NOT NULL REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('initial')),
    quantity TEXT NOT NULL,
    reason TEXT
) STRICT;

CREATE INDEX inventory_transactions_by_created_at ON pms_inventory_transactions (created_at);
CREATE INDEX inventory_transactions_by_part_id_created_at ON pms_inventory_transactions (part_id, created_at);
CREATE INDEX inventory_transactions_by_location_id_created_at ON pms_inventory_transactions (location_id, created_at);

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
