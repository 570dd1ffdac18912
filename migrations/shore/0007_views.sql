-- Views for people with psql and for reporting tools. They show what the vessel's own pages show, in
-- words; void rows are left out. They read as whoever asks (security_invoker), so row-level security
-- holds for them: SET celeste.vessel = '…' first.

-- Minutes that ship's time is ahead of UTC at that moment: the last change before it; before the first
-- change, what that one set; UTC without any.
CREATE FUNCTION ship_offset_minutes(vessel uuid, at timestamptz) RETURNS bigint
LANGUAGE sql STABLE
RETURN coalesce(
    (SELECT offset_minutes FROM pms_ship_time WHERE vessel_id = vessel AND from_at <= at AND NOT is_void
     ORDER BY from_at DESC, created_at DESC LIMIT 1),
    (SELECT offset_minutes FROM pms_ship_time WHERE vessel_id = vessel AND NOT is_void
     ORDER BY from_at, created_at LIMIT 1),
    0
);
COMMENT ON FUNCTION ship_offset_minutes IS 'Minutes that ship''s time is ahead of UTC at that moment.';

CREATE VIEW stock_by_location WITH (security_invoker = true) AS
SELECT m.vessel_id,
       m.part_id,
       p.number AS part_number,
       p.name AS part_name,
       m.location_id,
       l.code AS location_code,
       l.name AS location_name,
       sum(m.quantity) AS on_hand,
       p.unit
FROM pms_inventory_transactions m
JOIN pms_parts p ON p.vessel_id = m.vessel_id AND p.id = m.part_id
JOIN pms_locations l ON l.vessel_id = m.vessel_id AND l.id = m.location_id
WHERE NOT m.is_void
GROUP BY m.vessel_id, m.part_id, p.number, p.name, m.location_id, l.code, l.name, p.unit;
COMMENT ON VIEW stock_by_location IS 'What lies where: the sum of all movements of a part at a place.';
COMMENT ON COLUMN stock_by_location.on_hand IS 'In the part''s unit. Below zero the record contradicts itself.';

CREATE VIEW stock WITH (security_invoker = true) AS
SELECT p.vessel_id,
       p.id AS part_id,
       p.number AS part_number,
       p.name AS part_name,
       p.department,
       coalesce(s.on_hand, 0) AS on_hand,
       p.unit,
       p.minimum,
       p.critical,
       p.maximum,
       CASE
           WHEN s.lowest < 0 OR s.on_hand < 0 THEN 'data_error'
           WHEN coalesce(s.on_hand, 0) = 0 THEN 'out_of_stock'
           WHEN s.on_hand <= p.critical THEN 'critical'
           WHEN s.on_hand <= p.minimum THEN 'low'
           WHEN s.on_hand > p.maximum THEN 'overstocked'
           WHEN p.minimum IS NULL THEN 'not_tracked'
           ELSE 'in_stock'
       END AS status
FROM pms_parts p
LEFT JOIN (
    SELECT vessel_id, part_id, sum(on_hand) AS on_hand, min(on_hand) AS lowest
    FROM stock_by_location GROUP BY vessel_id, part_id
) s ON s.vessel_id = p.vessel_id AND s.part_id = p.id
WHERE NOT p.is_void AND NOT p.is_retired;
COMMENT ON VIEW stock IS 'Every part in use: how much there is in total, and how that stands to its levels.';
COMMENT ON COLUMN stock.status IS
    'data_error (below zero somewhere), out_of_stock, critical, low, in_stock, overstocked, or not_tracked (no minimum).';

CREATE VIEW open_work WITH (security_invoker = true) AS
SELECT w.vessel_id,
       w.id,
       w.number,
       w.title,
       w.kind,
       w.priority,
       w.status,
       w.department,
       e.code AS equipment_code,
       e.name AS equipment_name,
       f.number AS fault_number,
       c.name AS assigned_to,
       w.due_on,
       coalesce(
           w.due_on < (now() AT TIME ZONE 'UTC' + ship_offset_minutes(w.vessel_id, now()) * interval '1 minute')::date,
           false
       ) AS is_overdue,
       w.created_at,
       EXISTS (SELECT 1 FROM shore_conflicts x WHERE x.vessel_id = w.vessel_id AND x.row_id = w.id) AS is_in_conflict
