//! What lending is told: the numbers of sources put together, each record read once.

use super::{asked, says};
use crate::records::{feeds, Derivative, Feed, Feeders, Halt, HaltedBy, Standing, StoredSource};
use crate::{breaker, held};
use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_interface::AssetId;
use ballast_pricing::{
    derive_price, derive_unsettled, is_wide, times_down, CappedRate, DebtRate, MarketLeg,
    MarketReadings, RateSpan, Triple, LARGEST, MAX_CHAIN,
};
use ballast_risk::{ExchangeRate, Price, Unsettled};
use cosmwasm_std::Storage;
use std::cell::RefCell;

/// A quote, and the moving average behind it.
#[derive(Clone, Debug)]
struct Quoted {
    quote: PriceQuote,
    average: Price,
}

/// All prices at one time, as if everything that time brings had been stored: halts that ended are over.
pub struct Board<'a> {
    storage: &'a dyn Storage,
    pub all: Option<&'a Feeders>,
    pub now: u64,
    known: RefCell<Vec<(AssetId, Quoted)>>,
}

impl<'a> Board<'a> {
    pub fn new(storage: &'a dyn Storage, all: Option<&'a Feeders>, now: u64) -> Self {
        Self {
            storage,
            all,
            now,
            known: RefCell::default(),
        }
    }

    /// The answer for one asset. What cannot be read is missing, never an error.
    pub fn price(&self, asset: &AssetId) -> PriceQuote {
        self.quoted(asset, 1).quote
    }

    /// The answer for an asset whose record stands in memory.
    pub fn quote(&self, feed: &Feed) -> PriceQuote {
        self.quoted_feed(feed, 1).quote
    }

    /// Is the price of an asset held at this time?
    pub fn is_halted(&self, asset: &AssetId) -> bool {
        match feeds::load(self.storage, asset) {
            Ok(Some(feed)) => feed.halt.is_some() && self.ended(&feed).is_none(),
            _ => false,
        }
    }

    /// The feed after the end of its halt; `None` where there is none or it goes on.
    pub fn ended(&self, feed: &Feed) -> Option<Feed> {
        let halt = feed.halt.as_ref()?;
        let end = match (&halt.by, halt.until) {
            // it ends with the other
            (HaltedBy::Base(base), None) => (!self.is_halted(base)).then_some(self.now)?,
            (_, until) => self.end(feed, halt, until?)?,
        };
        let mut settled = feed.clone();
        settled.halt = None;
        if let Some(publication) = &mut settled.publication {
            publication.renew(&feed.limits, end);
        }
        breaker::publish(&mut settled, self.all, end);
        Some(settled)
    }

    /// When a halt that was to end at `until` does: at the first fresh price after it, at the latest `max_age` later.
    fn end(&self, feed: &Feed, halt: &Halt, until: u64) -> Option<u64> {
        if until > self.now {
            return None;
        }
        // what counted at some time after it counted first then: without a report nothing becomes fresh
        let first = until.max(halt.looked_at);
        if says(feed, self.all, first).is_some() {
            return Some(first);
        }
        let last = feed.limits.max_age().after(until);
        (last <= self.now).then_some(last)
    }

    /// `depth` records have been read on the way, this one included.
    fn quoted(&self, asset: &AssetId, depth: usize) -> Quoted {
        let known = self.known.borrow();
        if let Some((_, quoted)) = known.iter().find(|(known, _)| known == asset) {
            return quoted.clone();
        }
        drop(known);
        let found = match feeds::load(self.storage, asset) {
            Ok(Some(feed)) if depth <= MAX_CHAIN => self.quoted_feed(&feed, depth),
            _ => Quoted::MISSING,
        };
        let entry = (asset.clone(), found.clone());
        self.known.borrow_mut().push(entry);
        found
    }

    fn quoted_feed(&self, feed: &Feed, depth: usize) -> Quoted {
        let settled = self.ended(feed);
        let feed = settled.as_ref().unwrap_or(feed);
        if let Some(halt) = &feed.halt {
            let mut quote = held::quote(halt, &feed.limits, self.now);
            if let HaltedBy::Base(base) = &halt.by {
                quote.halted_until = self
                    .quoted(base, depth.saturating_add(1))
                    .quote
                    .halted_until;
            }
            let average = quote.spot;
            return Quoted { quote, average };
        }
        let own = self.number(feed);
        match &feed.standing {
            Some(standing) if own.quote.status != PriceStatus::Missing => {
                let parts = self.parts(standing, depth.saturating_add(1));
                let composed = compose(&own.quote, standing, &parts, self.now);
                let mut quote = composed.unwrap_or(PriceQuote::MISSING);
                quote.wide |= is_wide(&triple(&quote), feed.limits.max_spread());
                let cap = cap(standing.derivative.as_ref(), self.now);
                let rate = asked::rate(own.average).min(cap);
                let average = times_down(rate, parts.base.average);
                Quoted { quote, average }
            }
            _ => own,
        }
    }

    /// The number of the record itself: a price, or a rate in its scale.
    fn number(&self, feed: &Feed) -> Quoted {
        let Some(publication) = &feed.publication else {
            return Quoted::MISSING;
        };
        let live = says(feed, self.all, self.now);
        let band = publication.band(live.as_ref(), &feed.limits, self.now);
        let (mut unsettled, mut halted_until) = (None, None);
        let mut status = match live {
            _ if band.frozen => PriceStatus::Frozen,
            Some(_) => PriceStatus::Fresh,
            None => PriceStatus::Stale,
        };
        let published_at = match &feed.source {
            StoredSource::Fixed { until, .. } => self.now.min(*until),
            StoredSource::Feeders => publication.bracket.since,
            StoredSource::Asked(asked) => {
                unsettled = asked::unsettled(asked, &feed.limits);
                if asked.is_untried(self.now) {
                    status = PriceStatus::Halted;
                    halted_until = Some(asked.tried_at.saturating_add(asked.refresh_within));
                }
                asked.since
            }
        };
        let quote = PriceQuote {
            spot: band.price.spot,
            low: band.price.low,
            high: band.price.high,
            published_at,
            status,
            wide: band.wide,
            unsettled: unsettled.filter(|_| status == PriceStatus::Fresh),
            halted_until,
        };
        let average = publication.average(&feed.limits, self.now);
        Quoted { quote, average }
    }

