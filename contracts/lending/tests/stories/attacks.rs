//! What has been tried elsewhere.

use super::roles::world::{peoples, world, State};
use super::world::{alice_owes, market, with_interest, DAY, YEAR};
use ballast_interface::lending::{ExecuteMsg, PositionResponse, QueryMsg, SupplyMode};
use ballast_interface::AccountId;
use ballast_lending::{ContractError, LedgerError};
use ballast_risk::Amount;
use ballast_testing::hostile::{self, Trick};
use ballast_testing::{assert_refused, assert_refused_for, assert_says, Message, Suite};

/// ATOM and USDC of one person, in millionths of a dollar at 8.2: wallet, supply less debt of both sub-accounts.
fn wealth(suite: &Suite, name: &str) -> i128 {
    let signed = |n: u128| i128::try_from(n).unwrap();
    let accounts = [name.to_owned(), format!("{name}/1")];
    let of = |ticker: &str| {
        let id = suite.id(ticker);
        let positions = accounts.iter().flat_map(|account| suite.positions(account));
        let net =
            |p: PositionResponse| signed(p.lent.raw() + p.protected.raw()) - signed(p.debt.raw());
        let here = positions.filter(|p| p.asset == id).map(net).sum::<i128>();
        signed(suite.wallet(name, ticker)) + here
    };
    of("ATOM") * 82 / 10 + of("USDC")
}

#[test]
fn p_30_p_31_what_alice_does_moves_nobody_elses_shares() {
    let mut suite = world(State::Open);
    let shares = |suite: &Suite| -> Vec<_> {
        let others = ["owner", "steward", "guardian"];
        let accounts = others
            .into_iter()
            .flat_map(|name| [name.to_owned(), format!("{name}/1")]);
        let all = accounts.flat_map(|account| suite.positions(&account));
        all.map(|p| (p.asset, p.shares, p.protected, p.scaled_debt))
            .collect()
    };
    let before = shares(&suite);
    for row in peoples(&suite, "alice") {
        let after = suite.trial(|suite| {
            let _ = suite.tell("alice", row.message);
            shares(suite)
        });
        assert_eq!(after, before, "P-31: {}", row.says);
    }
}

#[test]
fn liquidating_oneself_never_pays() {
    let mut suite = alice_owes("500 USDC");
    suite.price("ATOM", "8.2");
    let own = suite.msg().liquidate("alice", "100 USDC", "ATOM");
    for own in [own.clone(), own.clone().for_shares(0)] {
        let refused = suite.tell("alice", own);
        assert_refused(refused, &ContractError::SelfLiquidation);
    }
    // into her second sub-account it works, and costs her the protocol's fee
    let before = wealth(&suite, "alice");
    let more = suite.msg().liquidate("alice", "400 USDC", "ATOM");
    suite.tell("alice", more.for_shares(1)).unwrap();
    let after = wealth(&suite, "alice");
    assert!(after < before, "{before} {after}");
}

#[test]
fn a_batch_naming_one_account_twenty_times_is_paid_as_once() {
    let paid = [1, 20].map(|times| {
        let mut suite = alice_owes("500 USDC");
        suite.price("ATOM", "8.2");
        let item = suite.msg().item("alice", "400 USDC", "ATOM");
        let batch = suite.msg().liquidate_many("400 USDC", vec![item; times]);
        suite.tell("lena", batch).unwrap();
        ["ATOM", "USDC"].map(|ticker| suite.wallet("lena", ticker))
    });
    assert_eq!(paid[0], paid[1]);
}

fn give(suite: &mut Suite, name: &str, coins: &str) {
    let (asset, amount) = suite.coins(coins);
    let (from, to) = (suite.who(name), suite.lending().0.clone());
    suite.transfer(&from, &to, &asset, amount).unwrap();
}

