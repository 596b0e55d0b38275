//! Anything that people may do, in any order. After every message the suite checks P-01, P-02, P-04 and P-05; here, that
//! nobody else was touched (P-31), that only the unhealthy are liquidated (P-20) and that it heals them (P-21), and that
//! whatever is refused is refused for a reason that such a message can have.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)] // a test stops at the first surprise, an overflow included

mod flash;

use ballast_interface::lending::{AccountResponse, PositionResponse, SupplyMode};
use ballast_lending::{ContractError as Error, LedgerError};
use ballast_risk::liquidate::LiquidationError;
use ballast_risk::{Amount, HealthFactor, Ratio};
use ballast_testing::{Outcome, Suite};
use proptest::prelude::*;

const PEOPLE: [&str; 4] = ["anna", "boris", "carla", "dana"];
const TICKERS: [&str; 6] = ["BTC", "ETH", "stETH", "ATOM", "SOL", "USDC"];

#[derive(Clone, Debug)]
enum Act {
    Supply,
    Protect,
    Borrow,
    Repay,
    Withdraw,
    Shift(SupplyMode),
    /// The numbers choose a debt and a collateral among those that the account has.
    Liquidate(usize, usize),
    /// So many per cent of all debts, out of Lara's supply.
    ProRata(u64),
    WriteOff,
    /// Per cent of what it was.
    Price(u64),
    Pass(u64),
}

/// Somebody does something with some of an asset; the size is in thousandths of what is usual.
#[derive(Clone, Debug)]
struct Step {
    who: &'static str,
    ticker: &'static str,
    size: u64,
    act: Act,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => Just(Act::Supply),
        1 => Just(Act::Protect),
        6 => Just(Act::Borrow),
        2 => Just(Act::Repay),
        2 => Just(Act::Withdraw),
        1 => prop_oneof![Just(SupplyMode::Lend), Just(SupplyMode::Protect)].prop_map(Act::Shift),
        5 => (0usize..4, 0usize..4).prop_map(|(debt, collateral)| Act::Liquidate(debt, collateral)),
        3 => (1u64..=100).prop_map(Act::ProRata),
        1 => Just(Act::WriteOff),
        6 => (50u64..118).prop_map(Act::Price),
        1 => (1u64..4_000_000).prop_map(Act::Pass),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let who = prop::sample::select(&PEOPLE[..]);
    let ticker = prop::sample::select(&TICKERS[..]);
    (who, ticker, 1u64..3_000, act()).prop_map(|(who, ticker, size, act)| Step {
        who,
        ticker,
        size,
        act,
    })
}

/// A thousandth of what is usual is 20 to 40 USD.
fn coins(ticker: &str, size: u64) -> String {
    match ticker {
        "BTC" => format!("{}.{:03} BTC", size / 1_000, size % 1_000),
        "ETH" | "stETH" => format!("{}.{:02} {ticker}", size / 100, size % 100),
        "USDC" => format!("{}.000001 USDC", size * 30),
        _ => format!("{size} {ticker}"),
    }
}

/// Liquidators look for somebody who is below 1; whoever is meant otherwise is meant here, too.
fn victim(suite: &Suite, step: &Step) -> &'static str {
    let below = |who: &&&str| health(suite, who).is_some_and(|health| health < HealthFactor::ONE);
    match step.act {
        Act::Liquidate(..) | Act::ProRata(_) | Act::WriteOff => {
            PEOPLE.iter().find(below).unwrap_or(&step.who)
        }
        _ => step.who,
    }
}

/// The tickers of what an account owes and of what it holds.
fn sides(suite: &Suite, who: &str) -> (Vec<String>, Vec<String>) {
    let account = suite.account(&suite.account_of(who)).unwrap();
    let ticker = |p: &PositionResponse| {
        let known = suite.assets().iter().find(|asset| asset.id == p.asset);
        known.unwrap().ticker.clone()
    };
    let positions = account.positions.iter();
    let owed = positions.clone().filter(|p| !p.debt.is_zero());
    let held = positions.filter(|p| !p.lent.is_zero() || !p.protected.is_zero());
    (owed.map(ticker).collect(), held.map(ticker).collect())
}

