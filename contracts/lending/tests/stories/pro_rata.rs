//! A fraction of all debts against a share of all collateral, for which the liquidator needs no pair, and no cash in the pool.

use super::world::{alice_owes, market_without_interest};
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::PausableAction;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::liquidate::LiquidationError;
use ballast_risk::{Amount, Ratio};
use ballast_testing::{
    assert_refused, assert_refused_for, attribute, events, pair, Message, Outcome, Suite,
};

/// Alice owes 500 USDC against 100 ATOM, now at 8.2 USD; Lena has lent 400 USDC on her first sub-account.
fn fallen() -> Suite {
    let mut suite = alice_owes("500 USDC");
    suite.deposit("lena/1", "400 USDC").unwrap();
    suite.price("ATOM", "8.2");
    suite
}

/// Alice owes 300 USDC and 20 INK against 100 ATOM, now at 5.9 USD; Lena has lent 400 USDC and 50 INK on her second
/// sub-account. INK is 5 USD.
fn two_debts() -> Suite {
    let mut suite = market_without_interest();
    suite.open("INK");
    suite.price("INK", "5");
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("lena/2", "400 USDC").unwrap();
    suite.deposit("lena/2", "50 INK").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "20 INK").unwrap();
    suite.borrow("alice", "300 USDC").unwrap();
    suite.price("ATOM", "5.9");
    suite.assert_liquidatable("alice");
    suite
}

fn all(suite: &Suite, account: &str, pay_from: u8) -> Message {
    suite
        .msg()
        .liquidate_pro_rata(account, Ratio::ONE, pay_from)
}

fn lent(suite: &Suite, account: &str, ticker: &str) -> u128 {
    suite.position(account, ticker).lent.raw()
}

fn owed(suite: &Suite, account: &str, ticker: &str) -> u128 {
    suite.position(account, ticker).debt.raw()
}

#[track_caller]
fn assert_kind(outcome: Outcome, kind: LiquidationError) {
    assert_refused(outcome, &ContractError::Liquidation(kind));
}

#[test]
fn lena_pays_with_supply_and_receives_supply() {
    let mut suite = fallen();
    let quote = suite.quote_pro_rata("alice");
    // HF 8.2/8.401004202, bonus 1 % and what HF is below 1; with C/D 1.64 the fraction φ that reaches 1.05 solves
    // HF·(1 − φ·1.033926/1.64) = 1.05·(1 − φ): 0.170085, of 500 USDC; seized are 85.04·1.033926/8.2 = 10.7227 ATOM
    let [repay, seize] = [quote.repayments[0].repay, quote.seizures[0].seize];
    assert!(repay.raw().abs_diff(85_042_000) < 5_000, "{repay}");
    assert!(seize.raw().abs_diff(10_722_700) < 1_000, "{seize}");
    let done = suite.tell("lena", all(&suite, "alice", 1)).unwrap();
    suite.assert_wallet("lena", "600 USDC");
    assert_eq!(
        owed(&suite, "alice", "USDC"),
        500_000_000 - repay.raw(),
        "P-25"
    );
    assert_eq!(
        lent(&suite, "lena/1", "USDC"),
        400_000_000 - repay.raw(),
        "P-25"
    );
    let received = quote.seizures[0].receive.raw();
    assert_eq!(lent(&suite, "lena/1", "ATOM"), received, "P-25");
    assert_eq!(
        lent(&suite, "alice", "ATOM"),
        100_000_000 - seize.raw(),
        "P-25"
    );
    let said = events(&done, name::LIQUIDATE_PRO_RATA)[0];
    assert_eq!(attribute(said, key::FRACTION), quote.fraction.to_string());
    assert_eq!(events(&done, name::REPAY).len(), 1);
    assert_eq!(events(&done, name::SEIZE).len(), 1);
}

#[test]
fn p_21_health_rises_by_every_part_to_the_target() {
    let mut suite = fallen();
    let mut before = suite.quote_pro_rata("alice").health_before;
    for fraction in ["0.015", "0.015", "0.015", "1"] {
        let fraction = fraction.parse().unwrap();
        let part = suite.msg().liquidate_pro_rata("alice", fraction, 1);
        suite.tell("lena", part).unwrap();
        let now = suite.health_of("alice").health_factor.unwrap();
        assert!(now > before, "P-21: {before} {now}");
        before = now;
    }
    assert!(before.to_string().starts_with("1.05"), "P-22: {before}");
    let again = suite.tell("lena", all(&suite, "alice", 1));
    assert_kind(again, LiquidationError::Healthy);
}