FROM pms_work_orders w
JOIN pms_equipment e ON e.vessel_id = w.vessel_id AND e.id = w.equipment_id
LEFT JOIN pms_faults f ON f.vessel_id = w.vessel_id AND f.id = w.fault_id
LEFT JOIN pms_crew c ON c.vessel_id = w.vessel_id AND c.id = w.assigned_to
WHERE w.status IN ('candidate', 'active') AND NOT w.is_void;
COMMENT ON VIEW open_work IS 'Work orders that are neither completed nor cancelled.';
COMMENT ON COLUMN open_work.is_overdue IS 'It should have been done by now, by the ship''s calendar.';
COMMENT ON COLUMN open_work.is_in_conflict IS 'Two workstations wrote it apart; a person aboard has to choose.';

CREATE VIEW open_faults WITH (security_invoker = true) AS
SELECT f.vessel_id,
       f.id,
       f.number,
       f.title,
       f.severity,
       f.department,
       f.code,
       e.code AS equipment_code,
       e.name AS equipment_name,
       f.noticed_at,
       coalesce(c.name, f.reported_by_text) AS reported_by,
       (SELECT count(*) FROM pms_work_orders w
        WHERE w.vessel_id = f.vessel_id AND w.fault_id = f.id AND w.status IN ('candidate', 'active') AND NOT w.is_void
       ) AS open_work_orders,
       EXISTS (SELECT 1 FROM shore_conflicts x WHERE x.vessel_id = f.vessel_id AND x.row_id = f.id) AS is_in_conflict
FROM pms_faults f
LEFT JOIN pms_equipment e ON e.vessel_id = f.vessel_id AND e.id = f.equipment_id
LEFT JOIN pms_crew c ON c.vessel_id = f.vessel_id AND c.id = f.reported_by_id
WHERE f.status = 'open' AND NOT f.is_void;
COMMENT ON VIEW open_faults IS 'Faults that nobody has settled.';

CREATE VIEW acts WITH (security_invoker = true) AS
SELECT a.vessel_id,
       a.device,
       a.seq,
       a.hlc,
       CASE WHEN a.wall_at BETWEEN -62135596800000 AND 253402300799999
            THEN to_timestamp(a.wall_at / 1000.0) END AS done_at,
       a.clock_suspect = 1 AS clock_suspect,
       coalesce(c.name, a.actor) AS done_by,
       a.role,
       a.action,
       s.name AS signed_by,
       CASE
           WHEN a.seq > d.closed_seq THEN 'void'
           WHEN EXISTS (SELECT 1 FROM shore_held h
                        WHERE h.vessel_id = a.vessel_id AND h.device = a.device AND h.seq = a.seq) THEN 'held'
           WHEN EXISTS (SELECT 1 FROM shore_parked k
                        WHERE k.vessel_id = a.vessel_id AND k.device = a.device AND k.seq = a.seq) THEN 'parked'
           ELSE 'counts'
       END AS standing,
       a.reissue_of,
       a.parameters,
       a.changes
FROM pms_audit_log a
LEFT JOIN shore_devices d ON d.vessel_id = a.vessel_id AND d.device = a.device
LEFT JOIN pms_crew c ON c.vessel_id = a.vessel_id AND a.actor = c.id::text
LEFT JOIN pms_crew s ON s.vessel_id = a.vessel_id
    AND s.id::text = substring(a.signature FROM '"signer":"([0-9a-f-]{36})"');
COMMENT ON VIEW acts IS 'Every act in words: when, who, what, who signed.';
COMMENT ON COLUMN acts.done_at IS 'By the wall clock of the workstation; clock_suspect says that it did not trust it.';
COMMENT ON COLUMN acts.standing IS
    'counts; held (waits for a row or for its device to be confirmed); parked (a newer version wrote it); void (beyond the end of its device).';
