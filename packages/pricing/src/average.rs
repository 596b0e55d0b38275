//! A moving average that forgets half of a distance in every half-life.

use ballast_risk::integer::mul_div_down;
use ballast_risk::{Price, Seconds};

/// 1 in the scale of [`decay_down`]: 2^64.
pub(crate) const DECAY_ONE: u128 = 1 << 64;
/// ln 2 · 2^64, to the nearest.
const LN_2: u128 = 12_786_308_645_202_655_660;
/// Terms of the series: the next is below 2^-64 for every exponent up to ln 2.
const TERMS: u128 = 20;
/// Beyond 2^-64 nothing is left in this scale.
const MAX_HALVINGS: u128 = 64;

/// How fast a price forgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfLife(Seconds);

impl HalfLife {
    /// `None` of 0.
    pub fn new(length: Seconds) -> Option<Self> {
        (length > Seconds::ZERO).then_some(Self(length))
    }

    pub fn length(self) -> Seconds {
        self.0
    }
}

/// The average after `elapsed` in which `held` was the price in force: hold-last, `held + (average − held) · 2^(−dt/H)`.
///
/// Splitting an interval changes nothing but roundings: each call is within 1e-18 USD and 2^-58 of the distance of the
/// exact figure, and rounds towards the price in force, so the result never leaves the two.
pub fn average(before: Price, held: Price, elapsed: Seconds, half_life: HalfLife) -> Price {
    let distance = before.raw().abs_diff(held.raw());
    // the factor is at most 1, so the product fits
    let left =
        mul_div_down(distance, decay_down(elapsed, half_life), DECAY_ONE).unwrap_or(distance);
    Price::new(if before > held {
        held.raw().saturating_add(left)
    } else {
        held.raw().saturating_sub(left)
    })
}

/// `2^(−elapsed / H)` in the scale 2^-64, within 2^-58 and at most 1.
///
/// The whole halvings are a shift; for the rest the series of the exponential function: `1 − z + z²/2! − …` with
/// `z = ln 2 · rest / H < ln 2`. Each of its terms is a multiplication and a division, each wrong by less than 2^-64.
pub(crate) fn decay_down(elapsed: Seconds, half_life: HalfLife) -> u128 {
    let (elapsed, half_life) = (u128::from(elapsed), u128::from(half_life.0));
    // neither 0 nor too large: the half-life is not 0, and all factors are below 2^64
    let halvings = mul_div_down(elapsed, 1, half_life).unwrap_or(MAX_HALVINGS);
    if halvings >= MAX_HALVINGS {
        return 0;
    }
    let rest = elapsed.saturating_sub(halvings.saturating_mul(half_life));
    let z = mul_div_down(LN_2, rest, half_life).unwrap_or(LN_2);
    let (mut plus, mut minus, mut term) = (DECAY_ONE, 0u128, DECAY_ONE);
    for place in 1..=TERMS {
        term = mul_div_down(term, z, place.saturating_mul(DECAY_ONE)).unwrap_or(0);
        let side = if place & 1 == 0 {
            &mut plus
        } else {
            &mut minus
        };
        *side = side.saturating_add(term);
    }
    // at most 63 halvings are left
    plus.saturating_sub(minus).min(DECAY_ONE) >> halvings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    const HALF_HOUR: u64 = 1_800;

    fn half_life(seconds: u64) -> HalfLife {
        HalfLife::new(Seconds::new(seconds)).unwrap()
    }

    fn after(before: &str, held: &str, elapsed: u64) -> String {
        let (before, held): (Price, Price) = (before.parse().unwrap(), held.parse().unwrap());
        average(before, held, Seconds::new(elapsed), half_life(HALF_HOUR)).to_string()
    }

    #[test]
    fn half_of_the_distance_is_gone_after_each_half_life() {
        assert_eq!(after("10", "6", 0), "10");
        assert_eq!(after("10", "6", 1_800), "8");
        assert_eq!(after("10", "6", 3_600), "7");
        assert_eq!(after("6", "10", 5_400), "9.5");
        assert_eq!(after("10", "6", 64 * 1_800), "6");
    }

    /// By Python's decimal with 80 digits: floor(2^64 · 2^(−x)).
    #[test]
    fn the_factor_is_within_its_bound_of_the_exact_one() {
        for (elapsed, exact) in [
            (1, EXACT_1),
            (15, EXACT_15),
            (600, EXACT_600),
            (1_799, EXACT_1799),
            (1_801, EXACT_1801),
            (86_400, EXACT_86400),
        ] {
            let found = decay_down(Seconds::new(elapsed), half_life(HALF_HOUR));
            assert!(
                found.abs_diff(exact) <= 1 << 6,
                "{elapsed}: {found} {exact}"
            );
        }
    }
    const EXACT_1: u128 = 18_439_641_936_446_208_053;
    const EXACT_15: u128 = 18_340_498_645_898_814_135;
    const EXACT_600: u128 = 14_641_190_473_997_345_813;
    const EXACT_1799: u128 = 9_226_924_473_201_555_106;
    const EXACT_1801: u128 = 9_219_820_968_223_104_026;
    const EXACT_86400: u128 = 65_535;

    proptest! {
        #[test]
        fn splitting_an_interval_changes_nothing(
            before in 1u128..1_000_000_000_000_000_000_000_000_000,
            held in 1u128..1_000_000_000_000_000_000_000_000_000,
            first in 0u64..100_000,
            second in 0u64..100_000,
            seconds in 1u64..100_000,
        ) {
            let (before, held, by) = (Price::new(before), Price::new(held), half_life(seconds));
            let (first, second) = (Seconds::new(first), Seconds::new(second));
            let whole = average(before, held, Seconds::new(second.after(first.raw())), by);
            let parts = average(average(before, held, first, by), held, second, by);
            // two roundings against one, and three factors each within 2^-58
            let allowed = 2 + (before.raw().abs_diff(held.raw()) >> 56);
            prop_assert!(whole.raw().abs_diff(parts.raw()) <= allowed, "P-41: {whole} {parts}");
        }

        #[test]
        fn it_stays_between_what_it_was_and_what_is_held(
            before: u64, held: u64, elapsed in 0u64..100_000, seconds in 1u64..100_000
        ) {
            let (before, held) = (Price::new(before.into()), Price::new(held.into()));
            let found = average(before, held, Seconds::new(elapsed), half_life(seconds));
            prop_assert!(before.min(held) <= found && found <= before.max(held), "P-41");
        }
    }
}
