//! What is stored: one binary record per asset, one for the quorum, and two Items.
//!
//! A feed record is: version 1 · source (0 feeders, 1 fixed) · frozen · max_age u64 · min, max u128 · max_spread u64 ·
//! published bid, spot, ask u128 and since u64 (all zero: never) · number of reports · per report feeder u8, price u128,
//! time u64. Big-endian. The quorum record is: version 1 · quorum · faults · number of feeders · per feeder its number
//! and the length and text of its address.

use crate::error::ContractError;
use ballast_interface::AssetId;
use ballast_pricing::{Bracket, Quorum, Sighting};
use ballast_risk::num::{Price, Ratio};
use cosmwasm_std::{Addr, Order, Storage};
use cw_storage_plus::Item;

pub const GUARDIAN: Item<Addr> = Item::new("guardian");
const FEED: &[u8] = b"feed/";
/// Right after every key that begins with [`FEED`].
const FEED_END: &[u8] = b"feed0";
const QUORUM: &[u8] = b"quorum";
const VERSION: u8 = 1;
/// `(high − low) / spot` above which no new risk is taken, where the asset does not say: 10 %.
pub const DEFAULT_MAX_SPREAD: Ratio = Ratio::percent(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredSource {
    Feeders,
    Fixed,
}

/// One asset's source, limits, last published bracket, and the newest report of each feeder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub source: StoredSource,
    pub frozen: bool,
    pub max_age: u64,
    pub min_price: Price,
    pub max_price: Price,
    pub max_spread: Ratio,
    /// What was last published; `None` only before the first time.
    pub published: Option<Bracket>,
    pub reports: Vec<(u8, Sighting)>,
}

/// The feeders by number, and how many of them make a price. Numbers are never reused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feeders {
    pub quorum: Quorum,
    pub feeders: Vec<(u8, Addr)>,
    pub next: u8,
}

impl Feeders {
    pub fn is_active(&self, number: u8) -> bool {
        self.feeders.iter().any(|(active, _)| *active == number)
    }

    pub fn number(&self, feeder: &Addr) -> Option<u8> {
        let found = self.feeders.iter().find(|(_, addr)| addr == feeder);
        found.map(|(number, _)| *number)
    }
}

pub fn load_feed(storage: &dyn Storage, asset: &AssetId) -> Result<Option<Feed>, ContractError> {
    match storage.get(&feed_key(asset)) {
        None => Ok(None),
        Some(bytes) => decode_feed(&bytes)
            .map(Some)
            .ok_or(ContractError::Corrupt { record: "feed" }),
    }
}

/// The feed of an asset that must have one.
pub fn known_feed(storage: &dyn Storage, asset: &AssetId) -> Result<Feed, ContractError> {
    load_feed(storage, asset)?.ok_or_else(|| ContractError::UnknownAsset {
        asset: asset.to_string(),
    })
}

pub fn save_feed(storage: &mut dyn Storage, asset: &AssetId, feed: &Feed) {
    storage.set(&feed_key(asset), &encode_feed(feed));
}

/// Feeds after `start`, in the order of their keys.
pub fn feeds<'a>(
    storage: &'a dyn Storage,
    start: Option<&AssetId>,
) -> impl Iterator<Item = Result<(AssetId, Feed), ContractError>> + 'a {
    let from = match start {
        None => FEED.to_vec(),
        Some(asset) => {
            let mut after = feed_key(asset);
            after.push(0);
            after
        }
    };
    let corrupt = || ContractError::Corrupt { record: "feed" };
    let range = storage.range(Some(&from), Some(FEED_END), Order::Ascending);
    range.map(move |(key, bytes)| {
        let asset = read_key(&key).ok_or_else(corrupt)?;
        Ok((asset, decode_feed(&bytes).ok_or_else(corrupt)?))
    })
}

pub fn load_feeders(storage: &dyn Storage) -> Result<Option<Feeders>, ContractError> {
    match storage.get(QUORUM) {
        None => Ok(None),
        Some(bytes) => decode_feeders(&bytes)
            .map(Some)
            .ok_or(ContractError::Corrupt { record: "quorum" }),
    }
}

pub fn save_feeders(storage: &mut dyn Storage, feeders: &Feeders) {
    storage.set(QUORUM, &encode_feeders(feeders));
}

fn feed_key(asset: &AssetId) -> Vec<u8> {
    let kind = match asset {
        AssetId::Native(_) => 0,
        AssetId::Cw20(_) => 1,
    };
    let mut key = FEED.to_vec();
    key.push(kind);
    key.extend_from_slice(asset.name().as_bytes());
    key
}

fn read_key(key: &[u8]) -> Option<AssetId> {
    let (kind, name) = key.strip_prefix(FEED)?.split_first()?;
    let name = String::from_utf8(name.to_vec()).ok()?;
    match kind {
        0 => Some(AssetId::Native(name)),
        1 => Some(AssetId::Cw20(name)),
        _ => None,
    }
}

