-- Deliveries: sessions, their rows, what is wrong with units of them, and what came of orders by them.

CREATE TABLE pms_receiving_sessions (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    number text NOT NULL,
    supplier_id uuid,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    slip_number text,
    remark text,
    holder_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('candidate', 'active', 'review', 'committed', 'cancelled')),
    reason text,
    committed_at timestamptz,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, supplier_id) REFERENCES pms_suppliers DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, holder_id) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX receiving_sessions_by_number ON pms_receiving_sessions (vessel_id, number);
CREATE INDEX receiving_sessions_by_status ON pms_receiving_sessions (vessel_id, status);
CREATE INDEX receiving_sessions_by_supplier_id ON pms_receiving_sessions (vessel_id, supplier_id);
CREATE INDEX receiving_sessions_by_holder_id ON pms_receiving_sessions (vessel_id, holder_id);
COMMENT ON TABLE pms_receiving_sessions IS 'One delivery, from the first box to the signature.';
COMMENT ON COLUMN pms_receiving_sessions.number IS 'Number as spoken: RCV-2026-B001.';
COMMENT ON COLUMN pms_receiving_sessions.supplier_id IS 'Who sent it.';
COMMENT ON COLUMN pms_receiving_sessions.department IS 'The department that receives.';
COMMENT ON COLUMN pms_receiving_sessions.slip_number IS 'Number on the packing slip.';
COMMENT ON COLUMN pms_receiving_sessions.remark IS 'Anything else worth knowing.';
COMMENT ON COLUMN pms_receiving_sessions.holder_id IS 'The person who sees to it.';
COMMENT ON COLUMN pms_receiving_sessions.status IS 'Where it stands.';
COMMENT ON COLUMN pms_receiving_sessions.reason IS 'Why it was cancelled.';
COMMENT ON COLUMN pms_receiving_sessions.committed_at IS 'When it was committed.';

CREATE TABLE pms_receiving_lines (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    session_id uuid NOT NULL,
    order_line_id uuid,
    item_id uuid,
    part_id uuid,
    resolution text CONSTRAINT resolution_words CHECK (resolution IN ('order_line', 'part', 'candidate', 'ignored')),
    description text,
    position bigint NOT NULL,
    expected numeric,
    delivered numeric NOT NULL,
    is_ticked boolean NOT NULL,
    ticked_by uuid,
    install_quantity numeric,
    work_order_id uuid,
    equipment_id uuid,
    location_id uuid,
    note text,
    returns_to_list boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, session_id) REFERENCES pms_receiving_sessions DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, order_line_id) REFERENCES pms_purchase_order_lines DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, item_id) REFERENCES pms_shopping_list_items DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, ticked_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, location_id) REFERENCES pms_locations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX receiving_lines_by_session_id ON pms_receiving_lines (vessel_id, session_id);
