-- The stores in words: the ledger, what work orders used, and who the vessel buys from.

CREATE VIEW movements WITH (security_invoker = true) AS
SELECT m.vessel_id,
       m.id,
       m.created_at AS moved_at,
       m.kind,
       m.quantity,
       p.unit,
       sum(m.quantity) OVER (
           PARTITION BY m.vessel_id, m.part_id, m.location_id ORDER BY m.created_at, m.id
       ) AS on_hand_after,
       p.number AS part_number,
       p.name AS part_name,
       l.code AS location_code,
       l.name AS location_name,
       m.counted,
       m.reason,
       w.number AS work_order_number,
       c.name AS moved_by,
       m.reverses_id,
       EXISTS (SELECT 1 FROM pms_inventory_transactions r
               WHERE r.vessel_id = m.vessel_id AND r.reverses_id = m.id AND NOT r.is_void) AS is_reversed
FROM pms_inventory_transactions m
JOIN pms_parts p ON p.vessel_id = m.vessel_id AND p.id = m.part_id
JOIN pms_locations l ON l.vessel_id = m.vessel_id AND l.id = m.location_id
LEFT JOIN pms_work_orders w ON w.vessel_id = m.vessel_id AND w.id = m.work_order_id
LEFT JOIN pms_crew c ON c.vessel_id = m.vessel_id AND c.id = m.created_by
WHERE NOT m.is_void;
COMMENT ON VIEW movements IS 'Every movement of the stock ledger, with what lay at its place after it.';
COMMENT ON COLUMN movements.on_hand_after IS 'The sum at that place up to this movement, by the clocks of the workstations.';
COMMENT ON COLUMN movements.is_reversed IS 'A later movement takes it back; both stay.';

CREATE VIEW usage WITH (security_invoker = true) AS
SELECT u.vessel_id,
       u.id,
       u.created_at AS used_at,
       w.number AS work_order_number,
       w.title AS work_order_title,
       w.equipment_id,
       p.number AS part_number,
       p.name AS part_name,
       u.quantity,
       p.unit,
       l.code AS location_code,
       c.name AS used_by,
       u.note,
       u.is_after_completion,
       u.line_id IS NOT NULL AS was_planned,
       EXISTS (SELECT 1 FROM pms_inventory_transactions r
               WHERE r.vessel_id = u.vessel_id AND r.usage_id = u.id AND r.kind = 'reversed' AND NOT r.is_void
       ) AS is_reversed
FROM pms_part_usage u
JOIN pms_work_orders w ON w.vessel_id = u.vessel_id AND w.id = u.work_order_id
JOIN pms_parts p ON p.vessel_id = u.vessel_id AND p.id = u.part_id
JOIN pms_locations l ON l.vessel_id = u.vessel_id AND l.id = u.location_id
LEFT JOIN pms_crew c ON c.vessel_id = u.vessel_id AND c.id = u.created_by
WHERE NOT u.is_void;
COMMENT ON VIEW usage IS 'What work orders took from stores. What came back is in movements, as returned.';
COMMENT ON COLUMN usage.is_reversed IS 'Taken back: it counts no longer.';
COMMENT ON COLUMN usage.is_after_completion IS 'Logged after the work order was completed.';

CREATE VIEW suppliers WITH (security_invoker = true) AS
SELECT vessel_id, id, code, name, contact, email, phone, address, account_number, remark, is_retired
FROM pms_suppliers
WHERE NOT is_void;
COMMENT ON VIEW suppliers IS 'Who sells parts to the vessel.';
