//! Records come back as they went, damage is an error, and no two keys are in each other's way.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

use super::asset::{Asset, Paused};
use super::keys::{self, AccountKey};
use super::{account, asset, correlations, market, scenarios, settings};
use super::{Settings, StoredScenario};
use crate::error::Result;
use ballast_interface::{AssetId, OracleContract};
use ballast_risk::account::{Account, Episode, Position};
use ballast_risk::correlation::{CorrelationSpec, Correlations, Group};
use ballast_risk::market::Market;
use ballast_risk::num::{Amount, DebtIndex, Ratio, ScaledDebt, SupplyShares};
use ballast_risk::params::{Caps, LiquidationBonus, LiquidationConfig};
use ballast_risk::ramp::Ramp;
use ballast_risk::rate::RateModel;
use ballast_risk::terms::AssetPoint;
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{Addr, Empty};
use cw_storage_plus::Map;

fn an_account() -> Account {
    let position = Position {
        asset: 3,
        shares: SupplyShares::new(u128::MAX),
        epoch: 2,
        protected: Amount::new(17),
        scaled_debt: ScaledDebt::new(1_000_000),
    };
    let episode = Episode {
        lowest: Ratio::percent(3),
        at: 1_700_000_000,
    };
    let other = Position {
        asset: 0,
        ..Position::default()
    };
    Account::new(vec![position, other], Some(episode))
}

fn a_market() -> Market {
    Market {
        cash: Amount::new(5_000_000),
        debt_index: DebtIndex::START,
        scaled_debt: ScaledDebt::new(77),
        supply_shares: SupplyShares::new(5_000_000_000),
        reserve_shares: SupplyShares::new(12),
        protected: Amount::new(9),
        epoch: 1,
        accrued_at: 1_700_000_000,
    }
}

fn an_asset() -> Asset {
    let point = |percent| AssetPoint {
        liquidation_threshold: Ratio::percent(percent),
        borrow_weight: Some(Ratio::percent(140)),
    };
    let mut risk = Ramp::fixed(point(60));
    risk.redirect(point(55), 1_000, 259_200).unwrap();
    risk.stop(2_000).unwrap();
    Asset {
        asset: AssetId::native("uatom"),
        decimals: 6,
        group: 4,
        collateral_factor: Ratio::percent(54),
        risk,
        bonus: LiquidationBonus {
            bonus_min: Ratio::percent(1),
            bonus_slope: Ratio::ONE,
            bonus_max: Ratio::percent(10),
            protocol_fee: Ratio::percent(10),
        },
        rates: RateModel {
            base: Ratio::ZERO,
            slope1: Ratio::percent(10),
            slope2: Ratio::percent(300),
            optimal_utilisation: Ratio::percent(70),
        },
        reserve_factor: Ratio::percent(10),
        caps: Caps {
            supply_cap: Some(Amount::new(5)),
            borrow_cap: None,
            collateral_cap: Some(Amount::ZERO),
        },
        paused: Paused {
            supply: 0,
            borrow: u64::MAX,
            liquidate: 1,
            supply_rest: 7,
            borrow_rest: 1_700_000_000,
        },
        seeded: true,
        steward_at: 99,
    }
}

fn a_structure() -> Correlations {
    let spec = |credit: &str, rho: &str| CorrelationSpec {
        groups: ["eth", "usd"]
            .map(|name| Group {
                name: name.into(),
                stress: Ratio::percent(22),
            })
            .into(),
        rho: vec![
            vec!["1".parse().unwrap(), rho.parse().unwrap()],
            vec![rho.parse().unwrap(), "1".parse().unwrap()],
        ],
        correlation_credit: credit.parse().unwrap(),
        min_margin: Ratio::percent(2),
    };
    let mut structure = Correlations::new(&spec("0.75", "-0.1234")).unwrap();
    let pace = ballast_risk::params::pace(Some(86_400)).unwrap();
    structure.redirect(&spec("0.5", "0.9"), 50, pace).unwrap();
    structure
}

fn some_scenarios() -> Vec<StoredScenario> {
    vec![StoredScenario {
        name: "march".into(),
        moves: vec![(0, -420_000_000_000_000_000), (255, 1)],
    }]
}

fn some_settings() -> Settings {
    Settings {
        oracle: OracleContract(Addr::unchecked("oracle")),
        liquidation: LiquidationConfig {
            bonus_floor: "0.005".parse().unwrap(),
            target_health: "1.05".parse().unwrap(),
            min_position_value: "10".parse().unwrap(),
            write_off_value: "0.1".parse().unwrap(),
        },
    }
}

