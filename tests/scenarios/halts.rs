//! What a halt of an asset's price does to those who hold it.

use ballast_interface::oracle::ExecuteMsg;
use ballast_testing::{assert_says, Feed, Suite};

/// Anna owes 20000 USDC against 1 BTC at 40000, which carries 32000.
fn anna_owes() -> Suite {
    let mut suite = crate::stage().feed(Feed::Feeders).build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "20000 USDC").unwrap();
    suite.fund("lara", "20000 USDC");
    suite
}

fn halt(suite: &mut Suite) {
    let asset = suite.id("BTC");
    let freeze = ExecuteMsg::Freeze { asset };
    suite.tell_oracle("guardian", freeze).unwrap();
}

fn falls_to(suite: &mut Suite, btc: &str) {
    let (btc, price) = (suite.id("BTC"), btc.parse().unwrap());
    suite.report(&[(btc, price)]).unwrap();
}

#[test]
fn who_is_healthy_at_the_halted_price_stays_so_whatever_is_reported() {
    let mut suite = anna_owes();
    halt(&mut suite);
    falls_to(&mut suite, "4000");
    let refused = suite.liquidate("lara", "anna", "20000 USDC", "BTC");
    assert_says(
        refused,
        "the account is healthy with `ubtc` as it counts while it is frozen (halted), until",
    );
    suite.assert_healthy("anna");
    suite.assert_holds("anna", "1 BTC");
}

#[test]
fn nobody_is_liquidated_at_a_crashed_price_that_was_halted_and_the_reason_names_it() {
    let mut suite = anna_owes();
    // the guardian says that the crash is true, and the average has hours to come to it before something else is wrong
    falls_to(&mut suite, "4000");
    let btc = suite.id("BTC");
    suite.confirm(&btc, "4000".parse().unwrap()).unwrap();
    for _ in 0..8 {
        suite.pass(3_000);
        falls_to(&mut suite, "4000");
    }
    halt(&mut suite);
    // even twice 4000 carry only 6560 = 0.82 · 8000
    let refused = suite.liquidate("lara", "anna", "20000 USDC", "BTC");
    assert_says(refused, "the price of `ubtc` is frozen (halted) until");
    suite.assert_holds("anna", "1 BTC");
}
