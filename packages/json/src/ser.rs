//! Writing.

use crate::writer::Writer;
use serde::ser::{self, Serialize, Serializer};
use std::fmt;

pub type Result<T> = std::result::Result<T, Error>;

/// What has no form in JSON, or what the type itself objects to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::box_collection)] // one word wide: every step of writing any type passes it on
pub struct Error(Box<String>);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(message.to_string()))
    }
}

/// The value as JSON, without any space.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    let mut writer = Writer::new();
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

/// The value as JSON, without any space.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    String::from_utf8(to_vec(value)?).map_err(ser::Error::custom)
}

macro_rules! numbers {
    ($($signed:ident: $i:ty, $unsigned:ident: $u:ty;)*) => {$(
        fn $signed(self, value: $i) -> Result<()> {
            self.number(value < 0, i128::from(value).unsigned_abs());
            Ok(())
        }

        fn $unsigned(self, value: $u) -> Result<()> {
            self.number(false, u128::from(value));
            Ok(())
        }
    )*};
}

fn no_form<T>(what: &str) -> Result<T> {
    Err(ser::Error::custom(format_args!(
        "{what} have no form in the JSON of contracts"
    )))
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = Items<'a>;

    numbers! {
        serialize_i8: i8, serialize_u8: u8;
        serialize_i16: i16, serialize_u16: u16;
        serialize_i32: i32, serialize_u32: u32;
        serialize_i64: i64, serialize_u64: u64;
        serialize_i128: i128, serialize_u128: u128;
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.raw(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<()> {
        no_form("floats")
    }

    fn serialize_f64(self, _: f64) -> Result<()> {
        no_form("floats")
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        no_form("bytes")
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.raw(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<()> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        self.out.push(b'{');
        self.string(name);
        self.out.push(b':');
        value.serialize(&mut *self)?;
        self.out.push(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>> {
        Ok(Items::open(self, "", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>> {
        Ok(Items::open(self, "", b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>> {
        Ok(Items::open(self, "", b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Items<'a>> {
        Ok(Items::open(self, name, b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'a>> {
        Ok(Items::open(self, "", b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'a>> {
        Ok(Items::open(self, "", b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Items<'a>> {
        Ok(Items::open(self, name, b"}}"))
    }
}

/// A list or an object, half written.
#[derive(Debug)]
pub(crate) struct Items<'a> {
    writer: &'a mut Writer,
    first: bool,
    /// The brackets that end it, two for a variant with content.
    end: &'static [u8],
}

impl<'a> Items<'a> {
    fn open(writer: &'a mut Writer, variant: &str, end: &'static [u8]) -> Self {
        writer.open(variant, end);
        Self {
            writer,
            first: true,
            end,
        }
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.writer.out.push(b',');
        }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        self.writer.string(name);
        self.writer.out.push(b':');
    }

    /// Keys are strings. What was written since `start` may also be an integer, which then gets its quotes.
    fn quote_key(&mut self, start: usize) -> Result<()> {
        let out = &mut self.writer.out;
        match out.get(start) {
            Some(b'"') => {}
            Some(b'-' | b'0'..=b'9') => {
                out.insert(start, b'"');
                out.push(b'"');
            }
            _ => return no_form("keys other than strings and integers"),
        }
        out.push(b':');
        Ok(())
    }

    fn close(self) -> Result<()> {
        self.writer.raw(self.end);
        Ok(())
    }
}

macro_rules! lists {
    ($($of:ident: $method:ident;)*) => {$(
        impl ser::$of for Items<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.comma();
                value.serialize(&mut *self.writer)
            }

            fn end(self) -> Result<()> {
                self.close()
            }
        }
    )*};
}

macro_rules! structs {
    ($($of:ident)*) => {$(
        impl ser::$of for Items<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<()> {
                self.name(name);
                value.serialize(&mut *self.writer)
            }

            fn end(self) -> Result<()> {
                self.close()
            }
        }
    )*};
}

lists! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

structs! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.comma();
        let start = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        self.quote_key(start)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}
