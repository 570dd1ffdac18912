-- The key and the certificate with which every gateway on this database answers, made by the first one
-- that serves. It belongs to no vessel.

CREATE TABLE shore_tls (
    only_row boolean NOT NULL DEFAULT true CONSTRAINT only_row_is_one CHECK (only_row),
    certificate bytea NOT NULL,
    private_key bytea NOT NULL,
    PRIMARY KEY (only_row)
);
COMMENT ON TABLE shore_tls IS 'Key and certificate of the gateway, in DER form. Workstations pin this key. Grant this table to nobody else.';
