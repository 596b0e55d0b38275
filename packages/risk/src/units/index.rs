//! Places in lists, each a type of its own.

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
    /// The place of a group in the correlation structure.
    GroupIndex
}
