//! P-52: after any transaction with a flash loan in it, cash and balances are what they were, plus fees, plus what its other
//! messages did. The model: the same messages by the same contract without the loan.

use ballast_interface::lending::{AccountResponse, MarketResponse, PositionResponse, SupplyMode};
use ballast_lending::ContractError;
use ballast_testing::{Addr, Listing, Step, Suite};
use proptest::prelude::*;

const TICKERS: [&str; 2] = ["USDC", "ATOM"];
const PEOPLE: [&str; 3] = ["owner", "alice", "bob"];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Deed {
    Lend,
    Protect,
    Withdraw,
    Borrow,
    Repay,
    Shift,
    /// Of what is lent; without a loan there is nothing to do.
    Return,
}

/// Something with so many thousandths of a token.
#[derive(Clone, Debug)]
struct Act {
    deed: Deed,
    ticker: &'static str,
    size: u64,
}

/// What is asked for, in thousandths of the cash, and what the receiver does with it.
#[derive(Clone, Debug)]
struct Receiver {
    loans: [u64; 2],
    acts: Vec<Act>,
    /// Base units of each loan that never come back.
    keeps: [u64; 2],
}

fn act() -> impl Strategy<Value = Act> {
    use Deed::{Borrow, Lend, Protect, Repay, Return, Shift, Withdraw};
    let deeds = vec![Lend, Protect, Withdraw, Borrow, Repay, Shift, Return];
    let ticker = prop::sample::select(&TICKERS[..]);
    (prop::sample::select(deeds), ticker, 1u64..50_000).prop_map(|(deed, ticker, size)| Act {
        deed,
        ticker,
        size,
    })
}

fn receiver() -> impl Strategy<Value = Receiver> {
    let keeps = prop_oneof![
        6 => Just([0, 0]),
        1 => (0u64..3, 0u64..3).prop_map(|(usdc, atom)| [usdc, atom]),
    ];
    let loans = (1u64..=1_000, 1u64..=1_000).prop_map(|(usdc, atom)| [usdc, atom]);
    (loans, prop::collection::vec(act(), 0..10), keeps).prop_map(|(loans, acts, keeps)| Receiver {
        loans,
        acts,
        keeps,
    })
}

/// Alice owes 500 USDC against 100 ATOM since a day. The contract has 1000 of each in its wallet; what lies at lending
/// unasked pays whoever is paid while all cash is out.
fn stage() -> (Suite, Addr) {
    let fee = |listing: &mut Listing| listing.flash_fee = Some("0.0009".parse().unwrap());
    let pair = Suite::builder().pair();
    let mut suite = pair.with("USDC", fee).with("ATOM", fee).build().unwrap();
    for coins in ["900 USDC", "900 ATOM"] {
        suite.deposit("bob", coins).unwrap();
    }
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "500 USDC").unwrap();
    suite.pass(86_400);
    let (robin, lending) = (suite.receiver(), suite.lending().0.clone());
    for ticker in TICKERS {
        suite.fund_contract(&robin, &format!("1000 {ticker}"));
        suite.fund_contract(&lending, &format!("10000 {ticker}"));
    }
    (suite, robin)
}

fn message(suite: &Suite, act: &Act) -> Option<Step> {
    let coins = format!(
        "{}.{:03} {}",
        act.size / 1_000,
        act.size % 1_000,
        act.ticker
    );
    let (msg, own) = (suite.msg(), "robin");
    let message = match act.deed {
        Deed::Lend => msg.deposit(own, &coins, SupplyMode::Lend),
        Deed::Protect => msg.deposit(own, &coins, SupplyMode::Protect),
        Deed::Withdraw => msg.withdraw(own, &coins, SupplyMode::Lend),
        Deed::Borrow => msg.borrow(own, &coins),
        Deed::Repay => msg.repay(own, &coins),
        Deed::Shift => msg.shift(own, &coins, SupplyMode::Protect),
        Deed::Return => return None,
    };
    Some(suite.may(message))
}

/// What one can see of one transaction.
#[derive(Debug)]
struct Seen {
    markets: Vec<MarketResponse>,
    accounts: Vec<AccountResponse>,
    /// Lending, the receiver, then everybody else; USDC and ATOM of each.
    balances: Vec<[u128; 2]>,
    refused: usize,
}

fn seen(suite: &Suite, robin: &Addr) -> Seen {
    let people = PEOPLE.map(|name| suite.who(name));
    let all = [suite.lending().0.clone(), robin.clone()]
        .into_iter()
        .chain(people);
    let of = |who: Addr| TICKERS.map(|t| suite.balance(&who, &suite.id(t)).unwrap().raw());
    Seen {
        markets: TICKERS.map(|ticker| suite.market_of(ticker)).to_vec(),
        accounts: suite.accounts().unwrap(),
        balances: all.map(of).collect(),
        refused: suite.refusals(robin).len(),
    }
}

/// One loan: what was asked for, and what must come back.
struct Loan {
    ticker: &'static str,
    amount: u128,
    fee: u128,
    back: u128,
}

