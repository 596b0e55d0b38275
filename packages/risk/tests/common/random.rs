//! Random accounts: numbers first, so that a test can change one of them, and the outside format on demand.

use super::answer;
use ballast_risk::json::Answer;
use ballast_risk::SignedValue;
use proptest::prelude::*;
use serde_json::{json, Map, Value as Json};

/// Factors in 1e-4, prices in 1e-6 USD, amounts in base units.
#[derive(Clone, Debug)]
pub struct Asset {
    pub group: usize,
    /// Stress beyond the group's, as collateral and as debt.
    pub long_extra: u64,
    pub short_extra: u64,
    /// CF = LT · (1 − this).
    pub gap: u64,
    pub decimals: u32,
    pub price: u128,
    /// Below and above spot.
    pub spread: u64,
    pub collateral: u128,
    pub debt: u128,
}

#[derive(Clone, Debug)]
pub struct Account {
    pub credit: u64,
    pub margin: u64,
    pub stress: Vec<u64>,
    /// ρ_gh = a_g·a_h off the diagonal, a in 1e-2: positive semi-definite, and singular where two a are 1.
    pub loadings: Vec<i64>,
    pub assets: Vec<Asset>,
}

pub fn decimal(of_10_000: u64) -> String {
    format!("{}.{:04}", of_10_000 / 10_000, of_10_000 % 10_000)
}

pub fn signed(of_10_000: i64) -> String {
    let sign = if of_10_000 < 0 { "-" } else { "" };
    format!("{sign}{}", decimal(of_10_000.unsigned_abs()))
}

fn price(millionths: u128) -> String {
    format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)
}

impl Asset {
    pub fn threshold(&self, stress: &[u64]) -> u64 {
        10_000 - (stress[self.group] + self.long_extra).clamp(200, 10_000)
    }

    pub fn weight(&self, stress: &[u64]) -> u64 {
        10_000 + (stress[self.group] + self.short_extra).min(9_800)
    }

    /// Base units that are worth so many millionths of a USD.
    pub fn units(&self, usd: u128) -> u128 {
        usd * 10u128.pow(self.decimals) / self.price
    }

    fn json(&self, stress: &[u64]) -> Json {
        let threshold = self.threshold(stress);
        let most = (100_000_000 / threshold.max(1)).saturating_sub(10_000) * 9 / 10;
        let part = u128::from(self.spread) * self.price / 10_000;
        json!({
            "decimals": self.decimals, "group": format!("g{}", self.group),
            "collateral_factor": decimal(threshold * (10_000 - self.gap) / 10_000),
            "liquidation_threshold": decimal(threshold), "borrow_weight": decimal(self.weight(stress)),
            "price": {"spot": price(self.price), "low": price(self.price - part), "high": price(self.price + part)},
            "liquidation": {"bonus_min": "0.005", "bonus_slope": "1", "bonus_max": decimal(most.min(1_000)), "protocol_fee": "0.1"}
        })
    }
}

impl Account {
    pub fn rho(&self) -> Vec<Vec<String>> {
        let entry = |g: usize, h: usize| {
            if g == h {
                "1".to_owned()
            } else {
                signed(self.loadings[g] * self.loadings[h])
            }
        };
        let size = self.stress.len();
        (0..size)
            .map(|g| (0..size).map(|h| entry(g, h)).collect())
            .collect()
    }

    pub fn groups(&self) -> Json {
        let group = |(at, stress): (usize, &u64)| json!({"name": format!("g{at}"), "stress": decimal(*stress)});
        self.stress.iter().enumerate().map(group).collect()
    }

