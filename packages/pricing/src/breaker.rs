//! What is published of an asset, and what is held back until it is confirmed.

use crate::average::average;
use crate::bracket::{differs, is_wide, Bracket};
use crate::derivative::Triple;
use crate::extremes::Extremes;
use crate::growth::falls_beyond;
use crate::limits::PriceLimits;
use crate::readings::SETTLING;
use ballast_risk::{Price, Ratio, Seconds};
use serde::{Deserialize, Serialize};

/// A price beyond the largest step: known, and not believed yet.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The first of it. What comes later and lies within a step of it does not begin the wait anew.
    pub first: Price,
    /// When the wait began, seconds.
    pub since: u64,
    /// The last of it.
    pub latest: Bracket,
    /// When that was said, seconds: one that nobody renews ends by itself.
    pub renewed_at: u64,
    /// Since when it has been said once more after the wait, seconds.
    again_since: Option<u64>,
}

/// What a source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub bracket: Bracket,
    pub voice: Voice,
}

/// Whose word confirms a pending price after the wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// A quorum's, said once.
    Quorum,
    /// That of one source, which a transaction may have moved: said twice, [`SETTLING`] apart, and nothing else between.
    OneSource,
}

/// What became of an offered price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Published,
    /// Beyond the step, and said once more by a fresh quorum after the wait.
    Confirmed,
    Pending,
}

/// What lending is told of an asset between two publications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    pub price: Triple,
    /// Known from one side only, or waiting for a confirmation.
    pub frozen: bool,
    /// Low and high further apart than the asset's `max_spread`.
    pub wide: bool,
}

/// The last published price of an asset with what it is judged by.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    pub bracket: Bracket,
    /// When it was last published, seconds.
    pub at: u64,
    /// The moving average at that time.
    average: Price,
    extremes: Extremes,
    pub pending: Option<Pending>,
}

impl Voice {
    fn is_settled(self, since: u64, now: u64) -> bool {
        match self {
            Self::Quorum => true,
            Self::OneSource => since.saturating_add(SETTLING) <= now,
        }
    }
}

impl Publication {
    /// The first price of an asset, or one that governance sets: it is compared with nothing.
    pub fn first(bracket: Bracket, now: u64) -> Self {
        Self {
            bracket,
            at: now,
            average: bracket.spot,
            extremes: Extremes::default(),
            pending: None,
        }
    }

    /// Publishes a price, or holds it back.
    ///
    /// It is compared with the last one, however old, and with every one published within the window; a confirmation begins
    /// the window anew. One that is further than the largest step from any of them is pending: published when what was seen
    /// after the wait says it once more (`seen_since` makes the bracket of what was seen at or after a time), as its voice
    /// has it, or when somebody with the right to do so confirms it.
    pub fn offer(
        &mut self,
        offer: Offer,
        limits: &PriceLimits,
        now: u64,
        seen_since: impl FnOnce(u64) -> Option<Bracket>,
    ) -> Outcome {
        let bracket = offer.bracket;
        if self.allows(bracket.spot, limits, now) {
            self.publish(bracket, limits, now);
            return Outcome::Published;
        }
        let near = limits.max_fall().unwrap_or(limits.max_step());
        let same = |pending: &Pending| !differs(pending.first, bracket.spot, near);
        let known = self.pending(limits, now).filter(same);
        let mut pending = Pending {
            first: known.map_or(bracket.spot, |known| known.first),
            since: known.map_or(now, |known| known.since),
            latest: bracket,
            renewed_at: now,
            again_since: None,
        };
        let from = limits.confirm_after().after(pending.since);
        let again = if now < from { None } else { seen_since(from) };
        if again.is_some_and(|again| !differs(pending.first, again.spot, near)) {
            let since = known.and_then(|known| known.again_since).unwrap_or(now);
            if offer.voice.is_settled(since, now) {
                self.publish_confirmed(bracket, limits, now);
                return Outcome::Confirmed;
            }
            pending.again_since = Some(since);
        }
        self.pending = Some(pending);
        Outcome::Pending
    }