#[test]
fn a_gift_to_the_contract_changes_nothing() {
    let mut suite = alice_owes("100 USDC");
    let before = (suite.dump(), suite.market_of("USDC"));
    give(&mut suite, "lena", "500 USDC");
    assert_eq!((suite.dump(), suite.market_of("USDC")), before);
    let asked = before.1.cash.raw() + 1;
    suite.deposit("alice", "900 ATOM").unwrap();
    let refused = suite.borrow("alice", &format!("{asked} uusdc"));
    assert_refused_for(refused, |why| {
        matches!(
            why,
            ContractError::Ledger(LedgerError::InsufficientCash { .. })
        )
    });
}

#[test]
fn the_first_depositor_cannot_be_robbed_by_a_gift() {
    let mut suite = market();
    suite.price("INK", "5");
    suite.govern(suite.msg().list("INK", |_| ()));
    suite.deposit("owner", "1 uink").unwrap();
    give(&mut suite, "bob", "900 INK");
    suite.deposit("alice", "1 INK").unwrap();
    suite.withdraw("alice", "all INK").unwrap();
    suite.assert_wallet("alice", "1000 INK");
}

#[test]
fn a_hundred_tiny_round_trips_win_nothing() {
    let mut suite = with_interest();
    suite.pass(33 * DAY + 7);
    suite.deposit("lena", "1.000003 USDC").unwrap();
    for amount in 1..=100 {
        let coins = format!("{amount} uusdc");
        let _ = suite.withdraw("lena", &coins);
        let _ = suite.deposit("lena", &coins);
        let _ = suite.shift("lena", &coins, SupplyMode::Protect);
        let _ = suite.shift("lena", "all USDC", SupplyMode::Lend);
    }
    suite.withdraw("lena", "all USDC").unwrap();
    assert!(suite.wallet("lena", "USDC") <= 1_000_000_000);
}

#[test]
fn repaying_crumbs_removes_debt_or_is_refused() {
    let mut suite = with_interest();
    suite.pass(3 * YEAR);
    let owed = |suite: &Suite| suite.position("alice", "USDC").scaled_debt.raw();
    let before = owed(&suite);
    let mut done = 0;
    for _ in 0..50 {
        done += u128::from(suite.repay("alice", "1 uusdc").is_ok());
    }
    // each removes at most the unit it paid, 1e5 of scaled debt
    assert!(before - owed(&suite) <= done * 100_000, "{done}");
}

/// EVIL is a listed token that does as it likes; Lena has lent 50 of it.
fn with_evil() -> Suite {
    let mut suite = market();
    suite.add(hostile::listing("EVIL"));
    suite.open("EVIL");
    suite.deposit("lena", "50 EVIL").unwrap();
    suite
}

/// The token takes its own deposit out again.
fn leaving(suite: &Suite) -> Message {
    suite.msg().withdraw("evil", "10 EVIL", SupplyMode::Lend)
}

/// The token says that somebody has sent 10 of it.
fn deposited_by(suite: &Suite, sender: &str, account: Option<&str>) -> Message {
    let mode = SupplyMode::Lend;
    let deposit = match account {
        Some(account) => suite.msg().deposit_for(account, "10 EVIL", mode),
        None => suite.msg().deposit("evil", "10 EVIL", mode),
    };
    suite.msg().hook(sender, Amount::new(10_000_000), deposit)
}

#[test]
fn a_token_that_comes_back_in_finds_everything_settled() {
    let mut suite = with_evil();
    let evil = suite.id("EVIL").to_string();
    // the token itself deposits, leaves, and asks for the same again while it is being paid
    suite
        .token_tells("EVIL", deposited_by(&suite, &evil, None))
        .unwrap();
    suite.trick("EVIL", Trick::ComesBack(Box::new(leaving(&suite).msg)));
    suite.token_tells("EVIL", leaving(&suite)).unwrap();
    assert_eq!(suite.market_of("EVIL").cash.raw(), 51_000_000);
    let left = suite.account(&AccountId::main(evil)).unwrap();
    assert_eq!(left.positions, []);
    assert_eq!(suite.refused_tries("EVIL"), 1);
}

