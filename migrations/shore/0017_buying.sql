-- The shopping list, purchase orders, and spend as the shadow of both.

CREATE TABLE pms_shopping_list_items (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    part_id uuid NOT NULL,
    quantity numeric NOT NULL,
    urgency text NOT NULL CONSTRAINT urgency_words CHECK (urgency IN ('low', 'normal', 'high', 'critical')),
    urgency_reason text,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    source text NOT NULL CONSTRAINT source_words CHECK (source IN ('part', 'work_order', 'by_hand')),
    work_order_id uuid,
    part_line_id uuid,
    equipment_id uuid,
    supplier_id uuid,
    note text,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('candidate', 'under_review', 'approved', 'rejected', 'ordered', 'cancelled')),
    approved_quantity numeric,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_line_id) REFERENCES pms_work_order_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, supplier_id) REFERENCES pms_suppliers DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX shopping_list_items_by_status ON pms_shopping_list_items (vessel_id, status);
CREATE INDEX shopping_list_items_by_department ON pms_shopping_list_items (vessel_id, department);
CREATE INDEX shopping_list_items_by_urgency ON pms_shopping_list_items (vessel_id, urgency);
CREATE INDEX shopping_list_items_by_part_id ON pms_shopping_list_items (vessel_id, part_id);
CREATE INDEX shopping_list_items_by_work_order_id ON pms_shopping_list_items (vessel_id, work_order_id);
CREATE INDEX shopping_list_items_by_part_line_id ON pms_shopping_list_items (vessel_id, part_line_id);
CREATE INDEX shopping_list_items_by_equipment_id ON pms_shopping_list_items (vessel_id, equipment_id);
CREATE INDEX shopping_list_items_by_supplier_id ON pms_shopping_list_items (vessel_id, supplier_id);
COMMENT ON TABLE pms_shopping_list_items IS 'Something to be bought, as somebody asked for it.';
COMMENT ON COLUMN pms_shopping_list_items.part_id IS 'The part, known or still a candidate.';
COMMENT ON COLUMN pms_shopping_list_items.quantity IS 'How much is asked for, in the part''s unit.';
COMMENT ON COLUMN pms_shopping_list_items.urgency IS 'How soon.';
COMMENT ON COLUMN pms_shopping_list_items.urgency_reason IS 'Why that soon; a critical item says it.';
COMMENT ON COLUMN pms_shopping_list_items.department IS 'The department that pays.';
COMMENT ON COLUMN pms_shopping_list_items.source IS 'What it came from.';
COMMENT ON COLUMN pms_shopping_list_items.work_order_id IS 'The work order it is for.';
COMMENT ON COLUMN pms_shopping_list_items.part_line_id IS 'The planned part it is for.';
COMMENT ON COLUMN pms_shopping_list_items.equipment_id IS 'The equipment it is for.';
COMMENT ON COLUMN pms_shopping_list_items.supplier_id IS 'From whom to buy.';
COMMENT ON COLUMN pms_shopping_list_items.note IS 'Anything else worth knowing.';
COMMENT ON COLUMN pms_shopping_list_items.status IS 'Where it stands.';
COMMENT ON COLUMN pms_shopping_list_items.approved_quantity IS 'How much of it is to be bought, in the part''s unit.';
COMMENT ON COLUMN pms_shopping_list_items.reason IS 'Why it was rejected or cancelled.';

CREATE TABLE pms_purchase_orders (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    number text NOT NULL,
    supplier_id uuid NOT NULL,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    currency text,
    wanted_on date,
    deliver_to text,
    supplier_reference text,
    remark text,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('draft', 'ordered', 'cancelled')),
    ordered_at timestamptz,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, supplier_id) REFERENCES pms_suppliers DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX purchase_orders_by_number ON pms_purchase_orders (vessel_id, number);
