-- The ledger of stores with all its kinds of movements, what work orders used, and suppliers.
--
-- SQLite cannot widen a CHECK: a table whose vocabulary grows is written anew, in the order in which its
-- rows came, and takes over its name. Nothing referred to these two before.

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
CREATE INDEX part_usage_by_work_order_id_created_at ON pms_part_usage (work_order_id, created_at);
CREATE INDEX part_usage_by_part_id_created_at ON pms_part_usage (part_id, created_at);
CREATE INDEX part_usage_by_line_id_created_at ON pms_part_usage (line_id, created_at) WHERE line_id IS NOT NULL;
CREATE INDEX part_usage_by_location_id_created_at ON pms_part_usage (location_id, created_at);

CREATE TRIGGER part_usage_gate_insert BEFORE INSERT ON pms_part_usage WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_part_usage: rows are written by acts only'); END;
CREATE TRIGGER part_usage_gate_update BEFORE UPDATE ON pms_part_usage WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_part_usage: rows are only ever added'); END;
CREATE TRIGGER part_usage_gate_delete BEFORE DELETE ON pms_part_usage WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_part_usage: nothing is deleted'); END;

ALTER TABLE pms_inventory_transactions RENAME TO narrow_inventory_transactions;

CREATE TABLE pms_inventory_transactions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    location_id BLOB NOT NULL REFERENCES pms_locations (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind = 'initial' OR kind = 'used' OR kind = 'returned' OR kind = 'adjusted' OR kind = 'transferred' OR kind = 'written_off' OR kind = 'reversed'),
    quantity TEXT NOT NULL,
    reason TEXT,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    usage_id BLOB REFERENCES pms_part_usage (id) DEFERRABLE INITIALLY DEFERRED,
    reverses_id BLOB REFERENCES pms_inventory_transactions (id) DEFERRABLE INITIALLY DEFERRED,
    counted TEXT,
    from_movement_id BLOB REFERENCES pms_inventory_transactions (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

INSERT INTO pms_inventory_transactions (id, vessel_id, created_at, created_by, part_id, location_id, kind, quantity, reason)
SELECT id, vessel_id, created_at, created_by, part_id, location_id, kind, quantity, reason
FROM narrow_inventory_transactions ORDER BY rowid;

DROP TABLE narrow_inventory_transactions;

CREATE INDEX inventory_transactions_by_created_at ON pms_inventory_transactions (created_at);
CREATE INDEX inventory_transactions_by_part_id_created_at ON pms_inventory_transactions (part_id, created_at);
CREATE INDEX inventory_transactions_by_location_id_created_at ON pms_inventory_transactions (location_id, created_at);
CREATE INDEX inventory_transactions_by_work_order_id_created_at ON pms_inventory_transactions (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX inventory_transactions_by_usage_id_created_at ON pms_inventory_transactions (usage_id, created_at) WHERE usage_id IS NOT NULL;
CREATE INDEX inventory_transactions_by_reverses_id_created_at ON pms_inventory_transactions (reverses_id, created_at) WHERE reverses_id IS NOT NULL;
CREATE INDEX inventory_transactions_by_from_movement_id_created_at ON pms_inventory_transactions (from_movement_id, created_at) WHERE from_movement_id IS NOT NULL;

CREATE TRIGGER inventory_transactions_gate_insert BEFORE INSERT ON pms_inventory_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are written by acts only'); END;
CREATE TRIGGER inventory_transactions_gate_update BEFORE UPDATE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are only ever added'); END;
CREATE TRIGGER inventory_transactions_gate_delete BEFORE DELETE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: nothing is deleted'); END;

ALTER TABLE pms_permissions RENAME TO narrow_permissions;

CREATE TABLE pms_permissions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    action TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role = 'crew' OR role = 'engineer' OR role = 'eto' OR role = 'chief_engineer' OR role = 'chief_officer' OR role = 'chief_steward' OR role = 'purser' OR role = 'captain' OR role = 'manager'),
    scope TEXT CHECK (scope = 'all' OR scope = 'department' OR scope = 'assigned' OR scope = 'own')
) STRICT;

INSERT INTO pms_permissions (id, vessel_id, created_at, created_by, action, role, scope)
SELECT id, vessel_id, created_at, created_by, action, role, scope FROM narrow_permissions ORDER BY rowid;

DROP TABLE narrow_permissions;

CREATE INDEX permissions_by_created_at ON pms_permissions (created_at);

CREATE TRIGGER permissions_gate_insert BEFORE INSERT ON pms_permissions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_permissions: rows are written by acts only'); END;
CREATE TRIGGER permissions_gate_update BEFORE UPDATE ON pms_permissions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_permissions: rows are changed by acts only'); END;
CREATE TRIGGER permissions_gate_delete BEFORE DELETE ON pms_permissions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_permissions: nothing is deleted'); END;

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

CREATE INDEX suppliers_by_created_at ON pms_suppliers (created_at);
CREATE INDEX suppliers_by_name ON pms_suppliers (name);
CREATE INDEX suppliers_by_code ON pms_suppliers (code) WHERE code IS NOT NULL;

CREATE TRIGGER suppliers_gate_insert BEFORE INSERT ON pms_suppliers WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_suppliers: rows are written by acts only'); END;
CREATE TRIGGER suppliers_gate_update BEFORE UPDATE ON pms_suppliers WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_suppliers: rows are changed by acts only'); END;
CREATE TRIGGER suppliers_gate_delete BEFORE DELETE ON pms_suppliers WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_suppliers: nothing is deleted'); END;
