//! Liquidation in all combinations of coins and tokens, and what it may not be used for.

use ballast_lending::ContractError;
use ballast_risk::liquidate::LiquidationError;
use ballast_testing::{assert_refused, Suite};

/// An account of `collateral` that owes `debt`, then a fall of the collateral, then a liquidation that heals it.
fn rescued(collateral: &str, debt: &str, ticker: &str, falls_to: &str) -> Suite {
    let mut suite = crate::stage().build().unwrap();
    suite
        .supply(
            "lena",
            &format!("1000000 {}", debt.split_once(' ').unwrap().1),
        )
        .unwrap();
    suite.supply("anna", collateral).unwrap();
    suite.borrow("anna", debt).unwrap();
    suite.price(ticker, falls_to);
    suite.assert_liquidatable("anna");
    suite.fund("lara", debt);
    suite.liquidate("lara", "anna", debt, ticker).unwrap();
    suite.assert_healthy("anna");
    suite
}

#[test]
fn a_coin_is_taken_for_a_coin() {
    rescued("1 BTC", "30900 USDC", "BTC", "37000");
}

#[test]
fn a_token_is_taken_for_a_coin() {
    rescued("1000 SOL", "24000 USDC", "SOL", "35");
}

#[test]
fn a_coin_is_taken_for_a_token() {
    // 1 BTC carries some 20000 USD of SOL at 40
    rescued("1 BTC", "500 SOL", "BTC", "25000");
}

#[test]
fn a_token_is_taken_for_a_token() {
    // 10 stETH carry some 13000 USD of SOL at 40
    rescued("10 stETH", "300 SOL", "stETH", "1500");
}

#[test]
fn what_lara_sends_too_much_comes_back_to_her_and_not_to_anna() {
    let suite = rescued("1 BTC", "30900 USDC", "BTC", "37000");
    // anna still has what she borrowed; lara has the rest of what she sent
    suite.assert_wallet("anna", "30900 USDC");
    let left = suite
        .balance(&suite.who("lara"), &suite.asset("USDC").id)
        .unwrap();
    let anna = suite.account(&suite.account_of("anna")).unwrap();
    let owed = anna.positions.iter().map(|p| p.debt.raw()).sum::<u128>();
    // 30900 = what she paid + what came back, and anna owes that much less
    assert_eq!(left.raw(), owed);
}

#[test]
fn p_20_a_healthy_account_is_left_alone() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "30000 USDC").unwrap();
    suite.fund("lara", "1000 USDC");
    let outcome = suite.liquidate("lara", "anna", "1000 USDC", "BTC");
    assert_refused(
        outcome,
        &ContractError::Liquidation(LiquidationError::Healthy),
    );
    suite.assert_wallet("lara", "1000 USDC");
    suite.assert_holds("anna", "1 BTC");
}

#[test]
fn nobody_pays_a_bonus_to_himself() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna", "1 BTC").unwrap();
    suite.borrow("anna", "30900 USDC").unwrap();
    suite.price("BTC", "37000");
    let outcome = suite.liquidate("anna", "anna", "5000 USDC", "BTC");
    assert_refused(outcome, &ContractError::SelfLiquidation);
}

#[test]
fn p_31_a_liquidation_of_one_sub_account_leaves_the_other_alone() {
    let mut suite = crate::stage().build().unwrap();
    suite.supply("lena", "100000 USDC").unwrap();
    suite.supply("anna/1", "1 BTC").unwrap();
    suite.borrow("anna/1", "30900 USDC").unwrap();
    suite.supply("anna/2", "1 BTC").unwrap();
    suite.borrow("anna/2", "10000 USDC").unwrap();
    suite.price("BTC", "37000");
    suite.fund("lara", "30900 USDC");
    suite
        .liquidate("lara", "anna/1", "30900 USDC", "BTC")
        .unwrap();
    suite.assert_holds("anna/2", "1 BTC");
    suite.assert_owes("anna/2", "10000 USDC");
}
