//! Photos on a machine: attached, looked for, damaged.

use std::path::PathBuf;

use domain::plan::{Plan, Values};
use domain::tables::{Attachment, AttachmentKind};
use journal::RowId;
use store::{Authorship, BlobName, Blobs};
use sync::outside::Outside as _;

use super::Machine;

/// Bytes that look like nothing and cannot be packed, told apart by a number.
pub(crate) fn noise(number: u8, size_bytes: usize) -> Vec<u8> {
    let mut bytes = vec![0; size_bytes];
    blake3::Hasher::new().update(&[number]).finalize_xof().fill(&mut bytes);
    bytes
}

impl Machine {
    pub(crate) fn blobs(&self) -> Blobs {
        Blobs::of(self.writer.place())
    }

    /// Attaches a photo to a fault: the file lies there before the act names it.
    pub(crate) fn attach(&self, person: RowId, fault: RowId, bytes: &[u8]) -> BlobName {
        let name = self.blobs().keep(bytes).unwrap();
        self.name_photo(person, fault, name, bytes.len());
        name
    }

    /// The act alone, as of a workstation whose file is somewhere else.
    pub(crate) fn name_photo(&self, person: RowId, fault: RowId, name: BlobName, size_bytes: usize) {
        let who = Authorship {
            actor: person,
            role: "chief_engineer".to_owned(),
            signature: None,
        };
        let committed = self.writer.commit(&who, self.clock.wall_ms(), None, |_| {
            let mut plan = Plan::new("attach_file");
            plan.insert::<Attachment>(
                Values::new()
                    .set(Attachment::sha256, &name.to_string())
                    .set(Attachment::kind, &AttachmentKind::Photo)
                    .set(Attachment::media_type, &"image/jpeg".to_owned())
                    .set(Attachment::name, &"IMG_0815.JPG".to_owned())
                    .set(Attachment::size_bytes, &(size_bytes as i64))
                    .set(Attachment::fault_id, &Some(fault)),
            );
            Ok(plan)
        });
        committed.unwrap();
    }

    /// Where a file on its way in lies.
    pub(crate) fn arriving(&self, name: BlobName) -> PathBuf {
        self.writer.place().blobs().join("arriving").join(name.to_string())
    }
}
