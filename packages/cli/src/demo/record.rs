//! What is kept of a run: the tables, the JSON and the page are made of it.

use super::heard::Story;
use super::path::TICKERS;
use super::shape::Shape;
use ballast_risk::HealthFactor;
use serde::Serialize;

/// Upper ends of the classes of health in percent; the last class has none, and one more class owes nothing.
const HEALTH_ENDS: [u128; 5] = [100, 105, 110, 125, 150];
pub const HEALTH_CLASSES: [&str; 7] = [
    "below 1.00",
    "1.00 to 1.05",
    "1.05 to 1.10",
    "1.10 to 1.25",
    "1.25 to 1.50",
    "above 1.50",
    "no debt",
];

/// The class of a health factor; `None` owes nothing.
pub fn class(health: Option<HealthFactor>) -> usize {
    let percent = HealthFactor::ONE.raw() / 100;
    match health {
        None => HEALTH_CLASSES.len() - 1,
        Some(health) => HEALTH_ENDS
            .iter()
            .filter(|end| health.raw() >= **end * percent)
            .count(),
    }
}

/// One moment of a replay. Values in USD.
#[derive(Serialize, Clone, Debug, Default)]
pub struct Step {
    pub seconds: u64,
    /// In the order of `assets`.
    pub prices: Vec<f64>,
    /// Accounts below 1.0 when the prices came.
    pub below_one: usize,
    /// Those still below 1.0 when the liquidator had done what it could.
    pub left_below_one: usize,
    /// Accounts in each class of health when the prices came.
    pub health: Vec<usize>,
    pub liquidations: usize,
    /// Debt that was repaid by liquidation.
    pub liquidated: f64,
    /// What the liquidator and the protocol got beyond it.
    pub bonus: f64,
    pub bad_debt: f64,
    /// Of all markets together, by value.
    pub utilisation: f64,
    /// Why the liquidator could not close an account.
    pub refusals: Vec<String>,
}

/// What an account of a shape may owe per USD of collateral, on the average of its accounts.
#[derive(Serialize, Clone, Debug)]
pub struct ShapePower {
    pub shape: Shape,
    pub accounts: usize,
    pub power: f64,
}

/// One run of the same accounts through the same crash.
#[derive(Serialize, Clone, Debug)]
pub struct Run {
    pub title: String,
    pub correlation_credit: String,
    pub accounts: usize,
    /// USD at the beginning.
    pub collateral: f64,
    /// What all of it could carry at the beginning, before anything was owed.
    pub borrowing_power: f64,
    pub borrowed: f64,
    pub shapes: Vec<ShapePower>,
    pub steps: Vec<Step>,
    pub totals: Totals,
    pub closing: Closing,
}

#[derive(Serialize, Clone, Debug, Default)]
pub struct Totals {
    /// How many accounts were liquidated at least once.
    pub accounts_liquidated: usize,
    pub liquidations: usize,
    pub liquidated: f64,
    pub bonus: f64,
    pub bad_debt: f64,
}

/// Whether everybody can be paid.
#[derive(Serialize, Clone, Debug)]
pub struct Closing {
    pub markets: Vec<MarketCheck>,
    /// P-01 and P-02, or what is wrong with them.
    pub broken: Option<String>,
    /// Debt beyond the value of its collateral, in USD: nobody will repay it.
    pub uncollectable: f64,
    pub solvent: bool,
}

/// In whole tokens.
#[derive(Serialize, Clone, Debug)]
pub struct MarketCheck {
    pub asset: String,
    /// What suppliers and reserves can claim, lent and protected.
    pub claims: f64,
    pub cash: f64,
    pub protected: f64,
    /// What borrowers owe.
    pub owed: f64,
    pub utilisation: f64,
    pub covered: bool,
}

/// Everything that `--json` writes.
#[derive(Serialize, Clone, Debug)]
pub struct Report {
    pub scenario: String,
    pub title: String,
    pub prices: String,
    pub seed: u64,
    pub assets: [&'static str; 6],
    /// What the structure says of each pair of assets.
    pub correlations: Vec<Vec<f64>>,
    pub health_classes: [&'static str; 7],
    pub run: Run,
    /// Without credit; and with credit, but the debts of the run without.
    pub compared: Vec<Run>,
    /// What the oracle makes of feeders that fail.
    pub feeders: Story,
    pub solvent: bool,
}

impl Report {
    pub const ASSETS: [&'static str; 6] = TICKERS;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_health_factor_falls_into_the_class_that_its_name_says() {
        for (health, name) in [
            (Some("0.999999999999999999"), "below 1.00"),
            (Some("1"), "1.00 to 1.05"),
            (Some("1.2"), "1.10 to 1.25"),
            (Some("9"), "above 1.50"),
            (None, "no debt"),
        ] {
            let health = health.and_then(|health| health.parse().ok());
            assert_eq!(HEALTH_CLASSES.get(class(health)), Some(&name), "{health:?}");
        }
    }
}
