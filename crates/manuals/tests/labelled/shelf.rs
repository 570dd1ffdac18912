//! The demo vessel's manuals as they are read.

use manuals::Reader;
use manuals::finding::{Closeness, Found, Manual, Question, find};
use manuals::limits::Costs;
use manuals::structure::{Structure, Survey};
use std::time::Duration;

/// The seed of the demo vessel in tests.
pub(crate) const SEED: u64 = 7;

/// A manual of the demo vessel, and what was read of it.
pub(crate) struct Read {
    pub(crate) manual: demo::manuals::Manual,
    pub(crate) structure: Structure,
}

/// All manuals, read in the worker process.
pub(crate) fn all() -> Vec<Read> {
    let folder = tempfile::tempdir().unwrap();
    let patient = Costs {
        wait: Duration::from_secs(60),
        ..Costs::default()
    };
    let reader = Reader::with(Some(env!("CARGO_BIN_EXE_manuals-worker").into()), patient);
    let read = |manual: demo::manuals::Manual| {
        let path = folder.path().join(manual.file_name);
        std::fs::write(&path, &manual.bytes).unwrap();
        let pages = reader.open(&path, None).unwrap().pages;
        let mut survey = Survey::new(&reader.outline(&path).unwrap());
        for page in 1..=pages {
            survey.take(&reader.page_text(&path, page).unwrap());
        }
        Read {
            manual,
            structure: survey.finish(),
        }
    };
    demo::manuals(SEED).into_iter().map(read).collect()
}

impl Read {
    /// The answer to a code, from this manual as the one that is linked to the machine.
    pub(crate) fn asked(&self, code: &str) -> Option<Found> {
        let question = Question {
            code,
            ..Question::default()
        };
        self.answered(&question)
    }

    pub(crate) fn answered(&self, question: &Question<'_>) -> Option<Found> {
        let manual = Manual {
            closeness: Closeness::Linked,
            sections: &self.structure.sections,
            rows: &self.structure.proposals,
            chunks: &self.structure.chunks,
        };
        find(question, &[], &[manual])
    }

    pub(crate) fn section(&self, found: &Found) -> String {
        let section = found
            .best
            .section
            .and_then(|at| self.structure.sections.get(at as usize));
        section.map(|section| section.title.clone()).unwrap_or_default()
    }
}
