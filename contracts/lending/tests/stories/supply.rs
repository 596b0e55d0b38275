//! Lending, protecting, borrowing, and the limits of each.

use crate::chain::{execute, Chain, ATOM, INK, USDC};
use ballast_interface::lending::{
    AccountResponse, AccountsPage, ExecuteMsg, LimitResponse, MarketResponse, QueryMsg, SupplyMode,
};
use ballast_interface::AssetId;
use ballast_lending::ContractError;
use ballast_risk::{Amount, Caps, TooManyPositions};

const YEAR: u64 = 365 * 86_400;

fn caps(chain: &mut Chain, denom: &str, caps: Caps) {
    let mut update = execute::update(denom);
    update.caps = Some(caps);
    chain.send("owner", ExecuteMsg::UpdateAsset(update), &[]);
}

fn account(chain: &Chain, name: &str) -> AccountResponse {
    chain.ask(QueryMsg::Account {
        account: chain.account(name),
    })
}

fn market(chain: &Chain, denom: &str) -> MarketResponse {
    chain.ask(QueryMsg::Market {
        asset: AssetId::native(denom),
    })
}

fn max_borrow(chain: &Chain, name: &str) -> LimitResponse {
    chain.ask(QueryMsg::MaxBorrow {
        account: chain.account(name),
        asset: AssetId::native(USDC),
    })
}

fn cap(name: &'static str, asset: &str, numbers: [u128; 3]) -> ContractError {
    let [asked, allowed, room] = numbers.map(Amount::new);
    let asset = asset.to_owned();
    ContractError::CapReached {
        cap: name,
        asset,
        asked,
        allowed,
        room,
    }
}

#[test]
fn protected_supply_is_never_lent_and_always_there() {
    let mut chain = Chain::new();
    chain.send("bob", execute::protect(), &[(100_000_000, USDC)]);
    chain.deposit("alice", 100_000_000, ATOM);
    let refused = chain.refused("alice", execute::borrow(USDC, 50_000_000), &[]);
    // only the owner's seed can be lent
    assert!(
        refused.to_string().contains("found 1000000 lendable"),
        "{refused}"
    );
    chain.send("bob", execute::shift(USDC, None, SupplyMode::Lend), &[]);
    chain.send("alice", execute::borrow(USDC, 50_000_000), &[]);
    let refused = chain.refused("bob", execute::shift(USDC, None, SupplyMode::Protect), &[]);
    assert!(
        refused.to_string().contains("found 51000000 lendable"),
        "{refused}"
    );
    chain.send(
        "bob",
        execute::shift(USDC, Some(51_000_000), SupplyMode::Protect),
        &[],
    );
    chain.send("bob", execute::unprotect(USDC, None), &[]);
    assert_eq!(chain.balance("bob", USDC), 951_000_000);
    assert_eq!(
        account(&chain, "bob").positions[0].lent,
        Amount::new(49_000_000)
    );
}

#[test]
fn a_shift_of_what_is_not_there_is_refused() {
    let mut chain = Chain::new();
    chain.deposit("bob", 100, USDC);
    let refused = chain.refused(
        "bob",
        execute::shift(USDC, Some(101), SupplyMode::Protect),
        &[],
    );
    let expected = ContractError::InsufficientSupply {
        asset: USDC.into(),
        mode: "lent",
        asked: Amount::new(101),
        found: Amount::new(100),
    };
    assert_eq!(refused, expected);
    let refused = chain.refused("bob", execute::shift(USDC, None, SupplyMode::Lend), &[]);
    assert!(refused.to_string().contains("has 0 protected"), "{refused}");
}

#[test]
fn a_gift_opens_no_position_in_an_account_that_has_any() {
    let mut chain = Chain::new();
    chain.deposit("alice", 100, ATOM);
    let gift =
        |chain: &Chain, name| execute::deposit_to(Some(chain.account(name)), SupplyMode::Lend);
    let refused = chain.refused("bob", gift(&chain, "alice"), &[(5, USDC)]);
    let account = format!("{}/0", chain.address("alice"));
    assert_eq!(refused, ContractError::ForeignPosition { account });
    chain.send("bob", gift(&chain, "alice"), &[(5, ATOM)]);
    chain.send("bob", gift(&chain, "lena"), &[(5, USDC)]);
    chain.send("alice", execute::withdraw(ATOM, Some(105)), &[]);
    chain.send("lena", execute::withdraw(USDC, None), &[]);
    assert_eq!(chain.balance("lena", USDC), 1_000_000_005);
}

