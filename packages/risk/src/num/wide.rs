//! Wide signed integers for the quadratic form of the health test.

use super::NumError;
use ruint::aliases::U256;
use ruint::Uint;

/// A row of the matrix times the exposures.
pub(crate) type U320 = Uint<320, 5>;
/// Squares of exposures with the denominators of ramps: see `health::form` for the bound.
pub(crate) type Wide = Uint<768, 12>;
/// Roots of [`Wide`], and points on a line.
pub(crate) type Line = Uint<384, 6>;

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
    ) -> Result<Signed<768, 12>, NumError> {
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
    let mut limbs = [0u64; 12];
    let (a, b) = (a.as_limbs(), b.as_limbs());
    // Schoolbook, at most 12 × 12 limbs; leading zero limbs, which most books have, cost nothing.
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

/// A sum of exposures times entries of the matrix: up to 16 terms of at most 2^250 · 10^4, both signs apart.
///
/// Entries have 14 bits, so halves of a limb times one fit 64 bits and no 128-bit product is needed, which the virtual
/// machine has no instruction for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowSum {
    plus: [u64; 5],
    minus: [u64; 5],
}

impl RowSum {
    pub(crate) const ZERO: Self = Self {
        plus: [0; 5],
        minus: [0; 5],
    };

    pub(crate) fn add(&mut self, term: &Signed<256, 4>, entry: i16) {
        let sum = if term.negative == (entry < 0) {
            &mut self.plus
        } else {
            &mut self.minus
        };
        let entry = u64::from(entry.unsigned_abs());
        let mut carry = 0u64;
        let limbs = term.magnitude.as_limbs().iter().chain([&0]);
        for (slot, limb) in sum.iter_mut().zip(limbs) {
            // Each at most (2^32 − 1) · 10^4 + 2^47: below 2^48.
            let low = (limb & 0xffff_ffff).wrapping_mul(entry).wrapping_add(carry);
            let high = (limb >> 32).wrapping_mul(entry).wrapping_add(low >> 32);
            let part = (low & 0xffff_ffff) | (high << 32);
            let (next, over) = slot.overflowing_add(part);
            *slot = next;
            carry = (high >> 32).wrapping_add(u64::from(over));
        }
    }

    /// Doubles it: the lower triangle stands for both.
    pub(crate) fn double(&mut self) {
        for sum in [&mut self.plus, &mut self.minus] {
            let mut carry = 0;
            for slot in sum.iter_mut() {
                let next = slot.wrapping_shr(63);
                *slot = slot.wrapping_shl(1) | carry;
                carry = next;
            }
        }
    }

    pub(crate) fn total(&self) -> Signed<320, 5> {
        Signed::difference(U320::from_limbs(self.plus), U320::from_limbs(self.minus))
    }
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
    let mut root: Wide = resize::<256, 4, 768, 12>(start)?.wrapping_shl(shift >> 1);
    // From above, each step doubles the right bits (63, 126, 252, 504): four steps reach 384, one sees the end.
    for _ in 0..8 {
        let next = root.wrapping_add(n.wrapping_div(root)).wrapping_shr(1);
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

    proptest! {
        #[test]
        fn the_root_is_the_largest_whose_square_fits(limbs in prop::array::uniform12(any::<u64>()), shift in 0usize..768) {
            let n = Wide::from_limbs(limbs) >> shift;
            let root = isqrt(n).unwrap();
            prop_assert!(product(root, root).unwrap() <= n);
            let next = root + Line::from(1u8);
            // the square of the next root exceeds n, or does not even fit
            prop_assert!(product(next, next).map_or(true, |square| square > n));
        }

        #[test]
        fn a_row_is_the_sum_of_its_products(
            terms in prop::collection::vec((any::<bool>(), prop::array::uniform4(any::<u64>()), -10_000i16..=10_000), 0..16),
            twice in any::<bool>(),
        ) {
            let mut row = RowSum::ZERO;
            let mut sum = Signed::<768, 12>::ZERO;
            for (negative, limbs, entry) in terms {
                let term = Signed::new(negative, U256::from_limbs(limbs) >> 6);
                row.add(&term, entry);
                let entry = Signed::<128, 2>::new(entry < 0, Uint::from(entry.unsigned_abs()));
                sum = sum.add(term.mul(entry).unwrap()).unwrap();
            }
            if twice {
                row.double();
                sum = sum.add(sum).unwrap();
            }
            let total = row.total();
            prop_assert_eq!(Signed::new(total.is_negative(), resize(total.magnitude()).unwrap()), sum);
        }

        #[test]
        fn products_agree_with_the_library(a in prop::array::uniform4(any::<u64>()), b in prop::array::uniform5(any::<u64>())) {
            let (a, b) = (U256::from_limbs(a), U320::from_limbs(b));
            let library: Uint<576, 9> = a.widening_mul(b);
            let library: Wide = resize(library).unwrap();
            prop_assert_eq!(product(a, b).unwrap(), library);
        }
    }
}
