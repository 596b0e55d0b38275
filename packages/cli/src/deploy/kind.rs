//! The contracts of a market.

use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Oracle,
    Lending,
    Lens,
    Liquidator,
}

impl Kind {
    /// In the order in which they can be instantiated.
    pub const ALL: [Self; 4] = [Self::Oracle, Self::Lending, Self::Lens, Self::Liquidator];

    /// What the contract calls itself, by the convention of cw2.
    pub fn cw2(self) -> &'static str {
        match self {
            Self::Oracle => "ballast-oracle",
            Self::Lending => "ballast-lending",
            Self::Lens => "ballast-lens",
            Self::Liquidator => "ballast-liquidator",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Oracle => "oracle",
            Self::Lending => "lending",
            Self::Lens => "lens",
            Self::Liquidator => "liquidator",
        })
    }
}