#[test]
fn a_token_that_does_not_pay_keeps_its_own_market_shut_and_no_other() {
    let mut suite = with_evil();
    suite.deposit("lena", "100 USDC").unwrap();
    suite.trick("EVIL", Trick::Fails);
    assert_says(suite.withdraw("lena", "all EVIL"), "the token does not pay");
    suite.assert_lent("lena", "50 EVIL");
    suite.withdraw("lena", "all USDC").unwrap();
    suite.trick("EVIL", Trick::Nothing);
    suite.withdraw("lena", "all EVIL").unwrap();
}

#[test]
fn what_a_token_says_of_balances_is_not_asked() {
    let mut suite = with_evil();
    for said in ["0 EVIL", "1000000 EVIL"] {
        let before = (suite.dump(), suite.market_of("EVIL"));
        suite.lie("EVIL", said);
        assert_eq!((suite.dump(), suite.market_of("EVIL")), before);
        suite.withdraw("lena", "10 EVIL").unwrap();
        suite.deposit("lena", "10 EVIL").unwrap();
    }
}

#[test]
fn a_token_that_names_another_sender_gives_and_takes_nothing_else() {
    let mut suite = with_evil();
    suite.deposit("alice", "100 ATOM").unwrap();
    let alice = suite.who("alice").to_string();
    // a gift in her name is a gift of hers to herself: it may open a position
    let gift = deposited_by(&suite, &alice, None);
    suite.token_tells("EVIL", gift).unwrap();
    suite.assert_lent("alice", "10 EVIL");
    suite.assert_lent("alice", "100 ATOM");
    // out of her account the token gets nothing: whoever tells is the token
    let refused = suite.token_tells("EVIL", leaving(&suite));
    assert_refused_for(refused, |why| {
        matches!(
            why,
            ContractError::Ledger(LedgerError::NothingSupplied { .. })
        )
    });
    suite.assert_lent("lena", "50 EVIL");
}

#[test]
fn uppercase_is_nobody() {
    let mut suite = market();
    let loud = AccountId::main(suite.who("alice").as_str().to_uppercase());
    let mut gift = suite
        .msg()
        .deposit_for("alice", "5 uatom", SupplyMode::Lend);
    if let ExecuteMsg::Deposit(deposit) = &mut gift.msg {
        deposit.account = Some(loud.clone());
    }
    let refused = suite.tell("bob", gift);
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::Ledger(LedgerError::NotAnAddress { .. }))
    });
    let asked = QueryMsg::Account { account: loud };
    let refused = suite.query::<ballast_interface::lending::AccountResponse>(&asked);
    assert_says(refused, "not normalized");
}

#[test]
fn a_token_message_from_who_is_no_token_moves_nothing() {
    let mut suite = alice_owes("100 USDC");
    let (alice, lena) = (suite.who("alice"), suite.who("lena"));
    let one = Amount::new(1_000_000);
    let repay = suite.msg().repay_for("alice", "1 USDC");
    let forged = suite.msg().hook("alice", one, repay);
    let refused = suite.tell("lena", forged);
    assert_refused_for(refused, |why| {
        matches!(why, ContractError::Ledger(LedgerError::NotAnAddress { .. }))
    });
    let repay = suite.msg().repay("alice", "1 USDC");
    let forged = suite.msg().hook(alice.as_str(), one, repay);
    let refused = suite.tell("lena", forged);
    let asset = lena.into();
    assert_refused(refused, &LedgerError::UnknownAsset { asset }.into());
}

#[test]
fn a_batch_spends_no_more_than_was_sent() {
    let mut suite = alice_owes("500 USDC");
    suite.price("ATOM", "8.2");
    let item = suite.msg().item("alice", "900 USDC", "ATOM");
    let batch = suite.msg().liquidate_many("15 USDC", vec![item; 3]);
    suite.tell("lena", batch).unwrap();
    suite.assert_wallet("lena", "985 USDC");
}
