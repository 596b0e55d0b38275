//! What is asked of whoever knows exchanges, and what is answered.

use ballast_interface::liquidator::Call;
use ballast_interface::AssetId;
use ballast_risk::Amount;
use thiserror::Error;

/// All of `amount` is to become `want`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub offer: AssetId,
    pub amount: Amount,
    pub want: AssetId,
}

/// What comes of it, and the calls that do it.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Base units of what was wanted, after all fees.
    pub receive: Amount,
    /// In their order, as the liquidator does them; the last one brings what was wanted.
    pub calls: Vec<Call>,
}

impl Route {
    /// The calls, so that all there is of what is sold goes, where more or less of it came than was asked about.
    pub fn of_all(self, wanted: &Wanted) -> Vec<Call> {
        let mut calls = self.calls;
        for offer in calls.iter_mut().flat_map(|call| &mut call.offer) {
            if offer.asset == wanted.offer && offer.amount == Some(wanted.amount) {
                offer.amount = None;
            }
        }
        calls
    }
}

/// Why there is no route.
#[derive(Error, Clone, Debug, PartialEq, Eq)]
#[error("no route from `{offer}` to `{want}`: {reason}")]
pub struct NoRoute {
    pub offer: AssetId,
    pub want: AssetId,
    pub reason: String,
}

impl NoRoute {
    pub fn of(wanted: &Wanted, reason: impl Into<String>) -> Self {
        Self {
            offer: wanted.offer.clone(),
            want: wanted.want.clone(),
            reason: reason.into(),
        }
    }
}

/// Whoever knows exchanges.
pub trait Routes {
    fn route(&self, wanted: &Wanted) -> Result<Route, NoRoute>;
}
