//! What happens when an account cannot pay: the loss is counted, borne in order, and nothing is left behind.

use ballast_lending::ContractError;
use ballast_testing::{assert_refused, Suite};

/// Anna owes 30000 USDC against 1 BTC, and BTC falls to 20000 before anybody acts.
fn gap() -> Suite {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "30000 USDC").unwrap();
    suite.price("BTC", "20000");
    suite
}

#[test]
fn p_26_what_no_collateral_covers_is_written_off_in_the_liquidation_itself() {
    let mut suite = gap();
    suite.fund("lara", "30000 USDC");
    suite
        .liquidate("lara", "anna", "30000 USDC", "BTC")
        .unwrap();
    // close-out: 1 BTC is 20000 = repaid · 1.005, so 19900.4975124… is repaid, rounded up
    suite.assert_holds("anna", "0 BTC");
    suite.assert_owes("anna", "0 USDC");
    let paid = 30_000_000_000
        - suite
            .balance(&suite.who("lara"), &suite.asset("USDC").id)
            .unwrap()
            .raw();
    assert_eq!(paid, 19_900_497_513, "P-26");
    // the rest, 10099.502487, is lena's and the owner's seed's of 0.001: 100000.001 becomes 89900.498513
    let market = suite.market(&suite.asset("USDC").id).unwrap();
    assert_eq!(market.supplied.raw(), 89_900_498_513, "P-26");
}

#[test]
fn p_26_reserves_bear_a_loss_before_suppliers_do() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("rita", "10 BTC").unwrap();
    suite.borrow("rita", "90000 USDC").unwrap();
    suite.pass_days(365);
    suite.supply("anna", "0.002 BTC").unwrap();
    suite.borrow("anna", "60 USDC").unwrap();
    let before = suite.market(&suite.asset("USDC").id).unwrap();
    suite.price("BTC", "20000");
    suite.fund("lara", "60 USDC");
    suite.liquidate("lara", "anna", "60 USDC", "BTC").unwrap();
    // 40 USD pay 39.80 of 60; the reserves of a year's interest are hundreds: no share falls
    let after = suite.market(&suite.asset("USDC").id).unwrap();
    assert!(after.reserve_shares < before.reserve_shares, "P-26");
    assert!(after.share_price >= before.share_price, "P-26");
}

#[test]
fn p_27_an_account_with_collateral_is_not_written_off() {
    let mut suite = gap();
    let outcome = suite.write_off("wanda", "anna");
    let account = suite.account_of("anna").to_string();
    let why = "has more than 0.1 USD of collateral left; liquidate it instead".to_owned();
    let refused = ContractError::NotBeyondRescue { account, why };
    assert_refused(outcome, &refused);
    suite.assert_owes("anna", "30000 USDC");
}

#[test]
fn after_a_loss_everybody_can_still_leave() {
    let mut suite = gap();
    suite.fund("lara", "30000 USDC");
    suite
        .liquidate("lara", "anna", "30000 USDC", "BTC")
        .unwrap();
    suite.withdraw("lena", "all USDC").unwrap();
    let lena = suite
        .balance(&suite.who("lena"), &suite.asset("USDC").id)
        .unwrap();
    // all but the part of the loss that the owner's seed bears
    assert!(
        (89_900_497_000..=89_900_498_000).contains(&lena.raw()),
        "{lena}"
    );
}
