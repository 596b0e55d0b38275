//! What may be done with an asset in each status of its price, on either side of an account: with the real oracle, its feeders
//! and its breaker. (Missing is none that a listed asset comes to with that oracle, since listing needs a price and the oracle
//! keeps the last: `missing.rs` has it with another.)

use ballast_interface::lending::AccountAction;
use ballast_interface::oracle::{ExecuteMsg, Limits, PriceStatus, Source};
use ballast_interface::AssetId;
use ballast_risk::{Amount, Price, Ratio};
use ballast_testing::{Feed, Outcome, Suite};

/// What everything costs when debts are made.
const BEGINNING: [(&str, &str); 6] = [
    ("BTC", "40000"),
    ("ETH", "2500"),
    ("stETH", "2500"),
    ("ATOM", "20"),
    ("SOL", "40"),
    ("USDC", "1"),
];

/// What BTC is, in the order of the columns below. The others stay fresh.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Btc {
    Fresh,
    /// Nobody reported for longer than a report counts.
    Stale,
    /// All report 24000: 40 % below, which waits for a confirmation.
    Pending,
    /// All reports stand at the upper bound or above: from 39960 to 80000.
    AtTop,
    /// All reports stand at the lower bound or below: from 0 to 40040.
    AtBottom,
    /// By the guardian.
    Halted,
}

const COLUMNS: [Btc; 6] = [
    Btc::Fresh,
    Btc::Stale,
    Btc::Pending,
    Btc::AtTop,
    Btc::AtBottom,
    Btc::Halted,
];

impl Btc {
    fn status(self) -> PriceStatus {
        match self {
            Self::Fresh => PriceStatus::Fresh,
            Self::Stale => PriceStatus::Stale,
            Self::Pending | Self::AtTop | Self::AtBottom => PriceStatus::Frozen,
            Self::Halted => PriceStatus::Halted,
        }
    }
}

fn limits(min: &str, max: &str) -> Limits {
    Limits {
        max_age: 3_600,
        min_price: min.parse().unwrap(),
        max_price: max.parse().unwrap(),
        max_step: None,
        step_window: None,
        confirm_after: None,
        // the breaker as it is by default; without an average the numbers stay round
        half_life: Some(0),
        max_spread: None,
    }
}

struct World(Suite);

impl World {
    fn new() -> Self {
        let mut world = Self(crate::stage().feed(Feed::Feeders).build().unwrap());
        world.bounds("1", "10000000");
        let suite = &mut world.0;
        suite.supply("lena", "400000 USDC").unwrap();
        suite.supply("lena", "10 BTC").unwrap();
        world
    }

    fn bounds(&mut self, min: &str, max: &str) {
        let source = self
            .0
            .source("BTC", Source::Feeders {}, limits(min, max), None);
        self.0.tell_oracle("owner", source).unwrap();
    }

    /// All report these prices, and of the other assets what they cost in the beginning; an empty price is not reported.
    fn report(&mut self, prices: &[(&str, &str)]) {
        let mut all: Vec<(AssetId, Price)> = Vec::new();
        for (ticker, usual) in BEGINNING {
            let named = prices.iter().find(|(name, _)| *name == ticker);
            let price = named.map_or(usual, |(_, price)| price);
            if !price.is_empty() {
                all.push((self.0.id(ticker), price.parse().unwrap()));
            }
        }
        self.0.report(&all).unwrap();
    }

