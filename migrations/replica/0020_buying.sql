-- The shopping list, purchase orders, and spend as the shadow of both.

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
    source TEXT NOT NULL CHECK (source = 'part' OR source = 'work_order' OR source = 'by_hand'),
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    part_line_id BLOB REFERENCES pms_work_order_parts (id) DEFERRABLE INITIALLY DEFERRED,
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    supplier_id BLOB REFERENCES pms_suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT,
    status TEXT NOT NULL CHECK (status = 'candidate' OR status = 'under_review' OR status = 'approved' OR status = 'rejected' OR status = 'ordered' OR status = 'cancelled'),
    approved_quantity TEXT,
    reason TEXT
) STRICT;

CREATE INDEX shopping_list_items_by_created_at ON pms_shopping_list_items (created_at);
CREATE INDEX shopping_list_items_by_status_created_at ON pms_shopping_list_items (status, created_at);
CREATE INDEX shopping_list_items_by_department_created_at ON pms_shopping_list_items (department, created_at);
CREATE INDEX shopping_list_items_by_urgency_created_at ON pms_shopping_list_items (urgency, created_at);
CREATE INDEX shopping_list_items_by_part_id_created_at ON pms_shopping_list_items (part_id, created_at);
CREATE INDEX shopping_list_items_by_work_order_id_created_at ON pms_shopping_list_items (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_part_line_id_created_at ON pms_shopping_list_items (part_line_id, created_at) WHERE part_line_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_equipment_id_created_at ON pms_shopping_list_items (equipment_id, created_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX shopping_list_items_by_supplier_id_created_at ON pms_shopping_list_items (supplier_id, created_at) WHERE supplier_id IS NOT NULL;

CREATE TRIGGER shopping_list_items_gate_insert BEFORE INSERT ON pms_shopping_list_items WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: rows are written by acts only'); END;
CREATE TRIGGER shopping_list_items_gate_update BEFORE UPDATE ON pms_shopping_list_items WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: rows are changed by acts only'); END;
CREATE TRIGGER shopping_list_items_gate_delete BEFORE DELETE ON pms_shopping_list_items WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_items: nothing is deleted'); END;

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
CREATE INDEX purchase_orders_by_wanted_on_created_at ON pms_purchase_orders (wanted_on, created_at) WHERE wanted_on IS NOT NULL;
CREATE INDEX purchase_orders_by_supplier_id_created_at ON pms_purchase_orders (supplier_id, created_at);

CREATE TRIGGER purchase_orders_gate_insert BEFORE INSERT ON pms_purchase_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_orders: rows are written by acts only'); END;
CREATE TRIGGER purchase_orders_gate_update BEFORE UPDATE ON pms_purchase_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_orders: rows are changed by acts only'); END;
CREATE TRIGGER purchase_orders_gate_delete BEFORE DELETE ON pms_purchase_orders WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_purchase_orders: nothing is deleted'); END;

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

CREATE INDEX purchase_order_lines_by_created_at ON pms_purchase_order_lines (created_at);
CREATE INDEX purchase_order_lines_by_order_id_created_at ON pms_purchase_order_lines (order_id, created_at);
CREATE INDEX purchase_order_lines_by_item_id_created_at ON pms_purchase_order_lines (item_id, created_at);
CREATE INDEX purchase_order_lines_by_part_id_created_at ON pms_purchase_order_lines (part_id, created_at);

CREATE TRIGGER purchase_order_lines_gate_insert BEFORE INSERT ON pms_purchase_order_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: rows are written by acts only'); END;
CREATE TRIGGER purchase_order_lines_gate_update BEFORE UPDATE ON pms_purchase_order_lines WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: rows are changed by acts only'); END;
CREATE TRIGGER purchase_order_lines_gate_delete BEFORE DELETE ON pms_purchase_order_lines WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_purchase_order_lines: nothing is deleted'); END;

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
CREATE INDEX shopping_list_marks_by_item_id_created_at ON pms_shopping_list_marks (item_id, created_at);
CREATE INDEX shopping_list_marks_by_line_id_created_at ON pms_shopping_list_marks (line_id, created_at);
CREATE INDEX shopping_list_marks_by_work_order_id_created_at ON pms_shopping_list_marks (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX shopping_list_marks_by_equipment_id_created_at ON pms_shopping_list_marks (equipment_id, created_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX shopping_list_marks_by_takes_back_id_created_at ON pms_shopping_list_marks (takes_back_id, created_at) WHERE takes_back_id IS NOT NULL;

CREATE TRIGGER shopping_list_marks_gate_insert BEFORE INSERT ON pms_shopping_list_marks WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_marks: rows are written by acts only'); END;
CREATE TRIGGER shopping_list_marks_gate_update BEFORE UPDATE ON pms_shopping_list_marks WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_marks: rows are only ever added'); END;
CREATE TRIGGER shopping_list_marks_gate_delete BEFORE DELETE ON pms_shopping_list_marks WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_shopping_list_marks: nothing is deleted'); END;

CREATE TABLE pms_finance_transactions (
    id BLOB NOT NULL PRIMARY KEY,
    vessel_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB REFERENCES pms_crew (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind = 'posted' OR kind = 'priced' OR kind = 'reversed'),
    item_id BLOB NOT NULL REFERENCES pms_shopping_list_items (id) DEFERRABLE INITIALLY DEFERRED,
    order_id BLOB NOT NULL REFERENCES pms_purchase_orders (id) DEFERRABLE INITIALLY DEFERRED,
    line_id BLOB NOT NULL REFERENCES pms_purchase_order_lines (id) DEFERRABLE INITIALLY DEFERRED,
    mark_id BLOB REFERENCES pms_shopping_list_marks (id) DEFERRABLE INITIALLY DEFERRED,
    part_id BLOB NOT NULL REFERENCES pms_parts (id) DEFERRABLE INITIALLY DEFERRED,
    supplier_id BLOB NOT NULL REFERENCES pms_suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    department TEXT NOT NULL CHECK (department = 'engineering' OR department = 'deck' OR department = 'interior' OR department = 'management'),
    equipment_id BLOB REFERENCES pms_equipment (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id BLOB REFERENCES pms_work_orders (id) DEFERRABLE INITIALLY DEFERRED,
    quantity TEXT NOT NULL,
    unit_price TEXT,
    amount TEXT,
    currency TEXT,
    posted_at INTEGER NOT NULL,
    of_id BLOB REFERENCES pms_finance_transactions (id) DEFERRABLE INITIALLY DEFERRED,
    reason TEXT
) STRICT;

CREATE INDEX finance_transactions_by_created_at ON pms_finance_transactions (created_at);
CREATE INDEX finance_transactions_by_posted_at ON pms_finance_transactions (posted_at);
CREATE INDEX finance_transactions_by_department_posted_at ON pms_finance_transactions (department, posted_at);
CREATE INDEX finance_transactions_by_item_id_posted_at ON pms_finance_transactions (item_id, posted_at);
CREATE INDEX finance_transactions_by_order_id_posted_at ON pms_finance_transactions (order_id, posted_at);
CREATE INDEX finance_transactions_by_line_id_posted_at ON pms_finance_transactions (line_id, posted_at);
CREATE INDEX finance_transactions_by_mark_id_posted_at ON pms_finance_transactions (mark_id, posted_at) WHERE mark_id IS NOT NULL;
CREATE INDEX finance_transactions_by_part_id_posted_at ON pms_finance_transactions (part_id, posted_at);
CREATE INDEX finance_transactions_by_supplier_id_posted_at ON pms_finance_transactions (supplier_id, posted_at);
CREATE INDEX finance_transactions_by_equipment_id_posted_at ON pms_finance_transactions (equipment_id, posted_at) WHERE equipment_id IS NOT NULL;
CREATE INDEX finance_transactions_by_work_order_id_posted_at ON pms_finance_transactions (work_order_id, posted_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX finance_transactions_by_of_id_posted_at ON pms_finance_transactions (of_id, posted_at) WHERE of_id IS NOT NULL;

CREATE TRIGGER finance_transactions_gate_insert BEFORE INSERT ON pms_finance_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: rows are written by acts only'); END;
CREATE TRIGGER finance_transactions_gate_update BEFORE UPDATE ON pms_finance_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: rows are only ever added'); END;
CREATE TRIGGER finance_transactions_gate_delete BEFORE DELETE ON pms_finance_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_finance_transactions: nothing is deleted'); END;

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

CREATE TRIGGER budgets_gate_insert BEFORE INSERT ON pms_budgets WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_budgets: rows are written by acts only'); END;
CREATE TRIGGER budgets_gate_update BEFORE UPDATE ON pms_budgets WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_budgets: rows are changed by acts only'); END;
CREATE TRIGGER budgets_gate_delete BEFORE DELETE ON pms_budgets WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_budgets: nothing is deleted'); END;

-- A part that was asked for and not yet verified.
ALTER TABLE pms_parts ADD COLUMN is_candidate INTEGER CHECK (is_candidate IN (0, 1));

CREATE INDEX parts_by_is_candidate_created_at ON pms_parts (is_candidate, created_at) WHERE is_candidate IS NOT NULL;

-- Papers of an order.
ALTER TABLE pms_attachments ADD COLUMN order_id BLOB REFERENCES pms_purchase_orders (id) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX attachments_by_order_id_created_at ON pms_attachments (order_id, created_at) WHERE order_id IS NOT NULL;
