//! A message as JSON has it.

use super::wrong::Wrong;
use serde::de::{self, Deserialize, Expected, Visitor};
use std::fmt;

/// What JSON can say. Numbers are whole: those with a point or an exponent are refused before.
#[derive(Debug)]
pub enum Tree {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl<'de> Deserialize<'de> for Tree {
    /// As deep as the deserializer goes, which is 128 levels for that of the contracts.
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Whatever)
    }
}

struct Whatever;

impl<'de> Visitor<'de> for Whatever {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }
    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }
    fn visit_bool<E>(self, found: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(found))
    }
    fn visit_u64<E>(self, found: u64) -> Result<Tree, E> {
        Ok(Tree::Unsigned(found))
    }
    fn visit_i64<E>(self, found: i64) -> Result<Tree, E> {
        Ok(Tree::Signed(found))
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Tree, E> {
        Err(E::custom("numbers are whole, or decimals in quotes"))
    }
    fn visit_str<E>(self, found: &str) -> Result<Tree, E> {
        Ok(Tree::Text(found.to_owned()))
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut found: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = found.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut found: A) -> Result<Tree, A::Error> {
        let mut entries: Vec<(String, Tree)> = Vec::new();
        loop {
            // a number with a point is read up to the point, and only what follows is refused
            let broken = |error: A::Error| match entries.last() {
                Some((key, Tree::Unsigned(_) | Tree::Signed(_))) => {
                    de::Error::custom(format_args!(
                        "{key}: {error} A number with a point stands in quotes, such as \"0.75\"."
                    ))
                }
                _ => error,
            };
            let Some(key) = found.next_key().map_err(broken)? else {
                return Ok(Tree::Object(entries));
            };
            entries.push((key, found.next_value()?));
        }
    }
}

impl Tree {
    pub fn other_than(&self, expected: &dyn Expected) -> Wrong {
        let found = match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Unsigned(_) | Self::Signed(_) => "a number",
            Self::Text(_) => "text in quotes",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        };
        Wrong::new(format!("found {found}, expected {expected}"))
    }

    pub fn number<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Unsigned(number) => visitor.visit_u64(*number),
            Self::Signed(number) => visitor.visit_i64(*number),
            other => Err(other.other_than(&visitor)),
        }
    }
}
