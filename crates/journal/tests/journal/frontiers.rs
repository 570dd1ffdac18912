//! Frontiers and what an entry's `seen` says.

use journal::Frontier;
use proptest::prelude::*;

use crate::cases;
use crate::samples::{device, stamp};

#[test]
fn seen_names_each_device_that_moved_on() {
    let earlier: Frontier = [stamp(1, 4), stamp(2, 9)].into_iter().collect();
    let mut now = earlier.clone();
    now.advance(stamp(1, 5));
    now.advance(stamp(1, 6));
    now.advance(stamp(2, 3));
    now.advance(stamp(3, 1));
    assert_eq!(now.delta_since(&earlier), [stamp(1, 6), stamp(3, 1)]);
    assert_eq!((now.get(device(1)), now.get(device(2)), now.get(device(4))), (6, 9, 0));
    assert!(now.contains(stamp(2, 9)) && !now.contains(stamp(2, 10)));
    assert_eq!(now.delta_since(&now), []);
}

#[test]
fn a_frontier_is_a_map_of_devices_in_json() {
    let frontier: Frontier = [stamp(0x89ab, 4)].into_iter().collect();
    let json = serde_json::to_string(&frontier).unwrap();
    assert_eq!(json, r#"{"0000000089ab":4}"#);
    assert_eq!(serde_json::from_str::<Frontier>(&json).unwrap(), frontier);
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn the_earlier_frontier_and_what_was_seen_since_give_the_later(
        first in prop::collection::vec((0_u64..5, 1_u64..20), 0..9),
        then in prop::collection::vec((0_u64..5, 1_u64..20), 0..9),
    ) {
        let mut earlier: Frontier = first.into_iter().map(|(number, seq)| stamp(number, seq)).collect();
        let mut later = earlier.clone();
        then.into_iter().for_each(|(number, seq)| later.advance(stamp(number, seq)));
        for stamp in later.delta_since(&earlier) {
            prop_assert!(!earlier.contains(stamp));
            earlier.advance(stamp);
        }
        prop_assert_eq!(earlier, later);
    }
}
