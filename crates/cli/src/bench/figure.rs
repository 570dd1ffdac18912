//! Figures: what was measured, beside its peer or its budget.

use crate::output::Output;
use serde::Serialize;
use std::time::Duration;

/// What a figure is measured against.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Against {
    /// Nothing: shown because it explains another figure.
    Nothing,
    /// At most so much, in the figure's own unit.
    Budget(f64),
    /// At least so much, in the figure's own unit.
    AtLeast(f64),
    /// What another way of doing the same needs: so many times what ours does.
    TimesOurs(f64),
    /// The same work without us, in the figure's own unit, and at most so many times that.
    Peer { peer: f64, ratio: f64, ratio_max: f64 },
}

/// One measured value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    what: String,
    value: f64,
    unit: &'static str,
    against: Against,
    /// None where there is nothing to keep to.
    is_within: Option<bool>,
}

/// The figures of one bench.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    bench: &'static str,
    /// How it was measured, in a sentence or two.
    how: String,
    /// What was worked on, a line each.
    worked_on: Vec<String>,
    figures: Vec<Figure>,
}

impl Report {
    pub(crate) fn new(bench: &'static str, how: impl Into<String>) -> Self {
        Self {
            bench,
            how: how.into(),
            worked_on: Vec::new(),
            figures: Vec::new(),
        }
    }

    pub(crate) fn tell(&mut self, line: impl Into<String>) {
        self.worked_on.push(line.into());
    }

    pub(crate) fn add(&mut self, what: impl Into<String>, value: f64, unit: &'static str, against: Against) {
        let is_within = match against {
            Against::Nothing | Against::TimesOurs(_) => None,
            Against::Budget(most) => Some(value <= most),
            Against::AtLeast(least) => Some(value >= least),
            Against::Peer { ratio, ratio_max, .. } => Some(ratio <= ratio_max),
        };
        self.figures.push(Figure {
            what: what.into(),
            value,
            unit,
            against,
            is_within,
        });
    }

    /// Prints the figures as a table.
    pub(crate) fn say(&self, output: &Output) {
        output.say(&format!("\n{} — {}; {} cores", self.bench, self.how, super::cores()));
        for line in &self.worked_on {
            output.say(&format!("  {line}"));
        }
        let width = self.figures.iter().map(|figure| figure.what.chars().count()).max();
        for figure in &self.figures {
            let against = match figure.against {
                Against::Nothing => String::new(),
                Against::Budget(most) => format!("budget ≤ {most} {}", figure.unit),
                Against::AtLeast(least) => format!("budget ≥ {least} {}", figure.unit),
                Against::TimesOurs(times) => format!("{times:.1} × ours"),
                Against::Peer { peer, ratio, ratio_max } => {
                    format!(
                        "SQLite alone {peer:.2} {}, ratio {ratio:.2}, budget ≤ {ratio_max}",
                        figure.unit
                    )
                }
            };
            let verdict = match figure.is_within {
                Some(false) => "  MISSED",
                _ => "",
            };
            let (what, value, unit) = (&figure.what, figure.value, figure.unit);
            output.say(&format!(
                "  {what:<width$}  {value:>9.2} {unit}  {against}{verdict}",
                width = width.unwrap_or(0)
            ));
        }
    }
}

/// Durations of the same work, to be read at a percentile.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(Vec<Duration>);

impl Sample {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// Milliseconds that so many of a hundred took at most (nearest rank).
    pub(crate) fn percentile_ms(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_value_of_its_rank() {
        let mut sample = Sample::default();
        for ms in (1..=200).rev() {
            sample.add(Duration::from_millis(ms));
        }
        assert_eq!(
            [50, 95, 99, 100].map(|p| sample.percentile_ms(p)),
            [100.0, 190.0, 198.0, 200.0]
        );
        assert_eq!(Sample::default().percentile_ms(50), 0.0);
    }

    #[test]
    fn a_figure_that_misses_its_budget_or_ratio_is_marked() {
        let mut report = Report::new("start", "once");
        report.add("under", 1.0, "ms", Against::Budget(1.0));
        report.add("over", 1.1, "ms", Against::Budget(1.0));
        let peer = |ratio| Against::Peer {
            peer: 1.0,
            ratio,
            ratio_max: 1.5,
        };
        report.add("slow", 1.6, "ms", peer(1.6));
        report.add("told", 9.0, "ms", Against::Nothing);
        report.add("too few", 9.0, "acts/s", Against::AtLeast(10.0));
        report.add("beside it", 9.0, "kB", Against::TimesOurs(3.0));
        let within: Vec<Option<bool>> = report.figures.iter().map(|figure| figure.is_within).collect();
        assert_eq!(within, [Some(true), Some(false), Some(false), None, Some(false), None]);
    }
}