CREATE INDEX receiving_lines_by_order_line_id ON pms_receiving_lines (vessel_id, order_line_id);
CREATE INDEX receiving_lines_by_item_id ON pms_receiving_lines (vessel_id, item_id);
CREATE INDEX receiving_lines_by_part_id ON pms_receiving_lines (vessel_id, part_id);
CREATE INDEX receiving_lines_by_ticked_by ON pms_receiving_lines (vessel_id, ticked_by);
CREATE INDEX receiving_lines_by_work_order_id ON pms_receiving_lines (vessel_id, work_order_id);
CREATE INDEX receiving_lines_by_equipment_id ON pms_receiving_lines (vessel_id, equipment_id);
CREATE INDEX receiving_lines_by_location_id ON pms_receiving_lines (vessel_id, location_id);
COMMENT ON TABLE pms_receiving_lines IS 'One delivery, from the first box to the signature. ivingSession = 37 "pms_receiving_sessions" Fields { Number as spoken: RCV-2026-B001. mber: String => .spoken(); Who sent it. pplier_id: Option<RowId> => .refers("pms_suppliers"); The department that receives. partment: Department; Number on the packing slip. ip_number: Option<String>; Anything else worth knowing. mark: Option<String>; The person who sees to it. lder_id: RowId => .refers("pms_crew"); Where it stands. atus: SessionStatus => .group(7).finals(&["committed", "cancelled"]); Why it was cancelled. ason: Option<String> => .group(7); When it was committed. mmitted_at: Option<Instant> => .group(7);    e! { One row of a delivery. Only a ticked one changes anything, and only at the commit.';
COMMENT ON COLUMN pms_receiving_lines.session_id IS 'The delivery.';
COMMENT ON COLUMN pms_receiving_lines.order_line_id IS 'The line of an order that it fulfils.';
COMMENT ON COLUMN pms_receiving_lines.item_id IS 'The shopping list item that it fulfils.';
COMMENT ON COLUMN pms_receiving_lines.part_id IS 'The part; none while nobody knows what it is.';
COMMENT ON COLUMN pms_receiving_lines.resolution IS 'What a person said of a row that nobody knew.';
COMMENT ON COLUMN pms_receiving_lines.description IS 'What the slip calls it.';
COMMENT ON COLUMN pms_receiving_lines.position IS 'Place in the delivery, from 1.';
COMMENT ON COLUMN pms_receiving_lines.expected IS 'What was awaited when the row was added, in the part''s unit. Shown, never counted on.';
COMMENT ON COLUMN pms_receiving_lines.delivered IS 'What was delivered, in the part''s unit.';
COMMENT ON COLUMN pms_receiving_lines.is_ticked IS 'A person saw it and said so.';
COMMENT ON COLUMN pms_receiving_lines.ticked_by IS 'Who ticked it.';
COMMENT ON COLUMN pms_receiving_lines.install_quantity IS 'How much is installed straight away, in the part''s unit; the rest goes to stores.';
COMMENT ON COLUMN pms_receiving_lines.work_order_id IS 'The work order that it is installed for.';
COMMENT ON COLUMN pms_receiving_lines.equipment_id IS 'The equipment that it is installed in.';
COMMENT ON COLUMN pms_receiving_lines.location_id IS 'Where the rest is stored.';
COMMENT ON COLUMN pms_receiving_lines.note IS 'A word on it.';
COMMENT ON COLUMN pms_receiving_lines.returns_to_list IS 'What is wrong with it is asked for anew on the shopping list.';

CREATE TABLE pms_receiving_discrepancies (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    session_id uuid NOT NULL,
    line_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('missing', 'damaged', 'incorrect')),
    quantity numeric NOT NULL,
    note text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, session_id) REFERENCES pms_receiving_sessions DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, line_id) REFERENCES pms_receiving_lines DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX receiving_discrepancies_by_session_id ON pms_receiving_discrepancies (vessel_id, session_id);
CREATE INDEX receiving_discrepancies_by_line_id ON pms_receiving_discrepancies (vessel_id, line_id);
COMMENT ON TABLE pms_receiving_discrepancies IS 'One delivery, from the first box to the signature. ivingSession = 37 "pms_receiving_sessions" Fields { Number as spoken: RCV-2026-B001. mber: String => .spoken(); Who sent it. pplier_id: Option<RowId> => .refers("pms_suppliers"); The department that receives. partment: Department; Number on the packing slip. ip_number: Option<String>; Anything else worth knowing. mark: Option<String>; The person who sees to it. lder_id: RowId => .refers("pms_crew"); Where it stands. atus: SessionStatus => .group(7).finals(&["committed", "cancelled"]); Why it was cancelled. ason: Option<String> => .group(7); When it was committed. mmitted_at: Option<Instant> => .group(7);    e! { One row of a delivery. Only a ticked one changes anything, and only at the commit. ivingLine = 38 "pms_receiving_lines" Fields { The delivery. ssion_id: RowId => .refers("pms_receiving_sessions"); The line of an order that it fulfils. der_line_id: Option<RowId> => .refers("pms_purchase_order_lines").group(2); The shopping list item that it fulfils. em_id: Option<RowId> => .refers("pms_shopping_list_items").group(2); The part; none while nobody knows what it is. rt_id: Option<RowId> => .refers("pms_parts").group(2); What a person said of a row that nobody knew. solution: Option<Resolution> => .group(2); What the slip calls it. scription: Option<String>; Place in the delivery, from 1. sition: i64; What was awaited when the row was added, in the part''s unit. Shown, never counted on. pected: Option<Quantity>; What was delivered, in the part''s unit. livered: Quantity; A person saw it and said so. s_ticked: bool => .group(10); Who ticked it. icked_by: Option<RowId> => .refers("pms_crew").group(10); How much is installed straight away, in the part''s unit; the rest goes to stores. nstall_quantity: Option<Quantity> => .group(12); The work order that it is installed for. ork_order_id: Option<RowId> => .refers("pms_work_orders").group(12); The equipment that it is installed in. quipment_id: Option<RowId> => .refers("pms_equipment").group(12); Where the rest is stored. ocation_id: Option<RowId> => .refers("pms_locations"); A word on it. ote: Option<String>; What is wrong with it is asked for anew on the shopping list. eturns_to_list: bool;    e! { What is wrong with units of a row. The id is derived from row and kind, so that two people who say the same apart say it once.';
COMMENT ON COLUMN pms_receiving_discrepancies.session_id IS 'The delivery.';
COMMENT ON COLUMN pms_receiving_discrepancies.line_id IS 'The row.';
COMMENT ON COLUMN pms_receiving_discrepancies.kind IS 'What is wrong.';
COMMENT ON COLUMN pms_receiving_discrepancies.quantity IS 'With how much, in the part''s unit; zero where it was taken back.';
COMMENT ON COLUMN pms_receiving_discrepancies.note IS 'A word on it.';

