//! Exchanges with each link until nothing is left to say, for whoever waits for it at a terminal.

use crate::error::Error;
use crate::program::Program;
use domain::refusal::Code;
use serde::Serialize;
use std::sync::Arc;
use sync::runner::{OnceError, once};

/// What exchanging once over one link came to.
#[derive(Debug, Serialize)]
pub struct OnceLine {
    /// The link.
    pub peer: i64,
    /// What people call its other side.
    pub name: String,
    /// Whether both sides were compared and hold the same.
    pub is_up_to_date: bool,
    /// Entries sent.
    pub sent: u64,
    /// Entries received.
    pub received: u64,
    /// Bytes of frames in both directions.
    pub bytes: u64,
    /// Requests that were answered.
    pub round_trips: u64,
    /// Acts that the other side is still not known to hold.
    pub waiting: u64,
    /// What is in the way.
    pub trouble: Option<super::strip::Trouble>,
    /// Photos and papers sent.
    pub files_sent: u64,
    /// Photos and papers received.
    pub files_received: u64,
    /// Photos and papers that are still on one side only, or on neither.
    pub files: super::strip::FilesWaiting,
    /// What was odd about the certificate.
    pub doubt: Option<String>,
}

impl Program {
    /// Exchanges over that link, or over every one that has an address, and waits for it; photos and papers
    /// go as well where they are wanted. `progress` hears how many entries are here and how many the other side holds.
    ///
    /// # Errors
    /// When there is no such link, or the replica cannot be used. What is in the way of an exchange is no
    /// error: it stands in the line.
    pub fn sync_once(
        &self,
        peer: Option<i64>,
        with_files: bool,
        mut progress: impl FnMut(u64, Option<u64>),
    ) -> Result<Vec<OnceLine>, Error> {
        let (book, shelf) = (self.book()?, Arc::new(self.shelf()?));
        let mut peers = self.reading(|records| Ok(records.peers()?))?;
        peers.retain(|known| peer.is_none_or(|id| id == known.id) && known.setting.address.is_some());
        if peers.is_empty() {
            return Err(refused(OnceError::NoPeer));
        }
        let mut lines = Vec::new();
        for peer in peers {
            let came = once(&shelf, &book, peer.id, with_files, |held, theirs| {
                let count = |frontier: &journal::Frontier| frontier.iter().map(|stamp| stamp.seq).sum();
                progress(count(held), theirs.map(count));
            })
            .map_err(refused)?;
            lines.push(OnceLine {
                peer: peer.id,
                name: peer.setting.name,
                is_up_to_date: came.status.state == sync::LinkState::UpToDate,
                sent: came.sent.entries,
                received: came.received.entries,
                bytes: came.sent.bytes + came.received.bytes,
                round_trips: came.round_trips,
                waiting: came.status.waiting,
                trouble: came.status.words().map(Into::into),
                files_sent: came.files_sent.files,
                files_received: came.files_received.files,
                files: super::strip::FilesWaiting::of(&came.status),
                doubt: came.doubt.map(|doubt| doubt.sentence().to_owned()),
            });
        }
        Ok(lines)
    }
}

fn refused(error: OnceError) -> Error {
    match error {
        OnceError::Store(error) => error.into(),
        error @ OnceError::NoPeer => Error::new(Code::WrongState, error.to_string()),
        error @ OnceError::Client(_) => Error::new(Code::Invalid, error.to_string()),
        error @ OnceError::Io(_) => Error::new(Code::Fault, error.to_string()),
    }
}
