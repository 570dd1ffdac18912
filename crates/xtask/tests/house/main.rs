//! The house rules of `ARCHITECTURE.md`, held by tests: what may use what, and how the code reads.
//!
//! Each test names the place and the rule that it breaks, so the message alone says what to do.
//! What clippy, rustfmt and ESLint can hold is held there and not repeated here.

mod files;
mod graph;
mod names;
mod sources;
mod survived;

/// Fails with one line per finding.
fn expect_none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}
