-- Manuals, what they describe, where fault codes stand in them, and pages that were worked by. The files
-- themselves are carried apart from the acts.

CREATE TABLE pms_documents (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    title text NOT NULL,
    sha256 text,
    file_name text,
    size_bytes bigint,
    pages bigint,
    url text,
    maker text,
    model text,
    revision text,
    status text NOT NULL CONSTRAINT status_words CHECK (status IN ('active', 'superseded')),
    superseded_by_id uuid,
    is_retired boolean NOT NULL,
    retired_reason text,
    remark text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, superseded_by_id) REFERENCES pms_documents DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX documents_by_sha256 ON pms_documents (vessel_id, sha256);
CREATE INDEX documents_by_status ON pms_documents (vessel_id, status);
CREATE INDEX documents_by_superseded_by_id ON pms_documents (vessel_id, superseded_by_id);
COMMENT ON TABLE pms_documents IS 'A manual: a PDF that lies beside the replica under its digest, or an address ashore.';
COMMENT ON COLUMN pms_documents.title IS 'What it is called.';
COMMENT ON COLUMN pms_documents.sha256 IS 'SHA-256 of the file, 64 hex digits; none of a manual that is only an address.';
COMMENT ON COLUMN pms_documents.file_name IS 'Name of the file, for people.';
COMMENT ON COLUMN pms_documents.size_bytes IS 'Bytes of the file.';
COMMENT ON COLUMN pms_documents.pages IS 'Pages of the file.';
COMMENT ON COLUMN pms_documents.url IS 'Where it is read over a connection, when there is no file.';
COMMENT ON COLUMN pms_documents.maker IS 'Maker of what it describes.';
COMMENT ON COLUMN pms_documents.model IS 'Model of what it describes.';
COMMENT ON COLUMN pms_documents.revision IS 'Which revision of the manual it is.';
COMMENT ON COLUMN pms_documents.status IS 'Whether it is the one to work by.';
COMMENT ON COLUMN pms_documents.superseded_by_id IS 'The manual that took its place.';
COMMENT ON COLUMN pms_documents.is_retired IS 'No longer kept among the manuals.';
COMMENT ON COLUMN pms_documents.retired_reason IS 'Why not.';
COMMENT ON COLUMN pms_documents.remark IS 'Anything else worth knowing.';

CREATE TABLE pms_document_equipment (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    document_id uuid NOT NULL,
    equipment_id uuid NOT NULL,
    is_unlinked boolean NOT NULL,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, document_id) REFERENCES pms_documents DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, equipment_id) REFERENCES pms_equipment DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX document_equipment_by_document_id ON pms_document_equipment (vessel_id, document_id);
CREATE INDEX document_equipment_by_equipment_id ON pms_document_equipment (vessel_id, equipment_id);
COMMENT ON TABLE pms_document_equipment IS 'Which equipment a manual describes: the id is derived from both.';
COMMENT ON COLUMN pms_document_equipment.document_id IS 'The manual.';
COMMENT ON COLUMN pms_document_equipment.equipment_id IS 'The equipment.';
COMMENT ON COLUMN pms_document_equipment.is_unlinked IS 'It does not describe it any more, or never did.';

CREATE TABLE pms_pinned_pages (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    work_order_id uuid NOT NULL,
    sha256 text NOT NULL,
    page bigint NOT NULL,
    document_id uuid NOT NULL,
    label text,
    heading text,
    withdraws_id uuid,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, work_order_id) REFERENCES pms_work_orders DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, document_id) REFERENCES pms_documents DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, withdraws_id) REFERENCES pms_pinned_pages DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX pinned_pages_by_work_order_id ON pms_pinned_pages (vessel_id, work_order_id);