#[test]
fn the_first_deposit_is_the_owners_and_lent() {
    let mut chain = Chain::new();
    chain.price(INK, "5");
    chain.list(AssetId::native(INK), 6);
    let early = ContractError::NotSeeded { asset: INK.into() };
    assert_eq!(
        chain.refused("alice", execute::deposit(), &[(5, INK)]),
        early
    );
    assert_eq!(
        chain.refused("alice", execute::protect(), &[(5, INK)]),
        early
    );
    assert_eq!(
        chain.refused("owner", execute::protect(), &[(5, INK)]),
        early
    );
    chain.deposit("owner", 1_000, INK);
    chain.deposit("alice", 5, INK);
}

#[test]
fn a_supply_cap_counts_lent_and_protected() {
    let mut chain = Chain::new();
    let supply_cap = Some(Amount::new(100_000_000));
    caps(
        &mut chain,
        USDC,
        Caps {
            supply_cap,
            ..Caps::default()
        },
    );
    chain.deposit("bob", 49_000_000, USDC);
    chain.send("bob", execute::protect(), &[(40_000_000, USDC)]);
    // the owner's seed is 1 USDC
    let refused = chain.refused("alice", execute::deposit(), &[(10_000_001, USDC)]);
    assert_eq!(
        refused,
        cap("supply_cap", USDC, [100_000_001, 100_000_000, 10_000_000])
    );
    let refused = chain.refused("alice", execute::protect(), &[(10_000_001, USDC)]);
    assert_eq!(
        refused,
        cap("supply_cap", USDC, [100_000_001, 100_000_000, 10_000_000])
    );
    chain.deposit("alice", 10_000_000, USDC);
    chain.send("bob", execute::shift(USDC, None, SupplyMode::Lend), &[]);
    chain.send("bob", execute::withdraw(USDC, None), &[]);
}

#[test]
fn a_borrow_cap_stops_borrowing_only() {
    let mut chain = Chain::with_alice_owing(30);
    let borrow_cap = Some(Amount::new(50_000_000));
    caps(
        &mut chain,
        USDC,
        Caps {
            borrow_cap,
            ..Caps::default()
        },
    );
    let limit = max_borrow(&chain, "alice");
    assert_eq!(limit.amount, Amount::new(20_000_000));
    let refused = chain.refused("alice", execute::borrow(USDC, 20_000_001), &[]);
    assert_eq!(
        refused,
        cap("borrow_cap", USDC, [50_000_001, 50_000_000, 20_000_000])
    );
    chain.send("alice", execute::borrow(USDC, 20_000_000), &[]);
    chain.send("alice", execute::repay(), &[(50_000_000, USDC)]);
}

#[test]
fn above_a_collateral_cap_a_part_counts_for_new_risk_alone() {
    let mut chain = Chain::with_alice_owing(250);
    let before = chain.surplus("alice");
    // 1 of the owner's, 100 of Alice's, 100 of Lena's
    chain.deposit("lena", 100_000_000, ATOM);
    let collateral_cap = Some(Amount::new(100_500_000));
    caps(
        &mut chain,
        ATOM,
        Caps {
            collateral_cap,
            ..Caps::default()
        },
    );
    // half of 555.912609, which 100 ATOM would carry
    assert_eq!(
        max_borrow(&chain, "alice").by_health,
        Amount::new(27_956_304)
    );
    assert_eq!(chain.surplus("alice"), before);
    chain.send("lena", execute::withdraw(ATOM, None), &[]);
    // 100.5 of 101 count
    assert_eq!(
        max_borrow(&chain, "alice").by_health,
        Amount::new(303_160_566)
    );
}

#[test]
fn a_debt_is_worth_a_liquidation_or_not_opened() {
    let mut chain = Chain::with_alice_owing(0);
    let refused = chain.refused("alice", execute::borrow(USDC, 9_999_999), &[]);
    let expected = ContractError::DebtTooSmall {
        found: "9.999999".parse().unwrap(),
        minimum: "10".parse().unwrap(),
        at_least: Amount::new(10_000_000),
    };
    assert_eq!(refused, expected);
    chain.send("alice", execute::borrow(USDC, 10_000_000), &[]);
    chain.send("alice", execute::borrow(USDC, 1), &[]);
    chain.send("alice", execute::repay(), &[(9_000_000, USDC)]);
    // what is left is small, and may be: adding to it must reach the minimum
    let refused = chain.refused("alice", execute::borrow(USDC, 1), &[]);
    assert!(
        matches!(refused, ContractError::DebtTooSmall { .. }),
        "{refused}"
    );
}

