//! Writing, the part that every type shares.

use crate::text;

/// A text, as far as it is written.
#[derive(Debug)]
pub(crate) struct Writer {
    pub out: Vec<u8>,
}

impl Writer {
    pub fn new() -> Self {
        Self {
            // most answers fit: growing copies
            out: Vec::with_capacity(1_024),
        }
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub fn string(&mut self, string: &str) {
        self.out.push(b'"');
        let mut rest = string.as_bytes();
        loop {
            let (plain, special) = rest.split_at_checked(text::plain(rest)).unwrap_or_default();
            self.raw(plain);
            let Some((special, after)) = special.split_first() else {
                break;
            };
            self.escape(*special);
            rest = after;
        }
        self.out.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            8 => b'b',
            9 => b't',
            10 => b'n',
            12 => b'f',
            13 => b'r',
            _ => {
                // control characters only: the upper digit is 0 or 1
                let lower = char::from_digit(u32::from(byte & 15), 16).unwrap_or('0');
                self.raw(b"\\u00");
                self.out.push(b'0' | (byte >> 4));
                self.out.push(u8::try_from(lower).unwrap_or(b'0'));
                return;
            }
        };
        self.raw(&[b'\\', short]);
    }

    pub fn number(&mut self, negative: bool, size: u128) {
        // 39 digits hold 128 bits
        let mut digits = [b'0'; 39];
        let mut left = size;
        let mut used = 0_usize;
        for place in digits.iter_mut().rev() {
            let (rest, digit) = tenth(left);
            *place |= digit;
            left = rest;
            used = used.saturating_add(1);
            if left == 0 {
                break;
            }
        }
        if negative {
            self.out.push(b'-');
        }
        let from = digits.len().saturating_sub(used);
        self.raw(digits.get(from..).unwrap_or_default());
    }

    pub fn open(&mut self, variant: &str, brackets: &'static [u8]) {
        if let [_, _] = brackets {
            self.out.push(b'{');
            self.string(variant);
            self.out.push(b':');
        }
        self.raw(match brackets {
            [b'}', ..] => b"{",
            _ => b"[",
        });
    }
}

/// Division of small numbers in one instruction: nearly all are.
fn tenth(size: u128) -> (u128, u8) {
    let (rest, digit) = match u64::try_from(size) {
        Ok(small) => (u128::from(small / 10), u128::from(small % 10)),
        Err(_) => (size / 10, size % 10),
    };
    (rest, u8::try_from(digit).unwrap_or_default())
}