ALTER TABLE pms_inventory_transactions
    DROP CONSTRAINT kind_words,
    ADD CONSTRAINT kind_words CHECK (kind IN ('initial', 'used', 'returned', 'adjusted', 'transferred', 'written_off', 'reversed', 'received')),
    ADD COLUMN receiving_line_id uuid,
    ADD FOREIGN KEY (vessel_id, receiving_line_id) REFERENCES pms_receiving_lines DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX inventory_transactions_by_receiving_line_id ON pms_inventory_transactions (vessel_id, receiving_line_id);
COMMENT ON TABLE pms_inventory_transactions IS 'One movement of the stock ledger. On hand is always the sum. The id of a reversal is derived from the movement that it takes back, and that of what came with a delivery from its row, so that two made apart are one.';
COMMENT ON COLUMN pms_inventory_transactions.receiving_line_id IS 'The row of a delivery that brought it.';

ALTER TABLE pms_shopping_list_items
    DROP CONSTRAINT source_words,
    ADD CONSTRAINT source_words CHECK (source IN ('part', 'work_order', 'by_hand', 'discrepancy')),
    ADD COLUMN receiving_line_id uuid,
    ADD FOREIGN KEY (vessel_id, receiving_line_id) REFERENCES pms_receiving_lines DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX shopping_list_items_by_receiving_line_id ON pms_shopping_list_items (vessel_id, receiving_line_id);
COMMENT ON COLUMN pms_shopping_list_items.receiving_line_id IS 'The row of a delivery that it came from.';

ALTER TABLE pms_finance_transactions
    ALTER COLUMN item_id DROP NOT NULL,
    ALTER COLUMN order_id DROP NOT NULL,
    ALTER COLUMN line_id DROP NOT NULL,
    ALTER COLUMN supplier_id DROP NOT NULL,
    ADD COLUMN receiving_line_id uuid,
    ADD COLUMN destination text CONSTRAINT destination_words CHECK (destination IN ('stores', 'installed')),
    ADD FOREIGN KEY (vessel_id, receiving_line_id) REFERENCES pms_receiving_lines DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX finance_transactions_by_receiving_line_id ON pms_finance_transactions (vessel_id, receiving_line_id);
COMMENT ON TABLE pms_finance_transactions IS 'One posting of spend. What stands follows from all rows about a posting: see `buying/spend.rs`. The id of a reversal follows from the posting that it takes back, that of a delivery''s posting from its row and where the units went.';
COMMENT ON COLUMN pms_finance_transactions.item_id IS 'The shopping list item; none where nobody asked for it.';
COMMENT ON COLUMN pms_finance_transactions.order_id IS 'The order; none where nobody ordered it here.';
COMMENT ON COLUMN pms_finance_transactions.line_id IS 'The line of the order.';
COMMENT ON COLUMN pms_finance_transactions.supplier_id IS 'The supplier, where one is known.';
COMMENT ON COLUMN pms_finance_transactions.receiving_line_id IS 'The row of a delivery that caused it.';
COMMENT ON COLUMN pms_finance_transactions.destination IS 'Where the units of a delivery went.';