fn encode_feed(feed: &Feed) -> Vec<u8> {
    let mut out = vec![VERSION];
    out.push(match feed.source {
        StoredSource::Feeders => 0,
        StoredSource::Fixed => 1,
    });
    out.push(u8::from(feed.frozen));
    out.extend(feed.max_age.to_be_bytes());
    out.extend(feed.min_price.raw().to_be_bytes());
    out.extend(feed.max_price.raw().to_be_bytes());
    out.extend(feed.max_spread.raw().to_be_bytes());
    let published = feed.published.unwrap_or_default();
    for price in [published.bid, published.spot, published.ask] {
        out.extend(price.raw().to_be_bytes());
    }
    out.extend(published.since.to_be_bytes());
    // at most one for each of 255 numbers
    out.push(u8::try_from(feed.reports.len()).unwrap_or(u8::MAX));
    for (feeder, report) in &feed.reports {
        out.push(*feeder);
        out.extend(report.price.raw().to_be_bytes());
        out.extend(report.time.to_be_bytes());
    }
    out
}

fn decode_feed(bytes: &[u8]) -> Option<Feed> {
    let mut read = Read(bytes);
    if read.u8()? != VERSION {
        return None;
    }
    let source = match read.u8()? {
        0 => StoredSource::Feeders,
        1 => StoredSource::Fixed,
        _ => return None,
    };
    let frozen = read.u8()? != 0;
    let (max_age, min_price, max_price) = (read.u64()?, read.price()?, read.price()?);
    let max_spread = Ratio::new(read.u64()?);
    let published = Bracket {
        bid: read.price()?,
        spot: read.price()?,
        ask: read.price()?,
        since: read.u64()?,
    };
    let mut reports = Vec::new();
    for _ in 0..read.u8()? {
        let feeder = read.u8()?;
        let (price, time) = (read.price()?, read.u64()?);
        reports.push((feeder, Sighting { price, time }));
    }
    read.0.is_empty().then_some(Feed {
        source,
        frozen,
        max_age,
        min_price,
        max_price,
        max_spread,
        published: (!published.spot.is_zero()).then_some(published),
        reports,
    })
}

fn encode_feeders(feeders: &Feeders) -> Vec<u8> {
    let mut out = vec![
        VERSION,
        feeders.quorum.quorum(),
        feeders.quorum.faults(),
        feeders.next,
    ];
    out.push(u8::try_from(feeders.feeders.len()).unwrap_or(u8::MAX));
    for (number, feeder) in &feeders.feeders {
        out.push(*number);
        // an address of the chain has at most 128 characters
        out.push(u8::try_from(feeder.as_str().len()).unwrap_or(u8::MAX));
        out.extend(feeder.as_bytes());
    }
    out
}

fn decode_feeders(bytes: &[u8]) -> Option<Feeders> {
    let mut read = Read(bytes);
    if read.u8()? != VERSION {
        return None;
    }
    let (quorum, faults, next, count) = (read.u8()?, read.u8()?, read.u8()?, read.u8()?);
    let mut feeders = Vec::new();
    for _ in 0..count {
        let (number, length) = (read.u8()?, read.u8()?);
        let text = String::from_utf8(read.take(usize::from(length))?.to_vec()).ok()?;
        // it was validated before it was stored
        feeders.push((number, Addr::unchecked(text)));
    }
    Some(Feeders {
        quorum: Quorum::new(feeders.len(), quorum, faults).ok()?,
        feeders,
        next,
    })
}

struct Read<'a>(&'a [u8]);

impl<'a> Read<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(count)?;
        self.0 = tail;
        Some(head)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_be_bytes(self.take(8)?.try_into().ok()?))
    }

    fn price(&mut self) -> Option<Price> {
        let bytes = self.take(16)?.try_into().ok()?;
        Some(Price::new(u128::from_be_bytes(bytes)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may stop at the first surprise
    use super::*;

    fn feed() -> Feed {
        let sighting = |price, time| Sighting {
            price: Price::new(price),
            time,
        };
        Feed {
            source: StoredSource::Feeders,
            frozen: true,
            max_age: 120,
            min_price: Price::new(1),
            max_price: Price::new(u128::MAX),
            max_spread: Ratio::percent(10),
            published: Some(Bracket::at(Price::new(7), 1_000)),
            reports: vec![(0, sighting(6, 990)), (9, sighting(8, 1_000))],
        }
    }

    #[test]
    fn a_feed_comes_back_as_it_went() {
        assert_eq!(decode_feed(&encode_feed(&feed())), Some(feed()));
    }

    #[test]
    fn a_truncated_or_longer_record_is_refused() {
        let bytes = encode_feed(&feed());
        for length in 0..bytes.len() {
            assert_eq!(decode_feed(&bytes[..length]), None, "{length}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(decode_feed(&longer), None);
        let mut other = bytes;
        other[0] = 2;
        assert_eq!(decode_feed(&other), None);
    }

    #[test]
    fn feeders_come_back_as_they_went() {
        let feeders = Feeders {
            quorum: Quorum::new(2, 1, 0).unwrap(),
            feeders: vec![(3, Addr::unchecked("anna")), (4, Addr::unchecked("boris"))],
            next: 5,
        };
        assert_eq!(decode_feeders(&encode_feeders(&feeders)), Some(feeders));
    }
}
