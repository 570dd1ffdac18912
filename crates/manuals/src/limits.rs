//! How large a manual may be, and how much reading it may cost.

use std::time::Duration;

use worker::limits::Limits;

/// Bytes of a file (500 MB: the largest manual that ships were seen to carry, scanned in colour).
pub const FILE_BYTES_MAX: u64 = 500_000_000;
/// Pages of a file.
pub const PAGES_MAX: u32 = 10_000;
/// Bytes of a password.
pub const PASSWORD_BYTES_MAX: usize = 1_000;
/// Lines of the contents that a file carries; those behind them are left out.
pub const OUTLINE_LINES_MAX: usize = 20_000;
/// How deep the contents go; deeper lines stand at this level.
pub const OUTLINE_LEVELS_MAX: u32 = 16;
/// Characters that are read of one page; those behind them are left out.
pub const CHARACTERS_MAX: u32 = 200_000;
/// Links of one page.
pub const LINKS_MAX: usize = 2_000;
/// Bytes of an address that a link leads to.
pub const ADDRESS_BYTES_MAX: usize = 2_000;
/// Pixels of a drawn page; a larger one is drawn smaller.
pub const PIXELS_MAX: u32 = 16_000_000;
/// Pixels of a drawn page along one side.
pub const SIDE_PIXELS_MAX: u32 = 16_000;
/// Bytes of one answer: the pixels above, or a page's characters as JSON.
pub const ANSWER_BYTES_MAX: usize = 96 << 20;
/// Files that the worker keeps open.
pub const FILES_OPEN_MAX: usize = 4;
/// Bytes of a file's beginning and of its end that are searched for what is ignored.
pub const SEARCHED_BYTES_MAX: u64 = 16 << 20;

/// What reading may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Costs {
    /// Memory of the worker, in bytes.
    pub memory_bytes: u64,
    /// How long a person waits for one answer.
    pub wait: Duration,
    /// How long an answer may take that nobody asked for yet.
    pub wait_ahead: Duration,
    /// How long a wanted answer waits for one that is drawn ahead.
    pub wait_behind: Duration,
    /// Answers after which the worker is replaced, whatever its state.
    pub answers: u32,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            memory_bytes: 1 << 30,
            wait: Duration::from_secs(10),
            wait_ahead: Duration::from_secs(2),
            wait_behind: Duration::from_millis(250),
            answers: 1_000,
        }
    }
}

impl Costs {
    /// The same as the system holds them. A worker answers many times, so its time on the processor is that
    /// of all its answers together: it is replaced before it can reach the limit.
    pub(crate) fn limits(&self) -> Limits {
        let wait_ms = u64::try_from(self.wait.as_millis()).unwrap_or(u64::MAX);
        let seconds = self.wait.as_secs().max(1);
        Limits {
            memory_bytes: self.memory_bytes,
            cpu_seconds: seconds.saturating_mul(u64::from(self.answers) + 1),
            wait_ms,
        }
    }
}
