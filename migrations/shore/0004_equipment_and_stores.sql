CREATE TABLE pms_equipment (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT kind_words CHECK (kind IN ('machine', 'space')),
    parent_id uuid,
    system text,
    location text,
    maker text,
    model text,
    serial text,
    criticality text CONSTRAINT criticality_words CHECK (criticality IN ('low', 'medium', 'high')),
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    has_counter boolean NOT NULL,
    is_retired boolean NOT NULL,
    retired_reason text,
    remark text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, parent_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX equipment_by_parent_id ON pms_equipment (vessel_id, parent_id);
COMMENT ON TABLE pms_equipment IS 'A machine or a space in the vessel''s tree.';
COMMENT ON COLUMN pms_equipment.code IS 'Code in the vessel''s system, for example the SFI number.';
COMMENT ON COLUMN pms_equipment.name IS 'Name.';
COMMENT ON COLUMN pms_equipment.kind IS 'Machine or space.';
COMMENT ON COLUMN pms_equipment.parent_id IS 'What it stands under.';
COMMENT ON COLUMN pms_equipment.system IS 'System it belongs to.';
COMMENT ON COLUMN pms_equipment.location IS 'Where it stands.';
COMMENT ON COLUMN pms_equipment.maker IS 'Maker.';
COMMENT ON COLUMN pms_equipment.model IS 'Model.';
COMMENT ON COLUMN pms_equipment.serial IS 'Serial number.';
COMMENT ON COLUMN pms_equipment.criticality IS 'What follows when it fails.';
COMMENT ON COLUMN pms_equipment.department IS 'Department that looks after it.';
COMMENT ON COLUMN pms_equipment.has_counter IS 'Whether it has a running-hours counter.';
COMMENT ON COLUMN pms_equipment.is_retired IS 'Taken out of service for good.';
COMMENT ON COLUMN pms_equipment.retired_reason IS 'Why it was retired.';
COMMENT ON COLUMN pms_equipment.remark IS 'Anything else worth knowing.';

CREATE TABLE pms_locations (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent_id uuid,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    is_retired boolean NOT NULL,
    retired_reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, parent_id) REFERENCES pms_locations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX locations_by_parent_id ON pms_locations (vessel_id, parent_id);
COMMENT ON TABLE pms_locations IS 'A storage place.';
COMMENT ON COLUMN pms_locations.code IS 'Code on the shelf.';
COMMENT ON COLUMN pms_locations.name IS 'Name.';
COMMENT ON COLUMN pms_locations.parent_id IS 'What it stands in.';
COMMENT ON COLUMN pms_locations.department IS 'Department that looks after it.';
COMMENT ON COLUMN pms_locations.is_retired IS 'No longer used.';
COMMENT ON COLUMN pms_locations.retired_reason IS 'Why not.';

CREATE TABLE pms_parts (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    other_numbers text,
    maker text,
    unit text NOT NULL,
    category text,
    department text NOT NULL CONSTRAINT department_words CHECK (department IN ('engineering', 'deck', 'interior', 'management')),
    minimum numeric,
    critical numeric,
    maximum numeric,
    barcode text,
    is_retired boolean NOT NULL,
    retired_reason text,
    remark text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE pms_parts IS 'Something kept in stores.';
COMMENT ON COLUMN pms_parts.number IS 'The maker''s number.';
COMMENT ON COLUMN pms_parts.name IS 'Name.';
COMMENT ON COLUMN pms_parts.other_numbers IS 'Other numbers it is known by, separated by commas.';
COMMENT ON COLUMN pms_parts.maker IS 'Maker.';
COMMENT ON COLUMN pms_parts.unit IS 'Unit it is counted in: pcs, l, m, kg, set.';
COMMENT ON COLUMN pms_parts.category IS 'Category: filters, seals, lamps.';
COMMENT ON COLUMN pms_parts.department IS 'Department that looks after it.';
COMMENT ON COLUMN pms_parts.minimum IS 'At or below this it is low; none means not tracked.';
COMMENT ON COLUMN pms_parts.critical IS 'At or below this it is critical.';
COMMENT ON COLUMN pms_parts.maximum IS 'Above this it is overstocked.';
COMMENT ON COLUMN pms_parts.barcode IS 'Barcode on the box.';
COMMENT ON COLUMN pms_parts.is_retired IS 'No longer kept.';
COMMENT ON COLUMN pms_parts.retired_reason IS 'Why not.';
COMMENT ON COLUMN pms_parts.remark IS 'Anything else worth knowing.';

CREATE TABLE pms_part_locations (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    part_id uuid NOT NULL,
    location_id uuid NOT NULL,
    is_usual boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, location_id) REFERENCES pms_locations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX part_locations_by_part_id ON pms_part_locations (vessel_id, part_id);
CREATE INDEX part_locations_by_location_id ON pms_part_locations (vessel_id, location_id);
COMMENT ON TABLE pms_part_locations IS 'The usual place of a part: the id is derived from both. Holds no quantity.';
COMMENT ON COLUMN pms_part_locations.part_id IS 'The part.';
COMMENT ON COLUMN pms_part_locations.location_id IS 'The place.';
COMMENT ON COLUMN pms_part_locations.is_usual IS 'Whether it is the usual place at present.';

CREATE TABLE pms_equipment_parts (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    equipment_id uuid NOT NULL,
    part_id uuid NOT NULL,
    quantity_fitted numeric,
    position text,
    is_unlinked boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, part_id) REFERENCES pms_parts DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX equipment_parts_by_equipment_id ON pms_equipment_parts (vessel_id, equipment_id);
CREATE INDEX equipment_parts_by_part_id ON pms_equipment_parts (vessel_id, part_id);
COMMENT ON TABLE pms_equipment_parts IS 'One line of an equipment''s spare-part list.';
COMMENT ON COLUMN pms_equipment_parts.equipment_id IS 'The equipment.';
COMMENT ON COLUMN pms_equipment_parts.part_id IS 'The part.';
COMMENT ON COLUMN pms_equipment_parts.quantity_fitted IS 'How many are fitted, in the part''s unit.';
COMMENT ON COLUMN pms_equipment_parts.position IS 'Where it sits: "cyl. 4", "raw water side".';
COMMENT ON COLUMN pms_equipment_parts.is_unlinked IS 'Taken off the list.';
