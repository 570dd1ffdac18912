//! The gateway's log: one JSON object per line on the error stream.
//!
//! Invariant: no personal data. A line names vessels by id, devices by number, and counts; never a
//! person, a text that somebody wrote, a code, a key or an address of the internet.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// Which variable says how much is logged (`info` without it; `shore=debug`, …).
pub const LEVEL_VARIABLE: &str = "CELESTE_SHORE_LOG";

/// Starts the log. Call it once, before anything else.
pub fn start() {
    let filter = EnvFilter::builder()
        .with_env_var(LEVEL_VARIABLE)
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    // Fails only when a log was started before, as in tests that share a process.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .try_init();
}