CREATE INDEX purchase_orders_by_status ON pms_purchase_orders (vessel_id, status);
CREATE INDEX purchase_orders_by_wanted_on ON pms_purchase_orders (vessel_id, wanted_on);
CREATE INDEX purchase_orders_by_supplier_id ON pms_purchase_orders (vessel_id, supplier_id);
COMMENT ON TABLE pms_purchase_orders IS 'What is bought of one supplier in one go.';
COMMENT ON COLUMN pms_purchase_orders.number IS 'Number as spoken: PO-2026-E007.';
COMMENT ON COLUMN pms_purchase_orders.supplier_id IS 'The supplier.';
COMMENT ON COLUMN pms_purchase_orders.department IS 'The department that pays.';
COMMENT ON COLUMN pms_purchase_orders.currency IS 'Currency of its prices: three letters (ISO 4217).';
COMMENT ON COLUMN pms_purchase_orders.wanted_on IS 'The day by which it is wanted.';
COMMENT ON COLUMN pms_purchase_orders.deliver_to IS 'Where it is to be delivered.';
COMMENT ON COLUMN pms_purchase_orders.supplier_reference IS 'The supplier''s number for it.';
COMMENT ON COLUMN pms_purchase_orders.remark IS 'Anything else the supplier must know.';
COMMENT ON COLUMN pms_purchase_orders.status IS 'Where it stands.';
COMMENT ON COLUMN pms_purchase_orders.ordered_at IS 'When it was sent.';
COMMENT ON COLUMN pms_purchase_orders.reason IS 'Why it was cancelled.';

CREATE TABLE pms_purchase_order_lines (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    order_id uuid NOT NULL,
    item_id uuid NOT NULL,
    part_id uuid NOT NULL,
    quantity numeric NOT NULL,
    unit_price numeric,
    supplier_number text,
    is_removed boolean NOT NULL,
    cancelled numeric,
    cancel_reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, order_id) REFERENCES pms_purchase_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, item_id) REFERENCES pms_shopping_list_items DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX purchase_order_lines_by_order_id ON pms_purchase_order_lines (vessel_id, order_id);
CREATE INDEX purchase_order_lines_by_item_id ON pms_purchase_order_lines (vessel_id, item_id);
CREATE INDEX purchase_order_lines_by_part_id ON pms_purchase_order_lines (vessel_id, part_id);
COMMENT ON TABLE pms_purchase_order_lines IS 'One item of an order.';
COMMENT ON COLUMN pms_purchase_order_lines.order_id IS 'The order.';
COMMENT ON COLUMN pms_purchase_order_lines.item_id IS 'The shopping list item it buys.';
COMMENT ON COLUMN pms_purchase_order_lines.part_id IS 'The part.';
COMMENT ON COLUMN pms_purchase_order_lines.quantity IS 'How much, in the part''s unit, above zero.';
COMMENT ON COLUMN pms_purchase_order_lines.unit_price IS 'Price of one unit, in the order''s currency.';
COMMENT ON COLUMN pms_purchase_order_lines.supplier_number IS 'The number in the supplier''s books.';
COMMENT ON COLUMN pms_purchase_order_lines.is_removed IS 'Taken off while the order was a draft.';
COMMENT ON COLUMN pms_purchase_order_lines.cancelled IS 'How much of it was cancelled, in the part''s unit.';
COMMENT ON COLUMN pms_purchase_order_lines.cancel_reason IS 'Why.';

CREATE TABLE pms_shopping_list_marks (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    item_id uuid NOT NULL,
    line_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('missing', 'installed', 'taken_back')),
    quantity numeric NOT NULL,
    reason text,
    work_order_id uuid,
    equipment_id uuid,
    takes_back_id uuid,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, item_id) REFERENCES pms_shopping_list_items DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, line_id) REFERENCES pms_purchase_order_lines DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, takes_back_id) REFERENCES pms_shopping_list_marks DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX shopping_list_marks_by_item_id ON pms_shopping_list_marks (vessel_id, item_id);