/// 0.09 %, rounded up.
fn loan(suite: &Suite, ticker: &'static str, thousandths: u64) -> Loan {
    let cash = suite.market_of(ticker).cash.raw();
    let amount = cash * u128::from(thousandths) / 1_000;
    let fee = (amount * 9).div_ceil(10_000);
    Loan {
        ticker,
        amount,
        fee,
        back: 0,
    }
}

impl Loan {
    fn asked(&self) -> String {
        format!("{} u{}", self.amount, self.ticker.to_lowercase())
    }

    /// Part of what is missing.
    fn part(&mut self, suite: &Suite, size: u64) -> Step {
        let missing = self.amount + self.fee - self.back;
        let part = (u128::from(size) * 1_000).min(missing).max(1);
        self.back += part.min(missing);
        let coins = format!("{part} u{}", self.ticker.to_lowercase());
        suite.must(suite.msg().return_flash(&[&coins]))
    }

    /// All that is missing and one more, less what is kept.
    fn rest(&self, suite: &Suite, keeps: u64) -> Step {
        let missing = self.amount + self.fee - self.back;
        let rest = match keeps {
            0 => missing + 1,
            keeps => missing.saturating_sub(keeps.into()).max(1),
        };
        let coins = format!("{rest} u{}", self.ticker.to_lowercase());
        suite.must(suite.msg().return_flash(&[&coins]))
    }
}

fn loans(suite: &Suite, receiver: &Receiver) -> [Loan; 2] {
    let [usdc, atom] = receiver.loans;
    [loan(suite, "USDC", usdc), loan(suite, "ATOM", atom)]
}

/// The steps within the loan, in their order, and the loans as far as they came back.
fn within(suite: &Suite, receiver: &Receiver, loans: &mut [Loan; 2]) -> Vec<Step> {
    let mut steps = Vec::new();
    for act in &receiver.acts {
        let loan = loans.iter_mut().find(|loan| loan.ticker == act.ticker);
        steps.push(match message(suite, act) {
            Some(step) => step,
            None => loan.unwrap().part(suite, act.size),
        });
    }
    for (loan, keeps) in loans.iter().zip(receiver.keeps) {
        steps.push(loan.rest(suite, keeps));
    }
    steps
}

fn positions(seen: &Seen) -> Vec<PositionResponse> {
    let accounts = seen.accounts.iter();
    accounts.flat_map(|a| a.positions.clone()).collect()
}

fn as_without(within: &Seen, without: &Seen, loans: &[Loan; 2]) {
    assert_eq!(within.refused, without.refused, "P-52");
    let (is, was) = (positions(within), positions(without));
    assert_eq!(is.len(), was.len(), "P-52");
    for (is, was) in is.iter().zip(&was) {
        let raw = |p: &PositionResponse| (p.asset.clone(), p.shares, p.protected, p.debt);
        assert_eq!(raw(is), raw(was), "P-52");
        // what the fee is worth beyond its shares, less than one of them, is the suppliers'
        let more = is.lent.raw() - was.lent.raw();
        assert!(more <= 1, "P-52: {more} more of {}", is.asset);
    }
    for (at, loan) in loans.iter().enumerate() {
        let (is, was) = (&within.markets[at], &without.markets[at]);
        assert_eq!(
            is.cash.raw(),
            was.cash.raw() + loan.fee,
            "P-52: {}",
            loan.ticker
        );
        assert_eq!(is.protected, was.protected, "P-52");
        assert_eq!(is.scaled_debt, was.scaled_debt, "P-52");
        assert_eq!(is.debt_index, was.debt_index, "P-52");
        let minted = is.supply_shares.raw() - was.supply_shares.raw();
        let reserve = is.reserve_shares.raw() - was.reserve_shares.raw();
        assert_eq!(minted, reserve, "P-52: the fee is the reserve's");
        let [lending, robin] =
            [0, 1].map(|who| (within.balances[who][at], without.balances[who][at]));
        assert_eq!(lending.0, lending.1 + loan.fee, "P-52");
        assert_eq!(robin.0 + loan.fee, robin.1, "P-52");
    }
    assert_eq!(within.balances[2..], without.balances[2..], "P-52");
}

fn check(receiver: &Receiver) {
    let (mut suite, robin) = stage();
    let steps: Vec<Step> = receiver
        .acts
        .iter()
        .filter_map(|act| message(&suite, act))
        .collect();
    let without = suite.trial(|suite| {
        suite.run(&robin, &steps).unwrap();
        seen(suite, &robin)
    });
    let mut loans = loans(&suite, receiver);
    let steps = within(&suite, receiver, &mut loans);
    let asked = loans.each_ref().map(Loan::asked);
    let before = suite.dump();
    let outcome = suite.flash(&robin, &asked.each_ref().map(String::as_str), &steps);
    match outcome {
        Ok(_) => as_without(&seen(&suite, &robin), &without, &loans),
        Err(refused) => {
            let short = matches!(
                refused.lending(),
                Some(ContractError::FlashNotReturned { .. })
            );
            assert!(short && receiver.keeps != [0, 0], "P-52: {refused}");
            assert_eq!(suite.dump(), before, "P-52");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p_52_a_loan_adds_its_fee_and_nothing_else(receiver in receiver()) {
        check(&receiver);
    }
}
