//! Why a message is none.

use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// What is wrong with a message, and where in it. Small, since every step of reading may end with it.
#[derive(Debug, PartialEq)]
pub struct Wrong(Box<Found>);

#[derive(Debug, PartialEq)]
struct Found {
    /// From the outside in, `actions.3.amount`; empty for the message itself.
    place: String,
    what: String,
}

impl Wrong {
    pub fn new(what: String) -> Self {
        let place = String::new();
        Self(Box::new(Found { place, what }))
    }

    /// Of a list, counted from 0.
    pub fn inside_item(self, place: usize) -> Self {
        self.inside(&place.to_string())
    }

    pub fn inside(mut self, field: &str) -> Self {
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
