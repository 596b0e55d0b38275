//! Reading, the part that every type shares.

use crate::de::{Error, Reason};
use crate::text;

/// A message may nest this deep: the stack of a contract is small, and nobody needs more.
const DEPTH: u8 = 128;

/// What no JSON has outside of a string: stands for the end of the text.
const END: u8 = 0;

/// A text and how much of it is read.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    depth: u8,
    /// A key comes next: numbers stand in quotes there.
    pub key: bool,
    /// A string without its escapes.
    unescaped: Vec<u8>,
}

/// What a value is, by its first character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            at: 0,
            depth: DEPTH,
            key: false,
            unescaped: Vec::new(),
        }
    }

    pub fn kind(&mut self) -> Result<Kind, Error> {
        match self.next() {
            b'n' => Ok(Kind::Null),
            b't' | b'f' => Ok(Kind::Bool),
            b'-' | b'0'..=b'9' => Ok(Kind::Number),
            b'"' => Ok(Kind::Text),
            b'[' => Ok(Kind::List),
            b'{' => Ok(Kind::Object),
            _ => Err(self.expected("a value")),
        }
    }

    /// Nothing but space is left.
    pub fn finish(&mut self) -> Result<(), Error> {
        match self.next() {
            END if self.at >= self.text.len() => Ok(()),
            _ => Err(self.expected("the end")),
        }
    }

    pub fn null(&mut self) -> Result<(), Error> {
        self.word(b"null", "null")
    }

    pub fn bool(&mut self) -> Result<bool, Error> {
        if self.next() == b't' {
            self.word(b"true", "true or false").map(|()| true)
        } else {
            self.word(b"false", "true or false").map(|()| false)
        }
    }

    /// An integer as its sign and its size.
    pub fn number(&mut self) -> Result<(bool, u128), Error> {
        let quoted = std::mem::take(&mut self.key);
        if quoted {
            self.take(b'"', "a number in quotes")?;
        }
        if !quoted {
            self.next();
        }
        let negative = self.byte() == b'-';
        if negative {
            self.step();
        }
        let size = self.digits()?;
        if quoted {
            if self.byte() != b'"' {
                return Err(self.expected("the end of a number in quotes"));
            }
            self.step();
        }
        Ok((negative, size))
    }

    fn digits(&mut self) -> Result<u128, Error> {
        let start = self.at;
        // nineteen digits fit a machine word, and hardly a number has more
        let mut small = 0_u64;
        for _ in 0..19 {
            let digit @ b'0'..=b'9' = self.byte() else {
                break;
            };
            if small == 0 && self.at != start {
                return Err(self.expected("no digit behind a leading zero"));
            }
            small = small.wrapping_mul(10).wrapping_add(u64::from(digit & 15));
            self.step();
        }
        let mut size = u128::from(small);
        while let digit @ b'0'..=b'9' = self.byte() {
            let more = size.checked_mul(10);
            let more = more.and_then(|more| more.checked_add(u128::from(digit & 15)));
            size = more.ok_or_else(|| self.expected("an integer of at most 128 bits"))?;
            self.step();
        }
        match self.byte() {
            _ if self.at == start => Err(self.expected("an integer")),
            b'.' | b'e' | b'E' => Err(self.expected("an integer without fraction or exponent")),
            _ => Ok(size),
        }
    }

    /// A string, its escapes resolved.
    pub fn string(&mut self) -> Result<&str, Error> {
        let bytes = self.bytes()?;
        std::str::from_utf8(bytes).map_err(|_| Reason::Utf8.into())
    }

    /// A string that need not be UTF-8: for names, which are compared with names that are.
    pub fn bytes(&mut self) -> Result<&[u8], Error> {
        self.key = false;
        self.take(b'"', "a string")?;
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        self.advance(text::plain(rest));
        let end = self.at;
        if self.byte() == b'"' {
            self.step();
            return Ok(self.text.get(start..end).unwrap_or_default());
        }
        self.unescape(start)
    }

    /// `{` or `[`.
    pub fn open(&mut self, bracket: u8, what: &'static str) -> Result<(), Error> {
        self.key = false;
        self.take(bracket, what)?;
        self.depth = self.depth.checked_sub(1).ok_or(Reason::Depth)?;
        Ok(())
    }

    /// `}` or `]`.
    pub fn close(&mut self, bracket: u8) -> Result<(), Error> {
        self.take(bracket, "the end of a list or object")?;
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    /// Whether a list or object that ends with `bracket` goes on, past the comma.
    pub fn more(&mut self, first: &mut bool, bracket: u8) -> Result<bool, Error> {
        let found = self.next();
        if found == bracket {
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.take(b',', "a comma or the end of a list or object")?;
            // a comma in front of the end
            if self.next() == bracket {
                return Err(self.expected("a further value behind the comma"));
            }
        }
        Ok(true)
    }

    pub fn colon(&mut self) -> Result<(), Error> {
        self.take(b':', "a colon")
    }

    /// Past a value of any kind. At most as deep as everything else.
    pub fn skip(&mut self) -> Result<(), Error> {
        match self.kind()? {
            Kind::Null => self.null(),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::Text => self.string().map(drop),
            Kind::List => {
                self.open(b'[', "a list")?;
                let mut first = true;
                while self.more(&mut first, b']')? {
                    self.skip()?;
                }
                self.close(b']')
            }
            Kind::Object => {
                self.open(b'{', "an object")?;
                let mut first = true;
                while self.more(&mut first, b'}')? {
                    self.string()?;
                    self.colon()?;
                    self.skip()?;
                }
                self.close(b'}')
            }
        }
    }

    pub fn expected(&self, what: &'static str) -> Error {
        Reason::Expected { what, at: self.at }.into()
    }

    /// The rest of a string from its first escape on.
    fn unescape(&mut self, start: usize) -> Result<&[u8], Error> {
        self.unescaped.clear();
        let mut plain_from = start;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            self.advance(text::plain(rest));
            let plain = self.text.get(plain_from..self.at).unwrap_or_default();
            self.unescaped.extend_from_slice(plain);
            match self.byte() {
                b'"' => break,
                b'\\' => self.escape()?,
                _ => {
                    return Err(
                        self.expected("the end of a string, without bare control characters")
                    )
                }
            }
            plain_from = self.at;
        }
        self.step();
        Ok(&self.unescaped)
    }

    fn escape(&mut self) -> Result<(), Error> {
        self.step();
        let byte = match self.byte() {
            same @ (b'"' | b'\\' | b'/') => same,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.escaped_char(),
            _ => return Err(self.expected("an escape")),
        };
        self.step();
        self.unescaped.push(byte);
        Ok(())
    }

    /// `\uXXXX`, or two of them for what lies beyond the basic plane.
    fn escaped_char(&mut self) -> Result<(), Error> {
        let first = self.four_digits()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            if self.byte() != b'\\' {
                return Err(self.expected("the second half of a surrogate pair"));
            }
            self.step();
            let second = self.four_digits()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.expected("the second half of a surrogate pair"));
            }
            0x1_0000 | ((first & 0x3ff) << 10).wrapping_add(second & 0x3ff)
        } else {
            first
        };
        let char = char::from_u32(code).ok_or_else(|| self.expected("a character"))?;
        let mut utf8 = [0; 4];
        self.unescaped
            .extend_from_slice(char.encode_utf8(&mut utf8).as_bytes());
        Ok(())
    }

    /// `uXXXX` as a number.
    fn four_digits(&mut self) -> Result<u32, Error> {
        if self.byte() != b'u' {
            return Err(self.expected("u and four hexadecimal digits"));
        }
        let mut code = 0_u32;
        for _ in 0..4 {
            self.step();
            let digit = char::from(self.byte()).to_digit(16);
            let digit = digit.ok_or_else(|| self.expected("four hexadecimal digits"))?;
            code = (code << 4) | digit;
        }
        self.step();
        Ok(code)
    }

    fn word(&mut self, word: &[u8], what: &'static str) -> Result<(), Error> {
        self.next();
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.expected(what));
        }
        self.advance(word.len());
        Ok(())
    }

    fn take(&mut self, byte: u8, what: &'static str) -> Result<(), Error> {
        if self.next() != byte {
            return Err(self.expected(what));
        }
        self.step();
        Ok(())
    }

    /// The first byte that is no space, unread.
    fn next(&mut self) -> u8 {
        while let b' ' | b'\n' | b'\t' | b'\r' = self.byte() {
            self.step();
        }
        self.byte()
    }

    fn byte(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(END)
    }

    fn step(&mut self) {
        self.advance(1);
    }

    /// Never further than one past the text, which no address space exceeds.
    fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }
}
