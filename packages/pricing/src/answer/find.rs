//! One number out of a JSON text, whatever else stands there.
//!
//! `serde-json-wasm` reads; what is skipped is skipped as text, so numbers with a point may stand beside and no float is
//! ever made.

use super::only::refuse_all_but;
use super::path::{Path, Step};
use super::AnswerError;
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::cell::RefCell;
use std::fmt;

/// What may stand at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Text(String),
    Natural(u128),
    /// Its magnitude.
    Negative(u64),
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.chars().take(48).try_for_each(|c| write!(f, "{c}")),
            Self::Natural(number) => write!(f, "{number}"),
            Self::Negative(magnitude) => write!(f, "-{magnitude}"),
        }
    }
}

/// How the reader is asked for the last value: it must be told of a number above 64 bits beforehand.
#[derive(Clone, Copy, Debug)]
enum Expecting {
    TextOrNumber,
    LongNumber,
}

thread_local! {
    // `serde_json_wasm::from_slice` takes a type and no seed, so what is looked for cannot be handed over as an argument.
    static WANTED: RefCell<Option<(Vec<Step>, Expecting)>> = const { RefCell::new(None) };
}

/// What stands at `path`.
pub fn find(answer: &[u8], path: &Path) -> Result<Found, AnswerError> {
    let read = |expecting| {
        WANTED.set(Some((path.steps().to_vec(), expecting)));
        serde_json_wasm::from_slice::<Sought>(answer)
    };
    let found = read(Expecting::TextOrNumber).or_else(|_| read(Expecting::LongNumber));
    match found {
        Ok(Sought(Some(found))) => Ok(found),
        Ok(Sought(None)) => Err(AnswerError::NotFound {
            path: path.to_string(),
        }),
        Err(_) => Err(AnswerError::Unreadable {
            path: path.to_string(),
        }),
    }
}

/// What was found at the path in [`WANTED`].
struct Sought(Option<Found>);

impl<'de> Deserialize<'de> for Sought {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (steps, expecting) = WANTED
            .take()
            .unwrap_or((Vec::new(), Expecting::TextOrNumber));
        let walk = Walk {
            steps: &steps,
            expecting,
        };
        walk.deserialize(deserializer).map(Sought)
    }
}

/// The rest of the way.
#[derive(Clone, Copy)]
struct Walk<'a> {
    steps: &'a [Step],
    expecting: Expecting,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = Option<Found>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match (self.steps.split_first(), self.expecting) {
            (Some((Step::Key(key), steps)), _) => {
                let rest = Walk { steps, ..self };
                deserializer.deserialize_map(Member { key, rest })
            }
            (Some((Step::Index(at), steps)), _) => {
                let rest = Walk { steps, ..self };
                deserializer.deserialize_seq(Element { at: *at, rest })
            }
            (None, Expecting::TextOrNumber) => deserializer.deserialize_any(Last),
            (None, Expecting::LongNumber) => deserializer.deserialize_u128(Last),
        }
    }
}

struct Member<'a> {
    key: &'a str,
    rest: Walk<'a>,
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<Found>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with `{}`", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        // an answer is at most 4 KiB long
        while let Some(key) = map.next_key::<String>()? {
            if key != self.key {
                map.next_value::<IgnoredAny>()?;
            } else if found.is_some() {
                return Err(de::Error::custom("a key stands there twice"));
            } else {
                found = map.next_value_seed(self.rest)?;
            }
        }
        Ok(found)
    }
}

struct Element<'a> {
    at: u32,
    rest: Walk<'a>,
}

impl<'de> Visitor<'de> for Element<'_> {
    type Value = Option<Found>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array with an element {}", self.at)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut at: u32 = 0;
        // an answer is at most 4 KiB long
        loop {
            if at == self.at {
                match seq.next_element_seed(self.rest)? {
                    Some(element) => found = element,
                    None => return Ok(None),
                }
            } else if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(found);
            }
            at = at.saturating_add(1);
        }
    }
}

struct Last;

impl<'de> Visitor<'de> for Last {
    type Value = Option<Found>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or an integer")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Found::Text(text.to_owned())))
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Found::Natural(u128::from(number))))
    }
    fn visit_u128<E: de::Error>(self, number: u128) -> Result<Self::Value, E> {
        Ok(Some(Found::Natural(number)))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        let magnitude = number.unsigned_abs();
        Ok(Some(if number < 0 {
            Found::Negative(magnitude)
        } else {
            Found::Natural(u128::from(magnitude))
        }))
    }
    refuse_all_but!("expected a string or an integer": bool, unit, list, object);
}