fn chosen(of: &[String], number: usize, otherwise: &str) -> String {
    let found = number.checked_rem(of.len()).and_then(|at| of.get(at));
    found.map_or(otherwise, String::as_str).to_owned()
}

/// About as much as there is power for, now and then too much.
fn borrow(suite: &mut Suite, step: &Step) -> Outcome {
    let asset = suite.asset(step.ticker).clone();
    let most = suite
        .max_borrow(&suite.account_of(step.who), &asset.id)
        .unwrap()
        .amount;
    let asked = most.raw() / 2_900 * u128::from(step.size);
    let asked = Amount::new(asked.max(1));
    suite.borrow(step.who, &asset.show(asked))
}

fn take(suite: &mut Suite, step: &Step) -> Option<Outcome> {
    let coins = coins(step.ticker, step.size);
    let outcome = match &step.act {
        Act::Supply => suite.supply(step.who, &coins),
        Act::Protect => suite.protect(step.who, &coins),
        Act::Borrow => borrow(suite, step),
        Act::Withdraw => suite.withdraw(step.who, &coins),
        Act::Shift(to) => suite.shift(step.who, &coins, *to),
        Act::WriteOff => suite.write_off("wanda", step.who),
        Act::Repay => {
            suite.fund(step.who, &coins);
            suite.repay(step.who, &coins)
        }
        Act::Liquidate(debt, collateral) => {
            let (owed, held) = sides(suite, step.who);
            let coins = self::coins(&chosen(&owed, *debt, step.ticker), step.size);
            suite.fund("lara", &coins);
            suite.liquidate(
                "lara",
                step.who,
                &coins,
                &chosen(&held, *collateral, step.ticker),
            )
        }
        Act::ProRata(percent) => {
            let part = Ratio::percent(*percent);
            let order = suite.msg().liquidate_pro_rata(step.who, part, 1);
            suite.tell("lara", order)
        }
        Act::Price(percent) => {
            move_price(suite, step.ticker, *percent);
            return None;
        }
        Act::Pass(seconds) => {
            suite.pass(*seconds);
            return None;
        }
    };
    Some(outcome)
}

fn move_price(suite: &mut Suite, ticker: &str, percent: u64) {
    let at = TICKERS.iter().position(|known| *known == ticker).unwrap();
    let spot = suite.quotes().unwrap().get(at).unwrap().spot;
    let moved = spot.raw() / 100 * u128::from(percent);
    let price = ballast_risk::Price::new(moved);
    suite.price(ticker, &price.to_string());
}

/// What a message may be refused for.
fn allowed(act: &Act, error: &Error) -> bool {
    match (act, error) {
        (Act::Liquidate(..), error) => liquidation_refused(error),
        (Act::ProRata(_), error) => pro_rata_refused(error),
        (Act::WriteOff, error) => matches!(
            error,
            Error::NotBeyondRescue { .. } | Error::Ledger(LedgerError::OwesNothing { .. })
        ),
        (act, Error::Ledger(error)) => ledger_refused(act, error),
        _ => false,
    }
}

fn ledger_refused(act: &Act, error: &LedgerError) -> bool {
    match act {
        Act::Borrow => matches!(
            error,
            LedgerError::Short { .. }
                | LedgerError::NoCollateral { .. }
                | LedgerError::InsufficientCash { .. }
                | LedgerError::DebtTooSmall { .. }
                | LedgerError::LeavesDebtTooSmall { .. }
        ),
        Act::Repay => matches!(
            error,
            LedgerError::NoDebt { .. } | LedgerError::OwesNothing { .. }
        ),
        Act::Withdraw => matches!(
            error,
            LedgerError::InsufficientSupply { .. }
                | LedgerError::NothingSupplied { .. }
                | LedgerError::Short { .. }
                | LedgerError::NoCollateral { .. }
                | LedgerError::DebtTooSmall { .. }
                | LedgerError::LeavesDebtTooSmall { .. }
                | LedgerError::InsufficientCash { .. }
        ),
        Act::Shift(_) => matches!(
            error,
            LedgerError::InsufficientSupply { .. }
                | LedgerError::NothingSupplied { .. }
                | LedgerError::InsufficientCash { .. }
        ),
        _ => false,
    }
}

