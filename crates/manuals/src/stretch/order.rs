//! The order in which a person reads what stands on a page.

use crate::page::Area;

/// How finely the width of a page is looked through for a gutter.
const STRIPS: usize = 200;
/// Between which parts of the width a gutter may lie.
const GUTTER_FROM: usize = STRIPS * 3 / 10;
const GUTTER_TO: usize = STRIPS * 7 / 10;
/// Runs that each column has at least; fewer are no column.
const COLUMN_RUNS: usize = 6;
/// How much of its column's width a run of text fills on average; the cells of a table fill less.
const FILLED: f32 = 0.6;
/// How many of all runs may stand across both columns (headings, notes).
const ACROSS: f32 = 0.2;
/// Baselines closer than so many parts of the height are one line.
const SAME_LINE: f32 = 0.35;

/// One run, as far as the order depends on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub(crate) area: Area,
    pub(crate) baseline: f32,
    /// Whether it reads from left to right.
    pub(crate) is_level: bool,
}

/// The runs by their index, line by line; of two columns of text the left one first. What stands on its side
/// comes last, each run a line of its own.
pub(crate) fn lines(runs: &[Placed]) -> Vec<Vec<usize>> {
    let (level, turned): (Vec<usize>, Vec<usize>) = (0..runs.len()).partition(|index| runs[*index].is_level);
    let mut found = match gutter(runs, &level) {
        Some(gutter) => in_columns(runs, &level, gutter),
        None => in_lines(runs, level),
    };
    found.extend(turned.into_iter().map(|index| vec![index]));
    found
}

/// From top to bottom, each line from left to right.
fn in_lines(runs: &[Placed], mut members: Vec<usize>) -> Vec<Vec<usize>> {
    members.sort_by(|one, other| runs[*one].baseline.total_cmp(&runs[*other].baseline));
    let mut found: Vec<Vec<usize>> = Vec::new();
    for index in members {
        let run = &runs[index];
        let last = found.last_mut().filter(|line| {
            let first = &runs[line[0]];
            run.baseline - first.baseline <= SAME_LINE * run.area.height.max(first.area.height)
        });
        match last {
            Some(line) => line.push(index),
            None => found.push(vec![index]),
        }
    }
    for line in &mut found {
        line.sort_by(|one, other| runs[*one].area.left.total_cmp(&runs[*other].area.left));
    }
    found
}

/// Bands between the runs that stand across: of each the left column, then the right one.
fn in_columns(runs: &[Placed], members: &[usize], gutter: f32) -> Vec<Vec<usize>> {
    let is_across = |index: usize| side(&runs[index].area, gutter).is_none();
    let mut sorted = members.to_vec();
    sorted.sort_by(|one, other| runs[*one].baseline.total_cmp(&runs[*other].baseline));
    let mut found = Vec::new();
    for band in sorted.chunk_by(|one, other| is_across(*one) == is_across(*other)) {
        let (left, right): (Vec<usize>, Vec<usize>) = band
            .iter()
            .partition(|index| side(&runs[**index].area, gutter) != Some(Side::Right));
        found.extend(in_lines(runs, left));
        found.extend(in_lines(runs, right));
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// On which side of the gutter; none when it stands across.
fn side(area: &Area, gutter: f32) -> Option<Side> {
    if area.left + area.width <= gutter {
        Some(Side::Left)
    } else if area.left >= gutter {
        Some(Side::Right)
    } else {
        None
    }
}

/// Where two columns of text part.
fn gutter(runs: &[Placed], members: &[usize]) -> Option<f32> {
    let areas = || members.iter().map(|index| runs[*index].area);
    let left = areas().map(|area| area.left).reduce(f32::min)?;
    let right = areas().map(|area| area.left + area.width).reduce(f32::max)?;
    let strip = (right - left) / STRIPS as f32;
    if strip.is_nan() || strip <= 0.0 {
        return None;
    }
    // How many runs stand on each strip, from where they begin and end.
    let mut steps = vec![0_i64; STRIPS + 1];
    let at = |x: f32| (((x - left) / strip) as usize).min(STRIPS);
    for area in areas() {
        steps[at(area.left)] += 1;
        steps[(at(area.left + area.width) + 1).min(STRIPS)] -= 1;
    }
    let mut standing = 0;
    let counts: Vec<i64> = steps
        .iter()
        .map(|step| {
            standing += step;
            standing
        })
        .collect();
    let least = *counts.get(GUTTER_FROM..GUTTER_TO)?.iter().min()?;
    let emptiest: Vec<usize> = (GUTTER_FROM..GUTTER_TO)
        .filter(|strip| counts[*strip] == least)
        .collect();
    let middle = *emptiest.get(emptiest.len() / 2)?;
    let gutter = left + (middle as f32 + 0.5) * strip;
    let is_column = |wanted: Side, width: f32| {
        let widths: Vec<f32> = areas()
            .filter(|area| side(area, gutter) == Some(wanted))
            .map(|area| area.width)
            .collect();
        widths.len() >= COLUMN_RUNS && widths.iter().sum::<f32>() >= FILLED * width * widths.len() as f32
    };
    let across = areas().filter(|area| side(area, gutter).is_none()).count();
    let is_parted = is_column(Side::Left, gutter - left)
        && is_column(Side::Right, right - gutter)
        && across as f32 <= ACROSS * members.len() as f32;
    is_parted.then_some(gutter)
}
