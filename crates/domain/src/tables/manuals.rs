use crate::schema::table;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// Whether a manual is the one to work by.
    pub enum DocumentStatus {
        /// It is.
        Active = "active",
        /// A newer revision took its place; it can still be opened.
        Superseded = "superseded",
    }
}

table! {
    /// A manual: a PDF that lies beside the replica under its digest, or an address ashore.
    Document = 27 "pms_documents" Fields {
        /// What it is called.
        1 title: String;
        /// SHA-256 of the file, 64 hex digits; none of a manual that is only an address.
        2 sha256: Option<String>;
        /// Name of the file, for people.
        3 file_name: Option<String>;
        /// Bytes of the file.
        4 size_bytes: Option<i64>;
        /// Pages of the file.
        5 pages: Option<i64>;
        /// Where it is read over a connection, when there is no file.
        6 url: Option<String>;
        /// Maker of what it describes.
        7 maker: Option<String>;
        /// Model of what it describes.
        8 model: Option<String>;
        /// Which revision of the manual it is.
        9 revision: Option<String>;
        /// Whether it is the one to work by.
        10 status: DocumentStatus => .group(10);
        /// The manual that took its place.
        11 superseded_by_id: Option<RowId> => .refers("pms_documents").group(10);
        /// No longer kept among the manuals.
        12 is_retired: bool => .group(12);
        /// Why not.
        13 retired_reason: Option<String> => .group(12);
        /// Anything else worth knowing.
        14 remark: Option<String>;
    }
}

table! {
    /// Which equipment a manual describes: the id is derived from both.
    DocumentEquipment = 28 "pms_document_equipment" Fields {
        /// The manual.
        1 document_id: RowId => .refers("pms_documents");
        /// The equipment.
        2 equipment_id: RowId => .refers("pms_equipment");
        /// It does not describe it any more, or never did.
        3 is_unlinked: bool;
    }
}

table! {
    /// A page that was worked by. Names the file by its digest, so that it stays answerable which page it
    /// was after the manual is revised. A withdrawal is a row of its own, whose id follows from the pin.
    PinnedPage = 29 "pms_pinned_pages" AppendOnly {
        /// The work order.
        1 work_order_id: RowId => .refers("pms_work_orders");
        /// SHA-256 of the file, 64 hex digits.
        2 sha256: String;
        /// Which page of it, from 1.
        3 page: i64;
        /// The manual, as it is listed.
        4 document_id: RowId => .refers("pms_documents");
        /// What is printed on the page as its number.
        5 label: Option<String>;
        /// The heading that the page stands under.
        6 heading: Option<String>;
        /// The pin that it withdraws.
        7 withdraws_id: Option<RowId> => .refers("pms_pinned_pages");
        /// Why it is withdrawn.
        8 reason: Option<String>;
    }
}

table! {
    /// Where a manual says what a fault code means, as a person confirmed it. The id is derived from manual
    /// and code, however the code is spelt.
    FaultCodeSection = 30 "pms_fault_code_sections" Fields {
        /// The manual.
        1 document_id: RowId => .refers("pms_documents");
        /// The code as it is printed: E-047.
        2 code: String;
        /// The code as it is compared: E047.
        3 code_key: String;
        /// The page, from 1.
        4 page: i64 => .group(4);
        /// The heading that it stands under.
        5 heading: Option<String> => .group(4);
        /// What it means, as the manual says.
        6 meaning: Option<String>;
        /// What to do, as the manual says.
        7 remedy: Option<String>;
        /// A person took it back.
        8 is_withdrawn: bool => .group(8);
        /// Why.
        9 reason: Option<String> => .group(8);
    }
}
