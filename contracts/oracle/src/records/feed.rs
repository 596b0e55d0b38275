//! One asset's source, limits, published price, halt, and the newest report of each feeder.

use super::codec::{decode, encode};
use super::keys;
use crate::error::ContractError;
use ballast_interface::AssetId;
use ballast_pricing::{GrowthCap, History, PriceLimits, Publication, RateSpan, Readings, Report};
use ballast_risk::governance::{Budget, Draw};
use ballast_risk::{Price, Seconds};
use cosmwasm_std::{Order, Storage};
use serde::{Deserialize, Serialize};

const RECORD: &str = "feed";
/// No asset has a longer name: a denom has at most 128 characters, an address fewer. What is signed may have 65,535, and a chain
/// ends the whole transaction for a key above 64 KiB.
const MAX_NAME: usize = 128;

/// Who gives the number, and what of it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub enum StoredSource {
    Feeders,
    Fixed {
        price: Price,
        until: u64,
    },
    /// Another contract or a module, asked by `refresh`.
    Asked(Asked),
}

/// What came of asking a source.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Seconds after a try within which somebody must try again.
    pub refresh_within: u64,
    /// Chain gas that one reading may use.
    pub gas: u64,
    pub tried_at: u64,
    /// The last try gave no number.
    pub failed: bool,
    pub readings: Readings,
    /// Since when the newest reading holds: its source's time, or when it was read where that was earlier.
    pub since: u64,
}

impl Asked {
    pub fn new(refresh_within: u64, gas: u64) -> Self {
        Self {
            refresh_within,
            gas,
            tried_at: 0,
            failed: true,
            readings: Readings::default(),
            since: 0,
        }
    }

    /// Takes what was read now; `since` is when it held according to its source.
    pub fn take(&mut self, rate: RateSpan, since: u64, now: u64) {
        self.readings.add(rate, now, self.reach());
        self.since = since.min(now);
        self.tried_at = now;
        self.failed = false;
    }

    /// How far back readings count: somebody honest asks within that time, or it is untried.
    pub fn reach(&self) -> Seconds {
        Seconds::new(self.refresh_within)
    }

    pub fn fail(&mut self, now: u64) {
        self.tried_at = now;
        self.failed = true;
    }

    /// Nobody tried in time: it counts in liquidation as what is halted.
    pub fn is_untried(&self, now: u64) -> bool {
        now.saturating_sub(self.tried_at) >= self.refresh_within
    }
}

/// The number is a rate: the price is the rate times that of another asset.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub base: AssetId,
    pub derivative: Option<Derivative>,
}

/// Of a staking derivative.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Derivative {
    pub cap: GrowthCap,
    /// An asset whose price is that of the derivative on its market.
    pub market: Option<AssetId>,
}

impl Standing {
    /// The assets whose records this one is read with.
    pub fn parts(&self) -> impl Iterator<Item = &AssetId> {
        let market = self.derivative.as_ref().and_then(|of| of.market.as_ref());
        [&self.base].into_iter().chain(market)
    }
}

/// The newest report of a feeder.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredReport {
    pub feeder: u8,
    pub price: Price,
    /// The feeder's own time: what is newer is told by it.
    pub time: u64,
    /// By how much that was ahead of the block it came in.
    pub ahead: u8,
}

impl StoredReport {
    /// When it began to age: at its own time, or in its block where that was earlier.
    pub fn seen_at(&self) -> u64 {
        self.time.saturating_sub(u64::from(self.ahead))
    }

    pub fn seen(&self) -> Report {
        Report {
            price: self.price,
            time: self.seen_at(),
        }
    }
}

/// Who holds a price.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub enum HaltedBy {
    Owner,
    Guardian(Draw),
    /// The halt of a record that this one stands on: it lasts as long as that.
    Base(AssetId),
}

/// What lending saw when the halt began, and goes on to see.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub spot: Price,
    pub low: Price,
    pub high: Price,
    pub published_at: u64,
    pub wide: bool,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    pub by: HaltedBy,
    pub since: u64,
    /// When it is to end; `None` until the owner lifts it.
    pub until: Option<u64>,
    /// Up to when no fresh price was found after that.
    pub looked_at: u64,
    /// `None`: there was no price to hold.
    pub held: Option<Held>,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Counted from 0 in the order in which assets came.
    pub number: u16,
    pub source: StoredSource,
    /// `None`: the number is USD.
    pub standing: Option<Standing>,
    pub limits: PriceLimits,
    /// `None` only before the first price.
    pub publication: Option<Publication>,
    pub reports: Vec<StoredReport>,
    pub halt: Option<Halt>,
    /// The guardians' hours for halts of this asset.
    pub budget: Budget,
    /// `None` before the first price.
    pub history: Option<History>,
}

