//! What a visitor says of what it does not take.

/// Refuses each kind named, in the words of the visitor alone. Where serde says it, it says what it found too, and its words for
/// that can print floats, which no chain takes.
macro_rules! refuse_all_but {
    ($expected:literal: $($kind:ident),*) => { $($crate::answer::only::refused! { $kind, $expected })* };
}

macro_rules! refused {
    (bool, $expected:literal) => {
        fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Err(E::custom($expected))
        }
    };
    (unit, $expected:literal) => {
        fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
            Err(E::custom($expected))
        }
    };
    (negative, $expected:literal) => {
        fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Self::Value, E> {
            Err(E::custom($expected))
        }
    };
    (text, $expected:literal) => {
        fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Self::Value, E> {
            Err(E::custom($expected))
        }
    };
    (list, $expected:literal) => {
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err(serde::de::Error::custom($expected))
        }
    };
    (object, $expected:literal) => {
        fn visit_map<A: serde::de::MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err(serde::de::Error::custom($expected))
        }
    };
}

pub(super) use {refuse_all_but, refused};
