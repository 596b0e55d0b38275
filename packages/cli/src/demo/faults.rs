//! What goes wrong with the feeders of a scenario.

use ballast_risk::integer::mul_div_down;
use ballast_risk::Price;
use serde::Serialize;
use std::ops::Range;

/// How long a report counts where feeders fail, seconds: what is older than that is no price.
pub const MAX_AGE: u64 = 900;

/// What is wrong at a moment.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// One of five says half of the price.
    Liar,
    /// All five say 55 % of the price, once: the venue they all read has printed it.
    Spike,
    /// Nobody says anything, of any asset.
    Silence,
}

/// When it goes wrong, in seconds since the beginning, and with which asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    pub ticker: &'static str,
    pub liar: Range<u64>,
    pub spike: u64,
    pub silence: Range<u64>,
}

impl Faults {
    pub fn at(&self, seconds: u64) -> Option<Fault> {
        match seconds {
            _ if self.liar.contains(&seconds) => Some(Fault::Liar),
            _ if self.silence.contains(&seconds) => Some(Fault::Silence),
            _ if seconds == self.spike => Some(Fault::Spike),
            _ => None,
        }
    }
}

impl Fault {
    /// What a feeder says instead of what it sees; the first of them is the liar.
    pub fn said(self, feeder: usize, seen: Price) -> Price {
        let part = match self {
            Self::Liar if feeder == 0 => 50,
            Self::Spike => 55,
            Self::Liar | Self::Silence => 100,
        };
        Price::new(mul_div_down(seen.raw(), part, 100).unwrap_or(seen.raw()))
    }
}
