-- The ledger of stores with all its kinds of movements, what work orders used, and suppliers.

ALTER TABLE pms_permissions
    DROP CONSTRAINT scope_words,
    ADD CONSTRAINT scope_words CHECK (scope IN ('all', 'department', 'assigned', 'own'));

CREATE TABLE pms_part_usage (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    work_order_id uuid NOT NULL,
    part_id uuid NOT NULL,
    line_id uuid,
    location_id uuid NOT NULL,
    quantity numeric NOT NULL,
    note text,
    is_after_completion boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, line_id) REFERENCES pms_work_order_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, location_id) REFERENCES pms_locations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX part_usage_by_work_order_id ON pms_part_usage (vessel_id, work_order_id);
CREATE INDEX part_usage_by_part_id ON pms_part_usage (vessel_id, part_id);
CREATE INDEX part_usage_by_line_id ON pms_part_usage (vessel_id, line_id);
CREATE INDEX part_usage_by_location_id ON pms_part_usage (vessel_id, location_id);
COMMENT ON TABLE pms_part_usage IS 'What was taken from stores for a work order. It counts until its movement is reversed.';
COMMENT ON COLUMN pms_part_usage.work_order_id IS 'The work order.';
COMMENT ON COLUMN pms_part_usage.part_id IS 'The part.';
COMMENT ON COLUMN pms_part_usage.line_id IS 'The planned line it was logged on.';
COMMENT ON COLUMN pms_part_usage.location_id IS 'The place it was taken from.';
COMMENT ON COLUMN pms_part_usage.quantity IS 'How much, in the part''s unit, above zero.';
COMMENT ON COLUMN pms_part_usage.note IS 'A word on it.';
COMMENT ON COLUMN pms_part_usage.is_after_completion IS 'Logged after the work order was completed.';

ALTER TABLE pms_inventory_transactions
    DROP CONSTRAINT kind_words,
    ADD CONSTRAINT kind_words CHECK (kind IN ('initial', 'used', 'returned', 'adjusted', 'transferred', 'written_off', 'reversed')),
    ADD COLUMN work_order_id uuid,
    ADD COLUMN usage_id uuid,
    ADD COLUMN reverses_id uuid,
    ADD COLUMN counted numeric,
    ADD COLUMN from_movement_id uuid,
    ADD FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (vessel_id, usage_id) REFERENCES pms_part_usage DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (vessel_id, reverses_id) REFERENCES pms_inventory_transactions DEFERRABLE INITIALLY DEFERRED,
    ADD FOREIGN KEY (vessel_id, from_movement_id) REFERENCES pms_inventory_transactions DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX inventory_transactions_by_work_order_id ON pms_inventory_transactions (vessel_id, work_order_id);
CREATE INDEX inventory_transactions_by_usage_id ON pms_inventory_transactions (vessel_id, usage_id);
CREATE INDEX inventory_transactions_by_reverses_id ON pms_inventory_transactions (vessel_id, reverses_id);
CREATE INDEX inventory_transactions_by_from_movement_id ON pms_inventory_transactions (vessel_id, from_movement_id);
COMMENT ON TABLE pms_inventory_transactions IS 'One movement of the stock ledger. On hand is always the sum. The id of a reversal is derived from the movement that it takes back, so that two made apart are one.';
COMMENT ON COLUMN pms_inventory_transactions.work_order_id IS 'The work order it was taken for or came back from.';
COMMENT ON COLUMN pms_inventory_transactions.usage_id IS 'The usage that it carries out.';
COMMENT ON COLUMN pms_inventory_transactions.reverses_id IS 'The movement that it takes back.';
COMMENT ON COLUMN pms_inventory_transactions.counted IS 'What was counted, in the part''s unit.';
COMMENT ON COLUMN pms_inventory_transactions.from_movement_id IS 'On the arriving half of a transfer: the half that left.';

CREATE TABLE pms_suppliers (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    name text NOT NULL,
    code text,
    contact text,
    email text,
    phone text,
    address text,
    account_number text,
    remark text,
    is_retired boolean NOT NULL,
    retired_reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_suppliers IS 'Somebody who sells parts to the vessel.';
COMMENT ON COLUMN pms_suppliers.name IS 'Name.';
COMMENT ON COLUMN pms_suppliers.code IS 'Short code.';
COMMENT ON COLUMN pms_suppliers.contact IS 'The person to ask for.';
COMMENT ON COLUMN pms_suppliers.email IS 'E-mail address.';
COMMENT ON COLUMN pms_suppliers.phone IS 'Telephone number.';
COMMENT ON COLUMN pms_suppliers.address IS 'Postal address.';
COMMENT ON COLUMN pms_suppliers.account_number IS 'The vessel''s number in their books.';
COMMENT ON COLUMN pms_suppliers.remark IS 'Anything else worth knowing.';
COMMENT ON COLUMN pms_suppliers.is_retired IS 'No longer bought from.';
COMMENT ON COLUMN pms_suppliers.retired_reason IS 'Why not.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_part_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_part_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_part_usage
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_suppliers ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_suppliers FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_suppliers
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
