//! Records come back as they went, damage is an error, and no two keys are in each other's way.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a test may stop at the first surprise

mod common;

use ballast_ledger::records::{
    self, account, asset, correlations, keys, market, scenarios, settings, AccountKey,
    StoredScenario,
};
use ballast_ledger::{LedgerError, Stored};
use ballast_risk::{Account, Amount, AssetIndex, Market, SupplyMode};
use common::{atom, listing, of, rules, structure, usdc};
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{Addr, Storage};

const FIRST: AssetIndex = AssetIndex::new(0);
const TOKEN: AssetIndex = AssetIndex::new(3);
const LAST: AssetIndex = AssetIndex::new(255);

fn key(owner: &str, id: u8) -> AccountKey {
    AccountKey {
        owner: Addr::unchecked(owner),
        id,
    }
}

fn an_account() -> Account {
    let mut account = Account::default();
    let mut market = a_market();
    let protect = Amount::new(17);
    account
        .supply(TOKEN, &mut market, protect, SupplyMode::Protect)
        .unwrap();
    account
        .borrow(TOKEN, &mut market, Amount::new(1_000_000))
        .unwrap();
    account
}

fn a_market() -> Market {
    let mut market = Market::new(1_700_000_000);
    let mut lender = Account::default();
    let lent = Amount::new(u128::MAX >> 12);
    lender
        .supply(TOKEN, &mut market, lent, SupplyMode::Lend)
        .unwrap();
    market
}

/// Every record of a store, under its key.
fn filled() -> MockStorage {
    let mut storage = common::store();
    account::save(&mut storage, &of("anna"), &an_account()).unwrap();
    market::save(&mut storage, FIRST, &a_market()).unwrap();
    let scenario = StoredScenario {
        name: "march".into(),
        moves: vec![(FIRST, -420_000_000_000_000_000), (LAST, 1)],
    };
    scenarios::save(&mut storage, &vec![scenario]).unwrap();
    storage
}

#[test]
fn every_record_comes_back_as_it_went() {
    let storage = filled();
    let stored = Stored(&storage);
    assert_eq!(account::load(&stored, &of("anna")), Ok(an_account()));
    assert_eq!(market::load(&stored, FIRST), Ok(a_market()));
    assert_eq!(asset::load(&stored, FIRST), Ok(listing(atom(), 0, 40)));
    assert_eq!(correlations::load(&stored), Ok(structure()));
    assert_eq!(settings::load(&stored), Ok(rules()));
    assert_eq!(scenarios::load(&stored).unwrap()[0].move_of(LAST), 1);
    assert_eq!(asset::index(&stored, &usdc()), Ok(AssetIndex::new(1)));
    assert_eq!(records::check_layout(&stored), Ok(()));
}

/// The number of an asset is a byte, in keys and in records: a namespace behind its length and the number; a version, one
/// scenario named `m`, one move, of asset 3, by -1, which postcard writes as 1.
#[test]
fn the_number_of_an_asset_is_a_byte() {
    assert_eq!(keys::market(TOKEN), *b"\x00\x06market\x03");
    assert_eq!(keys::asset(LAST), *b"\x00\x05asset\xff");
    let mut storage = MockStorage::new();
    let scenario = StoredScenario {
        name: "m".into(),
        moves: vec![(TOKEN, -1)],
    };
    scenarios::save(&mut storage, &vec![scenario]).unwrap();
    assert_eq!(
        storage.get(&keys::scenarios()),
        Some(vec![2, 1, 1, b'm', 1, 3, 1])
    );
}

/// Cut anywhere, lengthened, or of another version: an error, never a panic, never another record.
#[track_caller]
fn assert_damage_is_seen(place: &[u8], load: impl Fn(&Stored<'_>) -> Option<LedgerError>) {
    let whole = filled().get(place).unwrap();
    let damaged = |bytes: &[u8]| {
        let mut storage = filled();
        storage.set(place, bytes);
        let seen = load(&Stored(&storage));
        assert!(
            matches!(seen, Some(LedgerError::Corrupt { .. })),
            "{bytes:?}: {seen:?}"
        );
    };
    for length in 1..whole.len() {
        damaged(&whole[..length]);
    }
    damaged(&[&whole[..], &[0]].concat());
    let mut newer = whole.clone();
    newer[0] += 1;
    damaged(&newer);
}

#[test]
fn damaged_records_are_errors() {
    assert_damage_is_seen(&keys::account(&of("anna")), |s| {
        account::load(s, &of("anna")).err()
    });
    assert_damage_is_seen(&keys::market(FIRST), |s| market::load(s, FIRST).err());
    assert_damage_is_seen(&keys::asset(FIRST), |s| asset::load(s, FIRST).err());
    assert_damage_is_seen(&keys::correlations(), |s| correlations::load(s).err());
    assert_damage_is_seen(&keys::scenarios(), |s| scenarios::load(s).err());
    assert_damage_is_seen(&keys::settings(), |s| settings::load(s).err());
}

#[test]
fn records_of_another_layout_are_not_guessed_at() {
    let mut storage = filled();
    storage.set(&keys::layout(), &[9]);
    let other = LedgerError::OtherLayout { found: 9, known: 2 };
    assert_eq!(records::check_layout(&Stored(&storage)), Err(other));
    storage.remove(&keys::layout());
    let none = LedgerError::NotALendingContract;
    assert_eq!(records::check_layout(&Stored(&storage)), Err(none));
}

#[test]
fn all_keys_are_distinct_and_none_begins_another() {
    let keys: Vec<Vec<u8>> = vec![
        keys::account(&key("alice", 0)),
        keys::account(&key("alice", 1)),
        keys::account(&key("alic", b'e')),
        keys::operators(&key("alice", 0)),
        keys::market(FIRST),
        keys::asset(FIRST),
        keys::asset_id(&atom()),
        keys::asset_id(&ballast_interface::AssetId::cw20("uatom")),
        keys::asset_count(),
        keys::correlations(),
        keys::scenarios(),
        keys::settings(),
        keys::layout(),
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
fn accounts_are_listed_from_after_where_a_page_ended() {
    let mut storage = MockStorage::new();
    for (owner, id) in [("bob", 0), ("alice", 1), ("alice", 0), ("alice", 255)] {
        account::save(&mut storage, &key(owner, id), &an_account()).unwrap();
    }
    market::save(&mut storage, FIRST, &a_market()).unwrap();
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
    account::save(&mut storage, &of("alice"), &an_account()).unwrap();
    account::save(&mut storage, &of("alice"), &Account::default()).unwrap();
    assert_eq!(account::range(&storage, None).count(), 0);
}
