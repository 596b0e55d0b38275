//! One market under random suppliers and borrowers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss
)] // a test may stop at the first surprise

use ballast_risk::governance::RateModel;
use ballast_risk::{
    Amount, DebtIndex, Market, MarketError, NumError, Ratio, ScaledDebt, SupplyShares,
};
use proptest::prelude::*;

const MODEL: RateModel = RateModel {
    base: Ratio::percent(1),
    slope1: Ratio::percent(4),
    slope2: Ratio::percent(300),
    optimal_utilisation: Ratio::percent(80),
};

#[derive(Clone, Debug)]
enum Act {
    Deposit(usize, u128),
    Withdraw(usize, u128),
    Borrow(usize, u128),
    Repay(usize, u128),
    Wait(u64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let amount = prop_oneof![1u128..10, 1u128..1_000_000, 1u128..10u128.pow(30)];
    let who = 0usize..4;
    let act = prop_oneof![
        (who.clone(), amount.clone()).prop_map(|(w, a)| Act::Deposit(w, a)),
        (who.clone(), amount.clone()).prop_map(|(w, a)| Act::Withdraw(w, a)),
        (who.clone(), amount.clone()).prop_map(|(w, a)| Act::Borrow(w, a)),
        (who, amount).prop_map(|(w, a)| Act::Repay(w, a)),
        (1u64..40_000_000).prop_map(Act::Wait),
    ];
    prop::collection::vec(act, 1..60)
}

/// Four people and one market; `sent` and `taken` are what crossed its border.
struct World {
    market: Market,
    shares: [SupplyShares; 4],
    debts: [ScaledDebt; 4],
    now: u64,
    sent: u128,
    taken: u128,
}

impl World {
    fn new() -> Self {
        Self {
            market: Market::new(0),
            shares: [SupplyShares::ZERO; 4],
            debts: [ScaledDebt::ZERO; 4],
            now: 0,
            sent: 0,
            taken: 0,
        }
    }

    fn act(&mut self, act: &Act) {
        self.market.accrue(&MODEL, Ratio::percent(10), self.now);
        match *act {
            Act::Deposit(who, amount) => {
                if let Ok(shares) = self.market.deposit(Amount::new(amount)) {
                    self.shares[who] = self.shares[who].add(shares).unwrap();
                    self.sent += amount;
                }
            }
            Act::Withdraw(who, amount) => self.withdraw(who, amount),
            Act::Borrow(who, amount) => {
                if let Ok(scaled) = self.market.borrow(Amount::new(amount)) {
                    self.debts[who] = self.debts[who].add(scaled).unwrap();
                    self.taken += amount;
                }
            }
            Act::Repay(who, amount) => self.repay(who, amount),
            Act::Wait(seconds) => self.now += seconds,
        }
    }

    fn withdraw(&mut self, who: usize, amount: u128) {
        let held = self.market.amount_of(self.shares[who]).unwrap().raw();
        let amount = amount.min(held);
        let burned = self.market.shares_up(Amount::new(amount)).unwrap();
        let burned = burned.min(self.shares[who]);
        if amount > 0 && self.market.withdraw(Amount::new(amount), burned).is_ok() {
            self.shares[who] = self.shares[who].sub(burned).unwrap();
            self.taken += amount;
        }
    }

    fn repay(&mut self, who: usize, amount: u128) {
        if let Ok(done) = self.market.repay(self.debts[who], Amount::new(amount)) {
            self.debts[who] = self.debts[who].sub(done.removed).unwrap();
            self.sent += done.paid.raw();
        }
    }

