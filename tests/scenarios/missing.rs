//! What may be done with an asset that never had a price, on either side of an account. The oracle of this contract keeps the last
//! price of what is listed; another one, which lending may be given, need not.

use ballast_interface::oracle::PriceQuote;
use ballast_risk::Ratio;
use ballast_testing::{assert_says, Feed, Outcome, Suite};

/// Somebody's position is made at good prices; then BTC has none, and ETH falls from 2500 to 10 USD where it is to.
fn without_btc(setup: &str, eth: &str) -> Suite {
    let mut suite = crate::stage().feed(Feed::Scripted).build().unwrap();
    suite.supply("lena", "400000 USDC").unwrap();
    suite.supply("lena", "10 BTC").unwrap();
    for line in setup.split("; ") {
        let (action, coins) = line.split_once(' ').unwrap();
        let done = match action {
            "supplies" => suite.supply("carl", coins),
            _ => suite.borrow("carl", coins),
        };
        done.unwrap();
    }
    suite.quote("BTC", PriceQuote::MISSING);
    suite.price("ETH", eth);
    suite.fund("carl", "1 BTC");
    suite.fund("carl", "30000 USDC");
    suite.fund("lara", "90000 USDC");
    suite.fund("lara", "2 BTC");
    suite
}

/// What is done and what is refused, each on its own.
fn row(suite: &mut Suite, acts: &[fn(&mut Suite) -> Outcome]) -> String {
    let each = acts.iter().map(|act| match suite.trial(act) {
        Ok(_) => '+',
        Err(_) => '-',
    });
    each.collect()
}

const COLLATERAL: &str = "supplies 1 BTC; borrows 29000 USDC";
const DEBT: &str = "supplies 60000 USDC; borrows 0.5 BTC";

#[test]
fn it_gives_no_new_risk_and_hinders_no_exit() {
    let risk: [fn(&mut Suite) -> Outcome; 3] = [
        |suite| suite.borrow("carl", "100 USDC"),
        |suite| suite.withdraw("carl", "0.01 BTC"),
        |suite| suite.withdraw("carl", "100 USDC"),
    ];
    let exit: [fn(&mut Suite) -> Outcome; 3] = [
        |suite| suite.deposit("carl", "0.1 BTC"),
        |suite| suite.repay("carl", "100 USDC"),
        |suite| suite.withdraw("lena", "1 BTC"),
    ];
    let mut collateral = without_btc(COLLATERAL, "2500");
    assert_eq!(row(&mut collateral, &risk), "---");
    assert_eq!(row(&mut collateral, &exit), "+++");
    let mut debt = without_btc(DEBT, "2500");
    assert_eq!(row(&mut debt, &risk), "---");
    let exit: [fn(&mut Suite) -> Outcome; 3] = [
        |suite| suite.repay("carl", "0.5 BTC"),
        |suite| suite.deposit("carl", "100 USDC"),
        |suite| {
            suite.repay("carl", "0.6 BTC")?;
            suite.withdraw("carl", "60000 USDC")
        },
    ];
    assert_eq!(row(&mut debt, &exit), "+++");
}

#[test]
fn where_the_rest_suffices_collateral_without_a_price_is_no_matter_and_a_debt_is() {
    let rest: [fn(&mut Suite) -> Outcome; 1] = [|suite| {
        suite.supply("carl", "40 ETH")?;
        suite.borrow("carl", "100 USDC")
    }];
    assert_eq!(row(&mut without_btc(COLLATERAL, "2500"), &rest), "+");
    assert_eq!(row(&mut without_btc(DEBT, "2500"), &rest), "-");
}

#[test]
fn nobody_is_liquidated_or_written_off_at_a_price_that_never_was() {
    let emil = "supplies 1 BTC; supplies 60 ETH; borrows 90000 USDC";
    let felix = "supplies 60 ETH; borrows 1 BTC; borrows 1000 USDC";
    let acts: [fn(&mut Suite) -> Outcome; 4] = [
        |suite| suite.liquidate("lara", "carl", "1000 USDC", "ETH"),
        |suite| suite.liquidate("lara", "carl", "1000 USDC", "BTC"),
        |suite| {
            let part = suite.msg().liquidate_pro_rata("carl", Ratio::ONE, 0);
            let paid = part.with(vec![suite.coins("90000 USDC"), suite.coins("1 BTC")]);
            suite.tell("lara", paid)
        },
        |suite| suite.write_off("lara", "carl"),
    ];
    for setup in [emil, felix] {
        let mut suite = without_btc(setup, "10");
        assert_eq!(row(&mut suite, &acts), "----");
        let refused = suite.liquidate("lara", "carl", "1000 USDC", "ETH");
        assert_says(refused, "BTC".to_lowercase().as_str());
    }
}
