//! Counts made apart: where stock may be counted twice, until a person counts again.
//!
//! A count posts the difference between what was counted and what its author's replica showed. A movement
//! that its author had not seen, and whose own author had not seen the count, may already have been in
//! what was counted: nobody can tell but who looks into the storeroom again. Nothing is netted off.

use std::collections::{HashMap, HashSet};

use journal::RowId;

/// A movement at one place, as far as this rule asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The movement.
    pub id: RowId,
    /// Whether it says what was counted.
    pub is_count: bool,
    /// The movement that it takes back.
    pub reverses: Option<RowId>,
}

/// The pairs of a count and another movement of one part at one place that may both hold the same goods,
/// by their places in `movements`; of two counts the one that stands first comes first.
///
/// `saw(a, b)` says whether the author of the first had seen the second. A pair is settled when one of the
/// two is reversed, or when a later count, not reversed itself, had seen both. A reversal and what it takes
/// back are nothing to a count that had seen neither.
///
/// # Errors
/// What `saw` returns.
pub fn apart<E>(
    movements: &[Moved],
    mut saw: impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<Vec<(usize, usize)>, E> {
    let places: HashMap<RowId, usize> = movements.iter().enumerate().map(|(at, moved)| (moved.id, at)).collect();
    let reversed: HashSet<RowId> = movements.iter().filter_map(|moved| moved.reverses).collect();
    let stands = |at: &usize| !reversed.contains(&movements[*at].id);
    let counts: Vec<usize> = (0..movements.len())
        .filter(|at| movements[*at].is_count && stands(at))
        .collect();
    let mut pairs = Vec::new();
    for &count in &counts {
        for other in (0..movements.len()).filter(stands) {
            let is_told_already = movements[other].is_count && other <= count;
            if is_told_already || saw(count, other)? || saw(other, count)? {
                continue;
            }
            if let Some(&taken_back) = movements[other].reverses.and_then(|id| places.get(&id))
                && !saw(count, taken_back)?
            {
                continue;
            }
            let mut is_settled = false;
            for &later in counts.iter().filter(|later| **later != count && **later != other) {
                is_settled = is_settled || (saw(later, count)? && saw(later, other)?);
            }
            if !is_settled {
                pairs.push((count, other));
            }
        }
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use journal::DeviceNumber;
    use std::convert::Infallible;

    fn id(at: usize) -> RowId {
        RowId::new(DeviceNumber::new(1).unwrap(), at as u64 + 1, 0).unwrap()
    }

    fn moved(at: usize, is_count: bool, reverses: Option<usize>) -> Moved {
        Moved {
            id: id(at),
            is_count,
            reverses: reverses.map(id),
        }
    }

    /// `c` a count, `m` a movement, `rN` the reversal of N; and who had seen whom.
    fn check(spelt: &str, seen: &[(usize, usize)], expected: &[(usize, usize)]) {
        let movements: Vec<Moved> = spelt
            .split(' ')
            .enumerate()
            .map(|(at, word)| match word.split_at(1) {
                ("c", _) => moved(at, true, None),
                ("m", _) => moved(at, false, None),
                (_, of) => moved(at, false, Some(of.parse().unwrap())),
            })
            .collect();
        let saw = |a: usize, b: usize| Ok::<_, Infallible>(seen.contains(&(a, b)));
        assert_eq!(apart(&movements, saw).unwrap(), expected, "{spelt} {seen:?}");
    }

    #[test]
    fn a_count_and_a_movement_that_had_not_seen_each_other_may_be_counted_twice() {
        check("m c", &[], &[(1, 0)]);
        check("m c", &[(1, 0)], &[]);
        check("m c", &[(0, 1)], &[]);
        check("m m", &[], &[]);
    }

    #[test]
    fn two_counts_made_apart_are_one_pair() {
        check("c c", &[], &[(0, 1)]);
        check("c c", &[(1, 0)], &[]);
    }

    #[test]
    fn a_later_count_that_had_seen_both_settles_it_and_one_that_had_seen_one_does_not() {
        check("c m c", &[(2, 0), (2, 1)], &[]);
        check("c m c", &[(2, 0)], &[(0, 1), (2, 1)]);
    }

    #[test]
    fn a_later_count_that_was_reversed_settles_nothing() {
        check("c m c r2", &[(2, 0), (2, 1), (3, 2), (3, 0), (3, 1)], &[(0, 1)]);
    }

    #[test]
    fn reversing_one_of_the_two_settles_it() {
        check("c m r0", &[(2, 0), (2, 1)], &[]);
        check("c m r1", &[(2, 0), (2, 1)], &[]);
        // Taken back before anybody heard of it: as if it had not been.
        check("c m r1", &[(2, 1)], &[]);
    }

    #[test]
    fn a_reversal_that_a_count_had_not_seen_may_be_counted_twice_if_it_had_seen_the_movement() {
        check("m c r0", &[(1, 0), (2, 0)], &[(1, 2)]);
        check("m c r0", &[(1, 0), (2, 0), (2, 1)], &[]);
    }
}
