//! Every key of the contract on one screen. Beside these: `ownership` of cw-ownable and `contract_info` of cw2.

use ballast_interface::oracle::Source;
use ballast_interface::AssetId;
use ballast_pricing::CandleSize;
use cosmwasm_std::Addr;
use cw_storage_plus::{Item, Map, Path};

pub const GUARDIAN: Item<Addr> = Item::new("guardian");
/// How many assets are priced by feeders and have no average.
pub const BARE_ASSETS: Item<u32> = Item::new("bare_assets");
/// Makes keys; values go through the codec.
const FEED: Map<(u8, &str), ()> = Map::new("feed");
const FEEDERS: &str = "feeders";
const FEEDER_KEYS: &str = "feeder_keys";
/// The number that the next asset gets.
pub const ASSETS: Item<u16> = Item::new("assets");
/// What governance said of an asset's source, in full: read to ask it, never to answer prices.
const SOURCE: Map<(u8, &str), Source> = Map::new("source");
/// Ended candles: the number of the asset, the ring, the slot in it. Values go through the codec.
const CANDLE: Map<(u16, u8, u16), ()> = Map::new("c");
const MONITOR: &str = "monitor";

const NATIVE: u8 = 0;
const CW20: u8 = 1;

pub fn feed(asset: &AssetId) -> Vec<u8> {
    FEED.key((kind(asset), asset.name())).to_vec()
}

fn kind(asset: &AssetId) -> u8 {
    match asset {
        AssetId::Native(_) => NATIVE,
        AssetId::Cw20(_) => CW20,
    }
}

pub fn source(asset: &AssetId) -> Path<Source> {
    SOURCE.key((kind(asset), asset.name()))
}

pub fn candle(asset: u16, size: CandleSize, slot: u16) -> Vec<u8> {
    let ring = match size {
        CandleSize::FiveMinutes => 0,
        CandleSize::Hour => 1,
        CandleSize::Day => 2,
    };
    CANDLE.key((asset, ring, slot)).to_vec()
}

pub fn monitor() -> &'static [u8] {
    MONITOR.as_bytes()
}

pub fn feeder_keys() -> &'static [u8] {
    FEEDER_KEYS.as_bytes()
}

pub fn feeders() -> &'static [u8] {
    FEEDERS.as_bytes()
}

/// From after `start` to the end of all feeds.
pub fn feed_range(start: Option<&AssetId>) -> (Vec<u8>, Vec<u8>) {
    let first = all_feeds();
    let mut end = first.clone();
    // a kind's length never begins with a byte of 255
    end.push(u8::MAX);
    let from = match start {
        None => first,
        Some(asset) => {
            let mut after = feed(asset);
            after.push(0);
            after
        }
    };
    (from, end)
}

/// The asset of a feed's key.
pub fn read_feed(key: &[u8]) -> Option<AssetId> {
    // two bytes for the length of the kind, the kind, the name
    let rest = key.strip_prefix(all_feeds().as_slice())?.get(2..)?;
    let (kind, name) = rest.split_first()?;
    let name = String::from_utf8(name.to_vec()).ok()?;
    match *kind {
        NATIVE => Some(AssetId::Native(name)),
        CW20 => Some(AssetId::Cw20(name)),
        _ => None,
    }
}

/// How the key of every feed begins: the length and the name of their namespace.
fn all_feeds() -> Vec<u8> {
    let mut key = FEED.key((NATIVE, "")).to_vec();
    key.truncate(key.len().saturating_sub(3));
    key
}