#[test]
fn who_repays_all_and_withdraws_all_leaves_nothing_behind() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_001, ATOM);
    chain.send("alice", execute::borrow(USDC, 333_333_333), &[]);
    chain.wait(YEAR + 7);
    let debt = account(&chain, "alice").positions[1].debt;
    chain.send("alice", execute::repay(), &[(debt.raw(), USDC)]);
    chain.send("alice", execute::withdraw(ATOM, None), &[]);
    chain.send("bob", execute::withdraw(USDC, None), &[]);
    let found: AccountsPage = chain.ask(QueryMsg::Accounts {
        start_after: None,
        limit: None,
    });
    // only the owner's seeds are left
    assert_eq!(found.items.len(), 1);
    assert_eq!(found.items[0].account, chain.account("owner"));
    assert_eq!(market(&chain, USDC).scaled_debt.raw(), 0);
}

#[test]
fn reserves_are_paid_out_of_cash_to_the_last_unit() {
    let mut chain = Chain::new();
    chain.deposit("bob", 900_000_000, USDC);
    chain.deposit("alice", 100_000_000, ATOM);
    chain.send("alice", execute::borrow(USDC, 500_000_000), &[]);
    chain.wait(YEAR);
    let reserves = market(&chain, USDC).reserves.raw();
    let take = |amount: Option<u128>, to: &str| ExecuteMsg::WithdrawReserves {
        asset: AssetId::native(USDC),
        amount: amount.map(Amount::new),
        recipient: Some(to.to_owned()),
    };
    let lena = chain.address("lena").to_string();
    let refused = chain.refused("owner", take(Some(reserves + 1), &lena), &[]);
    let found = format!("has {reserves} in reserve");
    assert!(refused.to_string().contains(&found), "{refused}");
    chain.send("owner", take(None, &lena), &[]);
    // 7.93 % for a year on 500 USDC at 55.5 % lent out, and a tenth of it
    assert_eq!(chain.balance("lena", USDC) - 1_000_000_000, reserves);
    assert_eq!(reserves / 10_000, 412);
    assert_eq!(market(&chain, USDC).reserves, Amount::ZERO);
}

#[test]
fn interest_is_stored_once_a_block() {
    let mut chain = Chain::with_interest_running();
    let accrue = ExecuteMsg::Accrue {
        assets: vec![AssetId::native(USDC), AssetId::native(USDC)],
    };
    chain.wait(1_000);
    let asked = market(&chain, USDC);
    chain.send("lena", accrue.clone(), &[]);
    assert_eq!(market(&chain, USDC), asked);
    let stored = chain.dump();
    chain.send("lena", accrue, &[]);
    assert_eq!(chain.dump(), stored);
    let none = chain.refused("lena", ExecuteMsg::Accrue { assets: vec![] }, &[]);
    assert_eq!(none, ContractError::BatchSize { found: 0, most: 16 });
}

#[test]
fn an_account_holds_sixteen_assets_and_can_always_hold_fewer() {
    let mut chain = Chain::new();
    chain.deposit("alice", 100, ATOM);
    chain.fill("alice", 15);
    let refused = chain.refused("alice", execute::deposit(), &[(100, USDC)]);
    assert_eq!(refused, ContractError::Positions(TooManyPositions));
    chain.send("alice", execute::withdraw(ATOM, None), &[]);
    chain.deposit("alice", 100, USDC);
}

#[test]
fn no_weight_no_debt() {
    let mut chain = Chain::with_alice_owing(0);
    let mut risk = execute::risk(["0.95", "0.97", "1.03"], "usd");
    risk.borrow_weight = None;
    let mut update = execute::update(USDC);
    update.risk = Some(risk.clone());
    chain.send("owner", ExecuteMsg::UpdateAsset(update.clone()), &[]);
    let refused = chain.refused("alice", execute::borrow(USDC, 20_000_000), &[]);
    assert_eq!(refused, ContractError::NotBorrowable { asset: USDC.into() });
    let back = execute::ramp(USDC, execute::risk(["0.95", "0.97", "1.03"], "usd"), 86_400);
    chain.send("owner", back, &[]);
    chain.send("alice", execute::borrow(USDC, 20_000_000), &[]);
    // while somebody owes it, it keeps a weight
    let refused = chain.refused("owner", ExecuteMsg::UpdateAsset(update), &[]);
    let field = "borrow_weight";
    assert_eq!(
        refused,
        ContractError::Fixed {
            asset: USDC.into(),
            field
        }
    );
}
