//! Into fewer bits. What has no room becomes the largest there is: whoever calls it has a bound, or only wants to know where to
//! look or what to show.

/// The same number, or 255 where it has no room; of a number that is not negative.
pub fn saturated_u8(number: impl TryInto<u8>) -> u8 {
    number.try_into().unwrap_or(u8::MAX)
}

/// Of a number that is not negative.
pub(crate) fn saturated_u32(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// The same number, or `u64::MAX` where it has no room; of a number that is not negative.
pub fn saturated_u64(number: impl TryInto<u64>) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}

/// Of a number that is not negative.
pub(crate) fn saturated_u128(number: impl TryInto<u128>) -> u128 {
    number.try_into().unwrap_or(u128::MAX)
}

/// The same number, or `i64::MAX` where it has no room; of a number that is not negative.
pub fn saturated_i64(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_the_largest_there_is() {
        assert_eq!((saturated_u8(255u32), saturated_u8(256u32)), (255, 255));
        assert_eq!(saturated_u64(1u128 << 64), 18_446_744_073_709_551_615);
        assert_eq!(saturated_i64(1u128 << 63), 9_223_372_036_854_775_807);
        assert_eq!(saturated_i64(7u128), 7);
    }
}
