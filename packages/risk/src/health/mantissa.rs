//! Numbers in single machine words: what the estimate computes with.

use crate::units::saturated_i64;
use ruint::aliases::U256;

/// `a · b / 2^64`.
pub(super) fn part(a: i128, b: u64) -> i128 {
    // |a| ≤ 2^124 in its upper half times 2^64 stays below 2^124.
    let magnitude = a.unsigned_abs();
    let (high, low) = (magnitude >> 64, magnitude & u128::from(u64::MAX));
    let product = high
        .wrapping_mul(u128::from(b))
        .wrapping_add(low.wrapping_mul(u128::from(b)) >> 64);
    let product = product.cast_signed();
    if a < 0 {
        product.wrapping_neg()
    } else {
        product
    }
}

/// `mantissa · 2^by` in 64 bits; what is shifted out is lost, what does not fit saturates.
pub(super) fn shifted(mantissa: i128, by: i32) -> i64 {
    let wide = if by >= 0 {
        if mantissa == 0 {
            return 0;
        }
        if by.unsigned_abs() >= mantissa.unsigned_abs().leading_zeros() {
            return if mantissa < 0 { i64::MIN } else { i64::MAX };
        }
        mantissa.wrapping_shl(by.unsigned_abs())
    } else if by < -126 {
        0
    } else {
        mantissa.wrapping_shr(by.unsigned_abs())
    };
    let magnitude = saturated_i64(wide.unsigned_abs());
    if wide < 0 {
        magnitude.wrapping_neg()
    } else {
        magnitude
    }
}

/// Sign and magnitude as a mantissa of `2^exponent`.
pub(super) fn mantissa(negative: bool, magnitude: U256, exponent: i32) -> i64 {
    let by = exponent.unsigned_abs() as usize;
    let magnitude = if exponent >= 0 {
        magnitude.wrapping_shr(by)
    } else {
        magnitude.wrapping_shl(by)
    };
    let magnitude = saturated_i64(magnitude);
    if negative {
        magnitude.wrapping_neg()
    } else {
        magnitude
    }
}
