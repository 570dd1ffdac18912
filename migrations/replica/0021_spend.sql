-- What each posting, each line of an order and each approved item counts in the figures of spend, kept beside
-- them so that nobody has to work it out from orders, marks and later prices. Local, like everything that
-- follows from rows: never journalled, in no digest.
CREATE TABLE spend_counted (
    -- The posting, the line of the order, or the item.
    source_id BLOB NOT NULL PRIMARY KEY,
    -- 1 outstanding, 2 committed, 3 actual.
    figure INTEGER NOT NULL,
    at INTEGER NOT NULL,
    department TEXT NOT NULL,
    supplier_id BLOB,
    equipment_id BLOB,
    -- None where the price is not known.
    currency TEXT,
    -- The amount in whole hundred-millionths, cut in two since together they are beyond 64 bits; none where
    -- it is beyond what can be kept.
    whole INTEGER,
    fine INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX spend_counted_by_figure ON spend_counted (figure, at);
-- These two hold all that sums need, so that the rows themselves are not read.
CREATE INDEX spend_counted_by_department ON spend_counted (department, at, figure, currency, whole, fine);
CREATE INDEX spend_counted_by_supplier ON spend_counted (supplier_id, at, figure, currency, whole, fine);
CREATE INDEX spend_counted_unpriced ON spend_counted (figure, at) WHERE currency IS NULL;

-- Postings as lists show them, without the rows about them.
CREATE INDEX finance_transactions_posted ON pms_finance_transactions (posted_at) WHERE of_id IS NULL;
CREATE INDEX finance_transactions_posted_by_department ON pms_finance_transactions (department, posted_at) WHERE of_id IS NULL;
CREATE INDEX finance_transactions_posted_by_supplier ON pms_finance_transactions (supplier_id, posted_at) WHERE of_id IS NULL;
