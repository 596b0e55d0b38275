//! Another contract or a module: what is stored of its answers.

use crate::records::Asked;
use ballast_pricing::{Bracket, PriceLimits, RateSpan};
use ballast_risk::{ExchangeRate, Price, Seconds, Unsettled};

/// What all readings span that count, where the last try gave one, at or after `from`, and it is young enough.
pub fn bracket_since(asked: &Asked, limits: &PriceLimits, from: u64, now: u64) -> Option<Bracket> {
    let (newest, read_at) = asked.readings.newest()?;
    let is_young = Seconds::between(asked.since, now) < limits.max_age();
    if asked.failed || asked.is_untried(now) || !is_young || read_at < from {
        return None;
    }
    let span = asked.readings.span(asked.reach())?;
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

/// What the readings that count span, where it has moved between them; within the bounds, as all numbers are.
pub fn unsettled(asked: &Asked, limits: &PriceLimits) -> Option<Unsettled> {
    let span = asked.readings.span(asked.reach());
    let span = span.filter(|span| span.has_moved())?;
    let number = |rate: ExchangeRate| limits.bounds().clamp(number(rate));
    Some(Unsettled {
        low: number(span.low),
        high: number(span.high),
    })
}

/// Prices and rates have the same scale, and are published alike.
pub fn number(rate: ExchangeRate) -> Price {
    Price::new(rate.raw())
}

pub fn rate(number: Price) -> ExchangeRate {
    ExchangeRate::new(number.raw())
}
