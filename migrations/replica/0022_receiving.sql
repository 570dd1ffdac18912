-- Deliveries: sessions, their rows, and what is wrong with units of them.
--
-- SQLite cannot widen a CHECK nor let a column be empty that could not: such a table is written anew, in the
-- order in which its rows came, and with it every table that refers to it. Renaming makes all of them refer to
-- the old ones, so the old ones go last, from the leaves up.

ALTER TABLE pms_shopping_list_items RENAME TO narrow_shopping_list_items;
ALTER TABLE pms_purchase_order_lines RENAME TO narrow_purchase_order_lines;
ALTER TABLE pms_shopping_list_marks RENAME TO narrow_shopping_list_marks;
ALTER TABLE pms_finance_transactions RENAME TO narrow_finance_transactions;
ALTER TABLE pms_inventory_transactions RENAME TO narrow_inventory_transactions;

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
) STRICT;

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
CREATE INDEX receiving_sessions_by_status_created_at ON pms_receiving_sessions (status, created_at);
CREATE INDEX receiving_sessions_by_supplier_id_created_at ON pms_receiving_sessions (supplier_id, created_at) WHERE supplier_id IS NOT NULL;
CREATE INDEX receiving_sessions_by_holder_id_created_at ON pms_receiving_sessions (holder_id, created_at);
CREATE INDEX receiving_sessions_by_number ON pms_receiving_sessions (number);

