//! The binary form of hot records: a version byte, then length-prefixed big-endian integers.
//!
//! A number takes one byte for its length and as many as it needs; text takes one byte for its length. Reading never
//! panics: what is cut short, too long or of another version is an error.

use crate::error::{ContractError, Result};

pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub fn new(version: u8) -> Self {
        let mut bytes = Vec::with_capacity(160);
        bytes.push(version);
        Self { bytes }
    }

    pub fn byte(&mut self, byte: u8) -> &mut Self {
        self.bytes.push(byte);
        self
    }

    pub fn number(&mut self, number: impl Into<u128>) -> &mut Self {
        let number: u128 = number.into();
        let all = number.to_be_bytes();
        // at most 16 leading zero bytes
        let skip = usize::try_from(number.leading_zeros() >> 3).unwrap_or(0);
        let digits = all.get(skip..).unwrap_or(&all);
        self.bytes.push(u8::try_from(digits.len()).unwrap_or(16));
        self.bytes.extend_from_slice(digits);
        self
    }

    /// A number that may be absent.
    pub fn option(&mut self, number: Option<impl Into<u128>>) -> &mut Self {
        match number {
            None => self.byte(0),
            Some(number) => self.byte(1).number(number),
        }
    }

    pub fn signed(&mut self, number: i64) -> &mut Self {
        self.byte(u8::from(number < 0))
            .number(number.unsigned_abs())
    }

    /// Text of at most 255 bytes, which is checked where it enters.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let bytes = text.as_bytes();
        let bytes = bytes.get(..255).unwrap_or(bytes);
        self.bytes
            .push(u8::try_from(bytes.len()).unwrap_or(u8::MAX));
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// How many of something follow; all lists have at most 255 entries.
    pub fn count(&mut self, count: usize) -> &mut Self {
        self.byte(u8::try_from(count).unwrap_or(u8::MAX))
    }

    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

pub struct Reader<'a> {
    rest: &'a [u8],
    record: &'static str,
}

impl<'a> Reader<'a> {
    /// `record` is named in errors.
    pub fn new(bytes: &'a [u8], version: u8, record: &'static str) -> Result<Self> {
        let mut reader = Self {
            rest: bytes,
            record,
        };
        if reader.byte()? == version {
            Ok(reader)
        } else {
            Err(reader.corrupt())
        }
    }

    pub fn corrupt(&self) -> Box<ContractError> {
        Box::new(ContractError::Corrupt {
            record: self.record,
        })
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or_else(|| self.corrupt())?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Result<u8> {
        let (byte, rest) = self.rest.split_first().ok_or_else(|| self.corrupt())?;
        self.rest = rest;
        Ok(*byte)
    }

    pub fn u128(&mut self) -> Result<u128> {
        let length = usize::from(self.byte()?);
        if length > 16 {
            return Err(self.corrupt());
        }
        let digits = self.take(length)?;
        Ok(digits
            .iter()
            .fold(0u128, |number, digit| (number << 8) | u128::from(*digit)))
    }

    pub fn u64(&mut self) -> Result<u64> {
        u64::try_from(self.u128()?).map_err(|_| self.corrupt())
    }

    pub fn u32(&mut self) -> Result<u32> {
        u32::try_from(self.u128()?).map_err(|_| self.corrupt())
    }

    pub fn i64(&mut self) -> Result<i64> {
        let negative = self.byte()? != 0;
        let magnitude = i64::try_from(self.u128()?).map_err(|_| self.corrupt())?;
        Ok(if negative {
            magnitude.saturating_neg()
        } else {
            magnitude
        })
    }

    pub fn option(&mut self) -> Result<Option<u128>> {
        match self.byte()? {
            0 => Ok(None),
            _ => self.u128().map(Some),
        }
    }

    pub fn option_u64(&mut self) -> Result<Option<u64>> {
        match self.byte()? {
            0 => Ok(None),
            _ => self.u64().map(Some),
        }
    }

    pub fn text(&mut self) -> Result<String> {
        let length = usize::from(self.byte()?);
        let bytes = self.take(length)?.to_vec();
        String::from_utf8(bytes).map_err(|_| self.corrupt())
    }

    /// A list of at most 255 entries, each read by `entry`.
    pub fn list<T>(&mut self, entry: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let count = usize::from(self.byte()?);
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(entry(self)?);
        }
        Ok(list)
    }

    /// Nothing may be left over.
    pub fn finish(self) -> Result<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(self.corrupt())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )] // a test may stop at the first surprise
    use super::*;

    #[test]
    fn numbers_take_a_length_and_the_bytes_they_need() {
        let mut writer = Writer::new(1);
        writer.number(0u8).number(255u8).number(256u16).signed(-1);
        assert_eq!(writer.finish(), [1, 0, 1, 255, 2, 1, 0, 1, 1, 1]);
    }

    #[test]
    fn what_was_written_is_read() {
        let mut writer = Writer::new(7);
        writer
            .number(u128::MAX)
            .option(None::<u8>)
            .option(Some(3u8));
        writer.text("uatom").signed(i64::MIN + 1).number(u64::MAX);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes, 7, "test").unwrap();
        assert_eq!(reader.u128().unwrap(), u128::MAX);
        assert_eq!(reader.option().unwrap(), None);
        assert_eq!(reader.option().unwrap(), Some(3));
        assert_eq!(reader.text().unwrap(), "uatom");
        assert_eq!(reader.i64().unwrap(), i64::MIN + 1);
        assert_eq!(reader.u64().unwrap(), u64::MAX);
        reader.finish().unwrap();
    }

    #[test]
    fn other_versions_and_wide_numbers_are_refused() {
        let corrupt = Box::new(ContractError::Corrupt { record: "test" });
        assert_eq!(Reader::new(&[2, 0], 1, "test").err(), Some(corrupt));
        let mut wide = Reader::new(&[1, 17, 0], 1, "test").unwrap();
        assert!(wide.u128().is_err());
        let mut large = Reader::new(&[1, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], 1, "test").unwrap();
        assert!(large.u64().is_err());
    }
}