fn liquidation_refused(error: &Error) -> bool {
    matches!(
        error,
        Error::Ledger(LedgerError::NoDebt { .. } | LedgerError::OwesNothing { .. })
            | Error::NothingToSeize { .. }
            | Error::NoCashForSeizure { .. }
            | Error::ReceivedTooLittle { .. }
            | Error::Liquidation(
                LiquidationError::Healthy
                    | LiquidationError::NothingMoved
                    | LiquidationError::WouldNotHeal
                    | LiquidationError::LeavesDust { .. }
                    | LiquidationError::TooSmall { .. }
            )
    )
}

fn pro_rata_refused(error: &Error) -> bool {
    matches!(
        error,
        Error::NothingToPay { .. }
            | Error::Ledger(LedgerError::OwesNothing { .. })
            | Error::Liquidation(
                LiquidationError::Healthy
                    | LiquidationError::NothingMoved
                    | LiquidationError::NothingOpen
                    | LiquidationError::WouldNotHeal
            )
    )
}

/// P-31: what the others have is what they had, to the share.
fn others_untouched(suite: &Suite, step: &Step, before: &[AccountResponse]) {
    let acted = [step.who, "lara/1"].map(|name| suite.account_of(name));
    let after = suite.accounts().unwrap();
    let raw = |account: &AccountResponse| {
        let positions = account.positions.iter();
        let raw = positions.map(|p| (p.asset.clone(), p.shares, p.protected, p.scaled_debt));
        raw.collect::<Vec<_>>()
    };
    for was in before.iter().filter(|it| !acted.contains(&it.account)) {
        let is = after.iter().find(|account| account.account == was.account);
        assert_eq!(is.map(raw), Some(raw(was)), "P-31: {step:?}");
    }
}

fn health(suite: &Suite, who: &str) -> Option<HealthFactor> {
    suite.health_of(who).health_factor
}

/// P-20 and P-21.
fn healed(before: Option<HealthFactor>, after: Option<HealthFactor>, outcome: &Outcome) {
    let events = outcome.iter().flat_map(|done| &done.events);
    let close_out = events
        .flat_map(|e| &e.attributes)
        .any(|a| a.key == "close_out" && a.value == "true");
    assert!(
        before.is_some_and(|health| health < HealthFactor::ONE),
        "P-20: {before:?}"
    );
    assert!(
        after.is_none() || after > before || close_out,
        "P-21: {before:?} then {after:?}"
    );
}

fn run(steps: &[Step]) {
    let mut suite = Suite::standard();
    for ticker in TICKERS {
        suite.supply("lena", &coins(ticker, 1_500)).unwrap();
        let coins = coins(ticker, 1_000);
        suite.fund("lara", &coins);
        suite.deposit("lara/1", &coins).unwrap();
    }
    for drawn in steps {
        let step = &Step {
            who: victim(&suite, drawn),
            ..drawn.clone()
        };
        let accounts = suite.accounts().unwrap();
        let before = health(&suite, step.who);
        let Some(outcome) = take(&mut suite, step) else {
            continue;
        };
        others_untouched(&suite, step, &accounts);
        match &outcome {
            Ok(_) if matches!(step.act, Act::Liquidate(..) | Act::ProRata(_)) => {
                healed(before, health(&suite, step.who), &outcome);
            }
            Ok(_) => {}
            Err(refused) => {
                let known = refused
                    .lending()
                    .is_some_and(|error| allowed(&step.act, error));
                assert!(known, "{step:?} was refused: {refused}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do_the_books_are_right(steps in prop::collection::vec(step(), 1..120)) {
        run(&steps);
    }
}
