//! A folder with files, and a reader whose worker is this room's own program.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use manuals::limits::Costs;
use manuals::{ManualError, Reader, Refused};
use tempfile::TempDir;

use crate::forge::Forge;

/// The longest that anything here may take: a hang fails its test.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Scene {
    folder: TempDir,
    pub(crate) reader: Reader,
}

pub(crate) fn reader(costs: Costs) -> Reader {
    Reader::with(Some(env!("CARGO_BIN_EXE_manuals-worker").into()), costs)
}

/// Long enough for a busy machine, short enough for tests that run into it.
pub(crate) fn short() -> Costs {
    Costs {
        wait: Duration::from_secs(4),
        ..Costs::default()
    }
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::with(Costs {
            wait: Duration::from_secs(60),
            ..Costs::default()
        })
    }

    pub(crate) fn with(costs: Costs) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            reader: reader(costs),
        }
    }

    /// Writes a file and tells its path.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn forged(&self, name: &str, forge: &Forge) -> PathBuf {
        self.file(name, &forge.finish())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A good file is still read.
    pub(crate) fn expect_well(&self) {
        let good = self.forged("good.pdf", &Forge::with_pages(2));
        assert_eq!(self.reader.open(&good, None).unwrap().pages, 2);
        let text = self.reader.page_text(&good, 2).unwrap();
        assert_eq!(text.runs[0].text, "This is page 2.");
    }
}

/// Which refusal an answer is.
pub(crate) fn refusal<T: std::fmt::Debug>(answer: Result<T, ManualError>) -> Refused {
    match answer {
        Err(ManualError::Refused(refused)) => refused,
        other => panic!("expected a refusal: {other:?}"),
    }
}

/// Runs something that must end.
pub(crate) fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || tell.send(work()));
    told.recv_timeout(PATIENCE).expect("it ends in time")
}
