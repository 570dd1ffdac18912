//! Photos for paper. A worker draws each anew, small enough for half a page: no byte of a foreign file is
//! decoded in this process, and what goes into the PDF is the worker's JPEG.

use super::Stop;
use super::desk::Desk;
use super::run::Pace;
use crate::views::View;
use crate::views::workstations::DeviceNames;
use domain::RowId;
use domain::refusal::Refusal;
use domain::tables::AttachmentKind;
use paper::Picture;
use store::BlobName;

/// The longer side of a photo on paper: 84 mm at 300 dots an inch.
const PHOTO_PIXELS: u32 = 1_000;
/// Photos that one paper shows; further ones are named.
const PHOTOS_MAX: usize = 150;
/// Digits of a digest that stand beside a name.
const DIGEST_DIGITS: usize = 16;

/// Draws the photos of one paper.
pub(super) struct Darkroom<'d> {
    desk: &'d Desk,
    pace: &'d Pace,
    names: DeviceNames,
    drawn: usize,
}

/// A file of a record, as it is named on paper.
pub(super) struct FileOnPaper<'f> {
    pub(super) kind: AttachmentKind,
    pub(super) name: &'f str,
    pub(super) caption: Option<&'f str>,
    pub(super) sha256: &'f str,
    /// Its row, which says on which workstation it was attached.
    pub(super) attachment: Option<RowId>,
}

impl FileOnPaper<'_> {
    /// What stands under its picture, or in its place. The digest is there so that whoever holds the file
    /// can compare.
    pub(super) fn line(&self) -> String {
        let kind = match self.kind {
            AttachmentKind::Photo => "Photo",
            AttachmentKind::Pdf => "Paper",
        };
        let caption = self.caption.map_or_else(String::new, |text| format!(" – {text}"));
        let digest = self.sha256.get(..DIGEST_DIGITS).unwrap_or(self.sha256);
        format!("{kind} “{}”{caption} (SHA-256 {digest}…)", self.name)
    }
}

impl<'d> Darkroom<'d> {
    /// For a paper with at most so many photos.
    pub(super) fn open(desk: &'d Desk, view: &View<'_>, pace: &'d Pace, photos: usize) -> Result<Self, Refusal> {
        pace.expect(photos.min(PHOTOS_MAX) as u64);
        Ok(Self {
            desk,
            pace,
            names: DeviceNames::of(view)?,
            drawn: 0,
        })
    }

    /// The picture of a photo; otherwise the line that stands in its place.
    pub(super) fn picture(&mut self, file: &FileOnPaper<'_>) -> Result<Result<Picture, String>, Stop> {
        if file.kind == AttachmentKind::Pdf {
            return Ok(Err(file.line()));
        }
        if self.drawn >= PHOTOS_MAX {
            return Ok(Err(format!(
                "{}: not shown, this paper has {PHOTOS_MAX} photos",
                file.line()
            )));
        }
        self.drawn += 1;
        self.pace.step()?;
        let name = BlobName::parse(file.sha256);
        let held = name.map(|name| self.desk.blobs.read(&name)).transpose();
        let bytes = match held {
            Ok(bytes) => bytes.flatten(),
            Err(error) => return Ok(Err(format!("{}: {}", file.line(), Refusal::from(error).message))),
        };
        let Some(bytes) = bytes else {
            let place = file.attachment.and_then(|id| id.author());
            let place = place.map_or_else(
                || "another workstation".to_owned(),
                |(device, ..)| self.names.name(device),
            );
            return Ok(Err(format!("{}: photo on {place}", file.line())));
        };
        Ok(match self.desk.workshop.draw(bytes, 1, PHOTO_PIXELS) {
            Ok(shown) => Picture::from_jpeg(shown.picture).ok_or_else(|| format!("{}: not shown", file.line())),
            Err(error) => Err(format!("{}: {error}", file.line())),
        })
    }
}
