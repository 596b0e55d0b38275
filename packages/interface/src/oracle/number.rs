//! A number that spoils nothing around it when it cannot be read.

use schemars::gen::SchemaGenerator;
use schemars::schema::Schema;
use schemars::JsonSchema;
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A number as it was written: the contract reads it by itself, so that one that is none is one entry skipped, and not
/// the message. A string; a whole number without quotes is taken too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberText(pub String);

impl<T: fmt::Display> From<T> for NumberText {
    fn from(number: T) -> Self {
        Self(number.to_string())
    }
}

impl Serialize for NumberText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NumberText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyText).map(Self)
    }
}

impl JsonSchema for NumberText {
    fn schema_name() -> String {
        "NumberText".to_owned()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

struct AnyText;

impl<'de> de::Visitor<'de> for AnyText {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number as a string, such as \"9.87\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_bool<E: de::Error>(self, word: bool) -> Result<String, E> {
        Ok(word.to_string())
    }

    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    // Without these two serde would say what it found, and its words for it can print floats, which no chain takes.
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<String, A::Error> {
        while list.next_element::<de::IgnoredAny>()?.is_some() {}
        Ok("a list".to_owned())
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut object: A) -> Result<String, A::Error> {
        while object
            .next_entry::<de::IgnoredAny, de::IgnoredAny>()?
            .is_some()
        {}
        Ok("an object".to_owned())
    }
}
