//! Accounts in memory: actions one by one and as a batch, the purse between them, and the one judgement at the end.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test may stop at the first surprise

mod common;

use ballast_interface::AssetId;
use ballast_ledger::actions::{Action, Borrow, Deposit, Offset, Repay, Shift, Withdraw};
use ballast_ledger::records::{account, AccountKey};
use ballast_ledger::{Fact, Ledger, LedgerError, PriceSource, Purse, Stored, Told};
use ballast_risk::{Amount, AssetIndex, SupplyMode};
use common::{atom, of, store, usdc, Board, Nobody, NOW};
use cosmwasm_std::testing::MockStorage;

fn amount(of: u128) -> Amount {
    Amount::new(of)
}

fn deposit(asset: AssetId, of: u128, to: &str) -> Action {
    Action::Deposit(Deposit {
        asset,
        amount: Some(amount(of)),
        mode: SupplyMode::Lend,
        to: common::of(to),
    })
}

fn borrow(asset: AssetId, of: u128) -> Action {
    let amount = amount(of);
    Action::Borrow(Borrow { asset, amount })
}

fn withdraw(asset: AssetId, of: Option<u128>) -> Action {
    Action::Withdraw(Withdraw {
        asset,
        amount: of.map(amount),
        mode: SupplyMode::Lend,
    })
}

fn repay(asset: AssetId, of: Option<u128>, debtor: &str) -> Action {
    Action::Repay(Repay {
        asset,
        amount: of.map(amount),
        of: common::of(debtor),
    })
}

struct Sent<'a> {
    by: &'a str,
    coins: Vec<(AssetId, u128)>,
}

/// A whole message on an account; what is left in the purse.
fn message(
    storage: &mut MockStorage,
    sent: Sent<'_>,
    actions: &[Action],
    oracle: &dyn PriceSource,
) -> Result<(Told, Vec<(AssetId, Amount)>), LedgerError> {
    let stored = Stored(storage);
    let key: AccountKey = of(sent.by);
    let mut ledger = Ledger::open(&stored, NOW, key.clone())?;
    let coins = sent.coins.into_iter().map(|(asset, n)| (asset, amount(n)));
    let mut purse = Purse::of(key.owner, coins.collect());
    for action in actions {
        action.apply(&mut ledger, &mut purse)?;
    }
    ledger.judge(oracle, None)?;
    let told = ledger.close()?.commit(storage)?;
    Ok((told, purse.into_contents().collect()))
}

/// Lena lends 1,000,000 USDC.
fn lent() -> MockStorage {
    let mut storage = store();
    let coins = vec![(usdc(), 1_000_000_000_000)];
    let actions = [deposit(usdc(), 1_000_000_000_000, "lena")];
    message(&mut storage, Sent { by: "lena", coins }, &actions, &Nobody).unwrap();
    storage
}

fn anna(coins: Vec<(AssetId, u128)>) -> Sent<'static> {
    Sent { by: "anna", coins }
}

#[test]
fn what_lowered_the_surplus_and_was_not_judged_cannot_be_closed() {
    let mut storage = lent();
    let coins = vec![(atom(), 100_000_000)];
    let actions = [deposit(atom(), 100_000_000, "anna")];
    message(&mut storage, anna(coins), &actions, &Nobody).unwrap();
    let stored = Stored(&storage);
    let mut ledger = Ledger::open(&stored, NOW, of("anna")).unwrap();
    let mut purse = Purse::of(of("anna").owner, Vec::new());
    borrow(usdc(), 20_000_000)
        .apply(&mut ledger, &mut purse)
        .unwrap();
    assert_eq!(ledger.close().unwrap_err(), LedgerError::Unjudged);
}

#[test]
fn a_batch_is_judged_at_its_end_only() {
    let mut storage = lent();
    // 100 ATOM are 1,000 USD: before they are deposited nothing may be owed, after it 500 USDC may
    let borrow_first = [
        borrow(usdc(), 500_000_000),
        deposit(atom(), 100_000_000, "anna"),
    ];
    let coins = vec![(atom(), 100_000_000)];
    let (_, left) = message(&mut storage, anna(coins), &borrow_first, &Board).unwrap();
    assert_eq!(left, [(usdc(), amount(500_000_000))]);
}