#[test]
fn coins_pay_and_the_rest_comes_back() {
    let mut suite = fallen();
    let quote = suite.quote_pro_rata("alice");
    let sent = vec![suite.coins("450 USDC"), suite.coins("7 ATOM")];
    let order = all(&suite, "alice", 0).with(sent);
    suite.tell("lena", order).unwrap();
    let left = 600_000_000 - quote.repayments[0].repay.raw();
    assert_eq!(suite.wallet("lena", "USDC"), left);
    suite.assert_wallet("lena", "1000 ATOM");
    suite.assert_lent("lena/1", "400 USDC");
    let received = quote.seizures[0].receive.raw();
    assert_eq!(lent(&suite, "lena", "ATOM"), received);
}

#[test]
fn no_more_is_repaid_than_can_be_paid() {
    let mut suite = fallen();
    let order = all(&suite, "alice", 0).with(vec![suite.coins("20 USDC")]);
    suite.tell("lena", order).unwrap();
    suite.assert_owes("alice", "480 USDC");
    suite.assert_wallet("lena", "580 USDC");
    // what was sent first, then supply of the account named: 5 + 400, of which the rest needs less
    let order = all(&suite, "alice", 1).with(vec![suite.coins("5 USDC")]);
    suite.tell("lena", order).unwrap();
    suite.assert_wallet("lena", "575 USDC");
    assert!(lent(&suite, "lena/1", "USDC") < 400_000_000);
}

#[test]
fn tokens_pay_through_their_hook_and_supply_does_not() {
    let mut suite = market_without_interest();
    suite.add(pair::token("GOLD"));
    suite.open("GOLD");
    suite.price("GOLD", "20");
    suite.deposit("bob", "500 GOLD").unwrap();
    suite.deposit("lena", "100 GOLD").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "20 GOLD").unwrap();
    // both are of one group: only the margin of 2 % is missing, 405 USD against 400
    suite.price("ATOM", "4.05");
    let one = suite.coins("1 GOLD");
    let part = all(&suite, "alice", 0).with(vec![one]);
    suite.tell("lena", part).unwrap();
    suite.assert_owes("alice", "19 GOLD");
    suite.assert_lent("lena", "100 GOLD");
    suite.assert_wallet("lena", "899 GOLD");
    // 20 USD and a bonus of at most half of 5/400: 4.938 to 4.97 ATOM
    let got = lent(&suite, "lena", "ATOM");
    assert!((4_938_000..4_970_000).contains(&got), "{got}");
}

#[test]
fn of_every_debt_the_same_fraction_is_repaid() {
    let mut suite = two_debts();
    let part = suite
        .msg()
        .liquidate_pro_rata("alice", Ratio::percent(5), 2);
    suite.tell("lena", part).unwrap();
    suite.assert_owes("alice", "285 USDC");
    suite.assert_owes("alice", "19 INK");
    suite.assert_lent("lena/2", "385 USDC");
    suite.assert_lent("lena/2", "49 INK");
    suite.assert_lent("bob", "900 USDC");
}

#[test]
fn without_cash_supply_pays_all_the_same() {
    let mut suite = fallen();
    suite.price("ATOM", "10");
    suite.deposit("bob", "900 ATOM").unwrap();
    // 901 and 400 were lent, 500 are out
    suite.borrow("bob", "801 USDC").unwrap();
    suite.price("ATOM", "8.2");
    assert!(suite.market_of("USDC").cash.is_zero());
    suite.tell("lena", all(&suite, "alice", 1)).unwrap();
    assert!(suite.market_of("USDC").cash.is_zero());
    assert!(lent(&suite, "lena/1", "ATOM") > 10_000_000);
}

#[test]
fn who_is_healthy_or_unknown_is_left_alone() {
    let mut suite = fallen();
    suite.price("ATOM", "8.5");
    let refused = suite.tell("lena", all(&suite, "alice", 1));
    assert_kind(refused, LiquidationError::Healthy);
    for account in ["bob", "bob/9"] {
        let refused = suite.tell("lena", all(&suite, account, 1));
        let account = suite.account_of(account).to_string();
        assert_refused(refused, &LedgerError::OwesNothing { account }.into());
    }
}

#[test]
fn an_account_does_not_liquidate_itself() {
    let mut suite = fallen();
    let own = all(&suite, "alice", 0).with(vec![suite.coins("400 USDC")]);
    let refused = suite.tell("alice", own);
    assert_refused(refused, &ContractError::SelfLiquidation);
    // from a sub-account it is a liquidation as any other, and costs the protocol's fee
    let before = suite.market_of("ATOM").reserves;
    let own = all(&suite, "alice", 1).with(vec![suite.coins("400 USDC")]);
    suite.tell("alice", own).unwrap();
    assert!(suite.market_of("ATOM").reserves > before);
}

#[test]
fn the_fraction_is_above_0_and_at_most_1() {
    let mut suite = fallen();
    for found in [Ratio::ZERO, Ratio::new(Ratio::ONE.raw() + 1)] {
        let order = suite.msg().liquidate_pro_rata("alice", found, 1);
        let refused = suite.tell("lena", order);
        assert_kind(refused, LiquidationError::Fraction { found });
    }
}

