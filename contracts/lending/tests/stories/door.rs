//! What may be listed, and what may take the oracle's place.

use super::world::{alice_owes_nothing, market};
use ballast_interface::lending::{ExecuteMsg, OracleSwap};
use ballast_interface::AssetId;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::governance::LiquidationConfig;
use ballast_risk::{PriceStatus, Ratio};
use ballast_testing::{assert_refused, assert_says, pair, Message, Suite};
use cosmwasm_std::Addr;

#[test]
fn a_denom_has_the_form_that_the_bank_module_gives_to_names() {
    let mut suite = market();
    for denom in ["ab", "1ink", "in k", "ink!", "ünk"] {
        let odd = suite
            .msg()
            .list("NEW", |l| l.asset = AssetId::native(denom));
        let refused = suite.tell("owner", odd);
        assert_says(refused, "a letter, then 2 to 127 letters");
    }
}

#[test]
fn a_token_answers_with_the_decimals_of_the_message() {
    let mut suite = market();
    suite.add(pair::token("GOLD"));
    suite.price("GOLD", "10");
    let asset = suite.id("GOLD").to_string();
    let wrong = suite.msg().list("GOLD", |l| l.decimals = 6);
    let other = ContractError::OtherDecimals {
        asset,
        asked: 6,
        found: 18,
    };
    assert_refused(suite.tell("owner", wrong), &other);
    suite.govern(suite.msg().list("GOLD", |_| ()));
    let alice = suite.who("alice");
    let nobody = suite.msg().list("NEW", |l| l.asset = AssetId::cw20(&alice));
    let refused = suite.tell("owner", nobody);
    assert_says(refused, "does not answer `token_info`");
}

#[test]
fn neither_the_contract_nor_its_oracle_is_a_token() {
    let mut suite = market();
    let own = suite.lending().0.to_string();
    let oracle = suite.oracle().0.to_string();
    for (address, what) in [(own, "this contract"), (oracle, "its oracle")] {
        for name in [AssetId::cw20(&address), AssetId::native(&address)] {
            let listed = suite.msg().list("NEW", |l| l.asset = name);
            let asset = address.clone();
            let refused = ContractError::NotListable { asset, what };
            assert_refused(suite.tell("owner", listed), &refused);
        }
    }
}

#[test]
fn the_protocol_takes_less_than_the_whole_bonus() {
    let mut suite = market();
    suite.price("NEW", "1");
    let all = suite
        .msg()
        .list("NEW", |l| l.liquidation.protocol_fee = Ratio::ONE);
    let refused = suite.tell("owner", all);
    assert_says(refused, "protocol_fee: found 1, allowed is 0 to below 1");
}

fn rules(suite: &Suite, minimum: &str) -> Message {
    suite.msg().config(Some(LiquidationConfig {
        bonus_floor: "0.005".parse().unwrap(),
        target_health: "1.05".parse().unwrap(),
        min_position_value: minimum.parse().unwrap(),
        write_off_value: "0".parse().unwrap(),
    }))
}

fn coarse(asset: &str, unit: &str, largest: &str) -> ContractError {
    let asset = asset.into();
    let (unit, largest) = (unit.parse().unwrap(), largest.parse().unwrap());
    LedgerError::UnitTooCoarse {
        asset,
        unit,
        largest,
    }
    .into()
}

#[test]
fn a_unit_is_a_thousandth_of_the_smallest_debt_or_the_asset_is_not_listed() {
    let mut suite = market();
    // two decimals at 1.01 USD; the smallest debt is 10 USD
    suite.price("NEW", "1.01");
    let listed = suite.msg().list("NEW", |l| l.decimals = 2);
    let refused = suite.tell("owner", listed.clone());
    assert_refused(refused, &coarse("unew", "0.0101", "0.01"));
    suite.price("NEW", "1");
    suite.govern(listed);
}

#[test]
fn what_has_become_coarse_is_not_borrowed() {
    let mut suite = alice_owes_nothing();
    // six decimals: a unit is worth a millionth of the price, and may be worth 0.1 USD
    suite.price("USDC", "100001");
    let refused = suite.borrow("alice", "0.001 USDC");
    assert_refused(refused, &coarse("uusdc", "0.100001", "0.1"));
}

#[test]
fn the_smallest_debt_is_not_lowered_below_what_units_allow() {
    let mut suite = market();
    suite.govern(rules(&suite, "1"));
    // ATOM at 10 USD with six decimals: a hundredth of 0.001 USD is a unit of it
    suite.govern(rules(&suite, "0.001"));
    let refused = suite.tell("owner", rules(&suite, "0.0009"));
    assert_refused(refused, &coarse("uatom", "0.00001", "0.000009"));
}

fn exchange(oracle: &Addr, swap: Option<OracleSwap>) -> Message {
    let msg = ExecuteMsg::UpdateConfig {
        oracle: Some(oracle.to_string()),
        swap,
        liquidation: None,
    };
    Message { msg, funds: vec![] }
}

/// Another oracle that says the same, but for ATOM.
fn another(suite: &mut Suite, atom: &str) -> Addr {
    let other = suite.another_oracle();
    for ticker in ["ATOM", "USDC"] {
        let mut quote = suite.price_of(ticker);
        if ticker == "ATOM" {
            let price = atom.parse().unwrap();
            (quote.spot, quote.low, quote.high) = (price, price, price);
        }
        suite.quote_at(&other, ticker, quote);
    }
    other
}

#[test]
fn a_new_oracle_says_nearly_what_the_present_one_says() {
    let mut suite = market();
    let far = another(&mut suite, "40000");
    let differ = ContractError::OraclesDiffer {
        asset: "uatom".into(),
        present: "10".parse().unwrap(),
        found: "40000".parse().unwrap(),
    };
    assert_refused(suite.tell("owner", exchange(&far, None)), &differ);
    let near = another(&mut suite, "10.5");
    suite.govern(exchange(&near, None));
    suite.govern(exchange(&far, Some(OracleSwap::AnyPrice)));
}

#[test]
fn what_is_not_fresh_cannot_be_compared() {
    let mut suite = market();
    let other = another(&mut suite, "10");
    let mut old = suite.price_of("USDC");
    old.status = PriceStatus::Stale;
    suite.quote_at(&other, "USDC", old);
    let unknown = ContractError::NotComparable {
        asset: "uusdc".into(),
        present: PriceStatus::Fresh,
        found: PriceStatus::Stale,
    };
    assert_refused(suite.tell("owner", exchange(&other, None)), &unknown);
    let own = suite.lending().0.clone();
    let refused = suite.tell("owner", exchange(&own, Some(OracleSwap::AnyPrice)));
    assert_says(refused, "the new oracle is this contract");
}
