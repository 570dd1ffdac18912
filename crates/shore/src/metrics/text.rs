//! Prometheus' text exposition format, version 0.0.4.

use std::fmt::Write;

/// Stands before every name.
const PREFIX: &str = "celeste_shore";
const MS_PER_SECOND: u64 = 1_000;

/// A page as it grows.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn gauge(&mut self, name: &str, what: &str, value: u64) {
        self.head(name, what, "gauge");
        self.line(format_args!("{PREFIX}_{name} {value}"));
    }

    pub(super) fn counter(&mut self, name: &str, what: &str, value: u64) {
        self.head(name, what, "counter");
        self.line(format_args!("{PREFIX}_{name} {value}"));
    }

    pub(super) fn counters_by(
        &mut self,
        name: &str,
        what: &str,
        label: &str,
        values: impl Iterator<Item = (&'static str, u64)>,
    ) {
        self.head(name, what, "counter");
        for (word, value) in values {
            self.line(format_args!("{PREFIX}_{name}{{{label}=\"{word}\"}} {value}"));
        }
    }

    /// Bounds and sum come in milliseconds and are written in seconds.
    pub(super) fn histogram(
        &mut self,
        name: &str,
        what: &str,
        within: impl Iterator<Item = (u64, u64)>,
        count: u64,
        sum_ms: u64,
    ) {
        self.head(name, what, "histogram");
        for (bound_ms, value) in within {
            let bound = seconds(bound_ms);
            self.line(format_args!("{PREFIX}_{name}_bucket{{le=\"{bound}\"}} {value}"));
        }
        self.line(format_args!("{PREFIX}_{name}_bucket{{le=\"+Inf\"}} {count}"));
        self.line(format_args!("{PREFIX}_{name}_sum {}", seconds(sum_ms)));
        self.line(format_args!("{PREFIX}_{name}_count {count}"));
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn head(&mut self, name: &str, what: &str, kind: &str) {
        self.line(format_args!("# HELP {PREFIX}_{name} {what}"));
        self.line(format_args!("# TYPE {PREFIX}_{name} {kind}"));
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        writeln!(self.0, "{line}").expect("a string takes any text");
    }
}

fn seconds(ms: u64) -> String {
    let (whole, rest) = (ms / MS_PER_SECOND, ms % MS_PER_SECOND);
    let text = format!("{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
