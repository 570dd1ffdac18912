-- A transaction names its vessel first (celeste.vessel), and then sees and writes rows of that vessel
-- only. The rule binds the owner of the tables too. Without a vessel there is nothing to see.

DO $$
DECLARE
    of_vessel text;
BEGIN
    FOR of_vessel IN
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attname = 'vessel_id'
        ORDER BY c.relname
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_vessel);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_vessel);
        EXECUTE format(
            'CREATE POLICY of_vessel ON %I '
            'USING (vessel_id = nullif(current_setting(''celeste.vessel'', true), '''')::uuid)',
            of_vessel
        );
    END LOOP;
END $$;

-- The register is read before a vessel is named: which vessels there are, and whose a code is. A code
-- for a vessel still unknown here belongs to none until it is used.
CREATE POLICY register ON shore_vessels FOR SELECT
    USING (nullif(current_setting('celeste.vessel', true), '') IS NULL);
CREATE POLICY register ON shore_codes
    USING (vessel_id IS NULL OR nullif(current_setting('celeste.vessel', true), '') IS NULL);
