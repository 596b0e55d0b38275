//! How prices moved together.

use super::chain::*;
use super::scripted::wide;
use ballast_interface::oracle::{CorrelationsResponse, ExecuteMsg, QueryMsg};
use ballast_oracle::ContractError;

impl Chain {
    fn both(&mut self, atom: &str, osmo: &str) {
        for who in NAMES {
            let prices = vec![
                entry("uatom", atom, self.now()),
                entry("uosmo", osmo, self.now()),
            ];
            self.run(who, ExecuteMsg::Report { prices }).unwrap();
        }
    }

    fn sample(&mut self) -> Outcome {
        self.run("anybody", ExecuteMsg::Sample {})
    }

    fn correlations(&self) -> CorrelationsResponse {
        self.ask(&QueryMsg::Correlations { lending: None })
    }
}

#[test]
fn two_assets_that_rise_and_fall_together() {
    let mut chain = Chain::new();
    chain
        .source_within("uosmo", r#"{"feeders":{}}"#, wide())
        .unwrap();
    for (atom, osmo) in [("10", "1"), ("10.1", "1.02"), ("10", "1"), ("10.2", "1.04")] {
        chain.both(atom, osmo);
        chain.sample().unwrap();
        chain.later(HOUR);
    }
    let found = chain.correlations();
    let names: Vec<_> = found
        .assets
        .iter()
        .map(|asset| asset.asset.name())
        .collect();
    assert_eq!(names, ["uatom", "uosmo"]);
    assert_eq!(found.counts, [[3, 3], [3, 3]]);
    // returns 1 %, −0.990 %, 2 % against 2 %, −1.961 %, 4 %: together all but exactly
    assert!(found.matrix[0][1].raw() > 999_900_000_000_000_000);
    // √((0.01² + 0.00990² + 0.02²) / 3 · 8760) = 1.3215
    let volatility = found.assets[0].volatility.raw() / 10u64.pow(14);
    assert!((13_214..=13_215).contains(&volatility), "{volatility}");
}

#[test]
fn a_sample_an_hour() {
    let mut chain = Chain::priced("10");
    chain.sample().unwrap();
    chain.later(HOUR - 1);
    let next = BEGIN + HOUR;
    assert_eq!(chain.sample(), Err(ContractError::TooSoon { next }));
    chain.later(1);
    chain.sample().unwrap();
}
