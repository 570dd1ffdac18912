-- Whether more of an order's line came than somebody knew of who decided it.
ALTER TABLE pms_purchase_order_lines ADD COLUMN known_came TEXT;

-- Few lines are cancelled; of those, what came is looked at again and again.
CREATE INDEX purchase_order_lines_cancelled ON pms_purchase_order_lines (id) WHERE cancelled IS NOT NULL;