#[test]
fn a_batch_that_ends_unhealthy_changes_nothing() {
    let mut storage = lent();
    let actions = [
        deposit(atom(), 100_000_000, "anna"),
        borrow(usdc(), 500_000_000),
        withdraw(atom(), Some(90_000_000)),
    ];
    let coins = vec![(atom(), 100_000_000)];
    let refused = message(&mut storage, anna(coins), &actions, &Board).unwrap_err();
    assert!(matches!(refused, LedgerError::Short { .. }), "{refused}");
    let anna = account::load(&Stored(&storage), &of("anna")).unwrap();
    assert!(anna.is_empty(), "P-50: {anna:?}");
}

#[test]
fn what_was_borrowed_goes_through_the_purse_into_a_deposit() {
    let mut storage = lent();
    let actions = [
        deposit(atom(), 100_000_000, "anna"),
        borrow(usdc(), 300_000_000),
        deposit(usdc(), 200_000_000, "boris"),
    ];
    let coins = vec![(atom(), 100_000_000)];
    let (_, left) = message(&mut storage, anna(coins), &actions, &Board).unwrap();
    assert_eq!(left, [(usdc(), amount(100_000_000))]);
    let boris = account::load(&Stored(&storage), &of("boris")).unwrap();
    assert_eq!(boris.positions().len(), 1);
}

#[test]
fn a_purse_that_is_short_says_of_what() {
    let mut storage = lent();
    let coins = vec![(atom(), 5)];
    let refused = message(
        &mut storage,
        anna(coins),
        &[deposit(atom(), 6, "anna")],
        &Nobody,
    );
    let expected = LedgerError::PurseShort {
        action: "deposit",
        asset: "uatom".into(),
        asked: amount(6),
        found: amount(5),
    };
    assert_eq!(refused.unwrap_err(), expected);
}

#[test]
fn a_repayment_without_an_amount_takes_what_is_there_and_no_more_than_is_owed() {
    let mut storage = lent();
    let coins = vec![(atom(), 100_000_000)];
    let open = [
        deposit(atom(), 100_000_000, "anna"),
        borrow(usdc(), 300_000_000),
    ];
    message(&mut storage, anna(coins), &open, &Board).unwrap();
    let coins = vec![(usdc(), 1_000_000_000)];
    let (told, left) = message(
        &mut storage,
        anna(coins),
        &[repay(usdc(), None, "anna")],
        &Nobody,
    )
    .unwrap();
    assert_eq!(left, [(usdc(), amount(700_000_000))]);
    assert!(matches!(&told.facts[..], [Fact::Repaid(what)] if what.amount == amount(300_000_000)));
}

#[test]
fn an_account_that_owes_nothing_at_the_end_asks_no_oracle() {
    let mut storage = lent();
    let coins = vec![(atom(), 100_000_000)];
    let open = [
        deposit(atom(), 100_000_000, "anna"),
        borrow(usdc(), 300_000_000),
    ];
    message(&mut storage, anna(coins), &open, &Board).unwrap();
    let leave = [repay(usdc(), None, "anna"), withdraw(atom(), None)];
    let (_, left) = message(
        &mut storage,
        anna(vec![(usdc(), 300_000_000)]),
        &leave,
        &Nobody,
    )
    .unwrap();
    assert_eq!(left, [(atom(), amount(100_000_000))]);
    let anna = account::load(&Stored(&storage), &of("anna")).unwrap();
    assert!(anna.is_empty(), "{anna:?}");
}

