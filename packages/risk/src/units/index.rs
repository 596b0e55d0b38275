//! Places in lists, each a type of its own.

use super::saturated_u8;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord,
        )]
        #[serde(transparent)]
        pub struct $name(u8);

        impl $name {
            /// From the place itself.
            pub const fn new(place: u8) -> Self {
                Self(place)
            }

            /// From a place; the last that a list can have where it has no room.
            pub fn at(place: usize) -> Self {
                Self(saturated_u8(place))
            }

            /// All there can be, in order.
            pub fn all() -> impl Iterator<Item = Self> {
                (0..=u8::MAX).map(Self)
            }

            /// The place itself.
            pub const fn raw(self) -> u8 {
                self.0
            }

            /// The place, to look up what stands there.
            pub fn place(self) -> usize {
                usize::from(self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

index! {
    /// The number of a listed asset, its place in the order of their listing.
    AssetIndex
}
index! {
    /// The place of a group in the correlation structure.
    GroupIndex
}
