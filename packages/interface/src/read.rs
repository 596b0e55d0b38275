//! How the contracts read their messages: first as JSON has it, then into their types.
//!
//! Typed at once, each form of a message brings a reader of JSON of its own; they were a third of a contract. The reader here
//! walks what is parsed already, is a fifth of that, and says where in a message something is wrong.

use serde::de::{self, Deserialize, DeserializeOwned, Expected, Unexpected, Visitor};
use std::fmt;

/// A message as an entry point takes it. `T` reads itself as it does from JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Read<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tree = Tree::deserialize(deserializer)?;
        T::deserialize(&tree).map(Self).map_err(de::Error::custom)
    }
}

/// What JSON can say. Numbers are whole: those with a point or an exponent are refused before.
enum Tree {
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

/// What is wrong with a message, and where in it. Small, since every step of reading may end with it.
#[derive(Debug, PartialEq)]
struct Wrong(Box<Found>);

#[derive(Debug, PartialEq)]
struct Found {
    /// From the outside in, `risk.group`; empty for the message itself.
    place: String,
    what: String,
}

impl Wrong {
    fn new(what: String) -> Self {
        let place = String::new();
        Self(Box::new(Found { place, what }))
    }

    fn inside(mut self, field: &str) -> Self {
        if !self.0.place.is_empty() {
            self.0.place.insert(0, '.');
        }
        self.0.place.insert_str(0, field);
        self
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.place.is_empty() {
            write!(f, "{}: ", self.0.place)?;
        }
        f.write_str(&self.0.what)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self::new(what.to_string())
    }

    // serde's own words for what was found print floats, which no chain takes
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_value(found, expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        match found {
            Unexpected::Unsigned(number) => {
                Self::custom(format_args!("found {number}, expected {expected}"))
            }
            Unexpected::Signed(number) => {
                Self::custom(format_args!("found {number}, expected {expected}"))
            }
            Unexpected::Str(text) => {
                Self::custom(format_args!("found `{text}`, expected {expected}"))
            }
            _ => Self::custom(format_args!("expected {expected}")),
        }
    }
}

impl Tree {
    fn other_than(&self, expected: &dyn Expected) -> Wrong {
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

    fn number<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Self::Unsigned(number) => visitor.visit_u64(*number),
            Self::Signed(number) => visitor.visit_i64(*number),
            other => Err(other.other_than(&visitor)),
        }
    }

    fn variant(&self) -> Result<Variant<'_>, Wrong> {
        match self {
            Self::Text(name) => Ok(Variant { name, held: None }),
            Self::Object(entries) => match entries.as_slice() {
                [(name, held)] => Ok(Variant {
                    name,
                    held: Some(held),
                }),
                [] => Err(Wrong::new("found `{}`, name what it is".to_owned())),
                [(one, _), (other, _), ..] => Err(Wrong::new(format!(
                    "found `{one}` and `{other}` in one object, name one of them"
                ))),
            },
            other => Err(other.other_than(&"an object of one field, or its name alone")),
        }
    }
}

/// Numbers of all widths are read alike; what they hold is checked by those who asked.
macro_rules! numbers {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            self.number(visitor)
        })*
    };
}

impl<'de> de::Deserializer<'de> for &'de Tree {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(found) => visitor.visit_bool(*found),
            Tree::Text(found) => visitor.visit_str(found),
            Tree::Unsigned(_) | Tree::Signed(_) => self.number(visitor),
            Tree::List(_) => self.deserialize_seq(visitor),
            Tree::Object(_) => self.deserialize_map(visitor),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Bool(found) => visitor.visit_bool(*found),
            other => Err(other.other_than(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Text(found) => visitor.visit_str(found),
            other => Err(other.other_than(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::List(all) => {
                let mut items = Items(all.iter());
                let read = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(read)
            }
            other => Err(other.other_than(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self {
            Tree::Object(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                last: None,
            }),
            other => Err(other.other_than(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        visitor.visit_enum(self.variant()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The key of an entry, or the name of a variant.
struct Name<'de>(&'de str);

impl<'de> de::Deserializer<'de> for Name<'de> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(self.0)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Items<'de>(std::slice::Iter<'de, Tree>);

impl Items<'_> {
    fn end(&self) -> Result<(), Wrong> {
        match self.0.len() {
            0 => Ok(()),
            more => Err(Wrong::new(format!("found {more} items too many"))),
        }
    }
}

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Wrong;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Wrong> {
        match self.0.next() {
            Some(item) => seed.deserialize(item).map(Some),
            None => Ok(None),
        }
    }
}

struct Entries<'de> {
    rest: std::slice::Iter<'de, (String, Tree)>,
    /// Whose key was given out last.
    last: Option<&'de (String, Tree)>,
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = Wrong;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Wrong> {
        self.last = self.rest.next();
        match self.last {
            Some((key, _)) => seed.deserialize(Name(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Wrong> {
        let (key, value) = match self.last {
            Some((key, value)) => (key.as_str(), value),
            None => ("", &Tree::Null),
        };
        seed.deserialize(value).map_err(|wrong| wrong.inside(key))
    }
}

/// A variant by its name, and what it holds.
struct Variant<'de> {
    name: &'de str,
    /// Nothing where the name stands alone.
    held: Option<&'de Tree>,
}

impl<'de> Variant<'de> {
    fn held(&self) -> Result<&'de Tree, Wrong> {
        self.held.ok_or_else(|| {
            let name = self.name;
            Wrong::new(format!(
                "found `{name}` alone, expected an object {{\"{name}\": ...}}"
            ))
        })
    }
}

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Wrong> {
        Ok((seed.deserialize(Name(self.name))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        match self.held {
            None => Ok(()),
            Some(held) => Err(held.other_than(&"the name alone").inside(self.name)),
        }
    }

    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Wrong> {
        let read = seed.deserialize(self.held()?);
        read.map_err(|wrong| wrong.inside(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Wrong> {
        de::Deserializer::deserialize_seq(self.held()?, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let read = de::Deserializer::deserialize_map(self.held()?, visitor);
        read.map_err(|wrong| wrong.inside(self.name))
    }
}
