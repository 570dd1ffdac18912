//! The closing table of `test`: which part took how long, and how it ended.

use std::fmt;
use std::time::{Duration, Instant};

use crate::step::Failure;

/// Takes the time of a step or a part.
pub(crate) struct Watch(Instant);

impl Watch {
    #[allow(clippy::disallowed_methods, reason = "the build house has no shipped clock to ask")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Took {
        Took(self.passed())
    }

    pub(crate) fn passed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A length of time, shown as `m:ss min`, or seconds with one decimal below a minute.
#[derive(Clone, Copy)]
pub(crate) struct Took(Duration);

impl Took {
    pub(crate) fn new(time: Duration) -> Self {
        Self(time)
    }
}

impl fmt::Display for Took {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        if seconds < 60 {
            write!(out, "{:.1} s", self.0.as_secs_f64())
        } else {
            write!(out, "{}:{:02} min", seconds / 60, seconds % 60)
        }
    }
}

/// What became of each part so far.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    took: Took,
    trouble: Option<Failure>,
}

impl Table {
    /// Runs one part under its heading and keeps how it ended.
    pub(crate) fn part(&mut self, name: &'static str, run: impl FnOnce() -> Result<(), Failure>) {
        println!("\n━━ {name} ━━");
        let watch = Watch::start();
        let trouble = run().err();
        let took = watch.elapsed();
        match &trouble {
            None => println!("\n━━ {name}: passed in {took} ━━"),
            Some(failure) => println!("\n━━ {name}: FAILED after {took}: {failure} ━━"),
        }
        self.rows.push(Row { name, took, trouble });
    }

    /// Whether any part failed, as one sentence.
    ///
    /// # Errors
    /// Names the failed parts.
    pub(crate) fn verdict(&self) -> Result<(), Failure> {
        let failed: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.trouble.is_some())
            .map(|row| row.name)
            .collect();
        if failed.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!("failed: {}", failed.join(", "))))
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<10} {:>10}  result", "part", "time")?;
        for row in &self.rows {
            write!(out, "{:<10} {:>10}  ", row.name, row.took.to_string())?;
            match &row.trouble {
                None => writeln!(out, "passed")?,
                Some(failure) => writeln!(out, "FAILED: {failure}")?,
            }
        }
        let total = Took(self.rows.iter().map(|row| row.took.0).sum());
        write!(out, "{:<10} {:>10}", "total", total.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_in_seconds_and_then_in_minutes() {
        assert_eq!(Took(Duration::from_millis(3_540)).to_string(), "3.5 s");
        assert_eq!(Took(Duration::from_secs(605)).to_string(), "10:05 min");
    }

    #[test]
    fn the_parts_after_a_failed_one_still_run_and_the_verdict_names_it() {
        let mut table = Table::default();
        table.part("fmt", || Err(Failure::new("not formatted")));
        table.part("house", || Ok(()));
        assert_eq!(
            table.verdict().map_err(|failure| failure.to_string()),
            Err("failed: fmt".to_owned())
        );
        assert!(table.to_string().contains("house"));
    }
}