CREATE TRIGGER receiving_sessions_gate_insert BEFORE INSERT ON pms_receiving_sessions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_sessions: rows are written by acts only'); END;
CREATE TRIGGER receiving_sessions_gate_update BEFORE UPDATE ON pms_receiving_sessions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_sessions: rows are changed by acts only'); END;
CREATE TRIGGER receiving_sessions_gate_delete BEFORE DELETE ON pms_receiving_sessions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_receiving_sessions: nothing is deleted'); END;

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
CREATE INDEX receiving_lines_by_session_id_created_at ON pms_receiving_lines (session_id, created_at);
CREATE INDEX receiving_lines_by_order_line_id_created_at ON pms_receiving_lines (order_line_id, created_at) WHERE order_line_id IS NOT NULL;
CREATE INDEX receiving_lines_by_item_id_created_at ON pms_receiving_lines (item_id, created_at) WHERE item_id IS NOT NULL;
CREATE INDEX receiving_lines_by_part_id_created_at ON pms_receiving_lines (part_id, created_at) WHERE part_id IS NOT NULL;
CREATE INDEX receiving_lines_by_ticked_by_created_at ON pms_receiving_lines (ticked_by, created_at) WHERE ticked_by IS NOT NULL;
CREATE INDEX receiving_lines_by_work_order_id_created_at ON pms_receiving_lines (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX receiving_lines_by_equipment_id_created_at ON pms_receiving_lines (equipment_id, created_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX receiving_lines_by_location_id_created_at ON pms_receiving_lines (location_id, created_at) WHERE location_id IS NOT NULL;

CREATE TRIGGER receiving_lines_gate_insert BEFORE INSERT ON pms_receiving_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_lines: rows are written by acts only'); END;
CREATE TRIGGER receiving_lines_gate_update BEFORE UPDATE ON pms_receiving_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_lines: rows are changed by acts only'); END;
CREATE TRIGGER receiving_lines_gate_delete BEFORE DELETE ON pms_receiving_lines WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_receiving_lines: nothing is deleted'); END;

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
CREATE INDEX receiving_discrepancies_by_session_id_created_at ON pms_receiving_discrepancies (session_id, created_at);
CREATE INDEX receiving_discrepancies_by_line_id_created_at ON pms_receiving_discrepancies (line_id, created_at);

CREATE TRIGGER receiving_discrepancies_gate_insert BEFORE INSERT ON pms_receiving_discrepancies WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_discrepancies: rows are written by acts only'); END;
CREATE TRIGGER receiving_discrepancies_gate_update BEFORE UPDATE ON pms_receiving_discrepancies WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_receiving_discrepancies: rows are changed by acts only'); END;
CREATE TRIGGER receiving_discrepancies_gate_delete BEFORE DELETE ON pms_receiving_discrepancies WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_receiving_discrepancies: nothing is deleted'); END;

INSERT INTO pms_shopping_list_items (id, vessel_id, created_at, created_by, part_id, quantity, urgency, urgency_reason, department, source, work_order_id, part_line_id, equipment_id, supplier_id, note, status, approved_quantity, reason)
SELECT id, vessel_id, created_at, created_by, part_id, quantity, urgency, urgency_reason, department, source, work_order_id, part_line_id, equipment_id, supplier_id, note, status, approved_quantity, reason
FROM narrow_shopping_list_items ORDER BY rowid;

INSERT INTO pms_purchase_order_lines (id, vessel_id, created_at, created_by, order_id, item_id, part_id, quantity, unit_price, supplier_number, is_removed, cancelled, cancel_reason)
SELECT id, vessel_id, created_at, created_by, order_id, item_id, part_id, quantity, unit_price, supplier_number, is_removed, cancelled, cancel_reason
FROM narrow_purchase_order_lines ORDER BY rowid;

INSERT INTO pms_shopping_list_marks (id, vessel_id, created_at, created_by, item_id, line_id, kind, quantity, reason, work_order_id, equipment_id, takes_back_id)
SELECT id, vessel_id, created_at, created_by, item_id, line_id, kind, quantity, reason, work_order_id, equipment_id, takes_back_id
FROM narrow_shopping_list_marks ORDER BY rowid;

INSERT INTO pms_finance_transactions (id, vessel_id, created_at, created_by, kind, item_id, order_id, line_id, mark_id, part_id, supplier_id, department, equipment_id, work_order_id, quantity, unit_price, amount, currency, posted_at, of_id, reason)
SELECT id, vessel_id, created_at, created_by, kind, item_id, order_id, line_id, mark_id, part_id, supplier_id, department, equipment_id, work_order_id, quantity, unit_price, amount, currency, posted_at, of_id, reason
FROM narrow_finance_transactions ORDER BY rowid;

INSERT INTO pms_inventory_transactions (id, vessel_id, created_at, created_by, part_id, location_id, kind, quantity, reason, work_order_id, usage_id, reverses_id, counted, from_movement_id)
SELECT id, vessel_id, created_at, created_by, part_id, location_id, kind, quantity, reason, work_order_id, usage_id, reverses_id, counted, from_movement_id
FROM narrow_inventory_transactions ORDER BY rowid;

DROP TABLE narrow_finance_transactions;
DROP TABLE narrow_shopping_list_marks;
DROP TABLE narrow_purchase_order_lines;
DROP TABLE narrow_shopping_list_items;
DROP TABLE narrow_inventory_transactions;

CREATE INDEX shopping_list_items_by_created_at ON pms_shopping_list_items (created_at);
CREATE INDEX shopping_list_items_by_department_created_at ON pms_shopping_list_items (department, created_at);
CREATE INDEX shopping_list_items_by_equipment_id_created_at ON pms_shopping_list_items (equipment_id, created_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_part_id_created_at ON pms_shopping_list_items (part_id, created_at);
CREATE INDEX shopping_list_items_by_part_line_id_created_at ON pms_shopping_list_items (part_line_id, created_at) WHERE part_line_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_status_created_at ON pms_shopping_list_items (status, created_at);
CREATE INDEX shopping_list_items_by_supplier_id_created_at ON pms_shopping_list_items (supplier_id, created_at) WHERE supplier_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_urgency_created_at ON pms_shopping_list_items (urgency, created_at);
CREATE INDEX shopping_list_items_by_work_order_id_created_at ON pms_shopping_list_items (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_receiving_line_id_created_at ON pms_shopping_list_items (receiving_line_id, created_at) WHERE receiving_line_id IS NOT NULL;

CREATE TRIGGER shopping_list_items_gate_delete BEFORE DELETE ON pms_shopping_list_items WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: nothing is deleted'); END;
CREATE TRIGGER shopping_list_items_gate_insert BEFORE INSERT ON pms_shopping_list_items WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: rows are written by acts only'); END;
CREATE TRIGGER shopping_list_items_gate_update BEFORE UPDATE ON pms_shopping_list_items WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: rows are changed by acts only'); END;

CREATE INDEX purchase_order_lines_by_created_at ON pms_purchase_order_lines (created_at);
CREATE INDEX purchase_order_lines_by_item_id_created_at ON pms_purchase_order_lines (item_id, created_at);
CREATE INDEX purchase_order_lines_by_order_id_created_at ON pms_purchase_order_lines (order_id, created_at);
CREATE INDEX purchase_order_lines_by_part_id_created_at ON pms_purchase_order_lines (part_id, created_at);

CREATE TRIGGER purchase_order_lines_gate_delete BEFORE DELETE ON pms_purchase_order_lines WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: nothing is deleted'); END;
CREATE TRIGGER purchase_order_lines_gate_insert BEFORE INSERT ON pms_purchase_order_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: rows are written by acts only'); END;
CREATE TRIGGER purchase_order_lines_gate_update BEFORE UPDATE ON pms_purchase_order_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: rows are changed by acts only'); END;

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
CREATE INDEX finance_transactions_by_supplier_id_posted_at ON pms_finance_transactions (supplier_id, posted_at);
CREATE INDEX finance_transactions_by_work_order_id_posted_at ON pms_finance_transactions (work_order_id, posted_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX finance_transactions_posted ON pms_finance_transactions (posted_at) WHERE of_id IS NULL;
CREATE INDEX finance_transactions_posted_by_department ON pms_finance_transactions (department, posted_at) WHERE of_id IS NULL;
CREATE INDEX finance_transactions_posted_by_supplier ON pms_finance_transactions (supplier_id, posted_at) WHERE of_id IS NULL;
CREATE INDEX finance_transactions_by_receiving_line_id_posted_at ON pms_finance_transactions (receiving_line_id, posted_at) WHERE receiving_line_id IS NOT NULL;

CREATE TRIGGER finance_transactions_gate_delete BEFORE DELETE ON pms_finance_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: nothing is deleted'); END;
CREATE TRIGGER finance_transactions_gate_insert BEFORE INSERT ON pms_finance_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: rows are written by acts only'); END;
CREATE TRIGGER finance_transactions_gate_update BEFORE UPDATE ON pms_finance_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: rows are only ever added'); END;

CREATE INDEX inventory_transactions_by_created_at ON pms_inventory_transactions (created_at);
CREATE INDEX inventory_transactions_by_from_movement_id_created_at ON pms_inventory_transactions (from_movement_id, created_at) WHERE from_movement_id IS NOT NULL;
CREATE INDEX inventory_transactions_by_location_id_created_at ON pms_inventory_transactions (location_id, created_at);
CREATE INDEX inventory_transactions_by_part_id_created_at ON pms_inventory_transactions (part_id, created_at);
CREATE INDEX inventory_transactions_by_reverses_id_created_at ON pms_inventory_transactions (reverses_id, created_at) WHERE reverses_id IS NOT NULL;
CREATE INDEX inventory_transactions_by_usage_id_created_at ON pms_inventory_transactions (usage_id, created_at) WHERE usage_id IS NOT NULL;
CREATE INDEX inventory_transactions_by_work_order_id_created_at ON pms_inventory_transactions (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX inventory_transactions_counted ON pms_inventory_transactions (part_id, location_id) WHERE counted IS NOT NULL;
CREATE INDEX inventory_transactions_by_receiving_line_id_created_at ON pms_inventory_transactions (receiving_line_id, created_at) WHERE receiving_line_id IS NOT NULL;

CREATE TRIGGER inventory_transactions_gate_delete BEFORE DELETE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: nothing is deleted'); END;
CREATE TRIGGER inventory_transactions_gate_insert BEFORE INSERT ON pms_inventory_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are written by acts only'); END;
CREATE TRIGGER inventory_transactions_gate_update BEFORE UPDATE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are only ever added'); END;

-- Photos of a delivery and of its rows.
ALTER TABLE pms_attachments ADD COLUMN session_id BLOB REFERENCES pms_receiving_sessions (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE pms_attachments ADD COLUMN receiving_line_id BLOB REFERENCES pms_receiving_lines (id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX attachments_by_session_id_created_at ON pms_attachments (session_id, created_at) WHERE session_id IS NOT NULL;
CREATE INDEX attachments_by_receiving_line_id_created_at ON pms_attachments (receiving_line_id, created_at) WHERE receiving_line_id IS NOT NULL;