CREATE INDEX shopping_list_marks_by_line_id ON pms_shopping_list_marks (vessel_id, line_id);
CREATE INDEX shopping_list_marks_by_work_order_id ON pms_shopping_list_marks (vessel_id, work_order_id);
CREATE INDEX shopping_list_marks_by_equipment_id ON pms_shopping_list_marks (vessel_id, equipment_id);
CREATE INDEX shopping_list_marks_by_takes_back_id ON pms_shopping_list_marks (vessel_id, takes_back_id);
COMMENT ON TABLE pms_shopping_list_marks IS 'What a person said of ordered units that came through no delivery: missing, or installed. It is taken back by a mark of its own, whose id follows from the mark, so that two made apart are one.';
COMMENT ON COLUMN pms_shopping_list_marks.item_id IS 'The shopping list item.';
COMMENT ON COLUMN pms_shopping_list_marks.line_id IS 'The line of the order.';
COMMENT ON COLUMN pms_shopping_list_marks.kind IS 'Missing, installed, or taken back.';
COMMENT ON COLUMN pms_shopping_list_marks.quantity IS 'How much, in the part''s unit, above zero.';
COMMENT ON COLUMN pms_shopping_list_marks.reason IS 'A word on it.';
COMMENT ON COLUMN pms_shopping_list_marks.work_order_id IS 'The work order it was installed for.';
COMMENT ON COLUMN pms_shopping_list_marks.equipment_id IS 'The equipment it was installed in.';
COMMENT ON COLUMN pms_shopping_list_marks.takes_back_id IS 'The mark that it takes back.';

CREATE TABLE pms_finance_transactions (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('posted', 'priced', 'reversed')),
    item_id uuid NOT NULL,
    order_id uuid NOT NULL,
    line_id uuid NOT NULL,
    mark_id uuid,
    part_id uuid NOT NULL,
    supplier_id uuid NOT NULL,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    equipment_id uuid,
    work_order_id uuid,
    quantity numeric NOT NULL,
    unit_price numeric,
    amount numeric,
    currency text,
    posted_at timestamptz NOT NULL,
    of_id uuid,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, item_id) REFERENCES pms_shopping_list_items DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, order_id) REFERENCES pms_purchase_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, line_id) REFERENCES pms_purchase_order_lines DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, mark_id) REFERENCES pms_shopping_list_marks DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, supplier_id) REFERENCES pms_suppliers DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, of_id) REFERENCES pms_finance_transactions DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX finance_transactions_by_posted_at ON pms_finance_transactions (vessel_id, posted_at);
CREATE INDEX finance_transactions_by_department_posted_at ON pms_finance_transactions (vessel_id, department, posted_at);
CREATE INDEX finance_transactions_by_item_id ON pms_finance_transactions (vessel_id, item_id);
CREATE INDEX finance_transactions_by_order_id ON pms_finance_transactions (vessel_id, order_id);
CREATE INDEX finance_transactions_by_line_id ON pms_finance_transactions (vessel_id, line_id);
CREATE INDEX finance_transactions_by_mark_id ON pms_finance_transactions (vessel_id, mark_id);
CREATE INDEX finance_transactions_by_part_id ON pms_finance_transactions (vessel_id, part_id);
CREATE INDEX finance_transactions_by_supplier_id ON pms_finance_transactions (vessel_id, supplier_id);
CREATE INDEX finance_transactions_by_equipment_id ON pms_finance_transactions (vessel_id, equipment_id);
CREATE INDEX finance_transactions_by_work_order_id ON pms_finance_transactions (vessel_id, work_order_id);
CREATE INDEX finance_transactions_by_of_id ON pms_finance_transactions (vessel_id, of_id);
COMMENT ON TABLE pms_finance_transactions IS 'One posting of spend. What stands follows from all rows about a posting: see `buying/spend.rs`. The id of a reversal follows from the posting that it takes back.';
COMMENT ON COLUMN pms_finance_transactions.kind IS 'Why it was written.';
COMMENT ON COLUMN pms_finance_transactions.item_id IS 'The shopping list item.';
COMMENT ON COLUMN pms_finance_transactions.order_id IS 'The order.';
COMMENT ON COLUMN pms_finance_transactions.line_id IS 'The line of the order.';
COMMENT ON COLUMN pms_finance_transactions.mark_id IS 'The mark that caused it.';
COMMENT ON COLUMN pms_finance_transactions.part_id IS 'The part.';
COMMENT ON COLUMN pms_finance_transactions.supplier_id IS 'The supplier.';
COMMENT ON COLUMN pms_finance_transactions.department IS 'The department that pays.';
COMMENT ON COLUMN pms_finance_transactions.equipment_id IS 'The equipment it is for.';
COMMENT ON COLUMN pms_finance_transactions.work_order_id IS 'The work order it is for.';
COMMENT ON COLUMN pms_finance_transactions.quantity IS 'How much came, in the part''s unit; below zero where it is taken back, zero of a later price.';
COMMENT ON COLUMN pms_finance_transactions.unit_price IS 'Price of one unit; none while it is not known.';
COMMENT ON COLUMN pms_finance_transactions.amount IS 'Price times quantity; below zero where it is taken back.';
COMMENT ON COLUMN pms_finance_transactions.currency IS 'Currency of both: three letters (ISO 4217).';
COMMENT ON COLUMN pms_finance_transactions.posted_at IS 'When it counts as spent.';
COMMENT ON COLUMN pms_finance_transactions.of_id IS 'The posting that a later price or a reversal is about.';
COMMENT ON COLUMN pms_finance_transactions.reason IS 'A word on it.';

