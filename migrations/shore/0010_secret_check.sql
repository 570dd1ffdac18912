-- By which a workstation that joins finds out whether the words of the recovery sheet were entered right:
-- a keyed hash of the vessel's id. The secret itself never comes ashore, and at 256 bits it cannot be tried out.
ALTER TABLE shore_vessels ADD COLUMN secret_check bytea;
COMMENT ON COLUMN shore_vessels.secret_check IS 'What the words of the recovery sheet are compared with when a workstation joins; the words cannot be found from it.';
