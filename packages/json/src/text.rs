//! Where a string stops being plain.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const QUOTES: u64 = ONES.wrapping_mul(b'"' as u64);
const BACKSLASHES: u64 = ONES.wrapping_mul(b'\\' as u64);
const SPACES: u64 = ONES.wrapping_mul(b' ' as u64);

/// How many bytes from the start are neither a quote nor a backslash nor a control character.
///
/// Eight at a time, since every branch costs as much gas as fourteen sums: see "Bit Twiddling Hacks", determining whether
/// a word has a zero byte, or a byte less than n.
pub fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut before = 0_usize;
    for word in words {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            // at most 63, whatever the word
            return before.saturating_add((special.trailing_zeros() / 8) as usize);
        }
        before = before.saturating_add(8);
    }
    let rest = rest.iter().take_while(|byte| !is_special(**byte)).count();
    before.saturating_add(rest)
}

/// The high bit of the first special byte is the lowest bit that is set; bits above it may say too much.
fn special(word: u64) -> u64 {
    let quote = word ^ QUOTES;
    let backslash = word ^ BACKSLASHES;
    let found = (word.wrapping_sub(SPACES) & !word)
        | (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash);
    found & HIGH
}

fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain};

    #[test]
    fn every_byte_is_judged_at_every_place() {
        for place in 0..20 {
            for byte in 0..=255 {
                let mut text = [b'x'; 20];
                if let Some(there) = text.get_mut(place) {
                    *there = byte;
                }
                let expected = if is_special(byte) { place } else { 20 };
                assert_eq!(plain(&text), expected, "byte {byte} at {place}");
            }
        }
    }

    #[test]
    fn the_first_of_many_counts() {
        assert_eq!(plain(b"ab\"\\\"\n\0\""), 2);
        assert_eq!(plain(b"abcdefgh\\\"!!\"\"!!"), 8);
        assert_eq!(plain("größer\"".as_bytes()), 8);
        assert_eq!(plain(b""), 0);
    }
}
