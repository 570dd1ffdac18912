//! What the exchange promises, shown by cases and by properties.
//!
//! `PROPTEST_CASES` raises the number of cases of every property, as the long run does.

#![allow(clippy::unwrap_used)]

mod arbitrary;
mod batches;
mod budget;
mod codes;
mod demo_vessel;
mod expected;
mod golden;
mod hostile;
mod messages;
mod samples;

/// So many cases, unless the environment asks for another number.
fn cases(usual: u32) -> proptest::test_runner::Config {
    use proptest::test_runner::Config;
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = if asked {
        Config::default()
    } else {
        Config::with_cases(usual)
    };
    // A failing case belongs into a test by name, not into a file beside the source.
    Config {
        failure_persistence: None,
        ..config
    }
}