    fn price(&self) -> (u128, u128) {
        self.market.share_price().unwrap()
    }
}

/// Is fraction `a` at least fraction `b`? Cross-multiplied in 256 bits by halves.
fn at_least(a: (u128, u128), b: (u128, u128)) -> bool {
    let wide = |x: u128, y: u128| {
        let (xh, xl) = (x >> 64, x & u128::from(u64::MAX));
        let (yh, yl) = (y >> 64, y & u128::from(u64::MAX));
        let low = xl * yl;
        let middle = xh * yl + (low >> 64);
        let other = xl * yh + (middle & u128::from(u64::MAX));
        let high = xh * yh + (middle >> 64) + (other >> 64);
        (high, (other << 64) | (low & u128::from(u64::MAX)))
    };
    wide(a.0, b.1) >= wide(b.0, a.1)
}

/// 4 % a year, whatever is lent.
const FLAT: RateModel = RateModel {
    base: Ratio::percent(4),
    slope1: Ratio::ZERO,
    slope2: Ratio::ZERO,
    optimal_utilisation: Ratio::percent(80),
};

/// Twice `debt` is supplied, and `debt` is lent.
fn lent(debt: u128) -> Market {
    let mut market = Market::new(0);
    market.deposit(Amount::new(2 * debt)).unwrap();
    market.borrow(Amount::new(debt)).unwrap();
    market
}

/// Base units with what is less than one.
fn reserve_worth(market: &Market) -> f64 {
    let (units, shares) = market.share_price().unwrap();
    market.reserve_shares().raw() as f64 / shares as f64 * units as f64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn totals_are_sums_prices_only_rise_and_everybody_can_leave(acts in acts()) {
        let mut world = World::new();
        for act in &acts {
            let (price, index) = (world.price(), world.market.debt_index());
            world.act(act);
            prop_assert!(at_least(world.price(), price), "P-04: {act:?}");
            prop_assert!(world.market.debt_index() >= index, "P-05: {act:?}");
            let shares: u128 = world.shares.iter().map(|s| s.raw()).sum();
            let reserve = world.market.reserve_shares().raw();
            prop_assert_eq!(shares + reserve, world.market.supply_shares().raw(), "P-02");
            let debts: u128 = world.debts.iter().map(|d| d.raw()).sum();
            prop_assert_eq!(debts, world.market.scaled_debt().raw(), "P-02");
            prop_assert_eq!(world.market.cash().raw(), world.sent - world.taken, "P-01");
        }
        for who in 0..4 {
            world.repay(who, u128::MAX);
            prop_assert!(world.debts[who].is_zero(), "P-03");
        }
        for who in 0..4 {
            world.withdraw(who, u128::MAX);
            let left = world.market.amount_of(world.shares[who]).unwrap();
            prop_assert!(left.is_zero(), "P-03: {left} left");
        }
    }

    #[test]
    fn a_round_trip_never_profits(acts in acts(), amount in 1u128..10u128.pow(24)) {
        let mut world = World::new();
        acts.iter().for_each(|act| world.act(act));
        world.market.accrue(&MODEL, Ratio::percent(10), world.now);
        let mut market = world.market.clone();
        if let Ok(shares) = market.deposit(Amount::new(amount)) {
            prop_assert!(market.amount_of(shares).unwrap().raw() <= amount, "P-06");
        }
        let mut market = world.market.clone();
        if let Ok(scaled) = market.borrow(Amount::new(amount)) {
            prop_assert!(market.owed(scaled).unwrap().raw() >= amount, "P-06");
        }
    }

    #[test]
    fn a_repayment_lowers_what_is_owed_by_what_it_pays(acts in acts(), sent in 1u128..1_000_000) {
        const UNIT: u128 = 10u128.pow(32);
        let mut world = World::new();
        acts.iter().for_each(|act| world.act(act));
        let (scaled, index) = (world.debts[0], world.market.debt_index().raw());
        let owed = world.market.owed(scaled).unwrap().raw();
        let Ok(done) = world.market.repay(scaled, Amount::new(sent)) else { return Ok(()); };
        let left = world.market.owed(scaled.sub(done.removed).unwrap()).unwrap().raw();
        let (paid, fell) = (done.paid.raw(), owed - left);
        prop_assert!(fell <= paid, "P-06: {fell} for {paid}");
        // how far what is owed lies below the whole number that is asked, in 1e-32 of a unit: less than one, so it fits
        let below = owed.wrapping_mul(UNIT).wrapping_sub(scaled.raw().wrapping_mul(index));
        prop_assert!(fell == paid || below < index, "P-06: {fell} for {paid}, {below} below");
        prop_assert!(paid - fell <= index / UNIT + 1, "P-06: {fell} for {paid}");
    }

    #[test]
    fn accruing_twice_in_a_block_is_accruing_once(acts in acts(), wait in 0u64..1_000_000) {
        let mut world = World::new();
        acts.iter().for_each(|act| world.act(act));
        world.market.accrue(&MODEL, Ratio::percent(10), world.now + wait);
        let once = world.market.clone();
        world.market.accrue(&MODEL, Ratio::percent(10), world.now + wait);
        prop_assert_eq!(&world.market, &once, "P-05");
    }

    #[test]
    fn how_often_a_market_accrues_does_not_matter_to_the_reserve(
        debt in 1u128..10u128.pow(12),
        years in 0u64..100,
        factor in 1u64..90,
        mut times in prop::collection::vec(1u64..86_400, 0..1_500),
    ) {
        let mut market = lent(debt);
        for year in 0..=years {
            market.accrue(&FLAT, Ratio::percent(10), year * 31_536_000);
        }
        let (start, end) = (market.accrued_at(), market.accrued_at() + 86_400);
        let factor = Ratio::percent(factor);
        let mut once = market.clone();
        let interest = once.accrue(&FLAT, factor, end).interest.raw() as f64;
        let mut often = market.clone();
        times.sort_unstable();
        for time in times.iter().map(|t| start + t).chain([end]) {
            let (price, index) = (often.share_price().unwrap(), often.debt_index());
            often.accrue(&FLAT, factor, time);
            prop_assert!(at_least(often.share_price().unwrap(), price), "P-04");
            prop_assert!(often.debt_index() >= index, "P-05");
        }
        let [before, once, often] = [&market, &once, &often].map(reserve_worth);
        let part = interest * factor.raw() as f64 / 1e18;
        // the reserve's own shares earn too; a unit and a share may still be owed to it
        prop_assert!(once - before >= part - 1.1, "{}", once - before);
        prop_assert!((often - once).abs() <= (once - before) / 1e3 + 1.1, "{once} {often}");
    }

    #[test]
    fn a_write_off_is_borne_exactly_reserves_first(acts in acts()) {
        let mut world = World::new();
        acts.iter().for_each(|act| world.act(act));
        world.market.accrue(&MODEL, Ratio::percent(10), world.now);
        let before = world.market.clone();
        let reserves = before.amount_of(before.reserve_shares()).unwrap();
        let Ok(done) = world.market.write_off(world.debts[0]) else { return Ok(()); };
        let lost = before.supplied().unwrap().sub(world.market.supplied().unwrap()).unwrap();
        prop_assert_eq!(done.total, lost, "P-26");
        prop_assert_eq!(done.from_reserves.raw() + done.from_suppliers.raw(), lost.raw(), "P-26");
        prop_assert!(done.from_suppliers.is_zero() || done.from_reserves == reserves, "P-26");
        prop_assert_eq!(world.market.cash(), before.cash(), "P-26");
    }
}

/// What the reserve has after a day in which somebody accrues every so many seconds.
fn reserve_after_a_day(debt: u128, factor: Ratio, every: u64) -> u128 {
    let mut market = lent(debt);
    for time in (every..=86_400).step_by(every as usize) {
        market.accrue(&FLAT, factor, time);
    }
    assert_eq!(market.accrued_at(), 86_400);
    market.reserves().unwrap().raw()
}

#[test]
fn a_bitcoin_accrued_every_minute_leaves_the_reserve_its_tenth() {
    // 1e8 · (e^(0.04/365) − 1) = 10 959.5 sat a day, a tenth of 10 960 is 1 096; 0.1 % of that is 1.1
    for every in [86_400, 3_600, 60, 1] {
        let reserve = reserve_after_a_day(100_000_000, Ratio::percent(10), every);
        assert!((1_095..=1_096).contains(&reserve), "{every}: {reserve}");
    }
    // ten times the debt, a tenth of the part: 109 595.4 · 0.01
    let reserve = reserve_after_a_day(1_000_000_000, Ratio::percent(1), 600);
    assert!((1_094..=1_096).contains(&reserve), "{reserve}");
}

#[test]
fn a_first_depositor_cannot_make_a_share_too_dear() {
    // Mallory deposits 1 unit; Anna's deposit of 999 still buys shares worth 999, because nothing but a deposit counts.
    let mut market = Market::new(0);
    assert_eq!(market.deposit(Amount::new(1)).unwrap().raw(), 1_000);
    let shares = market.deposit(Amount::new(999)).unwrap();
    assert_eq!(shares.raw(), 999_000);
    assert_eq!(market.amount_of(shares).unwrap().raw(), 999);
}

#[test]
fn no_more_than_cash_can_be_lent_or_withdrawn() {
    let mut market = Market::new(0);
    market.deposit(Amount::new(100)).unwrap();
    let refused = MarketError::InsufficientCash {
        asked: Amount::new(101),
        available: Amount::new(100),
    };
    assert_eq!(market.borrow(Amount::new(101)), Err(refused));
    market.borrow(Amount::new(60)).unwrap();
    let shares = market.shares_up(Amount::new(41)).unwrap();
    assert!(market.withdraw(Amount::new(41), shares).is_err());
}

#[test]
fn moving_nothing_on_one_side_fails() {
    let mut market = lent(500);
    let scaled = market.scaled_debt();
    // a scaled unit is worth more than a unit only where debt has grown by 1e5
    let grown = DebtIndex::new(DebtIndex::START.raw() * 100_000);
    let mut now = 0;
    while market.debt_index() <= grown {
        now += 31_536_000;
        market.accrue(&FLAT, Ratio::ZERO, now);
    }
    assert_eq!(
        market.repay(scaled, Amount::new(1)),
        Err(MarketError::NothingMoved)
    );
    assert_eq!(
        market.repay(scaled, Amount::ZERO),
        Err(MarketError::NothingMoved)
    );
    assert_eq!(market.deposit(Amount::ZERO), Err(MarketError::NothingMoved));
}

#[test]
fn a_repayment_in_slices_removes_what_it_pays() {
    // 100 · (1 + 0.04 · 60 / 31 536 000) = 100.000 007 6, so 101 are owed; a scaled unit is 1e-5 of a unit
    let mut market = lent(100);
    market.accrue(&FLAT, Ratio::percent(10), 60);
    let mut scaled = market.scaled_debt();
    assert_eq!(market.owed(scaled).unwrap().raw(), 101);
    for slice in 1..=15 {
        let done = market.repay(scaled, Amount::new(2)).unwrap();
        scaled = scaled.sub(done.removed).unwrap();
        assert_eq!(market.owed(scaled).unwrap().raw(), 101 - 2 * slice);
    }
    assert_eq!(market.cash().raw(), 130);
}

#[test]
fn debt_is_told_in_units_with_five_digits_more() {
    let scaled = lent(333).scaled_debt();
    assert_eq!(
        (scaled.raw(), scaled.to_string()),
        (33_300_000, "333".into())
    );
    assert_eq!(ScaledDebt::new(1).to_string(), "0.00001");
}

#[test]
fn a_quadrillion_tokens_of_18_decimals_can_be_owed_and_what_does_not_fit_is_refused() {
    // scaled debt ends at 2^128 / 1e5 = 3.4e33
    let mut market = Market::new(0);
    market.deposit(Amount::new(10u128.pow(34))).unwrap();
    let before = market.clone();
    let refused = market.borrow(Amount::new(4 * 10u128.pow(33)));
    assert_eq!(refused, Err(MarketError::Num(NumError::AmountTooLarge)));
    assert_eq!(market, before);
    let whale = Amount::new(10u128.pow(33));
    let scaled = market.borrow(whale).unwrap();
    assert_eq!(market.owed(scaled), Ok(whale));
    let most = market.borrowable(scaled, Amount::new(u128::MAX)).unwrap();
    assert_eq!(most.raw(), u128::MAX / 100_000 - 10u128.pow(33));
    assert_eq!(market.repay(scaled, whale).unwrap().removed, scaled);
}

#[test]
fn interest_stops_where_it_would_overflow_and_repaying_goes_on() {
    let mut market = Market::new(0);
    market.deposit(Amount::new(10u128.pow(33))).unwrap();
    let scaled = market.borrow(Amount::new(10u128.pow(33))).unwrap();
    for year in 1..2_000u64 {
        market.accrue(&MODEL, Ratio::percent(10), year * 31_536_000);
    }
    let owed = market.owed(scaled).unwrap();
    assert_eq!(market.accrued_at(), 1_999 * 31_536_000);
    let done = market.repay(scaled, owed).unwrap();
    assert_eq!((done.paid, market.scaled_debt()), (owed, ScaledDebt::ZERO));
}

#[test]
fn a_share_that_lost_99_percent_ends_the_epoch() {
    let mut market = Market::new(0);
    market.deposit(Amount::new(1_000_000)).unwrap();
    let scaled = market.borrow(Amount::new(999_000)).unwrap();
    let done = market.write_off(scaled).unwrap();
    // 1000 of 1 000 000 are left: 0.1 % of the first price. They are the reserve's; old shares are worth nothing.
    assert_eq!(
        (done.total.raw(), done.from_suppliers.raw(), done.new_epoch),
        (999_000, 999_000, true)
    );
    assert_eq!(
        (market.epoch(), market.supply_shares()),
        (1, market.reserve_shares())
    );
    assert_eq!(
        market.amount_of(market.reserve_shares()).unwrap().raw(),
        1_000
    );
}
