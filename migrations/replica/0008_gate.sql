-- The gate: gate() is a function of the writing connection and says what is under way:
-- 0 nothing, 1 an act, 2 a rebuild, an erasure or a migration. A program without the function
-- cannot write these tables at all. It stops accidents; tampering is found by the chain.

CREATE TRIGGER audit_log_gate_insert BEFORE INSERT ON pms_audit_log WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_audit_log: rows are written by acts only'); END;
CREATE TRIGGER audit_log_gate_update BEFORE UPDATE ON pms_audit_log WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_audit_log: rows are only ever added'); END;
CREATE TRIGGER audit_log_gate_delete BEFORE DELETE ON pms_audit_log WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_audit_log: nothing is deleted'); END;

CREATE TRIGGER vessels_gate_insert BEFORE INSERT ON pms_vessels WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_vessels: rows are written by acts only'); END;
CREATE TRIGGER vessels_gate_update BEFORE UPDATE ON pms_vessels WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_vessels: rows are changed by acts only'); END;
CREATE TRIGGER vessels_gate_delete BEFORE DELETE ON pms_vessels WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_vessels: nothing is deleted'); END;

CREATE TRIGGER crew_gate_insert BEFORE INSERT ON pms_crew WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_crew: rows are written by acts only'); END;
CREATE TRIGGER crew_gate_update BEFORE UPDATE ON pms_crew WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_crew: rows are changed by acts only'); END;
CREATE TRIGGER crew_gate_delete BEFORE DELETE ON pms_crew WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_crew: nothing is deleted'); END;

CREATE TRIGGER permissions_gate_insert BEFORE INSERT ON pms_permissions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_permissions: rows are written by acts only'); END;
CREATE TRIGGER permissions_gate_update BEFORE UPDATE ON pms_permissions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_permissions: rows are changed by acts only'); END;
CREATE TRIGGER permissions_gate_delete BEFORE DELETE ON pms_permissions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_permissions: nothing is deleted'); END;

CREATE TRIGGER signing_gate_insert BEFORE INSERT ON pms_signing WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_signing: rows are written by acts only'); END;
CREATE TRIGGER signing_gate_update BEFORE UPDATE ON pms_signing WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_signing: rows are changed by acts only'); END;
CREATE TRIGGER signing_gate_delete BEFORE DELETE ON pms_signing WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_signing: nothing is deleted'); END;

CREATE TRIGGER devices_gate_insert BEFORE INSERT ON pms_devices WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_devices: rows are written by acts only'); END;
CREATE TRIGGER devices_gate_update BEFORE UPDATE ON pms_devices WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_devices: rows are only ever added'); END;
CREATE TRIGGER devices_gate_delete BEFORE DELETE ON pms_devices WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_devices: nothing is deleted'); END;

CREATE TRIGGER ship_time_gate_insert BEFORE INSERT ON pms_ship_time WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_ship_time: rows are written by acts only'); END;
CREATE TRIGGER ship_time_gate_update BEFORE UPDATE ON pms_ship_time WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_ship_time: rows are only ever added'); END;
CREATE TRIGGER ship_time_gate_delete BEFORE DELETE ON pms_ship_time WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_ship_time: nothing is deleted'); END;

CREATE TRIGGER equipment_gate_insert BEFORE INSERT ON pms_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment: rows are written by acts only'); END;
CREATE TRIGGER equipment_gate_update BEFORE UPDATE ON pms_equipment WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment: rows are changed by acts only'); END;
CREATE TRIGGER equipment_gate_delete BEFORE DELETE ON pms_equipment WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_equipment: nothing is deleted'); END;

CREATE TRIGGER locations_gate_insert BEFORE INSERT ON pms_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_locations: rows are written by acts only'); END;
CREATE TRIGGER locations_gate_update BEFORE UPDATE ON pms_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_locations: rows are changed by acts only'); END;
CREATE TRIGGER locations_gate_delete BEFORE DELETE ON pms_locations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_locations: nothing is deleted'); END;

CREATE TRIGGER parts_gate_insert BEFORE INSERT ON pms_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_parts: rows are written by acts only'); END;
CREATE TRIGGER parts_gate_update BEFORE UPDATE ON pms_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_parts: rows are changed by acts only'); END;
CREATE TRIGGER parts_gate_delete BEFORE DELETE ON pms_parts WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_parts: nothing is deleted'); END;

