//! Messages to the oracle contract, and what it answers.

use crate::chain::Suite;
use crate::error::Outcome;
use ballast_interface::oracle::{
    ExecuteMsg, Limits, PriceQuote, PriceReport, QueryMsg, Source, SourceSwap,
};
use ballast_interface::AssetId;
use ballast_risk::{Price, Ratio};
use serde::de::DeserializeOwned;

/// A report counts for an hour; a step of ten times and no average: stories move prices as they please.
#[track_caller]
pub fn bounds(min_price: &str, max_price: &str) -> Limits {
    Limits {
        max_age: 3_600,
        min_price: min_price.parse().unwrap(),
        max_price: max_price.parse().unwrap(),
        max_step: Some(Ratio::percent(1_000)),
        step_window: None,
        confirm_after: None,
        half_life: Some(0),
        max_spread: None,
    }
}

/// What feeders report is guarded as the contract has it by default: a step of 30 %, held back for ten minutes, and an
/// average of half an hour. Bounds are as wide as they get.
#[track_caller]
pub fn guarded(max_age: u64) -> Limits {
    Limits {
        max_age,
        max_step: None,
        half_life: None,
        ..bounds("0.000000000000000001", "1000000000")
    }
}

impl Suite {
    /// A named person tells the oracle contract something.
    #[track_caller]
    pub fn tell_oracle(&mut self, name: &str, msg: ExecuteMsg) -> Outcome {
        let sender = self.who(name);
        self.call_oracle(&sender, &msg)
    }

    /// A feeder reports a price that was seen now.
    #[track_caller]
    pub fn reports(&mut self, feeder: &str, ticker: &str, price: &str) -> Outcome {
        self.reports_at(feeder, ticker, price, self.now())
    }

    /// The same, seen at another time.
    #[track_caller]
    pub fn reports_at(&mut self, feeder: &str, ticker: &str, price: &str, time: u64) -> Outcome {
        let report = PriceReport {
            asset: self.id(ticker),
            price: ballast_interface::oracle::NumberText(price.to_owned()),
            time: time.into(),
        };
        let prices = vec![report];
        self.tell_oracle(feeder, ExecuteMsg::Report { prices })
    }

    /// The guardian confirms what is pending, within 1 % of the price that it names.
    #[track_caller]
    pub fn confirm(&mut self, asset: &AssetId, price: Price) -> Outcome {
        let confirm = ExecuteMsg::Confirm {
            asset: asset.clone(),
            price,
            within: Ratio::percent(1),
        };
        self.tell_oracle("guardian", confirm)
    }

    pub fn feeders(&self, names: &[&str], quorum: u8, faults: u8) -> ExecuteMsg {
        let addresses = names.iter().map(|name| self.who(name).to_string());
        ExecuteMsg::SetFeeders {
            feeders: addresses.collect(),
            quorum,
            faults,
        }
    }

    #[track_caller]
    pub fn source(
        &self,
        ticker: &str,
        source: Source,
        limits: Limits,
        swap: Option<SourceSwap>,
    ) -> ExecuteMsg {
        ExecuteMsg::SetAsset {
            asset: self.id(ticker),
            source,
            limits,
            swap,
        }
    }

    /// Any other query to the oracle contract.
    #[track_caller]
    pub fn ask_oracle<T: DeserializeOwned>(&self, query: &QueryMsg) -> T {
        self.oracle.query(&self.app.wrap(), query).unwrap()
    }

    /// What the oracle says of one asset.
    #[track_caller]
    pub fn price_of(&self, ticker: &str) -> PriceQuote {
        let asked = vec![self.id(ticker)];
        let answer = self.oracle.prices(&self.app.wrap(), asked);
        answer.unwrap().remove(0)
    }
}
