//! Lending, protecting, borrowing, and the limits of each.

use super::world::{alice_owes, alice_owes_nothing, fill, market, with_interest, DAY, YEAR};
use ballast_interface::event::{key, lending as name};
use ballast_interface::lending::{CapChange, CapsUpdate, SupplyMode};
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::{Amount, TooManyPositions};
use ballast_testing::{
    assert_refused, assert_refused_for, assert_says, attribute, events, risk, Suite,
};

fn caps(suite: &mut Suite, ticker: &str, caps: CapsUpdate) {
    suite.govern(suite.msg().update(ticker, |u| u.caps = Some(caps)));
}

fn cap(name: &'static str, asset: &str, numbers: [u128; 3]) -> ContractError {
    let [asked, allowed, room] = numbers.map(Amount::new);
    let asset = asset.to_owned();
    LedgerError::CapReached {
        cap: name,
        asset,
        asked,
        allowed,
        room,
    }
    .into()
}

#[test]
fn protected_supply_is_never_lent_and_always_there() {
    let mut suite = market();
    suite.deposit_protected("bob", "100 USDC").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    // only the owner's seed can be lent
    assert_says(suite.borrow("alice", "50 USDC"), "found 1000000 lendable");
    suite.shift("bob", "all USDC", SupplyMode::Lend).unwrap();
    suite.borrow("alice", "50 USDC").unwrap();
    let all = suite.shift("bob", "all USDC", SupplyMode::Protect);
    assert_says(all, "found 51000000 lendable");
    suite.shift("bob", "51 USDC", SupplyMode::Protect).unwrap();
    suite.withdraw_protected("bob", "all USDC").unwrap();
    suite.assert_wallet("bob", "951 USDC");
    suite.assert_lent("bob", "49 USDC");
}

#[test]
fn a_shift_of_what_is_not_there_is_refused() {
    let mut suite = market();
    suite.deposit("bob", "100 uusdc").unwrap();
    let expected = LedgerError::InsufficientSupply {
        asset: "uusdc".into(),
        mode: SupplyMode::Lend,
        asked: Amount::new(101),
        found: Amount::new(100),
    }
    .into();
    let more = suite.shift("bob", "101 uusdc", SupplyMode::Protect);
    assert_refused(more, &expected);
    let none = suite.shift("bob", "all USDC", SupplyMode::Lend);
    assert_says(none, "has nothing of `uusdc` in mode protect");
}

#[test]
fn a_gift_opens_a_position_while_the_account_has_fewer_than_eight() {
    let mut suite = market();
    suite.deposit("alice", "100 uatom").unwrap();
    fill(&mut suite, "alice", 7);
    let expected = LedgerError::ForeignPosition {
        account: suite.account_of("alice").to_string(),
        found: 8,
        max: 8,
    };
    let gift = suite.deposit_for("bob", "alice", "5 uusdc");
    assert_refused(gift, &expected.into());
    suite.deposit_for("bob", "alice", "5 uatom").unwrap();
    suite.deposit_for("bob", "lena", "5 uusdc").unwrap();
    suite.withdraw("alice", "105 uatom").unwrap();
    suite.withdraw("lena", "all USDC").unwrap();
    suite.assert_wallet("lena", "1000.000005 USDC");
}

#[test]
fn the_first_deposit_is_the_owners_and_lent() {
    let mut suite = market();
    suite.price("INK", "5");
    suite.govern(suite.msg().list("INK", |_| ()));
    let asset = "uink".into();
    let early = LedgerError::NotSeeded { asset }.into();
    assert_refused(suite.deposit("alice", "5 uink"), &early);
    assert_refused(suite.deposit_protected("alice", "5 uink"), &early);
    assert_refused(suite.deposit_protected("owner", "5 uink"), &early);
    suite.deposit("owner", "1000 uink").unwrap();
    suite.deposit("alice", "5 uink").unwrap();
}

#[test]
fn a_supply_cap_counts_lent_and_protected() {
    let mut suite = market();
    let supply_cap = Some(CapChange::Set(Amount::new(100_000_000)));
    let only = CapsUpdate {
        supply_cap,
        ..CapsUpdate::default()
    };
    caps(&mut suite, "USDC", only);
    suite.deposit("bob", "49 USDC").unwrap();
    suite.deposit_protected("bob", "40 USDC").unwrap();
    // the owner's seed is 1 USDC
    let reached = cap(
        "supply_cap",
        "uusdc",
        [100_000_001, 100_000_000, 10_000_000],
    );
    assert_refused(suite.deposit("alice", "10.000001 USDC"), &reached);
    assert_refused(suite.deposit_protected("alice", "10.000001 USDC"), &reached);
    suite.deposit("alice", "10 USDC").unwrap();
    suite.shift("bob", "all USDC", SupplyMode::Lend).unwrap();
    suite.withdraw("bob", "all USDC").unwrap();
}

#[test]
fn a_borrow_cap_stops_borrowing_only() {
    let mut suite = alice_owes("30 USDC");
    let borrow_cap = Some(CapChange::Set(Amount::new(50_000_000)));
    let only = CapsUpdate {
        borrow_cap,
        ..CapsUpdate::default()
    };
    caps(&mut suite, "USDC", only);
    let limit = suite.lens().max_borrow("alice", "USDC");
    assert_eq!(limit.amount, Amount::new(20_000_000));
    let reached = cap("borrow_cap", "uusdc", [50_000_001, 50_000_000, 20_000_000]);
    assert_refused(suite.borrow("alice", "20.000001 USDC"), &reached);
    suite.borrow("alice", "20 USDC").unwrap();
    suite.repay("alice", "50 USDC").unwrap();
}