    /// BTC comes to that status, and ETH to that price.
    fn turn(&mut self, btc: Btc, eth: &str) {
        self.0.pass(60);
        match btc {
            Btc::Fresh => self.report(&[("ETH", eth)]),
            Btc::Stale => {
                self.0.pass(3_600);
                self.report(&[("BTC", ""), ("ETH", eth)]);
            }
            Btc::Pending => self.report(&[("BTC", "24000"), ("ETH", eth)]),
            Btc::AtTop => {
                self.report(&[("ETH", eth)]);
                self.bounds("1", "40000");
            }
            Btc::AtBottom => {
                self.report(&[("ETH", eth)]);
                self.bounds("40000", "10000000");
            }
            Btc::Halted => {
                let asset = self.0.id("BTC");
                let halt = ExecuteMsg::Freeze { asset };
                self.0.tell_oracle("guardian", halt).unwrap();
                self.report(&[("BTC", "24000"), ("ETH", eth)]);
            }
        }
        if eth != "2500" {
            // such a fall is held back too, until the guardian says that it is true
            let asset = self.0.id("ETH");
            self.0.confirm(&asset, eth.parse().unwrap()).unwrap();
        }
        assert_eq!(self.0.price_of("BTC").status, btc.status(), "{btc:?}");
        assert_eq!(self.0.price_of("ETH").status, PriceStatus::Fresh);
    }
}

/// For each column whether it is done (`+`) or refused (`-`); nothing of it lasts.
fn row(setup: impl Fn(&mut Suite), eth: &str, act: impl Fn(&mut Suite) -> Outcome) -> String {
    each(setup, eth, |suite| act(suite).is_ok())
}

fn each(setup: impl Fn(&mut Suite), eth: &str, is_so: impl Fn(&mut Suite) -> bool) -> String {
    let each = COLUMNS.map(|btc| {
        let mut world = World::new();
        setup(&mut world.0);
        world.turn(btc, eth);
        if is_so(&mut world.0) {
            '+'
        } else {
            '-'
        }
    });
    each.iter().collect()
}

/// 1 BTC against 29000 USDC.
fn carl(suite: &mut Suite) {
    suite.supply("carl", "1 BTC").unwrap();
    suite.borrow("carl", "29000 USDC").unwrap();
    suite.fund("carl", "1 BTC");
}

/// 60000 USDC against 0.5 BTC.
fn dave(suite: &mut Suite) {
    suite.supply("dave", "60000 USDC").unwrap();
    suite.borrow("dave", "0.5 BTC").unwrap();
    suite.fund("dave", "1000 USDC");
}

#[test]
fn as_collateral_it_gives_new_risk_only_while_fresh_and_hinders_nothing_else() {
    let row = |act: fn(&mut Suite) -> Outcome| row(carl, "2500", act);
    //                                                         fresh, stale, pending, top, bottom, halted
    assert_eq!(row(|suite| suite.borrow("carl", "100 USDC")), "+-----");
    assert_eq!(row(|suite| suite.withdraw("carl", "0.01 BTC")), "+-----");
    assert_eq!(row(|suite| suite.deposit("carl", "0.1 BTC")), "++++++");
    assert_eq!(row(|suite| suite.repay("carl", "100 USDC")), "++++++");
    // a batch that pays in more BTC and borrows is judged as what it ends in
    let batch = |suite: &mut Suite| {
        let (btc, usdc) = (suite.id("BTC"), suite.id("USDC"));
        let deposit = AccountAction::Deposit {
            asset: btc,
            amount: None,
            mode: ballast_interface::lending::SupplyMode::Lend,
            account: None,
        };
        let borrow = AccountAction::Borrow {
            asset: usdc,
            amount: Amount::new(1_000_000),
        };
        let batch = suite
            .msg()
            .batch("carl", &["0.5 BTC"], vec![deposit, borrow]);
        suite.tell("carl", batch)
    };
    assert_eq!(row(batch), "+-----");
    // it counts nothing then, and that is no matter where the rest suffices
    let rest = |suite: &mut Suite| {
        suite.supply("carl", "40 ETH")?;
        suite.borrow("carl", "100 USDC")
    };
    assert_eq!(row(rest), "++++++");
}