CREATE INDEX pinned_pages_by_sha256 ON pms_pinned_pages (vessel_id, sha256);
CREATE INDEX pinned_pages_by_document_id ON pms_pinned_pages (vessel_id, document_id);
CREATE INDEX pinned_pages_by_withdraws_id ON pms_pinned_pages (vessel_id, withdraws_id);
COMMENT ON TABLE pms_pinned_pages IS 'A page that was worked by. Names the file by its digest, so that it stays answerable which page it was after the manual is revised. A withdrawal is a row of its own, whose id follows from the pin.';
COMMENT ON COLUMN pms_pinned_pages.work_order_id IS 'The work order.';
COMMENT ON COLUMN pms_pinned_pages.sha256 IS 'SHA-256 of the file, 64 hex digits.';
COMMENT ON COLUMN pms_pinned_pages.page IS 'Which page of it, from 1.';
COMMENT ON COLUMN pms_pinned_pages.document_id IS 'The manual, as it is listed.';
COMMENT ON COLUMN pms_pinned_pages.label IS 'What is printed on the page as its number.';
COMMENT ON COLUMN pms_pinned_pages.heading IS 'The heading that the page stands under.';
COMMENT ON COLUMN pms_pinned_pages.withdraws_id IS 'The pin that it withdraws.';
COMMENT ON COLUMN pms_pinned_pages.reason IS 'Why it is withdrawn.';

CREATE TABLE pms_fault_code_sections (
    vessel_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    is_void boolean NOT NULL,
    document_id uuid NOT NULL,
    code text NOT NULL,
    code_key text NOT NULL,
    page bigint NOT NULL,
    heading text,
    meaning text,
    remedy text,
    is_withdrawn boolean NOT NULL,
    reason text,
    PRIMARY KEY (vessel_id, id),
    FOREIGN KEY (vessel_id, created_by) REFERENCES pms_crew DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (vessel_id, document_id) REFERENCES pms_documents DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX fault_code_sections_by_document_id ON pms_fault_code_sections (vessel_id, document_id);
CREATE INDEX fault_code_sections_by_code_key ON pms_fault_code_sections (vessel_id, code_key);
COMMENT ON TABLE pms_fault_code_sections IS 'Where a manual says what a fault code means, as a person confirmed it. The id is derived from manual and code, however the code is spelt.';
COMMENT ON COLUMN pms_fault_code_sections.document_id IS 'The manual.';
COMMENT ON COLUMN pms_fault_code_sections.code IS 'The code as it is printed: E-047.';
COMMENT ON COLUMN pms_fault_code_sections.code_key IS 'The code as it is compared: E047.';
COMMENT ON COLUMN pms_fault_code_sections.page IS 'The page, from 1.';
COMMENT ON COLUMN pms_fault_code_sections.heading IS 'The heading that it stands under.';
COMMENT ON COLUMN pms_fault_code_sections.meaning IS 'What it means, as the manual says.';
COMMENT ON COLUMN pms_fault_code_sections.remedy IS 'What to do, as the manual says.';
COMMENT ON COLUMN pms_fault_code_sections.is_withdrawn IS 'A person took it back.';
COMMENT ON COLUMN pms_fault_code_sections.reason IS 'Why.';

ALTER TABLE pms_handover
    ADD COLUMN document_id uuid,
    ADD COLUMN page bigint,
    ADD COLUMN section text,
    ADD FOREIGN KEY (vessel_id, document_id) REFERENCES pms_documents DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX handover_by_document_id ON pms_handover (vessel_id, document_id);
COMMENT ON COLUMN pms_handover.document_id IS 'The manual it speaks of.';
COMMENT ON COLUMN pms_handover.page IS 'The page of that manual, from 1.';
COMMENT ON COLUMN pms_handover.section IS 'The heading in that manual.';

-- Every row belongs to one vessel, and is seen only where that vessel is named.
ALTER TABLE pms_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_documents FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_documents
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_document_equipment ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_document_equipment FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_document_equipment
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_pinned_pages ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_pinned_pages FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_pinned_pages
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
ALTER TABLE pms_fault_code_sections ENABLE ROW LEVEL SECURITY;
ALTER TABLE pms_fault_code_sections FORCE ROW LEVEL SECURITY;
CREATE POLICY of_vessel ON pms_fault_code_sections
    USING (vessel_id = nullif(current_setting('celeste.vessel', true), '')::uuid);
