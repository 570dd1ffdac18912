-- Where each item of the shopping list and each purchase order stands, with what came of them, kept beside the
-- rows so that lists of many need not work it out from lines, marks and postings. Local, like everything that
-- follows from rows: never journalled, in no digest.
CREATE TABLE standings (
    -- The item or the order.
    row_id BLOB NOT NULL PRIMARY KEY,
    -- An item: 1 candidate, 2 under review, 3 ordered, 4 awaited, 5 history. An order: 11 draft, 12 ordered,
    -- 13 partially received, 14 received, 15 cancelled.
    standing INTEGER NOT NULL,
    -- The order of the lists: when the row was written, and which of those of one moment comes first.
    created_at INTEGER NOT NULL,
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX standings_by_standing ON standings (standing, created_at, place);
