//! What the window shows of a file.

use crate::error::Error;
use crate::manuals::PixelArgs;
use crate::program::Program;
use domain::RowId;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::{Attachment, AttachmentKind};
use serde::{Deserialize, Serialize};
use store::BlobName;
use ts_rs::TS;
use worker::limits::{SHOWN_PIXELS_MAX, THUMBNAIL_PIXELS};

/// How large a picture is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PictureSize {
    /// For a list.
    #[default]
    Small,
    /// The photo itself, or a page as large as it can be read.
    Whole,
}

/// Which picture is wanted: of a file that waits, or of one that is attached.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PictureArgs {
    /// A file that waits for its form.
    pub upload: Option<String>,
    /// An attachment.
    pub attachment: Option<RowId>,
    /// How large.
    pub size: PictureSize,
    /// The page of a paper, from 1.
    pub page: Option<u32>,
    /// A page of a manual, as raw pixels.
    pub manual: Option<PixelArgs>,
}

/// A picture that every window shows.
#[derive(Debug)]
pub struct Picture {
    /// Registered name of its format.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The paper meant.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperArgs {
    /// The attachment.
    pub attachment: RowId,
}

/// How many pages there are to turn.
#[derive(Debug, Serialize, TS)]
pub struct PaperPages {
    /// Pages; 1 for a photo.
    pub pages: u32,
}

const JPEG: &str = "image/jpeg";
/// Width, height and pixels, as [`Program::manual_pixels`] says.
const RAW: &str = "application/octet-stream";

impl Program {
    /// A picture, as bytes. It goes beside the table of commands, which answers in JSON.
    ///
    /// # Errors
    /// `not_found` where the file lies on another workstation only; one sentence where it is damaged.
    pub fn picture(&self, args: &PictureArgs) -> Result<Picture, Error> {
        self.signed_in()?;
        if let Some(wanted) = &args.manual {
            return Ok(Picture {
                media_type: RAW.to_owned(),
                bytes: self.manual_pixels(wanted)?,
            });
        }
        if let Some(token) = &args.upload {
            return Ok(Picture {
                media_type: JPEG.to_owned(),
                bytes: self.waiting().get(token)?.thumbnail.clone(),
            });
        }
        let wanted = args
            .attachment
            .ok_or_else(|| Error::new(Code::Missing, "Which picture?"))?;
        let (attachment, name) = self.attachment(wanted)?;
        match (args.size, attachment.kind) {
            (PictureSize::Small, _) => Ok(Picture {
                media_type: JPEG.to_owned(),
                bytes: self.small(&attachment, &name)?,
            }),
            (PictureSize::Whole, AttachmentKind::Photo) => {
                // A photo that came from elsewhere is decoded by a worker here before a window does.
                self.small(&attachment, &name)?;
                Ok(Picture {
                    media_type: attachment.media_type.clone(),
                    bytes: self.file(&attachment, &name)?,
                })
            }
            (PictureSize::Whole, AttachmentKind::Pdf) => {
                let file = self.file(&attachment, &name)?;
                let shown = self
                    .workshop()
                    .draw(file, args.page.unwrap_or(1), SHOWN_PIXELS_MAX / 2)?;
                Ok(Picture {
                    media_type: JPEG.to_owned(),
                    bytes: shown.picture,
                })
            }
        }
    }

    /// How many pages a paper has.
    ///
    /// # Errors
    /// As [`Program::picture`].
    pub fn paper_pages(&self, args: &PaperArgs) -> Result<PaperPages, Error> {
        self.signed_in()?;
        let (attachment, name) = self.attachment(args.attachment)?;
        if attachment.kind == AttachmentKind::Photo {
            return Ok(PaperPages { pages: 1 });
        }
        let file = self.file(&attachment, &name)?;
        let pages = self.workshop().draw(file, 1, THUMBNAIL_PIXELS)?.pages;
        Ok(PaperPages { pages })
    }

    fn attachment(&self, id: RowId) -> Result<(Attachment, BlobName), Error> {
        let attachment = self.read(|source| Facts::new(source).glance::<Attachment>(id))?;
        let name = BlobName::parse(&attachment.sha256)
            .ok_or_else(|| Error::new(Code::Broken, "What the record says of this file cannot be read."))?;
        Ok((attachment, name))
    }

    /// The small picture; made anew where it is missing.
    fn small(&self, attachment: &Attachment, name: &BlobName) -> Result<Vec<u8>, Error> {
        let blobs = self.blobs();
        if let Some(small) = blobs.small(name)
            && blobs.holds(name)
        {
            return Ok(small);
        }
        let shown = self
            .workshop()
            .draw(self.file(attachment, name)?, 1, THUMBNAIL_PIXELS)?;
        if let Err(error) = blobs.keep_small(name, &shown.picture) {
            tracing::warn!(%error, "a small picture could not be kept");
        }
        Ok(shown.picture)
    }

    fn file(&self, attachment: &Attachment, name: &BlobName) -> Result<Vec<u8>, Error> {
        let file = self.blobs().read(name)?;
        file.ok_or_else(|| {
            let what = match attachment.kind {
                AttachmentKind::Photo => "photo",
                AttachmentKind::Pdf => "PDF",
            };
            let place = self.written_on(attachment.id).unwrap_or(None);
            let place = place.unwrap_or_else(|| "another workstation".to_owned());
            Refusal::new(
                Code::NotFound,
                format!("This {what} is on {place} and has not come over yet."),
            )
            .into()
        })
    }
}
