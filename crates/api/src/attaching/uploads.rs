//! A file comes from the window piece by piece, so that the window can say how far it is.

use super::kind_of;
use super::waiting::{Sending, UPLOADS_PER_HOUR, WaitingFile};
use crate::error::Error;
use crate::program::Program;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::acts::attachments::{self, FILE_BYTES_MAX};
use domain::refusal::{Code, Refusal};
use domain::tables::AttachmentKind;
use domain::text;
use serde::{Deserialize, Serialize};
use store::BlobName;
use ts_rs::TS;

/// Bytes of a piece.
const PIECE_BYTES_MAX: usize = 256 * 1024;
/// Bytes of a token.
const TOKEN_BYTES: usize = 16;

/// What a person has chosen.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UploadBeginArgs {
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub size_bytes: u64,
}

/// Where the pieces go.
#[derive(Debug, Serialize, TS)]
pub struct UploadBegun {
    /// Names the file from here on.
    pub upload: String,
    /// Bytes of each piece but the last.
    pub piece_bytes: usize,
}

/// One piece.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UploadChunkArgs {
    /// The file.
    pub upload: String,
    /// Where the piece begins.
    pub offset: u64,
    /// The piece, as base64.
    pub piece: String,
}

/// How far a file is.
#[derive(Debug, Serialize, TS)]
pub struct UploadReceived {
    /// Bytes that are here.
    pub received_bytes: u64,
}

/// The file meant.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct UploadArgs {
    /// The file.
    pub upload: String,
}

/// A file that was looked at, and waits for its form.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Uploaded {
    /// Names the file in the form.
    pub upload: String,
    /// Name of the file.
    pub name: String,
    /// Photo or paper, by what is in it.
    pub kind: AttachmentKind,
    /// Registered name of the format it is kept in.
    pub media_type: String,
    /// Bytes that are kept.
    pub size_bytes: i64,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pages of a paper; 1 for a photo.
    pub pages: u32,
}

impl Program {
    /// Begins to take a file.
    ///
    /// # Errors
    /// One sentence where it is too large, or the person's hour is full.
    pub fn upload_begin(&self, args: &UploadBeginArgs) -> Result<UploadBegun, Error> {
        self.signed_in()?;
        self.writer()?;
        if args.size_bytes > FILE_BYTES_MAX.unsigned_abs() {
            return Err(too_large(&args.name));
        }
        self.count_upload()?;
        let upload = self.token();
        self.waiting().begin(Sending {
            token: upload.clone(),
            name: args.name.clone(),
            size_bytes: usize::try_from(args.size_bytes).unwrap_or(usize::MAX),
            bytes: Vec::new(),
        });
        Ok(UploadBegun {
            upload,
            piece_bytes: PIECE_BYTES_MAX,
        })
    }

    /// Takes one piece.
    ///
    /// # Errors
    /// `invalid` where it does not join what is here, or is more than was announced.
    pub fn upload_chunk(&self, args: &UploadChunkArgs) -> Result<UploadReceived, Error> {
        self.signed_in()?;
        let wrong = || Error::new(Code::Invalid, "The file did not come over whole. Choose it again.");
        let piece = BASE64.decode(&args.piece).map_err(|_| wrong())?;
        if piece.len() > PIECE_BYTES_MAX {
            return Err(wrong());
        }
        self.waiting().sending(&args.upload, |sending| {
            let joins = sending.bytes.len() as u64 == args.offset;
            if !joins || sending.bytes.len() + piece.len() > sending.size_bytes {
                return Err(wrong());
            }
            sending.bytes.extend(piece);
            Ok(UploadReceived {
                received_bytes: sending.bytes.len() as u64,
            })
        })?
    }

    /// Looks at a file that is here whole.
    ///
    /// # Errors
    /// One sentence where it is no photo or paper, or none that may be kept.
    pub fn upload_end(&self, args: &UploadArgs) -> Result<Uploaded, Error> {
        self.signed_in()?;
        let sent = self.waiting().sent(&args.upload)?;
        if sent.bytes.len() != sent.size_bytes {
            return Err(Error::new(
                Code::Invalid,
                "The file did not come over whole. Choose it again.",
            ));
        }
        self.take_in(&sent.name, sent.bytes)
    }

    /// Lets go of a file whose form was cancelled.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn upload_drop(&self, args: &UploadArgs) -> Result<(), Error> {
        self.signed_in()?;
        self.waiting().drop_file(&args.upload);
        Ok(())
    }

    /// Counts a file of the signed-in person.
    pub(super) fn count_upload(&self) -> Result<(), Error> {
        let person = self.signed_in()?;
        if self.waiting().count(person, self.monotonic_ms()) {
            return Ok(());
        }
        Err(Error::new(
            Code::Invalid,
            format!("{UPLOADS_PER_HOUR} files came from you within the last hour. Go on in a while."),
        ))
    }

    /// Has a worker look at the bytes, and keeps what it hands back until the form is done with.
    pub(super) fn take_in(&self, name: &str, bytes: Vec<u8>) -> Result<Uploaded, Error> {
        if bytes.len() as u64 > FILE_BYTES_MAX.unsigned_abs() {
            return Err(too_large(name));
        }
        let taken = self.workshop().take_in(bytes)?;
        if taken.kept.len() as u64 > FILE_BYTES_MAX.unsigned_abs() {
            return Err(too_large(name));
        }
        let uploaded = Uploaded {
            upload: self.token(),
            name: tidy(name),
            kind: kind_of(taken.media_type),
            media_type: taken.media_type.name().to_owned(),
            size_bytes: taken.kept.len() as i64,
            width: taken.width,
            height: taken.height,
            pages: taken.pages,
        };
        let file = WaitingFile {
            uploaded: uploaded.clone(),
            name: BlobName::of(&taken.kept),
            thumbnail: taken.thumbnail,
        };
        self.waiting().keep(file, &taken.kept)?;
        Ok(uploaded)
    }

    /// Names a file that waits.
    pub(crate) fn token(&self) -> String {
        let mut token = [0; TOKEN_BYTES];
        self.random(&mut token);
        token.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A file's name as it can be written down: names of files hold what they like.
fn tidy(name: &str) -> String {
    let plain: String = name.replace(char::is_control, " ");
    let last = plain.rsplit(['/', '\\']).next().unwrap_or_default();
    match text::clean("name", "The name", last, text::Lines::One, usize::MAX) {
        Ok(Some(name)) => text::shortened(&name, text::LINE_CHARACTERS_MAX),
        _ => "file".to_owned(),
    }
}

fn too_large(name: &str) -> Error {
    Refusal::field(
        Code::Invalid,
        "files",
        format!(
            "“{}” is larger than {}. Make it smaller and try again.",
            tidy(name),
            attachments::size(FILE_BYTES_MAX)
        ),
    )
    .into()
}
