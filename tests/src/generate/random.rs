//! splitmix64: small, and the same everywhere.

#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xa076_1d64_78bd_642f) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// `0 ≤ x < end`; the bias of the remainder does not matter here.
    pub fn below(&mut self, end: u128) -> u128 {
        let wide = (u128::from(self.word()) << 64) | u128::from(self.word());
        wide % end
    }

    pub fn index(&mut self, end: usize) -> usize {
        self.below(end as u128) as usize
    }

    pub fn one_in(&mut self, times: u128) -> bool {
        self.below(times) == 0
    }

    /// `from ≤ x ≤ to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as u128) as i64
    }

    /// `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.word() >> 11) as f64 / (1u64 << 53) as f64
    }
}
