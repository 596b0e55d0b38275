//! A small market of round numbers: ATOM and USDC, and other coins that a story may list beside them.

use crate::asset::Kind;
use crate::governance::risk;
use crate::listing::Listing;
use ballast_risk::governance::{CorrelationSpec, Group, LiquidationBonus, RateModel};
use ballast_risk::{Move, Ratio};

/// ATOM at 10 USD and USDC; INK, DUST and NEW, which begin unlisted.
pub fn listings() -> Vec<Listing> {
    let usdc = Listing {
        risk: risk(["0.95", "0.97", "1.03"], "usd"),
        // (1 + bonus_max) · LT stays below 1
        bonus: bonus(2),
        price: "1".parse().unwrap(),
        ..coin("USDC")
    };
    let listed = [coin("ATOM"), usdc].map(|listing| Listing {
        listed: true,
        ..listing
    });
    let others = ["INK", "DUST", "NEW"].map(coin);
    listed.into_iter().chain(others).collect()
}

/// A coin of 6 decimals with the numbers of ATOM.
pub fn coin(ticker: &str) -> Listing {
    Listing {
        ticker: ticker.to_owned(),
        kind: Kind::Native,
        decimals: 6,
        risk: risk(["0.56", "0.6", "1.4"], "atom"),
        bonus: bonus(10),
        rates: rates("0.1", "3"),
        flash_fee: None,
        price: "10".parse().unwrap(),
        seed: "1",
        listed: false,
    }
}

/// A token of 18 decimals with the numbers of ATOM.
pub fn token(ticker: &str) -> Listing {
    Listing {
        kind: Kind::Cw20,
        decimals: 18,
        ..coin(ticker)
    }
}

fn bonus(most: u64) -> LiquidationBonus {
    LiquidationBonus {
        bonus_min: Ratio::percent(1),
        bonus_slope: Ratio::ONE,
        bonus_max: Ratio::percent(most),
        protocol_fee: Ratio::percent(10),
    }
}

/// No base; the kink at 70 %.
pub fn rates(slope1: &str, slope2: &str) -> RateModel {
    RateModel {
        base: Ratio::ZERO,
        slope1: slope1.parse().unwrap(),
        slope2: slope2.parse().unwrap(),
        optimal_utilisation: Ratio::percent(70),
    }
}

/// Groups `atom` and `usd` with their stresses in percent, their correlation and the credit.
pub fn correlations(stress: [u64; 2], rho: &str, credit: &str) -> CorrelationSpec {
    let [atom, usd] = stress.map(Ratio::percent);
    let group = |name: &str, stress| Group {
        name: name.into(),
        stress,
    };
    let one = Move::new(1_000_000_000_000_000_000);
    let rho = rho.parse().unwrap();
    CorrelationSpec {
        groups: vec![group("atom", atom), group("usd", usd)],
        rho: vec![vec![one, rho], vec![rho, one]],
        correlation_credit: credit.parse().unwrap(),
        min_margin: Ratio::percent(2),
    }
}
