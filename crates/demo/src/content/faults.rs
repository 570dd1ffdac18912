//! Sixty faults of the last 120 days, in the words of those who reported them.

mod deck;
mod guest;
mod machinery;

use domain::tables::{ResolvedHow, Severity};

/// A fault as somebody reported it.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// How work orders name it.
    pub key: &'static str,
    /// Days before now on which it was noticed.
    pub days_ago: u32,
    /// Code of the equipment; empty when nobody named one.
    pub equipment: &'static str,
    /// Code as on the display; may be empty.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub title: &'static str,
    /// What was seen; may be empty.
    pub description: &'static str,
    /// How bad.
    pub severity: Severity,
    /// Key of the person who wrote it down.
    pub by: &'static str,
    /// Who told that person, where it was not a member of the crew.
    pub told_by: &'static str,
    /// How it was settled, by an act of its own.
    pub resolved: Option<Resolved>,
}

/// How a fault was settled.
#[derive(Clone, Copy, Debug)]
pub struct Resolved {
    /// In one word.
    pub how: ResolvedHow,
    /// In the crew's words; may be empty.
    pub note: &'static str,
    /// Key of the person.
    pub by: &'static str,
    /// Hours after the report; work on it is done before.
    pub after_hours: u32,
}

/// `what` is: equipment code, code on the display, title, description.
const fn fault(
    key: &'static str,
    days_ago: u32,
    severity: Severity,
    by: &'static str,
    what: [&'static str; 4],
) -> Fault {
    Fault {
        key,
        days_ago,
        equipment: what[0],
        code: what[1],
        title: what[2],
        description: what[3],
        severity,
        by,
        told_by: "",
        resolved: None,
    }
}

impl Fault {
    /// Somebody who is not of the crew saw it.
    const fn told_by(mut self, whom: &'static str) -> Self {
        self.told_by = whom;
        self
    }

    /// Settled later, by an act of its own.
    const fn resolved(mut self, how: ResolvedHow, note: &'static str, by: &'static str, after_hours: u32) -> Self {
        self.resolved = Some(Resolved {
            how,
            note,
            by,
            after_hours,
        });
        self
    }
}

/// Every fault.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    [machinery::ROWS, guest::ROWS, deck::ROWS].into_iter().flatten()
}