ALTER TABLE pms_attachments
    ADD COLUMN session_id uuid,
    ADD COLUMN receiving_line_id uuid,
    ADD FOREIGN KEY (vessel_id, session_id) REFERENCES pms_receiving_sessions DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (vessel_id, receiving_line_id) REFERENCES pms_receiving_lines DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX attachments_by_session_id ON pms_attachments (vessel_id, session_id);
CREATE INDEX attachments_by_receiving_line_id ON pms_attachments (vessel_id, receiving_line_id);
COMMENT ON COLUMN pms_attachments.session_id IS 'The delivery it belongs to, also where it belongs to a row of it.';
COMMENT ON COLUMN pms_attachments.receiving_line_id IS 'The row of a delivery it belongs to.';

-- In words. What came of a line follows from marks and from what deliveries posted and nobody took back.

CREATE OR REPLACE VIEW purchase_order_lines WITH (security_invoker = true) AS
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
       m.installed + d.installed AS installed,
       m.missing,
       CASE WHEN o.status <> 'ordered' THEN 0
            ELSE greatest(l.quantity - coalesce(l.cancelled, 0) - m.installed - d.installed - d.accepted - m.missing, 0) END AS outstanding,
       l.cancel_reason,
       d.accepted
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
CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.quantity) FILTER (WHERE f.destination = 'stores'), 0) AS accepted,
           coalesce(sum(f.quantity) FILTER (WHERE f.destination = 'installed'), 0) AS installed
    FROM pms_finance_transactions f
    WHERE f.vessel_id = l.vessel_id AND f.line_id = l.id AND NOT f.is_void
      AND f.kind = 'posted' AND f.receiving_line_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM pms_finance_transactions b
                      WHERE b.vessel_id = f.vessel_id AND b.of_id = f.id AND b.kind = 'reversed' AND NOT b.is_void)
) d
WHERE NOT l.is_void AND NOT l.is_removed;
COMMENT ON COLUMN purchase_order_lines.accepted IS 'What deliveries brought into stores.';
COMMENT ON COLUMN purchase_order_lines.installed IS 'What was installed without going through stores.';

CREATE OR REPLACE VIEW purchase_orders WITH (security_invoker = true) AS
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
           coalesce(sum(l.accepted + l.installed + l.missing), 0) AS settled,
           sum((l.quantity - l.cancelled) * l.unit_price) AS amount,
           count(*) FILTER (WHERE l.unit_price IS NULL) AS unpriced
    FROM purchase_order_lines l
    WHERE l.vessel_id = o.vessel_id AND l.order_id = o.id
) t
WHERE NOT o.is_void;

CREATE OR REPLACE VIEW shopping_list WITH (security_invoker = true) AS
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
            WHEN t.installed + t.accepted = 0 THEN 'missing'
            WHEN t.accepted = 0 THEN 'installed'
            ELSE 'fulfilled' END AS state,
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
           coalesce(sum(l.accepted + l.installed + l.missing), 0) AS settled,
           coalesce(sum(l.installed), 0) AS installed,
           coalesce(sum(l.accepted), 0) AS accepted,
           coalesce(sum(l.outstanding), 0) AS outstanding
    FROM purchase_order_lines l
    WHERE l.vessel_id = i.vessel_id AND l.item_id = i.id
) t
WHERE NOT i.is_void;

CREATE OR REPLACE VIEW spend WITH (security_invoker = true) AS
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
       c.name AS posted_by,
       f.receiving_line_id,
       f.destination,
       n.number AS delivery_number
FROM pms_finance_transactions f
JOIN pms_parts p ON p.vessel_id = f.vessel_id AND p.id = f.part_id
LEFT JOIN pms_suppliers s ON s.vessel_id = f.vessel_id AND s.id = f.supplier_id
LEFT JOIN pms_purchase_orders o ON o.vessel_id = f.vessel_id AND o.id = f.order_id
LEFT JOIN pms_equipment e ON e.vessel_id = f.vessel_id AND e.id = f.equipment_id
LEFT JOIN pms_work_orders w ON w.vessel_id = f.vessel_id AND w.id = f.work_order_id
LEFT JOIN pms_receiving_lines k ON k.vessel_id = f.vessel_id AND k.id = f.receiving_line_id
LEFT JOIN pms_receiving_sessions n ON n.vessel_id = k.vessel_id AND n.id = k.session_id
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

