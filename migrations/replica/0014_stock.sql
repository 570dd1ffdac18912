-- What the ledger of stores adds up to, kept beside it so that nobody has to add it up. Local, like
-- everything that follows from rows: never journalled, in no digest. In ten-thousandths of the part's
-- unit, the finest that a quantity may be, so that every sum is exact.

-- Of each part and place that shown movements name.
CREATE TABLE stock_at_places (
    part_id BLOB NOT NULL,
    location_id BLOB NOT NULL,
    on_hand INTEGER NOT NULL,
    movements INTEGER NOT NULL,
    PRIMARY KEY (part_id, location_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_at_places_by_location ON stock_at_places (location_id);

-- Of each part: over all its places, and at how many of them it is below zero.
CREATE TABLE stock_of_parts (
    part_id BLOB NOT NULL PRIMARY KEY,
    on_hand INTEGER NOT NULL,
    places_below_zero INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far an entry's author had seen the entries of others: each entry says what was new to it.
CREATE TABLE seen_marks (
    device TEXT NOT NULL,
    of_device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    seen_seq INTEGER NOT NULL,
    PRIMARY KEY (device, of_device, seq)
) STRICT, WITHOUT ROWID;

-- Counts, and the movements at the same place that had not seen each other, as long as nobody counted
-- again or reversed one.
CREATE TABLE counts_apart (
    part_id BLOB NOT NULL,
    location_id BLOB NOT NULL,
    count_id BLOB NOT NULL,
    other_id BLOB NOT NULL,
    PRIMARY KEY (part_id, location_id, count_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX inventory_transactions_counted ON pms_inventory_transactions (part_id, location_id) WHERE counted IS NOT NULL;