CREATE TRIGGER part_locations_gate_insert BEFORE INSERT ON pms_part_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_part_locations: rows are written by acts only'); END;
CREATE TRIGGER part_locations_gate_update BEFORE UPDATE ON pms_part_locations WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_part_locations: rows are changed by acts only'); END;
CREATE TRIGGER part_locations_gate_delete BEFORE DELETE ON pms_part_locations WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_part_locations: nothing is deleted'); END;

CREATE TRIGGER inventory_transactions_gate_insert BEFORE INSERT ON pms_inventory_transactions WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are written by acts only'); END;
CREATE TRIGGER inventory_transactions_gate_update BEFORE UPDATE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: rows are only ever added'); END;
CREATE TRIGGER inventory_transactions_gate_delete BEFORE DELETE ON pms_inventory_transactions WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_inventory_transactions: nothing is deleted'); END;

CREATE TRIGGER equipment_parts_gate_insert BEFORE INSERT ON pms_equipment_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment_parts: rows are written by acts only'); END;
CREATE TRIGGER equipment_parts_gate_update BEFORE UPDATE ON pms_equipment_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_equipment_parts: rows are changed by acts only'); END;
CREATE TRIGGER equipment_parts_gate_delete BEFORE DELETE ON pms_equipment_parts WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_equipment_parts: nothing is deleted'); END;

CREATE TRIGGER faults_gate_insert BEFORE INSERT ON pms_faults WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_faults: rows are written by acts only'); END;
CREATE TRIGGER faults_gate_update BEFORE UPDATE ON pms_faults WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_faults: rows are changed by acts only'); END;
CREATE TRIGGER faults_gate_delete BEFORE DELETE ON pms_faults WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_faults: nothing is deleted'); END;

CREATE TRIGGER work_orders_gate_insert BEFORE INSERT ON pms_work_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_orders: rows are written by acts only'); END;
CREATE TRIGGER work_orders_gate_update BEFORE UPDATE ON pms_work_orders WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_orders: rows are changed by acts only'); END;
CREATE TRIGGER work_orders_gate_delete BEFORE DELETE ON pms_work_orders WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_orders: nothing is deleted'); END;

CREATE TRIGGER work_order_notes_gate_insert BEFORE INSERT ON pms_work_order_notes WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_notes: rows are written by acts only'); END;
CREATE TRIGGER work_order_notes_gate_update BEFORE UPDATE ON pms_work_order_notes WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_notes: rows are only ever added'); END;
CREATE TRIGGER work_order_notes_gate_delete BEFORE DELETE ON pms_work_order_notes WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_notes: nothing is deleted'); END;

CREATE TRIGGER work_order_parts_gate_insert BEFORE INSERT ON pms_work_order_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_parts: rows are written by acts only'); END;
CREATE TRIGGER work_order_parts_gate_update BEFORE UPDATE ON pms_work_order_parts WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_parts: rows are changed by acts only'); END;
CREATE TRIGGER work_order_parts_gate_delete BEFORE DELETE ON pms_work_order_parts WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_parts: nothing is deleted'); END;

CREATE TRIGGER work_order_checklist_gate_insert BEFORE INSERT ON pms_work_order_checklist WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_checklist: rows are written by acts only'); END;
CREATE TRIGGER work_order_checklist_gate_update BEFORE UPDATE ON pms_work_order_checklist WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_work_order_checklist: rows are changed by acts only'); END;
CREATE TRIGGER work_order_checklist_gate_delete BEFORE DELETE ON pms_work_order_checklist WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_work_order_checklist: nothing is deleted'); END;

CREATE TRIGGER running_hours_gate_insert BEFORE INSERT ON pms_running_hours WHEN gate() NOT IN (1, 2)
BEGIN SELECT RAISE(ABORT, 'pms_running_hours: rows are written by acts only'); END;
CREATE TRIGGER running_hours_gate_update BEFORE UPDATE ON pms_running_hours WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_running_hours: rows are only ever added'); END;
CREATE TRIGGER running_hours_gate_delete BEFORE DELETE ON pms_running_hours WHEN gate() <> 2
BEGIN SELECT RAISE(ABORT, 'pms_running_hours: nothing is deleted'); END;
