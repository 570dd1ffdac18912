-- How much of an order's line came, as somebody knew who decided that more than was ordered is right.
ALTER TABLE pms_purchase_order_lines ADD COLUMN known_came numeric;
COMMENT ON COLUMN pms_purchase_order_lines.known_came IS 'How much of it came, as somebody knew who said that more than was ordered is right, in the part''s unit.';
