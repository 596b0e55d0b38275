//! Wide signed integers for the quadratic form of the health test.

use super::correlation::Correlation;
use super::NumError;
use ruint::aliases::U256;
use ruint::{algorithms, Uint};

/// Squares of exposures with the denominators of ramps: see `valuation::exposure` for the bound.
pub(crate) type Wide = Uint<640, 10>;
/// Roots of [`Wide`], and points on a line.
pub(crate) type Line = Uint<320, 5>;

/// An exposure.
pub(crate) type S256 = Signed<256, 4>;
/// A product of exposures.
pub(crate) type SWide = Signed<640, 10>;

/// Sign and magnitude. Zero is never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signed<const BITS: usize, const LIMBS: usize> {
    negative: bool,
    magnitude: Uint<BITS, LIMBS>,
}

impl<const BITS: usize, const LIMBS: usize> Signed<BITS, LIMBS> {
    pub(crate) const ZERO: Self = Self {
        negative: false,
        magnitude: Uint::ZERO,
    };

    pub(crate) fn new(negative: bool, magnitude: Uint<BITS, LIMBS>) -> Self {
        Self {
            negative: negative && !magnitude.is_zero(),
            magnitude,
        }
    }

    /// `a − b`.
    pub(crate) fn difference(a: Uint<BITS, LIMBS>, b: Uint<BITS, LIMBS>) -> Self {
        if a >= b {
            Self::new(false, a.wrapping_sub(b))
        } else {
            Self::new(true, b.wrapping_sub(a))
        }
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn magnitude(&self) -> Uint<BITS, LIMBS> {
        self.magnitude
    }

    /// `self / by`, where nothing is left over; zero where `by` is.
    pub(crate) fn div_exact(self, by: Uint<BITS, LIMBS>) -> Self {
        let whole = self.magnitude.checked_div(by);
        Self::new(self.negative, whole.unwrap_or(Uint::ZERO))
    }

    pub(crate) fn negate(self) -> Self {
        Self::new(!self.negative, self.magnitude)
    }

    pub(crate) fn add(self, other: Self) -> Result<Self, NumError> {
        if self.negative == other.negative {
            let sum = self.magnitude.checked_add(other.magnitude);
            Ok(Self::new(
                self.negative,
                sum.ok_or(NumError::AmountTooLarge)?,
            ))
        } else if self.negative {
            Ok(Self::difference(other.magnitude, self.magnitude))
        } else {
            Ok(Self::difference(self.magnitude, other.magnitude))
        }
    }

    pub(crate) fn sub(self, other: Self) -> Result<Self, NumError> {
        self.add(other.negate())
    }

    /// `self · other` in a wider type; the caller's bounds make it fit, and where they do not it is an error.
    pub(crate) fn mul<const B2: usize, const L2: usize>(
        self,
        other: Signed<B2, L2>,
    ) -> Result<Signed<640, 10>, NumError> {
        Ok(Signed::new(
            self.negative != other.negative,
            product(self.magnitude, other.magnitude)?,
        ))
    }
}

/// The full product of two integers of any width as a [`Wide`].
pub(crate) fn product<const A: usize, const LA: usize, const B: usize, const LB: usize>(
    a: Uint<A, LA>,
    b: Uint<B, LB>,
) -> Result<Wide, NumError> {
    let mut limbs = [0u64; 10];
    let (a, b) = (a.as_limbs(), b.as_limbs());
    // Schoolbook, at most 10 × 10 limbs; leading zero limbs, which most books have, cost nothing.
    for (i, x) in a.iter().enumerate().filter(|(_, x)| **x != 0) {
        let mut carry: u64 = 0;
        for (j, y) in b.iter().enumerate() {
            let at = i.saturating_add(j);
            match limbs.get_mut(at) {
                Some(limb) => {
                    // (2^64−1)² + 2·(2^64−1) = 2^128 − 1: never wraps.
                    let sum = u128::from(*x)
                        .wrapping_mul(u128::from(*y))
                        .wrapping_add(u128::from(*limb))
                        .wrapping_add(u128::from(carry));
                    (*limb, carry) = halves(sum);
                }
                None if *y == 0 && carry == 0 => {}
                None => return Err(NumError::AmountTooLarge),
            }
        }
        match limbs.get_mut(i.saturating_add(b.len())) {
            Some(limb) => *limb = carry,
            None if carry == 0 => {}
            None => return Err(NumError::AmountTooLarge),
        }
    }
    Ok(Wide::from_limbs(limbs))
}

#[allow(clippy::cast_possible_truncation)] // splitting a 128-bit number into its halves is the purpose
fn halves(sum: u128) -> (u64, u64) {
    (sum as u64, (sum >> 64) as u64)
}

/// Changes the width; an error where bits would be lost.
pub(crate) fn resize<const A: usize, const LA: usize, const B: usize, const LB: usize>(
    a: Uint<A, LA>,
) -> Result<Uint<B, LB>, NumError> {
    Uint::checked_from_limbs_slice(a.as_limbs()).ok_or(NumError::AmountTooLarge)
}

/// `a · b`, `b` of 128 bits, in the width of `a`.
pub(crate) fn scale<const A: usize, const LA: usize>(
    a: Uint<A, LA>,
    b: u128,
) -> Result<Uint<A, LA>, NumError> {
    let (low, high) = halves(b);
    if high != 0 {
        return resize(product(a, Uint::<128, 2>::from_limbs([low, high]))?);
    }
    let mut limbs = *a.as_limbs();
    let mut carry = 0u64;
    for limb in &mut limbs {
        if *limb == 0 && carry == 0 {
            continue;
        }
        // (2^64−1)² + 2^64 − 1 < 2^128: never wraps.
        let sum = u128::from(*limb)
            .wrapping_mul(u128::from(low))
            .wrapping_add(u128::from(carry));
        (*limb, carry) = halves(sum);
    }
    Uint::checked_from_limbs_slice(&limbs)
        .filter(|_| carry == 0)
        .ok_or(NumError::AmountTooLarge)
}

/// A sum of exposures times entries of the matrix: up to 16 terms of at most 2^256 · 2·10^4.
///
/// In lanes of 32 bits, which hold the sum of all terms with its sign: carries are settled once, at the end, and no 128-bit
/// product is needed, which the virtual machine has no instruction for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSum([i64; 8]);

const LANE: i64 = 0xffff_ffff;

impl RowSum {
    pub(crate) const ZERO: Self = Self([0; 8]);

