//! The suite on itself: people, coins of both kinds, prices, time, and an invariant that catches what it should.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)] // a story stops at the first surprise

use ballast_lending::LedgerError;
use ballast_risk::{Amount, Price};
use ballast_testing::{assert_refused, assert_says, invariants, Checks, Feed, Manner, Suite};

#[test]
fn anna_borrows_against_bitcoin_and_a_crash_makes_her_liquidatable() {
    let mut suite = Suite::standard();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "30000 USDC").unwrap();
    suite.assert_wallet("anna", "30000 USDC");
    // 1 BTC at 40000 carries 40000 · 0.81242 = 32496 USDC
    suite.assert_healthy("anna");
    // at 36000 it carries 29247
    suite.price("BTC", "36000");
    suite.assert_liquidatable("anna");
}

#[test]
fn tokens_go_the_way_of_coins() {
    let mut suite = Suite::standard();
    suite.supply("lena", "10 ETH").unwrap();
    suite.supply("boris", "10 stETH").unwrap();
    suite.borrow("boris", "8 ETH").unwrap();
    suite.repay("boris", "2 ETH").unwrap();
    suite.assert_owes("boris", "6 ETH");
    suite.withdraw("boris", "1 stETH").unwrap();
    suite.assert_holds("boris", "9 stETH");
    suite.assert_wallet("boris", "1 stETH");
}

#[test]
fn lara_liquidates_a_token_with_a_coin() {
    let mut suite = Suite::standard();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("sol", "1000 SOL").unwrap();
    suite.borrow("sol", "24000 USDC").unwrap();
    suite.price("SOL", "35");
    suite.assert_liquidatable("sol");
    suite.fund("lara", "24000 USDC");
    suite.liquidate("lara", "sol", "24000 USDC", "SOL").unwrap();
    suite.assert_healthy("sol");
}

#[test]
fn interest_grows_while_time_goes_by() {
    let mut suite = Suite::standard();
    suite.supply("lena", "50000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "20000 USDC").unwrap();
    suite.pass_days(365);
    // 40 % lent out is half of the kink: 3 % a year, e^0.03 = 1.030454
    let owed = suite.account(&suite.account_of("anna")).unwrap();
    let owed = owed.positions.iter().map(|p| p.debt.raw()).sum::<u128>();
    assert!((20_609_000_000..20_609_200_000).contains(&owed), "{owed}");
}

#[test]
fn a_refusal_is_compared_as_a_value() {
    let mut suite = Suite::standard();
    let asset = suite.asset("BTC").id.to_string();
    let account = format!("{}/0", suite.who("anna"));
    suite.fund("anna", "1 BTC");
    let repaid = suite.repay("anna", "1 BTC");
    assert_refused(repaid, &LedgerError::NoDebt { account, asset }.into());
}

#[test]
fn feeders_keep_low_and_high_around_spot() {
    let mut suite = Suite::builder().feed(Feed::Feeders).build().unwrap();
    let btc = suite.asset("BTC").id.clone();
    suite.pass(600);
    suite
        .report(&[(btc, Price::new(39_000_000_000_000_000_000_000))])
        .unwrap();
    let quote = suite.quotes().unwrap().remove(0);
    assert_eq!(quote.spot.to_string(), "39000");
    // the second of five from below
    assert_eq!(quote.low.to_string(), "38980.5");
    assert!(quote.high > quote.spot, "{quote:?}");
}

#[test]
fn a_gift_to_the_contract_changes_nothing() {
    let mut suite = Suite::standard();
    suite.supply("anna", "1 BTC").unwrap();
    suite.fund("greta", "5 BTC");
    let (asset, amount) = suite.coins("5 BTC");
    let (greta, lending) = (suite.who("greta"), suite.lending().0.clone());
    suite.transfer(&greta, &lending, &asset, amount).unwrap();
    suite.assert_holds("anna", "1 BTC");
}

#[test]
fn amounts_are_whole_tokens_base_units_or_all() {
    let suite = Suite::standard();
    let usdc = suite.id("USDC");
    let amount = |n| Some(Amount::new(n));
    assert_eq!(suite.part("1.5 USDC"), (usdc.clone(), amount(1_500_000)));
    assert_eq!(suite.part("7 uusdc"), (usdc.clone(), amount(7)));
    assert_eq!(suite.part("all USDC"), (usdc, None));
}

#[test]
fn what_is_tried_is_put_back() {
    let mut suite = Suite::standard();
    suite.supply("anna", "1 BTC").unwrap();
    let (stored, now) = (suite.dump(), suite.now());
    let left = suite.trial(|suite| {
        suite.pass_days(1);
        suite.withdraw("anna", "0.4 BTC").unwrap();
        suite.wallet("anna", "BTC")
    });
    assert_eq!(left, 40_000_000);
    assert_eq!((suite.dump(), suite.now()), (stored, now));
    suite.assert_wallet("anna", "0 BTC");
}

#[test]
fn a_scripted_oracle_says_what_a_story_says() {
    let mut suite = Suite::builder().pair().build().unwrap();
    let mut told = suite.quotes().unwrap().remove(0);
    assert_eq!((told.spot, told.high), (usd("10"), usd("10")));
    (told.low, told.high) = (usd("9"), usd("11"));
    suite.quote("ATOM", told.clone());
    assert_eq!(suite.quotes().unwrap()[0], told);
    suite.oracle_manner(Manner::OneShort);
    assert_eq!(suite.quotes().unwrap().len(), suite.assets().len() - 1);
    suite.oracle_manner(Manner::Fails);
    assert_says(suite.quotes(), "the oracle is dead");
}

fn usd(text: &str) -> Price {
    text.parse().unwrap()
}

#[test]
fn cash_that_is_not_there_breaks_p_01() {
    let mut suite = Suite::builder().checks(Checks::OnRequest).build().unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    // no message can do this: the thief signs as the contract itself
    let (asset, amount) = suite.coins("0.5 BTC");
    let (thief, lending) = (suite.who("thief"), suite.lending().0.clone());
    suite.transfer(&lending, &thief, &asset, amount).unwrap();
    assert_eq!(invariants::check(&suite).unwrap_err().id, "P-01");
}