#[test]
fn as_debt_it_refuses_new_risk_unless_fresh_whatever_else_there_is() {
    let row = |act: fn(&mut Suite) -> Outcome| row(dave, "2500", act);
    assert_eq!(row(|suite| suite.borrow("dave", "100 USDC")), "+-----");
    assert_eq!(row(|suite| suite.withdraw("dave", "100 USDC")), "+-----");
    assert_eq!(row(|suite| suite.borrow("dave", "0.01 BTC")), "+-----");
    assert_eq!(row(|suite| suite.repay("dave", "0.1 BTC")), "++++++");
    assert_eq!(row(|suite| suite.deposit("dave", "100 USDC")), "++++++");
    let rest = |suite: &mut Suite| {
        suite.supply("dave", "40 ETH")?;
        suite.borrow("dave", "100 USDC")
    };
    assert_eq!(row(rest), "+-----");
}

#[test]
fn a_batch_is_judged_by_what_is_owed_when_it_ends() {
    // half of the BTC debt repaid, and USDC taken out: BTC is owed still
    let half = |suite: &mut Suite| {
        let actions = vec![suite.repaying("0.25 BTC"), suite.withdrawing("100 USDC")];
        let batch = suite.msg().batch("dave", &["0.25 BTC"], actions);
        suite.tell("dave", batch)
    };
    assert_eq!(row(dave_with_btc, "2500", half), "+-----");
    // all of it, and all USDC
    let all = |suite: &mut Suite| {
        let actions = vec![suite.repaying("0.6 BTC"), suite.withdrawing("60000 USDC")];
        let batch = suite.msg().batch("dave", &["0.6 BTC"], actions);
        suite.tell("dave", batch)
    };
    assert_eq!(row(dave_with_btc, "2500", all), "++++++");
    // the same of a collateral: all debts repaid, all of it taken out
    let out = |suite: &mut Suite| {
        let actions = vec![suite.repaying("29010 USDC"), suite.withdrawing("1 BTC")];
        let batch = suite.msg().batch("carl", &["29010 USDC"], actions);
        suite.tell("carl", batch)
    };
    assert_eq!(row(carl_with_usdc, "2500", out), "++++++");
}

fn dave_with_btc(suite: &mut Suite) {
    dave(suite);
    suite.fund("dave", "0.6 BTC");
}

fn carl_with_usdc(suite: &mut Suite) {
    carl(suite);
    suite.fund("carl", "29010 USDC");
}

#[test]
fn who_owes_nothing_leaves_in_any_status() {
    let dora = |suite: &mut Suite| drop(suite.supply("dora", "1 BTC").unwrap());
    assert_eq!(
        row(dora, "2500", |suite| suite.withdraw("dora", "1 BTC")),
        "++++++"
    );
}

/// 1 BTC and 60 ETH against 90000 USDC; ETH then falls from 2500 to 10 USD. Even twice 40000 carry only 65600 = 0.82 · 80000.
fn emil(suite: &mut Suite) {
    suite.supply("emil", "1 BTC").unwrap();
    suite.supply("emil", "60 ETH").unwrap();
    suite.borrow("emil", "90000 USDC").unwrap();
    suite.fund("lara", "90000 USDC");
}

#[test]
fn as_collateral_it_is_seized_at_the_borrowers_side_unless_halted() {
    let row = |act: fn(&mut Suite) -> Outcome| row(emil, "10", act);
    let btc = |suite: &mut Suite| suite.liquidate("lara", "emil", "90000 USDC", "BTC");
    assert_eq!(row(btc), "+++++-");
    // and what else he holds, always
    let eth = |suite: &mut Suite| suite.liquidate("lara", "emil", "90000 USDC", "ETH");
    assert_eq!(row(eth), "++++++");
}

/// 60 ETH against 1 BTC; ETH then falls from 2500 to 10 USD.
fn felix(suite: &mut Suite) {
    suite.supply("felix", "60 ETH").unwrap();
    suite.borrow("felix", "1 BTC").unwrap();
    suite.borrow("felix", "1000 USDC").unwrap();
    suite.fund("lara", "1 BTC");
    suite.fund("lara", "1000 USDC");
}

