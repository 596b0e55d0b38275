//! What a report costs in storage, in gas of the chain: most of what it costs in all.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation
)] // a test may stop at the first surprise

use ballast_interface::oracle::{ExecuteMsg, InstantiateMsg, Limits, PriceReport, Source};
use ballast_interface::{AssetId, Read};
use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{DepsMut, Order, QuerierWrapper, Record, Storage};
use std::cell::Cell;

/// The store prices of the chain: a read 1000 and 3 a byte of key and value, a write 2000 and 30 a byte.
#[derive(Default)]
struct Metered {
    inner: MockStorage,
    gas: Cell<u64>,
}

impl Metered {
    fn charge(&self, flat: u64, per_byte: u64, bytes: usize) {
        self.gas
            .set(self.gas.get() + flat + per_byte * bytes as u64);
    }
}

impl Storage for Metered {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let found = self.inner.get(key);
        let bytes = key.len() + found.as_ref().map_or(0, Vec::len);
        self.charge(1_000, 3, bytes);
        found
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        self.inner.range(start, end, order)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.charge(2_000, 30, key.len() + value.len());
        self.inner.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.charge(1_000, 0, 0);
        self.inner.remove(key);
    }
}

const NAMES: [&str; 5] = ["fiona", "felix", "frida", "frank", "flora"];
/// With 18 decimals, as an average of venues has.
const PRICES: [(&str, &str); 6] = [
    ("uatom", "9.871234567890123456"),
    ("ubtc", "67123.123456789012345678"),
    ("ueth", "3512.345678901234567891"),
    ("usol", "151.234567890123456789"),
    ("uusdc", "1.000123456789012345"),
    ("ustatom", "12.345678901234567890"),
];

struct World {
    storage: Metered,
    api: MockApi,
    querier: MockQuerier,
    now: u64,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            storage: Metered::default(),
            api: MockApi::default(),
            querier: MockQuerier::default(),
            now: 1_700_000_000,
        };
        let owner = MockApi::default().addr_make("olga");
        let env = world.env();
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: None,
        };
        let info = message_info(&owner, &[]);
        let deps = DepsMut {
            storage: &mut world.storage,
            api: &world.api,
            querier: QuerierWrapper::new(&world.querier),
        };
        ballast_oracle::instantiate(deps, env, info, Read(msg)).unwrap();
        let feeders = NAMES.map(|name| MockApi::default().addr_make(name).to_string());
        world.run(
            "olga",
            ExecuteMsg::SetFeeders {
                feeders: feeders.into(),
                quorum: 3,
                faults: 1,
            },
        );
        for (denom, _) in PRICES {
            world.run("olga", set_asset(denom));
        }
        world
    }

    fn env(&self) -> cosmwasm_std::Env {
        let mut env = mock_env();
        env.block.time = cosmwasm_std::Timestamp::from_seconds(self.now);
        env
    }

    /// The gas that a message takes for what it reads and writes.
    fn run(&mut self, who: &str, msg: ExecuteMsg) -> u64 {
        let info = message_info(&MockApi::default().addr_make(who), &[]);
        let env = self.env();
        self.storage.gas.set(0);
        let deps = DepsMut {
            storage: &mut self.storage,
            api: &self.api,
            querier: QuerierWrapper::new(&self.querier),
        };
        ballast_oracle::execute(deps, env, info, Read(msg)).unwrap();
        self.storage.gas.get()
    }
}

fn set_asset(denom: &str) -> ExecuteMsg {
    ExecuteMsg::SetAsset {
        asset: AssetId::native(denom),
        source: Source::Feeders {},
        limits: Limits {
            max_age: 120,
            min_price: "0.0001".parse().unwrap(),
            max_price: "1000000".parse().unwrap(),
            max_step: None,
            step_window: None,
            confirm_after: None,
            half_life: None,
            max_spread: None,
        },
        swap: None,
    }
}

/// All prices moved by some ten-thousandths.
fn report(now: u64, moved: u128) -> ExecuteMsg {
    let entry = |(denom, price): (&str, &str)| {
        let price: ballast_risk::Price = price.parse().unwrap();
        let price =
            ballast_risk::integer::mul_div_down(price.raw(), 10_000 + moved, 10_000).unwrap();
        PriceReport {
            asset: AssetId::native(denom),
            price: ballast_risk::Price::new(price).into(),
            time: now.into(),
        }
    };
    ExecuteMsg::Report {
        prices: PRICES.map(entry).into(),
    }
}

/// An hour of reports in a market that wavers by one per cent, then the dearest of the last round.
fn dearest_of_a_round(mut world: World) -> u64 {
    let mut last = [0; 5];
    for round in 0..60u64 {
        for (place, who) in NAMES.into_iter().enumerate() {
            world.now += 12;
            let moved = (round * 37 + place as u64 * 11) % 100;
            last[place] = world.run(who, report(world.now, moved.into()));
        }
    }
    last.into_iter().max().unwrap()
}

/// A report of six prices may cost 215,000. On a node it was 188,000 where 68,000 were storage: so much is left for that.
#[test]
fn a_report_of_six_prices_stays_within_its_part_of_215_000() {
    let found = dearest_of_a_round(World::new());
    assert!(found <= 215_000 - (188_000 - 68_000), "{found}");
    println!("a report of six prices: {found} gas for storage");
}