    /// The pending price, unless nobody renewed it for as long as a report counts.
    pub fn pending(&self, limits: &PriceLimits, now: u64) -> Option<Pending> {
        let renewed =
            |pending: &Pending| Seconds::between(pending.renewed_at, now) < limits.max_age();
        self.pending.filter(renewed)
    }

    /// Publishes what is pending, where it lies within `within` of the price that somebody names.
    pub fn confirm(
        &mut self,
        named: Price,
        within: Ratio,
        limits: &PriceLimits,
        now: u64,
    ) -> Option<Bracket> {
        let pending = self.pending(limits, now)?;
        if differs(named, pending.latest.spot, within) {
            return None;
        }
        self.publish_confirmed(pending.latest, limits, now);
        Some(pending.latest)
    }

    /// The price in force counts as published once more: at the end of a halt.
    pub fn renew(&mut self, limits: &PriceLimits, now: u64) {
        let bracket = self.bracket;
        self.publish(bracket, limits, now);
    }

    /// New bounds hold for what was published before them.
    pub fn clamp(&mut self, limits: &PriceLimits) {
        self.bracket = limits.bounds().clamp_bracket(self.bracket);
    }

    /// The moving average at `now`; the price in force where there is none.
    pub fn average(&self, limits: &PriceLimits, now: u64) -> Price {
        let held = self.bracket.spot;
        let elapsed = Seconds::between(self.at, now);
        let moved = |half_life| average(self.average, held, elapsed, half_life);
        limits.half_life().map_or(held, moved)
    }

    /// What is said of the asset at `now`. `live` is what the reports that still count would say: it widens low and high.
    ///
    /// `low = min(bid, average)`, `high = max(ask, average)`; from one side where the bracket touches a bound; down and
    /// up to what is pending.
    pub fn band(&self, live: Option<&Bracket>, limits: &PriceLimits, now: u64) -> Band {
        let bounds = limits.bounds();
        let one_sided = bounds.one_sided(&self.bracket);
        let pending = self.pending(limits, now).map(|pending| pending.latest);
        let frozen = one_sided.is_some() || pending.is_some();
        let average = self.average(limits, now);
        let mut price = one_sided.unwrap_or(Triple {
            low: self.bracket.bid.min(average),
            spot: self.bracket.spot,
            high: self.bracket.ask.max(average),
        });
        for other in live.into_iter().chain(pending.as_ref()) {
            let other = bounds.one_sided(other).unwrap_or(other.triple());
            price.low = price.low.min(other.low);
            price.high = price.high.max(other.high);
        }
        Band {
            price,
            frozen,
            wide: is_wide(&price, limits.max_spread()),
        }
    }

    fn allows(&self, price: Price, limits: &PriceLimits, now: u64) -> bool {
        let from = limits.step_window().before(now);
        let mut published = self.extremes.since(from).chain([self.bracket.spot]);
        published.all(|before| {
            let falls = |max_fall| falls_beyond(before, price, max_fall);
            !differs(before, price, limits.max_step()) && !limits.max_fall().is_some_and(falls)
        })
    }

    /// What stood before a confirmed price is no measure of what comes after it.
    fn publish_confirmed(&mut self, bracket: Bracket, limits: &PriceLimits, now: u64) {
        self.publish(bracket, limits, now);
        self.extremes = Extremes::default();
    }

    fn publish(&mut self, bracket: Bracket, limits: &PriceLimits, now: u64) {
        self.average = self.average(limits, now);
        self.extremes
            .replace(self.bracket.spot, self.at, bracket.spot);
        self.extremes
            .forget_before(limits.step_window().before(now));
        self.bracket = bracket;
        self.at = now;
        self.pending = None;
    }
}