    fn parts(&self, standing: &Standing, depth: usize) -> Parts {
        let derivative = standing.derivative.as_ref();
        let market = derivative.and_then(|of| of.market.as_ref());
        Parts {
            base: self.quoted(&standing.base, depth),
            market: market.map(|market| self.quoted(market, depth)),
        }
    }
}

/// What a rate stands on.
struct Parts {
    base: Quoted,
    market: Option<Quoted>,
}

/// A rate times the price of its base, and the market beside it. The status is the worst of rate and base, the age that of the
/// oldest part.
///
/// A market that is not fresh takes no part in the price; there is no new risk then, since nobody can say what the lower of
/// rate and market is.
fn compose(own: &PriceQuote, standing: &Standing, parts: &Parts, now: u64) -> Option<PriceQuote> {
    let base = &parts.base.quote;
    let mut status = worst(own.status, base.status);
    let rate = CappedRate {
        readings: RateSpan {
            low: asked::rate(own.low),
            high: asked::rate(own.high),
        },
        newest: asked::rate(own.spot),
        cap: cap(standing.derivative.as_ref(), now),
    };
    let fresh = |market: &&Quoted| market.quote.status == PriceStatus::Fresh;
    let market = parts.market.as_ref().filter(fresh);
    let leg = market.map(|market| MarketLeg {
        price: triple(&market.quote),
        average: market.average,
    });
    let price = |debts| derive_price(&rate, &triple(base), leg.as_ref(), debts);
    let uncapped = price(DebtRate::Uncapped);
    if uncapped.high == LARGEST {
        // above every price that there is, it is known from below only
        status = worst(status, PriceStatus::Frozen);
    }
    let price = match status {
        PriceStatus::Fresh => uncapped,
        _ => price(DebtRate::Capped),
    };
    let blind = parts.market.is_some() && market.is_none();
    let unknown = parts.market.as_ref().and_then(lowest_unknown);
    let oldest = own.published_at.min(base.published_at);
    Some(PriceQuote {
        spot: price.spot,
        low: unknown.map_or(price.low, |market| price.low.min(market)),
        high: price.high,
        published_at: market.map_or(oldest, |market| market.quote.published_at.min(oldest)),
        status,
        wide: own.wide || base.wide || blind,
        unsettled: match status {
            PriceStatus::Fresh => unsettled(own, rate.cap, base, market, unknown),
            _ => None,
        },
        halted_until: base.halted_until.or(own.halted_until),
    })
    .filter(|_| status != PriceStatus::Missing)
}

/// What liquidation takes, where readings of any part disagree.
fn unsettled(
    own: &PriceQuote,
    cap: ExchangeRate,
    base: &PriceQuote,
    market: Option<&Quoted>,
    unknown: Option<Price>,
) -> Option<Unsettled> {
    let mut parts = [own, base].into_iter().chain(market.map(|of| &of.quote));
    if parts.all(|part| part.unsettled.is_none()) && unknown.is_none() {
        return None;
    }
    let rate = readings(own);
    let rate = RateSpan {
        low: asked::rate(rate.low),
        high: asked::rate(rate.high),
    };
    let market = market.map(|market| MarketReadings {
        span: readings(&market.quote),
        average: market.average,
    });
    let spanned = derive_unsettled(rate, cap, readings(base), market);
    Some(Unsettled {
        low: unknown.map_or(spanned.low, |market| spanned.low.min(market)),
        ..spanned
    })
}

/// What the market may be where it is not fresh: a debt counts no more than that, so that nobody is liquidated by a market that
/// was left alone, pumped or silenced. (A collateral counts the capped rate, which is above every market that counts.)
fn lowest_unknown(market: &Quoted) -> Option<Price> {
    let low = market.quote.low;
    match market.quote.status {
        PriceStatus::Halted => Some(low.half_down()),
        PriceStatus::Frozen | PriceStatus::Stale => Some(low),
        PriceStatus::Fresh | PriceStatus::Missing => None,
    }
}

/// Spot, or what unsettled readings span.
fn readings(quote: &PriceQuote) -> Unsettled {
    let settled = Unsettled {
        low: quote.spot,
        high: quote.spot,
    };
    quote.unsettled.unwrap_or(settled)
}

fn cap(derivative: Option<&Derivative>, now: u64) -> ExchangeRate {
    derivative.map_or(ExchangeRate::new(u128::MAX), |of| of.cap.at(now))
}

fn triple(quote: &PriceQuote) -> Triple {
    Triple {
        low: quote.low,
        spot: quote.spot,
        high: quote.high,
    }
}

fn worst(a: PriceStatus, b: PriceStatus) -> PriceStatus {
    let rank = |status| match status {
        PriceStatus::Fresh => 0,
        PriceStatus::Stale => 1,
        PriceStatus::Frozen => 2,
        PriceStatus::Halted => 3,
        PriceStatus::Missing => 4,
    };
    if rank(a) >= rank(b) {
        a
    } else {
        b
    }
}

impl Quoted {
    const MISSING: Self = Self {
        quote: PriceQuote::MISSING,
        average: Price::ZERO,
    };
}
