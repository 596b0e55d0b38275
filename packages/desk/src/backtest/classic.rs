//! The classic market: a factor for each asset and no correlations, as a case of the same formula.

use crate::market::{Market, MarketAsset};
use ballast_risk::governance::Group;
use ballast_risk::{Move, Ratio};

/// No threshold is above this, and with its bonus it stays below 1.
const MOST: u64 = 980_000_000_000_000_000;

/// What a debt weighs in the classic market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebtWeights {
    /// As the governed market weighs it: the classic market at its best.
    Governed,
    /// 1 for every asset, as most lenders have it.
    One,
}

/// A classic market made of a governed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classic {
    pub weights: DebtWeights,
    /// What all factors and thresholds are multiplied with.
    pub scale: Ratio,
}

impl Classic {
    /// κ = 0, and no group explains anything: `S = Σ f·v − Σ w·d` to the last digit, whatever the factors.
    pub fn of(self, governed: &Market) -> Market {
        let mut market = governed.clone();
        market.scenarios.clear();
        market.groups = vec![Group {
            name: "all".to_owned(),
            stress: Ratio::ZERO,
        }];
        market.rho = vec![vec![Move::new(Ratio::ONE.raw().cast_signed())]];
        market.correlation_credit = Ratio::ZERO;
        for asset in market.assets.values_mut() {
            self.rewrite(asset);
        }
        market
    }

    fn rewrite(self, asset: &mut MarketAsset) {
        "all".clone_into(&mut asset.group);
        let most = Ratio::new(MOST).min(below_bonus(asset.bonus.bonus_max));
        let scaled = |factor: Ratio| times_down(factor, self.scale).min(most);
        asset.liquidation_threshold = scaled(asset.liquidation_threshold);
        asset.collateral_factor = scaled(asset.collateral_factor).min(asset.liquidation_threshold);
        if self.weights == DebtWeights::One {
            asset.borrow_weight = asset.borrow_weight.map(|_| Ratio::ONE);
        }
    }
}

/// The largest threshold to four decimals with which a liquidation at this bonus still heals.
fn below_bonus(bonus: Ratio) -> Ratio {
    let most = 1.0 / (1.0 + bonus.raw() as f64 / 1e18);
    let steps = (most * 10_000.0 - 1e-6).floor() as u64;
    Ratio::new(steps * 100_000_000_000_000)
}

fn times_down(factor: Ratio, scale: Ratio) -> Ratio {
    let product = u128::from(factor.raw()) * u128::from(scale.raw());
    let one = u128::from(Ratio::ONE.raw());
    Ratio::new(u64::try_from(product / one).unwrap_or(u64::MAX))
}
