//! P-18: what `max_borrow` and `max_withdraw` answer succeeds as it is, and one more is refused, whatever stands in the way:
//! health, cash, caps, pauses, the least debt, the number of positions, the rounding of shares.

use crate::chain::{execute, Chain, ATOM, USDC};
use ballast_interface::lending::{ExecuteMsg, LimitResponse, PausableAction, QueryMsg, SupplyMode};
use ballast_interface::AssetId;
use ballast_risk::{Amount, Caps};

const DAY: u64 = 86_400;
const BOTH: [SupplyMode; 2] = [SupplyMode::Lend, SupplyMode::Protect];

fn max_borrow(chain: &Chain, denom: &str) -> QueryMsg {
    QueryMsg::MaxBorrow {
        account: chain.account("alice"),
        asset: AssetId::native(denom),
    }
}

#[track_caller]
fn assert_limits(chain: &mut Chain, denom: &str) {
    let asked = max_borrow(chain, denom);
    chain.assert_limit("alice", asked, |amount| execute::borrow(denom, amount));
    for mode in BOTH {
        let asked = QueryMsg::MaxWithdraw {
            account: chain.account("alice"),
            asset: AssetId::native(denom),
            mode,
        };
        chain.assert_limit("alice", asked, |amount| match mode {
            SupplyMode::Lend => execute::withdraw(denom, Some(amount)),
            SupplyMode::Protect => execute::unprotect(denom, Some(amount)),
        });
    }
}

fn cap(chain: &mut Chain, denom: &str, caps: Caps) {
    let mut update = execute::update(denom);
    update.caps = Some(caps);
    chain.send("owner", ExecuteMsg::UpdateAsset(update), &[]);
}

/// alice holds and owes both, lent and protected; bob lends and borrows; some time has passed.
fn basket(turn: u64) -> Chain {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("bob", 300_000_000, ATOM);
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::protect(), &[(10_000_001, ATOM)]);
    chain.deposit("alice", 200_000_000, USDC);
    chain.send("bob", execute::borrow(ATOM, 33_333_333), &[]);
    let owed = 333_333_333 + 1_000_003 * u128::from(turn);
    chain.send("alice", execute::borrow(USDC, owed), &[]);
    chain.wait((3 + 7 * turn) * DAY + 12_345);
    chain
}

#[test]
fn with_shares_and_indices_that_round() {
    for turn in 0..12 {
        let mut chain = basket(turn);
        assert_limits(&mut chain, ATOM);
        assert_limits(&mut chain, USDC);
    }
}

#[test]
fn where_what_counts_is_capped_and_moves_with_the_amount() {
    for turn in 0..12 {
        let mut chain = basket(turn);
        let collateral_cap = Some(Amount::new(323_456_789));
        let caps = Caps {
            collateral_cap,
            ..Caps::default()
        };
        cap(&mut chain, ATOM, caps);
        assert_limits(&mut chain, ATOM);
        assert_limits(&mut chain, USDC);
    }
}

#[test]
fn where_the_borrow_cap_or_cash_is_the_bound() {
    let mut chain = basket(5);
    let caps = |most| Caps {
        borrow_cap: Some(Amount::new(most)),
        ..Caps::default()
    };
    cap(&mut chain, ATOM, caps(33_444_555));
    assert_limits(&mut chain, ATOM);
    cap(&mut chain, ATOM, caps(1));
    assert_limits(&mut chain, ATOM);
    // what is left of 1101 lent to others: little
    chain.send("bob", execute::borrow(USDC, 300_000_000), &[]);
    chain.send("bob", execute::withdraw(USDC, Some(400_000_000)), &[]);
    assert_limits(&mut chain, USDC);
}

#[track_caller]
fn assert_nothing(chain: &mut Chain, denom: &str) {
    let limit: LimitResponse = chain.ask(max_borrow(chain, denom));
    assert_eq!(limit.amount, Amount::ZERO, "P-18: {limit:?}");
}

#[test]
fn nothing_may_be_borrowed_below_the_least_debt() {
    let mut chain = Chain::new().without_interest();
    chain.deposit("bob", 900_000_000, USDC);
    // 10 USD of ATOM carry some 5.5, and no debt is below 10
    chain.deposit("alice", 1_000_000, ATOM);
    assert_nothing(&mut chain, USDC);
    assert_limits(&mut chain, ATOM);
}

#[test]
fn nothing_may_be_borrowed_of_what_is_paused() {
    let mut chain = Chain::with_alice_owing(100);
    let pause = execute::pause(USDC, &[PausableAction::Borrow], None);
    chain.send("owner", pause, &[]);
    assert_nothing(&mut chain, USDC);
    assert_limits(&mut chain, USDC);
}

#[test]
fn nothing_may_be_borrowed_where_no_position_is_free() {
    let mut chain = Chain::new().without_interest();
    chain.deposit("bob", 900_000_000, USDC);
    chain.fill("alice", 16);
    assert_nothing(&mut chain, USDC);
}
