-- Words of a vessel, and whether it leaves search open on its lock screens.

CREATE TABLE pms_synonyms (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    word text NOT NULL,
    means text NOT NULL,
    is_withdrawn boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_synonyms IS 'A word of this vessel, and what it stands for. One word may stand for several things.';
COMMENT ON COLUMN pms_synonyms.word IS 'What people say: "gen 2".';
COMMENT ON COLUMN pms_synonyms.means IS 'What it stands for, as it is written elsewhere: "Generator No. 2".';
COMMENT ON COLUMN pms_synonyms.is_withdrawn IS 'No longer said.';

ALTER TABLE pms_vessels ADD COLUMN is_search_open boolean;
COMMENT ON COLUMN pms_vessels.is_search_open IS 'Whether the lock screens of its workstations answer searches; where nothing is said, they do not.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_synonyms ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_synonyms FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_synonyms
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