#[test]
fn an_offset_ends_debt_with_own_supply_and_without_cash_or_oracle() {
    let mut storage = lent();
    let coins = vec![(atom(), 100_000_000), (usdc(), 50_000_000)];
    let open = [
        deposit(atom(), 100_000_000, "anna"),
        deposit(usdc(), 50_000_000, "anna"),
        borrow(usdc(), 80_000_000),
    ];
    message(&mut storage, anna(coins), &open, &Board).unwrap();
    let all = Action::Offset(Offset {
        asset: usdc(),
        amount: None,
    });
    let (told, left) = message(&mut storage, anna(vec![]), &[all], &Nobody).unwrap();
    assert_eq!(left, []);
    let [Fact::Offset { supply, debt }] = &told.facts[..] else {
        panic!("{told:?}");
    };
    assert_eq!(supply.moved.amount, amount(50_000_000));
    assert_eq!(debt.amount, amount(50_000_000));
    let stored = Stored(&storage);
    let ledger = Ledger::open(&stored, NOW, of("anna")).unwrap();
    let mut markets = ledger.markets.clone();
    let index = AssetIndex::new(1);
    markets.load(&stored, index).unwrap();
    let position = ledger.position(index).unwrap();
    let market = &markets.get(index).unwrap().market;
    assert_eq!(position.debt(market), Ok(amount(30_000_000)));
    assert_eq!(position.lent(market), Ok(amount(0)));
}

/// Boris repays so much of what Anna owes.
fn boris_repays(storage: &mut MockStorage, of: u128) {
    let sent = Sent {
        by: "boris",
        coins: vec![(usdc(), of)],
    };
    let actions = [repay(usdc(), Some(of), "anna")];
    message(storage, sent, &actions, &Nobody).unwrap();
}

#[test]
fn a_withdrawal_leaves_no_dust_of_a_debt_behind() {
    let mut storage = lent();
    let coins = vec![(atom(), 100_000_000)];
    let open = [
        deposit(atom(), 100_000_000, "anna"),
        borrow(usdc(), 20_000_000),
    ];
    message(&mut storage, anna(coins), &open, &Board).unwrap();
    // all but one cent: below half of the minimum of 10 USD
    boris_repays(&mut storage, 19_990_000);
    let one = [withdraw(atom(), Some(1))];
    let refused = message(&mut storage, anna(vec![]), &one, &Board).unwrap_err();
    let left = LedgerError::LeavesDebtTooSmall {
        asset: "uusdc".to_owned(),
        found: "0.01".parse().unwrap(),
        minimum: "5".parse().unwrap(),
        // a day's interest of it is less than a unit
        to_end: amount(10_001),
    };
    assert_eq!(refused, left);
    // in one batch with the rest of the debt it goes
    let leave = [repay(usdc(), None, "anna"), withdraw(atom(), None)];
    message(&mut storage, anna(vec![(usdc(), 10_000)]), &leave, &Nobody).unwrap();
}

/// Boris gives Anna a thousandth of a token.
fn boris_gives(storage: &mut MockStorage, index: u8) -> Result<(), LedgerError> {
    let asset = AssetId::native(format!("utoken{index}"));
    let sent = Sent {
        by: "boris",
        coins: vec![(asset.clone(), 1_000)],
    };
    let actions = [deposit(asset, 1_000, "anna")];
    message(storage, sent, &actions, &Nobody).map(|_| ())
}

#[test]
fn others_open_positions_up_to_the_eighth() {
    let mut storage = lent();
    for index in 2..11 {
        let name = format!("utoken{index}");
        let listed = common::listing(AssetId::native(name), 1, 10);
        common::list(&mut storage, &listed);
    }
    for index in 2..10 {
        boris_gives(&mut storage, index).unwrap();
    }
    let expected = LedgerError::ForeignPosition {
        account: of("anna").to_string(),
        found: 8,
        max: 8,
    };
    assert_eq!(boris_gives(&mut storage, 10), Err(expected));
    boris_gives(&mut storage, 9).unwrap();
}

#[test]
fn a_shift_moves_between_lent_and_protected_and_asks_nobody() {
    let mut storage = lent();
    let coins = vec![(atom(), 100_000_000)];
    message(
        &mut storage,
        anna(coins),
        &[deposit(atom(), 100_000_000, "anna")],
        &Nobody,
    )
    .unwrap();
    let shift = Action::Shift(Shift {
        asset: atom(),
        amount: None,
        to: SupplyMode::Protect,
    });
    let (told, _) = message(&mut storage, anna(vec![]), &[shift], &Nobody).unwrap();
    assert!(
        matches!(&told.facts[..], [Fact::Shifted(what)] if what.moved.amount == amount(100_000_000))
    );
}
