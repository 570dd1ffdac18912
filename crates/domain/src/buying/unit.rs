//! What is counted in whole pieces.

use crate::quantity::Quantity;

/// Units in which nothing is bought by halves. Of any other unit (l, kg, m) a part of one is meant.
const WHOLE: &[&str] = &[
    "bag", "bags", "bottle", "bottles", "box", "boxes", "can", "cans", "drum", "drums", "ea", "each", "item", "items",
    "kit", "kits", "pack", "packs", "pair", "pairs", "pc", "pce", "pcs", "piece", "pieces", "roll", "rolls", "set",
    "sets", "sheet", "sheets", "st", "stk", "stück", "tin", "tins", "tube", "tubes", "unit", "units",
];

/// Whether the unit is counted in whole pieces.
#[must_use]
pub fn is_whole(unit: &str) -> bool {
    let plain = unit.trim().trim_end_matches('.').to_lowercase();
    WHOLE.contains(&plain.as_str())
}

/// Whether so many of the unit can be bought.
#[must_use]
pub fn fits(unit: &str, quantity: Quantity) -> bool {
    !is_whole(unit) || quantity.decimal().is_integer()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_is_bought_by_halves_that_is_counted_in_pieces() {
        for (unit, quantity, fit) in [
            ("pcs", "2", true),
            ("pcs", "2.5", false),
            ("Set", "0.5", false),
            ("Stk.", "1.5", false),
            ("l", "2.5", true),
            ("m", "0.0001", true),
            ("pcs", "3.0", true),
        ] {
            assert_eq!(fits(unit, quantity.parse().unwrap()), fit, "{quantity} {unit}");
        }
    }
}
