//! Between which prices an asset is believed to be.

use crate::bracket::Bracket;
use crate::derivative::Triple;
use ballast_risk::Price;
use serde::{Deserialize, Serialize};

/// A report beyond a bound counts as the bound: the feed is stuck there, or the price is.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    min: Price,
    max: Price,
}

impl Bounds {
    /// `None` where the upper is not above the lower.
    pub fn new(min: Price, max: Price) -> Option<Self> {
        (min < max).then_some(Self { min, max })
    }

    pub fn min(self) -> Price {
        self.min
    }

    pub fn max(self) -> Price {
        self.max
    }

    pub fn clamp(self, price: Price) -> Price {
        price.clamp(self.min, self.max)
    }

    /// The bracket with all of it inside.
    pub fn clamp_bracket(self, bracket: Bracket) -> Bracket {
        Bracket {
            bid: self.clamp(bracket.bid),
            spot: self.clamp(bracket.spot),
            ask: self.clamp(bracket.ask),
            since: bracket.since,
        }
    }

    /// What is known where a bracket touches a bound: the price is from 0 to its ask, or from its bid to twice the upper
    /// bound. `None` where it touches none. (All of it at a bound: from 0 to the bound, or from the bound to twice it.)
    pub fn one_sided(self, bracket: &Bracket) -> Option<Triple> {
        let below = bracket.bid <= self.min;
        let above = bracket.ask >= self.max;
        if !below && !above {
            return None;
        }
        let twice = Price::new(self.max.raw().saturating_mul(2));
        Some(Triple {
            low: if below { Price::ZERO } else { bracket.bid },
            spot: bracket.spot,
            high: if above { twice } else { bracket.ask },
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may stop at the first surprise
    use super::*;

    fn bounds() -> Bounds {
        Bounds::new(Price::new(100), Price::new(1_000)).unwrap()
    }

    fn known(bid: u128, spot: u128, ask: u128) -> Option<(u128, u128, u128)> {
        let price = |raw| bounds().clamp(Price::new(raw));
        let bracket = Bracket {
            bid: price(bid),
            spot: price(spot),
            ask: price(ask),
            since: 0,
        };
        let found = bounds().one_sided(&bracket)?;
        Some((found.low.raw(), found.spot.raw(), found.high.raw()))
    }

    #[test]
    fn beyond_a_bound_the_price_is_known_from_one_side() {
        assert_eq!(known(3, 40, 90), Some((0, 100, 100)));
        assert_eq!(known(1_500, 2_000, 9_000), Some((1_000, 1_000, 2_000)));
    }

    #[test]
    fn a_bracket_that_only_touches_keeps_its_other_end() {
        assert_eq!(known(90, 120, 130), Some((0, 120, 130)));
        assert_eq!(known(900, 990, 1_100), Some((900, 990, 2_000)));
        assert_eq!(known(101, 500, 999), None);
    }

    #[test]
    fn bounds_are_in_order() {
        assert_eq!(Bounds::new(Price::new(5), Price::new(5)), None);
    }
}
