//! One asset's source, limits, last published price, and the newest report of each feeder.

use super::codec::{decode, encode};
use super::keys;
use crate::error::ContractError;
use ballast_interface::AssetId;
use ballast_pricing::{Bracket, Report};
use ballast_risk::{Price, Ratio};
use cosmwasm_std::{Order, Storage};
use serde::{Deserialize, Serialize};

const RECORD: &str = "feed";

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredSource {
    Feeders,
    Fixed,
}

#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub source: StoredSource,
    pub frozen: bool,
    pub max_age: u64,
    pub min_price: Price,
    pub max_price: Price,
    pub max_spread: Ratio,
    /// What was last published; `None` only before the first time.
    pub published: Option<Bracket>,
    /// The number of a feeder and its newest report.
    pub reports: Vec<(u8, Report)>,
}

pub fn load(storage: &dyn Storage, asset: &AssetId) -> Result<Option<Feed>, ContractError> {
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
    use cosmwasm_std::testing::MockStorage;

    fn feed() -> Feed {
        let report = |price, time| Report {
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
            reports: vec![(0, report(6, 990)), (9, report(8, 1_000))],
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
