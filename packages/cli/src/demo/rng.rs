/// SplitMix64: the same seed gives the same demo on every machine and with every version of every library.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in `[from, to)`.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        from + (to - from) * unit
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.between(f64::MIN_POSITIVE, 1.0).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.between(0.0, 1.0)).cos()
    }

    /// One of them; the first where there is none to choose.
    pub fn pick<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let at = self.next() % (others.len() as u64 + 1);
        let at = usize::try_from(at).unwrap_or(0);
        at.checked_sub(1)
            .and_then(|at| others.get(at))
            .copied()
            .unwrap_or(first)
    }
}
