//! How units look outside: text that a person reads, or the integer that a record keeps.

use serde::de;
use std::fmt;

/// Outside, every unit is a decimal string; in a record, which no person reads, the integer itself.
macro_rules! outside {
    ($name:ident($inner:ty)) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if !serializer.is_human_readable() {
                    return serde::Serialize::serialize(&self.0, serializer);
                }
                serializer.serialize_str(&self.to_string())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if !deserializer.is_human_readable() {
                    return <$inner as serde::Deserialize>::deserialize(deserializer).map(Self);
                }
                deserializer
                    .deserialize_any($crate::units::outside::DecimalText)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> String {
                stringify!($name).to_owned()
            }
            fn json_schema(
                generator: &mut schemars::gen::SchemaGenerator,
            ) -> schemars::schema::Schema {
                String::json_schema(generator)
            }
        }
    };
}

/// One string visitor for all units keeps the artifact small.
pub(super) struct DecimalText;

impl<'de> de::Visitor<'de> for DecimalText {
    type Value = String;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number in quotes, such as \"0.75\"")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
    // What else JSON may hold is refused here by name: serde's own words for it can print floats, which no chain takes.
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Err(unquoted(format_args!("the number {number}")))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Err(unquoted(format_args!("the number {number}")))
    }
    fn visit_bool<E: de::Error>(self, word: bool) -> Result<String, E> {
        Err(unquoted(format_args!("{word}")))
    }
    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Err(unquoted(format_args!("null")))
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(unquoted(format_args!("a list")))
    }
    fn visit_map<A: de::MapAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(unquoted(format_args!("an object")))
    }
}

fn unquoted<E: de::Error>(found: fmt::Arguments<'_>) -> E {
    E::custom(format_args!(
        "found {found} in the place of a number written as text, in quotes"
    ))
}

pub(super) use outside;
