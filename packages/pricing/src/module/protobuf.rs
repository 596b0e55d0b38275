//! Fields of protobuf messages: varints and length-delimited ones. Unknown fields are skipped, as the format asks.

const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const DELIMITED: u64 = 2;
const FIXED32: u64 = 5;

/// Writes fields in the order of the calls; a number of 0 and an empty text are left out, as the format's canonical form has it.
#[derive(Debug, Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    pub fn number(mut self, field: u64, number: u64) -> Self {
        if number != 0 {
            self.varint(tag(field, VARINT));
            self.varint(number);
        }
        self
    }

    pub fn bytes(mut self, field: u64, bytes: &[u8]) -> Self {
        if !bytes.is_empty() {
            self.varint(tag(field, DELIMITED));
            self.varint(bytes.len() as u64);
            self.0.extend_from_slice(bytes);
        }
        self
    }

    pub fn done(self) -> Vec<u8> {
        self.0
    }

    fn varint(&mut self, mut number: u64) {
        // at most ten bytes of seven bits, the lowest first; all but the last are marked
        while number > 0x7f {
            self.0.push(low_bits(number) | 0x80);
            number >>= 7;
        }
        self.0.push(low_bits(number));
    }
}

/// The lowest seven bits.
fn low_bits(number: u64) -> u8 {
    number.to_le_bytes().first().map_or(0, |byte| byte & 0x7f)
}

/// Is this the JSON of a message? No message here begins with that byte (field 15, a group).
pub fn is_json(answer: &[u8]) -> bool {
    answer.first() == Some(&b'{')
}

fn tag(field: u64, kind: u64) -> u64 {
    (field << 3) | kind
}

/// One field of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'a> {
    Number(u64, u64),
    Bytes(u64, &'a [u8]),
    /// Of a kind that no message here has.
    Other,
}

/// The fields of a message, one after the other. What comes after a malformed one is not to be trusted.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(&'a [u8]);

/// What is no protobuf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl<'a> Fields<'a> {
    pub fn of(message: &'a [u8]) -> Self {
        Self(message)
    }

    fn take(&mut self, count: u64) -> Result<&'a [u8], Malformed> {
        let count = usize::try_from(count).map_err(|_| Malformed)?;
        let (head, tail) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = tail;
        Ok(head)
    }

    fn varint(&mut self) -> Result<u64, Malformed> {
        let mut number = 0u64;
        // seven bits a byte: ten bytes hold 64 bits
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first().ok_or(Malformed)?;
            let bits = u64::from(byte & 0x7f);
            // what is shifted out of 64 bits is malformed
            if bits != (bits << shift) >> shift {
                return Err(Malformed);
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Malformed)
    }

    fn field(&mut self) -> Result<Field<'a>, Malformed> {
        let tag = self.varint()?;
        match (tag >> 3, tag & 7) {
            (0, _) => Err(Malformed),
            (field, VARINT) => Ok(Field::Number(field, self.varint()?)),
            (field, DELIMITED) => {
                let length = self.varint()?;
                Ok(Field::Bytes(field, self.take(length)?))
            }
            (_, FIXED64) => self.take(8).map(|_| Field::Other),
            (_, FIXED32) => self.take(4).map(|_| Field::Other),
            _ => Err(Malformed),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| self.field())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hundred_and_fifty_takes_two_bytes() {
        // the example of the format's own documentation: field 1, varint 150
        assert_eq!(Writer::default().number(1, 150).done(), [0x08, 0x96, 0x01]);
        let read: Vec<_> = Fields::of(&[0x08, 0x96, 0x01]).collect();
        assert_eq!(read, [Ok(Field::Number(1, 150))]);
    }

    #[test]
    fn more_than_64_bits_are_malformed() {
        let mut long = vec![0x08];
        long.extend([0xff; 9]);
        long.push(0x02);
        assert_eq!(Fields::of(&long).next(), Some(Err(Malformed)));
        let mut most = vec![0x08];
        most.extend([0xff; 9]);
        most.push(0x01);
        assert_eq!(
            Fields::of(&most).next(),
            Some(Ok(Field::Number(1, u64::MAX)))
        );
    }

    proptest! {
        #[test]
        fn fields_come_back_as_they_went(a in 1u64.., b in prop::collection::vec(any::<u8>(), 1..300)) {
            let message = Writer::default().number(3, a).bytes(7, &b).done();
            let read: Vec<_> = Fields::of(&message).collect();
            prop_assert_eq!(read, vec![Ok(Field::Number(3, a)), Ok(Field::Bytes(7, &b))]);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            // at most one field a byte
            let _ = Fields::of(&bytes).take(200).filter(Result::is_ok).count();
        }
    }
}
