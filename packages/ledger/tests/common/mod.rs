//! A lending contract's records in memory, with ATOM at 10 USD and USDC at 1, and nobody's contract around them.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "each test file uses what it needs, and stops at the first surprise"
)]

use ballast_interface::oracle::{PriceQuote, PriceStatus};
use ballast_interface::{AssetId, OracleContract};
use ballast_ledger::records::{
    self, asset, correlations, market, settings, AccountKey, Asset, Paused, Settings,
};
use ballast_ledger::{LedgerError, PriceSource};
use ballast_risk::governance::{
    AssetPoint, Caps, CorrelationSpec, Correlations, Group, LiquidationBonus, LiquidationConfig,
    Ramp, RateModel,
};
use ballast_risk::{GroupIndex, Market, Price, Ratio};
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{Addr, Storage};

pub const NOW: u64 = 1_700_000_000;

pub fn atom() -> AssetId {
    AssetId::native("uatom")
}

pub fn usdc() -> AssetId {
    AssetId::native("uusdc")
}

pub fn of(owner: &str) -> AccountKey {
    AccountKey::main(&Addr::unchecked(owner))
}

/// Every asset at a price that never moves.
pub struct Board;

impl PriceSource for Board {
    fn prices(
        &self,
        _oracle: &OracleContract,
        assets: Vec<AssetId>,
    ) -> Result<Vec<PriceQuote>, LedgerError> {
        let price = |asset: &AssetId| {
            let usd: Price = if *asset == atom() { "10" } else { "1" }.parse().unwrap();
            PriceQuote {
                spot: usd,
                low: usd,
                high: usd,
                published_at: NOW,
                status: PriceStatus::Fresh,
                ..PriceQuote::MISSING
            }
        };
        Ok(assets.iter().map(price).collect())
    }
}

/// An oracle that must not be asked.
pub struct Nobody;

impl PriceSource for Nobody {
    fn prices(
        &self,
        _oracle: &OracleContract,
        assets: Vec<AssetId>,
    ) -> Result<Vec<PriceQuote>, LedgerError> {
        panic!("the oracle was asked for {assets:?}");
    }
}

fn percent(of: u64) -> Ratio {
    Ratio::percent(of)
}

/// Threshold and weight as a stress of `stress` percent asks for.
pub fn listing(asset: AssetId, group: u8, stress: u64) -> Asset {
    Asset {
        asset,
        decimals: 6,
        group: GroupIndex::new(group),
        collateral_factor: percent(100 - stress - 4),
        risk: Ramp::at_rest(AssetPoint {
            liquidation_threshold: percent(100 - stress),
            borrow_weight: Some(percent(100 + stress)),
        }),
        bonus: LiquidationBonus {
            bonus_min: percent(1),
            bonus_slope: Ratio::ONE,
            bonus_max: percent(8),
            protocol_fee: percent(10),
        },
        rates: RateModel {
            base: Ratio::ZERO,
            slope1: percent(10),
            slope2: percent(300),
            optimal_utilisation: percent(70),
        },
        reserve_factor: percent(10),
        flash_fee: None,
        caps: Caps::default(),
        paused: Paused::default(),
        seeded: true,
        steward_at: 0,
    }
}

pub fn structure() -> Correlations {
    let group = |name: &str, stress| Group {
        name: name.into(),
        stress: percent(stress),
    };
    let one = |n: &str| n.parse().unwrap();
    let spec = CorrelationSpec {
        groups: vec![group("atom", 40), group("usd", 3)],
        rho: vec![vec![one("1"), one("0")], vec![one("0"), one("1")]],
        correlation_credit: percent(75),
        min_margin: percent(2),
    };
    Correlations::new(&spec).unwrap()
}

pub fn rules() -> Settings {
    Settings {
        oracle: OracleContract(Addr::unchecked("oracle")),
        liquidation: LiquidationConfig {
            bonus_floor: "0.005".parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: "10".parse().unwrap(),
            write_off_value: "0.1".parse().unwrap(),
        },
        raise: None,
    }
}

/// ATOM and USDC are listed, and both are empty.
pub fn store() -> MockStorage {
    let mut storage = MockStorage::new();
    records::save_layout(&mut storage);
    correlations::save(&mut storage, &structure()).unwrap();
    settings::save(&mut storage, &rules()).unwrap();
    list(&mut storage, &listing(atom(), 0, 40));
    list(&mut storage, &listing(usdc(), 1, 3));
    storage
}

pub fn list(storage: &mut dyn Storage, listed: &Asset) {
    let index = asset::list(storage, listed).unwrap();
    market::save(storage, index, &Market::new(NOW)).unwrap();
}
