//! P-18 for a while to come: what a "Max" button shows still works when its message is in a block.

use ballast_interface::lending::SupplyMode;
use ballast_interface::lens::{LimitResponse, QueryMsg};
use ballast_testing::{assert_says, Feed, Suite};

/// Lena lends 100000 USDC; Anna owes 20000 of them against 1 BTC and 10 ETH, at interest, since a day.
fn anna_owes() -> Suite {
    let mut suite = crate::stage().feed(Feed::Feeders).build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.supply("anna", "10 ETH").unwrap();
    suite.borrow("anna", "20000 USDC").unwrap();
    suite
}

fn max_borrow(suite: &Suite, ahead: Option<u64>) -> LimitResponse {
    let asked = QueryMsg::MaxBorrow {
        account: suite.account_of("anna"),
        asset: suite.id("USDC"),
        ahead,
    };
    suite.lens().query(&asked).unwrap()
}

fn max_withdraw(suite: &Suite, ahead: Option<u64>) -> LimitResponse {
    let asked = QueryMsg::MaxWithdraw {
        account: suite.account_of("anna"),
        asset: suite.id("ETH"),
        mode: SupplyMode::Lend,
        ahead,
    };
    suite.lens().query(&asked).unwrap()
}

#[test]
fn p_18_the_most_that_is_named_works_until_the_time_asked_for() {
    let mut suite = anna_owes();
    for ahead in [None, Some(1), Some(1_800)] {
        let seconds = ahead.unwrap_or(60);
        let borrowed = format!("{} uusdc", max_borrow(&suite, ahead).amount);
        let withdrawn = format!("{} ueth", max_withdraw(&suite, ahead).amount);
        for later in [0, seconds / 2, seconds] {
            suite.trial(|suite| {
                suite.pass(later);
                suite.borrow("anna", &borrowed).unwrap();
            });
            suite.trial(|suite| {
                suite.pass(later);
                suite.withdraw("anna", &withdrawn).unwrap();
            });
        }
    }
}

#[test]
fn the_longer_it_must_hold_the_less_it_is() {
    let suite = anna_owes();
    let of = |ahead| max_borrow(&suite, Some(ahead)).amount;
    assert!(of(0) > of(60), "{} {}", of(0), of(60));
    assert!(of(60) > of(3_000));
    assert_eq!(max_borrow(&suite, None).amount, of(60));
    let asked = QueryMsg::MaxBorrow {
        account: suite.account_of("anna"),
        asset: suite.id("USDC"),
        ahead: Some(86_401),
    };
    let refused = suite.lens().query::<LimitResponse>(&asked);
    assert_says(refused, "ahead: found 86401, allowed are at most 86400");
}

#[test]
fn a_price_that_ends_within_that_time_is_named_with_its_seconds() {
    let mut suite = anna_owes();
    assert_eq!(max_borrow(&suite, None).expiring, []);
    // reports count for an hour: these are three seconds short of one
    suite.pass(3_597);
    let (eth, price) = (suite.id("ETH"), suite.price_of("ETH").spot);
    suite.report(&[(eth, price)]).unwrap();
    let limit = max_borrow(&suite, None);
    let mut expiring: Vec<_> = limit.expiring.iter().collect();
    expiring.sort_by_key(|price| price.asset.to_string());
    let named: Vec<_> = expiring.iter().map(|price| price.asset.name()).collect();
    assert_eq!(named, ["ubtc", "uusdc"]);
    for price in expiring {
        suite.trial(|suite| {
            suite.pass(price.seconds_left);
            suite.borrow("anna", "1 USDC").unwrap();
            suite.pass(1);
            suite.borrow("anna", "1 USDC").unwrap_err();
        });
    }
    assert_eq!(max_borrow(&suite, Some(0)).expiring, []);
}