#[test]
fn as_debt_it_is_repaid_at_the_borrowers_side_unless_halted() {
    let row = |act: fn(&mut Suite) -> Outcome| row(felix, "10", act);
    // at the bottom its debt counts nothing, and his other debt of 1000 USDC is still more than 600 USD of ETH carry
    let btc = |suite: &mut Suite| suite.liquidate("lara", "felix", "1 BTC", "ETH");
    assert_eq!(row(btc), "++++--");
    let usdc = |suite: &mut Suite| suite.liquidate("lara", "felix", "1000 USDC", "ETH");
    assert_eq!(row(usdc), "++++++");
}

/// A third of all that somebody owes, against its share of what they hold; and whether BTC was among it.
fn pro_rata_with_btc(suite: &mut Suite, name: &str) -> bool {
    let btc = suite.id("BTC");
    let of_btc = |suite: &Suite| {
        let positions = suite.positions(name).into_iter();
        let found = positions.filter(|position| position.asset == btc);
        let (lent, debt): (Vec<_>, Vec<_>) = found.map(|it| (it.lent, it.debt)).unzip();
        (lent, debt)
    };
    for coins in ["1 BTC", "90000 USDC"] {
        suite.supply("lara", coins).unwrap();
    }
    let before = of_btc(suite);
    let part = suite.msg().liquidate_pro_rata(name, Ratio::percent(33), 0);
    suite.tell("lara", part).unwrap();
    of_btc(suite) != before
}

#[test]
fn pro_rata_is_done_always_and_leaves_out_what_is_halted_and_debts_that_count_nothing() {
    let emils = |suite: &mut Suite| pro_rata_with_btc(suite, "emil");
    assert_eq!(each(emil, "10", emils), "+++++-");
    let felixs = |suite: &mut Suite| pro_rata_with_btc(suite, "felix");
    assert_eq!(each(felix, "10", felixs), "++++--");
}

#[test]
fn a_dust_position_shields_nobody() {
    // 20 ETH against 30000 USDC, and one unit of BTC; ETH falls to 1000
    let hugo = |suite: &mut Suite| {
        suite.supply("hugo", "20 ETH").unwrap();
        suite.supply("hugo", "0.00000001 BTC").unwrap();
        suite.borrow("hugo", "30000 USDC").unwrap();
        suite.fund("lara", "30000 USDC");
    };
    let eth = |suite: &mut Suite| suite.liquidate("lara", "hugo", "30000 USDC", "ETH");
    assert_eq!(row(hugo, "1000", eth), "++++++");
}

/// So much BTC, and 0.02 ETH of 50 USD that fall to next to nothing, against 20 USDC.
fn gerd(suite: &mut Suite, btc: &str) {
    suite.supply("gerd", btc).unwrap();
    suite.supply("gerd", "0.02 ETH").unwrap();
    suite.borrow("gerd", "20 USDC").unwrap();
}

#[test]
fn dust_of_it_is_written_off_at_what_it_may_be_worth() {
    let write_off = |suite: &mut Suite| suite.write_off("lena", "gerd");
    // 100 units: 0.04 USD, and 0.08 at twice that, of the 0.1 that may be written off
    let little = |suite: &mut Suite| gerd(suite, "0.000001 BTC");
    assert_eq!(row(little, "0.001", write_off), "++++++");
    // 200 units: 0.08 USD, and 0.16 where it is halted or known from below only
    let more = |suite: &mut Suite| gerd(suite, "0.000002 BTC");
    assert_eq!(row(more, "0.001", write_off), "+++-+-");
    // a debt of it ends with the account, whatever its price
    let owing = |suite: &mut Suite| {
        suite.supply("gerd", "0.02 ETH").unwrap();
        suite.borrow("gerd", "0.0005 BTC").unwrap();
    };
    assert_eq!(row(owing, "0.001", write_off), "++++-+");
}