CREATE VIEW deliveries WITH (security_invoker = true) AS
SELECT r.vessel_id,
       r.id,
       r.number,
       s.name AS supplier,
       r.department,
       r.status AS state,
       r.slip_number,
       r.remark,
       h.name AS held_by,
       r.reason,
       r.created_at AS started_at,
       c.name AS started_by,
       r.committed_at,
       t.lines,
       t.ticked
FROM pms_receiving_sessions r
LEFT JOIN pms_suppliers s ON s.vessel_id = r.vessel_id AND s.id = r.supplier_id
LEFT JOIN pms_crew h ON h.vessel_id = r.vessel_id AND h.id = r.holder_id
LEFT JOIN pms_crew c ON c.vessel_id = r.vessel_id AND c.id = r.created_by
CROSS JOIN LATERAL (
    SELECT count(*) AS lines,
           count(*) FILTER (WHERE l.is_ticked) AS ticked
    FROM pms_receiving_lines l
    WHERE l.vessel_id = r.vessel_id AND l.session_id = r.id AND NOT l.is_void
) t
WHERE NOT r.is_void;
COMMENT ON VIEW deliveries IS 'Every delivery, with how much of it was counted.';
COMMENT ON COLUMN deliveries.ticked IS 'Rows that a person ticked: only these changed anything, once the delivery was committed.';

CREATE VIEW delivery_lines WITH (security_invoker = true) AS
SELECT l.vessel_id,
       l.id,
       l.session_id,
       r.number AS delivery_number,
       r.status AS delivery_state,
       l.position,
       o.number AS order_number,
       p.number AS part_number,
       p.name AS part_name,
       p.unit,
       l.description,
       l.resolution,
       l.expected,
       l.delivered,
       l.is_ticked,
       t.name AS ticked_by,
       d.missing,
       d.damaged,
       d.incorrect,
       m.to_stores,
       m.installed,
       a.code AS location_code,
       l.note
FROM pms_receiving_lines l
JOIN pms_receiving_sessions r ON r.vessel_id = l.vessel_id AND r.id = l.session_id
LEFT JOIN pms_purchase_order_lines x ON x.vessel_id = l.vessel_id AND x.id = l.order_line_id
LEFT JOIN pms_purchase_orders o ON o.vessel_id = x.vessel_id AND o.id = x.order_id
LEFT JOIN pms_parts p ON p.vessel_id = l.vessel_id AND p.id = l.part_id
LEFT JOIN pms_crew t ON t.vessel_id = l.vessel_id AND t.id = l.ticked_by
LEFT JOIN pms_locations a ON a.vessel_id = l.vessel_id AND a.id = l.location_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(k.quantity) FILTER (WHERE k.kind = 'missing'), 0) AS missing,
           coalesce(sum(k.quantity) FILTER (WHERE k.kind = 'damaged'), 0) AS damaged,
           coalesce(sum(k.quantity) FILTER (WHERE k.kind = 'incorrect'), 0) AS incorrect
    FROM pms_receiving_discrepancies k
    WHERE k.vessel_id = l.vessel_id AND k.line_id = l.id AND NOT k.is_void
) d
CROSS JOIN LATERAL (
    SELECT coalesce(sum(f.quantity) FILTER (WHERE f.destination = 'stores'), 0) AS to_stores,
           coalesce(sum(f.quantity) FILTER (WHERE f.destination = 'installed'), 0) AS installed
    FROM pms_finance_transactions f
    WHERE f.vessel_id = l.vessel_id AND f.receiving_line_id = l.id AND NOT f.is_void AND f.kind = 'posted'
      AND NOT EXISTS (SELECT 1 FROM pms_finance_transactions b
                      WHERE b.vessel_id = f.vessel_id AND b.of_id = f.id AND b.kind = 'reversed' AND NOT b.is_void)
) m
WHERE NOT l.is_void;
COMMENT ON VIEW delivery_lines IS 'Every row of a delivery, with what came of it and was not taken back.';
COMMENT ON COLUMN delivery_lines.delivered IS 'What was delivered, as counted; with it nothing happened unless the row was ticked.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_receiving_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_receiving_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_receiving_sessions
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_receiving_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_receiving_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_receiving_lines
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_receiving_discrepancies ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_receiving_discrepancies FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_receiving_discrepancies
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