pub fn load(storage: &dyn Storage, asset: &AssetId) -> Result<Option<Feed>, ContractError> {
    if asset.name().len() > MAX_NAME {
        return Ok(None);
    }
    let bytes = storage.get(&keys::feed(asset));
    bytes.map(|bytes| decode(&bytes, RECORD)).transpose()
}

/// The feed of an asset that must have one.
pub fn known(storage: &dyn Storage, asset: &AssetId) -> Result<Feed, ContractError> {
    load(storage, asset)?.ok_or_else(|| ContractError::UnknownAsset {
        asset: asset.to_string(),
    })
}

pub fn save(storage: &mut dyn Storage, asset: &AssetId, feed: &Feed) -> Result<(), ContractError> {
    storage.set(&keys::feed(asset), &encode(feed, RECORD)?);
    Ok(())
}

/// Feeds after `start`, in the order of their keys.
pub fn page<'a>(
    storage: &'a dyn Storage,
    start: Option<&AssetId>,
) -> impl Iterator<Item = Result<(AssetId, Feed), ContractError>> + 'a {
    let (from, end) = keys::feed_range(start);
    let range = storage.range(Some(&from), Some(&end), Order::Ascending);
    range.map(|(key, bytes)| {
        let asset = keys::read_feed(&key).ok_or(ContractError::Corrupt { record: RECORD })?;
        Ok((asset, decode(&bytes, RECORD)?))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
    use super::*;
    use ballast_pricing::{AskedLimits, Bracket};
    use ballast_risk::governance::BudgetFor;
    use ballast_risk::{ExchangeRate, Ratio};
    use cosmwasm_std::testing::MockStorage;

    fn feed() -> Feed {
        let limits = PriceLimits::new(AskedLimits {
            max_age: Seconds::new(120),
            min_price: Price::new(1),
            max_price: Price::new(u128::MAX),
            ..AskedLimits::default()
        });
        let report = |feeder, time| StoredReport {
            feeder,
            price: Price::new(u128::MAX),
            time,
            ahead: 60,
        };
        let mut budget = Budget::default();
        let draw = budget
            .draw(BudgetFor::Halt, 1_000, Seconds::hours(2))
            .unwrap();
        let mut asked = Asked::new(60, 500_000);
        asked.take(RateSpan::at(ExchangeRate::new(7)), 980, 990);
        Feed {
            number: 3,
            source: StoredSource::Asked(asked),
            standing: Some(Standing {
                base: AssetId::native("uosmo"),
                derivative: Some(Derivative {
                    cap: GrowthCap {
                        anchor: ExchangeRate::new(u128::MAX),
                        anchored_at: 900,
                        max_growth_per_year: Ratio::percent(20),
                    },
                    market: None,
                }),
            }),
            limits: limits.unwrap(),
            publication: Some(Publication::first(Bracket::at(Price::new(7), 990), 1_000)),
            reports: vec![report(0, 990), report(255, 1_000)],
            halt: Some(Halt {
                by: HaltedBy::Guardian(draw),
                since: 1_000,
                until: Some(draw.until),
                looked_at: 0,
                held: None,
            }),
            budget,
            history: Some(History::start(Price::new(7), 1_000)),
        }
    }

    #[test]
    fn a_feed_comes_back_as_it_went() {
        let mut storage = MockStorage::new();
        let (atom, token) = (AssetId::native("uatom"), AssetId::cw20("token"));
        save(&mut storage, &atom, &feed()).unwrap();
        save(&mut storage, &token, &feed()).unwrap();
        assert_eq!(load(&storage, &atom), Ok(Some(feed())));
        let all: Result<Vec<_>, _> = page(&storage, None).collect();
        assert_eq!(
            all,
            Ok(vec![(atom.clone(), feed()), (token.clone(), feed())])
        );
        let rest: Result<Vec<_>, _> = page(&storage, Some(&atom)).collect();
        assert_eq!(rest, Ok(vec![(token, feed())]));
    }

    #[test]
    fn a_name_that_no_asset_has_is_not_even_looked_for() {
        let mut storage = MockStorage::new();
        let named = |length| AssetId::native("u".repeat(length));
        for length in [128, 129] {
            save(&mut storage, &named(length), &feed()).unwrap();
        }
        assert_eq!(load(&storage, &named(128)), Ok(Some(feed())));
        assert_eq!(load(&storage, &named(129)), Ok(None));
    }

    #[test]
    fn a_truncated_or_longer_record_and_one_of_another_layout_are_refused() {
        let bytes = encode(&feed(), RECORD).unwrap();
        let refused = Err(ContractError::Corrupt { record: RECORD });
        for length in 0..bytes.len() {
            assert_eq!(
                decode::<Feed>(&bytes[..length], RECORD),
                refused,
                "{length}"
            );
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(decode::<Feed>(&longer, RECORD), refused);
        let mut other = bytes;
        other[0] = 2;
        assert_eq!(decode::<Feed>(&other, RECORD), refused);
    }
}