#[test]
fn every_record_comes_back_as_it_went() {
    let bytes = account::encode(&an_account());
    assert_eq!(account::decode(&bytes), Ok(an_account()));
    let bytes = market::encode(&a_market());
    assert_eq!(market::decode(&bytes), Ok(a_market()));
    let bytes = asset::encode(&an_asset());
    assert_eq!(asset::decode(&bytes), Ok(an_asset()));
    let bytes = correlations::encode(&a_structure());
    assert_eq!(correlations::decode(&bytes), Ok(a_structure()));
    let bytes = scenarios::encode(&some_scenarios());
    assert_eq!(scenarios::decode(&bytes), Ok(some_scenarios()));
    let bytes = settings::encode(&some_settings());
    assert_eq!(settings::decode(&bytes), Ok(some_settings()));
}

/// Cut anywhere, lengthened, or of another version: an error, never a panic, never another record.
#[track_caller]
fn assert_damage_is_seen<T>(bytes: &[u8], decode: fn(&[u8]) -> Result<T>) {
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "cut to {length}");
    }
    let longer = [bytes, &[0]].concat();
    assert!(decode(&longer).is_err(), "a byte too long");
    let mut newer = bytes.to_vec();
    newer[0] += 1;
    assert!(decode(&newer).is_err(), "another version");
}

#[test]
fn damaged_records_are_errors() {
    assert_damage_is_seen(&account::encode(&an_account()), account::decode);
    assert_damage_is_seen(&market::encode(&a_market()), market::decode);
    assert_damage_is_seen(&asset::encode(&an_asset()), asset::decode);
    assert_damage_is_seen(&correlations::encode(&a_structure()), correlations::decode);
    assert_damage_is_seen(&scenarios::encode(&some_scenarios()), scenarios::decode);
    assert_damage_is_seen(&settings::encode(&some_settings()), settings::decode);
}

fn key(owner: &str, id: u8) -> AccountKey {
    AccountKey {
        owner: Addr::unchecked(owner),
        id,
    }
}

#[test]
fn all_keys_are_distinct_and_none_begins_another() {
    let keys: Vec<Vec<u8>> = vec![
        keys::account(&key("alice", 0)),
        keys::account(&key("alice", 1)),
        keys::account(&key("alic", b'e')),
        keys::market(0),
        keys::asset(0),
        keys::asset_id(0, "uatom"),
        keys::asset_id(1, "uatom"),
        keys::asset_count(),
        keys::correlations(),
        keys::scenarios(),
        keys::settings(),
        keys::ROLES.into(),
        b"ownership".to_vec(),
        b"contract_info".to_vec(),
    ];
    for (a, first) in keys.iter().enumerate() {
        for (b, second) in keys.iter().enumerate() {
            assert!(a == b || !second.starts_with(first), "{a} begins {b}");
        }
    }
}

#[test]
fn keys_are_those_of_storage_plus_maps() {
    const ACCOUNTS: Map<(&str, u8), Empty> = Map::new("account");
    const MARKETS: Map<u8, Empty> = Map::new("market");
    assert_eq!(
        keys::account(&key("alice", 7)),
        ACCOUNTS.key(("alice", 7)).to_vec()
    );
    assert_eq!(keys::market(7), MARKETS.key(7).to_vec());
}

#[test]
fn accounts_are_listed_from_after_where_a_page_ended() {
    let mut storage = MockStorage::new();
    for (owner, id) in [("bob", 0), ("alice", 1), ("alice", 0), ("alice", 255)] {
        account::save(&mut storage, &key(owner, id), &an_account()).unwrap();
    }
    market::save(&mut storage, 0, &a_market());
    let after = |start: Option<AccountKey>| -> Vec<String> {
        let range = account::range(&storage, start.as_ref());
        range.map(|found| found.unwrap().0.to_string()).collect()
    };
    let all = ["bob/0", "alice/0", "alice/1", "alice/255"];
    assert_eq!(after(None), all);
    assert_eq!(after(Some(key("alice", 0))), all[2..]);
    assert_eq!(after(Some(key("alice", 255))), Vec::<String>::new());
}

#[test]
fn an_empty_account_leaves_no_record() {
    let mut storage = MockStorage::new();
    account::save(&mut storage, &key("alice", 0), &an_account()).unwrap();
    account::save(&mut storage, &key("alice", 0), &Account::default()).unwrap();
    assert_eq!(account::range(&storage, None).count(), 0);
}