CREATE TABLE pms_budgets (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    period text NOT NULL,
    currency text NOT NULL,
    amount numeric,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX budgets_by_department_period ON pms_budgets (vessel_id, department, period);
COMMENT ON TABLE pms_budgets IS 'What a department means to spend in a period. The id is derived from department, period and currency.';
COMMENT ON COLUMN pms_budgets.department IS 'The department.';
COMMENT ON COLUMN pms_budgets.period IS 'A year, quarter or month: 2026, 2026-Q4, 2026-11.';
COMMENT ON COLUMN pms_budgets.currency IS 'Currency: three letters (ISO 4217).';
COMMENT ON COLUMN pms_budgets.amount IS 'The amount; none where the budget was taken back.';

ALTER TABLE pms_parts ADD COLUMN is_candidate boolean;
CREATE INDEX parts_by_is_candidate ON pms_parts (vessel_id, is_candidate);
COMMENT ON COLUMN pms_parts.is_candidate IS 'Asked for and not yet verified: it must be promoted before it is ordered. Where nothing is said, it is a part like any other.';

ALTER TABLE pms_attachments
    ADD COLUMN order_id uuid,
    ADD FOREIGN KEY (vessel_id, order_id) REFERENCES pms_purchase_orders DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX attachments_by_order_id ON pms_attachments (vessel_id, order_id);
COMMENT ON COLUMN pms_attachments.order_id IS 'The purchase order it belongs to.';

-- In words, with what came of orders and what counts as spent: neither is stored.

CREATE VIEW purchase_order_lines WITH (security_invoker = true) AS
SELECT l.vessel_id,
       l.id,
       l.order_id,
       o.number AS order_number,
       l.item_id,
       p.number AS part_number,
       p.name AS part_name,
       p.unit,
       l.supplier_number,
       l.quantity,
       l.unit_price,
       o.currency,
       CASE WHEN o.ordered_at IS NULL THEN 0 ELSE l.quantity END AS ordered,
       CASE WHEN o.ordered_at IS NULL THEN 0
            WHEN o.status = 'cancelled' THEN l.quantity
            ELSE coalesce(l.cancelled, 0) END AS cancelled,
       m.installed,
       m.missing,
       CASE WHEN o.status <> 'ordered' THEN 0
            ELSE greatest(l.quantity - coalesce(l.cancelled, 0) - m.installed - m.missing, 0) END AS outstanding,
       l.cancel_reason
FROM pms_purchase_order_lines l
JOIN pms_purchase_orders o ON o.vessel_id = l.vessel_id AND o.id = l.order_id
JOIN pms_parts p ON p.vessel_id = l.vessel_id AND p.id = l.part_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(k.quantity) FILTER (WHERE k.kind = 'installed'), 0) AS installed,
           coalesce(sum(k.quantity) FILTER (WHERE k.kind = 'missing'), 0) AS missing
    FROM pms_shopping_list_marks k
    WHERE k.vessel_id = l.vessel_id AND k.line_id = l.id AND NOT k.is_void AND k.kind <> 'taken_back'
      AND NOT EXISTS (SELECT 1 FROM pms_shopping_list_marks b
                      WHERE b.vessel_id = k.vessel_id AND b.takes_back_id = k.id AND NOT b.is_void)
) m
WHERE NOT l.is_void AND NOT l.is_removed;
COMMENT ON VIEW purchase_order_lines IS 'Every line of an order that was not taken off its draft, with what came of it.';
COMMENT ON COLUMN purchase_order_lines.ordered IS 'What was ordered; nothing while the order is a draft.';
COMMENT ON COLUMN purchase_order_lines.outstanding IS 'What is still awaited.';

