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
                    .deserialize_str($crate::units::outside::DecimalText)?
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

impl de::Visitor<'_> for DecimalText {
    type Value = String;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number as a string, such as \"0.75\"")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

pub(super) use outside;
