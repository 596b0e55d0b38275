//! Reading a type: what serde needs of each, in as few instructions as it takes to call the [`Reader`].

use crate::reader::{Kind, Reader};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Expected, Unexpected, Visitor};
use serde::de::{EnumAccess, MapAccess, SeqAccess, VariantAccess};
use std::fmt;

pub type Result<T> = std::result::Result<T, Error>;

/// Why a text is not what was to be read. One word wide: every step of reading any type passes it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Reason>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The text is no JSON, or holds another type of value, at this byte.
    Expected { what: &'static str, at: usize },
    /// More than 128 lists and objects in each other.
    Depth,
    /// A string is not UTF-8.
    Utf8,
    /// What the type itself objects to: an unknown or a missing field, a value out of range.
    Type(String),
}

impl From<Reason> for Error {
    #[cold]
    fn from(reason: Reason) -> Self {
        Self(Box::new(reason))
    }
}

impl Error {
    pub fn reason(&self) -> &Reason {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason() {
            Reason::Expected { what, at } => write!(f, "expected {what} at byte {at}"),
            Reason::Depth => f.write_str("nested more than 128 deep"),
            Reason::Utf8 => f.write_str("a string is not UTF-8"),
            Reason::Type(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Reason::Type(message.to_string()).into()
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = Found(found);
        Self::custom(format_args!("invalid type: {found}, expected {expected}"))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = Found(found);
        Self::custom(format_args!("invalid value: {found}, expected {expected}"))
    }
}

/// What stands where something else should. Serde's own words for it would bring the printing of floats, which this JSON
/// does not have and no contract may hold.
struct Found<'a>(Unexpected<'a>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Unexpected::Bool(found) => write!(f, "boolean `{found}`"),
            Unexpected::Unsigned(found) => write!(f, "integer `{found}`"),
            Unexpected::Signed(found) => write!(f, "integer `{found}`"),
            Unexpected::Str(found) => write!(f, "string `{found}`"),
            Unexpected::Unit | Unexpected::Option => f.write_str("null"),
            Unexpected::Seq => f.write_str("a list"),
            Unexpected::Map => f.write_str("an object"),
            Unexpected::Other(found) => f.write_str(found),
            _ => f.write_str("something else"),
        }
    }
}

/// The value that the text is.
pub fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// The value that the text is.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T> {
    from_slice(text.as_bytes())
}

impl Reader<'_> {
    fn unsigned(&mut self) -> Result<u64> {
        match self.number()? {
            (false, size) => u64::try_from(size).map_err(|_| self.expected("at most 64 bits")),
            (true, _) => Err(self.expected("an integer that is not negative")),
        }
    }

    fn signed(&mut self) -> Result<i64> {
        let value = signed_128(self.number()?).and_then(|value| i64::try_from(value).ok());
        value.ok_or_else(|| self.expected("at most 64 bits"))
    }
}

fn signed_128((negative, size): (bool, u128)) -> Option<i128> {
    if negative {
        0_i128.checked_sub_unsigned(size)
    } else {
        i128::try_from(size).ok()
    }
}

macro_rules! read {
    ($($method:ident: $read:ident, $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.$visit(self.$read()?)
        }
    )*};
}

macro_rules! refuse {
    ($($method:ident: $what:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
            Err(self.expected($what))
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'_> {
    type Error = Error;

    read! {
        deserialize_bool: bool, visit_bool;
        deserialize_u8: unsigned, visit_u64;
        deserialize_u16: unsigned, visit_u64;
        deserialize_u32: unsigned, visit_u64;
        deserialize_u64: unsigned, visit_u64;
        deserialize_i8: signed, visit_i64;
        deserialize_i16: signed, visit_i64;
        deserialize_i32: signed, visit_i64;
        deserialize_i64: signed, visit_i64;
        deserialize_char: string, visit_str;
        deserialize_str: string, visit_str;
        deserialize_string: string, visit_str;
        deserialize_identifier: bytes, visit_bytes;
    }

    refuse! {
        deserialize_f32: "a type without floats";
        deserialize_f64: "a type without floats";
        deserialize_bytes: "a type that has a form in JSON";
        deserialize_byte_buf: "a type that has a form in JSON";
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.number()? {
            (false, size) => visitor.visit_u128(size),
            (true, _) => Err(self.expected("an integer that is not negative")),
        }
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let value = signed_128(self.number()?);
        visitor.visit_i128(value.ok_or_else(|| self.expected("at most 128 bits"))?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.kind()? == Kind::Null {
            self.null()?;
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.null()?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.open(b'[', "a list")?;
        let value = visitor.visit_seq(Items::of(self))?;
        self.close(b']')?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.open(b'{', "an object")?;
        let value = visitor.visit_map(Items::of(self))?;
        self.close(b'}')?;
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let bare = self.kind()? == Kind::Text;
        if !bare {
            self.open(b'{', "the name of a variant, or an object with it")?;
        }
        let value = visitor.visit_enum(Variant { reader: self, bare })?;
        if !bare {
            self.close(b'}')?;
        }
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.kind()? {
            Kind::Null => self.deserialize_unit(visitor),
            Kind::Bool => self.deserialize_bool(visitor),
            Kind::Number => match self.number()? {
                (false, size) => match u64::try_from(size) {
                    Ok(small) => visitor.visit_u64(small),
                    Err(_) => visitor.visit_u128(size),
                },
                negative => {
                    let value = signed_128(negative).and_then(|value| i64::try_from(value).ok());
                    visitor.visit_i64(value.ok_or_else(|| self.expected("at most 64 bits"))?)
                }
            },
            Kind::Text => self.deserialize_str(visitor),
            Kind::List => self.deserialize_seq(visitor),
            Kind::Object => self.deserialize_map(visitor),
        }
    }
}

/// What is in a list or an object.
#[derive(Debug)]
struct Items<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: bool,
}

impl<'r, 'a> Items<'r, 'a> {
    fn of(reader: &'r mut Reader<'a>) -> Self {
        Self {
            reader,
            first: true,
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if !self.reader.more(&mut self.first, b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> MapAccess<'de> for Items<'_, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>> {
        if !self.reader.more(&mut self.first, b'}')? {
            return Ok(None);
        }
        self.reader.key = true;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}

/// One variant: `"name"`, or `{"name":content}` whose braces are not its own.
#[derive(Debug)]
struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    bare: bool,
}

impl Variant<'_, '_> {
    fn content(&self) -> Result<()> {
        if self.bare {
            return Err(self.reader.expected("the content of a variant"));
        }
        Ok(())
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self)> {
        let name = seed.deserialize(&mut *self.reader)?;
        if !self.bare {
            self.reader.colon()?;
        }
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        if self.bare {
            return Ok(());
        }
        Err(self.reader.expected("no content, the name alone"))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        self.content()?;
        seed.deserialize(self.reader)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.content()?;
        self.reader.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.content()?;
        self.reader.deserialize_map(visitor)
    }
}