#[test]
fn a_debt_is_worth_a_liquidation_or_not_opened() {
    let mut suite = alice_owes_nothing();
    let expected = LedgerError::DebtTooSmall {
        asset: "uusdc".into(),
        found: "9.999999".parse().unwrap(),
        minimum: "10".parse().unwrap(),
        at_least: Amount::new(10_000_000),
    }
    .into();
    assert_refused(suite.borrow("alice", "9.999999 USDC"), &expected);
    suite.borrow("alice", "10 USDC").unwrap();
    suite.borrow("alice", "1 uusdc").unwrap();
    suite.repay("alice", "9 USDC").unwrap();
    // what is left is small, and may be: adding to it must reach the minimum
    let refused = suite.borrow("alice", "1 uusdc");
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::Ledger(LedgerError::DebtTooSmall { .. }))
    });
}

#[test]
fn who_repays_all_and_withdraws_all_leaves_nothing_behind() {
    let mut suite = market();
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("alice", "100.000001 ATOM").unwrap();
    suite.borrow("alice", "333.333333 USDC").unwrap();
    suite.pass(YEAR + 7);
    let debt = suite.position("alice", "USDC").debt;
    suite.repay("alice", &format!("{debt} uusdc")).unwrap();
    suite.withdraw("alice", "all ATOM").unwrap();
    suite.withdraw("bob", "all USDC").unwrap();
    // only the owner's seeds are left
    let left = suite.accounts().unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].account, suite.account_of("owner"));
    assert_eq!(suite.market_of("USDC").scaled_debt.raw(), 0);
}

#[test]
fn reserves_are_paid_out_of_cash_to_the_last_unit() {
    let mut suite = with_interest();
    suite.pass(YEAR);
    let reserves = suite.market_of("USDC").reserves.raw();
    let more = format!("{} uusdc", reserves + 1);
    let more = suite.msg().withdraw_reserves(&more, Some("lena"));
    assert_says(
        suite.tell("owner", more),
        &format!("in reserve, found {reserves}"),
    );
    suite.govern(suite.msg().withdraw_reserves("all USDC", Some("lena")));
    // 7.93 % for a year on 500 USDC at 55.5 % lent out, and a tenth of it
    assert_eq!(suite.wallet("lena", "USDC") - 1_000_000_000, reserves);
    assert_eq!(reserves / 10_000, 412);
    assert_eq!(suite.market_of("USDC").reserves, Amount::ZERO);
}

#[test]
fn interest_is_stored_once_a_block() {
    let mut suite = with_interest();
    suite.pass(1_000);
    let asked = suite.market_of("USDC");
    let accrue = suite.msg().accrue(&["USDC", "USDC"]);
    suite.tell("lena", accrue.clone()).unwrap();
    assert_eq!(suite.market_of("USDC"), asked);
    let stored = suite.dump();
    suite.tell("lena", accrue).unwrap();
    assert_eq!(suite.dump(), stored);
    let none = suite.tell("lena", suite.msg().accrue(&[]));
    assert_refused(none, &ContractError::BatchSize { found: 0, max: 16 });
}

#[test]
fn an_account_holds_sixteen_assets_and_can_always_hold_fewer() {
    let mut suite = market();
    suite.deposit("alice", "100 uatom").unwrap();
    fill(&mut suite, "alice", 15);
    let seventeenth = suite.deposit("alice", "100 uusdc");
    assert_refused(
        seventeenth,
        &LedgerError::Positions(TooManyPositions).into(),
    );
    suite.withdraw("alice", "all ATOM").unwrap();
    suite.deposit("alice", "100 uusdc").unwrap();
}

#[test]
fn no_weight_no_debt() {
    let mut suite = alice_owes_nothing();
    let usd = risk(["0.95", "0.97", "1.03"], "usd");
    let mut weightless = usd.clone();
    weightless.borrow_weight = None;
    let update = suite.msg().update("USDC", |u| u.risk = Some(weightless));
    suite.govern(update.clone());
    let asset = || "uusdc".to_owned();
    let refused = LedgerError::NotBorrowable { asset: asset() }.into();
    assert_refused(suite.borrow("alice", "20 USDC"), &refused);
    suite.govern(suite.msg().ramp("USDC", usd, DAY));
    suite.borrow("alice", "20 USDC").unwrap();
    // while somebody owes it, it keeps a weight
    let fixed = LedgerError::Fixed {
        asset: asset(),
        field: "borrow_weight",
    }
    .into();
    assert_refused(suite.tell("owner", update), &fixed);
}

#[test]
fn shares_of_an_epoch_that_ended_are_dropped_with_an_event_and_free_their_place() {
    let mut suite = alice_owes_nothing();
    suite.deposit("alice", "100 ATOM").unwrap();
    // all but a ten-thousandth of 901 USDC, against 200 ATOM that are soon worth 0.02 USD
    suite.borrow("alice", "900.9 USDC").unwrap();
    suite.price("ATOM", "0.0001");
    let end = suite.msg().write_off("alice");
    suite.tell("lena", end).unwrap();
    assert_eq!(suite.market_of("USDC").epoch, 1);
    suite.assert_lent("bob", "0 USDC");
    let done = suite.withdraw("bob", "all USDC").unwrap();
    let dropped = events(&done, name::DROP_SHARES);
    // 900 USDC at 1000 shares for a base unit
    let told = [key::ACCOUNT, key::SHARES, key::EPOCH].map(|key| attribute(dropped[0], key));
    let bob = suite.account_of("bob").to_string();
    assert_eq!(told, [bob.as_str(), "900000000000", "1"]);
    suite.assert_empty("bob");
}
