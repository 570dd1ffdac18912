use crate::schema::table;
use crate::vocabulary::vocabulary;
use journal::RowId;

vocabulary! {
    /// What an attached file is.
    pub enum AttachmentKind {
        /// A picture.
        Photo = "photo",
        /// A paper.
        Pdf = "pdf",
    }
}

table! {
    /// A photo or a paper on a record. The bytes lie beside the replica under their digest. A withdrawal is
    /// a row of its own, whose id follows from the attachment; the file stays.
    Attachment = 25 "pms_attachments" AppendOnly {
        /// SHA-256 of the bytes, 64 hex digits.
        1 sha256: String;
        /// Photo or paper.
        2 kind: AttachmentKind;
        /// Registered name of the format: image/jpeg.
        3 media_type: String;
        /// Name of the file, for people.
        4 name: String;
        /// Bytes.
        5 size_bytes: i64;
        /// What is to be seen on it.
        6 caption: Option<String>;
        /// The fault it belongs to.
        7 fault_id: Option<RowId> => .refers("pms_faults");
        /// The work order it belongs to, also where it belongs to a note of it.
        8 work_order_id: Option<RowId> => .refers("pms_work_orders");
        /// The note it belongs to.
        9 note_id: Option<RowId> => .refers("pms_work_order_notes");
        /// The equipment it belongs to.
        10 equipment_id: Option<RowId> => .refers("pms_equipment");
        /// The part it belongs to.
        11 part_id: Option<RowId> => .refers("pms_parts");
        /// The handover entry it belongs to.
        12 handover_id: Option<RowId> => .refers("pms_handover");
        /// The attachment that it withdraws.
        13 withdraws_id: Option<RowId> => .refers("pms_attachments");
        /// Why it is withdrawn.
        14 reason: Option<String>;
        /// The purchase order it belongs to.
        15 order_id: Option<RowId> => .refers("pms_purchase_orders");
        /// The delivery it belongs to, also where it belongs to a row of it.
        16 session_id: Option<RowId> => .refers("pms_receiving_sessions");
        /// The row of a delivery it belongs to.
        17 receiving_line_id: Option<RowId> => .refers("pms_receiving_lines");
    }
}
