//! How the contracts read their messages: first as JSON has it, then into their types.
//!
//! Typed at once, each form of a message brings a reader of JSON of its own; they were a third of a contract. The reader here
//! walks what is parsed already, and says where in a message something is wrong.

mod tree;
mod typed;
mod wrong;

use serde::de::{self, Deserialize, DeserializeOwned};
use tree::Tree;

/// A message as an entry point takes it. `T` reads itself as it does from JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Read<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tree = Tree::deserialize(deserializer)?;
        T::deserialize(&tree).map(Self).map_err(de::Error::custom)
    }
}