    pub fn json(&self) -> Json {
        let all = |part: &dyn Fn(&Asset) -> Json| -> Map<String, Json> {
            let named = self.assets.iter().enumerate();
            named
                .map(|(at, asset)| (format!("a{at}"), part(asset)))
                .collect()
        };
        json!({
            "config": {
                "correlation_credit": decimal(self.credit), "min_margin": decimal(self.margin),
                "groups": self.groups(), "rho": self.rho(),
            },
            "assets": all(&|asset| asset.json(&self.stress)),
            "liquidation": {"bonus_floor": "0.005", "target_health": "1.05", "min_position_value": "10"},
            "collateral": all(&|asset| json!(asset.collateral.to_string())),
            "debt": all(&|asset| json!(asset.debt.to_string())),
        })
    }

    pub fn answer(&self) -> Answer {
        answer(&self.json())
    }

    /// S at Maintenance and at Initial, 1e-12 USD.
    pub fn surplus(&self) -> (i128, i128) {
        let found = self.answer();
        let raw = |s: Option<SignedValue>| s.unwrap().raw();
        (raw(found.maintenance.surplus), raw(found.initial.surplus))
    }

    /// Everything held and owed, whole USD, rounded up by a few.
    pub fn total(&self) -> i128 {
        let worth = |a: &Asset| {
            let unit = 10u128.pow(a.decimals);
            (a.collateral / unit + a.debt / unit + 2) * a.price / 1_000_000
        };
        let all: u128 = self.assets.iter().map(worth).sum();
        i128::try_from(all).unwrap()
    }

    /// What rounded factors may move S by: 1e-15 of everything and a trifle, in 1e-12 USD.
    pub fn slack(&self) -> i128 {
        self.total() / 1_000 + 1_000_000
    }

    /// Moves the spot prices somewhere between low and high, 0 to 1e4 of the way.
    pub fn spot_within(&self, json: &mut Json, parts: &[u64]) {
        for (at, (asset, part)) in self.assets.iter().zip(parts).enumerate() {
            let reach = u128::from(asset.spread) * asset.price / 10_000;
            let spot = asset.price - reach + 2 * reach * u128::from(*part) / 10_000;
            json["assets"][format!("a{at}")]["price"]["spot"] = json!(price(spot));
        }
    }

    /// All debts times `factor` / 1e4, after they were brought to a health factor of 1.
    pub fn owing(mut self, factor: u128) -> Self {
        if let Some(found) = self.answer().health_factor {
            for asset in &mut self.assets {
                let scale = found.raw() / 1_000_000_000 * factor / 10_000;
                asset.debt = asset.debt.saturating_mul(scale) / 1_000_000_000;
            }
        }
        self
    }
}

fn usd() -> impl Strategy<Value = u128> {
    // millionths: cents to a hundred million USD, or nothing
    prop_oneof![2 => Just(0u128), 3 => 10_000u128..1_000_000_000, 1 => 1_000_000_000u128..100_000_000_000_000]
}

prop_compose! {
    fn asset(groups: usize)(
        group in 0..groups, long_extra in prop_oneof![Just(0), 0u64..9_000], short_extra in prop_oneof![Just(0), 0u64..5_000],
        gap in prop_oneof![Just(0), 0u64..10_000], decimals in 0u32..=18, spread in prop_oneof![Just(0), 0u64..800],
        price in prop_oneof![Just(1_000_000u128), 1u128..1_000_000, 1_000_000u128..100_000_000_000], held in usd(), owed in usd(),
    ) -> Asset {
        let (collateral, debt) = (0, 0);
        let mut asset = Asset { group, long_extra, short_extra, gap, decimals, price, spread, collateral, debt };
        asset.collateral = asset.units(held);
        asset.debt = asset.units(owed);
        asset
    }
}

prop_compose! {
    pub fn account()(groups in 1usize..=16)(
        credit in prop_oneof![Just(0), Just(10_000), 0u64..=10_000], margin in 100u64..500,
        stress in prop::collection::vec(prop_oneof![0u64..3_000, 0u64..9_500], groups),
        loadings in prop::collection::vec(prop_oneof![Just(100i64), Just(-100), -100i64..=100], groups),
        assets in prop::collection::vec(asset(groups), 1..=16),
    ) -> Account {
        Account { credit, margin, stress, loadings, assets }
    }
}
