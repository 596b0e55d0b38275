//! Another contract or a module: what is stored of its answers.

use crate::records::Asked;
use ballast_pricing::{Bracket, PriceLimits, RateSpan};
use ballast_risk::{ExchangeRate, Price};

/// What all readings span that count, where the last try gave one, at or after `from`, and it is young enough.
pub fn bracket_since(asked: &Asked, limits: &PriceLimits, from: u64, now: u64) -> Option<Bracket> {
    let (newest, read_at) = asked.readings.newest()?;
    let is_young = now.saturating_sub(asked.since) < limits.max_age();
    if asked.failed || asked.is_untried(now) || !is_young || read_at < from {
        return None;
    }
    let span = asked.readings.span()?;
    let number = |rate: ExchangeRate| limits.bounds().clamp(number(rate));
    Some(Bracket {
        bid: number(span.low),
        spot: number(newest),
        ask: number(span.high),
        since: asked.since,
    })
}

/// What was read now, as if it were settled: to be compared with, and to begin with.
pub fn first_bracket(read: RateSpan, since: u64) -> Bracket {
    Bracket {
        bid: number(read.low),
        spot: number(read.low),
        ask: number(read.high),
        since,
    }
}

/// Has it moved between the readings that count, or is there none yet to hold the newest against?
pub fn is_unsettled(asked: &Asked) -> bool {
    asked.readings.span().is_none_or(RateSpan::has_moved)
}

/// Prices and rates have the same scale, and are published alike.
pub fn number(rate: ExchangeRate) -> Price {
    Price::new(rate.raw())
}

pub fn rate(number: Price) -> ExchangeRate {
    ExchangeRate::new(number.raw())
}