#[test]
fn who_has_nothing_of_a_debt_is_told_which() {
    let mut suite = two_debts();
    let asset = "uink".to_owned();
    let order = all(&suite, "alice", 0).with(vec![suite.coins("400 USDC")]);
    let refused = suite.tell("lena", order);
    assert_refused(refused, &ContractError::NothingToPay { asset });
    suite.assert_wallet("lena", "600 USDC");
}

#[test]
fn a_coin_that_is_not_listed_is_not_kept() {
    let mut suite = fallen();
    let order = all(&suite, "alice", 1).with(vec![suite.coins("5 NEW")]);
    let asset = "unew".to_owned();
    let refused = suite.tell("lena", order);
    assert_refused(refused, &LedgerError::UnknownAsset { asset }.into());
}

#[test]
fn a_paying_account_must_stay_healthy() {
    let mut suite = fallen();
    // 400 USDC against 370: of the own part .04·400 and the group's .03·30 some 14 USD are left. ATOM in the place of 85 USDC
    // counts 40 % of its value as stress.
    suite.borrow("lena/1", "370 USDC").unwrap();
    let refused = suite.tell("lena", all(&suite, "alice", 1));
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::Ledger(LedgerError::Short { .. }))
    });
    suite.assert_lent("lena/1", "400 USDC");
    suite.assert_owes("alice", "500 USDC");
    // coins lower nothing
    let order = all(&suite, "alice", 1).with(vec![suite.coins("400 USDC")]);
    suite.tell("lena", order).unwrap();
}

#[test]
fn what_is_halted_is_left_out() {
    let mut suite = two_debts();
    // 20 INK count 50 USD now: S is below 0 where 100 ATOM are worth 460
    suite.price("ATOM", "4.6");
    suite.halt("INK");
    let part = suite
        .msg()
        .liquidate_pro_rata("alice", Ratio::percent(5), 2);
    suite.tell("lena", part).unwrap();
    suite.assert_owes("alice", "285 USDC");
    suite.assert_owes("alice", "20 INK");
    suite.assert_lent("lena/2", "50 INK");
}

#[test]
fn where_all_collateral_is_halted_nothing_is_done() {
    let mut suite = fallen();
    suite.price("ATOM", "4");
    suite.halt("ATOM");
    let refused = suite.tell("lena", all(&suite, "alice", 1));
    assert_kind(refused, LiquidationError::NothingOpen);
}

const LIQUIDATION: &[PausableAction] = &[PausableAction::Liquidate];

#[test]
fn a_unit_of_an_asset_whose_liquidation_is_paused_shields_nobody() {
    let mut suite = fallen();
    suite.open("INK");
    suite.deposit_for("bob", "alice", "1 uink").unwrap();
    suite.govern(suite.msg().pause("INK", LIQUIDATION, None));
    suite.tell("lena", all(&suite, "alice", 1)).unwrap();
    suite.assert_healthy("alice");
    assert_eq!(lent(&suite, "alice", "INK"), 1);
}

#[test]
fn a_debt_whose_liquidation_is_paused_stays_as_it_is() {
    let mut suite = two_debts();
    suite.govern(suite.msg().pause("INK", LIQUIDATION, None));
    let part = suite
        .msg()
        .liquidate_pro_rata("alice", Ratio::percent(5), 2);
    suite.tell("lena", part).unwrap();
    suite.assert_owes("alice", "285 USDC");
    suite.assert_owes("alice", "20 INK");
    suite.assert_lent("lena/2", "50 INK");
}

#[test]
fn where_liquidation_of_all_collateral_is_paused_nothing_is_done() {
    let mut suite = fallen();
    suite.govern(suite.msg().pause("ATOM", LIQUIDATION, None));
    let refused = suite.tell("lena", all(&suite, "alice", 1));
    assert_kind(refused, LiquidationError::NothingOpen);
}

#[test]
fn in_close_out_the_account_ends_with_it() {
    let mut suite = fallen();
    suite.price("ATOM", "4");
    // 400 USD / 1.005 of 500 are repaid, all ATOM seized, the rest is written off
    let order = all(&suite, "alice", 1).with(vec![suite.coins("400 USDC")]);
    let done = suite.tell("lena", order).unwrap();
    let ended = events(&done, name::WRITE_OFF)[0];
    let lost = attribute(ended, key::AMOUNT).parse::<u128>().unwrap();
    assert!(lost.abs_diff(101_990_049) <= 2, "P-26: {lost}");
    suite.assert_empty("alice");
    assert!(suite.position("lena/1", "ATOM").lent > Amount::new(99_900_000));
}
