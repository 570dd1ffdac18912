//! Randomness that a seed decides: the same voyage again for the same seed.

/// Step of the SplitMix64 generator (Steele, Lea and Flood, 2014): the golden ratio in 64 bits.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

/// A die with any number of sides.
#[derive(Clone, Debug)]
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        let mut dice = Self { state: seed };
        // Neighbouring seeds begin far apart.
        dice.state = dice.next();
        dice
    }

    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GAMMA);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 … `sides` - 1; 0 for a die without sides.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        if sides == 0 { 0 } else { self.next() % sides }
    }

    pub(super) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True once in `of`.
    pub(super) fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    pub(super) fn pick<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        let index = usize::try_from(self.below(things.len() as u64)).ok()?;
        things.get(index)
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.next() as u8)
    }
}
