-- Photos and papers as they come from the vessel, piece by piece. The gateway never looks into them.

CREATE TABLE shore_files (
    vessel_id uuid NOT NULL,
    sha256 text NOT NULL,
    size_bytes bigint NOT NULL,
    arrived_bytes bigint NOT NULL,
    whole_at timestamptz,
    PRIMARY KEY (vessel_id, sha256)
);
COMMENT ON TABLE shore_files IS 'A file that an attachment names, as far as it has arrived.';
COMMENT ON COLUMN shore_files.sha256 IS 'SHA-256 of the bytes, 64 hex digits.';
COMMENT ON COLUMN shore_files.size_bytes IS 'Bytes of the whole file.';
COMMENT ON COLUMN shore_files.arrived_bytes IS 'Bytes that have arrived.';
COMMENT ON COLUMN shore_files.whole_at IS 'When the last piece came and the digest was found right; until then the file is not believed.';

CREATE TABLE shore_file_pieces (
    vessel_id uuid NOT NULL,
    sha256 text NOT NULL,
    place integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (vessel_id, sha256, place),
    FOREIGN KEY (vessel_id, sha256) REFERENCES shore_files DEFERRABLE INITIALLY DEFERRED
);
-- Photos are compressed already.
ALTER TABLE shore_file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE shore_file_pieces IS 'The bytes of files, in pieces of 65,536.';
COMMENT ON COLUMN shore_file_pieces.place IS 'Which piece, from 0 on.';

CREATE VIEW files WITH (security_invoker = true) AS
SELECT a.vessel_id,
       a.id AS attachment_id,
       a.created_at AS attached_at,
       c.name AS attached_by,
       a.kind,
       a.name,
       a.caption,
       a.media_type,
       a.sha256,
       a.size_bytes,
       f.whole_at AS arrived_at
FROM pms_attachments a
LEFT JOIN pms_crew c ON c.vessel_id = a.vessel_id AND c.id = a.created_by
LEFT JOIN shore_files f ON f.vessel_id = a.vessel_id AND f.sha256 = a.sha256
WHERE NOT a.is_void AND a.withdraws_id IS NULL;
COMMENT ON VIEW files IS 'Every photo and paper that was attached, and since when the file itself is ashore.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE shore_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE shore_files FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON shore_files
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE shore_file_pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE shore_file_pieces FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON shore_file_pieces
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
