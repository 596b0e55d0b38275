//! From what JSON says into the types of messages.

use super::tree::Tree;
use super::wrong::Wrong;
use serde::de::{self, Visitor};

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
                let mut items = Items {
                    rest: all.iter(),
                    taken: 0,
                };
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
        visitor.visit_enum(Variant::of(self)?)
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

struct Items<'de> {
    rest: std::slice::Iter<'de, Tree>,
    taken: usize,
}

impl Items<'_> {
    fn end(&self) -> Result<(), Wrong> {
        match self.rest.len() {
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
        let Some(item) = self.rest.next() else {
            return Ok(None);
        };
        let place = self.taken;
        self.taken = place.saturating_add(1);
        let read = seed.deserialize(item).map(Some);
        read.map_err(|wrong| wrong.inside_item(place))
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
    fn of(tree: &'de Tree) -> Result<Self, Wrong> {
        match tree {
            Tree::Text(name) => Ok(Variant { name, held: None }),
            Tree::Object(entries) => match entries.as_slice() {
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