CREATE VIEW purchase_orders WITH (security_invoker = true) AS
SELECT o.vessel_id,
       o.id,
       o.number,
       s.name AS supplier,
       o.department,
       CASE WHEN o.status <> 'ordered' THEN o.status
            WHEN t.settled = 0 AND t.due > 0 THEN 'ordered'
            WHEN t.settled = 0 THEN 'cancelled'
            WHEN t.settled < t.due THEN 'partially_received'
            ELSE 'received' END AS state,
       o.ordered_at,
       o.wanted_on,
       o.deliver_to,
       o.supplier_reference,
       o.remark,
       o.reason,
       t.lines,
       t.amount,
       t.unpriced,
       o.currency,
       o.created_at,
       c.name AS made_by
FROM pms_purchase_orders o
JOIN pms_suppliers s ON s.vessel_id = o.vessel_id AND s.id = o.supplier_id
LEFT JOIN pms_crew c ON c.vessel_id = o.vessel_id AND c.id = o.created_by
CROSS JOIN LATERAL (
    SELECT count(*) AS lines,
           coalesce(sum(l.ordered - l.cancelled), 0) AS due,
           coalesce(sum(l.installed + l.missing), 0) AS settled,
           sum((l.quantity - l.cancelled) * l.unit_price) AS amount,
           count(*) FILTER (WHERE l.unit_price IS NULL) AS unpriced
    FROM purchase_order_lines l
    WHERE l.vessel_id = o.vessel_id AND l.order_id = o.id
) t
WHERE NOT o.is_void;
COMMENT ON VIEW purchase_orders IS 'Every purchase order. How far it is received follows from its lines.';
COMMENT ON COLUMN purchase_orders.amount IS 'What its lines come to, as far as their prices are known.';
COMMENT ON COLUMN purchase_orders.unpriced IS 'Lines whose price nobody knows.';

CREATE VIEW shopping_list WITH (security_invoker = true) AS
SELECT i.vessel_id,
       i.id,
       p.number AS part_number,
       p.name AS part_name,
       p.unit,
       coalesce(p.is_candidate, false) AS is_candidate_part,
       i.quantity,
       i.approved_quantity,
       CASE WHEN i.status <> 'ordered' OR t.settled = 0 THEN i.status
            WHEN t.settled < t.due THEN 'partially_fulfilled'
            WHEN t.installed = 0 THEN 'missing'
            ELSE 'installed' END AS state,
       t.outstanding,
       i.urgency,
       i.urgency_reason,
       i.department,
       i.source,
       w.number AS work_order_number,
       e.code AS equipment_code,
       s.name AS supplier,
       i.note,
       i.reason,
       i.created_at AS asked_at,
       c.name AS asked_by