    pub(crate) fn add(&mut self, term: &S256, entry: Correlation) {
        self.add_steps(term, entry.raw().into());
    }

    /// For an entry of the lower triangle that stands for both.
    pub(crate) fn add_twice(&mut self, term: &S256, entry: Correlation) {
        self.add_steps(term, i64::from(entry.raw()).wrapping_mul(2));
    }

    fn add_steps(&mut self, term: &S256, entry: i64) {
        let by = if term.negative {
            entry.wrapping_neg()
        } else {
            entry
        };
        let (pairs, _) = self.0.as_chunks_mut::<2>();
        for ([low, high], limb) in pairs.iter_mut().zip(term.magnitude.as_limbs()) {
            let limb = limb.cast_signed();
            // 16 times 2^32 · 2·10^4 stays below 2^51
            *low = low.wrapping_add((limb & LANE).wrapping_mul(by));
            *high = high.wrapping_add((limb.wrapping_shr(32) & LANE).wrapping_mul(by));
        }
    }

    pub(crate) fn total(&self) -> Signed<320, 5> {
        let mut limbs = [0u64; 5];
        let mut carry = 0i64;
        let (pairs, _) = self.0.as_chunks::<2>();
        for (limb, [low, high]) in limbs.iter_mut().zip(pairs) {
            let low = low.wrapping_add(carry);
            let high = high.wrapping_add(low >> 32);
            *limb = ((low & LANE) | (high << 32)).cast_unsigned();
            carry = high >> 32;
        }
        if let Some(top) = limbs.last_mut() {
            *top = carry.cast_unsigned();
        }
        let sum = Line::from_limbs(limbs);
        Signed::new(carry < 0, if carry < 0 { sum.wrapping_neg() } else { sum })
    }
}

/// `a / b`, rounded down, and what is left over; None where `b` is 0.
pub(crate) fn div_wide_rem<const BITS: usize, const LIMBS: usize>(
    a: Uint<BITS, LIMBS>,
    b: Uint<BITS, LIMBS>,
) -> Option<(Uint<BITS, LIMBS>, Uint<BITS, LIMBS>)> {
    if b.is_zero() {
        return None;
    }
    // where nothing ramps, every denominator is 1
    if b == Uint::ONE {
        return Some((a, Uint::ZERO));
    }
    let (mut quotient, mut rest) = (*a.as_limbs(), *b.as_limbs());
    divide(&mut quotient, &mut rest);
    // neither exceeds what it came from
    Some((Uint::from_limbs(quotient), Uint::from_limbs(rest)))
}

/// `a / b`, rounded down; None where `b` is 0.
pub(crate) fn div_wide_down<const BITS: usize, const LIMBS: usize>(
    a: Uint<BITS, LIMBS>,
    b: Uint<BITS, LIMBS>,
) -> Option<Uint<BITS, LIMBS>> {
    div_wide_rem(a, b).map(|(quotient, _)| quotient)
}

/// One copy for all widths: the library's own division is compiled once for each, at 9 KiB of wasm.
#[inline(never)]
fn divide(numerator: &mut [u64], divisor: &mut [u64]) {
    algorithms::div(numerator, divisor);
}

/// The square root, rounded down.
pub(crate) fn isqrt(n: Wide) -> Result<Line, NumError> {
    let bits = n.bit_len();
    if bits <= 128 {
        let root = u128::try_from(n)
            .map_err(|_| NumError::AmountTooLarge)?
            .isqrt();
        return Ok(Line::from(root));
    }
    // Start above the root, right in its first 63 bits: the even shift leaves 125 or 126 bits.
    let shift = bits.saturating_sub(126).next_multiple_of(2);
    let top = u128::try_from(n.wrapping_shr(shift)).map_err(|_| NumError::AmountTooLarge)?;
    let start = U256::from(top.isqrt().saturating_add(1));
    let mut root: Wide = resize::<256, 4, 640, 10>(start)?.wrapping_shl(shift >> 1);
    // From above, each step doubles the right bits (63, 126, 252, 504): three steps reach 320, one sees the end.
    for _ in 0..8 {
        let next = root
            .wrapping_add(div_wide_down(n, root).unwrap_or(Wide::ZERO))
            .wrapping_shr(1);
        if next >= root {
            break;
        }
        root = next;
    }
    resize(root)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    /// Limbs of all sizes, those at both ends among them.
    fn edgy() -> impl Strategy<Value = u64> {
        prop_oneof![
            any::<u64>(),
            Just(0),
            Just(u64::MAX),
            any::<u32>().prop_map(u64::from)
        ]
    }

    proptest! {
        #[test]
        fn the_root_is_the_largest_whose_square_fits(limbs in prop::array::uniform10(any::<u64>()), shift in 0usize..640) {
            let n = Wide::from_limbs(limbs) >> shift;
            let root = isqrt(n).unwrap();
            prop_assert!(product(root, root).unwrap() <= n);
            let next = root + Line::from(1u8);
            // the square of the next root exceeds n, or does not even fit
            prop_assert!(product(next, next).map_or(true, |square| square > n));
        }

        #[test]
        fn a_row_is_the_sum_of_its_products(
            weights in prop::collection::vec((any::<bool>(), prop::array::uniform4(edgy()), -20_000i16..=20_000), 0..=16),
        ) {
            let mut row = RowSum::ZERO;
            let mut sum = Signed::<640, 10>::ZERO;
            for (negative, limbs, entry) in weights {
                let term = Signed::new(negative, U256::from_limbs(limbs));
                row.add_steps(&term, entry.into());
                let entry = Signed::<128, 2>::new(entry < 0, Uint::from(entry.unsigned_abs()));
                sum = sum.add(term.mul(entry).unwrap()).unwrap();
            }
            let total = row.total();
            prop_assert_eq!(Signed::new(total.is_negative(), resize(total.magnitude()).unwrap()), sum);
        }

        #[test]
        fn divisions_agree_with_the_library(
            a in prop::array::uniform10(edgy()), b in prop::array::uniform10(edgy()), (na, nb) in (0usize..=10, 0usize..=10),
        ) {
            let short = |mut limbs: [u64; 10], kept: usize| {
                limbs.iter_mut().skip(kept).for_each(|limb| *limb = 0);
                Wide::from_limbs(limbs)
            };
            let (a, b) = (short(a, na), short(b, nb));
            let library = (!b.is_zero()).then(|| a.div_rem(b));
            prop_assert_eq!(div_wide_rem(a, b), library);
            prop_assert_eq!(div_wide_down(a, b), a.checked_div(b));
        }

        #[test]
        fn products_agree_with_the_library(a in prop::array::uniform4(any::<u64>()), b in prop::array::uniform5(any::<u64>())) {
            let (a, b) = (U256::from_limbs(a), Line::from_limbs(b));
            let library: Uint<576, 9> = a.widening_mul(b);
            let library: Wide = resize(library).unwrap();
            prop_assert_eq!(product(a, b).unwrap(), library);
        }
    }
}
