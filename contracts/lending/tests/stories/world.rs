//! What stories begin with.

use ballast_interface::lending::SupplyMode;
use ballast_risk::governance::AssetParams;
use ballast_testing::{pair, risk, Listing, Suite};

pub const HOUR: u64 = 3_600;
pub const DAY: u64 = 24 * HOUR;
pub const YEAR: u64 = 365 * DAY;

/// ATOM at 10 USD and USDC, of which the owner has lent one each; everybody has 1000 of everything.
pub fn market() -> Suite {
    crate::stage().pair().build().unwrap()
}

/// No interest: only what a story does moves health.
pub fn market_without_interest() -> Suite {
    let none = |listing: &mut Listing| listing.rates = pair::rates("0", "0");
    let stage = crate::stage().pair().with("ATOM", none).with("USDC", none);
    stage.build().unwrap()
}

/// Bob lends 900 USDC, Alice 100 ATOM, which are 1000 USD; without interest.
pub fn alice_owes_nothing() -> Suite {
    let mut suite = market_without_interest();
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite
}

/// And Alice owes so much against it.
pub fn alice_owes(coins: &str) -> Suite {
    let mut suite = alice_owes_nothing();
    suite.borrow("alice", coins).unwrap();
    suite
}

/// Bob lends 900 USDC and Alice owes 500 of them against 100 ATOM, at interest.
pub fn with_interest() -> Suite {
    let mut suite = market();
    suite.deposit("bob", "900 USDC").unwrap();
    suite.deposit("alice", "100 ATOM").unwrap();
    suite.borrow("alice", "500 USDC").unwrap();
    suite
}

/// Lends tokens that nobody else has heard of, one of each.
pub fn fill(suite: &mut Suite, name: &str, positions: usize) {
    for (letter, at) in ('A'..='Z').zip(1..=positions) {
        let ticker = format!("TOKEN{letter}");
        suite.add(pair::token(&ticker));
        suite.price(&ticker, "1");
        suite.govern(suite.msg().list(&ticker, |_| ()));
        let one = format!("1 {ticker}");
        // a sub-account of the owner's for each: an account holds no more than sixteen
        let seed = suite
            .msg()
            .deposit(&format!("owner/{at}"), &one, SupplyMode::Lend);
        suite.govern(seed);
        suite.deposit(name, &one).unwrap();
    }
}

/// Collateral factor, liquidation threshold and borrow weight of ATOM.
pub fn atom(numbers: [&str; 3]) -> AssetParams {
    risk(numbers, "atom")
}

/// The owner sends risk numbers of ATOM on their way.
pub fn ramp_atom(suite: &mut Suite, numbers: [&str; 3], seconds: u64) {
    suite.govern(suite.msg().ramp("ATOM", atom(numbers), seconds));
}