FROM pms_shopping_list_items i
JOIN pms_parts p ON p.vessel_id = i.vessel_id AND p.id = i.part_id
LEFT JOIN pms_work_orders w ON w.vessel_id = i.vessel_id AND w.id = i.work_order_id
LEFT JOIN pms_equipment e ON e.vessel_id = i.vessel_id AND e.id = i.equipment_id
LEFT JOIN pms_suppliers s ON s.vessel_id = i.vessel_id AND s.id = i.supplier_id
LEFT JOIN pms_crew c ON c.vessel_id = i.vessel_id AND c.id = i.created_by
CROSS JOIN LATERAL (
    SELECT coalesce(sum(l.ordered - l.cancelled), 0) AS due,
           coalesce(sum(l.installed + l.missing), 0) AS settled,
           coalesce(sum(l.installed), 0) AS installed,
           coalesce(sum(l.outstanding), 0) AS outstanding
    FROM purchase_order_lines l
    WHERE l.vessel_id = i.vessel_id AND l.item_id = i.id
) t
WHERE NOT i.is_void;
COMMENT ON VIEW shopping_list IS 'Everything that was asked for, as it stands. What came of an order follows from its lines.';
COMMENT ON COLUMN shopping_list.state IS 'As people said it; of what is ordered, also how much of it came.';

CREATE VIEW spend WITH (security_invoker = true) AS
SELECT f.vessel_id,
       f.id,
       f.posted_at,
       f.department,
       s.name AS supplier,
       e.code AS equipment_code,
       e.system,
       o.number AS order_number,
       w.number AS work_order_number,
       p.number AS part_number,
       p.name AS part_name,
       p.unit,
       CASE WHEN r.is_reversed THEN 0 ELSE f.quantity END AS quantity,
       coalesce(l.unit_price, f.unit_price) AS unit_price,
       CASE WHEN r.is_reversed THEN NULL ELSE coalesce(l.amount, f.amount) END AS amount,
       coalesce(l.currency, f.currency) AS currency,
       coalesce(l.amount, f.amount) IS NULL AND NOT r.is_reversed AS is_unpriced,
       r.is_reversed,
       f.item_id,
       f.order_id,
       f.line_id,
       f.mark_id,
       c.name AS posted_by
FROM pms_finance_transactions f
JOIN pms_parts p ON p.vessel_id = f.vessel_id AND p.id = f.part_id
JOIN pms_suppliers s ON s.vessel_id = f.vessel_id AND s.id = f.supplier_id
JOIN pms_purchase_orders o ON o.vessel_id = f.vessel_id AND o.id = f.order_id
LEFT JOIN pms_equipment e ON e.vessel_id = f.vessel_id AND e.id = f.equipment_id
LEFT JOIN pms_work_orders w ON w.vessel_id = f.vessel_id AND w.id = f.work_order_id
LEFT JOIN pms_crew c ON c.vessel_id = f.vessel_id AND c.id = f.created_by
CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT 1 FROM pms_finance_transactions b
                   WHERE b.vessel_id = f.vessel_id AND b.of_id = f.id AND b.kind = 'reversed' AND NOT b.is_void
    ) AS is_reversed
) r
LEFT JOIN LATERAL (
    SELECT b.unit_price, b.amount, b.currency
    FROM pms_finance_transactions b
    WHERE b.vessel_id = f.vessel_id AND b.of_id = f.id AND b.kind = 'priced' AND NOT b.is_void
    ORDER BY b.posted_at DESC, b.id DESC
    LIMIT 1
) l ON true
WHERE NOT f.is_void AND f.kind = 'posted';
COMMENT ON VIEW spend IS 'What counts as spent, one row for each posting: at its latest price, and not at all once it was taken back. Currencies are added up apart.';
COMMENT ON COLUMN spend.amount IS 'What counts; nothing while no price is known, or once it was taken back.';

CREATE VIEW budgets WITH (security_invoker = true) AS
SELECT vessel_id, id, department, period, currency, amount
FROM pms_budgets
WHERE NOT is_void AND amount IS NOT NULL;
COMMENT ON VIEW budgets IS 'What departments mean to spend. A budget blocks nothing.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_shopping_list_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_shopping_list_items FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_shopping_list_items
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_purchase_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_purchase_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_purchase_orders
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_purchase_order_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_purchase_order_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_purchase_order_lines
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_shopping_list_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_shopping_list_marks FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_shopping_list_marks
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_finance_transactions ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_finance_transactions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_finance_transactions
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_budgets FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_budgets
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
