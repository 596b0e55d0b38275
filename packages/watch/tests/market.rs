//! A market on a chain in memory, as the watch sees it. Anna owes 10,000 USDC against 1,000 ATOM at 20.
#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use ballast_interface::lending::{AssetsPage, PackedAccountsPage, QueryMsg};
use ballast_keeper::{Judge, Memory, PricesCopy, RecordsCopy};
use ballast_risk::{Amount, Value};
use ballast_testing::{Checks, Suite};
use ballast_watch::{conclude, AssetFacts, Facts, Report, Severity};
use std::num::NonZeroUsize;

fn market() -> Suite {
    let builder = Suite::builder().checks(Checks::OnRequest);
    let mut suite = builder.build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1000 ATOM").unwrap();
    suite.borrow("anna", "10000 USDC").unwrap();
    suite
}

/// What `look` would gather by its queries.
fn facts(suite: &Suite) -> Facts {
    let mut records = RecordsCopy::default();
    for (key, value) in suite.dump() {
        records.put(key, Some(value));
    }
    let mut prices = PricesCopy::default();
    let quotes = suite.quotes().unwrap();
    for (asset, quote) in suite.assets().iter().zip(&quotes) {
        prices.put(asset.id.clone(), quote.clone());
    }
    let page = QueryMsg::PackedAccounts {
        start_after: None,
        limit: Some(1_000),
    };
    let packed: PackedAccountsPage = suite.query(&page).unwrap();
    let mut memory = Memory::new(NonZeroUsize::MIN);
    for it in &packed.items {
        memory.accounts.put(&it.account, Some(&it.record)).unwrap();
    }
    memory.judge(Judge::new(&records, &prices, suite.now()).unwrap());
    let page = QueryMsg::Assets {
        start_after: None,
        limit: Some(30),
    };
    let listed: AssetsPage = suite.query(&page).unwrap();
    let assets = listed.items.into_iter().zip(quotes);
    let lending = &suite.lending().0;
    let assets = assets.map(|(listed, quote)| AssetFacts {
        balance: suite.balance(lending, &listed.asset).unwrap(),
        listed,
        quote,
        priced: None,
    });
    Facts {
        chain: "ballast-1".to_owned(),
        height: 1,
        time: suite.now(),
        lending: lending.to_string(),
        oracle: "oracle".to_owned(),
        assets: assets.collect(),
        memory,
        correlations: suite.query(&QueryMsg::Correlations {}).unwrap(),
        feeders: None,
        realised: None,
    }
}

fn found(report: &Report) -> Vec<&str> {
    let all = report.findings.iter();
    let unsound = all.filter(|it| it.severity == Severity::Unsound);
    unsound.map(|it| it.what.as_str()).collect()
}

#[test]
fn a_market_that_is_sound() {
    let suite = market();
    let report = conclude(&facts(&suite)).unwrap();
    assert_eq!(found(&report), Vec::<&str>::new());
    assert!(report.sound);
    assert_eq!(report.accounts.liquidatable, 0);
    let mut assets = report.assets.iter();
    let usdc = suite.asset("USDC");
    let usdc = assets.find(|it| it.asset == usdc.id).unwrap();
    assert!(usdc.borrowed >= Amount::new(10_000_000_000));
}

/// 1,000 ATOM at 16 are 16,000 USD and do not carry 10,000; at 9 they are 1,000 USD less than what is owed.
#[test]
fn a_market_after_a_fall() {
    let mut suite = market();
    suite.price("ATOM", "16");
    let report = conclude(&facts(&suite)).unwrap();
    assert_eq!(
        found(&report),
        ["accounts that can be liquidated: 1, owing 10000 USD; a keeper that works leaves none"]
    );
    assert_eq!(report.accounts.bad_debt, Value::ZERO);
    suite.price("ATOM", "9");
    let report = conclude(&facts(&suite)).unwrap();
    assert_eq!(report.accounts.bad_debt, Value::usd(1_000));
    assert!(!report.sound);
}

#[test]
fn a_unit_that_the_bank_does_not_have() {
    let suite = market();
    let id = &suite.asset("ATOM").id;
    let mut facts = facts(&suite);
    let mut assets = facts.assets.iter_mut();
    let atom = assets.find(|it| it.listed.asset == *id).unwrap();
    let there = atom.balance;
    atom.balance = there.sub(Amount::new(1)).unwrap();
    let short = atom.balance;
    let report = conclude(&facts).unwrap();
    let line = format!("{id}: the contract has {short} and tracks {there}; pause it and find out where the rest went");
    assert_eq!(found(&report), [line]);
}
